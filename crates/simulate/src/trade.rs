//! Orders: when, of what, for how much, and what comes back.
//!
//! **When.** Each customer orders each of their families as a renewal process in *season
//! time* (see [`crate::families::Seasons`]): gaps are Erlang with shape 2, more regular than chance and less
//! than a clock, and season time runs fast inside the family's window and nearly stands still
//! outside. A customer who is already there starts in equilibrium: the wait for the first
//! order is a uniform part of a length-biased gap, which for Erlang(2) is Erlang(3) (Cox,
//! *Renewal Theory*, section 5.2). New customers place their first order on the day they join.
//!
//! **How much.** The value of a line is lognormal around the family's median times the size
//! of the customer, so order values have a heavy tail; quantities follow from the article's
//! price and come in dozens where that is usual. Prices rise by 2 % each January.

use std::ops::Range;

use chrono::Datelike;
use vocab::Channel;

use crate::calendar::{Calendar, Moment, household_time, office_time};
use crate::catalogue::Catalogue;
use crate::families::{COUNT, FAMILIES, Seasons, YEAR};
use crate::places::REGIONS;
use crate::profile::{Buys, GROWTH, Profile};
use crate::random::{Purpose, Stream, round};

/// Rise of prices each January.
const PRICE_RISE: f64 = 0.02;

/// Chance that a line is of another of the customer's families than the order's own.
const OTHER_FAMILY: f64 = 0.12;

/// Anonymous orders on an average open day, for each customer in the plan.
const ANONYMOUS: f64 = 0.000_92;

/// An order as the truth knows it.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// Who, a place among the profiles; `None` for anonymous sales.
    pub customer: Option<usize>,
    /// When.
    pub at: Moment,
    /// What it is about: the family that made the customer order.
    pub family: usize,
    /// The sales region.
    pub region: usize,
    /// Whether it is the first of a customer who joined within the simulated days.
    pub first: bool,
    /// How it reached us.
    pub channel: Channel,
    /// Its lines, places in [`Books::lines`].
    pub lines: Range<usize>,
    /// A number between 0 and 1: a cause that takes away more than this share takes this order.
    pub fate: f64,
    /// Whether the planted cause took it away.
    pub removed: bool,
}

/// A line of an order.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The family.
    pub family: usize,
    /// The article, a place in the family's list.
    pub item: usize,
    /// How many.
    pub quantity: i64,
    /// Price of one, in cents.
    pub price: i64,
    /// When how many came back.
    pub back: Option<(Moment, i64)>,
}

impl Line {
    /// Quantity times price, in cents.
    pub(crate) fn value(&self) -> i64 {
        self.quantity * self.price
    }
}

/// All orders: those of customers in the order of the profiles, then the anonymous ones.
#[derive(Debug, Default)]
pub(crate) struct Books {
    /// All orders.
    pub orders: Vec<Order>,
    /// All lines.
    pub lines: Vec<Line>,
    /// Which orders belong to each profile; within a customer they are in order of time.
    pub of: Vec<Range<usize>>,
}

impl Books {
    /// The lines of an order.
    pub(crate) fn lines(&self, order: &Order) -> &[Line] {
        &self.lines[order.lines.clone()]
    }

    /// The value of an order in cents, returns left aside.
    pub(crate) fn value(&self, order: &Order) -> i64 {
        self.lines(order).iter().map(Line::value).sum()
    }
}

/// What orders are drawn from.
pub(crate) struct Market<'a> {
    /// The days.
    pub calendar: &'a Calendar,
    /// The seasons on these days.
    pub seasons: &'a Seasons,
    /// The articles.
    pub catalogue: &'a Catalogue,
    /// Where random numbers start.
    pub seed: u64,
}

/// The buyer of one order, as far as its lines depend on it.
struct Buyer<'a> {
    trade: bool,
    size: f64,
    discount: f64,
    families: &'a [(usize, f64)],
}

impl Market<'_> {
    /// Everything that is bought between the first and the last simulated day.
    pub(crate) fn books(&self, profiles: &[Profile]) -> Books {
        let mut books = Books::default();
        for (customer, profile) in profiles.iter().enumerate() {
            let from = books.orders.len();
            let mut stream = Stream::new(self.seed, Purpose::Trade, profile.stream);
            self.orders_of(customer, profile, &mut stream, &mut books);
            let orders = &mut books.orders[from..];
            orders.sort_by_key(|order| order.at);
            if profile.joined >= 0.0
                && let Some(first) = orders.first_mut()
            {
                first.first = true;
            }
            books.of.push(from..books.orders.len());
        }
        self.anonymous(profiles.len(), &mut books);
        books
    }

    fn orders_of(
        &self,
        customer: usize,
        profile: &Profile,
        stream: &mut Stream,
        books: &mut Books,
    ) {
        let mut wishes: Vec<(f64, usize)> = Vec::new();
        let newcomer = (profile.joined >= 0.0).then(|| {
            let day = crate::random::place(profile.joined);
            let strength = |family| self.seasons.strength(family, day);
            profile.draw_family(&strength, stream)
        });
        if profile.buys == Buys::Never {
            return;
        }
        if let Some(family) = newcomer {
            wishes.push((profile.joined, family));
        }
        if profile.buys == Buys::Regularly {
            for (family, rate) in &profile.families {
                let gap = YEAR / rate;
                let mut need = self.seasons.due(*family, profile.joined.max(0.0));
                need += if newcomer == Some(*family) {
                    stream.erlang(2, gap)
                } else {
                    stream.unit() * stream.erlang(3, 1.5 * gap)
                };
                while let Some(time) = self.seasons.when(*family, need) {
                    if time > profile.leaves {
                        break;
                    }
                    wishes.push((time, *family));
                    need += stream.erlang(2, gap);
                }
            }
        }
        let trade = profile.is_trade();
        let buyer = Buyer {
            trade,
            size: profile.size,
            discount: profile.discount,
            families: &profile.families,
        };
        for (wish, family) in wishes {
            let at_weekends = if trade { 0.02 } else { 0.45 };
            let day = self.calendar.trading_day(wish, at_weekends, stream);
            let second = if trade { office_time(stream) } else { household_time(stream) };
            let channel = channel(trade, stream);
            let at = Moment::at(day, second);
            self.push(books, Some(customer), at, family, profile.region, channel, &buyer, stream);
        }
    }

    /// Counter and guest sales: each open day a Poisson number of small orders.
    fn anonymous(&self, customers: usize, books: &mut Books) {
        let mut stream = Stream::new(self.seed, Purpose::Anonymous, 0);
        let shares = REGIONS.each_ref().map(|region| region.share);
        for day in 0..self.calendar.len() {
            let growth = (GROWTH * day as f64 / YEAR).exp();
            let open = if self.calendar.day(day).open { 1.0 } else { 0.15 };
            let mean = ANONYMOUS * customers as f64 * growth * open;
            let strengths: [f64; COUNT] =
                std::array::from_fn(|family| self.seasons.strength(family, day));
            for _ in 0..stream.poisson(mean * strengths.iter().sum::<f64>() / COUNT as f64) {
                let family = stream.weighted(&strengths);
                let region = stream.weighted(&shares);
                let at = Moment::at(day, household_time(&mut stream));
                let channel = if stream.chance(0.7) { Channel::Web } else { Channel::Visit };
                let families = [(family, 1.0)];
                let buyer = Buyer { trade: false, size: 1.0, discount: 0.0, families: &families };
                self.push(books, None, at, family, region, channel, &buyer, &mut stream);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the facts of one order, used in two places")]
    fn push(
        &self,
        books: &mut Books,
        customer: Option<usize>,
        at: Moment,
        family: usize,
        region: usize,
        channel: Channel,
        buyer: &Buyer<'_>,
        stream: &mut Stream,
    ) {
        let from = books.lines.len();
        let count = 1 + stream.poisson(if buyer.trade { 1.5 } else { 0.6 });
        let mood = stream.lognormal(1.0, 0.30);
        for _ in 0..count {
            let line = self.line(at, family, buyer, mood, stream);
            books.lines.push(line);
        }
        let lines = from..books.lines.len();
        let fate = stream.unit();
        let order = Order {
            customer,
            at,
            family,
            region,
            first: false,
            channel,
            lines,
            fate,
            removed: false,
        };
        books.orders.push(order);
    }

    fn line(
        &self,
        at: Moment,
        lead: usize,
        buyer: &Buyer<'_>,
        mood: f64,
        stream: &mut Stream,
    ) -> Line {
        let other = stream.chance(OTHER_FAMILY);
        let choice = *stream.pick(buyer.families);
        // What is out of season is not taken along.
        let in_season = self.seasons.strength(choice.0, at.day()) > 0.3;
        let family = if other && in_season { choice.0 } else { lead };
        let item = self.catalogue.draw(family, stream);
        let data = &FAMILIES[family];
        let median = if buyer.trade { data.trade_line } else { data.household_line };
        let today = self.calendar.day(at.day()).date.year() - self.calendar.first_month.year();
        let rise = (1.0 + PRICE_RISE).powi(today);
        let list = self.catalogue.item(family, item).price as f64;
        let price = round(list * rise * (1.0 - buyer.discount)).max(1);
        let worth = median * buyer.size * mood * stream.lognormal(1.0, 0.40) * 100.0;
        let quantity = pack(worth / list, buyer.trade);
        let comes_back = stream.chance(data.returns);
        let whole = stream.chance(0.6);
        let part = stream.whole(1, quantity);
        let wait = (2.0 + stream.erlang(2, 10.0)).min(40.0);
        let back = comes_back.then(|| {
            let day = self.calendar.open_day(at.plus_days(wait).day(), true);
            let count = if whole { quantity } else { part };
            (Moment::at(day, office_time(stream)), count)
        });
        // A return that would fall after the simulated days is none.
        let back = back.filter(|(when, _)| when.day() > at.day());
        Line { family, item, quantity, price, back }
    }
}

/// A quantity as people order it: single pieces, half dozens and dozens for the trade.
fn pack(count: f64, trade: bool) -> i64 {
    let count = round(count).max(1);
    if !trade || count < 9 {
        count
    } else if count < 30 {
        (count + 3) / 6 * 6
    } else {
        (count + 6) / 12 * 12
    }
}

/// How an order reaches us.
fn channel(trade: bool, stream: &mut Stream) -> Channel {
    const CHANNELS: [Channel; 6] = [
        Channel::Web,
        Channel::Phone,
        Channel::Email,
        Channel::Visit,
        Channel::Fair,
        Channel::Post,
    ];
    let weights: [f64; 6] = if trade {
        [0.30, 0.25, 0.22, 0.18, 0.03, 0.02]
    } else {
        [0.78, 0.08, 0.03, 0.07, 0.01, 0.03]
    };
    CHANNELS[stream.weighted(&weights)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::profile;
    use chrono::NaiveDate;

    #[test]
    fn orders_are_in_time_order_and_returns_come_later() {
        let plan =
            Plan { customers: 600, ..Plan::demo(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()) };
        let calendar = Calendar::new(&plan);
        let seasons = Seasons::new(&calendar);
        let catalogue = Catalogue::built_in();
        let market =
            Market { calendar: &calendar, seasons: &seasons, catalogue: &catalogue, seed: 3 };
        let profiles = profile::all(&plan, &calendar);
        let books = market.books(&profiles);
        assert_eq!(books.of.len(), profiles.len());
        let mut returns = 0;
        for (profile, range) in profiles.iter().zip(&books.of) {
            let orders = &books.orders[range.clone()];
            assert!(orders.is_sorted_by_key(|order| order.at));
            match profile.buys {
                Buys::Never => assert!(orders.is_empty()),
                Buys::Once => assert_eq!(orders.len(), 1),
                Buys::Regularly => {}
            }
            for order in orders {
                for line in books.lines(order) {
                    assert!(line.quantity >= 1 && line.price >= 1);
                    if let Some((back, count)) = line.back {
                        returns += 1;
                        assert!(back > order.at && (1..=line.quantity).contains(&count));
                    }
                }
            }
        }
        assert!(returns > 10);
    }

    #[test]
    fn packs_are_what_people_order() {
        assert_eq!(
            [1, 7, 9, 20, 31, 100].map(|n| pack(f64::from(n), true)),
            [1, 7, 12, 18, 36, 96]
        );
        assert_eq!(pack(13.2, false), 13);
        assert_eq!(pack(0.1, true), 1);
    }
}

//! Deals, and what customers did on the way to them.
//!
//! A deal stands behind a part of the orders: one in five first orders of trade customers,
//! one in twenty large repeat orders, few small ones. Such a deal is won on the day of its
//! order, lost when the planted cause took the order away, and open when the order would come
//! after the last day. Beside them stand deals that come to nothing for ordinary reasons,
//! so that about half of all deals are won.
//!
//! Customers show where they stand before we know it: visits and searches, then questions, a
//! need put into words, requirements, a quote asked for, questions about price and
//! references. A deal that dies early leaves only the early ones.

use vocab::{Channel, EventKind, Phase};

use crate::calendar::Moment;
use crate::company::{About, Company, Signal};
use crate::families::{FAMILIES, YEAR};
use crate::profile::Buys;
use crate::random::{Purpose, Stream, round};

/// Lost deals a year of a trade customer without any planted cause.
const LOST_A_YEAR: f64 = 0.125;

/// An order of this value in cents is large.
const LARGE: i64 = 150_000;

/// How a deal stands on the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Not decided yet.
    Open,
    /// Ordered.
    Won,
    /// Came to nothing.
    Lost,
}

impl Outcome {
    /// The code of the import format.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// A deal.
#[derive(Debug, Clone)]
pub(crate) struct Deal {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// About which family.
    pub family: usize,
    /// When it was opened.
    pub opened: Moment,
    /// When it is or would be decided; after the last day for open ones.
    pub decided: Moment,
    /// How it stands.
    pub outcome: Outcome,
    /// How far the customer came.
    pub phase: Phase,
    /// Worth in cents.
    pub amount: i64,
    /// Somebody who never bought before.
    pub newcomer: bool,
    /// Whether the planted cause decided it.
    pub caused: bool,
}

/// A deal before its end is known to us.
struct Pursuit {
    family: usize,
    amount: i64,
    decided: Moment,
    newcomer: bool,
    order: bool,
    removed: bool,
}

/// The deals of one customer and the signals that belong to them.
pub(crate) fn of(company: &Company, customer: usize) -> (Vec<Deal>, Vec<Signal>) {
    let profile = &company.profiles[customer];
    let mut stream = Stream::new(company.seed, Purpose::Deals, profile.stream);
    if !profile.is_trade() {
        return (Vec::new(), Vec::new());
    }
    let mut pursuits = behind_orders(company, customer, &mut stream);
    pursuits.extend(in_vain(company, customer, &mut stream));
    let mut deals = Vec::new();
    let mut signals = Vec::new();
    for pursuit in &pursuits {
        if let Some(deal) = deal(company, customer, pursuit, &mut stream) {
            steps(company, &deal, &mut signals, &mut stream);
            deals.push(deal);
        }
    }
    (deals, signals)
}

fn behind_orders(company: &Company, customer: usize, stream: &mut Stream) -> Vec<Pursuit> {
    let books = &company.books;
    let mut pursuits = Vec::new();
    for order in &books.orders[books.of[customer].clone()] {
        let value = books.value(order);
        let likely = match (order.first, value >= LARGE) {
            (true, _) => 0.22,
            (false, true) => 0.05,
            (false, false) => 0.008,
        };
        if stream.chance(likely) {
            pursuits.push(Pursuit {
                family: order.family,
                amount: value,
                decided: order.at,
                newcomer: order.first,
                order: true,
                removed: order.removed,
            });
        }
    }
    pursuits
}

/// Deals that come to nothing without any planted cause, each within the family's season.
fn in_vain(company: &Company, customer: usize, stream: &mut Stream) -> Vec<Pursuit> {
    let profile = &company.profiles[customer];
    let last = company.calendar.len() as f64;
    let (from, until) = (profile.joined.max(0.0), profile.leaves.min(last));
    let never = profile.buys == Buys::Never;
    let count = if never {
        1 + stream.poisson(0.3)
    } else {
        stream.poisson(LOST_A_YEAR * (until - from).max(0.0) / YEAR)
    };
    let mut pursuits = Vec::with_capacity(count);
    for _ in 0..count {
        let family = profile.draw_family(&|_| 1.0, stream);
        let due = |time| company.seasons.due(family, time);
        let need = due(from) + stream.unit() * (due(until) - due(from));
        let time = company.seasons.when(family, need).unwrap_or(until);
        let wish = Moment::at(crate::random::place(time), 0);
        let worth = FAMILIES[family].trade_line * profile.size * stream.lognormal(4.0, 0.6);
        pursuits.push(Pursuit {
            family,
            amount: round(worth / 10.0).max(1) * 1_000,
            decided: company.working_moment(wish, true, stream),
            newcomer: never,
            order: false,
            removed: false,
        });
    }
    pursuits
}

/// The deal of a pursuit, when any of it lies within the written days.
fn deal(
    company: &Company,
    customer: usize,
    pursuit: &Pursuit,
    stream: &mut Stream,
) -> Option<Deal> {
    let calendar = &company.calendar;
    let lasts = stream.lognormal(38.0, 0.5).clamp(6.0, 150.0);
    let opened = company.working_moment(pursuit.decided.plus_days(-lasts), false, stream);
    let died = stream.weighted(&[0.22, 0.35, 0.43]);
    if !calendar.written(opened) || opened >= pursuit.decided {
        return None;
    }
    let open = pursuit.decided.day() > calendar.end;
    let outcome = match (open, pursuit.order && !pursuit.removed) {
        (true, _) => Outcome::Open,
        (false, true) => Outcome::Won,
        (false, false) => Outcome::Lost,
    };
    let phase = match outcome {
        Outcome::Won => 2,
        // Who leaves for a lower price has heard the price.
        Outcome::Lost if pursuit.removed => 2,
        Outcome::Lost => died,
        Outcome::Open => {
            let gone = calendar.end as f64 + 1.0 - opened.days();
            let whole = (pursuit.decided.days() - opened.days()).max(1.0);
            crate::random::place(3.0 * gone / whole).min(2)
        }
    };
    // Until the order is there its worth is a round estimate.
    let amount = match outcome {
        Outcome::Won => pursuit.amount,
        Outcome::Open | Outcome::Lost => (pursuit.amount + 2_500) / 5_000 * 5_000,
    };
    Some(Deal {
        customer,
        family: pursuit.family,
        opened,
        decided: pursuit.decided,
        outcome,
        phase: [Phase::Need, Phase::Solution, Phase::Risk][phase],
        amount: amount.max(5_000),
        newcomer: pursuit.newcomer,
        caused: pursuit.removed,
    })
}

/// A step a customer may take on the way: what, at which part of the way, how often, and the
/// section of words it is told in.
const STEPS: [(EventKind, f64, f64, &str); 9] = [
    (EventKind::Visit, 0.01, 0.15, ""),
    (EventKind::Search, 0.03, 0.10, "search"),
    (EventKind::Inquiry, 0.08, 0.35, "inquiry"),
    (EventKind::NeedStated, 0.20, 0.40, "need_stated"),
    (EventKind::RequirementConfirmed, 0.45, 0.30, "requirement_confirmed"),
    (EventKind::QuoteRequested, 0.50, 0.36, ""),
    (EventKind::QuoteSent, 0.58, 0.30, ""),
    (EventKind::PriceAsked, 0.75, 0.25, "price_asked"),
    (EventKind::ReferenceAsked, 0.80, 0.10, "reference_asked"),
];

fn steps(company: &Company, deal: &Deal, signals: &mut Vec<Signal>, stream: &mut Stream) {
    let reach = match (deal.outcome, deal.phase) {
        (Outcome::Won, _) | (_, Phase::Risk) => 1.0,
        (_, Phase::Solution) => 0.65,
        _ => 0.40,
    };
    let whole = deal.decided.days() - deal.opened.days();
    for (kind, part, often, section) in STEPS {
        // Whoever leaves for the price asked about it.
        let often = if deal.caused && kind == EventKind::PriceAsked { 0.8 } else { often };
        let taken = stream.chance(often) && part <= reach;
        let when = deal.opened.plus_days(whole * (part + stream.between(0.0, 0.06)));
        let channel = match kind {
            EventKind::Visit | EventKind::Search => Channel::Web,
            EventKind::QuoteSent => Channel::Email,
            _ => *stream.pick(&[Channel::Phone, Channel::Email, Channel::Visit, Channel::Web]),
        };
        let at = company.working_moment(when, true, stream);
        let contact = company.partner(deal.customer, stream);
        if !taken || !company.calendar.written(at) {
            continue;
        }
        let language = company.languages.of(company.profiles[deal.customer].language);
        let about = About {
            customer: deal.customer,
            contact,
            family: deal.family,
            at,
            item: None,
            rival: None,
        };
        let text = company.say(language.lines(section), language, &about, stream);
        signals.push(Signal {
            customer: deal.customer,
            at,
            kind,
            channel,
            family: deal.family,
            text,
        });
    }
}

//! Who the customers are: kind, region, families, size, rhythm, how long they stay.
//!
//! The population is a stationary birth and death process whose inflow grows by
//! [`GROWTH`] a year, so that a year is like the one before, only a little larger:
//!
//! - customers join at a rate proportional to `exp(GROWTH x years)`;
//! - 30 % buy once and never again, 40 % stay for an exponential time with mean 2 years,
//!   30 % with mean 7 years;
//! - the stock at the first simulated day is drawn from what such a process has gathered by
//!   then: for a class with leaving rate `m`, the stock is `inflow / (m + GROWTH)`, ages are
//!   exponential with rate `m + GROWTH`, and what remains of the stay is exponential with
//!   rate `m` (an exponential stay forgets its age).
//!
//! So growth of revenue is growth of customers (about 2 % a year) times growth of prices
//! (2 % each January): the 4 % that the targets ask for.

use vocab::{CustomerKind, Lang};

use crate::calendar::Calendar;
use crate::families::{COUNT, FAMILIES, YEAR};
use crate::places::{REGIONS, Region};
use crate::plan::Plan;
use crate::random::{Purpose, Stream};
use crate::segments::{SEGMENTS, Segment};

/// Growth of the number of customers in a year (logarithmic).
pub(crate) const GROWTH: f64 = 0.02;

/// Share of records that never buy: asked, compared, went away.
const NEVER: f64 = 0.04;

/// Share of households among those who join.
const HOUSEHOLDS: f64 = 0.38;

/// Share of customers whom we contact far too often.
const PRESSED: f64 = 0.03;

/// One customer, or somebody who may become one.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    /// The number of their streams of random numbers.
    pub stream: usize,
    /// A household or a company.
    pub kind: CustomerKind,
    /// Their trade, a place in [`SEGMENTS`].
    pub segment: usize,
    /// Their region, a place in [`REGIONS`].
    pub region: usize,
    /// Who looks after them, a place among the region's owners; households have nobody.
    pub owner: Option<usize>,
    /// The language they write with us.
    pub language: Lang,
    /// First order (or first contact of those who never buy), in days since the first
    /// simulated one; negative for older customers.
    pub joined: f64,
    /// When they stop, in the same days.
    pub leaves: f64,
    /// Whether they buy at all.
    pub buys: Buys,
    /// Their families with orders a year.
    pub families: Vec<(usize, f64)>,
    /// The size of their orders; 1 is the middle of their kind.
    pub size: f64,
    /// What they get off list prices.
    pub discount: f64,
    /// Whether we contact them far too often.
    pub pressed: bool,
}

/// How a customer buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Buys {
    /// Never.
    Never,
    /// A single order.
    Once,
    /// Again and again while they stay.
    Regularly,
}

impl Profile {
    /// The region's data.
    pub(crate) fn region(&self) -> &'static Region {
        &REGIONS[self.region]
    }

    /// A company and no household.
    pub(crate) fn is_trade(&self) -> bool {
        self.kind == CustomerKind::Company
    }

    /// The name of who looks after them, empty for nobody.
    pub(crate) fn owner_name(&self) -> &'static str {
        self.owner.map_or("", |owner| self.region().owners[owner].name)
    }

    /// One of the customer's families, in proportion to how often they need it and to
    /// `strength` of its season.
    pub(crate) fn draw_family(
        &self,
        strength: &dyn Fn(usize) -> f64,
        stream: &mut Stream,
    ) -> usize {
        let mut weights = [0.0; COUNT];
        for (family, rate) in &self.families {
            weights[*family] = rate * strength(*family);
        }
        if weights.iter().all(|weight| *weight <= 0.0) {
            return self.families.first().map_or(0, |(family, _)| *family);
        }
        stream.weighted(&weights)
    }
}

/// How long customers of a class stay: share of those who join, mean years (0 buys once).
const CLASSES: [(f64, f64); 3] = [(0.30, 0.0), (0.40, 2.0), (0.30, 7.0)];

/// All customers of a plan, in the order in which they joined.
pub(crate) fn all(plan: &Plan, calendar: &Calendar) -> Vec<Profile> {
    let arrivals = Arrivals::new(calendar);
    let mut profiles: Vec<Profile> = (0..plan.customers)
        .map(|stream| {
            profile(stream, &arrivals, &mut Stream::new(plan.seed, Purpose::Profile, stream))
        })
        .collect();
    profiles.sort_by(|a, b| a.joined.total_cmp(&b.joined));
    profiles
}

/// The mixture that a customer's times are drawn from.
struct Arrivals {
    /// Weights: stock of each class, inflow of each class, never.
    weights: [f64; 7],
    /// Days simulated.
    days: f64,
    start: f64,
    end: f64,
}

impl Arrivals {
    fn new(calendar: &Calendar) -> Self {
        let days = calendar.len() as f64;
        let years = days / YEAR;
        let mut weights = [0.0; 7];
        for (class, (share, mean)) in CLASSES.iter().enumerate() {
            if *mean > 0.0 {
                weights[class] = share / (1.0 / mean + GROWTH);
            }
            weights[3 + class] = share * ((GROWTH * years).exp() - 1.0) / GROWTH;
        }
        weights[6] = weights.iter().sum::<f64>() * NEVER / (1.0 - NEVER);
        Self { weights, days, start: calendar.start as f64, end: calendar.end as f64 }
    }

    /// First day, last day and way of buying.
    fn draw(&self, stream: &mut Stream) -> (f64, f64, Buys) {
        let kind = stream.weighted(&self.weights);
        if kind == 6 {
            let joined = stream.between(self.start, self.end - 7.0);
            return (joined, joined + 200.0, Buys::Never);
        }
        let (_, mean) = CLASSES[kind % 3];
        if kind < 3 {
            let age = stream.exponential(YEAR / (1.0 / mean + GROWTH));
            return (-age, stream.exponential(mean * YEAR), Buys::Regularly);
        }
        // Inflow with density proportional to exp(GROWTH x time): its inverse distribution.
        let rise = (GROWTH * self.days / YEAR).exp() - 1.0;
        let joined = (1.0 + stream.unit() * rise).ln() * YEAR / GROWTH;
        if mean > 0.0 {
            (joined, joined + stream.exponential(mean * YEAR), Buys::Regularly)
        } else {
            (joined, joined, Buys::Once)
        }
    }
}

fn profile(number: usize, arrivals: &Arrivals, stream: &mut Stream) -> Profile {
    let (joined, leaves, buys) = arrivals.draw(stream);
    let household = stream.chance(HOUSEHOLDS);
    let region = stream.weighted(&REGIONS.each_ref().map(|region| region.share));
    let place = &REGIONS[region];
    let segment = if household {
        SEGMENTS.len() - 1
    } else {
        stream.weighted(&SEGMENTS.each_ref().map(|segment| segment.share))
    };
    let owner = stream.place(place.owners.len());
    let english = stream.chance(place.english);
    // Trade customers order about 6.5 times a year, households 2.4 times, each at their own
    // pace: lognormal, so that a few order every week.
    let rate = if household { stream.lognormal(2.0, 0.5) } else { stream.lognormal(5.4, 0.6) };
    let families = families(&SEGMENTS[segment], place, household, rate, stream);
    // Orders of trade customers differ by their size far more than those of households.
    let size = stream.lognormal(1.0, if household { 0.4 } else { 0.65 });
    let discount = [0.0, 0.03, 0.05, 0.10][stream.weighted(&[0.5, 0.2, 0.2, 0.1])];
    Profile {
        stream: number,
        kind: if household { CustomerKind::Person } else { CustomerKind::Company },
        segment,
        region,
        owner: (!household).then_some(owner),
        language: if english { Lang::En } else { place.language },
        joined,
        leaves,
        buys,
        families,
        size,
        discount: if household { 0.0 } else { discount },
        pressed: stream.chance(PRESSED) && buys == Buys::Regularly,
    }
}

/// One to four families of a segment's needs without repeats, and how often each is ordered.
fn families(
    segment: &Segment,
    region: &Region,
    household: bool,
    rate: f64,
    stream: &mut Stream,
) -> Vec<(usize, f64)> {
    let mut weights = [0.0; COUNT];
    for (code, need) in segment.needs {
        if let Some(family) = FAMILIES.iter().position(|family| family.code == *code) {
            weights[family] = need * region.climate(code);
        }
    }
    let count = 1 + stream.weighted(if household {
        &[0.45, 0.35, 0.15, 0.05]
    } else {
        &[0.15, 0.35, 0.32, 0.18]
    });
    let mut chosen = Vec::with_capacity(count);
    for _ in 0..count {
        let family = stream.weighted(&weights);
        chosen.push((family, weights[family]));
        weights[family] = 0.0;
    }
    let sum: f64 = chosen.iter().map(|(_, weight)| weight).sum();
    chosen.into_iter().map(|(family, weight)| (family, rate * weight / sum)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn the_population_is_stationary_and_grows_slowly() {
        let plan = Plan {
            customers: 40_000,
            ..Plan::demo(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap())
        };
        let calendar = Calendar::new(&plan);
        let profiles = all(&plan, &calendar);
        let alive = |day: f64| {
            let stays =
                |p: &&Profile| p.buys == Buys::Regularly && p.joined <= day && day < p.leaves;
            profiles.iter().filter(stays).count() as f64
        };
        // About 20,000 at a time: one standard error of the quotient is below one percent.
        let growth = alive(760.0) / alive(30.0);
        assert!((growth - (GROWTH * 2.0).exp()).abs() < 0.03, "{growth}");
        assert!(profiles.is_sorted_by(|a, b| a.joined <= b.joined));
    }

    #[test]
    fn customers_have_one_to_four_different_families() {
        let plan = Plan::demo(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap());
        for profile in all(&Plan { customers: 2_000, ..plan.clone() }, &Calendar::new(&plan)) {
            let mut families: Vec<_> = profile.families.iter().map(|(family, _)| *family).collect();
            families.sort_unstable();
            families.dedup();
            assert!((1..=4).contains(&families.len()) && families.len() == profile.families.len());
            assert!(profile.families.iter().all(|(_, rate)| *rate > 0.0));
            assert_eq!(profile.owner.is_some(), profile.is_trade());
        }
    }
}

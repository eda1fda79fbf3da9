//! Complaints for each hundred orders, by where the orders come from.
//!
//! Orders and complaints of one stretch of time. A complaint belongs to the product families of
//! the order it names; where it names none, or one that nobody knows, its origin is not known and
//! it counts in no family. An order with lines of two families counts in both.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use stats::proportion::{Interval, Share};
use vocab::Instant;

use super::Complaint;
use crate::pictures::Pictures;
use crate::state::PictureState;

/// How sure the range of a rate is.
pub const LEVEL: f64 = 0.95;

/// Orders and complaints of one origin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Origin {
    /// The seller or the product family; empty where the orders name none.
    pub name: String,
    /// Orders.
    pub orders: u64,
    /// Orders complained about. Two complaints about one order are one.
    pub complained: u64,
}

impl Origin {
    /// Complained orders among all of them, with the range.
    #[must_use]
    pub fn rate(&self) -> Option<Interval> {
        Share::new(self.complained, self.orders)?.wilson(LEVEL)
    }
}

/// Complaints by origin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Origins {
    /// All orders together.
    pub all: Origin,
    /// By who looks after the customer.
    pub sellers: Vec<Origin>,
    /// By product family of the order.
    pub families: Vec<Origin>,
    /// Complaints that arrived in the time.
    pub complaints: u64,
    /// Those among them that name no order of this time.
    pub unknown: u64,
}

/// Adds up orders from `from` until before `until`, and the complaints about them that have
/// arrived before `until`. `seller` says who looks after a customer.
pub fn origins<'a>(
    pictures: &Pictures,
    complaints: &'a [Complaint],
    seller: impl Fn(&PictureState) -> String,
    from: Instant,
    until: Instant,
) -> Origins {
    let span = from.timestamp_micros()..until.timestamp_micros();
    let arrived = || complaints.iter().filter(|one| from <= one.opened && one.opened < until);
    let mut named: HashMap<&'a str, HashSet<&'a str>> = HashMap::new();
    for one in complaints.iter().filter(|one| one.opened < until) {
        if let Some(order) = one.order.as_deref() {
            named.entry(one.customer.as_str()).or_default().insert(order);
        }
    }
    let mut all = (0, 0);
    let mut sellers: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut families: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut found: HashSet<(&str, &str)> = HashSet::new();
    for state in pictures.iter() {
        let orders = state.purchases.orders();
        let counts = |place: usize| orders.get(place).is_some_and(|one| span.contains(&one.time));
        let about = named.get(state.customer().as_str());
        let complained = |place: usize| {
            orders
                .get(place)
                .is_some_and(|one| about.is_some_and(|about| about.contains(&*one.reference)))
        };
        let mut own = (0, 0);
        for (place, order) in orders.iter().enumerate().filter(|(place, _)| counts(*place)) {
            own.0 += 1;
            if complained(place) {
                own.1 += 1;
                found.insert((state.customer().as_str(), &order.reference));
            }
        }
        if own.0 == 0 {
            continue;
        }
        all = (all.0 + own.0, all.1 + own.1);
        let seller = sellers.entry(seller(state)).or_default();
        *seller = (seller.0 + own.0, seller.1 + own.1);
        for family in state.purchases.families() {
            let places = || family.orders.iter().map(|place| *place as usize);
            let of = places().filter(|place| counts(*place)).count() as u64;
            let hits = places().filter(|place| counts(*place) && complained(*place)).count() as u64;
            if of > 0 {
                let sum = families.entry(&family.name).or_default();
                *sum = (sum.0 + of, sum.1 + hits);
            }
        }
    }
    let known = |one: &&Complaint| {
        one.order.as_deref().is_some_and(|order| found.contains(&(one.customer.as_str(), order)))
    };
    let complaints = arrived().count() as u64;
    Origins {
        all: Origin { name: String::new(), orders: all.0, complained: all.1 },
        sellers: listed(sellers),
        families: listed(families.into_iter().map(|(name, sum)| (name.to_owned(), sum)).collect()),
        complaints,
        unknown: complaints - arrived().filter(known).count() as u64,
    }
}

/// Those with the most complaints first.
fn listed(sums: BTreeMap<String, (u64, u64)>) -> Vec<Origin> {
    let rows = sums.into_iter();
    let mut rows: Vec<Origin> =
        rows.map(|(name, (orders, complained))| Origin { name, orders, complained }).collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.complained, row.orders)));
    rows
}

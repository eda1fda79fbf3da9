//! Who bought which family on which days.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};

/// A customer and a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Place among the customers.
    pub(super) customer: u32,
    /// Place among the families.
    pub(super) family: u32,
    /// The days on which the customer bought of the family, ascending, each once; counted from the
    /// year 1.
    pub(super) days: Vec<i32>,
}

/// Purchases by customer and family.
#[derive(Debug, Default)]
pub struct Bought {
    customers: Names,
    families: Names,
    lines: BTreeMap<(u32, u32), Vec<i32>>,
    pairs: Vec<Pair>,
    /// The days on which each customer bought anything.
    customer_days: Vec<Vec<i32>>,
}

#[derive(Debug, Default)]
struct Names {
    places: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl Names {
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.places.insert(name.into(), place);
        self.names.push(name.into());
        place
    }
}

impl Bought {
    /// Takes in a line.
    pub fn add(&mut self, customer: &str, family: &str, day: NaiveDate) {
        let key = (self.customers.place(customer), self.families.place(family));
        self.lines.entry(key).or_default().push(day.num_days_from_ce());
    }

    /// After the last line.
    #[must_use]
    pub fn finished(mut self) -> Self {
        self.customer_days = vec![Vec::new(); self.customers.names.len()];
        for ((customer, family), mut days) in std::mem::take(&mut self.lines) {
            days.sort_unstable();
            days.dedup();
            self.customer_days[customer as usize].extend(&days);
            self.pairs.push(Pair { customer, family, days });
        }
        for days in &mut self.customer_days {
            days.sort_unstable();
            days.dedup();
        }
        self
    }

    /// All pairs.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The days on which each customer bought anything.
    #[must_use]
    pub fn customer_days(&self) -> &[Vec<i32>] {
        &self.customer_days
    }

    /// How many families there are.
    #[must_use]
    pub fn families(&self) -> usize {
        self.families.names.len()
    }

    /// The names of a pair: customer and family.
    #[must_use]
    pub fn names(&self, pair: &Pair) -> (&str, &str) {
        (&self.customers.names[pair.customer as usize], &self.families.names[pair.family as usize])
    }

    /// The name of a customer, by their place.
    pub(super) fn customer(&self, place: u32) -> &str {
        &self.customers.names[place as usize]
    }

    /// The name of a family, by its place.
    pub(super) fn family(&self, place: usize) -> &str {
        &self.families.names[place]
    }

    /// The first and the last day of any purchase.
    #[must_use]
    pub fn ends(&self) -> Option<(i32, i32)> {
        let first = self.pairs.iter().filter_map(|pair| pair.days.first()).min()?;
        let last = self.pairs.iter().filter_map(|pair| pair.days.last()).max()?;
        Some((*first, *last))
    }
}

/// How many of ascending days lie after one and not after another.
pub(super) fn between(days: &[i32], after: i32, until: i32) -> usize {
    let place = |day: i32| days.partition_point(|one| *one <= day);
    place(until).saturating_sub(place(after))
}

//! What was predicted of days the models did not know, held against what came.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use stats::lifetimes::futures::Span;
use stats::lifetimes::steadiness::GROUPS;

use super::person::Person;

/// A group of customers in the holdout, those of whom most was expected first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Group {
    /// How many.
    pub customers: usize,
    /// Purchases expected of them together.
    pub predicted: f64,
    /// The fewest and most to reckon with, together, in nine of ten cases.
    pub low: Option<u64>,
    /// See `low`.
    pub high: Option<u64>,
    /// Purchases that came.
    pub actual: u64,
    /// Share of them whose own purchases lay where they were to be reckoned with.
    pub covered: Option<f64>,
}

/// What was predicted of days the models did not know.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Holdout {
    /// The last of these days.
    pub until: NaiveDate,
    /// How long it is, in units.
    pub length: f64,
    /// Purchases that came of customers known before.
    pub actual: u64,
    /// Purchases expected of them.
    pub predicted: f64,
    /// The fewest to reckon with, in nine of ten cases.
    pub low: Option<u64>,
    /// The most.
    pub high: Option<u64>,
    /// What each model expected.
    pub predicted_by: BTreeMap<&'static str, f64>,
    /// Share of customers whose own purchases lay where they were to be reckoned with.
    pub covered: Option<f64>,
    /// Tenths of the customers.
    pub deciles: Vec<Group>,
}

/// Purchases of each group in each future.
pub(super) type Totals = Vec<Vec<u64>>;

/// What is held against each other: one entry a customer.
pub(super) struct Held<'a> {
    /// What was said of them.
    pub(super) people: &'a [Person],
    /// What they bought.
    pub(super) counts: &'a [u64],
    /// Their groups.
    pub(super) groups: &'a [u8],
    pub(super) totals: &'a Totals,
}

impl Held<'_> {
    pub(super) fn told(
        &self,
        until: i32,
        length: f64,
        predicted_by: BTreeMap<&'static str, f64>,
    ) -> Holdout {
        let mut whole = vec![0; self.totals.first().map_or(0, Vec::len)];
        let mut deciles = Vec::new();
        for (group, totals) in self.totals.iter().enumerate().take(GROUPS) {
            whole.iter_mut().zip(totals).for_each(|(whole, sum)| *whole += sum);
            deciles.extend(self.group(group, totals.clone()));
        }
        let all = span(&mut whole);
        Holdout {
            until: NaiveDate::from_num_days_from_ce_opt(until).unwrap_or_default(),
            length,
            actual: self.counts.iter().sum(),
            predicted: self.people.iter().map(|one| one.expected).sum(),
            low: all.map(|all| all.low),
            high: all.map(|all| all.high),
            predicted_by,
            covered: self.covered(|_| true),
            deciles,
        }
    }

    /// One group; `None` where nobody is in it.
    fn group(&self, group: usize, mut totals: Vec<u64>) -> Option<Group> {
        let inside = |place: usize| usize::from(self.groups[place]) == group;
        let members = || (0..self.people.len()).filter(|place| inside(*place));
        let customers = members().count();
        let span = span(&mut totals);
        (customers > 0).then(|| Group {
            customers,
            predicted: members().map(|place| self.people[place].expected).sum(),
            low: span.map(|span| span.low),
            high: span.map(|span| span.high),
            actual: members().map(|place| self.counts[place]).sum(),
            covered: self.covered(inside),
        })
    }

    /// The share of some customers who bought as often as was to be reckoned with; `None` where that
    /// was not known.
    fn covered(&self, of: impl Fn(usize) -> bool) -> Option<f64> {
        let (mut all, mut held) = (0.0, 0.0);
        for (place, (person, count)) in self.people.iter().zip(self.counts).enumerate() {
            if of(place) {
                let span = Span { low: person.purchases_low?, high: person.purchases_high? };
                all += 1.0;
                held += f64::from(u8::from(span.holds(*count)));
            }
        }
        (all > 0.0).then(|| held / all)
    }
}

fn span(totals: &mut [u64]) -> Option<Span> {
    (!totals.is_empty()).then(|| Span::of(totals))
}

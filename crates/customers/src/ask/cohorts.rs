//! Retention: of the customers that first bought in a month, how many bought again so many
//! months later.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::{Columns, EventRef, Stretch};
use serde::{Deserialize, Serialize};
use vocab::{EventKind, Zone};

use super::kinds::Kinds;
use super::{Pass, Question};
use crate::fold::Fold;
use crate::local::{Days, month};

const SALES: Kinds = Kinds::of(&[EventKind::Sale]);

/// A month of the local calendar: years x 12 + months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(i32);

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(month(day))
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1;
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month, 1).unwrap_or_default()
    }
}

/// The months in which one customer bought, ascending: a fold.
#[derive(Debug, Clone)]
pub struct Bought {
    months: Vec<Month>,
    days: Days,
}

impl Bought {
    /// Before the first event, with the calendar of a zone.
    #[must_use]
    pub fn new(zone: Zone) -> Self {
        Self { months: Vec::new(), days: Days::new(zone) }
    }

    /// The months in which the customer bought, ascending, each once.
    #[must_use]
    pub fn months(&self) -> &[Month] {
        &self.months
    }

    fn add(&mut self, time: i64) {
        let month = Month(self.days.month(time));
        if self.months.last() != Some(&month) {
            self.months.push(month);
        }
    }
}

impl Fold for Bought {
    fn update(&mut self, event: &EventRef<'_>) {
        if event.kind == EventKind::Sale {
            self.add(event.time);
        }
    }

    fn take(&mut self, stretch: &Stretch<'_>) {
        let times = stretch.times();
        SALES.each(stretch.kinds(), |place| self.add(times[place]));
    }

    fn merge(mut self, later: Self) -> Self {
        let again =
            usize::from(!later.months.is_empty() && self.months.last() == later.months.first());
        self.months.extend_from_slice(&later.months[again..]);
        self
    }
}

/// Asks for the cohorts by month.
#[derive(Debug, Clone, Copy)]
pub struct AskCohorts {
    /// Whose months.
    pub zone: Zone,
}

/// Customers by the month of their first purchase and the months until a purchase: at
/// position 0 how many they are, at position *n* how many of them bought *n* months later.
pub type Cohorts = BTreeMap<Month, Vec<u64>>;

/// Follows the customers passing by.
#[derive(Debug)]
pub struct CohortsPass {
    bought: Bought,
    told: Cohorts,
}

impl CohortsPass {
    fn put_away(&mut self) {
        let Some(first) = self.bought.months.first().copied() else { return };
        let cohort = self.told.entry(first).or_default();
        for month in self.bought.months.drain(..) {
            let later = usize::try_from(month.0 - first.0).unwrap_or(0);
            if cohort.len() <= later {
                cohort.resize(later + 1, 0);
            }
            cohort[later] += 1;
        }
    }
}

impl Pass for CohortsPass {
    type Answer = Cohorts;

    fn take(&mut self, stretch: &Stretch<'_>) {
        if stretch.customer().is_empty() {
            return;
        }
        if stretch.begins {
            self.put_away();
        }
        self.bought.take(stretch);
    }

    fn finish(mut self) -> Cohorts {
        self.put_away();
        self.told
    }
}

impl Question for AskCohorts {
    type Answer = Cohorts;
    type Pass = CohortsPass;

    fn columns(&self) -> Columns {
        Columns::KEY
    }

    fn begin(&self) -> CohortsPass {
        CohortsPass { bought: Bought::new(self.zone), told: Cohorts::new() }
    }

    fn join(&self, mut one: Cohorts, other: Cohorts) -> Cohorts {
        for (month, theirs) in other {
            let ours = one.entry(month).or_default();
            if ours.len() < theirs.len() {
                ours.resize(theirs.len(), 0);
            }
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        }
        one
    }
}

//! When in the year families are bought.

use super::bought::{Bought, between};

/// Days of a year, whole weeks so that weekdays agree.
pub(super) const YEAR: i32 = 364;
/// Days to each side of a week that are looked at: single weeks tell too little.
const AROUND: i32 = 10;
/// Purchases of a family that weigh as much as what all families together did.
const SHRUNK: f64 = 5.0;
/// As far as a season lifts or lowers a week.
const MOST: f64 = 8.0;

/// How much more or less each family is bought in a week than in the mean of the year, as it was a
/// year before.
#[derive(Debug)]
pub struct Season {
    /// Days of purchases of each family, ascending.
    days: Vec<Vec<i32>>,
    all: Vec<i32>,
    /// The year whose mean is one.
    base: (i32, i32),
}

impl Season {
    /// What is known at the end of a day; `None` where the year before it and the weeks before that
    /// year, from which `weeks` are learned, are not all in the data.
    #[must_use]
    pub fn known(bought: &Bought, until: i32, weeks: i32) -> Option<Self> {
        let mut days = vec![Vec::new(); bought.families()];
        let mut all = Vec::new();
        for pair in bought.pairs() {
            let seen = pair.days.partition_point(|day| *day <= until);
            days[pair.family as usize].extend(&pair.days[..seen]);
            all.extend(&pair.days[..seen]);
        }
        all.sort_unstable();
        days.iter_mut().for_each(|days| days.sort_unstable());
        let enough = *all.first()? <= until - YEAR - 7 * weeks - AROUND;
        enough.then_some(Self { days, all, base: (until - YEAR, until) })
    }

    /// The factor of a family for the week that ends with a day.
    #[must_use]
    pub fn factor(&self, family: u32, day: i32) -> f64 {
        let week = (day - YEAR - 7 - AROUND, (day - YEAR + AROUND).min(self.base.1));
        let part = f64::from(week.1 - week.0) / f64::from(YEAR);
        let of = |days: &[i32], toward: f64| {
            // The count of the mean says how far the family's own is trusted.
            let mean = between(days, self.base.0, self.base.1) as f64 * part;
            let now = between(days, week.0, week.1) as f64;
            (now + SHRUNK * toward) / (mean + SHRUNK)
        };
        let whole = of(&self.all, 1.0);
        let own = self.days.get(family as usize).map_or(whole, |days| of(days, whole));
        own.clamp(MOST.recip(), MOST)
    }
}

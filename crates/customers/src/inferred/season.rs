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

/// How much more or less each family is bought again in a week than in the mean of the year, as it was
/// a year before. What is compared is purchases for each customer who had bought the family: that
/// there were fewer of them then is no season.
#[derive(Debug)]
pub struct Season {
    families: Vec<Again>,
    all: Again,
    /// The year whose mean is one.
    base: (i32, i32),
}

/// Who bought again, and who could have.
#[derive(Debug, Clone, Default)]
struct Again {
    /// Days of all purchases but the first ones, ascending.
    days: Vec<i32>,
    /// Days of first purchases, ascending.
    firsts: Vec<i32>,
    /// Purchases a day of one who had bought before, in the mean of the base.
    rate: f64,
}

impl Again {
    fn take(&mut self, days: &[i32]) {
        self.firsts.extend(days.first());
        self.days.extend(days.get(1..).unwrap_or_default());
    }

    fn finished(mut self, base: (i32, i32)) -> Self {
        self.days.sort_unstable();
        self.firsts.sort_unstable();
        let could: f64 =
            self.firsts.iter().map(|first| f64::from(base.1 - (*first).max(base.0))).sum();
        let bought = between(&self.days, base.0, base.1) as f64;
        self.rate = if could > 0.0 { bought / could } else { 0.0 };
        self
    }

    /// Purchases in a stretch, and how many there would be in the mean of the base.
    fn in_stretch(&self, (after, until): (i32, i32)) -> (f64, f64) {
        let middle = after + (until - after) / 2;
        let known = self.firsts.partition_point(|first| *first <= middle) as f64;
        let mean = self.rate * known * f64::from(until - after);
        (between(&self.days, after, until) as f64, mean)
    }
}

impl Season {
    /// What is known at the end of a day; `None` where the year before it and the weeks before that
    /// year, from which `weeks` are learned, are not all in the data.
    #[must_use]
    pub fn known(bought: &Bought, until: i32, weeks: i32) -> Option<Self> {
        let base = (until - YEAR, until);
        let mut families = vec![Again::default(); bought.families()];
        let mut all = Again::default();
        for pair in bought.pairs() {
            let seen = &pair.days[..pair.days.partition_point(|day| *day <= until)];
            families[pair.family as usize].take(seen);
            all.take(seen);
        }
        let all = all.finished(base);
        let enough = *all.firsts.first()? <= until - YEAR - 7 * weeks - AROUND;
        let families = families.into_iter().map(|one| one.finished(base)).collect();
        enough.then_some(Self { families, all, base })
    }

    /// The factor of a family for the week that ends with a day.
    #[must_use]
    pub fn factor(&self, family: u32, day: i32) -> f64 {
        let week = (day - YEAR - 7 - AROUND, (day - YEAR + AROUND).min(self.base.1));
        let of = |again: &Again, toward: f64| {
            // The count of the mean says how far the family's own is trusted.
            let (now, mean) = again.in_stretch(week);
            (now + SHRUNK * toward) / (mean + SHRUNK)
        };
        let whole = of(&self.all, 1.0);
        let own = self.families.get(family as usize).map_or(whole, |again| of(again, whole));
        own.clamp(MOST.recip(), MOST)
    }
}

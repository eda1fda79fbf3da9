//! The picture of one month: booked day by day, what is expected with its bands, the target,
//! and last year.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use vocab::Amount;

use crate::book::Book;
use crate::forecast::{Band, ahead};
use crate::money::rounded;
use crate::target::{Target, starts_whole};

/// A month, day by day, in sums since its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// The line to be reached.
    pub target: Amount,
    /// One entry a day of the month.
    pub days: Vec<ChartDay>,
}

/// One day of the chart; all amounts are sums since the first of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether it was, or is expected to be, a trading day.
    pub open: bool,
    /// Booked by its end; up to the last whole day.
    pub booked: Option<Amount>,
    /// Expected by its end; from the last whole day on, where a forecast is possible.
    pub expected: Option<Band>,
    /// Booked by the same day last year.
    pub last_year: Option<Amount>,
}

/// Draws a target's month.
#[must_use]
pub fn chart(book: &Book<'_>, target: &Target) -> Chart {
    let first = target.period.first();
    let known = book.known().complete_until;
    let start = ahead(book, target).ok();
    let last_year = target.period.plus(-12);
    let has_last_year = starts_whole(book, last_year);
    let mut closed_band: Option<Band> = None;
    let days = target.period.days().map(|day| {
        let open = book.is_open(day);
        let booked = (day <= known).then(|| book.total(&target.scope, first, day));
        let expected = match (&start, booked) {
            // The lines of past and future meet on the last whole day.
            (Some(_), Some(booked)) => (day == known).then(|| Band::sure(booked)),
            (Some(start), None) => {
                // A closed day adds nothing to the day before.
                if open || closed_band.is_none() {
                    let outlook = book.outlook_now(&target.scope, start.from, day);
                    closed_band = outlook.ok().map(|found| Band::of(&found.predictive, start.base));
                }
                closed_band
            }
            (None, _) => None,
        };
        let same_day = last_year.first().with_day(day.day()).unwrap_or(last_year.last());
        let last_year = (has_last_year && same_day <= known)
            .then(|| book.total(&target.scope, last_year.first(), same_day));
        ChartDay { day, open, booked, expected, last_year }
    });
    let mut days: Vec<ChartDay> = days.collect();
    if let Some(start) = &start {
        let nothing_comes_back = start.outlook.predictive.below(0.0) <= 0.0;
        steady(&mut days, nothing_comes_back.then(|| rounded(start.base)));
    }
    Chart { target: target.amount, days }
}

/// Makes the ranges of the days one course that ends in the range of the month.
///
/// Each day's range is learned from past errors of its own, and one Sunday that once went
/// wrong must not make the range burst and shrink again: a sum never gets surer by another day
/// that is unsure. So, from the last day back, a range reaches no further from its mean than
/// the next day's. Nor is its lower end higher than the next one's, nor below `floor`, which
/// stands where nothing comes back.
fn steady(days: &mut [ChartDay], floor: Option<Amount>) {
    let mut next: Option<Band> = None;
    let ahead = days.iter_mut().rev().filter(|day| day.booked.is_none());
    for band in ahead.filter_map(|day| day.expected.as_mut()) {
        if let Some(next) = next {
            *band = band.before(&next, floor);
        }
        next = Some(*band);
    }
}

impl Band {
    /// An amount that is known.
    fn sure(amount: Amount) -> Self {
        Self { mean: amount, low80: amount, high80: amount, low95: amount, high95: amount }
    }

    /// This band as that of the day before `next`.
    fn before(&self, next: &Self, floor: Option<Amount>) -> Self {
        // What comes back may make a sum fall; else it grows.
        let mean = floor.map_or(self.mean, |_| self.mean.min(next.mean));
        let low = |low: Amount, next_low: Amount| {
            let low = (mean - (self.mean - low).min(next.mean - next_low)).min(next_low);
            floor.map_or(low, |floor| low.max(floor))
        };
        let high =
            |high: Amount, next_high: Amount| mean + (high - self.mean).min(next_high - next.mean);
        Self {
            mean,
            low80: low(self.low80, next.low80),
            high80: high(self.high80, next.high80),
            low95: low(self.low95, next.low95),
            high95: high(self.high95, next.high95),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A band around a mean, in cents above what is booked.
    fn band() -> impl Strategy<Value = Band> {
        let parts = (0..1_000_000_i128, prop::array::uniform4(0..1_000_000_i128));
        parts.prop_map(|(mean, [low, lower, high, higher])| {
            let cents = Amount::from_cents;
            let low80 = (mean - low).max(0);
            Band {
                mean: cents(mean),
                low80: cents(low80),
                high80: cents(mean + high),
                low95: cents((low80 - lower).max(0)),
                high95: cents(mean + high + higher),
            }
        })
    }

    proptest! {
        /// The later, the less is sure, and no end of a range goes back.
        #[test]
        fn a_course_only_widens_and_ends_as_the_month(
            bands in prop::collection::vec(band(), 1..12),
        ) {
            let first: NaiveDate = "2026-11-01".parse().unwrap();
            let mut days: Vec<ChartDay> = first
                .iter_days()
                .zip(&bands)
                .map(|(day, band)| ChartDay {
                    day,
                    open: true,
                    booked: None,
                    expected: Some(*band),
                    last_year: None,
                })
                .collect();
            steady(&mut days, Some(Amount::ZERO));
            let course: Vec<Band> = days.iter().filter_map(|day| day.expected).collect();
            prop_assert_eq!(course.last(), bands.last());
            for band in &course {
                prop_assert!(Amount::ZERO <= band.low95 && band.low95 <= band.low80);
                prop_assert!(band.low80 <= band.mean && band.mean <= band.high80);
                prop_assert!(band.high80 <= band.high95);
            }
            for pair in course.windows(2) {
                let [before, after] = [pair[0], pair[1]];
                prop_assert!(before.mean <= after.mean);
                for end in [|band: &Band| band.low95, |band: &Band| band.low80] {
                    prop_assert!(end(&before) <= end(&after));
                    prop_assert!(before.mean - end(&before) <= after.mean - end(&after));
                }
                for end in [|band: &Band| band.high95, |band: &Band| band.high80] {
                    prop_assert!(end(&before) <= end(&after));
                    prop_assert!(end(&before) - before.mean <= end(&after) - after.mean);
                }
            }
        }
    }
}

//! The picture of one month: booked day by day, what is expected with its bands, the target,
//! and last year.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use vocab::Amount;

use crate::book::Book;
use crate::forecast::{Band, ahead};
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
                    let outlook = book.outlook(&target.scope, known, start.from, day);
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
    Chart { target: target.amount, days: days.collect() }
}

impl Band {
    /// An amount that is known.
    fn sure(amount: Amount) -> Self {
        Self { mean: amount, low80: amount, high80: amount, low95: amount, high95: amount }
    }
}

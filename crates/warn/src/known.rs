//! How far the data goes, and whether its last day is finished.
//!
//! An export ends when it was made: often in the middle of a day, always in the middle of a
//! month. The last day counts as finished only when that is clear: the last sale was at
//! [`EVENING`] or later, or the day already has as many orders as that weekday usually has in
//! the end. Otherwise what it brought so far is kept, and the rest of the day is forecast.

use chrono::{Days, NaiveDate, NaiveTime};
use customers::Day;
use serde::{Deserialize, Serialize};
use stats::quantile;

/// From this time of day on a day is taken as finished: 20:00.
pub const EVENING: NaiveTime = match NaiveTime::from_hms_opt(20, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// Same weekdays a day's orders are compared with, and how few of them are too few.
const WEEKS: (u64, usize) = (8, 4);

/// What is known, and from when one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The day one looks from.
    pub as_of: NaiveDate,
    /// The last day whose figures are whole.
    pub complete_until: NaiveDate,
    /// The day after it, when some of it is known already.
    pub unfinished: Option<NaiveDate>,
}

/// Judges what is known from the company's days with trade (ascending) and the local time of
/// the last sale. `as_of` is the last day of the data unless another is asked for; a day before
/// the end of the data looks at nothing later.
#[must_use]
pub fn known(
    days: &[Day],
    last_day: NaiveDate,
    last_time: NaiveTime,
    as_of: Option<NaiveDate>,
) -> Known {
    let as_of = as_of.unwrap_or(last_day);
    if as_of < last_day {
        return Known { as_of, complete_until: as_of, unfinished: None };
    }
    if last_time >= EVENING || has_usual_orders(days, last_day) {
        return Known { as_of, complete_until: last_day, unfinished: None };
    }
    let complete_until = last_day - Days::new(1);
    Known { as_of, complete_until, unfinished: Some(last_day) }
}

fn has_usual_orders(days: &[Day], last_day: NaiveDate) -> bool {
    let orders = |day: NaiveDate| {
        let place = days.binary_search_by_key(&day, |one| one.day).ok()?;
        // Orders of one day fit a binary number exactly.
        Some(days[place].orders as f64)
    };
    let before = (1..=WEEKS.0).filter_map(|week| orders(last_day - Days::new(7 * week)));
    let before: Vec<f64> = before.collect();
    let usual = quantile::median(&before).filter(|_| before.len() >= WEEKS.1);
    matches!((orders(last_day), usual), (Some(orders), Some(usual)) if orders >= usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    /// Sixty days with 100 orders each, the last with `last`.
    fn days(last: u64) -> Vec<Day> {
        let end = date("2010-12-09");
        let first = end - Days::new(59);
        first
            .iter_days()
            .take(60)
            .map(|day| Day { orders: if day == end { last } else { 100 }, ..Day::empty(day) })
            .collect()
    }

    #[test]
    fn a_day_is_finished_only_when_that_is_clear() {
        let end = date("2010-12-09");
        for (orders, last, finished) in [
            // As Online Retail II ends: at 20:01.
            (60, "20:01", true),
            (60, "12:30", false),
            // A date without a time reads as midnight.
            (60, "00:00", false),
            (110, "00:00", true),
            (100, "15:00", true),
        ] {
            let known = known(&days(orders), end, time(last), None);
            let until = if finished { end } else { date("2010-12-08") };
            assert_eq!(known.complete_until, until, "{orders} orders, last at {last}");
            assert_eq!(known.unfinished, (!finished).then_some(end));
            assert_eq!(known.as_of, end);
        }
        // A young company has no usual day yet.
        let young = &days(500)[45..];
        assert_eq!(known(young, end, time("12:00"), None).unfinished, Some(end));
    }

    #[test]
    fn looking_from_another_day() {
        let end = date("2010-12-09");
        let early = known(&days(60), end, time("12:30"), Some(date("2010-12-01")));
        assert_eq!((early.complete_until, early.unfinished), (date("2010-12-01"), None));
        let late = known(&days(60), end, time("12:30"), Some(date("2010-12-20")));
        assert_eq!((late.complete_until, late.unfinished), (date("2010-12-08"), Some(end)));
    }
}

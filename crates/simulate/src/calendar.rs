//! The days of the simulation: which are open, what they are called, how times are written.
//!
//! Times are local wall-clock seconds since the first simulated day. They become text with
//! the offset that the company's zone has at noon of that day; trade happens by day, far from
//! the hour in which clocks change.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate, Offset, TimeZone, Weekday};
use vocab::{Month, Zone};

use crate::plan::Plan;
use crate::random::{Stream, place, round};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Days simulated after the last day with data, so that deals which are still open have an
/// end in view and the current month has one that only the truth knows.
const AFTER: u64 = 75;

/// A local wall-clock time, in seconds since the first simulated day began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

impl Moment {
    /// A second of a day.
    pub(crate) fn at(day: usize, second: i64) -> Self {
        Self(i64::try_from(day).unwrap_or(i64::MAX / DAY) * DAY + second)
    }

    /// The number of the day, counted from the first simulated one.
    pub(crate) fn day(self) -> usize {
        usize::try_from(self.0.div_euclid(DAY)).unwrap_or(0)
    }

    /// The second within the day.
    pub(crate) fn second(self) -> i64 {
        self.0.rem_euclid(DAY)
    }

    /// This many days (and parts of days) later, earlier when negative. Never before the
    /// first simulated day.
    pub(crate) fn plus_days(self, days: f64) -> Self {
        Self((self.0 + round(days * 86_400.0)).max(0))
    }

    /// Days since the first simulated day began, with the part of the day.
    pub(crate) fn days(self) -> f64 {
        self.0 as f64 / 86_400.0
    }
}

/// One day of the calendar.
#[derive(Debug, Clone)]
pub(crate) struct Day {
    /// The date.
    pub date: NaiveDate,
    /// The date as `2026-11-22`.
    pub text: String,
    /// The offset of the company's zone, as `+01:00`.
    offset: String,
    /// Whether the house works.
    pub open: bool,
    /// The number of the month, counted from the month of the first simulated day.
    pub month: usize,
}

/// All simulated days.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    days: Vec<Day>,
    /// The first day whose records are written.
    pub start: usize,
    /// The last day whose records are written.
    pub end: usize,
    /// The month of the first simulated day.
    pub first_month: Month,
    /// The month of the last day with data.
    pub current_month: Month,
}

impl Calendar {
    /// The calendar of a plan: the written months, before them at least one month (and all
    /// that last year's figures need), after them [`AFTER`] days.
    pub(crate) fn new(plan: &Plan) -> Self {
        let current_month = Month::of(plan.end);
        let written = current_month.plus(1 - i32::try_from(plan.months).unwrap_or(i32::MAX));
        let first_month = written.plus(-1).min(current_month.plus(-24));
        let origin = first_month.first();
        let last = plan.end + Days::new(AFTER);
        let mut days: Vec<Day> = origin
            .iter_days()
            .take_while(|date| *date <= last)
            .map(|date| day(date, first_month, plan.zone))
            .collect();
        days.shrink_to_fit();
        let place_of = |date: NaiveDate| usize::try_from((date - origin).num_days()).unwrap_or(0);
        let (start, end) = (place_of(written.first()), place_of(plan.end));
        Self { days, start, end, first_month, current_month }
    }

    /// How many days are simulated.
    pub(crate) fn len(&self) -> usize {
        self.days.len()
    }

    /// One day; beyond the last the last.
    pub(crate) fn day(&self, day: usize) -> &Day {
        &self.days[day.min(self.days.len() - 1)]
    }

    /// Whether something at this time is written.
    pub(crate) fn written(&self, at: Moment) -> bool {
        (self.start..=self.end).contains(&at.day())
    }

    /// A day by its date, which may lie before the first simulated one.
    pub(crate) fn date(&self, days: f64) -> NaiveDate {
        let first = self.days[0].date;
        let shift = round(days.floor());
        let distance = Days::new(shift.unsigned_abs());
        let date = if shift < 0 {
            first.checked_sub_days(distance)
        } else {
            first.checked_add_days(distance)
        };
        date.unwrap_or(first)
    }

    /// The first day of a month, as a place; 0 when the month is earlier than all.
    pub(crate) fn first_of(&self, month: Month) -> usize {
        usize::try_from((month.first() - self.days[0].date).num_days()).unwrap_or(0)
    }

    /// The time as text, as in `2026-11-22T10:00:00+01:00`.
    pub(crate) fn write(&self, at: Moment, into: &mut String) {
        let day = self.day(at.day());
        let second = at.second();
        // Writing to a String cannot fail.
        let _ = write!(
            into,
            "{}T{:02}:{:02}:{:02}{}",
            day.text,
            second / 3_600,
            second / 60 % 60,
            second % 60,
            day.offset
        );
    }

    /// The time as text.
    pub(crate) fn text(&self, at: Moment) -> String {
        let mut text = String::with_capacity(25);
        self.write(at, &mut text);
        text
    }

    /// When somebody who wants something on day `wish` does it with a house that works on
    /// open days: on a closed day at the next open day on either side, a quarter of the
    /// Fridays on Tuesday. `at_weekends` is the share that happens on the closed day all the
    /// same (in the shop on the web).
    ///
    /// Nobody moves into another month: budgets are monthly, and a month that happens to end
    /// on a weekend shall not look like a change of business.
    pub(crate) fn trading_day(&self, wish: f64, at_weekends: f64, stream: &mut Stream) -> usize {
        let day = place(wish).min(self.len() - 1);
        let (stays, side, early) =
            (stream.chance(at_weekends), stream.chance(0.5), stream.chance(0.25));
        let month = self.day(day).month;
        let friday = self.day(day).date.weekday() == Weekday::Fri;
        let tuesday = day.saturating_sub(3);
        let possible = |other: &usize| self.day(*other).open && self.day(*other).month == month;
        if stays || self.day(day).open {
            return if friday && early && possible(&tuesday) { tuesday } else { day };
        }
        let sides = [self.open_day(day, side), self.open_day(day, !side)];
        sides.into_iter().find(possible).unwrap_or(sides[0])
    }

    /// The nearest open day: the day itself, else the next one on the given side, else on the
    /// other.
    pub(crate) fn open_day(&self, day: usize, later: bool) -> usize {
        let day = day.min(self.len() - 1);
        let after = || (day..self.len()).find(|day| self.days[*day].open);
        let before = || (0..=day).rev().find(|day| self.days[*day].open);
        let found = if later { after().or_else(before) } else { before().or_else(after) };
        found.unwrap_or(day)
    }
}

fn day(date: NaiveDate, first_month: Month, zone: Zone) -> Day {
    let noon = date.and_hms_opt(12, 0, 0).unwrap_or_default();
    let offset = zone.0.offset_from_utc_datetime(&zone.instant(noon).naive_utc()).fix();
    let month = Month::of(date);
    let months = (month.year() - first_month.year()) * 12
        + i32::try_from(month.number()).unwrap_or(0)
        - i32::try_from(first_month.number()).unwrap_or(0);
    Day {
        date,
        text: date.to_string(),
        offset: offset.to_string(),
        open: is_open(date),
        month: usize::try_from(months).unwrap_or(0),
    }
}

/// The days on which the house works: Monday to Friday, not on the holidays that most of its
/// countries share, and not from Christmas Eve to New Year's Day.
fn is_open(date: NaiveDate) -> bool {
    let christmas = (date.month(), date.day()) >= (12, 24) || date.ordinal() == 1;
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let labour_day = (date.month(), date.day()) == (5, 1);
    let from_easter = (date - easter(date.year())).num_days();
    // Good Friday, Easter Monday, Ascension, Whit Monday.
    let church = matches!(from_easter, -2 | 1 | 39 | 50);
    !(christmas || weekend || labour_day || church)
}

/// Easter Sunday, by the anonymous Gregorian computation (Meeus, *Astronomical Algorithms*,
/// chapter 8).
fn easter(year: i32) -> NaiveDate {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let month = u32::try_from(sum / 31).unwrap_or(4);
    let day = u32::try_from(sum % 31).unwrap_or(0) + 1;
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

/// A second of the working day of a trade customer: 8 to 18 o'clock, fullest at one.
pub(crate) fn office_time(stream: &mut Stream) -> i64 {
    round((8.0 + 5.0 * (stream.unit() + stream.unit())) * 3_600.0)
}

/// A second of the day of a household: 8 to 22 o'clock, fullest in the evening.
pub(crate) fn household_time(stream: &mut Stream) -> i64 {
    round((8.0 + 13.9 * stream.unit().max(stream.unit())) * 3_600.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, month, day) in
            [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2000, 4, 23)]
        {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn the_house_is_closed_on_weekends_and_over_christmas() {
        assert!(is_open(date(2026, 11, 20)));
        for closed in [
            date(2026, 11, 21),
            date(2026, 12, 24),
            date(2026, 12, 31),
            date(2027, 1, 1),
            date(2026, 4, 6),
            date(2026, 5, 25),
        ] {
            assert!(!is_open(closed), "{closed}");
        }
    }

    #[test]
    fn written_days_are_the_months_of_the_plan() {
        let plan = Plan::demo(date(2026, 11, 20));
        let calendar = Calendar::new(&plan);
        assert_eq!(calendar.day(calendar.start).text, "2024-12-01");
        assert_eq!(calendar.day(calendar.end).text, "2026-11-20");
        assert_eq!(calendar.first_month.to_string(), "2024-11");
        assert_eq!(calendar.day(calendar.first_of(calendar.current_month)).text, "2026-11-01");
        let noon = Moment::at(calendar.end, 43_200);
        assert_eq!(calendar.text(noon), "2026-11-20T12:00:00+01:00");
        assert_eq!(calendar.text(noon.plus_days(-130.5)), "2026-07-13T00:00:00+02:00");
        assert_eq!(calendar.date(-1.0), date(2024, 10, 31));
    }

    #[test]
    fn trade_customers_order_on_open_days() {
        let calendar = Calendar::new(&Plan::demo(date(2026, 11, 20)));
        let mut stream = Stream::new(1, Purpose::Trade, 0);
        for wish in 0..calendar.len() {
            let day = calendar.trading_day(wish as f64, 0.0, &mut stream);
            assert!(calendar.day(day).open, "{}", calendar.day(day).text);
            assert!(day.abs_diff(wish) <= 9, "{wish} {day}");
            assert_eq!(calendar.day(day).month, calendar.day(wish).month);
        }
    }
}

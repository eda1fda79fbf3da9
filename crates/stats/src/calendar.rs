//! On which days a company trades: learned from the days on which it did.
//!
//! A forecast of a month is mostly a question of how many trading days are left in it. What
//! is learned, and from what:
//!
//! 1. **Weekdays.** Over the last half year a weekday is *closed* when it traded in less than
//!    [`CLOSED_BELOW`] of the weeks, *regular* from [`REGULAR_FROM`] on, and *occasional* between
//!    the two. Weeks without any trade do not count. Eight
//!    weeks in a row with trade, or twelve without, settle it.
//! 2. **Holidays that move with Easter** (Good Friday to Easter Monday, Ascension, Whit Monday,
//!    Corpus Christi): closed if the same holiday was closed last year.
//! 3. **Shut-downs.** A date is closed if it lay last year in a run of at least two missing
//!    trading days (24 December to 3 January, works holidays).
//! 4. **Single missing days** of last year are repeated only when the year before agrees, by
//!    date or by week: one missing day may be a holiday, a fault or a funeral.
//! 5. **25 December and 1 January**, for a company that keeps at least one closed weekday,
//!    unless it was open on that day last year.
//!
//! A day of the past on which nothing was traded was not an open day, unless its weekday is an
//! occasional one: who sells on every other day has trading days with nothing sold. So a
//! missing day is never a shortfall, and neither is a gap in the data. The price: a company that
//! is open and suddenly sells nothing for days is not noticed here. Learn the calendar from the
//! whole company, not from one product family.
//!
//! Limits: public holidays that were not seen in the data are unknown (rule 5 aside); with
//! less than a year of history the year-end shut-down is unknown.

use std::collections::VecDeque;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Below this share of the weeks a weekday is closed.
pub const CLOSED_BELOW: f64 = 0.15;
/// From this share of the weeks on a weekday is a regular trading day.
pub const REGULAR_FROM: f64 = 0.85;
/// Over how many weeks the weekdays are learned.
pub const WEEKS: usize = 26;
/// So many weeks in a row with trade make a weekday regular.
const SETTLED: usize = 8;
/// So many in a row without trade close it. More, for a wrongly closed weekday does more harm.
const GIVEN_UP: usize = 12;
/// Holidays by their distance from Easter Sunday, in days.
const EASTER_OFFSETS: [i64; 7] = [-2, -1, 0, 1, 39, 50, 60];
/// At least this many missing trading days in a row are a shut-down.
const SHUTDOWN: usize = 2;

/// Easter Sunday of the Gregorian calendar.
///
/// The anonymous algorithm in the form of Meeus, *Astronomical Algorithms* (2nd ed. 1998),
/// chapter 8.
#[must_use]
pub fn easter(year: i32) -> NaiveDate {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    let part = |number: i32| u32::try_from(number).unwrap_or(1);
    NaiveDate::from_ymd_opt(year, part(month), part(day)).unwrap_or(NaiveDate::MIN)
}

/// What a weekday is to a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    Closed,
    Occasional,
    Regular,
}

/// The days of a stretch of history and whether the company traded on them.
#[derive(Debug, Clone)]
pub struct TradingDays {
    first: NaiveDate,
    traded: Vec<bool>,
    /// Traded, or an occasional weekday (see the head of this file).
    open: Vec<bool>,
    /// What each weekday was held to be when `i` days were known, Monday first.
    habits: Vec<[Habit; 7]>,
}

impl TradingDays {
    /// From the first day and, day by day, whether there was trade.
    #[must_use]
    pub fn new(first: NaiveDate, traded: Vec<bool>) -> Self {
        // The last weeks of each weekday: traded on it, and whether the week had any trade.
        let mut recent: [VecDeque<(bool, bool)>; 7] = std::array::from_fn(|_| VecDeque::new());
        let mut habit = [Habit::Regular; 7];
        let mut habits = vec![habit];
        let mut open = Vec::with_capacity(traded.len());
        let start = index(first.weekday());
        for (offset, &hit) in traded.iter().enumerate() {
            let weekday = (start + offset) % 7;
            let weeks = &mut recent[weekday];
            open.push(hit || (habit[weekday] == Habit::Occasional && weeks.len() >= SETTLED));
            let active = traded[offset.saturating_sub(6)..=offset].contains(&true);
            weeks.push_back((hit, active));
            if weeks.len() > WEEKS {
                weeks.pop_front();
            }
            habit[weekday] = judge(weeks);
            habits.push(habit);
        }
        Self { first, traded, open, habits }
    }

    /// First day.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// Number of days.
    #[must_use]
    pub fn len(&self) -> usize {
        self.traded.len()
    }

    /// Whether there is no day at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.traded.is_empty()
    }

    /// Whether each day was a trading day.
    #[must_use]
    pub fn open(&self) -> &[bool] {
        &self.open
    }

    /// Position of a day; `None` outside the history.
    #[must_use]
    pub fn position(&self, day: NaiveDate) -> Option<usize> {
        let offset = usize::try_from((day - self.first).num_days()).ok()?;
        (offset < self.traded.len()).then_some(offset)
    }

    /// What is known at the end of `known_until` (later days are not looked at).
    #[must_use]
    pub fn rules(&self, known_until: NaiveDate) -> OpenRules<'_> {
        let known = (known_until - self.first).num_days() + 1;
        let known = usize::try_from(known).unwrap_or(0).min(self.traded.len());
        OpenRules { days: self, known, habit: self.habits[known] }
    }
}

/// Judges a weekday by its last weeks.
fn judge(weeks: &VecDeque<(bool, bool)>) -> Habit {
    // Newest first.
    let hits: Vec<bool> =
        weeks.iter().rev().filter(|(_, active)| *active).map(|(hit, _)| *hit).collect();
    let in_a_row = |length: usize, hit: bool| {
        hits.get(..length).is_some_and(|last| last.iter().all(|one| *one == hit))
    };
    if in_a_row(SETTLED, true) {
        return Habit::Regular;
    }
    if in_a_row(GIVEN_UP, false) {
        return Habit::Closed;
    }
    let share = hits.iter().filter(|hit| **hit).count() as f64 / hits.len().max(1) as f64;
    if share < CLOSED_BELOW {
        Habit::Closed
    } else if share < REGULAR_FROM {
        Habit::Occasional
    } else {
        Habit::Regular
    }
}

/// Which future days will be open, as far as the past tells.
#[derive(Debug, Clone, Copy)]
pub struct OpenRules<'a> {
    days: &'a TradingDays,
    /// How many days of the history may be used.
    known: usize,
    habit: [Habit; 7],
}

impl OpenRules<'_> {
    /// Weekdays that are closed, Monday first.
    #[must_use]
    pub fn closed_weekdays(&self) -> [bool; 7] {
        self.habit.map(|habit| habit == Habit::Closed)
    }

    /// Whether a known day was a trading day, or another is expected to be one.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.known(day).map_or_else(|| self.expected(day), |offset| self.days.open[offset])
    }

    /// The open days from `from` to `until`, both included.
    pub fn open_days(
        &self,
        from: NaiveDate,
        until: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> + '_ {
        from.iter_days().take_while(move |day| *day <= until).filter(|day| self.is_open(*day))
    }

    fn known(&self, day: NaiveDate) -> Option<usize> {
        self.days.position(day).filter(|offset| *offset < self.known)
    }

    fn traded(&self, day: NaiveDate) -> Option<bool> {
        self.known(day).map(|offset| self.days.traded[offset])
    }

    /// A known day of a regular weekday without trade.
    fn missing(&self, day: NaiveDate) -> bool {
        self.habit[index(day.weekday())] == Habit::Regular && self.traded(day) == Some(false)
    }

    fn expected(&self, day: NaiveDate) -> bool {
        if self.habit[index(day.weekday())] == Habit::Closed {
            return false;
        }
        let offset = (day - easter(day.year())).num_days();
        if EASTER_OFFSETS.contains(&offset) {
            let then = easter(day.year() - 1) + chrono::TimeDelta::days(offset);
            return !self.missing(then);
        }
        let last_year = years_before(day, 1);
        if let Some(open) = self.traded(last_year) {
            let by_date = self.missing(last_year) && self.missing(years_before(day, 2));
            let by_week = self.missing(day - Days::new(364)) && self.missing(day - Days::new(728));
            if self.in_shutdown(last_year) || by_date || by_week {
                return false;
            }
            if open {
                return true;
            }
        }
        let holiday = matches!((day.month(), day.day()), (12, 25) | (1, 1));
        !(holiday && self.habit.contains(&Habit::Closed) && self.traded(last_year) != Some(true))
    }

    /// Whether the day lies in a run without trade that holds at least [`SHUTDOWN`] open
    /// weekdays. Days near Easter do not count: next year they fall elsewhere.
    fn in_shutdown(&self, day: NaiveDate) -> bool {
        if self.traded(day) != Some(false) || moves_with_easter(day) {
            return false;
        }
        let idle = |day: &NaiveDate| self.traded(*day) == Some(false) && !moves_with_easter(*day);
        let before = std::iter::successors(day.pred_opt(), NaiveDate::pred_opt).take_while(idle);
        let after = std::iter::successors(Some(day), NaiveDate::succ_opt).take_while(idle);
        before.chain(after).filter(|day| self.missing(*day)).take(SHUTDOWN).count() == SHUTDOWN
    }
}

/// The same date `years` earlier; 29 February becomes the 28th.
fn years_before(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() - years;
    day.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28))
        .unwrap_or(NaiveDate::MIN)
}

fn moves_with_easter(day: NaiveDate) -> bool {
    EASTER_OFFSETS.contains(&(day - easter(day.year())).num_days())
}

/// Monday is 0.
pub(crate) fn index(weekday: Weekday) -> usize {
    weekday.num_days_from_monday() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Days from `first` to `last`, open where the rule says so.
    fn history(first: &str, last: &str, open: impl Fn(NaiveDate) -> bool) -> TradingDays {
        let (first, last) = (day(first), day(last));
        let traded = first.iter_days().take_while(|d| *d <= last).map(open).collect();
        TradingDays::new(first, traded)
    }

    #[test]
    fn easter_as_in_the_almanac() {
        // Dates of Easter Sunday as published by the U.S. Naval Observatory and, for the
        // extremes, Meeus p. 68: the earliest (22 March) and the latest (25 April).
        for date in [
            "1818-03-22",
            "1943-04-25",
            "1961-04-02",
            "2000-04-23",
            "2008-03-23",
            "2010-04-04",
            "2011-04-24",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2038-04-25",
            "2285-03-22",
        ] {
            assert_eq!(easter(day(date).year()), day(date));
        }
    }

    #[test]
    fn weekdays_and_the_odd_exception() {
        // Closed on Saturdays, but for one.
        let days = history("2009-12-01", "2010-06-30", |d| {
            d.weekday() != Weekday::Sat || d == day("2010-06-05")
        });
        let rules = days.rules(day("2010-06-30"));
        assert_eq!(rules.closed_weekdays(), [false, false, false, false, false, true, false]);
        assert!(!rules.is_open(day("2010-07-03")));
        assert!(rules.is_open(day("2010-07-04")));
        assert!(rules.is_open(day("2010-06-05")), "a day of the past is as it was");
    }

    #[test]
    fn a_shutdown_comes_again_a_single_day_does_not() {
        let shut = day("2009-12-24")..=day("2010-01-03");
        let days = history("2009-12-01", "2010-12-09", |d| {
            d.weekday() != Weekday::Sat
                && !shut.contains(&d)
                && d != day("2010-09-14")
                && ![day("2010-04-02"), day("2010-04-04"), day("2010-04-05")].contains(&d)
        });
        let rules = days.rules(day("2010-12-09"));
        let open: Vec<_> =
            rules.open_days(day("2010-12-20"), day("2011-01-05")).map(|d| d.to_string()).collect();
        let expected = ["20", "21", "22", "23"].map(|d| format!("2010-12-{d}"));
        assert_eq!(open[..4], expected);
        assert_eq!(open[4..], ["2011-01-04", "2011-01-05"]);
        assert!(rules.is_open(day("2011-09-14")), "one missing day teaches nothing");
        // Easter moves: 24 April 2011.
        for closed in ["2011-04-22", "2011-04-24", "2011-04-25"] {
            assert!(!rules.is_open(day(closed)), "{closed}");
        }
        for open in ["2011-04-01", "2011-04-04", "2011-04-05", "2011-04-26"] {
            assert!(rules.is_open(day(open)), "{open}");
        }
    }

    #[test]
    fn two_years_that_agree_make_a_holiday() {
        let days = history("2023-01-01", "2025-09-01", |d| {
            d.weekday() != Weekday::Sun && !(d.month() == 5 && d.day() == 1)
        });
        assert!(!days.rules(day("2025-04-15")).is_open(day("2025-05-01")));
        assert!(days.rules(day("2024-04-15")).is_open(day("2024-05-01")), "seen only once");
    }

    #[test]
    fn later_days_are_not_looked_at() {
        let days = history("2024-01-01", "2025-12-31", |d| d < day("2025-06-01"));
        let early = days.rules(day("2025-05-31"));
        assert!(early.is_open(day("2025-06-02")));
        assert!(!days.rules(day("2025-12-31")).is_open(day("2025-06-02")));
    }

    #[test]
    fn a_trader_without_closed_days_has_none() {
        let days = history("2024-03-01", "2024-11-30", |_| true);
        assert!(days.rules(day("2024-11-30")).is_open(day("2024-12-25")));
        let shop = history("2024-03-01", "2024-11-30", |d| d.weekday() != Weekday::Sun);
        assert!(!shop.rules(day("2024-11-30")).is_open(day("2024-12-25")));
        assert!(shop.rules(day("2024-11-30")).is_open(day("2024-12-24")));
    }

    #[test]
    fn who_sells_now_and_then_has_open_days_without_sales() {
        // On weekdays, two of five, never the same for long.
        let days = history("2024-01-01", "2025-03-31", |d| {
            index(d.weekday()) < 5 && (d.ordinal() * 40_503 % 65_536) % 5 < 2
        });
        let rules = days.rules(day("2025-03-31"));
        let closed = rules.closed_weekdays();
        assert_eq!(closed, [false, false, false, false, false, true, true]);
        assert_eq!(rules.open_days(day("2025-03-03"), day("2025-03-30")).count(), 20);
        assert_eq!(rules.open_days(day("2025-05-05"), day("2025-05-25")).count(), 15);
    }
}

//! Instants, the zone they are shown in, and calendar months.

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc,
};
use serde::{Deserialize, Serialize};

/// A point in time, kept to the microsecond (the finest PostgreSQL keeps).
pub type Instant = DateTime<Utc>;

/// Cuts an instant to whole microseconds, so that both databases give back what they got.
#[must_use]
pub fn to_micros(instant: Instant) -> Instant {
    let nanos = instant.nanosecond();
    instant.with_nanosecond(nanos - nanos % 1_000).unwrap_or(instant)
}

/// The time zone a company keeps its calendar in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zone(pub chrono_tz::Tz);

impl Zone {
    /// Central European time, the default of a new data folder.
    pub const BERLIN: Self = Self(chrono_tz::Europe::Berlin);

    /// The local calendar day an instant falls on.
    #[must_use]
    pub fn day(self, instant: Instant) -> NaiveDate {
        instant.with_timezone(&self.0).date_naive()
    }

    /// The instant a local day begins. Where a clock change skips midnight, the first
    /// instant that exists.
    #[must_use]
    pub fn start_of(self, day: NaiveDate) -> Instant {
        self.instant(day.and_hms_opt(0, 0, 0).unwrap_or_default())
    }

    /// The instant of a local wall-clock time. Of two (autumn) the earlier one; of none
    /// (spring) the first after the gap.
    #[must_use]
    pub fn instant(self, local: NaiveDateTime) -> Instant {
        self.exact(local).or_else(|| self.after_gap(local)).unwrap_or_else(|| local.and_utc())
    }

    /// The (earlier) instant of a wall-clock time that exists.
    fn exact(self, local: NaiveDateTime) -> Option<Instant> {
        self.0.from_local_datetime(&local).earliest().map(|time| time.to_utc())
    }

    /// The first instant after the gap a wall-clock time lies in. `None` at the ends of the
    /// calendar, where there is no such instant.
    fn after_gap(self, local: NaiveDateTime) -> Option<Instant> {
        let later = |seconds: i64| local.checked_add_signed(TimeDelta::seconds(seconds));
        // The longest gap on record is a whole day (Samoa went over the date line).
        let step = (1..=26 * 4).map(|quarters| quarters * 15 * 60);
        let mut after = step
            .take_while(|seconds| later(*seconds).is_some())
            .find(|seconds| later(*seconds).and_then(|time| self.exact(time)).is_some())?;
        let mut inside = after - 15 * 60;
        while after - inside > 1 {
            let middle = i64::midpoint(inside, after);
            match later(middle).and_then(|time| self.exact(time)) {
                Some(_) => after = middle,
                None => inside = middle,
            }
        }
        later(after).and_then(|time| self.exact(time)).map(|time| {
            // Whole seconds were looked at; the gap ends at one.
            time.with_nanosecond(0).unwrap_or(time)
        })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = BadTime;
    fn from_str(raw: &str) -> Result<Self, BadTime> {
        raw.trim().parse().map(Self).map_err(|_| BadTime::Zone(raw.to_owned()))
    }
}

/// Why a text is no time, month or zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTime {
    /// Not `YYYY-MM`.
    #[error("`{0}` is not a month (expected YYYY-MM, such as 2026-11)")]
    Month(String),
    /// Not a name of the time zone database.
    #[error("`{0}` is not a time zone (expected a name such as Europe/Berlin)")]
    Zone(String),
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i32,
    /// 1 to 12.
    month: u32,
}

impl Month {
    /// A month by year and number (1 to 12).
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=9999).contains(&year)).then_some(Self { year, month })
    }

    /// The month a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// 1 (January) to 12.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.month
    }

    /// The month `count` months later (earlier when negative).
    #[must_use]
    pub fn plus(self, count: i32) -> Self {
        // 1..=12 always fits.
        let index = self.year * 12 + i32::try_from(self.month).unwrap_or(1) - 1 + count;
        let month = u32::try_from(index.rem_euclid(12)).unwrap_or(0) + 1;
        Self { year: index.div_euclid(12), month }
    }

    /// First day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Last day.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.plus(1).first() - Days::new(1)
    }

    /// All its days in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last();
        self.first().iter_days().take_while(move |day| *day <= last)
    }

    /// Whether the day lies in this month.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = BadTime;
    fn from_str(raw: &str) -> Result<Self, BadTime> {
        let bad = || BadTime::Month(raw.to_owned());
        let (year, month) = raw.trim().split_once('-').ok_or_else(bad)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
            return Err(bad());
        }
        let year = year.parse().map_err(|_| bad())?;
        let month = month.parse().map_err(|_| bad())?;
        Self::new(year, month).ok_or_else(bad)
    }
}
impl TryFrom<String> for Month {
    type Error = BadTime;
    fn try_from(raw: String) -> Result<Self, BadTime> {
        raw.parse()
    }
}
impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_over_year_ends() {
        let november: Month = "2026-11".parse().unwrap();
        assert_eq!(november.plus(2).to_string(), "2027-01");
        assert_eq!(november.plus(-11).to_string(), "2025-12");
        assert_eq!(november.days().count(), 30);
        assert_eq!("2024-02".parse::<Month>().unwrap().last().day(), 29);
        for bad in ["2026-13", "26-01", "2026", "2026-1", "x", "2026-+1", "+026-01", "2026--1"] {
            assert!(bad.parse::<Month>().is_err(), "{bad}");
        }
    }

    #[test]
    fn clock_changes_have_an_answer() {
        let zone = Zone::BERLIN;
        let day = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
        let gap = day.and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(zone.instant(gap).to_rfc3339(), "2026-03-29T01:00:00+00:00");
        for (hour, minute, second) in [(2, 0, 0), (2, 37, 0), (2, 59, 59)] {
            let inside = day.and_hms_opt(hour, minute, second).unwrap();
            assert_eq!(zone.instant(inside).to_rfc3339(), "2026-03-29T01:00:00+00:00");
        }
        let inside = day.and_hms_milli_opt(2, 59, 59, 500).unwrap();
        assert_eq!(zone.instant(inside).to_rfc3339(), "2026-03-29T01:00:00+00:00");
        // A whole day that Samoa never had.
        let samoa: Zone = "Pacific/Apia".parse().unwrap();
        let skipped = NaiveDate::from_ymd_opt(2011, 12, 30).unwrap();
        assert_eq!(samoa.start_of(skipped).to_rfc3339(), "2011-12-30T10:00:00+00:00");
        let twice = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap().and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(zone.instant(twice).to_rfc3339(), "2026-10-25T00:30:00+00:00");
    }

    #[test]
    fn the_ends_of_the_calendar_have_an_answer() {
        for zone in ["America/New_York", "Asia/Tokyo", "Europe/Berlin"] {
            let zone: Zone = zone.parse().unwrap();
            for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
                let _ = zone.instant(local);
            }
        }
    }
}

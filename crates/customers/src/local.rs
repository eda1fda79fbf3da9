//! Instants as the company's calendar shows them.

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};
use serde::{Serialize, Serializer};
use vocab::{Instant, Zone};

/// The instant of microseconds since 1970. Beyond the years chrono knows, the nearest whose day
/// is known in every zone.
#[must_use]
pub fn instant(micros: i64) -> Instant {
    const DAY: TimeDelta = TimeDelta::days(1);
    let edge = if micros < 0 { Instant::MIN_UTC } else { Instant::MAX_UTC };
    let instant = DateTime::from_timestamp_micros(micros).unwrap_or(edge);
    instant.clamp(Instant::MIN_UTC + DAY, Instant::MAX_UTC - DAY)
}

/// An instant with the offset of the company's zone at that time.
///
/// As text and in JSON RFC 3339 with a numeric offset: `2009-12-01T07:45:00+00:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime(pub DateTime<FixedOffset>);

impl LocalTime {
    /// An instant, shown in a zone.
    #[must_use]
    pub fn of(instant: Instant, zone: Zone) -> Self {
        Self(instant.with_timezone(&zone.0).fixed_offset())
    }

    /// Microseconds since 1970, shown in a zone.
    #[must_use]
    pub fn at(micros: i64, zone: Zone) -> Self {
        Self::of(instant(micros), zone)
    }

    /// The instant itself.
    #[must_use]
    pub fn instant(self) -> Instant {
        self.0.to_utc()
    }

    /// The local calendar day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339())
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Days that are put into the table around one that was asked for.
const AROUND: i32 = 366;
/// Days that may stand in the table, counted from 1970: 1900 to 2199. It has no gaps.
const TABLE: std::ops::Range<i32> = -25_567..84_006;
const MICROS_A_DAY: i64 = 86_400_000_000;

/// Finds the local day of one time after the other. The zone's clock changes are asked once a
/// day; then it is a look into a table.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    zone: Zone,
    /// The first day of the table, counted from 1970.
    first: i32,
    /// When each day of the table begins, and one more.
    starts: Vec<i64>,
    /// The month of each day of the table: years x 12 + months.
    months: Vec<i32>,
}

impl Days {
    pub(crate) fn new(zone: Zone) -> Self {
        Self { zone, first: 0, starts: Vec::new(), months: Vec::new() }
    }

    /// The local day of microseconds since 1970.
    pub(crate) fn of(&mut self, micros: i64) -> NaiveDate {
        date(self.number(micros))
    }

    /// The local month of microseconds since 1970: years x 12 + months.
    #[inline]
    pub(crate) fn month(&mut self, micros: i64) -> i32 {
        let day = self.number(micros);
        let place = usize::try_from(day.wrapping_sub(self.first)).unwrap_or(usize::MAX);
        self.months.get(place).copied().unwrap_or_else(|| month(date(day)))
    }

    /// The local day of microseconds since 1970, counted from 1970-01-01.
    #[inline]
    pub(crate) fn number(&mut self, micros: i64) -> i32 {
        if let Some(day) = self.known(micros) {
            return day;
        }
        let day = self.zone.day(instant(micros)).to_epoch_days();
        self.cover(day);
        day
    }

    #[inline]
    fn known(&self, micros: i64) -> Option<i32> {
        let begins = |place: usize| self.starts.get(place).is_some_and(|start| *start <= micros);
        // Days are 24 hours long but for clock changes, so the guess is hardly ever far off.
        let since = micros.checked_sub(*self.starts.first()?).filter(|since| *since >= 0)?;
        let mut place = usize::try_from(since / MICROS_A_DAY).ok()?.min(self.starts.len() - 1);
        while begins(place + 1) {
            place += 1;
        }
        while !begins(place) {
            place -= 1;
        }
        // The last entry is only an end.
        let inside = place + 1 < self.starts.len();
        inside.then(|| i32::try_from(place).ok().map(|place| self.first + place)).flatten()
    }

    /// Puts a day and those around it into the table.
    fn cover(&mut self, day: i32) {
        if !TABLE.contains(&day) {
            return;
        }
        let (mut from, mut until) = (day - AROUND, day + AROUND);
        if let Ok(length @ 1..) = i32::try_from(self.starts.len()) {
            from = from.min(self.first);
            until = until.max(self.first + length - 1);
        }
        let start = |day: i32| self.zone.start_of(date(day)).timestamp_micros();
        self.starts = (from..=until).map(start).collect();
        self.months = (from..=until).map(|day| month(date(day))).collect();
        self.first = from;
    }
}

/// The month of a day: years x 12 + months.
pub(crate) fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}

/// The day of a number; beyond the years chrono knows, the nearest it knows.
pub(crate) fn date(number: i32) -> NaiveDate {
    let edge = if number < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    NaiveDate::from_epoch_days(number).unwrap_or(edge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_show_their_offset() {
        let summer = "2026-07-01T10:00:00Z".parse().unwrap();
        assert_eq!(LocalTime::of(summer, Zone::BERLIN).to_string(), "2026-07-01T12:00:00+02:00");
        let london = Zone(chrono_tz::Europe::London);
        let first = "2009-12-01T07:45:00Z".parse().unwrap();
        assert_eq!(LocalTime::of(first, london).to_string(), "2009-12-01T07:45:00+00:00");
    }

    #[test]
    fn the_ends_of_time_have_days_in_every_zone() {
        for micros in [i64::MIN, i64::MAX] {
            for zone in ["Pacific/Kiritimati", "Pacific/Niue", "UTC"] {
                let zone: Zone = zone.parse().unwrap();
                let mut days = Days::new(zone);
                assert_eq!(days.of(micros), zone.day(instant(micros)));
                assert!(!LocalTime::at(micros, zone).to_string().is_empty());
            }
        }
    }

    proptest! {
        /// Around clock changes too, the shortcut gives what the zone gives.
        #[test]
        fn days_are_the_zones_days(
            start in 1_000_000_000_i64..1_900_000_000,
            steps in proptest::collection::vec(-200_000_i64..200_000, 1..60),
            zone in prop::sample::select(vec!["Europe/Berlin", "America/Santiago", "UTC", "Asia/Beirut"]),
        ) {
            let zone: Zone = zone.parse().unwrap();
            let mut days = Days::new(zone);
            let mut now = start;
            for step in steps {
                now += step;
                let day = zone.day(instant(now * 1_000_000));
                prop_assert_eq!(days.of(now * 1_000_000), day);
                prop_assert_eq!(days.month(now * 1_000_000), month(day));
            }
        }

        /// Any instant has a day, however far from the others.
        #[test]
        fn far_days_have_one_too(times in proptest::collection::vec(any::<i64>(), 1..8)) {
            let mut days = Days::new(Zone::BERLIN);
            for micros in times {
                let day = Zone::BERLIN.day(instant(micros));
                prop_assert_eq!(days.of(micros), day);
                prop_assert_eq!(days.month(micros), month(day));
            }
        }
    }
}

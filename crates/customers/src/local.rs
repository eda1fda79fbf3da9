//! Instants as the company's calendar shows them.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Serialize, Serializer};
use vocab::{Instant, Zone};

/// The instant of microseconds since 1970. Beyond the years chrono knows, the nearest it knows.
#[must_use]
pub fn instant(micros: i64) -> Instant {
    let edge = if micros < 0 { Instant::MIN_UTC } else { Instant::MAX_UTC };
    DateTime::from_timestamp_micros(micros).unwrap_or(edge)
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

/// Finds the local day of one time after the other. Neighbours mostly lie on the same day, and
/// then no table of clock changes is asked.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    zone: Zone,
    from: i64,
    until: i64,
    day: NaiveDate,
}

impl Days {
    pub(crate) fn new(zone: Zone) -> Self {
        Self { zone, from: 0, until: 0, day: NaiveDate::default() }
    }

    /// The local day of microseconds since 1970.
    pub(crate) fn of(&mut self, micros: i64) -> NaiveDate {
        if !(self.from..self.until).contains(&micros) {
            self.day = self.zone.day(instant(micros));
            self.from = self.zone.start_of(self.day).timestamp_micros();
            self.until = match self.day.succ_opt() {
                Some(next) => self.zone.start_of(next).timestamp_micros(),
                None => self.from,
            };
        }
        self.day
    }
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
                prop_assert_eq!(days.of(now * 1_000_000), zone.day(instant(now * 1_000_000)));
            }
        }
    }
}

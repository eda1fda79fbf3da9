//! What is asked of the models: units, stretches of time, discount.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::Serialize;

/// The unit of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    #[default]
    Week,
}

impl Unit {
    /// How many days it has.
    #[must_use]
    pub const fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
        }
    }
}

/// A stretch of days, as people write it: `12w`, `90d`, `6m`, `1y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// How many days.
    pub days: i32,
}

/// Not a stretch of time.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a stretch of time (expected 90d, 12w, 6m or 1y)")]
pub struct NoSpan(String);

impl FromStr for Span {
    type Err = NoSpan;

    fn from_str(raw: &str) -> Result<Self, NoSpan> {
        let wrong = || NoSpan(raw.to_owned());
        let text = raw.trim();
        let place = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, unit) = text.split_at(place);
        let number: i32 = number.parse().map_err(|_| wrong())?;
        let days = match unit.trim().to_ascii_lowercase().as_str() {
            "d" | "day" | "days" => Some(number),
            "w" | "week" | "weeks" => number.checked_mul(7),
            // The mean month and year of the calendar, rounded to days.
            "m" | "month" | "months" => number.checked_mul(30_437).map(|days| (days + 500) / 1_000),
            "y" | "year" | "years" => number.checked_mul(365),
            _ => None,
        };
        // A century is more than any purchase history.
        let days = days.filter(|days| (1..=36_525).contains(days)).ok_or_else(wrong)?;
        Ok(Self { days })
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ask {
    /// The unit of times.
    pub unit: Unit,
    /// The last day the models may know; the last day of the data unless told otherwise.
    pub calibration_end: Option<NaiveDate>,
    /// How long what was predicted is held against what came; until the data end where only the
    /// last day is told.
    pub holdout: Option<Span>,
    /// How far ahead is looked; as far as the holdout, or a year, unless told otherwise.
    pub horizon: Option<Span>,
    /// Interest a year, 0.1 for ten percent: a purchase in a year is worth 1/1.1 of one now.
    pub discount: f64,
    /// Where random numbers start.
    pub seed: u64,
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            unit: Unit::default(),
            calibration_end: None,
            holdout: None,
            horizon: None,
            discount: 0.1,
            seed: 2026,
        }
    }
}

impl Ask {
    /// The discount as a rate a unit of time: worth falls by `e^-rate`.
    pub(super) fn rate(&self) -> f64 {
        self.discount.ln_1p() * self.unit.days() / 365.25
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_time_are_read_as_people_write_them() {
        let days = |text: &str| text.parse::<Span>().map(|span| span.days).ok();
        assert_eq!(days("39w"), Some(273));
        assert_eq!(days("90d"), Some(90));
        assert_eq!(days(" 6 months"), Some(183));
        assert_eq!(days("1y"), Some(365));
        for wrong in ["", "w", "12", "0d", "-3w", "9999y", "3 fortnights", "99999999999d"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}

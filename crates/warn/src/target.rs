//! Targets, and the rule that makes them from last year.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use store::StoreError;
use store::records::target;
use vocab::{Amount, Month, Scope};

use crate::book::Book;

/// Days a month's data may begin late and still be the whole month: the first days of January
/// are often closed.
const LATE_START: u64 = 4;

/// What should be reached: net revenue of a month in one part of the business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its id: `2026-11 family:Garden`.
    pub id: String,
    /// The month.
    pub period: Month,
    /// The part of the business.
    pub scope: Scope,
    /// Net revenue to be reached.
    pub amount: Amount,
    /// Where it comes from: `file`, `entered`, or a rule such as `last_year+5%`.
    pub source: String,
}

impl Target {
    /// A target with the id that its month and part always have.
    #[must_use]
    pub fn new(period: Month, scope: Scope, amount: Amount, source: &str) -> Self {
        let id = format!("{period} {scope}");
        Self { id, period, scope, amount, source: source.to_owned() }
    }

    /// Whether a rule made it (so that a rule may change it).
    #[must_use]
    pub fn is_derived(&self) -> bool {
        self.source.starts_with(Rule::PREFIX)
    }

    pub(crate) fn from_row(row: target::Model) -> Result<Self, StoreError> {
        let corrupt = |error: &dyn std::fmt::Display| {
            StoreError::corrupt(format!("target `{}`", row.id), error)
        };
        Ok(Self {
            period: row.period.parse().map_err(|error| corrupt(&error))?,
            scope: Scope::of(
                row.scope_kind.parse().map_err(|error| corrupt(&error))?,
                &row.scope_value,
            ),
            amount: row.amount.parse().map_err(|error| corrupt(&error))?,
            source: row.source.clone(),
            id: row.id,
        })
    }

    pub(crate) fn into_row(self) -> target::Model {
        target::Model {
            id: self.id,
            period: self.period.to_string(),
            scope_kind: self.scope.kind.code().to_owned(),
            scope_value: self.scope.value,
            amount: self.amount.to_string(),
            source: self.source,
        }
    }
}

/// "Last year plus x %".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Percent on top of the same month of last year; below zero for less.
    pub plus_percent: Amount,
}

impl Rule {
    const PREFIX: &str = "last_year";

    /// How a target names the rule: `last_year+5%`, `last_year-2.5%`.
    #[must_use]
    pub fn source(self) -> String {
        let mut percent = self.plus_percent.to_string();
        if percent.contains('.') {
            percent.truncate(percent.trim_end_matches('0').trim_end_matches('.').len());
        }
        let sign = if self.plus_percent.is_negative() { "" } else { "+" };
        format!("{}{sign}{percent}%", Self::PREFIX)
    }

    /// The rule applied to last year's amount, rounded half away from zero to cents.
    #[must_use]
    pub fn apply(self, last_year: Amount) -> Amount {
        const HUNDRED: i128 = 100_000_000;
        let scaled = last_year.micros() * (HUNDRED + self.plus_percent.micros());
        // Cents of `scaled / HUNDRED`: a cent is 10,000 millionths.
        let per_cent = HUNDRED * 10_000;
        let half = if scaled < 0 { -per_cent / 2 } else { per_cent / 2 };
        Amount::from_cents((scaled + half) / per_cent)
    }
}

/// Why the rule made no target for a month and a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// The data does not hold the whole of the same month last year.
    NoLastYear,
    /// Last year that month brought nothing or less than nothing.
    NothingLastYear,
    /// A target from a file or a person is there, and wins.
    Given,
}

/// What the rule did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// Targets made or changed.
    pub written: Vec<Target>,
    /// Where none was made, and why.
    pub skipped: Vec<(Month, Scope, Skipped)>,
}

/// Applies the rule to each month and part. `given` are the targets there are; those from a
/// file or a person stay as they are unless `overwrite`.
#[must_use]
pub fn derive(
    book: &Book<'_>,
    rule: Rule,
    months: &[Month],
    scopes: &[Scope],
    given: &[Target],
    overwrite: bool,
) -> Derived {
    let mut derived = Derived::default();
    for (period, scope) in months.iter().flat_map(|month| scopes.iter().map(move |s| (*month, s))) {
        let there = given.iter().find(|one| one.period == period && one.scope == *scope);
        let last_year = period.plus(-12);
        let amount = book.total(scope, last_year.first(), last_year.last());
        let skipped = if there.is_some_and(|one| !one.is_derived()) && !overwrite {
            Some(Skipped::Given)
        } else if !is_whole(book, last_year) {
            Some(Skipped::NoLastYear)
        } else if amount <= Amount::ZERO {
            Some(Skipped::NothingLastYear)
        } else {
            None
        };
        if let Some(why) = skipped {
            derived.skipped.push((period, scope.clone(), why));
            continue;
        }
        let mut target = Target::new(period, scope.clone(), rule.apply(amount), &rule.source());
        if let Some(one) = there {
            target.id.clone_from(&one.id);
        }
        derived.written.push(target);
    }
    derived
}

/// Whether the data holds a whole month.
#[must_use]
pub fn is_whole(book: &Book<'_>, month: Month) -> bool {
    starts_whole(book, month) && book.is_over(month)
}

/// Whether the data began before a month did.
#[must_use]
pub fn starts_whole(book: &Book<'_>, month: Month) -> bool {
    book.first() < month.first() + Days::new(LATE_START)
}

/// The months `count` long from the one a day lies in.
#[must_use]
pub fn months_from(day: NaiveDate, count: i32) -> Vec<Month> {
    (0..count).map(|ahead| Month::of(day).plus(ahead)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_exact_to_the_cent() {
        for (percent, amount, expected, source) in [
            ("5", "799847.11", "839839.47", "last_year+5%"),
            ("2.5", "100.10", "102.60", "last_year+2.5%"),
            ("0", "0.125", "0.13", "last_year+0%"),
            ("-10", "33.35", "30.02", "last_year-10%"),
            ("100", "-1.00", "-2.00", "last_year+100%"),
        ] {
            let rule = Rule { plus_percent: percent.parse().unwrap() };
            assert_eq!(rule.apply(amount.parse().unwrap()).to_string(), expected, "{percent} %");
            assert_eq!(rule.source(), source);
        }
    }

    #[test]
    fn rows_round_trip_and_damage_is_named() {
        let target = Target::new(
            "2026-11".parse().unwrap(),
            "family:Garden".parse().unwrap(),
            "1000.5".parse().unwrap(),
            "file",
        );
        assert_eq!(target.id, "2026-11 family:Garden");
        assert_eq!(Target::from_row(target.clone().into_row()).unwrap(), target);
        let mut row = target.into_row();
        row.amount = "many".to_owned();
        let error = Target::from_row(row).unwrap_err().to_string();
        assert!(error.contains("2026-11 family:Garden") && error.contains("many"), "{error}");
    }
}

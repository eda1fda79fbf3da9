//! What is to be simulated.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use vocab::Zone;

use crate::error::SimulateError;

/// Why the company falls short of its targets at the end, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// A competitor undercuts the prices of two families in one region, from nine or ten
    /// weeks before the last day: orders and new customers are lost there, deals too, and
    /// notes say so. It costs 8 % of the company's revenue once it works in full; less in a
    /// quiet season, when no two families of a region sell enough to lose that much.
    #[default]
    TooExpensive,
    /// Nothing is planted: the targets are about met, as they are in a normal year.
    Nothing,
}

impl Scenario {
    /// Every scenario.
    pub const ALL: &'static [Self] = &[Self::TooExpensive, Self::Nothing];

    /// The stable code, as in `truth.json`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooExpensive => "too_expensive",
            Self::Nothing => "nothing",
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Scenario {
    type Err = SimulateError;

    fn from_str(raw: &str) -> Result<Self, SimulateError> {
        let found = Self::ALL.iter().find(|scenario| scenario.code() == raw.trim());
        found.copied().ok_or_else(|| SimulateError::Plan {
            what: "scenario",
            found: format!("`{raw}`"),
            expected: "among: too_expensive, nothing",
        })
    }
}

/// Which company to make. The same plan always gives the same files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Records in `customers.csv`, prospects included: 200 to 1,000,000.
    pub customers: usize,
    /// Calendar months with data, the one of `end` included: 3 to 120.
    pub months: u32,
    /// The last day with data.
    pub end: NaiveDate,
    /// The zone of the company's calendar.
    pub zone: Zone,
    /// Where the random numbers start.
    pub seed: u64,
    /// The planted cause.
    pub scenario: Scenario,
}

impl Plan {
    /// The demo company: 20,000 customers, 24 months up to `end`, Central European time, the
    /// default cause.
    #[must_use]
    pub fn demo(end: NaiveDate) -> Self {
        Self {
            customers: 20_000,
            months: 24,
            end,
            zone: Zone::BERLIN,
            seed: 2026,
            scenario: Scenario::default(),
        }
    }

    /// Whether a company can be made by it.
    ///
    /// # Errors
    /// When a field lies outside its range.
    pub fn check(&self) -> Result<(), SimulateError> {
        let wrong =
            |what, found: String, expected| Err(SimulateError::Plan { what, found, expected });
        if !(200..=1_000_000).contains(&self.customers) {
            return wrong("customers", self.customers.to_string(), "between 200 and 1,000,000");
        }
        if !(3..=120).contains(&self.months) {
            return wrong("months", self.months.to_string(), "between 3 and 120");
        }
        if !(1990..=2200).contains(&self.end.year()) {
            return wrong("end", self.end.to_string(), "between the years 1990 and 2200");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenarios_have_codes() {
        for scenario in Scenario::ALL {
            assert_eq!(scenario.code().parse::<Scenario>().unwrap(), *scenario);
        }
        let error = "rain".parse::<Scenario>().unwrap_err().to_string();
        assert!(error.contains("`rain`") && error.contains("too_expensive"), "{error}");
    }

    #[test]
    fn plans_out_of_range_are_refused_with_the_field() {
        let plan = Plan::demo(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap());
        assert!(plan.check().is_ok());
        let few = Plan { customers: 5, ..plan.clone() }.check().unwrap_err().to_string();
        assert!(few.contains("customers is 5"), "{few}");
        assert!(Plan { months: 1, ..plan }.check().is_err());
    }
}

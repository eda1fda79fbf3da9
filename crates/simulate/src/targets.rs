//! Monthly targets, planned as most companies plan: last year's month plus a percentage.
//!
//! For the last twelve months, the current one and the next two, and for the company, each
//! region and each family: net bookings of the same month a year earlier, times
//! [`TARGET_GROWTH`], rounded to 100 euros. Nothing later than that month is used.
//!
//! The first of these months may ask for a month that lies before the written files. The
//! simulation runs longer than the files, so that month is in the company's own books; no
//! other rule is needed for a first year. A scope that sold less than 50 euros in that month
//! gets no target.

use vocab::{Amount, Month, Scope, ScopeKind};

use crate::calendar::Calendar;
use crate::families::FAMILIES;
use crate::ledger::{self, Ledger};
use crate::places::REGIONS;

/// What is asked for above last year's month: growth of customers times growth of prices.
pub(crate) const TARGET_GROWTH: f64 = 1.04;

/// One target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The month.
    pub period: Month,
    /// Of what.
    pub scope: Scope,
    /// How much.
    pub amount: Amount,
}

/// All targets, from what was booked.
pub(crate) fn all(calendar: &Calendar, booked: &Ledger) -> Vec<Target> {
    let current = calendar.day(calendar.end).month;
    let mut targets = Vec::new();
    for shift in -12_i32..=2 {
        let period = calendar.current_month.plus(shift);
        // The simulation begins 24 months or more before the current one.
        let Ok(number) =
            usize::try_from(i64::try_from(current).unwrap_or(0) + i64::from(shift) - 12)
        else {
            continue;
        };
        let last_year = booked.month(number);
        for (scope, cents) in scopes(&last_year) {
            let amount = planned(cents);
            if amount > Amount::ZERO {
                targets.push(Target { period, scope, amount });
            }
        }
    }
    targets
}

/// Every scope of a month with its bookings.
fn scopes(month: &ledger::Month) -> impl Iterator<Item = (Scope, i64)> {
    let regions = REGIONS
        .iter()
        .zip(month.region)
        .map(|(region, cents)| (Scope::of(ScopeKind::Region, region.name), cents));
    let families = FAMILIES
        .iter()
        .zip(month.family)
        .map(|(family, cents)| (Scope::of(ScopeKind::Family, family.name), cents));
    std::iter::once((Scope::company(), month.company)).chain(regions).chain(families)
}

/// Last year's cents grown and rounded to 100 euros.
fn planned(cents: i64) -> Amount {
    let hundreds = crate::random::round(cents as f64 * TARGET_GROWTH / 10_000.0);
    Amount::from_cents(i128::from(hundreds) * 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_last_year_plus_four_percent_in_hundreds() {
        assert_eq!(planned(123_456_789).to_string(), "1284000.00");
        assert_eq!(planned(4_000).to_string(), "0.00");
        assert_eq!(planned(-500_000).to_string(), "-5200.00");
    }
}

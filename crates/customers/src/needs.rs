//! When a customer needs a product family: its windows in the year.
//!
//! The rule: a month is open when the customer bought the family in it (in any year) or in the
//! month after it, because a need is there before the order. Open months in a row, December
//! and January included, are one window. One order is enough for a window, so `n` stands beside
//! it: a window of one order is a guess, one of ten is a habit.
//!
//! Requirement A12 (needs are thought along a timeline).

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// Families that are no need of anybody: postage and the like, and what could not be assigned.
pub const NO_NEEDS: &[&str] = &["Services", "Other"];

/// Whether customers can be in need of this family.
#[must_use]
pub fn is_need(family: &str) -> bool {
    !NO_NEEDS.contains(&family)
}

/// A stretch of the year in which a family is needed. Months are 1 (January) to 12; a window
/// from 11 until 1 goes over the turn of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedWindow {
    /// First month.
    pub from_month: u32,
    /// Month with the most orders; the earliest of equals, counted from `from_month`.
    pub peak_month: u32,
    /// Last month.
    pub until_month: u32,
    /// Orders in these months, all years together: the sample size.
    pub n: u32,
}

/// The windows, sorted by first month. `months[0]` is the number of orders in Januaries.
#[must_use]
pub fn windows(months: &[u32; 12]) -> Vec<NeedWindow> {
    let open = |month: usize| months[month % 12] > 0 || months[(month + 1) % 12] > 0;
    let window = |from: usize, len: usize| {
        // The first of equals: a later month must have more.
        let peak = (from..from + len).rev().max_by_key(|month| months[month % 12]);
        let month = |index: usize| u32::try_from(index % 12).unwrap_or(0) + 1;
        NeedWindow {
            from_month: month(from),
            peak_month: month(peak.unwrap_or(from)),
            until_month: month(from + len - 1),
            n: (from..from + len).map(|index| months[index % 12]).sum(),
        }
    };
    if (0..12).all(open) {
        return vec![window(0, 12)];
    }
    (0..12)
        .filter(|month| open(*month) && !open(month + 11))
        .map(|from| window(from, (0..12).take_while(|ahead| open(from + ahead)).count()))
        .collect()
}

impl NeedWindow {
    /// Whether the day lies in the window, whatever its year.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        let month = day.month();
        if self.from_month <= self.until_month {
            (self.from_month..=self.until_month).contains(&month)
        } else {
            month >= self.from_month || month <= self.until_month
        }
    }

    /// The whole year.
    #[must_use]
    pub fn is_all_year(&self) -> bool {
        self.until_month % 12 + 1 == self.from_month
    }

    /// The months of the window, 1 to 12, in its order.
    pub fn months(&self) -> impl Iterator<Item = u32> {
        let len = (self.until_month + 12 - self.from_month) % 12 + 1;
        let from = self.from_month;
        (0..len).map(move |ahead| (from - 1 + ahead) % 12 + 1)
    }

    /// The first day of the window's next beginning after `today`; `None` when it never ends.
    #[must_use]
    pub fn next_start(&self, today: NaiveDate) -> Option<NaiveDate> {
        if self.is_all_year() {
            return None;
        }
        [today.year(), today.year() + 1]
            .into_iter()
            .filter_map(|year| NaiveDate::from_ymd_opt(year, self.from_month, 1))
            .find(|start| *start > today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bought: &[(usize, u32)]) -> Vec<(u32, u32, u32, u32)> {
        let mut months = [0; 12];
        for (month, orders) in bought {
            months[month - 1] = *orders;
        }
        windows(&months)
            .into_iter()
            .map(|window| (window.from_month, window.peak_month, window.until_month, window.n))
            .collect()
    }

    #[test]
    fn windows_by_hand() {
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[(12, 3)]), [(11, 12, 12, 3)]);
        assert_eq!(of(&[(1, 1)]), [(12, 1, 1, 1)]);
        assert_eq!(of(&[(1, 1), (11, 4), (12, 4)]), [(10, 11, 1, 9)]);
        assert_eq!(of(&[(3, 1), (9, 2)]), [(2, 3, 3, 1), (8, 9, 9, 2)]);
        // March needs February; May needs April: they meet.
        assert_eq!(of(&[(3, 1), (5, 2)]), [(2, 5, 5, 3)]);
        let every_second: Vec<_> = (1..=6).map(|half| (half * 2, 1)).collect();
        assert_eq!(of(&every_second), [(1, 2, 12, 6)]);
    }

    #[test]
    fn days_and_next_starts() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let winter = NeedWindow { from_month: 11, peak_month: 12, until_month: 1, n: 2 };
        assert!(winter.contains(day(2026, 1, 31)) && winter.contains(day(2026, 11, 1)));
        assert!(!winter.contains(day(2026, 2, 1)));
        assert_eq!(winter.next_start(day(2026, 10, 31)), Some(day(2026, 11, 1)));
        assert_eq!(winter.next_start(day(2026, 11, 1)), Some(day(2027, 11, 1)));
        assert_eq!(winter.months().collect::<Vec<_>>(), [11, 12, 1]);
        let always = NeedWindow { from_month: 1, peak_month: 1, until_month: 12, n: 2 };
        assert_eq!(always.next_start(day(2026, 1, 1)), None);
        assert_eq!(always.months().count(), 12);
    }

    #[test]
    fn services_are_nobodys_need() {
        assert!(is_need("Christmas") && !is_need("Services") && !is_need("Other"));
    }
}

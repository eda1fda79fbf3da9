//! Which days are compared with which.
//!
//! The elapsed days of a month are compared with the *same number of open days* from the start
//! of the same month of last year: after 7 open days of this December, the first 7 open days of
//! last December, whatever their dates. Open days are learned from the whole company
//! ([`stats::calendar`]); an unfinished day has not elapsed. A month without open days left is
//! compared as a whole, so an open day more or less is then part of what changed.
//!
//! A month that has hardly begun says little, and one that lies ahead says nothing. What stands
//! out is therefore looked for in the *last eight weeks*, against the same weeks of last year
//! (364 days earlier, so that weekdays match; holidays that move are not matched).
//!
//! Without data of last year's whole month there is no comparison: the mean of some other
//! months would compare December with autumn, and say so nowhere.

use chrono::{Days, NaiveDate};
use customers::{Series, Window};
use serde::{Deserialize, Serialize};
use stats::calendar::TradingDays;
use vocab::{Month, Scope};

/// So many days after the start of last year's month the data may begin, and the month still
/// counts as whole: a long weekend.
const LATE_START: u64 = 4;

/// Days before a window that it takes to tell who is new in it.
pub const LEAST_LOOKBACK: i64 = 180;

/// Days looked at for what stands out: eight weeks.
pub const RECENT_DAYS: u64 = 56;

/// From a day to the same weekday of last year.
const YEAR: u64 = 364;

/// The windows of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    /// The elapsed days of the period; `None` before it begins.
    pub elapsed: Option<Window>,
    /// Open days among them.
    pub open_days: u32,
    /// Last year's; `None` where the data does not reach back far enough.
    pub last_year: Option<LastYear>,
    /// The last eight weeks; `None` where the data does not hold the same weeks of last year.
    pub recent: Option<Pair>,
}

/// Days of this year and the days of last year they are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Last year.
    pub before: Window,
    /// This year.
    pub after: Window,
    /// Days before each of the two windows in which earlier orders are looked for: as many as
    /// the data holds before last year's, and as many this year, or else the year with less
    /// history would seem to have more new customers. `None` below [`LEAST_LOOKBACK`].
    pub lookback: Option<u32>,
}

impl Pair {
    /// The days in which earlier orders are looked for, last year's first.
    #[must_use]
    pub fn earlier(&self) -> Option<[Window; 2]> {
        let days = Days::new(u64::from(self.lookback?));
        let earlier =
            |window: Window| Window { from: window.from - days, until: window.from - Days::new(1) };
        Some([earlier(self.before), earlier(self.after)])
    }
}

impl Windows {
    /// The elapsed days with last year's; `None` where there is nothing to compare.
    #[must_use]
    pub fn compared(&self) -> Option<Pair> {
        let last_year = self.last_year?;
        let (before, after) = (last_year.elapsed?, self.elapsed?);
        Some(Pair { before, after, lookback: last_year.lookback })
    }
}

/// The same month of last year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastYear {
    /// The month.
    pub period: Month,
    /// All its days.
    pub whole: Window,
    /// The days compared with the elapsed ones; `None` when none has elapsed.
    pub elapsed: Option<Window>,
    /// Days of data before it; `None` when too few to tell new customers from returning ones.
    pub lookback: Option<u32>,
}

/// Which days of the company's history were trading days; `None` without any trade.
#[must_use]
pub fn trading_days(series: &Series) -> Option<TradingDays> {
    let (first, last) = series.span()?;
    let days = series.between(&Scope::company(), first, last);
    let traded = days.iter().map(|day| day.orders > 0).collect();
    Some(TradingDays::new(first, traded))
}

/// Chooses the windows for a period. The sales of every day up to `complete_until` are known,
/// those of days after `as_of` are not looked at.
#[must_use]
pub fn choose(
    period: Month,
    complete_until: NaiveDate,
    as_of: NaiveDate,
    trading: Option<&TradingDays>,
) -> Windows {
    let until = complete_until.min(as_of).min(period.last());
    let from = period.first();
    let elapsed = |until| (until >= from).then_some(Window { from, until });
    let Some(trading) = trading else {
        return Windows { elapsed: elapsed(until), open_days: 0, last_year: None, recent: None };
    };
    let rules = trading.rules(complete_until);
    let open_days = rules.open_days(from, until).count();
    let over = until >= from && rules.open_days(until + Days::new(1), period.last()).count() == 0;
    let until = if over { as_of.min(period.last()) } else { until };

    let before = period.plus(-12);
    let last_year = (trading.first() <= before.first() + Days::new(LATE_START)).then(|| {
        let whole = Window { from: before.first(), until: before.last() };
        let until = if over {
            Some(whole.until)
        } else if open_days == 0 {
            None
        } else {
            // The last of as many open days; a month with fewer is taken whole.
            let mut open = rules.open_days(whole.from, whole.until);
            Some(open.nth(open_days - 1).unwrap_or(whole.until))
        };
        LastYear {
            period: before,
            whole,
            elapsed: until.map(|until| Window { from: whole.from, until }),
            lookback: lookback(trading, before.first()),
        }
    });
    let open_days = u32::try_from(open_days).unwrap_or(u32::MAX);
    Windows {
        elapsed: elapsed(until),
        open_days,
        last_year,
        recent: recent(complete_until.min(as_of).min(period.last()), trading),
    }
}

fn recent(until: NaiveDate, trading: &TradingDays) -> Option<Pair> {
    let from = until - Days::new(RECENT_DAYS - 1);
    let before = Window { from: from - Days::new(YEAR), until: until - Days::new(YEAR) };
    let lookback = lookback(trading, before.from);
    let after = Window { from, until };
    (trading.first() <= before.from).then_some(Pair { before, after, lookback })
}

fn lookback(trading: &TradingDays, from: NaiveDate) -> Option<u32> {
    let days = (from - trading.first()).num_days();
    u32::try_from(days).ok().filter(|_| days >= LEAST_LOOKBACK)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    /// Two years of trade on weekdays.
    fn weekdays(first: &str, last: &str) -> TradingDays {
        let (first, last) = (day(first), day(last));
        let open = |d: NaiveDate| !matches!(d.weekday(), Weekday::Sat | Weekday::Sun);
        TradingDays::new(first, first.iter_days().take_while(|d| *d <= last).map(open).collect())
    }

    fn compared(period: &str, as_of: &str, trading: &TradingDays) -> (u32, Option<String>) {
        let windows = choose(month(period), day(as_of), day(as_of), Some(trading));
        let last_year = windows.last_year.and_then(|last_year| last_year.elapsed);
        (windows.open_days, last_year.map(|w| format!("{}..{}", w.from, w.until)))
    }

    #[test]
    fn as_many_open_days_are_compared() {
        let trading = weekdays("2024-01-01", "2026-06-30");
        // June 2026 begins on a Monday, June 2025 on a Sunday.
        assert_eq!(
            compared("2026-06", "2026-06-09", &trading),
            (7, Some("2025-06-01..2025-06-10".to_owned()))
        );
        // On a Sunday no open day more has passed than on the Friday.
        assert_eq!(
            compared("2026-06", "2026-06-12", &trading),
            compared("2026-06", "2026-06-14", &trading)
        );
        // All but the last day of a month with 22 open days; June 2025 had 21.
        assert_eq!(
            compared("2026-06", "2026-06-29", &trading),
            (21, Some("2025-06-01..2025-06-30".to_owned()))
        );
    }

    #[test]
    fn a_month_that_is_over_is_compared_whole() {
        let trading = weekdays("2024-01-01", "2026-06-30");
        for as_of in ["2026-05-31", "2026-06-30"] {
            let (_, window) = compared("2026-05", as_of, &trading);
            assert_eq!(window.unwrap(), "2025-05-01..2025-05-31");
        }
    }

    #[test]
    fn a_month_without_open_days_left_is_over() {
        // The 31st of May 2026 is a Sunday; the data ends on the Friday before it.
        let trading = weekdays("2024-01-01", "2026-05-29");
        let windows =
            |complete| choose(month("2026-05"), day(complete), day("2026-05-29"), Some(&trading));
        let whole = windows("2026-05-29");
        assert_eq!(whole.elapsed.unwrap().until, day("2026-05-29"));
        assert_eq!(whole.last_year.unwrap().elapsed.unwrap().until, day("2025-05-31"));
        // While the Friday is not finished, 20 open days have elapsed.
        let unfinished = windows("2026-05-28");
        assert_eq!(unfinished.open_days, 20);
        assert_eq!(unfinished.elapsed.unwrap().until, day("2026-05-28"));
        assert_eq!(unfinished.last_year.unwrap().elapsed.unwrap().until, day("2025-05-28"));
    }

    #[test]
    fn the_last_eight_weeks_keep_their_weekdays() {
        let trading = weekdays("2024-01-01", "2026-06-30");
        let recent = |period: &str, complete: &str| {
            choose(month(period), day(complete), day(complete), Some(&trading)).recent
        };
        let pair = recent("2026-07", "2026-06-10").unwrap();
        assert_eq!((pair.after.from, pair.after.until), (day("2026-04-16"), day("2026-06-10")));
        assert_eq!((pair.before.from, pair.before.until), (day("2025-04-17"), day("2025-06-11")));
        assert_eq!(pair.after.until.weekday(), pair.before.until.weekday());
        assert_eq!(pair.lookback, Some(472));
        let [before, after] = pair.earlier().unwrap();
        assert_eq!((before.from, before.until), (day("2024-01-01"), day("2025-04-16")));
        assert_eq!(after.until, day("2026-04-15"));
        assert_eq!(after.until - after.from, before.until - before.from);
        // Of a month that is over, the weeks that led to its end.
        assert_eq!(recent("2026-05", "2026-06-10").unwrap().after.until, day("2026-05-31"));
        let young = weekdays("2025-04-18", "2026-06-30");
        let last = day("2026-06-10");
        assert!(choose(month("2026-06"), last, last, Some(&young)).recent.is_none());
    }

    #[test]
    fn before_the_month_nothing_has_elapsed() {
        let trading = weekdays("2024-01-01", "2026-05-20");
        let windows =
            choose(month("2026-06"), day("2026-05-20"), day("2026-05-20"), Some(&trading));
        assert_eq!((windows.elapsed, windows.open_days), (None, 0));
        assert_eq!(windows.last_year.unwrap().elapsed, None);
        // On a weekend at the start of a month no open day has elapsed either.
        assert_eq!(compared("2026-08", "2026-08-02", &trading), (0, None));
    }

    #[test]
    fn without_last_year_there_is_no_comparison() {
        let last_year = |first| {
            let trading = weekdays(first, "2026-06-30");
            choose(month("2026-06"), day("2026-06-10"), day("2026-06-10"), Some(&trading)).last_year
        };
        assert!(last_year("2025-06-06").is_none());
        assert_eq!(last_year("2025-06-05").unwrap().lookback, None);
        assert_eq!(last_year("2025-01-01").unwrap().lookback, None);
        assert_eq!(last_year("2024-12-03").unwrap().lookback, Some(180));
        assert!(
            choose(month("2026-06"), day("2026-06-10"), day("2026-06-10"), None)
                .last_year
                .is_none()
        );
    }
}

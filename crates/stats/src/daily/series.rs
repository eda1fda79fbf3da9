//! A daily series, prepared so that any stretch of it can be summed in a step.
//!
//! Everything here looks backwards only: what is computed for a day uses that day and earlier
//! ones. That is what makes a replay ("what could we have known then?") honest.

use chrono::{Datelike, NaiveDate};

use super::Tuning;
use super::point::Point;
use crate::calendar::{TradingDays, index};

/// Days over which the usual size of a day is learned before a day is tamed.
const TAME_WINDOW: usize = 60;

/// Daily amounts of one part of a business over the company's trading days.
#[derive(Debug, Clone)]
pub struct Daily {
    first: NaiveDate,
    /// `opens[i]`: open days among the first `i` days.
    opens: Vec<u32>,
    /// `total[i]`: amount of the first `i` days.
    total: Vec<f64>,
    /// By weekday (Monday first) and open day: how many, and their tamed amount, so far.
    count: [Vec<f64>; 7],
    tamed: [Vec<f64>; 7],
    /// By open day: half the squared steps from one open day to the next of the same weekday,
    /// so far. Their mean is the variance of a day, whatever the season does meanwhile.
    steps: Vec<f64>,
    /// By open day: what taming cut off.
    cut: Vec<f64>,
    /// Days before the first amount.
    born: usize,
    /// Days before the first that brought less than nothing.
    harmless: usize,
    /// What was known after each number of days.
    points: Vec<Option<Point>>,
    tuning: Tuning,
}

/// How many open days of each weekday a stretch has, Monday first.
pub(super) type Week = [f64; 7];

impl Daily {
    /// From the company's trading days and this part's amounts, one a day from the same first
    /// day. Missing days at the end count as nothing sold; amounts beyond the trading days are
    /// ignored.
    #[must_use]
    pub fn new(days: &TradingDays, amounts: &[f64]) -> Self {
        Self::tuned(days, amounts, Tuning::default())
    }

    /// The same with other numbers than the default ones; for backtests.
    #[must_use]
    pub fn tuned(days: &TradingDays, amounts: &[f64], tuning: Tuning) -> Self {
        let amount = |day: usize| amounts.get(day).copied().unwrap_or(0.0);
        let mut opens = vec![0];
        let mut total = vec![0.0];
        let mut open_amounts = Vec::new();
        let mut weekdays = Vec::new();
        let start = index(days.first().weekday());
        for (day, open) in days.open().iter().enumerate() {
            opens.push(opens[day] + u32::from(*open));
            total.push(total[day] + amount(day));
            if *open {
                open_amounts.push(amount(day));
                weekdays.push((start + day) % 7);
            }
        }
        let tame = tame(&open_amounts, tuning.cap);
        let on = |weekday: usize, value: &dyn Fn(usize) -> f64| {
            running(
                weekdays.iter().enumerate().map(
                    |(open, one)| {
                        if *one == weekday { value(open) } else { 0.0 }
                    },
                ),
            )
        };
        let tamed = std::array::from_fn(|weekday| on(weekday, &|open| tame[open]));
        let count = std::array::from_fn(|weekday| on(weekday, &|_| 1.0));
        let mut last: [Option<f64>; 7] = [None; 7];
        let steps = running(tame.iter().zip(&weekdays).map(|(now, weekday)| {
            last[*weekday].replace(*now).map_or(0.0, |before| 0.5 * (now - before).powi(2))
        }));
        let cut = open_amounts.iter().zip(&tame).map(|(amount, kept)| amount - kept).collect();
        let born = (0..days.len()).find(|day| amount(*day) != 0.0).unwrap_or(days.len());
        let harmless = (0..days.len()).find(|day| amount(*day) < 0.0).unwrap_or(days.len());
        let mut series = Self {
            first: days.first(),
            opens,
            total,
            count,
            tamed,
            steps,
            cut,
            born,
            harmless,
            points: Vec::new(),
            tuning,
        };
        series.points =
            (0..=series.len()).map(|known| Point::at(&series, known, &tuning)).collect();
        series
    }

    /// First day.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// Number of days.
    #[must_use]
    pub fn len(&self) -> usize {
        self.opens.len() - 1
    }

    /// Whether there is no day at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The amount from one day to another, both included; days outside the history bring
    /// nothing.
    #[must_use]
    pub fn sum(&self, from: NaiveDate, until: NaiveDate) -> f64 {
        let (from, until) = (self.offset(from), self.offset(until + chrono::TimeDelta::days(1)));
        self.total[until.max(from)] - self.total[from]
    }

    /// Days before `day`, within the history.
    pub(super) fn offset(&self, day: NaiveDate) -> usize {
        usize::try_from((day - self.first).num_days()).unwrap_or(0).min(self.len())
    }

    /// What was known after `days` days; `None` when the level was not above zero.
    pub(super) fn point(&self, days: usize) -> Option<&Point> {
        self.points[days].as_ref()
    }

    /// Open days among the first `days` days.
    pub(super) fn opens(&self, days: usize) -> usize {
        self.opens[days] as usize
    }

    /// The day (as a count of days) with which the `open`-th open day ends.
    pub(super) fn day_of_open(&self, open: usize) -> usize {
        self.opens.partition_point(|seen| (*seen as usize) < open)
    }

    /// Amount of the days `from..until`.
    pub(super) fn amount(&self, from: usize, until: usize) -> f64 {
        self.total[until] - self.total[from]
    }

    /// Open days by weekday among the open days `from..until`.
    pub(super) fn week(&self, from: usize, until: usize) -> Week {
        std::array::from_fn(|w| self.count[w][until] - self.count[w][from])
    }

    /// Tamed amount by weekday of the open days `from..until`.
    pub(super) fn tamed_week(&self, from: usize, until: usize) -> Week {
        std::array::from_fn(|w| self.tamed[w][until] - self.tamed[w][from])
    }

    /// Tamed amount of the open days `from..until`.
    pub(super) fn tamed(&self, from: usize, until: usize) -> f64 {
        self.tamed_week(from, until).iter().sum()
    }

    /// Variance of one day around its weekday and season, over the open days `from..until`.
    pub(super) fn variance(&self, from: usize, until: usize) -> f64 {
        (self.steps[until] - self.steps[from]) / ((until - from).max(1) as f64)
    }

    /// What taming cut off from the open days `from..until`, but for the largest single cut:
    /// a giant order must have come twice before it is expected again.
    pub(super) fn cut(&self, from: usize, until: usize) -> f64 {
        let (mut sum, mut largest) = (0.0, 0.0_f64);
        for cut in &self.cut[from..until] {
            sum += cut;
            if cut.abs() > largest.abs() {
                largest = *cut;
            }
        }
        sum - largest
    }

    /// Days before the first amount.
    pub(super) fn born(&self) -> usize {
        self.born
    }

    /// Whether none of the first `days` days brought less than nothing.
    pub(super) fn is_harmless(&self, days: usize) -> bool {
        days <= self.harmless
    }

    pub(super) fn tuning(&self) -> &Tuning {
        &self.tuning
    }
}

/// Running totals, starting with nothing.
fn running(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut totals = vec![0.0];
    let mut sum = 0.0;
    for value in values {
        sum += value;
        totals.push(sum);
    }
    totals
}

/// Cuts each day to what is usual: at most `cap` times the mean of the [`TAME_WINDOW`] open
/// days before it, or the largest but two of them where that is more; losses in the same way.
///
/// One huge order (or one bad debt written off) must not bend the level of the next two
/// months. What is cut off is not lost: forecasts are raised by its long-run share, see [`Daily::cut`].
fn tame(amounts: &[f64], cap: f64) -> Vec<f64> {
    let mut tamed: Vec<f64> = Vec::with_capacity(amounts.len());
    let mut sorted: Vec<f64> = Vec::with_capacity(TAME_WINDOW + 1);
    let mut sum = 0.0;
    for (day, amount) in amounts.iter().enumerate() {
        let usual = if sorted.len() < 10 {
            f64::INFINITY
        } else {
            let mean = sum / sorted.len() as f64;
            (cap * mean).max(sorted[sorted.len() - 3])
        };
        let kept = if usual > 0.0 { amount.clamp(-usual, usual) } else { *amount };
        tamed.push(kept);
        // The window holds tamed amounts: one giant does not let the next one pass.
        let place = sorted.partition_point(|other| *other < kept);
        sorted.insert(place, kept);
        sum += kept;
        if day >= TAME_WINDOW {
            let leaving = tamed[day - TAME_WINDOW];
            let place = sorted.partition_point(|other| *other < leaving);
            sorted.remove(place);
            sum -= leaving;
        }
    }
    tamed
}

//! The middle of the forecast: level x weekdays x season.

use super::Tuning;
use super::series::{Daily, Week};

/// Days the weekday factors are learned from.
const WEEKDAY_DAYS: usize = 182;
/// Whole weeks nearest to a year: last year's day with the same weekday.
const YEAR: usize = 364;
/// Pseudo-days that pull a weekday factor towards 1.
const WEEKDAY_PULL: f64 = 4.0;
/// Fewest open days a mean is taken of.
const MEAN_DAYS: usize = 2;
/// What a season factor errs by (logarithm) even when every mean is exact.
const REFERENCE_SD: f64 = 0.05;
/// Errors of a quiet season are measured by at least this share of an ordinary one.
const QUIET: f64 = 0.5;
/// Fewest open days a season is read from.
const SEASON_DAYS: usize = 5;

/// What is known when the first `known` days have passed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    known: usize,
    /// Weekday factors, about 1 on average.
    factors: Week,
    /// Mean amount of an open day with factor 1, without a season.
    level: f64,
    /// What the taming cut off, as a factor.
    surcharge: f64,
    /// Variance to expect of the logarithm of a season factor.
    signal: f64,
    /// Squared coefficient of variation of one day around level x weekday.
    pub(super) noise: f64,
}

/// A window of days ahead: from day number `from` to before `until` (counted like `known`),
/// with the open days it will have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) week: Week,
}

/// A point forecast and how the season entered it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Middle {
    pub(super) amount: f64,
    /// What errors are measured by: the amount, in a quiet season a share of an ordinary one.
    /// Where last year says "next to nothing", an order that comes after all is large against
    /// that, and not against what a busy window may err by.
    pub(super) scale: f64,
    /// Factor by which the season of earlier years moved the forecast; `None` without a year
    /// to learn from.
    pub(super) season: Option<f64>,
}

impl Point {
    /// Learns from the first `known` days. `None` when the level is not above zero.
    pub(super) fn at(series: &Daily, known: usize, tuning: &Tuning) -> Option<Self> {
        let end = series.opens(known);
        let from = series.opens(known.saturating_sub(WEEKDAY_DAYS));
        let (week, tamed) = (series.week(from, end), series.tamed_week(from, end));
        let days: f64 = week.iter().sum();
        let mean = tamed.iter().sum::<f64>() / days;
        if days < 1.0 || mean <= 0.0 {
            return None;
        }
        let factors: Week = std::array::from_fn(|w| {
            ((tamed[w] / mean + WEEKDAY_PULL) / (week[w] + WEEKDAY_PULL)).max(0.0)
        });
        let noise = (series.variance(from, end) / (mean * mean)).max(1e-4);
        let year = series.opens(known.saturating_sub(YEAR));
        let surcharge = 1.0 + series.cut(year, end) / series.tamed(year, end);
        let mut point = Self { known, factors, level: 0.0, surcharge, signal: 0.0, noise };
        let long = point.mean(series, known.saturating_sub(tuning.long_days), known)?.0;
        let short = point
            .mean(series, known.saturating_sub(tuning.short_days), known)
            .map_or(long, |(short, _)| short);
        point.level = tuning.short_weight * short + (1.0 - tuning.short_weight) * long;
        point.signal = point.monthly_variance(series).max(tuning.season_sd.powi(2));
        (point.level > 0.0 && surcharge > 0.0).then_some(point)
    }

    /// Expected amount of a window.
    pub(super) fn forecast(&self, series: &Daily, window: &Window, tuning: &Tuning) -> Middle {
        let plain = dot(&window.week, &self.factors) * self.surcharge * self.level;
        let season = self.season(series, window, tuning);
        let amount = plain * season.unwrap_or(1.0);
        Middle { amount, scale: amount.max(QUIET * plain), season }
    }

    /// What earlier years say about the window, as a factor on the plain forecast.
    ///
    /// Its logarithm is noisy, so it is pulled towards 0 (the plain forecast) as by a normal
    /// prior: signal / (signal + change from year to year + noise). In the middle of a month
    /// whose start is all that last year's data has before the window, this is the old rule
    /// "booked so far / share booked by then".
    fn season(&self, series: &Daily, window: &Window, tuning: &Tuning) -> Option<f64> {
        let mut logs = 0.0;
        let mut noise = 0.0;
        let mut years = 0.0;
        for back in [1, 2] {
            let Some((log, variance)) = self.season_of(series, window, back, tuning) else {
                break;
            };
            logs += log;
            noise += variance;
            years += 1.0;
        }
        if years == 0.0 {
            return None;
        }
        let variance = tuning.season_drift.powi(2) / years + noise / (years * years);
        Some((logs / years * self.signal / (self.signal + variance)).exp())
    }

    /// Logarithm of the season factor by the year `back` years ago, and its variance.
    ///
    /// That year's window stood to the days before it (the reference) as `r`; the same days of
    /// this year times `r` would be the seasonal forecast. There are two references, a recent
    /// and a slow one, and for want of them the window itself, as if nothing had grown since.
    /// The three are weighted by how sure each is.
    fn season_of(
        &self,
        series: &Daily,
        window: &Window,
        back: usize,
        tuning: &Tuning,
    ) -> Option<(f64, f64)> {
        let shift = back * YEAR;
        let mut from = window.from.checked_sub(shift)?;
        let mut until = window.until.checked_sub(shift)?;
        // A day or two say nothing about a season: look around them.
        while series.opens(until.min(self.known)) - series.opens(from) < SEASON_DAYS {
            if from == 0 || until >= self.known {
                return None;
            }
            from -= 1;
            until += 1;
        }
        if until > self.known {
            return None;
        }
        let (then, noise) = self.mean(series, from, until)?;
        let growth = tuning.season_growth * back as f64;
        let mut weights = 1.0 / (growth * growth);
        let mut logs = (then / self.level).ln() * weights;
        let before_end = self.known.saturating_sub(shift);
        for reference in [tuning.season_days, tuning.season_slow_days] {
            let reference = reference.min(before_end);
            let before = self.mean(series, before_end - reference, before_end);
            let now = self.mean(series, self.known - reference, self.known);
            if let (Some((before, noise_before)), Some((now, noise_now))) = (before, now) {
                let variance = REFERENCE_SD * REFERENCE_SD + noise_before + noise_now;
                weights += 1.0 / variance;
                logs += (now * then / before / self.level).ln() / variance;
            }
        }
        Some((logs / weights, noise + 1.0 / weights))
    }

    /// Variance of the logarithm of the mean day of a month, over the last year: how much a
    /// season there is to expect.
    fn monthly_variance(&self, series: &Daily) -> f64 {
        let ends = (0..13).filter_map(|month| self.known.checked_sub(28 * month));
        let logs: Vec<f64> = ends
            .filter_map(|end| self.mean(series, end.checked_sub(28)?, end))
            .map(|(mean, _)| mean.ln())
            .collect();
        let count = logs.len().max(1) as f64;
        let middle = logs.iter().sum::<f64>() / count;
        logs.iter().map(|log| (log - middle).powi(2)).sum::<f64>() / count
    }

    /// Mean open day of a past stretch, freed of weekdays, and the variance of its logarithm.
    fn mean(&self, series: &Daily, from: usize, until: usize) -> Option<(f64, f64)> {
        let (from, until) = (series.opens(from), series.opens(until));
        if until < from + MEAN_DAYS {
            return None;
        }
        let mean = series.tamed(from, until) / dot(&series.week(from, until), &self.factors);
        (mean > 0.0 && mean.is_finite()).then(|| (mean, self.noise / (until - from) as f64))
    }
}

pub(super) fn dot(week: &Week, factors: &Week) -> f64 {
    week.iter().zip(factors).map(|(count, factor)| count * factor).sum()
}

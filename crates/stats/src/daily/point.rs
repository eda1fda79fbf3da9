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
        let mut point = Self {
            known,
            factors,
            level: 0.0,
            surcharge,
            noise,
        };
        let long = point
            .mean(series, known.saturating_sub(tuning.long_days), known)?
            .0;
        let short = point
            .mean(series, known.saturating_sub(tuning.short_days), known)
            .map_or(long, |(short, _)| short);
        point.level = tuning.short_weight * short + (1.0 - tuning.short_weight) * long;
        (point.level > 0.0 && surcharge > 0.0).then_some(point)
    }

    /// Expected amount of a window.
    pub(super) fn forecast(&self, series: &Daily, window: &Window, tuning: &Tuning) -> Middle {
        let plain = dot(&window.week, &self.factors) * self.surcharge * self.level;
        let season = self.season(series, window, tuning);
        Middle {
            amount: plain * season.unwrap_or(1.0),
            season,
        }
    }

    /// What earlier years say about the window, as a factor on the plain forecast.
    ///
    /// In year `y` the window stood to the weeks before it as `r(y)`; the same weeks of this
    /// year times `r` would be the seasonal forecast. Its logarithm is noisy, so it is pulled
    /// towards the plain forecast as by a normal prior: signal / (signal + change from year to
    /// year + noise of the means). In the middle of a month whose start is all that last year's
    /// data has before the window, this is the old rule "booked so far / share booked by then".
    fn season(&self, series: &Daily, window: &Window, tuning: &Tuning) -> Option<f64> {
        let mut logs = 0.0;
        let mut noise = 0.0;
        let mut years = 0.0;
        for shift in [YEAR, 2 * YEAR] {
            let Some((log, variance)) = self.season_of(series, window, shift, tuning) else {
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
        let signal = tuning.season_sd.powi(2);
        Some((logs / years * signal / (signal + variance)).exp())
    }

    /// Logarithm of the season factor by one earlier year, and the variance of its noise.
    fn season_of(
        &self,
        series: &Daily,
        window: &Window,
        shift: usize,
        tuning: &Tuning,
    ) -> Option<(f64, f64)> {
        let before_end = self.known.checked_sub(shift)?;
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
        let against = |reference: usize| {
            let reference = reference.min(before_end);
            let (before, noise_before) = self.mean(series, before_end - reference, before_end)?;
            let (now, noise_now) = self.mean(series, self.known - reference, self.known)?;
            Some((
                (now * then / before / self.level).ln(),
                noise_before + noise_now,
            ))
        };
        let (log, reference_noise) = match (
            against(tuning.season_days),
            against(tuning.season_slow_days),
        ) {
            (Some(recent), Some(slow)) => (
                f64::midpoint(recent.0, slow.0),
                f64::midpoint(recent.1, slow.1),
            ),
            (recent, slow) => recent.or(slow)?,
        };
        Some((log, noise + reference_noise))
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
    week.iter()
        .zip(factors)
        .map(|(count, factor)| count * factor)
        .sum()
}

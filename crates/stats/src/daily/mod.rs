//! What a stretch of coming days will bring, and how sure that is.
//!
//! **The middle** ([`point`]): level x weekdays x season. The level is the mean open day of the
//! last eight weeks, mixed with that of the last two; single huge days are cut before
//! ([`series`]). Where the history reaches back a year or more, last year's window against last
//! year's weeks before it says what the season does, pulled towards "nothing" as far as it is
//! noise. In the middle of a month this contains "booked so far / share booked by then".
//!
//! **The spread** ([`errors`], [`predictive`]): the forecaster's own relative errors at the same
//! lead, from up to 60 earlier days of the same series, each forecast made only from what was
//! known then. Interval, probability and expected shortfall come from one distribution, so
//! they never contradict each other. Where no day ever brought less than nothing, no window will.
//!
//! **Limits.**
//! - Under [`MIN_DAYS`] days of history there is no forecast, see [`NoForecast`].
//! - In the first year the season is unknown. The spread is widened for it, yet a first
//!   Christmas comes as a surprise: the 80 % interval held 82 to 88 % up to a month ahead and
//!   73 to 76 % beyond on Online Retail II, 74 to 86 % on the Walmart shops, but only 25 to 78 %
//!   on Robyn's revenue, which trebles within a year.
//! - From the second year on intervals are rather too wide than too narrow: 80 % held 84 to 92 %
//!   (Walmart), 78 to 88 % (Robyn), 86 to 90 % (simulated traders), for most past errors are
//!   still from the first year.
//! - A forecast moved to agree with a whole ([`Predictive::moved_to`]) keeps the width of its own
//!   past, which knows nothing of the errors of the whole: for the families of the simulated
//!   company the 80 % interval held 74 to 75 % moved and 78 to 79 % alone, though the moved ones
//!   err less; for its regions 76 to 83 % and 76 to 79 % (`crates/warn/examples/agree.rs`).
//! - Past errors know which past days were open; the forecast has to expect them
//!   ([`crate::calendar`]). A wrongly expected holiday is about 4 % of a month.
//! - Windows with net returns (below zero) and parts that sell less than about once a week are
//!   forecast badly, and the interval says so by its width.
//! - One change of level shows in the level within about four weeks, not on the first day.

mod errors;
mod point;
mod predictive;
mod series;
mod tuning;

use chrono::{Datelike, NaiveDate, TimeDelta};

pub use predictive::Predictive;
pub use series::Daily;
pub use tuning::Tuning;

use crate::calendar::{OpenRules, index};
use point::Window;

/// Fewest days of history for a forecast: eight weeks.
pub const MIN_DAYS: usize = 56;
/// Open days a level is worth, given how the two windows are mixed.
const LEVEL_DAYS: f64 = 30.0;
/// Beyond this relative standard error of the level there is no forecast.
const MAX_LEVEL_ERROR: f64 = 0.5;

/// What is expected of a window of days.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// What it may bring.
    pub predictive: Predictive,
    /// Open days in the window.
    pub open_days: usize,
    /// Factor by which earlier years moved the forecast; `None` in the first year.
    pub season: Option<f64>,
    /// Past forecasts the spread is learned from.
    pub origins: usize,
    /// How many windows without overlap those are worth; under about 4 the interval rests
    /// mostly on an assumed spread.
    pub independent: f64,
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoForecast {
    /// Less than [`MIN_DAYS`] since the first amount.
    #[error("only {days} days of history, a forecast needs {MIN_DAYS}")]
    NotEnoughHistory {
        /// Days there are.
        days: usize,
    },
    /// Nothing (or less) was sold in the last eight weeks, so there is no level to start from.
    #[error("nothing was sold in the last eight weeks, so there is no level to start from")]
    NothingSold,
    /// The days differ so much that eight weeks do not fix a level.
    #[error("sales are too irregular: eight weeks do not fix their level")]
    TooIrregular,
}

impl Daily {
    /// What the days `from..=until` will bring, seen from the evening of `known_until`. Later
    /// amounts are not looked at, so this can be asked of any day in the past.
    ///
    /// `rules` must be what the calendar knew on `known_until`; `from` is after it.
    ///
    /// # Errors
    /// When there is too little history, or nothing was sold lately.
    pub fn outlook(
        &self,
        rules: &OpenRules<'_>,
        known_until: NaiveDate,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Outlook, NoForecast> {
        let day = TimeDelta::days(1);
        let known = self.offset(known_until + day);
        let days = known.saturating_sub(self.born());
        if days < MIN_DAYS {
            return Err(NoForecast::NotEnoughHistory { days });
        }
        let point = self.point(known).ok_or(NoForecast::NothingSold)?;
        if point.noise / LEVEL_DAYS > MAX_LEVEL_ERROR * MAX_LEVEL_ERROR {
            return Err(NoForecast::TooIrregular);
        }
        let mut week = [0.0; 7];
        let mut open_days = 0;
        for open in rules.open_days(from, until) {
            week[index(open.weekday())] += 1.0;
            open_days += 1;
        }
        if open_days == 0 {
            let independent = f64::INFINITY;
            let predictive = Predictive::nothing();
            return Ok(Outlook { predictive, open_days, season: None, origins: 0, independent });
        }
        let gap = rules.open_days(known_until + day, from - day).count();
        let number = |day: NaiveDate| usize::try_from((day - self.first()).num_days()).unwrap_or(0);
        let window = Window { from: number(from), until: number(until) + 1, week };
        Ok(self.spread(point, known, &window, gap, open_days))
    }

    /// Puts the past errors around the middle.
    fn spread(
        &self,
        point: &point::Point,
        known: usize,
        window: &Window,
        gap: usize,
        open_days: usize,
    ) -> Outlook {
        let tuning = self.tuning();
        let middle = point.forecast(self, window, tuning);
        let [all, seasonal] = errors::record(self, known, gap, open_days);
        let with_season = middle.season.is_some();
        let alike = with_season && seasonal.independent >= tuning.enough;
        let errors::Record { mut ratios, independent } = if alike { seasonal } else { all };
        let origins = ratios.len();
        // Bias is carried over as far as it is established; not at all from forecasts that
        // knew no season to one that does.
        let mean = ratios.iter().sum::<f64>() / (origins.max(1) as f64);
        let trust = if with_season && !alike {
            0.0
        } else {
            independent / (independent + tuning.bias_pull)
        };
        for ratio in &mut ratios {
            // From errors by the scale to errors by the amount; the bias is one of the amount.
            let error = *ratio - mean;
            let error =
                if middle.amount > 0.0 { error * middle.scale / middle.amount } else { error };
            *ratio = 1.0 + (mean - 1.0) * trust + error;
        }
        let (weight, drift) = if with_season {
            (tuning.wide_weight, tuning.wide_drift)
        } else {
            (tuning.blind_weight, tuning.blind_drift)
        };
        // Noise of the days themselves and of the level they are measured against, and a
        // drift that grows like a random walk.
        let months = (gap + open_days) as f64 / 21.0;
        let noise = point.noise * (1.0 / open_days as f64 + 1.0 / LEVEL_DAYS);
        let wide = (noise + drift * drift * months).sqrt();
        let predictive = Predictive::new(
            middle.amount,
            ratios,
            independent,
            predictive::Wide { sd: wide, weight },
            tuning.smoothing,
        );
        let harmless = self.is_harmless(known);
        let predictive = if harmless { predictive.without_losses() } else { predictive };
        Outlook { predictive, open_days, season: middle.season, origins, independent }
    }
}

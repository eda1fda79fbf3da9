//! The numbers the forecast is built with, and where they come from.

/// How a forecast is made. The defaults were chosen by rolling-origin backtests, not by taste.
///
/// Mean absolute log error of the next weeks, without and with what the row is about:
///
/// | Series | Ahead | What | Without | With |
/// |---|---|---|---|---|
/// | 45 Walmart shops, 143 weeks | 4 weeks | season from last year | 0.054 | 0.027 |
/// | Robyn's simulated revenue, 208 weeks | 4 weeks | season from last year | 0.24 | 0.13 |
/// | Robyn's simulated revenue | weeks 5 to 8 | slow reference beside the recent one | 0.16 | 0.13 |
/// | Online Retail II, 53 weeks | 25 open days | short window | 0.166 | 0.149 |
///
/// `cap` is flat between 2 and 6; 3 lets one giant order move a forecast least. `season_sd` is
/// flat from 0.25 up, `season_drift` from 0.05 to 0.2, `season_growth` from 0.15 to 0.4. The weights of the wide curve were set
/// so that 80 % intervals hold what they promise (see the head of the room's [`daily`] file).
///
/// Run it again on any daily series: `cargo run -p sog-warn --example backtest -- FILE.csv`.
///
/// [`daily`]: super
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tuning {
    /// A day counts at most this many times the usual day (a huge order is cut to it).
    pub cap: f64,
    /// Days of the long window the level is read from.
    pub long_days: usize,
    /// Days of the short window.
    pub short_days: usize,
    /// Weight of the short window, 0 to 1.
    pub short_weight: f64,
    /// Days before a window that last year's window is compared with: the recent reference.
    pub season_days: usize,
    /// Days of the slow reference, averaged with the recent one (for families that rest for
    /// months, the recent one has little to go on).
    pub season_slow_days: usize,
    /// Standard deviation of the logarithm of a true season factor: how much season to expect at
    /// least (more, where the months of the last year differ more).
    pub season_sd: f64,
    /// How much a season changes from one year to the next (standard deviation, logarithm).
    pub season_drift: f64,
    /// Growth of a year that would surprise nobody (standard deviation, logarithm), for a window
    /// that last year's data has nothing before.
    pub season_growth: f64,
    /// Past bias is corrected by `n / (n + bias_pull)` with `n` independent past windows.
    pub bias_pull: f64,
    /// Smoothing of the error distribution, in Silverman's units.
    pub smoothing: f64,
    /// The wide curve, when a season is known: weight in observations.
    pub wide_weight: f64,
    /// The same: standard deviation it allows a month of 21 open days.
    pub wide_drift: f64,
    /// The wide curve in the first year, when what the season will do is unknown: weight.
    pub blind_weight: f64,
    /// The same: standard deviation a month.
    pub blind_drift: f64,
    /// From so many independent windows with a season on, only those are compared.
    pub enough: f64,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            cap: 3.0,
            long_days: 56,
            short_days: 14,
            short_weight: 0.5,
            season_days: 56,
            season_slow_days: 182,
            season_sd: 0.4,
            season_drift: 0.1,
            season_growth: 0.2,
            bias_pull: 12.0,
            smoothing: 0.9,
            wide_weight: 1.0,
            wide_drift: 0.15,
            blind_weight: 3.0,
            blind_drift: 0.3,
            enough: 2.0,
        }
    }
}

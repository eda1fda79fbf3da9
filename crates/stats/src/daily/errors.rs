//! The forecaster's own record: what it would have said earlier, against what came.

use super::Daily;
use super::point::Window;

/// Fewest days a past forecast may have been made from.
const MIN_ORIGIN: usize = 28;
/// At most so many past forecasts are looked at, evenly spread.
const ORIGINS: usize = 60;
/// They reach back at most so many days.
const REACH: usize = 730;
/// A forecast of next to nothing can be exceeded a million times. That it was useless is all
/// there is to learn, and ten times says so too.
const WILDEST: f64 = 10.0;

/// Errors of past windows with the same lead, as `1 + (actual - forecast) / scale`: where the
/// season is not quiet, that is *actual / forecast*.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    pub(super) ratios: Vec<f64>,
    /// How many windows without overlap they are worth.
    pub(super) independent: f64,
}

/// Past windows of `length` open days that began `gap` open days after what was then known,
/// and ended within the first `known` days: all of them, and those forecast with a season.
pub(super) fn record(series: &Daily, known: usize, gap: usize, length: usize) -> [Record; 2] {
    let lead = gap + length;
    let mut all = Gather::default();
    let mut seasonal = Gather::default();
    let end = series.opens(known);
    let first = (series.born() + MIN_ORIGIN).max(known.saturating_sub(REACH));
    // The last day from which the window still ends in time.
    let last = end.checked_sub(lead).map_or(0, |open| series.day_of_open(open + 1) - 1);
    let count = (last + 1).saturating_sub(first).min(ORIGINS);
    for number in 0..count {
        let origin = last - number * (last - first) / (count - 1).max(1);
        let open = series.opens(origin);
        let (from, until) = (open + gap, open + lead);
        let window = Window {
            // From the day after the last open day before the window.
            from: if gap == 0 { origin } else { series.day_of_open(from) },
            until: series.day_of_open(until),
            week: series.week(from, until),
        };
        let Some(point) = series.point(origin) else {
            continue;
        };
        let middle = point.forecast(series, &window, series.tuning());
        if middle.amount > 0.0 {
            let error = series.amount(window.from, window.until) - middle.amount;
            let ratio = 1.0 + error / middle.scale;
            let ratio = ratio.clamp(-WILDEST, WILDEST);
            all.take(ratio, open);
            if middle.season.is_some() {
                seasonal.take(ratio, open);
            }
        }
    }
    [all.finish(lead), seasonal.finish(lead)]
}

/// Ratios and the stretch of open days their origins span.
#[derive(Default)]
struct Gather {
    ratios: Vec<f64>,
    /// Newest and oldest.
    span: Option<(usize, usize)>,
}

impl Gather {
    fn take(&mut self, ratio: f64, open: usize) {
        self.ratios.push(ratio);
        let newest = self.span.map_or(open, |(newest, _)| newest);
        self.span = Some((newest, open));
    }

    fn finish(self, lead: usize) -> Record {
        let independent = self.span.map_or(0.0, |(newest, oldest)| {
            (1.0 + (newest - oldest) as f64 / lead as f64).min(self.ratios.len() as f64)
        });
        Record { ratios: self.ratios, independent }
    }
}

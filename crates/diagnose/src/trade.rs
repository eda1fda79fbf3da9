//! Everything that was bought in the windows of a diagnosis, in two passes over the log.

use customers::{Slice, Window, trades};
use vocab::Scope;

use crate::diagnosis::Asked;
use crate::error::DiagnoseError;
use crate::examine::Source;
use crate::segments::Earlier;
use crate::windows::{Pair, Windows};

/// What was bought in the windows; nothing where a window is not there.
#[derive(Default)]
pub(crate) struct Trade {
    /// Everything booked in the period, an unfinished day included.
    pub(crate) booked: Vec<Slice>,
    /// Last year's whole month.
    pub(crate) last_year: Vec<Slice>,
    /// The elapsed days.
    pub(crate) elapsed: Days,
    /// The last eight weeks.
    pub(crate) recent: Days,
}

/// A pair of windows: last year and this year.
#[derive(Default)]
pub(crate) struct Days {
    /// What was bought in the scope.
    pub(crate) slices: [Vec<Slice>; 2],
    /// Who ordered in the days looked back on, from any part of the company: who is new is new
    /// to the company. Nobody where the data does not reach back.
    pub(crate) earlier: [Earlier; 2],
}

impl Trade {
    pub(crate) fn read(
        source: Source<'_>,
        asked: &Asked,
        windows: &Windows,
    ) -> Result<Self, DiagnoseError> {
        let (from, until) = (asked.period.first(), asked.period.last().min(asked.as_of));
        let (elapsed, recent) = (windows.compared(), windows.recent);
        let wanted = [
            (from <= until).then_some(Window { from, until }),
            windows.last_year.map(|last_year| last_year.whole),
            elapsed.map(|pair| pair.before),
            elapsed.map(|pair| pair.after),
            recent.map(|pair| pair.before),
            recent.map(|pair| pair.after),
        ];
        let [booked, last_year, elapsed_before, elapsed_after, recent_before, recent_after] =
            bought(source, wanted, &asked.scope)?;
        let [earlier_elapsed, earlier_recent] = earlier(source, [elapsed, recent])?;
        Ok(Self {
            booked,
            last_year,
            elapsed: Days { slices: [elapsed_before, elapsed_after], earlier: earlier_elapsed },
            recent: Days { slices: [recent_before, recent_after], earlier: earlier_recent },
        })
    }
}

/// Reads the windows that are there, in one pass.
fn bought<const N: usize>(
    source: Source<'_>,
    wanted: [Option<Window>; N],
    scope: &Scope,
) -> Result<[Vec<Slice>; N], DiagnoseError> {
    let there: Vec<Window> = wanted.iter().flatten().copied().collect();
    let mut read = trades(source.snapshot, source.zone, &there, scope)?.into_iter();
    Ok(wanted.map(|window| window.and_then(|_| read.next()).unwrap_or_default()))
}

fn earlier(
    source: Source<'_>,
    pairs: [Option<Pair>; 2],
) -> Result<[[Earlier; 2]; 2], DiagnoseError> {
    let [elapsed, recent] = pairs.map(|pair| pair.and_then(|pair| pair.earlier()));
    if elapsed.is_none() && recent.is_none() {
        return Ok(Default::default());
    }
    let year = |windows: Option<[Window; 2]>, year: usize| windows.map(|windows| windows[year]);
    let wanted = [year(elapsed, 0), year(elapsed, 1), year(recent, 0), year(recent, 1)];
    let [a, b, c, d] = bought(source, wanted, &Scope::company())?.map(|slices| -> Earlier {
        let ordered = slices.into_iter().filter(|slice| slice.orders > 0);
        ordered.filter_map(|slice| slice.customer).collect()
    });
    Ok([[a, b], [c, d]])
}

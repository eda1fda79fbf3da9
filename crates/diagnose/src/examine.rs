//! The whole examination, from a snapshot of the event log: read, split, count, judge.
//!
//! Reads the log about eight times (trade of all windows at once; who ordered earlier; families
//! and regions of two pairs of windows; at most one cross table; notes, once more for a part of
//! the company).
//! Nothing is written.

use std::collections::{BTreeMap, HashSet};

use customers::{NotedBarriers, Series, Slice, Totals, Window, breakdown, notes};
use events::Snapshot;
use vocab::{Amount, EventId, Instant, Scope, ScopeKind, Zone};

use crate::barriers::{self, Evidence};
use crate::chance::clumpiness;
use crate::diagnosis::{Asked, Comparison, Diagnosis, Focus, Part, PartKind};
use crate::error::DiagnoseError;
use crate::focus::focus;
use crate::segments::{Bought, SegmentRow, segments};
use crate::tables::{Judge, table};
use crate::trade::{Days, Trade};
use crate::verdict::{Facts, material, verdict};
use crate::windows::{Pair, Windows, choose, trading_days};

/// The log to ask, and how to read its days.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The event log.
    pub snapshot: &'a Snapshot,
    /// Daily figures of the company, from which the trading days are learned.
    pub series: &'a Series,
    /// The zone of the company's calendar.
    pub zone: Zone,
}

/// Examines one target. Reads the log; call it away from the async threads.
///
/// # Errors
/// When the log cannot be read, or the forecast is older than the log
/// ([`DiagnoseError::Stale`]).
pub fn examine(
    source: Source<'_>,
    asked: &Asked,
    made_at: Instant,
) -> Result<Diagnosis, DiagnoseError> {
    let trading = trading_days(source.series);
    let windows = choose(asked.period, asked.complete_until, asked.as_of, trading.as_ref());
    let trade = Trade::read(source, asked, &windows)?;
    let booked = whole(&trade.booked);
    if booked != cent(asked.booked) {
        let forecast = asked.booked;
        return Err(DiagnoseError::Stale { forecast, log: booked });
    }
    let shortfall = cent(asked.target) - booked - cent(asked.rest);
    let last_year = windows.last_year.map(|_| whole(&trade.last_year));

    let compare = |pair: Option<Pair>, days: &Days| {
        let material = material(shortfall, last_year, whole(&days.slices[0]));
        let compared = pair.map(|pair| compare(source, &asked.scope, pair, days, material));
        compared.transpose()
    };
    let elapsed = compare(windows.compared(), &trade.elapsed)?;
    let recent = compare(windows.recent, &trade.recent)?;
    let focus = match &recent {
        Some(recent) => focus(source, &asked.scope, recent, recent.judge)?,
        None => None,
    };
    let (elapsed, recent) = (elapsed.map(|it| it.comparison), recent.map(|it| it.comparison));
    let drivers = elapsed.as_ref().map_or(&[][..], |elapsed| &elapsed.segments);
    let parts = split(asked, &windows, &trade, drivers);

    let (barriers, focus_barriers) = evidence(source, asked, focus.as_ref())?;
    let verdict = verdict(&Facts {
        shortfall,
        parts: &parts,
        last_year,
        recent: recent.as_ref(),
        focus: focus.as_ref(),
        barriers: &barriers,
        focus_barriers: focus_barriers.as_ref(),
    });
    let made_at = vocab::time::to_micros(made_at);
    let moment = made_at.timestamp_micros().to_string();
    let key = ["diagnosis", &asked.target_id, &asked.as_of.to_string(), &moment];
    Ok(Diagnosis {
        id: EventId::from_key(&key).to_string(),
        made_at,
        shortfall,
        shortfall_low: cent(asked.target) - booked - cent(asked.rest_high),
        shortfall_high: cent(asked.target) - booked - cent(asked.rest_low),
        last_year,
        windows,
        parts,
        elapsed,
        recent,
        focus,
        barriers,
        focus_barriers,
        verdict,
        asked: asked.clone(),
    })
}

/// A comparison, and what it takes to look closer.
pub(crate) struct Compared {
    pub(crate) comparison: Comparison,
    /// The families, unrounded.
    pub(crate) families: BTreeMap<String, [Totals; 2]>,
    pub(crate) judge: Judge,
}

fn compare(
    source: Source<'_>,
    scope: &Scope,
    windows: Pair,
    days: &Days,
    material: Option<Amount>,
) -> Result<Compared, DiagnoseError> {
    let both = [windows.before, windows.after];
    let by = |kind| breakdown(source.snapshot, source.zone, both, scope, kind);
    let (families, regions) = (by(ScopeKind::Family)?, by(ScopeKind::Region)?);
    let [before, after] = &days.slices;
    let clumpiness = clumpiness(before, after);
    let judge = Judge { clumpiness, material };
    let bought = |year: usize| Bought {
        slices: &days.slices[year],
        earlier: windows.lookback.map(|_| &days.earlier[year]),
    };
    let rows = segments(bought(0), bought(1));
    let (was, is) = (whole(before), whole(after));
    let comparison = Comparison {
        windows,
        before: was,
        after: is,
        lost: was - is,
        segments: rows,
        families: table(&families, judge),
        regions: table(&regions, judge),
    };
    Ok(Compared { comparison, families, judge })
}

/// The parts of the shortfall; they add up to it to the cent.
///
/// `target - expected` is `(target - last year) + (last year's elapsed days - elapsed days) +
/// (last year's other days - everything else that is expected)`: ambition, drivers, rest.
/// Where no open day has elapsed, the drivers are nothing and the rest is everything.
fn split(asked: &Asked, windows: &Windows, trade: &Trade, elapsed: &[SegmentRow]) -> Vec<Part> {
    let target = cent(asked.target);
    let expected = whole(&trade.booked) + cent(asked.rest);
    if windows.last_year.is_none() {
        return vec![Part::of(PartKind::Unexplained, target - expected)];
    }
    let last_year = whole(&trade.last_year);
    let mut parts = vec![Part::of(PartKind::Ambition, target - last_year)];
    for row in elapsed {
        parts.extend(row.drivers.iter().map(|driver| Part {
            kind: PartKind::Driver,
            segment: Some(row.segment),
            factor: Some(driver.factor),
            amount: driver.lost,
        }));
    }
    let [before, after] = [whole(&trade.elapsed.slices[0]), whole(&trade.elapsed.slices[1])];
    parts.push(Part::of(PartKind::Rest, (last_year - before) - (expected - after)));
    parts
}

/// Barriers noted in the scope, and in the focus where that is narrower.
fn evidence(
    source: Source<'_>,
    asked: &Asked,
    focus: Option<&Focus>,
) -> Result<(Evidence, Option<Evidence>), DiagnoseError> {
    // Of a month that is over, what was noted up to its end.
    let days = barriers::windows(asked.as_of.min(asked.period.last()));
    let both = Window { from: days[0].from, until: days[1].until };
    let zone = source.zone;
    let all = notes(source.snapshot, zone, both, &Scope::company())?;
    let whole = asked.scope.kind == ScopeKind::Company;
    let in_scope: HashSet<String> = if whole {
        HashSet::new()
    } else {
        let ours = notes(source.snapshot, zone, both, &asked.scope)?;
        ours.into_iter().map(|note| note.event_id).collect()
    };
    let here = |note: &NotedBarriers| whole || in_scope.contains(&note.event_id);
    let scope = barriers::evidence(&all, zone, days, &here, whole);
    let focused = focus.map(|focus| {
        let there = |note: &NotedBarriers| {
            let region = focus.region.is_none() || note.region == focus.region;
            let family = focus.families.is_empty()
                || note.family.as_ref().is_some_and(|family| focus.families.contains(family));
            here(note) && region && family
        };
        barriers::evidence(&all, zone, days, &there, false)
    });
    Ok((scope, focused))
}

fn whole(slices: &[Slice]) -> Amount {
    cent(slices.iter().map(|slice| slice.net).sum())
}

fn cent(amount: Amount) -> Amount {
    Amount::from_cents(amount.to_cents())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::segments::tests::{slices, window};
    use crate::windows::LastYear;

    fn month() -> vocab::Month {
        "2026-06".parse().unwrap_or_else(|_| vocab::Month::of(chrono::NaiveDate::MIN))
    }

    fn asked(target: Amount, rest: Amount) -> Asked {
        let day = window("2026-06-01", "2026-06-09").until;
        Asked {
            target_id: "T".to_owned(),
            period: month(),
            scope: Scope::company(),
            target,
            as_of: day,
            complete_until: day,
            booked: Amount::ZERO,
            rest,
            rest_low: rest,
            rest_high: rest,
        }
    }

    /// Nothing elapsed, nothing to compare with, or both windows there.
    fn windows(kind: u8) -> Windows {
        let last_year = |elapsed| LastYear {
            period: month().plus(-12),
            whole: window("2025-06-01", "2025-06-30"),
            elapsed,
            lookback: None,
        };
        let this = window("2026-06-01", "2026-06-09");
        let last = window("2025-06-01", "2025-06-10");
        let (elapsed, open_days, last_year) = match kind {
            0 => (Some(this), 7, None),
            1 => (None, 0, Some(last_year(None))),
            _ => (Some(this), 7, Some(last_year(Some(last)))),
        };
        Windows { elapsed, open_days, last_year, recent: None }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        /// Whatever was bought, asked and expected.
        #[test]
        fn parts_add_up_to_the_shortfall_to_the_cent(
            booked in slices(),
            after in slices(),
            before in slices(),
            last_year in slices(),
            target in 0..9_000_000_000_i128,
            rest in -9_000_000_i128..9_000_000_000,
            kind in 0..3_u8,
            known in any::<bool>(),
        ) {
            let asked = asked(Amount::from_micros(target), Amount::from_micros(rest));
            let windows = windows(kind);
            let slices = if kind == 2 { [before, after] } else { Default::default() };
            let elapsed = Days { slices, ..Days::default() };
            let trade = Trade { booked, last_year, elapsed, recent: Days::default() };
            let rows = windows.compared().map(|_| {
                let bought = |year: usize| Bought {
                    slices: &trade.elapsed.slices[year],
                    earlier: known.then_some(&trade.elapsed.earlier[year]),
                };
                segments(bought(0), bought(1))
            });
            let parts = split(&asked, &windows, &trade, &rows.unwrap_or_default());
            let sum: Amount = parts.iter().map(|part| part.amount).sum();
            let shortfall = cent(asked.target) - whole(&trade.booked) - cent(asked.rest);
            prop_assert_eq!(sum, shortfall);
            prop_assert!(parts.iter().all(|part| part.amount.micros() % 10_000 == 0));
        }
    }
}

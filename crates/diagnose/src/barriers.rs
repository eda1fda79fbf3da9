//! What customers gave as reason, counted from the notes of sales.
//!
//! A share is taken *among the notes that name any barrier* (labelled notes): a note without
//! one may be about an order, a thank you, or simply not labelled, and says nothing about why.
//!
//! A barrier stands out when, among at least [`ENOUGH_NOTES`] labelled notes on each side, its
//! share is higher than before, or higher than in the rest of the company: pooled z test,
//! adjusted for the ten labels by Bonferroni, below [`LEVEL`]; the score interval of the
//! difference (Newcombe's method 10) above zero, which keeps the test honest for small
//! numbers; and at least [`ENOUGH_HITS`] notes that name it.

use customers::{NotedBarriers, Window};
use serde::{Deserialize, Serialize};
use stats::proportion::{self, Share};
use vocab::{Barrier, CustomerId, Instant, Zone};

use crate::segments::six_digits;

/// Days over which notes are counted, and the days before them.
pub const DAYS: u64 = 90;

/// Labelled notes it takes on each side of a comparison.
pub const ENOUGH_NOTES: u64 = 20;

/// Notes it takes to name a barrier.
pub const ENOUGH_HITS: u64 = 5;

/// At this adjusted probability of chance a barrier stands out.
pub const LEVEL: f64 = 0.05;

/// Quotes shown for each barrier.
const QUOTES: usize = 3;

/// The barriers noted in one place and window, against the time before and the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The days counted.
    pub window: Window,
    /// As many days before them.
    pub before: Window,
    /// Notes in the place and window.
    pub notes: u64,
    /// Those that name a barrier.
    pub labelled: u64,
    /// Labelled notes in the place, before.
    pub labelled_before: u64,
    /// Labelled notes in the window, elsewhere in the company; `None` where the place is the
    /// whole company.
    pub labelled_rest: Option<u64>,
    /// All ten barriers, the most frequent first.
    pub rows: Vec<BarrierRow>,
}

/// One barrier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarrierRow {
    /// Which.
    pub barrier: Barrier,
    /// In the place and window; `None` without any labelled note.
    pub now: Option<Counted>,
    /// In the place, before.
    pub before: Option<Counted>,
    /// In the window, elsewhere.
    pub rest: Option<Counted>,
    /// Now against before.
    pub against_before: Option<Compared>,
    /// Here against elsewhere.
    pub against_rest: Option<Compared>,
    /// What customers said: the newest notes that name it.
    pub quotes: Vec<Quote>,
}

/// Some of the labelled notes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// Notes that name the barrier.
    pub notes: u64,
    /// Of so many labelled notes.
    pub of: u64,
    /// The share.
    pub share: f64,
    /// Lower end of its 95 % interval (Wilson).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A difference of two shares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Share here less share there.
    pub difference: f64,
    /// Lower end of its 95 % interval (Newcombe).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability of a difference at least this large by chance, adjusted for ten labels.
    pub p_value: f64,
    /// Whether it is higher beyond chance, on enough notes.
    pub stands_out: bool,
}

/// What a seller wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The event of the note.
    pub note: String,
    /// About whom.
    pub customer: Option<CustomerId>,
    /// When.
    pub time: Instant,
    /// By whom.
    pub owner: Option<String>,
    /// The words.
    pub text: String,
}

impl BarrierRow {
    /// Whether the barrier may be named, and against what it stands out. Before counts more
    /// than the rest: what was always so explains no new shortfall.
    #[must_use]
    pub fn stands_out(&self) -> Option<Against> {
        let outstanding = |compared: Option<Compared>| compared.is_some_and(|it| it.stands_out);
        if outstanding(self.against_before) {
            Some(Against::Before)
        } else if self.against_before.is_none() && outstanding(self.against_rest) {
            Some(Against::Rest)
        } else {
            None
        }
    }
}

/// What a barrier stands out against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The days before, in the same place.
    Before,
    /// The rest of the company, in the same days. Used only where too few notes were written
    /// before.
    Rest,
}

/// The two windows that end with a day.
#[must_use]
pub fn windows(until: chrono::NaiveDate) -> [Window; 2] {
    let days = |count| chrono::Days::new(count);
    let window = Window { from: until - days(DAYS - 1), until };
    let before = Window { from: window.from - days(DAYS), until: window.from - days(1) };
    [before, window]
}

/// Counts the barriers of a place. `notes` are all the company's notes of both windows;
/// `here` says which belong to the place; `whole` that the place is the whole company.
#[must_use]
pub fn evidence(
    notes: &[NotedBarriers],
    zone: Zone,
    [before, window]: [Window; 2],
    here: &dyn Fn(&NotedBarriers) -> bool,
    whole: bool,
) -> Evidence {
    let within = |window: Window, inside: bool| -> Vec<&NotedBarriers> {
        let day = |note: &NotedBarriers| zone.day(note.time);
        notes
            .iter()
            .filter(|note| window.contains(day(note)) && (whole || here(note)) == inside)
            .collect()
    };
    let labelled = |notes: &[&NotedBarriers]| {
        notes.iter().filter(|note| !note.barriers.is_empty()).count() as u64
    };
    let (now, earlier, rest) = (within(window, true), within(before, true), within(window, false));
    let row = |barrier: Barrier| {
        let share = |notes: &[&NotedBarriers]| {
            let hits = notes.iter().filter(|note| note.barriers.contains(&barrier)).count();
            Share::new(hits as u64, labelled(notes))
        };
        let (here, was) = (share(&now), share(&earlier));
        let there = share(&rest).filter(|_| !whole);
        let quotes = now.iter().rev().filter(|note| note.barriers.contains(&barrier));
        let quotes = quotes.filter(|note| !note.text.trim().is_empty()).take(QUOTES);
        BarrierRow {
            barrier,
            now: here.map(counted),
            before: was.map(counted),
            rest: there.map(counted),
            against_before: here.zip(was).and_then(|(here, was)| compare(here, was)),
            against_rest: here.zip(there).and_then(|(here, there)| compare(here, there)),
            quotes: quotes.map(|note| quote(note)).collect(),
        }
    };
    let mut rows: Vec<BarrierRow> = Barrier::ALL.iter().map(|barrier| row(*barrier)).collect();
    // Equally frequent ones stay in the order of the list.
    rows.sort_by_key(|row| std::cmp::Reverse(row.now.map_or(0, |now| now.notes)));
    Evidence {
        window,
        before,
        notes: now.len() as u64,
        labelled: labelled(&now),
        labelled_before: labelled(&earlier),
        labelled_rest: (!whole).then(|| labelled(&rest)),
        rows,
    }
}

fn counted(share: Share) -> Counted {
    let interval = share.wilson(0.95);
    Counted {
        notes: share.hits,
        of: share.of,
        share: six_digits(share.value()),
        low: six_digits(interval.map_or(0.0, |interval| interval.low)),
        high: six_digits(interval.map_or(1.0, |interval| interval.high)),
    }
}

/// `None` where either side has too few notes for any comparison.
fn compare(here: Share, there: Share) -> Option<Compared> {
    if here.of < ENOUGH_NOTES || there.of < ENOUGH_NOTES {
        return None;
    }
    let interval = proportion::difference(here, there, 0.95)?;
    let p_value = (proportion::z_test(here, there) * Barrier::ALL.len() as f64).min(1.0);
    Some(Compared {
        difference: six_digits(interval.estimate),
        low: six_digits(interval.low),
        high: six_digits(interval.high),
        p_value: six_digits(p_value),
        stands_out: p_value < LEVEL && interval.low > 0.0 && here.hits >= ENOUGH_HITS,
    })
}

fn quote(note: &NotedBarriers) -> Quote {
    Quote {
        note: note.event_id.clone(),
        customer: note.customer.clone(),
        time: note.time,
        owner: note.owner.clone(),
        text: note.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-06-20";

    /// `count` notes of a day, in a region, with the barriers.
    fn notes(day: &str, region: &str, count: usize, barriers: &[Barrier]) -> Vec<NotedBarriers> {
        (0..count)
            .map(|number| NotedBarriers {
                event_id: format!("{day} {region} {barriers:?} {number}"),
                customer: CustomerId::new(&format!("C{number}")).ok(),
                time: format!("{day}T10:00:00Z").parse().unwrap(),
                owner: Some("Anna".to_owned()),
                text: format!("note {number}"),
                barriers: barriers.to_vec(),
                region: Some(region.to_owned()),
                family: None,
            })
            .collect()
    }

    fn look(parts: &[Vec<NotedBarriers>], region: Option<&str>) -> Evidence {
        let mut all = parts.concat();
        all.sort_by_key(|note| note.time);
        let windows = windows(NOW.parse().unwrap());
        let here = |note: &NotedBarriers| note.region.as_deref() == region;
        evidence(&all, Zone::BERLIN, windows, &here, region.is_none())
    }

    fn row(evidence: &Evidence, barrier: Barrier) -> &BarrierRow {
        evidence.rows.iter().find(|row| row.barrier == barrier).unwrap()
    }

    #[test]
    fn the_windows_touch_and_do_not_overlap() {
        let [before, window] = windows(NOW.parse().unwrap());
        assert_eq!((window.until - window.from).num_days(), 89);
        assert_eq!((before.until - before.from).num_days(), 89);
        assert_eq!((window.from - before.until).num_days(), 1);
    }

    #[test]
    fn shares_are_taken_among_labelled_notes() {
        let evidence = look(
            &[
                notes("2026-06-01", "North", 6, &[Barrier::TooExpensive]),
                notes("2026-06-02", "North", 2, &[Barrier::TooExpensive, Barrier::Timing]),
                notes("2026-06-03", "North", 12, &[]),
                notes("2026-06-03", "South", 4, &[Barrier::Timing]),
                notes("2026-03-01", "North", 3, &[Barrier::Risk]),
                // Too early for any window, and on the first day of the earlier one.
                notes("2025-12-22", "North", 7, &[Barrier::Trust]),
                notes("2025-12-24", "North", 1, &[Barrier::Trust]),
            ],
            Some("North"),
        );
        assert_eq!((evidence.notes, evidence.labelled), (20, 8));
        assert_eq!((evidence.labelled_before, evidence.labelled_rest), (4, Some(4)));
        let expensive = row(&evidence, Barrier::TooExpensive);
        let now = expensive.now.unwrap();
        assert_eq!((now.notes, now.of), (8, 8));
        assert!((now.low - 0.6756).abs() < 1e-4, "{now:?}");
        assert_eq!(expensive.rest.unwrap().notes, 0);
        assert_eq!(expensive.against_before, None, "too few notes before");
        assert_eq!(evidence.rows[0].barrier, Barrier::TooExpensive);
        assert_eq!(evidence.rows[1].barrier, Barrier::Timing);
        assert_eq!(evidence.rows.len(), 10);
        let quotes = &expensive.quotes;
        assert_eq!(quotes.len(), 3);
        assert!(
            quotes[0].note.starts_with("2026-06-02") && quotes[2].note.starts_with("2026-06-01")
        );
    }

    #[test]
    fn a_barrier_that_grew_stands_out() {
        let grown = [
            notes("2026-06-01", "North", 20, &[Barrier::TooExpensive]),
            notes("2026-06-01", "North", 20, &[Barrier::Timing]),
            notes("2026-02-01", "North", 4, &[Barrier::TooExpensive]),
            notes("2026-02-01", "North", 36, &[Barrier::Timing]),
            notes("2026-06-01", "South", 40, &[Barrier::TooExpensive]),
        ];
        for region in [Some("North"), None] {
            let evidence = look(&grown[..4], region);
            let named: Vec<_> =
                evidence.rows.iter().filter(|row| row.stands_out().is_some()).collect();
            assert_eq!(named.len(), 1, "{region:?}");
            assert_eq!(named[0].barrier, Barrier::TooExpensive);
            assert_eq!(named[0].stands_out(), Some(Against::Before));
        }
        // That others name it still more often takes nothing away from its growth here.
        let evidence = look(&grown, Some("North"));
        let row = row(&evidence, Barrier::TooExpensive);
        assert!(!row.against_rest.unwrap().stands_out);
        assert_eq!(row.stands_out(), Some(Against::Before));
    }

    #[test]
    fn what_was_always_so_explains_nothing_new() {
        let always = [
            notes("2026-06-01", "North", 30, &[Barrier::TooExpensive]),
            notes("2026-02-01", "North", 30, &[Barrier::TooExpensive]),
            notes("2026-06-01", "South", 30, &[Barrier::Timing]),
        ];
        let evidence = look(&always, Some("North"));
        let row = row(&evidence, Barrier::TooExpensive);
        assert!(row.against_rest.unwrap().stands_out);
        assert_eq!(row.stands_out(), None);
        // Without notes of before, the rest of the company is all there is to compare with.
        let evidence = look(&[always[0].clone(), always[2].clone()], Some("North"));
        let row = evidence.rows.iter().find(|row| row.barrier == Barrier::TooExpensive).unwrap();
        assert_eq!(row.stands_out(), Some(Against::Rest));
    }

    #[test]
    fn few_notes_name_nothing() {
        let few = [
            notes("2026-06-01", "North", 19, &[Barrier::TooExpensive]),
            notes("2026-02-01", "North", 200, &[Barrier::Timing]),
        ];
        let evidence = look(&few, None);
        assert!(evidence.rows.iter().all(|row| row.stands_out().is_none()));
        let none = look(&[], None);
        assert!(none.rows.iter().all(|row| row.now.is_none()) && none.labelled == 0);
    }
}

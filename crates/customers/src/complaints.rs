//! Complaints of a customer, as their events tell them.
//!
//! A record that was corrected (settled by mistake and open again, somebody else's, of another
//! day) takes its old events back: each by an event of the kind that
//! [`taken_back_by`](EventKind::taken_back_by) names, with the same time. So a time holds when
//! it was said more often than it was taken back. Counting is enough for that, in whatever
//! order the two are met.

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::EventKind;

use crate::fold::Fold;
use crate::index::Index;

/// One complaint.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its number.
    pub reference: Box<str>,
    arrived: Times,
    settled: Times,
}

impl Complaint {
    /// When it arrived, microseconds since 1970; `None` when only its end is on record.
    #[must_use]
    pub fn opened(&self) -> Option<i64> {
        self.arrived.holding().next()
    }

    /// When it was settled.
    #[must_use]
    pub fn closed(&self) -> Option<i64> {
        self.settled.holding().last()
    }

    /// Whether anything said of it was not taken back.
    fn holds(&self) -> bool {
        self.opened().is_some() || self.closed().is_some()
    }
}

/// Times, ascending, each with how often it was said less how often it was taken back; never 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Times(Vec<(i64, i32)>);

impl Times {
    fn add(&mut self, time: i64, count: i32) {
        match self.0.binary_search_by_key(&time, |(known, _)| *known) {
            Ok(at) => {
                self.0[at].1 = self.0[at].1.saturating_add(count);
                if self.0[at].1 == 0 {
                    self.0.remove(at);
                }
            }
            Err(at) => self.0.insert(at, (time, count)),
        }
    }

    /// The times that hold.
    fn holding(&self) -> impl DoubleEndedIterator<Item = i64> + '_ {
        self.0.iter().filter(|(_, count)| *count > 0).map(|(time, _)| *time)
    }
}

/// The complaints of one customer, in the order in which they first appeared. Events with the
/// same reference are about the same complaint; one without a reference stands alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaints(Vec<Complaint>, Index);

impl Complaints {
    /// All that are on record (and not only were).
    pub fn all(&self) -> impl Iterator<Item = &Complaint> {
        // One that was taken back altogether keeps its place: it may come again.
        self.0.iter().filter(|complaint| complaint.holds())
    }

    /// Those that arrived and were not settled.
    pub fn open(&self) -> impl Iterator<Item = &Complaint> {
        self.all().filter(|complaint| complaint.closed().is_none())
    }

    fn complaint(&mut self, reference: &str) -> &mut Complaint {
        let known = match reference {
            "" => None,
            _ => self.1.find(&self.0, reference, |complaint| &complaint.reference),
        };
        let at = match known {
            Some(at) => at,
            None => {
                self.0.push(Complaint { reference: reference.into(), ..Complaint::default() });
                self.0.len() - 1
            }
        };
        &mut self.0[at]
    }

    /// Lets go what only speeds up taking in more.
    pub(crate) fn rest(&mut self) {
        self.1.rest();
    }
}

impl Fold for Complaints {
    fn update(&mut self, event: &EventRef<'_>) {
        let (arrival, count) = match event.kind {
            EventKind::ComplaintOpened => (true, 1),
            EventKind::ComplaintRemoved => (true, -1),
            EventKind::ComplaintClosed => (false, 1),
            EventKind::ComplaintReopened => (false, -1),
            _ => return,
        };
        let complaint = self.complaint(event.reference);
        let times = if arrival { &mut complaint.arrived } else { &mut complaint.settled };
        times.add(event.time, count);
    }

    fn merge(mut self, later: Self) -> Self {
        for theirs in later.0 {
            let ours = self.complaint(&theirs.reference);
            for (time, count) in theirs.arrived.0 {
                ours.arrived.add(time, count);
            }
            for (time, count) in theirs.settled.0 {
                ours.settled.add(time, count);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vocab::EventKind::{ComplaintClosed, ComplaintOpened, ComplaintRemoved, ComplaintReopened};

    use super::*;
    use crate::testing::blank;

    fn folded(events: &[(i64, EventKind, &str)]) -> Complaints {
        let mut complaints = Complaints::default();
        for (time, kind, reference) in events {
            complaints.update(&EventRef { reference, ..blank(*time, *kind) });
        }
        complaints
    }

    fn open(complaints: &Complaints) -> Vec<&str> {
        complaints.open().map(|complaint| &*complaint.reference).collect()
    }

    #[test]
    fn open_until_settled() {
        let complaints = folded(&[
            (1, ComplaintOpened, "R1"),
            (2, ComplaintOpened, "R2"),
            (3, ComplaintOpened, "R1"),
            (4, ComplaintClosed, "R1"),
            (5, EventKind::Sale, "R9"),
        ]);
        assert_eq!(complaints.all().count(), 2);
        assert_eq!(complaints.all().next().unwrap().opened(), Some(1));
        assert_eq!(open(&complaints), ["R2"]);
    }

    #[test]
    fn what_was_taken_back_does_not_hold() {
        // Settled by mistake; the correction may be met before or after what it corrects.
        for [first, second] in
            [[ComplaintClosed, ComplaintReopened], [ComplaintReopened, ComplaintClosed]]
        {
            let complaints =
                folded(&[(1, ComplaintOpened, "R1"), (2, first, "R1"), (2, second, "R1")]);
            assert_eq!(open(&complaints), ["R1"]);
        }
        // Open again, and then settled on an earlier day than it was first said to be.
        let complaints = folded(&[
            (1, ComplaintOpened, "R1"),
            (3, ComplaintClosed, "R1"),
            (5, ComplaintClosed, "R1"),
            (5, ComplaintReopened, "R1"),
        ]);
        assert!(open(&complaints).is_empty());
        assert_eq!(complaints.all().next().unwrap().closed(), Some(3));
        // Somebody else's after all, and then this customer's again.
        let mut events = vec![(1, ComplaintOpened, "R1"), (1, ComplaintRemoved, "R1")];
        assert_eq!(folded(&events).all().count(), 0);
        events.push((1, ComplaintOpened, "R1"));
        assert_eq!(open(&folded(&events)), ["R1"]);
    }

    #[test]
    fn many_are_found_by_their_number() {
        let names: Vec<String> = (0..40).map(|number| format!("R{number}")).collect();
        let each = |time, kind| names.iter().map(move |name| (time, kind, name.as_str()));
        let mut opened: Vec<_> = each(1, ComplaintOpened).collect();
        opened.extend([(1, ComplaintOpened, ""), (1, ComplaintOpened, "")]);
        let closed: Vec<_> = each(2, ComplaintClosed).collect();
        let apart = folded(&opened).merge(folded(&closed));
        let mut whole = folded(&opened);
        whole.rest();
        for (time, kind, reference) in &closed {
            whole.update(&EventRef { reference, ..blank(*time, *kind) });
        }
        assert_eq!(whole, apart);
        assert_eq!((whole.all().count(), open(&whole)), (42, vec!["", ""]));
    }

    proptest! {
        #[test]
        fn stretches_fold_apart(
            mut events in prop::collection::vec(
                (
                    0_i64..4,
                    prop::sample::select(vec![
                        ComplaintOpened, ComplaintRemoved, ComplaintClosed, ComplaintReopened,
                    ]),
                    prop::sample::select(vec!["", "R1", "R2"]),
                ),
                0..12,
            ),
            cut in any::<prop::sample::Index>(),
        ) {
            events.sort_by_key(|(time, ..)| *time);
            let (one, other) = events.split_at(cut.index(events.len() + 1));
            prop_assert_eq!(folded(&events), folded(one).merge(folded(other)));
        }
    }
}

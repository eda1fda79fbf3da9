//! Barriers that sales noted, and what became of our messages: small counts of the state.

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::{Barrier, EventKind};

use crate::fold::{Fold, newest};

/// How often a barrier was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarrierCount {
    /// Which.
    pub barrier: Barrier,
    /// In how many notes.
    pub notes: u32,
    /// In which note last, microseconds since 1970.
    pub last: i64,
}

/// The barriers noted about one customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barriers {
    /// Sorted by barrier.
    counts: Vec<BarrierCount>,
    /// All notes, those without a barrier too.
    pub notes: u32,
}

impl Barriers {
    /// The counts, in the order of the list of barriers.
    #[must_use]
    pub fn counts(&self) -> &[BarrierCount] {
        &self.counts
    }

    fn add(&mut self, barrier: Barrier, notes: u32, last: i64) {
        match self.counts.binary_search_by_key(&barrier, |count| count.barrier) {
            Ok(at) => {
                let count = &mut self.counts[at];
                count.notes += notes;
                count.last = count.last.max(last);
            }
            Err(at) => self.counts.insert(at, BarrierCount { barrier, notes, last }),
        }
    }
}

impl Fold for Barriers {
    fn update(&mut self, event: &EventRef<'_>) {
        if event.kind != EventKind::Note {
            return;
        }
        self.notes += 1;
        let mut counted = Vec::new();
        // One note counts a barrier once, however often it names it.
        for barrier in event.barrier_list() {
            if !counted.contains(&barrier) {
                counted.push(barrier);
                self.add(barrier, 1, event.time);
            }
        }
    }

    fn merge(mut self, later: Self) -> Self {
        for count in later.counts {
            self.add(count.barrier, count.notes, count.last);
        }
        self.notes += later.notes;
        self
    }
}

/// What became of the messages of our campaigns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// Accepted by a mail server.
    pub sent: u32,
    /// Refused by a mail server.
    pub bounced: u32,
    /// Answered by the contact.
    pub answered: u32,
    /// When the last one was accepted, microseconds since 1970.
    pub last_sent: Option<i64>,
    /// When one was last answered.
    pub last_answered: Option<i64>,
}

impl Fold for Messages {
    fn update(&mut self, event: &EventRef<'_>) {
        match event.kind {
            EventKind::MessageSent => {
                self.sent += 1;
                self.last_sent = newest(self.last_sent, Some(event.time));
            }
            EventKind::MessageBounced => self.bounced += 1,
            EventKind::MessageAnswered => {
                self.answered += 1;
                self.last_answered = newest(self.last_answered, Some(event.time));
            }
            _ => {}
        }
    }

    fn merge(self, later: Self) -> Self {
        Self {
            sent: self.sent + later.sent,
            bounced: self.bounced + later.bounced,
            answered: self.answered + later.answered,
            last_sent: newest(self.last_sent, later.last_sent),
            last_answered: newest(self.last_answered, later.last_answered),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::blank;

    #[test]
    fn a_note_counts_each_barrier_once() {
        let mut barriers = Barriers::default();
        for (time, codes) in [(1, "timing;too_expensive;timing"), (2, ""), (3, "timing")] {
            barriers.update(&EventRef { barriers: codes, ..blank(time, EventKind::Note) });
        }
        barriers.update(&EventRef { barriers: "risk", ..blank(4, EventKind::Sale) });
        assert_eq!(barriers.notes, 3);
        let timing = BarrierCount { barrier: Barrier::Timing, notes: 2, last: 3 };
        let price = BarrierCount { barrier: Barrier::TooExpensive, notes: 1, last: 1 };
        assert_eq!(barriers.counts(), [price, timing]);
    }
}

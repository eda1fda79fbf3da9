//! The newest of what came in, for the page that shows it. In memory: a restart forgets, the log
//! does not.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use listen::receive::{Received, Taken};
use vocab::{CustomerId, EventKind, Instant};

use super::keys::WriteKey;

/// Messages that are kept.
const KEPT: usize = 100;
/// Of one body, no more than this: one large batch should not hide all others.
const OF_ONE: usize = 20;

/// One message as the page shows it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// When it arrived.
    pub(crate) received: Instant,
    /// The name of its key.
    pub(crate) key: String,
    /// What it says, or why it was refused.
    pub(crate) what: What,
}

/// What came of a message.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// It was taken.
    Taken {
        /// As senders write it.
        call: &'static str,
        /// What the sender calls it.
        name: Option<String>,
        /// Whose it is.
        customer: CustomerId,
        /// What it became.
        kind: Option<EventKind>,
    },
    /// It was refused, and why.
    Refused(String),
}

#[derive(Debug, Default)]
struct Kept {
    seen: VecDeque<Seen>,
    taken: u64,
    refused: u64,
}

/// The newest messages, and how many there were since the start.
#[derive(Debug, Default)]
pub(crate) struct Recent(Mutex<Kept>);

impl Recent {
    /// Notes what came in with a body that was answered.
    pub(crate) fn note(&self, key: &WriteKey, done: Received, now: Instant) {
        let (taken, refused) = (done.taken.len() as u64, done.refused.len() as u64);
        let fine = done.taken.into_iter().take(OF_ONE).map(|taken| {
            let Taken { call, name, customer, kind, .. } = taken;
            What::Taken { call: call.code(), name, customer, kind }
        });
        let wrong = done.refused.into_iter().take(OF_ONE).map(|refused| match refused.message_id {
            Some(id) => What::Refused(format!("{id}: {}", refused.reason)),
            None => What::Refused(refused.reason),
        });
        let new: Vec<Seen> = fine
            .chain(wrong)
            .map(|what| Seen { received: now, key: key.name.clone(), what })
            .collect();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.taken += taken;
        kept.refused += refused;
        for seen in new {
            if kept.seen.len() >= KEPT {
                kept.seen.pop_back();
            }
            kept.seen.push_front(seen);
        }
    }

    /// Forgets all messages; the counts stay.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).seen.clear();
    }

    /// The newest first, and how many were taken and refused since the start.
    pub(crate) fn newest(&self) -> (Vec<Seen>, u64, u64) {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.seen.iter().cloned().collect(), kept.taken, kept.refused)
    }
}

//! The newest of what came in, for the page that shows it. In memory: a restart forgets, the log
//! does not.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// The name of its key; `None` where it showed none that lets in.
    pub(crate) key: Option<String>,
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
    /// Its sender was told that it was taken, but it is about somebody who was erased.
    LeftOut,
    /// It was refused, and why.
    Refused(String),
    /// All of a body was refused, or could not be written.
    NotTaken {
        /// The code of the answer.
        code: &'static str,
        /// What the sender was told.
        why: String,
        /// How often this was the answer to this key.
        times: u64,
    },
}

#[derive(Debug, Default)]
struct Kept {
    seen: VecDeque<Seen>,
    taken: u64,
    refused: u64,
}

impl Kept {
    fn add(&mut self, seen: Seen) {
        if self.seen.len() >= KEPT {
            self.seen.pop_back();
        }
        self.seen.push_front(seen);
    }
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
            .map(|what| Seen { received: now, key: Some(key.name.clone()), what })
            .collect();
        let mut kept = self.lock();
        kept.taken += taken;
        kept.refused += refused;
        for seen in new {
            kept.add(seen);
        }
    }

    /// Notes that a body was not taken. The same once more only counts: whoever knocks without a
    /// key must not push out what others send.
    pub(crate) fn note_not_taken(
        &self,
        key: Option<&str>,
        code: &'static str,
        why: String,
        now: Instant,
    ) {
        let mut kept = self.lock();
        let before = kept.seen.iter().position(|seen| {
            seen.key.as_deref() == key
                && matches!(&seen.what, What::NotTaken { code: known, .. } if *known == code)
        });
        let times = match before.and_then(|place| kept.seen.remove(place)) {
            Some(Seen { what: What::NotTaken { times, .. }, .. }) => times + 1,
            _ => 1,
        };
        let what = What::NotTaken { code, why, times };
        kept.add(Seen { received: now, key: key.map(str::to_owned), what });
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets all messages; the counts stay.
    pub(crate) fn forget(&self) {
        self.lock().seen.clear();
    }

    /// The newest first, and how many were taken and refused since the start.
    pub(crate) fn newest(&self) -> (Vec<Seen>, u64, u64) {
        let kept = self.lock();
        (kept.seen.iter().cloned().collect(), kept.taken, kept.refused)
    }
}

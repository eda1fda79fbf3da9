//! How much of what is coming in may lie in memory at a time, before anything of it is understood.
//!
//! Each body takes as much of the room as it may come to, unpacked too, from its first byte to its
//! answer. Who shows a key in the head of the request has room of their own, so that whoever comes
//! without one cannot take it.

use std::sync::Arc;

use listen::receive::MAX_BODY;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The room is counted in pieces of so many bytes.
const PIECE: usize = 1024;
/// Room for bodies whose key is known from their head: 96 MB.
const KNOWN: usize = 96 * 1024;
/// Room for all others: 32 MB.
const OTHERS: usize = 32 * 1024;

/// See the [module](self).
#[derive(Debug)]
pub(crate) struct Gate {
    known: Arc<Semaphore>,
    others: Arc<Semaphore>,
}

impl Default for Gate {
    fn default() -> Self {
        let room = |pieces| Arc::new(Semaphore::new(pieces));
        Self { known: room(KNOWN), others: room(OTHERS) }
    }
}

impl Gate {
    /// Room for a body until it is given back by dropping it; `None` where there is none.
    /// `length` is what the head of the request says.
    pub(crate) fn enter(
        &self,
        is_known: bool,
        length: Option<usize>,
        is_packed: bool,
    ) -> Option<OwnedSemaphorePermit> {
        let sent = length.unwrap_or(MAX_BODY).min(MAX_BODY);
        let most = sent + if is_packed { MAX_BODY } else { 0 };
        let pieces = u32::try_from(most.div_ceil(PIECE).max(1)).unwrap_or(u32::MAX);
        let room = if is_known { &self.known } else { &self.others };
        Arc::clone(room).try_acquire_many_owned(pieces).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_without_a_key_does_not_take_the_room_of_others() {
        let gate = Gate::default();
        let mut inside: Vec<_> = std::iter::from_fn(|| gate.enter(false, None, true)).collect();
        assert!((20..100).contains(&inside.len()), "{}", inside.len());
        inside.extend(std::iter::from_fn(|| gate.enter(false, None, false)));
        assert!(gate.enter(false, None, false).is_none());
        assert!(gate.enter(true, None, true).is_some());
        drop(inside);
        assert!(gate.enter(false, None, true).is_some());
        let small =
            std::iter::from_fn(|| gate.enter(false, Some(300), false).map(std::mem::forget));
        assert!(small.take(OTHERS + 1).count() > 10_000, "small ones take little");
    }
}

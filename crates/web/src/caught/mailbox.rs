//! Where the demo's mail server puts what it takes, and the page finds it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vocab::Instant;

/// Mails kept; older ones are forgotten.
const KEPT: usize = 20_000;

/// One mail as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    /// When it came.
    pub at: Instant,
    /// Who it was for, as the envelope says.
    pub recipients: Vec<String>,
    /// The message.
    pub raw: Vec<u8>,
}

/// The mails caught so far. Cheap to clone; all clones are the same mailbox.
#[derive(Debug, Clone, Default)]
pub struct Mailbox(Arc<Mutex<Shelf>>);

#[derive(Debug, Default)]
struct Shelf {
    /// Number of the first mail on the shelf.
    first: usize,
    mails: VecDeque<Caught>,
}

impl Mailbox {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a mail.
    pub fn put(&self, caught: Caught) {
        let mut shelf = self.shelf();
        shelf.mails.push_back(caught);
        if shelf.mails.len() > KEPT {
            shelf.mails.pop_front();
            shelf.first += 1;
        }
    }

    /// The mail with a number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Caught> {
        let shelf = self.shelf();
        shelf.mails.get(number.checked_sub(shelf.first)?).cloned()
    }

    /// How many came in all, and the newest ones with their numbers, newest first.
    #[must_use]
    pub fn latest(&self, count: usize) -> (usize, Vec<(usize, Caught)>) {
        let shelf = self.shelf();
        let mails = shelf.mails.iter().enumerate().rev().take(count);
        let mails = mails.map(|(place, mail)| (shelf.first + place, mail.clone())).collect();
        (shelf.first + shelf.mails.len(), mails)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_come_first_and_keep_their_numbers() {
        let mailbox = Mailbox::default();
        for number in 0_u8..3 {
            let at = Instant::default();
            mailbox.put(Caught { at, recipients: vec![], raw: vec![number] });
        }
        let (total, latest) = mailbox.latest(2);
        assert_eq!(total, 3);
        assert_eq!(latest.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(mailbox.get(1).map(|mail| mail.raw), Some(vec![1]));
        assert_eq!(mailbox.get(9), None);
    }
}

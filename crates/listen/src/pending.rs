//! Records on their way into the store: what the files say, before it is compared with what
//! the store holds.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use store::records::{complaint, consent, contact, customer, deal, promise, survey, target};

/// A row of the store with a key of its own.
pub(crate) trait Keyed {
    /// The key.
    fn key(&self) -> &str;
}

macro_rules! keyed {
    ($($table:ident),+) => {$(
        impl Keyed for $table::Model {
            fn key(&self) -> &str {
                &self.id
            }
        }
    )+};
}
keyed!(customer, contact, consent, deal, complaint, promise, survey, target);

/// What is done with a second row of the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// It brings the record up to date; an unchanged one is a duplicate.
    Updates,
    /// It is a duplicate, whatever it says.
    CountsOnce,
}

/// The rows of one table, by key, in the order they were read.
#[derive(Debug)]
pub(crate) struct Pending<M> {
    again: Again,
    rows: BTreeMap<String, Row<M>>,
    /// Rows that repeat another row of this call.
    pub(crate) duplicates: u64,
    /// Rows that change another row of this call.
    pub(crate) changes: u64,
    /// Duplicates that say something else than the row they repeat.
    pub(crate) other_content: u64,
}

/// One key: the first row is compared with the store, the last one is what is written.
#[derive(Debug)]
pub(crate) struct Row<M> {
    pub(crate) first: M,
    pub(crate) last: Option<M>,
}

impl<M: Keyed + PartialEq> Pending<M> {
    pub(crate) fn new(again: Again) -> Self {
        Self { again, rows: BTreeMap::new(), duplicates: 0, changes: 0, other_content: 0 }
    }

    pub(crate) fn add(&mut self, row: M) {
        match self.rows.entry(row.key().to_owned()) {
            Entry::Vacant(place) => {
                place.insert(Row { first: row, last: None });
            }
            Entry::Occupied(mut place) => {
                let known = place.get_mut();
                let present = known.last.as_ref().unwrap_or(&known.first);
                if *present == row {
                    self.duplicates += 1;
                } else if self.again == Again::CountsOnce {
                    self.duplicates += 1;
                    self.other_content += 1;
                } else {
                    self.changes += 1;
                    known.last = Some(row);
                }
            }
        }
    }

    /// Takes rows out; gives how many that were. Rows that repeat them stay repeats.
    pub(crate) fn leave_out(&mut self, is_out: impl Fn(&M) -> bool) -> u64 {
        let before = self.rows.len();
        self.rows.retain(|_, row| !is_out(&row.first));
        (before - self.rows.len()) as u64
    }

    pub(crate) fn into_rows(self) -> BTreeMap<String, Row<M>> {
        self.rows
    }
}

/// All records of one call.
#[derive(Debug)]
pub(crate) struct Records {
    pub(crate) customers: Pending<customer::Model>,
    pub(crate) contacts: Pending<contact::Model>,
    pub(crate) consents: Pending<consent::Model>,
    pub(crate) deals: Pending<deal::Model>,
    pub(crate) complaints: Pending<complaint::Model>,
    pub(crate) promises: Pending<promise::Model>,
    pub(crate) surveys: Pending<survey::Model>,
    pub(crate) targets: Pending<target::Model>,
}

impl Default for Records {
    fn default() -> Self {
        Self {
            customers: Pending::new(Again::Updates),
            contacts: Pending::new(Again::Updates),
            consents: Pending::new(Again::CountsOnce),
            deals: Pending::new(Again::Updates),
            complaints: Pending::new(Again::Updates),
            promises: Pending::new(Again::Updates),
            surveys: Pending::new(Again::Updates),
            targets: Pending::new(Again::Updates),
        }
    }
}

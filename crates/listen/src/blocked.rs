//! Rows about people who were erased: known by the block list, left out, and written down nowhere.

use std::collections::HashSet;

use store::blocks::{Blocks, What};
use store::records::{promise, survey};

use crate::formats::Taken;
use crate::pending::Records;
use crate::reading::Record;

/// What one call of an import leaves out.
#[derive(Debug)]
pub(crate) struct Blocked<'a> {
    blocks: &'a Blocks,
    rows: u64,
    /// Contacts known by their address: what the other rows say about them goes too.
    contacts: HashSet<String>,
    /// The customer asked about last, and the answer: rows of one often follow each other.
    last: (String, bool),
}

impl<'a> Blocked<'a> {
    pub(crate) fn new(blocks: &'a Blocks) -> Self {
        Self { blocks, rows: 0, contacts: HashSet::new(), last: (String::new(), false) }
    }

    /// Whether a row is about somebody who was erased; then it is counted.
    pub(crate) fn stops(&mut self, taken: &Taken) -> bool {
        if self.blocks.is_empty() {
            return false;
        }
        let stopped = self.is_blocked(taken);
        self.rows += u64::from(stopped);
        stopped
    }

    fn is_blocked(&mut self, taken: &Taken) -> bool {
        if taken.customer().is_some_and(|id| self.customer(id)) {
            return true;
        }
        match taken {
            Taken::Event(event) => {
                event.contact.as_ref().is_some_and(|id| self.blocks.has(What::Contact, id.as_str()))
            }
            Taken::Consent(row) => self.blocks.has(What::Contact, &row.contact_id),
            Taken::Contact(row) => {
                let has = |what, text: &Option<String>| {
                    text.as_ref().is_some_and(|text| self.blocks.has(what, text))
                };
                let stopped = self.blocks.has(What::Contact, &row.id)
                    || has(What::Email, &row.email)
                    || has(What::Phone, &row.phone);
                if stopped {
                    self.contacts.insert(row.id.clone());
                }
                stopped
            }
            Taken::Promise(promise::Model { contact_id, .. })
            | Taken::Survey(survey::Model { contact_id, .. }) => {
                contact_id.as_ref().is_some_and(|id| self.blocks.has(What::Contact, id))
            }
            Taken::Customer(_) | Taken::Deal(_) | Taken::Complaint(_) | Taken::Target(_) => false,
        }
    }

    fn customer(&mut self, id: &str) -> bool {
        if self.last.0 != id {
            self.last = (id.to_owned(), self.blocks.has(What::Customer, id));
        }
        self.last.1
    }

    /// The same of a row that could not be read: by any of its cells.
    pub(crate) fn stops_cells(&mut self, record: &Record<'_>) -> bool {
        if self.blocks.is_empty() {
            return false;
        }
        let cells = || record.cells().filter(|cell| !cell.trim().is_empty());
        let is = |what, cell: &str| match what {
            // A short number may be a quantity or a price.
            What::Customer | What::Contact => says_who(cell) && self.blocks.has(what, cell),
            What::Email | What::Phone => self.blocks.has(what, cell),
        };
        let stopped = cells().any(|cell| What::ALL.into_iter().any(|what| is(what, cell)));
        self.rows += u64::from(stopped);
        stopped
    }

    /// At the end: what contacts said who turned out to be blocked by another row. Gives how many
    /// rows were left out.
    pub(crate) fn finish(self, records: &mut Records) -> u64 {
        let left = records.consents.leave_out(|row| self.contacts.contains(&row.contact_id));
        self.rows + left
    }
}

/// Whether a cell, of which nobody knows what it is, can be taken for the number of a customer.
fn says_who(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() >= 4 || cell.chars().any(char::is_alphabetic)
}

//! Privacy: everything that is kept of one person, handed over (GDPR Art. 15 and 20) or erased
//! (Art. 17).
//!
//! What always holds:
//! - one list ([`places`]) names every table and says what it holds of customers. Export and
//!   erasure both go by it, so what is erased is what was handed over; a test fails for a table or
//!   a column that the list does not know;
//! - what an erasure changes in the database is one transaction, with the change of the event log.
//!   Killed at any moment, a person is there as before or gone;
//! - what must happen to files after that transaction is on a list that was committed with it, and
//!   is taken up again by the next command: unlinking, pictures, rows of rejected imports, free
//!   pages of the database;
//! - what stays are keyed hashes on the block list (`store::blocks`), and that an erasure happened.
//!
//! Reading order: [`places`], [`subject`] (who is meant), [`kept`] (what there is of them),
//! [`erasing`], then `rejected` and `scrub` for what lies outside of rows.

pub mod erasing;
mod error;
pub mod kept;
pub mod places;
mod rejected;
mod rows;
mod scrub;
pub mod subject;

pub use erasing::{Erased, Order, erase, lift, resume};
pub use error::PrivacyError;
pub use kept::{Kept, everything_of};
pub use rows::tables;
pub use subject::{Subject, find};

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![store::Migration {
        name: "privacy_0001_erasure",
        sql: include_str!("../sql/0001_erasure.sql"),
    }]
}

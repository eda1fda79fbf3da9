//! The event log: what happened, kept for good.
//!
//! Single events arrive in the *inbox*, a table of the operational store, inside the caller's
//! own transaction. Many events at once ([`Bulk`]) and the emptied inbox
//! ([`EventLog::hand_over`]) become *runs*: immutable Parquet files, sorted by (customer, time,
//! id) inside hash buckets of customers. A table of the store lists the live files, so every
//! change of the log is one database transaction.
//!
//! What always holds:
//! - an event that was acknowledged (its transaction committed) is in the inbox or in exactly
//!   one run, through any crash;
//! - no two live events have the same id: ids of all runs are kept in sorted id files and asked
//!   before a run is written ([`ids`]);
//! - folder and database name each other and are opened only together; an older copy of the
//!   database is refused, the folder notes which changes were committed ([`folder`]);
//! - only what a crash can have left is removed: files written for the change after the last
//!   one, which never came about, and files known to be merged into others. The next writer
//!   does so, after waiting for a commit that may be under way;
//! - files stay few, however often something is imported ([`merging`]);
//! - of events with one id the first one counts, within one bulk as among several;
//! - a [`Snapshot`] holds its files open, so nothing it can see disappears under it.
//!
//! Reading order: [`log`] (opening, changing), [`bulk`], [`snapshot`] (reading), then
//! [`folder`], [`run`], [`merge`] and [`merging`] for the files.

pub mod bulk;
mod columns;
mod error;
mod folder;
mod ids;
mod lock;
pub mod log;
mod merge;
mod merging;
mod row;
mod rows;
mod run;
pub mod snapshot;

pub use bulk::{Bulk, Prepared};
pub use columns::Columns;
pub use error::EventsError;
pub use log::{EventLog, HandOver};
pub use row::EventRef;
pub use snapshot::Snapshot;

/// Buckets of a new log. More than one machine has cores, few enough that files stay large.
pub const BUCKETS: u16 = 16;

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![store::Migration {
        name: "events_0001_event_log",
        sql: include_str!("../sql/0001_event_log.sql"),
    }]
}

/// The bucket a customer's events lie in; anonymous events (no customer) lie in bucket 0.
///
/// FNV-1a of 64 bits with the finisher of `MurmurHash3`: part of the data format, never changed.
#[must_use]
pub fn bucket_of(customer: &str, buckets: u16) -> u16 {
    if customer.is_empty() {
        return 0;
    }
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in customer.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    // The remainder is smaller than `buckets`, which is a u16.
    u16::try_from(hash % u64::from(buckets.max(1))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_even_and_fixed() {
        let mut counts = [0_u32; 16];
        for number in 0..16_000 {
            counts[usize::from(bucket_of(&format!("C{number}"), 16))] += 1;
        }
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
        assert_eq!(bucket_of("", 16), 0);
        // The format: these must never change.
        assert_eq!(bucket_of("13085", 16), 9);
        assert_eq!(bucket_of("C-000001", 16), 14);
    }
}

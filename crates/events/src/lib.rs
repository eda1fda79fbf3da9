//! The event log: what happened, kept for good.
//!
//! Single events arrive in the *inbox*, a table of the operational store, inside the caller's
//! own transaction. Many events at once ([`Bulk`]) and the emptied inbox
//! ([`EventLog::hand_over`]) become *runs*: immutable Parquet files, sorted by (customer, time,
//! id) inside hash buckets of customers. The catalogue of them is kept in the store, in the tables
//! of DuckLake, so every change of the log is one database transaction, and other engines can read
//! the events.
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
//! - a file that others took the place of stays a while for programs that read by the catalogue,
//!   and is removed after the transaction that says so. Nobody can read an erased customer's
//!   events from the moment the erasure is committed ([`rewrite`]);
//! - of events with one id the first one counts, within one bulk as among several;
//! - a [`Snapshot`] holds its files open, so nothing it can see disappears under it.
//!
//! Reading order: [`log`] (opening, changing), [`bulk`], [`rewrite`], [`snapshot`] (reading), [`part`]
//! (reading without the database), then
//! [`folder`], [`run`], [`merge`], [`merging`] and [`upkeep`] for the files.

pub mod bulk;
mod change;
mod columns;
mod error;
mod figures;
mod folder;
mod held;
mod identity;
mod ids;
mod inbox;
mod lock;
pub mod log;
mod merge;
mod merging;
mod part;
pub mod remote;
pub mod rewrite;
mod row;
mod rows;
mod run;
pub mod snapshot;
pub mod stretch;
pub mod traces;
mod upkeep;

pub use bulk::{Bulk, Prepared};
pub use columns::Columns;
pub use error::EventsError;
pub use held::Held;
pub use log::{EventLog, HandOver};
pub use part::{BucketFiles, Files};
pub use remote::Remote;
pub use rewrite::{Fate, Rewrite};
pub use row::EventRef;
pub use snapshot::{News, Snapshot};
pub use stretch::{CodeField, Codes, Stretch, Words};
pub use traces::Traces;

/// Buckets of a new log: those of customers, more than one machine has cores and few enough that
/// files stay large, and a last one for events of nobody.
pub const BUCKETS: u16 = 17;

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![
        store::Migration {
            name: "events_0001_event_log",
            sql: include_str!("../sql/0001_event_log.sql"),
        },
        store::Migration { name: "events_0002_inbox", sql: include_str!("../sql/0002_inbox.sql") },
        store::Migration {
            name: "events_0003_ducklake",
            sql: include_str!("../sql/0003_ducklake.sql"),
        },
    ]
}

/// The bucket a customer's events lie in, of so many in the log. Events without a customer have
/// the last one for themselves, since other engines take a file of a partition to hold nothing
/// but its customers.
///
/// The hash is that of the partition transform `bucket(n)` which the catalogue names, so that
/// other engines look for a customer in one bucket: `MurmurHash3` of 32 bits, as Apache Iceberg
/// defines it. Part of the data format, never changed.
#[must_use]
pub fn bucket_of(customer: &str, buckets: u16) -> u16 {
    let of_customers = buckets.saturating_sub(1).max(1);
    if customer.is_empty() {
        return buckets.saturating_sub(1);
    }
    let positive = murmur3(customer.as_bytes()) & 0x7fff_ffff;
    // The remainder is smaller than `buckets`, which is a u16.
    u16::try_from(positive % u32::from(of_customers)).unwrap_or(0)
}

/// `MurmurHash3_x86_32` with seed 0 (Austin Appleby, public domain).
fn murmur3(bytes: &[u8]) -> u32 {
    let mixed =
        |word: u32| word.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let (words, rest) = bytes.as_chunks::<4>();
    let mut hash = 0_u32;
    for word in words {
        hash ^= mixed(u32::from_le_bytes(*word));
        hash = hash.rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
    }
    let rest = rest.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte));
    hash ^= mixed(rest);
    // The length of a name fits.
    hash ^= u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_even_and_fixed() {
        let mut counts = [0_u32; 16];
        for number in 0..16_000 {
            counts[usize::from(bucket_of(&format!("C{number}"), BUCKETS))] += 1;
        }
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
        assert_eq!(bucket_of("", BUCKETS), 16);
        // What DuckDB and Iceberg give for bucket(16).
        assert_eq!(murmur3(b"iceberg"), 1_210_000_089);
        for (customer, bucket) in [("iceberg", 9), ("c00001", 13), ("c00002", 8), ("13085", 5)] {
            assert_eq!(bucket_of(customer, BUCKETS), bucket, "{customer}");
        }
    }
}

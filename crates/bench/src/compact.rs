//! What compaction costs: many events in as many runs as a bucket may have, then one more run.
//!
//! `fill` writes six runs a bucket whose customers overlap and whose times do not, as years of
//! imports would. `compact` adds a handful of events, which makes one run too many in every
//! bucket, and measures the merge that follows: every event is read, ordered and written once.

use std::path::Path;

use chrono::DateTime;
use events::{Bulk, EventLog};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use store::Store;
use vocab::{Amount, CustomerId, Event, EventId, EventKind};

use crate::measure::{Clock, print};
use crate::{Outcome, load};

/// Runs a bucket may have before they are merged.
const RUNS: u64 = 6;
/// Events of one customer, on average.
const EACH: u64 = 40;
/// 2024-01-01, in seconds, and two years.
const BEGIN: i64 = 1_704_067_200;
const SPAN: i64 = 731 * 86_400;
/// Enough for one in every bucket.
const FEW: u64 = 400;

async fn commit(store: &Store, log: &EventLog, bulk: Bulk) -> Outcome<u64> {
    let prepared = log.prepare(bulk).await?;
    let accepted = prepared.accepted;
    let tx = store.begin().await?;
    log.commit(&tx, &prepared).await?;
    tx.commit().await?;
    log.settle(prepared).await;
    Ok(accepted)
}

/// Fills a bulk with events of the `part`-th stretch of time.
fn push(bulk: &mut Bulk, part: u64, events: u64, customers: u64) -> Outcome<()> {
    let mut random = ChaCha8Rng::seed_from_u64(part);
    let stretch = SPAN / i64::try_from(RUNS + 1)?;
    let from = BEGIN + stretch * i64::try_from(part)?;
    for number in 0..events {
        let id = EventId::from_key(&["compact", &part.to_string(), &number.to_string()]);
        let customer = CustomerId::new(&format!("C{:08}", random.random_range(0..customers)))?;
        let time = from + random.random_range(0..stretch);
        let time = DateTime::from_timestamp(time, 0).ok_or("a time beyond all")?;
        let kind = match random.random_range(0..100_u8) {
            0..50 => EventKind::Visit,
            50..70 => EventKind::Search,
            70..88 => EventKind::MessageSent,
            _ => EventKind::Sale,
        };
        let mut event = Event::new(id, Some(customer), time, kind);
        if kind == EventKind::Sale {
            event.reference = Some(format!("R{part}-{number}"));
            event.family = Some(format!("Family {}", random.random_range(0..12_u8)));
            event.amount = Some(Amount::from_cents(random.random_range(100..50_000_i128)));
        }
        bulk.push(&event)?;
    }
    Ok(())
}

/// Writes so many events, in runs that are not merged yet.
pub(crate) async fn fill(folder: &Path, events: u64) -> Outcome<()> {
    let (store, log) = load::open(folder).await?;
    let clock = Clock::start()?;
    let mut accepted = 0;
    for part in 0..RUNS {
        let mut bulk = log.bulk()?;
        push(&mut bulk, part, events / RUNS, events / EACH)?;
        accepted += commit(&store, &log, bulk).await?;
    }
    let (processor, wall) = clock.stop()?;
    print("fill", processor, wall, json!({ "events": accepted }))
}

/// Measures the merge of all events that `fill` wrote.
pub(crate) async fn compact(folder: &Path) -> Outcome<()> {
    let (store, log) = load::open(folder).await?;
    let mut bulk = log.bulk()?;
    push(&mut bulk, RUNS, FEW, FEW)?;
    commit(&store, &log, bulk).await?;
    let clock = Clock::start()?;
    let done = log.hand_over(&|_| ()).await?;
    let (processor, wall) = clock.stop()?;
    let snapshot = log.snapshot().await?;
    let events = snapshot.events();
    print("compact", processor, wall, json!({ "merged_runs": done.merged, "events": events }))
}

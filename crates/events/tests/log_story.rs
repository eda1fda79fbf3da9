//! The log against a plain model: whatever is pushed, in whatever pieces and by whichever way,
//! each id is there once, in order, with all its fields.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use sog_events::{Columns, EventLog};
use store::Store;
use vocab::{
    Amount, Barrier, Channel, ContactId, Currency, CustomerId, Direction, Event, EventId, EventKind,
};

fn migrations() -> Vec<store::Migration> {
    [store::migrations::migrations(), sog_events::migrations()].concat()
}

async fn open(folder: &std::path::Path) -> (Store, EventLog) {
    let store = Store::open_folder(folder, migrations()).await.unwrap();
    let log = EventLog::open(&store, folder).await.unwrap();
    (store, log)
}

fn event(number: u32) -> Event {
    let customer =
        (!number.is_multiple_of(7)).then(|| CustomerId::new(&format!("C{}", number % 23)).unwrap());
    let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let kind = EventKind::ALL[number as usize % EventKind::ALL.len()];
    let time = start + TimeDelta::minutes(i64::from(number * 7919 % 10_007));
    let mut event = Event::new(EventId::from_key(&[&number.to_string()]), customer, time, kind);
    event.contact = number.is_multiple_of(3).then(|| ContactId::new("K1").unwrap());
    event.channel = number.is_multiple_of(2).then_some(Channel::Email);
    event.direction = number.is_multiple_of(5).then_some(Direction::Inbound);
    event.reference = (!number.is_multiple_of(4)).then(|| format!("R{}", number / 4));
    event.family = (number % 3 == 1).then(|| "Garden".to_owned());
    event.region = (number % 3 == 2).then(|| "Süd".to_owned());
    event.amount = (number % 2 == 1).then(|| Amount::from_cents(i128::from(number) - 300));
    event.quantity = event.amount.map(|_| Amount::from_cents(100));
    event.currency = event.amount.map(|_| Currency::EUR);
    event.barriers =
        if number.is_multiple_of(6) { vec![Barrier::Risk, Barrier::Timing] } else { vec![] };
    event.text = number.is_multiple_of(8).then(|| format!("\"{number}\"; ünïcode\nline"));
    event
}

async fn push(store: &Store, log: &EventLog, events: &[Event], memory: usize) -> (u64, u64) {
    let mut bulk = log.bulk().unwrap().with_memory(memory);
    for event in events {
        bulk.push(event).unwrap();
    }
    let prepared = log.prepare(bulk).await.unwrap();
    let tx = store.begin().await.unwrap();
    log.commit(&tx, &prepared).await.unwrap();
    tx.commit().await.unwrap();
    (prepared.accepted, prepared.duplicates)
}

async fn everything(log: &EventLog) -> Vec<Event> {
    let snapshot = log.snapshot().await.unwrap();
    let mut all = Vec::new();
    for bucket in 0..snapshot.buckets() {
        let mut last: Option<(String, i64, u128)> = None;
        snapshot
            .scan(bucket, Columns::ALL, &mut |event| {
                let key = (event.customer.to_owned(), event.time, event.id);
                assert!(last.as_ref().is_none_or(|last| *last < key), "out of order");
                assert_eq!(sog_events::bucket_of(event.customer, snapshot.buckets()), bucket);
                last = Some(key);
                all.push(event.to_event().unwrap());
            })
            .unwrap();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]
    #[test]
    fn each_event_is_there_once(
        pieces in proptest::collection::vec(
            (proptest::collection::vec(0_u32..400, 0..80), any::<bool>(), any::<bool>()), 1..14)
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let (store, log) = open(folder.path()).await;
            let mut model: BTreeMap<u128, Event> = BTreeMap::new();
            for (numbers, by_inbox, tight) in &pieces {
                let events: Vec<Event> = numbers.iter().map(|number| event(*number)).collect();
                let fresh = events
                    .iter()
                    .filter(|event| model.insert(event.id.0, (*event).clone()).is_none())
                    .count() as u64;
                if *by_inbox {
                    let tx = store.begin().await.unwrap();
                    log.append(&tx, &events).await.unwrap();
                    tx.commit().await.unwrap();
                    let done = log.hand_over(&|_| ()).await.unwrap();
                    assert_eq!(done.moved, fresh);
                    assert_eq!(log.waiting().await.unwrap(), 0);
                } else {
                    let memory = if *tight { 3_000 } else { 256 << 20 };
                    let (accepted, duplicates) = push(&store, &log, &events, memory).await;
                    assert_eq!(accepted, fresh);
                    assert_eq!(accepted + duplicates, events.len() as u64);
                }
            }
            log.hand_over(&|_| ()).await.unwrap();
            let mut found = everything(&log).await;
            found.sort_by_key(|event| event.id.0);
            let expected: Vec<Event> = model.into_values().collect();
            assert_eq!(found, expected);
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolled_back_bulk_leaves_nothing_and_its_files_go() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    let events: Vec<Event> = (0..200).map(event).collect();
    let mut bulk = log.bulk().unwrap();
    for event in &events {
        bulk.push(event).unwrap();
    }
    let prepared = log.prepare(bulk).await.unwrap();
    let tx = store.begin().await.unwrap();
    log.commit(&tx, &prepared).await.unwrap();
    tx.rollback().await.unwrap();
    drop(prepared);
    assert!(everything(&log).await.is_empty());
    let files = || folder.path().join("events").read_dir().unwrap().count();
    assert!(files() > 2, "the files of the failed bulk are still there");

    assert_eq!(push(&store, &log, &events[..1], 1 << 20).await, (1, 0));
    // lock, one run, one id file: the orphans are gone.
    assert_eq!(files(), 3);
    assert_eq!(everything(&log).await, vec![events[0].clone()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_outlives_merging() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    for number in 0..40 {
        let mut event = event(number);
        // All in one bucket, so that it comes to hold many runs.
        event.customer = Some(CustomerId::new("C3").unwrap());
        push(&store, &log, &[event], 1 << 20).await;
    }
    let before = log.snapshot().await.unwrap();
    let done = log.hand_over(&|_| ()).await.unwrap();
    assert!(done.merged > 0);
    assert_eq!(before.events(), 40);
    let mut seen = 0;
    for bucket in 0..before.buckets() {
        before.scan(bucket, Columns::KEY, &mut |_| seen += 1).unwrap();
    }
    assert_eq!(seen, 40);
    let customer = CustomerId::new("C3").unwrap();
    let after = log.snapshot().await.unwrap();
    assert_eq!(
        before.history(&customer, Columns::ALL).unwrap(),
        after.history(&customer, Columns::ALL).unwrap()
    );
    assert!(!after.history(&customer, Columns::ALL).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_counts_once_even_with_another_time_or_customer() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    let first = event(5);
    let mut moved = first.clone();
    moved.time += TimeDelta::days(3);
    moved.customer = Some(CustomerId::new("somebody else").unwrap());
    assert_eq!(push(&store, &log, &[first.clone(), moved.clone()], 1 << 20).await, (1, 1));
    assert_eq!(push(&store, &log, &[moved], 1 << 20).await, (0, 1));
    assert_eq!(everything(&log).await.len(), 1);
}

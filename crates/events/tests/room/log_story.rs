//! The log against a plain model: whatever is pushed, in whatever pieces and by whichever way,
//! each id is there once, in order, with all its fields.

use std::collections::{BTreeMap, HashSet};

use crate::common::{event, everything, files, named, open, push};
use chrono::TimeDelta;
use proptest::prelude::*;
use sog_events::Columns;
use vocab::{CustomerId, Event};

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
    assert!(named(folder.path(), "run-") > 2, "the files of the failed bulk are still there");

    assert_eq!(push(&store, &log, &events[..1], 1 << 20).await, (1, 0));
    assert_eq!((named(folder.path(), "run-"), named(folder.path(), "ids-")), (1, 1));
    assert_eq!(everything(&log).await, vec![events[0].clone()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_outlives_merging() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    let log = log.keeping(TimeDelta::zero());
    let mut before = None;
    for number in 0..40 {
        let mut event = event(number);
        // All in one bucket, so that it comes to hold many runs.
        event.customer = Some(CustomerId::new("C3").unwrap());
        push(&store, &log, &[event], 1 << 20).await;
        if number == 35 {
            before = Some((log.snapshot().await.unwrap(), files(folder.path())));
        }
    }
    let (before, then) = before.unwrap();
    log.hand_over(&|_| ()).await.unwrap();
    let now = files(folder.path());
    assert!(then.keys().any(|name| !now.contains_key(name)), "nothing was merged meanwhile");
    assert_eq!(before.events(), 36);
    let mut seen = 0;
    for bucket in 0..before.buckets() {
        before.scan(bucket, Columns::KEY, &mut |_| seen += 1).unwrap();
    }
    assert_eq!(seen, 36);
    let customer = CustomerId::new("C3").unwrap();
    let after = log.snapshot().await.unwrap();
    let ids = |events: Vec<Event>| events.iter().map(|event| event.id.0).collect::<HashSet<_>>();
    let old = ids(before.history(&customer, Columns::ALL).unwrap());
    let new = ids(after.history(&customer, Columns::ALL).unwrap());
    assert_eq!((old.len(), new.len()), (36, 40));
    assert!(old.is_subset(&new));
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Rows with one id that say different things: which one counts is decided by the order in
    /// which they came, not by what they say or by how much fits into memory.
    #[test]
    fn the_first_of_one_id_counts_whatever_the_memory(
        rows in proptest::collection::vec((0_u32..40, 0_u32..2_000), 1..120)
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let mut model: BTreeMap<u128, Event> = BTreeMap::new();
            let events: Vec<Event> = rows
                .iter()
                .map(|(id, content)| {
                    let mut said = event(*content);
                    said.id = event(*id).id;
                    model.entry(said.id.0).or_insert_with(|| said.clone());
                    said
                })
                .collect();
            let expected: Vec<Event> = model.into_values().collect();
            for memory in [256 << 20, 3_000, 1] {
                let folder = tempfile::tempdir().unwrap();
                let (store, log) = open(folder.path()).await;
                let repeated = (events.len() - expected.len()) as u64;
                let pushed = push(&store, &log, &events, memory).await;
                assert_eq!(pushed, (expected.len() as u64, repeated), "memory {memory}");
                let mut found = everything(&log).await;
                found.sort_by_key(|event| event.id.0);
                assert_eq!(found, expected, "memory {memory}");
                assert_eq!(named(folder.path(), "spill-"), 0);
            }
        });
    }
}

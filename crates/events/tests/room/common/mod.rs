//! What the tests of the log share: events of every kind, and the ways in and out.

use chrono::{DateTime, TimeDelta, Utc};
use sog_events::{Columns, EventLog, EventsError};
use store::Store;
use vocab::{
    Amount, Barrier, Channel, ContactId, Currency, CustomerId, Direction, Event, EventId, EventKind,
};

pub(crate) fn migrations() -> Vec<store::Migration> {
    [store::migrations::migrations(), sog_events::migrations()].concat()
}

pub(crate) async fn open(folder: &std::path::Path) -> (Store, EventLog) {
    let store = Store::open_folder(folder, migrations()).await.unwrap();
    let log = EventLog::open(&store, folder).await.unwrap();
    (store, log)
}

pub(crate) fn event(number: u32) -> Event {
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

pub(crate) async fn push(
    store: &Store,
    log: &EventLog,
    events: &[Event],
    memory: usize,
) -> (u64, u64) {
    try_push(store, log, events, memory).await.unwrap()
}

/// Like [`push`], and tells what went wrong.
pub(crate) async fn try_push(
    store: &Store,
    log: &EventLog,
    events: &[Event],
    memory: usize,
) -> Result<(u64, u64), EventsError> {
    let mut bulk = log.bulk()?.with_memory(memory);
    for event in events {
        bulk.push(event)?;
    }
    let prepared = log.prepare(bulk).await?;
    let tx = store.begin().await?;
    log.commit(&tx, &prepared).await?;
    tx.commit().await?;
    let counts = (prepared.accepted, prepared.duplicates);
    log.settle(prepared).await;
    Ok(counts)
}

/// The files of a log with what they hold.
pub(crate) fn files(folder: &std::path::Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let entries = folder.join("events").read_dir().unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// How many files of a log have a name that begins so.
pub(crate) fn named(folder: &std::path::Path, prefix: &str) -> usize {
    files(folder).keys().filter(|name| name.starts_with(prefix)).count()
}

pub(crate) async fn everything(log: &EventLog) -> Vec<Event> {
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

//! `events.parquet` into the event log of a data folder.

use std::fs::File;
use std::path::Path;

use arrow_array::types::Int32Type;
use arrow_array::{
    Array, Decimal128Array, DictionaryArray, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use chrono::DateTime;
use events::EventLog;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::json;
use store::Store;
use vocab::{Amount, CustomerId, Event, EventId, EventKind};

use crate::Outcome;
use crate::measure::{Clock, print};

/// The tables a log needs.
fn migrations() -> Vec<store::Migration> {
    [store::migrations::migrations(), events::migrations(), customers::migrations()].concat()
}

/// Opens the data folder of the benchmark.
pub(crate) async fn open(folder: &Path) -> Outcome<(Store, EventLog)> {
    let folder = folder.join("sog");
    std::fs::create_dir_all(&folder)?;
    let store = Store::open_folder(&folder, migrations()).await?;
    let log = EventLog::open(&store, &folder).await?;
    Ok((store, log))
}

/// Loads all events in one bulk.
pub(crate) async fn load(folder: &Path) -> Outcome<()> {
    let (store, log) = open(folder).await?;
    let clock = Clock::start()?;
    let file = File::open(folder.join("events.parquet"))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(8192).build()?;
    let mut bulk = log.bulk()?;
    let mut number = 0;
    for batch in reader {
        each(&batch?, &mut number, &mut |event| Ok(bulk.push(&event)?))?;
    }
    let prepared = log.prepare(bulk).await?;
    let accepted = prepared.accepted;
    let tx = store.begin().await?;
    log.commit(&tx, &prepared).await?;
    tx.commit().await?;
    log.settle(prepared).await;
    let (processor, wall) = clock.stop()?;
    print("load", processor, wall, json!({ "events": accepted }))
}

/// Brings the kept pictures up to date.
pub(crate) async fn refresh(folder: &Path) -> Outcome<()> {
    let (store, log) = open(folder).await?;
    let clock = Clock::start()?;
    let report = customers::refresh(&store, &log, &folder.join("sog"), &|_| {}).await?;
    let (processor, wall) = clock.stop()?;
    print("refresh", processor, wall, serde_json::to_value(report)?)
}

/// Days between the days of two calls.
const A_DAY: i64 = 86_400_000_000;

/// Puts new events into the inbox: sales and visits of customers here and there, on the day after
/// the last one, but one in twenty a year before.
pub(crate) async fn news(folder: &Path, events: u64, customers: u64) -> Outcome<()> {
    let (store, log) = open(folder).await?;
    let day = crate::questions::as_of().timestamp_micros() + log.snapshot().await?.id() * A_DAY;
    let mut news = Vec::new();
    for number in 0..events {
        let customer = format!("C{:07}", number % customers * 613 % 500_000);
        let late = if number % 20 == 7 { 365 * A_DAY } else { 0 };
        let time = day + i64::try_from(number)? * 1_000_000 - late;
        let time = DateTime::from_timestamp_micros(time).ok_or("a time beyond all")?;
        let id = EventId::from_key(&["news", &day.to_string(), &number.to_string()]);
        let kind = if number % 3 == 0 { EventKind::Sale } else { EventKind::Visit };
        let mut event = Event::new(id, Some(CustomerId::new(&customer)?), time, kind);
        if kind == EventKind::Sale {
            event.reference = Some(format!("N{day}-{number}"));
            event.family = Some("Family 3".to_owned());
            event.amount = Some(Amount::from_cents(1_999));
        }
        news.push(event);
    }
    let tx = store.begin().await?;
    log.append(&tx, &news).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives every event of a batch, in order.
pub(crate) fn each(
    batch: &RecordBatch,
    number: &mut u64,
    take: &mut dyn FnMut(Event) -> Outcome<()>,
) -> Outcome<()> {
    fn column<'a, A: 'static>(batch: &'a RecordBatch, name: &str) -> Outcome<&'a A> {
        let column = batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<A>());
        Ok(column.ok_or_else(|| format!("no column {name} of the right type"))?)
    }
    let customers: &StringArray = column(batch, "customer")?;
    let times: &TimestampMicrosecondArray = column(batch, "time")?;
    let references: &StringArray = column(batch, "reference")?;
    let amounts: &Decimal128Array = column(batch, "amount")?;
    let code = |name: &str| -> Outcome<_> {
        let codes: &DictionaryArray<Int32Type> = column(batch, name)?;
        codes.downcast_dict::<StringArray>().ok_or_else(|| "not a column of words".into())
    };
    let (kinds, directions) = (code("kind")?, code("direction")?);
    let (families, regions) = (code("family")?, code("region")?);
    for row in 0..batch.num_rows() {
        // Like the ids of imports, spread evenly.
        let id = EventId::from_key(&["bench", &number.to_string()]);
        *number += 1;
        let word = |codes: &arrow_array::TypedDictionaryArray<'_, Int32Type, StringArray>| {
            let key = codes.keys();
            let at = key.is_valid(row).then(|| usize::try_from(key.value(row)).ok()).flatten();
            at.map(|at| codes.values().value(at).to_owned())
        };
        let time = DateTime::from_timestamp_micros(times.value(row)).ok_or("a time beyond all")?;
        let kind = word(&kinds).ok_or("an event without a kind")?.parse()?;
        let customer = CustomerId::new(customers.value(row))?;
        let mut event = Event::new(id, Some(customer), time, kind);
        event.direction = word(&directions).map(|word| word.parse()).transpose()?;
        event.family = word(&families);
        event.region = word(&regions);
        event.reference = references.is_valid(row).then(|| references.value(row).to_owned());
        event.amount = amounts.is_valid(row).then(|| Amount::from_micros(amounts.value(row)));
        take(event)?;
    }
    Ok(())
}

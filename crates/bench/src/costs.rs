//! What each step of an event's way costs: into the inbox, into runs, merged, folded. The figures of
//! `docs/scale.md`.

use std::fs::File;
use std::path::Path;

use customers::ask::facts::{AskFacts, Table};
use customers::ask::{ask, ask_bucket, join};
use events::{Files, Snapshot};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::json;
use vocab::{Event, Instant};

use crate::Outcome;
use crate::load::{each, open};
use crate::measure::{Clock, print};

/// Events of one request, and requests of one transaction.
const BATCH: usize = 100;
const TOGETHER: usize = 20;

/// Takes the events of `events.parquet` into the inbox of a new data folder in rounds, each handed
/// over and refreshed; then folds everything anew, and asks by the names of files. The data folder
/// is `FOLDER/sog` and has to be empty.
pub(crate) async fn measure(folder: &Path, rounds: usize) -> Outcome<()> {
    let (store, log) = open(folder).await?;
    let data = folder.join("sog");
    let file = File::open(folder.join("events.parquet"))?;
    let (mut all, mut number): (Vec<Event>, u64) = (Vec::new(), 0);
    for batch in ParquetRecordBatchReaderBuilder::try_new(file)?.build()? {
        each(&batch?, &mut number, &mut |event| {
            all.push(event);
            Ok(())
        })?;
    }
    for (round, events) in all.chunks(all.len().div_ceil(rounds.max(1))).enumerate() {
        let count = events.len();
        let told = |what: &str, clock: &Clock, more: serde_json::Value| {
            let (processor, wall) = clock.stop()?;
            let micros = processor * 1e6 / count as f64;
            let answer = json!({ "round": round, "events": count, "cpu_us_event": micros,
                "events_s": count as f64 / wall, "more": more });
            print(what, processor, wall, answer)
        };
        let clock = Clock::start()?;
        for requests in events.chunks(BATCH * TOGETHER) {
            let tx = store.begin().await?;
            for request in requests.chunks(BATCH) {
                log.append(&tx, request).await?;
            }
            tx.commit().await?;
        }
        told("inbox", &clock, json!(null))?;
        let clock = Clock::start()?;
        let done = log.hand_over(&|_| ()).await?;
        told("hand-over", &clock, json!({ "merged": done.merged }))?;
        let clock = Clock::start()?;
        let report = customers::refresh(&store, &log, &data, &|_| ()).await?;
        told("refresh", &clock, json!(report))?;
    }
    std::fs::remove_dir_all(data.join("pictures"))?;
    let clock = Clock::start()?;
    let report = customers::refresh(&store, &log, &data, &|_| ()).await?;
    let (processor, wall) = clock.stop()?;
    let micros = processor * 1e6 / all.len() as f64;
    print("fold anew", processor, wall, json!({ "cpu_us_event": micros, "more": report }))?;
    elsewhere(&log.snapshot().await?, &data).await
}

/// A question asked as another machine would: bucket by bucket, of files that it knows by name. The
/// answer has to be that of the log.
async fn elsewhere(snapshot: &Snapshot, data: &Path) -> Outcome<()> {
    let as_of = Instant::from_timestamp_micros(1_767_225_600_000_000).unwrap_or_default();
    let question = AskFacts { half_life_days: 14.0, as_of };
    let clock = Clock::start()?;
    let files = Files::in_folder(data)?;
    let mut parts = Vec::new();
    for bucket in 0..snapshot.buckets() {
        let told = serde_json::to_string(&snapshot.files(bucket))?;
        let there = files.open(&serde_json::from_str(&told)?).await?;
        parts.push(ask_bucket(&there, bucket, &question)?);
    }
    let answer = join(&question, parts);
    let (processor, wall) = clock.stop()?;
    if answer != ask(snapshot, &question)? {
        return Err("what files by name say is not what the log says".into());
    }
    let customers: usize = answer.iter().map(Table::len).sum();
    print("facts elsewhere", processor, wall, json!({ "customers": customers }))
}

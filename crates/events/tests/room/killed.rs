//! A log that is written to, handed over and merged by a process that is killed a hundred times:
//! what was acknowledged is there, once.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{event, everything, files, migrations, push};
use chrono::TimeDelta;
use sog_events::EventLog;
use store::Store;
use vocab::{Event, EventId};

const FOLDER: &str = "SOG_TEST_KILLED_FOLDER";
const DATABASE: &str = "SOG_TEST_KILLED_DATABASE";
const KILLS: u64 = 100;
const BATCH: u64 = 40;

/// The events of one batch of one process: recognised by their numbers.
fn batch(process: u64, number: u64) -> Vec<Event> {
    let of = |place: u64| {
        let key = format!("{process} {number} {place}");
        let mut event = event(u32::try_from((number * BATCH + place) % 5_000).unwrap());
        event.id = EventId::from_key(&[&key]);
        event
    };
    (0..BATCH).map(of).collect()
}

fn acknowledged(folder: &Path, process: u64) -> PathBuf {
    folder.join(format!("acknowledged-{process}"))
}

/// Role: records, hands over, merges, and writes down what was acknowledged, until it is killed.
#[tokio::test(flavor = "multi_thread")]
async fn records_until_killed() {
    let (Ok(said), Ok(url)) = (std::env::var(FOLDER), std::env::var(DATABASE)) else { return };
    let (process, folder) = said.split_once(':').unwrap();
    let (process, folder): (u64, &Path) = (process.parse().unwrap(), Path::new(folder));
    let store = Store::open(&url, migrations()).await.unwrap();
    let log = EventLog::open(&store, folder).await.unwrap().keeping(TimeDelta::zero());
    let mut note = std::fs::File::create(acknowledged(folder, process)).unwrap();
    for number in 0.. {
        let events = batch(process, number);
        if number % 3 == 2 {
            push(&store, &log, &events, 3_000).await;
        } else {
            let tx = store.begin().await.unwrap();
            log.append(&tx, &events).await.unwrap();
            tx.commit().await.unwrap();
        }
        writeln!(note, "{number}").unwrap();
        if number % 2 == 1 {
            log.hand_over(&|_| ()).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_doubled() {
    let tests = testkit::stores(migrations()).await;
    let kills = KILLS / tests.len() as u64;
    for test in tests {
        let folder = test.folder();
        for process in 0..kills {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "killed::records_until_killed", "--nocapture"])
                .env(FOLDER, format!("{process}:{}", folder.display()))
                .env(DATABASE, test.url())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            // It is killed some time after its first acknowledgement.
            let begun =
                || std::fs::metadata(acknowledged(folder, process)).is_ok_and(|m| m.len() > 0);
            while !begun() {
                assert!(child.try_wait().unwrap().is_none(), "{}: it ended by itself", test.name);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            tokio::time::sleep(Duration::from_millis(process * 53 % 211)).await;
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let log = EventLog::open(&test.store, folder).await.unwrap();
        log.hand_over(&|_| ()).await.unwrap();
        let all = everything(&log).await;
        let found: BTreeSet<u128> = all.iter().map(|event| event.id.0).collect();
        assert_eq!(found.len(), all.len(), "{}: something is doubled", test.name);
        let (mut kept, mut possible) = (0, BTreeSet::new());
        for process in 0..kills {
            let noted = std::fs::read_to_string(acknowledged(folder, process)).unwrap();
            let noted = noted.lines().count() as u64;
            for number in 0..=noted {
                let ids: BTreeSet<u128> =
                    batch(process, number).iter().map(|event| event.id.0).collect();
                // The one after the last was perhaps committed, whole, before its note.
                let whole = ids.is_subset(&found);
                assert!(whole || number == noted, "{}: batch {number} is not there", test.name);
                assert!(whole || ids.is_disjoint(&found), "{}: half of {number}", test.name);
                kept += u64::from(number < noted);
                possible.extend(ids);
            }
        }
        assert!(found.is_subset(&possible), "{}: nobody recorded some of these", test.name);
        assert!(kept > kills, "{}: {kept} batches were acknowledged in {kills} tries", test.name);
        // Nothing that a crash left stays.
        let log = log.keeping(TimeDelta::zero());
        log.hand_over(&|_| ()).await.unwrap();
        let names: Vec<String> = files(folder).into_keys().collect();
        let ends = |name: &&String| name.ends_with(".parquet") || name.ends_with(".bin");
        let there: BTreeSet<&String> = names.iter().filter(ends).collect();
        let known = catalogued(&test.store).await;
        assert_eq!(there, known.iter().collect(), "{}", test.name);
    }
}

/// The files that the catalogue names.
async fn catalogued(store: &Store) -> BTreeSet<String> {
    use sea_orm::{ConnectionTrait, Statement};
    let backend = store.read().get_database_backend();
    let sql = "select path from ducklake_data_file union select path from event_ids";
    let rows = store.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "path").unwrap()).collect()
}

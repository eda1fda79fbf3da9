//! What must not harm a log: processes that are killed, tasks that are given up, the wrong
//! database, files that were cut short, a hundred imports before anybody looks.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{event, everything, files, migrations, named, open, push, try_push};
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use sog_events::{EventLog, EventsError};
use store::Store;
use vocab::{CustomerId, Event};

/// Memory with which a few events are spilled already.
const TIGHT: usize = 3_000;
const WHOLE: usize = 256 << 20;
const FOLDER: &str = "SOG_TEST_LOG_FOLDER";

fn events(numbers: std::ops::Range<u32>) -> Vec<Event> {
    numbers.map(event).collect()
}

fn sorted(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|event| event.id.0);
    events
}

fn folder_for(role: &str) -> Option<PathBuf> {
    let said = std::env::var(FOLDER).ok()?;
    said.strip_prefix(role)?.strip_prefix(':').map(PathBuf::from)
}

/// A process of its own that plays one of the roles below, with at most so many open files.
fn play(role: &str, folder: &Path, most_files: u32) -> std::process::ExitStatus {
    let test = std::env::current_exe().unwrap();
    Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -n {most_files}; exec \"$0\" --exact mishaps::{role} --nocapture"),
        ])
        .arg(test)
        .env(FOLDER, format!("{role}:{}", folder.display()))
        .stdout(Stdio::null())
        .status()
        .unwrap()
}

/// Role: dies while it has spilled.
#[tokio::test]
async fn dies_in_a_large_bulk() {
    let Some(folder) = folder_for("dies_in_a_large_bulk") else { return };
    let (_store, log) = open(&folder).await;
    let mut bulk = log.bulk().unwrap().with_memory(TIGHT);
    for event in events(0..300) {
        bulk.push(&event).unwrap();
    }
    std::process::abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_bulk_that_was_killed_can_be_done_again() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert!(!play("dies_in_a_large_bulk", folder.path(), 1024).success());
        assert!(named(folder.path(), "spill-") > 0, "it died before it spilled");
    }
    let (store, log) = open(folder.path()).await;
    assert_eq!(push(&store, &log, &events(0..300), TIGHT).await, (300, 0));
    assert_eq!(everything(&log).await.len(), 300);
    assert_eq!(named(folder.path(), "spill-"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_that_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    let mut bulk = log.bulk().unwrap().with_memory(TIGHT);
    for event in events(0..300) {
        bulk.push(&event).unwrap();
    }
    assert!(named(folder.path(), "spill-") > 0);
    drop(bulk);
    assert_eq!(named(folder.path(), "spill-"), 0);
    assert_eq!(push(&store, &log, &events(0..300), TIGHT).await, (300, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_much_larger_than_memory_is_put_together_from_few_files() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    let mut bulk = log.bulk().unwrap().with_memory(1);
    let mut all = events(0..100);
    for event in &mut all {
        event.customer = Some(CustomerId::new("C3").unwrap());
        bulk.push(event).unwrap();
        assert!(named(folder.path(), "spill-") <= 33);
    }
    let prepared = log.prepare(bulk).await.unwrap();
    let tx = store.begin().await.unwrap();
    log.commit(&tx, &prepared).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(sorted(everything(&log).await), sorted(all));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_database_is_refused_and_harms_nothing() {
    for test in testkit::stores(migrations()).await {
        let folder = test.folder();
        let log = EventLog::open(&test.store, folder).await.unwrap();
        push(&test.store, &log, &events(0..50), WHOLE).await;
        let before = files(folder);

        // One that is empty, and one that has a log of its own with files of the same names.
        let other = tempfile::tempdir().unwrap();
        let empty = Store::open_folder(other.path(), migrations()).await.unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let (full, own) = open(elsewhere.path()).await;
        push(&full, &own, &events(50..90), WHOLE).await;
        for wrong in [&empty, &full] {
            let refused = EventLog::open(wrong, folder).await.unwrap_err();
            assert!(matches!(refused, EventsError::Mismatch { .. }), "{refused}");
            assert!(refused.to_string().contains("SOG_DATABASE"), "{refused}");
        }
        // A folder that holds events is not given a new database, ...
        assert!(EventLog::may_be_new(folder).is_err());
        // ... also when it does not say any more whose it is.
        std::fs::remove_file(folder.join("events/belongs-to")).unwrap();
        assert!(EventLog::may_be_new(folder).is_err());
        for wrong in [&empty, &full] {
            let refused = EventLog::open(wrong, folder).await.unwrap_err();
            assert!(matches!(refused, EventsError::Mismatch { .. }), "{refused}");
        }
        // And a database that has a log does not begin another one in an empty folder.
        let new = tempfile::tempdir().unwrap();
        assert!(EventLog::may_be_new(new.path()).is_ok());
        let refused = EventLog::open(&test.store, new.path()).await.unwrap_err();
        assert!(matches!(refused, EventsError::Mismatch { .. }), "{refused}");

        // Its own database knows it, and the empty one is as good as new.
        let log = EventLog::open(&test.store, folder).await.unwrap();
        assert_eq!(files(folder), before, "{}", test.name);
        assert_eq!(sorted(everything(&log).await), sorted(events(0..50)));
        let log = EventLog::open(&empty, other.path()).await.unwrap();
        push(&empty, &log, &events(0..5), WHOLE).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_copy_of_the_database_is_refused_and_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = store::settings::database_file(folder.path());
    let backup = folder.path().join("backup");
    let (store, log) = open(folder.path()).await;
    push(&store, &log, &events(0..20), WHOLE).await;
    drop(log);
    store.close().await.unwrap();
    std::fs::copy(&database, &backup).unwrap();
    let (store, log) = open(folder.path()).await;
    push(&store, &log, &events(20..40), WHOLE).await;
    push(&store, &log, &events(40..60), WHOLE).await;
    drop(log);
    store.close().await.unwrap();

    let before = files(folder.path());
    let newest = folder.path().join("newest");
    std::fs::rename(&database, &newest).unwrap();
    std::fs::copy(&backup, &database).unwrap();
    let store = Store::open_folder(folder.path(), migrations()).await.unwrap();
    let refused = EventLog::open(&store, folder.path()).await.unwrap_err();
    assert!(refused.to_string().contains("older"), "{refused}");
    store.close().await.unwrap();
    assert_eq!(files(folder.path()), before);

    std::fs::rename(&newest, &database).unwrap();
    let (_store, log) = open(folder.path()).await;
    assert_eq!(sorted(everything(&log).await), sorted(events(0..60)));
}

/// Older by exactly one change: what the folder has more looks like what a crash leaves.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_older_by_one_change_is_refused_and_harms_nothing() {
    for is_noted_at_once in [true, false] {
        for test in testkit::stores(migrations()).await {
            let folder = test.folder();
            let log = EventLog::open(&test.store, folder).await.unwrap();
            push(&test.store, &log, &events(0..20), WHOLE).await;
            let mut bulk = log.bulk().unwrap();
            for event in events(20..40) {
                bulk.push(&event).unwrap();
            }
            let prepared = log.prepare(bulk).await.unwrap();
            let tx = test.store.begin().await.unwrap();
            log.commit(&tx, &prepared).await.unwrap();
            tx.commit().await.unwrap();
            if is_noted_at_once {
                log.settle(prepared).await;
            } else {
                // As a process does that dies right after the commit; the next writer notes it.
                drop(prepared);
                log.hand_over(&|_| ()).await.unwrap();
            }
            go_back_to(&test.store, 1).await;
            is_refused_unharmed(&test.store, &log, folder).await;
        }
    }
}

/// Makes of a database what it was after an earlier change.
async fn go_back_to(store: &Store, change: i64) {
    let tx = store.begin().await.unwrap();
    for sql in [
        format!("delete from ducklake_data_file where begin_snapshot > {change}"),
        format!("update ducklake_data_file set end_snapshot = null where end_snapshot > {change}"),
        format!("delete from event_ids where snapshot > {change}"),
        format!("delete from ducklake_snapshot where snapshot_id > {change}"),
    ] {
        tx.execute_unprepared(&sql).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Neither who opens the log nor who has it open already may change anything.
async fn is_refused_unharmed(store: &Store, log: &EventLog, folder: &Path) {
    let before = files(folder);
    let opened = EventLog::open(store, folder).await.unwrap_err();
    let written = try_push(store, log, &events(40..60), WHOLE).await.unwrap_err();
    for refused in [opened, written] {
        assert!(matches!(refused, EventsError::Mismatch { .. }), "{refused}");
        let said = refused.to_string();
        assert!(said.contains("older") && said.contains("`sending-marks`"), "{said}");
    }
    assert_eq!(files(folder), before);
}

/// An import holds the head of the log while it saves millions of records.
#[tokio::test(flavor = "multi_thread")]
async fn who_opens_the_log_waits_for_nobody() {
    for test in testkit::stores(migrations()).await {
        let log = EventLog::open(&test.store, test.folder()).await.unwrap();
        push(&test.store, &log, &events(0..10), WHOLE).await;
        let other_store = test.open_again().await.unwrap();
        let mut bulk = log.bulk().unwrap();
        for event in events(10..20) {
            bulk.push(&event).unwrap();
        }
        let prepared = log.prepare(bulk).await.unwrap();
        let tx = test.store.begin().await.unwrap();
        log.commit(&tx, &prepared).await.unwrap();

        let opening = EventLog::open(&other_store, test.folder());
        let opened = tokio::time::timeout(Duration::from_secs(20), opening).await;
        let other_log = opened.unwrap_or_else(|_| panic!("{}: it waits", test.name)).unwrap();
        assert_eq!(everything(&other_log).await.len(), 10, "{}", test.name);
        tx.commit().await.unwrap();
        log.settle(prepared).await;
        assert_eq!(everything(&other_log).await.len(), 20, "{}", test.name);
    }
}

/// The lock of the files goes with the process or the task; a commit under way does not.
#[tokio::test(flavor = "multi_thread")]
async fn files_of_a_commit_under_way_are_not_taken_for_left_behind() {
    for test in testkit::stores(migrations()).await {
        let log = EventLog::open(&test.store, test.folder()).await.unwrap();
        // Another process, which opened the log before.
        let other_store = test.open_again().await.unwrap();
        let other_log = EventLog::open(&other_store, test.folder()).await.unwrap();
        let mut bulk = log.bulk().unwrap();
        for event in events(0..30) {
            bulk.push(&event).unwrap();
        }
        let prepared = log.prepare(bulk).await.unwrap();
        let tx = test.store.begin().await.unwrap();
        log.commit(&tx, &prepared).await.unwrap();
        drop(prepared);

        let next = events(20..50);
        let other = try_push(&other_store, &other_log, &next, WHOLE);
        let commit = async {
            // Long enough for one that does not wait to do its harm.
            tokio::time::sleep(Duration::from_millis(500)).await;
            tx.commit().await.unwrap();
        };
        let (pushed, ()) = tokio::join!(other, commit);
        assert_eq!(pushed.unwrap(), (20, 10), "{}", test.name);
        assert_eq!(sorted(everything(&log).await), sorted(events(0..50)), "{}", test.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_file_that_was_cut_short_lets_nothing_count_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    push(&store, &log, &events(0..50), WHOLE).await;
    let name = files(folder.path()).into_keys().find(|name| name.starts_with("ids-")).unwrap();
    let path = folder.path().join("events").join(name);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let refused = try_push(&store, &log, &events(0..50), WHOLE).await.unwrap_err();
    assert!(refused.to_string().contains("25 of 50"), "{refused}");
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(push(&store, &log, &events(0..50), WHOLE).await, (0, 50));
}

/// Role: imports again and again and looks only at the end.
#[tokio::test]
async fn imports_every_day() {
    let Some(folder) = folder_for("imports_every_day") else { return };
    let (store, log) = open(&folder).await;
    let log = log.keeping(TimeDelta::zero());
    // One event of its own first: small files must not keep larger ones from being merged.
    let tx = store.begin().await.unwrap();
    log.append(&tx, &events(0..1)).await.unwrap();
    tx.commit().await.unwrap();
    log.hand_over(&|_| ()).await.unwrap();
    for day in 0..DAYS {
        push(&store, &log, &day_of(day), WHOLE).await;
    }
    log.snapshot().await.unwrap();
    log.hand_over(&|_| ()).await.unwrap();
    assert_eq!(everything(&log).await.len(), 1 + (DAYS * A_DAY) as usize);
}

const DAYS: u32 = 25;
const A_DAY: u32 = 48;

/// Events in every bucket.
fn day_of(day: u32) -> Vec<Event> {
    let mut all = events(1 + day * A_DAY..1 + (day + 1) * A_DAY);
    for (number, event) in all.iter_mut().enumerate() {
        event.customer = Some(CustomerId::new(&format!("C{}", number * 7)).unwrap());
    }
    all
}

#[test]
fn many_imports_need_few_open_files() {
    let folder = tempfile::tempdir().unwrap();
    // A run of every bucket and import would be 400.
    assert!(play("imports_every_day", folder.path(), 180).success());
    let buckets = usize::from(sog_events::BUCKETS);
    assert!(named(folder.path(), "run-") <= 8 * buckets, "{:?}", files(folder.path()).keys());
    assert!(named(folder.path(), "ids-") <= 8, "{:?}", files(folder.path()).keys());
}

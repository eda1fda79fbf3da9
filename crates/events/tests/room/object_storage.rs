//! A log whose files are kept in S3-compatible storage: another machine goes on from it, other
//! engines read it, nothing is left behind in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::common::{event, everything, migrations, push};
use chrono::TimeDelta;
use futures::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::{ObjectStore, ObjectStoreExt};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use sog_events::{EventLog, EventsError, Fate, Remote, Traces};
use store::Store;
use testkit::s3::{BUCKET, Storage, storage};
use vocab::{CustomerId, Event};

const WHOLE: usize = 256 << 20;

fn settings(storage: &Storage) -> AmazonS3Builder {
    AmazonS3Builder::new()
        .with_endpoint(format!("http://{}", storage.address()))
        .with_allow_http(true)
        .with_region("us-east-1")
        .with_access_key_id("key")
        .with_secret_access_key("secret")
}

async fn open(store: &Store, folder: &Path, storage: &Storage, place: &str) -> EventLog {
    let remote = Remote::with(settings(storage), place).unwrap();
    let log = EventLog::open_in(store, folder, Some(remote)).await.unwrap();
    log.keeping(TimeDelta::zero())
}

/// What lies in the bucket below a path.
async fn objects(storage: &Storage, below: &str) -> BTreeMap<String, Vec<u8>> {
    let all = settings(storage).with_bucket_name(BUCKET).build().unwrap();
    let listed: Vec<_> = all.list(Some(&below.into())).try_collect().await.unwrap();
    let mut found = BTreeMap::new();
    for object in listed {
        let bytes = all.get(&object.location).await.unwrap().bytes().await.unwrap();
        found.insert(object.location.filename().unwrap().to_owned(), bytes.to_vec());
    }
    found
}

/// The event files in the bucket are those that the catalogue names.
async fn nothing_is_left_behind(store: &Store, found: &BTreeMap<String, Vec<u8>>) {
    let sql = "select path from ducklake_data_file union select path from event_ids";
    let backend = store.read().get_database_backend();
    let rows = store.read().query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let known: BTreeSet<String> = rows.iter().map(|row| row.try_get("", "path").unwrap()).collect();
    let marks = ["belongs-to", "committed"];
    let there: BTreeSet<String> =
        found.keys().filter(|name| !marks.contains(&name.as_str())).cloned().collect();
    assert_eq!(there, known);
}

fn sorted(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|event| event.id.0);
    events
}

#[tokio::test(flavor = "multi_thread")]
async fn another_machine_goes_on_and_other_engines_read() {
    let Some(storage) = storage() else { return };
    for test in testkit::stores(migrations()).await {
        let store = &test.store;
        let below = format!("{}/events", test.name);
        let place = format!("s3://{BUCKET}/{below}");
        let first = tempfile::tempdir().unwrap();
        let log = open(store, first.path(), &storage, &place).await;
        let mut all = Vec::new();
        for part in 0..9 {
            let events: Vec<Event> = (part * 60..part * 60 + 60).map(event).collect();
            if part % 2 == 0 {
                push(store, &log, &events, WHOLE).await;
            } else {
                let tx = store.begin().await.unwrap();
                log.append(&tx, &events).await.unwrap();
                tx.commit().await.unwrap();
                log.hand_over(&|_| ()).await.unwrap();
            }
            all.extend(events);
        }
        let all = sorted(all);
        log.hand_over(&|_| ()).await.unwrap();
        nothing_is_left_behind(store, &objects(&storage, &below).await).await;

        // An import that is given up leaves files in the bucket until the next change.
        let mut bulk = log.bulk().unwrap();
        for number in 1_000..1_050 {
            bulk.push(&event(number)).unwrap();
        }
        let given_up = log.prepare(bulk).await.unwrap();
        let before = objects(&storage, &below).await.len();
        drop(given_up);
        log.hand_over(&|_| ()).await.unwrap();
        let after = objects(&storage, &below).await;
        assert!(after.len() < before);
        nothing_is_left_behind(store, &after).await;

        // The machine is lost with its folder, in the midst of another import.
        let mut bulk = log.bulk().unwrap();
        for number in 1_000..1_050 {
            bulk.push(&event(number)).unwrap();
        }
        let cut_short = log.prepare(bulk).await.unwrap();
        drop((log, cut_short));
        first.close().unwrap();
        let second = tempfile::tempdir().unwrap();
        let log = open(store, second.path(), &storage, &place).await;
        assert_eq!(sorted(everything(&log).await), all);
        assert_eq!(push(store, &log, &all, WHOLE).await, (0, all.len() as u64));
        nothing_is_left_behind(store, &objects(&storage, &below).await).await;
        read_by_another_engine(test.url(), &storage, all.len());

        // Erasing reaches the bucket.
        let erased = CustomerId::new("C3").unwrap();
        let found = objects(&storage, &below).await;
        let holds = |bytes: &Vec<u8>, trace: &[u8]| bytes.windows(trace.len()).any(|w| w == trace);
        let own: Vec<&Event> =
            all.iter().filter(|event| event.customer.as_ref() == Some(&erased)).collect();
        let ids: Vec<[u8; 16]> = own.iter().map(|event| event.id.0.to_be_bytes()).collect();
        assert!(found.values().any(|bytes| ids.iter().any(|id| holds(bytes, id))));
        let rewrite =
            log.prepare_rewrite(&[(erased, Fate::Erase)].into(), &Traces::default()).await.unwrap();
        let tx = store.begin().await.unwrap();
        log.commit_rewrite(&tx, &rewrite).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(rewrite.erased, own.len() as u64);
        log.settle_rewrite(rewrite).await;
        let found = objects(&storage, &below).await;
        assert!(!found.values().any(|bytes| ids.iter().any(|id| holds(bytes, id))));
        nothing_is_left_behind(store, &found).await;
        assert_eq!(everything(&log).await.len(), all.len() - own.len());
    }
}

fn read_by_another_engine(url: &str, storage: &Storage, events: usize) {
    let secret = format!(
        "create secret (type s3, key_id 'key', secret 'secret', region 'us-east-1',
        endpoint '{}', url_style 'path', use_ssl false)",
        storage.address()
    );
    let count = "select count(*), count(distinct id) from lake.events";
    let found = testkit::duckdb::ask(Some(url), &[&secret], &[count]).unwrap();
    assert_eq!(found, [[[json!(events), json!(events)]]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_storage_of_another_log_is_refused_and_harmed_by_nobody() {
    let Some(storage) = storage() else { return };
    let place = format!("s3://{BUCKET}/events");
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = Store::open_folder(one.path(), migrations()).await.unwrap();
    let log = open(&store, one.path(), &storage, &place).await;
    push(&store, &log, &(0..40).map(event).collect::<Vec<_>>(), WHOLE).await;
    let before = objects(&storage, "events").await;

    let theirs = Store::open_folder(other.path(), migrations()).await.unwrap();
    let remote = Remote::with(settings(&storage), &place).unwrap();
    let refused = EventLog::open_in(&theirs, other.path(), Some(remote)).await.unwrap_err();
    assert!(matches!(refused, EventsError::Mismatch { .. }), "{refused}");
    assert!(refused.to_string().contains(&place), "{refused}");
    assert_eq!(objects(&storage, "events").await, before);

    // A place that is not reached is named.
    let nowhere = settings(&storage).with_endpoint("http://127.0.0.1:1");
    let remote = Remote::with(nowhere, &place).unwrap();
    let failed = EventLog::open_in(&store, one.path(), Some(remote)).await.unwrap_err();
    assert!(failed.to_string().contains(&place), "{failed}");
    assert!(Remote::s3("file:///tmp").is_err());
}

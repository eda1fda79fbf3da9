//! Erasing customers and giving events to others: what is asked for happens, nothing else does,
//! and nothing of an erased customer is left in any byte of the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{event, everything, files, migrations, named, open, push};
use proptest::prelude::*;
use sea_orm::ConnectionTrait;
use sog_events::{EventLog, EventsError, Fate};
use store::Store;
use vocab::{CustomerId, Event};

const WHOLE: usize = 256 << 20;
const FOLDER: &str = "SOG_TEST_REWRITE_FOLDER";

fn customer(name: &str) -> CustomerId {
    CustomerId::new(name).unwrap()
}

/// Rewrites as who erases or links does; gives how many events went and how many moved.
async fn rewrite(store: &Store, log: &EventLog, fates: &[(&str, Fate)]) -> (u64, u64) {
    try_rewrite(store, log, fates).await.unwrap()
}

async fn try_rewrite(
    store: &Store,
    log: &EventLog,
    fates: &[(&str, Fate)],
) -> Result<(u64, u64), EventsError> {
    let fates = fates.iter().map(|(name, fate)| (customer(name), fate.clone())).collect();
    let rewrite = log.prepare_rewrite(&fates, &sog_events::Traces::default()).await?;
    let tx = store.begin().await?;
    log.commit_rewrite(&tx, &rewrite).await?;
    tx.commit().await?;
    let counts = (rewrite.erased, rewrite.moved);
    log.settle_rewrite(rewrite).await;
    Ok(counts)
}

fn is_of(event: &Event, name: &str) -> bool {
    event.customer.as_ref().is_some_and(|customer| customer.as_str() == name)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn events_go_or_move_as_a_plain_list_would_say(
        parts in proptest::collection::vec(proptest::collection::btree_set(0_u32..300, 1..60), 1..5),
        // Names beyond those there are, too; many at once are not looked up one by one.
        erased in proptest::collection::btree_set(0_u32..30, 0..4),
        moved in proptest::collection::btree_map(0_u32..30, 0_u32..30, 0..4),
        strangers in prop_oneof![Just(0_u32), Just(1_200)],
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let (store, log) = open(folder.path()).await;
            let mut model: BTreeMap<u128, Event> = BTreeMap::new();
            for part in &parts {
                let events: Vec<Event> = part.iter().map(|number| event(*number)).collect();
                push(&store, &log, &events, WHOLE).await;
                for event in events {
                    model.entry(event.id.0).or_insert(event);
                }
            }
            let name = |number: &u32| format!("C{number}");
            let mut fates: BTreeMap<String, Fate> = BTreeMap::new();
            for (from, to) in &moved {
                // Whoever is moved to stays where it is: that ways are followed is shown elsewhere.
                if !moved.contains_key(to) {
                    fates.insert(name(from), Fate::MoveTo(customer(&name(to))));
                }
            }
            for gone in &erased {
                if !moved.values().any(|to| to == gone) {
                    fates.insert(name(gone), Fate::Erase);
                }
            }
            for stranger in 0..strangers {
                fates.insert(format!("nobody {stranger}"), Fate::Erase);
            }
            let mut expected: BTreeMap<u128, Event> = BTreeMap::new();
            let (mut went, mut left) = (0, 0);
            for (id, event) in &model {
                let of = event.customer.as_ref().map(|customer| customer.as_str().to_owned());
                match of.and_then(|name| fates.get(&name)) {
                    None => {
                        expected.insert(*id, event.clone());
                    }
                    Some(Fate::Erase | Fate::Forget(_)) => went += 1,
                    Some(Fate::MoveTo(to)) => {
                        let mut event = event.clone();
                        event.customer = Some(to.clone());
                        expected.insert(*id, event);
                        left += 1;
                    }
                }
            }
            let asked: Vec<(&str, Fate)> =
                fates.iter().map(|(name, fate)| (name.as_str(), fate.clone())).collect();
            assert_eq!(rewrite(&store, &log, &asked).await, (went, left));
            let mut found = everything(&log).await;
            found.sort_by_key(|event| event.id.0);
            assert_eq!(found, expected.values().cloned().collect::<Vec<_>>());
            // What is there is known by its id, wherever it went; what is gone is not.
            let all: Vec<Event> = model.values().cloned().collect();
            assert_eq!(push(&store, &log, &all, WHOLE).await, (went, all.len() as u64 - went));
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_files_that_hold_the_customer_are_written_anew() {
    for test in testkit::stores(migrations()).await {
        let (store, folder) = (&test.store, test.folder());
        let log = EventLog::open(store, folder).await.unwrap();
        let all: Vec<Event> = (0..200).map(event).collect();
        let (with, without): (Vec<Event>, Vec<Event>) =
            all.iter().cloned().partition(|event| is_of(event, "C3"));
        push(store, &log, &without, WHOLE).await;
        push(store, &log, &with, WHOLE).await;
        let before = files(folder);
        let versions = |snapshot: &sog_events::Snapshot| -> Vec<i64> {
            (0..snapshot.buckets()).map(|bucket| snapshot.bucket_version(bucket)).collect()
        };
        let then = versions(&log.snapshot().await.unwrap());

        assert_eq!(rewrite(store, &log, &[("C3", Fate::Erase)]).await, (with.len() as u64, 0));
        let after = files(folder);
        let is_event = |name: &&String| name.starts_with("run-") || name.starts_with("ids-");
        let gone: Vec<&String> = before.keys().filter(is_event).collect();
        let gone: Vec<_> = gone.into_iter().filter(|name| !after.contains_key(*name)).collect();
        // The second import's one run and its ids; nothing takes their place.
        assert_eq!(gone.len(), 2, "{}: {gone:?}", test.name);
        assert!(gone.iter().all(|name| name.contains("-00000002")), "{gone:?}");
        let kept = before.iter().filter(|(name, _)| is_event(name) && after.contains_key(*name));
        assert!(kept.clone().count() > 5);
        for (name, bytes) in kept {
            assert_eq!(&after[name], bytes, "{name}");
        }
        assert_eq!(
            after.keys().filter(is_event).count(),
            before.keys().filter(is_event).count() - 2
        );
        // Who keeps what it read of a bucket reads this one again and no other.
        let now = versions(&log.snapshot().await.unwrap());
        let bucket = usize::from(sog_events::bucket_of("C3", sog_events::BUCKETS));
        for (place, (then, now)) in then.iter().zip(&now).enumerate() {
            assert_eq!(*now > *then, place == bucket, "bucket {place}");
        }
        // Nobody to erase or move: nothing happens.
        let snapshot = log.snapshot().await.unwrap().id();
        let nobody = [("nobody", Fate::MoveTo(customer("C4")))];
        assert_eq!(rewrite(store, &log, &nobody).await, (0, 0));
        assert_eq!(log.snapshot().await.unwrap().id(), snapshot);
    }
}

/// What must not be found any more: words and ids as bytes.
fn traces(events: &[Event]) -> Vec<Vec<u8>> {
    let mut found: BTreeSet<Vec<u8>> = BTreeSet::new();
    for event in events {
        found.insert(event.id.0.to_be_bytes().to_vec());
        found.extend(event.customer.iter().map(|customer| customer.as_str().into()));
        found.extend(event.reference.iter().chain(&event.text).map(|text| text.clone().into()));
    }
    found.into_iter().collect()
}

/// The files below a folder in which one of the traces is found.
fn found_in(folder: &Path, traces: &[Vec<u8>]) -> BTreeSet<PathBuf> {
    let mut hits = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let holds = |trace: &Vec<u8>| bytes.windows(trace.len()).any(|part| part == trace);
            if traces.iter().any(holds) {
                hits.insert(path);
            }
        }
    }
    hits
}

/// Events of a customer with words of their own.
fn personal(name: &str, numbers: std::ops::Range<u32>) -> Vec<Event> {
    numbers
        .map(|number| {
            let mut event = event(number);
            event.id = vocab::EventId::from_key(&[name, &number.to_string()]);
            event.customer = Some(customer(name));
            event.reference = Some(format!("order {name} {number}"));
            event.text = Some(format!("words of {name}, {number}"));
            event
        })
        .collect()
}

async fn vacuum(store: Store) {
    // Neither may run inside a transaction.
    let once = sea_orm::Database::connect(database(&store).await).await.unwrap();
    once.execute_unprepared("vacuum").await.unwrap();
    once.execute_unprepared("pragma wal_checkpoint(truncate)").await.unwrap();
    once.close().await.unwrap();
    store.close().await.unwrap();
}

async fn database(store: &Store) -> String {
    let sql = "select file from pragma_database_list where name = 'main'";
    let backend = store.read().get_database_backend();
    let row = store.read().query_one_raw(sea_orm::Statement::from_string(backend, sql)).await;
    let file: String = row.unwrap().unwrap().try_get("", "file").unwrap();
    format!("sqlite://{file}")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_an_erased_customer_is_left_in_any_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    let target = "Wilhelmine Ungetüm";
    let alias = "~7c1f0a52-visitor";
    let (own, earlier) = (personal(target, 0..120), personal(alias, 120..150));
    let waiting = personal(target, 150..160);
    let secret = traces(&[own.as_slice(), &earlier, &waiting].concat());
    let others: Vec<Event> = (0..400).map(event).collect();
    // Spread over many changes, so that it was merged into other files more than once.
    for (part, others) in own.chunks(12).zip(others.chunks(40)) {
        push(&store, &log, &[part, others].concat(), WHOLE).await;
    }
    push(&store, &log, &earlier, WHOLE).await;
    rewrite(&store, &log, &[(alias, Fate::MoveTo(customer(target)))]).await;
    // What was before can still be read by others, and is to go too.
    let snapshots = log.snapshot().await.unwrap().id();
    assert!(named(folder.path(), "run-") > 40, "{:?}", files(folder.path()).keys());
    assert!(!found_in(folder.path(), &traces(&earlier)).is_empty());
    // One that failed left files.
    let mut bulk = log.bulk().unwrap();
    for event in personal(target, 200..210) {
        bulk.push(&event).unwrap();
    }
    let prepared = log.prepare(bulk).await.unwrap();
    let tx = store.begin().await.unwrap();
    log.commit(&tx, &prepared).await.unwrap();
    tx.rollback().await.unwrap();
    drop(prepared);

    let fates = [(target, Fate::Erase), (alias, Fate::Erase)];
    let fates: BTreeMap<CustomerId, Fate> =
        fates.into_iter().map(|(name, fate)| (customer(name), fate)).collect();
    let erasing = log.prepare_rewrite(&fates, &sog_events::Traces::default()).await.unwrap();
    assert_eq!(erasing.erased, 150);
    // Comes while the files are being written.
    let tx = store.begin().await.unwrap();
    log.append(&tx, &[waiting.as_slice(), &[event(1_000)]].concat()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.begin().await.unwrap();
    log.commit_rewrite(&tx, &erasing).await.unwrap();
    tx.commit().await.unwrap();
    log.settle_rewrite(erasing).await;

    assert_eq!(log.waiting().await.unwrap(), 1);
    log.hand_over(&|_| ()).await.unwrap();
    assert!(log.snapshot().await.unwrap().id() > snapshots);
    assert_eq!(everything(&log).await.len(), 401);
    drop(log);
    vacuum(store).await;
    assert_eq!(found_in(folder.path(), &secret), BTreeSet::new());
    // The search does find what is there.
    let kept = traces(&[event(1)]);
    assert!(found_in(folder.path(), &kept).len() > 2);

    // Compressed words cannot be found as bytes: no file is there that is not read.
    let (store, log) = open(folder.path()).await;
    assert_eq!(everything(&log).await.len(), 401);
    let runs = "select count(*) as files from ducklake_data_file";
    let backend = store.read().get_database_backend();
    let row = store.read().query_one_raw(sea_orm::Statement::from_string(backend, runs)).await;
    let live: i64 = row.unwrap().unwrap().try_get("", "files").unwrap();
    assert_eq!(live, i64::try_from(named(folder.path(), "run-")).unwrap());
}

fn folder_for(role: &str) -> Option<PathBuf> {
    let said = std::env::var(FOLDER).ok()?;
    said.strip_prefix(role)?.strip_prefix(':').map(PathBuf::from)
}

const KEPT: u32 = 200;

/// Role: erases a customer, or moves it, and brings it back, until it is killed.
#[tokio::test(flavor = "multi_thread")]
async fn rewrites_until_killed() {
    let Some(folder) = folder_for("rewrites_until_killed") else { return };
    let (store, log) = open(&folder).await;
    let own = personal("Victim", 0..80);
    loop {
        rewrite(&store, &log, &[("Victim", Fate::Erase), ("Other", Fate::Erase)]).await;
        push(&store, &log, &own, WHOLE).await;
        rewrite(&store, &log, &[("Victim", Fate::MoveTo(customer("Other")))]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_it_is_killed_everything_is_as_before_or_as_after() {
    let folder = tempfile::tempdir().unwrap();
    let (store, log) = open(folder.path()).await;
    let others: Vec<Event> = (0..KEPT).map(event).collect();
    push(&store, &log, &others, WHOLE).await;
    let expected = others.iter().map(|event| event.id.0).collect::<BTreeSet<_>>();
    drop(log);
    store.close().await.unwrap();
    let own = personal("Victim", 0..80);
    let mut states = BTreeSet::new();
    for round in 0..25_u64 {
        let role = "rewrites_until_killed";
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &format!("rewriting::{role}"), "--nocapture"])
            .env(FOLDER, format!("{role}:{}", folder.path().display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(150 + round * 37 % 400));
        child.kill().unwrap();
        child.wait().unwrap();

        let (store, log) = open(folder.path()).await;
        let all = everything(&log).await;
        let (own_now, rest): (Vec<Event>, Vec<Event>) =
            all.into_iter().partition(|event| is_of(event, "Victim") || is_of(event, "Other"));
        assert_eq!(rest.len(), others.len());
        assert_eq!(rest.iter().map(|event| event.id.0).collect::<BTreeSet<_>>(), expected);
        let moved = own_now.iter().filter(|event| is_of(event, "Other")).count();
        assert!([0, own.len()].contains(&own_now.len()), "{} events", own_now.len());
        assert!([0, own_now.len()].contains(&moved), "{moved} of {} moved", own_now.len());
        states.insert((own_now.len(), moved));
        drop(log);
        store.close().await.unwrap();
    }
    assert!(states.len() > 1, "it was always killed at the same place: {states:?}");
    let (store, log) = open(folder.path()).await;
    rewrite(&store, &log, &[("Victim", Fate::Erase), ("Other", Fate::Erase)]).await;
    assert_eq!(push(&store, &log, &others, WHOLE).await, (0, others.len() as u64));
    drop(log);
    vacuum(store).await;
    assert_eq!(found_in(folder.path(), &traces(&own)), BTreeSet::new());
}

//! A refresh folded elsewhere: the files, rows and figures of one folded here, whatever arrives
//! damaged, twice or late.
use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{Folder, events};
use events::{BucketFiles, EventsError, Files};
use sog_customers::{Apart, BucketPictures, CustomersError, RefreshReport, fold_apart};

/// The picture files of a data folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = folder.join("pictures").read_dir().unwrap().map(Result::unwrap);
    let entries = entries.filter(|entry| entry.file_name() != "lock");
    let read = |entry: std::fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, std::fs::read(entry.path()).unwrap())
    };
    entries.map(read).collect()
}

/// What another machine makes of a bucket, of which it was told by name.
async fn folded(there: &Files, refresh: &Apart, bucket: u16) -> BucketPictures {
    let told = serde_json::to_string(&refresh.snapshot().files(bucket)).unwrap();
    let named: BucketFiles = serde_json::from_str(&told).unwrap();
    assert_eq!(named.bucket(), bucket);
    let snapshot = there.open(&named).await.unwrap();
    assert_eq!(snapshot.events(), named.events());
    let pictures = fold_apart(&snapshot, bucket, refresh.zone()).unwrap();
    assert_eq!(pictures.events, named.events());
    let packed = postcard::to_stdvec(&pictures).unwrap();
    postcard::from_bytes(&packed).unwrap()
}

async fn begin(folder: &Folder) -> Apart {
    Apart::begin(&folder.store, &folder.log, folder.path()).await.unwrap()
}

async fn filled() -> Folder {
    let folder = Folder::new().await;
    folder.import(&events(0..2_000)).await;
    folder.import(&events(1_900..2_600)).await;
    folder.receive(&events(2_600..2_700)).await;
    folder
}

#[tokio::test]
async fn folded_elsewhere_is_folded_here_to_the_bit() {
    let (here, other) = (filled().await, filled().await);
    let report = here.refresh().await;

    let mut refresh = begin(&other).await;
    let there = Files::in_folder(other.path()).unwrap();
    assert_eq!(refresh.stale().len(), usize::from(refresh.snapshot().buckets()));
    // In whatever order they come.
    for bucket in refresh.stale().to_vec().into_iter().rev() {
        let pictures = folded(&there, &refresh, bucket).await;
        refresh.take(pictures.clone()).await.unwrap();
        refresh.take(pictures).await.unwrap();
    }
    assert_eq!(refresh.finish(&other.store, &other.log).await.unwrap(), report);
    assert_eq!(files(other.path()), files(here.path()));
    let version = sog_customers::version(&here.store).await.unwrap();
    assert!(version.is_some());
    assert_eq!(sog_customers::version(&other.store).await.unwrap(), version);
    assert_eq!(*other.load().await, *here.load().await);

    // Nothing to do; then a few events, then so many that folding anew is cheaper.
    let refresh = begin(&other).await;
    assert_eq!(refresh.stale(), [] as [u16; 0]);
    let nothing = refresh.finish(&other.store, &other.log).await.unwrap();
    assert_eq!((nothing.buckets_updated, nothing.buckets_rebuilt), (0, 0));
    for (came, many) in [(2_700..2_702, false), (3_000..6_000, true)] {
        here.receive(&events(came.clone())).await;
        other.receive(&events(came)).await;
        let report = here.refresh().await;
        let mut refresh = begin(&other).await;
        assert!(!many || !refresh.stale().is_empty());
        for bucket in refresh.stale().to_vec() {
            let pictures = folded(&there, &refresh, bucket).await;
            refresh.take(pictures).await.unwrap();
        }
        let told = refresh.finish(&other.store, &other.log).await.unwrap();
        // Snapshots are numbered by what happened to the log, and here nothing happened in vain.
        assert_eq!(RefreshReport { snapshot: report.snapshot, ..told }, report);
        assert_eq!(*other.load().await, *here.load().await);
    }
    let last = other.refresh().await;
    assert_eq!((last.buckets_updated, last.buckets_rebuilt), (0, 0));
    assert_eq!(other.load().await.events(), 5_702);
}

#[tokio::test]
async fn what_is_damaged_or_missing_changes_nothing() {
    let folder = filled().await;
    folder.refresh().await;
    let before = sog_customers::version(&folder.store).await.unwrap();
    folder.import(&events(3_000..6_000)).await;

    let mut refresh = begin(&folder).await;
    let there = Files::in_folder(folder.path()).unwrap();
    let stale = refresh.stale().to_vec();
    let pictures = folded(&there, &refresh, stale[0]).await;
    let mut damaged = pictures.clone();
    let middle = damaged.file.len() / 2;
    damaged.file[middle] ^= 1;
    let swapped = BucketPictures { bucket: stale[1], ..pictures.clone() };
    for wrong in [damaged, swapped] {
        let refused = refresh.take(wrong).await.unwrap_err();
        assert!(matches!(refused, CustomersError::Damaged { .. }), "{refused}");
    }
    assert_eq!(refresh.stale(), stale);
    refresh.take(pictures).await.unwrap();
    assert_eq!(refresh.stale(), &stale[1..]);
    let given_up = refresh.finish(&folder.store, &folder.log).await.unwrap_err();
    assert!(given_up.to_string().contains("were not folded"), "{given_up}");
    assert_eq!(sog_customers::version(&folder.store).await.unwrap(), before);
    // What it left is in nobody's way.
    assert_eq!(usize::from(folder.refresh().await.buckets_rebuilt), stale.len());
}

#[tokio::test]
async fn a_log_that_changed_is_looked_at_again() {
    let folder = filled().await;
    let mut refresh = begin(&folder).await;
    let there = Files::in_folder(folder.path()).unwrap();
    let early = folded(&there, &refresh, 3).await;
    refresh.take(folded(&there, &refresh, 4).await).await.unwrap();
    folder.import(&events(5_000..6_000)).await;
    refresh.look_again(&folder.log).await.unwrap();
    // All buckets have changed, those that were folded too.
    assert_eq!(refresh.stale().len(), usize::from(refresh.snapshot().buckets()));
    assert!(matches!(refresh.take(early).await, Err(CustomersError::Damaged { .. })));
    for bucket in refresh.stale().to_vec() {
        let pictures = folded(&there, &refresh, bucket).await;
        refresh.take(pictures).await.unwrap();
    }
    refresh.finish(&folder.store, &folder.log).await.unwrap();
    assert_eq!(folder.load().await.events(), 3_700);
    assert_eq!(folder.refresh().await.buckets_rebuilt, 0);
}

#[tokio::test]
async fn files_are_those_of_the_log_that_is_asked_for() {
    let (folder, other) = (filled().await, filled().await);
    let refresh = begin(&folder).await;
    let named = refresh.snapshot().files(2);
    let wrong = Files::in_folder(other.path()).unwrap().open(&named).await.unwrap_err();
    assert!(wrong.to_string().contains("of another log"), "{wrong}");
    let empty = tempfile::tempdir().unwrap();
    let none = Files::in_folder(empty.path()).unwrap_err();
    assert!(none.to_string().contains("there are none"), "{none}");

    // A file that is gone, one that was cut short, and a name that leads elsewhere.
    let there = Files::in_folder(folder.path()).unwrap();
    let told = serde_json::to_string(&named).unwrap();
    let run = folder.path().join("events").read_dir().unwrap().map(|e| e.unwrap().file_name());
    let run = run.map(|name| name.into_string().unwrap()).find(|name| told.contains(name.as_str()));
    let run = run.unwrap();
    let read = |told: &str| serde_json::from_str::<BucketFiles>(told).unwrap();
    let gone = there.open(&read(&told.replace(&run, "run-00000099-002.parquet"))).await;
    let EventsError::File { source, .. } = gone.unwrap_err() else { panic!("another error") };
    assert_eq!(source.kind(), std::io::ErrorKind::NotFound);
    let elsewhere = there.open(&read(&told.replace(&run, "../sog.db"))).await.unwrap_err();
    assert!(elsewhere.to_string().contains("no name of an event file"), "{elsewhere}");
    let more = told.replace("\"rows\":", "\"rows\":1");
    assert!(matches!(there.open(&read(&more)).await, Err(EventsError::Lost { .. })));
}

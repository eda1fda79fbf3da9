//! A bucket read by who knows the names of its files and no database: the events are those of the
//! log, and files of another log, damaged ones and names that lead elsewhere are refused.

use crate::common::{event, open, push};
use sog_events::{BucketFiles, Columns, EventLog, EventsError, Files, Snapshot};
use vocab::Event;

/// The events of a bucket as one reads them.
fn bucket(snapshot: &Snapshot, bucket: u16) -> Vec<String> {
    let mut found = Vec::new();
    let mut take = |event: &sog_events::EventRef<'_>| found.push(format!("{event:?}"));
    snapshot.scan(bucket, Columns::ALL, &mut take).unwrap();
    found
}

/// What another machine is told of a bucket.
fn told(snapshot: &Snapshot, bucket: u16) -> String {
    serde_json::to_string(&snapshot.files(bucket)).unwrap()
}

fn heard(text: &str) -> BucketFiles {
    serde_json::from_str(text).unwrap()
}

async fn filled(folder: &std::path::Path) -> EventLog {
    let (store, log) = open(folder).await;
    for numbers in [0..500, 450..900] {
        let events: Vec<Event> = numbers.map(event).collect();
        push(&store, &log, &events, 1 << 20).await;
    }
    log
}

#[tokio::test]
async fn a_bucket_is_read_by_the_names_of_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = filled(folder.path()).await.snapshot().await.unwrap();
    let files = Files::in_folder(folder.path()).unwrap();
    let mut events = 0;
    for number in 0..snapshot.buckets() {
        let named = heard(&told(&snapshot, number));
        let there = files.open(&named).await.unwrap();
        assert_eq!(bucket(&there, number), bucket(&snapshot, number));
        assert_eq!((there.id(), there.buckets()), (snapshot.id(), snapshot.buckets()));
        assert_eq!(there.bucket_version(number), snapshot.bucket_version(number));
        assert_eq!((named.bucket(), named.events()), (number, there.events()));
        events += there.events();
        // The other buckets are not there.
        let other = (number + 1) % snapshot.buckets();
        assert_eq!(bucket(&there, other), [] as [String; 0]);
    }
    assert_eq!((events, snapshot.events()), (900, 900));
}

#[tokio::test]
async fn what_is_not_asked_for_is_refused() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let snapshot = filled(folder.path()).await.snapshot().await.unwrap();
    filled(other.path()).await;
    let text = told(&snapshot, 2);

    let wrong = Files::in_folder(other.path()).unwrap().open(&heard(&text)).await.unwrap_err();
    assert!(wrong.to_string().contains("of another log"), "{wrong}");
    let empty = tempfile::tempdir().unwrap();
    let none = Files::in_folder(empty.path()).unwrap_err();
    assert!(none.to_string().contains("there are none; name the data folder"), "{none}");

    let files = Files::in_folder(folder.path()).unwrap();
    let entries = folder.path().join("events").read_dir().unwrap();
    let mut names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let run = names.find(|name| text.contains(name.as_str())).unwrap();
    let gone = text.replace(&run, "run-00000099-002.parquet");
    let Err(EventsError::File { source, .. }) = files.open(&heard(&gone)).await else {
        panic!("a file that is gone is told as that");
    };
    assert_eq!(source.kind(), std::io::ErrorKind::NotFound);
    let astray = files.open(&heard(&text.replace(&run, "../sog.db"))).await.unwrap_err();
    assert!(astray.to_string().contains("no name of an event file"), "{astray}");
    let more = text.replace("\"rows\":", "\"rows\":1");
    assert!(matches!(files.open(&heard(&more)).await, Err(EventsError::Lost { .. })));
}

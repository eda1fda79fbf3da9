//! An engine that is not ours reads the events by their catalogue and finds what we find,
//! whatever the log has just done.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{event, everything, migrations, named, open, push};
use chrono::TimeDelta;
use serde_json::{Value, json};
use sog_events::{EventLog, bucket_of};
use testkit::duckdb::{Rows, ask};
use vocab::{Amount, CustomerId, Event};

fn events(numbers: std::ops::Range<u32>) -> Vec<Event> {
    numbers.map(event).collect()
}

const COUNTS: &str = "select count(*), count(customer), count(distinct id) from lake.events";
const KINDS: &str = "select kind, count(*), coalesce(sum(amount), 0)::decimal(18, 6)::varchar
    from lake.events group by kind order by kind";
const PER_CUSTOMER: &str = "select customer, count(*), min(epoch_us(time)), max(epoch_us(time))
    from lake.events group by customer order by customer nulls first";

/// What [`COUNTS`], [`KINDS`] and [`PER_CUSTOMER`] should give.
fn expected(all: &[Event]) -> [Rows; 3] {
    let mut kinds: BTreeMap<&str, (u64, i128)> = BTreeMap::new();
    let mut customers: BTreeMap<Option<&str>, (u64, i64, i64)> = BTreeMap::new();
    for event in all {
        let kind = kinds.entry(event.kind.code()).or_default();
        *kind = (kind.0 + 1, kind.1 + event.amount.map_or(0, Amount::micros));
        let time = event.time.timestamp_micros();
        let customer = event.customer.as_ref().map(CustomerId::as_str);
        let seen = customers.entry(customer).or_insert((0, time, time));
        *seen = (seen.0 + 1, seen.1.min(time), seen.2.max(time));
    }
    let of_somebody = all.iter().filter(|event| event.customer.is_some()).count();
    let decimal = |micros: i128| {
        let (sign, size) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
        format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
    };
    [
        vec![vec![json!(all.len()), json!(of_somebody), json!(all.len())]],
        kinds
            .into_iter()
            .map(|(kind, (count, sum))| vec![json!(kind), json!(count), json!(decimal(sum))])
            .collect(),
        customers
            .into_iter()
            .map(|(customer, (count, first, last))| {
                vec![json!(customer), json!(count), json!(first), json!(last)]
            })
            .collect(),
    ]
}

/// Whether DuckDB sees what the log says; false when there is no DuckDB.
async fn agrees(url: &str, log: &EventLog, when: &str) -> bool {
    let all = everything(log).await;
    let mut questions = vec![COUNTS.to_owned(), KINDS.to_owned(), PER_CUSTOMER.to_owned()];
    // By the customer, where an engine leaves out the files of other buckets.
    let names: Vec<String> = (0..23).map(|number| format!("C{number}")).collect();
    for name in &names {
        questions.push(format!(
            "select id::varchar, epoch_us(time), kind, amount::varchar, channel, text
            from lake.events where customer = '{name}' order by time, id"
        ));
    }
    questions.push("select count(*) from lake.events where customer is null".to_owned());
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let Some(mut answers) = ask(Some(url), &[], &questions) else { return false };
    let nobody = answers.pop().unwrap();
    let anonymous = all.iter().filter(|event| event.customer.is_none()).count();
    assert_eq!(nobody, [[json!(anonymous)]], "{when}");
    let histories = answers.split_off(3);
    assert_eq!(answers, expected(&all), "{when}");
    let snapshot = log.snapshot().await.unwrap();
    for (name, found) in names.iter().zip(histories) {
        let ours = snapshot.history(&CustomerId::new(name).unwrap(), sog_events::Columns::ALL);
        let ours: Rows = ours.unwrap().iter().map(row).collect();
        assert_eq!(found, ours, "{name} {when}");
    }
    true
}

fn row(event: &Event) -> Vec<Value> {
    vec![
        json!(uuid::Uuid::from_u128(event.id.0).to_string()),
        json!(event.time.timestamp_micros()),
        json!(event.kind.code()),
        json!(
            event.amount.map(|amount| format!("{:.6}", amount.to_string().parse::<f64>().unwrap()))
        ),
        json!(event.channel.map(vocab::Channel::code)),
        json!(event.text),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn another_engine_finds_what_we_find() {
    for test in testkit::stores(migrations()).await {
        let (store, url) = (&test.store, test.url());
        let log = EventLog::open(store, test.folder()).await.unwrap();
        if !agrees(url, &log, "when nothing has happened").await {
            return;
        }
        let tx = store.begin().await.unwrap();
        log.append(&tx, &events(0..300)).await.unwrap();
        tx.commit().await.unwrap();
        log.hand_over(&|_| ()).await.unwrap();
        agrees(url, &log, "after a hand-over").await;
        one_file_is_read_for_one_customer(url);

        for part in 0..12 {
            push(store, &log, &events(300 + part * 50..350 + part * 50), 1 << 20).await;
        }
        let before = log.snapshot().await.unwrap();
        assert!(log.hand_over(&|_| ()).await.unwrap().merged > 0, "nothing was merged");
        agrees(url, &log, "after a merge").await;

        // Who began to read before the merge can go on for a while, ...
        let then = format!("select count(*) from lake.events at (version => {})", before.id());
        let found = ask(Some(url), &[], &[&then]).unwrap();
        assert_eq!(found, [[[json!(before.events())]]]);
        // ... and what nobody can see any more is gone.
        let log = log.keeping(TimeDelta::zero());
        log.hand_over(&|_| ()).await.unwrap();
        agrees(url, &log, "after old snapshots were let go").await;
        let snapshots = "select count(*) from ducklake_snapshots('lake')";
        let files = "select sum(file_count) from ducklake_table_info('lake')";
        let found = ask(Some(url), &[], &[snapshots, files]).unwrap();
        let runs = named(test.folder(), "run-");
        assert_eq!(found, [[[json!(1)]], [[json!(runs)]]]);

        // The files are plain Parquet too.
        let folder = test.folder().join("events").canonicalize().unwrap();
        let plain =
            format!("select count(*) from read_parquet('{}/run-*.parquet')", folder.display());
        assert_eq!(ask(None, &[], &[&plain]).unwrap(), [[[json!(900)]]]);
    }
}

fn one_file_is_read_for_one_customer(url: &str) {
    let explain = "explain analyze select count(*) from lake.events where customer = 'C3'";
    let plan = ask(Some(url), &[], &[explain]).unwrap()[0][0][1].to_string();
    assert!(plan.contains("Total Files Read: 1 "), "{plan}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_has_moved_is_found_where_it_is() {
    let home = tempfile::tempdir().unwrap();
    let first = home.path().join("first");
    let (store, log) = open(&first).await;
    push(&store, &log, &events(0..60), 1 << 20).await;
    drop(log);
    store.close().await.unwrap();

    let second = home.path().join("second");
    std::fs::rename(&first, &second).unwrap();
    let (_store, log) = open(&second).await;
    agrees(&address(&second), &log, "in its new place").await;
}

fn address(folder: &Path) -> String {
    format!("sqlite://{}", store::settings::database_file(folder).display())
}

#[test]
fn buckets_are_those_of_other_engines() {
    let names: Vec<String> = (0..400).map(|number| format!("Kunde {number}-ü")).collect();
    let folder = tempfile::tempdir().unwrap();
    let lake = folder.path().join("their.lake");
    let values: Vec<String> = names.iter().map(|name| format!("('{name}')")).collect();
    let attach = format!(
        "attach 'ducklake:sqlite:{}' as theirs (data_path '{}/files/')",
        lake.display(),
        folder.path().display()
    );
    let before = [
        attach.as_str(),
        "create table theirs.t (customer varchar)",
        "alter table theirs.t set partitioned by (bucket(16, customer))",
        &format!("insert into theirs.t values {}", values.join(", ")),
    ];
    let asked = "select customer, regexp_extract(filename, '=([0-9]+)/', 1) from theirs.t";
    let Some(found) = ask(None, &before, &[asked]) else { return };
    assert_eq!(found[0].len(), names.len());
    for row in &found[0] {
        let (name, bucket) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
        assert_eq!(bucket_of(name, sog_events::BUCKETS).to_string(), bucket, "{name}");
    }
}

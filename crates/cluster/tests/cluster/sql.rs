//! SQL over the catalogue: an engine that is not ours finds what we find, and changes nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::common::{arrive, cluster, company, copy, event, fails, ok};
use cli::workspace::Workspace;
use events::Columns;
use serde_json::{Value, json};
use vocab::{Amount, Event};

fn sql(data: &Path, statement: &str) -> Command {
    let mut command = cluster(data);
    command.args(["sql", statement]);
    command
}

fn rows(data: &Path, settings: &[(&str, &str)], statement: &str) -> Vec<Value> {
    let told = ok(sql(data, statement).arg("--json").envs(settings.iter().copied()));
    serde_json::from_str(&told).unwrap()
}

/// Whether counts, sums, times and one history are those of the events.
fn agrees(data: &Path, settings: &[(&str, &str)], events: &[Event]) {
    let asked = |statement: &str| rows(data, settings, statement);
    let mut kinds: BTreeMap<&str, (u64, Amount, i64)> = BTreeMap::new();
    for event in events {
        let kind = kinds.entry(event.kind.code()).or_insert((0, Amount::ZERO, i64::MAX));
        kind.0 += 1;
        kind.1 += event.amount.unwrap_or_default();
        kind.2 = kind.2.min(event.time.timestamp_micros());
    }
    let found = asked(
        "select kind, count(*) as n, coalesce(sum(amount), 0) as net,
            cast(min(time) as bigint) as first from events group by kind order by kind",
    );
    let found: BTreeMap<&str, (u64, Amount, i64)> = found
        .iter()
        .map(|row| {
            let net = row["net"].as_str().unwrap().parse().unwrap();
            let first = row["first"].as_i64().unwrap();
            (row["kind"].as_str().unwrap(), (row["n"].as_u64().unwrap(), net, first))
        })
        .collect();
    assert_eq!(found, kinds);
    let nobody = events.iter().filter(|event| event.customer.is_none()).count();
    let found = asked("select count(*) as n, count(distinct id) as ids from events");
    assert_eq!(found, [json!({ "n": events.len(), "ids": events.len() })]);
    let found = asked("select count(*) as n from events where customer is null");
    assert_eq!(found, [json!({ "n": nobody })]);

    let is_one = |event: &&Event| event.customer.as_ref().is_some_and(|one| one.as_str() == "C7");
    let mut history: Vec<&Event> = events.iter().filter(is_one).collect();
    history.sort_by_key(|event| (event.time, event.id));
    let found = asked(
        "select id, kind, amount, text, family from sog.main.events where customer = 'C7'
        order by time, id",
    );
    let expected: Vec<Value> = history
        .iter()
        .map(|event| {
            let amount = event.amount.map(|amount| {
                let (sign, micros) =
                    (if amount.micros() < 0 { "-" } else { "" }, amount.micros().unsigned_abs());
                format!("{sign}{}.{:06}", micros / 1_000_000, micros % 1_000_000)
            });
            let id = uuid::Uuid::from_u128(event.id.0).to_string();
            json!({ "id": id, "kind": event.kind.code(), "amount": amount, "text": event.text,
                "family": event.family })
        })
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(found, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_engine_finds_what_we_find() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), None, None).await;
    let all: Vec<Event> = (0..20_000).map(event).collect();
    agrees(&data, &[], &all);

    // What waits in the inbox is not there yet; what was handed over is.
    arrive(&data, 20_000..20_100).await;
    agrees(&data, &[], &all);
    let workspace = Workspace::open(&data, None).await.unwrap();
    workspace.log.hand_over(&|_| ()).await.unwrap();
    let snapshot = workspace.log.snapshot().await.unwrap();
    let mut ours = 0;
    for bucket in 0..snapshot.buckets() {
        snapshot.scan(bucket, Columns::KEY, &mut |_| ours += 1).unwrap();
    }
    assert_eq!(ours, 20_100);
    workspace.close().await.unwrap();
    let all: Vec<Event> = (0..20_100).map(event).collect();
    agrees(&data, &[], &all);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_may_be_in_postgresql() {
    let Some(test) = testkit::stores::postgres(cli::workspace::migrations()).await else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), Some(test.url()), None).await;
    let all: Vec<Event> = (0..20_000).map(event).collect();
    agrees(&data, &[("SOG_DATABASE", test.url())], &all);
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_that_write_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), None, None).await;
    let before = copy(&data, &folder.path().join("before"));
    let target = folder.path().join("copied.csv");
    let out = format!("copy (select * from events) to '{}' stored as csv", target.display());
    let external = format!(
        "create external table e stored as parquet location '{}'",
        data.join("events").display()
    );
    for statement in [
        "create table t as select 1",
        "create view v as select 1",
        "drop table events",
        "insert into events select * from events",
        "update events set kind = 'sale'",
        "delete from events",
        "set datafusion.execution.batch_size = 1",
        "begin",
        &out,
        &external,
    ] {
        let said = fails(&mut sql(&data, statement));
        let refused = said.contains("only reads") || said.contains("cannot be answered");
        assert!(refused, "{statement}: {said}");
    }
    for statement in ["create view v as select 1", "insert into events select * from events", &out]
    {
        assert!(fails(&mut sql(&data, statement)).contains("only reads"), "{statement}");
    }
    assert!(!target.exists());
    let files = |data: &Path| {
        let mut names: Vec<_> =
            data.join("events").read_dir().unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(files(&data), files(&before));
    let all: Vec<Event> = (0..20_000).map(event).collect();
    agrees(&data, &[], &all);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_and_errors_are_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), None, None).await;
    let statement = "select kind, count(*) as n from events where kind in ('return', 'visit')
        group by kind order by kind";
    let count = |kind: &str| (0..20_000).map(event).filter(|e| e.kind.code() == kind).count();
    let (returns, visits) = (count("return"), count("visit"));
    let table = ok(&mut sql(&data, statement));
    assert!(table.contains("| kind   | n") && table.contains(&format!("| {returns}")), "{table}");
    let csv = ok(sql(&data, statement).arg("--csv"));
    assert_eq!(csv, format!("kind,n\nreturn,{returns}\nvisit,{visits}\n"));
    let nothing = "select kind, amount from events where kind = 'nothing'";
    assert_eq!(ok(sql(&data, nothing).arg("--csv")), "kind,amount\n");
    assert_eq!(ok(sql(&data, nothing).arg("--json")).trim(), "[]");
    assert!(ok(&mut sql(&data, nothing)).contains("| kind | amount |"));
    assert!(ok(&mut sql(&data, "show tables")).contains("events"));
    assert!(ok(&mut sql(&data, "describe events")).contains("customer"));

    for (statement, part) in [
        ("selec 1", "cannot be answered"),
        ("select nonsense from events", "nonsense"),
        ("select * from nowhere", "nowhere"),
        ("select 1; select 2", "single"),
        ("select 1 / 0", "zero"),
    ] {
        let said = fails(&mut sql(&data, statement));
        assert!(said.to_lowercase().contains(part), "{statement}: {said}");
    }
    let said = fails(&mut sql(&folder.path().join("empty"), "select 1"));
    assert!(said.contains("there is no data in"), "{said}");
    assert!(!folder.path().join("empty").exists());
}

//! A company with events, and a cluster of real processes.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use cli::workspace::Workspace;
use testkit::process::{Process, program};
use vocab::{
    Amount, Channel, ContactId, Currency, CustomerId, Direction, Event, EventId, EventKind,
};

/// How long anything may take before a test gives up.
pub(crate) const LIMIT: Duration = Duration::from_mins(2);

/// An event of a small company: customers, and sales to nobody known.
pub(crate) fn event(number: u32) -> Event {
    let customer =
        (!number.is_multiple_of(11)).then(|| CustomerId::new(&format!("C{}", number * 31 % 397)));
    let start: DateTime<Utc> = "2025-03-01T00:00:00Z".parse().unwrap();
    let kind = [
        EventKind::Visit,
        EventKind::Sale,
        EventKind::Touch,
        EventKind::Search,
        EventKind::Sale,
        EventKind::MessageSent,
        EventKind::Return,
    ][number as usize % 7];
    let kind = if customer.is_none() { EventKind::Sale } else { kind };
    let minutes = u64::from(number) * 7919 % 700_001;
    let time = start + TimeDelta::minutes(i64::try_from(minutes).unwrap());
    let id = EventId::from_key(&["cluster", &number.to_string()]);
    let mut event = Event::new(id, customer.transpose().unwrap(), time, kind);
    if kind.is_money() {
        let cents = i128::from(number * 37 % 90_001) + 1;
        let sign = if kind == EventKind::Return { -1 } else { 1 };
        event.amount = Some(Amount::from_cents(sign * cents));
        event.quantity = Some(Amount::from_cents(100));
        event.currency = Some(Currency::EUR);
        event.reference = Some(format!("R{}", number / 3));
        event.family = Some(format!("Family {}", number % 5));
        event.region = (!number.is_multiple_of(4)).then(|| "Süd".to_owned());
    } else if kind == EventKind::Touch {
        event.contact = Some(ContactId::new("K1").unwrap());
        event.channel = Some(Channel::Email);
        let out = number.is_multiple_of(2);
        event.direction = Some(if out { Direction::Outbound } else { Direction::Inbound });
    } else if kind == EventKind::Search {
        event.text = Some(format!("\"{number}\", ünïcode"));
    }
    event
}

/// A data folder with events in several runs a bucket.
pub(crate) async fn company(
    folder: &Path,
    database: Option<&str>,
    events: Option<&str>,
) -> PathBuf {
    let data = folder.join("data");
    let workspace = Workspace::open_in(&data, database, events).await.unwrap();
    for part in [0..9_000, 9_000..20_000] {
        let mut bulk = workspace.log.bulk().unwrap();
        for number in part {
            bulk.push(&event(number)).unwrap();
        }
        let prepared = workspace.log.prepare(bulk).await.unwrap();
        let tx = workspace.store.begin().await.unwrap();
        workspace.log.commit(&tx, &prepared).await.unwrap();
        tx.commit().await.unwrap();
        workspace.log.settle(prepared).await;
    }
    workspace.close().await.unwrap();
    data
}

/// Puts events into the inbox.
pub(crate) async fn arrive(data: &Path, numbers: std::ops::Range<u32>) {
    let workspace = Workspace::open(data, None).await.unwrap();
    let tx = workspace.store.begin().await.unwrap();
    let events: Vec<Event> = numbers.map(event).collect();
    workspace.log.append(&tx, &events).await.unwrap();
    tx.commit().await.unwrap();
    workspace.close().await.unwrap();
}

/// A copy of a folder and all in it.
pub(crate) fn copy(from: &Path, to: &Path) -> PathBuf {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
    to.to_owned()
}

/// The picture files of a data folder.
pub(crate) fn pictures(data: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = data.join("pictures").read_dir().unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_name() != "lock");
    files
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// A command of the binary on a data folder.
pub(crate) fn cluster(data: &Path) -> Command {
    let mut command = Command::new(program("sog-cluster"));
    for name in ["SOG_DATA", "SOG_DATABASE", "SOG_EVENTS", "RUST_LOG"] {
        command.env_remove(name);
    }
    command.arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// Runs to the end and must succeed; gives what it printed as its result.
pub(crate) fn ok(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs to the end and must fail; gives what it said.
pub(crate) fn fails(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{command:?} should have failed\n{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "a failure prints no result");
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// A port nobody listens on.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A running scheduler and its address.
pub(crate) fn scheduler() -> (Process, String) {
    let nowhere = Path::new("no-data-is-needed");
    let mut process =
        Process::start(cluster(nowhere).args(["scheduler", "--listen", "127.0.0.1:0"])).unwrap();
    let line = process.wait_for_line("the scheduler listens at ", LIMIT).unwrap();
    let address = line.trim().rsplit(' ').next().unwrap().to_owned();
    (process, address)
}

/// A running executor; it says when it begins a bucket and when it has done it.
pub(crate) fn executor(data: &Path, scheduler: &str, settings: &[(&str, &str)]) -> Process {
    let mut command = cluster(data);
    command
        .args(["executor", "--scheduler", scheduler, "--cores", "1"])
        .args(["--port", &free_port().to_string(), "--work-port", &free_port().to_string()])
        .env("RUST_LOG", "error,cluster=debug,ballista_executor=info")
        .envs(settings.iter().copied());
    let mut process = Process::start(&mut command).unwrap();
    process.wait_for_line("Executor registration succeed", LIMIT).unwrap();
    process
}

/// How many buckets an executor has folded by what it said.
pub(crate) fn folded(executor: &Process) -> usize {
    executor.output().lines().filter(|line| line.contains(" events in ")).count()
}

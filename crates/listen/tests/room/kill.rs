//! An import killed (SIGKILL) at any moment leaves the old state or the new one, and running it
//! again gives the same events and counts as if nothing had happened.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Home, migrations};
use events::EventLog;
use sea_orm::{EntityTrait, PaginatorTrait};
use sog_listen::{self as listen, ImportRequest, Quiet};
use store::Store;
use store::records::{deal, import};

const KILLS: usize = 50;
/// Kills on each side of the commit, at least.
const EACH_SIDE: usize = 10;
/// How long the process lives on after its import.
const LINGERS: Duration = Duration::from_secs(20);
const STARTED: &str = "import-started";
const ENDED: &str = "import-ended";
const FOLDER: &str = "SOG_TEST_IMPORT_FOLDER";

fn files(folder: &Path) -> Vec<PathBuf> {
    ["contacts.csv", "consents.csv", "deals.csv", "orders.csv"]
        .iter()
        .map(|name| folder.join("in").join(name))
        .collect()
}

/// The process that is killed: does nothing when it is not asked to.
#[tokio::test]
async fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let store = Store::open_folder(&folder, migrations()).await.unwrap();
    let log = EventLog::open(&store, &folder).await.unwrap();
    let request = ImportRequest::new(files(&folder), folder.join("rejected"), crate::common::now());
    std::fs::write(folder.join(STARTED), "").unwrap();
    listen::import(&store, &log, &request, &Quiet).await.unwrap();
    std::fs::write(folder.join(ENDED), "").unwrap();
    // So that a kill that comes after the commit still meets the process that made it.
    std::thread::sleep(LINGERS);
}

/// Starts the process and waits until it begins to import.
fn start(folder: &Path) -> std::process::Child {
    for mark in [STARTED, ENDED] {
        let _ = std::fs::remove_file(folder.join(mark));
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !folder.join(STARTED).exists() {
        assert!(child.try_wait().unwrap().is_none(), "the process ended before its import");
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

fn write_files(home: &Home) {
    home.file(
        "contacts.csv",
        (0..500).fold("contact_id,customer_id,last_name,language,role\n".to_owned(), |text, n| {
            text + &format!("P{n},K{n},N,de,buyer\n")
        }),
    );
    home.file(
        "consents.csv",
        (0..500).fold("contact_id,channel,purpose,status,time,source\n".to_owned(), |text, n| {
            text + &format!("P{n},email,marketing,given,2026-01-01,form\n")
        }),
    );
    home.file(
        "deals.csv",
        (0..500).fold(
            "deal_id,customer_id,title,opened,outcome,phase,amount\n".to_owned(),
            |text, n| text + &format!("D{n},K{n},T,2026-01-01,open,need,{n}\n"),
        ),
    );
    home.file(
        "orders.csv",
        (0..8_000).fold(
            "order_id,line,customer_id,time,item,quantity,unit_price,currency\n".to_owned(),
            |text, n| {
                let quantity = if n % 100 == 7 { "many" } else { "2" };
                text + &format!("O{n},1,K{},2026-01-01,A,{quantity},1.5,EUR\n", n % 500)
            },
        ),
    );
}

#[tokio::test]
async fn killed_at_any_moment() {
    // What comes out when nothing happens, and how long that takes.
    let calm = Home::new().await;
    write_files(&calm);
    let report = calm.import(&files(calm.folder()).iter().collect::<Vec<_>>()).await.unwrap();
    assert_eq!(crate::common::counts(&report), [9_500, 9_420, 0, 80]);
    let expected = calm.events().await;
    assert_eq!(expected.len(), 7_920 + 500 + 500);

    let timing = Home::new().await;
    write_files(&timing);
    let mut child = start(timing.folder());
    let started = Instant::now();
    while !timing.folder().join(ENDED).exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut reach = started.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();

    let mut home = Home::new().await;
    write_files(&home);
    let mut committed = 0;
    for kill in 0..KILLS {
        let mut child = start(home.folder());
        // Spread over the whole import and somewhat beyond its commit. The reach follows what
        // was met, so that a machine that is slower or faster than before is still hit on both
        // sides.
        let share = (kill % 10 + 1) as f64 / 10.0;
        std::thread::sleep(reach.mul_f64(share * 1.6));
        child.kill().unwrap();
        child.wait().unwrap();
        let events = home.events().await;
        assert!(
            events.is_empty() || events == expected,
            "kill {kill} left {} of {} events",
            events.len(),
            expected.len()
        );
        // With the events comes everything else, and without them nothing does.
        let company = store::company(home.store().read()).await.unwrap();
        assert_eq!(company.currency.is_some(), !events.is_empty(), "kill {kill}");
        let deals = deal::Entity::find().count(home.store().read()).await.unwrap();
        assert_eq!(deals, if events.is_empty() { 0 } else { 500 }, "kill {kill}");
        reach = reach.mul_f64(if events.is_empty() { 1.1 } else { 0.9 });
        if !events.is_empty() {
            committed += 1;
            // The rejected rows the import names are there. (A kill between naming that file
            // and the commit leaves one more, which no import names.)
            let import = import::Entity::find().one(home.store().read()).await.unwrap().unwrap();
            let rejected = std::fs::read_to_string(import.rejected_file.unwrap()).unwrap();
            assert_eq!(rejected.lines().count(), 81, "kill {kill}");
            // The same again over what is there, then the next one from the beginning.
            let report = home.import(&files(home.folder()).iter().collect::<Vec<_>>()).await;
            assert_eq!(crate::common::counts(&report.unwrap()), [9_500, 0, 9_420, 80]);
            home = Home::new().await;
            write_files(&home);
        }
    }
    let before = KILLS - committed;
    assert!(
        before >= EACH_SIDE && committed >= EACH_SIDE,
        "{before} kills before the commit, {committed} after it"
    );
    let report = home.import(&files(home.folder()).iter().collect::<Vec<_>>()).await.unwrap();
    assert_eq!(crate::common::counts(&report), [9_500, 9_420, 0, 80]);
    assert_eq!(home.events().await, expected);
}

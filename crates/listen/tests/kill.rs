//! An import killed (SIGKILL) at any moment leaves the old state or the new one, and running it
//! again gives the same events and counts as if nothing had happened.

#![allow(clippy::unwrap_used, reason = "a helper of tests may fail where it stands")]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use common::{Home, migrations};
use events::EventLog;
use sea_orm::{EntityTrait, PaginatorTrait};
use sog_listen::{self as listen, ImportRequest, Quiet};
use store::Store;
use store::records::{deal, import};

const KILLS: u32 = 50;
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
    let request = ImportRequest::new(files(&folder), folder.join("rejected"), common::now());
    listen::import(&store, &log, &request, &Quiet).await.unwrap();
}

fn start(folder: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
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
    assert_eq!(common::counts(&report), [9_500, 9_420, 0, 80]);
    let expected = calm.events().await;
    assert_eq!(expected.len(), 7_920 + 500 + 500);

    let timing = Home::new().await;
    write_files(&timing);
    let started = Instant::now();
    assert!(start(timing.folder()).wait().unwrap().success());
    let whole = started.elapsed();

    let mut home = Home::new().await;
    write_files(&home);
    let mut committed = 0;
    for kill in 0..KILLS {
        let mut child = start(home.folder());
        // Spread over the whole run of the process and well beyond its end, for a busy machine.
        std::thread::sleep(whole.mul_f64(f64::from(kill) * 2.0 / f64::from(KILLS)));
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
        if !events.is_empty() {
            committed += 1;
            // The rejected rows the import names are there. (A kill between naming that file
            // and the commit leaves one more, which no import names.)
            let import = import::Entity::find().one(home.store().read()).await.unwrap().unwrap();
            let rejected = std::fs::read_to_string(import.rejected_file.unwrap()).unwrap();
            assert_eq!(rejected.lines().count(), 81, "kill {kill}");
            // The same again over what is there, then the next one from the beginning.
            let report = home.import(&files(home.folder()).iter().collect::<Vec<_>>()).await;
            assert_eq!(common::counts(&report.unwrap()), [9_500, 0, 9_420, 80]);
            home = Home::new().await;
            write_files(&home);
        }
    }
    println!("{KILLS} kills, {committed} after the commit; one import takes {whole:?}");
    let report = home.import(&files(home.folder()).iter().collect::<Vec<_>>()).await.unwrap();
    assert_eq!(common::counts(&report), [9_500, 9_420, 0, 80]);
    assert_eq!(home.events().await, expected);
}

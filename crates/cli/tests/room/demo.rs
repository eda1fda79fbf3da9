//! `sog demo` beside companies that are not its own, and when it is interrupted, with the real
//! program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::common::{fails, json, ok, sog};
use testkit::process::Process;

const LONG: Duration = Duration::from_secs(120);

/// A small demo on a folder.
fn demo(data: &Path) -> Command {
    let mut command = sog(data);
    command.args(["demo", "--listen", "127.0.0.1:0"]);
    command
}

fn small(data: &Path) -> Command {
    let mut command = demo(data);
    command.args(["--customers", "200", "--end", "2026-09-17"]);
    command
}

/// Every file below a folder and what is in it.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_company_of_somebody_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let orders = folder.path().join("orders.csv");
    let header = "order_id,line,customer_id,time,item,quantity,unit_price,currency";
    std::fs::write(&orders, format!("{header}\nO1,1,C1,2026-01-05,A1,2,9.50,EUR\n")).unwrap();
    let data = folder.path().join("company");
    ok(sog(&data).arg("import").arg(&orders).arg("--rejected-dir").arg(folder.path()));
    ok(sog(&data).arg("refresh"));
    let table = ok(sog(&data).arg("customers"));
    let said = fails(&mut small(&data));
    assert!(said.contains("a company that no demo made"), "{said}");
    assert!(said.contains("none of its data was changed"), "{said}");
    assert_eq!(ok(sog(&data).arg("customers")), table);
    assert_eq!(json(sog(&data).args(["user", "list"])).as_array().unwrap().len(), 0);

    // The database of a company may be elsewhere; then it has no sog.db, but these.
    let elsewhere = folder.path().join("elsewhere");
    std::fs::create_dir_all(elsewhere.join("events")).unwrap();
    std::fs::write(elsewhere.join("events/run-00000001-000.parquet"), "events").unwrap();
    let settings = folder.path().join("settings");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("sog.toml"), "database = \"postgres://db/sog\"\n").unwrap();
    for (data, what) in [(elsewhere, "an events folder"), (settings, "a sog.toml")] {
        let before = contents(&data);
        let said = fails(&mut small(&data));
        assert!(said.contains(what) && said.contains("nothing was touched"), "{said}");
        assert_eq!(contents(&data), before);
    }
}

/// Kills a demo as soon as a path is there. (It may be over before that: then it is complete.)
fn kill_at(data: &Path, path: &str) {
    let mut child = small(data).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let path = data.join(path);
    while !path.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn an_interrupted_demo_is_begun_again_and_a_kept_one_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    for path in ["sog.db", "simulated", "simulated/truth.json", "events/lock", "pictures/lock"] {
        kill_at(&data, path);
    }
    // Without a word about the company: it is the one that was begun.
    let mut again = Process::start(&mut demo(&data)).unwrap();
    again.wait_for_line("Sog is at", LONG).unwrap();
    drop(again);
    let people = json(sog(&data).args(["user", "list"]));
    assert_eq!(people.as_array().unwrap().len(), 4, "everybody on the sign-in page can sign in");
    let table = || ok(sog(&data).args(["customers", "--as-of", "2026-09-17"]));
    let made = table();

    let undisturbed = folder.path().join("undisturbed");
    let mut whole = Process::start(&mut small(&undisturbed)).unwrap();
    whole.wait_for_line("Sog is at", LONG).unwrap();
    drop(whole);
    assert_eq!(made, ok(sog(&undisturbed).args(["customers", "--as-of", "2026-09-17"])));

    for other in [["--seed", "7"], ["--customers", "300"], ["--end", "2026-09-18"]] {
        let said = fails(demo(&data).args(other));
        assert!(said.contains("--customers 200") && said.contains("--end 2026-09-17"), "{said}");
    }
    let mut kept = Process::start(&mut small(&data)).unwrap();
    kept.wait_for_line("served as it was left", LONG).unwrap();
    kept.wait_for_line("Sog is at", LONG).unwrap();
    // Commands go by the clock of the demo, as its pages do.
    let customer = made.lines().nth(1).and_then(|row| row.split(',').next()).unwrap();
    let shown = json(sog(&data).args(["customer", customer]));
    assert!(shown["as_of"].as_str().unwrap().starts_with("2026-09-17"), "{shown}");
    drop(kept);
    assert_eq!(table(), made);
}

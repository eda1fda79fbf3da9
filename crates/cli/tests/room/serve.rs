//! What a running server does by itself, with the real program.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::common::{fails, json, ok, sog};
use testkit::process::Process;

const LONG: Duration = Duration::from_secs(120);

/// Waits until what the server keeps for its pages is as wanted.
fn wait_until(what: &str, mut is: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < LONG, "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn import(data: &Path, name: &str, text: &str) {
    let folder = data.parent().unwrap();
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    ok(sog(data).arg("import").arg(&file).arg("--rejected-dir").arg(folder));
}

#[test]
fn an_import_beside_a_server_is_shown_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let header = "order_id,line,customer_id,time,item,quantity,unit_price,currency";
    let order = |number: u32| format!("{header}\nO{number},1,C{number},2026-01-05,A1,2,9.50,EUR\n");
    import(&data, "orders-1.csv", &order(1));
    let mut server = Process::start(sog(&data).args(["serve", "--listen", "127.0.0.1:0"])).unwrap();
    server.wait_for_line("Sog is at", LONG).unwrap();
    let customers = || ok(sog(&data).arg("customers")).lines().count() - 1;
    wait_until("refreshed at the start", || customers() == 1);
    let second = fails(sog(&data).args(["serve", "--listen", "127.0.0.1:0"]));
    assert!(second.contains("is served already, at http://127.0.0.1:"), "{second}");
    import(&data, "orders-2.csv", &order(2));
    wait_until("refreshed after an import", || customers() == 2);
    // Targets alone leave the event log as it is.
    let targets = "period,scope_kind,scope_value,amount\n2026-01,company,,100\n";
    import(&data, "targets.csv", targets);
    let forecasts = || json(sog(&data).arg("warnings"))["forecasts"].as_array().unwrap().len();
    wait_until("forecast after new targets", || forecasts() == 1);
    drop(server);
}

//! Going back to a backup, and `sog restored`, with the real program.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{fails, json, ok, sog};

#[test]
fn a_restore_is_said_and_may_be_said_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    import(&data, 1);
    for _ in 0..2 {
        let said = json(sog(&data).arg("restored"));
        assert_eq!(said, serde_json::json!({ "uncertain": 0 }));
    }
    let said = ok(sog(&data).arg("restored"));
    assert!(said.contains("0 messages that waited are uncertain now"), "{said}");
}

/// Imports one order of one customer.
fn import(data: &Path, number: u32) {
    let file = data.with_file_name(format!("orders-{number}.csv"));
    let header = "order_id,line,customer_id,time,item,quantity,unit_price,currency";
    let row = format!("O{number},1,C{number},2026-01-05,A1,2,9.50,EUR");
    std::fs::write(&file, format!("{header}\n{row}\n")).unwrap();
    ok(sog(data).arg("import").arg(&file).arg("--rejected-dir").arg(data.with_file_name("no")));
}

/// How many customers the program knows.
fn customers(data: &Path) -> usize {
    ok(sog(data).arg("refresh"));
    ok(sog(data).args(["customers", "--format", "csv"])).lines().count() - 1
}

/// Copies a folder over another one, as `cp -a from/. to/` does.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let entry = entry.unwrap();
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

fn events(data: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = data.join("events").read_dir().unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

/// Every command is refused, says how to go back, and removes nothing.
fn is_refused(data: &Path) {
    let before = events(data);
    for command in ["refresh", "customers"] {
        let said = fails(sog(data).arg(command));
        for words in ["the database is older", "move the data folder away", "`sending-marks`"] {
            assert!(said.contains(words), "`{words}` is missing in: {said}");
        }
    }
    assert_eq!(events(data), before);
}

#[test]
fn an_older_database_alone_is_refused_and_the_documented_way_back_works() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let backup = folder.path().join("backup");
    let database = |folder: &Path| folder.join("sog.db");
    import(&data, 1);
    copy(&data, &backup);

    // One import later the database alone is brought back.
    import(&data, 2);
    let newer = folder.path().join("newer.db");
    std::fs::rename(database(&data), &newer).unwrap();
    std::fs::copy(database(&backup), database(&data)).unwrap();
    is_refused(&data);
    std::fs::rename(&newer, database(&data)).unwrap();
    assert_eq!(customers(&data), 2, "nothing was lost");

    // The backup is copied over the newer folder.
    import(&data, 3);
    let overlaid = folder.path().join("overlaid");
    copy(&data, &overlaid);
    copy(&backup, &overlaid);
    is_refused(&overlaid);

    // The documented way.
    let marks = "sending-marks";
    std::fs::write(data.join(marks), format!("{:020}\n", 0)).unwrap();
    let away = folder.path().join("away");
    std::fs::rename(&data, &away).unwrap();
    copy(&backup, &data);
    std::fs::copy(away.join(marks), data.join(marks)).unwrap();
    assert_eq!(json(sog(&data).arg("restored")), serde_json::json!({ "uncertain": 0 }));
    assert_eq!(customers(&data), 1);
    for number in [2, 3, 4] {
        import(&data, number);
    }
    assert_eq!(customers(&data), 4);
}

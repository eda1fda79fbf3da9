//! A disk that is full: commands say what is the matter and leave everything as it was; with room
//! again the same commands do what they were asked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::person::{PERSON, files};
use crate::common::small_disk::SmallDisk;
use crate::common::{Desk, fails, json, ok, sog};

fn table(data: &Path) -> String {
    ok(sog(data).args(["customers", "--format", "csv", "--as-of", "2026-09-17"]))
}

/// What a person sees of the folder, looked at where there is room.
fn state(data: &Path) -> (String, serde_json::Value) {
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("data");
    assert!(Command::new("cp").arg("-a").arg(data).arg(&copy).status().unwrap().success());
    let mut kept = json(sog(&copy).args(["export", PERSON]));
    kept["at"] = serde_json::Value::Null;
    kept["picture"] = serde_json::Value::Null;
    (table(&copy), kept)
}

#[test]
fn commands_on_a_full_disk_leave_everything_as_it_was() {
    let Some(small) = SmallDisk::new("64m") else { return };
    let desk = Desk::new();
    let rejected = desk.folder.path();
    let first = files(&desk, "with", true, false);
    let header = "order_id,line,customer_id,time,item,quantity,unit_price,currency\n";
    let more: String = (0..20_000)
        .map(|n| format!("x{n},1,C{},2026-05-0{}T10:00:00,nail,1,1.50,EUR\n", n % 50, n % 9 + 1))
        .collect();
    let more = desk.file("orders-more.csv", &format!("{header}{more}"));
    let import = |data: &Path, files: &[PathBuf]| {
        let mut import = sog(data);
        import.arg("import").args(files).arg("--rejected-dir").arg(rejected);
        import
    };
    // What it comes to where there is room.
    let roomy = desk.data();
    ok(&mut import(&roomy, &first));
    ok(&mut import(&roomy, std::slice::from_ref(&more)));
    ok(sog(&roomy).arg("refresh"));

    let data = small.path().join("data");
    ok(&mut import(&data, &first[..8]));
    ok(sog(&data).arg("refresh"));
    // Something waits that a refresh would hand over.
    ok(&mut import(&data, &first[8..]));
    let before = state(&data);
    let erase = || {
        let mut erase = sog(&data);
        erase.args(["erase", PERSON, "--yes"]);
        erase
    };
    // Without a byte, and with room for a part of what they write.
    for room in [0, 40 << 10] {
        let ballast = small.fill();
        let length = ballast.metadata().unwrap().len();
        std::fs::File::options()
            .write(true)
            .open(&ballast)
            .unwrap()
            .set_len(length.saturating_sub(room))
            .unwrap();
        let said = fails(&mut import(&data, std::slice::from_ref(&more)));
        assert!(said.contains("the disk is full"), "{room}: {said}");
        if room == 0 {
            let said = fails(&mut erase());
            assert!(said.contains("the disk is full"), "{room}: {said}");
        }
        std::fs::remove_file(&ballast).unwrap();
        assert_eq!(state(&data), before, "with {room} bytes of room");
    }
    // A refresh: the old pictures, or the new ones.
    ok(&mut import(&data, std::slice::from_ref(&more)));
    let behind = table(&data);
    let ballast = small.fill();
    let said = fails(sog(&data).arg("refresh"));
    assert!(said.contains("the disk is full"), "{said}");
    std::fs::remove_file(&ballast).unwrap();
    assert_eq!(table(&data), behind);
    // With room again the same commands do what they were asked for.
    ok(sog(&data).arg("refresh"));
    assert_eq!(table(&data), table(&roomy));
    ok(&mut erase());
}

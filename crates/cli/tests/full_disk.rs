//! A disk that is full: what was acknowledged is there, pages are shown, commands say what is the
//! matter and leave everything as it was, and with room again everything goes on by itself.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

mod common;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::person::{MARKERS, PERSON, files, found_in};
use common::receiver::{batch, key, names, post, read, serve, sign_in};
use common::{Desk, fails, json, ok, rng, sog};
use rand::Rng;
use testkit::http::Client;

/// A file system of its own with little room; taken away at the end.
struct Small(tempfile::TempDir);

impl Small {
    #[allow(clippy::print_stdout, reason = "a test that is skipped says so")]
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder.path());
        let mounted = mount.output().is_ok_and(|done| done.status.success());
        if !mounted {
            println!("skipped: only root can make a small file system");
        }
        mounted.then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills it to the last byte.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("ballast");
        let mut file = std::fs::File::create(&path).unwrap();
        while file.write_all(&[1; 4096]).is_ok() {}
        path
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

#[test]
fn a_full_disk_is_said_and_loses_nothing_taken() {
    let Some(small) = Small::new("24m") else { return };
    let data = small.path().join("data");
    let desk = Desk::new();
    let (orders, rejected) = (files(&desk, "with", true, false), desk.folder.path());
    ok(sog(&data).arg("import").args(&orders).arg("--rejected-dir").arg(rejected));
    ok(sog(&data).arg("refresh"));
    let key = key(&data, "server");
    let ballast = small.path().join("ballast");
    let (server, address) = serve(&data);
    let mut client = Client::connect(address).unwrap();
    let cookie = sign_in(&data, &mut client, "admin");
    assert_eq!(read(&mut client, &cookie, "/customers/C7").status, 200);
    std::fs::write(&ballast, vec![1; 8 << 20]).unwrap();
    let (mut taken, mut full, mut number) = (BTreeSet::new(), 0, 0_u64);
    let mut rng = rng(4);
    let mut send = |client: &mut Client, number: u64| {
        // Names that cannot be packed small.
        let mut long = |_| (0..400).map(|_| rng.random_range('a'..='z')).collect::<String>();
        let names: Vec<String> = (0..50).map(|n| format!("{number}-{n}-{}", long(n))).collect();
        let ids: Vec<_> = (0..50).map(|n| format!("{number}-{n}")).collect();
        let mut body: serde_json::Value = serde_json::from_str(&batch(&key, &names)).unwrap();
        for (message, id) in body["batch"].as_array_mut().unwrap().iter_mut().zip(&ids) {
            message["messageId"] = id.as_str().into();
        }
        (post(client, &body.to_string()).unwrap(), names)
    };
    while full < 5 {
        let (answer, names) = send(&mut client, number);
        match answer.status {
            200 => taken.extend(names),
            503 | 507 => {
                assert!(answer.text().contains("\"success\":false"), "{}", answer.text());
                full += 1;
                // Who looks is answered meanwhile.
                for path in ["/customers", "/customers/C7", "/"] {
                    let answer = read(&mut client, &cookie, path);
                    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
                }
            }
            status => panic!("{status} {}", answer.text()),
        }
        number += 1;
        assert!(number < 20_000, "the disk never filled");
    }
    assert!(!taken.is_empty());
    // Room again: it goes on by itself.
    std::fs::remove_file(&ballast).unwrap();
    let (answer, names_after) = send(&mut client, number);
    assert_eq!(answer.status, 200, "{}\n{}", answer.text(), server.output());
    taken.extend(names_after);
    server.kill();
    // Looked at elsewhere, where there is room for the files of the log.
    let elsewhere = tempfile::tempdir().unwrap();
    let copied = Command::new("cp").arg("-a").arg(&data).arg(elsewhere.path()).status().unwrap();
    assert!(copied.success());
    let found = names(&elsewhere.path().join("data"));
    for name in &taken {
        assert_eq!(found.get(name), Some(&1), "{name}");
    }
}

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
    let Some(small) = Small::new("24m") else { return };
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
    // An erasure that finds room for a part of its work: all of them or nothing, and the rest later.
    let ballast = small.fill();
    let length = ballast.metadata().unwrap().len();
    let file = std::fs::File::options().write(true).open(&ballast).unwrap();
    file.set_len(length.saturating_sub(300 << 10)).unwrap();
    let said = fails(&mut erase());
    assert!(said.contains("the disk is full"), "{said}");
    std::fs::remove_file(&ballast).unwrap();
    if said.contains("they are erased") {
        ok(sog(&data).args(["erase", "--resume"]));
    } else {
        ok(&mut erase());
    }
    let wanted: Vec<Vec<u8>> = MARKERS.iter().map(|it| it.as_bytes().to_vec()).collect();
    let left = found_in(&[&data], &wanted);
    assert!(left.is_empty(), "{left:?}");
}

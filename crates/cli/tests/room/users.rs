//! `sog user`: the way back in when nobody can sign in any more, with the real program.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::common::{fails, json, ok, sog};

/// Runs a command with a line on standard input.
fn told(command: &mut Command, line: &str) -> Output {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // Nobody may be reading any more; what the command said is looked at below.
    let _ = child.stdin.take().unwrap().write_all(line.as_bytes());
    child.wait_with_output().unwrap()
}

fn add(data: &Path, email: &str, role: &str, line: &str) -> Output {
    told(sog(data).args(["user", "add", email, "--name", "Tom Baker", "--role", role]), line)
}

fn people(data: &Path) -> Vec<(String, String, bool)> {
    let list = json(sog(data).args(["user", "list"]));
    let row = |row: &serde_json::Value| {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        (text("email"), text("role"), row["active"].as_bool().unwrap())
    };
    list.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn accounts_are_made_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let short = add(data, "tom@x.example", "admin", "short\n");
    assert!(!short.status.success());
    assert!(String::from_utf8_lossy(&short.stderr).contains("10 characters"));
    let made = add(data, "Tom@x.example", "admin", "a long enough password\n");
    assert!(made.status.success(), "{made:?}");
    let shown = [made.stdout, made.stderr].concat();
    assert!(!String::from_utf8_lossy(&shown).contains("enough"), "a password is never shown");
    assert_eq!(people(data), [("tom@x.example".into(), "admin".into(), true)]);

    ok(sog(data).args(["user", "block", "tom@x.example"]));
    assert_eq!(people(data), [("tom@x.example".into(), "admin".into(), false)]);
    ok(sog(data).args(["user", "allow", "TOM@x.example"]));
    let changed = ok(sog(data).args(["user", "role", "tom@x.example", "sales"]));
    assert!(changed.contains("sales"), "{changed}");
    assert_eq!(people(data), [("tom@x.example".into(), "sales".into(), true)]);
    let given = told(sog(data).args(["user", "password", "tom@x.example"]), "another password\n");
    assert!(given.status.success(), "{given:?}");

    let said = fails(sog(data).args(["user", "block", "nobody@x.example"]));
    assert!(said.contains("nobody@x.example") && said.contains("sog user list"), "{said}");
    let said = fails(sog(data).args(["user", "password", "tom@x.example"]));
    assert!(said.contains("no password came in"), "{said}");
}

#[test]
fn a_server_without_accounts_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut serve = sog(folder.path());
    serve.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
    let mut child = serve.stderr(Stdio::null()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let said: Vec<String> = out.lines().take(3).map(Result::unwrap).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said[0].starts_with("Sog is at http://127.0.0.1:"), "{said:?}");
    assert!(said[2].contains("user add") && said[2].contains("--role admin"), "{said:?}");
    assert!(said[2].contains(&folder.path().display().to_string()), "{said:?}");
}

//! DuckDB, an engine that is not ours, reading what we wrote.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::env;

const READER: &str = include_str!("duckdb.py");
/// What the script ends with when a package is missing.
const MISSING: i32 = 3;

/// The rows that answer one question.
pub type Rows = Vec<Vec<Value>>;

/// Asks DuckDB. With a `catalogue` (the address of a database that holds one in DuckLake's
/// layout) it is attached, for reading only, as `lake`; `before` runs first. `None` (after
/// saying so) when the Python for it is not there.
///
/// # Panics
/// When a question cannot be answered, or DuckDB is not there although it must be.
#[must_use]
pub fn ask(catalogue: Option<&str>, before: &[&str], questions: &[&str]) -> Option<Vec<Rows>> {
    let what = "Python with duckdb and its extensions";
    let python = env::required(env::PYTHON, what)?;
    let mut child = Command::new(python)
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let asked = json!({ "catalogue": catalogue, "before": before, "questions": questions });
    // A script that ends early because a package is missing does not read.
    let _ =
        child.stdin.take().expect("its input is a pipe").write_all(asked.to_string().as_bytes());
    let output = child.wait_with_output().expect("DuckDB ends");
    if output.status.code() == Some(MISSING) {
        env::skip(what);
        return None;
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "DuckDB failed on {catalogue:?}: {said}");
    Some(serde_json::from_slice(&output.stdout).expect("the answers are JSON"))
}

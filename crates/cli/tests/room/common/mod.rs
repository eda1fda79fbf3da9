//! Running the real `sog` binary.

pub(crate) mod person;
pub(crate) mod receiver;
pub(crate) mod small_disk;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use rand::{Rng, SeedableRng};

/// A folder with files, and a data folder beside them.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn file(&self, name: &str, content: &(impl AsRef<[u8]> + ?Sized)) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

/// A command on a data folder.
pub(crate) fn sog(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sog"));
    command.arg("--data").arg(data).env_remove("SOG_DATA").stdin(Stdio::null());
    command
}

/// Runs to the end and must succeed.
pub(crate) fn ok(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", text(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs to the end, must succeed, and gives the JSON it printed.
pub(crate) fn json(command: &mut Command) -> serde_json::Value {
    serde_json::from_str(&ok(command.arg("--json"))).unwrap()
}

/// Runs to the end, must fail, and gives what it said.
pub(crate) fn fails(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(!output.status.success(), "{command:?} should have failed\n{}", text(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "a failure prints no result");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    said
}

fn text(output: &Output) -> String {
    format!(
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Starts a command, kills it (SIGKILL) after a random part of `longest`, and says whether it
/// was still running then.
pub(crate) fn kill_somewhere(command: &mut Command, longest: Duration, rng: &mut impl Rng) -> bool {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(longest.mul_f64(rng.random()));
    let running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

/// Random numbers that are the same in every run.
pub(crate) fn rng(seed: u64) -> rand_chacha::ChaCha8Rng {
    rand_chacha::ChaCha8Rng::seed_from_u64(seed)
}

/// The published file; tests that need it are skipped where it is not (it is not shipped).
pub(crate) fn online_retail() -> Option<PathBuf> {
    let path = std::env::current_dir()
        .unwrap()
        .join("../../../shared/data/online-retail-ii/online_retail_II_year_2009-2010.csv.gz");
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

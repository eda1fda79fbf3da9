//! Builds all tests once and runs them, the quick ones first.
//!
//! We start the test programs ourselves instead of through `cargo test`: that gives them an
//! order, a time each, a limit, and one closing line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::console::{Tally, progress, progress_done, seconds};
use crate::process::{self, Ending};
use crate::{Outcome, paths, postgres};

/// A test program that runs longer hangs.
const LIMIT: Duration = Duration::from_mins(20);
/// Marks every process that a test starts, so that what stays behind is found.
const MARK: &str = "SOG_TEST_RUN";

/// What a test program needs, and so when it runs. Quick ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Unit and property tests inside the crates.
    Unit,
    /// `tests/`: rooms at their edges, with databases, servers and processes.
    Edge,
    /// `tests/browser`: a real browser on real pages.
    Browser,
}

/// One compiled test program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) class: Class,
    package: String,
    name: String,
    executable: PathBuf,
    folder: PathBuf,
}

/// All test programs, the product's binaries that some of them start, and what the compiler
/// and clippy had to say about our crates.
#[derive(Debug, Default)]
pub(crate) struct Suite {
    programs: Vec<Program>,
    binaries: Vec<(String, PathBuf)>,
    /// Each finding once, as the compiler shows it.
    pub(crate) findings: Vec<String>,
}

/// The cargo that compiles our crates with clippy's compiler.
///
/// `cargo clippy` would look at every crate below ours once more, for nothing but their
/// interfaces: minutes, where this costs seconds. The variable is the one `cargo clippy` sets.
pub(crate) fn cargo_with_clippy() -> Command {
    let mut command = paths::cargo();
    command.current_dir(paths::workspace()).env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    command
}

/// Compiles every test of the workspace, with clippy looking.
///
/// # Errors
/// When something does not compile.
pub(crate) fn build() -> Outcome<Suite> {
    let mut command = cargo_with_clippy();
    command
        .args(["test", "--workspace", "--no-run", "--locked"])
        .arg("--message-format=json")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    let shown = process::show(&command);
    let output = command.output().map_err(|error| format!("cannot start {shown}: {error}"))?;
    let mut suite = read_messages(&String::from_utf8_lossy(&output.stdout));
    if !output.status.success() {
        return Err(format!("{}{shown} failed ({})", suite.findings.concat(), output.status));
    }
    suite
        .programs
        .sort_by(|a, b| (a.class, &a.package, &a.name).cmp(&(b.class, &b.package, &b.name)));
    if suite.programs.is_empty() {
        return Err("cargo built no test program".to_owned());
    }
    Ok(suite)
}

/// Reads what cargo says about what it built, one JSON object a line.
fn read_messages(text: &str) -> Suite {
    let mut suite = Suite::default();
    for message in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        // The same file is compiled with its tests and without.
        if let Some(finding) = message["message"]["rendered"].as_str()
            && !suite.findings.iter().any(|known| known == finding)
        {
            suite.findings.push(finding.to_owned());
        }
        let Some(executable) = message["executable"].as_str() else {
            continue;
        };
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let kind = message["target"]["kind"][0].as_str().unwrap_or_default();
        if message["profile"]["test"] == true {
            let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
            let folder = manifest.parent().unwrap_or(Path::new("."));
            suite.programs.push(Program {
                class: class(kind, name),
                package: folder
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default(),
                name: if kind == "test" { name } else { "unit" }.to_owned(),
                executable: executable.into(),
                folder: folder.to_owned(),
            });
        } else if kind == "bin" {
            suite.binaries.push((name.to_owned(), executable.into()));
        }
    }
    suite
}

fn class(kind: &str, name: &str) -> Class {
    match kind {
        "test" if name.starts_with("browser") => Class::Browser,
        "test" => Class::Edge,
        _ => Class::Unit,
    }
}

impl Suite {
    /// Runs the programs of one class with the given environment on top of ours.
    pub(crate) fn run(&self, class: Class, environment: &[(&str, String)]) -> Tally {
        let programs: Vec<&Program> =
            self.programs.iter().filter(|program| program.class == class).collect();
        let mut tally = Tally::default();
        for (index, program) in programs.iter().enumerate() {
            progress(&format!(
                "{}/{} {} {}",
                index + 1,
                programs.len(),
                program.package,
                program.name
            ));
            let start = Instant::now();
            let ran = self.run_one(program, environment);
            progress_done();
            let (counted, said) = ran.unwrap_or_else(|message| {
                let failed = Tally { passed: 0, failed: 1 };
                (failed, message)
            });
            tally.add(counted);
            if counted.failed > 0 {
                println!("{said}");
            }
            if counted != Tally::default() {
                println!(
                    "   {:>4} passed  {:>3} failed  {:>8}  {} {}",
                    counted.passed,
                    counted.failed,
                    seconds(start.elapsed()),
                    program.package,
                    program.name
                );
            }
            for note in skipped(&said) {
                println!("        {note}");
            }
        }
        tally
    }

    fn run_one(
        &self,
        program: &Program,
        environment: &[(&str, String)],
    ) -> Outcome<(Tally, String)> {
        let mark = postgres::random_hex()?;
        let log = std::env::temp_dir().join(format!("sog-test-{mark}.log"));
        let mut command = Command::new(&program.executable);
        command
            // Shows what passing tests printed, too: that is how a test says it was skipped.
            .arg("--show-output")
            .current_dir(&program.folder)
            .env("CARGO_MANIFEST_DIR", &program.folder)
            // Which line failed is enough; the path through the runtime hides it.
            .env("RUST_BACKTRACE", "0")
            .env(MARK, &mark)
            .envs(environment.iter().map(|(name, value)| (name, value)));
        for (name, path) in &self.binaries {
            command.env(format!("CARGO_BIN_EXE_{name}"), path);
        }
        let ending = process::run_into(&log, LIMIT, &mut command);
        let said = std::fs::read(&log).unwrap_or_default();
        let mut said = String::from_utf8_lossy(&said).into_owned();
        // Should it stay, the system's own cleaning takes it.
        let _ = std::fs::remove_file(&log);
        let mut tally = match ending? {
            Ending::Exited(status) => count(&said, status.success()),
            Ending::TimedOut => {
                said.push_str("\nkilled: it ran longer than the limit\n");
                count(&said, false)
            }
        };
        let left = end_what_stayed(&mark);
        if !left.is_empty() {
            tally.failed += 1;
            said.push_str("\nprocesses that the tests left behind, killed now:\n");
            said.push_str(&left.join("\n"));
        }
        Ok((tally, said))
    }
}

/// Reads the closing line of Rust's own test runner. A program that ended badly without
/// saying which test failed counts as one failure.
fn count(said: &str, ended_well: bool) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines().filter(|line| line.starts_with("test result:")) {
        let number = |word: &str| {
            line.split(['.', ';'])
                .find_map(|part| part.trim().strip_suffix(word))
                .and_then(|number| number.trim().parse().ok())
                .unwrap_or(0)
        };
        tally.add(Tally { passed: number("passed"), failed: number("failed") });
    }
    if !ended_well && tally.failed == 0 {
        tally.failed = 1;
    }
    tally
}

/// What tests said they did not do.
fn skipped(said: &str) -> Vec<&str> {
    let mut notes: Vec<&str> = said.lines().filter(|line| line.starts_with("skipped: ")).collect();
    notes.sort_unstable();
    notes.dedup();
    notes
}

/// Kills what a test started and did not end. A browser that is just closing gets a moment.
fn end_what_stayed(mark: &str) -> Vec<String> {
    let start = Instant::now();
    loop {
        let left = process::carrying(MARK, mark);
        if left.is_empty() {
            return Vec::new();
        }
        if start.elapsed() > Duration::from_secs(5) {
            for (id, _) in &left {
                process::kill(*id);
            }
            return left.into_iter().map(|(id, line)| format!("{id} {line}")).collect();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let said = "\
running 3 tests
test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.5s
";
        assert_eq!(count(said, false), Tally { passed: 12, failed: 2 });
    }

    #[test]
    fn a_crash_counts_as_a_failure() {
        let one = Tally { passed: 0, failed: 1 };
        assert_eq!(count("running 3 tests\n", false), one);
        let good = "test result: ok. 4 passed; 0 failed; 0 ignored\n";
        assert_eq!(count(good, false), Tally { passed: 4, failed: 1 });
    }

    #[test]
    fn programs_are_told_apart_by_their_kind_and_name() {
        assert_eq!(class("lib", "sog_store"), Class::Unit);
        assert_eq!(class("test", "both_databases"), Class::Edge);
        assert_eq!(class("test", "browser_loop"), Class::Browser);
        assert!(Class::Unit < Class::Edge && Class::Edge < Class::Browser);
    }

    #[test]
    fn messages_of_cargo_name_tests_and_binaries() {
        let text = r#"{"reason":"compiler-message","message":{"rendered":"warning: unused\n"}}
{"reason":"compiler-message","message":{"rendered":"warning: unused\n"}}
{"reason":"compiler-artifact","manifest_path":"/w/crates/store/Cargo.toml","target":{"kind":["lib"],"name":"sog_store"},"profile":{"test":false},"executable":null}
{"reason":"compiler-artifact","manifest_path":"/w/crates/store/Cargo.toml","target":{"kind":["test"],"name":"both"},"profile":{"test":true},"executable":"/t/both-1"}
{"reason":"compiler-artifact","manifest_path":"/w/crates/cli/Cargo.toml","target":{"kind":["bin"],"name":"sog"},"profile":{"test":false},"executable":"/t/sog"}
{"reason":"build-finished","success":true}"#;
        let suite = read_messages(text);
        assert_eq!(suite.findings, ["warning: unused\n"]);
        assert_eq!(suite.binaries, [("sog".to_owned(), PathBuf::from("/t/sog"))]);
        let [program] = suite.programs.as_slice() else {
            panic!("{:?}", suite.programs);
        };
        assert_eq!((program.package.as_str(), program.name.as_str()), ("store", "both"));
        assert_eq!(program.folder, Path::new("/w/crates/store"));
    }

    #[test]
    fn skips_are_named_once() {
        assert_eq!(
            skipped("x\nskipped: b\nskipped: a\nskipped: b\n"),
            ["skipped: a", "skipped: b"]
        );
    }
}

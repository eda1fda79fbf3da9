//! `cargo xtask tidy`: the rules of the house that no compiler knows.
//!
//! Each rule is a function from texts to [`Finding`]s, so that a test can give it a text that
//! breaks it. This file reads the files and prints what the rules say.

mod arrows;
mod documents;
mod literals;
mod sources;
mod sql;
mod weight;

use std::fmt;
use std::path::Path;
use std::process::Command;

use crate::{Outcome, paths, process};

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    /// File, seen from the workspace.
    path: String,
    /// Line, counted from 1; 0 for the file as a whole.
    line: usize,
    /// What is wrong and what to do.
    what: String,
}

impl Finding {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}", self.path, self.what)
        } else {
            write!(f, "{}:{}: {}", self.path, self.line, self.what)
        }
    }
}

/// A text file, its path seen from the workspace with `/` between the parts.
#[derive(Debug)]
struct File {
    path: String,
    text: String,
}

/// Checks the whole workspace and prints the longest files.
///
/// # Errors
/// When a rule is broken; the message lists where.
pub(crate) fn run() -> Outcome<()> {
    let files = read_all(paths::workspace())?;
    let metadata = process::output(paths::cargo().current_dir(paths::workspace()).args([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--locked",
    ]))?;
    let packages = arrows::packages(&metadata)?;

    let mut findings = Vec::new();
    findings.extend(arrows::check(&packages));
    findings.extend(arrows::unused(&packages, &files));
    findings.extend(arrows::offered(&packages, &files));
    let default =
        process::output(paths::cargo().current_dir(paths::workspace()).args(weight::TREE))?;
    findings.extend(weight::default_binary_is_light(&default));
    findings.extend(documents::dependencies_are_explained(&packages, &files));
    findings.extend(documents::codes_are_in_the_glossary(&files));
    findings.extend(documents::links_resolve(paths::workspace(), &files));
    for file in &files {
        findings.extend(documents::no_machine_paths(file));
        if file.path.ends_with(".rs") {
            findings.extend(sources::check(file));
            findings.extend(sql::check(file));
        }
    }
    let long = sources::longest(&files);
    if !long.is_empty() {
        println!("   longest files (lines before their tests); look for a second idea in them:");
        for (lines, path) in long {
            println!("   {lines:>6}  {path}");
        }
    }
    if findings.is_empty() {
        return Ok(());
    }
    findings.sort();
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    Err(lines.join("\n"))
}

/// Every text file that git knows or would take.
fn read_all(root: &Path) -> Outcome<Vec<File>> {
    let list = process::output(Command::new("git").current_dir(root).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    Ok(list
        .split('\0')
        .filter(|path| !path.is_empty() && *path != "Cargo.lock")
        .filter_map(|path| {
            // Pictures and the like are no text; a deleted file is still in git's list.
            let text = std::fs::read_to_string(root.join(path)).ok()?;
            Some(File { path: path.to_owned(), text })
        })
        .collect())
}

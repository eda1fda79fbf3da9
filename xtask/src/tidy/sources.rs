//! Rules for every Rust file.

use super::literals::parts;
use super::{File, Finding};

/// From here on a file is listed as long.
const LONG: usize = 400;
/// From here on it has to be divided.
const TOO_LONG: usize = 600;
/// How many long files are listed.
const LISTED: usize = 12;

/// What must not stand in code, and why.
const MARKS: &[(&str, &str)] = &[
    ("todo!(", "unfinished"),
    ("unimplemented!(", "unfinished"),
    ("dbg!(", "left over from debugging"),
    ("#[ignore", "a test that is not run tests nothing"),
];

/// What must not stand in a room: rooms give results, the command line speaks.
const SPEAKING: &[&str] = &["println!(", "print!("];

/// Who may speak on the terminal.
const SPEAKERS: &[&str] = &["crates/cli/", "crates/bench/", "xtask/"];

/// All rules for one file.
pub(super) fn check(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !file.text.starts_with("//! ") && !file.text.starts_with("//! #") {
        findings.push(Finding::new(
            &file.path,
            1,
            "the first line says what this file is for (`//! …`)",
        ));
    }
    let lines = lines_before_tests(&file.text);
    if lines > TOO_LONG && !in_tests(&file.path) {
        findings.push(Finding::new(
            &file.path,
            0,
            format!("{lines} lines; at most {TOO_LONG}, so divide it by its ideas"),
        ));
    }
    let code = parts(&file.text).code;
    let speaker = SPEAKERS.iter().any(|path| file.path.starts_with(path))
        || in_tests(&file.path)
        // Cargo listens to what a build script prints.
        || file.path.ends_with("/build.rs");
    for (index, line) in code.lines().enumerate() {
        for (mark, why) in MARKS {
            if holds_call(line, mark) {
                findings.push(Finding::new(&file.path, index + 1, format!("`{mark}`: {why}")));
            }
        }
        for mark in SPEAKING {
            if !speaker && holds_call(line, mark) {
                findings.push(Finding::new(
                    &file.path,
                    index + 1,
                    format!("`{mark}`: a room gives results, the command line speaks"),
                ));
            }
        }
    }
    findings.extend(exceptions_carry_reasons(file, &code));
    findings
}

/// The longest files, longest first, with their lines.
pub(super) fn longest(files: &[File]) -> Vec<(usize, String)> {
    let mut long: Vec<(usize, String)> = files
        .iter()
        .filter(|file| file.path.ends_with(".rs"))
        .map(|file| (lines_before_tests(&file.text), file.path.clone()))
        .filter(|(lines, _)| *lines > LONG)
        .collect();
    long.sort_by(|a, b| b.cmp(a));
    long.truncate(LISTED);
    long
}

/// `#[allow(…)]` and `#[expect(…)]` say why.
fn exceptions_carry_reasons(file: &File, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for opening in ["[allow(", "[expect("] {
        for (at, _) in code.match_indices(opening) {
            if !code[..at].ends_with(['#', '!']) {
                continue;
            }
            let attribute = code[at..].split(']').next().unwrap_or_default();
            if !attribute.contains("reason") {
                let line = code[..at].matches('\n').count() + 1;
                findings.push(Finding::new(
                    &file.path,
                    line,
                    "an exception to a lint carries its reason: `reason = \"…\"`",
                ));
            }
        }
    }
    findings
}

/// A macro call, not a longer name that ends in the same letters (`eprintln!` is fine).
fn holds_call(line: &str, mark: &str) -> bool {
    line.match_indices(mark)
        .any(|(at, _)| !line[..at].ends_with(|last: char| last.is_alphanumeric() || last == '_'))
}

/// Lines up to the unit tests, which may be as long as they need.
fn lines_before_tests(text: &str) -> usize {
    text.lines()
        .position(|line| line.trim() == "#[cfg(test)]")
        .unwrap_or_else(|| text.lines().count())
}

fn in_tests(path: &str) -> bool {
    ["/tests/", "/benches/", "/examples/"].iter().any(|folder| path.contains(folder))
        || path.ends_with("/tests.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&File { path: path.to_owned(), text: text.to_owned() })
            .into_iter()
            .map(|finding| finding.to_string())
            .collect()
    }

    #[test]
    fn a_file_says_what_it_is_for() {
        assert!(found("crates/x/src/a.rs", "//! Purpose.\nfn f() {}\n").is_empty());
        let without = found("crates/x/src/a.rs", "use std::fmt;\n");
        assert!(without[0].starts_with("crates/x/src/a.rs:1: "), "{without:?}");
    }

    #[test]
    fn long_files_are_listed_and_then_refused() {
        let text = |lines: usize| format!("//! Long.\n{}", "fn f() {}\n".repeat(lines - 1));
        assert!(found("crates/x/src/a.rs", &text(600)).is_empty());
        assert_eq!(found("crates/x/src/a.rs", &text(601)).len(), 1);
        assert!(found("crates/x/tests/a.rs", &text(601)).is_empty());
        let with_tests = format!("{}#[cfg(test)]\n{}", text(500), "// t\n".repeat(500));
        assert!(found("crates/x/src/a.rs", &with_tests).is_empty());

        let file = |lines| File { path: format!("{lines}.rs"), text: text(lines) };
        assert_eq!(
            longest(&[file(400), file(401), file(500)]),
            [(500, "500.rs".to_owned()), (401, "401.rs".to_owned())]
        );
    }

    #[test]
    fn unfinished_work_is_found_outside_comments_and_strings() {
        let clean = "//! A.\n// todo!() is a macro\nlet a = \"dbg!(x)\";\neprintln!(\"x\");\n";
        assert!(found("crates/x/src/a.rs", clean).is_empty());
        for line in ["todo!()", "dbg!(x)", "println!(\"x\")", "#[ignore]"] {
            let text = format!("//! A.\nfn f() {{\n    {line};\n}}\n");
            let found = found("crates/x/src/a.rs", &text);
            assert_eq!(found.len(), 1, "{line}");
            assert!(found[0].starts_with("crates/x/src/a.rs:3: "), "{found:?}");
        }
        assert!(found("crates/cli/src/a.rs", "//! A.\nprintln!(\"x\");\n").is_empty());
    }

    #[test]
    fn exceptions_carry_their_reason() {
        let bare = "//! A.\n#[allow(clippy::all)]\nfn f() {}\n";
        assert_eq!(found("crates/x/src/a.rs", bare).len(), 1);
        let reasoned =
            "//! A.\n#[allow(\n    clippy::all,\n    reason = \"because [x]\"\n)]\nfn f() {}\n";
        assert!(found("crates/x/src/a.rs", reasoned).is_empty());
    }
}

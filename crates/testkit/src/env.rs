//! What a test may rely on, and what happens when it is not there.
//!
//! `cargo xtask test` installs every tool, names it in an environment variable and sets
//! `SOG_TEST_ALL=1`: a missing tool is then a failure. Run by hand, a test without its tool
//! says `skipped: …` and passes.

use std::path::{Path, PathBuf};

/// Set to `1` when every tool must be there.
pub const ALL: &str = "SOG_TEST_ALL";
/// Address of a PostgreSQL server on which databases may be created:
/// `postgres://user:password@127.0.0.1:port`.
pub const POSTGRES: &str = "SOG_TEST_POSTGRES";
/// A Python that has the packages of `xtask/requirements.txt`.
pub const PYTHON: &str = "SOG_TEST_PYTHON";
/// A `node_modules` folder that has the packages of `xtask/package.json`; `node` is on the path.
pub const NODE_MODULES: &str = "SOG_TEST_NODE_MODULES";
/// The Chromium to drive. Without it, the usual names are looked for on the path.
pub const CHROMIUM: &str = "SOG_TEST_CHROMIUM";

/// The value of an environment variable, unless it is absent or empty.
#[must_use]
pub fn value(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a missing tool is a failure: under `cargo xtask test` and on a build server.
#[must_use]
pub fn all_required() -> bool {
    value(ALL).is_some_and(|value| value == "1")
}

/// Says that something is not tested because `what` is missing.
///
/// # Panics
/// When every tool must be there.
pub fn skip(what: &str) {
    assert!(!all_required(), "{what} is required here ({ALL}=1)");
    eprintln!("skipped: {what}");
}

/// The value of an environment variable; without it [`skip`]s.
///
/// # Panics
/// When the variable is not set although every tool must be there.
#[must_use]
pub fn required(name: &str, what: &str) -> Option<String> {
    let value = value(name);
    if value.is_none() {
        skip(&format!("{what} (set {name}, or run `cargo xtask test`)"));
    }
    value
}

/// The first of several programs that is on the path.
#[must_use]
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| is_program(candidate))
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_in_the_order_of_their_names() {
        let found = on_path(&["no-such-program-of-sog", "cargo"]).unwrap();
        assert!(found.ends_with("cargo"), "{}", found.display());
        assert_eq!(on_path(&["no-such-program-of-sog"]), None);
    }

    #[test]
    fn an_empty_variable_counts_as_absent() {
        assert_eq!(value("SOG_TEST_NOBODY_SETS_THIS"), None);
        assert!(value("PATH").is_some());
    }
}

//! `cargo xtask test`: everything that is checked before a change lands, as a list.

use std::process::Command;
use std::time::Duration;

use crate::console::Report;
use crate::postgres::Server;
use crate::process::{self, Ending};
use crate::suite::{self, Class, Suite};
use crate::{Outcome, needs, paths, tidy};

const UNIT: &str = "unit and property tests";
const DOCUMENTED: &str = "examples in the documentation";
const EDGE: &str = "tests at the edges of the rooms";
const BROWSER: &str = "tests in the browser";

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Everything,
    /// Nothing that needs PostgreSQL, Python or Chromium.
    Fast,
}

/// Runs the checks, cheap ones first, and closes with `N passed, N failed`.
///
/// # Errors
/// When anything failed.
pub(crate) fn run(extent: Extent) -> Outcome<()> {
    let mut report = Report::default();
    steps(&mut report, extent);
    report.close()
}

/// Later steps run although an earlier one failed, except where they cannot.
fn steps(report: &mut Report, extent: Extent) {
    let mut tools = None;
    let found = report.check("tools", || {
        needs::rust_components()?;
        if extent == Extent::Everything {
            tools = Some(needs::tools()?);
        }
        Ok(())
    });
    if !found {
        return;
    }
    report.check("formatting", || process::run(cargo().args(["fmt", "--all", "--", "--check"])));
    report.check("tidy", tidy::run);
    report.check("licences, bans, sources", || deny(&["check", "licenses", "bans", "sources"]));
    report.check("advisories", advisories);
    // Everything together is built with more features than the product has alone.
    report.check("the default binary alone", || {
        process::run(cargo().args(["check", "--locked", "--quiet"]))
    });

    let mut built = None;
    if !report.check("building the tests, with clippy", || {
        built = Some(suite::build()?);
        Ok(())
    }) {
        return;
    }
    let Some(suite) = built else { return };
    report.check("clippy", || match suite.findings.as_slice() {
        [] => Ok(()),
        findings => Err(findings.concat()),
    });
    match tools {
        Some(tools) => everything(report, &suite, &tools),
        None => fast(report, &suite),
    }
}

/// All tests, with a database server running beside them.
fn everything(report: &mut Report, suite: &Suite, tools: &needs::Tools) {
    let mut server = None;
    report.check("PostgreSQL server", || {
        server = Some(Server::start(&tools.postgres)?);
        Ok(())
    });
    let Some(server) = server else { return };
    let environment = [
        ("SOG_TEST_ALL", "1".to_owned()),
        ("SOG_TEST_POSTGRES", server.url().to_owned()),
        ("SOG_TEST_PYTHON", tools.python.display().to_string()),
        ("SOG_TEST_NODE_MODULES", tools.node_modules.display().to_string()),
        ("SOG_TEST_CHROMIUM", tools.chromium.display().to_string()),
    ];
    report.step(UNIT, || suite.run(Class::Unit, &environment));
    report.check(DOCUMENTED, documented_examples);
    report.step(EDGE, || suite.run(Class::Edge, &environment));
    report.step(BROWSER, || suite.run(Class::Browser, &environment));
}

/// The tests that need no server and no browser; the others say that they were skipped.
fn fast(report: &mut Report, suite: &Suite) {
    report.step(UNIT, || suite.run(Class::Unit, &[]));
    report.check(DOCUMENTED, documented_examples);
    report.step(EDGE, || suite.run(Class::Edge, &[]));
    println!("\n   not run: {BROWSER}, and what says `skipped` above");
}

fn documented_examples() -> Outcome<()> {
    process::run(suite::cargo_with_clippy().args([
        "test",
        "--workspace",
        "--doc",
        "--locked",
        "--quiet",
    ]))
}

fn cargo() -> Command {
    let mut command = paths::cargo();
    command.current_dir(paths::workspace());
    command
}

fn deny(arguments: &[&str]) -> Outcome<()> {
    process::run(Command::new(needs::cargo_deny()?).current_dir(paths::workspace()).args(arguments))
}

/// Known holes in our dependencies. Their database is fetched from a server that not every
/// machine reaches; then this says so and holds.
fn advisories() -> Outcome<()> {
    let program = needs::cargo_deny()?;
    let log = std::env::temp_dir().join(format!("sog-advisories-{}.log", std::process::id()));
    let fetched = process::run_into(
        &log,
        Duration::from_mins(2),
        Command::new(program).current_dir(paths::workspace()).args(["fetch", "db"]),
    );
    // Should it stay, the system's own cleaning takes it.
    let _ = std::fs::remove_file(&log);
    match fetched? {
        Ending::Exited(status) if status.success() => deny(&["check", "advisories"]),
        _ => {
            println!("   skipped: the advisory database cannot be reached from here");
            Ok(())
        }
    }
}

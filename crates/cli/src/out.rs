//! What a command prints, and where.

use std::error::Error;
use std::io::{IsTerminal, Write};

use serde::Serialize;

/// The result of a command; what goes wrong is told in words.
pub type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// Writes log lines to standard error: those of the first level, of the second with `-v`, of the
/// third with `-vv`, or as `RUST_LOG` says.
pub fn log(levels: [&str; 3], verbose: u8) {
    let level = levels[usize::from(verbose.min(2))];
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}

/// Prints one JSON document to standard output.
pub(crate) fn json(value: &impl Serialize) -> Outcome {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    Ok(())
}

/// Prints a line to standard output.
///
/// # Errors
/// When nobody reads it any more, or what reads it cannot take it.
pub fn line(text: &str) -> Outcome {
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}

/// Tells a person something that is not the command's result.
pub(crate) fn note(text: &str) {
    // Nobody can be told that standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Tells a person what went wrong.
pub fn problem(text: &str) {
    note(&format!("error: {text}"));
}

/// Whether the error is that nobody reads standard output any more.
#[must_use]
pub fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json =
            error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let csv = match error.downcast_ref::<csv::Error>().map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(error)) => Some(error.kind()),
            _ => None,
        };
        if io.or(json).or(csv) == Some(std::io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Tells a person an error and what lies behind it, each reason once.
pub fn failure(error: &(dyn Error + 'static)) {
    let mut told = error.to_string();
    problem(&told);
    let mut is_full = is_disk_full(error);
    let mut cause = error.source();
    while let Some(reason) = cause {
        is_full |= is_disk_full(reason);
        let text = reason.to_string();
        if !told.contains(&text) {
            note(&format!("  because: {text}"));
        }
        told.push_str(&text);
        cause = reason.source();
    }
    if is_full {
        note("  the disk is full: make room and say the same again.");
    }
}

/// Whether this very error is that a disk is full, whatever its words.
fn is_disk_full(error: &(dyn Error + 'static)) -> bool {
    let file = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    file == Some(std::io::ErrorKind::StorageFull)
        // Of what a library wrapped only the words are left: the system's number of this error.
        || error.to_string().contains("(os error 28)")
        || error.downcast_ref::<sea_orm::DbErr>().is_some_and(store::error::is_disk_full)
}

//! What is printed, and where: results to standard output, everything else to standard error.

use std::io::{IsTerminal, Write};

use crate::error::ClusterError;

/// Writes log lines to standard error: what this program does and warnings, or more with `-v`,
/// or as `RUST_LOG` says.
pub(crate) fn log(verbose: u8) {
    let level = match verbose {
        0 => "error,cluster=info",
        1 => "warn,cluster=info,ballista_scheduler=info,ballista_executor=info",
        _ => "info,h2=warn,hyper=warn,sqlx=warn",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}

/// Prints a line to standard output.
pub(crate) fn line(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}

/// Tells a person something that is not the result.
pub(crate) fn note(text: &str) {
    // Nobody can be told that standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Tells a person an error and what lies behind it, each reason once.
pub(crate) fn failure(error: &ClusterError) {
    let mut told = error.to_string();
    note(&format!("error: {told}"));
    let mut cause = std::error::Error::source(error);
    while let Some(reason) = cause {
        let text = reason.to_string();
        if !told.contains(&text) {
            note(&format!("  because: {text}"));
            told = text;
        }
        cause = reason.source();
    }
}

/// Whether the error is that nobody reads standard output any more.
pub(crate) fn is_closed_pipe(error: &ClusterError) -> bool {
    matches!(error, ClusterError::Output(why) if why.kind() == std::io::ErrorKind::BrokenPipe)
}

/// One line of csv.
pub(crate) fn csv(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_commas_are_quoted() {
        let cells = ["a".to_owned(), "b,c".to_owned(), "say \"d\"".to_owned(), String::new()];
        assert_eq!(csv(&cells), "a,\"b,c\",\"say \"\"d\"\"\",");
    }
}

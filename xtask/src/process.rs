//! Running other programs.

use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;

/// Runs a command that speaks to the terminal itself.
///
/// # Errors
/// When it cannot be started or does not end well.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    let shown = show(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("cannot start {shown}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed ({status})")) }
}

/// Runs a command silently and gives what it printed on standard output.
///
/// # Errors
/// When it cannot be started or does not end well; the message then holds what it said.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot start {shown}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!(
            "{shown} failed ({})\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}

/// How a command ended that had a limited time.
#[derive(Debug)]
pub(crate) enum Ending {
    /// By itself.
    Exited(ExitStatus),
    /// It was killed because its time was over.
    TimedOut,
}

/// Runs a command with all its output going into a file, for at most the given time.
///
/// # Errors
/// When it cannot be started or waited for.
pub(crate) fn run_into(file: &Path, limit: Duration, command: &mut Command) -> Outcome<Ending> {
    let shown = show(command);
    let fail = |error: std::io::Error| format!("cannot run {shown}: {error}");
    let out = File::create(file).map_err(fail)?;
    let err = out.try_clone().map_err(fail)?;
    let mut child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn().map_err(fail)?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(fail)? {
            return Ok(Ending::Exited(status));
        }
        if start.elapsed() > limit {
            // It may have ended in this moment.
            let _ = child.kill();
            child.wait().map_err(fail)?;
            return Ok(Ending::TimedOut);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The processes that carry `NAME=value` in their environment and still run. Only Linux can
/// tell; elsewhere the list is empty.
pub(crate) fn carrying(name: &str, value: &str) -> Vec<(u32, String)> {
    let wanted = format!("{name}={value}");
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            let environment = std::fs::read(entry.path().join("environ")).ok()?;
            environment.split(|byte| *byte == 0).any(|variable| variable == wanted.as_bytes()).then(
                || {
                    let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
                    let line = String::from_utf8_lossy(&line).replace('\0', " ");
                    (id, line.chars().take(120).collect())
                },
            )
        })
        .collect()
}

/// Kills one process by its id.
pub(crate) fn kill(id: u32) {
    // It may be gone already, which is as good.
    let _ = Command::new("sh").args(["-c", &format!("kill -9 {id} 2>/dev/null")]).status();
}

/// The command as somebody would type it.
pub(crate) fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("sog-xtask-{}-{name}", std::process::id()))
    }

    #[test]
    fn failures_carry_what_the_program_said() {
        let error = output(Command::new("sh").args(["-c", "echo alas >&2; exit 3"])).unwrap_err();
        assert!(error.contains("alas") && error.contains('3'), "{error}");
        assert_eq!(output(Command::new("echo").arg("hello")).unwrap(), "hello\n");
    }

    #[test]
    fn what_takes_too_long_is_killed() {
        let file = scratch("limit");
        let start = Instant::now();
        let ending = run_into(&file, Duration::from_millis(100), Command::new("sleep").arg("60"));
        std::fs::remove_file(&file).unwrap();
        assert!(matches!(ending, Ok(Ending::TimedOut)), "{ending:?}");
        assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn processes_are_found_by_their_environment() {
        let mark = format!("{}", std::process::id());
        let mut child =
            Command::new("sleep").arg("60").env("SOG_XTASK_SELF_TEST", &mark).spawn().unwrap();
        let found = carrying("SOG_XTASK_SELF_TEST", &mark);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, child.id());
        kill(child.id());
        assert!(!child.wait().unwrap().success());
        assert!(carrying("SOG_XTASK_SELF_TEST", &mark).is_empty());
    }
}

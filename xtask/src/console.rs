//! What is printed: the steps, their times, the closing line.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::Outcome;

/// How many checks and tests passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs steps and remembers how they went.
#[derive(Debug, Default)]
pub(crate) struct Report {
    tally: Tally,
    times: Vec<(String, Duration, bool)>,
}

impl Report {
    /// A step that either holds or does not; it counts as one check. Gives whether it held.
    pub(crate) fn check(&mut self, name: &str, step: impl FnOnce() -> Outcome<()>) -> bool {
        self.step(name, || match step() {
            Ok(()) => Tally { passed: 1, failed: 0 },
            Err(message) => {
                println!("{message}");
                Tally { passed: 0, failed: 1 }
            }
        })
    }

    /// A step that counts for itself. Gives whether nothing failed.
    pub(crate) fn step(&mut self, name: &str, step: impl FnOnce() -> Tally) -> bool {
        println!("\n── {name}");
        flush();
        let start = Instant::now();
        let tally = step();
        let took = start.elapsed();
        let good = tally.failed == 0;
        self.tally.add(tally);
        self.times.push((name.to_owned(), took, good));
        println!("   {} {name}: {}", if good { "ok" } else { "FAILED" }, seconds(took));
        flush();
        good
    }

    /// Prints the times and, alone on the last line, `N passed, N failed`.
    ///
    /// # Errors
    /// When something failed.
    pub(crate) fn close(self) -> Outcome<()> {
        println!("\n── times");
        for (name, took, good) in &self.times {
            let mark = if *good { "" } else { "   FAILED" };
            println!("{:>9}  {name}{mark}", seconds(*took));
        }
        let total = self.times.iter().map(|(_, took, _)| *took).sum();
        println!("{:>9}  together\n", seconds(total));
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        flush();
        if self.tally.failed == 0 {
            Ok(())
        } else {
            Err("some checks failed; the steps above say which".to_owned())
        }
    }
}

/// Shows what is running now, on a terminal only; the next line overwrites it.
pub(crate) fn progress(text: &str) {
    if std::io::stdout().is_terminal() {
        print!("\r\x1b[2K   {text}");
        flush();
    }
}

/// Takes the progress line away again.
pub(crate) fn progress_done() {
    if std::io::stdout().is_terminal() {
        print!("\r\x1b[2K");
        flush();
    }
}

/// `12.3 s`.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn flush() {
    // A closed terminal is no reason to stop checking.
    let _ = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_whole() {
        let mut report = Report::default();
        assert!(report.check("good", || Ok(())));
        assert!(!report.check("bad", || Err("because".to_owned())));
        assert!(report.step("tests", || Tally { passed: 3, failed: 0 }));
        assert_eq!(report.tally, Tally { passed: 4, failed: 1 });
        assert!(report.close().is_err());
    }
}

//! The pictures of the README, taken from the demo: a company of a fixed seed and day, so that
//! a picture changes only when the product does.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::{Outcome, paths, process};

/// The demo's last day in the pictures.
const DAY: &str = "2026-11-20";
/// Pages and the names of their pictures. The demo's month on that day is November 2026.
const SHOTS: [&str; 2] = ["/=today", "/why?target=2026-11%20company=why"];
/// Who looks at them.
const WHO: &str = "mara@demo.example";

/// Starts the demo, takes the pictures into `docs/pictures`, ends the demo.
///
/// # Errors
/// When something cannot be built or started, or the demo does not come up.
pub(crate) fn run() -> Outcome<()> {
    let cargo = |arguments: &[&str]| {
        let mut command = paths::cargo();
        command.current_dir(paths::workspace()).args(arguments);
        command
    };
    process::run(&mut cargo(&["build", "--release", "--package", "sog"]))?;
    process::run(&mut cargo(&["build", "--package", "sog-testkit", "--example", "screenshots"]))?;
    let mut demo = cargo(&["run", "--release", "--quiet", "--package", "sog", "--"]);
    demo.args(["demo", "--listen", "127.0.0.1:0", "--end", DAY]);
    let mut demo = Demo(
        demo.stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start the demo: {error}"))?,
    );
    let address = demo.address()?;
    let folder = paths::workspace().join("docs/pictures");
    let mut take =
        cargo(&["run", "--quiet", "--package", "sog-testkit", "--example", "screenshots", "--"]);
    process::run(take.arg(address).arg(folder).arg(WHO).args(["light", "top"]).args(SHOTS))
}

/// The running demo; ended when dropped.
struct Demo(Child);

impl Demo {
    /// Waits for the line that says where it is.
    fn address(&mut self) -> Outcome<String> {
        let stdout = self.0.stdout.take().ok_or("the demo has no output")?;
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(|error| format!("the demo's output ends: {error}"))?;
            if let Some(address) = line.split_whitespace().find(|word| word.starts_with("http://"))
            {
                return Ok(address.to_owned());
            }
        }
        Err("the demo ended without saying where it is".to_owned())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

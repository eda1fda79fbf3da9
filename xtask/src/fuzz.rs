//! `cargo xtask fuzz`: throws mutated bodies at the receiver for ten minutes.
//!
//! It needs a nightly compiler, which the tests do not. What is found is kept in `fuzz/artifacts`;
//! mended, it belongs into `fuzz/seeds`, which an ordinary test replays.

use std::path::PathBuf;
use std::process::Command;

use crate::{Outcome, needs, paths, process};

/// The compiler, as rustup calls it.
const TOOLCHAIN: &str = "+nightly";
/// Memory of one input, in MB: a body is small, so more is a fault.
const MEMORY: u32 = 2_048;

/// Fuzzes for so many seconds.
///
/// # Errors
/// When a tool is missing or an input was found that breaks a promise.
pub(crate) fn run(seconds: u32) -> Outcome<()> {
    let nightly = process::output(Command::new("cargo").args([TOOLCHAIN, "--version"]));
    nightly.map_err(|error| {
        format!("fuzzing needs a nightly compiler ({error}); `rustup toolchain install nightly`")
    })?;
    let program = needs::cargo_fuzz()?;
    let folder = paths::workspace().join("fuzz");
    let corpus = folder.join("corpus/receiver");
    std::fs::create_dir_all(&corpus)
        .map_err(|error| format!("cannot make {}: {error}", corpus.display()))?;
    // Found inputs go into the first folder, the seeds are only read.
    let inputs: [PathBuf; 2] = [corpus, folder.join("seeds/receiver")];
    let mut command = Command::new(program);
    // Cargo finds `cargo fuzz` by this first word.
    command.current_dir(paths::workspace()).env("RUSTUP_TOOLCHAIN", "nightly");
    command.args(["fuzz", "run", "receiver"]).args(inputs).arg("--");
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-rss_limit_mb={MEMORY}"));
    command.args(["-max_len=65536", "-print_final_stats=1"]);
    process::run(&mut command)
}

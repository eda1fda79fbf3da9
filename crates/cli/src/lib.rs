//! `sog`: the one binary. Reads arguments, opens the data folder, calls the rooms' actions,
//! prints what came of it.
//!
//! What always holds:
//! - a command does what the page of the same name does, by the same action;
//! - with `--json` standard output is one JSON document and nothing else; everything a person
//!   wants to know meanwhile goes to standard error;
//! - a failure says what happened, where, and what to do, and the exit status is not zero.
//!
//! Reading order: `args`, [`workspace`], then one file a command in `commands`.
//!
//! A library so that tests and `sog-cluster` can open the same data folder with the same tables
//! and speak alike; the binary is three lines.

mod args;
mod catcher;
mod commands;
mod config;
mod mark;
mod names;
pub mod out;
mod progress;
mod rules;
mod sending;
mod words;
pub mod workspace;

use std::process::ExitCode;

use clap::Parser;

/// Does what the process's arguments say.
#[must_use]
pub fn main() -> ExitCode {
    let args = args::Args::parse();
    let levels = ["warn", "info", "debug,hyper=info,sqlx=info,rustls=info"];
    out::log(levels, args.verbose);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            out::problem(&format!("the system gives no threads: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(args)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has seen enough of it (`sog customers | head`).
        Err(error) if out::is_closed_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            out::failure(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

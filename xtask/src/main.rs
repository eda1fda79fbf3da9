//! Development commands, started as `cargo xtask COMMAND`.
//!
//! This crate is built before anything else, so it has one dependency (JSON, which cargo
//! speaks) and no async runtime.
//!
//! Reading order: [`test`] is the list of what is checked; [`needs`] finds and installs what
//! that takes; [`suite`] builds and runs the tests; [`postgres`] is the server they use;
//! [`tidy`] are the rules of the house; [`timings`] measures the release build,
//! [`bench`] Sog against its peers, [`fuzz`] throws
//! bad input at the receiver.

#![allow(clippy::print_stdout, reason = "a command line tool speaks on the terminal")]

mod bench;
mod console;
mod fuzz;
mod needs;
mod package_manager;
mod paths;
mod postgres;
mod process;
mod screenshots;
mod suite;
mod test;
mod tidy;
mod timings;

use std::process::ExitCode;

/// A result whose error is a message for the person at the keyboard.
type Outcome<T> = Result<T, String>;

const HELP: &str = "\
cargo xtask COMMAND

  test [--fast]   everything that is checked before a change lands; installs what it needs.
                  --fast leaves out what needs PostgreSQL, Python or Chromium
  tidy            the rules of the house: imports between rooms, documents, longest files
  postgres        run the PostgreSQL server of the tests until Enter is pressed
  screenshots     the pictures of the README, taken from the demo
  bench [--small] Sog and its peers on 20 million events (1 million with --small), as a table;
                  `bench repurchase` only models of repeat buying, on a million customers
  fuzz [SECONDS]  mutated bodies against the receiver, ten minutes if not said otherwise
  timings         cold release build of the default binary: time, size, dearest crates
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test::run(test::Extent::Everything),
        ["test", "--fast"] => test::run(test::Extent::Fast),
        ["tidy"] => tidy::run(),
        ["postgres"] => postgres::serve_until_enter(),
        ["screenshots"] => screenshots::run(),
        ["bench"] => bench::run(&bench::Size::WHOLE),
        ["bench", "--small"] => bench::run(&bench::Size::SMALL),
        ["bench", "repurchase"] => bench::repurchase(),
        ["fuzz"] => fuzz::run(600),
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds) => fuzz::run(seconds),
            Err(_) => Err(format!("`{seconds}` is no number of seconds")),
        },
        ["timings"] => timings::run(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("unknown command; this is what there is:\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

//! The room from outside: real files and servers, both databases.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]
#![allow(clippy::print_stdout, reason = "tests say how long an import takes")]

mod bad_input;
mod byhand;
mod common;
mod formats;
mod intake;
mod kill;
mod kinds_of_files;
mod maps;
mod mended;
mod online_retail;
mod receiving;
mod repeats;
mod seeds;

// Where the check of the fuzz target expects it.
use sog_listen::receive;

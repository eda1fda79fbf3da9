//! The program from outside: commands, servers and data folders.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]
#![allow(clippy::print_stdout, reason = "tests say what they leave out and why")]

mod bad_input;
mod common;
mod demo;
mod erasing;
mod full_disk;
mod killed;
mod lab;
mod online_retail;
mod pressure;
mod reading;
mod receiving;
mod restored;
mod rules;
mod serve;
mod users;

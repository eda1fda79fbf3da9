//! A real browser on real pages.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]
#![allow(clippy::print_stdout, reason = "tests say what they leave out and why")]

mod audience;
#[allow(dead_code, reason = "made for the tests beside these")]
#[path = "../room/common/mod.rs"]
mod common;
mod customer;
mod script;
mod walk;

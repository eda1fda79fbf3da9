//! The rules from outside.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper of a test fails by panicking, as a test does"
)]

mod common;
mod fixtures;
mod promises;
mod rules;

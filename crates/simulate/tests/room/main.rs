//! The simulated company from outside.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

mod cause;
mod common;
mod files;

//! The room from outside, against a real database and real files.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod asking;
mod balance;
mod common;
mod elsewhere;
mod happened;
mod inferred;
mod kept;
mod opportunity;
mod permission;
mod promises;
mod stated;
mod view;
mod windows;

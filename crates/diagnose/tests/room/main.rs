//! The room from outside: a company in a real event log, with and without a planted cause.
#![allow(
    clippy::cast_possible_truncation,
    clippy::unwrap_used,
    reason = "small numbers; helpers of tests may panic as tests do"
)]

mod chance;
mod company;
mod kept;
mod story;

//! The room from outside: real and simulated companies.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

mod agree;
mod backtest;
mod online_retail;
mod story;
mod support;

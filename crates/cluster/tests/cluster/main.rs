//! The second binary from outside. One program of tests, because each that links the query engine
//! takes a while.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

mod common;
mod folding;
mod sql;
mod storage;

//! The log from outside: on both databases, on disk, in object storage, for other engines.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

mod common;
mod elsewhere;
mod killed;
mod links;
mod log_story;
mod mishaps;
mod object_storage;
mod other_engines;
mod rewriting;

//! Servers, browsers and processes for the tests of the other rooms. No product code uses it.
//!
//! What always holds:
//! - what a helper starts, it ends when its value is dropped, also when a test panics;
//! - a tool that is missing is said so: `skipped: …` by hand, a failure under
//!   `cargo xtask test` (see [`env`]).
//!
//! Reading order: [`env`]; [`stores()`] for databases; [`process`] for programs of ours;
//! [`smtp`] for a mail server and a DKIM verifier; [`duckdb`] for a reader of the event files that
//! is not ours; [`s3`] for object storage; [`browser`] for pages, [`http`] for requests one by one.

pub mod browser;
pub mod duckdb;
pub mod env;
pub mod http;
pub mod pg;
pub mod process;
pub mod s3;
pub mod smtp;
pub mod stores;

pub use stores::{TestStore, stores};

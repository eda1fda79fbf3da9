//! Servers, browsers and processes for the tests of the other rooms. No product code uses it.
//!
//! What always holds:
//! - what a helper starts, it ends when its value is dropped, also when a test panics;
//! - a tool that is missing is said so: `skipped: …` by hand, a failure under
//!   `cargo xtask test` (see [`env`]).
//!
//! Reading order: [`env`], [`stores()`], [`pg`].

pub mod env;
pub mod pg;
pub mod stores;

pub use stores::{TestStore, stores};

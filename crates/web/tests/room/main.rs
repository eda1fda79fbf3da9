//! Pages and doors as a browser asks for them.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

mod ahead;
mod balance;
mod campaign;
mod common;
mod contrast;
mod customers;
mod deals;
mod imports;
mod pages;
mod pages_warn;
mod public;
mod receive;
mod refresh;
mod sentences;
mod signin;
mod structure;
mod texts;
mod trust;

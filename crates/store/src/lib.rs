//! The operational store: people, permission, deals, targets, settings.
//!
//! SQLite in the data folder by default, PostgreSQL by configuration, one code base. This
//! room owns the connection, the transactions, the migrations every room contributes, and the
//! records that several rooms share. Tables that one room alone uses are defined there.
//!
//! What always holds:
//! - all writing goes through [`Store::begin`]; on SQLite that is one connection and the
//!   transaction is `IMMEDIATE`, so two writers queue instead of failing half-way;
//! - an applied migration is never edited;
//! - amounts are stored as exact decimals in text, times in UTC to the microsecond.
//!
//! Reading order: [`connection`], [`settings`], [`records`], [`blocks`], [`locks`].

pub mod blocks;
pub mod connection;
pub mod error;
pub mod locks;
pub mod migrations;
pub mod records;
pub mod settings;

pub use connection::{Store, Tx, in_chunks};
pub use error::StoreError;
pub use locks::Lock;
pub use migrations::Migration;
pub use settings::{Company, company, save_company};

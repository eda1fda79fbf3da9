//! Listen: receivers and imports. How what customers did comes into Sog.
//!
//! `sog import` reads csv, csv.gz, xlsx and Parquet, maps each row onto one of Sog's own formats
//! and brings events and records in. What people enter by hand comes in here too ([`open_deal`]). Other rooms [`record`] what they did through here too.
//!
//! What always holds:
//! - one call is all or nothing: a crash or an error leaves the data folder as it was;
//! - a row counts once, however often and in however overlapping files it is imported: by its
//!   natural key, or by its content and the ordinal of its repeat (see `keys`);
//! - every row of a file is accepted, a duplicate, rejected with line, column and reason, or about
//!   somebody who was erased and left out;
//! - reading takes constant memory for each row; what grows is only what must (see `keys` and
//!   `pending`);
//! - rejected rows, mended, come in with the same call and are what they would have been;
//! - what a record says and what its events say agree, also after a correction (see
//!   `formats::history`);
//! - who was erased is not taken in again, whatever brings them (see `store::blocks`);
//! - Sog does not guess: a file whose delimiter, encoding, format or dates are not clear is
//!   refused with a message that says what to do.
//!
//! Reading order: [`request`] (what is asked and answered), [`actions`] (the steps of an
//! import), `parse` (one file after the other), `reading` (files to rows), `map` (the map
//! language), `formats` (rows to events and records), [`error`] (every way it can fail). For what
//! other programs send: [`receive`] (bytes to events, pure), [`intake`] (the way to the disk). For
//! models that are tried on a file of one's own: [`plain`]. For records that people change on a
//! page: [`byhand`].

pub mod actions;
mod blocked;
pub mod byhand;
mod deals;
pub mod error;
mod formats;
pub mod intake;
mod keys;
mod map;
mod parse;
mod pending;
pub mod plain;
mod reading;
pub mod receive;
mod rejects;
pub mod request;
mod rows;

pub use actions::{import, record};
pub use deals::{end_deal, open_deal};
pub use error::{FileError, ImportError, MapError, Problem};
pub use intake::{Intake, IntakeError};
pub use map::presets::{Preset, presets};
pub use request::{Encoding, ImportReport, ImportRequest, Progress, Quiet, Step, delimiter};

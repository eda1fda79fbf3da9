//! One run: an immutable Parquet file, sorted by (customer, time, id).

mod batch;
mod cursor;
mod file;
mod typed;
mod write;

use std::path::PathBuf;

use crate::figures::Figures;

pub(crate) use cursor::{Cursor, Reading};
pub(crate) use file::OpenRun;
pub(crate) use typed::{CodeColumn, Typed};
pub(crate) use write::RunWriter;

/// Rows a batch holds while writing and reading, and a page of a file. A row group is a whole
/// number of batches, so that no batch holds words of two dictionaries.
const BATCH: usize = 8192;
/// Rows a row group holds.
const ROW_GROUP: usize = 16 * BATCH;

/// What the catalogue says of a finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunInfo {
    pub(crate) path: PathBuf,
    pub(crate) bucket: u16,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    /// Bytes of the footer, by which readers find it at once.
    pub(crate) footer: u64,
    pub(crate) figures: Vec<Figures>,
}

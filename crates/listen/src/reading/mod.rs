//! From a file to rows of text cells, one at a time.
//!
//! What always holds: a row that is put together here never takes more than [`MAX_RECORD`]
//! bytes, and is refused before it does, whatever the file holds; every row knows its line;
//! nothing about the meaning of a cell is decided here. (Besides the row, the library for
//! workbooks holds all shared texts of the file, and the one for Parquet a page of each column.)

mod columns;
mod input;
mod sheet;
mod text;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use crate::error::{ImportError, Problem};
use crate::request::{Encoding, Progress, Step};

/// The longest record, in bytes of its cells. Real rows are far below; a longer one is a
/// missing quote or not a csv file.
pub(crate) const MAX_RECORD: usize = 1 << 20;
/// The most cells of a record (a worksheet cannot have more either).
pub(crate) const MAX_COLUMNS: usize = 16_384;

/// One row: its cells, and the line it begins on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// All cells, one after the other.
    pub(crate) text: &'a str,
    /// Where each cell ends in `text`.
    pub(crate) ends: &'a [usize],
    /// For each cell whether the file itself says that it is a number or a time (a sheet, a
    /// Parquet file). It then stands here with a decimal point or as ISO 8601, whatever the
    /// stated formats of *text* are. Empty for text files.
    pub(crate) typed: &'a [bool],
    /// Line of the file (row of a sheet, row of a Parquet file), from 1.
    pub(crate) line: u64,
}

impl<'a> Record<'a> {
    /// How many cells.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// One cell, as it stands in the file; empty where there is none.
    pub(crate) fn cell(&self, index: usize) -> &'a str {
        let Some(&end) = self.ends.get(index) else {
            return "";
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        // The readers only hand out ends on character boundaries.
        self.text.get(start..end).unwrap_or("")
    }

    /// Whether a cell is a number or a time by its type.
    pub(crate) fn is_typed(&self, index: usize) -> bool {
        self.typed.get(index).copied().unwrap_or(false)
    }

    /// All cells in order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &'a str> + '_ {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// Nothing but blanks in any cell.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }
}

/// Takes the rows of one file.
pub(crate) trait Rows {
    /// The first row with something in it.
    fn header(&mut self, record: &Record<'_>) -> Result<(), ImportError>;
    /// Each later row with something in it.
    fn row(&mut self, record: &Record<'_>) -> Result<(), ImportError>;
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadOptions<'a> {
    pub(crate) delimiter: u8,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) sheet: Option<&'a str>,
}

/// Counts the bytes of all files of a call and tells the caller.
pub(crate) struct Meter<'a> {
    progress: &'a dyn Progress,
    done: Cell<u64>,
    total: u64,
}

impl<'a> Meter<'a> {
    /// Bytes of all files, as far as the system knows.
    pub(crate) fn new<'p>(
        progress: &'a dyn Progress,
        paths: impl Iterator<Item = &'p Path>,
    ) -> Self {
        let total = paths.filter_map(|path| std::fs::metadata(path).ok()).map(|m| m.len()).sum();
        Self { progress, done: Cell::new(0), total }
    }

    fn add(&self, bytes: u64) {
        self.done.set(self.done.get() + bytes);
        // A workbook is read with jumps; more than everything is never shown.
        self.progress
            .step(Step::Reading { done: self.done.get().min(self.total), total: self.total });
    }
}

/// A file that reports how much of it was read.
struct Metered<'a> {
    file: File,
    meter: &'a Meter<'a>,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.meter.add(count as u64);
        Ok(count)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";
const PARQUET: &[u8] = b"PAR1";
/// The container of old Excel files and of encrypted new ones.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Reads one file, whatever it is, row by row.
///
/// The first bytes decide what it is; where they contradict the name, the file is refused.
pub(crate) fn read_file(
    path: &Path,
    options: &ReadOptions<'_>,
    meter: &Meter<'_>,
    rows: &mut dyn Rows,
) -> Result<(), ImportError> {
    let fail = |problem| ImportError::file(path, problem);
    let metadata = std::fs::metadata(path).map_err(|source| fail(opening(source)))?;
    if metadata.is_dir() {
        return Err(fail(Problem::Folder));
    }
    let file = File::open(path).map_err(|source| fail(opening(source)))?;
    let mut file = BufReader::with_capacity(1 << 17, Metered { file, meter });
    let start = file.fill_buf().map_err(|source| fail(Problem::Unreadable(source)))?;
    if start.is_empty() {
        return Err(fail(Problem::Empty));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let named = |ending: &str| name.ends_with(ending);

    if start.starts_with(ZIP) {
        return sheet::read(path, file, options.sheet, rows);
    }
    if start.starts_with(COMPOUND) {
        return Err(fail(Problem::NotA {
            expected: "a workbook Sog can open",
            advice: "it is an old xls file or protected by a password; save it as a plain xlsx",
        }));
    }
    if start.starts_with(PARQUET) {
        drop(file);
        let file = File::open(path).map_err(|source| fail(opening(source)))?;
        columns::read(path, file, rows)?;
        meter.add(metadata.len());
        return Ok(());
    }
    if named(".xlsx") || named(".xlsm") {
        return Err(fail(Problem::NotA {
            expected: "an xlsx workbook (it is no zip archive)",
            advice: "save it again as xlsx, or rename it if it is a csv file",
        }));
    }
    if named(".parquet") {
        return Err(fail(Problem::NotA {
            expected: "a Parquet file",
            advice: "write it again, or rename it if it is a csv file",
        }));
    }
    if start.starts_with(GZIP) {
        return text::read(path, MultiGzDecoder::new(file), true, options, rows);
    }
    if named(".gz") {
        return Err(fail(Problem::NotA {
            expected: "compressed with gzip",
            advice: "compress it again, or take .gz off its name if it is plain text",
        }));
    }
    text::read(path, file, false, options, rows)
}

fn opening(source: io::Error) -> Problem {
    if source.kind() == io::ErrorKind::NotFound {
        Problem::Missing
    } else {
        Problem::Unreadable(source)
    }
}

/// Runs a step of a library that may panic over a damaged file; `None` when it did.
///
/// Nothing such a step leaves half done is used again: the file is refused.
fn unpanicked<T>(step: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(step)).ok()
}

/// What is said of a file over which a library panicked.
const DAMAGED: &str = "it is damaged";

/// What is said when a row would be longer than [`MAX_RECORD`].
fn too_long(path: &Path, line: u64) -> ImportError {
    ImportError::file(path, Problem::LineTooLong { line, limit: MAX_RECORD })
}

/// Writes to the present cell. Fails when the row would become too long, and only then.
impl std::fmt::Write for Buffer {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        if self.text.len() + text.len() > MAX_RECORD {
            return Err(std::fmt::Error);
        }
        self.text.push_str(text);
        Ok(())
    }
}

/// A row that is put together cell by cell (sheets, Parquet).
#[derive(Debug, Default)]
struct Buffer {
    text: String,
    ends: Vec<usize>,
    typed: Vec<bool>,
}

impl Buffer {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.typed.clear();
    }

    /// Ends the cell whose text was just written.
    fn end_cell(&mut self, typed: bool) {
        self.ends.push(self.text.len());
        self.typed.push(typed);
    }

    /// Takes back the last cell, which must be empty.
    fn drop_cell(&mut self) {
        self.ends.pop();
        self.typed.pop();
    }

    /// Adds empty cells until there are `count`.
    fn pad(&mut self, count: usize) {
        while self.ends.len() < count {
            self.end_cell(false);
        }
    }

    fn record(&self, line: u64) -> Record<'_> {
        Record { text: &self.text, ends: &self.ends, typed: &self.typed, line }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn a_row_never_becomes_too_long() {
        let mut buffer = Buffer::default();
        let cell = "x".repeat(MAX_RECORD / 4);
        let fits = (0..100).take_while(|_| buffer.write_str(&cell).is_ok()).count();
        assert_eq!(fits, 4);
        assert_eq!(buffer.text.len(), MAX_RECORD);
    }
}

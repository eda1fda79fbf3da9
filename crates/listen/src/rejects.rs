//! Rows that could not be taken, written down so that they can be mended and imported again.
//!
//! One file for each source file with rejected rows: csv in UTF-8 with commas, the columns
//! `line, column, reason` and then the original columns with the original text of their cells,
//! nothing escaped or changed (a cell that a spreadsheet program takes for a formula was one in
//! the source already). `sog import` recognises such a file by these columns, reads it so
//! whatever the map says of delimiter and encoding, and passes over them.
//!
//! Rows of a workbook or a Parquet file have a fourth such column, `typed cells`. It names those
//! cells of the row that are numbers or times by their type, and therefore stand with a decimal
//! point or as ISO 8601, whatever the map says of texts. An empty cell, and the one the row was
//! rejected for, belong to them where the rest of their column does: that is how they are
//! mended. What a column holds is only known at the end of the source, so these files are
//! written twice.

use std::collections::HashSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use chrono::SecondsFormat;
use vocab::Instant;

use crate::error::ImportError;
use crate::map::bind::{BETWEEN_NAMES, REJECT_COLUMNS, TYPED_COLUMN, in_list};
use crate::map::row::Reject;
use crate::reading::Record;

/// The rejected rows of one source file. Removed again when dropped before [`keep`](Self::keep).
#[derive(Debug)]
pub(crate) struct Rejects {
    /// Where the rows stand now.
    path: PathBuf,
    folder: PathBuf,
    /// What the final name begins with.
    stem: String,
    writer: Option<csv::Writer<BufWriter<File>>>,
    /// What stands before the columns of the source.
    before: Vec<&'static str>,
    /// Columns that hold numbers or times by their type; none are known for text files.
    typed_columns: HashSet<String>,
    kept: bool,
}

/// How the numbers and times of a row are written, where its source says so itself.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Written {
    /// By its type.
    Typed,
    /// As the rest of the column: there is nothing yet, or what is there will be replaced.
    AsColumn,
}

impl Written {
    const fn mark(self) -> char {
        match self {
            Self::Typed => '=',
            Self::AsColumn => '?',
        }
    }
}

impl Rejects {
    /// Begins the file for one source file, the `number`th of this call with rejected rows.
    /// `typed` where the source itself says which cells are numbers and times.
    pub(crate) fn create(
        folder: &Path,
        source: &Path,
        number: usize,
        header: &[String],
        typed: bool,
    ) -> Result<Self, ImportError> {
        let folder = &std::path::absolute(folder).map_err(|source| failed(folder, source))?;
        std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        let stem = stem(source);
        // A provisional file left behind by a crash is written over.
        let path = folder.join(format!("{stem}.rejected-{number}.partial"));
        let before = REJECT_COLUMNS.into_iter().chain(typed.then_some(TYPED_COLUMN)).collect();
        let mut rejects = Self {
            writer: Some(writer(&path)?),
            path,
            folder: folder.to_owned(),
            stem,
            before,
            typed_columns: HashSet::new(),
            kept: false,
        };
        let before = rejects.before.clone();
        rejects.write(before.into_iter().chain(header.iter().map(String::as_str)))?;
        Ok(rejects)
    }

    /// Adds one row. `typed` names the columns of its numbers and times and how they are
    /// written, for a source that says so.
    pub(crate) fn add(
        &mut self,
        record: &Record<'_>,
        skip: usize,
        reject: &Reject,
        typed: &[(&str, Written)],
    ) -> Result<(), ImportError> {
        let line = record.line.to_string();
        let mut first = vec![line.as_str(), &reject.column, &reject.reason];
        let marks: Vec<String> = typed
            .iter()
            .map(|(name, written)| format!("{}{}", written.mark(), in_list(name)))
            .collect();
        let marks = marks.join(&BETWEEN_NAMES.to_string());
        if self.before.len() > REJECT_COLUMNS.len() {
            first.push(&marks);
        }
        self.write(first.into_iter().chain(record.cells().skip(skip)))
    }

    /// At the end of the source: the columns that turned out to be typed.
    pub(crate) fn typed_columns<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.typed_columns = names.map(in_list).collect();
    }

    fn write<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), ImportError> {
        match &mut self.writer {
            Some(writer) => {
                writer.write_record(cells).map_err(|error| failed(&self.path, error.into()))
            }
            None => Ok(()),
        }
    }

    /// Writes the file once more, with the names of the typed cells instead of the marks.
    fn settle(&mut self) -> Result<(), ImportError> {
        let settled = self.path.with_extension("settled");
        let marked = std::mem::replace(&mut self.path, settled);
        let settled = self.settle_from(&marked);
        // What is left of it after a failure is written over by the next import.
        let removed = std::fs::remove_file(&marked).map_err(|source| failed(&marked, source));
        settled.and(removed)
    }

    fn settle_from(&mut self, marked: &Path) -> Result<(), ImportError> {
        self.finish(marked)?;
        let broken = |error: csv::Error| failed(marked, error.into());
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_path(marked)
            .map_err(broken)?;
        self.writer = Some(writer(&self.path)?);
        let mut row = csv::StringRecord::new();
        let mut header = true;
        while reader.read_record(&mut row).map_err(broken)? {
            let marks = row.get(REJECT_COLUMNS.len()).unwrap_or_default();
            let names: Vec<&str> = marks
                .split(BETWEEN_NAMES)
                .filter_map(|mark| {
                    let name = mark.strip_prefix(Written::AsColumn.mark());
                    match name {
                        Some(name) => self.typed_columns.contains(name).then_some(name),
                        None => mark.strip_prefix(Written::Typed.mark()),
                    }
                })
                .collect();
            let names = names.join(&BETWEEN_NAMES.to_string());
            let typed = if header { marks } else { &names };
            let cells = row
                .iter()
                .enumerate()
                .map(|(at, cell)| if at == REJECT_COLUMNS.len() { typed } else { cell });
            header = false;
            if let Some(writer) = &mut self.writer {
                writer.write_record(cells).map_err(|error| failed(&self.path, error.into()))?;
            }
        }
        Ok(())
    }

    /// Ends the writing and makes what was written durable.
    fn finish(&mut self, path: &Path) -> Result<(), ImportError> {
        let Some(writer) = self.writer.take() else {
            return Ok(());
        };
        let file = writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
            .and_then(|buffer| buffer.into_inner().map_err(std::io::IntoInnerError::into_error));
        file.and_then(|file| file.sync_all()).map_err(|source| failed(path, source))
    }

    /// Ends the file and makes it durable. This may read all of it once more: it belongs before
    /// the transaction.
    pub(crate) fn close(&mut self) -> Result<(), ImportError> {
        if self.before.len() > REJECT_COLUMNS.len() {
            self.settle()?;
        }
        let path = self.path.clone();
        self.finish(&path)
    }

    /// Makes the file durable and gives it its name: `orders-2026.rejected-20261122T100000Z.csv`
    /// for `orders-2026.csv.gz`; its beginning still tells the format. Done before the import is
    /// committed: a committed import always has its rejected rows, and one that fails after
    /// this takes them back. (A process killed just between the two leaves a file that no
    /// import names; the next import writes another.)
    pub(crate) fn publish(&mut self, now: Instant) -> Result<&Path, ImportError> {
        let time = now.to_rfc3339_opts(SecondsFormat::Secs, true).replace(['-', ':'], "");
        let mut path = self.folder.join(format!("{}.rejected-{time}.csv", self.stem));
        let mut count = 2;
        while path.exists() {
            path = self.folder.join(format!("{}.rejected-{time}-{count}.csv", self.stem));
            count += 1;
        }
        std::fs::rename(&self.path, &path).map_err(|source| failed(&path, source))?;
        self.path = path;
        Ok(&self.path)
    }

    /// The import was committed: the file stays.
    pub(crate) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Rejects {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing can be done about a failure here, and nothing depends on it.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn writer(path: &Path) -> Result<csv::Writer<BufWriter<File>>, ImportError> {
    let file = File::create(path).map_err(|source| failed(path, source))?;
    Ok(csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file)))
}

fn failed(path: &Path, source: std::io::Error) -> ImportError {
    ImportError::Rejects { path: path.to_owned(), source }
}

/// The name of a file without its endings, and without what an earlier round of rejected rows
/// added.
fn stem(source: &Path) -> String {
    let name = source.file_name().unwrap_or_default().to_string_lossy();
    let mut stem: &str = &name;
    for ending in [".gz", ".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet"] {
        let cut = stem.len().saturating_sub(ending.len());
        if stem.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(ending)) {
            stem = &stem[..cut];
        }
    }
    stem.split(".rejected-").next().unwrap_or(stem).to_owned()
}

//! Rows that could not be taken, written down so that they can be mended and imported again.
//!
//! One file for each source file with rejected rows: csv in UTF-8 with commas, the columns
//! `line, column, reason` and then the original columns with the original text of their cells,
//! nothing escaped or changed (a cell that a spreadsheet program takes for a formula was one in
//! the source already). `sog import` recognises such a file and passes over the first three
//! columns.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use chrono::SecondsFormat;
use vocab::Instant;

use crate::error::ImportError;
use crate::map::bind::REJECT_COLUMNS;
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
    kept: bool,
}

impl Rejects {
    /// Begins the file for one source file, the `number`th of this call with rejected rows.
    pub(crate) fn create(
        folder: &Path,
        source: &Path,
        number: usize,
        header: &[String],
    ) -> Result<Self, ImportError> {
        std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        let stem = stem(source);
        // A provisional file left behind by a crash is written over.
        let path = folder.join(format!("{stem}.rejected-{number}.partial"));
        let file = File::create(&path).map_err(|source| failed(&path, source))?;
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file));
        writer
            .write_record(REJECT_COLUMNS.into_iter().chain(header.iter().map(String::as_str)))
            .map_err(|error| failed(&path, error.into()))?;
        Ok(Self { path, folder: folder.to_owned(), stem, writer: Some(writer), kept: false })
    }

    /// Adds one row.
    pub(crate) fn add(
        &mut self,
        record: &Record<'_>,
        skip: usize,
        reject: &Reject,
    ) -> Result<(), ImportError> {
        let line = record.line.to_string();
        let first = [line.as_str(), &reject.column, &reject.reason];
        if let Some(writer) = &mut self.writer {
            writer
                .write_record(first.into_iter().chain(record.cells().skip(skip)))
                .map_err(|error| failed(&self.path, error.into()))?;
        }
        Ok(())
    }

    /// Makes the file durable and gives it its name: `orders-2026.rejected-20261122T100000Z.csv`
    /// for `orders-2026.csv.gz`; its beginning still tells the format. Done before the import is
    /// committed: a committed import always has its rejected rows, and one that fails after
    /// this takes them back. (A process killed just between the two leaves a file that no
    /// import names; the next import writes another.)
    pub(crate) fn publish(&mut self, now: Instant) -> Result<&Path, ImportError> {
        let Some(writer) = self.writer.take() else {
            return Ok(&self.path);
        };
        let file = writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
            .and_then(|buffer| buffer.into_inner().map_err(std::io::IntoInnerError::into_error));
        file.and_then(|file| file.sync_all()).map_err(|source| failed(&self.path, source))?;
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

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

/// The rejected rows of one source file. Removed again when dropped unpublished.
#[derive(Debug)]
pub(crate) struct Rejects {
    partial: PathBuf,
    path: PathBuf,
    writer: Option<csv::Writer<BufWriter<File>>>,
    published: bool,
}

impl Rejects {
    /// Begins the file for one source file.
    pub(crate) fn create(
        folder: &Path,
        source: &Path,
        header: &[String],
        now: Instant,
    ) -> Result<Self, ImportError> {
        std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        let path = free_name(folder, source, now);
        let mut partial = path.clone().into_os_string();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let file = File::create_new(&partial).map_err(|source| failed(&partial, source))?;
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .from_writer(BufWriter::new(file));
        writer
            .write_record(
                REJECT_COLUMNS
                    .into_iter()
                    .chain(header.iter().map(String::as_str)),
            )
            .map_err(|error| failed(&partial, error.into()))?;
        Ok(Self {
            partial,
            path,
            writer: Some(writer),
            published: false,
        })
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
                .map_err(|error| failed(&self.partial, error.into()))?;
        }
        Ok(())
    }

    /// Makes the file durable; its name is still provisional.
    pub(crate) fn finish(&mut self) -> Result<(), ImportError> {
        let Some(writer) = self.writer.take() else {
            return Ok(());
        };
        let file = writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
            .and_then(|buffer| {
                buffer
                    .into_inner()
                    .map_err(std::io::IntoInnerError::into_error)
            });
        file.and_then(|file| file.sync_all())
            .map_err(|source| failed(&self.partial, source))
    }

    /// Gives the file its name. Done before the import is committed: a committed import always
    /// has its rejected rows; one that fails after this takes them back.
    pub(crate) fn publish(&mut self) -> Result<&Path, ImportError> {
        std::fs::rename(&self.partial, &self.path).map_err(|source| failed(&self.path, source))?;
        self.published = true;
        Ok(&self.path)
    }

    /// The import was committed: the file stays.
    pub(crate) fn keep(mut self) -> PathBuf {
        self.partial.clear();
        std::mem::take(&mut self.path)
    }
}

impl Drop for Rejects {
    fn drop(&mut self) {
        // Empty after `keep`. Nothing can be done about a failure here, and nothing depends on it.
        if self.published && !self.path.as_os_str().is_empty() {
            let _ = std::fs::remove_file(&self.path);
        } else if !self.published && !self.partial.as_os_str().is_empty() {
            let _ = std::fs::remove_file(&self.partial);
        }
    }
}

fn failed(path: &Path, source: std::io::Error) -> ImportError {
    ImportError::Rejects {
        path: path.to_owned(),
        source,
    }
}

/// `orders-2026.rejected-20261122T100000Z.csv` for `orders-2026.csv.gz`; its beginning still
/// tells the format.
fn free_name(folder: &Path, source: &Path, now: Instant) -> PathBuf {
    let name = source.file_name().unwrap_or_default().to_string_lossy();
    let mut stem: &str = &name;
    for ending in [".gz", ".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet"] {
        let cut = stem.len().saturating_sub(ending.len());
        if stem
            .get(cut..)
            .is_some_and(|end| end.eq_ignore_ascii_case(ending))
        {
            stem = &stem[..cut];
        }
    }
    let stem = stem.split(".rejected-").next().unwrap_or(stem);
    let time = now
        .to_rfc3339_opts(SecondsFormat::Secs, true)
        .replace(['-', ':'], "");
    let name = |count: u32| {
        let count = if count == 1 {
            String::new()
        } else {
            format!("-{count}")
        };
        folder.join(format!("{stem}.rejected-{time}{count}.csv"))
    };
    let taken = |path: &PathBuf| {
        let mut partial = path.clone().into_os_string();
        partial.push(".partial");
        path.exists() || Path::new(&partial).exists()
    };
    (1..)
        .map(name)
        .find(|path| !taken(path))
        .unwrap_or_else(|| name(1))
}

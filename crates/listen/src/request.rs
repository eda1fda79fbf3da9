//! What is asked of an import, what it tells meanwhile, and what it gives back.

use std::path::PathBuf;
use std::str::FromStr;

use serde::Serialize;
use vocab::{Currency, Instant};

/// How the text of a file is written. UTF-8 when nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Windows-1252, a superset of Latin-1.
    Windows1252,
    /// UTF-16; little-endian unless the mark at the beginning says otherwise.
    Utf16,
}

/// An encoding Sog does not read.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an encoding Sog reads (expected utf-8, windows-1252 or utf-16)")]
pub struct UnknownEncoding(String);

impl FromStr for Encoding {
    type Err = UnknownEncoding;
    fn from_str(raw: &str) -> Result<Self, UnknownEncoding> {
        match raw.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "windows-1252" | "cp1252" | "latin-1" | "latin1" | "iso-8859-1" => {
                Ok(Self::Windows1252)
            }
            "utf-16" | "utf16" | "utf-16le" | "utf-16be" => Ok(Self::Utf16),
            _ => Err(UnknownEncoding(raw.to_owned())),
        }
    }
}

/// A delimiter that is not one ASCII character.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a delimiter (expected one character such as ; or the word tab)")]
pub struct BadDelimiter(String);

/// Reads a delimiter as people type it: one ASCII character, or `tab`.
///
/// # Errors
/// When it is neither, or a character that csv gives another meaning.
pub fn delimiter(raw: &str) -> Result<u8, BadDelimiter> {
    match raw.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0) => Ok(*byte),
        _ => Err(BadDelimiter(raw.to_owned())),
    }
}

/// One call of `sog import`.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The files, taken in this order, with the same result as one call for each of them.
    pub files: Vec<PathBuf>,
    /// Name of a preset; `None` to tell Sog's own formats by file name and header.
    pub preset: Option<String>,
    /// A map file of the user's own.
    pub map: Option<PathBuf>,
    /// Delimiter of csv files; `None` for the map's, or else a comma.
    pub delimiter: Option<u8>,
    /// Encoding of csv files; `None` for the map's, or else UTF-8.
    pub encoding: Option<Encoding>,
    /// The one format (strftime letters) of all times that have no format in the map.
    pub date_format: Option<String>,
    /// Currency of rows that name none; `None` for the map's, or else the company's.
    pub currency: Option<Currency>,
    /// Which sheet of a workbook; `None` when only one holds rows.
    pub sheet: Option<String>,
    /// Where files of rejected rows go.
    pub rejected_dir: PathBuf,
    /// The time of the import, for its record and for file names.
    pub now: Instant,
}

impl ImportRequest {
    /// A request that states nothing but the files.
    #[must_use]
    pub fn new(files: Vec<PathBuf>, rejected_dir: PathBuf, now: Instant) -> Self {
        Self {
            files,
            preset: None,
            map: None,
            delimiter: None,
            encoding: None,
            date_format: None,
            currency: None,
            sheet: None,
            rejected_dir,
            now,
        }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading: bytes read so far, of all files together.
    Reading {
        /// Bytes read.
        done: u64,
        /// Bytes of all files.
        total: u64,
    },
    /// Comparing with what is already known and writing the event files.
    Writing,
    /// The one transaction that makes everything visible.
    Saving,
}

/// Is told how far an import is. Every `Fn(Step)` is one.
pub trait Progress: Sync {
    /// Called often; must be quick.
    fn step(&self, step: Step);
}

impl<F: Fn(Step) + Sync> Progress for F {
    fn step(&self, step: Step) {
        self(step);
    }
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy)]
pub struct Quiet;

impl Progress for Quiet {
    fn step(&self, _: Step) {}
}

/// What came of an import. As JSON it has exactly these keys, without the notes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportReport {
    /// Rows with at least one filled cell: `accepted + duplicates + rejected + blocked`.
    pub rows: u64,
    /// Rows that brought something new.
    pub accepted: u64,
    /// Rows that were already known.
    pub duplicates: u64,
    /// Rows that could not be taken.
    pub rejected: u64,
    /// Rows about people who were erased: they are left out and written down nowhere.
    pub blocked: u64,
    /// The file with the rejected rows; the folder of them when several files had some.
    pub rejected_file: Option<PathBuf>,
    /// Distinct named customers seen in the files.
    pub customers: u64,
    /// How long it took.
    pub seconds: f64,
    /// What a person should know besides: what each of several files held, unused columns, files
    /// of rejected rows.
    #[serde(skip)]
    pub notes: Vec<String>,
}

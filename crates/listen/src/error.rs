//! What can go wrong on the way in: where it happened, why, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use vocab::Currency;

/// Why an import took nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The call names no file.
    #[error("no file to import: name one or more csv, csv.gz, xlsx or Parquet files")]
    NoFiles,
    /// One file cannot be used; therefore nothing of the call was taken.
    #[error(transparent)]
    File(Box<FileError>),
    /// A map file or a preset is not right.
    #[error(transparent)]
    Map(Box<MapError>),
    /// No preset of this name.
    #[error("there is no preset `{name}`; presets are: {known}")]
    UnknownPreset {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// Both a preset and a map were named.
    #[error("name either a preset or a map file, not both")]
    PresetAndMap,
    /// The stated date format cannot be understood.
    #[error(
        "`{0}` is not a date format (expected strftime letters, such as %d.%m.%Y or %m/%d/%Y %H:%M)"
    )]
    DateFormat(String),
    /// The rejected rows could not be written down; nothing was taken.
    #[error("the rejected rows cannot be written to {path}: {source}; nothing was imported")]
    Rejects {
        /// Where they should have gone.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The company's currency was set while the files were read.
    #[error("the company's currency was set to {0} meanwhile; nothing was imported, try again")]
    CurrencySet(Currency),
    /// The operational store failed.
    #[error("nothing was imported: {0}")]
    Store(#[from] store::StoreError),
    /// The event log failed.
    #[error("nothing was imported: {0}")]
    Events(#[from] events::EventsError),
    /// A background task was ended from outside.
    #[error("the import was interrupted: {0}; nothing was imported")]
    Interrupted(String),
}

impl ImportError {
    /// A problem of one file.
    pub(crate) fn file(path: &Path, problem: Problem) -> Self {
        Self::File(Box::new(FileError { path: path.to_owned(), problem }))
    }

    /// A key of a map that is not right.
    pub(crate) fn map(file: &str, key: &str, why: impl Into<String>) -> Self {
        let place = if key.is_empty() { String::new() } else { format!("`{key}`: ") };
        Self::Map(Box::new(MapError { file: file.to_owned(), place, why: why.into() }))
    }

    /// What is wrong with the file, if it is a file that is wrong.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::File(error) => Some(&error.problem),
            _ => None,
        }
    }
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// One file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {problem}; nothing was imported")]
pub struct FileError {
    /// Which file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
}

/// A map file or preset that is not right.
#[derive(Debug, thiserror::Error)]
#[error("map {file}: {place}{why}")]
pub struct MapError {
    /// Which map file or preset.
    pub file: String,
    /// Which key, with `: ` at its end; empty where the whole file is meant.
    pub place: String,
    /// What is wrong and what is allowed.
    pub why: String,
}

/// What is wrong with a file.
#[derive(Debug)]
pub enum Problem {
    /// There is no such file.
    Missing,
    /// It cannot be opened or read.
    Unreadable(std::io::Error),
    /// It is a folder.
    Folder,
    /// Not a single line.
    Empty,
    /// A header and nothing else.
    HeaderOnly,
    /// A NUL byte: this is no text.
    Nul {
        /// On which line.
        line: u64,
    },
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// On which line.
        line: u64,
        /// The offending byte.
        byte: u8,
        /// Where in the line it stands, from 1.
        position: usize,
    },
    /// It begins with the mark of UTF-16.
    Utf16,
    /// The stated encoding does not fit.
    Undecodable {
        /// On which line.
        line: u64,
        /// The stated encoding.
        encoding: &'static str,
    },
    /// A line (record) beyond the limit.
    LineTooLong {
        /// Where it begins.
        line: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// More columns than the limit.
    TooManyColumns {
        /// On which line.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// A quote that is never closed.
    OpenQuote {
        /// Where the record with the quote begins.
        line: u64,
    },
    /// The gzip stream ends early or is damaged.
    Gzip {
        /// How many lines could be read.
        line: u64,
        /// What the decoder said.
        why: String,
    },
    /// The name says one kind of file, the content another.
    NotA {
        /// What the name says.
        expected: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The workbook cannot be read.
    Workbook(String),
    /// Which sheet is meant is not clear.
    Sheet {
        /// The sheet that was asked for, if one was.
        asked: Option<String>,
        /// The sheets there are.
        found: Vec<String>,
    },
    /// The Parquet file cannot be read.
    Parquet(String),
    /// The header is not split as it should be.
    Delimiter {
        /// The delimiter that was used.
        used: char,
        /// The one that fits.
        fits: char,
    },
    /// Columns that must be there are not.
    MissingColumns {
        /// Which map or format wants them; `None` where somebody named them.
        format: Option<String>,
        /// The wanted columns, each with the nearest one found.
        missing: Vec<(String, Option<String>)>,
        /// The columns found.
        found: Vec<String>,
    },
    /// A column that is used stands twice in the header.
    DoubleColumn(String),
    /// The format is not clear.
    NoFormat {
        /// Presets whose columns the file has.
        fitting: Vec<String>,
        /// All presets.
        presets: String,
    },
    /// One time column holds dates in several formats.
    MixedDates {
        /// The column.
        column: String,
        /// One example each: format, line, cell.
        examples: Vec<(String, u64, String)>,
    },
    /// The first import of money names two currencies.
    TwoCurrencies {
        /// The first, as `currency (file, line n)`.
        first: String,
        /// The second currency.
        second: Currency,
        /// Where it stands.
        line: u64,
    },
    /// Not a single row could be taken.
    AllRejected {
        /// How many rows there are.
        rows: u64,
        /// The first few reasons.
        first: Vec<String>,
    },
}

/// The delimiter as the user would type it after `--delimiter`.
fn typed(delimiter: char) -> String {
    if delimiter == '\t' { "tab".to_owned() } else { format!("'{delimiter}'") }
}

impl fmt::Display for Problem {
    #[allow(clippy::too_many_lines, reason = "one message a problem, in one place to compare them")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file; check the name"),
            Self::Unreadable(source) => write!(f, "the file cannot be read: {source}"),
            Self::Folder => {
                f.write_str("this is a folder; name the files in it, for example with FOLDER/*.csv")
            }
            Self::Empty => f.write_str("the file is empty; export it again"),
            Self::HeaderOnly => f.write_str(
                "line 1 is a header, but no rows follow; export it again or leave the file out",
            ),
            Self::Nul { line } => write!(
                f,
                "line {line} holds a NUL byte, so this is not text in UTF-8; save it as csv in \
                 UTF-8, or say --encoding utf-16 if that is what it is"
            ),
            Self::NotUtf8 { line, byte, position } => write!(
                f,
                "line {line} is not UTF-8 (byte 0x{byte:02X}, the {position}th of the line); save \
                 the file as UTF-8, or say how it is written: --encoding windows-1252 (usual for \
                 older exports in Western Europe) or --encoding utf-16"
            ),
            Self::Utf16 => f.write_str(
                "the file is written in UTF-16; save it as UTF-8 or say --encoding utf-16",
            ),
            Self::Undecodable { line, encoding } => write!(
                f,
                "line {line} cannot be read as {encoding}; state another --encoding or save the \
                 file as UTF-8"
            ),
            Self::LineTooLong { line, limit } => write!(
                f,
                "the record that begins on line {line} is longer than {limit} bytes; a quote may \
                 be missing there, or this is not a csv file"
            ),
            Self::TooManyColumns { line, limit } => write!(
                f,
                "the record that begins on line {line} has more than {limit} cells; a line break \
                 may be missing, or this is not a csv file"
            ),
            Self::OpenQuote { line } => write!(
                f,
                "a quote in the record that begins on line {line} is never closed; close it, or \
                 double it (\"\") where it is meant as text"
            ),
            Self::Gzip { line, why } => write!(
                f,
                "the gzip stream is cut off or damaged after line {line} ({why}); copy or export \
                 the file again"
            ),
            Self::NotA { expected, advice } => {
                write!(f, "the file is not {expected}, although its name says so; {advice}")
            }
            Self::Workbook(why) => write!(
                f,
                "the workbook cannot be read ({why}); open it in a spreadsheet program and save it \
                 as xlsx or csv"
            ),
            Self::Sheet { asked: Some(asked), found } => {
                write!(f, "there is no sheet `{asked}`; sheets are: {}", found.join(", "))
            }
            Self::Sheet { asked: None, found } => write!(
                f,
                "several sheets hold rows ({}); say which one with --sheet NAME",
                found.join(", ")
            ),
            Self::Parquet(why) => {
                write!(f, "the Parquet file cannot be read ({why}); write it again")
            }
            Self::Delimiter { used, fits } => write!(
                f,
                "line 1 is not separated by {} but by {}; say --delimiter {}",
                typed(*used),
                typed(*fits),
                typed(*fits)
            ),
            Self::MissingColumns { format, missing, found } => {
                let missing: Vec<String> = missing
                    .iter()
                    .map(|(name, near)| match near {
                        Some(near) => format!("`{name}` (did you mean `{near}`?)"),
                        None => format!("`{name}`"),
                    })
                    .collect();
                let (missing, found) = (missing.join(", "), found.join(", "));
                match format {
                    Some(format) => write!(
                        f,
                        "line 1 lacks what `{format}` needs: {missing}; the columns found are: \
                         {found}; rename the column, or write a map file and say --map FILE"
                    ),
                    None => write!(
                        f,
                        "line 1 has no column {missing}; the columns found are: {found}; say one of \
                         these names"
                    ),
                }
            }
            Self::DoubleColumn(name) => write!(
                f,
                "line 1 names the column `{name}` twice, so it is not clear which one counts; \
                 rename one of them"
            ),
            Self::NoFormat { fitting, presets } => {
                f.write_str("neither its name nor its columns say what the file holds; ")?;
                if !fitting.is_empty() {
                    write!(f, "its columns fit: {}; ", fitting.join(", "))?;
                }
                write!(f, "say --preset NAME or --map FILE; presets are: {presets}")
            }
            Self::MixedDates { column, examples } => {
                write!(f, "column `{column}` holds dates in several formats: ")?;
                for (index, (format, line, cell)) in examples.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}line {line} `{cell}` ({format})")?;
                }
                f.write_str(
                    "; Sog does not guess which is meant: export with one format, or say \
                     --date-format and the rows in other formats go to the rejected rows",
                )
            }
            Self::TwoCurrencies { first, second, line } => write!(
                f,
                "line {line} is in {second}, but {first}; the books are kept in one currency: \
                 import the files of the company's own currency first, the others are then \
                 rejected row by row"
            ),
            Self::AllRejected { rows, first } => write!(
                f,
                "{}; the first: {}",
                match rows {
                    1 => "its only row cannot be taken".to_owned(),
                    rows => format!("not one of its {rows} rows can be taken"),
                },
                first.join("; ")
            ),
        }
    }
}

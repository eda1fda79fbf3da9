//! Columns of a plain file by their names: for models that are tried on a file, without a data
//! folder and without a map.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::error::{ImportError, Problem};
use crate::map::bind::nearest;
use crate::map::times::{DateFormat, Shape, Stamp, iso};
use crate::reading::{Meter, ReadOptions, Record, Rows, read_file};
use crate::request::{Encoding, Progress};

/// Delimiters that are tried where none is stated.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A file and how it is written: csv, csv.gz, xlsx or Parquet.
#[derive(Debug, Clone)]
pub struct PlainFile {
    /// Where it is.
    pub path: PathBuf,
    /// What separates cells; `None` for the one under which the header has the columns.
    pub delimiter: Option<u8>,
    /// UTF-8 when nothing is said.
    pub encoding: Option<Encoding>,
    /// Which sheet of a workbook.
    pub sheet: Option<String>,
}

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// The file itself.
    #[error("{path}: {problem}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Problem,
    },
    /// The stated date format cannot be understood.
    #[error(
        "`{0}` is not a date format (expected strftime letters, such as %d.%m.%Y or %m/%d/%Y %H:%M)"
    )]
    DateFormat(String),
}

/// The wanted cells of one row.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    record: &'a Record<'a>,
    places: &'a [usize],
}

impl<'a> Cells<'a> {
    /// Line of the file, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.record.line
    }

    /// The cell of a wanted column, by its place among them, without blanks around it.
    #[must_use]
    pub fn cell(&self, column: usize) -> &'a str {
        self.places.get(column).map_or("", |place| self.record.cell(*place)).trim()
    }

    /// Reads a number with a decimal point.
    ///
    /// # Errors
    /// Says what stands there instead.
    pub fn number(&self, column: usize) -> Result<f64, String> {
        let cell = self.cell(column);
        cell.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| {
            format!("`{cell}` is not a number (expected digits with a decimal point)")
        })
    }
}

impl PlainFile {
    /// Calls `each` for every row with something in it.
    ///
    /// # Errors
    /// When the file cannot be read, or lacks a column.
    pub fn read(
        &self,
        columns: &[&str],
        progress: &dyn Progress,
        each: &mut dyn FnMut(Cells<'_>),
    ) -> Result<(), PlainError> {
        let stated = self.delimiter.map(|one| vec![one]);
        let mut first = None;
        for delimiter in stated.unwrap_or_else(|| DELIMITERS.to_vec()) {
            let options =
                ReadOptions { delimiter, encoding: self.encoding, sheet: self.sheet.as_deref() };
            let path = &self.path;
            let meter = Meter::new(progress, std::iter::once(path.as_path()));
            let mut rows = Named { path, columns, places: Vec::new(), rows: 0, each };
            let done = read_file(path, &options, &meter, &mut rows);
            let rows = rows.rows;
            match done {
                Ok(()) if rows == 0 => return Err(self.fault(Problem::HeaderOnly)),
                Ok(()) => return Ok(()),
                Err(error) => {
                    let ImportError::File(file) = error else {
                        // Nothing else comes of reading a file.
                        return Err(self.fault(Problem::Unreadable(std::io::Error::other(error))));
                    };
                    if !matches!(file.problem, Problem::MissingColumns { .. }) {
                        return Err(self.fault(file.problem));
                    }
                    first.get_or_insert(file.problem);
                }
            }
        }
        Err(self.fault(first.unwrap_or(Problem::Empty)))
    }

    fn fault(&self, problem: Problem) -> PlainError {
        PlainError::File { path: self.path.clone(), problem }
    }
}

struct Named<'a> {
    path: &'a Path,
    columns: &'a [&'a str],
    places: Vec<usize>,
    rows: u64,
    each: &'a mut dyn FnMut(Cells<'_>),
}

impl Rows for Named<'_> {
    fn header(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        let found: Vec<String> = record.cells().map(|cell| cell.trim().to_owned()).collect();
        let fail = |problem| ImportError::file(self.path, problem);
        let mut missing = Vec::new();
        for wanted in self.columns {
            let mut places = (0..found.len()).filter(|place| found[*place] == *wanted);
            match (places.next(), places.next()) {
                (Some(place), None) => self.places.push(place),
                (Some(_), Some(_)) => {
                    return Err(fail(Problem::DoubleColumn((*wanted).to_owned())));
                }
                (None, _) => missing.push(((*wanted).to_owned(), nearest(wanted, &found))),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(fail(Problem::MissingColumns { format: None, missing, found }))
    }

    fn row(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        self.rows += 1;
        (self.each)(Cells { record, places: &self.places });
        Ok(())
    }
}

/// Reads days, in a stated format or in one that means one thing only.
#[derive(Debug, Default)]
pub struct Days {
    stated: Option<DateFormat>,
    /// The format of the days that are not ISO 8601, from the first of them.
    found: Option<(Shape, DateFormat)>,
}

impl Days {
    /// In a stated format (strftime letters), or otherwise in ISO 8601, `20261122`, `22.11.2026`,
    /// `22-11-2026`, `2026/11/22`: one and the same in all rows. A time of day may follow.
    ///
    /// # Errors
    /// When the format cannot be understood.
    pub fn new(format: Option<&str>) -> Result<Self, PlainError> {
        let parse = |format: &str| {
            DateFormat::new(format).ok_or_else(|| PlainError::DateFormat(format.to_owned()))
        };
        Ok(Self { stated: format.map(parse).transpose()?, found: None })
    }

    /// The day of a cell.
    ///
    /// # Errors
    /// Says what stands there instead.
    pub fn read(&mut self, cell: &str) -> Result<NaiveDate, String> {
        if let Some(stated) = &self.stated {
            let day = stated.read(cell).map(day);
            return day
                .ok_or_else(|| format!("`{cell}` is not a date written as {}", stated.pattern()));
        }
        if let Some(stamp) = iso(cell) {
            return Ok(day(stamp));
        }
        let unclear = || {
            format!(
                "`{cell}` is not a date that means one day only; say --date-format, such as %d/%m/%Y"
            )
        };
        let shape = Shape::of(cell).ok_or_else(unclear)?;
        if self.found.as_ref().is_none_or(|(known, _)| *known != shape) {
            // One day beyond the twelfth does not tell how the others are written.
            let either =
                matches!(shape, Shape::Slashes | Shape::SlashesDayFirst | Shape::SlashesMonthFirst);
            if self.found.is_some() || either {
                return Err(unclear());
            }
            let format = shape.pattern().and_then(DateFormat::new).ok_or_else(unclear)?;
            self.found = Some((shape, format));
        }
        // The first word: a time of day does not matter here.
        let word = cell.split([' ', 'T']).next().unwrap_or_default();
        // A year of two figures would be one of the first century.
        if !word.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() >= 4) {
            return Err(unclear());
        }
        let format = self.found.as_ref().map(|(_, format)| format);
        format.and_then(|format| format.read(word)).map(day).ok_or_else(unclear)
    }
}

fn day(stamp: Stamp) -> NaiveDate {
    match stamp {
        Stamp::Local(local) => local.date(),
        Stamp::Exact(instant) => instant.date_naive(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Quiet;

    fn read(text: &str, columns: &[&str]) -> Result<Vec<Vec<String>>, PlainError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let plain = PlainFile {
            path: file.path().to_owned(),
            delimiter: None,
            encoding: None,
            sheet: None,
        };
        let mut rows = Vec::new();
        plain.read(columns, &Quiet, &mut |cells| {
            rows.push((0..columns.len()).map(|place| cells.cell(place).to_owned()).collect());
        })?;
        Ok(rows)
    }

    #[test]
    fn columns_are_found_whatever_separates_them() {
        for between in [",", ";", "\t"] {
            let text = format!("a{between}b{between}c\n1{between}2{between} 3 \n");
            assert_eq!(read(&text, &["c", "a"]).unwrap(), [["3", "1"]]);
        }
    }

    #[test]
    fn a_missing_column_is_named_with_the_nearest() {
        let error = read("customer,day\n1,2\n", &["customer", "date"]).unwrap_err().to_string();
        assert!(error.contains("`date`") && error.contains("customer, day"), "{error}");
        let error = read("customer,date\n", &["customer"]).unwrap_err().to_string();
        assert!(error.contains("no rows follow"), "{error}");
    }

    #[test]
    fn days_are_read_in_one_clear_format() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for cell in
            ["2026-11-22", "2026-11-22T10:00:00Z", "20261122", "22.11.2026", "22.11.2026 10:30"]
        {
            assert_eq!(Days::new(None).unwrap().read(cell), Ok(expected), "{cell}");
        }
        let mut days = Days::new(None).unwrap();
        assert!(days.read("11/12/2026").is_err());
        assert_eq!(days.read("22.11.2026"), Ok(expected));
        assert!(days.read("22-11-2026").is_err(), "two formats in one column");
        assert!(days.read("22.11.26").is_err(), "a year of two figures");
        // 05/11/2026 may be either; so nothing of such a column is taken without being told.
        for cell in ["22/11/2026", "11/22/2026", "05/11/2026"] {
            assert!(Days::new(None).unwrap().read(cell).is_err(), "{cell}");
        }
        let mut american = Days::new(Some("%m/%d/%Y")).unwrap();
        assert_eq!(american.read("11/22/2026"), Ok(expected));
        assert!(Days::new(Some("%Q")).is_err());
    }
}

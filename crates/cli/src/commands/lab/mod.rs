//! `sog lab`: the models on a plain file, without a data folder.

mod needs;
mod pressure;
mod repurchase;

use std::path::Path;

use chrono::NaiveDate;
use listen::plain::{Cells, PlainError};
use listen::{Progress, Step};
use serde::Serialize;

use crate::args::lab::{Lab, Reading};
use crate::out::{self, Outcome};
use crate::progress;

/// Does what was asked; takes processor time, no data folder.
pub(super) fn run(asked: &Lab) -> Outcome {
    match asked {
        Lab::Needs(asked) => needs::run(asked),
        Lab::Pressure(asked) => pressure::run(asked),
        Lab::Repurchase(asked) => repurchase::run(asked),
    }
}

/// Reads a file with a bar.
fn read(
    reading: &Reading,
    columns: &[&str],
    each: &mut dyn FnMut(Cells<'_>),
) -> Result<(), PlainError> {
    let file = reading.plain();
    let size = std::fs::metadata(&file.path).map_or(0, |about| about.len());
    let bar = progress::bytes(size, "reading");
    let shown = |step: Step| {
        if let Step::Reading { done, .. } = step {
            bar.set_position(done);
        }
    };
    let progress: &dyn Progress = &shown;
    let done = file.read(columns, progress, each);
    bar.finish_and_clear();
    done
}

/// Looks whether the last day the models may know lies where the data are. Before them nothing is
/// known; after them everybody seems silent.
fn look_at_end(file: &Path, end: NaiveDate, (first, last): (i32, i32)) -> Outcome {
    let day = |day| NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default();
    if end < day(first) {
        let (file, first) = (file.display(), day(first));
        return Err(format!("{file}: the first purchase is of {first}, after {end}").into());
    }
    if end > day(last) {
        out::note(&format!(
            "the last purchase is of {}; that nobody bought from then until {end} is taken as seen, \
             not as missing from the file",
            day(last)
        ));
    }
    Ok(())
}

/// The product of the columns from one place on; otherwise the column that is wrong, and why.
fn product<'c>(
    cells: &Cells<'_>,
    columns: &[&'c str],
    from: usize,
) -> Result<Option<f64>, (&'c str, String)> {
    let mut product = (columns.len() > from).then_some(1.0);
    for (place, column) in columns.iter().enumerate().skip(from) {
        let number = cells.number(place).map_err(|why| (*column, why))?;
        product = product.map(|product| product * number);
    }
    Ok(product)
}

/// Rows that are named one by one when they cannot be taken.
const NAMED: usize = 5;

/// What became of the rows of a file.
#[derive(Debug, Default, Serialize)]
struct Rows {
    /// Rows with something in them.
    read: u64,
    /// Rows that count.
    taken: u64,
    /// Rows that name nobody.
    without_customer: u64,
    /// Rows that could not be read.
    rejected: u64,
    #[serde(skip)]
    first: Vec<String>,
}

impl Rows {
    fn reject(&mut self, line: u64, column: &str, why: &str) {
        self.rejected += 1;
        if self.first.len() < NAMED {
            self.first.push(format!("line {line}, column {column}: {why}"));
        }
    }

    /// Tells what was not taken. Nothing taken is an error.
    fn tell(&self, file: &Path) -> Outcome {
        for one in &self.first {
            out::note(&format!("{}: {one}", file.display()));
        }
        if self.rejected > self.first.len() as u64 {
            out::note(&format!("{} rows in all could not be read", self.rejected));
        }
        if self.without_customer > 0 {
            out::note(&format!("{} rows name no customer", self.without_customer));
        }
        if self.taken == 0 {
            return Err(format!("{}: none of the rows can be used", file.display()).into());
        }
        Ok(())
    }
}

/// Writes rows as csv: wholly or not at all. Without a row there is no file, so that nobody takes
/// an empty one for an answer.
fn write_csv<T: Serialize>(path: &Path, rows: impl IntoIterator<Item = T>) -> Outcome {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_none() {
        out::note(&format!("nothing is known of anybody, so {} is not written", path.display()));
        return Ok(());
    }
    let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| fault(&error))?;
    let mut writer = csv::Writer::from_writer(std::io::BufWriter::new(&file));
    for row in rows {
        writer.serialize(row).map_err(|error| fault(&error))?;
    }
    writer.flush().map_err(|error| fault(&error))?;
    drop(writer);
    file.persist(path).map_err(|error| fault(&error.error))?;
    Ok(())
}

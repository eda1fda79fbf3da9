//! Workbooks (xlsx): one sheet, cell by cell in the order of the file.

use std::fmt::Write;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::{Buffer, DAMAGED, MAX_COLUMNS, Rows, too_long, unpanicked};
use crate::error::{ImportError, Problem};

/// Reads the one sheet that holds rows, or the one that is named.
pub(super) fn read<R: Read + Seek>(
    path: &Path,
    file: BufReader<R>,
    asked: Option<&str>,
    rows: &mut dyn Rows,
) -> Result<(), ImportError> {
    let mut book: Xlsx<BufReader<R>> = sound(path, || Xlsx::new(file))?;
    let sheet = choose(path, &mut book, asked)?;
    let mut cells = sound(path, || book.worksheet_cells_reader(&sheet))?;

    let mut row = Row { rows, buffer: Buffer::default(), index: None, width: None };
    while let Some(cell) = sound(path, || cells.next_cell())? {
        let (index, column) = cell.get_position();
        if row.index != Some(index) {
            row.finish()?;
            row.index = Some(index);
        }
        let column = column as usize;
        if column >= MAX_COLUMNS || column < row.buffer.ends.len() {
            return Err(ImportError::file(
                path,
                Problem::Workbook(format!("row {} has cells out of order", index + 1)),
            ));
        }
        row.buffer.pad(column);
        write_cell(&mut row.buffer, cell.get_value())
            .map_err(|_| too_long(path, u64::from(index) + 1))?;
        row.buffer.end_cell(is_typed(cell.get_value()));
    }
    row.finish()?;
    if row.width.is_none() {
        return Err(ImportError::file(path, Problem::Empty));
    }
    Ok(())
}

/// The result of a step, or why the workbook cannot be read.
fn sound<T>(path: &Path, step: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, ImportError> {
    let broken = |why| ImportError::file(path, Problem::Workbook(why));
    match unpanicked(step) {
        Some(result) => result.map_err(|error| broken(error.to_string())),
        None => Err(broken(DAMAGED.to_owned())),
    }
}

fn choose<R: Read + Seek>(
    path: &Path,
    book: &mut Xlsx<BufReader<R>>,
    asked: Option<&str>,
) -> Result<String, ImportError> {
    let names = book.sheet_names();
    if let Some(asked) = asked {
        return match names.iter().find(|name| name.as_str() == asked) {
            Some(name) => Ok(name.clone()),
            None => Err(ImportError::file(
                path,
                Problem::Sheet { asked: Some(asked.to_owned()), found: names },
            )),
        };
    }
    let mut filled = Vec::new();
    for name in &names {
        // A chart sheet has no cells at all and cannot be meant.
        let Ok(mut cells) = sound(path, || book.worksheet_cells_reader(name)) else {
            continue;
        };
        while let Ok(Some(cell)) = sound(path, || cells.next_cell()) {
            if !matches!(cell.get_value(), DataRef::Empty) {
                filled.push(name.clone());
                break;
            }
        }
    }
    match filled.len() {
        // With no filled sheet the first one is read, and its fault (or emptiness) is named.
        0 => names.into_iter().next().ok_or_else(|| ImportError::file(path, Problem::Empty)),
        1 => Ok(filled.swap_remove(0)),
        _ => Err(ImportError::file(path, Problem::Sheet { asked: None, found: filled })),
    }
}

/// The row being put together.
struct Row<'a> {
    rows: &'a mut dyn Rows,
    buffer: Buffer,
    index: Option<u32>,
    /// Cells of the header, once it was seen.
    width: Option<usize>,
}

impl Row<'_> {
    /// Hands on the row that is complete.
    fn finish(&mut self) -> Result<(), ImportError> {
        let Some(index) = self.index else {
            return Ok(());
        };
        let line = u64::from(index) + 1;
        if !self.buffer.record(line).is_blank() {
            // Formatted but empty cells behind the last filled one are no cells.
            while self.buffer.ends.len() > self.width.unwrap_or(0) && self.last_is_empty() {
                self.buffer.drop_cell();
            }
            if let Some(width) = self.width {
                self.buffer.pad(width);
                self.rows.row(&self.buffer.record(line))?;
            } else {
                self.width = Some(self.buffer.ends.len());
                self.rows.header(&self.buffer.record(line))?;
            }
        }
        self.buffer.clear();
        Ok(())
    }

    fn last_is_empty(&self) -> bool {
        match self.buffer.ends.as_slice() {
            [.., before, last] => before == last,
            [last] => *last == 0,
            [] => false,
        }
    }
}

/// Whether the sheet itself says that this is a number or a time.
fn is_typed(value: &DataRef<'_>) -> bool {
    use DataRef::{DateTime, DateTimeIso, Float, Int};
    matches!(value, Int(_) | Float(_) | DateTime(_) | DateTimeIso(_))
}

/// Writes a cell as the text a csv export would hold. Only a row that becomes too long fails.
fn write_cell(row: &mut Buffer, value: &DataRef<'_>) -> std::fmt::Result {
    match value {
        DataRef::Int(number) => write!(row, "{number}"),
        // The shortest text that reads back as the same number: 13085, 6.95.
        DataRef::Float(number) => write!(row, "{number}"),
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            row.write_str(words)
        }
        DataRef::SharedString(words) => row.write_str(words),
        DataRef::Bool(yes) => write!(row, "{yes}"),
        DataRef::DateTime(time) => write_time(row, *time),
        DataRef::Error(error) => write!(row, "{error}"),
        DataRef::Empty => Ok(()),
    }
}

fn write_time(row: &mut Buffer, time: ExcelDateTime) -> std::fmt::Result {
    if time.is_duration() {
        return write!(row, "{}", time.as_f64());
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    write!(row, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")?;
    if milli == 0 { Ok(()) } else { write!(row, ".{milli:03}") }
}

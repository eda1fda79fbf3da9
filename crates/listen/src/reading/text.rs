//! Delimited text: csv as in RFC 4180, plain or compressed.
//!
//! The state machine of `csv-core` splits records; this file bounds their size, counts lines
//! and notices what that machine forgives: a quote that is never closed.

use std::io::Read;
use std::path::Path;

use csv_core::ReadRecordResult;

use super::input::Input;
use super::{MAX_COLUMNS, MAX_RECORD, ReadOptions, Record, Rows};
use crate::error::{ImportError, Problem};

/// Reads delimited text row by row.
pub(super) fn read<R: Read>(
    path: &Path,
    source: R,
    gzip: bool,
    options: &ReadOptions<'_>,
    rows: &mut dyn Rows,
) -> Result<(), ImportError> {
    let fail = |problem| ImportError::file(path, problem);
    let mut input = Input::new(source, gzip, options.encoding);
    let mut splitter = Splitter::new(options.delimiter);
    let mut header = true;
    while input.advance().map_err(fail)? {
        let piece = input.piece();
        let mut at = 0;
        while at < piece.len() {
            at += splitter.take(&piece[at..]).map_err(fail)?;
            if !splitter.complete {
                continue;
            }
            let record = splitter.record().map_err(fail)?;
            if record.is_blank() {
                continue;
            }
            if header {
                header = false;
                rows.header(&record)?;
            } else {
                rows.row(&record)?;
            }
        }
    }
    if splitter.inside {
        // The input ends with a line break, so only an open quote can keep a record going.
        return Err(fail(Problem::OpenQuote {
            line: splitter.start,
        }));
    }
    if header {
        return Err(fail(Problem::Empty));
    }
    Ok(())
}

/// Splits bytes into records and knows on which line each begins.
struct Splitter {
    machine: csv_core::Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    text_len: usize,
    ends_len: usize,
    /// Line of the next byte.
    line: u64,
    /// Line on which the present record begins.
    start: u64,
    /// In the middle of a record.
    inside: bool,
    /// A record was just completed.
    complete: bool,
    /// The last byte was a carriage return that ended a line.
    after_return: bool,
}

impl Splitter {
    fn new(delimiter: u8) -> Self {
        Self {
            machine: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            text: vec![0; 1 << 14],
            ends: vec![0; 64],
            text_len: 0,
            ends_len: 0,
            line: 1,
            start: 1,
            inside: false,
            complete: false,
            after_return: false,
        }
    }

    /// Takes bytes up to the end of a record at most; gives how many.
    fn take(&mut self, bytes: &[u8]) -> Result<usize, Problem> {
        if self.complete {
            self.complete = false;
            self.text_len = 0;
            self.ends_len = 0;
        }
        if !self.inside {
            let skipped = self.skip_line_ends(bytes);
            if skipped > 0 {
                return Ok(skipped);
            }
            self.inside = true;
            self.start = self.line;
        }
        let (result, used, text, ends) = self.machine.read_record(
            bytes,
            &mut self.text[self.text_len..],
            &mut self.ends[self.ends_len..],
        );
        self.text_len += text;
        self.ends_len += ends;
        let used_bytes = &bytes[..used];
        self.line += used_bytes
            .iter()
            .map(|byte| u64::from(*byte == b'\n'))
            .sum::<u64>();
        match result {
            ReadRecordResult::Record => {
                self.inside = false;
                self.complete = true;
                self.after_return = used_bytes.last() == Some(&b'\r');
                self.line += u64::from(self.after_return);
            }
            ReadRecordResult::OutputFull => {
                let line = self.start;
                grow(&mut self.text, MAX_RECORD).ok_or(Problem::LineTooLong {
                    line,
                    limit: MAX_RECORD,
                })?;
            }
            ReadRecordResult::OutputEndsFull => {
                let line = self.start;
                grow(&mut self.ends, MAX_COLUMNS).ok_or(Problem::TooManyColumns {
                    line,
                    limit: MAX_COLUMNS,
                })?;
            }
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
        }
        Ok(used)
    }

    /// Passes over the line ends between records, counting them.
    fn skip_line_ends(&mut self, bytes: &[u8]) -> usize {
        let mut skipped = 0;
        for byte in bytes {
            match byte {
                b'\n' => {
                    self.line += u64::from(!self.after_return);
                    self.after_return = false;
                }
                b'\r' => {
                    self.line += 1;
                    self.after_return = true;
                }
                _ => {
                    self.after_return = false;
                    break;
                }
            }
            skipped += 1;
        }
        skipped
    }

    /// The record just completed.
    fn record(&self) -> Result<Record<'_>, Problem> {
        let bytes = &self.text[..self.text_len];
        let ends = &self.ends[..self.ends_len];
        let text =
            std::str::from_utf8(bytes).map_err(|error| self.not_utf8(error.valid_up_to()))?;
        // Two cells can each be broken and only together be valid.
        if let Some(end) = ends.iter().find(|end| !text.is_char_boundary(**end)) {
            return Err(self.not_utf8(*end));
        }
        Ok(Record {
            text,
            ends,
            typed: &[],
            line: self.start,
        })
    }

    fn not_utf8(&self, at: usize) -> Problem {
        let before = &self.text[..at];
        let breaks = before.iter().filter(|byte| **byte == b'\n').count() as u64;
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |p| p + 1);
        // Delimiters are not kept, so each cell that ended on this line stands for one.
        let ended = self.ends[..self.ends_len]
            .iter()
            .filter(|end| **end >= line_start && **end <= at)
            .count();
        Problem::NotUtf8 {
            line: self.start + breaks,
            byte: self.text.get(at).copied().unwrap_or_default(),
            position: at - line_start + ended + 1,
        }
    }
}

/// Enlarges a buffer up to a limit; `None` when it is at the limit.
fn grow<T: Default + Clone>(buffer: &mut Vec<T>, limit: usize) -> Option<()> {
    if buffer.len() >= limit {
        return None;
    }
    buffer.resize((buffer.len() * 4).min(limit), T::default());
    Some(())
}

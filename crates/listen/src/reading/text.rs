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

/// How much of a compressed file is still decoded to tell a damaged one from a bad one.
const LOOK_AHEAD: usize = 256 << 20;

/// Reads delimited text row by row.
pub(super) fn read<R: Read>(
    path: &Path,
    source: R,
    gzip: bool,
    options: &ReadOptions<'_>,
    rows: &mut dyn Rows,
) -> Result<(), ImportError> {
    let source = Peeked::new(source);
    // Rejected rows are always written in one way, in whatever way their source was.
    let (encoding, delimiter) = if source.begins_with(OF_REJECTS) {
        (None, b',')
    } else {
        (options.encoding, options.delimiter)
    };
    let mut input = Input::new(source, gzip, encoding);
    match records(path, &mut input, delimiter, rows) {
        Ok(()) => Ok(()),
        Err(Fault::Rows(error)) => Err(error),
        Err(Fault::Text(problem)) => {
            // Damage inside a gzip stream often decodes to nonsense before it is noticed.
            let problem = if gzip { input.damage(LOOK_AHEAD).unwrap_or(problem) } else { problem };
            Err(ImportError::file(path, problem))
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// How a file of rejected rows begins (see `rejects`).
const OF_REJECTS: &[u8] = b"line,column,reason,";
/// Bytes looked at: that beginning with a byte order mark and quotes.
const PEEK: usize = 32;

/// A source whose beginning was looked at.
struct Peeked<R> {
    start: Vec<u8>,
    given: usize,
    /// What went wrong behind the beginning; handed on when it is reached.
    error: Option<std::io::Error>,
    rest: R,
}

impl<R: Read> Peeked<R> {
    fn new(mut rest: R) -> Self {
        let mut start = vec![0; PEEK];
        let mut filled = 0;
        let mut error = None;
        while filled < PEEK {
            match rest.read(&mut start[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(fault) if fault.kind() == std::io::ErrorKind::Interrupted => {}
                Err(fault) => {
                    error = Some(fault);
                    break;
                }
            }
        }
        start.truncate(filled);
        Self { start, given: 0, error, rest }
    }

    /// Whether the text begins so, with or without a byte order mark and quotes.
    fn begins_with(&self, beginning: &[u8]) -> bool {
        let start = self.start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&self.start);
        start.iter().filter(|byte| **byte != b'"').take(beginning.len()).eq(beginning)
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let left = &self.start[self.given..];
        if !left.is_empty() {
            let count = left.len().min(into.len());
            into[..count].copy_from_slice(&left[..count]);
            self.given += count;
            return Ok(count);
        }
        match self.error.take() {
            Some(fault) => Err(fault),
            None => self.rest.read(into),
        }
    }
}

/// What ends the reading of a text early.
enum Fault {
    /// The text itself.
    Text(Problem),
    /// Whoever takes the rows.
    Rows(ImportError),
}

fn records<R: Read>(
    path: &Path,
    input: &mut Input<R>,
    delimiter: u8,
    rows: &mut dyn Rows,
) -> Result<(), Fault> {
    let mut splitter = Splitter::new(delimiter);
    let mut header = true;
    while input.advance().map_err(Fault::Text)? {
        let piece = input.piece();
        let mut at = 0;
        while at < piece.len() {
            at += splitter.take(&piece[at..]).map_err(Fault::Text)?;
            if !splitter.complete {
                continue;
            }
            let record = splitter.record().map_err(Fault::Text)?;
            if record.is_blank() {
                continue;
            }
            if header {
                header = false;
                rows.header(&record).map_err(Fault::Rows)?;
            } else {
                rows.row(&record).map_err(Fault::Rows)?;
            }
        }
    }
    if splitter.inside {
        // The input ends with a line break, so only an open quote can keep a record going.
        return Err(Fault::Text(Problem::OpenQuote { line: splitter.start }));
    }
    if header {
        return Err(Fault::Rows(ImportError::file(path, Problem::Empty)));
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
        self.line += used_bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        match result {
            ReadRecordResult::Record => {
                self.inside = false;
                self.complete = true;
                self.after_return = used_bytes.last() == Some(&b'\r');
                self.line += u64::from(self.after_return);
            }
            ReadRecordResult::OutputFull => {
                let line = self.start;
                grow(&mut self.text, MAX_RECORD)
                    .ok_or(Problem::LineTooLong { line, limit: MAX_RECORD })?;
            }
            ReadRecordResult::OutputEndsFull => {
                let line = self.start;
                grow(&mut self.ends, MAX_COLUMNS)
                    .ok_or(Problem::TooManyColumns { line, limit: MAX_COLUMNS })?;
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
        Ok(Record { text, ends, typed: &[], line: self.start })
    }

    fn not_utf8(&self, at: usize) -> Problem {
        let before = &self.text[..at];
        let breaks = before.iter().filter(|byte| **byte == b'\n').count() as u64;
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |p| p + 1);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::request::Encoding;

    /// Keeps what it is given.
    #[derive(Default)]
    struct Kept(Vec<(u64, Vec<String>)>);

    impl Rows for Kept {
        fn header(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
            self.row(record)
        }
        fn row(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
            self.0.push((record.line, record.cells().map(str::to_owned).collect()));
            Ok(())
        }
    }

    /// Hands out a few bytes at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(into.len()).min(self.0.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn rows(bytes: &[u8], at_a_time: usize, encoding: Option<Encoding>) -> Vec<(u64, Vec<String>)> {
        let options = ReadOptions { delimiter: b',', encoding, sheet: None };
        let mut kept = Kept::default();
        read(Path::new("x"), Drops(bytes, at_a_time), false, &options, &mut kept).unwrap();
        kept.0
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for (text, lines) in [
            ("a\nb\nc", vec![1, 2, 3]),
            ("a\r\nb\r\nc\r\n", vec![1, 2, 3]),
            ("a\rb\rc\r", vec![1, 2, 3]),
            ("\n\na\n\nb", vec![3, 5]),
            ("\r\n\r\na\r\n\r\nb", vec![3, 5]),
            ("a\n\"b\n\n\"\nc\n", vec![1, 2, 5]),
            ("a\r\n\"b\r\n\"\r\nc", vec![1, 2, 4]),
            ("a\n , \nb", vec![1, 3]),
        ] {
            for at_a_time in [1, 2, 1000] {
                let found: Vec<u64> = rows(text.as_bytes(), at_a_time, None)
                    .into_iter()
                    .map(|(line, _)| line)
                    .collect();
                assert_eq!(found, lines, "{text:?} {at_a_time}");
            }
        }
    }

    proptest! {
        /// Any bytes at all end in rows or in a message.
        #[test]
        fn nothing_makes_it_fail(
            bytes in prop::collection::vec(
                prop_oneof![any::<u8>(), prop::sample::select(b",\"\n\r;x\xff\0".to_vec())],
                0..200,
            ),
            at_a_time in 1_usize..40,
            encoding in prop::sample::select(vec![
                Encoding::Utf8, Encoding::Utf16, Encoding::Windows1252,
            ]),
        ) {
            let options = ReadOptions { delimiter: b',', encoding: Some(encoding), sheet: None };
            let mut kept = Kept::default();
            let source = Drops(&bytes, at_a_time);
            let result = read(Path::new("x"), source, false, &options, &mut kept);
            prop_assert!(result.is_err() || !kept.0.is_empty());
            prop_assert!(kept.0.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }

        /// What the csv writer writes is read back, in pieces of any size and in any encoding.
        #[test]
        fn reads_what_was_written(
            table in prop::collection::vec(prop::collection::vec("[a-zü€\",;\n]{0,6}x", 1..5), 1..8),
            at_a_time in 1_usize..40,
            marked in any::<bool>(),
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let marked_text = if marked { format!("\u{feff}{text}") } else { text.clone() };
            let cells = |rows: Vec<(u64, Vec<String>)>| -> Vec<Vec<String>> {
                rows.into_iter().map(|(_, cells)| cells).collect()
            };
            prop_assert_eq!(&cells(rows(marked_text.as_bytes(), at_a_time, None)), &table);
            let utf16: Vec<u8> = marked_text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            prop_assert_eq!(&cells(rows(&utf16, at_a_time, Some(Encoding::Utf16))), &table);
            if marked {
                let big: Vec<u8> = marked_text.encode_utf16().flat_map(u16::to_be_bytes).collect();
                prop_assert_eq!(&cells(rows(&big, at_a_time, Some(Encoding::Utf16))), &table);
            }
            let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
            prop_assert_eq!(&cells(rows(&latin, at_a_time, Some(Encoding::Windows1252))), &table);
        }
    }
}

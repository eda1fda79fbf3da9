//! Bytes of a text file in pieces: decompressed, decoded to UTF-8, free of NUL bytes.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, UTF_16LE, WINDOWS_1252};

use crate::error::Problem;
use crate::request::Encoding;

const PIECE: usize = 1 << 17;

/// Hands out a text file piece by piece; the last piece always ends a line.
pub(super) struct Input<R> {
    source: R,
    gzip: bool,
    decoder: Option<(Decoder, &'static str)>,
    raw: Vec<u8>,
    piece: Vec<u8>,
    /// Line breaks in the pieces handed out before the present one.
    lines: u64,
    started: bool,
    ended: bool,
}

impl<R: Read> Input<R> {
    pub(super) fn new(source: R, gzip: bool, encoding: Option<Encoding>) -> Self {
        let decoder = match encoding {
            None | Some(Encoding::Utf8) => None,
            Some(Encoding::Windows1252) => {
                Some((WINDOWS_1252.new_decoder_without_bom_handling(), "windows-1252"))
            }
            // The mark at the beginning, if there is one, decides between the two byte orders.
            Some(Encoding::Utf16) => Some((UTF_16LE.new_decoder(), "utf-16")),
        };
        Self {
            source,
            gzip,
            decoder,
            raw: Vec::new(),
            piece: Vec::new(),
            lines: 0,
            started: false,
            ended: false,
        }
    }

    /// The present piece.
    pub(super) fn piece(&self) -> &[u8] {
        &self.piece
    }

    /// Fetches the next piece; `false` when there is none.
    pub(super) fn advance(&mut self) -> Result<bool, Problem> {
        if self.ended {
            return Ok(false);
        }
        self.lines += breaks(&self.piece);
        let last = self.piece.last().copied();
        self.piece.clear();
        if self.decoder.is_some() {
            self.decode()?
        } else {
            self.copy()?
        }
        if let Some(at) = self.piece.iter().position(|byte| *byte == 0) {
            return Err(Problem::Nul { line: self.line_of(at) });
        }
        if self.piece.is_empty() {
            self.ended = true;
            // A last line without a line break is still a line.
            if last.is_some_and(|byte| byte != b'\n') {
                self.piece.push(b'\n');
            }
        }
        Ok(!self.piece.is_empty())
    }

    /// Whether the rest of the stream (up to a limit) turns out to be damaged.
    pub(super) fn damage(&mut self, limit: usize) -> Option<Problem> {
        let mut piece = vec![0; PIECE];
        let mut looked_at = 0;
        while looked_at < limit {
            match self.fetch(&mut piece) {
                Ok(0) => break,
                Ok(count) => looked_at += count,
                Err(problem) => return Some(problem),
            }
        }
        None
    }

    fn line_of(&self, position: usize) -> u64 {
        self.lines + breaks(&self.piece[..position]) + 1
    }

    fn copy(&mut self) -> Result<(), Problem> {
        self.piece.resize(PIECE, 0);
        let mut filled = self.fetch_into_piece(0)?;
        if !self.started {
            self.started = true;
            // A byte order mark can only be seen whole.
            while filled > 0 && filled < 3 {
                match self.fetch_into_piece(filled)? {
                    0 => break,
                    more => filled += more,
                }
            }
            let start = &self.piece[..filled];
            if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
                return Err(Problem::Utf16);
            }
            if start.starts_with(&[0xef, 0xbb, 0xbf]) {
                self.piece.copy_within(3..filled, 0);
                filled -= 3;
                if filled == 0 {
                    filled = self.fetch_into_piece(0)?;
                }
            }
        }
        self.piece.truncate(filled);
        Ok(())
    }

    fn fetch_into_piece(&mut self, at: usize) -> Result<usize, Problem> {
        let mut piece = std::mem::take(&mut self.piece);
        let result = self.fetch(&mut piece[at..]);
        self.piece = piece;
        result
    }

    fn fetch(&mut self, into: &mut [u8]) -> Result<usize, Problem> {
        loop {
            match self.source.read(into) {
                Ok(count) => return Ok(count),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) if self.gzip => {
                    return Err(Problem::Gzip { line: self.lines, why: error.to_string() });
                }
                Err(error) => return Err(Problem::Unreadable(error)),
            }
        }
    }

    fn decode(&mut self) -> Result<(), Problem> {
        while self.piece.is_empty() {
            let mut raw = std::mem::take(&mut self.raw);
            raw.resize(PIECE, 0);
            let count = self.fetch(&mut raw)?;
            let last = count == 0;
            self.piece.resize(PIECE * 3 + 16, 0);
            let mut written = 0;
            if let Some((decoder, name)) = self.decoder.as_mut() {
                // Three bytes out for each byte in always suffice, so the output is never full.
                let (result, _, out) = decoder.decode_to_utf8_without_replacement(
                    &raw[..count],
                    &mut self.piece,
                    last,
                );
                written = out;
                if matches!(result, DecoderResult::Malformed(..)) {
                    let line = self.lines + breaks(&self.piece[..written]) + 1;
                    return Err(Problem::Undecodable { line, encoding: name });
                }
            }
            self.piece.truncate(written);
            self.raw = raw;
            if last {
                break;
            }
        }
        Ok(())
    }
}

fn breaks(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

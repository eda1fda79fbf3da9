//! A run's file, open for reading.

use std::fs::File;
use std::io::Read;
use std::ops::RangeInclusive;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use bytes::{Buf, Bytes};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder, RowSelection,
};
use parquet::file::metadata::PageIndexPolicy;
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::statistics::Statistics;

use super::BATCH;
use crate::EventsError;
use crate::columns::{Columns, at, schema};

/// Two parts of a file that are this near are read together with what lies between.
const NEAR: u64 = 64 << 10;

/// An open file read by position, so that threads can share it.
#[derive(Debug, Clone)]
struct SharedFile {
    file: Arc<File>,
    len: u64,
}

impl SharedFile {
    fn open(path: &Path) -> std::io::Result<Self> {
        let file = File::open(path)?;
        let len = file.metadata()?.len();
        Ok(Self { file: Arc::new(file), len })
    }

    fn bytes(&self, start: u64, length: usize) -> std::io::Result<Bytes> {
        // Reading to the end of a vector spares writing zeros into it first.
        let mut buffer = Vec::with_capacity(length);
        let mut part = Positioned { file: self.file.clone(), offset: start };
        part.by_ref().take(length as u64).read_to_end(&mut buffer)?;
        if buffer.len() == length {
            Ok(buffer.into())
        } else {
            Err(std::io::ErrorKind::UnexpectedEof.into())
        }
    }
}

struct Positioned {
    file: Arc<File>,
    offset: u64,
}

impl Read for Positioned {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read_at(buffer, self.offset)?;
        self.offset += count as u64;
        Ok(count)
    }
}

/// The file as the Parquet reader wants it: what was read ahead comes from memory.
#[derive(Debug, Clone)]
struct Source {
    file: SharedFile,
    /// Parts read ahead, by their offset, ascending.
    ahead: Arc<[(u64, Bytes)]>,
}

impl Source {
    fn ahead(&self, start: u64) -> Option<Bytes> {
        let after = self.ahead.partition_point(|(offset, _)| *offset <= start);
        let (offset, bytes) = self.ahead.get(after.checked_sub(1)?)?;
        let from = usize::try_from(start - offset).ok()?;
        (from < bytes.len()).then(|| bytes.slice(from..))
    }
}

/// A place in the file to read on from.
enum Reading {
    Memory(bytes::buf::Reader<Bytes>),
    File(std::io::BufReader<Positioned>),
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Memory(bytes) => bytes.read(buffer),
            Self::File(file) => file.read(buffer),
        }
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.file.len
    }
}

impl ChunkReader for Source {
    type T = Reading;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Reading> {
        Ok(match self.ahead(start) {
            Some(bytes) => Reading::Memory(bytes.reader()),
            None => {
                let file = self.file.file.clone();
                Reading::File(std::io::BufReader::new(Positioned { file, offset: start }))
            }
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        if let Some(bytes) = self.ahead(start).filter(|bytes| bytes.len() >= length) {
            return Ok(bytes.slice(..length));
        }
        Ok(self.file.bytes(start, length)?)
    }
}

/// A run that is open for reading; its footer is parsed once.
#[derive(Debug, Clone)]
pub(crate) struct OpenRun {
    pub(crate) path: PathBuf,
    pub(crate) rows: u64,
    file: SharedFile,
    metadata: ArrowReaderMetadata,
    /// The same with what is known of each page, for look-ups; read when first asked for.
    paged: Arc<OnceLock<ArrowReaderMetadata>>,
}

fn options() -> ArrowReaderOptions {
    ArrowReaderOptions::new().with_skip_arrow_metadata(true).with_schema(schema())
}

impl OpenRun {
    pub(crate) fn open(path: &Path) -> Result<Self, EventsError> {
        let file = SharedFile::open(path).map_err(EventsError::file(path))?;
        let source = Source { file: file.clone(), ahead: Arc::default() };
        let metadata = ArrowReaderMetadata::load(&source, options())
            .map_err(|why| EventsError::parquet(path, why))?;
        let rows = metadata.metadata().file_metadata().num_rows();
        Ok(Self {
            path: path.to_owned(),
            rows: u64::try_from(rows).unwrap_or(0),
            file,
            metadata,
            paged: Arc::default(),
        })
    }

    /// Opens a run that must hold this many events.
    pub(crate) fn open_whole(path: &Path, rows: u64) -> Result<Self, EventsError> {
        let run = Self::open(path)?;
        if run.rows == rows { Ok(run) } else { Err(EventsError::lost(path, run.rows, rows)) }
    }

    /// How many row groups there are.
    pub(super) fn groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    /// Whether a row group can hold events of a time.
    pub(super) fn may_be_of(&self, group: usize, times: &RangeInclusive<i64>) -> bool {
        let group = self.metadata.metadata().row_group(group);
        let Some(Statistics::Int64(known)) = group.column(at::TIME).statistics() else {
            return true;
        };
        known.min_opt().is_none_or(|min| min <= times.end())
            && known.max_opt().is_none_or(|max| max >= times.start())
    }

    fn builder(
        &self,
        metadata: &ArrowReaderMetadata,
        columns: Columns,
        ahead: Arc<[(u64, Bytes)]>,
    ) -> ParquetRecordBatchReaderBuilder<Source> {
        let source = Source { file: self.file.clone(), ahead };
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(source, metadata.clone());
        let mask = ProjectionMask::roots(builder.parquet_schema(), columns.positions());
        builder.with_batch_size(BATCH).with_projection(mask)
    }

    /// Reads one row group in order; all of it at once where `ahead`.
    pub(super) fn group(
        &self,
        group: usize,
        columns: Columns,
        ahead: bool,
    ) -> Result<ParquetRecordBatchReader, EventsError> {
        let parts = if ahead { self.read_ahead(group, columns)? } else { Arc::default() };
        self.builder(&self.metadata, columns, parts)
            .with_row_groups(vec![group])
            .build()
            .map_err(|why| EventsError::parquet(&self.path, why))
    }

    /// The columns of a row group, in few reads.
    fn read_ahead(
        &self,
        group: usize,
        columns: Columns,
    ) -> Result<Arc<[(u64, Bytes)]>, EventsError> {
        let group = self.metadata.metadata().row_group(group);
        let mut ranges: Vec<(u64, u64)> = columns
            .positions()
            .map(|position| group.column(position).byte_range())
            .map(|(start, length)| (start, start + length))
            .collect();
        ranges.sort_unstable();
        ranges.dedup_by(|next, kept| {
            let near = next.0 <= kept.1 + NEAR;
            if near {
                kept.1 = kept.1.max(next.1);
            }
            near
        });
        let read = |(start, end): (u64, u64)| {
            // A row group is far smaller than the address space.
            let length = usize::try_from(end - start).unwrap_or(usize::MAX);
            self.file.bytes(start, length).map(|bytes| (start, bytes))
        };
        let parts: std::io::Result<Vec<_>> = ranges.into_iter().map(read).collect();
        Ok(parts.map_err(EventsError::file(&self.path))?.into())
    }

    /// Reads the pages that can hold one customer's events; `None` when none can.
    pub(super) fn pages_of(
        &self,
        customer: &str,
        columns: Columns,
    ) -> Result<Option<ParquetRecordBatchReader>, EventsError> {
        let customer = customer.as_bytes();
        let groups: Vec<usize> = (0..self.groups())
            .filter(|group| {
                let group = self.metadata.metadata().row_group(*group);
                may_hold(group.column(at::CUSTOMER).statistics(), customer)
            })
            .collect();
        if groups.is_empty() {
            return Ok(None);
        }
        let paged = self.paged()?;
        let mut ranges = Vec::new();
        let mut before = 0;
        for group in &groups {
            let rows = rows_of(paged, *group);
            let found = pages(paged, *group, customer).unwrap_or(0..rows);
            ranges.push(before + found.start..before + found.end);
            before += rows;
        }
        let selection = RowSelection::from_consecutive_ranges(ranges.into_iter(), before);
        if !selection.selects_any() {
            return Ok(None);
        }
        self.builder(paged, columns, Arc::default())
            .with_row_groups(groups)
            .with_row_selection(selection)
            .build()
            .map(Some)
            .map_err(|why| EventsError::parquet(&self.path, why))
    }

    fn paged(&self) -> Result<&ArrowReaderMetadata, EventsError> {
        if let Some(paged) = self.paged.get() {
            return Ok(paged);
        }
        let source = Source { file: self.file.clone(), ahead: Arc::default() };
        let options = options().with_page_index_policy(PageIndexPolicy::Optional);
        let paged = ArrowReaderMetadata::load(&source, options)
            .map_err(|why| EventsError::parquet(&self.path, why))?;
        Ok(self.paged.get_or_init(|| paged))
    }
}

fn rows_of(metadata: &ArrowReaderMetadata, group: usize) -> usize {
    usize::try_from(metadata.metadata().row_group(group).num_rows()).unwrap_or(0)
}

/// The rows of a row group that lie in pages which can hold a customer; `None` where the file
/// does not say.
fn pages(
    metadata: &ArrowReaderMetadata,
    group: usize,
    customer: &[u8],
) -> Option<std::ops::Range<usize>> {
    let metadata_of = metadata.metadata();
    let places = metadata_of.offset_index()?.get(group)?.get(at::CUSTOMER)?.page_locations();
    let ColumnIndexMetaData::BYTE_ARRAY(index) =
        metadata_of.column_index()?.get(group)?.get(at::CUSTOMER)?
    else {
        return None;
    };
    // A page without values holds anonymous events only.
    let can = |page: &usize| {
        let (min, max) = (index.min_value(*page), index.max_value(*page));
        min.is_some_and(|min| min <= customer) && max.is_some_and(|max| max >= customer)
    };
    let mut hit = (0..places.len()).filter(can);
    let Some(first) = hit.next() else { return Some(0..0) };
    let last = hit.next_back().unwrap_or(first);
    let start = |page: usize| {
        places.get(page).map(|place| usize::try_from(place.first_row_index).unwrap_or(0))
    };
    Some(start(first)?..start(last + 1).unwrap_or_else(|| rows_of(metadata, group)))
}

/// Whether a row group can hold the customer, by its smallest and largest value.
fn may_hold(statistics: Option<&Statistics>, customer: &[u8]) -> bool {
    let Some(statistics) = statistics else { return true };
    let above = statistics.min_bytes_opt().is_none_or(|min| min <= customer);
    // A maximum may be cut short; then only its beginning is known.
    let below = statistics.max_bytes_opt().is_none_or(|max| {
        customer <= max || (!statistics.max_is_exact() && customer.starts_with(max))
    });
    above && below
}

//! One run: an immutable Parquet file, sorted by (customer, time, id).

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{
    Decimal128Builder, FixedSizeBinaryBuilder, StringBuilder, StringDictionaryBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, FixedSizeBinaryArray, RecordBatch,
    StringArray, TimestampMicrosecondArray,
};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::statistics::Statistics;
use parquet::schema::types::ColumnPath;
use vocab::{Amount, Channel, Direction, EventKind};

use crate::EventsError;
use crate::columns::{Columns, at, schema};
use crate::row::EventRef;

/// Rows a batch holds while writing and reading.
const BATCH: usize = 8192;
/// Rows a row group holds: what a look-up of one customer reads at most.
const ROW_GROUP: usize = 131_072;

/// What the catalogue says of a finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunInfo {
    pub(crate) path: PathBuf,
    pub(crate) bucket: u16,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    pub(crate) min_time: i64,
    pub(crate) max_time: i64,
}

/// Writes events, given in order, into one run.
pub(crate) struct RunWriter {
    writer: ArrowWriter<File>,
    batch: Batch,
    last: Option<(String, i64, u128)>,
    info: RunInfo,
}

impl RunWriter {
    pub(crate) fn create(path: &Path, bucket: u16) -> Result<Self, EventsError> {
        let level = ZstdLevel::try_new(1).map_err(|why| EventsError::parquet(path, why))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_data_page_row_count_limit(BATCH)
            .set_created_by("sog".to_owned())
            // Ids are random: a dictionary or statistics of them cost and tell nothing.
            .set_column_dictionary_enabled(ColumnPath::from("id"), false)
            .set_column_statistics_enabled(ColumnPath::from("id"), EnabledStatistics::None)
            .set_column_statistics_enabled(ColumnPath::from("text"), EnabledStatistics::None)
            .build();
        let file = File::create_new(path).map_err(EventsError::file(path))?;
        let writer = ArrowWriter::try_new(file, schema(), Some(properties))
            .map_err(|why| EventsError::parquet(path, why))?;
        Ok(Self {
            writer,
            batch: Batch::default(),
            last: None,
            info: RunInfo {
                path: path.to_owned(),
                bucket,
                rows: 0,
                bytes: 0,
                min_time: i64::MAX,
                max_time: i64::MIN,
            },
        })
    }

    pub(crate) fn write(&mut self, event: &EventRef<'_>) -> Result<(), EventsError> {
        debug_assert!(
            self.last.as_ref().is_none_or(|(c, t, i)| (c.as_str(), *t, *i) < event.key()),
            "runs are written in order"
        );
        if cfg!(debug_assertions) {
            self.last = Some((event.customer.to_owned(), event.time, event.id));
        }
        self.batch.push(event);
        self.info.rows += 1;
        self.info.min_time = self.info.min_time.min(event.time);
        self.info.max_time = self.info.max_time.max(event.time);
        if self.batch.len == BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), EventsError> {
        let batch =
            self.batch.finish().map_err(|why| EventsError::parquet(&self.info.path, why))?;
        self.writer.write(&batch).map_err(|why| EventsError::parquet(&self.info.path, why))
    }

    /// Completes the file and makes it durable.
    pub(crate) fn finish(self) -> Result<RunInfo, EventsError> {
        let (file, info) = self.complete()?;
        file.sync_all().map_err(EventsError::file(&info.path))?;
        Ok(info)
    }

    /// Completes a file that is worth nothing after a crash.
    pub(crate) fn finish_for_now(self) -> Result<RunInfo, EventsError> {
        Ok(self.complete()?.1)
    }

    fn complete(mut self) -> Result<(File, RunInfo), EventsError> {
        if self.batch.len > 0 {
            self.flush()?;
        }
        let path = self.info.path.clone();
        let file = self.writer.into_inner().map_err(|why| EventsError::parquet(&path, why))?;
        self.info.bytes = file.metadata().map_err(EventsError::file(&path))?.len();
        Ok((file, self.info))
    }
}

type Codes = StringDictionaryBuilder<Int32Type>;

/// Column builders of one batch.
struct Batch {
    len: usize,
    customer: StringBuilder,
    time: TimestampMicrosecondBuilder,
    id: FixedSizeBinaryBuilder,
    kind: Codes,
    contact: StringBuilder,
    channel: Codes,
    direction: Codes,
    reference: StringBuilder,
    /// item, family, region, owner, campaign
    scope: [Codes; 5],
    quantity: Decimal128Builder,
    amount: Decimal128Builder,
    currency: Codes,
    barriers: Codes,
    text: StringBuilder,
}

impl Default for Batch {
    fn default() -> Self {
        let decimal =
            || Decimal128Builder::new().with_data_type(arrow_schema::DataType::Decimal128(18, 6));
        Self {
            len: 0,
            customer: StringBuilder::new(),
            time: TimestampMicrosecondBuilder::new().with_timezone("UTC"),
            id: FixedSizeBinaryBuilder::new(16),
            kind: Codes::new(),
            contact: StringBuilder::new(),
            channel: Codes::new(),
            direction: Codes::new(),
            reference: StringBuilder::new(),
            scope: std::array::from_fn(|_| Codes::new()),
            quantity: decimal(),
            amount: decimal(),
            currency: Codes::new(),
            barriers: Codes::new(),
            text: StringBuilder::new(),
        }
    }
}

impl Batch {
    fn push(&mut self, event: &EventRef<'_>) {
        fn some(text: &str) -> Option<&str> {
            (!text.is_empty()).then_some(text)
        }
        self.len += 1;
        self.customer.append_value(event.customer);
        self.time.append_value(event.time);
        // The array is as wide as the id by construction; a failure would be a bug in arrow.
        let _ = self.id.append_value(event.id.to_be_bytes());
        self.kind.append_value(event.kind.code());
        self.contact.append_option(some(event.contact));
        self.channel.append_option(event.channel.map(Channel::code));
        self.direction.append_option(event.direction.map(Direction::code));
        self.reference.append_option(some(event.reference));
        let scope = [event.item, event.family, event.region, event.owner, event.campaign];
        for (builder, text) in self.scope.iter_mut().zip(scope) {
            builder.append_option(some(text));
        }
        self.quantity.append_option(event.quantity.map(Amount::micros));
        self.amount.append_option(event.amount.map(Amount::micros));
        self.currency.append_option(some(event.currency));
        self.barriers.append_option(some(event.barriers));
        self.text.append_option(some(event.text));
    }

    fn finish(&mut self) -> Result<RecordBatch, arrow_schema::ArrowError> {
        self.len = 0;
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.customer.finish()),
            Arc::new(self.time.finish()),
            Arc::new(self.id.finish()),
            Arc::new(self.kind.finish()),
            Arc::new(self.contact.finish()),
            Arc::new(self.channel.finish()),
            Arc::new(self.direction.finish()),
            Arc::new(self.reference.finish()),
        ];
        columns.extend(self.scope.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef));
        columns.push(Arc::new(self.quantity.finish()));
        columns.push(Arc::new(self.amount.finish()));
        columns.push(Arc::new(self.currency.finish()));
        columns.push(Arc::new(self.barriers.finish()));
        columns.push(Arc::new(self.text.finish()));
        RecordBatch::try_new(schema(), columns)
    }
}

/// An open file read by position, so that threads can share it.
#[derive(Debug, Clone)]
pub(crate) struct SharedFile {
    file: Arc<File>,
    len: u64,
}

impl SharedFile {
    pub(crate) fn open(path: &Path) -> std::io::Result<Self> {
        let file = File::open(path)?;
        let len = file.metadata()?.len();
        Ok(Self { file: Arc::new(file), len })
    }
}

pub(crate) struct Positioned {
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

impl Length for SharedFile {
    fn len(&self) -> u64 {
        self.len
    }
}

impl ChunkReader for SharedFile {
    type T = std::io::BufReader<Positioned>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        Ok(std::io::BufReader::new(Positioned { file: self.file.clone(), offset: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        let mut buffer = vec![0; length];
        self.file.read_exact_at(&mut buffer, start)?;
        Ok(buffer.into())
    }
}

/// A run that is open for reading; its footer is parsed once.
#[derive(Debug, Clone)]
pub(crate) struct OpenRun {
    pub(crate) path: PathBuf,
    pub(crate) rows: u64,
    file: SharedFile,
    metadata: ArrowReaderMetadata,
}

impl OpenRun {
    pub(crate) fn open(path: &Path) -> Result<Self, EventsError> {
        let file = SharedFile::open(path).map_err(EventsError::file(path))?;
        let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())
            .map_err(|why| EventsError::parquet(path, why))?;
        let rows = metadata.metadata().file_metadata().num_rows();
        Ok(Self { path: path.to_owned(), rows: u64::try_from(rows).unwrap_or(0), file, metadata })
    }

    /// Opens a run that must hold this many events.
    pub(crate) fn open_whole(path: &Path, rows: u64) -> Result<Self, EventsError> {
        let run = Self::open(path)?;
        if run.rows == rows { Ok(run) } else { Err(EventsError::lost(path, run.rows, rows)) }
    }

    /// Reads the run in order; with `customer`, only the row groups that can hold them.
    pub(crate) fn cursor(
        &self,
        columns: Columns,
        customer: Option<&str>,
    ) -> Result<Cursor, EventsError> {
        let bad = |why: &dyn std::fmt::Display| EventsError::parquet(&self.path, why);
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(
            self.file.clone(),
            self.metadata.clone(),
        )
        .with_batch_size(BATCH);
        let mask = ProjectionMask::roots(builder.parquet_schema(), columns.positions());
        builder = builder.with_projection(mask);
        if let Some(customer) = customer {
            let groups = self.metadata.metadata().row_groups();
            let wanted = groups
                .iter()
                .enumerate()
                .filter(|(_, group)| {
                    may_hold(group.column(at::CUSTOMER).statistics(), customer.as_bytes())
                })
                .map(|(index, _)| index)
                .collect();
            builder = builder.with_row_groups(wanted);
        }
        let reader = builder.build().map_err(|why| bad(&why))?;
        let mut cursor = Cursor {
            path: self.path.clone(),
            reader,
            places: places(columns),
            batch: None,
            row: 0,
        };
        cursor.next_batch()?;
        Ok(cursor)
    }
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

/// Position of each file column among the columns read.
fn places(columns: Columns) -> [Option<usize>; at::COUNT] {
    let mut places = [None; at::COUNT];
    for (place, position) in columns.positions().enumerate() {
        places[position] = Some(place);
    }
    places
}

/// A dictionary column of a batch.
struct CodeColumn(DictionaryArray<Int32Type>);

impl CodeColumn {
    fn text(&self, row: usize) -> &str {
        match self.index(row) {
            Some(index) => match self.0.values().as_any().downcast_ref::<StringArray>() {
                Some(values) => values.value(index),
                None => "",
            },
            None => "",
        }
    }

    fn index(&self, row: usize) -> Option<usize> {
        let keys = self.0.keys();
        if keys.is_null(row) { None } else { usize::try_from(keys.value(row)).ok() }
    }

    /// Each dictionary value turned into a code of a closed list, once a batch.
    fn parsed<T: std::str::FromStr>(&self) -> Vec<Option<T>> {
        let values = self.0.values().as_any().downcast_ref::<StringArray>();
        values.map_or_else(Vec::new, |values| {
            values.iter().map(|value| value.and_then(|value| value.parse().ok())).collect()
        })
    }
}

/// One batch with its columns found and typed.
struct Typed {
    len: usize,
    customer: StringArray,
    time: TimestampMicrosecondArray,
    id: FixedSizeBinaryArray,
    kind: CodeColumn,
    kinds: Vec<Option<EventKind>>,
    contact: Option<StringArray>,
    channel: Option<CodeColumn>,
    channels: Vec<Option<Channel>>,
    direction: Option<CodeColumn>,
    directions: Vec<Option<Direction>>,
    reference: Option<StringArray>,
    codes: [Option<CodeColumn>; 7],
    quantity: Option<Decimal128Array>,
    amount: Option<Decimal128Array>,
    text: Option<StringArray>,
}

fn cast<A: Array + Clone + 'static>(batch: &RecordBatch, place: Option<usize>) -> Option<A> {
    batch.column(place?).as_any().downcast_ref::<A>().cloned()
}

impl Typed {
    fn new(batch: &RecordBatch, places: &[Option<usize>; at::COUNT]) -> Option<Self> {
        let code = |position: usize| {
            cast::<DictionaryArray<Int32Type>>(batch, places[position]).map(CodeColumn)
        };
        let kind = code(at::KIND)?;
        let channel = code(at::CHANNEL);
        let direction = code(at::DIRECTION);
        Some(Self {
            len: batch.num_rows(),
            customer: cast(batch, places[at::CUSTOMER])?,
            time: cast(batch, places[at::TIME])?,
            id: cast(batch, places[at::ID])?,
            kinds: kind.parsed(),
            kind,
            contact: cast(batch, places[at::CONTACT]),
            channels: channel.as_ref().map(CodeColumn::parsed).unwrap_or_default(),
            channel,
            directions: direction.as_ref().map(CodeColumn::parsed).unwrap_or_default(),
            direction,
            reference: cast(batch, places[at::REFERENCE]),
            codes: [
                code(at::ITEM),
                code(at::FAMILY),
                code(at::REGION),
                code(at::OWNER),
                code(at::CAMPAIGN),
                code(at::CURRENCY),
                code(at::BARRIERS),
            ],
            quantity: cast(batch, places[at::QUANTITY]),
            amount: cast(batch, places[at::AMOUNT]),
            text: cast(batch, places[at::TEXT]),
        })
    }
}

/// Reads one run in order.
pub(crate) struct Cursor {
    path: PathBuf,
    reader: ParquetRecordBatchReader,
    places: [Option<usize>; at::COUNT],
    batch: Option<Typed>,
    row: usize,
}

impl Cursor {
    fn next_batch(&mut self) -> Result<(), EventsError> {
        self.row = 0;
        self.batch = None;
        while let Some(batch) = self.reader.next() {
            let batch = batch.map_err(|why| EventsError::parquet(&self.path, why))?;
            if batch.num_rows() == 0 {
                continue;
            }
            let typed = Typed::new(&batch, &self.places).ok_or_else(|| {
                EventsError::parquet(&self.path, "its columns are not those of an event file")
            })?;
            if typed.kinds.iter().any(Option::is_none) {
                let why = "it holds kinds of events this version does not know";
                return Err(EventsError::parquet(&self.path, why));
            }
            self.batch = Some(typed);
            break;
        }
        Ok(())
    }

    /// The event the cursor stands on; `None` at the end.
    pub(crate) fn current(&self) -> Option<EventRef<'_>> {
        let batch = self.batch.as_ref()?;
        let row = self.row;
        let code = |place: usize| batch.codes[place].as_ref().map_or("", |c| c.text(row));
        let mut id = [0; 16];
        id.copy_from_slice(batch.id.value(row));
        Some(EventRef {
            customer: batch.customer.value(row),
            time: batch.time.value(row),
            id: u128::from_be_bytes(id),
            kind: parsed(Some(&batch.kind), &batch.kinds, row)?,
            contact: plain(batch.contact.as_ref(), row),
            channel: parsed(batch.channel.as_ref(), &batch.channels, row),
            direction: parsed(batch.direction.as_ref(), &batch.directions, row),
            reference: plain(batch.reference.as_ref(), row),
            item: code(0),
            family: code(1),
            region: code(2),
            owner: code(3),
            campaign: code(4),
            quantity: number(batch.quantity.as_ref(), row),
            amount: number(batch.amount.as_ref(), row),
            currency: code(5),
            barriers: code(6),
            text: plain(batch.text.as_ref(), row),
        })
    }

    pub(crate) fn advance(&mut self) -> Result<(), EventsError> {
        self.row += 1;
        if self.batch.as_ref().is_some_and(|batch| self.row < batch.len) {
            return Ok(());
        }
        self.next_batch()
    }
}

fn plain(column: Option<&StringArray>, row: usize) -> &str {
    column.filter(|column| !column.is_null(row)).map_or("", |column| column.value(row))
}

fn number(column: Option<&Decimal128Array>, row: usize) -> Option<Amount> {
    column
        .filter(|column| !column.is_null(row))
        .map(|column| Amount::from_micros(column.value(row)))
}

fn parsed<T: Copy>(column: Option<&CodeColumn>, values: &[Option<T>], row: usize) -> Option<T> {
    values.get(column?.index(row)?).copied().flatten()
}

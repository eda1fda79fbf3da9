//! Writing a run.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::batch::Batch;
use super::{BATCH, ROW_GROUP, RunInfo};
use crate::EventsError;
use crate::columns::{at, schema};
use crate::figures;
use crate::row::EventRef;

/// Columns of words that seldom repeat: compressed, without a dictionary that a look-up of one
/// customer would have to read whole.
const WORDS: [usize; 3] = [at::CONTACT, at::REFERENCE, at::TEXT];
/// Largest dictionary of a row group, in bytes. Above it the words stand in the pages, which
/// makes reading slow; this is room for a row group in which every event has another customer.
const DICTIONARY: usize = 8 << 20;

/// How a run is laid out in its file.
///
/// Passes over all customers read a few columns of numbers and codes, which take little room as
/// they are: they stand uncompressed, which makes reading them a third cheaper and the files a
/// sixth larger. Words are compressed.
fn properties(path: &Path) -> Result<WriterProperties, EventsError> {
    let level = ZstdLevel::try_new(1).map_err(|why| EventsError::parquet(path, why))?;
    let schema = schema();
    let column = |position: usize| ColumnPath::from(schema.field(position).name().as_str());
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_data_page_row_count_limit(BATCH)
        .set_dictionary_page_size_limit(DICTIONARY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        // A customer is looked up by the pages' smallest and largest customer, whole names.
        .set_column_statistics_enabled(column(at::CUSTOMER), EnabledStatistics::Page)
        .set_column_index_truncate_length(None)
        .set_statistics_truncate_length(None)
        .set_created_by("sog".to_owned())
        .set_column_dictionary_enabled(column(at::TIME), false)
        .set_column_encoding(column(at::TIME), Encoding::DELTA_BINARY_PACKED)
        // Ids are random: a dictionary or statistics of them cost and tell nothing.
        .set_column_dictionary_enabled(column(at::ID), false)
        .set_column_statistics_enabled(column(at::ID), EnabledStatistics::None);
    for position in WORDS {
        properties = properties
            .set_column_compression(column(position), Compression::ZSTD(level))
            .set_column_dictionary_enabled(column(position), false)
            .set_column_statistics_enabled(column(position), EnabledStatistics::None);
    }
    Ok(properties.build())
}

/// Writes events, given in order, into one run.
pub(crate) struct RunWriter {
    writer: ArrowWriter<File>,
    /// The same file, to make it durable when the writer has finished.
    file: File,
    batch: Batch,
    last: Option<(String, i64, u128)>,
    info: RunInfo,
}

impl RunWriter {
    pub(crate) fn create(path: &Path, bucket: u16) -> Result<Self, EventsError> {
        let file = File::create_new(path).map_err(EventsError::file(path))?;
        let same = file.try_clone().map_err(EventsError::file(path))?;
        // Readers see plain words and decimals; how we hold them in memory is nobody's business.
        let options = ArrowWriterOptions::new()
            .with_properties(properties(path)?)
            .with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(same, schema(), options)
            .map_err(|why| EventsError::parquet(path, why))?;
        Ok(Self {
            writer,
            file,
            batch: Batch::default(),
            last: None,
            info: RunInfo {
                path: path.to_owned(),
                bucket,
                rows: 0,
                bytes: 0,
                footer: 0,
                figures: Vec::new(),
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
        let metadata = self.writer.finish().map_err(|why| EventsError::parquet(&path, why))?;
        self.info.figures = figures::of(&metadata);
        let (bytes, footer) = ends(&self.file).map_err(EventsError::file(&path))?;
        (self.info.bytes, self.info.footer) = (bytes, footer);
        Ok((self.file, self.info))
    }
}

/// How long a finished file is, and its footer, which stands before the length of it.
fn ends(file: &File) -> std::io::Result<(u64, u64)> {
    let bytes = file.metadata()?.len();
    let mut footer = [0; 4];
    file.read_exact_at(&mut footer, bytes.saturating_sub(8))?;
    Ok((bytes, u32::from_le_bytes(footer).into()))
}

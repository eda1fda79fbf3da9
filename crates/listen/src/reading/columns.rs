//! Parquet files, in batches of rows.

use std::fmt::Write;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use chrono::{DateTime, NaiveDate, Utc};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};

use super::{Buffer, DAMAGED, MAX_COLUMNS, Rows, too_long, unpanicked};
use crate::error::{ImportError, Problem};

/// Rows decoded at a time, at most: enough to be quick.
const BATCH: usize = 4_096;
/// Bytes a batch may take besides the pages its texts stand in.
const BATCH_BYTES: usize = 16 << 20;
/// The most a cell takes in a batch: a decimal of 16 bytes, or where a text stands.
const CELL_BYTES: usize = 16;

/// Reads a Parquet file row by row. Its rows are counted from 1.
pub(super) fn read(path: &Path, file: File, rows: &mut dyn Rows) -> Result<(), ImportError> {
    // The types of the file itself are enough; what arrow noted besides (dictionaries, other
    // widths) would only multiply the cases below.
    let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = sound(path, || ArrowReaderMetadata::load(&file, plain.clone()))?;
    let fields = metadata.schema().fields().clone();
    if fields.len() > MAX_COLUMNS {
        let problem = Problem::TooManyColumns { line: 1, limit: MAX_COLUMNS };
        return Err(ImportError::file(path, problem));
    }
    let readable: Vec<bool> = fields.iter().map(|field| readable(field.data_type())).collect();
    let mut reader = sound(path, || {
        // A text that is written once and referred to by many rows (a dictionary) is decoded
        // once: rows then hold views of it. As plain texts, a small file can fill any memory.
        let viewed = fields.iter().map(|field| match field.data_type() {
            DataType::Utf8 => Field::clone(field).with_data_type(DataType::Utf8View),
            _ => Field::clone(field),
        });
        let schema = Arc::new(Schema::new(viewed.collect::<Vec<_>>()));
        let options = plain.with_schema(schema);
        let metadata = ArrowReaderMetadata::try_new(metadata.metadata().clone(), options)?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
        // What is not read is not decoded.
        let wanted = readable.iter().enumerate().filter(|(_, yes)| **yes).map(|(at, _)| at);
        let mask = ProjectionMask::roots(builder.parquet_schema(), wanted);
        builder
            .with_projection(mask)
            .with_batch_size((BATCH_BYTES / CELL_BYTES / fields.len().max(1)).clamp(1, BATCH))
            .build()
    })?;

    let mut buffer = Buffer::default();
    for (field, readable) in fields.iter().zip(&readable) {
        let written = if *readable {
            buffer.write_str(field.name())
        } else {
            // It then counts as an unknown column, and its name says why.
            write!(buffer, "{} ({}, which Sog does not read)", field.name(), field.data_type())
        };
        written.map_err(|_| too_long(path, 1))?;
        buffer.end_cell(false);
    }
    rows.header(&buffer.record(1))?;

    let mut line = 0;
    while let Some(batch) = sound(path, || reader.next().transpose())? {
        for row in 0..batch.num_rows() {
            line += 1;
            buffer.clear();
            write_row(&mut buffer, &readable, &batch, row).map_err(|_| too_long(path, line))?;
            let record = buffer.record(line);
            if !record.is_blank() {
                rows.row(&record)?;
            }
        }
    }
    Ok(())
}

/// The result of a step, or why the file cannot be read.
fn sound<T, E: std::fmt::Display>(
    path: &Path,
    step: impl FnOnce() -> Result<T, E>,
) -> Result<T, ImportError> {
    let broken = |why| ImportError::file(path, Problem::Parquet(why));
    match unpanicked(step) {
        Some(result) => result.map_err(|error| broken(error.to_string())),
        None => Err(broken(DAMAGED.to_owned())),
    }
}

fn readable(kind: &DataType) -> bool {
    use DataType::{
        Boolean, Date32, Decimal128, Float32, Float64, Int8, Int16, Int32, Int64, Timestamp, UInt8,
        UInt16, UInt32, UInt64, Utf8,
    };
    matches!(
        kind,
        Boolean
            | Int8
            | Int16
            | Int32
            | Int64
            | UInt8
            | UInt16
            | UInt32
            | UInt64
            | Float32
            | Float64
            | Utf8
            | Date32
            | Timestamp(..)
            | Decimal128(..)
    )
}

/// Writes the cells of a row; those of columns that are not read are empty.
fn write_row(
    buffer: &mut Buffer,
    readable: &[bool],
    batch: &RecordBatch,
    row: usize,
) -> std::fmt::Result {
    let mut columns = batch.columns().iter();
    for readable in readable {
        let column = if *readable { columns.next() } else { None };
        if let Some(column) = column.filter(|column| column.is_valid(row)) {
            write_cell(buffer, column.as_ref(), row)?;
        }
        buffer.end_cell(column.is_some_and(|column| *column.data_type() != DataType::Utf8View));
    }
    Ok(())
}

fn value<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> T::Native {
    let array: &PrimitiveArray<T> = array.as_primitive();
    array.value(row)
}

/// Writes a cell as the text a csv export would hold. Only a row that becomes too long fails.
fn write_cell(text: &mut Buffer, array: &dyn Array, row: usize) -> std::fmt::Result {
    match array.data_type() {
        DataType::Boolean => write!(text, "{}", array.as_boolean().value(row)),
        DataType::Int8 => write!(text, "{}", value::<Int8Type>(array, row)),
        DataType::Int16 => write!(text, "{}", value::<Int16Type>(array, row)),
        DataType::Int32 => write!(text, "{}", value::<Int32Type>(array, row)),
        DataType::Int64 => write!(text, "{}", value::<Int64Type>(array, row)),
        DataType::UInt8 => write!(text, "{}", value::<UInt8Type>(array, row)),
        DataType::UInt16 => write!(text, "{}", value::<UInt16Type>(array, row)),
        DataType::UInt32 => write!(text, "{}", value::<UInt32Type>(array, row)),
        DataType::UInt64 => write!(text, "{}", value::<UInt64Type>(array, row)),
        // Not a number is how data frames write "not known".
        DataType::Float32 if value::<Float32Type>(array, row).is_nan() => Ok(()),
        DataType::Float32 => write!(text, "{}", value::<Float32Type>(array, row)),
        DataType::Float64 if value::<Float64Type>(array, row).is_nan() => Ok(()),
        DataType::Float64 => write!(text, "{}", value::<Float64Type>(array, row)),
        DataType::Utf8View => text.write_str(array.as_string_view().value(row)),
        DataType::Decimal128(..) => {
            let array: &PrimitiveArray<Decimal128Type> = array.as_primitive();
            text.write_str(&array.value_as_string(row))
        }
        DataType::Date32 => {
            let days = value::<Date32Type>(array, row);
            match NaiveDate::from_epoch_days(days) {
                Some(day) => write!(text, "{day}"),
                None => write!(text, "day {days}"),
            }
        }
        DataType::Timestamp(unit, zone) => {
            let time = match unit {
                TimeUnit::Second => {
                    DateTime::from_timestamp(value::<TimestampSecondType>(array, row), 0)
                }
                TimeUnit::Millisecond => {
                    DateTime::from_timestamp_millis(value::<TimestampMillisecondType>(array, row))
                }
                TimeUnit::Microsecond => {
                    DateTime::from_timestamp_micros(value::<TimestampMicrosecondType>(array, row))
                }
                TimeUnit::Nanosecond => {
                    Some(DateTime::from_timestamp_nanos(value::<TimestampNanosecondType>(
                        array, row,
                    )))
                }
            };
            write_time(text, time, zone.is_some())
        }
        _ => Ok(()),
    }
}

/// A time without a zone is a local wall-clock time, as in a csv file.
fn write_time(text: &mut Buffer, time: Option<DateTime<Utc>>, zoned: bool) -> std::fmt::Result {
    match time {
        Some(time) if zoned => write!(text, "{}", time.format("%Y-%m-%dT%H:%M:%S%.fZ")),
        Some(time) => write!(text, "{}", time.format("%Y-%m-%d %H:%M:%S%.f")),
        None => text.write_str("a time out of range"),
    }
}

//! Parquet files, in batches of rows.

use std::fmt::Write;
use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray, RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, TimeUnit};
use chrono::{DateTime, NaiveDate, Utc};
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};

use super::{Buffer, DAMAGED, Rows, unpanicked};
use crate::error::{ImportError, Problem};

/// Rows decoded at a time: bounds memory, and is large enough to be quick.
const BATCH: usize = 4_096;

/// Reads a Parquet file row by row. Its rows are counted from 1.
pub(super) fn read(path: &Path, file: File, rows: &mut dyn Rows) -> Result<(), ImportError> {
    // The types of the file itself are enough; what arrow noted besides (dictionaries, views)
    // would only multiply the cases below.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let mut reader = sound(path, || {
        ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)?
            .with_batch_size(BATCH)
            .build()
    })?;

    let mut buffer = Buffer::default();
    for field in reader.schema().fields() {
        buffer.text.push_str(field.name());
        if !readable(field.data_type()) {
            // It then counts as an unknown column, and its name says why.
            let _ = write!(buffer.text, " ({}, which Sog does not read)", field.data_type());
        }
        buffer.end_cell(false);
    }
    rows.header(&buffer.record(1))?;

    let mut line = 0;
    while let Some(batch) = sound(path, || reader.next().transpose())? {
        for row in 0..batch.num_rows() {
            line += 1;
            buffer.clear();
            write_row(&mut buffer, &batch, row);
            buffer.check(path, line)?;
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

fn write_row(buffer: &mut Buffer, batch: &RecordBatch, row: usize) {
    for column in batch.columns() {
        if column.is_valid(row) {
            write_cell(&mut buffer.text, column.as_ref(), row);
        }
        buffer.end_cell(!matches!(column.data_type(), DataType::Utf8));
    }
}

fn value<T: ArrowPrimitiveType>(array: &dyn Array, row: usize) -> T::Native {
    let array: &PrimitiveArray<T> = array.as_primitive();
    array.value(row)
}

/// Writes a cell as the text a csv export would hold.
fn write_cell(text: &mut String, array: &dyn Array, row: usize) {
    // Writing to a string cannot fail.
    let _ = match array.data_type() {
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
        DataType::Utf8 => {
            text.push_str(array.as_string::<i32>().value(row));
            Ok(())
        }
        DataType::Decimal128(..) => {
            let array: &PrimitiveArray<Decimal128Type> = array.as_primitive();
            text.push_str(&array.value_as_string(row));
            Ok(())
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
    };
}

/// A time without a zone is a local wall-clock time, as in a csv file.
fn write_time(text: &mut String, time: Option<DateTime<Utc>>, zoned: bool) -> std::fmt::Result {
    match time {
        Some(time) if zoned => write!(text, "{}", time.format("%Y-%m-%dT%H:%M:%S%.fZ")),
        Some(time) => write!(text, "{}", time.format("%Y-%m-%d %H:%M:%S%.f")),
        None => text.write_str("a time out of range"),
    }
}

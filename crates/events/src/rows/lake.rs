//! Beginning a catalogue in DuckLake's layout: one table of events, its columns, how it is parted
//! and sorted. All of it belongs to snapshot 0, which holds no events yet.

use arrow_schema::{DataType, TimeUnit};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseBackend, Value};
use store::Tx;
use uuid::Uuid;

use super::{all, run};
use crate::EventsError;
use crate::columns::{at, schema};

/// The version of the layout.
const VERSION: &str = "1.0";
/// Numbers of the things in the catalogue.
const SCHEMA: i64 = 0;
pub(crate) const TABLE: i64 = 1;
pub(crate) const PARTITION: i64 = 2;
const SORT: i64 = 3;
const NEXT: i64 = 4;

/// Begins a log with an empty catalogue; one that is there stays. `ids` name the log and, in the
/// catalogue, schema and table.
pub(crate) async fn begin(
    tx: &Tx,
    ids: [Uuid; 3],
    buckets: u16,
    now: DateTime<Utc>,
) -> Result<(), EventsError> {
    let [log, schema_id, table_id] = ids;
    let sql = "insert into event_log (one, log, buckets, derived) values (1, ?, ?, 0)
        on conflict do nothing";
    let values = vec![log.to_string().into(), i64::from(buckets).into()];
    if run(tx, sql, values).await?.rows_affected() == 0 {
        return Ok(());
    }
    let product = concat!("sog ", env!("CARGO_PKG_VERSION"));
    for (key, value) in [("version", VERSION), ("created_by", product), ("encrypted", "false")] {
        set(tx, key, value).await?;
    }
    let sql = "insert into ducklake_snapshot
        (snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id)
        values (0, ?, 0, ?, 0)";
    run(tx, sql, vec![now.into(), NEXT.into()]).await?;
    let sql = "insert into ducklake_snapshot_changes (snapshot_id, changes_made) values (0, ?)";
    run(tx, sql, vec![r#"created_schema:"main",created_table:"main"."events""#.into()]).await?;
    // Files lie right in the folder of the log.
    let sql = "insert into ducklake_schema
        (schema_id, schema_uuid, begin_snapshot, schema_name, path, path_is_relative)
        values (?, ?, 0, 'main', '', true)";
    run(tx, sql, vec![SCHEMA.into(), uuid(tx, schema_id)]).await?;
    let sql = "insert into ducklake_table (table_id, table_uuid, begin_snapshot, schema_id,
        table_name, path, path_is_relative) values (?, ?, 0, ?, 'events', '', true)";
    run(tx, sql, vec![TABLE.into(), uuid(tx, table_id), SCHEMA.into()]).await?;
    let sql = "insert into ducklake_schema_versions (begin_snapshot, schema_version, table_id)
        values (0, 0, ?)";
    run(tx, sql, vec![TABLE.into()]).await?;
    let sql = "insert into ducklake_table_stats
        (table_id, record_count, next_row_id, file_size_bytes) values (?, 0, 0, 0)";
    run(tx, sql, vec![TABLE.into()]).await?;
    columns(tx).await?;
    order(tx, buckets).await
}

async fn columns(tx: &Tx) -> Result<(), EventsError> {
    for (number, field) in (1_i64..).zip(schema().fields()) {
        let sql = "insert into ducklake_column (column_id, begin_snapshot, table_id, column_order,
            column_name, column_type, default_value, nulls_allowed, default_value_type,
            default_value_dialect) values (?, 0, ?, ?, ?, ?, 'NULL', ?, 'literal', 'duckdb')";
        let values = vec![
            number.into(),
            TABLE.into(),
            number.into(),
            field.name().as_str().into(),
            kind(field.data_type()).into(),
            field.is_nullable().into(),
        ];
        run(tx, sql, values).await?;
    }
    Ok(())
}

/// By which files are parted, and how each is sorted.
async fn order(tx: &Tx, buckets: u16) -> Result<(), EventsError> {
    let sql = "insert into ducklake_partition_info (partition_id, table_id, begin_snapshot)
        values (?, ?, 0)";
    run(tx, sql, vec![PARTITION.into(), TABLE.into()]).await?;
    let sql = "insert into ducklake_partition_column
        (partition_id, table_id, partition_key_index, column_id, transform) values (?, ?, 0, ?, ?)";
    let customer = i64::try_from(at::CUSTOMER + 1).unwrap_or(1);
    let transform = format!("bucket({})", buckets.saturating_sub(1));
    run(tx, sql, vec![PARTITION.into(), TABLE.into(), customer.into(), transform.into()]).await?;
    let sql = "insert into ducklake_sort_info (sort_id, table_id, begin_snapshot) values (?, ?, 0)";
    run(tx, sql, vec![SORT.into(), TABLE.into()]).await?;
    for (place, position) in (0_i64..).zip([at::CUSTOMER, at::TIME, at::ID]) {
        let sql = "insert into ducklake_sort_expression
            (sort_id, table_id, sort_key_index, expression, dialect, sort_direction, null_order)
            values (?, ?, ?, ?, 'duckdb', 'ASC', 'NULLS_FIRST')";
        let name = schema().field(position).name().clone();
        run(tx, sql, vec![SORT.into(), TABLE.into(), place.into(), name.into()]).await?;
    }
    Ok(())
}

/// What DuckLake calls a type of our columns.
fn kind(of: &DataType) -> String {
    match of {
        DataType::Dictionary(_, values) => kind(values),
        DataType::Timestamp(TimeUnit::Microsecond, Some(_)) => "timestamptz".to_owned(),
        DataType::FixedSizeBinary(16) => "uuid".to_owned(),
        DataType::Decimal64(digits, places) => format!("decimal({digits},{places})"),
        DataType::Decimal128(digits, places) => format!("decimal({digits},{places})"),
        _ => "varchar".to_owned(),
    }
}

fn uuid(tx: &Tx, id: Uuid) -> Value {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        id.into()
    } else {
        id.to_string().into()
    }
}

/// What the catalogue says under a key.
pub(crate) async fn get(
    connection: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<String>, EventsError> {
    let sql = "select value from ducklake_metadata where key = ? and scope is null";
    let rows = all(connection, sql, vec![key.into()]).await?;
    Ok(rows.first().map(|row| row.try_get("", "value")).transpose()?)
}

/// Says something under a key, in the place of what it said before.
pub(crate) async fn set(tx: &Tx, key: &str, value: &str) -> Result<(), EventsError> {
    run(tx, "delete from ducklake_metadata where key = ? and scope is null", vec![key.into()])
        .await?;
    let sql = "insert into ducklake_metadata (key, value) values (?, ?)";
    run(tx, sql, vec![key.into(), value.into()]).await?;
    Ok(())
}

//! Changing the catalogue: each change is one snapshot, committed in one transaction.

use chrono::{DateTime, TimeDelta, Utc};
use store::Tx;

use super::lake::{PARTITION, TABLE};
use super::{FileRow, all, lock, run, whole};
use crate::EventsError;
use crate::change::{Change, name};
use crate::run::RunInfo;

/// Commits a change, if nobody else changed the log since it was prepared.
pub(crate) async fn commit(
    tx: &Tx,
    change: &Change,
    buckets: u16,
    now: DateTime<Utc>,
) -> Result<(), EventsError> {
    lock(tx).await?;
    let sql = "select snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id
        from ducklake_snapshot order by snapshot_id desc limit 1";
    let rows = all(tx, sql, vec![]).await?;
    let before = rows.first().ok_or(EventsError::Raced)?;
    let base: i64 = before.try_get("", "snapshot_id")?;
    if base != change.base {
        return Err(EventsError::Raced);
    }
    let mut next_file: i64 = before.try_get("", "next_file_id")?;
    retire(tx, change, now).await?;
    add_runs(tx, change, buckets, &mut next_file).await?;
    if let Some((path, rows)) = &change.ids {
        let sql = "insert into event_ids (file_id, path, rows, snapshot) values (?, ?, ?, ?)";
        let values =
            vec![next_file.into(), name(path).into(), whole(*rows), change.number().into()];
        run(tx, sql, values).await?;
        next_file += 1;
    }
    for bucket in &change.touched {
        let sql = "insert into event_bucket (bucket, version, rewritten) values (?, ?, 0)
            on conflict (bucket) do update set version = excluded.version";
        run(tx, sql, vec![i64::from(*bucket).into(), change.number().into()]).await?;
        if change.rewrites {
            let sql = "update event_bucket set rewritten = ? where bucket = ?";
            run(tx, sql, vec![change.number().into(), i64::from(*bucket).into()]).await?;
        }
    }
    // Readers look for the snapshot of a moment: no two may have the same.
    let last: DateTime<Utc> = before.try_get("", "snapshot_time")?;
    let time = now.max(last + TimeDelta::microseconds(1));
    let sql = "insert into ducklake_snapshot
        (snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id)
        values (?, ?, ?, ?, ?)";
    let schema_version: i64 = before.try_get("", "schema_version")?;
    let next_catalog: i64 = before.try_get("", "next_catalog_id")?;
    let values = vec![
        change.number().into(),
        time.into(),
        schema_version.into(),
        next_catalog.into(),
        next_file.into(),
    ];
    run(tx, sql, values).await?;
    let sql = "insert into ducklake_snapshot_changes (snapshot_id, changes_made) values (?, ?)";
    run(tx, sql, vec![change.number().into(), change.words().into()]).await?;
    if change.forgets {
        expire(tx, change.number(), now).await?;
    }
    Ok(())
}

async fn add_runs(
    tx: &Tx,
    change: &Change,
    buckets: u16,
    next_file: &mut i64,
) -> Result<(), EventsError> {
    if change.runs.is_empty() {
        return Ok(());
    }
    let sql = "select next_row_id from ducklake_table_stats where table_id = ?";
    let rows = all(tx, sql, vec![TABLE.into()]).await?;
    let mut next_row: i64 = rows.first().map_or(Ok(0), |row| row.try_get("", "next_row_id"))?;
    for info in &change.runs {
        add_run(tx, info, (*next_file, next_row), change.number(), buckets).await?;
        let age = change.age_of(info.bucket);
        let sql = "insert into event_run (file_id, oldest, newest) values (?, ?, ?)";
        run(tx, sql, vec![(*next_file).into(), age.oldest.into(), age.newest.into()]).await?;
        *next_file += 1;
        next_row += i64::try_from(info.rows).unwrap_or(i64::MAX);
    }
    let added = |of: fn(&RunInfo) -> u64| whole(change.runs.iter().map(of).sum());
    let sql = "update ducklake_table_stats set record_count = record_count + ?,
        file_size_bytes = file_size_bytes + ?, next_row_id = ? where table_id = ?";
    let values = vec![added(|run| run.rows), added(|run| run.bytes), next_row.into(), TABLE.into()];
    run(tx, sql, values).await?;
    Ok(())
}

/// Adds a run under its number, with the number of its first row.
async fn add_run(
    tx: &Tx,
    info: &RunInfo,
    (file, first_row): (i64, i64),
    snapshot: i64,
    buckets: u16,
) -> Result<(), EventsError> {
    let sql = "insert into ducklake_data_file (data_file_id, table_id, begin_snapshot, path,
        path_is_relative, file_format, record_count, file_size_bytes, footer_size, row_id_start,
        partition_id) values (?, ?, ?, ?, true, 'parquet', ?, ?, ?, ?, ?)";
    let values = vec![
        file.into(),
        TABLE.into(),
        snapshot.into(),
        name(&info.path).into(),
        whole(info.rows),
        whole(info.bytes),
        whole(info.footer),
        first_row.into(),
        PARTITION.into(),
    ];
    run(tx, sql, values).await?;
    let of_nobody = info.bucket == buckets.saturating_sub(1);
    let value = (!of_nobody).then(|| info.bucket.to_string());
    let sql = "insert into ducklake_file_partition_value
        (data_file_id, table_id, partition_key_index, partition_value) values (?, ?, 0, ?)";
    run(tx, sql, vec![file.into(), TABLE.into(), value.into()]).await?;
    let mut values = Vec::new();
    for figures in &info.figures {
        let (least, most) = figures.bounds.clone().unzip();
        values.extend([
            file.into(),
            TABLE.into(),
            figures.column.into(),
            figures.bytes.into(),
            whole(info.rows),
            figures.nulls.into(),
            least.into(),
            most.into(),
        ]);
    }
    let places = vec!["(?, ?, ?, ?, ?, ?, ?, ?)"; info.figures.len()].join(", ");
    let sql = format!(
        "insert into ducklake_file_column_stats (data_file_id, table_id, column_id,
        column_size_bytes, value_count, null_count, min_value, max_value) values {places}"
    );
    run(tx, &sql, values).await?;
    Ok(())
}

/// Ends files. A run stays to be read by who looks at an earlier snapshot; nobody asks for ids
/// but who changes the log.
async fn retire(tx: &Tx, change: &Change, now: DateTime<Utc>) -> Result<(), EventsError> {
    let (runs, ids): (Vec<&FileRow>, Vec<&FileRow>) =
        change.replaced.iter().partition(|file| file.is_run());
    for file in &runs {
        let sql = "update ducklake_data_file set end_snapshot = ?
            where data_file_id = ? and end_snapshot is null";
        let done = run(tx, sql, vec![change.number().into(), file.number.into()]).await?;
        if done.rows_affected() != 1 {
            return Err(EventsError::Raced);
        }
    }
    for file in ids {
        run(tx, "delete from event_ids where file_id = ?", vec![file.number.into()]).await?;
        let sql = "insert into ducklake_files_scheduled_for_deletion
            (data_file_id, path, path_is_relative, schedule_start) values (?, ?, true, ?)";
        let values = vec![file.number.into(), file.name.as_str().into(), now.into()];
        run(tx, sql, values).await?;
    }
    let gone = |of: fn(&FileRow) -> u64| whole(runs.iter().map(|file| of(file)).sum());
    let sql = "update ducklake_table_stats set record_count = record_count - ?,
        file_size_bytes = file_size_bytes - ? where table_id = ?";
    run(tx, sql, vec![gone(|file| file.rows), gone(|file| file.bytes), TABLE.into()]).await?;
    Ok(())
}

/// Forgets all snapshots before one, and puts the files that only they could see on the list of
/// those to be removed. Gives how many files that are.
pub(crate) async fn expire(tx: &Tx, oldest: i64, now: DateTime<Utc>) -> Result<u64, EventsError> {
    for table in ["ducklake_snapshot", "ducklake_snapshot_changes"] {
        run(tx, &format!("delete from {table} where snapshot_id < ?"), vec![oldest.into()]).await?;
    }
    let sql = "insert into ducklake_files_scheduled_for_deletion
        (data_file_id, path, path_is_relative, schedule_start)
        select data_file_id, path, path_is_relative, ? from ducklake_data_file
        where table_id = ? and end_snapshot <= ?";
    let of_them = vec![TABLE.into(), oldest.into()];
    let values = [vec![now.into()], of_them.clone()].concat();
    let unwanted = run(tx, sql, values).await?.rows_affected();
    if unwanted == 0 {
        return Ok(0);
    }
    for table in ["ducklake_file_column_stats", "ducklake_file_partition_value"] {
        let sql = format!(
            "delete from {table} where data_file_id in (select data_file_id
            from ducklake_data_file where table_id = ? and end_snapshot <= ?)"
        );
        run(tx, &sql, of_them.clone()).await?;
    }
    let sql = "delete from event_run where file_id in (select data_file_id
        from ducklake_data_file where table_id = ? and end_snapshot <= ?)";
    run(tx, sql, of_them.clone()).await?;
    let sql = "delete from ducklake_data_file where table_id = ? and end_snapshot <= ?";
    run(tx, sql, of_them).await?;
    Ok(unwanted)
}

/// The snapshots there are, with their times.
pub(crate) async fn snapshots(tx: &Tx) -> Result<Vec<(i64, DateTime<Utc>)>, EventsError> {
    let sql = "select snapshot_id, snapshot_time from ducklake_snapshot order by snapshot_id";
    let rows = all(tx, sql, vec![]).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok((row.try_get("", "snapshot_id")?, row.try_get("", "snapshot_time")?))
    };
    rows.iter().map(read).collect()
}

/// Notes that unwanted files were removed.
pub(crate) async fn removed(tx: &Tx) -> Result<(), EventsError> {
    run(tx, "delete from ducklake_files_scheduled_for_deletion", vec![]).await?;
    Ok(())
}

//! The SQL of this room: what lies where at one moment. Beginning a catalogue, changing it, the
//! inbox, and who is the same person have files of their own.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, ExecResult, QueryResult, Statement, Value};
use store::Tx;

use crate::EventsError;

pub(crate) mod change;
pub(crate) mod identity;
pub(crate) mod inbox;
pub(crate) mod lake;

/// What a live file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of events.
    Run,
    /// A sorted file of ids.
    Ids,
}

/// One live file.
#[derive(Debug, Clone)]
pub(crate) struct FileRow {
    pub(crate) number: i64,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) bucket: u16,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    pub(crate) age: Age,
}

/// The first and the last change that brought events of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Age {
    pub(crate) oldest: i64,
    pub(crate) newest: i64,
}

impl Age {
    /// Of events that all came with one change.
    pub(crate) fn of(change: i64) -> Self {
        Self { oldest: change, newest: change }
    }

    /// Of these events and those together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { oldest: self.oldest.min(other.oldest), newest: self.newest.max(other.newest) }
    }
}

impl FileRow {
    pub(crate) fn is_run(&self) -> bool {
        self.kind == Kind::Run
    }
}

/// The catalogue at one snapshot.
#[derive(Debug, Clone)]
pub(crate) struct Catalogue {
    /// Names the log, in the database and in the folder of its files.
    pub(crate) log: String,
    pub(crate) snapshot: i64,
    pub(crate) buckets: u16,
    pub(crate) files: Vec<FileRow>,
    /// Files that nobody reads any more and that are to be removed.
    pub(crate) unwanted: Vec<String>,
    pub(crate) versions: Vec<i64>,
    /// The change that last took events from each bucket, or gave it those of others.
    pub(crate) rewritten: Vec<i64>,
    /// The change up to which what is derived is made.
    pub(crate) derived: i64,
}

impl Catalogue {
    /// The live runs.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &FileRow> {
        self.files.iter().filter(|file| file.is_run())
    }

    /// The id files, with the number of their ids.
    pub(crate) fn id_files(&self, folder: &Path) -> Vec<(PathBuf, u64)> {
        let files = self.files.iter().filter(|file| file.kind == Kind::Ids);
        files.map(|file| (folder.join(&file.name), file.rows)).collect()
    }
}

/// A statement written with `?`, in the placeholders of the database.
fn statement(backend: DatabaseBackend, sql: &str, values: Vec<Value>) -> Statement {
    if backend != DatabaseBackend::Postgres {
        return Statement::from_sql_and_values(backend, sql, values);
    }
    let mut numbered = String::with_capacity(sql.len() + values.len() * 2);
    let mut number = 0;
    for part in sql.chars() {
        if part == '?' {
            number += 1;
            numbered.push('$');
            numbered.push_str(&number.to_string());
        } else {
            numbered.push(part);
        }
    }
    Statement::from_sql_and_values(backend, numbered, values)
}

async fn run(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<ExecResult, DbErr> {
    connection.execute_raw(statement(connection.get_database_backend(), sql, values)).await
}

async fn all(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, DbErr> {
    connection.query_all_raw(statement(connection.get_database_backend(), sql, values)).await
}

/// Whether the log was begun.
pub(crate) async fn has_log(connection: &impl ConnectionTrait) -> Result<bool, EventsError> {
    Ok(!all(connection, "select one from event_log where one = 1", vec![]).await?.is_empty())
}

/// Keeps every other change out until the transaction ends.
async fn lock(tx: &Tx) -> Result<(), EventsError> {
    // On SQLite the transaction itself keeps all others out from its beginning.
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        run(tx, "select one from event_log where one = 1 for update", vec![]).await?;
    }
    Ok(())
}

/// The number of the newest change.
async fn newest(connection: &impl ConnectionTrait) -> Result<i64, EventsError> {
    let sql = "select max(snapshot_id) as newest from ducklake_snapshot";
    let rows = all(connection, sql, vec![]).await?;
    let newest = rows.first().map(|row| row.try_get("", "newest")).transpose()?.flatten();
    let missing = || DbErr::RecordNotFound("the snapshots of the event log".to_owned());
    Ok(newest.ok_or_else(missing)?)
}

/// The live files when no change of the log is under way, and none until the transaction ends.
///
/// A process that was killed, or a task that was given up, no longer holds the lock of the
/// files, while the database may still be busy with its commit: who only looked would not see
/// the files of that commit and take them for left behind.
pub(crate) async fn settled_catalogue(tx: &Tx) -> Result<Catalogue, EventsError> {
    lock(tx).await?;
    catalogue(tx).await
}

/// The live files, all of one snapshot.
pub(crate) async fn catalogue(connection: &impl ConnectionTrait) -> Result<Catalogue, EventsError> {
    let sql = "select log, buckets, derived from event_log where one = 1";
    let head = all(connection, sql, vec![]).await?;
    let missing = || DbErr::RecordNotFound("the head of the event log".to_owned());
    let head = head.first().ok_or_else(missing)?;
    let buckets: i64 = head.try_get("", "buckets")?;
    let buckets = u16::try_from(buckets).unwrap_or(1);
    loop {
        let snapshot = newest(connection).await?;
        let files = files(connection, buckets).await?;
        let sql = "select path from ducklake_files_scheduled_for_deletion order by path";
        let unwanted: Result<Vec<String>, DbErr> =
            all(connection, sql, vec![]).await?.iter().map(|row| row.try_get("", "path")).collect();
        let mut versions = vec![0; usize::from(buckets)];
        let mut rewritten = versions.clone();
        let sql = "select bucket, version, rewritten from event_bucket";
        for row in all(connection, sql, vec![]).await? {
            let bucket: i64 = row.try_get("", "bucket")?;
            let place = usize::try_from(bucket).unwrap_or(usize::MAX);
            if let (Some(version), Some(last)) = (versions.get_mut(place), rewritten.get_mut(place))
            {
                *version = row.try_get("", "version")?;
                *last = row.try_get("", "rewritten")?;
            }
        }
        // Several statements are several views; they are one if nothing came about meanwhile.
        if newest(connection).await? == snapshot {
            return Ok(Catalogue {
                log: head.try_get("", "log")?,
                snapshot,
                buckets,
                files,
                unwanted: unwanted?,
                versions,
                rewritten,
                derived: head.try_get("", "derived")?,
            });
        }
    }
}

async fn files(
    connection: &impl ConnectionTrait,
    buckets: u16,
) -> Result<Vec<FileRow>, EventsError> {
    let mut files = Vec::new();
    let sql = "select f.data_file_id as number, f.path as path, f.record_count as records,
            f.file_size_bytes as bytes, v.partition_value as bucket,
            r.oldest as oldest, r.newest as newest
        from ducklake_data_file f left join ducklake_file_partition_value v
            on v.data_file_id = f.data_file_id and v.partition_key_index = 0
        left join event_run r on r.file_id = f.data_file_id
        where f.table_id = ? and f.end_snapshot is null order by f.data_file_id";
    for row in all(connection, sql, vec![lake::TABLE.into()]).await? {
        let bucket: Option<String> = row.try_get("", "bucket")?;
        // What belongs to no customer has no value and lies in the last bucket.
        let bucket = bucket.and_then(|bucket| bucket.parse().ok());
        files.push(FileRow {
            number: row.try_get("", "number")?,
            name: row.try_get("", "path")?,
            kind: Kind::Run,
            bucket: bucket.unwrap_or_else(|| buckets.saturating_sub(1)),
            rows: count(&row, "records")?,
            bytes: count(&row, "bytes")?,
            age: Age {
                // Of a run that says nothing anything may be true.
                oldest: row.try_get::<Option<i64>>("", "oldest")?.unwrap_or(0),
                newest: row.try_get::<Option<i64>>("", "newest")?.unwrap_or(i64::MAX),
            },
        });
    }
    let sql = "select file_id, path, rows from event_ids order by file_id";
    for row in all(connection, sql, vec![]).await? {
        let rows = count(&row, "rows")?;
        files.push(FileRow {
            number: row.try_get("", "file_id")?,
            name: row.try_get("", "path")?,
            kind: Kind::Ids,
            bucket: 0,
            rows,
            bytes: rows * crate::ids::WIDTH,
            // Nobody asks how old ids are.
            age: Age::default(),
        });
    }
    Ok(files)
}

fn count(row: &QueryResult, name: &str) -> Result<u64, DbErr> {
    let count: i64 = row.try_get("", name)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn whole(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

/// Notes up to which change what is derived from the log is made. It never goes back.
pub(crate) async fn note_derived(
    connection: &impl ConnectionTrait,
    snapshot: i64,
) -> Result<(), EventsError> {
    let sql = "update event_log set derived = ? where one = 1 and derived < ?";
    run(connection, sql, vec![snapshot.into(), snapshot.into()]).await?;
    Ok(())
}

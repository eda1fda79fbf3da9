//! The only SQL of this room: head, live files, bucket versions, inbox.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, ExecResult, Statement, Value};
use store::Tx;
use vocab::Event;

use crate::EventsError;
use crate::run::RunInfo;

/// Kind of a catalogued file.
pub(crate) const RUN: &str = "run";
pub(crate) const IDS: &str = "ids";
/// Kind of a file that was merged into another one and is still to be removed.
const MERGED: &str = "merged";

/// One live file.
#[derive(Debug, Clone)]
pub(crate) struct FileRow {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) bucket: u16,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
}

/// The catalogue at one snapshot.
#[derive(Debug, Clone)]
pub(crate) struct Catalogue {
    /// Names the log, in the database and in the folder of its files.
    pub(crate) log: String,
    pub(crate) snapshot: i64,
    pub(crate) buckets: u16,
    pub(crate) files: Vec<FileRow>,
    /// Files that are part of nothing any more.
    pub(crate) merged: Vec<String>,
    pub(crate) versions: Vec<i64>,
}

impl Catalogue {
    /// The id files, with the number of their ids.
    pub(crate) fn id_files(&self, folder: &Path) -> Vec<(PathBuf, u64)> {
        let files = self.files.iter().filter(|f| f.kind == IDS);
        files.map(|f| (folder.join(&f.name), f.rows)).collect()
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

/// Whether the log was begun.
pub(crate) async fn has_head(connection: &impl ConnectionTrait) -> Result<bool, EventsError> {
    let sql = "select one from event_head where one = 1";
    let head = statement(connection.get_database_backend(), sql, vec![]);
    Ok(connection.query_one_raw(head).await?.is_some())
}

/// Makes the head of a new log; one that is there stays.
pub(crate) async fn ensure_head(tx: &Tx, log: &str, buckets: u16) -> Result<(), EventsError> {
    run(
        tx,
        "insert into event_head (one, log, snapshot, buckets) values (1, ?, 0, ?)
         on conflict do nothing",
        vec![log.into(), i64::from(buckets).into()],
    )
    .await?;
    Ok(())
}

/// The head of the log: what it is called, its snapshot, its buckets.
async fn head(
    connection: &impl ConnectionTrait,
    lock: &str,
) -> Result<(String, i64, u16), EventsError> {
    let sql = format!("select log, snapshot, buckets from event_head where one = 1{lock}");
    let row = connection
        .query_one_raw(statement(connection.get_database_backend(), &sql, vec![]))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the head of the event log".to_owned()))?;
    let buckets: i64 = row.try_get("", "buckets")?;
    let buckets = u16::try_from(buckets).unwrap_or(1);
    Ok((row.try_get("", "log")?, row.try_get("", "snapshot")?, buckets))
}

/// The live files when no change of the log is under way, and none until the transaction ends.
///
/// A process that was killed, or a task that was given up, no longer holds the lock of the
/// files, while the database may still be busy with its commit: who only looked would not see
/// the files of that commit and take them for left behind.
pub(crate) async fn settled_catalogue(tx: &Tx) -> Result<Catalogue, EventsError> {
    // On SQLite the transaction itself keeps all others out from its beginning.
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        head(tx, " for update").await?;
    }
    catalogue(tx).await
}

/// The live files, all of one snapshot.
pub(crate) async fn catalogue(connection: &impl ConnectionTrait) -> Result<Catalogue, EventsError> {
    let backend = connection.get_database_backend();
    loop {
        let (log, snapshot, buckets) = head(connection, "").await?;
        let sql = "select path, kind, bucket, rows, bytes from event_file order by snapshot, path";
        let (mut files, mut merged) = (Vec::new(), Vec::new());
        for row in connection.query_all_raw(statement(backend, sql, vec![])).await? {
            let name = row.try_get("", "path")?;
            let kind: String = row.try_get("", "kind")?;
            if kind == MERGED {
                merged.push(name);
                continue;
            }
            let bucket: i64 = row.try_get("", "bucket")?;
            let rows: i64 = row.try_get("", "rows")?;
            let bytes: i64 = row.try_get("", "bytes")?;
            files.push(FileRow {
                name,
                kind,
                bucket: u16::try_from(bucket).unwrap_or(0),
                rows: u64::try_from(rows).unwrap_or(0),
                bytes: u64::try_from(bytes).unwrap_or(0),
            });
        }
        let mut versions = vec![0; usize::from(buckets)];
        let sql = "select bucket, version from event_bucket";
        for row in connection.query_all_raw(statement(backend, sql, vec![])).await? {
            let bucket: i64 = row.try_get("", "bucket")?;
            if let Some(version) =
                usize::try_from(bucket).ok().and_then(|bucket| versions.get_mut(bucket))
            {
                *version = row.try_get("", "version")?;
            }
        }
        // Three statements are three views; they are one if the head did not move meanwhile.
        if head(connection, "").await?.1 == snapshot {
            return Ok(Catalogue { log, snapshot, buckets, files, merged, versions });
        }
    }
}

/// Moves the head on, if nobody else did since `base`.
pub(crate) async fn advance(tx: &Tx, base: i64) -> Result<(), EventsError> {
    let sql = "update event_head set snapshot = ? where one = 1 and snapshot = ?";
    let done = run(tx, sql, vec![(base + 1).into(), base.into()]).await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(EventsError::Raced) }
}

/// Adds a run to the catalogue.
pub(crate) async fn add_run(tx: &Tx, info: &RunInfo, snapshot: i64) -> Result<(), EventsError> {
    add_file(tx, RUN, info, snapshot).await
}

/// Adds an id file to the catalogue.
pub(crate) async fn add_ids(
    tx: &Tx,
    path: &Path,
    rows: u64,
    snapshot: i64,
) -> Result<(), EventsError> {
    let info = RunInfo {
        path: path.to_owned(),
        bucket: 0,
        rows,
        bytes: rows * crate::ids::WIDTH,
        min_time: 0,
        max_time: 0,
    };
    add_file(tx, IDS, &info, snapshot).await
}

async fn add_file(tx: &Tx, kind: &str, info: &RunInfo, snapshot: i64) -> Result<(), EventsError> {
    let name = info.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    run(
        tx,
        "insert into event_file (path, kind, bucket, rows, bytes, min_time, max_time, snapshot)
         values (?, ?, ?, ?, ?, ?, ?, ?)",
        vec![
            name.into(),
            kind.into(),
            i64::from(info.bucket).into(),
            i64::try_from(info.rows).unwrap_or(i64::MAX).into(),
            i64::try_from(info.bytes).unwrap_or(i64::MAX).into(),
            info.min_time.into(),
            info.max_time.into(),
            snapshot.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Takes a file out of the log: it was merged. Its row stays until the file is gone.
pub(crate) async fn retire(tx: &Tx, name: &str) -> Result<(), EventsError> {
    let sql = "update event_file set kind = ? where path = ?";
    run(tx, sql, vec![MERGED.into(), name.into()]).await?;
    Ok(())
}

/// Forgets files that were merged and removed.
pub(crate) async fn forget_merged(tx: &Tx) -> Result<(), EventsError> {
    run(tx, "delete from event_file where kind = ?", vec![MERGED.into()]).await?;
    Ok(())
}

/// Notes that what a bucket holds has changed.
pub(crate) async fn touch_bucket(tx: &Tx, bucket: u16, version: i64) -> Result<(), EventsError> {
    run(
        tx,
        "insert into event_bucket (bucket, version) values (?, ?)
         on conflict (bucket) do update set version = excluded.version",
        vec![i64::from(bucket).into(), version.into()],
    )
    .await?;
    Ok(())
}

/// Puts events into the inbox; known ids are left as they are. Gives how many were new.
pub(crate) async fn append(tx: &Tx, events: &[Event]) -> Result<u64, EventsError> {
    let mut new = 0;
    for chunk in events.chunks(500) {
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 2);
        for event in chunk {
            let body = serde_json::to_string(event).map_err(|why| EventsError::Corrupt {
                id: event.id.to_string(),
                why: why.to_string(),
            })?;
            values.push(event.id.0.to_be_bytes().to_vec().into());
            values.push(body.into());
        }
        let places = vec!["(?, ?)"; chunk.len()].join(", ");
        let sql =
            format!("insert into event_inbox (id, body) values {places} on conflict do nothing");
        new += run(tx, &sql, values).await?.rows_affected();
    }
    Ok(new)
}

/// The oldest events of the inbox with their sequence numbers.
pub(crate) async fn inbox(
    connection: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<(i64, Event)>, EventsError> {
    let sql = "select seq, body from event_inbox order by seq limit ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = connection
        .query_all_raw(statement(connection.get_database_backend(), sql, vec![limit.into()]))
        .await?;
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let seq: i64 = row.try_get("", "seq")?;
        let body: String = row.try_get("", "body")?;
        let event = serde_json::from_str(&body).map_err(|why| EventsError::Corrupt {
            id: format!("inbox {seq}"),
            why: why.to_string(),
        })?;
        events.push((seq, event));
    }
    Ok(events)
}

/// How many events wait in the inbox.
pub(crate) async fn inbox_len(connection: &impl ConnectionTrait) -> Result<u64, EventsError> {
    let sql = "select count(*) as waiting from event_inbox";
    let row =
        connection.query_one_raw(statement(connection.get_database_backend(), sql, vec![])).await?;
    let waiting: i64 = row.map_or(Ok(0), |row| row.try_get("", "waiting"))?;
    Ok(u64::try_from(waiting).unwrap_or(0))
}

/// Removes handed-over events from the inbox: exactly these, since on PostgreSQL a smaller
/// number may become visible later than a larger one.
pub(crate) async fn clear_inbox(tx: &Tx, seqs: &[i64]) -> Result<(), EventsError> {
    for chunk in seqs.chunks(5_000) {
        let places = vec!["?"; chunk.len()].join(", ");
        let values = chunk.iter().map(|seq| (*seq).into()).collect();
        run(tx, &format!("delete from event_inbox where seq in ({places})"), values).await?;
    }
    Ok(())
}

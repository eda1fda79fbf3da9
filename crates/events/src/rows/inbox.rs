//! The inbox: rows of many events each, in the order in which they were acknowledged.

use sea_orm::{ConnectionTrait, Value};
use store::Tx;

use super::{run, statement};
use crate::EventsError;

/// Rows asked for at a time.
const PAGE: i64 = 64;

/// A row of the inbox.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) seq: i64,
    /// How many events it holds.
    pub(crate) events: u64,
    /// As [`crate::inbox`] packs them.
    pub(crate) body: Vec<u8>,
}

/// Adds a row.
pub(crate) async fn add(tx: &Tx, events: usize, body: Vec<u8>) -> Result<(), EventsError> {
    let events = i64::try_from(events).unwrap_or(i64::MAX);
    let sql = "insert into event_inbox (events, body) values (?, ?)";
    run(tx, sql, vec![events.into(), body.into()]).await?;
    Ok(())
}

/// The oldest rows: as many as hold `limit` events, and at least one if there is one.
pub(crate) async fn oldest(
    connection: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<Row>, EventsError> {
    let backend = connection.get_database_backend();
    let sql = "select seq, events, body from event_inbox where seq > ? order by seq limit ?";
    let (mut found, mut events, mut last) = (Vec::new(), 0, i64::MIN);
    loop {
        let values = vec![last.into(), PAGE.into()];
        let page = connection.query_all_raw(statement(backend, sql, values)).await?;
        if page.is_empty() {
            return Ok(found);
        }
        for row in page {
            last = row.try_get("", "seq")?;
            let held: i64 = row.try_get("", "events")?;
            let held = u64::try_from(held).unwrap_or(0);
            found.push(Row { seq: last, events: held, body: row.try_get("", "body")? });
            events += held;
            if events >= limit {
                return Ok(found);
            }
        }
    }
}

/// How many events wait.
pub(crate) async fn waiting(connection: &impl ConnectionTrait) -> Result<u64, EventsError> {
    let sql = "select cast(coalesce(sum(events), 0) as bigint) as waiting from event_inbox";
    let row =
        connection.query_one_raw(statement(connection.get_database_backend(), sql, vec![])).await?;
    let waiting: i64 = row.map_or(Ok(0), |row| row.try_get("", "waiting"))?;
    Ok(u64::try_from(waiting).unwrap_or(0))
}

/// Removes rows that were handed over: exactly these, since on PostgreSQL a smaller number may
/// become visible later than a larger one.
pub(crate) async fn remove(tx: &Tx, seqs: &[i64]) -> Result<(), EventsError> {
    for chunk in seqs.chunks(5_000) {
        let places = vec!["?"; chunk.len()].join(", ");
        let values = chunk.iter().map(|seq| Value::from(*seq)).collect();
        run(tx, &format!("delete from event_inbox where seq in ({places})"), values).await?;
    }
    Ok(())
}

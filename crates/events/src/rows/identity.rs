//! Which ids are the same person.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, Value};
use store::Tx;

use super::{run, statement};
use crate::EventsError;

/// The customers that these ids turned out to be; ids that are nobody else are left out.
pub(crate) async fn resolve(
    connection: &impl ConnectionTrait,
    ids: &[&str],
) -> Result<HashMap<String, String>, EventsError> {
    let backend = connection.get_database_backend();
    let mut found = HashMap::new();
    for chunk in ids.chunks(5_000) {
        let places = vec!["?"; chunk.len()].join(", ");
        let sql = format!("select alias, customer from event_identity where alias in ({places})");
        let values = chunk.iter().map(|id| Value::from(*id)).collect();
        for row in connection.query_all_raw(statement(backend, &sql, values)).await? {
            found.insert(row.try_get("", "alias")?, row.try_get("", "customer")?);
        }
    }
    Ok(found)
}

/// Notes that events of `alias` belong to `customer`; what was said first about an alias stays.
pub(crate) async fn add(
    tx: &Tx,
    alias: &str,
    customer: &str,
    since: i64,
) -> Result<bool, EventsError> {
    let sql = "insert into event_identity (alias, customer, since, pending) values (?, ?, ?, 1)
               on conflict do nothing";
    let done = run(tx, sql, vec![alias.into(), customer.into(), since.into()]).await?;
    Ok(done.rows_affected() == 1)
}

/// Lets everything that belonged to one id belong to another: no alias leads to an alias.
pub(crate) async fn move_on(tx: &Tx, from: &str, to: &str) -> Result<(), EventsError> {
    let sql = "update event_identity set customer = ?, pending = 1 where customer = ?";
    run(tx, sql, vec![to.into(), from.into()]).await?;
    Ok(())
}

/// The aliases whose earlier events are still to be moved, oldest first, with where to; and since
/// when the oldest of them is known.
pub(crate) async fn pending(
    connection: &impl ConnectionTrait,
    limit: u64,
) -> Result<(Vec<(String, String)>, i64), EventsError> {
    let sql = "select alias, customer, since from event_identity where pending = 1
               order by since, alias limit ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let backend = connection.get_database_backend();
    let rows = connection.query_all_raw(statement(backend, sql, vec![limit.into()])).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok::<_, EventsError>((row.try_get("", "alias")?, row.try_get("", "customer")?))
    };
    let since = rows.first().map_or(Ok(0), |row| row.try_get("", "since"))?;
    let links: Result<_, EventsError> = rows.iter().map(read).collect();
    Ok((links?, since))
}

/// Notes that the earlier events of these aliases were moved to these customers.
pub(crate) async fn moved(tx: &Tx, links: &[(String, String)]) -> Result<(), EventsError> {
    let sql = "update event_identity set pending = 0 where alias = ? and customer = ?";
    for (alias, customer) in links {
        run(tx, sql, vec![alias.as_str().into(), customer.as_str().into()]).await?;
    }
    Ok(())
}

/// The ids that turned out to be this customer.
pub(crate) async fn aliases(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Vec<String>, EventsError> {
    let sql = "select alias from event_identity where customer = ? order by alias";
    let backend = connection.get_database_backend();
    let rows = connection.query_all_raw(statement(backend, sql, vec![customer.into()])).await?;
    rows.iter().map(|row| Ok(row.try_get("", "alias")?)).collect()
}

/// Forgets who turned out to be this customer, and whom it turned out to be.
pub(crate) async fn forget(tx: &Tx, customer: &str) -> Result<(), EventsError> {
    let sql = "delete from event_identity where customer = ? or alias = ?";
    run(tx, sql, vec![customer.into(), customer.into()]).await?;
    Ok(())
}

//! The only SQL of this room. Names of tables and columns come from [`PLACES`], values never
//! become part of a statement.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ConnectionTrait, DatabaseBackend, ExecResult, FromQueryResult, JsonValue, QueryResult,
    Statement, TryGetable, Value,
};
use store::blocks::number_key;
use store::{Store, Tx};
use vocab::Instant;

use crate::places::{Holds, PLACES, Place};
use crate::subject::Subject;
use crate::{Order, PrivacyError};

/// Values in one statement.
const AT_ONCE: usize = 5_000;

/// A statement written with `?`, in the placeholders of the database.
fn statement(backend: DatabaseBackend, sql: &str, values: Vec<Value>) -> Statement {
    if backend != DatabaseBackend::Postgres {
        return Statement::from_sql_and_values(backend, sql, values);
    }
    let mut numbered = String::with_capacity(sql.len() + values.len() * 2);
    for (number, part) in sql.split('?').enumerate() {
        if number > 0 {
            numbered.push_str(&format!("${number}"));
        }
        numbered.push_str(part);
    }
    Statement::from_sql_and_values(backend, numbered, values)
}

async fn all(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, PrivacyError> {
    let backend = connection.get_database_backend();
    Ok(connection.query_all_raw(statement(backend, sql, values)).await?)
}

async fn run(tx: &Tx, sql: &str, values: Vec<Value>) -> Result<ExecResult, PrivacyError> {
    Ok(tx.execute_raw(statement(tx.get_database_backend(), sql, values)).await?)
}

fn one<T: TryGetable>(rows: &[QueryResult], column: &str) -> Result<Option<T>, PrivacyError> {
    Ok(rows.first().map(|row| row.try_get("", column)).transpose()?)
}

/// A table's name where statements need it; `user` means something else to PostgreSQL.
fn quoted(table: &str) -> String {
    format!("\"{table}\"")
}

/// A contact, as far as it says who they are.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) customer_id: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
}

const PERSON: &str = "select id, customer_id, first_name, last_name, email, phone from contact";

fn person(row: &QueryResult) -> Result<Person, PrivacyError> {
    Ok(Person {
        id: row.try_get("", "id")?,
        customer_id: row.try_get("", "customer_id")?,
        first_name: row.try_get("", "first_name")?,
        last_name: row.try_get("", "last_name")?,
        email: row.try_get("", "email")?,
        phone: row.try_get("", "phone")?,
    })
}

/// The contacts with one of these values in a column.
pub(crate) async fn contacts_with(
    connection: &impl ConnectionTrait,
    column: &str,
    values: &[String],
) -> Result<Vec<Person>, PrivacyError> {
    let mut found = Vec::new();
    for part in values.chunks(AT_ONCE) {
        let sql = format!("{PERSON} where {column} in ({}) order by id", places(part.len()));
        for row in all(connection, &sql, texts(part)).await? {
            found.push(person(&row)?);
        }
    }
    Ok(found)
}

/// The contacts with a mail address.
pub(crate) async fn contacts_at(
    connection: &impl ConnectionTrait,
    address: &str,
) -> Result<Vec<Person>, PrivacyError> {
    let wanted = spellings(address.trim());
    let sql =
        format!("{PERSON} where lower(trim(email)) in ({}) order by id", places(wanted.len()));
    all(connection, &sql, texts(&wanted)).await?.iter().map(person).collect()
}

/// The contacts with a mail address or telephone number, whoever they are.
pub(crate) async fn reached_at(
    connection: &impl ConnectionTrait,
    column: &str,
    value: &str,
) -> Result<Vec<Person>, PrivacyError> {
    match column {
        "email" => contacts_at(connection, value).await,
        _ => {
            // Written in as many ways as there are people: only figures are compared.
            let sql = format!("{PERSON} where phone is not null order by id");
            let mut people = Vec::new();
            for row in all(connection, &sql, vec![]).await? {
                let person = person(&row)?;
                let same = |phone: &String| number_key(phone) == number_key(value);
                if person.phone.as_ref().is_some_and(same) {
                    people.push(person);
                }
            }
            Ok(people)
        }
    }
}

/// What a customer is before the law, where a record says so.
pub(crate) async fn kind_of(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Option<String>, PrivacyError> {
    let rows = all(connection, "select kind from customer where id = ?", vec![customer.into()]);
    one(&rows.await?, "kind")
}

/// The names of customers.
pub(crate) async fn names(
    connection: &impl ConnectionTrait,
    customers: &[String],
) -> Result<Vec<String>, PrivacyError> {
    let mut found = Vec::new();
    for part in customers.chunks(AT_ONCE) {
        let sql = format!("select name from customer where id in ({})", places(part.len()));
        for row in all(connection, &sql, texts(part)).await? {
            found.push(row.try_get("", "name")?);
        }
    }
    Ok(found)
}

fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

fn texts(values: &[String]) -> Vec<Value> {
    values.iter().map(|value| value.as_str().into()).collect()
}

/// Which rows of a place are about a person, as a condition with its values.
fn about(place: &Place, subject: &Subject) -> Option<(String, Vec<Value>)> {
    let Holds::Rows { customer, contact } = place.holds else { return None };
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    for (column, ids) in [(customer, &subject.customers), (contact, &subject.contacts)] {
        if let (Some(column), false) = (column, ids.is_empty()) {
            conditions.push(format!("{column} in ({})", places(ids.len())));
            values.extend(ids.iter().map(|id| Value::from(id.as_str())));
        }
    }
    (!conditions.is_empty()).then(|| (conditions.join(" or "), values))
}

/// The rows of a place that are about a person.
pub(crate) async fn of(
    connection: &impl ConnectionTrait,
    place: &Place,
    subject: &Subject,
) -> Result<Vec<JsonValue>, PrivacyError> {
    let Some((condition, values)) = about(place, subject) else { return Ok(Vec::new()) };
    let (columns, key) = (place.columns.join(", "), place.columns[0]);
    let table = quoted(place.table);
    let sql = format!("select {columns} from {table} where {condition} order by {key}");
    let asked = statement(connection.get_database_backend(), &sql, values);
    Ok(JsonValue::find_by_statement(asked).all(connection).await?)
}

/// Whether any table holds a row about a person.
pub(crate) async fn any(
    connection: &impl ConnectionTrait,
    subject: &Subject,
) -> Result<bool, PrivacyError> {
    for place in PLACES {
        if let Some((condition, values)) = about(place, subject) {
            let table = quoted(place.table);
            let sql = format!("select 1 as one from {table} where {condition} limit 1");
            if !all(connection, &sql, values).await?.is_empty() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Removes the rows of a place that are about a person; gives how many.
pub(crate) async fn remove(tx: &Tx, place: &Place, subject: &Subject) -> Result<u64, PrivacyError> {
    let Some((condition, values)) = about(place, subject) else { return Ok(0) };
    let sql = format!("delete from {} where {condition}", quoted(place.table));
    Ok(run(tx, &sql, values).await?.rows_affected())
}

/// What is noted in versions, by what people said: the table, the column that names a thing in all
/// its versions, and the columns with the events that are cited.
const CITING: [(&str, &str, &[&str]); 2] = [
    ("opportunity_fact", "fact", &["event_id", "accepted_id"]),
    ("stated_need", "need", &["event_id"]),
];

/// Removes what was noted by the words of a person, in all versions: of which one version names
/// them, or cites one of their events. Gives how many rows went, by table.
pub(crate) async fn remove_cited(
    tx: &Tx,
    subject: &Subject,
    events: &BTreeSet<String>,
) -> Result<BTreeMap<&'static str, u64>, PrivacyError> {
    let mut gone = BTreeMap::new();
    let events: Vec<String> = events.iter().cloned().collect();
    let contacts: Vec<String> = subject.contacts.iter().cloned().collect();
    for (table, names, citing) in CITING {
        let by_event = citing.iter().map(|column| (*column, &events));
        for (column, values) in by_event.chain([("contact_id", &contacts)]) {
            for part in values.chunks(AT_ONCE) {
                let about = places(part.len());
                let sql = format!(
                    "delete from {table} where {names} in
                    (select {names} from {table} where {column} in ({about}))"
                );
                let rows = run(tx, &sql, texts(part)).await?.rows_affected();
                if rows > 0 {
                    *gone.entry(table).or_default() += rows;
                }
            }
        }
    }
    Ok(gone)
}

/// How `lower` of a database may write a text: SQLite knows the letters A to Z only.
fn spellings(text: &str) -> Vec<String> {
    let upper = text.to_uppercase().to_ascii_lowercase();
    let mut all = vec![text.to_ascii_lowercase(), text.to_lowercase(), upper];
    all.sort();
    all.dedup();
    all
}

/// Rows of a place in which a column holds one of these texts, whatever the case: their key and
/// the column.
pub(crate) async fn holding(
    connection: &impl ConnectionTrait,
    place: &Place,
    column: &str,
    needles: &[String],
) -> Result<Vec<(String, String)>, PrivacyError> {
    let (key, table) = (place.columns[0], quoted(place.table));
    let position = match connection.get_database_backend() {
        DatabaseBackend::Postgres => "strpos",
        _ => "instr",
    };
    let mut found = Vec::new();
    let needles: Vec<String> = needles.iter().flat_map(|needle| spellings(needle)).collect();
    for part in needles.chunks(500) {
        let each = format!("{position}(lower({column}), ?) > 0");
        let condition = vec![each; part.len()].join(" or ");
        let sql = format!("select {key} as k, {column} as v from {table} where {condition}");
        let values = part.iter().map(|needle| needle.as_str().into()).collect();
        for row in all(connection, &sql, values).await? {
            found.push((row.try_get("", "k")?, row.try_get("", "v")?));
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Writes a column of a row anew.
pub(crate) async fn rewrite(
    tx: &Tx,
    place: &Place,
    column: &str,
    key: &str,
    text: String,
) -> Result<(), PrivacyError> {
    let (name, table) = (place.columns[0], quoted(place.table));
    let sql = format!("update {table} set {column} = ? where {name} = ?");
    run(tx, &sql, vec![text.into(), key.into()]).await?;
    Ok(())
}

/// Removes a row by its key.
pub(crate) async fn remove_row(tx: &Tx, place: &Place, key: &str) -> Result<(), PrivacyError> {
    let sql = format!("delete from {} where {} = ?", quoted(place.table), place.columns[0]);
    run(tx, &sql, vec![key.into()]).await?;
    Ok(())
}

/// Whether a worker is sending something to them at this moment.
pub(crate) async fn is_being_sent(
    tx: &Tx,
    subject: &Subject,
    now: Instant,
) -> Result<bool, PrivacyError> {
    let Some((condition, mut values)) =
        PLACES.iter().find(|place| place.table == "message").and_then(|it| about(it, subject))
    else {
        return Ok(false);
    };
    let sql = format!(
        "select id from message where state = 'sending' and lease > ? and ({condition}) limit 1"
    );
    values.insert(0, now.into());
    Ok(!all(tx, &sql, values).await?.is_empty())
}

/// Whether they ever refused to be written to.
pub(crate) async fn has_refused(tx: &Tx, subject: &Subject) -> Result<bool, PrivacyError> {
    let contacts: Vec<String> = subject.contacts.iter().cloned().collect();
    for part in contacts.chunks(AT_ONCE) {
        let sql = format!(
            "select id from consent where status in ('withdrawn', 'objected')
            and contact_id in ({}) limit 1",
            places(part.len())
        );
        if !all(tx, &sql, texts(part)).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The files of rejected rows, of all imports.
pub(crate) async fn rejected_files(
    connection: &impl ConnectionTrait,
) -> Result<Vec<String>, PrivacyError> {
    let sql = "select rejected_file from import where rejected_file is not null order by at, id";
    let mut files = Vec::new();
    for row in all(connection, sql, vec![]).await? {
        let text: String = row.try_get("", "rejected_file")?;
        files.extend(text.lines().map(str::to_owned));
    }
    Ok(files)
}

/// Notes that an erasure happened.
pub(crate) async fn add_erasure(
    tx: &Tx,
    order: &Order,
    reason: String,
    counts: String,
    files: String,
) -> Result<(), PrivacyError> {
    let sql =
        "insert into erasure (id, at, person, reason, counts, files) values (?, ?, ?, ?, ?, ?)";
    let values = vec![
        order.id.as_str().into(),
        vocab::time::to_micros(order.now).into(),
        order.person.as_str().into(),
        reason.into(),
        counts.into(),
        files.into(),
    ];
    run(tx, sql, values).await?;
    Ok(())
}

/// Erasures after which something is still to be done: their ids and their files.
pub(crate) async fn unfinished(
    connection: &impl ConnectionTrait,
) -> Result<Vec<(String, Vec<String>)>, PrivacyError> {
    let sql = "select id, files from erasure where done is null order by at, id";
    let rows = all(connection, sql, vec![]).await?;
    let read = |row: &QueryResult| {
        let files: String = row.try_get("", "files")?;
        Ok((row.try_get("", "id")?, files.lines().map(str::to_owned).collect()))
    };
    rows.iter().map(read).collect()
}

/// Notes that nothing is left to be done.
pub(crate) async fn finished(tx: &Tx, id: &str, now: Instant) -> Result<(), PrivacyError> {
    let sql = "update erasure set done = ? where id = ?";
    run(tx, sql, vec![vocab::time::to_micros(now).into(), id.into()]).await?;
    Ok(())
}

/// Frees the database of what was removed: no byte of it stays in free pages or in a log of
/// SQLite's.
pub(crate) async fn vacuum(store: &Store) -> Result<(), PrivacyError> {
    let connection = store.outside_transactions();
    if !store.is_sqlite() {
        // A plain vacuum leaves the bytes where they are, and statistics hold values too.
        for place in PLACES.iter().filter(|place| !place.table.starts_with("seaql")) {
            let sql = format!("vacuum (full, analyze) {}", quoted(place.table));
            connection.execute_unprepared(&sql).await?;
        }
        return Ok(());
    }
    connection.execute_unprepared("vacuum").await?;
    // Waits for readers, as long as a writer waits for others.
    let asked = Statement::from_string(DatabaseBackend::Sqlite, "pragma wal_checkpoint(truncate)");
    let row = connection.query_one_raw(asked).await?;
    let busy: i64 = row.map_or(Ok(1), |row| row.try_get_by_index(0))?;
    if busy == 0 { Ok(()) } else { Err(PrivacyError::Readers) }
}

/// All tables of the database with their columns, as the database names them.
///
/// # Errors
/// When the database fails.
pub async fn tables(store: &Store) -> Result<Vec<(String, Vec<String>)>, PrivacyError> {
    let sql = if store.is_sqlite() {
        "select m.name as t, c.name as c from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid"
    } else {
        "select table_name::text as t, column_name::text as c from information_schema.columns
        where table_schema = current_schema() order by table_name, ordinal_position"
    };
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for row in all(store.read(), sql, vec![]).await? {
        let (table, column): (String, String) = (row.try_get("", "t")?, row.try_get("", "c")?);
        match found.last_mut().filter(|(name, _)| *name == table) {
            Some((_, columns)) => columns.push(column),
            None => found.push((table, vec![column])),
        }
    }
    Ok(found)
}

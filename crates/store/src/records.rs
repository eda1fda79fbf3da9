//! Records that several rooms read and write: people, permission, deals, complaints, promises,
//! surveys, targets.
//!
//! One module a table: `Model` is a row, `upsert` writes many. Times are UTC, amounts and
//! codes are text (see `vocab`).

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityName, IntoActiveModel, Iterable, Statement};

use crate::{StoreError, Tx, in_chunks};

/// Inserts rows, or brings the ones with the same primary key up to date. Of several rows
/// with one key the last counts.
///
/// # Errors
/// When the database refuses.
pub async fn upsert<A>(tx: &Tx, rows: Vec<A>) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let columns: Vec<_> = <A::Entity as EntityTrait>::Column::iter().collect();
    let width = columns.len();
    note_people::<A>(tx, !rows.is_empty()).await?;
    for chunk in in_chunks(last_of_each_key(rows), width) {
        A::Entity::insert_many(chunk)
            .on_conflict(
                OnConflict::columns(<A::Entity as EntityTrait>::PrimaryKey::iter())
                    .update_columns(<A::Entity as EntityTrait>::Column::iter())
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Inserts rows; the ones whose primary key is already there are left as they are. Gives how
/// many were new.
///
/// # Errors
/// When the database refuses.
pub async fn insert_new<A>(tx: &Tx, rows: Vec<A>) -> Result<u64, StoreError>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let width = <A::Entity as EntityTrait>::Column::iter().count();
    let mut new = 0;
    note_people::<A>(tx, !rows.is_empty()).await?;
    for chunk in in_chunks(rows, width) {
        new += A::Entity::insert_many(chunk)
            .on_conflict(
                OnConflict::columns(<A::Entity as EntityTrait>::PrimaryKey::iter())
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
    }
    Ok(new)
}

/// Tables that say who can be reached and what they allowed.
const PEOPLE: [&str; 6] = ["customer", "contact", "consent", "block", "complaint", "promise"];

async fn note_people<A: ActiveModelTrait>(tx: &Tx, writes: bool) -> Result<(), StoreError> {
    let entity = A::Entity::default();
    if writes && PEOPLE.contains(&entity.table_name()) { people_changed(tx).await } else { Ok(()) }
}

/// Notes that people's records change in this transaction: customers, contacts, consent, blocks,
/// complaints, promises. [`upsert`] and [`insert_new`] do so by themselves; whoever writes them in another
/// way calls this.
///
/// # Errors
/// When the database refuses.
pub async fn people_changed(tx: &Tx) -> Result<(), StoreError> {
    // A row each, and never one row brought up to date: two writers must not wait for each other
    // over it.
    tx.execute_unprepared("insert into people_change (one) values (1)").await?;
    Ok(())
}

/// A number that grows with every transaction that changed people's records. Whoever keeps what
/// was read from them asks for it *before* reading, and compares it later.
///
/// # Errors
/// When the database fails.
pub async fn people_version(connection: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let count = Statement::from_string(
        connection.get_database_backend(),
        "select count(*) as changes from people_change",
    );
    let row = connection.query_one_raw(count).await?;
    let changes: Option<i64> = row.map(|row| row.try_get("", "changes")).transpose()?;
    Ok(changes.unwrap_or(0).unsigned_abs())
}

/// PostgreSQL refuses a statement that would bring the same row up to date twice.
fn last_of_each_key<A: ActiveModelTrait>(rows: Vec<A>) -> Vec<A> {
    let last: HashMap<_, usize> = rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| Some((row.get_primary_key_value()?, index)))
        .collect();
    rows.into_iter()
        .enumerate()
        .filter(|(index, row)| {
            row.get_primary_key_value().is_none_or(|key| last.get(&key) == Some(index))
        })
        .map(|(_, row)| row)
        .collect()
}

/// Defines one table: its row type and its (absent) relations.
macro_rules! table {
    ($(#[$doc:meta])* $module:ident, $name:literal { $($(#[$fdoc:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "the derive writes undocumented items")]
        pub mod $module {
            use sea_orm::entity::prelude::*;

            /// One row.
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $name)]
            pub struct Model { $($(#[$fdoc])* pub $field: $type),+ }

            /// Nothing is joined by the library; see the queries.
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

table! {
    /// What the installation is set to.
    setting, "setting" {
        #[sea_orm(primary_key, auto_increment = false)]
        key: String,
        value: String,
    }
}

table! {
    /// Who buys.
    customer, "customer" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        name: String,
        kind: String,
        country: String,
        region: Option<String>,
        owner: Option<String>,
        since: Option<DateTimeUtc>,
    }
}

table! {
    /// Natural persons and company addresses.
    contact, "contact" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        customer_id: String,
        first_name: String,
        last_name: String,
        email: Option<String>,
        phone: Option<String>,
        language: String,
        role: String,
        impersonal: bool,
    }
}

table! {
    /// Consent and its opposite, append-only.
    consent, "consent" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        contact_id: String,
        channel: String,
        purpose: String,
        status: String,
        at: DateTimeUtc,
        source: String,
        text_version: Option<String>,
        sale_ref: Option<String>,
        family: Option<String>,
        notice_shown: bool,
    }
}

table! {
    /// Who was erased and is not to be taken in or written to again, as keyed hashes.
    block, "block" {
        #[sea_orm(primary_key, auto_increment = false)]
        hash: String,
        #[sea_orm(primary_key, auto_increment = false)]
        channel: String,
        at: DateTimeUtc,
        reason: String,
        erasure: Option<String>,
    }
}

table! {
    /// Opportunities.
    deal, "deal" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        customer_id: String,
        title: String,
        opened: DateTimeUtc,
        closed: Option<DateTimeUtc>,
        outcome: String,
        phase: String,
        amount: String,
        family: Option<String>,
        region: Option<String>,
        owner: Option<String>,
    }
}

table! {
    /// Complaints.
    complaint, "complaint" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        customer_id: String,
        order_ref: Option<String>,
        opened: DateTimeUtc,
        closed: Option<DateTimeUtc>,
        owner: Option<String>,
        text: String,
        /// When the customer first heard from us about it.
        first_reply: Option<DateTimeUtc>,
    }
}

table! {
    /// What we promised customers. Settled when it has an outcome, and only then.
    promise, "promise" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        customer_id: String,
        contact_id: Option<String>,
        made: DateTimeUtc,
        owner: Option<String>,
        text: String,
        /// A moment of the last day on which it can be kept.
        due: DateTimeUtc,
        settled: Option<DateTimeUtc>,
        outcome: Option<String>,
    }
}

table! {
    /// What customers said about us when they were asked: both answers from 1 to 5, or none.
    survey, "survey" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        customer_id: String,
        contact_id: Option<String>,
        asked: Option<DateTimeUtc>,
        answered: Option<DateTimeUtc>,
        competence: Option<i32>,
        likeability: Option<i32>,
        text: String,
        /// When somebody of ours spoke with them about the answer.
        followed_up: Option<DateTimeUtc>,
    }
}

table! {
    /// What should be reached.
    target, "target" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        period: String,
        scope_kind: String,
        scope_value: String,
        amount: String,
        source: String,
    }
}

table! {
    /// Imports, for the record and for the page.
    import, "import" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        at: DateTimeUtc,
        files: String,
        preset: String,
        rows: i64,
        accepted: i64,
        duplicates: i64,
        rejected: i64,
        blocked: i64,
        rejected_file: Option<String>,
    }
}

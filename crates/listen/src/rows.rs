//! The only queries of this room: what the store already holds, and what is written.

use std::collections::{BTreeMap, HashMap};

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use store::records::{
    self, complaint, consent, contact, customer, deal, import, promise, survey, target,
};
use store::{StoreError, Tx, in_chunks};

use crate::pending::{Keyed, Pending, Row};

/// What became of the rows of one table.
#[derive(Debug)]
pub(crate) struct Saved<M> {
    /// Rows that were new or changed something.
    pub(crate) accepted: u64,
    /// Rows that said what was known.
    pub(crate) duplicates: u64,
    /// Records the store did not hold.
    pub(crate) new: Vec<M>,
    /// Records the store held differently: as it held them, and as they are now.
    pub(crate) changed: Vec<(M, M)>,
    /// Duplicates that say something else than what is on record.
    pub(crate) other_content: u64,
}

/// The records of a table with these values in a column.
async fn with_values<E: EntityTrait>(
    tx: &Tx,
    column: E::Column,
    values: Vec<String>,
) -> Result<Vec<E::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in in_chunks(values, 1) {
        found.extend(E::find().filter(column.is_in(chunk)).all(tx).await?);
    }
    Ok(found)
}

/// Compares pending rows with the store and writes the ones that differ.
async fn save<E>(
    tx: &Tx,
    pending: Pending<E::Model>,
    id: E::Column,
) -> Result<Saved<E::Model>, StoreError>
where
    E: EntityTrait,
    E::Model: Keyed + PartialEq + Clone + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let (duplicates, changes) = (pending.duplicates, pending.changes);
    let rows = pending.into_rows();
    let known = with_values::<E>(tx, id, rows.keys().cloned().collect()).await?;
    let known = known.into_iter().map(|row| (row.key().to_owned(), row)).collect();
    write(tx, rows, known, duplicates, changes).await
}

async fn write<M, A>(
    tx: &Tx,
    rows: BTreeMap<String, Row<M>>,
    known: HashMap<String, M>,
    duplicates: u64,
    changes: u64,
) -> Result<Saved<M>, StoreError>
where
    M: PartialEq + Clone + IntoActiveModel<A>,
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let mut saved = Saved {
        accepted: changes,
        duplicates,
        new: Vec::new(),
        changed: Vec::new(),
        other_content: 0,
    };
    for (key, row) in rows {
        let stored = known.get(&key);
        if stored == Some(&row.first) {
            saved.duplicates += 1;
        } else {
            saved.accepted += 1;
        }
        let last = row.last.unwrap_or(row.first);
        match stored {
            None => saved.new.push(last),
            Some(stored) if *stored != last => saved.changed.push((stored.clone(), last)),
            Some(_) => {}
        }
    }
    let changed = saved.changed.iter().map(|(_, now)| now);
    let writes = saved.new.iter().chain(changed).cloned();
    records::upsert(tx, writes.map(IntoActiveModel::into_active_model).collect()).await?;
    Ok(saved)
}

pub(crate) async fn save_customers(
    tx: &Tx,
    rows: Pending<customer::Model>,
) -> Result<Saved<customer::Model>, StoreError> {
    save::<customer::Entity>(tx, rows, customer::Column::Id).await
}

pub(crate) async fn save_contacts(
    tx: &Tx,
    rows: Pending<contact::Model>,
) -> Result<Saved<contact::Model>, StoreError> {
    save::<contact::Entity>(tx, rows, contact::Column::Id).await
}

pub(crate) async fn save_deals(
    tx: &Tx,
    rows: Pending<deal::Model>,
) -> Result<Saved<deal::Model>, StoreError> {
    save::<deal::Entity>(tx, rows, deal::Column::Id).await
}

pub(crate) async fn save_complaints(
    tx: &Tx,
    rows: Pending<complaint::Model>,
) -> Result<Saved<complaint::Model>, StoreError> {
    let (duplicates, changes) = (rows.duplicates, rows.changes);
    let mut rows = rows.into_rows();
    let ids = rows.keys().cloned().collect();
    let stored = with_values::<complaint::Entity>(tx, complaint::Column::Id, ids).await?;
    // Most files do not tell when somebody answered and who looks after it. What was noted by hand
    // then stays.
    for row in &stored {
        if let Some(told) = rows.get_mut(&row.id) {
            for now in std::iter::once(&mut told.first).chain(&mut told.last) {
                let known = row.first_reply.filter(|at| *at >= now.opened);
                now.first_reply = now.first_reply.or(known);
                if now.owner.is_none() {
                    now.owner.clone_from(&row.owner);
                }
            }
        }
    }
    let known = stored.into_iter().map(|row| (row.id.clone(), row)).collect();
    write::<_, complaint::ActiveModel>(tx, rows, known, duplicates, changes).await
}

pub(crate) async fn save_promises(
    tx: &Tx,
    rows: Pending<promise::Model>,
) -> Result<Saved<promise::Model>, StoreError> {
    let (duplicates, changes) = (rows.duplicates, rows.changes);
    let mut rows = rows.into_rows();
    let ids = rows.keys().cloned().collect();
    let stored = with_values::<promise::Entity>(tx, promise::Column::Id, ids).await?;
    // A file that does not tell how a promise ended leaves what was noted by hand.
    for row in &stored {
        if let Some(told) = rows.get_mut(&row.id) {
            for now in std::iter::once(&mut told.first).chain(&mut told.last) {
                if now.settled.is_none() && row.settled.is_some_and(|at| at >= now.made) {
                    (now.settled, now.outcome) = (row.settled, row.outcome.clone());
                }
            }
        }
    }
    let known = stored.into_iter().map(|row| (row.id.clone(), row)).collect();
    write::<_, promise::ActiveModel>(tx, rows, known, duplicates, changes).await
}

pub(crate) async fn save_surveys(
    tx: &Tx,
    rows: Pending<survey::Model>,
) -> Result<Saved<survey::Model>, StoreError> {
    let (duplicates, changes) = (rows.duplicates, rows.changes);
    let mut rows = rows.into_rows();
    let ids = rows.keys().cloned().collect();
    let stored = with_values::<survey::Entity>(tx, survey::Column::Id, ids).await?;
    // A file that does not tell that somebody asked why leaves what was noted by hand.
    for row in &stored {
        if let Some(told) = rows.get_mut(&row.id) {
            for now in std::iter::once(&mut told.first).chain(&mut told.last) {
                let answered = now.answered;
                let known = row.followed_up.filter(|at| answered.is_some_and(|then| *at >= then));
                now.followed_up = now.followed_up.or(known);
            }
        }
    }
    let known = stored.into_iter().map(|row| (row.id.clone(), row)).collect();
    write::<_, survey::ActiveModel>(tx, rows, known, duplicates, changes).await
}

/// One complaint, promise or survey, held against other writers until the transaction ends.
pub(crate) async fn one<E>(tx: &Tx, id: &str) -> Result<Option<E::Model>, StoreError>
where
    E: EntityTrait,
    <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: From<String>,
{
    Ok(E::find_by_id(id.to_owned()).lock(LockType::Update).one(tx).await?)
}

/// Brings one record up to date.
pub(crate) async fn keep<A>(tx: &Tx, row: A) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    records::upsert(tx, vec![row]).await
}

/// Removes one promise.
pub(crate) async fn remove_promise(tx: &Tx, id: &str) -> Result<(), StoreError> {
    records::people_changed(tx).await?;
    promise::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Consent is append-only: what the store holds stays as it is.
pub(crate) async fn save_consents(
    tx: &Tx,
    rows: Pending<consent::Model>,
) -> Result<Saved<consent::Model>, StoreError> {
    let (mut duplicates, mut other_content) = (rows.duplicates, rows.other_content);
    let rows = rows.into_rows();
    let known =
        with_values::<consent::Entity>(tx, consent::Column::Id, rows.keys().cloned().collect());
    let known: HashMap<String, consent::Model> =
        known.await?.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut new = Vec::new();
    for (id, row) in rows {
        if let Some(known) = known.get(&id) {
            duplicates += 1;
            // Its instant follows the zone and the day of the import; the key says when it was.
            let same = consent::Model { at: known.at, ..row.first } == *known;
            other_content += u64::from(!same);
        } else {
            new.push(row.first);
        }
    }
    let inserts = new.iter().cloned().map(IntoActiveModel::into_active_model);
    records::insert_new::<consent::ActiveModel>(tx, inserts.collect()).await?;
    let accepted = new.len() as u64;
    Ok(Saved { accepted, duplicates, new, changed: Vec::new(), other_content })
}

/// A target is known by period and scope; one that was derived by a rule keeps its id.
pub(crate) async fn save_targets(
    tx: &Tx,
    rows: Pending<target::Model>,
) -> Result<Saved<target::Model>, StoreError> {
    let (duplicates, changes) = (rows.duplicates, rows.changes);
    let mut rows = rows.into_rows();
    let mut periods: Vec<String> = rows.values().map(|row| row.first.period.clone()).collect();
    periods.sort_unstable();
    periods.dedup();
    let stored = with_values::<target::Entity>(tx, target::Column::Period, periods).await?;
    let by_scope: HashMap<(String, String, String), target::Model> = stored
        .into_iter()
        .map(|row| ((row.period.clone(), row.scope_kind.clone(), row.scope_value.clone()), row))
        .collect();
    let mut known = HashMap::new();
    for (key, row) in &mut rows {
        let first = &row.first;
        let scope = (first.period.clone(), first.scope_kind.clone(), first.scope_value.clone());
        if let Some(stored) = by_scope.get(&scope) {
            row.first.id.clone_from(&stored.id);
            if let Some(last) = &mut row.last {
                last.id.clone_from(&stored.id);
            }
            known.insert(key.clone(), stored.clone());
        }
    }
    write::<_, target::ActiveModel>(tx, rows, known, duplicates, changes).await
}

/// The customers of contacts.
pub(crate) async fn customers_of(
    tx: &Tx,
    contacts: Vec<String>,
) -> Result<HashMap<String, String>, StoreError> {
    let rows = with_values::<contact::Entity>(tx, contact::Column::Id, contacts).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.customer_id)).collect())
}

/// Everything these contacts ever allowed or refused.
pub(crate) async fn consents_of(
    tx: &Tx,
    contacts: Vec<String>,
) -> Result<Vec<consent::Model>, StoreError> {
    with_values::<consent::Entity>(tx, consent::Column::ContactId, contacts).await
}

/// Imports so far; numbers the next one.
pub(crate) async fn imports(tx: &Tx) -> Result<u64, StoreError> {
    Ok(import::Entity::find().count(tx).await?)
}

/// Writes down that an import happened.
pub(crate) async fn save_import(tx: &Tx, row: import::Model) -> Result<(), StoreError> {
    records::upsert::<import::ActiveModel>(tx, vec![row.into_active_model()]).await
}

/// Adds a deal. Gives whether it was new.
pub(crate) async fn add_deal(tx: &Tx, row: deal::Model) -> Result<bool, StoreError> {
    Ok(records::insert_new(tx, vec![row.into_active_model()]).await? > 0)
}

/// Writes a deal's end, if it still is as it was. Gives whether it was: of two who end it at the
/// same time, one does.
pub(crate) async fn end_deal(
    tx: &Tx,
    was: &deal::Model,
    is: deal::Model,
) -> Result<bool, StoreError> {
    let as_it_was = deal::Entity::update_many()
        .col_expr(deal::Column::Outcome, Expr::value(is.outcome))
        .col_expr(deal::Column::Closed, Expr::value(is.closed))
        .filter(deal::Column::Id.eq(&was.id))
        .filter(deal::Column::Outcome.eq(&was.outcome))
        // Won on another day since then is another end.
        .filter(match was.closed {
            Some(closed) => deal::Column::Closed.eq(closed),
            None => deal::Column::Closed.is_null(),
        });
    Ok(as_it_was.exec(tx).await?.rows_affected > 0)
}

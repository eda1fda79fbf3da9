//! Complaints, promises and surveys that people change on a page, one at a time.
//!
//! As with imports, what a record says and what its events say agree: what a change takes away is
//! taken back in the customer's history, what it adds is said, in the caller's transaction. Each
//! change has a name that no other change has: what is taken back may be said again by a later
//! one, and then counts again.

use events::{EventLog, EventsError};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use store::blocks::{Blocks, What};
use store::records::{complaint, promise, survey};
use store::{Lock, StoreError, Tx};
use vocab::Event;

use crate::actions::record;
use crate::formats::{History, between};
use crate::pending::Keyed;
use crate::rows;

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum ByHandError {
    /// The event log failed.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The customer or the contact was erased.
    #[error("`{0}` was erased and is not taken in again")]
    Erased(String),
    /// The contact is none of the customer's.
    #[error("`{0}` is no contact of this customer")]
    NoContact(String),
}

/// Holds erasures off until the end of the transaction. Has to come before a record is read that is
/// to change: otherwise an erasure could end in between, and the record be written anew.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &Tx) -> Result<(), StoreError> {
    Lock::Inbox.share(tx).await
}

/// One complaint of a customer, to be changed: of two who do so at the same time, the second sees what
/// the first did.
///
/// # Errors
/// When the database fails.
pub async fn complaint(
    tx: &Tx,
    customer: &str,
    id: &str,
) -> Result<Option<complaint::Model>, StoreError> {
    begin(tx).await?;
    let row = rows::one::<complaint::Entity>(tx, id).await?;
    Ok(row.filter(|row| row.customer_id == customer))
}

/// One promise of a customer, to be changed: of two who do so at the same time, the second sees what
/// the first did.
///
/// # Errors
/// When the database fails.
pub async fn promise(
    tx: &Tx,
    customer: &str,
    id: &str,
) -> Result<Option<promise::Model>, StoreError> {
    begin(tx).await?;
    let row = rows::one::<promise::Entity>(tx, id).await?;
    Ok(row.filter(|row| row.customer_id == customer))
}

/// One survey of a customer, to be changed: of two who do so at the same time, the second sees what
/// the first did.
///
/// # Errors
/// When the database fails.
pub async fn survey(
    tx: &Tx,
    customer: &str,
    id: &str,
) -> Result<Option<survey::Model>, StoreError> {
    begin(tx).await?;
    let row = rows::one::<survey::Entity>(tx, id).await?;
    Ok(row.filter(|row| row.customer_id == customer))
}

/// Brings a complaint up to date.
///
/// # Errors
/// When the database fails, or the customer was erased.
pub async fn keep_complaint(
    tx: &Tx,
    log: &EventLog,
    row: &complaint::Model,
    change: &str,
) -> Result<(), ByHandError> {
    keep::<complaint::Entity>(tx, log, row, (&row.customer_id, None), change).await
}

/// Adds a promise, or brings it up to date.
///
/// # Errors
/// When the database fails, or the customer was erased.
pub async fn keep_promise(
    tx: &Tx,
    log: &EventLog,
    row: &promise::Model,
    change: &str,
) -> Result<(), ByHandError> {
    let whose = (row.customer_id.as_str(), row.contact_id.as_deref());
    keep::<promise::Entity>(tx, log, row, whose, change).await
}

/// Adds a survey, or brings it up to date.
///
/// # Errors
/// When the database fails, or the customer was erased.
pub async fn keep_survey(
    tx: &Tx,
    log: &EventLog,
    row: &survey::Model,
    change: &str,
) -> Result<(), ByHandError> {
    let whose = (row.customer_id.as_str(), row.contact_id.as_deref());
    keep::<survey::Entity>(tx, log, row, whose, change).await
}

/// Removes a promise that was never made: its record goes, and its events are taken back.
///
/// # Errors
/// When the database fails.
pub async fn remove_promise(
    tx: &Tx,
    log: &EventLog,
    row: &promise::Model,
    change: &str,
) -> Result<(), ByHandError> {
    begin(tx).await?;
    rows::remove_promise(tx, &row.id).await?;
    say(tx, log, &row.says(), &[], change).await
}

async fn keep<E>(
    tx: &Tx,
    log: &EventLog,
    row: &E::Model,
    (customer, contact): (&str, Option<&str>),
    change: &str,
) -> Result<(), ByHandError>
where
    E: EntityTrait,
    E::Model: History + Keyed + Clone + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: From<String>,
{
    begin(tx).await?;
    let who = std::iter::once((What::Customer, customer));
    let who: Vec<_> = who.chain(contact.map(|contact| (What::Contact, contact))).collect();
    let blocks = Blocks::among(tx, who.iter().copied()).await?;
    if let Some((_, erased)) = who.into_iter().find(|(what, id)| blocks.has(*what, id)) {
        return Err(ByHandError::Erased(erased.to_owned()));
    }
    let known = rows::one::<E>(tx, row.key()).await?;
    // An import may name contacts that have no record, and such a record can be changed too.
    if let (None, Some(contact)) = (&known, contact) {
        let of = rows::customers_of(tx, vec![contact.to_owned()]).await?;
        if of.get(contact).is_none_or(|of| of != customer) {
            return Err(ByHandError::NoContact(contact.to_owned()));
        }
    }
    let was = known.map(|was| was.says()).unwrap_or_default();
    rows::keep::<E::ActiveModel>(tx, row.clone().into_active_model()).await?;
    say(tx, log, &was, &row.says(), change).await
}

async fn say(
    tx: &Tx,
    log: &EventLog,
    was: &[Event],
    is: &[Event],
    change: &str,
) -> Result<(), ByHandError> {
    Ok(record(tx, log, &between(was, is, change)).await?)
}

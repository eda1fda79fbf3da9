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
use store::{StoreError, Tx};
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
    /// The customer was erased.
    #[error("customer `{0}` was erased and is not taken in again")]
    Erased(String),
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
    keep::<complaint::Entity>(tx, log, row, &row.customer_id, change).await
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
    keep::<promise::Entity>(tx, log, row, &row.customer_id, change).await
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
    keep::<survey::Entity>(tx, log, row, &row.customer_id, change).await
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
    rows::remove_promise(tx, &row.id).await?;
    say(tx, log, &row.says(), &[], change).await
}

async fn keep<E>(
    tx: &Tx,
    log: &EventLog,
    row: &E::Model,
    customer: &str,
    change: &str,
) -> Result<(), ByHandError>
where
    E: EntityTrait,
    E::Model: History + Keyed + Clone + IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: From<String>,
{
    if Blocks::load(tx).await?.has(What::Customer, customer) {
        return Err(ByHandError::Erased(customer.to_owned()));
    }
    let was = rows::one::<E>(tx, row.key()).await?.map(|was| was.says()).unwrap_or_default();
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

//! The queries of this step that no room has: single records, inside the transaction of a change.

use sea_orm::prelude::*;
use store::records::{complaint, promise, survey};
use store::{StoreError, Tx};

/// One promise of a customer.
pub(super) async fn promise(
    tx: &Tx,
    customer: &str,
    id: &str,
) -> Result<Option<promise::Model>, StoreError> {
    let row = promise::Entity::find_by_id(id).one(tx).await?;
    Ok(row.filter(|row| row.customer_id == customer))
}

/// One complaint of a customer.
pub(super) async fn complaint(
    tx: &Tx,
    customer: &str,
    id: &str,
) -> Result<Option<complaint::Model>, StoreError> {
    let row = complaint::Entity::find_by_id(id).one(tx).await?;
    Ok(row.filter(|row| row.customer_id == customer))
}

/// One survey of a customer.
pub(super) async fn survey(
    tx: &Tx,
    customer: &str,
    id: &str,
) -> Result<Option<survey::Model>, StoreError> {
    let row = survey::Entity::find_by_id(id).one(tx).await?;
    Ok(row.filter(|row| row.customer_id == customer))
}

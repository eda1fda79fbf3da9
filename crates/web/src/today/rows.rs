//! The queries of the page of today.

use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use store::StoreError;
use store::records::{complaint, customer, import};
use vocab::Instant;

/// Complaints that are open and were opened before an instant, the oldest first, and how many
/// there are in all.
pub(super) async fn open_complaints(
    connection: &impl ConnectionTrait,
    before: Instant,
    most: u64,
) -> Result<(Vec<complaint::Model>, u64), StoreError> {
    let open = complaint::Entity::find()
        .filter(complaint::Column::Closed.is_null())
        .filter(complaint::Column::Opened.lt(before));
    let count = open.clone().count(connection).await?;
    let oldest = open.order_by_asc(complaint::Column::Opened).limit(most);
    Ok((oldest.all(connection).await?, count))
}

/// The newest import.
pub(crate) async fn last_import(
    connection: &impl ConnectionTrait,
) -> Result<Option<import::Model>, StoreError> {
    let newest = import::Entity::find().order_by_desc(import::Column::At);
    Ok(newest.one(connection).await?)
}

/// How many customers are on record.
pub(super) async fn customers(connection: &impl ConnectionTrait) -> Result<u64, StoreError> {
    Ok(customer::Entity::find().count(connection).await?)
}

/// The ids of all customers on record.
pub(super) async fn customer_ids(
    connection: &impl ConnectionTrait,
) -> Result<Vec<String>, StoreError> {
    let ids = customer::Entity::find().select_only().column(customer::Column::Id);
    Ok(ids.into_tuple().all(connection).await?)
}

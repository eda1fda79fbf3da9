//! The queries of the customers' pages.

use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use store::StoreError;
use store::records::{complaint, deal};

/// The complaints of a customer, newest first.
pub(super) async fn complaints(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Vec<complaint::Model>, StoreError> {
    let of = complaint::Entity::find().filter(complaint::Column::CustomerId.eq(customer));
    Ok(of.order_by_desc(complaint::Column::Opened).all(connection).await?)
}

/// The deals of a customer, newest first.
pub(super) async fn deals(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Vec<deal::Model>, StoreError> {
    let of = deal::Entity::find().filter(deal::Column::CustomerId.eq(customer));
    Ok(of.order_by_desc(deal::Column::Opened).all(connection).await?)
}

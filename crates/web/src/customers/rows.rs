//! The queries of the customers' pages.

use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use store::StoreError;
use store::records::deal;

/// The deals of a customer, newest first.
pub(super) async fn deals(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Vec<deal::Model>, StoreError> {
    let of = deal::Entity::find().filter(deal::Column::CustomerId.eq(customer));
    Ok(of.order_by_desc(deal::Column::Opened).all(connection).await?)
}

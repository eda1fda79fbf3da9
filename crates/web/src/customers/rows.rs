//! The queries of the customers' pages.

use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use store::StoreError;
use store::records::complaint;

/// The complaints of a customer, newest first.
pub(super) async fn complaints(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Vec<complaint::Model>, StoreError> {
    let of = complaint::Entity::find().filter(complaint::Column::CustomerId.eq(customer));
    Ok(of.order_by_desc(complaint::Column::Opened).all(connection).await?)
}

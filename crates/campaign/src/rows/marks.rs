//! How many messages were ever begun: the database's side of the count that
//! [`marker`](crate::marker) keeps beside it.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use store::Tx;

use super::tables::sending_marks;
use crate::error::CampaignError;

/// How many messages were ever begun.
pub(crate) async fn marks(connection: &impl ConnectionTrait) -> Result<u64, CampaignError> {
    let row = sending_marks::Entity::find_by_id(1_i64).one(connection).await?;
    Ok(row.map_or(0, |row| u64::try_from(row.marks).unwrap_or_default()))
}

/// Counts begun messages and gives how many there are with them. Other writers wait for the
/// row until the transaction ends, so no two of them give the same count.
pub(crate) async fn add_marks(tx: &Tx, begun: u64) -> Result<u64, CampaignError> {
    let more = i64::try_from(begun).unwrap_or(i64::MAX);
    sending_marks::Entity::update_many()
        .col_expr(
            sending_marks::Column::Marks,
            ExprTrait::add(Expr::col(sending_marks::Column::Marks), more),
        )
        .filter(sending_marks::Column::Id.eq(1_i64))
        .exec(tx)
        .await?;
    marks(tx).await
}

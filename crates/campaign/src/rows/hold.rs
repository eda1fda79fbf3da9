//! Holding rows against other writers until a transaction ends, and changing what is held.
//!
//! Only PostgreSQL has row locks; on SQLite the transaction is the only writer.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{Condition, QueryOrder, QuerySelect};
use store::Tx;
use vocab::Instant;

use super::tables::message::{Column, Entity};
use crate::error::CampaignError;
use crate::queue::State;

/// How many ids go into one statement.
pub(super) const IDS: usize = 500;

/// Messages with their states, held until the transaction ends. One that somebody writes at
/// this moment is passed over. Who holds messages in this way waits for nobody, so no order of
/// writing can close a ring with it.
pub(super) async fn free(
    tx: &Tx,
    which: Condition,
) -> Result<Vec<(String, String)>, CampaignError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::State)
        .filter(which)
        .order_by_asc(Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_tuple()
        .all(tx)
        .await?)
}

/// The same for those who may pass over nothing: waits, in the order of the ids, so that two of
/// them meet at the first message both want.
pub(super) async fn all(tx: &Tx, which: Condition) -> Result<Vec<String>, CampaignError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(which)
        .order_by_asc(Column::Id)
        .lock(LockType::Update)
        .into_tuple()
        .all(tx)
        .await?)
}

/// Changes messages that the transaction holds; gives how many changed.
pub(super) async fn change(
    tx: &Tx,
    held: Vec<String>,
    update: impl Fn() -> sea_orm::UpdateMany<Entity>,
) -> Result<u64, CampaignError> {
    let mut changed = 0;
    for ids in held.chunks(IDS) {
        let done = update().filter(Column::Id.is_in(ids.to_vec())).exec(tx).await?;
        changed += done.rows_affected;
    }
    Ok(changed)
}

/// Waiting again, in nobody's hands.
pub(super) fn to_queue(update: sea_orm::UpdateMany<Entity>) -> sea_orm::UpdateMany<Entity> {
    update
        .col_expr(Column::State, Expr::value(State::Queued.code()))
        .col_expr(Column::Claim, Expr::value(Option::<String>::None))
        .col_expr(Column::Lease, Expr::value(Option::<Instant>::None))
}

/// Holds contacts, and whoever shares an address with them or has `address`, against other
/// workers until the transaction ends: two campaigns cannot both see room under the cap of one
/// reader, and a withdrawal meets no message to the same address half way.
///
/// All are taken at once and in the order of their ids, so that nobody waits in a ring. To be
/// called once in a transaction.
pub(crate) async fn contacts(
    tx: &Tx,
    people: &[&str],
    address: Option<&str>,
) -> Result<(), CampaignError> {
    use store::records::contact::{Column, Entity};
    if tx.get_database_backend() == sea_orm::DatabaseBackend::Sqlite {
        // The transaction is the only writer.
        return Ok(());
    }
    let own: Vec<Option<String>> = Entity::find()
        .select_only()
        .column(Column::Email)
        .filter(Column::Id.is_in(people.iter().copied()))
        .into_tuple()
        .all(tx)
        .await?;
    let addresses = own.iter().flatten().map(String::as_str).chain(address);
    let spellings = addresses.flat_map(customers::people::address_spellings);
    // As in the index.
    let there = sea_orm::ExprTrait::is_in(Expr::cust("lower(trim(email))"), spellings);
    let whom = Condition::any().add(Column::Id.is_in(people.iter().copied())).add(there);
    let _: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(whom)
        .order_by_asc(Column::Id)
        .lock(LockType::Update)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(())
}

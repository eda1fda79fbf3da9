//! What readers do to messages: they leave, and they answer.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{Condition, IntoActiveModel, QuerySelect};
use store::Tx;
use vocab::{ContactId, Instant};

use super::hold::{self, IDS};
use super::tables::campaign_answer;
use super::tables::message::{Column, Entity, Model};
use crate::error::CampaignError;
use crate::queue::State;
use crate::result::first_group;

/// Stops everything that waits for some contacts.
pub(crate) async fn deny_waiting(
    tx: &Tx,
    contacts: &[ContactId],
    reasons: &str,
    now: Instant,
) -> Result<u64, CampaignError> {
    let to_denied = || {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Denied.code()))
            .col_expr(Column::Reasons, Expr::value(reasons))
            .col_expr(Column::DeniedGroup, Expr::value(first_group(reasons).code()))
            .col_expr(Column::Done, Expr::value(now))
    };
    let mut denied = 0;
    for contacts in contacts.chunks(IDS) {
        let waiting = Condition::all()
            .add(Column::ContactId.is_in(contacts.iter().map(ContactId::as_str)))
            .add(Column::State.is_in([State::Queued.code(), State::Claimed.code()]));
        denied += hold::change(tx, hold::all(tx, waiting).await?, to_denied).await?;
    }
    Ok(denied)
}

/// Notes the first unsubscription that came from a message.
pub(crate) async fn note_unsubscribed(
    tx: &Tx,
    id: &str,
    now: Instant,
) -> Result<(), CampaignError> {
    Entity::update_many()
        .col_expr(Column::Unsubscribed, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::Unsubscribed.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The message whose links carry a secret with this hash, held against other writers until the transaction ends.
pub(crate) async fn by_token_for_change(
    tx: &Tx,
    hash: &str,
) -> Result<Option<Model>, CampaignError> {
    let row = Entity::find().filter(Column::TokenHash.eq(hash)).lock(LockType::Update);
    Ok(row.one(tx).await?)
}

/// Notes an answer and gives how many there were before it.
pub(crate) async fn note_answered(
    tx: &Tx,
    row: &Model,
    answer: campaign_answer::Model,
) -> Result<bool, CampaignError> {
    let at = answer.at;
    let new = store::records::insert_new(tx, vec![answer.into_active_model()]).await?;
    if new == 0 {
        return Ok(false);
    }
    Entity::update_many()
        .col_expr(Column::Answered, Expr::value(row.answered.unwrap_or(at)))
        .col_expr(Column::Answers, Expr::value(row.answers + 1))
        .filter(Column::Id.eq(row.id.as_str()))
        .exec(tx)
        .await?;
    Ok(true)
}

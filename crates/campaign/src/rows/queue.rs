//! The queue: one row a message. Every change of state names the state it comes from, so that
//! two workers, a withdrawal and a recovery can meet on one row and only one of them wins. Here
//! is the way of one message; what becomes of a worker's messages without it is in
//! [`recovery`](super::recovery), what only looks in [`look`](super::look).

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect};
use store::{Tx, in_chunks};
use vocab::Instant;

use super::hold::{self, IDS};
use super::tables::message::{Column, Entity, Model};
use crate::error::CampaignError;
use crate::notes::Note;
use crate::queue::State;
use crate::result::first_group;

/// Adds the rows of a launch.
pub(crate) async fn add(tx: &Tx, rows: Vec<Model>) -> Result<(), CampaignError> {
    for chunk in in_chunks(rows, 24) {
        let rows = chunk.into_iter().map(IntoActiveModel::into_active_model);
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Takes up to `limit` waiting messages of running campaigns for one worker.
pub(crate) async fn claim(
    tx: &Tx,
    claim: &str,
    now: Instant,
    lease: Instant,
    limit: u64,
) -> Result<Vec<Model>, CampaignError> {
    let running = super::running(tx).await?;
    if running.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::State.eq(State::Queued.code()))
        .filter(Column::NotBefore.lte(now))
        .filter(Column::CampaignId.is_in(running))
        .order_by_asc(Column::NotBefore)
        .order_by_asc(Column::Id)
        .limit(limit)
        // Only PostgreSQL has row locks; on SQLite the transaction is the only writer.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx)
        .await?;
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    for ids in ids.chunks(IDS) {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Claimed.code()))
            .col_expr(Column::Claim, Expr::value(claim))
            .col_expr(Column::Lease, Expr::value(lease))
            .filter(Column::Id.is_in(ids.to_vec()))
            .exec(tx)
            .await?;
    }
    Ok(rows)
}

/// What is written down before the first byte goes out.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    pub(crate) id: &'a str,
    pub(crate) claim: &'a str,
    pub(crate) address: &'a str,
    pub(crate) token_hash: &'a str,
    pub(crate) reasons: &'a str,
    pub(crate) now: Instant,
    pub(crate) lease: Instant,
}

/// Marks a claimed message as on its way. `false` when the claim is no longer ours.
pub(crate) async fn start(tx: &Tx, start: Start<'_>) -> Result<bool, CampaignError> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Sending.code()))
        .col_expr(Column::Address, Expr::value(start.address))
        .col_expr(Column::TokenHash, Expr::value(start.token_hash))
        .col_expr(Column::Reasons, Expr::value(start.reasons))
        .col_expr(Column::Sending, Expr::value(start.now))
        .col_expr(Column::Lease, Expr::value(start.lease))
        .filter(Column::Id.eq(start.id))
        .filter(Column::State.eq(State::Claimed.code()))
        .filter(Column::Claim.eq(start.claim))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// The end of a claimed or sending message.
#[derive(Debug)]
pub(crate) struct End<'a> {
    pub(crate) id: &'a str,
    pub(crate) claim: &'a str,
    /// From which states it may come.
    pub(crate) from: &'a [State],
    pub(crate) to: State,
    /// The findings of a no; with them its group is noted.
    pub(crate) reasons: Option<&'a str>,
    pub(crate) note: Option<Note>,
    pub(crate) answer: Option<&'a str>,
    pub(crate) blame: Option<&'a str>,
    pub(crate) now: Instant,
}

/// Ends a message. `false` when it is no longer ours to end.
pub(crate) async fn end(tx: &Tx, end: End<'_>) -> Result<bool, CampaignError> {
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(end.to.code()))
        .col_expr(Column::Note, Expr::value(end.note.map(Note::code)))
        .col_expr(Column::Answer, Expr::value(end.answer))
        .col_expr(Column::Blame, Expr::value(end.blame))
        .col_expr(Column::Done, Expr::value(end.now))
        .col_expr(Column::Lease, Expr::value(Option::<Instant>::None));
    if let Some(reasons) = end.reasons {
        update = update
            .col_expr(Column::Reasons, Expr::value(reasons))
            .col_expr(Column::DeniedGroup, Expr::value(first_group(reasons).code()));
    }
    let done = update
        .filter(Column::Id.eq(end.id))
        .filter(Column::Claim.eq(end.claim))
        .filter(Column::State.is_in(end.from.iter().map(|state| state.code())))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// A message that waits again.
#[derive(Debug)]
pub(crate) struct Back<'a> {
    pub(crate) id: &'a str,
    pub(crate) claim: &'a str,
    pub(crate) note: Option<Note>,
    pub(crate) answer: Option<&'a str>,
    pub(crate) blame: Option<&'a str>,
    pub(crate) attempts: i64,
    pub(crate) not_before: Instant,
}

/// Puts a message of which nothing was handed over back into the queue, also when a recovery
/// took its worker for dead. `false` when it is no longer ours.
pub(crate) async fn put_back(tx: &Tx, back: Back<'_>) -> Result<bool, CampaignError> {
    let done = hold::to_queue(Entity::update_many())
        .col_expr(Column::Note, Expr::value(back.note.map(Note::code)))
        .col_expr(Column::Answer, Expr::value(back.answer))
        .col_expr(Column::Blame, Expr::value(back.blame))
        .col_expr(Column::Attempts, Expr::value(back.attempts))
        .col_expr(Column::NotBefore, Expr::value(back.not_before))
        .col_expr(Column::Sending, Expr::value(Option::<Instant>::None))
        .col_expr(Column::Done, Expr::value(Option::<Instant>::None))
        .col_expr(Column::TokenHash, Expr::value(Option::<String>::None))
        .filter(Column::Id.eq(back.id))
        .filter(Column::Claim.eq(back.claim))
        .filter(
            Column::State
                .is_in([State::Claimed, State::Sending, State::Uncertain].map(State::code)),
        )
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Puts failed messages (our fault, nothing was taken) of a campaign back into the queue, as if
/// nothing had been said about them.
pub(crate) async fn requeue_failed(
    tx: &Tx,
    campaign: &str,
    now: Instant,
) -> Result<u64, CampaignError> {
    let failed = Condition::all()
        .add(Column::CampaignId.eq(campaign))
        .add(Column::State.eq(State::Failed.code()));
    let again = || {
        hold::to_queue(Entity::update_many())
            .col_expr(Column::Note, Expr::value(Option::<String>::None))
            .col_expr(Column::Answer, Expr::value(Option::<String>::None))
            .col_expr(Column::Blame, Expr::value(Option::<String>::None))
            .col_expr(Column::Attempts, Expr::value(0_i64))
            .col_expr(Column::NotBefore, Expr::value(now))
            .col_expr(Column::Done, Expr::value(Option::<Instant>::None))
    };
    hold::change(tx, hold::all(tx, failed).await?, again).await
}

/// A person's word on an uncertain message. `false` when it is not uncertain any more.
pub(crate) async fn decide(
    tx: &Tx,
    id: &str,
    to: State,
    person: &str,
    now: Instant,
) -> Result<bool, CampaignError> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(to.code()))
        .col_expr(Column::DecidedBy, Expr::value(person))
        .col_expr(Column::Done, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Uncertain.code()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

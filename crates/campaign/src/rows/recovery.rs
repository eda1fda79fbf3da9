//! Messages of workers that stopped, died or cannot be believed.

use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use store::Tx;
use vocab::Instant;

use super::hold;
use super::tables::message::{Column, Entity};
use crate::error::CampaignError;
use crate::notes::Note;
use crate::queue::State;

/// Gives back what a worker claimed and did not begin.
pub(crate) async fn unclaim(tx: &Tx, claim: &str) -> Result<u64, CampaignError> {
    unclaim_those(tx, Condition::all().add(Column::Claim.eq(claim))).await
}

/// The same for one campaign.
pub(crate) async fn unclaim_campaign(
    tx: &Tx,
    claim: &str,
    campaign: &str,
) -> Result<u64, CampaignError> {
    let of = Condition::all().add(Column::Claim.eq(claim)).add(Column::CampaignId.eq(campaign));
    unclaim_those(tx, of).await
}

/// One that is written at this moment is denied, begun or given back by whoever writes it;
/// where that fails, its lease runs out.
async fn unclaim_those(tx: &Tx, which: Condition) -> Result<u64, CampaignError> {
    let held = hold::free(tx, which.add(Column::State.eq(State::Claimed.code()))).await?;
    let ids = held.into_iter().map(|(id, _)| id).collect();
    hold::change(tx, ids, || hold::to_queue(Entity::update_many())).await
}

/// Which orphans a recovery looks after.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Orphans<'a> {
    /// Those whose lease ran out.
    Expired(Instant),
    /// Those of earlier lives of this worker: claims `name/…` other than the present one.
    Earlier { name: &'a str, present: &'a str },
}

/// What a recovery found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Recovered {
    pub(crate) queued: u64,
    pub(crate) uncertain: u64,
}

/// Messages of workers that are gone: what was claimed waits again; what was on its way is
/// uncertain. What somebody writes at this moment is passed over: they live, and if they do not
/// finish, its lease runs out.
pub(crate) async fn recover(
    tx: &Tx,
    orphans: Orphans<'_>,
    now: Instant,
) -> Result<Recovered, CampaignError> {
    let of = match orphans {
        Orphans::Expired(now) => Condition::all().add(Column::Lease.lt(now)),
        Orphans::Earlier { name, present } => Condition::all()
            .add(Column::Claim.starts_with(format!("{name}/")))
            .add(Column::Claim.ne(present)),
    };
    let open = [State::Claimed, State::Sending].map(State::code);
    let held = hold::free(tx, of.add(Column::State.is_in(open))).await?;
    let (claimed, sending): (Vec<_>, Vec<_>) =
        held.into_iter().partition(|(_, state)| state == State::Claimed.code());
    let ids = |held: Vec<(String, String)>| held.into_iter().map(|(id, _)| id).collect();
    let queued = hold::change(tx, ids(claimed), || hold::to_queue(Entity::update_many())).await?;
    // The claim stays: if the worker lives after all, its answer still counts.
    let to_uncertain = || {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Uncertain.code()))
            .col_expr(Column::Note, Expr::value(Note::ProcessEnded.code()))
            .col_expr(Column::Done, Expr::value(now))
    };
    let uncertain = hold::change(tx, ids(sending), to_uncertain).await?;
    Ok(Recovered { queued, uncertain })
}

/// In an older copy of the database nobody knows what was sent since: nothing that could have
/// been sent is sent. A failed one may have been tried again since.
pub(crate) async fn distrust_all(tx: &Tx, now: Instant) -> Result<u64, CampaignError> {
    let open = [State::Queued, State::Claimed, State::Sending, State::Failed].map(State::code);
    let held = hold::all(tx, Condition::all().add(Column::State.is_in(open))).await?;
    let to_uncertain = || {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Uncertain.code()))
            .col_expr(Column::Claim, Expr::value(Option::<String>::None))
            .col_expr(Column::Lease, Expr::value(Option::<Instant>::None))
            .col_expr(Column::Note, Expr::value(Note::Restored.code()))
            .col_expr(Column::Done, Expr::value(now))
    };
    hold::change(tx, held, to_uncertain).await
}

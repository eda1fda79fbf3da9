//! The queue: one row a message. Every change of state names the state it comes from, so that
//! two workers, a withdrawal and a recovery can meet on one row and only one of them wins. What
//! only looks is in [`look`](super::look).

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect};
use store::{Tx, in_chunks};
use vocab::{ContactId, Instant};

use super::tables::message::{Column, Entity, Model};
use super::tables::{campaign, campaign_answer, sending_marks};
use crate::error::{CampaignError, corrupt};
use crate::notes::{Held, Note};
use crate::queue::State;
use crate::result::first_group;

/// How many ids go into one statement.
const IDS: usize = 500;

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

/// Messages with their states, held until the transaction ends. One that somebody writes at
/// this moment is passed over. Who holds messages in this way waits for nobody, so no order of
/// writing can close a ring with it.
async fn hold_free(tx: &Tx, which: Condition) -> Result<Vec<(String, String)>, CampaignError> {
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
async fn hold_all(tx: &Tx, which: Condition) -> Result<Vec<String>, CampaignError> {
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
async fn change(
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
    let held = hold_free(tx, which.add(Column::State.eq(State::Claimed.code()))).await?;
    let ids = held.into_iter().map(|(id, _)| id).collect();
    change(tx, ids, || to_queue(Entity::update_many())).await
}

fn to_queue(update: sea_orm::UpdateMany<Entity>) -> sea_orm::UpdateMany<Entity> {
    update
        .col_expr(Column::State, Expr::value(State::Queued.code()))
        .col_expr(Column::Claim, Expr::value(Option::<String>::None))
        .col_expr(Column::Lease, Expr::value(Option::<Instant>::None))
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
    let held = hold_free(tx, of.add(Column::State.is_in(open))).await?;
    let (claimed, sending): (Vec<_>, Vec<_>) =
        held.into_iter().partition(|(_, state)| state == State::Claimed.code());
    let ids = |held: Vec<(String, String)>| held.into_iter().map(|(id, _)| id).collect();
    let queued = change(tx, ids(claimed), || to_queue(Entity::update_many())).await?;
    // The claim stays: if the worker lives after all, its answer still counts.
    let to_uncertain = || {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Uncertain.code()))
            .col_expr(Column::Note, Expr::value(Note::ProcessEnded.code()))
            .col_expr(Column::Done, Expr::value(now))
    };
    let uncertain = change(tx, ids(sending), to_uncertain).await?;
    Ok(Recovered { queued, uncertain })
}

/// In an older copy of the database nobody knows what was sent since: nothing that could have
/// been sent is sent. A failed one may have been tried again since.
pub(crate) async fn distrust_all(tx: &Tx, now: Instant) -> Result<u64, CampaignError> {
    let open = [State::Queued, State::Claimed, State::Sending, State::Failed].map(State::code);
    let held = hold_all(tx, Condition::all().add(Column::State.is_in(open))).await?;
    let to_uncertain = || {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Uncertain.code()))
            .col_expr(Column::Claim, Expr::value(Option::<String>::None))
            .col_expr(Column::Lease, Expr::value(Option::<Instant>::None))
            .col_expr(Column::Note, Expr::value(Note::Restored.code()))
            .col_expr(Column::Done, Expr::value(now))
    };
    change(tx, held, to_uncertain).await
}

/// Holds the campaigns of a list that were not launched yet, and says why.
pub(crate) async fn hold_drafts(
    tx: &Tx,
    campaigns: Vec<String>,
    held: &Held,
) -> Result<(), CampaignError> {
    for ids in campaigns.chunks(IDS) {
        campaign::Entity::update_many()
            .col_expr(campaign::Column::StateNote, Expr::value(to_json(held)?))
            .filter(campaign::Column::Id.is_in(ids.to_vec()))
            .filter(campaign::Column::Launched.is_null())
            .exec(tx)
            .await?;
    }
    Ok(())
}

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

fn to_json(held: &Held) -> Result<String, CampaignError> {
    serde_json::to_string(held).map_err(|why| corrupt("why a campaign is held", why))
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
    pub(crate) attempts: i64,
    pub(crate) not_before: Instant,
}

/// Puts a message of which nothing was handed over back into the queue, also when a recovery
/// took its worker for dead. `false` when it is no longer ours.
pub(crate) async fn put_back(tx: &Tx, back: Back<'_>) -> Result<bool, CampaignError> {
    let done = to_queue(Entity::update_many())
        .col_expr(Column::Note, Expr::value(back.note.map(Note::code)))
        .col_expr(Column::Answer, Expr::value(back.answer))
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
        denied += change(tx, hold_all(tx, waiting).await?, to_denied).await?;
    }
    Ok(denied)
}

/// Puts failed messages (our fault, nothing was taken) of a campaign back into the queue.
pub(crate) async fn requeue_failed(
    tx: &Tx,
    campaign: &str,
    now: Instant,
) -> Result<u64, CampaignError> {
    let failed = Condition::all()
        .add(Column::CampaignId.eq(campaign))
        .add(Column::State.eq(State::Failed.code()));
    let again = || {
        to_queue(Entity::update_many())
            .col_expr(Column::Attempts, Expr::value(0_i64))
            .col_expr(Column::NotBefore, Expr::value(now))
            .col_expr(Column::Done, Expr::value(Option::<Instant>::None))
    };
    change(tx, hold_all(tx, failed).await?, again).await
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

/// Holds contacts, and whoever shares an address with them or has `address`, against other
/// workers until the transaction ends: two campaigns cannot both see room under the cap of one
/// reader, and a withdrawal meets no message to the same address half way.
///
/// All are taken at once and in the order of their ids, so that nobody waits in a ring. To be
/// called once in a transaction.
pub(crate) async fn hold_contacts(
    tx: &Tx,
    contacts: &[&str],
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
        .filter(Column::Id.is_in(contacts.iter().copied()))
        .into_tuple()
        .all(tx)
        .await?;
    let addresses = own.iter().flatten().map(String::as_str).chain(address);
    let spellings = addresses.flat_map(customers::people::address_spellings);
    // As in the index.
    let there = sea_orm::ExprTrait::is_in(Expr::cust("lower(trim(email))"), spellings);
    let whom = Condition::any().add(Column::Id.is_in(contacts.iter().copied())).add(there);
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

/// Pauses a running campaign and says why.
pub(crate) async fn pause(tx: &Tx, id: &str, held: &Held) -> Result<(), CampaignError> {
    campaign::Entity::update_many()
        .col_expr(campaign::Column::State, Expr::value("paused"))
        .col_expr(campaign::Column::StateNote, Expr::value(to_json(held)?))
        .filter(campaign::Column::Id.eq(id))
        .filter(campaign::Column::State.eq("running"))
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

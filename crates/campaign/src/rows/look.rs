//! Looking at the queue: nothing here changes anything.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};
use vocab::Instant;

use super::tables::campaign_answer;
use super::tables::message::{Column, Entity, Model};
use crate::error::CampaignError;
use crate::queue::State;

async fn any(
    connection: &impl ConnectionTrait,
    rows: sea_orm::Select<Entity>,
) -> Result<bool, CampaignError> {
    let row: Option<String> =
        rows.select_only().column(Column::Id).limit(1).into_tuple().one(connection).await?;
    Ok(row.is_some())
}

/// Whether anything of a running campaign is due.
pub(crate) async fn any_due(
    connection: &impl ConnectionTrait,
    now: Instant,
) -> Result<bool, CampaignError> {
    let running = super::running(connection).await?;
    if running.is_empty() {
        return Ok(false);
    }
    let rows = Entity::find()
        .filter(Column::State.eq(State::Queued.code()))
        .filter(Column::NotBefore.lte(now))
        .filter(Column::CampaignId.is_in(running));
    any(connection, rows).await
}

/// Whether a lease ran out.
pub(crate) async fn any_expired(
    connection: &impl ConnectionTrait,
    now: Instant,
) -> Result<bool, CampaignError> {
    let states = [State::Claimed.code(), State::Sending.code()];
    let rows = Entity::find().filter(Column::State.is_in(states)).filter(Column::Lease.lt(now));
    any(connection, rows).await
}

/// Whether anything of a campaign still waits or is on its way.
pub(crate) async fn is_open(
    connection: &impl ConnectionTrait,
    campaign: &str,
) -> Result<bool, CampaignError> {
    let open = [State::Queued, State::Claimed, State::Sending].map(State::code);
    let rows =
        Entity::find().filter(Column::CampaignId.eq(campaign)).filter(Column::State.is_in(open));
    any(connection, rows).await
}

/// One message.
pub(crate) async fn message(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<Model>, CampaignError> {
    Ok(Entity::find_by_id(id).one(connection).await?)
}

/// The message whose links carry a secret with this hash.
pub(crate) async fn by_token(
    connection: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<Model>, CampaignError> {
    Ok(Entity::find().filter(Column::TokenHash.eq(hash)).one(connection).await?)
}

/// Whether an answer is on record.
pub(crate) async fn has_answer(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<bool, CampaignError> {
    Ok(campaign_answer::Entity::find_by_id(id).one(connection).await?.is_some())
}

/// The answers to a campaign, newest first.
pub(crate) async fn answers(
    connection: &impl ConnectionTrait,
    campaign: &str,
    limit: u64,
) -> Result<Vec<campaign_answer::Model>, CampaignError> {
    Ok(campaign_answer::Entity::find()
        .filter(campaign_answer::Column::CampaignId.eq(campaign))
        .order_by_desc(campaign_answer::Column::At)
        .order_by_asc(campaign_answer::Column::Id)
        .limit(limit)
        .all(connection)
        .await?)
}

/// Messages of a campaign in a state, by id, a page at a time.
pub(crate) async fn list(
    connection: &impl ConnectionTrait,
    campaign: &str,
    state: Option<State>,
    offset: u64,
    limit: u64,
) -> Result<Vec<Model>, CampaignError> {
    let mut rows = Entity::find().filter(Column::CampaignId.eq(campaign));
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state.code()));
    }
    Ok(rows.order_by_asc(Column::Id).offset(offset).limit(limit).all(connection).await?)
}

/// How many messages of a campaign stand where.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Count {
    pub(crate) state: String,
    pub(crate) blame: Option<String>,
    pub(crate) denied_group: Option<String>,
    pub(crate) messages: i64,
    pub(crate) unsubscribed: i64,
    pub(crate) answered: i64,
}

/// The counts of a campaign, by state, blame and the group of a no.
pub(crate) async fn counts(
    connection: &impl ConnectionTrait,
    campaign: &str,
) -> Result<Vec<Count>, CampaignError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::State)
        .column(Column::Blame)
        .column(Column::DeniedGroup)
        .column_as(Column::Id.count(), "messages")
        .column_as(Column::Unsubscribed.count(), "unsubscribed")
        .column_as(Column::Answered.count(), "answered")
        .filter(Column::CampaignId.eq(campaign))
        .group_by(Column::State)
        .group_by(Column::Blame)
        .group_by(Column::DeniedGroup)
        .into_model()
        .all(connection)
        .await?)
}

/// How many messages of which campaign stand in which state.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Standing {
    pub(crate) campaign_id: String,
    pub(crate) state: String,
    pub(crate) messages: i64,
}

/// The counts of all campaigns by state, or of some.
pub(crate) async fn standings(
    connection: &impl ConnectionTrait,
    campaigns: Option<Vec<String>>,
) -> Result<Vec<Standing>, CampaignError> {
    let mut rows = Entity::find()
        .select_only()
        .column(Column::CampaignId)
        .column(Column::State)
        .column_as(Column::Id.count(), "messages")
        .group_by(Column::CampaignId)
        .group_by(Column::State);
    if let Some(campaigns) = campaigns {
        rows = rows.filter(Column::CampaignId.is_in(campaigns));
    }
    Ok(rows.into_model().all(connection).await?)
}

/// The campaigns that have messages in one of some states.
pub(crate) async fn campaigns_with(
    connection: &impl ConnectionTrait,
    states: &[State],
) -> Result<Vec<String>, CampaignError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::CampaignId)
        .distinct()
        .filter(Column::State.is_in(states.iter().map(|state| state.code())))
        .into_tuple()
        .all(connection)
        .await?)
}

/// What a result is made of: one row a message.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Member {
    pub(crate) customer_id: String,
    pub(crate) state: String,
    pub(crate) launch_group: String,
    pub(crate) answered: Option<Instant>,
}

/// The members of a campaign's audience.
pub(crate) async fn members(
    connection: &impl ConnectionTrait,
    campaign: &str,
) -> Result<Vec<Member>, CampaignError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::CustomerId)
        .column(Column::State)
        .column(Column::LaunchGroup)
        .column(Column::Answered)
        .filter(Column::CampaignId.eq(campaign))
        .into_model()
        .all(connection)
        .await?)
}

/// Something we sent, or may have sent, to a contact.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Sending {
    pub(crate) campaign_id: String,
    pub(crate) contact_id: String,
    pub(crate) state: String,
    pub(crate) address: Option<String>,
    pub(crate) blame: Option<String>,
    pub(crate) sending: Option<Instant>,
    pub(crate) done: Option<Instant>,
}

/// What we sent or may have sent, and what came back.
pub(crate) async fn sendings(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Sending>, CampaignError> {
    Ok(sent().into_model().all(connection).await?)
}

/// The same for some contacts and for an address, as a database may have written it small.
/// Each row once.
pub(crate) async fn sendings_to(
    connection: &impl ConnectionTrait,
    contacts: &[&str],
    address: &[String],
) -> Result<Vec<Sending>, CampaignError> {
    let mut found = Vec::new();
    for contacts in contacts.chunks(IDS) {
        let theirs = sent().filter(Column::ContactId.is_in(contacts.iter().copied()));
        found.extend(theirs.into_model().all(connection).await?);
    }
    if address.is_empty() {
        return Ok(found);
    }
    // As in the index.
    let here = sea_orm::ExprTrait::is_in(Expr::cust("lower(address)"), address.to_vec());
    let rows: Vec<Sending> = sent().filter(here).into_model().all(connection).await?;
    found.extend(rows.into_iter().filter(|row| !contacts.contains(&row.contact_id.as_str())));
    Ok(found)
}

/// How many ids go into one statement.
const IDS: usize = 500;

fn sent() -> sea_orm::Select<Entity> {
    let states = State::ALL.iter().filter(|s| s.may_have_arrived() || **s == State::Bounced);
    Entity::find()
        .select_only()
        .column(Column::CampaignId)
        .column(Column::ContactId)
        .column(Column::State)
        .column(Column::Address)
        .column(Column::Blame)
        .column(Column::Sending)
        .column(Column::Done)
        .filter(Column::State.is_in(states.map(|state| state.code())))
}

/// Open complaints, as (customer, complaint): of one customer or of all.
pub(crate) async fn open_complaints(
    connection: &impl ConnectionTrait,
    customer: Option<&str>,
) -> Result<Vec<(String, String)>, CampaignError> {
    use store::records::complaint::{Column, Entity};
    let mut rows = Entity::find()
        .select_only()
        .column(Column::CustomerId)
        .column(Column::Id)
        .filter(Column::Closed.is_null());
    if let Some(customer) = customer {
        rows = rows.filter(Column::CustomerId.eq(customer));
    }
    Ok(rows.order_by_asc(Column::Id).into_tuple().all(connection).await?)
}

/// Promises that are not settled, as (customer, promise, due): of one customer or of all.
pub(crate) async fn open_promises(
    connection: &impl ConnectionTrait,
    customer: Option<&str>,
) -> Result<Vec<(String, String, Instant)>, CampaignError> {
    use store::records::promise::{Column, Entity};
    let mut rows = Entity::find()
        .select_only()
        .column(Column::CustomerId)
        .column(Column::Id)
        .column(Column::Due)
        .filter(Column::Settled.is_null());
    if let Some(customer) = customer {
        rows = rows.filter(Column::CustomerId.eq(customer));
    }
    Ok(rows.order_by_asc(Column::Id).into_tuple().all(connection).await?)
}

/// The customer of each complaint opened in a span of time, its end not included.
pub(crate) async fn complaints_opened(
    connection: &impl ConnectionTrait,
    span: std::ops::Range<Instant>,
) -> Result<Vec<String>, CampaignError> {
    use store::records::complaint::{Column, Entity};
    Ok(Entity::find()
        .select_only()
        .column(Column::CustomerId)
        .filter(Column::Opened.gte(span.start))
        .filter(Column::Opened.lt(span.end))
        .into_tuple()
        .all(connection)
        .await?)
}

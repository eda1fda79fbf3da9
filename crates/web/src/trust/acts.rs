//! What people of marketing and sales change on a customer's page: promises, complaints, answers.
//!
//! Each change is one transaction over the record and the customer's history. A record that
//! somebody else was faster with is not changed twice: the answer says so.

use ::customers::people::{self, CustomerCard};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use listen::byhand::{self, ByHandError};
use store::records::{promise, survey};
use uuid::Uuid;
use vocab::{Channel, ContactId, CustomerId, Direction, Event, EventId, EventKind};

use super::forms::{Act, AnsweredForm, PromiseForm, SurveyForm, Typed, WAYS};
use crate::customers::{href, one};
use crate::error::Error;
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

impl From<ByHandError> for Error {
    fn from(error: ByHandError) -> Self {
        match error {
            ByHandError::Erased(_) => Self::NotFound,
            // Somebody removed the contact while the form was open.
            ByHandError::NoContact(_) => Self::BadRequest,
            other => Self::internal(other),
        }
    }
}

fn change() -> String {
    Uuid::now_v7().to_string()
}

/// Whether a promise was noted on the page: then we gave it its number.
pub(super) fn made_by_hand(id: &str) -> bool {
    Uuid::try_parse(id).is_ok_and(|id| id.get_version_num() == 7)
}

/// A customer there is; the number as the address says it.
async fn customer(state: &AppState, id: &str) -> Result<CustomerId, Error> {
    let id = CustomerId::new(id).map_err(|_| Error::NotFound)?;
    let card = people::customer(state.store.read(), &id).await.map_err(Error::internal)?;
    let known = card != CustomerCard::unrecorded(id.clone());
    if known || state.pictures().await?.get(&id).is_some() {
        return Ok(id);
    }
    Err(Error::NotFound)
}

/// The person named in a form, when they belong to the customer.
async fn person(
    state: &AppState,
    customer: &CustomerId,
    id: &str,
) -> Result<Option<ContactId>, Error> {
    if id.trim().is_empty() {
        return Ok(None);
    }
    let people = people::contacts_of(state.store.read(), customer).await;
    let people = people.map_err(Error::internal)?;
    let found = people.into_iter().find(|card| card.id.as_str() == id.trim());
    found.map(|card| Some(card.id)).ok_or(Error::BadRequest)
}

async fn done(member: &Member, key: String, id: &str, part: &str) -> Result<Response, Error> {
    member.notify("good", key).await?;
    Ok(Redirect::to(&format!("{}#{part}", href(id))).into_response())
}

/// A form that cannot be taken is shown again on the customer's page.
async fn again(
    state: &AppState,
    member: Member,
    id: &CustomerId,
    typed: Typed,
) -> Result<Response, Error> {
    let shown = one::shown(state, member.page, id, &one::Wanted::default(), typed).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

/// A form was sent, not taken, and its page loaded again.
pub(super) async fn back(Path(id): Path<String>) -> Result<Redirect, Error> {
    let id = CustomerId::new(&id).map_err(|_| Error::NotFound)?;
    Ok(Redirect::to(&href(id.as_str())))
}

/// The same for a form about one record.
pub(super) async fn back_from(Path((id, _)): Path<(String, String)>) -> Result<Redirect, Error> {
    back(Path(id)).await
}

/// We promised something.
pub(super) async fn promised(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(form): Form<PromiseForm>,
) -> Result<Response, Error> {
    let customer = customer(&state, &id).await?;
    let (text, due, owner) = match form.check(&member.page) {
        Ok(good) => good,
        Err(errors) => {
            return again(&state, member, &customer, Typed::promise(form, errors)).await;
        }
    };
    let contact = person(&state, &customer, &form.contact).await?;
    let page = &member.page;
    let row = promise::Model {
        id: Uuid::now_v7().to_string(),
        customer_id: customer.to_string(),
        contact_id: contact.map(Into::into),
        made: vocab::time::to_micros(page.now),
        owner: owner.or_else(|| Some(member.user.name.clone())),
        text,
        due: page.company.zone.start_of(due),
        settled: None,
        outcome: None,
    };
    let tx = state.store.begin().await?;
    byhand::keep_promise(&tx, &state.log, &row, &change()).await?;
    tx.commit().await?;
    let text = member.page.t("trust-done-promised");
    done(&member, text, &id, "promises").await
}

/// A promise is settled, open again, or was never made.
pub(super) async fn promise(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path((id, number)): Path<(String, String)>,
    Form(form): Form<Act>,
) -> Result<Response, Error> {
    let page = &member.page;
    let tx = state.store.begin().await?;
    let row = byhand::promise(&tx, &id, &number).await?.ok_or(Error::NotFound)?;
    let now = vocab::time::to_micros(page.now).max(row.made);
    let settled = row.settled.is_some();
    let text = match form.act.as_str() {
        "kept" | "broken" | "withdrawn" if !settled => {
            let row = promise::Model { settled: Some(now), outcome: Some(form.act.clone()), ..row };
            byhand::keep_promise(&tx, &state.log, &row, &change()).await?;
            page.t("trust-done-settled")
        }
        "reopen" if settled => {
            let row = promise::Model { settled: None, outcome: None, ..row };
            byhand::keep_promise(&tx, &state.log, &row, &change()).await?;
            page.t("trust-done-reopened")
        }
        // What was imported comes back with the next file.
        "remove" if !made_by_hand(&row.id) => return Err(Error::BadRequest),
        "remove" if !settled => {
            byhand::remove_promise(&tx, &state.log, &row, &change()).await?;
            page.t("trust-done-removed")
        }
        "kept" | "broken" | "withdrawn" | "reopen" | "remove" => {
            return Err(Error::Refused(page.t("trust-changed-meanwhile")));
        }
        _ => return Err(Error::BadRequest),
    };
    tx.commit().await?;
    done(&member, text, &id, "promises").await
}

/// A complaint heard from us, is settled, open again, or somebody looks after it.
pub(super) async fn complaint(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path((id, number)): Path<(String, String)>,
    Form(form): Form<Act>,
) -> Result<Response, Error> {
    let page = &member.page;
    let tx = state.store.begin().await?;
    let mut row = byhand::complaint(&tx, &id, &number).await?.ok_or(Error::NotFound)?;
    let now = vocab::time::to_micros(page.now).max(row.opened);
    let text = match (form.act.as_str(), row.first_reply, row.closed) {
        ("reply", None, _) => {
            row.first_reply = Some(now);
            page.t("trust-done-replied")
        }
        ("unreply", Some(_), _) => {
            row.first_reply = None;
            page.t("trust-done-unreplied")
        }
        ("close", _, None) => {
            row.closed = Some(now);
            page.t("trust-done-closed")
        }
        ("reopen", _, Some(_)) => {
            row.closed = None;
            page.t("trust-done-complaint-reopened")
        }
        ("mine", ..) => {
            row.owner = Some(member.user.name.clone());
            page.t("trust-done-mine")
        }
        ("reply" | "unreply" | "close" | "reopen", ..) => {
            return Err(Error::Refused(page.t("trust-changed-meanwhile")));
        }
        _ => return Err(Error::BadRequest),
    };
    byhand::keep_complaint(&tx, &state.log, &row, &change()).await?;
    tx.commit().await?;
    done(&member, text, &id, "complaints").await
}

/// Somebody told us what they think of us.
pub(super) async fn told(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(form): Form<SurveyForm>,
) -> Result<Response, Error> {
    let customer = customer(&state, &id).await?;
    let (competence, likeability, words) = match form.check(&member.page) {
        Ok(good) => good,
        Err(errors) => {
            return again(&state, member, &customer, Typed::survey(form, errors)).await;
        }
    };
    let contact = person(&state, &customer, &form.contact).await?;
    let row = survey::Model {
        id: Uuid::now_v7().to_string(),
        customer_id: customer.to_string(),
        contact_id: contact.map(Into::into),
        asked: None,
        answered: Some(vocab::time::to_micros(member.page.now)),
        competence: Some(competence),
        likeability: Some(likeability),
        text: words,
        followed_up: None,
    };
    let tx = state.store.begin().await?;
    byhand::keep_survey(&tx, &state.log, &row, &change()).await?;
    tx.commit().await?;
    let text = member.page.t("trust-done-told");
    done(&member, text, &id, "surveys").await
}

/// Somebody spoke with them about a low mark, or has not after all.
pub(super) async fn survey(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path((id, number)): Path<(String, String)>,
    Form(form): Form<Act>,
) -> Result<Response, Error> {
    let page = &member.page;
    let tx = state.store.begin().await?;
    let mut row = byhand::survey(&tx, &id, &number).await?.ok_or(Error::NotFound)?;
    let now = vocab::time::to_micros(page.now);
    row.followed_up = match (form.act.as_str(), row.answered, row.followed_up) {
        ("followed", Some(answered), None) => Some(now.max(answered)),
        ("unfollowed", _, Some(_)) => None,
        ("followed" | "unfollowed", ..) => {
            return Err(Error::Refused(page.t("trust-changed-meanwhile")));
        }
        _ => return Err(Error::BadRequest),
    };
    byhand::keep_survey(&tx, &state.log, &row, &change()).await?;
    tx.commit().await?;
    let text = page.t("trust-done-followed");
    done(&member, text, &id, "surveys").await
}

/// We answered what they asked: a contact of ours, and in the history like any other.
pub(super) async fn answered(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(form): Form<AnsweredForm>,
) -> Result<Response, Error> {
    let customer = customer(&state, &id).await?;
    let asked: EventId = form.event.parse().map_err(|_| Error::BadRequest)?;
    let pictures = state.pictures().await?;
    let picture = pictures.get(&customer).ok_or(Error::NotFound)?;
    if !picture.inquiries.waiting().iter().any(|one| EventId(one.event) == asked) {
        return Err(Error::Refused(member.page.t("trust-changed-meanwhile")));
    }
    let channel: Channel = form.channel.parse().map_err(|_| Error::BadRequest)?;
    if !WAYS.contains(&channel) {
        return Err(Error::BadRequest);
    }
    let contact = person(&state, &customer, &form.contact).await?;
    // However often it is said before the picture knows, it is one answer.
    let event = EventId::from_key(&["answered", &asked.to_string()]);
    let mut event = Event::new(event, Some(customer), member.page.now, EventKind::Touch);
    event.channel = Some(channel);
    event.direction = Some(Direction::Outbound);
    event.contact = contact;
    event.owner = Some(member.user.name.clone());
    let tx = state.store.begin().await?;
    byhand::begin(&tx).await?;
    listen::record(&tx, &state.log, &[event]).await.map_err(Error::internal)?;
    tx.commit().await?;
    let text = member.page.t("trust-done-answered");
    done(&member, text, &id, "trust").await
}

//! Handing over and erasing what is kept of a customer. Administrators only: both are acts of the
//! installation towards the person, not of a team.

use ::privacy::{Order, PrivacyError, Subject, everything_of, find};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use vocab::CustomerId;

use super::href;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::Errors;
use crate::privacy::{order, with_picture};
use crate::state::AppState;
use crate::who::AdminOnly;

#[derive(Template)]
#[template(path = "customers/erase.html")]
struct ErasePage {
    page: Page,
    id: String,
    here: String,
    events: u64,
    records: u64,
    rejected: u64,
    people: Vec<String>,
    reason: String,
    errors: Errors,
}

/// The form as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Confirmed {
    /// The number, typed once more.
    typed: String,
    reason: String,
}

async fn subject(state: &AppState, id: &str) -> Result<Subject, Error> {
    let id = CustomerId::new(id).map_err(|_| Error::NotFound)?;
    // They may only be known by what came in last.
    state.log.hand_over(&|_| ()).await.map_err(Error::internal)?;
    find(&state.store, &state.log, id.as_str()).await.map_err(|error| match error {
        PrivacyError::Nobody(_) | PrivacyError::ErasedAlready(_) => Error::NotFound,
        other => Error::internal(other),
    })
}

async fn asked(
    state: &AppState,
    page: Page,
    id: String,
    reason: String,
    errors: Errors,
) -> Result<Response, Error> {
    let subject = subject(state, &id).await?;
    let kept = everything_of(&state.store, &state.log, subject, page.now).await;
    let kept = kept.map_err(Error::internal)?;
    let people = kept.subject.names.iter().chain(&kept.subject.emails).cloned().collect();
    let template = ErasePage {
        here: href(&id),
        id,
        events: kept.events.len() as u64,
        records: kept.records.values().map(|rows| rows.len() as u64).sum(),
        rejected: kept.rejected_rows.len() as u64,
        people,
        reason,
        errors,
        page: page.at(Area::Customers),
    };
    show(&template)
}

/// Asks whether this is meant.
pub(super) async fn page(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    asked(&state, member.page, id, String::new(), Errors::default()).await
}

/// Erases, for good.
pub(super) async fn erase(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
    Form(form): Form<Confirmed>,
) -> Result<Response, Error> {
    if form.typed.trim() != id.trim() {
        let mut errors = Errors::default();
        errors.add("typed", member.page.t("erase-need-typed"));
        let shown = asked(&state, member.page, id, form.reason, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response());
    }
    subject(&state, &id).await?;
    let order = Order {
        reason: form.reason.trim().to_owned(),
        ..order(&member.user.email, member.page.now)
    };
    // To its end, also when who asked has closed the page.
    let there = state.clone();
    let work = tokio::spawn(async move {
        let done = ::privacy::erase(&there.store, &there.log, &there.folder, &id, &order).await;
        there.forget().await;
        done
    });
    let done = work.await.map_err(Error::internal)?;
    let (tone, text) = match done {
        Ok(erased) if erased.mentions.is_empty() => ("good", member.page.t("erase-done")),
        Ok(_) => ("warn", member.page.t("erase-done-mentioned")),
        Err(PrivacyError::NotClean(why)) => {
            tracing::error!(error = %why, "an erasure is not at its end yet");
            ("warn", member.page.t("erase-not-clean"))
        }
        Err(PrivacyError::BeingSent | PrivacyError::KeepsChanging) => {
            return Err(Error::Refused(member.page.t("erase-later")));
        }
        Err(error) => return Err(Error::internal(error)),
    };
    member.notify(tone, text).await?;
    Ok(Redirect::to("/customers").into_response())
}

/// Everything that is kept, as a file.
pub(super) async fn export(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let subject = subject(&state, &id).await?;
    let pictures = state.pictures().await?;
    let kept = with_picture(&state.store, &state.log, &pictures, subject, member.page.now).await;
    let text = serde_json::to_string_pretty(&kept.map_err(Error::internal)?);
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"export.json\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text.map_err(Error::internal)?).into_response())
}

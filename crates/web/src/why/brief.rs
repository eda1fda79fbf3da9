//! A brief from a diagnosis: the diagnosis is kept, then the campaign takes over.

use ::diagnose::{Asked, DiagnoseError, actions};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta};
use serde::Deserialize;

use crate::error::Error;
use crate::parts::link::with_query;
use crate::state::AppState;
use crate::who::TradeOnly;

/// Hours for which a diagnosis on a screen can still be kept.
const HOURS: i64 = 24;

/// The diagnosis somebody looked at.
#[derive(Debug, Deserialize)]
pub struct Looked {
    /// The target it is about.
    target: String,
    /// Its id.
    diagnosis: String,
    /// When it was made, in microseconds.
    made_at: i64,
}

/// Keeps the diagnosis and hands the same form on to the campaigns.
///
/// Looking changes nothing, so what was looked at is not saved yet. It is found again (or made
/// again for the same moment) and saved when it is the same one; after a refresh it would be
/// about other data, and the reader looks again first.
pub(super) async fn make(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Form(looked): Form<Looked>,
) -> Result<Response, Error> {
    let page = &member.page;
    let made_at = DateTime::from_timestamp_micros(looked.made_at).ok_or(Error::BadRequest)?;
    let age = page.now - made_at;
    if age < TimeDelta::zero() {
        return Err(Error::BadRequest);
    }
    let forecast = ::warn::actions::forecast_of(&state.store, &looked.target)
        .await
        .map_err(Error::internal)?
        .ok_or(Error::NotFound)?
        .forecast;
    let asked = Asked::of(&forecast).ok_or(Error::NotFound)?;
    let again = with_query("/why", &[("target", &looked.target)]);
    let diagnosis = match state.diagnosis_seen(asked, made_at).await {
        Ok(diagnosis) => diagnosis,
        // That page says what to do.
        Err(DiagnoseError::Stale { .. }) => return Ok(Redirect::to(&again).into_response()),
        Err(error) => return Err(Error::internal(error)),
    };
    if diagnosis.id != looked.diagnosis || age > TimeDelta::hours(HOURS) {
        member.notify("warn", page.t("why-look-again")).await?;
        return Ok(Redirect::to(&again).into_response());
    }
    let tx = state.store.begin().await?;
    actions::save(&tx, &diagnosis).await.map_err(Error::internal)?;
    tx.commit().await?;
    // 307: the browser sends the same form there, with the field `diagnosis` in it.
    Ok(Redirect::temporary("/campaigns/from-diagnosis").into_response())
}

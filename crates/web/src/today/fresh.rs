//! "Refresh now": who does not want to wait until the server notices by itself.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::error::Error;
use crate::parts::link::with_query;
use crate::state::AppState;
use crate::who::Member;

/// Where the reader was.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    /// The target whose diagnosis was asked for; empty on the page of today.
    target: String,
}

/// Brings pictures and forecasts up to date, then shows the page again.
pub(super) async fn now(
    State(state): State<AppState>,
    member: Member,
    Form(from): Form<From>,
) -> Result<Response, Error> {
    let report = state.refresh().await.map_err(Error::internal)?;
    let text = member.page.t1("today-refreshed", "count", report.customers);
    member.notify("good", text).await?;
    let back = match from.target.as_str() {
        "" => "/".to_owned(),
        target => with_query("/why", &[("target", target)]),
    };
    Ok(Redirect::to(&back).into_response())
}

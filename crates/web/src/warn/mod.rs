//! Targets and warnings: which target will probably be missed, how surely, since when.
//!
//! Reading order: [`list`] (warnings, targets, the record), [`one`] (one target), [`change`]
//! (what a person does), with the parts [`words`], [`figures`], [`fan`] and [`amount`].

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

pub mod amount;
pub mod change;
pub mod fan;
pub mod figures;
pub mod list;
pub mod one;
pub mod words;

/// The addresses of this step.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/warnings", get(list::page))
        .route("/warnings/seen", post(change::seen))
        .route("/warnings/target", post(change::save))
        .route("/warnings/delete", post(change::delete))
        .route("/warnings/derive", post(change::derive))
        .route("/warnings/{id}", get(one::page))
}

/// The address of a target's page.
#[must_use]
pub fn href(target_id: &str) -> String {
    format!("/warnings/{}", crate::parts::link::encode(target_id))
}

/// The address where it is asked why a target is missed.
#[must_use]
pub fn why_href(target_id: &str) -> String {
    crate::parts::link::with_query("/why", &[("target", target_id)])
}

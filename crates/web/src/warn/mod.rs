//! Targets and warnings: which target will probably be missed, how surely, since when.
//!
//! Reading order: [`list`] (warnings, targets, the record), [`one`] (one target), [`change`]
//! (what a person does), with the parts `acts`, [`words`], [`figures`], [`fan`] and [`amount`].

use axum::Router;
use axum::response::Redirect;
use axum::routing::{MethodRouter, get, post};

use crate::state::AppState;

mod acts;
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
        .route("/warnings/seen", form(post(change::seen)))
        .route("/warnings/target", form(post(change::save)))
        .route("/warnings/delete", form(post(change::delete)))
        .route("/warnings/derive", form(post(change::derive)))
        .route("/warnings/undo", form(post(change::undo)))
        .route("/warnings/{id}", get(one::page))
}

/// A form's address. A page that was shown there with what is wrong stays in the address bar;
/// whoever loads it again gets the list.
fn form(taken: MethodRouter<AppState>) -> MethodRouter<AppState> {
    taken.get(|| async { Redirect::to("/warnings") })
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

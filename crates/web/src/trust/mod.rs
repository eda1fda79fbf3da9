//! Trust: what we promised, how people find us, what strains a relationship and what it rests on.
//!
//! Reading order: [`look`] (one customer, put together), [`section`] (how it is shown on their
//! page), [`acts`] (what people change there), [`company`] (all customers together), `words`.

use ::customers::Limits;
use axum::Router;
use axum::routing::{get, post};

use crate::page::Page;
use crate::state::AppState;

pub mod acts;
pub mod company;
pub(crate) mod forms;
pub mod look;
pub mod section;
mod words;

pub use words::stressor;

/// The addresses of this step.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/trust", get(company::page))
        .route("/customers/{id}/promises", post(acts::promised).get(acts::back))
        .route("/customers/{id}/promises/{promise}", post(acts::promise).get(acts::back_from))
        .route("/customers/{id}/complaints/{complaint}", post(acts::complaint).get(acts::back_from))
        .route("/customers/{id}/surveys", post(acts::told).get(acts::back))
        .route("/customers/{id}/surveys/{survey}", post(acts::survey).get(acts::back_from))
        .route("/customers/{id}/answered", post(acts::answered).get(acts::back))
}

/// What counts as late or too much: the company's settings, and the rules of the guard.
#[must_use]
pub fn limits(company: &store::Company, rules: &guard::RuleSet) -> Limits {
    let stops = rules.stops();
    Limits::new(
        company,
        stops.inquiry_unanswered_days,
        stops.inquiry_lapses_days,
        stops.promise_overdue_days,
    )
}

/// The limits a page goes by.
fn limits_of(page: &Page, state: &AppState) -> Limits {
    limits(&page.company, &state.rules)
}

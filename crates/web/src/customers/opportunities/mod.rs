//! Deals of a customer: the list with the form that opens one, and the page of one.
//!
//! Reading order: `list`, then `page` (what is shown) with its part `fact`, `acts` (what people
//! do), `words`. The fields that ask how one knows are in `telling`, beside this folder.

use axum::Router;
use axum::routing::{get, post};
use vocab::CustomerId;

use crate::parts::link::encode;
use crate::state::AppState;

mod acts;
mod fact;
pub(super) mod list;
mod page;
mod words;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/customers/{id}/opportunities", get(list::page).post(list::open))
        .route("/customers/{id}/opportunities/{deal}", get(page::page))
        .route("/customers/{id}/opportunities/{deal}/{act}", post(acts::act).get(acts::back))
}

/// The address of the deals of a customer.
pub(super) fn list_href(customer: &CustomerId) -> String {
    format!("{}/opportunities", super::href(customer.as_str()))
}

/// The address of a deal.
pub(super) fn href(customer: &CustomerId, deal: &str) -> String {
    format!("{}/{}", list_href(customer), encode(deal))
}

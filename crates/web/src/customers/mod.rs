//! Customers: the list, and the picture of one.
//!
//! Reading order: [`list`] (search, filters, order), [`one`] (the page of one customer) with
//! its parts [`figures`], [`calendar`], [`timeline`], [`permission`] and `told`; `opportunities`
//! (deals) and `stated` (needs) with `telling` (how one knows that a customer said so); `erase`.

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

pub mod calendar;
mod erase;
pub mod figures;
pub mod list;
pub mod one;
mod opportunities;
pub mod permission;
mod rows;
mod stated;
mod telling;
pub mod timeline;
mod told;

/// The addresses of the customers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/customers", get(list::page))
        .route("/customers/{id}", get(one::page))
        .route("/customers/{id}/erase", get(erase::page).post(erase::erase))
        .route("/customers/{id}/export", get(erase::export))
        .merge(opportunities::routes())
        .merge(stated::routes())
}

/// The address of one customer's page.
#[must_use]
pub fn href(id: &str) -> String {
    format!("/customers/{}", crate::parts::link::encode(id))
}

//! Customers: the list, and the picture of one.
//!
//! Reading order: [`list`] (search, filters, order), [`one`] (the page of one customer) with
//! its parts [`figures`], [`calendar`], [`timeline`] and [`permission`]; `erase`.

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

pub mod calendar;
mod erase;
pub mod figures;
pub mod list;
pub mod one;
pub mod permission;
mod rows;
pub mod timeline;

/// The addresses of the customers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/customers", get(list::page))
        .route("/customers/{id}", get(one::page))
        .route("/customers/{id}/erase", get(erase::page).post(erase::erase))
        .route("/customers/{id}/export", get(erase::export))
}

/// The address of one customer's page.
#[must_use]
pub fn href(id: &str) -> String {
    format!("/customers/{}", crate::parts::link::encode(id))
}

//! Customers: the list, the picture of one, what will be needed, who fell silent.
//!
//! Reading order: [`list`] (search, filters, order) with `wanted`, `columns`, `views` and `sheet`; [`one`]
//! (the page of one customer) with its parts [`figures`], [`calendar`], `ahead`, [`timeline`],
//! [`permission`] and `told`; `needs` and `silent`; `opportunities` (deals) and `stated` (needs) with
//! `telling` (how one knows that a customer said so); `erase`.

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

mod ahead;
pub mod calendar;
pub mod columns;
mod erase;
pub mod figures;
pub mod list;
mod names;
mod needs;
pub mod one;
mod opportunities;
pub mod permission;
mod rows;
mod sheet;
mod silent;
mod stated;
pub(crate) mod telling;
pub mod timeline;
mod told;
mod views;
pub mod wanted;

/// The addresses of the customers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/customers", get(list::page))
        .route("/customers.csv", get(list::export))
        .route("/views", post(views::add))
        .route("/views/{id}/remove", post(views::remove))
        .route("/needs", get(needs::page))
        .route("/needs.csv", get(needs::export))
        .route("/silent", get(silent::page))
        .route("/silent.csv", get(silent::export))
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

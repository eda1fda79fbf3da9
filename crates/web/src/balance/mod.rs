//! Push and pull in balance: who began contacts, how much pressure lies on people, and what came
//! after the sales.
//!
//! Reading order: [`page`], its parts [`charts`] and [`words`]; [`after`], the table of what came
//! after sales, which the result of a campaign shows too; [`read`], what takes a pass over the log.

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

pub mod after;
pub mod charts;
pub mod page;
pub(crate) mod read;
pub mod words;

/// The addresses of the balance.
pub fn routes() -> Router<AppState> {
    Router::new().route("/balance", get(page::page))
}

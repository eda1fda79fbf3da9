//! Why a target is missed: where the money is missing, and what customers give as reason.
//!
//! Reading order: [`page`] (choose a target, see its diagnosis), its parts [`words`],
//! [`verdict`], [`tables`] and [`barriers`], then [`brief`] (a brief from a diagnosis).

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

pub mod barriers;
pub mod brief;
pub mod page;
pub mod tables;
pub mod verdict;
pub mod words;

/// The addresses of this step.
pub fn routes() -> Router<AppState> {
    Router::new().route("/why", get(page::page)).route("/why/brief", post(brief::make))
}

/// The address of a diagnosis that was kept.
#[must_use]
pub fn href(diagnosis_id: &str) -> String {
    crate::parts::link::with_query("/why", &[("diagnosis", diagnosis_id)])
}

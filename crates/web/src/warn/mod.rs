//! Targets and warnings.

use axum::Router;

use crate::state::AppState;

/// The addresses of this step.
pub fn routes() -> Router<AppState> {
    Router::new()
}

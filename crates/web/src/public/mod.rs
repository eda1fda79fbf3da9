//! What recipients of messages open: no sign-in, no cookie.

use axum::Router;

use crate::state::AppState;

/// The addresses of this step.
pub fn routes() -> Router<AppState> {
    Router::new()
}

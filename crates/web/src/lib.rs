//! The pages of Sog, and the addresses recipients of messages open.
//!
//! Server-rendered HTML that can be read without JavaScript; htmx moves parts of a page,
//! ECharts draws what a table behind it says as well.
//!
//! What always holds:
//! - a page is shown only to somebody signed in ([`who`]); the addresses in messages
//!   ([`public`]) and those of senders of events ([`receive`]) need nobody and set no cookie;
//! - nothing inline is run or styled, nothing is loaded from elsewhere (`security.rs`);
//! - a form from another site changes nothing, a `GET` changes nothing;
//! - every text is there in four languages, every error becomes a page in [`error`];
//! - a handler reads the request, calls an action of a room, shows a template. It decides
//!   nothing itself.
//!
//! Reading order: [`state`], [`who`], [`page`], [`error`], [`i18n`], [`fmt`], [`parts`], then
//! one folder for each step of the loop. How to add a page: `README.md` in this crate.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower_http::compression::CompressionLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer};

pub mod assets;
pub mod error;
pub mod fmt;
mod foresight;
pub mod i18n;
pub mod page;
pub mod parts;
pub mod privacy;
mod read;
pub mod refresh;
mod security;
pub mod state;
pub mod who;

// One folder for each step of the loop. Each has `routes()`.
pub mod balance;
pub mod campaign;
pub mod caught;
pub mod customers;
pub mod public;
pub mod receive;
pub mod settings;
pub mod signin;
pub mod today;
pub mod trust;
pub mod warn;
pub mod why;

pub use error::Error;
pub use page::{Area, Page, show};
pub use receive::keys;
pub use signin::peer::Network;
pub use signin::users;
pub use state::{AppState, Clock, DemoInfo, DemoPerson};
pub use who::{AdminOnly, MarketingOnly, Member, SalesOnly, TradeOnly, Visitor};

/// Days a session lives without being used.
const SESSION_DAYS: i64 = 14;

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![
        store::Migration { name: "web_0001_users", sql: include_str!("../sql/0001_users.sql") },
        store::Migration {
            name: "web_0002_write_keys",
            sql: include_str!("../sql/0002_write_keys.sql"),
        },
        store::Migration {
            name: "web_0003_saved_views",
            sql: include_str!("../sql/0003_saved_views.sql"),
        },
    ]
}

/// All addresses, ready to be served.
///
/// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: failed sign-ins are
/// counted by network address too.
pub fn router(state: AppState) -> Router {
    router_with(state, Router::new())
}

/// As [`router`], with more pages behind the same doors (sessions, errors, form check).
pub fn router_with(state: AppState, more: Router<AppState>) -> Router {
    let sessions = SessionManagerLayer::new(signin::sessions::Sessions::new(state.store.clone()))
        .with_name(signin::sessions::cookie(state.log.name()))
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(state.https())
        .with_expiry(Expiry::OnInactivity(Duration::days(SESSION_DAYS)));
    let problems = || from_fn_with_state(state.clone(), error::pages);

    let pages = Router::new()
        .merge(today::routes())
        .merge(customers::routes())
        .merge(balance::routes())
        .merge(trust::routes())
        .merge(warn::routes())
        .merge(why::routes())
        .merge(campaign::routes())
        .merge(settings::routes())
        .merge(caught::routes())
        .merge(signin::routes())
        .merge(more)
        .fallback(|| async { Error::NotFound });
    let pages = pages.layer(from_fn_with_state(state.clone(), after_acts));
    let pages = security::same_site(pages, &state.public_url).layer(problems()).layer(sessions);

    // Recipients have no session, and the button of a mail program comes from another site.
    let open = Router::new().merge(public::routes()).merge(assets::routes()).layer(problems());

    // Programs have no session either, and want no page when something is wrong.
    let open = open.merge(receive::routes());

    security::headers(pages.merge(open), state.https())
        .layer(CompressionLayer::new())
        .with_state(state)
}

/// What a form did is in the history of the page that follows.
async fn after_acts(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let acts = request.method() == Method::POST;
    let response = next.run(request).await;
    if acts && response.status().is_redirection() {
        state.show_at_once().await;
    }
    response
}

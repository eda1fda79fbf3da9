//! The door for tracking libraries, and the page that shows what comes in.
//!
//! What always holds:
//! - a 200 means that every message is on disk; a 400 that the ones it names were left out and
//!   the others are on disk; after anything else nothing was taken, or nobody knows, and sending
//!   the same again is right: what came twice counts once;
//! - no cookie is read or set, so a page of any site may send;
//! - a write key is neither logged nor kept.
//!
//! Reading order: [`keys`], `door` (one request), `gate`, `answer`, `rate`, `recent`, then `page` and
//! `script`.

use std::time::Instant as Tick;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{any, get, post};
use events::EventLog;
use listen::Intake;
use listen::receive::{Call, Names};
use store::Store;
use tokio::sync::Mutex;
use vocab::Currency;

use crate::state::AppState;

mod answer;
mod door;
mod gate;
pub mod keys;
pub(crate) mod page;
mod rate;
mod recent;
mod rows;
pub(crate) mod script;

/// What the handlers share.
#[derive(Debug)]
pub(crate) struct Receiver {
    intake: Intake,
    names: Names,
    keys: keys::Keys,
    rates: rate::Rates,
    gate: gate::Gate,
    recent: recent::Recent,
    /// The currency of the books, and when it was read.
    books: Mutex<Option<(Option<Currency>, Tick)>>,
}

impl Receiver {
    /// Opens the door of a log. Needs a runtime.
    pub(crate) fn new(store: &Store, log: &EventLog, names: Names) -> Self {
        Self {
            intake: Intake::open(store.clone(), log.clone()),
            names,
            keys: keys::Keys::default(),
            rates: rate::Rates::default(),
            gate: gate::Gate::default(),
            recent: recent::Recent::default(),
            books: Mutex::default(),
        }
    }

    /// Forgets what the page of incoming events shows.
    pub(crate) fn forget(&self) {
        self.recent.forget();
    }

    /// The same door under other names of events.
    pub(crate) fn renamed(&self, names: Names) -> Self {
        Self {
            intake: self.intake.clone(),
            names,
            keys: keys::Keys::default(),
            rates: rate::Rates::default(),
            gate: gate::Gate::default(),
            recent: recent::Recent::default(),
            books: Mutex::default(),
        }
    }
}

/// Addresses and what comes to them: the full name and the one letter that browsers send to.
const CALLS: [(&str, &str, Call); 6] = [
    ("identify", "i", Call::Identify),
    ("track", "t", Call::Track),
    ("page", "p", Call::Page),
    ("screen", "s", Call::Screen),
    ("group", "g", Call::Group),
    ("alias", "a", Call::Alias),
];

/// The addresses of senders, and of the script for pages.
pub(crate) fn routes() -> Router<AppState> {
    let mut router = Router::new().route("/sog.js", get(script::serve));
    for before in ["/v1", ""] {
        for (name, letter, call) in CALLS {
            for path in [name, letter] {
                let take = move |State(state): State<AppState>, headers: HeaderMap, body: Body| {
                    door::enter(state, Some(call), headers, body)
                };
                let handler = post(take).options(door::look_ahead);
                router = router.route(&format!("{before}/{path}"), handler);
            }
        }
        for path in ["batch", "b"] {
            let handler = post(door::batch).options(door::look_ahead);
            router = router.route(&format!("{before}/{path}"), handler);
        }
        let handler = post(door::measures).options(door::look_ahead);
        router = router.route(&format!("{before}/m"), handler);
    }
    // Programs, not people, ask for what is not there.
    router.route("/v1/{*rest}", any(door::unknown))
}

//! Who is asking: extractors that open a page only to those who may see it.
//!
//! A handler takes [`Member`] (anybody signed in) or one of the narrower ones. Each carries
//! the [`Page`] to build the answer on.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use store::{Company, company};
use tower_sessions::Session;
use vocab::Team;

use crate::error::Error;
use crate::fmt::Fmt;
use crate::page::{Notice, Page, stranger};
use crate::signin::{current, users::User};
use crate::state::AppState;

const NOTICE: &str = "notice";

/// Anybody, signed in or not.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The page to build the answer on.
    pub page: Page,
}

impl Visitor {
    /// Finds out who asks. Never fails: when the database does, the reader is a stranger.
    pub(crate) async fn of(parts: &mut Parts, state: &AppState) -> Self {
        match Self::try_of(parts, state).await {
            Ok(visitor) => visitor,
            Err(error) => {
                tracing::error!(%error, "the reader could not be looked up");
                let page = stranger(Company::default(), &parts.headers, path(parts), state.now());
                Self { page }
            }
        }
    }

    async fn try_of(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let company = company(state.store.read()).await?;
        let mut page = stranger(company, &parts.headers, path(parts), state.now());
        page.demo = state.demo.is_some();
        page.mailbox = state.mailbox.is_some();
        let Some(session) = parts.extensions.get::<Session>().cloned() else {
            return Ok(Self { page });
        };
        if let Some(user) = current(state, &session).await? {
            page.lang = user.language;
            page.theme = user.theme;
            page.fmt = Fmt { lang: user.language, ..page.fmt };
            page.user = Some(user);
        }
        // A notice belongs to the next whole page, not to a part that is fetched meanwhile.
        let whole = parts.method == Method::GET && !parts.headers.contains_key("hx-request");
        if whole && session.get::<Notice>(NOTICE).await?.is_some() {
            page.notice = session.remove(NOTICE).await?;
        }
        Ok(Self { page })
    }
}

fn path(parts: &Parts) -> String {
    parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        Self::try_of(parts, state).await
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub user: User,
    /// The page to build the answer on.
    pub page: Page,
    /// The session, for the sign-in pages.
    pub(crate) session: Session,
}

impl Member {
    /// Shows `text` once, on the next page this reader sees. `tone` is `good`, `warn` or `bad`.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub async fn notify(&self, tone: &str, text: String) -> Result<(), Error> {
        let notice = Notice { tone: tone.to_owned(), text };
        Ok(self.session.insert(NOTICE, notice).await?)
    }
}

impl FromRequestParts<AppState> for Member {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let page = Visitor::try_of(parts, state).await?.page;
        let session = parts.extensions.get::<Session>().cloned();
        match (page.user.clone(), session) {
            (Some(user), Some(session)) => Ok(Self { user, page, session }),
            // Only a page can be returned to, not a form that was sent.
            _ => Err(Error::SignIn(match parts.method {
                Method::GET => page.path,
                _ => "/".to_owned(),
            })),
        }
    }
}

/// Makes an extractor for members of some teams.
macro_rules! only {
    ($($(#[$doc:meta])* $name:ident: $teams:expr;)+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Member);

        impl FromRequestParts<AppState> for $name {
            type Rejection = Error;
            async fn from_request_parts(
                parts: &mut Parts,
                state: &AppState,
            ) -> Result<Self, Error> {
                const TEAMS: &[Team] = $teams;
                let member =
                    <Member as FromRequestParts<AppState>>::from_request_parts(parts, state).await?;
                if TEAMS.contains(&member.user.team) {
                    Ok(Self(member))
                } else {
                    Err(Error::Forbidden(TEAMS))
                }
            }
        }
    )+ };
}

only! {
    /// Somebody who runs the installation.
    AdminOnly: &[Team::Admin];
    /// Somebody of marketing. An administrator is not: whoever signs for a team is of it.
    MarketingOnly: &[Team::Marketing];
    /// Somebody of sales.
    SalesOnly: &[Team::Sales];
    /// Somebody of marketing or sales: the teams that talk to customers.
    TradeOnly: &[Team::Marketing, Team::Sales];
}

//! Signing in and out.
//!
//! What always holds: a failure says the same and takes as long whether the address is known
//! or not; a try counts before it is made, so that many at once are no more than one after the
//! other; signing in gives the session a new id; a session ends when the person is kept out, is
//! let in again or gets a new password.
//!
//! Reading order: this file, [`users`], [`password`], `sessions`, [`limit`], [`peer`].

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use tower_sessions::Session;

use crate::error::Error;
use crate::page::{Page, show};
use crate::state::{AppState, DemoInfo};
use crate::who::{Member, Visitor};

pub mod limit;
pub mod password;
pub mod peer;
pub(crate) mod rows;
pub(crate) mod sessions;
pub mod users;

use peer::Peer;
use users::{User, Verified};

const USER: &str = "user";
const STAMP: &str = "stamp";
const SEEN: &str = "seen";

/// The pages to sign in and out.
pub fn routes() -> Router<AppState> {
    Router::new().route("/signin", get(form).post(sign_in)).route("/signout", post(sign_out))
}

/// Who is signed in, if they still may be.
pub(crate) async fn current(state: &AppState, session: &Session) -> Result<Option<User>, Error> {
    let Some(id) = session.get::<String>(USER).await? else {
        return Ok(None);
    };
    let stamp = session.get::<String>(STAMP).await?.unwrap_or_default();
    let user = users::by_id(&state.store, &id).await?;
    let user = user.filter(|user| user.active && user.stamp == stamp);
    if user.is_some() {
        // Written once a day, which is what keeps a session in use from expiring.
        session.insert(SEEN, state.now().date_naive().to_string()).await?;
    }
    Ok(user)
}

/// Lets a session go on after its own user changed the password.
pub(crate) async fn renew(state: &AppState, member: &Member) -> Result<(), Error> {
    let Some(user) = users::by_id(&state.store, &member.user.id).await? else {
        return Err(Error::NotFound);
    };
    member.session.insert(STAMP, &user.stamp).await?;
    Ok(member.session.cycle_id().await?)
}

#[derive(Template)]
#[template(path = "signin/page.html")]
struct SignInPage {
    page: Page,
    email: String,
    next: String,
    error: Option<String>,
    demo: Option<Arc<DemoInfo>>,
    /// Whether nobody has an account yet.
    nobody: bool,
}

#[derive(Debug, Deserialize)]
struct Where {
    #[serde(default)]
    next: String,
}

/// Only an address on this site may be gone to after signing in.
fn inside(next: &str) -> &str {
    let inside = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if inside { next } else { "/" }
}

async fn form(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    Query(query): Query<Where>,
) -> Result<Response, Error> {
    let next = inside(&query.next).to_owned();
    if page.user.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    let nobody = !users::any(&state.store).await?;
    let demo = state.demo.clone();
    show(&SignInPage { page, email: String::new(), next, error: None, demo, nobody })
}

#[derive(Deserialize)]
struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    session: Session,
    Peer(ip): Peer,
    Form(form): Form<Credentials>,
) -> Result<Response, Error> {
    let email = users::tidy(&form.email);
    let next = inside(&form.next).to_owned();
    let nobody = !users::any(&state.store).await?;
    let again = |page: Page, status: StatusCode, error: String| {
        let (email, next, demo) = (email.clone(), next.clone(), state.demo.clone());
        let page = SignInPage { page, email, next, error: Some(error), demo, nobody };
        Ok((status, show(&page)?).into_response())
    };
    let tried = match state.limits.begin(&email, ip, state.now()) {
        Ok(tried) => tried,
        Err(minutes) => {
            let words = page.t1("signin-wait", "minutes", minutes);
            return again(page, StatusCode::TOO_MANY_REQUESTS, words);
        }
    };
    let verified = users::verify(&state.store, &state.bench, &email, form.password).await;
    let user = match verified {
        Ok(Verified::Right(user)) => user,
        Ok(Verified::Wrong) => {
            let words = page.t("signin-wrong");
            return again(page, StatusCode::UNPROCESSABLE_ENTITY, words);
        }
        Ok(Verified::Busy) => {
            state.limits.take_back(tried);
            let words = page.t("signin-busy");
            return again(page, StatusCode::SERVICE_UNAVAILABLE, words);
        }
        Err(error) => {
            state.limits.take_back(tried);
            return Err(Error::internal(error));
        }
    };
    state.limits.succeeded(tried);
    // A session somebody else may have planted ends here: nothing is taken over, and the id is
    // a new one.
    session.clear().await;
    session.insert(USER, &user.id).await?;
    session.insert(STAMP, &user.stamp).await?;
    session.cycle_id().await?;
    Ok(Redirect::to(&next).into_response())
}

async fn sign_out(session: Session) -> Result<Redirect, Error> {
    session.flush().await?;
    Ok(Redirect::to("/signin"))
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for next in ["//evil.example", "https://evil.example", "/\\evil.example", "", "x", "/\tx"] {
            assert_eq!(inside(next), "/", "{next}");
        }
        assert_eq!(inside("/customers?q=a"), "/customers?q=a");
    }
}

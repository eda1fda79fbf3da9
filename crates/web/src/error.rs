//! Everything that can go wrong in a handler, and the page each becomes.
//!
//! A handler returns an [`Error`]; [`pages`] turns it into a page in the reader's language
//! that says what happened and what to do. What went wrong inside is logged under a number
//! that the page shows, and is never shown itself.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use store::StoreError;
use vocab::Team;

use crate::page::Page;
use crate::state::AppState;
use crate::who::Visitor;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing has this address.
    #[error("nothing has this address")]
    NotFound,
    /// Nobody is signed in; `0` is where the reader wanted to go.
    #[error("nobody is signed in")]
    SignIn(String),
    /// The reader's team may not do this; these may.
    #[error("another role is needed")]
    Forbidden(&'static [Team]),
    /// A form came from another site.
    #[error("a form came from another site")]
    ForeignForm,
    /// A form or an address could not be read.
    #[error("the form or address could not be read")]
    BadRequest,
    /// What was asked is not possible now; the words say why, in the reader's language.
    #[error("refused: {0}")]
    Refused(String),
    /// Something failed inside.
    #[error("{0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A failure inside that the reader can do nothing about.
    pub fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::internal(error)
    }
}
impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::internal(error)
    }
}
impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::internal(error)
    }
}

/// What the page has to say, carried from the handler to [`pages`].
#[derive(Debug, Clone)]
enum Problem {
    NotFound,
    SignIn(String),
    Forbidden(&'static [Team]),
    ForeignForm,
    BadRequest,
    Refused(String),
    /// The number under which the failure was logged.
    Internal(String),
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, problem) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Problem::NotFound),
            Self::SignIn(next) => (StatusCode::UNAUTHORIZED, Problem::SignIn(next)),
            Self::Forbidden(teams) => (StatusCode::FORBIDDEN, Problem::Forbidden(teams)),
            Self::ForeignForm => (StatusCode::FORBIDDEN, Problem::ForeignForm),
            Self::BadRequest => (StatusCode::BAD_REQUEST, Problem::BadRequest),
            Self::Refused(words) => (StatusCode::CONFLICT, Problem::Refused(words)),
            Self::Internal(error) => {
                let number = uuid::Uuid::now_v7().simple().to_string()[20..].to_owned();
                tracing::error!(number, error = chain(error.as_ref()), "a page failed");
                (StatusCode::INTERNAL_SERVER_ERROR, Problem::Internal(number))
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(problem);
        response
    }
}

/// The error and its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

#[derive(Template)]
#[template(path = "errors/page.html")]
struct ErrorPage {
    page: Page,
    problem: Words,
}

#[derive(Template)]
#[template(path = "errors/fragment.html")]
struct ErrorFragment {
    problem: Words,
}

/// What happened, and what to do.
#[derive(Debug)]
struct Words {
    what: String,
    todo: String,
    /// The number to name when asking for help.
    number: Option<String>,
}

fn words(page: &Page, problem: &Problem) -> Words {
    let both =
        |what: &str, todo: &str| Words { what: page.t(what), todo: page.t(todo), number: None };
    match problem {
        Problem::NotFound => both("error-not-found", "error-not-found-todo"),
        Problem::SignIn(_) => both("error-sign-in", "error-sign-in-todo"),
        Problem::Forbidden(teams) => {
            let teams: Vec<String> = teams.iter().map(|team| page.word(team)).collect();
            Words {
                what: page.t("error-forbidden"),
                todo: page.t1("error-forbidden-todo", "teams", teams.join(", ")),
                number: None,
            }
        }
        Problem::ForeignForm => both("error-foreign-form", "error-foreign-form-todo"),
        Problem::BadRequest => both("error-bad-request", "error-bad-request-todo"),
        Problem::Refused(words) => {
            Words { what: page.t("error-refused"), todo: words.clone(), number: None }
        }
        Problem::Internal(number) => Words {
            what: page.t("error-internal"),
            todo: page.t("error-internal-todo"),
            number: Some(number.clone()),
        },
    }
}

/// The problem of an answer, if it is one: ours, or a refusal of the framework, whose words
/// speak to programmers.
fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if plain => Some(Problem::NotFound),
        status if status.is_client_error() && plain => Some(Problem::BadRequest),
        _ => None,
    }
}

/// Turns every problem into a page (or, for a part of a page, into a message).
pub(crate) async fn pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let kept = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = problem_of(&response) else {
        return response;
    };
    parts = kept;
    let partial = parts.headers.contains_key("hx-request");
    if let Problem::SignIn(next) = &problem {
        return to_sign_in(next, partial);
    }
    let page = Visitor::of(&mut parts, &state).await.page;
    let problem = words(&page, &problem);
    let html = if partial {
        ErrorFragment { problem }.render()
    } else {
        ErrorPage { page, problem }.render()
    };
    let status = response.status();
    let Ok(html) = html else {
        return status.into_response();
    };
    let mut answer = (status, Html(html)).into_response();
    if partial {
        // The message goes to the place the layout keeps for it, not where the content belongs.
        let headers = answer.headers_mut();
        headers.insert("hx-retarget", HeaderValue::from_static("#problems"));
        headers.insert("hx-reswap", HeaderValue::from_static("innerHTML"));
    }
    answer
}

fn to_sign_in(next: &str, partial: bool) -> Response {
    let address = if next == "/" {
        "/signin".to_owned()
    } else {
        format!("/signin?next={}", crate::parts::link::encode(next))
    };
    if partial {
        return ([("hx-redirect", address)], StatusCode::OK).into_response();
    }
    Redirect::to(&address).into_response()
}

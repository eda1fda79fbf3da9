//! What recipients of messages open: no sign-in, no cookie, in the recipient's language.
//!
//! What always holds: a `GET` changes nothing, because scanners follow every link in a mail;
//! a `POST` to the way out ends the mails at once and answers 200 without a redirect, whether
//! a mail program (RFC 8058) or the button of the page sent it.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use campaign::CampaignError;
use campaign::answer::{MAX_CHARS, answer as keep};
use campaign::token::Token;
use campaign::unsubscribe as way_out;
use serde::Deserialize;

use crate::error::Error;
use crate::page::{Page, show};
use crate::state::AppState;
use crate::who::Visitor;

mod needs;

/// The addresses in messages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/u/{token}", get(leave).post(left))
        .route("/a/{token}", get(question).post(answer))
        .route("/n/{token}", get(needs::page).post(needs::say))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
}

/// The largest form a stranger may send: the longest answer, each character written as `%XX`
/// four times, with room to spare. How many answers one mail takes is limited by the room.
const MAX_BYTES: usize = 64 * 1024;

#[derive(Template)]
#[template(path = "public/unknown.html")]
struct UnknownPage {
    page: Page,
}

/// The page of a link nobody has: it looks like the others and tells nothing.
fn unknown(page: Page) -> Result<Response, Error> {
    Ok((StatusCode::NOT_FOUND, show(&UnknownPage { page })?).into_response())
}

/// A link that leads to somebody's message.
struct Opened {
    /// The page, in their language.
    page: Page,
    token: Token,
    visitor: way_out::Visitor,
}

/// Whose message a link leads to; the answer to give where it leads to none.
async fn open(
    state: &AppState,
    mut page: Page,
    token: &str,
) -> Result<Result<Opened, Response>, Error> {
    let Some(token) = Token::parse(token) else {
        return unknown(page).map(Err);
    };
    let looked = way_out::look(&state.store, &token).await.map_err(Error::internal)?;
    let Some(visitor) = looked else {
        return unknown(page).map(Err);
    };
    if let Some(language) = visitor.language {
        page.lang = language;
        page.fmt.lang = language;
    }
    Ok(Ok(Opened { page, token, visitor }))
}

#[derive(Template)]
#[template(path = "public/leave.html")]
struct LeavePage {
    page: Page,
    visitor: way_out::Visitor,
    here: String,
    /// Where they say what they need.
    needs: String,
}

/// The page with the button. It only looks.
async fn leave(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Opened { page, visitor, token } = match open(&state, page, &token).await? {
        Ok(opened) => opened,
        Err(unknown) => return Ok(unknown),
    };
    let (here, needs) = (page.path.clone(), format!("/n/{}", token.text()));
    show(&LeavePage { page, visitor, here, needs })
}

#[derive(Template)]
#[template(path = "public/left.html")]
struct LeftPage {
    page: Page,
    visitor: way_out::Visitor,
}

/// Ends the mails. The body is not looked at: a mail program sends
/// `List-Unsubscribe=One-Click`, the button sends nothing, and both mean the same.
async fn left(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Opened { page, token, visitor } = match open(&state, page, &token).await? {
        Ok(opened) => opened,
        Err(unknown) => return Ok(unknown),
    };
    let ended = way_out::unsubscribe(&state.store, &state.log, &token, page.now).await;
    ended.map_err(Error::internal)?.ok_or(Error::NotFound)?;
    show(&LeftPage { page, visitor })
}

#[derive(Template)]
#[template(path = "public/answer.html")]
struct AnswerPage {
    page: Page,
    visitor: way_out::Visitor,
    here: String,
    text: String,
    error: Option<String>,
    most: usize,
}

async fn question(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Opened { page, visitor, .. } = match open(&state, page, &token).await? {
        Ok(opened) => opened,
        Err(unknown) => return Ok(unknown),
    };
    let here = page.path.clone();
    let (text, error) = (String::new(), None);
    show(&AnswerPage { page, visitor, here, text, error, most: MAX_CHARS })
}

#[derive(Debug, Deserialize)]
struct Said {
    #[serde(default)]
    text: String,
}

#[derive(Template)]
#[template(path = "public/thanks.html")]
struct ThanksPage {
    page: Page,
    visitor: way_out::Visitor,
    needs: String,
}

async fn answer(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    Path(token): Path<String>,
    Form(said): Form<Said>,
) -> Result<Response, Error> {
    let Opened { page, token, visitor } = match open(&state, page, &token).await? {
        Ok(opened) => opened,
        Err(unknown) => return Ok(unknown),
    };
    let error = match keep(&state.store, &state.log, &token, &said.text, page.now).await {
        Ok(Some(_)) => {
            let needs = format!("/n/{}", token.text());
            return show(&ThanksPage { page, visitor, needs });
        }
        Ok(None) => return Err(Error::NotFound),
        Err(CampaignError::EmptyAnswer) => page.t("public-answer-empty"),
        Err(CampaignError::AnswerTooLong(most)) => page.t1("public-answer-long", "most", most),
        Err(CampaignError::TooManyAnswers(most)) => page.t1("public-answer-many", "most", most),
        Err(error) => return Err(Error::internal(error)),
    };
    let here = page.path.clone();
    let (text, error) = (said.text, Some(error));
    let page = show(&AnswerPage { page, visitor, here, text, error, most: MAX_CHARS })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

//! The mails a demo caught instead of sending: what a recipient would see.
//!
//! Only there when the demo's mail server is; otherwise the addresses do not exist.

mod mail;
mod mailbox;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::state::AppState;
use crate::who::Member;

use mail::Mail;
pub use mailbox::{Caught, Mailbox};

/// The addresses of this page.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/caught", get(list))
        .route("/caught/{number}", get(one))
        .route("/caught/{number}/html", get(html))
        .route("/caught/{number}/raw", get(raw))
}

#[derive(Template)]
#[template(path = "caught/list.html")]
struct ListPage {
    page: Page,
    mails: Vec<Mail>,
    total: usize,
}

#[derive(Template)]
#[template(path = "caught/one.html")]
struct OnePage {
    page: Page,
    mail: Mail,
}

/// Mails a page shows at most.
const SHOWN: usize = 200;

fn mailbox(state: &AppState) -> Result<&Mailbox, Error> {
    state.mailbox.as_ref().ok_or(Error::NotFound)
}

fn find(state: &AppState, number: usize) -> Result<Caught, Error> {
    mailbox(state)?.get(number).ok_or(Error::NotFound)
}

async fn list(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    let (total, caught) = mailbox(&state)?.latest(SHOWN);
    let mails = caught.iter().map(|(number, caught)| Mail::read(*number, caught)).collect();
    show(&ListPage { page: member.page.at(Area::None), mails, total })
}

async fn one(
    State(state): State<AppState>,
    member: Member,
    Path(number): Path<usize>,
) -> Result<Response, Error> {
    let mail = Mail::read(number, &find(&state, number)?);
    show(&OnePage { page: member.page.at(Area::None), mail })
}

/// The HTML part alone, for a frame: it may style itself and do nothing else. Links open in
/// a new tab, as in a mail program.
async fn html(
    State(state): State<AppState>,
    _member: Member,
    Path(number): Path<usize>,
) -> Result<Response, Error> {
    let mail = Mail::read(number, &find(&state, number)?);
    let body = mail.html.ok_or(Error::NotFound)?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                  frame-ancestors 'self'; \
                  sandbox allow-popups allow-popups-to-escape-sandbox";
    let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers
        .insert(HeaderName::from_static("x-frame-options"), HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

/// The mail as it came over the wire.
async fn raw(
    State(state): State<AppState>,
    _member: Member,
    Path(number): Path<usize>,
) -> Result<Response, Error> {
    let caught = find(&state, number)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], caught.raw).into_response())
}

//! The mail of a version as it will look, language by language. Where a reader's own words
//! come, the name of the placeholder stands in square brackets.

use ::campaign::actions;
use ::campaign::message::Reader;
use ::campaign::signing::Draft;
use ::campaign::token::Links;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use vocab::Lang;

use super::{href, id_of, trouble};
use crate::error::Error;
use crate::page::Page;
use crate::state::AppState;
use crate::who::Member;

/// The mail in one language.
#[derive(Debug, Clone)]
pub struct MailView {
    /// The code of the language.
    pub code: &'static str,
    /// Its name.
    pub language: String,
    /// The subject.
    pub subject: String,
    /// The plain part; the words as typed while the mail cannot be made.
    pub text: String,
    /// The address of the HTML part, where there is one.
    pub src: Option<String>,
    /// Shown at first: the language of those whose own is not written.
    pub open: bool,
}

fn reader(language: Lang) -> Reader {
    let name = |name: &str| format!("[{name}]");
    Reader {
        first_name: name("first_name"),
        last_name: name("last_name"),
        company: name("company"),
        language,
        ground: None,
    }
}

/// The mails of a version, the language for everybody else first.
pub(super) fn of(page: &Page, draft: &Draft) -> Vec<MailView> {
    let message = &draft.message;
    let links = Links::preview(&page.company.public_url);
    let compiled = message.compile(&page.company).ok();
    let mut mails: Vec<MailView> = message
        .words
        .iter()
        .map(|(lang, words)| {
            let made = compiled.as_ref().and_then(|all| all.render(&reader(*lang), &links).ok());
            let step = format!("versions/{}/mail/{lang}", draft.version);
            let src = made.as_ref().map(|_| href(&draft.campaign, &step));
            let (subject, text) = match made {
                Some(made) => (made.subject, made.text),
                None => (words.subject.clone(), format!("{}\n\n{}", words.body, words.question)),
            };
            let open = *lang == message.fallback;
            MailView { code: lang.code(), language: page.word(*lang), subject, text, src, open }
        })
        .collect();
    mails.sort_by_key(|mail| !mail.open);
    mails
}

/// The HTML part of a version's mail in one language, for a frame.
pub(super) async fn frame(
    State(state): State<AppState>,
    member: Member,
    Path((id, version, lang)): Path<(String, u32, String)>,
) -> Result<Response, Error> {
    let page = &member.page;
    let lang: Lang = lang.parse().map_err(|_| Error::NotFound)?;
    let versions = actions::versions(&state.store, &id_of(&id)?).await;
    let versions = versions.map_err(|error| trouble(page, error))?;
    let found = versions.into_iter().find(|one| one.draft.version == version);
    let message = found.ok_or(Error::NotFound)?.draft.message;
    if !message.words.contains_key(&lang) {
        return Err(Error::NotFound);
    }
    let compiled = message.compile(&page.company).map_err(|_| Error::NotFound)?;
    let links = Links::preview(&page.company.public_url);
    let mail = compiled.render(&reader(lang), &links).map_err(Error::internal)?;
    Ok(framed(mail.html))
}

/// A mail alone, for a frame: it may style itself and do nothing else.
pub(super) fn framed(html: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let mut response = (kind, html).into_response();
    let headers = response.headers_mut();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                  frame-ancestors 'self'; sandbox";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    let frame = HeaderName::from_static("x-frame-options");
    headers.insert(frame, HeaderValue::from_static("SAMEORIGIN"));
    response
}

//! The words, in one to four languages, what is wrong with them, and how one reader sees them.

use ::campaign::actions::{self, People, Preview};
use ::campaign::letter::Draft;
use ::campaign::message::{MAX_SUBJECT, Message, PLACEHOLDERS, Words};
use ::campaign::token::Links;
use ::campaign::{Campaign, CampaignError};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use guard::{RuleSet, Verdict};
use serde::Deserialize;
use vocab::{ContactId, Lang};

use super::brief::{Choice, GapLine};
use super::split;
use super::steps::{Head, Progress};
use super::{find, href, id_of, trouble, words};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::link::with_query;
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// People offered to preview as.
const OFFERED: usize = 30;

/// The fields of one language.
#[derive(Debug, Clone)]
pub struct LangForm {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// What is written.
    pub words: Words,
    /// Whether anything is.
    pub open: bool,
}

/// The message as one contact gets it.
#[derive(Debug, Clone)]
pub struct PreviewView {
    /// The words.
    pub preview: Preview,
    /// The language it is in.
    pub language: String,
    /// The head of the mail, as it goes over the wire.
    pub headers: String,
    /// Whether it may go.
    pub allowed: bool,
    /// Why, or why not.
    pub reasons: Vec<String>,
    /// The address of the HTML part.
    pub src: String,
}

#[derive(Template)]
#[template(path = "campaign/message.html")]
struct MessagePage {
    page: Page,
    head: Head,
    here: String,
    next: String,
    langs: Vec<LangForm>,
    fallback: &'static str,
    faults: Vec<GapLine>,
    placeholders: Vec<(&'static str, String)>,
    longest: usize,
    q: String,
    people: Vec<Choice>,
    contact: String,
    preview: Option<PreviewView>,
    may_edit: bool,
}

/// Whom to preview as.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    contact: String,
}

/// What stands where a placeholder stands.
fn explained(page: &Page, name: &str) -> String {
    page.t(match name {
        "first_name" => "campaign-placeholder-first",
        "last_name" => "campaign-placeholder-last",
        "company" => "campaign-placeholder-company",
        _ => "campaign-placeholder-sender",
    })
}

/// People to preview as: those who match the search, else some of the audience.
async fn people(
    state: &AppState,
    page: &Page,
    campaign: &Campaign,
    q: &str,
) -> Result<(Vec<Choice>, std::sync::Arc<People>), Error> {
    let people = split::people(state).await?;
    let q = q.trim().to_lowercase();
    let found: Vec<Choice> = if q.is_empty() {
        let counted = match campaign.draft.brief.audience.clone() {
            Some(condition) => {
                split::count(state, page, people.clone(), campaign, condition).await?
            }
            None => None,
        };
        let parts = counted.map(|split| split.parts).unwrap_or_default();
        parts
            .iter()
            .flat_map(|part| {
                let group = words::group(page, part.group);
                part.examples
                    .iter()
                    .map(move |one| (one.contact.to_string(), format!("{} – {group}", one.name)))
            })
            .take(OFFERED)
            .collect()
    } else {
        let hit = |text: &str| text.to_lowercase().contains(&q);
        let cards = people.contacts.iter().filter(|card| {
            hit(&card.name())
                || hit(&card.customer.name)
                || card.email.as_deref().is_some_and(hit)
                || hit(card.id.as_str())
        });
        let words = |card: &customers::people::ContactCard| {
            (card.id.to_string(), format!("{} – {}", card.name(), card.customer.name))
        };
        cards.take(OFFERED).map(words).collect()
    };
    Ok((found, people))
}

/// The head of the mail as it would go over the wire, the signature aside.
fn headers(page: &Page, preview: &Preview, contact: &ContactId, name: &str) -> String {
    let links = Links::preview(&page.company.public_url);
    let draft = Draft {
        company: &page.company,
        words: &preview.words,
        contact,
        name,
        address: preview.address.as_deref().unwrap_or_default(),
        links: &links,
        id: "preview",
        date: page.now,
    };
    let raw = draft.build().map(|mail| mail.formatted()).unwrap_or_default();
    let raw = String::from_utf8_lossy(&raw).into_owned();
    raw.split("\r\n\r\n").next().unwrap_or_default().to_owned()
}

async fn view(
    state: &AppState,
    page: &Page,
    campaign: &Campaign,
    people: &People,
    contact: &ContactId,
) -> Result<Option<PreviewView>, Error> {
    let pictures = state.pictures().await?;
    let rules = RuleSet::built_in();
    let made =
        actions::preview(&state.store, &pictures, &rules, &campaign.id, contact, page.now).await;
    let preview = match made {
        Ok(preview) => preview,
        Err(CampaignError::Message(_)) => return Ok(None),
        Err(error) => return Err(trouble(page, error)),
    };
    let card = people.contacts.iter().find(|card| card.id == *contact);
    let name = card.map(|card| card.name()).unwrap_or_default();
    let src = with_query(&href(&campaign.id, "message/preview"), &[("contact", contact.as_str())]);
    Ok(Some(PreviewView {
        language: page.word(preview.words.language),
        headers: headers(page, &preview, contact, &name),
        allowed: preview.decision.verdict == Verdict::Allow,
        reasons: preview.decision.messages(page.lang),
        src,
        preview,
    }))
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Campaigns);
    let campaign = find(&state, &page, &id).await?;
    let progress = Progress::of(&campaign, &page.company);
    let message = &campaign.message;
    let (offered, all) = people(&state, &page, &campaign, &wanted.q).await?;
    let first = || offered.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let contact = if wanted.contact.is_empty() { first() } else { wanted.contact };
    let preview = match ContactId::new(&contact) {
        Ok(id) if progress.faults.is_empty() => view(&state, &page, &campaign, &all, &id).await?,
        _ => None,
    };
    let langs = Lang::ALL.iter().map(|lang| {
        let mut words = message.words.get(lang).cloned().unwrap_or_default();
        // The brief has asked it already.
        if *lang == message.fallback && words == Words::default() {
            words.question.clone_from(&campaign.draft.brief.question);
        }
        LangForm {
            code: lang.code(),
            name: page.word(*lang),
            open: *lang == message.fallback || message.words.contains_key(lang),
            words,
        }
    });
    let faults = progress.faults.iter().map(|fault| GapLine {
        text: words::fault(&page, fault),
        href: if words::is_setting(fault) { "/settings".to_owned() } else { "#words".to_owned() },
    });
    show(&MessagePage {
        head: Head::new(&page, &campaign, &progress, "message"),
        here: href(&campaign.id, "message"),
        next: href(&campaign.id, "sign"),
        langs: langs.collect(),
        fallback: message.fallback.code(),
        faults: faults.collect(),
        placeholders: PLACEHOLDERS.iter().map(|name| (*name, explained(&page, name))).collect(),
        longest: MAX_SUBJECT,
        q: wanted.q,
        people: offered,
        contact,
        preview,
        may_edit: !progress.launched && (page.is("marketing") || page.is("sales")),
        page,
    })
}

/// The HTML part alone, for a frame: it may style itself and do nothing else.
pub(super) async fn preview(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = &member.page;
    let id = id_of(&id)?;
    let contact = ContactId::new(&wanted.contact).map_err(|_| Error::NotFound)?;
    let pictures = state.pictures().await?;
    let rules = RuleSet::built_in();
    let preview = actions::preview(&state.store, &pictures, &rules, &id, &contact, page.now)
        .await
        .map_err(|error| trouble(page, error))?;
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let mut response = (kind, preview.words.html).into_response();
    let headers = response.headers_mut();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                  frame-ancestors 'self'; sandbox";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    let frame = HeaderName::from_static("x-frame-options");
    headers.insert(frame, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

pub(super) async fn save(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    let page = &member.page;
    let id = id_of(&id)?;
    let text = |wanted: &str| {
        let pair = pairs.iter().find(|(name, _)| name == wanted);
        pair.map(|(_, value)| value.trim().replace("\r\n", "\n")).unwrap_or_default()
    };
    let fallback = text("fallback").parse().map_err(|_| Error::BadRequest)?;
    let mut message = Message::new(fallback);
    for lang in Lang::ALL {
        let words = Words {
            subject: text(&format!("subject-{lang}")),
            body: text(&format!("body-{lang}")),
            question: text(&format!("question-{lang}")),
        };
        if *lang == fallback || words != Words::default() {
            message.words.insert(*lang, words);
        }
    }
    actions::save_message(&state.store, &id, &message)
        .await
        .map_err(|error| trouble(page, error))?;
    member.notify("good", page.t("campaign-message-saved")).await?;
    let go = text("go") == "next" && message.faults(&page.company).is_empty();
    Ok(Redirect::to(&href(&id, if go { "sign" } else { "message" })))
}

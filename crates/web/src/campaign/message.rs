//! The words, in one to four languages, what is wrong with them, and how one reader sees them.

use ::campaign::actions::{self, People, Preview};
use ::campaign::faults::Fault;
use ::campaign::letter::Draft;
use ::campaign::message::{MAX_SUBJECT, Message, PLACEHOLDERS, Words};
use ::campaign::token::Links;
use ::campaign::{Campaign, CampaignError};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use guard::Verdict;
use serde::Deserialize;
use vocab::{ContactId, Lang};

use super::brief::{Choice, GapLine, told};
use super::changes::{self, Conflict};
use super::mails::framed;
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
    version: u32,
    signed: bool,
    conflict: Option<Conflict>,
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
            Some(condition) => split::count(state, page, campaign, condition).await?,
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
    let rules = &state.rules;
    let made =
        actions::preview(&state.store, &pictures, rules, &campaign.id, contact, page.now).await;
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

/// The page; `typed` with its conflict where somebody else was faster than the writer.
async fn shown(
    state: &AppState,
    page: Page,
    campaign: Campaign,
    wanted: Wanted,
    typed: Option<(Message, Option<Conflict>)>,
) -> Result<Response, Error> {
    let page = page.at(Area::Campaigns);
    let progress = Progress::of(&campaign, &page.company);
    let (message, conflict) = typed.unwrap_or_else(|| (campaign.draft.message.clone(), None));
    let (offered, all) = people(state, &page, &campaign, &wanted.q).await?;
    let first = || offered.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let contact = if wanted.contact.is_empty() { first() } else { wanted.contact };
    let preview = match ContactId::new(&contact) {
        Ok(id) if progress.faults.is_empty() => view(state, &page, &campaign, &all, &id).await?,
        _ => None,
    };
    // The brief has asked it already; then nobody is told that it is missing.
    let asked = message.words.get(&message.fallback).is_none_or(|words| *words == Words::default())
        && !campaign.draft.brief.question.trim().is_empty();
    let langs = Lang::ALL.iter().map(|lang| {
        let mut words = message.words.get(lang).cloned().unwrap_or_default();
        if *lang == message.fallback && asked {
            words.question.clone_from(&campaign.draft.brief.question);
        }
        LangForm {
            code: lang.code(),
            name: page.word(*lang),
            open: *lang == message.fallback || message.words.contains_key(lang),
            words,
        }
    });
    let there = |fault: &&Fault| asked && **fault == Fault::NoQuestion(message.fallback);
    let faults: Vec<_> = progress.faults.iter().filter(|fault| !there(fault)).collect();
    show(&MessagePage {
        head: Head::new(&page, &campaign, &progress, "message"),
        here: href(&campaign.id, "message"),
        next: href(&campaign.id, "sign"),
        langs: langs.collect(),
        fallback: message.fallback.code(),
        faults: words::fault_lines(&page, &campaign.id, &faults),
        placeholders: PLACEHOLDERS.iter().map(|name| (*name, explained(&page, name))).collect(),
        longest: MAX_SUBJECT,
        version: campaign.draft.version,
        signed: !campaign.draft.signatures.is_empty(),
        conflict,
        q: wanted.q,
        people: offered,
        contact,
        preview,
        may_edit: !progress.launched && (page.is("marketing") || page.is("sales")),
        page,
    })
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let campaign = find(&state, &member.page, &id).await?;
    shown(&state, member.page, campaign, wanted, None).await
}

/// The HTML part alone, for a frame.
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
    let rules = &state.rules;
    let preview = actions::preview(&state.store, &pictures, rules, &id, &contact, page.now)
        .await
        .map_err(|error| trouble(page, error))?;
    Ok(framed(preview.words.html))
}

/// The message as it was typed; `None` where the form is none of ours.
fn typed(pairs: &[(String, String)]) -> Option<Message> {
    let text = |wanted: &str| {
        let pair = pairs.iter().find(|(name, _)| name == wanted);
        pair.map(|(_, value)| value.trim().replace("\r\n", "\n")).unwrap_or_default()
    };
    let fallback = text("fallback").parse().ok()?;
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
    Some(message)
}

pub(super) async fn save(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let page = &member.page;
    let message = typed(&pairs).ok_or(Error::BadRequest)?;
    let value = |wanted: &str| {
        pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    };
    let seen = value("version").and_then(|version| version.parse().ok());
    let seen = seen.ok_or(Error::BadRequest)?;
    let before = find(&state, page, &id).await?;
    let (store, name) = (&state.store, &member.user.name);
    let saved = actions::save_message(store, &before.id, seen, &message, name, page.now).await;
    let failed = told(&member, &before, seen, saved, ("good", "campaign-message-saved")).await?;
    let campaign = find(&state, page, &id).await?;
    if let Some(error) = failed {
        // Somebody was faster: the form once more as it was typed, beside what stands there.
        let stands = changes::of_message(page, &campaign.draft.message);
        let mine = changes::of_message(page, &message);
        let conflict = changes::conflict(page, &error, &campaign, &mine, &stands);
        let typed = Some((message, conflict));
        let page = shown(&state, member.page, campaign, Wanted::default(), typed).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let ready = Progress::of(&campaign, &page.company).faults.is_empty();
    let go = value("go") == Some("next") && ready;
    Ok(Redirect::to(&href(&campaign.id, if go { "sign" } else { "message" })).into_response())
}

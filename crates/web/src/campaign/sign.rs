//! The two signatures: what exactly is signed (the brief and the mail as it will look), what is
//! new since the last signature, by whom it was signed, and by whom not yet.

use ::campaign::{Campaign, actions};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use serde::Deserialize;
use vocab::{Instant, Team};

use super::brief::{GapLine, gaps};
use super::changes::{self, Comparison, Fact};
use super::mails::{self, MailView};
use super::steps::{Head, Progress};
use super::versions::signers;
use super::{find, href, id_of, trouble, words};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// One of the two lines to sign on.
#[derive(Debug, Clone)]
pub struct Line {
    /// The team, in words.
    pub team: String,
    /// Its code.
    pub code: &'static str,
    /// Who signed, and when.
    pub signed: Option<(String, Instant)>,
    /// Whether the reader can sign it now.
    pub mine: bool,
}

#[derive(Template)]
#[template(path = "campaign/sign.html")]
struct SignPage {
    page: Page,
    head: Head,
    here: String,
    next: String,
    version: u32,
    lines: Vec<Line>,
    gaps: Vec<GapLine>,
    /// What keeps the words from being sent, the settings aside.
    faults: Vec<GapLine>,
    /// What is signed, the mail aside.
    facts: Vec<Fact>,
    /// The mail that is signed.
    mails: Vec<MailView>,
    /// What is new since somebody signed last.
    changed: Option<Comparison>,
    /// That version, and who signed it.
    last_version: u32,
    last_people: String,
    complete: bool,
    both: bool,
    launched: bool,
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Campaigns);
    let campaign = find(&state, &page, &id).await?;
    let progress = Progress::of(&campaign, &page.company);
    let faults: Vec<_> = progress.faults.iter().filter(|f| !words::is_setting(f)).collect();
    let complete = progress.brief.is_empty() && progress.audience.is_empty() && faults.is_empty();
    let versions = actions::versions(&state.store, &campaign.id).await;
    let versions = versions.map_err(|error| trouble(&page, error))?;
    let last = versions
        .iter()
        .find(|one| one.draft.version < campaign.draft.version && !one.draft.signatures.is_empty());
    show(&SignPage {
        head: Head::new(&page, &campaign, &progress, "sign"),
        here: href(&campaign.id, "sign"),
        next: href(&campaign.id, "launch"),
        version: campaign.draft.version,
        lines: lines(&page, &campaign, complete && !progress.launched),
        gaps: gaps(&page, &campaign, &progress),
        faults: words::fault_lines(&page, &campaign.id, &faults),
        facts: changes::of_brief(&page, &campaign.draft.brief),
        mails: mails::of(&page, &campaign.draft),
        changed: last.map(|last| changes::since(&page, &last.draft, &campaign.draft)),
        last_version: last.map_or(0, |last| last.draft.version),
        last_people: last.map(|last| signers(&page, last).join(", ")).unwrap_or_default(),
        complete,
        both: progress.unsigned.is_empty(),
        launched: progress.launched,
        page,
    })
}

/// The two lines to sign on.
pub(super) fn lines(page: &Page, campaign: &Campaign, open: bool) -> Vec<Line> {
    [Team::Marketing, Team::Sales]
        .into_iter()
        .map(|team| {
            let signature = campaign.draft.signatures.iter().find(|s| s.team == team);
            Line {
                team: page.word(team),
                code: team.code(),
                signed: signature.map(|signature| (signature.person.clone(), signature.at)),
                mine: open && signature.is_none() && page.is(team.code()),
            }
        })
        .collect()
}

/// The version that was read.
#[derive(Debug, Deserialize)]
pub struct Read {
    version: u32,
}

pub(super) async fn sign(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(read): Form<Read>,
) -> Result<Redirect, Error> {
    let (page, user) = (&member.page, &member.user);
    let id = id_of(&id)?;
    let draft = actions::sign(&state.store, &id, read.version, user.team, &user.name, page.now)
        .await
        .map_err(|error| trouble(page, error))?;
    let both = draft.signed().is_ok();
    let key = if both { "campaign-signed-both" } else { "campaign-signed" };
    member.notify("good", page.t(key)).await?;
    Ok(Redirect::to(&href(&id, if both { "launch" } else { "sign" })))
}

//! The two signatures: what exactly is signed, by whom it was, and by whom not yet.

use ::campaign::brief::{Brief, ClaimKind};
use ::campaign::{Campaign, actions};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use serde::Deserialize;
use vocab::{Instant, Team};

use super::audience;
use super::brief::{GapLine, gaps};
use super::steps::{Head, Progress};
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
    /// What is signed: name, value.
    facts: Vec<(String, String)>,
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
    let complete = progress.brief.is_empty() && progress.audience.is_empty();
    show(&SignPage {
        head: Head::new(&page, &campaign, &progress, "sign"),
        here: href(&campaign.id, "sign"),
        next: href(&campaign.id, "launch"),
        version: campaign.draft.version,
        lines: lines(&page, &campaign, complete && !progress.launched),
        gaps: gaps(&page, &campaign, &progress),
        facts: facts(&page, &campaign.draft.brief),
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

fn facts(page: &Page, brief: &Brief) -> Vec<(String, String)> {
    let whom = brief.audience.as_ref().map(|condition| {
        // A deeper tree is shown as it is kept: nobody signs what they cannot see.
        audience::described(page, condition)
            .or_else(|| serde_json::to_string(condition).ok())
            .unwrap_or_default()
    });
    let whom = whom.unwrap_or_default();
    let mut facts = vec![
        (page.t("campaign-finding"), brief.cause.finding.clone()),
        (page.t("campaign-barrier"), brief.barrier.map(|b| page.word(b)).unwrap_or_default()),
        (page.t("campaign-stage"), brief.stage.map(|s| page.word(s)).unwrap_or_default()),
        (page.t("campaign-core"), brief.message_core.clone()),
        (page.t("campaign-whom"), whom),
        (page.t("campaign-note"), brief.audience_note.clone()),
        (page.t("campaign-family"), brief.family.clone()),
    ];
    if let Some(window) = brief.window {
        let (from, until) = (page.fmt.date(window.from), page.fmt.date(window.until));
        facts.push((page.t("campaign-window"), format!("{from} – {until}")));
    }
    if let Some(measure) = brief.measure {
        let value = |value: vocab::Amount| {
            if measure.kind.is_share() {
                page.fmt.percent(value.to_f64(), 1)
            } else {
                page.fmt.money(value)
            }
        };
        let text = page.t3(
            "campaign-measure-said",
            "measure",
            words::measure(page, measure.kind),
            "baseline",
            value(measure.baseline),
            "smallest",
            value(measure.smallest_effect),
        );
        facts.push((page.t("campaign-measure"), text));
    }
    facts.push((page.t("campaign-question"), brief.question.clone()));
    for claim in &brief.claims {
        let kind = page.t(match claim.kind {
            ClaimKind::Deadline => "campaign-claim-deadline",
            ClaimKind::Stock => "campaign-claim-stock",
        });
        let until = claim.until.map(|day| page.fmt.date(day)).unwrap_or_default();
        facts.push((kind, format!("{} ({}, {until})", claim.words, claim.fact)));
    }
    facts.retain(|(_, value)| !value.trim().is_empty());
    facts
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

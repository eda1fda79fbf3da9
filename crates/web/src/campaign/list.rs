//! All campaigns, and who waits for whom.

use ::campaign::actions::Standing;
use ::campaign::{Campaign, Stage, actions};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use vocab::{Scope, ScopeKind};

use super::steps::{Progress, stage, title};
use super::trouble;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::link::encode;
use crate::state::AppState;
use crate::who::Member;

/// One campaign.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub stage: String,
    /// The class of the badge for that.
    pub tone: &'static str,
    /// The month and part of the business it is for.
    pub target: String,
    /// When it was begun and by whom.
    pub begun: String,
    /// Who signed.
    pub signed: Vec<String>,
    /// Mails taken by a server; `None` before the launch.
    pub sent: Option<u64>,
    /// What it waits for.
    pub waits: String,
}

#[derive(Template)]
#[template(path = "campaign/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    may_edit: bool,
}

/// A part of the business in words.
pub(super) fn scope(page: &Page, scope: &Scope) -> String {
    if scope.kind == ScopeKind::Company {
        page.word(ScopeKind::Company)
    } else {
        format!("{}: {}", page.word(scope.kind), scope.value)
    }
}

/// What a campaign waits for, and from whom.
fn waits(page: &Page, campaign: &Campaign, progress: &Progress, standing: Standing) -> String {
    if progress.launched {
        let Standing { open, uncertain, .. } = standing;
        return match (campaign.stage, open, uncertain) {
            (Stage::Paused, ..) => page.t("campaign-waits-paused"),
            (_, 1.., _) => page.t1("campaign-waits-sending", "count", open),
            (_, 0, 1..) => page.t1("campaign-waits-uncertain", "count", uncertain),
            _ => page.t("campaign-waits-nothing"),
        };
    }
    let gaps = progress.brief.len() + progress.audience.len();
    if gaps > 0 {
        return page.t1("campaign-waits-gaps", "count", gaps);
    }
    if !progress.faults.is_empty() {
        return page.t("campaign-waits-message");
    }
    match progress.unsigned.as_slice() {
        [] => page.t("campaign-waits-launch"),
        [one] => page.t1("campaign-waits-one", "team", page.word(*one)),
        _ => page.t("campaign-waits-both"),
    }
}

pub(super) async fn page(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    let page = member.page.at(Area::Campaigns);
    let campaigns =
        actions::campaigns(&state.store).await.map_err(|error| trouble(&page, error))?;
    let standings =
        actions::standings(&state.store).await.map_err(|error| trouble(&page, error))?;
    let mut rows = Vec::new();
    for campaign in &campaigns {
        let progress = Progress::of(campaign, &page.company);
        let standing = standings.get(campaign.id.as_str()).copied().unwrap_or_default();
        let cause = &campaign.draft.brief.cause;
        let month = cause.period.map(|month| page.fmt.month(month));
        let place = scope(&page, &cause.scope);
        let (stage, tone) = stage(&page, campaign);
        rows.push(Row {
            href: format!("/campaigns/{}", encode(campaign.id.as_str())),
            title: title(&page, campaign),
            stage,
            tone,
            target: month.map_or(String::new(), |month| format!("{month} · {place}")),
            begun: format!("{} · {}", page.fmt.day(campaign.created), campaign.created_by),
            signed: campaign.draft.signatures.iter().map(|s| page.word(s.team)).collect(),
            sent: campaign.launch.as_ref().map(|_| standing.sent),
            waits: waits(&page, campaign, &progress, standing),
        });
    }
    show(&ListPage { rows, may_edit: page.is("marketing") || page.is("sales"), page })
}

//! How far a campaign is: the six steps, and which of them waits.

use ::campaign::brief::Gap;
use ::campaign::faults::Fault;
use ::campaign::{Campaign, Stage};
use axum::extract::{Path, State};
use axum::response::Redirect;
use store::Company;
use vocab::Team;

use super::{find, href, words};
use crate::error::Error;
use crate::page::Page;
use crate::state::AppState;
use crate::who::Member;

/// What a campaign still lacks, step by step.
#[derive(Debug, Clone)]
pub struct Progress {
    /// What the brief lacks, its audience aside.
    pub brief: Vec<Gap>,
    /// What the audience lacks.
    pub audience: Vec<Gap>,
    /// What keeps the message from being sent.
    pub faults: Vec<Fault>,
    /// The teams that have not signed.
    pub unsigned: Vec<Team>,
    /// Whether it was launched.
    pub launched: bool,
}

/// Whether a gap is mended at the step of the audience.
pub(super) const fn is_audience(gap: &Gap) -> bool {
    matches!(gap, Gap::Audience | Gap::AudienceInvalid(_) | Gap::AudienceNote)
}

impl Progress {
    /// Looks at a campaign.
    #[must_use]
    pub fn of(campaign: &Campaign, company: &Company) -> Self {
        let (audience, brief) = campaign.draft.brief.gaps().into_iter().partition(is_audience);
        let signed = |team: &Team| campaign.draft.signatures.iter().any(|s| s.team == *team);
        let mut faults = campaign.draft.faults();
        for fault in campaign.draft.message.faults(company) {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        Self {
            brief,
            audience,
            faults,
            unsigned: [Team::Marketing, Team::Sales].into_iter().filter(|t| !signed(t)).collect(),
            launched: campaign.launch.is_some(),
        }
    }

    /// Whether each of the first five steps is done.
    const fn done(&self) -> [bool; 5] {
        [
            self.brief.is_empty(),
            self.audience.is_empty(),
            self.faults.is_empty(),
            self.unsigned.is_empty(),
            self.launched,
        ]
    }

    /// The step that waits, by its address.
    #[must_use]
    pub fn waiting(&self) -> &'static str {
        if self.launched {
            return "result";
        }
        let first = self.done().iter().position(|done| !done);
        first.and_then(|at| ADDRESSES.get(at)).copied().unwrap_or("result")
    }
}

const ADDRESSES: [&str; 6] = ["brief", "audience", "message", "sign", "launch", "result"];

/// One step of the line.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
    /// Whether it can be opened yet.
    pub open: bool,
    /// Whether this page is it.
    pub here: bool,
}

/// The head of every page of a campaign.
#[derive(Debug, Clone)]
pub struct Head {
    /// The title, or a stand-in.
    pub title: String,
    /// The line of steps.
    pub steps: Vec<Step>,
    /// Where it stands, in words.
    pub stage: String,
    /// The class of the badge for that.
    pub tone: &'static str,
    /// Why the program holds it, and what a server said; that may be empty.
    pub note: Option<(String, String)>,
    /// Which version of the brief this is.
    pub version: u32,
    /// Where older versions are.
    pub versions: String,
}

impl Head {
    /// The head of a campaign's page; `here` is the step's address.
    #[must_use]
    pub fn new(page: &Page, campaign: &Campaign, progress: &Progress, here: &str) -> Self {
        let names = [
            page.t("campaign-step-brief"),
            page.t("campaign-step-audience"),
            page.t("campaign-step-message"),
            page.t("campaign-step-sign"),
            page.t("campaign-step-launch"),
            page.t("campaign-step-result"),
        ];
        let done = progress.done();
        let steps = names.into_iter().zip(ADDRESSES).enumerate();
        let steps = steps.map(|(at, (name, address))| Step {
            name,
            href: href(&campaign.id, address),
            done: done.get(at).copied().unwrap_or(false),
            open: address != "result" || progress.launched,
            here: address == here,
        });
        let (stage, tone) = stage(page, campaign);
        Self {
            title: title(page, campaign),
            steps: steps.collect(),
            stage,
            tone,
            note: campaign
                .note
                .as_ref()
                .map(|held| (words::halt(page, held.why), held.said.clone())),
            version: campaign.draft.version,
            versions: href(&campaign.id, "versions"),
        }
    }
}

/// The title of a campaign, or a stand-in.
pub(super) fn title(page: &Page, campaign: &Campaign) -> String {
    let title = campaign.draft.brief.title.trim();
    if title.is_empty() { page.t("campaign-untitled") } else { title.to_owned() }
}

/// Where a campaign stands in words, and the class of the badge.
pub(super) fn stage(page: &Page, campaign: &Campaign) -> (String, &'static str) {
    match campaign.stage {
        Stage::Draft => (page.t("campaign-stage-draft"), ""),
        Stage::Running => (page.t("campaign-stage-running"), "accent"),
        Stage::Paused => (page.t("campaign-stage-paused"), "warn"),
    }
}

/// Leads to the step that waits.
pub(super) async fn here(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let campaign = find(&state, &member.page, &id).await?;
    let progress = Progress::of(&campaign, &member.page.company);
    Ok(Redirect::to(&href(&campaign.id, progress.waiting())))
}

//! Older versions of a brief and its words: who saved them, when, what changed, and all of it.

use ::campaign::{Version, actions};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use vocab::Instant;

use super::changes::{self, Comparison, Fact};
use super::mails::{self, MailView};
use super::steps::{Head, Progress};
use super::{find, href, trouble};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::link::with_query;
use crate::state::AppState;
use crate::who::Member;

/// One version of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number.
    pub version: u32,
    /// Where it is shown.
    pub href: String,
    /// When it was saved.
    pub saved: Instant,
    /// By whom.
    pub by: String,
    /// Who signed it: team and name.
    pub signed: Vec<String>,
    /// The names of what changed; empty for the first.
    pub changed: Vec<String>,
    /// Whether it is the one shown.
    pub here: bool,
}

#[derive(Template)]
#[template(path = "campaign/versions.html")]
struct VersionsPage {
    page: Page,
    head: Head,
    lines: Vec<Line>,
    version: u32,
    /// What it says, the words of the mail aside.
    facts: Vec<Fact>,
    /// What it says otherwise than the version before.
    comparison: Option<Comparison>,
    mails: Vec<MailView>,
}

/// Which version to show.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    version: Option<u32>,
}

/// Who signed a version, in words.
pub(super) fn signers(page: &Page, version: &Version) -> Vec<String> {
    let signatures = version.draft.signatures.iter();
    signatures.map(|one| format!("{} ({})", one.person, page.word(one.team))).collect()
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
    let versions = actions::versions(&state.store, &campaign.id).await;
    let versions = versions.map_err(|error| trouble(&page, error))?;
    let number = wanted.version.unwrap_or(campaign.draft.version);
    let at = versions.iter().position(|one| one.draft.version == number);
    let at = at.ok_or(Error::NotFound)?;
    // Newest first: the one before stands behind.
    let before = |at: usize| versions.get(at + 1).map(|one| &one.draft);
    let compared = |at: usize| {
        let draft = versions.get(at).map(|one| &one.draft)?;
        Some(changes::since(&page, before(at)?, draft))
    };
    let lines = versions.iter().enumerate().map(|(n, one)| {
        let version = one.draft.version;
        let rows = compared(n).map(|comparison| comparison.rows).unwrap_or_default();
        Line {
            version,
            href: with_query(&href(&campaign.id, "versions"), &[("version", &version.to_string())]),
            saved: one.saved,
            by: one.saved_by.clone(),
            signed: signers(&page, one),
            changed: rows.into_iter().map(|row| row.name).collect(),
            here: n == at,
        }
    });
    let draft = &versions[at].draft;
    show(&VersionsPage {
        head: Head::new(&page, &campaign, &progress, "versions"),
        lines: lines.collect(),
        version: number,
        facts: changes::of_brief(&page, &draft.brief),
        comparison: compared(at),
        mails: mails::of(&page, draft),
        page,
    })
}

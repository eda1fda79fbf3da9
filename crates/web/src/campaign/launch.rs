//! The launch: what must be true first, the button, and then how the mails go out.

use ::campaign::faults::public_address;
use ::campaign::result::Figures;
use ::campaign::smtp::Server;
use ::campaign::{Campaign, Stage, actions};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use vocab::{Instant, Team};

use super::split::{self, SplitView};
use super::steps::{Head, Progress};
use super::{find, href, id_of, trouble};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// One line of the list of what must be true.
#[derive(Debug, Clone)]
pub struct Check {
    /// What it is.
    pub name: String,
    /// Whether it is so.
    pub ok: bool,
    /// Where it is mended.
    pub href: String,
}

/// How far a launched campaign is.
#[derive(Debug, Clone)]
pub struct Going {
    /// When it was launched.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// What happened to the messages.
    pub figures: Figures,
    /// Messages that had to go, all in all.
    pub all: u64,
    /// Those that have come to their end.
    pub done: u64,
    /// Whether it is held.
    pub paused: bool,
    /// Whether something still waits.
    pub waits: bool,
    /// When the first may go, where that lies ahead.
    pub begins: Option<Instant>,
}

#[derive(Template)]
#[template(path = "campaign/launch.html")]
struct LaunchPage {
    page: Page,
    head: Head,
    here: String,
    base: String,
    checks: Vec<Check>,
    ready: bool,
    split: Option<SplitView>,
    held_out: String,
    going: Option<Going>,
    /// The number in the question before the launch.
    question: String,
    may_act: bool,
}

fn checks(
    page: &Page,
    campaign: &Campaign,
    progress: &Progress,
    mailable: Option<u64>,
    server: Option<&Server>,
) -> Vec<Check> {
    let at = |step: &str| href(&campaign.id, step);
    let signed = |team: Team| !progress.unsigned.contains(&team);
    let today = page.company.zone.day(page.now);
    let open = campaign.draft.brief.window.is_some_and(|window| window.until >= today);
    let check = |name: String, ok: bool, href: String| Check { name, ok, href };
    vec![
        check(page.t("campaign-check-brief"), progress.brief.is_empty(), at("brief")),
        check(
            page.t1("campaign-check-audience", "count", mailable.unwrap_or(0)),
            progress.audience.is_empty() && mailable.is_some_and(|count| count > 0),
            at("audience"),
        ),
        check(page.t("campaign-check-message"), progress.faults.is_empty(), at("message")),
        check(page.t("campaign-check-marketing"), signed(Team::Marketing), at("sign")),
        check(page.t("campaign-check-sales"), signed(Team::Sales), at("sign")),
        check(page.t("campaign-check-window"), open, at("brief")),
        check(page.t("campaign-check-server"), is_set(server), "/settings/mail".to_owned()),
        check(
            page.t("campaign-check-address"),
            public_address(&page.company, server).is_none(),
            "/settings".to_owned(),
        ),
    ]
}

async fn going(state: &AppState, page: &Page, campaign: &Campaign) -> Result<Option<Going>, Error> {
    let Some(launch) = &campaign.launch else {
        return Ok(None);
    };
    let figures =
        actions::figures(&state.store, &campaign.id).await.map_err(|error| trouble(page, error))?;
    let all = figures.audience - figures.denied - figures.held_out;
    let open = figures.waiting + figures.sending;
    let zone = page.company.zone;
    let begins = campaign.draft.brief.window.map(|window| zone.start_of(window.from));
    Ok(Some(Going {
        at: launch.at,
        by: launch.by.clone(),
        all,
        done: all.saturating_sub(open),
        paused: campaign.stage == Stage::Paused,
        waits: open > 0,
        begins: begins.filter(|begins| *begins > page.now),
        figures,
    }))
}

/// Whether a mail server is set.
fn is_set(server: Option<&Server>) -> bool {
    server.is_some_and(|server| !server.host.trim().is_empty())
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Campaigns);
    let campaign = find(&state, &page, &id).await?;
    let progress = Progress::of(&campaign, &page.company);
    let going = going(&state, &page, &campaign).await?;
    let counted = match (&going, campaign.draft.brief.audience.clone()) {
        (None, Some(condition)) => split::count(&state, &page, &campaign, condition).await?,
        _ => None,
    };
    let split = counted.map(|split| SplitView::of(&page, &split));
    let mailable = split.as_ref().map(|split| split.mailable);
    let checks = match going {
        Some(_) => Vec::new(),
        None => {
            let server = actions::server(&state.store).await.map_err(Error::internal)?;
            checks(&page, &campaign, &progress, mailable, server.as_ref())
        }
    };
    show(&LaunchPage {
        head: Head::new(&page, &campaign, &progress, "launch"),
        here: href(&campaign.id, "launch"),
        base: format!("/campaigns/{}", crate::parts::link::encode(campaign.id.as_str())),
        ready: !checks.is_empty() && checks.iter().all(|check| check.ok),
        checks,
        held_out: page.fmt.percent(page.company.holdout_share, 0),
        question: page.t1("campaign-launch-sure", "count", mailable.unwrap_or(0)),
        split,
        going,
        may_act: page.is("marketing") || page.is("sales"),
        page,
    })
}

pub(super) async fn launch(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let (page, id) = (&member.page, id_of(&id)?);
    let server = actions::server(&state.store).await.map_err(Error::internal)?;
    if !is_set(server.as_ref()) {
        return Err(Error::Refused(page.t("campaign-refused-server")));
    }
    let pictures = state.pictures().await?;
    let by = &member.user.name;
    let (store, log, rules) = (&state.store, &state.log, &state.rules);
    let launched = actions::launch(store, log, &pictures, rules, &id, by, page.now)
        .await
        .map_err(|error| trouble(page, error))?;
    let mailable = launched.split.part(guard::Group::Mailable).map_or(0, |part| part.contacts);
    member.notify("good", page.t1("campaign-launched", "count", mailable)).await?;
    Ok(Redirect::to(&href(&id, "launch")))
}

pub(super) async fn pause(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let (page, id) = (&member.page, id_of(&id)?);
    actions::pause(&state.store, &id).await.map_err(|error| trouble(page, error))?;
    member.notify("warn", page.t("campaign-paused")).await?;
    Ok(Redirect::to(&href(&id, "launch")))
}

pub(super) async fn resume(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let (page, id) = (&member.page, id_of(&id)?);
    actions::resume(&state.store, &id).await.map_err(|error| trouble(page, error))?;
    member.notify("good", page.t("campaign-resumed")).await?;
    Ok(Redirect::to(&href(&id, "launch")))
}

/// Tries again what failed because of us; nothing of it was ever taken by a server.
pub(super) async fn retry(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let (page, id) = (&member.page, id_of(&id)?);
    let waiting = actions::retry_failed(&state.store, &id, page.now)
        .await
        .map_err(|error| trouble(page, error))?;
    member.notify("good", page.t1("campaign-retried", "count", waiting)).await?;
    Ok(Redirect::to(&href(&id, "launch")))
}

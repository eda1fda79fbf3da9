//! A new campaign: a brief that begins with what a diagnosis found, or without one.

use ::campaign::actions;
use ::campaign::brief::Brief;
use ::campaign::from_diagnosis::draft;
use ::diagnose::Diagnosis;
use ::diagnose::verdict::Status;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;
use vocab::ScopeKind;

use super::{href, trouble};
use crate::error::Error;
use crate::page::Page;
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// The diagnosis to begin with.
#[derive(Debug, Deserialize)]
pub struct Found {
    diagnosis: String,
}

pub(super) async fn from_diagnosis(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Form(found): Form<Found>,
) -> Result<Redirect, Error> {
    let diagnosis = ::diagnose::actions::load(&state.store, &found.diagnosis)
        .await
        .map_err(Error::internal)?
        .ok_or(Error::NotFound)?;
    let brief = brief_of(&member.page, &diagnosis);
    begin(&state, &member, &brief).await
}

/// Without a diagnosis: the cause is not known, and both signers will stand for going on.
pub(super) async fn new(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
) -> Result<Redirect, Error> {
    begin(&state, &member, &Brief::default()).await
}

async fn begin(state: &AppState, member: &Member, brief: &Brief) -> Result<Redirect, Error> {
    let page = &member.page;
    let id = actions::create(&state.store, brief, page.lang, &member.user.name, page.now)
        .await
        .map_err(|error| trouble(page, error))?;
    member.notify("good", page.t("campaign-begun")).await?;
    Ok(Redirect::to(&href(&id, "brief")))
}

/// What a diagnosis already says about a brief, and a title in the words of who begins it.
/// Everything can be changed afterwards.
fn brief_of(page: &Page, diagnosis: &Diagnosis) -> Brief {
    let place = place(page, diagnosis);
    let today = page.company.zone.day(page.now);
    let mut brief = draft(diagnosis, &finding(page, diagnosis, &place), today);
    let month = page.fmt.month(diagnosis.asked.period);
    brief.title = page.t2("campaign-start-title", "place", &place, "month", month);
    if diagnosis.focus.is_some() {
        brief.audience_note = page.t1("campaign-start-note", "place", &place);
    }
    brief
}

/// Where most is missing: families and region, else the part of the business that was asked about.
fn place(page: &Page, diagnosis: &Diagnosis) -> String {
    let focus = diagnosis.focus.as_ref();
    let mut names: Vec<&str> = Vec::new();
    if let Some(focus) = focus {
        names.extend(focus.families.iter().map(String::as_str));
        names.extend(focus.region.as_deref());
    }
    if !names.is_empty() {
        return names.join(", ");
    }
    let scope = &diagnosis.asked.scope;
    if scope.kind == ScopeKind::Company {
        page.word(ScopeKind::Company)
    } else {
        scope.value.clone()
    }
}

/// What was found, in the words of who begins the brief.
fn finding(page: &Page, diagnosis: &Diagnosis, place: &str) -> String {
    let short = page.fmt.money_whole(diagnosis.shortfall);
    match (diagnosis.verdict.status, diagnosis.verdict.barrier) {
        (Status::Explained, Some(named)) => page.t3(
            "campaign-start-explained",
            "short",
            short,
            "place",
            place,
            "barrier",
            page.word(named.barrier),
        ),
        (Status::NotEnoughEvidence, _) => page.t1("campaign-start-unknown", "short", short),
        _ => page.t2("campaign-start-short", "short", short, "place", place),
    }
}

//! Choose a target, see why it is missed.

use std::sync::Arc;

use ::diagnose::diagnosis::Comparison;
use ::diagnose::verdict::Status;
use ::diagnose::{Asked, DiagnoseError, Diagnosis, actions};
use ::warn::warning::Detail;
use ::warn::{Forecast, State};
use askama::Template;
use axum::extract::{Query, State as AxumState};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use vocab::{Instant, Month};

use super::barriers::{self, Noted};
use super::tables::{self, Compared};
use super::verdict::{self, Said};
use super::words;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Chart, Figure};
use crate::state::AppState;
use crate::warn::words as targets;
use crate::who::Member;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// A target to be examined now.
    target: String,
    /// A diagnosis that was kept.
    diagnosis: String,
}

/// A target one can ask about.
struct Choice {
    id: String,
    label: String,
    chosen: bool,
}

/// A diagnosis as it is shown.
struct Shown {
    id: String,
    target_id: String,
    target_href: String,
    title: String,
    made_at: Instant,
    /// For the form: the moment that names the diagnosis.
    made_at_micros: i64,
    kept: bool,
    said: Said,
    figures: Vec<Figure>,
    parts: Chart,
    is_compared: bool,
    /// The last eight weeks, where what stands out is looked for.
    recent: Option<Compared>,
    /// The days of the month so far, whose drivers are parts of the shortfall.
    elapsed: Option<Compared>,
    noted: Vec<Noted>,
    brief: bool,
    /// Others of the same target that were kept.
    earlier: Vec<(String, Instant)>,
}

#[derive(Template)]
#[template(path = "why/page.html")]
struct WhyPage {
    page: Page,
    now: Vec<Choice>,
    past: Vec<Choice>,
    shown: Option<Shown>,
    /// A target of which nobody can say whether anything will be missing.
    unknown: Option<(String, String)>,
    /// The target asked for, where the forecast is older than the sales.
    stale: Option<String>,
}

pub(super) async fn page(
    AxumState(state): AxumState<AppState>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Why);
    let details = ::warn::actions::forecasts(&state.store).await.map_err(Error::internal)?;
    let mut chosen = wanted.target.clone();
    let mut unknown = None;
    let mut found = None;
    let mut stale = None;
    if !wanted.diagnosis.is_empty() {
        let kept = actions::load(&state.store, &wanted.diagnosis).await.map_err(Error::internal)?;
        let kept = kept.ok_or(Error::NotFound)?;
        chosen.clone_from(&kept.asked.target_id);
        found = Some((Arc::new(kept), true));
    } else if !chosen.is_empty() {
        let detail = details.iter().find(|detail| detail.forecast.target.id == chosen);
        let forecast = &detail.ok_or(Error::NotFound)?.forecast;
        match Asked::of(forecast) {
            Some(asked) => match state.diagnosis(asked, page.now).await {
                Ok(made) => found = Some((made, false)),
                Err(DiagnoseError::Stale { .. }) => stale = Some(chosen.clone()),
                Err(error) => return Err(Error::internal(error)),
            },
            None => {
                let title = targets::title(&page, forecast);
                unknown = Some((title, targets::why_unknown(&page, forecast)));
            }
        }
    }
    let (now, past) = choices(&page, &details, &chosen);
    let shown = match found {
        Some((diagnosis, kept)) => Some(shown(&state, &page, diagnosis, kept).await?),
        None => None,
    };
    let status = if stale.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, show(&WhyPage { now, past, shown, unknown, stale, page })?).into_response())
}

/// Past months that are offered.
const PAST: i32 = 6;

/// A shortfall below this share of the target is not worth a question.
const WORTH_ASKING: f64 = 0.01;

/// Targets with a shortfall, the largest first: of now and soon, and of past months. The one
/// chosen is among them whatever it lacks.
fn choices(page: &Page, details: &[Detail], chosen: &str) -> (Vec<Choice>, Vec<Choice>) {
    let mut all: Vec<&Forecast> = details
        .iter()
        .map(|detail| &detail.forecast)
        .filter(|forecast| {
            let worth = -WORTH_ASKING * forecast.target.amount.to_f64();
            let short = forecast.difference.is_some_and(|amount| amount.to_f64() < worth);
            let recent = forecast.target.period >= Month::of(forecast.as_of).plus(-PAST);
            short && recent && forecast.state != State::Unknown || forecast.target.id == chosen
        })
        .collect();
    all.sort_by(|one, other| {
        one.difference.cmp(&other.difference).then_with(|| one.target.id.cmp(&other.target.id))
    });
    let choice = |forecast: &&Forecast| {
        let difference = forecast.difference.map(|amount| page.fmt.money_change(amount));
        let title = targets::title(page, forecast);
        Choice {
            id: forecast.target.id.clone(),
            label: difference.map_or(title.clone(), |amount| format!("{title} ({amount})")),
            chosen: forecast.target.id == chosen,
        }
    };
    let is_past = |forecast: &&Forecast| forecast.target.period < Month::of(forecast.as_of);
    let (mut past, now): (Vec<&Forecast>, Vec<&Forecast>) = all.into_iter().partition(is_past);
    past.sort_by_key(|forecast| std::cmp::Reverse(forecast.target.period));
    (now.iter().map(choice).collect(), past.iter().map(choice).collect())
}

async fn shown(
    state: &AppState,
    page: &Page,
    diagnosis: Arc<Diagnosis>,
    kept: bool,
) -> Result<Shown, Error> {
    let asked = &diagnosis.asked;
    let evidence: Vec<_> = diagnosis.focus_barriers.iter().chain([&diagnosis.barriers]).collect();
    let names = barriers::names(state.store.read(), &evidence).await?;
    let mut noted = Vec::new();
    if let (Some(evidence), Some(focus)) = (&diagnosis.focus_barriers, &diagnosis.focus) {
        let title = page.t1("why-notes-in", "place", words::place(focus));
        noted.push(barriers::noted(page, evidence, &names, title));
    }
    let title = page.t1("why-notes-in", "place", targets::name(page, &asked.scope));
    noted.push(barriers::noted(page, &diagnosis.barriers, &names, title));
    let earlier = actions::of_target(&state.store, &asked.target_id)
        .await
        .map_err(Error::internal)?
        .into_iter()
        .filter(|one| one.id != diagnosis.id)
        .map(|one| (super::href(&one.id), one.made_at))
        .collect();
    let compared = |of: &Option<Comparison>, id, named| {
        of.as_ref().map(|of| tables::comparison(page, of, id, named))
    };
    Ok(Shown {
        target_href: crate::warn::href(&asked.target_id),
        title: format!("{}, {}", targets::name(page, &asked.scope), page.fmt.month(asked.period)),
        made_at: diagnosis.made_at,
        made_at_micros: diagnosis.made_at.timestamp_micros(),
        kept,
        said: verdict::said(page, &diagnosis),
        figures: verdict::figures(page, &diagnosis),
        parts: tables::parts(page, &diagnosis),
        is_compared: tables::compared(&diagnosis),
        recent: compared(&diagnosis.recent, "recent", &diagnosis.verdict.drivers),
        elapsed: compared(&diagnosis.elapsed, "elapsed", &[]),
        noted,
        brief: page.user.as_ref().is_some_and(|user| user.team != vocab::Team::Admin)
            && diagnosis.verdict.status != Status::Met,
        earlier,
        target_id: asked.target_id.clone(),
        id: diagnosis.id.clone(),
    })
}

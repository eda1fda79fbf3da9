//! What a person does with targets and warnings. Targets are a matter of marketing and sales,
//! like every other business decision; who changed one is kept.

use std::collections::BTreeMap;

use ::warn::target::months_from;
use ::warn::{By, Rule, Skipped, WarnError, actions};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use vocab::{Amount, Month, Scope, ScopeKind};

use super::{amount, href, list, one, words};
use crate::error::Error;
use crate::page::Page;
use crate::parts::Errors;
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// The fields of both forms of the list, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    /// Id of the target on whose page the form stands; empty on the list.
    pub target: String,
    /// Month of a target.
    pub period: String,
    /// Part of a target.
    pub scope: String,
    /// Amount of a target.
    pub amount: String,
    /// Percent on top of last year.
    pub percent: String,
    /// How many months the rule is for.
    pub months: String,
    /// Whether the rule is for the whole company, for families, for regions.
    pub company: String,
    /// See `company`.
    pub family: String,
    /// See `company`.
    pub region: String,
}

impl Entered {
    /// The forms as they are offered.
    #[must_use]
    pub fn offered() -> Self {
        Self { company: "1".to_owned(), ..Self::default() }
    }
}

/// Who acts, and when.
fn by(state: &AppState, member: &Member) -> By {
    By { person: member.user.name.clone(), at: state.now() }
}

/// The id of a warning, a target or an act.
#[derive(Debug, Deserialize)]
pub struct Which {
    id: String,
}

/// Notes that somebody has looked at a warning.
pub(super) async fn seen(
    State(state): State<AppState>,
    member: Member,
    Form(which): Form<Which>,
) -> Result<Response, Error> {
    let warning = match actions::mark_seen(&state.store, &which.id).await {
        Ok(warning) => warning,
        Err(WarnError::NoWarning(_)) => return Err(Error::NotFound),
        Err(error) => return Err(Error::internal(error)),
    };
    member.notify("good", member.page.t("warn-marked-seen")).await?;
    Ok(Redirect::to(&href(&warning.detail.forecast.target.id)).into_response())
}

/// Enters or changes one target.
pub(super) async fn save(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Form(mut form): Form<Entered>,
) -> Result<Response, Error> {
    let page = &member.page;
    let (period, scope): (Result<Month, _>, Result<Scope, _>) =
        (form.period.parse(), form.scope.parse());
    let value = amount::money(page.lang, page.company.currency, &form.amount)
        .filter(|amount| *amount > Amount::ZERO);
    let mut errors = Errors::default();
    if period.is_err() {
        errors.add("period", page.t("warn-need-month"));
    }
    if scope.is_err() {
        errors.add("scope", page.t("warn-need-scope"));
    }
    if value.is_none() {
        errors.add("amount", page.t("warn-need-amount"));
    }
    let (Ok(period), Ok(scope), Some(value)) = (period, scope, value) else {
        // The other form of the list was not sent: it stands there as it is offered.
        form.company = Entered::offered().company;
        return again(&state, member, form, errors).await;
    };
    let by = by(&state, &member);
    let target = actions::save_target(&state.store, period, scope, value, &by)
        .await
        .map_err(Error::internal)?;
    state.refresh_forecasts().await.map_err(Error::internal)?;
    let said = page.t3(
        "warn-target-saved",
        "name",
        words::name(page, &target.scope),
        "month",
        page.fmt.month(target.period),
        "amount",
        page.fmt.money(target.amount),
    );
    member.notify("good", said).await?;
    Ok(Redirect::to(&href(&target.id)).into_response())
}

/// Removes one target.
pub(super) async fn delete(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Form(which): Form<Which>,
) -> Result<Response, Error> {
    match actions::delete_target(&state.store, &which.id, &by(&state, &member)).await {
        Ok(()) => {}
        Err(WarnError::NoTarget(_)) => return Err(Error::NotFound),
        Err(error) => return Err(Error::internal(error)),
    }
    state.refresh_forecasts().await.map_err(Error::internal)?;
    member.notify("good", member.page.t("warn-target-deleted")).await?;
    Ok(Redirect::to("/warnings").into_response())
}

/// Takes back what somebody did with targets.
pub(super) async fn undo(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Form(which): Form<Which>,
) -> Result<Response, Error> {
    let count = match actions::undo(&state.store, &which.id, &by(&state, &member)).await {
        Ok(count) => count,
        Err(WarnError::NothingToUndo) => {
            return Err(Error::Refused(member.page.t("warn-undo-late")));
        }
        Err(error) => return Err(Error::internal(error)),
    };
    state.refresh_forecasts().await.map_err(Error::internal)?;
    member.notify("good", member.page.t1("warn-undone", "count", count)).await?;
    Ok(Redirect::to("/warnings").into_response())
}

/// Makes targets from last year.
pub(super) async fn derive(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Form(form): Form<Entered>,
) -> Result<Response, Error> {
    let page = &member.page;
    let pictures = state.pictures().await?;
    let Some(until) = pictures.data_until(page.now) else {
        return Err(Error::Refused(page.t("warn-no-data-text")));
    };
    let hundred = Amount::from_cents(10_000);
    let percent = amount::parse(page.lang, form.percent.trim_end_matches(['%', ' ', '\u{a0}']))
        .filter(|percent| *percent > -hundred && *percent <= hundred + hundred);
    let mut errors = Errors::default();
    if percent.is_none() {
        errors.add("percent", page.t("warn-need-percent"));
    }
    let chosen = |field: &str| !field.is_empty();
    let wanted = |kind: ScopeKind| match kind {
        ScopeKind::Company => chosen(&form.company),
        ScopeKind::Family => chosen(&form.family),
        ScopeKind::Region => chosen(&form.region),
        ScopeKind::Owner | ScopeKind::Channel => false,
    };
    let scopes: Vec<Scope> =
        pictures.series().scopes().filter(|scope| wanted(scope.kind)).cloned().collect();
    if scopes.is_empty() {
        errors.add("scopes", page.t("warn-need-scopes"));
    }
    let Some(plus_percent) = percent.filter(|_| errors.is_empty()) else {
        return again(&state, member, form, errors).await;
    };
    let zone = page.company.zone;
    let count = if form.months == "1" { 1 } else { 3 };
    let months = months_from(zone.day(until), count);
    let rule = Rule { plus_percent };
    let by = by(&state, &member);
    let derived = actions::derive(&state.store, &pictures, zone, rule, &months, &scopes, &by).await;
    let derived = derived.map_err(Error::internal)?;
    state.refresh_forecasts().await.map_err(Error::internal)?;
    let tone = if derived.written.is_empty() { "warn" } else { "good" };
    let mut said = vec![page.t1("warn-derived", "count", derived.written.len())];
    said.extend(skipped(page, derived.skipped.iter().map(|(_, _, why)| *why)));
    member.notify(tone, said.join(" ")).await?;
    Ok(Redirect::to("/warnings").into_response())
}

/// Why some targets were not made.
fn skipped(page: &Page, reasons: impl Iterator<Item = Skipped>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in reasons {
        let key = match reason {
            Skipped::NoLastYear => "warn-skipped-no-last-year",
            Skipped::NothingLastYear => "warn-skipped-nothing",
            Skipped::Given => "warn-skipped-given",
        };
        *counts.entry(key).or_default() += 1;
    }
    counts.into_iter().map(|(key, count)| page.t1(key, "count", count)).collect()
}

/// The page the form came from again, with what is wrong at its field.
async fn again(
    state: &AppState,
    member: Member,
    form: Entered,
    errors: Errors,
) -> Result<Response, Error> {
    let page = member.page;
    let typed = (form.amount.clone(), errors.clone());
    let shown = match one::shown(state, page.clone(), &form.target, Some(typed)).await {
        // From the list, or the target was removed meanwhile.
        Err(Error::NotFound) => {
            list::shown(state, page, list::Wanted::default(), form, errors).await?
        }
        shown => shown?,
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

//! One target: the month day by day, the figures, and what a reader should know.

use ::warn::actions::{self, Which};
use ::warn::warning::{Detail, Warning};
use ::warn::{State, Target, WarnError, WarningState};
use askama::Template;
use axum::extract::{Path, State as AxumState};
use axum::response::Response;

use super::acts::Done;
use super::{amount, fan, figures, why_href, words};
use crate::balance::after::{self, AfterRow};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Chart, Errors, Figure};
use crate::state::AppState;
use crate::who::Member;

/// Changes of a target that are shown, the newest.
const ACTS: u64 = 10;

/// A warning of this target, of now or of before.
struct Past {
    state: String,
    tone: &'static str,
    first_seen: vocab::Instant,
    closed: Option<(vocab::Instant, String)>,
}

/// What is known of a target that a refresh looked at.
struct Looked {
    chart: Chart,
    figures: Vec<Figure>,
    notes: Vec<String>,
    elapsed: String,
    unfinished: bool,
    open: bool,
    unknown: Option<String>,
    knowable: Option<String>,
    short: bool,
    as_of: chrono::NaiveDate,
}

#[derive(Template)]
#[template(path = "warn/one.html")]
struct OnePage {
    page: Page,
    id: String,
    why: String,
    name: String,
    kind: String,
    month: String,
    source: String,
    /// The amount as it stands in the field.
    plain: String,
    errors: Errors,
    /// Who changed the target, newest first.
    acts: Vec<Done>,
    period: String,
    scope: String,
    looked: Option<Looked>,
    /// The id of the warning, while nobody has looked at it.
    unseen: Option<String>,
    warnings: Vec<Past>,
    /// What came after the sales of the person the target is about.
    after: Vec<AfterRow>,
}

pub(super) async fn page(
    AxumState(state): AxumState<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    shown(&state, member.page, &id, None).await
}

/// The page; `typed` is an amount that could not be taken, with what is wrong with it.
pub(super) async fn shown(
    state: &AppState,
    page: Page,
    id: &str,
    typed: Option<(String, Errors)>,
) -> Result<Response, Error> {
    let page = page.at(Area::Warnings);
    let (target, detail) = find(state, id).await?;
    let acts =
        actions::acts(&state.store, Some(&target.id), ACTS).await.map_err(Error::internal)?;
    let (plain, errors) =
        typed.unwrap_or_else(|| (amount::plain(page.lang, target.amount), Errors::default()));
    let all = actions::list(&state.store, Which::All).await.map_err(Error::internal)?;
    let mut warnings: Vec<Warning> =
        all.into_iter().filter(|warning| warning.detail.forecast.target.id == target.id).collect();
    warnings.sort_by_key(|warning| std::cmp::Reverse(warning.first_seen));
    let unseen = warnings
        .iter()
        .find(|warning| warning.state == WarningState::New)
        .map(|warning| warning.id.clone());
    let past = |warning: &Warning| {
        let (word, tone) = words::state(&page, warning.state);
        let reason =
            warning.closed_reason.map(|reason| words::closed(&page, reason)).unwrap_or_default();
        Past {
            state: word,
            tone,
            first_seen: warning.first_seen,
            closed: warning.closed_at.map(|at| (at, reason)),
        }
    };
    show(&OnePage {
        why: why_href(&target.id),
        name: words::name(&page, &target.scope),
        kind: words::kind(&page, &target.scope),
        month: page.fmt.month(target.period),
        source: words::source(&page, &target.source),
        plain,
        errors,
        acts: acts.iter().map(|act| Done::to(&page, act, &target)).collect(),
        period: target.period.to_string(),
        scope: target.scope.to_string(),
        looked: detail.as_ref().map(|detail| looked(&page, detail)),
        unseen,
        warnings: warnings.iter().map(past).collect(),
        after: after::of_owner(state, &page, &target.scope).await?,
        id: target.id,
        page,
    })
}

/// A target by its id, or by the id of one of its warnings.
async fn find(state: &AppState, id: &str) -> Result<(Target, Option<Detail>), Error> {
    let forecast = |id: String| async move {
        actions::forecast_of(&state.store, &id).await.map_err(Error::internal)
    };
    if let Some(detail) = forecast(id.to_owned()).await? {
        return Ok((detail.forecast.target.clone(), Some(detail)));
    }
    let targets = actions::targets(&state.store).await.map_err(Error::internal)?;
    if let Some(target) = targets.into_iter().find(|target| target.id == id) {
        return Ok((target, None));
    }
    match actions::get(&state.store, id).await {
        Ok(warning) => {
            let target = warning.detail.forecast.target.clone();
            // The newest forecast; else the one the warning was last true with.
            let detail = forecast(target.id.clone()).await?.unwrap_or(warning.detail);
            Ok((target, Some(detail)))
        }
        Err(WarnError::NoWarning(_)) => Err(Error::NotFound),
        Err(error) => Err(Error::internal(error)),
    }
}

fn looked(page: &Page, detail: &Detail) -> Looked {
    let forecast = &detail.forecast;
    let open = forecast.state == State::Open;
    Looked {
        chart: fan::fan(page, detail, "month"),
        figures: figures::figures(page, forecast),
        notes: words::notes(page, forecast),
        elapsed: words::elapsed(page, forecast),
        unfinished: open && forecast.open_days_elapsed > 0,
        open,
        unknown: (forecast.state == State::Unknown).then(|| words::why_unknown(page, forecast)),
        knowable: words::knowable(page, forecast),
        short: forecast.difference.is_some_and(vocab::Amount::is_negative),
        as_of: forecast.as_of,
    }
}

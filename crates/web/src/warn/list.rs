//! Warnings by the money at risk, the targets of now and soon, and the record.

use std::collections::BTreeSet;

use ::warn::actions::{self, Which};
use ::warn::warning::{Detail, Warning};
use ::warn::{Forecast, State, Target};
use askama::Template;
use axum::extract::{Query, State as AxumState};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use vocab::{Instant, Month, Scope, ScopeKind};

use super::acts::Done;
use super::{figures, href, why_href, words};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Bullet, Errors, Figure};
use crate::state::AppState;
use crate::who::Member;

/// Months a target can be entered for, from the one the data ends in.
const MONTHS: i32 = 12;

/// Acts on targets that are shown, the newest.
const ACTS: u64 = 5;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// Only parts of this kind.
    scope: String,
    /// `past`: the record instead of the targets of now and soon.
    show: String,
}

/// A warning as a card.
pub(crate) struct Card {
    pub(crate) href: String,
    pub(crate) why: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) month: String,
    pub(crate) state: (String, &'static str),
    pub(crate) is_new: bool,
    pub(crate) likely: words::Likely,
    pub(crate) at_risk: Figure,
    pub(crate) bullet: Bullet,
    pub(crate) booked: String,
    pub(crate) expected: String,
    pub(crate) target: String,
    pub(crate) knowable: Option<String>,
}

/// A target as a bar.
fn bullet(forecast: &Forecast) -> Bullet {
    let range = forecast.rest.filter(|_| forecast.state == State::Open);
    Bullet {
        target: forecast.target.amount,
        booked: forecast.booked,
        expected: forecast.expected,
        range: range.map(|rest| (forecast.booked + rest.low80, forecast.booked + rest.high80)),
    }
}

impl Card {
    pub(crate) fn of(page: &Page, warning: &Warning) -> Self {
        let forecast = &warning.detail.forecast;
        let target = &forecast.target;
        Self {
            href: href(&target.id),
            why: why_href(&target.id),
            id: warning.id.clone(),
            name: words::name(page, &target.scope),
            kind: words::kind(page, &target.scope),
            month: page.fmt.month(target.period),
            state: words::state(page, warning.state),
            is_new: warning.state == ::warn::WarningState::New,
            likely: words::likely(page, forecast),
            at_risk: figures::at_risk(page, forecast),
            bullet: bullet(forecast),
            booked: page.fmt.money_whole(forecast.booked),
            expected: forecast
                .expected
                .map_or_else(|| page.t("figure-unknown"), |amount| page.fmt.money_whole(amount)),
            target: page.fmt.money_whole(target.amount),
            knowable: words::knowable(page, forecast),
        }
    }
}

/// A target as a row.
struct Row {
    href: String,
    why: Option<String>,
    name: String,
    kind: String,
    bullet: Bullet,
    target: String,
    booked: String,
    /// How much of the month has passed, where that is not the same for all rows.
    elapsed: String,
    expected: String,
    range: String,
    difference: String,
    likely: words::Likely,
    knowable: String,
    unknown: Option<String>,
}

impl Row {
    fn of(page: &Page, forecast: &Forecast) -> Self {
        let target = &forecast.target;
        let money = |amount| page.fmt.money_whole(amount);
        let none = || "–".to_owned();
        let short = forecast.difference.is_some_and(vocab::Amount::is_negative);
        let range = forecast.rest.filter(|_| forecast.state == State::Open).map(|rest| {
            let (low, high) = (forecast.booked + rest.low80, forecast.booked + rest.high80);
            figures::range_80(page, &money(low), &money(high))
        });
        Self {
            href: href(&target.id),
            why: short.then(|| why_href(&target.id)),
            name: words::name(page, &target.scope),
            kind: words::kind(page, &target.scope),
            bullet: bullet(forecast),
            target: money(target.amount),
            booked: money(forecast.booked),
            elapsed: words::elapsed(page, forecast),
            expected: forecast.expected.map_or_else(none, money),
            range: range.unwrap_or_default(),
            difference: forecast
                .difference
                .map_or_else(none, |amount| page.fmt.money_change(amount)),
            likely: words::likely(page, forecast),
            knowable: knowable(page, forecast).unwrap_or_else(|| match forecast.state {
                State::Missed => page.t("warn-knowable-never"),
                _ => none(),
            }),
            unknown: (forecast.state == State::Unknown).then(|| words::why_unknown(page, forecast)),
        }
    }
}

/// The targets of one month.
struct Group {
    month: String,
    /// How much of the month has passed, where it is the same for all.
    elapsed: Option<String>,
    /// How many will probably be missed, or were.
    missed: usize,
    /// Whether something of the month is booked.
    begun: bool,
    /// Whether the rows are shown before somebody asks.
    open: bool,
    rows: Vec<Row>,
}

/// The rows in the order they come, one group a month; the first is open.
fn grouped(page: &Page, forecasts: &[&Forecast]) -> Vec<Group> {
    let months = forecasts.chunk_by(|one, other| one.target.period == other.target.period);
    let groups = months.enumerate().map(|(at, of)| {
        let mut rows: Vec<Row> = of.iter().map(|forecast| Row::of(page, forecast)).collect();
        let same = rows.windows(2).all(|pair| pair[0].elapsed == pair[1].elapsed);
        let elapsed = rows.first().map(|row| row.elapsed.clone()).filter(|_| same);
        if same {
            rows.iter_mut().for_each(|row| row.elapsed.clear());
        }
        let missed = |forecast: &&&Forecast| {
            forecast.state == State::Missed
                || forecast.state == State::Open
                    && forecast.probability_missed.is_some_and(words::is_probable)
        };
        Group {
            month: page.fmt.month(of[0].target.period),
            elapsed,
            missed: of.iter().filter(missed).count(),
            begun: of.iter().any(|forecast| forecast.open_days_elapsed > 0),
            open: at == 0,
            rows,
        }
    });
    groups.collect()
}

/// The day and the lead; the head of the column says what the day is.
fn knowable(page: &Page, forecast: &Forecast) -> Option<String> {
    let (since, ahead) = (forecast.knowable_since?, forecast.days_ahead?);
    let day = page.fmt.date_short(since);
    Some(format!("{day}, {}", page.t1("warn-knowable-note", "days", ahead)))
}

/// A choice of the filter by kind of part.
struct Kind {
    code: &'static str,
    word: String,
    chosen: bool,
}

/// What can be chosen for a new target.
pub(crate) struct Choices {
    /// Code and name of the months.
    pub(crate) months: Vec<(String, String)>,
    /// Code and name of the parts.
    pub(crate) scopes: Vec<(String, String)>,
}

impl Choices {
    /// The months from today on and the parts with sales; and those that a form came with, so
    /// that nothing else is chosen in their place.
    fn of(
        page: &Page,
        today: NaiveDate,
        mut scopes: BTreeSet<Scope>,
        form: &super::change::Entered,
    ) -> Self {
        let first = Month::of(today);
        let mut months: BTreeSet<Month> = (0..MONTHS).map(|ahead| first.plus(ahead)).collect();
        months.extend(form.period.parse::<Month>());
        scopes.extend(form.scope.parse::<Scope>());
        let scope = |scope: Scope| {
            let name = words::name(page, &scope);
            let kind = words::kind(page, &scope);
            let shown = if kind.is_empty() { name } else { format!("{kind}: {name}") };
            (scope.to_string(), shown)
        };
        Self {
            months: months
                .into_iter()
                .map(|month| (month.to_string(), page.fmt.month(month)))
                .collect(),
            scopes: scopes.into_iter().map(scope).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "warn/list.html")]
struct ListPage {
    page: Page,
    past: bool,
    kinds: Vec<Kind>,
    scope: String,
    cards: Vec<Card>,
    groups: Vec<Group>,
    /// Whether there is any target, whatever the filter says.
    any_target: bool,
    /// Whether the targets have not been looked at yet.
    stale: bool,
    data_until: Option<Instant>,
    /// From which probability on there is a warning.
    limit: String,
    /// What was done with targets lately.
    acts: Vec<Done>,
    /// For those who may set targets.
    choices: Option<Choices>,
    form: super::change::Entered,
    errors: Errors,
}

pub(super) async fn page(
    AxumState(state): AxumState<AppState>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    shown(&state, member.page, wanted, super::change::Entered::offered(), Errors::default()).await
}

/// The page, with a form that may have been filled in already.
pub(super) async fn shown(
    state: &AppState,
    page: Page,
    wanted: Wanted,
    form: super::change::Entered,
    errors: Errors,
) -> Result<Response, Error> {
    let page = page.at(Area::Warnings);
    let targets = actions::targets(&state.store).await.map_err(Error::internal)?;
    let details = actions::forecasts(&state.store).await.map_err(Error::internal)?;
    let warnings = actions::list(&state.store, Which::Open).await.map_err(Error::internal)?;
    let settings = actions::settings(&state.store).await.map_err(Error::internal)?;
    let pictures = state.pictures().await?;
    let data_until = pictures.data_until(page.now);

    let past = wanted.show == "past";
    let only: Option<ScopeKind> = wanted.scope.parse().ok();
    let fits = |scope: &Scope| only.is_none_or(|kind| scope.kind == kind);
    let cards = warnings
        .iter()
        .filter(|warning| fits(&warning.detail.forecast.target.scope))
        .map(|warning| Card::of(&page, warning))
        .collect();
    let mut forecasts = sorted(&details, past);
    forecasts.retain(|forecast| fits(&forecast.target.scope));
    let acts = actions::acts(&state.store, None, ACTS).await.map_err(Error::internal)?;
    let choices = data_until.filter(|_| page.trades()).map(|until| {
        let scopes = pictures.series().scopes().cloned();
        let scopes = scopes.chain([Scope::company()]).collect();
        Choices::of(&page, page.company.zone.day(until), scopes, &form)
    });
    show(&ListPage {
        past,
        kinds: kinds(&page, &targets, only),
        scope: only.map(|kind| kind.code().to_owned()).unwrap_or_default(),
        cards,
        groups: grouped(&page, &forecasts),
        any_target: !targets.is_empty(),
        stale: !targets.is_empty() && details.is_empty(),
        data_until,
        limit: page.fmt.percent(settings.probability, 0),
        acts: acts.iter().map(|act| Done::of(&page, act)).collect(),
        choices,
        form,
        errors,
        page,
    })
}

/// Now and soon: this month first, most money at risk first. The record: newest first.
fn sorted(details: &[Detail], past: bool) -> Vec<&Forecast> {
    let is_past = |forecast: &Forecast| forecast.target.period < Month::of(forecast.as_of);
    let mut forecasts: Vec<&Forecast> = details
        .iter()
        .map(|detail| &detail.forecast)
        .filter(|forecast| is_past(forecast) == past)
        .collect();
    forecasts.sort_by(|one, other| {
        let period = one.target.period.cmp(&other.target.period);
        (if past { period.reverse() } else { period })
            // What nobody knows comes last.
            .then_with(|| one.difference.is_none().cmp(&other.difference.is_none()))
            .then_with(|| one.difference.cmp(&other.difference))
            .then_with(|| one.target.scope.cmp(&other.target.scope))
    });
    forecasts
}

/// The kinds of parts there are targets for.
fn kinds(page: &Page, targets: &[Target], chosen: Option<ScopeKind>) -> Vec<Kind> {
    let found: BTreeSet<ScopeKind> = targets.iter().map(|target| target.scope.kind).collect();
    let kinds = found.into_iter().map(|kind| Kind {
        code: kind.code(),
        word: page.word(kind),
        chosen: chosen == Some(kind),
    });
    kinds.collect()
}

//! Silent loss: who stopped as their own rhythm judges it, and was never asked why.

use std::collections::BTreeSet;

use ::customers::people;
use ::customers::silent::Silent;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use vocab::{Barrier, Instant};

use super::ahead::{about, cannot_fit, likely, question};
use super::href;
use super::names::Names;
use super::sheet::Sheet;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::link::with_query;
use crate::parts::table::Pager;
use crate::parts::{Chart, Figure, Unit};
use crate::state::AppState;
use crate::who::Member;

/// Customers on one page.
const PAGE: usize = 25;
/// Where the bars of the chart end, in days of unusual silence; the last one is open.
const AGES: [i64; 4] = [30, 90, 180, 365];

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    owner: String,
    region: String,
    /// `all`: also those who gave a reason.
    show: String,
    page: String,
}

impl Wanted {
    fn pairs(&self) -> [(&str, &str); 3] {
        [("owner", &self.owner), ("region", &self.region), ("show", &self.show)]
    }

    fn keeps(&self, one: &Silent) -> bool {
        (self.owner.is_empty() || one.owner == self.owner)
            && (self.region.is_empty() || one.region == self.region)
    }
}

/// A customer as shown.
struct Row {
    href: String,
    id: String,
    name: String,
    owner: String,
    since: NaiveDate,
    days: i64,
    rhythm: String,
    orders: u64,
    active: Option<String>,
    worth: Option<(String, String)>,
    contacted: Option<Instant>,
    reason: Option<(Barrier, Instant)>,
    question: String,
}

#[derive(Template)]
#[template(path = "customers/silent.html")]
struct SilentPage {
    page: Page,
    wanted: Wanted,
    until: Option<NaiveDate>,
    figures: Vec<Figure>,
    chart: Option<Chart>,
    owners: Vec<String>,
    regions: Vec<String>,
    rows: Vec<Row>,
    pager: Pager,
    export: String,
    /// How many fell silent, whatever is filtered.
    all: usize,
}

/// What is at stake in a year, with the ends of its range: those who decide for themselves.
fn at_stake<'a>(found: impl Iterator<Item = &'a Silent>) -> Option<(f64, f64, f64)> {
    let (mut sum, mut far, mut any) = (0.0, 0.0, false);
    for rate in found.filter_map(|one| one.at_stake) {
        any = true;
        sum += rate.mean;
        far += ((rate.high - rate.low) / 2.0).powi(2);
    }
    let far = f64::sqrt(far);
    any.then_some((sum, (sum - far).max(0.0), sum + far))
}

fn figures(
    page: &Page,
    found: &[&Silent],
    (ever, again): (u64, u64),
    why: Option<String>,
) -> Vec<Figure> {
    let silent = found.len() as u64;
    let asked = found.iter().filter(|one| one.reason.is_some()).count() as u64;
    let contacted = found.iter().filter(|one| one.contacted.is_some()).count() as u64;
    let share = |part: u64| page.fmt.percent(part as f64 / (silent.max(1)) as f64, 0);
    let money = |amount: f64| page.fmt.money_whole(about(amount));
    let worth = match at_stake(found.iter().copied()) {
        Some((sum, low, high)) => {
            Figure::new(page.t("silent-worth"), money(sum), page.t("silent-worth-means"))
                .n(silent)
                .range(page.t2("comeback-range", "low", money(low), "high", money(high)))
        }
        None => Figure::unknown(
            page.t("silent-worth"),
            page.t("silent-worth-unknown"),
            page.t("silent-worth-means"),
        )
        .n(silent),
    };
    let count =
        Figure::new(page.t("silent-count"), page.fmt.count(silent), page.t("silent-count-means"))
            .n(ever);
    let count = match why {
        Some(why) => count.note(why),
        None => count.note(page.t1("silent-count-note", "count", again)),
    };
    let of_silent = |label: &str, part: u64, means: &str| match silent {
        0 => Figure::unknown(page.t(label), page.t("silent-nobody"), page.t(means)).n(0),
        _ => Figure::new(page.t(label), share(part), page.t(means)).n(silent),
    };
    vec![
        count,
        worth,
        of_silent("silent-asked", asked, "silent-asked-means"),
        of_silent("silent-contacted", contacted, "silent-contacted-means"),
    ]
}

/// What is at stake by how long the silence has been unusual.
fn chart(page: &Page, found: &[&Silent], until: NaiveDate) -> Option<Chart> {
    at_stake(found.iter().copied())?;
    let age = |one: &Silent| (until - one.silence.since).num_days();
    let place = |one: &Silent| AGES.iter().position(|end| age(one) < *end).unwrap_or(AGES.len());
    let mut sums = [0.0; AGES.len() + 1];
    let mut counts = [0_u64; AGES.len() + 1];
    for one in found {
        sums[place(one)] += one.at_stake.map_or(0.0, |rate| rate.mean);
        counts[place(one)] += 1;
    }
    let mut names: Vec<String> = Vec::new();
    let mut begins = 0;
    for end in AGES {
        names.push(page.t2("silent-age", "low", begins, "high", end));
        begins = end;
    }
    names.push(page.t1("silent-age-more", "low", begins));
    let rows = names
        .iter()
        .zip(sums)
        .zip(counts)
        .map(|((name, sum), count)| {
            vec![name.clone(), page.fmt.money_whole(about(sum)), page.fmt.count(count)]
        })
        .collect();
    let head = vec![page.t("silent-age-head"), page.t("silent-worth"), page.t("customers-title")];
    Some(
        Chart::bars("silent", page.t("silent-chart"), Unit::Money)
            .summary(page.t("silent-chart-summary"))
            .definition(page.t("silent-worth-means"))
            .categories(page.t("silent-age-head"), names)
            .actual(page.t("silent-worth"), sums.map(|sum| Some(about(sum))))
            .table(head, rows, Vec::new()),
    )
}

fn row(page: &Page, names: &Names<'_>, one: &Silent) -> Row {
    let id = one.customer.as_str();
    let money = |amount: f64| page.fmt.money_whole(about(amount));
    Row {
        href: href(id),
        id: id.to_owned(),
        name: names.of_id(id).to_owned(),
        owner: one.owner.clone(),
        since: one.silence.since,
        days: one.silence.days,
        rhythm: page.t1("customer-rhythm-value", "days", one.silence.rhythm_days),
        orders: one.order_days,
        active: one.p_active.map(|share| likely(page, share)),
        worth: one.at_stake.map(|rate| {
            let range = page.t2("comeback-range", "low", money(rate.low), "high", money(rate.high));
            (money(rate.mean), range)
        }),
        contacted: one.contacted,
        reason: one.reason,
        question: question(page, one),
    }
}

fn choices<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let found: BTreeSet<&str> = texts.filter(|text| !text.is_empty()).collect();
    found.into_iter().map(str::to_owned).collect()
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Customers);
    let pictures = state.pictures().await?;
    let standing = state.standing(&pictures, page.company.zone, page.now).await?;
    let all = match &standing {
        Some(standing) => state.silent(&pictures, standing, page.company.zone, page.now).await?,
        None => std::sync::Arc::default(),
    };
    let found: Vec<&Silent> = all.iter().filter(|one| wanted.keeps(one)).collect();
    let cards = people::customers(state.store.read()).await.map_err(Error::internal)?;
    let names = Names::of(&cards);
    let listed: Vec<&&Silent> =
        found.iter().filter(|one| wanted.show == "all" || one.reason.is_none()).collect();
    let number = wanted.page.parse().unwrap_or(1);
    let pager = Pager::new(listed.len(), PAGE, number, "/silent", &wanted.pairs());
    let rows =
        listed.iter().skip(pager.skip()).take(PAGE).map(|one| row(&page, &names, one)).collect();
    let until = standing.as_ref().map(|standing| standing.until());
    let counts = standing.as_ref().map_or((0, 0), |standing| standing.customers());
    let why = standing.as_ref().and_then(|standing| standing.model().err());
    show(&SilentPage {
        figures: figures(&page, &found, counts, why.map(|why| cannot_fit(&page, &why))),
        chart: until.and_then(|until| chart(&page, &found, until)),
        until,
        owners: choices(all.iter().map(|one| one.owner.as_str())),
        regions: choices(all.iter().map(|one| one.region.as_str())),
        export: with_query("/silent.csv", &wanted.pairs()),
        all: all.len(),
        rows,
        pager,
        wanted,
        page,
    })
}

/// The same as a file.
pub(super) async fn export(
    State(state): State<AppState>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page;
    let pictures = state.pictures().await?;
    let standing = state.standing(&pictures, page.company.zone, page.now).await?;
    let Some(standing) = standing else { return Err(Error::NotFound) };
    let cards = people::customers(state.store.read()).await.map_err(Error::internal)?;
    let names = Names::of(&cards);
    let mut sheet = Sheet::new(&[
        "customer_id",
        "name",
        "owner",
        "region",
        "last_order",
        "silent_since",
        "silent_days",
        "rhythm_days",
        "p_active",
        "worth_a_year",
        "contacted",
        "reason",
        "question",
    ]);
    let all = state.silent(&pictures, &standing, page.company.zone, page.now).await?;
    let kept = all.iter().filter(|one| wanted.keeps(one));
    for one in kept.filter(|one| wanted.show == "all" || one.reason.is_none()) {
        let id = one.customer.as_str();
        let day = |at: Instant| page.company.zone.day(at).to_string();
        sheet.row(&[
            id,
            names.of_id(id),
            &one.owner,
            &one.region,
            &one.silence.last.to_string(),
            &one.silence.since.to_string(),
            &one.silence.days.to_string(),
            &one.silence.rhythm_days.to_string(),
            &one.p_active.map_or(String::new(), |share| format!("{share:.4}")),
            &one.at_stake.map_or(String::new(), |rate| format!("{:.2}", rate.mean)),
            &one.contacted.map_or(String::new(), day),
            one.reason.map_or("", |(barrier, _)| barrier.code()),
            &question(&page, one),
        ]);
    }
    Ok((sheet.headers("silent.csv"), [(header::CACHE_CONTROL, "no-store")], sheet.into_bytes())
        .into_response())
}

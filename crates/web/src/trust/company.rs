//! Trust over all customers: what strains relationships, what we owe, how people find us, and
//! where complaints come from.

use std::collections::HashMap;

use ::customers::people;
use ::customers::trust::origins::{Origin, Origins, origins};
use ::customers::trust::promises::Count;
use ::customers::trust::replies::Wait;
use ::customers::trust::stressors::stressors;
use ::customers::trust::{self, Records, Standing, Stressor, Views};
use ::customers::{CustomerCard, PictureState, Pictures};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::TimeDelta;
use stats::proportion::Share;
use vocab::{CustomerId, Instant};

use super::{limits_of, words};
use crate::customers::href;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Chart, Figure, Unit};
use crate::state::AppState;
use crate::who::Member;

/// Strains and promises shown; the rest is counted.
const SHOWN: usize = 100;
/// Days ahead in which a promise counts as due soon.
const SOON: i64 = 7;
/// Days over which complaints and orders are compared.
const YEAR: i64 = 365;
/// How sure a range is.
const LEVEL: f64 = 0.95;
/// Origins shown; the others are few complaints each.
const ORIGINS: usize = 12;

struct Strain {
    href: String,
    customer: String,
    name: String,
    owner: Option<String>,
    since: Instant,
    stops: bool,
}

struct Owed {
    href: String,
    customer: String,
    text: String,
    owner: Option<String>,
    due: Instant,
    word: String,
    tone: &'static str,
}

struct Alert {
    href: String,
    customer: String,
    competence: u32,
    likeability: u32,
    text: String,
    at: Instant,
}

struct OriginRow {
    name: String,
    complained: u64,
    orders: u64,
    rate: String,
    range: String,
}

#[derive(Template)]
#[template(path = "trust/page.html")]
struct TrustPage {
    page: Page,
    figures: Vec<Figure>,
    strains: Vec<Strain>,
    strains_total: usize,
    owed: Vec<Owed>,
    owed_total: usize,
    alerts: Vec<Alert>,
    marks: Option<Chart>,
    sellers: Vec<OriginRow>,
    families: Vec<OriginRow>,
    /// Complaints of the year that name no order of it.
    unknown: u64,
    complaints: u64,
}

/// Names and owners of everybody, by id.
struct Everybody {
    cards: HashMap<CustomerId, CustomerCard>,
}

impl Everybody {
    fn name(&self, id: &CustomerId) -> String {
        self.cards.get(id).map_or_else(|| id.to_string(), |card| card.name.clone())
    }

    fn owner<'a>(&'a self, id: &CustomerId, picture: Option<&'a PictureState>) -> Option<&'a str> {
        let recorded = self.cards.get(id).and_then(|card| card.owner.as_deref());
        let named = picture.map(|picture| &*picture.owner).filter(|owner| !owner.is_empty());
        recorded.or(named)
    }
}

pub(super) async fn page(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    let page = member.page.at(Area::Customers);
    let pictures = state.pictures().await?;
    let connection = state.store.read();
    let records = trust::all(connection).await?;
    let cards = people::customers(connection).await.map_err(Error::internal)?;
    let everybody =
        Everybody { cards: cards.into_iter().map(|card| (card.id.clone(), card)).collect() };

    let strains = strained(&page, &state, &records, &pictures, &everybody);
    let owed = owed(&page, &records, &everybody);
    let from = page.now - TimeDelta::days(YEAR);
    let seller = |picture: &PictureState| {
        everybody.owner(picture.customer(), Some(picture)).unwrap_or_default().to_owned()
    };
    let by_origin = origins(&pictures, &records.complaints, seller, from, page.now);
    let template = TrustPage {
        figures: figures(&page, &records, &pictures, strains.len(), &by_origin),
        strains_total: strains.len(),
        strains: strains.into_iter().take(SHOWN).collect(),
        owed_total: owed.len(),
        owed: owed.into_iter().take(SHOWN).collect(),
        alerts: alerts(&records, &everybody),
        marks: marks(&page, &records),
        sellers: listed(&page, &by_origin.sellers),
        families: listed(&page, &by_origin.families),
        unknown: by_origin.unknown,
        complaints: by_origin.complaints,
        page,
    };
    show(&template)
}

/// What strains any relationship, the oldest first.
fn strained(
    page: &Page,
    state: &AppState,
    records: &Records,
    pictures: &Pictures,
    everybody: &Everybody,
) -> Vec<Strain> {
    let limits = limits_of(page, state);
    let zone = page.company.zone;
    let by_customer = records.by_customer();
    let none = Records::default();
    let mut all: Vec<(CustomerId, Stressor)> = Vec::new();
    let mut add = |id: &CustomerId, records: &Records, picture: Option<&PictureState>| {
        let owner = everybody.owner(id, picture);
        let found = stressors(records, picture, owner, &limits, page.now, zone);
        all.extend(found.into_iter().map(|one| (id.clone(), one)));
    };
    for picture in pictures.iter() {
        let id = picture.customer();
        add(id, by_customer.get(id).unwrap_or(&none), Some(picture));
    }
    for (id, records) in by_customer.iter().filter(|(id, _)| pictures.get(id).is_none()) {
        add(id, records, None);
    }
    all.sort_by(|(a, one), (b, other)| (one.since, a, one.kind).cmp(&(other.since, b, other.kind)));
    all.into_iter()
        .map(|(id, one)| Strain {
            href: format!("{}#trust", href(id.as_str())),
            customer: everybody.name(&id),
            name: words::stressor(page, one.kind),
            owner: one.owner,
            since: one.since,
            stops: one.stops,
        })
        .collect()
}

/// Promises that are overdue or due within a week, the oldest due day first.
fn owed(page: &Page, records: &Records, everybody: &Everybody) -> Vec<Owed> {
    let zone = page.company.zone;
    let until = zone.day(page.now) + TimeDelta::days(SOON);
    let mut due: Vec<_> = records
        .promises
        .iter()
        .map(|one| (one, one.standing(page.now, zone)))
        .filter(|(one, standing)| standing.is_unsettled() && one.due_day(zone) <= until)
        .collect();
    due.sort_by(|(a, _), (b, _)| (a.due, &a.id).cmp(&(b.due, &b.id)));
    due.into_iter()
        .map(|(one, standing): (_, Standing)| {
            let (word, tone) = words::standing(page, standing);
            Owed {
                href: format!("{}#promises", href(one.customer.as_str())),
                customer: everybody.name(&one.customer),
                text: one.text.clone(),
                owner: one.owner.clone(),
                due: one.due,
                word,
                tone,
            }
        })
        .collect()
}

/// Low marks nobody has asked about, the oldest first.
fn alerts(records: &Records, everybody: &Everybody) -> Vec<Alert> {
    let mut all: Vec<Alert> = records
        .surveys
        .iter()
        .filter_map(|one| Some((one, one.alert()?)))
        .map(|(one, answer)| Alert {
            href: format!("{}#surveys", href(one.customer.as_str())),
            customer: everybody.name(&one.customer),
            competence: answer.competence.number().into(),
            likeability: answer.likeability.number().into(),
            text: one.text.clone(),
            at: answer.at,
        })
        .collect();
    all.sort_by_key(|alert| alert.at);
    all.truncate(SHOWN);
    all
}

/// How often each mark was given, both questions side by side.
fn marks(page: &Page, records: &Records) -> Option<Chart> {
    let views = Views::of(&records.surveys);
    if views.answered == 0 {
        return None;
    }
    // Answers of one company: far below 2^53.
    let bars = |marks: [u64; 5]| marks.map(|count| Some(count as f64));
    let chart = Chart::grouped("marks", page.t("trust-marks"), Unit::Count)
        .summary(page.t1("trust-answers", "count", views.answered))
        .definition(page.t("trust-surveys-means"))
        .categories(page.t("trust-mark"), (1..=5).map(|mark: u32| mark.to_string()))
        .numbers(page.t("trust-competence"), bars(views.competence.0))
        .numbers(page.t("trust-likeability"), bars(views.likeability.0));
    Some(chart)
}

fn figures(
    page: &Page,
    records: &Records,
    pictures: &Pictures,
    strains: usize,
    by_origin: &Origins,
) -> Vec<Figure> {
    let promises = Count::of(&records.promises, page.now, page.company.zone);
    let asked = pictures.iter().flat_map(|picture| picture.inquiries.all());
    vec![
        Figure::new(
            page.t("trust-figure-strains"),
            page.fmt.count(strains),
            page.t("trust-strains-means"),
        )
        .tone(if strains == 0 { "good" } else { "warn" }),
        share(
            page,
            "trust-figure-kept",
            promises.kept_share(),
            "trust-promises-means",
            "trust-kept-unknown",
        ),
        rate(page, by_origin),
        wait(
            page,
            Wait::for_reply(&records.complaints),
            "trust-figure-reply",
            "trust-reply-means",
            "trust-reply-unknown",
        ),
        wait(
            page,
            Wait::for_answer(asked),
            "trust-figure-answer",
            "trust-answer-means",
            "trust-answer-unknown",
        ),
        share(
            page,
            "trust-figure-rate",
            Views::of(&records.surveys).answer_rate(),
            "trust-rate-means",
            "trust-rate-unknown",
        ),
    ]
}

fn share(page: &Page, label: &str, share: Option<Share>, means: &str, unknown: &str) -> Figure {
    let Some(share) = share else {
        return Figure::unknown(page.t(label), page.t(unknown), page.t(means));
    };
    let figure = Figure::new(page.t(label), page.fmt.percent(share.value(), 0), page.t(means));
    let figure = figure.n(share.of);
    match share.wilson(LEVEL) {
        Some(range) => figure.range(page.t2(
            "trust-range",
            "low",
            page.fmt.percent(range.low, 0),
            "high",
            page.fmt.percent(range.high, 0),
        )),
        None => figure,
    }
}

/// Orders complained about, of each hundred of the last twelve months.
fn rate(page: &Page, by_origin: &Origins) -> Figure {
    let (label, means) = (page.t("trust-figure-complaints"), page.t("trust-complaints-means"));
    let Some(range) = by_origin.all.rate() else {
        return Figure::unknown(label, page.t("trust-complaints-unknown"), means);
    };
    let per_hundred = |share: f64| page.fmt.decimal(share * 100.0, 2);
    Figure::new(label, per_hundred(range.estimate), means).n(by_origin.all.orders).range(page.t2(
        "trust-range",
        "low",
        per_hundred(range.low),
        "high",
        per_hundred(range.high),
    ))
}

fn wait(page: &Page, wait: Wait, label: &str, means: &str, unknown: &str) -> Figure {
    let waiting = page.t1("trust-waiting", "count", wait.waiting);
    let Some(median) = wait.median_hours else {
        return Figure::unknown(page.t(label), page.t(unknown), page.t(means));
    };
    let figure = Figure::new(page.t(label), words::hours(page, median), page.t(means)).n(wait.n);
    let figure = if wait.waiting > 0 { figure.note(waiting) } else { figure };
    match wait.low_hours.zip(wait.high_hours) {
        Some((low, high)) => figure.range(page.t2(
            "trust-middle-half",
            "low",
            words::hours(page, low),
            "high",
            words::hours(page, high),
        )),
        None => figure,
    }
}

fn listed(page: &Page, origins: &[Origin]) -> Vec<OriginRow> {
    let per_hundred = |share: f64| page.fmt.decimal(share * 100.0, 2);
    let known = origins.iter().filter_map(|origin| Some((origin, origin.rate()?)));
    known
        .take(ORIGINS)
        .map(|(origin, range)| OriginRow {
            name: match origin.name.is_empty() {
                true => page.t("trust-origin-none"),
                false => origin.name.clone(),
            },
            complained: origin.complained,
            orders: origin.orders,
            rate: per_hundred(range.estimate),
            range: page.t2(
                "trust-range",
                "low",
                per_hundred(range.low),
                "high",
                per_hundred(range.high),
            ),
        })
        .collect()
}

//! The page of the balance.

use std::collections::BTreeSet;

use ::customers::balance::{self, Asked, Part, Sides};
use ::customers::people;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::after::{AfterRow, SellerRow, rows, seller};
use super::read::Whose;
use super::{charts, words};
use crate::customers::href;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Chart, Figure};
use crate::state::AppState;
use crate::who::Member;

/// Windows that are offered, in days.
const WINDOWS: [u32; 2] = [90, 365];
/// Sellers that are shown, those with the largest sales first.
const SELLERS: usize = 20;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    days: String,
    owner: String,
    region: String,
}

/// One part of the contacts, as it is shown.
struct PartRow {
    name: String,
    sides: Sides,
    theirs: Option<String>,
    answered: Option<String>,
    worse: u64,
}

/// The parts of one kind.
struct PartTable {
    title: String,
    rows: Vec<PartRow>,
}

/// Somebody under pressure.
struct PressedRow {
    href: String,
    name: String,
    contact: String,
    pressure: String,
    contacts: u64,
}

#[derive(Template)]
#[template(path = "balance/page.html")]
struct BalancePage {
    page: Page,
    windows: [u32; 2],
    days: u32,
    owner: String,
    region: String,
    owners: BTreeSet<String>,
    regions: BTreeSet<String>,
    period: String,
    half_life: String,
    figures: Vec<Figure>,
    weeks: Chart,
    load: Option<Chart>,
    curve: Option<Chart>,
    tables: Vec<PartTable>,
    pressed: Vec<PressedRow>,
    sales: Option<String>,
    /// A line a seller, and all that is behind it.
    sellers: Vec<SellerRow>,
    after: Vec<AfterRow>,
    /// Sellers that are not shown.
    more_sellers: usize,
}

fn table<T>(
    page: &Page,
    title: String,
    parts: &[Part<T>],
    name: impl Fn(&T) -> String,
) -> PartTable {
    let percent = |share: f64| page.fmt.percent(share, 1);
    let row = |part: &Part<T>| PartRow {
        name: name(&part.part),
        sides: part.sides,
        theirs: part.sides.theirs_share().map(percent),
        answered: part.sides.answered_share().map(percent),
        worse: part.sides.worse,
    };
    PartTable { title, rows: parts.iter().map(row).collect() }
}

fn tables(page: &Page, found: &balance::Balance) -> Vec<PartTable> {
    let or_none = |name: Option<String>| name.unwrap_or_else(|| page.t("balance-nothing-named"));
    vec![
        table(page, page.t("balance-by-channel"), &found.channels, |channel| {
            or_none(channel.map(|channel| page.word(channel)))
        }),
        table(page, page.t("balance-by-team"), &found.campaigns, |campaign| {
            page.t(if *campaign { "balance-campaigns" } else { "balance-single" })
        }),
        table(page, page.t("balance-by-owner"), &found.owners, |owner| {
            or_none((!owner.is_empty()).then(|| owner.clone()))
        }),
        table(page, page.t("balance-by-phase"), &found.phases, |phase| {
            or_none(phase.map(|phase| page.word(phase)))
        }),
    ]
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Customers);
    let chosen = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let days = wanted.days.parse().ok().filter(|days| WINDOWS.contains(days));
    let days = days.unwrap_or(WINDOWS[0]);
    let asked = Asked {
        days: u16::try_from(days).unwrap_or(u16::MAX),
        owner: chosen(&wanted.owner),
        region: chosen(&wanted.region),
    };
    let (company, now) = (&page.company, page.now);
    let pictures = state.pictures().await?;
    let kept = state.meetings(company, now).await?;
    let window = balance::sales_window(&pictures, company, now);
    let sales = match window {
        Some(window) => {
            state.after_sales(company.zone, window, window.until, Whose::Company).await?
        }
        None => Default::default(),
    };
    let company = company.clone();
    // Looks at every contact and every picture: away from the threads that serve pages.
    let work = tokio::task::spawn_blocking(move || {
        let (meetings, answers) = &*kept;
        let view = balance::view(meetings, answers, &pictures, &sales, &asked, &company, now);
        let choices = |texts: BTreeSet<&str>| -> BTreeSet<String> {
            texts.into_iter().filter(|text| !text.is_empty()).map(str::to_owned).collect()
        };
        let owners = choices(pictures.iter().map(|state| &*state.owner).collect());
        let regions = choices(pictures.iter().map(|state| &*state.region).collect());
        (view, owners, regions)
    });
    let (view, owners, regions) = work.await.map_err(Error::internal)?;

    let customers = view.load.most.iter().map(|pressed| pressed.customer_id.to_string());
    let names = people::names_of_customers(state.store.read(), customers.collect());
    let names = names.await.map_err(Error::internal)?;
    let contacts = view.load.most.iter().filter_map(|pressed| pressed.contact_id.clone());
    let contacts =
        people::names(state.store.read(), contacts.collect()).await.map_err(Error::internal)?;
    let pressed = view.load.most.iter().map(|pressed| {
        let id = pressed.customer_id.as_str();
        let contact = pressed.contact_id.clone().unwrap_or_default();
        PressedRow {
            href: href(id),
            name: names.get(id).filter(|name| !name.is_empty()).map_or(id, |name| name).to_owned(),
            contact: contacts.get(&contact).cloned().unwrap_or(contact),
            pressure: words::pressure(&page, pressed.pressure),
            contacts: pressed.contacts,
        }
    });
    let pressed = pressed.collect();
    let period = |from, until| {
        page.t2("chart-range", "low", page.fmt.date(from), "high", page.fmt.date(until))
    };
    let shown = || {
        view.sellers.iter().take(SELLERS).map(|seller| {
            let name = chosen(&seller.owner).unwrap_or_else(|| page.t("balance-nothing-named"));
            (name, &seller.after)
        })
    };
    let after = shown().flat_map(|(name, after)| rows(&page, &name, after)).collect();
    let sellers = shown().map(|(name, after)| seller(&page, &name, after)).collect();
    show(&BalancePage {
        windows: WINDOWS,
        days,
        owner: wanted.owner,
        region: wanted.region,
        owners,
        regions,
        period: period(view.window.from, view.window.until),
        half_life: page
            .fmt
            .decimal(view.half_life_days, usize::from(view.half_life_days.fract() != 0.0)),
        figures: charts::figures(&page, &view.balance, &view.answers, &view.load),
        weeks: charts::weeks(&page, &view.balance),
        load: charts::load(&page, &view.load, &view.answers),
        curve: charts::curve(&page, &view.answers),
        tables: tables(&page, &view.balance),
        pressed,
        sales: view.sales.map(|sales| period(sales.from, sales.until)),
        sellers,
        after,
        more_sellers: view.sellers.len().saturating_sub(SELLERS),
        page,
    })
}

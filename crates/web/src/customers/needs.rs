//! The company's calendar of needs: families by weeks, how many customers, how sure; and who.

use std::collections::{BTreeSet, HashMap};

use ::customers::inferred::{Ahead, NeedsAhead, Week};
use ::customers::people;
use ::customers::stated::{StatedNeed, Window, stated, windows};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use serde::Deserialize;

use super::ahead::{cannot_tell, likely};
use super::href;
use super::names::Names;
use super::sheet::Sheet;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::heat::{Frame, HeatValue};
use crate::parts::link::with_query;
use crate::parts::table::Pager;
use crate::parts::{Figure, Heat};
use crate::state::AppState;
use crate::who::Member;

/// Families in the calendar, those most needed first.
const ROWS: usize = 40;
/// Customers on one page.
const PAGE: usize = 50;
/// Stated needs that are shown.
const SAID: usize = 20;
/// Days ahead in which they are looked for, as many as the calendar has.
const HALF_YEAR: u64 = 182;
/// Fewer are nobody.
const LEAST: f64 = 0.5;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// A product family.
    family: String,
    page: String,
}

/// A need as a customer stated it, when it comes next.
struct Said {
    href: String,
    name: String,
    id: String,
    family: String,
    window: Window,
    fact: String,
    wish: String,
}

/// A customer and a family, as shown.
struct Row {
    href: String,
    name: String,
    id: String,
    family: String,
    from: NaiveDate,
    peak: NaiveDate,
    until: NaiveDate,
    probability: String,
}

#[derive(Template)]
#[template(path = "customers/ahead.html")]
struct NeedsPage {
    page: Page,
    /// The last day that is known.
    until: Option<NaiveDate>,
    /// Why there is no calendar.
    unknown: Option<String>,
    figures: Vec<Figure>,
    heat: Option<Heat>,
    stated: Vec<Said>,
    /// How many more there are.
    stated_more: usize,
    families: Vec<String>,
    family: String,
    rows: Vec<Row>,
    pager: Pager,
    export: String,
}

impl NeedsPage {
    fn without(
        page: Page,
        until: Option<NaiveDate>,
        why: String,
        (stated, stated_more): (Vec<Said>, usize),
    ) -> Self {
        Self {
            page,
            stated,
            stated_more,
            until,
            unknown: Some(why),
            figures: Vec::new(),
            heat: None,
            families: Vec::new(),
            family: String::new(),
            rows: Vec::new(),
            pager: Pager::new(0, PAGE, 1, "/needs", &[]),
            export: String::new(),
        }
    }
}

/// Families, those most needed in the weeks ahead first.
fn by_demand(needs: &NeedsAhead) -> Vec<(&str, &[Week], u64)> {
    let mut families: Vec<_> = needs
        .families()
        .map(|(name, weeks, customers)| (name, weeks.as_slice(), customers))
        .collect();
    let sum = |weeks: &[Week]| weeks.iter().map(|week| week.expected).sum::<f64>();
    families.sort_by(|one, other| sum(other.1).total_cmp(&sum(one.1)));
    families
}

/// What customers said they need in the half year ahead, the next first; a few of them, and how
/// many more.
fn said(page: &Page, stated: &[StatedNeed], names: &Names<'_>) -> (Vec<Said>, usize) {
    let today = page.company.zone.day(page.now);
    let ahead = today.checked_add_days(Days::new(HALF_YEAR)).unwrap_or(today);
    let next = |need: &StatedNeed| {
        let id = need.customer.as_str();
        let window = windows(need, today, ahead).into_iter().next()?;
        Some(Said {
            href: href(id),
            name: names.of_id(id).to_owned(),
            id: id.to_owned(),
            family: need.family.clone(),
            window,
            fact: need.fact.clone(),
            wish: need.wish.clone(),
        })
    };
    let mut said: Vec<Said> = stated.iter().filter_map(next).collect();
    said.sort_by(|one, other| {
        (one.window, &one.name, &one.family).cmp(&(other.window, &other.name, &other.family))
    });
    let more = said.len().saturating_sub(SAID);
    said.truncate(SAID);
    (said, more)
}

fn calendar(page: &Page, needs: &NeedsAhead, stated: &[StatedNeed]) -> Heat {
    let begins = needs.weeks();
    let mut by_family: HashMap<&str, Vec<&StatedNeed>> = HashMap::new();
    for need in stated {
        by_family.entry(&need.family).or_default().push(need);
    }
    // Customers, however many needs of theirs lie there.
    let said_in = |family: &str, begins: NaiveDate| {
        let ends = begins.checked_add_days(Days::new(6)).unwrap_or(begins);
        let there = |need: &&&StatedNeed| !windows(need, begins, ends).is_empty();
        let stated = by_family.get(family).map_or(&[][..], Vec::as_slice).iter();
        stated.filter(there).map(|need| &need.customer).collect::<BTreeSet<_>>().len()
    };
    let row = |(family, weeks, _): &(&str, &[Week], u64)| {
        let cell = |(week, begins): (&Week, &NaiveDate)| {
            let said = said_in(family, *begins);
            let hint = page.t_with(
                "needs-cell",
                &[
                    ("family", family),
                    ("week", &page.fmt.date_short(*begins)),
                    ("count", &week.expected.round()),
                    ("low", &page.fmt.decimal(week.low, 0)),
                    ("high", &page.fmt.decimal(week.high, 0)),
                ],
            );
            let said_so =
                |hint: String| format!("{hint}. {}", page.t1("needs-cell-said", "count", said));
            let shown = week.expected >= LEAST;
            HeatValue {
                value: if shown { week.expected } else { 0.0 },
                text: if shown { page.fmt.decimal(week.expected, 0) } else { String::new() },
                hint: if said > 0 { said_so(hint) } else { hint },
                frame: if said > 0 { Frame::Window } else { Frame::None },
            }
        };
        ((*family).to_owned(), weeks.iter().zip(&begins).map(cell).collect())
    };
    let families = by_demand(needs);
    let rows = families.iter().take(ROWS).map(row).collect();
    let columns = begins.iter().map(|week| page.fmt.day_month(*week)).collect();
    Heat::new(page.t("needs-caption"), page.word(vocab::ScopeKind::Family), columns, rows).of_days()
}

/// What the next four weeks bring, over all families.
fn figures(page: &Page, needs: &NeedsAhead) -> Vec<Figure> {
    let Week { expected, low, high } = needs.month();
    let number = |number: f64| page.fmt.decimal(number, 0);
    let range = page.t2("comeback-range", "low", number(low), "high", number(high));
    vec![
        Figure::new(page.t("needs-month"), number(expected), page.t("needs-month-means"))
            .n(needs.len() as u64)
            .range(range),
    ]
}

/// The family that is asked for.
fn only(wanted: &Wanted) -> Option<&str> {
    Some(wanted.family.as_str()).filter(|family| !family.is_empty())
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Customers);
    let pictures = state.pictures().await?;
    let connection = state.store.read();
    let cards = people::customers(connection).await.map_err(Error::internal)?;
    let names = Names::of(&cards);
    let stated = stated(connection, None).await.map_err(Error::internal)?;
    let (said, stated_more) = said(&page, &stated, &names);
    let Some(known) = state.needs_ahead(&pictures, page.company.zone, page.now).await? else {
        let why = page.t("needs-no-data");
        return show(&NeedsPage::without(page, None, why, (said, stated_more)));
    };
    let needs = match known.as_ref() {
        Ok(needs) => needs,
        Err(why) => {
            let until = pictures.data_until(page.now).map(|until| page.company.zone.day(until));
            let why = cannot_tell(&page, why);
            return show(&NeedsPage::without(page, until, why, (said, stated_more)));
        }
    };
    let query = [("family", wanted.family.as_str())];
    let number = wanted.page.parse().unwrap_or(1);
    let total = match only(&wanted) {
        Some(family) => needs.ranked(Some(family)).count(),
        None => needs.len(),
    };
    let pager = Pager::new(total, PAGE, number, "/needs", &query);
    let row = |need: Ahead<'_>| Row {
        href: href(need.customer),
        name: names.of_id(need.customer).to_owned(),
        id: need.customer.to_owned(),
        family: need.family.to_owned(),
        from: need.from,
        peak: need.peak,
        until: need.until,
        probability: likely(&page, need.probability),
    };
    let rows = needs.ranked(only(&wanted)).skip(pager.skip()).take(PAGE).map(row).collect();
    show(&NeedsPage {
        until: Some(needs.until()),
        unknown: None,
        figures: figures(&page, needs),
        heat: Some(calendar(&page, needs, &stated)),
        stated: said,
        stated_more,
        families: needs.families().map(|(name, ..)| name.to_owned()).collect(),
        export: with_query("/needs.csv", &query),
        family: wanted.family,
        rows,
        pager,
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
    let known = state.needs_ahead(&pictures, page.company.zone, page.now).await?;
    let Some(Ok(needs)) = known.as_deref() else { return Err(Error::NotFound) };
    let cards = people::customers(state.store.read()).await.map_err(Error::internal)?;
    let names = Names::of(&cards);
    let mut sheet =
        Sheet::new(&["customer_id", "name", "family", "from", "peak", "until", "probability"]);
    for need in needs.ranked(only(&wanted)) {
        let dates = [need.from, need.peak, need.until].map(|day| day.to_string());
        let [from, peak, until] = &dates;
        let probability = format!("{:.4}", need.probability);
        let name = names.of_id(need.customer);
        sheet.row(&[need.customer, name, need.family, from, peak, until, &probability]);
    }
    Ok((sheet.headers("needs.csv"), [(header::CACHE_CONTROL, "no-store")], sheet.into_bytes())
        .into_response())
}

//! The list of customers: search, filters, order, pages.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use ::customers::people::{self, CustomerCard};
use ::customers::{PictureState, Pictures, need_windows};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use vocab::{Amount, Instant, Phase, Zone};

use super::href;
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::table::{Pager, Sort, SortLink};
use crate::state::AppState;
use crate::who::Member;

/// Customers on one page.
const PAGE: usize = 50;
/// Columns the list can be sorted by; the default begins with the largest revenue.
const COLUMNS: [&str; 4] = ["name", "orders", "revenue", "last"];

/// What the address asks for. Everything may be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    phase: String,
    owner: String,
    region: String,
    /// A product family that is needed now.
    need: String,
    /// `open`: only with an open complaint.
    complaints: String,
    sort: String,
    page: String,
}

impl Wanted {
    /// The pairs of the address, without order and page.
    fn pairs(&self) -> Vec<(&str, &str)> {
        vec![
            ("q", self.q.as_str()),
            ("phase", self.phase.as_str()),
            ("owner", self.owner.as_str()),
            ("region", self.region.as_str()),
            ("need", self.need.as_str()),
            ("complaints", self.complaints.as_str()),
        ]
    }

    fn is_filtered(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.trim().is_empty())
    }
}

/// One customer, as far as searching and sorting need it.
#[derive(Debug, Clone)]
struct Row<'a> {
    id: String,
    name: String,
    region: String,
    owner: String,
    orders: u64,
    net: Amount,
    last_order: Option<Instant>,
    phase: Option<Phase>,
    complaints: usize,
    state: Option<&'a PictureState>,
}

impl<'a> Row<'a> {
    fn of(card: Option<&CustomerCard>, state: Option<&'a PictureState>, now: Instant) -> Self {
        let id = card.map_or_else(
            || state.map_or_else(String::new, |state| state.customer().to_string()),
            |card| card.id.to_string(),
        );
        // The newest event knows region and owner better than the record; both may be silent.
        let either = |event: Option<&str>, record: Option<&String>| {
            let event = event.filter(|text| !text.is_empty()).map(str::to_owned);
            event.or_else(|| record.cloned()).unwrap_or_default()
        };
        Self {
            name: card.map_or_else(|| id.clone(), |card| card.name.clone()),
            region: either(
                state.map(|state| &*state.region),
                card.and_then(|card| card.region.as_ref()),
            ),
            owner: either(
                state.map(|state| &*state.owner),
                card.and_then(|card| card.owner.as_ref()),
            ),
            orders: state.map_or(0, |state| state.purchases.orders().len() as u64),
            net: state.map_or(Amount::ZERO, |state| state.purchases.net()),
            last_order: state.and_then(PictureState::last_order),
            phase: state.and_then(|state| state.phase(now)),
            complaints: state.map_or(0, |state| state.complaints.open().count()),
            id,
            state,
        }
    }

    fn needs(&self, family: &str, today: NaiveDate, zone: Zone) -> bool {
        self.state.is_some_and(|state| {
            need_windows(state, family, zone).iter().any(|window| window.contains(today))
        })
    }
}

/// Everybody who is on record or in the events; both lists are sorted by id.
fn everybody<'a>(cards: &[CustomerCard], pictures: &'a Pictures, now: Instant) -> Vec<Row<'a>> {
    let mut rows = Vec::with_capacity(cards.len().max(pictures.len()));
    let (mut cards, mut states) = (cards.iter().peekable(), pictures.iter().peekable());
    loop {
        let order = match (cards.peek(), states.peek()) {
            (None, None) => return rows,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(card), Some(state)) => card.id.cmp(state.customer()),
        };
        let card = if order == Ordering::Greater { None } else { cards.next() };
        let state = if order == Ordering::Less { None } else { states.next() };
        rows.push(Row::of(card, state, now));
    }
}

fn keep(rows: &mut Vec<Row<'_>>, wanted: &Wanted, today: NaiveDate, zone: Zone) {
    let words: Vec<String> = wanted.q.split_whitespace().map(str::to_lowercase).collect();
    let phase: Option<Phase> = wanted.phase.parse().ok();
    rows.retain(|row| {
        let (name, id) = (row.name.to_lowercase(), row.id.to_lowercase());
        words.iter().all(|word| name.contains(word) || id.contains(word))
            && phase.is_none_or(|phase| row.phase == Some(phase))
            && (wanted.owner.is_empty() || row.owner == wanted.owner)
            && (wanted.region.is_empty() || row.region == wanted.region)
            && (wanted.complaints != "open" || row.complaints > 0)
            && (wanted.need.is_empty() || row.needs(&wanted.need, today, zone))
    });
}

fn order(rows: &mut [Row<'_>], sort: &Sort) {
    rows.sort_by(|a, b| {
        let order = match sort.column.as_str() {
            "name" => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
            "orders" => a.orders.cmp(&b.orders),
            "last" => a.last_order.cmp(&b.last_order),
            _ => a.net.cmp(&b.net),
        };
        // Equals keep the order of their ids, whichever way round.
        (if sort.down { order.reverse() } else { order }).then_with(|| a.id.cmp(&b.id))
    });
}

/// What a filter offers: every text there is, once.
fn choices<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let found: BTreeSet<&str> = texts.filter(|text| !text.is_empty()).collect();
    found.into_iter().map(str::to_owned).collect()
}

/// A row as it is shown.
struct Shown {
    href: String,
    id: String,
    name: String,
    region: String,
    owner: String,
    orders: u64,
    net: Amount,
    last_order: Option<Instant>,
    phase: Option<Phase>,
    complaints: usize,
    needs: Vec<String>,
}

#[derive(Template)]
#[template(path = "customers/list.html")]
struct ListPage {
    page: Page,
    wanted: Wanted,
    sort: String,
    phases: &'static [Phase],
    owners: Vec<String>,
    regions: Vec<String>,
    families: Vec<String>,
    heads: Vec<SortLink>,
    rows: Vec<Shown>,
    pager: Pager,
    /// Whether there is anybody at all.
    any: bool,
}

/// Families whose window is open, those needed all year left out: they say nothing.
fn needs_now(state: &PictureState, today: NaiveDate, zone: Zone) -> Vec<String> {
    let families = state.purchases.families().iter();
    families
        .filter(|family| {
            need_windows(state, &family.name, zone)
                .iter()
                .any(|window| window.contains(today) && !window.is_all_year())
        })
        .map(|family| family.name.to_string())
        .collect()
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Customers);
    let pictures = state.pictures().await?;
    let cards = people::customers(state.store.read()).await.map_err(Error::internal)?;
    let zone = page.company.zone;
    let today = zone.day(page.now);

    let mut rows = everybody(&cards, &pictures, page.now);
    let any = !rows.is_empty();
    let owners = choices(rows.iter().map(|row| row.owner.as_str()));
    let regions = choices(rows.iter().map(|row| row.region.as_str()));
    keep(&mut rows, &wanted, today, zone);
    let sort = Sort::parse(&wanted.sort, &COLUMNS, "-revenue");
    order(&mut rows, &sort);

    let pairs = wanted.pairs();
    let code = sort.code();
    let mut with_sort = pairs.clone();
    with_sort.push(("sort", &code));
    let number = wanted.page.parse().unwrap_or(1);
    let pager = Pager::new(rows.len(), PAGE, number, "/customers", &with_sort);
    let head = |key: &str, column: &str, number: bool| {
        SortLink::new(page.t(key), column, number, &sort, "/customers", &pairs)
    };
    let heads = vec![
        head("customers-name", "name", false),
        head("customers-orders", "orders", true),
        head("customers-revenue", "revenue", true),
        head("customers-last", "last", true),
    ];
    let rows = rows
        .into_iter()
        .skip(pager.skip())
        .take(PAGE)
        .map(|row| Shown {
            href: href(&row.id),
            needs: row.state.map_or_else(Vec::new, |state| needs_now(state, today, zone)),
            id: row.id,
            name: row.name,
            region: row.region,
            owner: row.owner,
            orders: row.orders,
            net: row.net,
            last_order: row.last_order,
            phase: row.phase,
            complaints: row.complaints,
        })
        .collect();
    let families = pictures.families().into_iter().map(str::to_owned).collect();
    show(&ListPage {
        sort: sort.code(),
        phases: Phase::ALL,
        owners,
        regions,
        families,
        heads,
        rows,
        pager,
        any,
        page,
        wanted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, name: &str, net: i128, complaints: usize) -> Row<'static> {
        Row {
            id: id.to_owned(),
            name: name.to_owned(),
            region: "Nord".to_owned(),
            owner: String::new(),
            orders: 0,
            net: Amount::from_cents(net),
            last_order: None,
            phase: None,
            complaints,
            state: None,
        }
    }

    fn found(wanted: Wanted) -> Vec<String> {
        let mut rows = vec![
            row("1", "Blumen Öz", 10, 0),
            row("2", "blumen Adam", 30, 1),
            row("33", "Café Zoé", 30, 0),
        ];
        keep(&mut rows, &wanted, NaiveDate::default(), Zone::BERLIN);
        order(&mut rows, &Sort::parse(&wanted.sort, &COLUMNS, "-revenue"));
        rows.into_iter().map(|row| row.id).collect()
    }

    #[test]
    fn search_filters_and_order_work_together() {
        let with = |change: fn(&mut Wanted)| {
            let mut wanted = Wanted::default();
            change(&mut wanted);
            found(wanted)
        };
        assert_eq!(with(|_| ()), ["2", "33", "1"]);
        assert_eq!(with(|w| w.q = "BLUMEN ö".to_owned()), ["1"]);
        assert_eq!(with(|w| w.q = "3".to_owned()), ["33"]);
        assert_eq!(with(|w| w.sort = "name".to_owned()), ["2", "1", "33"]);
        assert_eq!(with(|w| w.complaints = "open".to_owned()), ["2"]);
        assert_eq!(with(|w| w.region = "Süd".to_owned()), Vec::<String>::new());
        assert_eq!(with(|w| w.need = "Lamps".to_owned()), Vec::<String>::new());
    }
}

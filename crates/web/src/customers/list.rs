//! The list of customers: search, filters, columns, order, pages, and the same as a file.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};

use ::customers::people::{self, CustomerCard};
use ::customers::repurchase::Standing;
use ::customers::repurchase::standing::Brief;
use ::customers::{PictureState, Pictures, need_windows};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use vocab::{Amount, Instant, Phase, Zone};

use super::columns::{Cell, Column, Head, key};
use super::sheet::Sheet;
use super::views::{self, View};
use super::wanted::Wanted;
use super::{ahead, href};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::table::{Pager, Sort, SortLink};
use crate::state::AppState;
use crate::who::Member;

/// Customers on one page.
const PAGE: usize = 50;
/// From which probability on somebody comes back surely, and up to which hardly.
const SURE: f64 = 0.8;
const HARDLY: f64 = 0.2;

/// One customer, as far as searching and sorting need it.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) region: String,
    pub(super) owner: String,
    pub(super) orders: u64,
    pub(super) net: Amount,
    pub(super) last_order: Option<Instant>,
    pub(super) phase: Option<Phase>,
    pub(super) complaints: usize,
    pub(super) brief: Option<Brief>,
    pub(super) pressure: Option<f64>,
    pub(super) silent: bool,
    pub(super) state: Option<&'a PictureState>,
}

impl<'a> Row<'a> {
    fn of(card: Option<&CustomerCard>, state: Option<&'a PictureState>, page: &Page) -> Self {
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
            phase: state.and_then(|state| state.phase(page.now)),
            complaints: state.map_or(0, |state| state.complaints.open().count()),
            brief: None,
            pressure: None,
            silent: false,
            id,
            state,
        }
    }

    fn needs(&self, family: &str, today: NaiveDate, zone: Zone) -> bool {
        self.state.is_some_and(|state| {
            need_windows(state, family, zone).iter().any(|window| window.contains(today))
        })
    }

    /// Families whose window is open, those needed all year left out: they say nothing.
    pub(super) fn needs_now(&self, page: &Page) -> Vec<String> {
        let (zone, today) = (page.company.zone, page.company.zone.day(page.now));
        let Some(state) = self.state else { return Vec::new() };
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

    /// Whether the customer comes back as it is asked for.
    fn comes(&self, how: &str) -> bool {
        let active = self.brief.map(|brief| brief.p_active);
        match how {
            "sure" => active.is_some_and(|p| p >= SURE),
            "open" => active.is_some_and(|p| p > HARDLY && p < SURE),
            "hardly" => active.is_some_and(|p| p <= HARDLY),
            "silent" => self.silent,
            _ => true,
        }
    }
}

/// Everybody who is on record or in the events; both lists are sorted by id.
fn everybody<'a>(cards: &[CustomerCard], pictures: &'a Pictures, page: &Page) -> Vec<Row<'a>> {
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
        rows.push(Row::of(card, state, page));
    }
}

fn keep(rows: &mut Vec<Row<'_>>, wanted: &Wanted, (today, zone): (NaiveDate, Zone)) {
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
            && row.comes(&wanted.comes)
    });
}

fn order(rows: &mut [Row<'_>], sort: &Sort) {
    let column = Column::of(&sort.column);
    let turned = |order: Ordering| if sort.down { order.reverse() } else { order };
    rows.sort_by(|a, b| {
        let order = match column {
            None => turned(a.name.to_lowercase().cmp(&b.name.to_lowercase())),
            // What is not known comes last either way.
            Some(column) => match (key(column, a), key(column, b)) {
                (Some(one), Some(other)) => {
                    turned(one.partial_cmp(&other).unwrap_or(Ordering::Equal))
                }
                (one, other) => other.is_some().cmp(&one.is_some()),
            },
        };
        // Equals keep the order of their ids, whichever way round.
        order.then_with(|| a.id.cmp(&b.id))
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
    /// Region and owner, where they are no columns.
    about: String,
    complaints: usize,
    cells: Vec<(String, bool, Cell)>,
}

#[derive(Template)]
#[template(path = "customers/list.html")]
struct ListPage {
    page: Page,
    wanted: Wanted,
    sort: String,
    phases: &'static [Phase],
    columns: [Column; 11],
    owners: Vec<String>,
    regions: Vec<String>,
    families: Vec<String>,
    name: SortLink,
    heads: Vec<Head>,
    rows: Vec<Shown>,
    pager: Pager,
    /// Whether there is anybody at all.
    any: bool,
    views: Vec<View>,
    /// What stands after the question mark, for saving it.
    query: String,
    export: String,
    /// Why there are no figures of models, where they are asked for.
    unknown: Option<String>,
}

/// Everybody, and what models say of them where that is asked for.
struct Found<'a> {
    rows: Vec<Row<'a>>,
    standing: Option<std::sync::Arc<Standing>>,
}

impl AppState {
    async fn found<'a>(
        &self,
        page: &Page,
        cards: &[CustomerCard],
        pictures: &'a std::sync::Arc<Pictures>,
        wanted: &Wanted,
    ) -> Result<Found<'a>, Error> {
        let mut rows = everybody(cards, pictures, page);
        let standing = match wanted.asks_models() {
            true => self.standing(pictures, page.company.zone, page.now).await?,
            false => None,
        };
        if let Some(standing) = &standing {
            for row in &mut rows {
                row.brief = row.state.and_then(|state| standing.brief(state.customer()));
            }
            if wanted.comes == "silent" {
                let found = self.silent(pictures, standing, page.company.zone, page.now).await?;
                let silent: HashSet<&str> = found.iter().map(|one| one.customer.as_str()).collect();
                rows.iter_mut().for_each(|row| row.silent = silent.contains(row.id.as_str()));
            }
        }
        if wanted.asks(Column::Pressure) {
            let half_life = page.company.pressure_half_life_days;
            for row in &mut rows {
                row.pressure = row.state.and_then(|state| state.pressure(page.now, half_life));
            }
        }
        Ok(Found { rows, standing })
    }
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let wanted = Wanted::of(&pairs);
    let pictures = state.pictures().await?;
    let cards = people::customers(state.store.read()).await.map_err(Error::internal)?;
    let views = views::views(&state.store, &member, &wanted.address()).await?;
    let page = member.page.at(Area::Customers);
    let zone = page.company.zone;
    let Found { mut rows, standing } = state.found(&page, &cards, &pictures, &wanted).await?;
    let any = !rows.is_empty();
    let owners = choices(rows.iter().map(|row| row.owner.as_str()));
    let regions = choices(rows.iter().map(|row| row.region.as_str()));
    keep(&mut rows, &wanted, (zone.day(page.now), zone));
    let sort = wanted.order();
    order(&mut rows, &sort);

    let code = sort.code();
    let pairs = wanted.pairs();
    let mut with_sort = pairs.clone();
    with_sort.push(("sort", &code));
    let number = wanted.page.parse().unwrap_or(1);
    let pager = Pager::new(rows.len(), PAGE, number, "/customers", &with_sort);
    let link = |label: String, column: &str, number: bool| {
        SortLink::new(label, column, number, &sort, "/customers", &pairs)
    };
    let head = |column: &Column| Head {
        label: column.head(&page),
        link: column.sorts().then(|| link(column.head(&page), column.code(), column.is_number())),
        means: column.means(&page).map(|means| page.info(means)),
    };
    let heads = wanted.columns().iter().map(head).collect();
    let rows = rows.iter().skip(pager.skip()).take(PAGE).map(|row| shown(&page, &wanted, row));
    let address = wanted.address();
    let why = standing.as_ref().and_then(|standing| standing.model().err());
    show(&ListPage {
        name: link(page.t("customers-name"), "name", false),
        rows: rows.collect(),
        sort: code.clone(),
        phases: Phase::ALL,
        columns: Column::ALL,
        owners,
        regions,
        families: pictures.families().into_iter().map(str::to_owned).collect(),
        heads,
        pager,
        any,
        views,
        query: address.split_once('?').map_or("", |(_, query)| query).to_owned(),
        export: wanted.address_of("/customers.csv"),
        unknown: why.map(|why| ahead::cannot_fit(&page, &why)),
        page,
        wanted,
    })
}

fn shown(page: &Page, wanted: &Wanted, row: &Row<'_>) -> Shown {
    let beside = [(Column::Region, &row.region), (Column::Owner, &row.owner)];
    let beside = beside.iter().filter(|(column, text)| !wanted.shows(column) && !text.is_empty());
    let cell = |column: &Column| (column.head(page), column.is_number(), column.shown(page, row));
    Shown {
        href: href(&row.id),
        id: row.id.clone(),
        name: row.name.clone(),
        about: beside.map(|(_, text)| format!(" · {text}")).collect(),
        complaints: row.complaints,
        cells: wanted.columns().iter().map(cell).collect(),
    }
}

/// Everybody who is found, as a file: the columns that are shown, in their order.
pub(super) async fn export(
    State(state): State<AppState>,
    member: Member,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let (wanted, page) = (Wanted::of(&pairs), member.page);
    let pictures = state.pictures().await?;
    let cards = people::customers(state.store.read()).await.map_err(Error::internal)?;
    let zone = page.company.zone;
    let Found { mut rows, .. } = state.found(&page, &cards, &pictures, &wanted).await?;
    keep(&mut rows, &wanted, (zone.day(page.now), zone));
    order(&mut rows, &wanted.order());
    let codes = wanted.columns().iter().map(|column| column.code());
    let head: Vec<&str> = ["customer_id", "name"].into_iter().chain(codes).collect();
    let mut sheet = Sheet::new(&head);
    for row in &rows {
        let mut cells = vec![row.id.clone(), row.name.clone()];
        cells.extend(wanted.columns().iter().map(|column| column.plain(&page, row)));
        sheet.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let headers = sheet.headers("customers.csv");
    Ok((headers, [(header::CACHE_CONTROL, "no-store")], sheet.into_bytes()).into_response())
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
            brief: None,
            pressure: None,
            silent: false,
            state: None,
        }
    }

    fn found(wanted: Wanted) -> Vec<String> {
        let mut rows = vec![
            row("1", "Blumen Öz", 10, 0),
            row("2", "blumen Adam", 30, 1),
            row("33", "Café Zoé", 30, 0),
        ];
        keep(&mut rows, &wanted, (NaiveDate::default(), Zone::BERLIN));
        order(&mut rows, &wanted.order());
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
    #[test]
    fn what_is_not_known_comes_last() {
        let with = |id: &str, p: Option<f64>| Row {
            brief: p.map(|p_active| Brief { p_active, expected: 0.0, value: None }),
            ..row(id, id, 0, 0)
        };
        let rows = [with("1", None), with("2", Some(0.2)), with("3", Some(0.9))];
        for (sort, expected) in [("active", ["2", "3", "1"]), ("-active", ["3", "2", "1"])] {
            let mut rows = rows.to_vec();
            order(&mut rows, &Wanted { sort: sort.to_owned(), ..Wanted::default() }.order());
            assert_eq!(rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), expected);
        }
        let how = |how| rows.iter().filter(|row| row.comes(how)).count();
        assert_eq!(
            (how(""), how("sure"), how("hardly"), how("open"), how("silent")),
            (3, 1, 1, 0, 0)
        );
    }
}

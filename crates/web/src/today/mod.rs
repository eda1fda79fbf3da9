//! Today: what needs whom.
//!
//! Reading order: this file (the page), [`work`] (campaigns), `fresh` (refresh now), `rows`
//! (queries).

use ::customers::{Pictures, people};
use ::warn::WarningState;
use ::warn::actions::{self, Which};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use chrono::TimeDelta;
use store::Store;
use vocab::{CustomerId, Instant, Month, Scope};

use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Chart, Figure};
use crate::state::AppState;
use crate::warn::list::Card;
use crate::warn::{fan, figures};
use crate::who::Member;

mod fresh;
mod rows;
mod work;

pub(crate) use rows::last_import;
use work::Campaigns;

/// Sales that end longer ago say nothing about today.
const STALE: TimeDelta = TimeDelta::days(7);
/// Warnings shown.
const WARNINGS: usize = 3;
/// Days after which an open complaint needs somebody.
const COMPLAINT_DAYS: i64 = 3;
/// Complaints shown.
const COMPLAINTS: u64 = 5;

/// The addresses of this step.
pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(page)).route("/refresh", post(fresh::now))
}

/// A complaint that has waited.
struct Complaint {
    href: String,
    customer: String,
    text: String,
    opened: Instant,
    owner: Option<String>,
}

/// The company's month.
struct CompanyMonth {
    chart: Chart,
    figures: Vec<Figure>,
    href: String,
}

#[derive(Template)]
#[template(path = "today/page.html")]
struct TodayPage {
    page: Page,
    first_name: String,
    date: String,
    warnings: Vec<Card>,
    /// Warnings that are open, and those nobody has looked at.
    open: usize,
    unseen: usize,
    campaigns: Campaigns,
    complaints: Vec<Complaint>,
    complaints_total: u64,
    month: Option<CompanyMonth>,
    data_until: Option<Instant>,
    /// Whether the sales are older than two days.
    data_old: bool,
    /// Where the sales are so old that the figures are about another time: their last day.
    ends: Option<String>,
    last_import: Option<Instant>,
    /// Customers on record or in events, as the list of customers counts them, and those of
    /// whom something has happened.
    customers: (usize, usize),
}

async fn page(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    let page = member.page.at(Area::Today);
    let pictures = state.pictures().await?;
    let mut warnings = actions::list(&state.store, Which::Open).await.map_err(Error::internal)?;
    let open = warnings.len();
    let unseen = warnings.iter().filter(|warning| warning.state == WarningState::New).count();
    // What nobody has looked at comes first; inside that the money at risk decides.
    warnings.sort_by_key(|warning| warning.state != WarningState::New);
    let (complaints, complaints_total) = complaints(&state.store, page.now).await?;
    let data_until = pictures.data_until(page.now);
    let zone = page.company.zone;
    let name = page.user.as_ref().map(|user| user.name.as_str()).unwrap_or_default();
    show(&TodayPage {
        first_name: name.split_whitespace().next().unwrap_or_default().to_owned(),
        date: format!("{}, {}", page.fmt.weekday(zone.day(page.now)), page.fmt.day_long(page.now)),
        warnings: warnings.iter().take(WARNINGS).map(|warning| Card::of(&page, warning)).collect(),
        open,
        unseen,
        campaigns: work::campaigns(&page, &state.store).await?,
        complaints,
        complaints_total,
        month: month(&page, &state.store).await?,
        data_until,
        data_old: data_until.is_some_and(|until| page.now - until > TimeDelta::days(2)),
        ends: data_until.filter(|until| page.now - *until > STALE).map(|until| page.fmt.day(until)),
        last_import: rows::last_import(state.store.read()).await?.map(|import| import.at),
        customers: customers(&state, &pictures).await?,
        page,
    })
}

/// Everybody on record or in events, and those in events. Their ids are read once for each
/// refresh or import; this page is opened many times a day.
async fn customers(state: &AppState, pictures: &Pictures) -> Result<(usize, usize), Error> {
    let connection = state.store.read();
    let recorded = rows::customers(connection).await?;
    let key = (pictures.version(), recorded);
    let count = async {
        let ids = rows::customer_ids(connection).await?;
        let unheard = ids.iter().filter(|id| match CustomerId::new(id) {
            Ok(id) => pictures.get(&id).is_none(),
            Err(_) => true,
        });
        Ok::<_, Error>(unheard.count())
    };
    let unheard = state.read.unheard.get_or_insert_async(&key, count).await?;
    Ok((pictures.len() + unheard, pictures.len()))
}

/// The company's target of the month the data ends in.
async fn month(page: &Page, store: &Store) -> Result<Option<CompanyMonth>, Error> {
    let details = actions::forecasts(store).await.map_err(Error::internal)?;
    let detail = details.iter().find(|detail| {
        let forecast = &detail.forecast;
        forecast.target.scope == Scope::company()
            && forecast.target.period == Month::of(forecast.as_of)
    });
    Ok(detail.map(|detail| CompanyMonth {
        chart: fan::fan(page, detail, "month"),
        figures: vec![
            figures::booked(page, &detail.forecast),
            figures::expected(page, &detail.forecast),
            figures::target(page, &detail.forecast),
        ],
        href: crate::warn::href(&detail.forecast.target.id),
    }))
}

/// Complaints that have waited too long, the oldest first, and how many there are.
async fn complaints(store: &Store, now: Instant) -> Result<(Vec<Complaint>, u64), Error> {
    let before = now - TimeDelta::days(COMPLAINT_DAYS);
    let (found, total) = rows::open_complaints(store.read(), before, COMPLAINTS).await?;
    let mut complaints = Vec::new();
    for row in found {
        let name = match CustomerId::new(&row.customer_id) {
            Ok(id) => {
                let card = people::customer(store.read(), &id).await;
                card.map_err(Error::internal)?.name
            }
            Err(_) => row.customer_id.clone(),
        };
        complaints.push(Complaint {
            href: crate::customers::href(&row.customer_id),
            customer: name,
            text: row.text,
            opened: row.opened,
            owner: row.owner,
        });
    }
    Ok((complaints, total))
}

//! The deals of a customer with the phase of each, and the form that opens one.

use ::customers::opportunity::{Opportunity, opportunities};
use ::customers::people::{self, CustomerCard};
use ::customers::said::MAX_FAMILY;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::records::deal;
use vocab::{Amount, CustomerId, Event, Phase, ScopeKind};

use super::super::telling::cited_words;
use super::{href, list_href};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::Errors;
use crate::state::AppState;
use crate::warn::amount;
use crate::who::{Member, TradeOnly};

/// The longest name of a deal, in characters.
const MAX_TITLE: usize = 200;

/// A deal in one line.
pub(in crate::customers) struct DealLine {
    pub(in crate::customers) title: String,
    pub(in crate::customers) href: String,
    pub(in crate::customers) outcome: String,
    /// The phase by evidence, and the evidence.
    pub(in crate::customers) phase: Option<(String, String)>,
    pub(in crate::customers) amount: Option<String>,
    pub(in crate::customers) opened: String,
    pub(in crate::customers) iso: String,
}

impl DealLine {
    pub(in crate::customers) fn of(
        page: &Page,
        customer: &CustomerId,
        opportunity: &Opportunity,
        events: &[Event],
    ) -> Self {
        let deal = &opportunity.deal;
        let standing = opportunity.dossier.standing(&deal.id, events);
        let by = standing.by.map(|by| cited_words(page, &by.cited));
        Self {
            title: deal.title.clone(),
            href: href(customer, &deal.id),
            outcome: deal.outcome.clone(),
            phase: standing.phase.map(|phase| page.word(phase)).zip(by),
            amount: opportunity.amount().map(|amount| page.fmt.money(amount)),
            opened: page.fmt.day(deal.opened),
            iso: page.fmt.iso(deal.opened),
        }
    }
}

/// The form as it was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Opened {
    title: String,
    family: String,
    amount: String,
}

#[derive(Template)]
#[template(path = "customers/opportunities.html")]
struct ListPage {
    page: Page,
    card: CustomerCard,
    /// The address of the customer.
    customer: String,
    here: String,
    deals: Vec<DealLine>,
    families: Vec<String>,
    form: Opened,
    errors: Errors,
}

/// A customer of whom anything is known.
pub(in crate::customers) async fn known(state: &AppState, id: &str) -> Result<CustomerCard, Error> {
    let id = CustomerId::new(id).map_err(|_| Error::NotFound)?;
    let card = people::customer(state.store.read(), &id).await.map_err(Error::internal)?;
    if card == CustomerCard::unrecorded(id.clone()) && state.pictures().await?.get(&id).is_none() {
        return Err(Error::NotFound);
    }
    Ok(card)
}

async fn shown(
    state: &AppState,
    page: Page,
    id: &str,
    form: Opened,
    errors: Errors,
) -> Result<Response, Error> {
    let card = known(state, id).await?;
    let all = opportunities(state.store.read(), &card.id).await.map_err(Error::internal)?;
    let events = ::customers::said::history(&state.log, &card.id).await;
    let events = events.map_err(Error::internal)?;
    let page = page.at(Area::Customers);
    let pictures = state.pictures().await?;
    let scopes = pictures.series().scopes();
    let families = scopes.filter(|scope| scope.kind == ScopeKind::Family);
    let template = ListPage {
        deals: all.iter().map(|one| DealLine::of(&page, &card.id, one, &events)).collect(),
        families: families.map(|scope| scope.value.clone()).collect(),
        customer: crate::customers::href(card.id.as_str()),
        here: list_href(&card.id),
        card,
        form,
        errors,
        page,
    };
    show(&template)
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    shown(&state, member.page, &id, Opened::default(), Errors::default()).await
}

/// Opens a deal. Where the seller sees it begins with the need; the phase by evidence is none yet.
pub(super) async fn open(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(form): Form<Opened>,
) -> Result<Response, Error> {
    let page = &member.page;
    let card = known(&state, &id).await?;
    let title: String = form.title.chars().filter(|c| !c.is_control()).collect();
    let title = title.trim();
    let mut errors = Errors::default();
    if title.is_empty() {
        errors.add("title", page.t("deal-need-title"));
    } else if title.chars().count() > MAX_TITLE {
        errors.add("title", page.t1("deal-title-long", "most", MAX_TITLE));
    }
    let family: String = form.family.chars().filter(|c| !c.is_control()).collect();
    let family = family.trim().to_owned();
    if family.chars().count() > MAX_FAMILY {
        errors.add("family", page.t("told-too-long"));
    }
    let amount = match form.amount.trim() {
        "" => None,
        typed => {
            let amount = amount::money(page.lang, page.company.currency, typed)
                .filter(|amount| *amount >= Amount::ZERO);
            if amount.is_none() {
                errors.add("amount", page.t("deal-need-amount"));
            }
            amount
        }
    };
    if !errors.is_empty() {
        let shown = shown(&state, member.page, &id, form, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response());
    }
    let family = Some(family).filter(|family| !family.is_empty());
    let number = uuid::Uuid::now_v7().simple().to_string();
    let deal = deal::Model {
        // The end is random; nobody reads out the whole of it.
        id: format!("D-{}", &number[number.len() - 12..]),
        customer_id: card.id.to_string(),
        title: title.to_owned(),
        opened: vocab::time::to_micros(page.now),
        closed: None,
        outcome: "open".to_owned(),
        phase: Phase::Need.code().to_owned(),
        amount: amount.map(|amount| amount.to_string()).unwrap_or_default(),
        family,
        region: card.region.clone(),
        owner: Some(member.user.name.clone()),
    };
    let to = href(&card.id, &deal.id);
    let tx = state.store.begin().await?;
    let new = ::listen::open_deal(&tx, &state.log, deal).await.map_err(Error::internal)?;
    if !new {
        // The customer was erased a moment ago, or twelve random figures came twice.
        return Err(Error::Refused(page.t("deal-not-opened")));
    }
    tx.commit().await?;
    member.notify("good", page.t("deal-opened")).await?;
    Ok(Redirect::to(&to).into_response())
}

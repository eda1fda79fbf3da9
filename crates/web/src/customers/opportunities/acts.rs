//! What people do with a deal: note, reword, confirm, answer, take out, undo, end.

use ::customers::opportunity::{Change, Fact, FactKind, Fit, NewFact, Target, change, opportunity};
use ::customers::said::How;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use vocab::{Amount, ContactId};

use super::super::telling::{Typed, Undone, by, how, moment, undone};
use super::fact::Sent;
use super::list::known;
use super::{href, page};
use crate::error::Error;
use crate::page::Page;
use crate::parts::Errors;
use crate::state::AppState;
use crate::warn::amount;
use crate::who::{Member, TradeOnly};

/// The fields of all forms of the page, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entered {
    /// The fact, and the version of it that was seen.
    pub(super) fact: String,
    pub(super) version: i64,
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) contact: String,
    /// Of a price talk.
    pub(super) amount: String,
    /// How one knows.
    pub(super) how: String,
    pub(super) said: String,
    pub(super) channel: String,
    /// Whether a requirement is met.
    pub(super) outline: String,
    pub(super) outline_gap: String,
    pub(super) detail: String,
    pub(super) detail_gap: String,
    /// Our answer to a risk.
    pub(super) answer: String,
    /// The outcome of the deal that was seen.
    pub(super) outcome: String,
}

impl Entered {
    pub(super) fn typed(&self) -> Typed {
        Typed { how: self.how.clone(), said: self.said.clone(), channel: self.channel.clone() }
    }
}

/// A form was sent, not taken, and its page loaded again.
pub(super) async fn back(
    Path((customer, deal, _)): Path<(String, String, String)>,
) -> Result<Redirect, Error> {
    let customer = vocab::CustomerId::new(&customer).map_err(|_| Error::NotFound)?;
    Ok(Redirect::to(&href(&customer, &deal)))
}

/// Does what a form asks for.
pub(super) async fn act(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path((customer, deal, act)): Path<(String, String, String)>,
    Form(form): Form<Entered>,
) -> Result<Response, Error> {
    let card = known(&state, &customer).await?;
    if matches!(act.as_str(), "won" | "lost" | "reopen") {
        return end(&state, &member, &card.id, &deal, &act, &form).await;
    }
    let mut errors = Errors::default();
    let read = meant(&member.page, &act, &form, &mut errors)?;
    let sent = |errors, conflict| Sent { act: act.clone(), form: form.clone(), errors, conflict };
    let Some(wanted) = read.filter(|_| errors.is_empty()) else {
        let sent = sent(errors, None);
        return again(&state, member, &customer, &deal, sent).await;
    };
    let target = Target {
        customer: card.id.clone(),
        deal: deal.clone(),
        // Anything that is no number of ours would be a fact with an odd name.
        fact: uuid::Uuid::try_parse(&form.fact).map_err(|_| Error::BadRequest)?.to_string(),
        version: form.version,
    };
    let done = change(&state.store, &state.log, &target, wanted, &by(&member)).await;
    match done {
        Ok(fact) => {
            member.notify("good", said(&member.page, &act, &fact)).await?;
            let place = if fact.removed { "removed".to_owned() } else { format!("f-{}", fact.id) };
            Ok(Redirect::to(&format!("{}#{place}", href(&card.id, &deal))).into_response())
        }
        Err(error) => {
            let sent = match undone(&member.page, error)? {
                Undone::Wrong(errors) => sent(errors, None),
                Undone::Conflict(text) => sent(Errors::default(), Some(text)),
            };
            again(&state, member, &customer, &deal, sent).await
        }
    }
}

/// What to say after it was done.
fn said(page: &Page, act: &str, fact: &Fact) -> String {
    page.t(match act {
        "confirm" | "accept" => "deal-done-confirmed",
        "remove" => "deal-done-removed",
        "undo" => "deal-done-undone",
        "say" if fact.is_assumed() => "deal-done-assumed",
        _ => "deal-done",
    })
}

/// The page again, with what was typed and what is wrong or has changed.
async fn again(
    state: &AppState,
    member: Member,
    customer: &str,
    deal: &str,
    sent: Sent,
) -> Result<Response, Error> {
    let status = match sent.conflict {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let shown = page::shown(state, member.page, customer, deal, "", Some(&sent)).await?;
    Ok((status, shown).into_response())
}

/// What a form means; `None` with a complaint at a field.
fn meant(
    page: &Page,
    act: &str,
    form: &Entered,
    errors: &mut Errors,
) -> Result<Option<Change>, Error> {
    Ok(match act {
        "say" => new_fact(page, form, errors).map(Change::Say),
        "reword" => {
            let amount = price(page, form, errors);
            Some(Change::Reword { text: form.text.clone(), amount })
        }
        "confirm" => needed(page, form, errors).map(Change::Confirm),
        "accept" => needed(page, form, errors).map(Change::Accept),
        "fit" => {
            let outline = fit(page, "outline", &form.outline, &form.outline_gap, errors);
            let detail = fit(page, "detail", &form.detail, &form.detail_gap, errors);
            Some(Change::Fit { outline, detail })
        }
        "answer" => Some(Change::Answer(form.answer.clone())),
        "remove" => Some(Change::Remove),
        "undo" => Some(Change::Undo),
        _ => return Err(Error::NotFound),
    })
}

fn new_fact(page: &Page, form: &Entered, errors: &mut Errors) -> Option<NewFact> {
    let kind: Option<FactKind> = form.kind.parse().ok();
    if kind.is_none() {
        errors.add("kind", page.t("deal-wrong-kind"));
    }
    if form.text.trim().is_empty() {
        errors.add("text", page.t("told-need-words"));
    }
    let contact = match form.contact.trim() {
        "" => None,
        id => {
            let contact = ContactId::new(id).ok();
            if contact.is_none() {
                errors.add("contact", page.t("told-no-contact"));
            }
            contact
        }
    };
    let how = how(page, &form.typed(), errors);
    let said = moment(page, &form.said, errors);
    let amount = price(page, form, errors);
    let said = match how {
        // The day they told us is the day it was said.
        Some(How::Told { at, .. }) => Some(at),
        _ => said,
    };
    Some(NewFact { kind: kind?, text: form.text.clone(), said: said?, contact, amount, how })
}

/// How one knows, where the form is about nothing else.
fn needed(page: &Page, form: &Entered, errors: &mut Errors) -> Option<How> {
    let said = how(page, &form.typed(), errors);
    if said.is_none() && errors.is_empty() {
        errors.add("how", page.t("told-no-event"));
    }
    said
}

fn price(page: &Page, form: &Entered, errors: &mut Errors) -> Option<Amount> {
    let typed = form.amount.trim();
    if typed.is_empty() {
        return None;
    }
    let amount = amount::money(page.lang, page.company.currency, typed)
        .filter(|amount| *amount >= Amount::ZERO);
    if amount.is_none() {
        errors.add("amount", page.t("deal-need-amount"));
    }
    amount
}

/// An answer to a requirement; none where none was chosen.
fn fit(
    page: &Page,
    field: &str,
    chosen: &str,
    gap: &str,
    errors: &mut Errors,
) -> Option<(Fit, String)> {
    let fit: Fit = chosen.parse().ok()?;
    if fit != Fit::Yes && gap.trim().is_empty() {
        errors.add(field, page.t("deal-need-gap"));
    }
    Some((fit, gap.to_owned()))
}

/// Ends the deal, or opens it again.
async fn end(
    state: &AppState,
    member: &Member,
    customer: &vocab::CustomerId,
    deal: &str,
    act: &str,
    form: &Entered,
) -> Result<Response, Error> {
    let page = &member.page;
    let found = opportunity(state.store.read(), customer, deal).await.map_err(Error::internal)?;
    let was = found.ok_or(Error::NotFound)?.deal;
    let ends = match act {
        "won" => Some((true, page.now)),
        "lost" => Some((false, page.now)),
        _ => None,
    };
    // An open one ends, an ended one opens again: everything else was seen too long ago.
    let as_seen = was.outcome == form.outcome && ends.is_some() == (was.outcome == "open");
    let tx = state.store.begin().await?;
    let name = uuid::Uuid::now_v7().to_string();
    let done = as_seen
        && ::listen::end_deal(&tx, &state.log, &was, ends, &name).await.map_err(Error::internal)?;
    if !done {
        return Err(Error::Refused(page.t("deal-end-late")));
    }
    tx.commit().await?;
    member.notify("good", page.t("deal-ended")).await?;
    Ok(Redirect::to(&href(customer, deal)).into_response())
}

//! What a customer told us they need, and when: on the customer's page, and on a page of its own
//! where a form that cannot be taken is shown again.

use ::customers::people::{self, CustomerCard};
use ::customers::said::history;
use ::customers::stated::{
    Change, NewNeed, Recurrence, Source, StatedNeed, Target, Window, change, stated, windows,
};
use askama::Template;
use axum::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::{Months, NaiveDate};
use serde::Deserialize;
use vocab::{ContactId, CustomerId};

use super::opportunities::list::known;
use super::telling::{
    Ask, Choices, Typed, Undone, by, cited_words, event_href, fields, how, undone,
};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Errors, SafeHtml};
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// The addresses of stated needs.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/customers/{id}/needs", get(page).post(save))
        .route("/customers/{id}/needs/{act}", post(act).get(back))
}

fn href(customer: &CustomerId) -> String {
    format!("{}/needs", super::href(customer.as_str()))
}

/// The fields of the form, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entered {
    need: String,
    version: i64,
    contact: String,
    family: String,
    from: String,
    peak: String,
    until: String,
    recurrence: String,
    text: String,
    wish: String,
    source: String,
    how: String,
    said: String,
    channel: String,
}

impl Entered {
    fn of(need: &StatedNeed) -> Self {
        Self {
            need: need.id.clone(),
            version: need.version,
            family: need.family.clone(),
            from: need.window.from.to_string(),
            peak: need.window.peak.map(|day| day.to_string()).unwrap_or_default(),
            until: need.window.until.to_string(),
            recurrence: need.recurrence.code().to_owned(),
            text: need.fact.clone(),
            wish: need.wish.clone(),
            source: need.source.code().to_owned(),
            ..Self::default()
        }
    }

    fn typed(&self) -> Typed {
        Typed { how: self.how.clone(), said: self.said.clone(), channel: self.channel.clone() }
    }
}

/// What was sent and not taken.
#[derive(Debug, Clone, Default)]
struct Sent {
    form: Entered,
    errors: Errors,
    conflict: Option<String>,
}

#[derive(Template)]
#[template(path = "customers/need-form.html")]
struct FormHtml<'a> {
    page: &'a Page,
    action: String,
    choices: &'a Choices,
    recurrences: Vec<(String, String)>,
    sources: Vec<(String, String)>,
    form: Entered,
    errors: Errors,
    how: SafeHtml,
    is_new: bool,
}

/// A need as it is shown.
pub(super) struct NeedView {
    id: String,
    version: i64,
    family: String,
    days: String,
    peak: Option<String>,
    recurrence: String,
    /// When it is there next, or that it is there now.
    next: Option<String>,
    fact: String,
    wish: String,
    source: String,
    who: Option<String>,
    said: String,
    href: String,
    written: String,
    withdrawn: Option<String>,
    open: bool,
    form: SafeHtml,
}

/// The part of the customer's page.
pub(super) struct StatedPart {
    here: String,
    needs: Vec<NeedView>,
    withdrawn: Vec<NeedView>,
    conflict: Option<String>,
    /// The form for a new one, and whether it is shown open.
    form: SafeHtml,
    open: bool,
    /// Product families that are offered.
    families: Vec<String>,
    /// The events that are cited.
    pub(super) cited: Vec<String>,
}

#[derive(Template)]
#[template(path = "customers/stated.html")]
struct StatedHtml<'a> {
    page: &'a Page,
    stated: &'a StatedPart,
}

impl StatedPart {
    /// The part as HTML.
    pub(super) fn html(&self, page: &Page) -> SafeHtml {
        SafeHtml::of(&StatedHtml { page, stated: self })
    }

    pub(super) async fn load(
        state: &AppState,
        page: &Page,
        customer: &CustomerId,
        choices: &Choices,
    ) -> Result<Self, Error> {
        Self::with(state, page, customer, choices, None).await
    }

    async fn with(
        state: &AppState,
        page: &Page,
        customer: &CustomerId,
        choices: &Choices,
        sent: Option<&Sent>,
    ) -> Result<Self, Error> {
        let needs = stated(state.store.read(), Some(customer)).await.map_err(Error::internal)?;
        let cited = needs.iter().map(|need| need.said.event().to_string()).collect();
        // One that is there already has its own form.
        let is_new = |sent: &&Sent| needs.iter().all(|need| need.id != sent.form.need);
        let new = sent.filter(is_new);
        let view = |need: &StatedNeed| view(page, customer, choices, need, sent);
        let (withdrawn, standing): (Vec<_>, Vec<_>) =
            needs.iter().partition(|need| need.withdrawn.is_some());
        Ok(Self {
            here: href(customer),
            needs: standing.into_iter().map(view).collect(),
            withdrawn: withdrawn.into_iter().map(view).collect(),
            conflict: sent.and_then(|sent| sent.conflict.clone()),
            form: form(page, customer, choices, None, new),
            open: new.is_some(),
            families: choices.families.clone(),
            cited,
        })
    }
}

fn recurrence(recurrence: Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Once => "stated-once",
        Recurrence::Yearly => "stated-yearly",
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Talk => "stated-talk",
        Source::Form => "stated-form",
        Source::Preference => "stated-preference",
    }
}

fn view(
    page: &Page,
    customer: &CustomerId,
    choices: &Choices,
    need: &StatedNeed,
    sent: Option<&Sent>,
) -> NeedView {
    let sent = sent.filter(|sent| sent.form.need == need.id);
    let who = need.contact.as_ref().map(|id| {
        let name = choices.people.iter().find(|(known, _)| known == id.as_str());
        name.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    });
    let (from, until) =
        (page.fmt.date_short(need.window.from), page.fmt.date_short(need.window.until));
    NeedView {
        id: need.id.clone(),
        version: need.version,
        family: need.family.clone(),
        days: format!("{from} – {until}"),
        peak: need.window.peak.map(|day| page.fmt.date_short(day)),
        recurrence: page.t(recurrence(need.recurrence)),
        next: next(page, need),
        fact: need.fact.clone(),
        wish: need.wish.clone(),
        source: page.t(source(need.source)),
        who,
        said: cited_words(page, &need.said),
        href: event_href(customer, &need.said),
        written: page.t2(
            "told-written",
            "person",
            need.person.as_str(),
            "time",
            page.fmt.day_time(need.written),
        ),
        withdrawn: need.withdrawn.map(|at| page.fmt.day(at)),
        open: sent.is_some(),
        form: form(page, customer, choices, Some(need), sent),
    }
}

/// When the need is there next; `None` when it is over.
fn next(page: &Page, need: &StatedNeed) -> Option<String> {
    let today = page.company.zone.day(page.now);
    let far = match need.recurrence {
        Recurrence::Yearly => today.checked_add_months(Months::new(24)).unwrap_or(NaiveDate::MAX),
        Recurrence::Once => NaiveDate::MAX,
    };
    let far = far.max(need.window.until);
    let window = windows(need, today, far).into_iter().next()?;
    Some(match window.contains(today) {
        true => page.t1("stated-now", "date", page.fmt.date_short(window.until)),
        false => page.t1("stated-next", "date", page.fmt.date_short(window.from)),
    })
}

/// The form for a new need, or to change one.
fn form(
    page: &Page,
    customer: &CustomerId,
    choices: &Choices,
    need: Option<&StatedNeed>,
    sent: Option<&Sent>,
) -> SafeHtml {
    let mut filled = sent.map(|sent| sent.form.clone()).unwrap_or_else(|| match need {
        Some(need) => Entered::of(need),
        // Nobody has had it before; sent twice, it is one need.
        None => Entered { need: uuid::Uuid::now_v7().to_string(), ..Entered::default() },
    });
    // After a conflict the form is about what stands now.
    filled.version = need.map_or(0, |need| need.version);
    let typed = match (sent, need) {
        (Some(_), _) => filled.typed(),
        (None, None) => Typed::offered(page),
        (None, Some(_)) => Typed { how: String::new(), ..Typed::offered(page) },
    };
    let errors = sent.map(|sent| sent.errors.clone()).unwrap_or_default();
    let ask = Ask { assumed: false, told: true, stays: need.is_some() };
    let how = fields(page, choices, &typed, &errors, ask);
    let often = Recurrence::ALL.iter().map(|one| (one.code().to_owned(), page.t(recurrence(*one))));
    let sources = Source::ALL.iter().map(|one| (one.code().to_owned(), page.t(source(*one))));
    SafeHtml::of(&FormHtml {
        page,
        action: href(customer),
        choices,
        recurrences: often.collect(),
        sources: sources.collect(),
        form: filled,
        errors,
        how,
        is_new: need.is_none(),
    })
}

#[derive(Template)]
#[template(path = "customers/needs.html")]
struct NeedsPage {
    page: Page,
    card: CustomerCard,
    customer: String,
    stated: SafeHtml,
}

async fn shown(
    state: &AppState,
    page: Page,
    card: CustomerCard,
    sent: Option<&Sent>,
) -> Result<Response, Error> {
    let contacts = people::contacts_of(state.store.read(), &card.id).await;
    let contacts = contacts.map_err(Error::internal)?;
    let events = history(&state.log, &card.id).await.map_err(Error::internal)?;
    let page = page.at(Area::Customers);
    let choices = Choices::of(state, &page, &events, &contacts).await?;
    let stated = StatedPart::with(state, &page, &card.id, &choices, sent).await?.html(&page);
    show(&NeedsPage { customer: super::href(card.id.as_str()), card, stated, page })
}

async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let card = known(&state, &id).await?;
    shown(&state, member.page, card, None).await
}

/// What the form says, or what is wrong with it.
fn meant(page: &Page, form: &Entered) -> Result<NewNeed, Errors> {
    let mut errors = Errors::default();
    let mut day = |field: &str, text: &str, needed: bool| {
        let day: Option<NaiveDate> = text.trim().parse().ok();
        if day.is_none() && (needed || !text.trim().is_empty()) {
            errors.add(field, page.t("stated-need-day"));
        }
        day
    };
    let from = day("from", &form.from, true);
    let peak = day("peak", &form.peak, false);
    let until = day("until", &form.until, true);
    let recurrence: Option<Recurrence> = form.recurrence.parse().ok();
    if recurrence.is_none() {
        errors.add("recurrence", page.t("stated-need-recurrence"));
    }
    let source: Option<Source> = form.source.parse().ok();
    if source.is_none() {
        errors.add("source", page.t("stated-need-source"));
    }
    if form.family.trim().is_empty() {
        errors.add("family", page.t("stated-need-family"));
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
    let how = how(page, &form.typed(), &mut errors);
    if form.version == 0 && how.is_none() && errors.is_empty() {
        errors.add("how", page.t("told-no-event"));
    }
    match (from, until, recurrence, source, errors.is_empty()) {
        (Some(from), Some(until), Some(recurrence), Some(source), true) => Ok(NewNeed {
            contact,
            family: form.family.clone(),
            window: Window { from, peak, until },
            recurrence,
            fact: form.text.clone(),
            wish: form.wish.clone(),
            source,
            how,
        }),
        _ => Err(errors),
    }
}

/// States a need, or states it otherwise.
async fn save(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(form): Form<Entered>,
) -> Result<Response, Error> {
    let card = known(&state, &id).await?;
    match meant(&member.page, &form) {
        Ok(new) => write(&state, member, card, form, Change::State(new), "stated-saved").await,
        Err(errors) => again(&state, member, card, Sent { form, errors, conflict: None }).await,
    }
}

/// Withdraws a need, or takes the last change back.
async fn act(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path((id, act)): Path<(String, String)>,
    Form(form): Form<Entered>,
) -> Result<Response, Error> {
    let card = known(&state, &id).await?;
    let (change, said) = match act.as_str() {
        "withdraw" => (Change::Withdraw, "stated-gone"),
        "undo" => (Change::Undo, "stated-undone"),
        _ => return Err(Error::NotFound),
    };
    write(&state, member, card, form, change, said).await
}

/// A form was sent, not taken, and its page loaded again.
async fn back(Path((id, _)): Path<(String, String)>) -> Result<Redirect, Error> {
    let id = CustomerId::new(&id).map_err(|_| Error::NotFound)?;
    Ok(Redirect::to(&href(&id)))
}

async fn write(
    state: &AppState,
    member: Member,
    card: CustomerCard,
    form: Entered,
    wanted: Change,
    said: &str,
) -> Result<Response, Error> {
    let need = uuid::Uuid::try_parse(&form.need).map_err(|_| Error::BadRequest)?;
    let target =
        Target { customer: card.id.clone(), need: need.to_string(), version: form.version };
    match change(&state.store, &state.log, &target, wanted, &by(&member)).await {
        Ok(_) => {
            member.notify("good", member.page.t(said)).await?;
            Ok(Redirect::to(&format!("{}#needs", super::href(card.id.as_str()))).into_response())
        }
        Err(error) => {
            let (errors, conflict) = match undone(&member.page, error)? {
                Undone::Wrong(errors) => (errors, None),
                Undone::Conflict(text) => (Errors::default(), Some(text)),
            };
            again(state, member, card, Sent { form, errors, conflict }).await
        }
    }
}

async fn again(
    state: &AppState,
    member: Member,
    card: CustomerCard,
    sent: Sent,
) -> Result<Response, Error> {
    let status = match sent.conflict {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let shown = shown(state, member.page, card, Some(&sent)).await?;
    Ok((status, shown).into_response())
}

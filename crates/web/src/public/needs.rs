//! A reader of our mails says what they need and when, and takes it back. No sign-in: the link of
//! the mail says who it is. They see what *they* said, nothing of others.

use ::customers::CustomersError;
use ::customers::needs::is_need;
use ::customers::said::{By, How};
use ::customers::stated::{
    Change, NewNeed, Recurrence, Source, StatedNeed, Target, Window, change, stated,
};
use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use campaign::unsubscribe as way_out;
use serde::Deserialize;
use vocab::{Channel, ContactId, CustomerId, EventId};

use super::{Opened, open, unknown};
use crate::customers::telling::{Undone, undone};
use crate::error::Error;
use crate::page::{Page, show};
use crate::parts::Errors;
use crate::state::AppState;
use crate::who::Visitor;

/// Needs one reader may have standing: the page is open to whoever has the link.
const MOST: usize = 12;

/// The form as it was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entered {
    family: String,
    from: String,
    until: String,
    yearly: String,
    text: String,
    wish: String,
    /// Set: this need is taken back.
    need: String,
    version: i64,
}

/// A need as the reader sees it.
struct Row {
    id: String,
    version: i64,
    family: String,
    days: String,
    yearly: bool,
    fact: String,
    wish: String,
}

#[derive(Template)]
#[template(path = "public/needs.html")]
struct NeedsPage {
    page: Page,
    visitor: way_out::Visitor,
    here: String,
    families: Vec<String>,
    rows: Vec<Row>,
    form: Entered,
    errors: Errors,
    /// What was done.
    done: Option<String>,
}

/// Who reads.
struct Reader {
    page: Page,
    visitor: way_out::Visitor,
    customer: CustomerId,
    contact: ContactId,
}

async fn reader(
    state: &AppState,
    page: Page,
    token: &str,
) -> Result<Result<Reader, Response>, Error> {
    let Opened { page, visitor, .. } = match open(state, page, token).await? {
        Ok(opened) => opened,
        Err(unknown) => return Ok(Err(unknown)),
    };
    match visitor.reader.clone() {
        Some((customer, contact)) => Ok(Ok(Reader { page, visitor, customer, contact })),
        None => unknown(page).map(Err),
    }
}

impl Reader {
    /// What they said and did not take back.
    async fn needs(&self, state: &AppState) -> Result<Vec<StatedNeed>, Error> {
        let mut needs =
            stated(state.store.read(), Some(&self.customer)).await.map_err(Error::internal)?;
        needs.retain(|need| {
            need.contact.as_ref() == Some(&self.contact) && need.withdrawn.is_none()
        });
        Ok(needs)
    }

    async fn shown(
        self,
        state: &AppState,
        form: Entered,
        errors: Errors,
        done: Option<&str>,
    ) -> Result<Response, Error> {
        let needs = self.needs(state).await?;
        let pictures = state.pictures().await?;
        let families = pictures.families().into_iter().filter(|family| is_need(family));
        let fmt = &self.page.fmt;
        let row = |need: StatedNeed| Row {
            days: self.page.t2(
                "needs-from-until",
                "from",
                fmt.date_short(need.window.from),
                "until",
                fmt.date_short(need.window.until),
            ),
            id: need.id,
            version: need.version,
            family: need.family,
            yearly: need.recurrence == Recurrence::Yearly,
            fact: need.fact,
            wish: need.wish,
        };
        show(&NeedsPage {
            here: self.page.path.clone(),
            families: families.map(str::to_owned).collect(),
            rows: needs.into_iter().map(row).collect(),
            done: done.map(|key| self.page.t(key)),
            form,
            errors,
            visitor: self.visitor,
            page: self.page,
        })
    }

    fn by(&self) -> By {
        By { person: self.contact.to_string(), at: self.page.now }
    }
}

/// The page. It only looks.
pub(super) async fn page(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    match reader(&state, page, &token).await? {
        Ok(reader) => reader.shown(&state, Entered::default(), Errors::default(), None).await,
        Err(unknown) => Ok(unknown),
    }
}

/// Adds what they need, or takes back what they said.
pub(super) async fn say(
    State(state): State<AppState>,
    Visitor { page }: Visitor,
    Path(token): Path<String>,
    Form(form): Form<Entered>,
) -> Result<Response, Error> {
    let reader = match reader(&state, page, &token).await? {
        Ok(reader) => reader,
        Err(unknown) => return Ok(unknown),
    };
    let needs = reader.needs(&state).await?;
    let takes_back = !form.need.is_empty();
    let (target, what) = if takes_back {
        // Only what they said themselves.
        if needs.iter().all(|need| need.id != form.need) {
            return Err(Error::NotFound);
        }
        let (need, version) = (form.need.clone(), form.version);
        (Target { customer: reader.customer.clone(), need, version }, Change::Withdraw)
    } else {
        match new_need(&reader, &state, &form, &needs).await? {
            Ok(new) => new,
            Err(errors) => return refused(reader, &state, form, errors).await,
        }
    };
    let done = if takes_back { "public-needs-gone" } else { "public-needs-thanks" };
    match change(&state.store, &state.log, &target, what, &reader.by()).await {
        Ok(_) => reader.shown(&state, Entered::default(), Errors::default(), Some(done)).await,
        // Sent twice: it is there.
        Err(CustomersError::Changed { .. }) => {
            reader.shown(&state, Entered::default(), Errors::default(), None).await
        }
        Err(CustomersError::NoContact(_)) => unknown(reader.page),
        Err(error) => match undone(&reader.page, error)? {
            Undone::Wrong(errors) => refused(reader, &state, form, errors).await,
            Undone::Conflict(_) => {
                reader.shown(&state, Entered::default(), Errors::default(), None).await
            }
        },
    }
}

async fn refused(
    reader: Reader,
    state: &AppState,
    form: Entered,
    errors: Errors,
) -> Result<Response, Error> {
    let page = reader.shown(state, form, errors, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What is to be noted, or what is wrong with the form.
async fn new_need(
    reader: &Reader,
    state: &AppState,
    form: &Entered,
    needs: &[StatedNeed],
) -> Result<Result<(Target, Change), Errors>, Error> {
    let page = &reader.page;
    let mut errors = Errors::default();
    let pictures = state.pictures().await?;
    // A family of the house: what a stranger types must not become one.
    if !pictures.families().contains(&form.family.as_str()) {
        errors.add("family", page.t("stated-need-family"));
    }
    let mut day = |field: &str, text: &str| {
        let day = text.trim().parse().ok();
        if day.is_none() {
            errors.add(field, page.t("stated-need-day"));
        }
        day
    };
    let (from, until) = (day("from", &form.from), day("until", &form.until));
    if needs.len() >= MOST {
        errors.add("text", page.t1("public-needs-many", "most", MOST));
    }
    let (Some(from), Some(until), true) = (from, until, errors.is_empty()) else {
        return Ok(Err(errors));
    };
    // The same words about the same days are one need, however often they are sent.
    let parts = [reader.contact.as_str(), &form.family, &form.from, &form.until, form.text.trim()];
    let made = page.company.zone.day(page.now).to_string();
    let need = EventId::from_key(&[&["public need", &made], &parts[..]].concat()).to_string();
    let new = NewNeed {
        contact: Some(reader.contact.clone()),
        family: form.family.clone(),
        window: Window { from, peak: None, until },
        recurrence: if form.yearly.is_empty() { Recurrence::Once } else { Recurrence::Yearly },
        fact: form.text.clone(),
        wish: form.wish.clone(),
        source: Source::Preference,
        how: Some(How::Told { at: page.now, channel: Channel::Web }),
    };
    let target = Target { customer: reader.customer.clone(), need, version: 0 };
    Ok(Ok((target, Change::State(new))))
}

//! What comes in, as it comes in; the write keys; and how to connect a sender.

use std::collections::BTreeSet;

use ::customers::people;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use listen::receive::Sender;
use serde::Deserialize;
use store::Company;
use store::blocks::{Blocks, What};
use vocab::CustomerId;

use super::keys::{self, KeyError, WriteKey};
use super::recent::{Seen, What as Came};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::Errors;
use crate::settings::{Tab, tabs};
use crate::state::AppState;
use crate::who::{AdminOnly, Member};

/// Where this page is.
pub(crate) const HERE: &str = "/settings/incoming";

/// A new key as the form sends it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct KeyForm {
    name: String,
    sender: String,
}

#[derive(Template)]
#[template(path = "receive/incoming.html")]
struct IncomingPage {
    page: Page,
    tabs: Vec<Tab>,
    here: &'static str,
    seen: Vec<Seen>,
    /// Numbers of which nothing was known.
    new: BTreeSet<String>,
    taken: u64,
    refused: u64,
    keys: Vec<WriteKey>,
    form: KeyForm,
    errors: Errors,
    /// A key that was made just now; shown this once.
    secret: Option<String>,
    /// The key in the examples, or what stands for it: only a new one is known.
    example: String,
    /// Where senders reach this installation.
    address: String,
}

impl IncomingPage {
    fn customer_page(&self, customer: &CustomerId) -> String {
        crate::customers::href(customer.as_str())
    }

    fn is_new(&self, customer: &CustomerId) -> bool {
        self.new.contains(customer.as_str())
    }

    /// The words for why a body was not taken.
    fn trouble(&self, code: &str) -> String {
        self.page.t(match code {
            "invalid_write_key" => "incoming-trouble-invalid-write-key",
            "too_large" => "incoming-trouble-too-large",
            "not_found" => "incoming-trouble-not-found",
            "too_slow" => "incoming-trouble-too-slow",
            "rate_limited" => "incoming-trouble-rate-limited",
            "busy" => "incoming-trouble-busy",
            "disk_full" => "incoming-trouble-disk-full",
            "unavailable" => "incoming-trouble-unavailable",
            _ => "incoming-trouble-invalid-request",
        })
    }

    /// The words for where a key is used.
    fn used_in(&self, sender: &Sender) -> String {
        match sender {
            Sender::Browser => self.page.t("incoming-browser"),
            Sender::Server => self.page.t("incoming-server"),
        }
    }
}

/// Takes the number and all else out of what came about people who were erased.
async fn leave_out(state: &AppState, seen: &mut [Seen]) -> Result<(), Error> {
    let all = seen.iter().filter_map(|one| match &one.what {
        Came::Taken { customer, .. } => Some((What::Customer, customer.as_str())),
        _ => None,
    });
    let blocks = Blocks::among(state.store.read(), all).await?;
    for one in seen {
        if let Came::Taken { customer, .. } = &one.what
            && blocks.has(What::Customer, customer.as_str())
        {
            one.what = Came::LeftOut;
        }
    }
    Ok(())
}

/// A number that neither records nor earlier events have: of a new customer, or mistyped.
async fn not_known(state: &AppState, seen: &[Seen]) -> Result<BTreeSet<String>, Error> {
    let mut ids: BTreeSet<String> = customers(seen).map(str::to_owned).collect();
    let pictures = state.pictures().await?;
    ids.retain(|id| CustomerId::new(id).is_ok_and(|id| pictures.get(&id).is_none()));
    for known in
        people::on_record(state.store.read(), ids.clone()).await.map_err(Error::internal)?
    {
        ids.remove(&known);
    }
    Ok(ids)
}

/// The numbers in what is shown; visitors have none.
fn customers(seen: &[Seen]) -> impl Iterator<Item = &str> {
    seen.iter().filter_map(|one| match &one.what {
        Came::Taken { customer, .. } if !customer.is_visitor() => Some(customer.as_str()),
        _ => None,
    })
}

/// The address that was entered; before that, the one by which the page was asked for.
fn address(page: &Page, headers: &HeaderMap) -> String {
    let entered = &page.company.public_url;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    match host {
        Some(host) if *entered == Company::default().public_url => format!("http://{host}"),
        _ => entered.clone(),
    }
}

async fn shown(
    state: &AppState,
    headers: &HeaderMap,
    page: Page,
    form: KeyForm,
    errors: Errors,
    secret: Option<String>,
) -> Result<Response, Error> {
    let page = page.at(Area::Settings);
    let (mut seen, taken, refused) = state.receiver.recent.newest();
    leave_out(state, &mut seen).await?;
    let new = not_known(state, &seen).await?;
    let keys = keys::list(&state.store).await?;
    let address = address(&page, headers);
    let example = secret.clone().unwrap_or_else(|| page.t("incoming-example-key"));
    let tabs = tabs(&page, HERE);
    show(&IncomingPage {
        page,
        tabs,
        here: HERE,
        seen,
        new,
        taken,
        refused,
        keys,
        form,
        errors,
        secret,
        example,
        address,
    })
}

/// The page; it also answers the part that renews itself.
pub(crate) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
    member: Member,
) -> Result<Response, Error> {
    shown(&state, &headers, member.page, KeyForm::default(), Errors::default(), None).await
}

/// Makes a key, and shows it this once.
pub(crate) async fn make(
    State(state): State<AppState>,
    headers: HeaderMap,
    AdminOnly(member): AdminOnly,
    Form(form): Form<KeyForm>,
) -> Result<Response, Error> {
    let sender = keys::of_code(&form.sender).ok_or(Error::BadRequest)?;
    match keys::make(&state.store, &form.name, sender, state.now()).await {
        Ok((_, secret)) => {
            state.receiver.keys.changed();
            let (form, errors) = (KeyForm::default(), Errors::default());
            shown(&state, &headers, member.page, form, errors, Some(secret)).await
        }
        Err(wrong @ (KeyError::Name | KeyError::Taken(_))) => {
            let why = match wrong {
                KeyError::Taken(_) => "incoming-name-taken",
                _ => "settings-need-name",
            };
            let mut errors = Errors::default();
            errors.add("name", member.page.t(why));
            let page = shown(&state, &headers, member.page, form, errors, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(Error::internal(error)),
    }
}

/// Revokes a key.
pub(crate) async fn revoke(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let key = match keys::revoke(&state.store, &id, state.now()).await {
        Ok(key) => key,
        Err(KeyError::Unknown(_)) => return Err(Error::NotFound),
        Err(error) => return Err(Error::internal(error)),
    };
    state.receiver.keys.changed();
    member.notify("good", member.page.t1("incoming-key-revoked", "name", key.name)).await?;
    Ok(Redirect::to(HERE).into_response())
}

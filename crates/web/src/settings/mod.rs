//! Settings: the company and its sender, the people, the imports, one's own wishes.
//!
//! Everybody may look; only an administrator changes what concerns everybody.
//!
//! Reading order: [`company`], [`mail`], [`people`], [`person`], [`imports`], [`me`]. What
//! comes in from other programs: [`crate::receive`].

use axum::Router;
use axum::routing::{get, post};

use crate::page::Page;
use crate::receive::page as incoming;
use crate::state::AppState;

pub mod company;
pub mod imports;
pub mod mail;
pub mod me;
pub mod people;
pub mod person;
mod rows;

/// The addresses of the settings.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings", get(company::form).post(company::save))
        .route("/settings/mail", get(mail::form).post(mail::save))
        .route("/settings/people", get(people::list).post(people::add))
        .route("/settings/people/{id}", get(person::form).post(person::access))
        .route("/settings/people/{id}/edit", post(person::edit))
        .route("/settings/people/{id}/password", post(person::password))
        .route(incoming::HERE, get(incoming::list).post(incoming::make))
        .route("/settings/incoming/{id}/revoke", post(incoming::revoke))
        .route("/settings/imports", get(imports::list))
        .route("/settings/imports/{id}/rejected/{number}", get(imports::rejected))
        .route("/settings/me", get(me::form).post(me::save))
        .route("/settings/me/password", post(me::password))
}

/// One entry of the row of tabs.
pub(crate) struct Tab {
    pub(crate) href: &'static str,
    pub(crate) label: String,
    pub(crate) here: bool,
}

/// The row of tabs; `here` is the address of the page shown.
pub(crate) fn tabs(page: &Page, here: &str) -> Vec<Tab> {
    let tab = |href: &'static str, label: String| Tab { href, label, here: href == here };
    vec![
        tab("/settings", page.t("settings-company")),
        tab("/settings/mail", page.t("settings-mail")),
        tab("/settings/people", page.t("settings-people")),
        tab("/settings/imports", page.t("settings-imports")),
        tab(incoming::HERE, page.t("incoming-title")),
        tab("/settings/me", page.t("settings-me")),
    ]
}

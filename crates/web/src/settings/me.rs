//! One's own wishes: language, light or dark, password.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use vocab::Lang;

use super::people::weak;
use super::{Tab, tabs};
use crate::error::Error;
use crate::i18n;
use crate::page::{Area, Page, Theme, show};
use crate::parts::Errors;
use crate::signin;
use crate::signin::password::LEAST;
use crate::signin::users::{self, UserError, Verified};
use crate::state::AppState;
use crate::who::Member;

#[derive(Template)]
#[template(path = "settings/me.html")]
struct MePage {
    page: Page,
    tabs: Vec<Tab>,
    languages: &'static [Lang],
    themes: [Theme; 3],
    errors: Errors,
    least: usize,
}

fn shown(page: Page, errors: Errors) -> Result<Response, Error> {
    let page = page.at(Area::Settings);
    show(&MePage {
        tabs: tabs(&page, "/settings/me"),
        page,
        languages: Lang::ALL,
        themes: Theme::ALL,
        errors,
        least: LEAST,
    })
}

pub(super) async fn form(member: Member) -> Result<Response, Error> {
    shown(member.page, Errors::default())
}

/// How somebody wants to see the pages.
#[derive(Debug, Deserialize)]
pub(super) struct Wishes {
    language: String,
    theme: String,
}

pub(super) async fn save(
    State(state): State<AppState>,
    member: Member,
    Form(wishes): Form<Wishes>,
) -> Result<Response, Error> {
    let language: Lang = wishes.language.parse().map_err(|_| Error::BadRequest)?;
    let theme = Theme::of(&wishes.theme);
    users::save_wishes(&state.store, &member.user.id, language, theme).await?;
    // Said in the language just chosen.
    member.notify("good", i18n::t(language, "settings-saved")).await?;
    Ok(Redirect::to("/settings/me").into_response())
}

/// The old password and a new one.
#[derive(Deserialize)]
pub(super) struct Passwords {
    old: String,
    new: String,
}

pub(super) async fn password(
    State(state): State<AppState>,
    member: Member,
    Form(form): Form<Passwords>,
) -> Result<Response, Error> {
    let page = &member.page;
    let mut errors = Errors::default();
    let email = &member.user.email;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match state.limits.begin(email, None, state.now()) {
        Err(minutes) => errors.add("old", page.t1("signin-wait", "minutes", minutes)),
        Ok(tried) => match users::verify(&state.store, &state.bench, email, form.old).await {
            Ok(Verified::Right(_)) => state.limits.succeeded(tried),
            Ok(Verified::Wrong) => errors.add("old", page.t("settings-password-wrong")),
            Ok(Verified::Busy) => {
                state.limits.take_back(tried);
                status = StatusCode::SERVICE_UNAVAILABLE;
                errors.add("old", page.t("signin-busy"));
            }
            Err(error) => {
                state.limits.take_back(tried);
                return Err(Error::internal(error));
            }
        },
    }
    if errors.is_empty() {
        match users::set_password(&state.store, &member.user.id, form.new).await {
            Ok(()) => {
                // Sessions elsewhere end; this one goes on under the new password.
                signin::renew(&state, &member).await?;
                member.notify("good", page.t("settings-password-saved")).await?;
                return Ok(Redirect::to("/settings/me").into_response());
            }
            Err(UserError::Weak(why)) => errors.add("new", weak(page, why)),
            Err(error) => return Err(Error::internal(error)),
        }
    }
    let page = shown(member.page, errors)?;
    Ok((status, page).into_response())
}

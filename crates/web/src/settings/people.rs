//! The people who may sign in. One of them: [`super::person`].

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use vocab::{Lang, Team};

use super::{Tab, tabs};
use crate::error::Error;
use crate::page::{Area, Page, TEAMS, show};
use crate::parts::Errors;
use crate::signin::password::{LEAST, WeakPassword};
use crate::signin::users::{self, NewUser, User, UserError};
use crate::state::AppState;
use crate::who::{AdminOnly, Member};

/// A new person as the form sends it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PersonForm {
    name: String,
    email: String,
    team: String,
    language: String,
    password: String,
}

#[derive(Template)]
#[template(path = "settings/people.html")]
struct PeoplePage {
    page: Page,
    tabs: Vec<Tab>,
    people: Vec<User>,
    teams: [Team; 3],
    languages: &'static [Lang],
    form: PersonForm,
    errors: Errors,
    least: usize,
}

async fn shown(
    state: &AppState,
    page: Page,
    form: PersonForm,
    errors: Errors,
) -> Result<Response, Error> {
    let page = page.at(Area::Settings);
    show(&PeoplePage {
        tabs: tabs(&page, "/settings/people"),
        people: users::list(&state.store).await?,
        teams: TEAMS,
        languages: Lang::ALL,
        page,
        form,
        errors,
        least: LEAST,
    })
}

pub(super) async fn list(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    shown(&state, member.page, PersonForm::default(), Errors::default()).await
}

/// What to say about a password that cannot be taken.
pub(super) fn weak(page: &Page, weak: WeakPassword) -> String {
    match weak {
        WeakPassword::Short => page.t1("settings-password-short", "least", LEAST),
        WeakPassword::Long => page.t("settings-password-long"),
    }
}

pub(super) async fn add(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Form(form): Form<PersonForm>,
) -> Result<Response, Error> {
    let page = &member.page;
    let mut errors = Errors::default();
    let (Ok(team), Ok(language)) = (form.team.parse::<Team>(), form.language.parse::<Lang>())
    else {
        return Err(Error::BadRequest);
    };
    let new = NewUser {
        email: form.email.clone(),
        name: form.name.clone(),
        team,
        language,
        password: form.password.clone(),
    };
    match users::create(&state.store, new, state.now()).await {
        Ok(user) => {
            member.notify("good", page.t1("settings-person-added", "name", user.name)).await?;
            return Ok(Redirect::to("/settings/people").into_response());
        }
        Err(UserError::Email(_)) => errors.add("email", page.t("settings-need-email")),
        Err(UserError::Taken(_)) => errors.add("email", page.t("settings-email-taken")),
        Err(UserError::Name) => errors.add("name", page.t("settings-need-name")),
        Err(UserError::Weak(why)) => errors.add("password", weak(page, why)),
        Err(error @ (UserError::Hash(_) | UserError::Store(_))) => {
            return Err(Error::internal(error));
        }
    }
    let form = PersonForm { password: String::new(), ..form };
    let page = shown(&state, member.page, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

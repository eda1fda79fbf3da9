//! One person who may sign in: name and role, a new first password, access.
//!
//! Nobody changes their own role, password or access here: nobody locks the door with the key
//! inside, and an open session alone is not enough to take an account over.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use vocab::Team;

use super::people::weak;
use super::{Tab, tabs};
use crate::error::Error;
use crate::page::{Area, Page, TEAMS, show};
use crate::parts::Errors;
use crate::signin::password::LEAST;
use crate::signin::users::{self, User, UserError};
use crate::state::AppState;
use crate::who::{AdminOnly, Member};

#[derive(Template)]
#[template(path = "settings/person.html")]
struct PersonPage {
    page: Page,
    tabs: Vec<Tab>,
    person: User,
    /// The name and the role as they stand in the form. Not `name`: the macro of a field has an
    /// argument of that name, which would be shown instead.
    typed: String,
    team: Team,
    /// Whether the reader is this person.
    own: bool,
    teams: [Team; 3],
    errors: Errors,
    least: usize,
}

impl PersonPage {
    fn of(member: Member, person: User) -> Self {
        let page = member.page.at(Area::Settings);
        Self {
            tabs: tabs(&page, "/settings/people"),
            page,
            typed: person.name.clone(),
            team: person.team,
            own: member.user.id == person.id,
            person,
            teams: TEAMS,
            errors: Errors::default(),
            least: LEAST,
        }
    }

    /// The page again, with what is wrong.
    fn refused(self) -> Result<Response, Error> {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&self)?).into_response())
    }
}

async fn find(state: &AppState, id: &str) -> Result<User, Error> {
    users::by_id(&state.store, id).await?.ok_or(Error::NotFound)
}

async fn saved(member: &Member, id: &str) -> Result<Response, Error> {
    member.notify("good", member.page.t("settings-saved")).await?;
    Ok(Redirect::to(&format!("/settings/people/{id}")).into_response())
}

pub(super) async fn form(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let person = find(&state, &id).await?;
    show(&PersonPage::of(member, person))
}

/// A name and a role.
#[derive(Debug, Deserialize)]
pub(super) struct Edited {
    name: String,
    team: String,
}

pub(super) async fn edit(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
    Form(edited): Form<Edited>,
) -> Result<Response, Error> {
    let person = find(&state, &id).await?;
    let team: Team = edited.team.parse().map_err(|_| Error::BadRequest)?;
    if id == member.user.id && team != person.team {
        return Err(Error::Refused(member.page.t("settings-not-own-role")));
    }
    match users::set_person(&state.store, &id, &edited.name, team).await {
        Ok(()) => saved(&member, &id).await,
        Err(UserError::Name) => {
            let mut page = PersonPage::of(member, person);
            page.errors.add("name", page.page.t("settings-need-name"));
            (page.typed, page.team) = (edited.name, team);
            page.refused()
        }
        Err(error) => Err(Error::internal(error)),
    }
}

/// A new first password.
#[derive(Deserialize)]
pub(super) struct NewPassword {
    password: String,
}

pub(super) async fn password(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
    Form(form): Form<NewPassword>,
) -> Result<Response, Error> {
    let person = find(&state, &id).await?;
    if id == member.user.id {
        return Err(Error::Refused(member.page.t("settings-not-own-password")));
    }
    match users::set_password(&state.store, &id, form.password).await {
        Ok(()) => {
            let words = member.page.t1("settings-person-password-set", "name", person.name);
            member.notify("good", words).await?;
            Ok(Redirect::to(&format!("/settings/people/{id}")).into_response())
        }
        Err(UserError::Weak(why)) => {
            let mut page = PersonPage::of(member, person);
            page.errors.add("password", weak(&page.page, why));
            page.refused()
        }
        Err(error) => Err(Error::internal(error)),
    }
}

/// Lets a person in or keeps them out.
#[derive(Debug, Deserialize)]
pub(super) struct Access {
    active: bool,
}

pub(super) async fn access(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Path(id): Path<String>,
    Form(access): Form<Access>,
) -> Result<Response, Error> {
    find(&state, &id).await?;
    if id == member.user.id && !access.active {
        return Err(Error::Refused(member.page.t("settings-not-yourself")));
    }
    users::set_active(&state.store, &id, access.active).await?;
    member.notify("good", member.page.t("settings-saved")).await?;
    Ok(Redirect::to("/settings/people").into_response())
}

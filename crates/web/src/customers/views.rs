//! Saved views of the list: filters, columns and order under a name, for oneself or for everybody.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{Store, StoreError};
use vocab::Team;

use super::rows::{self, saved_view};
use super::wanted::Wanted;
use crate::error::Error;
use crate::state::AppState;
use crate::who::Member;

/// The longest name, in characters.
const MAX_NAME: usize = 60;
/// Views a person may have: more are no help.
const MOST: usize = 40;

/// A view as a link.
pub(super) struct View {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) shared: bool,
    /// Whether who reads may give it up.
    pub(super) ours: bool,
    /// Whether it is what is shown.
    pub(super) current: bool,
}

/// The form as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewView {
    name: String,
    query: String,
    shared: String,
}

/// The views of who reads. `here` is the address that is shown.
pub(super) async fn views(store: &Store, member: &Member, here: &str) -> Result<Vec<View>, Error> {
    let Some(user) = member.page.user.as_ref() else { return Ok(Vec::new()) };
    let found = rows::views(store.read(), &user.id).await?;
    let view = |row: saved_view::Model| {
        let href = Wanted::of_kept(&row.query).address();
        View {
            current: href == here,
            ours: row.user_id == user.id || user.team == Team::Admin,
            id: row.id,
            name: row.name,
            shared: row.shared,
            href,
        }
    };
    Ok(found.into_iter().map(view).collect())
}

/// Keeps what is shown under a name.
pub(super) async fn add(
    State(state): State<AppState>,
    member: Member,
    Form(form): Form<NewView>,
) -> Result<Response, Error> {
    let wanted = Wanted::of_query(&form.query);
    let address = wanted.address();
    let name = form.name.trim();
    let Some(user) = member.page.user.as_ref() else { return Err(Error::NotFound) };
    let all = rows::views(state.store.read(), &user.id).await?;
    let own = || all.iter().filter(|view| view.user_id == user.id);
    let (tone, words) = if name.is_empty() || name.chars().count() > MAX_NAME {
        ("bad", member.page.t1("views-name", "count", MAX_NAME))
    } else if own().any(|view| view.name == name) {
        ("bad", member.page.t1("views-taken", "name", name))
    } else if own().count() >= MOST {
        ("bad", member.page.t1("views-many", "count", MOST))
    } else {
        let view = saved_view::Model {
            id: uuid::Uuid::now_v7().to_string(),
            user_id: user.id.clone(),
            name: name.to_owned(),
            query: wanted.kept(),
            shared: !form.shared.is_empty(),
            created: member.page.now,
        };
        let tx = state.store.begin().await?;
        rows::add_view(&tx, view).await?;
        tx.commit().await.map_err(StoreError::from)?;
        ("good", member.page.t1("views-saved", "name", name))
    };
    member.notify(tone, words).await?;
    Ok(Redirect::to(&address).into_response())
}

/// Gives up a view: one's own; an administrator any. What it showed is shown once more, so that it
/// can be kept again.
pub(super) async fn remove(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let Some(user) = member.page.user.as_ref() else { return Err(Error::NotFound) };
    let tx = state.store.begin().await?;
    let view = rows::view(&tx, &id).await?;
    let ours = |view: &saved_view::Model| view.user_id == user.id || user.team == Team::Admin;
    let Some(view) = view.filter(ours) else { return Err(Error::NotFound) };
    rows::drop_view(&tx, &id).await?;
    tx.commit().await.map_err(StoreError::from)?;
    member.notify("good", member.page.t1("views-removed", "name", &view.name)).await?;
    Ok(Redirect::to(&Wanted::of_kept(&view.query).address()).into_response())
}

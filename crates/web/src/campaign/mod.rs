//! Briefs and campaigns: from a diagnosis to mails that went out, and to what they changed.
//!
//! One campaign, six steps, each with an address of its own: brief, audience, message,
//! signatures, launch, result. The room `campaign` decides; here it is asked and shown.
//!
//! Reading order: [`list`], [`start`] (a brief from a diagnosis), [`steps`] (how far it is),
//! then the steps [`brief`], [`audience`], [`message`], [`sign`], [`launch`], [`result`].
//! [`outlook`] says beside the measure what is known before. [`versions`] looks back, [`changes`] says what two versions say differently, [`mails`] shows
//! a version's mail. [`sentence`] says conditions in words; [`field`], [`tree`], [`translate`] and
//! [`editor`] make a form of them and read it; [`why`] says why somebody is meant. [`words`] gives gaps, faults and
//! refusals in the reader's language.

use ::campaign::{Campaign, CampaignError, actions};
use axum::Router;
use axum::routing::{get, post};
use vocab::CampaignId;

use crate::error::Error;
use crate::page::Page;
use crate::state::AppState;

pub mod audience;
pub mod brief;
pub mod brief_form;
pub mod changes;
pub mod editor;
pub mod field;
pub mod launch;
pub mod list;
pub mod mails;
pub mod message;
pub mod outlook;
pub mod result;
pub mod sentence;
pub mod sign;
pub mod split;
pub mod start;
pub mod steps;
pub mod translate;
pub mod tree;
pub mod versions;
pub mod why;
pub mod words;

/// The addresses of this step.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/campaigns", get(list::page))
        .route("/campaigns/new", post(start::new))
        .route("/campaigns/from-diagnosis", post(start::from_diagnosis))
        .route("/campaigns/{id}", get(steps::here))
        .route("/campaigns/{id}/brief", get(brief::page).post(brief::save))
        .route("/campaigns/{id}/audience", get(audience::page).post(audience::save))
        .route("/campaigns/{id}/audience/try", post(audience::attempt))
        .route("/campaigns/{id}/message", get(message::page).post(message::save))
        .route("/campaigns/{id}/message/preview", get(message::preview))
        .route("/campaigns/{id}/versions", get(versions::page))
        .route("/campaigns/{id}/versions/{version}/mail/{lang}", get(mails::frame))
        .route("/campaigns/{id}/sign", get(sign::page).post(sign::sign))
        .route("/campaigns/{id}/launch", get(launch::page).post(launch::launch))
        .route("/campaigns/{id}/pause", post(launch::pause))
        .route("/campaigns/{id}/resume", post(launch::resume))
        .route("/campaigns/{id}/retry", post(launch::retry))
        .route("/campaigns/{id}/result", get(result::page))
        .route("/campaigns/{id}/settle", post(result::settle))
}

/// One campaign, by the id in an address.
async fn find(state: &AppState, page: &Page, id: &str) -> Result<Campaign, Error> {
    let id = id_of(id)?;
    actions::campaign(&state.store, &id).await.map_err(|error| trouble(page, error))
}

fn id_of(id: &str) -> Result<CampaignId, Error> {
    CampaignId::new(id).map_err(|_| Error::NotFound)
}

/// The address of a campaign's step.
fn href(id: &CampaignId, step: &str) -> String {
    format!("/campaigns/{}/{step}", crate::parts::link::encode(id.as_str()))
}

/// A failure of the room as an answer: nothing there, not possible now, or broken inside.
fn trouble(page: &Page, error: CampaignError) -> Error {
    match error {
        CampaignError::NoCampaign(_)
        | CampaignError::NoMessage(_)
        | CampaignError::NoContact(_) => Error::NotFound,
        error => match words::refusal(page, &error) {
            Some(words) => Error::Refused(words),
            None => Error::internal(error),
        },
    }
}

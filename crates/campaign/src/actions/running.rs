//! Launching a campaign, holding it, and a person's word where the program has none.

use customers::Pictures;
use events::EventLog;
use guard::RuleSet;
use serde::Serialize;
use store::Store;
use vocab::{CampaignId, EventId, EventKind, Instant};

use super::choosing::People;
use super::writing::open_for_change;
use crate::endings::message_event;
use crate::error::CampaignError;
use crate::launch;
use crate::queue::State;
use crate::records::{self, Stage};
use crate::rows::{self, look, queue};
use crate::smtp::Server;
use crate::split::{self, Split};

/// The setting the mail server is kept under.
const SERVER: &str = "mail_server";

/// What a launch did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Launched {
    /// The audience as it was fixed.
    pub split: Split,
    /// When the first message may go.
    pub start: Instant,
}

/// Launches a campaign: fixes the audience and fills the queue, all or nothing.
///
/// # Errors
/// When it was launched before, the brief is not complete or not signed by both teams, the
/// message has faults, the window is over, nobody meets the conditions, or the database fails.
pub async fn launch(
    store: &Store,
    pictures: &Pictures,
    rules: &RuleSet,
    id: &CampaignId,
    by: &str,
    now: Instant,
) -> Result<Launched, CampaignError> {
    let now = vocab::time::to_micros(now);
    let tx = store.begin().await?;
    let campaign = open_for_change(&tx, id, None).await?;
    let signed = campaign.draft.signed().map_err(CampaignError::NotSigned)?;
    let people = People::load(&tx).await?;
    campaign.message.compile(&people.company).map_err(CampaignError::Message)?;
    let start = launch::start_of(&signed, people.company.zone, now)?;
    let audience = launch::audience(&signed, rules, &people, pictures, start)?;
    let split = split::split(&audience.decided);
    if split.contacts == 0 {
        return Err(CampaignError::NobodyChosen);
    }
    queue::add(&tx, launch::rows(&audience, start, now)?).await?;
    let mut row = rows::campaign(&tx, id.as_str()).await?;
    row.state = Stage::Running.code().to_owned();
    row.launched = Some(now);
    row.launched_by = Some(by.to_owned());
    row.launched_version = Some(i64::from(signed.version()));
    row.holdout_share = Some(audience.terms.holdout_share);
    rows::save_campaign(&tx, row).await?;
    tx.commit().await?;
    tracing::info!(campaign = %id, contacts = split.contacts, "launched");
    Ok(Launched { split, start })
}

/// Holds a launched campaign: what is on its way ends, nothing new begins.
///
/// # Errors
/// When it was not launched or the database fails.
pub async fn pause(store: &Store, id: &CampaignId) -> Result<(), CampaignError> {
    set_stage(store, id, Stage::Paused).await
}

/// Lets a paused campaign go on.
///
/// # Errors
/// When it was not launched or the database fails.
pub async fn resume(store: &Store, id: &CampaignId) -> Result<(), CampaignError> {
    set_stage(store, id, Stage::Running).await
}

async fn set_stage(store: &Store, id: &CampaignId, stage: Stage) -> Result<(), CampaignError> {
    let tx = store.begin().await?;
    let mut row = rows::campaign_for_change(&tx, id.as_str()).await?;
    if row.launched.is_none() {
        return Err(CampaignError::NotLaunched(id.clone()));
    }
    row.state = stage.code().to_owned();
    row.state_note = None;
    rows::save_campaign(&tx, row).await?;
    tx.commit().await?;
    Ok(())
}

/// Tries again what failed because of us (the server's policy, settings since corrected).
/// Nothing of it was ever taken by a server. Gives how many messages wait again.
///
/// # Errors
/// When the database fails.
pub async fn retry_failed(
    store: &Store,
    id: &CampaignId,
    now: Instant,
) -> Result<u64, CampaignError> {
    let tx = store.begin().await?;
    rows::campaign_for_change(&tx, id.as_str()).await?;
    let waiting = queue::requeue_failed(&tx, id.as_str(), vocab::time::to_micros(now)).await?;
    tx.commit().await?;
    Ok(waiting)
}

/// A person's word on a message nobody knows about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// It did go out (the server's log says so, the reader answered).
    WasSent,
    /// Let it be; it counts against the cap all the same.
    GiveUp,
}

/// Settles an uncertain message. There is no way to send it again: who must be reached is
/// written to by hand or in the next campaign.
///
/// # Errors
/// When the message is not uncertain or the database fails.
pub async fn settle(
    store: &Store,
    log: &EventLog,
    message: &str,
    word: Word,
    person: &str,
    now: Instant,
) -> Result<(), CampaignError> {
    let tx = store.begin().await?;
    let row = look::message(&tx, message).await?;
    let row = row.ok_or_else(|| CampaignError::NoMessage(message.to_owned()))?;
    let (to, at) = match word {
        // It counts from when it was sent.
        Word::WasSent => (State::Sent, row.sending.unwrap_or(now)),
        Word::GiveUp => (State::GivenUp, row.sending.unwrap_or(now)),
    };
    let at = vocab::time::to_micros(at);
    if !queue::decide(&tx, message, to, person, at).await? {
        return Err(CampaignError::NotUncertain(message.to_owned()));
    }
    if word == Word::WasSent {
        let brief = records::load(&tx, &row.campaign_id).await?.draft.brief;
        let kind = EventKind::MessageSent;
        let id = EventId::from_key(&[kind.code(), &row.id]);
        let event = message_event(&row, &brief.family, kind, id, at);
        listen::record(&tx, log, &event.into_iter().collect::<Vec<_>>()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// To be called after a data folder was restored from a backup, before anything is sent: what
/// waits may have been sent after the backup was made, so it becomes uncertain. Gives how many.
///
/// # Errors
/// When the database fails.
pub async fn distrust_queue(store: &Store, now: Instant) -> Result<u64, CampaignError> {
    let tx = store.begin().await?;
    let uncertain = queue::distrust_all(&tx, vocab::time::to_micros(now)).await?;
    tx.commit().await?;
    Ok(uncertain)
}

/// The mail server; `None` until one was set.
///
/// # Errors
/// When the database fails.
pub async fn server(store: &Store) -> Result<Option<Server>, CampaignError> {
    Ok(store::settings::get(store.read(), SERVER).await?)
}

/// Sets the mail server.
///
/// # Errors
/// When the database fails.
pub async fn save_server(store: &Store, server: &Server) -> Result<(), CampaignError> {
    let tx = store.begin().await?;
    store::settings::set(&tx, SERVER, server).await?;
    tx.commit().await?;
    Ok(())
}

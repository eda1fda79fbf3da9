//! Launching a campaign, holding it, and a person's word where the program has none.

use std::sync::Arc;

use customers::Pictures;
use customers::happened::Answers;
use events::EventLog;
use guard::RuleSet;
use serde::Serialize;
use store::Store;
use vocab::{CampaignId, EventId, EventKind, Instant};

use super::choosing::People;
use super::writing::open_for_change;
use crate::audience;
use crate::endings::message_event;
use crate::error::CampaignError;
use crate::faults;
use crate::launch;
use crate::notes::Halt;
use crate::queue::State;
use crate::records::{self, Campaign, Stage};
use crate::rows::{self, look, queue, recovery};
use crate::signing::SignedBrief;
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
/// Everybody is loaded and decided about before the transaction that writes, on a thread for
/// such work, so that nobody waits for it who unsubscribes or sends. The transaction looks
/// again whether what was decided on is still what is signed. Permission that changes in
/// between is no matter: the guard is asked again before each mail.
///
/// # Errors
/// When it was launched before, the brief is not complete or not signed by both teams or
/// changes meanwhile, the message has faults, readers cannot reach the public address, the
/// window is over, nobody meets the conditions, or the database fails.
pub async fn launch(
    store: &Store,
    log: &EventLog,
    pictures: &Arc<Pictures>,
    rules: &RuleSet,
    id: &CampaignId,
    by: &str,
    now: Instant,
) -> Result<Launched, CampaignError> {
    let now = vocab::time::to_micros(now);
    let campaign = records::load(store.read(), id.as_str()).await?;
    let signed = ready(&campaign)?;
    let people = People::load(store.read()).await?;
    campaign.draft.message.compile(&people.company).map_err(CampaignError::Message)?;
    let server = server(store).await?;
    if let Some(fault) = faults::public_address(&people.company, server.as_ref()) {
        return Err(CampaignError::Message(vec![fault]));
    }
    let start = launch::start_of(&signed, people.company.zone, now)?;
    let answers = match &signed.brief().audience {
        Some(condition) => {
            let (kept, zone) = (Arc::default(), people.company.zone);
            audience::answers(log, &kept, condition, zone, start).await?
        }
        None => Answers::default(),
    };
    let (pictures, rules) = (Arc::clone(pictures), rules.clone());
    let version = signed.version();
    let deciding = tokio::task::spawn_blocking(move || {
        let audience = launch::audience(&signed, &rules, &people, &pictures, &answers, start)?;
        let rows = launch::rows(&audience, start, now)?;
        Ok::<_, CampaignError>((split::split(&audience.decided), rows, audience.terms))
    });
    let decided = deciding.await.map_err(|error| CampaignError::Interrupted(error.to_string()))?;
    let (split, rows, terms) = decided?;
    if split.contacts == 0 {
        return Err(CampaignError::NobodyChosen);
    }

    let tx = store.begin().await?;
    let again = open_for_change(&tx, id, Some(version)).await?;
    ready(&again)?;
    queue::add(&tx, rows).await?;
    let mut row = rows::campaign(&tx, id.as_str()).await?;
    row.state = Stage::Running.code().to_owned();
    row.launched = Some(now);
    row.launched_by = Some(by.to_owned());
    row.launched_version = Some(i64::from(version));
    row.holdout_share = Some(terms.holdout_share);
    rows::save_campaign(&tx, row).await?;
    tx.commit().await?;
    tracing::info!(campaign = %id, contacts = split.contacts, "launched");
    Ok(Launched { split, start })
}

/// What a launch takes: signed, never launched, never sent by a later copy of this database.
fn ready(campaign: &Campaign) -> Result<SignedBrief, CampaignError> {
    if campaign.launch.is_some() {
        return Err(CampaignError::Launched(campaign.id.clone()));
    }
    if campaign.note.as_ref().is_some_and(|held| held.why == Halt::SentBefore) {
        return Err(CampaignError::SentBefore(campaign.id.clone()));
    }
    campaign.draft.signed().map_err(CampaignError::NotSigned)
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
/// When the campaign has no such message, it is not uncertain, or the database fails.
pub async fn settle(
    store: &Store,
    log: &EventLog,
    campaign: &CampaignId,
    message: &str,
    word: Word,
    person: &str,
    now: Instant,
) -> Result<(), CampaignError> {
    let tx = store.begin().await?;
    let row = look::message(&tx, message).await?;
    let row = row.filter(|row| row.campaign_id == campaign.as_str());
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

/// To be called after a whole data folder was copied back, before anything is sent: then the
/// count beside the database is as old as the database, and nobody can see it. What waits may
/// have been sent since, so it becomes uncertain. Gives how many.
///
/// # Errors
/// When the database fails.
pub async fn distrust_queue(store: &Store, now: Instant) -> Result<u64, CampaignError> {
    let tx = store.begin().await?;
    let uncertain = recovery::distrust_all(&tx, vocab::time::to_micros(now)).await?;
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

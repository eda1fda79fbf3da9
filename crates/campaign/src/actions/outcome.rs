//! What became of a campaign.

use std::collections::BTreeMap;

use customers::{Pictures, Slice};
use serde::Serialize;
use store::Store;
use vocab::{CampaignId, Instant};

use crate::bounce::Blame;
use crate::brief::{Measure, MeasureKind, Window};
use crate::error::CampaignError;
use crate::notes::Note;
use crate::queue::State;
use crate::records::{self, Campaign};
use crate::result::{Effect, Figures, effect};
use crate::rows::look;
use crate::rows::tables;
use crate::sides::Sides;

/// One message of a campaign, for its page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MessageView {
    /// Its id.
    pub id: String,
    /// To whom.
    pub contact: String,
    /// Of which customer.
    pub customer: String,
    /// Where it stands, as a code of [`State`].
    pub state: String,
    /// The address it went to; `None` before it was sent.
    pub address: Option<String>,
    /// What the guard found.
    pub findings: Vec<guard::Finding>,
    /// What happened, where it was not just the server's answer.
    pub note: Option<Note>,
    /// What the server or the system said, word for word.
    pub answer: Option<String>,
    /// Whose problem a refusal was.
    pub blame: Option<Blame>,
    /// Attempts that were refused for now.
    pub attempts: i64,
    /// When it went on its way.
    pub sending: Option<Instant>,
    /// When it came to its end.
    pub done: Option<Instant>,
    /// When it may go next, while it waits.
    pub not_before: Instant,
    /// When the contact ended the mails through it.
    pub unsubscribed: Option<Instant>,
    /// When it was first answered.
    pub answered: Option<Instant>,
    /// Who decided about it when it was uncertain.
    pub decided_by: Option<String>,
}

impl From<tables::message::Model> for MessageView {
    fn from(row: tables::message::Model) -> Self {
        Self {
            // Findings of another version of Sog may have another form; the page then shows
            // the state alone.
            findings: serde_json::from_str(&row.reasons).unwrap_or_default(),
            note: row.note.as_deref().and_then(Note::from_code),
            blame: row.blame.as_deref().and_then(Blame::from_code),
            id: row.id,
            contact: row.contact_id,
            customer: row.customer_id,
            state: row.state,
            address: row.address,
            answer: row.answer,
            attempts: row.attempts,
            sending: row.sending,
            done: row.done,
            not_before: row.not_before,
            unsubscribed: row.unsubscribed,
            answered: row.answered,
            decided_by: row.decided_by,
        }
    }
}

/// Messages of a campaign, in one state or all, a page at a time.
///
/// # Errors
/// When the database fails.
pub async fn messages(
    store: &Store,
    id: &CampaignId,
    state: Option<State>,
    offset: u64,
    limit: u64,
) -> Result<Vec<MessageView>, CampaignError> {
    let rows = look::list(store.read(), id.as_str(), state, offset, limit).await?;
    Ok(rows.into_iter().map(MessageView::from).collect())
}

/// What happened to the messages of a campaign.
///
/// # Errors
/// When the database fails.
pub async fn figures(store: &Store, id: &CampaignId) -> Result<Figures, CampaignError> {
    let connection = store.read();
    let counts = look::counts(connection, id.as_str()).await?;
    Ok(Figures::of(&counts))
}

/// Where the messages of a campaign stand, in short.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Taken by a mail server.
    pub sent: u64,
    /// Waiting, or on their way.
    pub open: u64,
    /// Nobody knows; a person decides.
    pub uncertain: u64,
}

/// Where the messages of all launched campaigns stand, by campaign.
///
/// # Errors
/// When the database fails.
pub async fn standings(store: &Store) -> Result<BTreeMap<String, Standing>, CampaignError> {
    Ok(summed(look::standings(store.read(), None).await?))
}

/// The same for those campaigns that have something open or uncertain. Finished campaigns,
/// however many, cost nothing.
///
/// # Errors
/// When the database fails.
pub async fn unfinished(store: &Store) -> Result<BTreeMap<String, Standing>, CampaignError> {
    let states = [State::Queued, State::Claimed, State::Sending, State::Uncertain];
    let campaigns = look::campaigns_with(store.read(), &states).await?;
    if campaigns.is_empty() {
        return Ok(BTreeMap::new());
    }
    Ok(summed(look::standings(store.read(), Some(campaigns)).await?))
}

fn summed(rows: Vec<look::Standing>) -> BTreeMap<String, Standing> {
    let mut all: BTreeMap<String, Standing> = BTreeMap::new();
    for row in rows {
        let n = u64::try_from(row.messages).unwrap_or_default();
        let one = all.entry(row.campaign_id).or_default();
        match State::from_code(&row.state) {
            Some(State::Queued | State::Claimed | State::Sending) => one.open += n,
            Some(State::Sent) => one.sent += n,
            Some(State::Uncertain) => one.uncertain += n,
            _ => {}
        }
    }
    all
}

/// An answer to the question of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Who answered.
    pub contact: String,
    /// Of which customer.
    pub customer: String,
    /// When.
    pub at: Instant,
    /// In their words.
    pub text: String,
}

/// The newest answers to a campaign.
///
/// # Errors
/// When the database fails.
pub async fn answers(
    store: &Store,
    id: &CampaignId,
    limit: u64,
) -> Result<Vec<Answer>, CampaignError> {
    let rows = look::answers(store.read(), id.as_str(), limit).await?;
    let answer = |row: tables::campaign_answer::Model| Answer {
        contact: row.contact_id,
        customer: row.customer_id,
        at: row.at,
        text: row.text,
    };
    Ok(rows.into_iter().map(answer).collect())
}

/// What the result of a campaign looks at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Observed {
    /// The measure the brief fixed.
    pub measure: Measure,
    /// From the day after the launch (what was bought earlier on that day cannot come of it) to
    /// the end of the brief's window.
    pub window: Window,
}

/// What the result of a campaign looks at; `None` before its launch, and where it was launched
/// on the last day of its window, so that no day is left on which an effect could show. Answers
/// show on any day: they come of the mail, whenever it is read.
///
/// # Errors
/// When the database fails.
pub async fn observed(store: &Store, id: &CampaignId) -> Result<Option<Observed>, CampaignError> {
    let connection = store.read();
    let campaign = records::load(connection, id.as_str()).await?;
    let brief = &campaign.draft.brief;
    let (Some(launch), Some(measure), Some(window)) =
        (&campaign.launch, brief.measure, brief.window)
    else {
        return Ok(None);
    };
    let zone = store::company(connection).await?.zone;
    let after = zone.day(launch.at) + chrono::TimeDelta::days(1);
    let mut from = window.from.max(after);
    if from > window.until {
        if measure.kind != MeasureKind::Answers {
            return Ok(None);
        }
        from = window.until;
    }
    let window = Window { from, until: window.until };
    Ok(Some(Observed { measure, window }))
}

/// What a campaign changed. `slices` is what the whole company's customers bought in the
/// observed window.
///
/// # Errors
/// When the database fails.
pub async fn result(
    store: &Store,
    id: &CampaignId,
    observed: Observed,
    slices: &[Slice],
    pictures: &Pictures,
    now: Instant,
) -> Result<Effect, CampaignError> {
    let Observed { measure, window } = observed;
    let connection = store.read();
    let zone = store::company(connection).await?.zone;
    let members = look::members(connection, id.as_str()).await?;
    let after = window.until.succ_opt().unwrap_or(window.until);
    let days = zone.start_of(window.from)..zone.start_of(after);
    let complaints = look::complaints_opened(connection, days).await?;
    let data_reach_its_end =
        pictures.data_until(now).is_some_and(|until| zone.day(until) >= window.until);
    let over = data_reach_its_end && zone.day(now) > window.until;
    Ok(effect(measure, window, &members, slices, &complaints, over))
}

/// The customers of both sides of a campaign: 0 for those who could be written to, 1 for those held
/// out.
///
/// # Errors
/// When the database fails.
pub async fn sides(store: &Store, id: &CampaignId) -> Result<BTreeMap<String, u8>, CampaignError> {
    let members = look::members(store.read(), id.as_str()).await?;
    let Sides { treated, held_out } = Sides::of(&members);
    let treated = treated.into_iter().map(|id| (id.to_owned(), 0));
    Ok(treated.chain(held_out.into_iter().map(|id| (id.to_owned(), 1))).collect())
}

/// Whether a launched campaign has nothing left to do.
///
/// # Errors
/// When the database fails.
pub async fn is_finished(store: &Store, campaign: &Campaign) -> Result<bool, CampaignError> {
    Ok(campaign.launch.is_some() && !look::is_open(store.read(), campaign.id.as_str()).await?)
}

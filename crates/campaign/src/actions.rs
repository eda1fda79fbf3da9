//! What people do with campaigns: load, decide, save. Pages and commands call these.

use customers::Pictures;
use customers::people::{self, ContactCard};
use events::{EventLog, Snapshot};
use guard::{Decision, RuleSet};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::{Company, Store};
use vocab::{CampaignId, ContactId, EventId, EventKind, Instant, Lang, Scope, Team};

use crate::brief::Brief;
use crate::conditions::Condition;
use crate::error::{CampaignError, corrupt};
use crate::facts::{Facts, Terms, case};
use crate::holdout::MAX_SHARE;
use crate::launch;
use crate::message::{Message, Rendered};
use crate::queue::State;
use crate::records::{self, Campaign, Stage};
use crate::result::{Effect, Figures, effect, observed};
use crate::rows::tables;
use crate::rows::{self, queue};
use crate::signing::Draft;
use crate::smtp::Server;
use crate::split::{self, Split};
use crate::token::Links;
use crate::worker::reader;

/// The setting the mail server is kept under.
const SERVER: &str = "mail_server";

/// Begins a campaign with a brief, complete or not.
///
/// # Errors
/// When the database fails.
pub async fn create(
    store: &Store,
    brief: &Brief,
    language: Lang,
    author: &str,
    now: Instant,
) -> Result<CampaignId, CampaignError> {
    let now = vocab::time::to_micros(now);
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let time = uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos());
    let id = uuid::Uuid::new_v7(time).to_string();
    let id = CampaignId::new(&id).map_err(|why| corrupt("a new id", why))?;
    let tx = store.begin().await?;
    let row = tables::campaign::Model {
        id: id.to_string(),
        created: now,
        created_by: author.to_owned(),
        state: Stage::Draft.code().to_owned(),
        state_note: None,
        message: to_json("message", &Message::new(language))?,
        launched: None,
        launched_by: None,
        launched_version: None,
        holdout_share: None,
    };
    rows::add_campaign(&tx, row).await?;
    save_version(&tx, &Draft::new(id.clone(), brief.clone()), author, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// One campaign.
///
/// # Errors
/// When there is none, or the database fails.
pub async fn campaign(store: &Store, id: &CampaignId) -> Result<Campaign, CampaignError> {
    records::load(store.read(), id.as_str()).await
}

/// All campaigns, newest first.
///
/// # Errors
/// When the database fails.
pub async fn campaigns(store: &Store) -> Result<Vec<Campaign>, CampaignError> {
    let mut all = Vec::new();
    for row in rows::campaigns(store.read()).await? {
        all.push(records::load_row(store.read(), row).await?);
    }
    Ok(all)
}

/// Saves the brief. `seen` is the version the author had before them: somebody else's words
/// are not overwritten unseen.
///
/// # Errors
/// When the campaign was launched, the brief has changed meanwhile, or the database fails.
pub async fn save_brief(
    store: &Store,
    id: &CampaignId,
    seen: u32,
    brief: &Brief,
    author: &str,
    now: Instant,
) -> Result<Draft, CampaignError> {
    let tx = store.begin().await?;
    let campaign = open_for_change(&tx, id, Some(seen)).await?;
    let draft = campaign.draft.edit(brief.clone());
    if draft.version != seen {
        save_version(&tx, &draft, author, now).await?;
        tx.commit().await?;
    }
    Ok(draft)
}

/// Saves the words.
///
/// # Errors
/// When the campaign was launched or the database fails.
pub async fn save_message(
    store: &Store,
    id: &CampaignId,
    message: &Message,
) -> Result<(), CampaignError> {
    let tx = store.begin().await?;
    open_for_change(&tx, id, None).await?;
    let mut row = rows::campaign(&tx, id.as_str()).await?;
    row.message = to_json("message", message)?;
    rows::save_campaign(&tx, row).await?;
    tx.commit().await?;
    Ok(())
}

/// Signs the version of the brief that the person has read.
///
/// # Errors
/// When the brief has changed since, has gaps, or this team or person has signed; when the
/// campaign was launched; or when the database fails.
pub async fn sign(
    store: &Store,
    id: &CampaignId,
    seen: u32,
    team: Team,
    person: &str,
    now: Instant,
) -> Result<Draft, CampaignError> {
    let now = vocab::time::to_micros(now);
    let tx = store.begin().await?;
    let campaign = open_for_change(&tx, id, Some(seen)).await?;
    let draft = campaign
        .draft
        .sign(team, person, now)
        .map_err(CampaignError::CannotSign)?;
    let row = tables::brief_signature::Model {
        campaign_id: id.to_string(),
        version: i64::from(draft.version),
        team: team.code().to_owned(),
        person: person.trim().to_owned(),
        at: now,
    };
    rows::add_signature(&tx, row).await?;
    tx.commit().await?;
    Ok(draft)
}

/// Everybody who could be in an audience, with what their permission hangs on. Loading takes
/// longer than counting: keep it for some seconds while somebody tries conditions.
#[derive(Debug, Clone)]
pub struct People {
    /// All contacts, sorted by id.
    pub contacts: Vec<ContactCard>,
    /// Complaints and our own sending.
    pub facts: Facts,
    /// The company's settings.
    pub company: Company,
}

impl People {
    /// Loads everybody.
    ///
    /// # Errors
    /// When the database fails or a record cannot be understood.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, CampaignError> {
        Ok(Self {
            contacts: people::contacts(connection).await?,
            facts: Facts::load(connection).await?,
            company: store::company(connection).await?,
        })
    }

    pub(crate) fn terms(&self, campaign: &CampaignId, brief: &Brief) -> Terms {
        Terms {
            campaign: campaign.clone(),
            brief: brief.clone(),
            holdout_share: share(&self.company),
            company: self.company.clone(),
        }
    }
}

fn share(company: &Company) -> f64 {
    if company.holdout_share.is_finite() {
        company.holdout_share.clamp(0.0, MAX_SHARE)
    } else {
        0.0
    }
}

/// The live count of an audience: what the launch would give if it were now (or on the first
/// day of the window, where that lies ahead). The condition may be one that is being tried.
///
/// # Errors
/// When the condition cannot be used.
pub fn count(
    people: &People,
    pictures: &Pictures,
    rules: &RuleSet,
    campaign: &CampaignId,
    brief: &Brief,
    condition: &Condition,
    now: Instant,
) -> Result<Split, CampaignError> {
    condition.check().map_err(CampaignError::Condition)?;
    let terms = people.terms(campaign, brief);
    let zone = people.company.zone;
    let at = brief
        .window
        .map_or(now, |window| now.max(zone.start_of(window.from)));
    let People {
        contacts, facts, ..
    } = people;
    Ok(split::count(
        &terms, condition, rules, contacts, pictures, facts, at,
    ))
}

/// A message as one contact would get it, with what the guard says about them now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// The words.
    pub words: Rendered,
    /// The address it would go to.
    pub address: Option<String>,
    /// May it go?
    pub decision: Decision,
}

/// Shows a message as a chosen contact.
///
/// # Errors
/// When the message is not ready, there is no such contact, or the database fails.
pub async fn preview(
    store: &Store,
    pictures: &Pictures,
    rules: &RuleSet,
    id: &CampaignId,
    contact: &ContactId,
    now: Instant,
) -> Result<Preview, CampaignError> {
    let connection = store.read();
    let campaign = records::load(connection, id.as_str()).await?;
    let company = store::company(connection).await?;
    let words = campaign
        .message
        .compile(&company)
        .map_err(CampaignError::Message)?;
    let card = people::contact(connection, contact).await?;
    let card = card.ok_or_else(|| CampaignError::NoContact(contact.to_string()))?;
    let facts = Facts::load_one(connection, &card).await?;
    let terms = Terms {
        campaign: id.clone(),
        brief: campaign.draft.brief,
        holdout_share: campaign
            .launch
            .map_or(share(&company), |launch| launch.holdout_share),
        company: company.clone(),
    };
    let picture = pictures.get(&card.customer.id);
    let decision = guard::decide(rules, &case(&terms, &card, picture, &facts, now));
    let links = Links::preview(&company.public_url);
    let words = words.render(&reader(&card, words.fallback()), &links)?;
    let address = card.address(vocab::Channel::Email).map(str::to_owned);
    Ok(Preview {
        words,
        address,
        decision,
    })
}

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
    campaign
        .message
        .compile(&people.company)
        .map_err(CampaignError::Message)?;
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
    /// What the server said, or what happened.
    pub answer: Option<String>,
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
    let rows = queue::list(store.read(), id.as_str(), state, offset, limit).await?;
    Ok(rows.into_iter().map(MessageView::from).collect())
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
    let row = queue::message(&tx, message).await?;
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
        let event = crate::ledger::message_event(&row, &brief.family, kind, id, at);
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

/// What happened to the messages of a campaign.
///
/// # Errors
/// When the database fails.
pub async fn figures(store: &Store, id: &CampaignId) -> Result<Figures, CampaignError> {
    let connection = store.read();
    let counts = queue::counts(connection, id.as_str()).await?;
    let denied = queue::denied_reasons(connection, id.as_str()).await?;
    Ok(Figures::of(&counts, &denied))
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
    let rows = queue::answers(store.read(), id.as_str(), limit).await?;
    let answer = |row: tables::campaign_answer::Model| Answer {
        contact: row.contact_id,
        customer: row.customer_id,
        at: row.at,
        text: row.text,
    };
    Ok(rows.into_iter().map(answer).collect())
}

/// What a campaign changed; `None` before its launch. Reads the event log once.
///
/// # Errors
/// When the log or the database fails.
pub async fn result(
    store: &Store,
    snapshot: &Snapshot,
    pictures: &Pictures,
    id: &CampaignId,
    now: Instant,
) -> Result<Option<Effect>, CampaignError> {
    let connection = store.read();
    let campaign = records::load(connection, id.as_str()).await?;
    let brief = &campaign.draft.brief;
    let (Some(launch), Some(measure), Some(window)) =
        (&campaign.launch, brief.measure, brief.window)
    else {
        return Ok(None);
    };
    let zone = store::company(connection).await?.zone;
    let window = observed(window, launch.at, zone);
    let members = queue::members(connection, id.as_str()).await?;
    let trade_window = customers::trade::Window {
        from: window.from,
        until: window.until,
    };
    let snapshot = snapshot.clone();
    let slices = tokio::task::spawn_blocking(move || {
        customers::trade(&snapshot, zone, trade_window, &Scope::company())
    })
    .await
    .map_err(|error| CampaignError::Interrupted(error.to_string()))??;
    let data_reach_its_end = pictures
        .data_until()
        .is_some_and(|until| zone.day(until) >= window.until);
    let over = data_reach_its_end && zone.day(now) > window.until;
    Ok(Some(effect(measure, window, &members, &slices, over)))
}

/// Whether a launched campaign has nothing left to do.
///
/// # Errors
/// When the database fails.
pub async fn is_finished(store: &Store, campaign: &Campaign) -> Result<bool, CampaignError> {
    Ok(campaign.launch.is_some() && !queue::is_open(store.read(), campaign.id.as_str()).await?)
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

async fn open_for_change(
    tx: &store::Tx,
    id: &CampaignId,
    seen: Option<u32>,
) -> Result<Campaign, CampaignError> {
    let row = rows::campaign_for_change(tx, id.as_str()).await?;
    let campaign = records::load_row(tx, row).await?;
    if campaign.launch.is_some() {
        return Err(CampaignError::Launched(id.clone()));
    }
    let found = campaign.draft.version;
    match seen {
        Some(expected) if expected != found => Err(CampaignError::Changed { expected, found }),
        _ => Ok(campaign),
    }
}

async fn save_version(
    tx: &store::Tx,
    draft: &Draft,
    author: &str,
    now: Instant,
) -> Result<(), CampaignError> {
    let row = tables::brief::Model {
        campaign_id: draft.campaign.to_string(),
        version: i64::from(draft.version),
        at: vocab::time::to_micros(now),
        author: author.to_owned(),
        body: to_json("brief", &draft.brief)?,
    };
    rows::save_brief(tx, row).await
}

fn to_json(what: &str, value: &impl Serialize) -> Result<String, CampaignError> {
    serde_json::to_string(value).map_err(|why| corrupt(what, why))
}

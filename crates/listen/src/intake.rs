//! The door for what other programs send: one task writes what many requests bring.
//!
//! What always holds:
//! - a request is answered after its events are on disk: the transaction is committed and the
//!   database has told the system to write it through (SQLite `synchronous=FULL`, PostgreSQL as
//!   its `synchronous_commit` says);
//! - requests that come while a transaction is written go into the next one together (group
//!   commit), so a disk that needs 10 ms for a commit takes more than 100 requests a second;
//! - what waits is bounded. Who comes when it is full is told to come again, and costs no memory;
//! - what is about people who were erased is left out;
//! - links between ids are committed with the events of the message that said so.

use std::collections::HashSet;
use std::sync::Arc;

use events::{EventLog, EventsError};
use store::blocks::{Blocks, What};
use store::{Lock, Store, StoreError, Tx};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use vocab::{Currency, CustomerId, Event, Instant};

use crate::receive::Link;

/// Events that may wait to be written.
const ROOM: usize = 50_000;
/// Events of one transaction, about.
const GROUP: usize = 10_000;
/// Links of which is remembered that they are on disk.
const REMEMBERED: usize = 100_000;

/// Why events were not taken. Nothing of the request is on disk, or nobody knows
/// ([`IntakeError::Unavailable`]); sending it again is right in every case.
#[derive(Debug, Clone, thiserror::Error)]
pub enum IntakeError {
    /// The books have just got another currency than this; sent again, it is told so.
    #[error("the books have got their currency at this moment; try again")]
    Unsettled,
    /// Too much is waiting.
    #[error("more comes in than can be written; try again later")]
    Busy,
    /// No space is left.
    #[error("the disk of the database is full; nothing was taken")]
    DiskFull,
    /// The database does not answer or refused.
    #[error("the database does not take events: {0}")]
    Unavailable(String),
}

impl From<StoreError> for IntakeError {
    fn from(error: StoreError) -> Self {
        if error.is_disk_full() { Self::DiskFull } else { Self::Unavailable(error.to_string()) }
    }
}

impl From<EventsError> for IntakeError {
    fn from(error: EventsError) -> Self {
        match error {
            EventsError::Db(why) => StoreError::Db(why).into(),
            EventsError::Store(why) => why.into(),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// What one request brings.
#[derive(Debug)]
struct Job {
    events: Vec<Event>,
    links: Vec<Link>,
    /// Of its money; a body has one currency.
    currency: Option<Currency>,
    now: Instant,
    answer: oneshot::Sender<Result<(), IntakeError>>,
    /// Its share of the room.
    share: OwnedSemaphorePermit,
}

/// The door. Cheap to clone; the task behind it ends when the last clone is gone.
#[derive(Debug, Clone)]
pub struct Intake {
    jobs: mpsc::UnboundedSender<Job>,
    room: Arc<Semaphore>,
    size: usize,
}

impl Intake {
    /// Opens the door of a log. Needs a runtime.
    #[must_use]
    pub fn open(store: Store, log: EventLog) -> Self {
        Self::with_room(store, log, ROOM)
    }

    /// The same with another bound for what waits.
    #[must_use]
    pub fn with_room(store: Store, log: EventLog, size: usize) -> Self {
        let (jobs, waiting) = mpsc::unbounded_channel();
        tokio::spawn(write(store, log, waiting));
        Self { jobs, room: Arc::new(Semaphore::new(size)), size }
    }

    /// Takes what a request brings; comes back when it is on disk.
    ///
    /// # Errors
    /// When it could not be written, or too much is waiting.
    pub async fn take(
        &self,
        events: Vec<Event>,
        links: Vec<Link>,
        now: Instant,
    ) -> Result<(), IntakeError> {
        let share = (events.len() + links.len()).clamp(1, self.size);
        let share = u32::try_from(share).unwrap_or(u32::MAX);
        let share = Arc::clone(&self.room).try_acquire_many_owned(share);
        let share = share.map_err(|_| IntakeError::Busy)?;
        let (answer, answered) = oneshot::channel();
        let gone = || IntakeError::Unavailable("the server is stopping".to_owned());
        let currency = currency_of(&events);
        let job = Job { events, links, currency, now, answer, share };
        self.jobs.send(job).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

/// Writes what comes in until nobody can bring anything any more.
async fn write(store: Store, log: EventLog, mut waiting: mpsc::UnboundedReceiver<Job>) {
    let (mut known, mut failing) = (Known::default(), false);
    while let Some(first) = waiting.recv().await {
        let mut events = first.events.len();
        let mut group = vec![first];
        while events < GROUP
            && let Ok(job) = waiting.try_recv()
        {
            events += job.events.len();
            group.push(job);
        }
        let done = write_group(&store, &log, &mut group, &mut known).await;
        // Said once, not for each of thousands of requests while a disk is full.
        match &done {
            Err(error) if !failing => {
                tracing::error!(%error, events, "events that were sent could not be written");
            }
            Ok(()) if failing => tracing::info!("events that are sent can be written again"),
            _ => {}
        }
        failing = done.is_err();
        for Job { answer, share, .. } in group {
            // First: whoever has the answer may send again.
            drop(share);
            // Who asked may have gone.
            let _ = answer.send(done.clone());
        }
    }
}

/// What need not be looked up or written again.
#[derive(Debug, Default)]
struct Known {
    /// Links that are on disk.
    links: HashSet<Link>,
    /// The currency of the books: settled once, it stays.
    books: Option<Currency>,
    /// Who was erased.
    blocks: Blocks,
}

async fn write_group(
    store: &Store,
    log: &EventLog,
    group: &mut Vec<Job>,
    known: &mut Known,
) -> Result<(), IntakeError> {
    let Some(now) = group.iter().map(|job| job.now).max() else { return Ok(()) };
    let tx = store.begin().await?;
    Lock::Inbox.share(&tx).await?;
    send_away(&tx, group, known).await?;
    let mut events = Vec::with_capacity(group.iter().map(|job| job.events.len()).sum());
    let mut links: Vec<Link> = Vec::new();
    let mut named = HashSet::new();
    for job in group {
        events.append(&mut job.events);
        for link in job.links.drain(..) {
            if !known.links.contains(&link) && named.insert(link.clone()) {
                links.push(link);
            }
        }
    }
    if events.is_empty() && links.is_empty() {
        return Ok(());
    }
    if known.blocks.renew(&tx).await? {
        known.links.clear();
    }
    // A sender is told that it was taken: sent again it would be left out again.
    events.retain(|event| !known.blocks.stops(event));
    // An old number may come as the id of a browser.
    let is_blocked = |id: &str| known.blocks.has(What::Customer, id);
    let is_out = |id: &CustomerId| {
        is_blocked(id.as_str()) || id.as_str().strip_prefix('~').is_some_and(is_blocked)
    };
    links.retain(|link| !is_out(&link.alias) && !is_out(&link.customer));
    log.append(&tx, &events).await?;
    if !links.is_empty() {
        let pairs: Vec<_> = links.iter().map(|link| (&link.alias, &link.customer)).collect();
        log.link(&tx, &pairs, now).await?;
    }
    let settled = if known.books.is_none() { settle_currency(&tx, &events).await? } else { None };
    tx.commit().await.map_err(StoreError::from)?;
    known.books = known.books.or(settled);
    if known.links.len() + links.len() > REMEMBERED {
        known.links.clear();
    }
    known.links.extend(links);
    Ok(())
}

/// Sends away who brings another currency than the books have, or than those before bring who are
/// about to give them theirs: each of them was let in when the books had none.
async fn send_away(tx: &Tx, group: &mut Vec<Job>, known: &mut Known) -> Result<(), StoreError> {
    let Some(first) = group.iter().find_map(|job| job.currency) else { return Ok(()) };
    if known.books.is_none() {
        // Until the end nobody else gives the books a currency.
        Lock::Company.alone(tx).await?;
        known.books = store::company(tx).await?.currency;
    }
    let right = known.books.unwrap_or(first);
    let is_wrong = |job: &mut Job| job.currency.is_some_and(|currency| currency != right);
    for job in group.extract_if(.., is_wrong) {
        drop(job.share);
        // Who asked may have gone.
        let _ = job.answer.send(Err(IntakeError::Unsettled));
    }
    Ok(())
}

/// The first money decides the currency of the books, as with an import. Which one they have, if
/// there was any money.
async fn settle_currency(tx: &Tx, events: &[Event]) -> Result<Option<Currency>, StoreError> {
    let Some(currency) = currency_of(events) else { return Ok(None) };
    let mut company = store::company(tx).await?;
    if company.currency.is_none() {
        company.currency = Some(currency);
        store::save_company(tx, &company).await?;
    }
    Ok(company.currency)
}

/// The currency of the first money.
fn currency_of(events: &[Event]) -> Option<Currency> {
    events.iter().filter(|event| event.kind.is_money()).find_map(|event| event.currency)
}

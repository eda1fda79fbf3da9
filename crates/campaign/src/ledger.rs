//! What is written down before and after each message: the promise "at most once" lives here.
//!
//! Several lanes send at the same time and each message needs two commits: one before its
//! first byte, one after the answer. The ledger gathers what all lanes ask at the moment and
//! writes it in one transaction, so that the disk is not the bottleneck; a lane is answered
//! only after the commit.
//!
//! In that first transaction the guard is asked again, with the facts the transaction sees. A
//! withdrawal that was committed before counts; one that comes later finds the message on its
//! way.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use customers::people::ContactCard;
use guard::Cleared;
use store::Tx;
use tokio::sync::{mpsc, oneshot};
use vocab::{Channel, ContactId};

use crate::dkim::Signer;
use crate::endings::Streak;
use crate::error::CampaignError;
use crate::marker::Marker;
use crate::message::Compiled;
use crate::notes::Note;
use crate::question::{Terms, ask};
use crate::queue::State;
use crate::rows;
use crate::rows::queue::{self, End, Start};
use crate::rows::tables::message;
use crate::smtp::Outcome;
use crate::token::Token;
use crate::worker::{Life, Worker};

/// Everything about a campaign that its messages share.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) terms: Terms,
    pub(crate) words: Compiled,
    pub(crate) signer: Signer,
}

/// One message a lane works on.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) row: message::Model,
    pub(crate) plan: Arc<Plan>,
}

/// A message that may go now: the mark is committed.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) cleared: Cleared,
    pub(crate) card: ContactCard,
    pub(crate) address: String,
    pub(crate) token: Token,
}

/// How an attempt ended.
#[derive(Debug)]
pub(crate) enum Ending {
    /// The server's answer, or its absence. `counts` is false where the connection had been
    /// used before: then it, not the message, was the trouble.
    Answered { outcome: Outcome, counts: bool },
    /// The letter could not be built for this recipient.
    Unbuilt { note: Note, why: String },
}

enum Entry {
    Begin { job: Arc<Job>, reply: oneshot::Sender<Option<Begun>> },
    Finish { job: Arc<Job>, ending: Ending },
}

/// The lanes' side of the ledger.
#[derive(Clone)]
pub(crate) struct Pen(mpsc::UnboundedSender<Entry>);

impl Pen {
    /// Asks the guard and marks the message as on its way. `None` when it may not go, is no
    /// longer ours, or the ledger has closed.
    pub(crate) async fn begin(&self, job: &Arc<Job>) -> Option<Begun> {
        let (reply, answer) = oneshot::channel();
        self.0.send(Entry::Begin { job: Arc::clone(job), reply }).ok()?;
        answer.await.ok().flatten()
    }

    /// Notes how it ended. Does not wait: the next `begin` is written together with it.
    pub(crate) fn finish(&self, job: &Arc<Job>, ending: Ending) {
        // When the ledger has closed, the message stays marked and becomes uncertain.
        let _ = self.0.send(Entry::Finish { job: Arc::clone(job), ending });
    }

    /// Whether nothing can be written any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

/// What was written, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Taken by the server.
    pub sent: u64,
    /// Refused because of the recipient.
    pub bounced: u64,
    /// Not sent because of us.
    pub failed: u64,
    /// Nobody knows.
    pub uncertain: u64,
    /// The guard said no.
    pub denied: u64,
    /// Back in the queue for later.
    pub put_back: u64,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.bounced += other.bounced;
        self.failed += other.failed;
        self.uncertain += other.uncertain;
        self.denied += other.denied;
        self.put_back += other.put_back;
    }

    /// How many messages moved.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.sent + self.bounced + self.failed + self.uncertain + self.denied + self.put_back
    }
}

/// The most entries written in one transaction.
const AT_ONCE: usize = 64;

/// The writing side.
pub(crate) struct Ledger<'a> {
    pub(crate) worker: &'a Worker,
    pub(crate) claim: &'a str,
    entries: mpsc::UnboundedReceiver<Entry>,
    /// Refusals in a row, by campaign.
    streaks: &'a mut HashMap<String, Streak>,
    marker: &'a mut Marker,
    tally: Tally,
}

/// What a transaction counts. It becomes the truth with the commit: what is rolled back was not
/// counted, and is counted when it is written again.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) tally: Tally,
    /// Refusals in a row, by campaign.
    pub(crate) streaks: HashMap<String, Streak>,
}

impl<'a> Ledger<'a> {
    pub(crate) fn open(worker: &'a Worker, life: &'a mut Life) -> (Pen, Self) {
        let (sender, entries) = mpsc::unbounded_channel();
        let Life { claim, streaks, marker } = life;
        let ledger = Self { worker, claim, entries, streaks, marker, tally: Tally::default() };
        (Pen(sender), ledger)
    }

    /// Writes until the last pen is dropped.
    pub(crate) async fn write(mut self) -> Result<Tally, CampaignError> {
        let mut batch = Vec::with_capacity(AT_ONCE);
        while self.entries.recv_many(&mut batch, AT_ONCE).await > 0 {
            let mut begins = Vec::new();
            let mut finishes = Vec::new();
            for entry in batch.drain(..) {
                match entry {
                    Entry::Begin { job, reply } => begins.push((job, reply)),
                    Entry::Finish { job, ending } => finishes.push((job, ending)),
                }
            }
            match self.write_batch(&begins, &finishes).await {
                Ok(begun) => {
                    for ((_, reply), begun) in begins.into_iter().zip(begun) {
                        let _ = reply.send(begun);
                    }
                }
                Err(error) => {
                    // No lane was told to go on. What the servers answered must not be lost
                    // to a passing trouble of the database: try that part again.
                    drop(begins);
                    self.save_answers(&finishes).await?;
                    return Err(error);
                }
            }
        }
        Ok(self.tally)
    }

    async fn save_answers(&mut self, finishes: &[(Arc<Job>, Ending)]) -> Result<(), CampaignError> {
        let mut late = Vec::new();
        self.entries.close();
        while let Some(entry) = self.entries.recv().await {
            if let Entry::Finish { job, ending } = entry {
                late.push((job, ending));
            }
        }
        // In two transactions: one that cannot be written takes no other with it.
        let first = self.save_stubbornly(finishes).await;
        let second = self.save_stubbornly(&late).await;
        first.and(second)
    }

    async fn save_stubbornly(
        &mut self,
        finishes: &[(Arc<Job>, Ending)],
    ) -> Result<(), CampaignError> {
        let mut result = Ok(());
        for wait in [100, 500, 2_000] {
            if finishes.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(wait)).await;
            result = self.write_batch(&[], finishes).await.map(drop);
            if result.is_ok() {
                break;
            }
        }
        result
    }

    async fn write_batch(
        &mut self,
        begins: &[(Arc<Job>, oneshot::Sender<Option<Begun>>)],
        finishes: &[(Arc<Job>, Ending)],
    ) -> Result<Vec<Option<Begun>>, CampaignError> {
        let mut counts = Counts { tally: Tally::default(), streaks: self.streaks.clone() };
        let mut events = Vec::new();
        let tx = self.worker.store.begin().await?;
        for (job, ending) in finishes {
            events.extend(self.finish(&tx, job, ending, &mut counts).await?);
        }
        let mut begun = Vec::with_capacity(begins.len());
        if !begins.is_empty() {
            let running = rows::running(&tx).await?;
            let contacts: Vec<&str> =
                begins.iter().map(|(job, _)| job.row.contact_id.as_str()).collect();
            rows::hold::contacts(&tx, &contacts, None).await?;
            for (job, _) in begins {
                begun.push(if running.contains(&job.row.campaign_id) {
                    self.begin(&tx, job, &mut counts.tally).await?
                } else {
                    // Paused since it was claimed; the end of the round gives it back.
                    None
                });
            }
        }
        if !events.is_empty() {
            listen::record(&tx, &self.worker.log, &events).await?;
        }
        let started = begun.iter().filter(|one| one.is_some()).count() as u64;
        let marks = match started {
            0 => None,
            started => Some(rows::marks::add_marks(&tx, started).await?),
        };
        tx.commit().await?;
        self.tally.add(counts.tally);
        *self.streaks = counts.streaks;
        if let Some(marks) = marks {
            let of = begins.iter().zip(&begun).filter(|(_, begun)| begun.is_some());
            let campaigns: BTreeSet<&str> =
                of.map(|((job, _), _)| job.row.campaign_id.as_str()).collect();
            self.marker.note(marks, campaigns.into_iter()).map_err(CampaignError::Marker)?;
        }
        Ok(begun)
    }

    async fn begin(
        &self,
        tx: &Tx,
        job: &Job,
        tally: &mut Tally,
    ) -> Result<Option<Begun>, CampaignError> {
        let now = self.worker.now();
        let row = &job.row;
        let contact = ContactId::new(&row.contact_id)
            .map_err(|why| crate::error::corrupt(format!("message `{}`", row.id), why))?;
        let deny = |reasons: String, note: Option<Note>| async move {
            let end = End {
                id: &row.id,
                claim: self.claim,
                from: &[State::Claimed],
                to: State::Denied,
                reasons: Some(&reasons),
                note,
                answer: None,
                blame: None,
                now,
            };
            queue::end(tx, end).await
        };
        let Some(card) = customers::people::contact(tx, &contact).await? else {
            let gone = Some(Note::ContactGone);
            tally.denied += u64::from(deny("[]".to_owned(), gone).await?);
            return Ok(None);
        };
        let (about, pictures) = (job.plan.terms.about(), self.worker.pictures());
        let case = ask(tx, &about, &card, &pictures, now).await?;
        let cleared = match guard::clear(&self.worker.rules, &case) {
            Ok(cleared) => cleared,
            Err(decision) => {
                let reasons = to_json(&decision.findings)?;
                tally.denied += u64::from(deny(reasons, None).await?);
                return Ok(None);
            }
        };
        // The guard refuses a contact without an address (S1).
        let address = card.address(Channel::Email).unwrap_or_default().to_owned();
        let token = Token::random(&mut rand::rng());
        let started = queue::start(
            tx,
            Start {
                id: &row.id,
                claim: self.claim,
                address: &address,
                token_hash: token.hash().as_str(),
                reasons: &to_json(&cleared.decision().findings)?,
                now,
                lease: now + self.worker.lease(),
            },
        )
        .await?;
        Ok(started.then_some(Begun { cleared, card, address, token }))
    }
}

/// Findings as the queue keeps them.
pub(crate) fn to_json(findings: &[guard::Finding]) -> Result<String, CampaignError> {
    serde_json::to_string(findings).map_err(|why| crate::error::corrupt("findings", why))
}

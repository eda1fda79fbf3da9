//! The sending loop: claims messages and hands them over, several at a time.
//!
//! ```text
//! recover what earlier lives left behind
//! loop  claim a batch -> lanes: begin (ledger) -> build, sign -> hand over -> finish (ledger)
//! ```
//!
//! The loop may be dropped or killed at any point, and any number of workers may run on one
//! database: what was only claimed is sent by somebody else, what was on its way becomes
//! uncertain. Names must differ between workers that run at the same time; when they do not,
//! messages become uncertain without need, and still none is sent twice.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use customers::Pictures;
use events::EventLog;
use guard::RuleSet;
use store::Store;
use tokio::sync::{Mutex, watch};
use vocab::Instant;

use crate::bounce::slows_down;
use crate::delivery::hand_to;
use crate::endings::Streak;
use crate::error::CampaignError;
use crate::feed::Feed;
use crate::ledger::{Begun, Ending, Job, Ledger, Pen, Tally};
use crate::letter::{Draft, Letter, LetterError};
use crate::marker::Marker;
use crate::message::{Ground, Reader};
use crate::notes::{Halt, Held, Note};
use crate::rows::recovery::{self, Orphans};
use crate::rows::{self, look};
use crate::smtp::{Connection, Outcome, Server};
use crate::token::{Links, Token};

/// Everything a sending loop needs.
#[derive(Clone)]
pub struct Worker {
    /// The operational store.
    pub store: Store,
    /// The event log.
    pub log: EventLog,
    /// The data folder; the signing key lies in it.
    pub folder: PathBuf,
    /// The rules.
    pub rules: RuleSet,
    /// Gives the newest pictures.
    pub pictures: Arc<dyn Fn() -> Arc<Pictures> + Send + Sync>,
    /// The mail server.
    pub server: Server,
    /// Gives the time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Which worker this is, without a slash. The same name after a restart lets it recover
    /// at once what its earlier life left behind.
    pub name: String,
    /// How long to rest when nothing waits.
    pub rest: Duration,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker")
            .field("name", &self.name)
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

/// How a round ended.
#[derive(Debug)]
enum Round {
    /// Nothing waits any more.
    Empty,
    /// The mail server cannot be reached.
    ServerDown(String),
    /// The mail server asks us to come again later.
    Busy,
    /// We were asked to stop.
    Stopped,
}

/// What a worker keeps from round to round.
#[derive(Debug)]
pub(crate) struct Life {
    pub(crate) claim: String,
    pub(crate) streaks: HashMap<String, Streak>,
    pub(crate) marker: Marker,
}

/// After so many refusals for now in a row the rest of the round waits, whatever they said.
const BUSY: u32 = 10;

/// Whether the server asks for a slower pace, seen by all lanes of a round together.
#[derive(Debug, Default)]
struct Pace {
    refused: AtomicU32,
    busy: AtomicBool,
}

impl Pace {
    fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Relaxed)
    }

    fn note(&self, ending: &Ending) {
        let Ending::Answered { outcome, .. } = ending else {
            return;
        };
        match outcome {
            Outcome::Accepted { .. } => self.refused.store(0, Ordering::Relaxed),
            Outcome::Refused { step, code, .. } if (400..500).contains(code) => {
                let row = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
                if slows_down(*step, *code) || row >= BUSY {
                    self.busy.store(true, Ordering::Relaxed);
                }
            }
            _ => {}
        }
    }
}

impl Worker {
    pub(crate) fn now(&self) -> Instant {
        vocab::time::to_micros((self.clock)())
    }

    pub(crate) fn pictures(&self) -> Arc<Pictures> {
        (self.pictures)()
    }

    /// How long others leave a message of ours alone.
    pub(crate) fn lease(&self) -> TimeDelta {
        let longest = self.server.longest_wait() + Duration::from_secs(60);
        TimeDelta::from_std(longest).unwrap_or(TimeDelta::hours(3))
    }

    /// Sends until `stop` turns true.
    ///
    /// # Errors
    /// When the store fails. Calling it again goes on where it ended.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) -> Result<Tally, CampaignError> {
        let mut life = self.take_up().await?;
        let mut total = Tally::default();
        let mut trouble = 0_u32;
        loop {
            self.recover_expired().await?;
            let (tally, round) = self.round(&mut life, &stop).await?;
            total.add(tally);
            if tally.sent > 0 {
                trouble = 0;
            }
            let rest = match round {
                Round::Stopped => return Ok(total),
                Round::Empty => {
                    trouble = 0;
                    self.rest
                }
                Round::ServerDown(why) => {
                    tracing::warn!("{why}");
                    trouble = trouble.saturating_add(1);
                    pause(trouble)
                }
                Round::Busy => {
                    tracing::warn!("the mail server asks us to come again later");
                    trouble = trouble.saturating_add(1);
                    pause(trouble)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                changed = stop.wait_for(|stop| *stop) => {
                    // Whoever could have told us to stop is gone: stop.
                    let _ = changed;
                    return Ok(total);
                }
            }
        }
    }

    /// Sends what is due now and returns.
    ///
    /// # Errors
    /// When the store fails or the mail server cannot be reached.
    pub async fn drain(&self) -> Result<Tally, CampaignError> {
        let mut life = self.take_up().await?;
        self.recover_expired().await?;
        let (_never, stop) = watch::channel(false);
        let (tally, round) = self.round(&mut life, &stop).await?;
        match round {
            Round::ServerDown(why) => Err(CampaignError::ServerDown(why)),
            Round::Empty | Round::Stopped | Round::Busy => Ok(tally),
        }
    }

    /// Begins a life: a claim of its own, and an end to what earlier lives left open. A database
    /// that is older than the marker beside it is not trusted.
    async fn take_up(&self) -> Result<Life, CampaignError> {
        let claim = format!("{}/{}", self.name, Token::random(&mut rand::rng()).text());
        let mut marker = Marker::open(&self.folder).map_err(CampaignError::Marker)?;
        let tx = self.store.begin().await?;
        let known = rows::marks::marks(&tx).await?;
        let older = marker.marks > known;
        if older {
            let now = self.now();
            let uncertain = recovery::distrust_all(&tx, now).await?;
            let held = Held { why: Halt::SentBefore, said: String::new() };
            let begun = marker.campaigns.iter().cloned().collect();
            rows::hold_drafts(&tx, begun, &held).await?;
            tracing::error!(
                uncertain,
                "the database is an older copy: what waited may have been sent since, so nothing \
                 of it goes out until a person decides"
            );
        }
        let orphans = Orphans::Earlier { name: &self.name, present: &claim };
        let found = recovery::recover(&tx, orphans, self.now()).await?;
        if older {
            // Messages first, then the count: as a ledger takes them.
            rows::marks::add_marks(&tx, marker.marks - known).await?;
        }
        tx.commit().await?;
        // Also says now, not at the first mail, that the file cannot be written.
        marker.note(known, std::iter::empty()).map_err(CampaignError::Marker)?;
        if found.queued + found.uncertain > 0 {
            tracing::warn!(
                queued = found.queued,
                uncertain = found.uncertain,
                "an earlier sending process ended in the middle"
            );
        }
        Ok(Life { claim, streaks: HashMap::new(), marker })
    }

    async fn recover_expired(&self) -> Result<(), CampaignError> {
        let now = self.now();
        // Looking is cheap and takes nobody's place at the writer.
        if !look::any_expired(self.store.read(), now).await? {
            return Ok(());
        }
        let tx = self.store.begin().await?;
        recovery::recover(&tx, Orphans::Expired(now), now).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn round(
        &self,
        life: &mut Life,
        stop: &watch::Receiver<bool>,
    ) -> Result<(Tally, Round), CampaignError> {
        let claim = life.claim.clone();
        let (pen, ledger) = Ledger::open(self, life);
        let (feed, pace) = (Mutex::new(Feed::new(self, &claim)), Pace::default());
        let lanes = async {
            let lanes = 0..self.server.lanes();
            let lanes = lanes.map(|_| self.lane(&feed, &pace, pen.clone(), stop));
            let ends = futures::future::join_all(lanes).await;
            drop(pen);
            ends
        };
        let (ends, tally) = tokio::join!(lanes, ledger.write());
        // What we still hold goes back first; errors come after.
        let tx = self.store.begin().await?;
        recovery::unclaim(&tx, &claim).await?;
        tx.commit().await?;
        let tally = tally?;
        let mut round = Round::Empty;
        for end in ends {
            match end? {
                Round::Empty => {}
                other => round = other,
            }
        }
        Ok((tally, round))
    }

    async fn lane(
        &self,
        feed: &Mutex<Feed<'_>>,
        pace: &Pace,
        pen: Pen,
        stop: &watch::Receiver<bool>,
    ) -> Result<Round, CampaignError> {
        let mut connection: Option<Connection> = None;
        let mut round = Round::Empty;
        loop {
            if *stop.borrow() {
                round = Round::Stopped;
                break;
            }
            if pace.is_busy() {
                round = Round::Busy;
                break;
            }
            if pen.is_closed() {
                break;
            }
            let Some(job) = feed.lock().await.next().await? else {
                break;
            };
            let used_before = connection.as_ref().is_some_and(Connection::is_usable);
            let mut open = match connection.take().filter(Connection::is_usable) {
                Some(open) => open,
                None => match Connection::open(&self.server).await {
                    Ok(open) => open,
                    Err(error) => {
                        // Nothing was begun; the end of the round gives the claim back.
                        round = Round::ServerDown(error.to_string());
                        break;
                    }
                },
            };
            if let Some(begun) = pen.begin(&job).await {
                let ending = self.attempt(&mut open, &job, begun, !used_before).await;
                pace.note(&ending);
                pen.finish(&job, ending);
            }
            connection = Some(open);
        }
        if let Some(open) = connection.filter(Connection::is_usable) {
            open.close().await;
        }
        Ok(round)
    }

    async fn attempt(
        &self,
        connection: &mut Connection,
        job: &Job,
        begun: Begun,
        fresh: bool,
    ) -> Ending {
        match self.letter(job, &begun).await {
            Ok(letter) => {
                let outcome = hand_to(connection, begun.cleared, &letter, self.now()).await;
                Ending::Answered { outcome, counts: fresh }
            }
            Err(LetterError::Address(address)) => {
                Ending::Unbuilt { note: Note::BadAddress, why: address }
            }
            Err(error) => Ending::Unbuilt { note: Note::NotBuilt, why: error.to_string() },
        }
    }

    async fn letter(&self, job: &Job, begun: &Begun) -> Result<Letter, LetterError> {
        let company = &job.plan.terms.company;
        let links = Links::new(&company.public_url, &begun.token);
        let card = &begun.card;
        let ground = Ground::of(&begun.cleared.decision().findings).ok_or(LetterError::Ground)?;
        let reader = reader(card, job.plan.words.fallback(), Some(ground));
        let words = job
            .plan
            .words
            .render(&reader, &links)
            .map_err(|error| LetterError::Words(error.to_string()))?;
        let draft = Draft {
            company,
            words: &words,
            contact: &card.id,
            name: &card.name(),
            address: &begun.address,
            links: &links,
            id: &job.row.id,
            date: self.now(),
        };
        draft.seal(Some(&job.plan.signer)).await
    }
}

/// How long to rest after so many rounds of trouble: 5 s, 10 s, 20 s … at most 5 minutes.
fn pause(trouble: u32) -> Duration {
    Duration::from_secs((5 << trouble.min(7).saturating_sub(1)).min(300))
}

/// A contact as a reader of mails.
pub(crate) fn reader(
    card: &customers::people::ContactCard,
    fallback: vocab::Lang,
    ground: Option<Ground>,
) -> Reader {
    Reader {
        ground,
        first_name: card.first_name.clone(),
        last_name: card.last_name.clone(),
        company: card.customer.name.clone(),
        language: card.language.unwrap_or(fallback),
    }
}

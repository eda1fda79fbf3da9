//! Audiences while somebody tries conditions: the count, who may be written to, and some people
//! with why they are meant, quickly however many customers there are.
//!
//! What is expensive is kept: the columns of everybody ([`Crowd`]) for as long as neither the
//! records nor the pictures change; what the log said to each question, bucket by bucket
//! ([`Kept`]); and what the guard says about everybody in one campaign, for some seconds, or
//! longer where asking takes longer. A launch never uses any of it: it reads and asks anew.

mod judged;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use customers::Pictures;
use customers::happened::{Answers, Kept};
use events::{EventLog, Snapshot};
use guard::RuleSet;
use serde::Serialize;
use store::{Company, Store};
use tokio::sync::Mutex;
use vocab::{CampaignId, Instant};

use crate::actions::{People, opening};
use crate::audience::answers;
use crate::brief::Brief;
use crate::conditions::Condition;
use crate::crowd::sample::Sampled;
use crate::crowd::{Asked, Chosen, Crowd, hour};
use crate::error::CampaignError;
use crate::question::Terms;
use crate::split::Split;
use judged::{Judged, cut};

/// People of an audience who are shown with the reasons.
pub const SHOWN: usize = 10;
/// How often records may change while they are read.
const ATTEMPTS: usize = 3;

/// What a first count waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing.
    Idle,
    /// The records of all people.
    People,
    /// A pass over the event log; so much of it is done, in percent.
    Events(u8),
    /// The guard's word about everybody.
    Permission,
}

/// The people of an audience and how many they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counted {
    /// Contacts who meet the conditions.
    pub contacts: u64,
    /// How many different customers they belong to.
    pub customers: u64,
    /// Everybody there is: contacts.
    pub of_contacts: u64,
    /// Everybody there is: customers with a contact.
    pub of_customers: u64,
    /// By what the guard says of each in the campaign that was asked about.
    pub split: Option<Split>,
    /// Some of them, with why.
    pub sample: Vec<Sampled>,
}

/// See the [module](self). Meant to be shared; it belongs to one store and one log.
#[derive(Debug, Default)]
pub struct Audiences {
    kept: Arc<Kept>,
    shelf: Mutex<Option<Shelf>>,
    stage: AtomicU8,
}

/// What is kept of one state of the records and the pictures.
#[derive(Debug, Clone)]
struct Shelf {
    key: (u64, Option<i64>),
    company: Company,
    crowd: Arc<Crowd>,
    judged: Vec<Judged>,
}

/// An audience before it is cut into groups, with everything to look closer.
#[derive(Debug, Clone)]
pub struct Found {
    /// Everybody.
    pub crowd: Arc<Crowd>,
    /// Those meant.
    pub chosen: Chosen,
    answers: Answers,
    snapshot: Snapshot,
    company: Company,
    now: Instant,
}

impl Found {
    fn asked(&self) -> Asked<'_> {
        Asked { answers: &self.answers, company: &self.company, now: self.now }
    }

    /// Some of them, with why they are meant.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn sample(
        &self,
        condition: &Condition,
        most: usize,
    ) -> Result<Vec<Sampled>, CampaignError> {
        let places = self.crowd.sample(&self.chosen, most);
        self.crowd.explained(&places, condition, &self.asked(), &self.snapshot)
    }

    /// How many customers they belong to.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.crowd.customers_among(self.chosen.iter())
    }
}

impl Audiences {
    /// What the log was asked before.
    #[must_use]
    pub fn kept(&self) -> &Arc<Kept> {
        &self.kept
    }

    /// Lets go of everybody: somebody was erased.
    pub async fn forget(&self) {
        *self.shelf.lock().await = None;
        self.kept.clear();
    }

    /// What a count that is under way waits for.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self.stage.load(Ordering::Relaxed) {
            1 => Stage::People,
            2 => Stage::Events(self.kept.progress.percent()),
            3 => Stage::Permission,
            _ => Stage::Idle,
        }
    }

    fn now_at(&self, stage: u8) {
        self.stage.store(stage, Ordering::Relaxed);
    }

    /// Everybody, as of now: kept, or read anew where records or pictures changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn crowd(
        &self,
        store: &Store,
        pictures: &Arc<Pictures>,
    ) -> Result<Arc<Crowd>, CampaignError> {
        Ok(self.read(store, pictures).await?.0.crowd)
    }

    /// The shelf, and the people where they had to be read for it.
    async fn read(
        &self,
        store: &Store,
        pictures: &Arc<Pictures>,
    ) -> Result<(Shelf, Option<Arc<People>>), CampaignError> {
        // Asked before reading: who writes meanwhile makes the next one read again.
        let people = store::records::people_version(store.read()).await?;
        let company = store::company(store.read()).await?;
        let key = (people, pictures.version());
        let mut shelf = self.shelf.lock().await;
        if let Some(kept) = shelf.as_mut().filter(|kept| kept.key == key) {
            if kept.company != company {
                // Another zone has other days; whatever else is set, the guard goes by.
                if kept.company.zone != company.zone {
                    *shelf = None;
                } else {
                    kept.company = company.clone();
                    kept.judged.clear();
                }
            }
        } else {
            *shelf = None;
        }
        if let Some(kept) = shelf.as_ref() {
            return Ok((kept.clone(), None));
        }
        self.now_at(1);
        let people = Arc::new(People::load(store.read()).await?);
        let (all, pictures) = (Arc::clone(&people), Arc::clone(pictures));
        let building = tokio::task::spawn_blocking(move || {
            Crowd::of(&all.contacts, &all.facts, &pictures, all.company.zone)
        });
        let crowd = building.await.map_err(interrupted)?;
        // As it was read with the people: it may have been saved meanwhile.
        let company = people.company.clone();
        let fresh = Shelf { key, company, crowd: Arc::new(crowd), judged: Vec::new() };
        *shelf = Some(fresh.clone());
        self.now_at(0);
        Ok((fresh, Some(people)))
    }

    /// The shelf, and the people it was made of where a tree asks the guard about them.
    async fn read_for(
        &self,
        store: &Store,
        pictures: &Arc<Pictures>,
        condition: &Condition,
        now: Instant,
    ) -> Result<(Shelf, Option<Arc<People>>), CampaignError> {
        for _ in 0..ATTEMPTS {
            let (shelf, people) = self.read(store, pictures).await?;
            if people.is_some() || shelf.crowd.is_judged(condition, now) {
                return Ok((shelf, people));
            }
            if let Some(people) = people_of(store, &shelf).await? {
                return Ok((shelf, Some(people)));
            }
        }
        let why = "records change faster than they can be read; try again in a moment";
        Err(CampaignError::Interrupted(why.to_owned()))
    }

    /// Whom a tree means, seen from the beginning of a moment's hour: within it every answer
    /// stays the same.
    ///
    /// # Errors
    /// When the condition cannot be used, the log cannot be read or the database fails, or
    /// records change faster than they can be read.
    pub async fn find(
        &self,
        store: &Store,
        log: &EventLog,
        pictures: &Arc<Pictures>,
        rules: &RuleSet,
        condition: &Condition,
        now: Instant,
    ) -> Result<Found, CampaignError> {
        condition.check().map_err(CampaignError::Condition)?;
        let now = hour(now);
        let (shelf, people) = self.read_for(store, pictures, condition, now).await?;
        let Shelf { crowd, company, .. } = shelf;
        self.now_at(2);
        let answers = answers(log, &self.kept, condition, company.zone, now).await;
        self.now_at(0);
        let answers = answers?;
        if let Some(people) = people.filter(|_| !crowd.is_judged(condition, now)) {
            self.now_at(3);
            let (crowd, tree, rules) = (Arc::clone(&crowd), condition.clone(), rules.clone());
            let judging =
                tokio::task::spawn_blocking(move || crowd.judge(&tree, &people, &rules, now));
            judging.await.map_err(interrupted)?;
            self.now_at(0);
        }
        let snapshot = log.snapshot().await?;
        let (tree, everybody) = (condition.clone(), Arc::clone(&crowd));
        let (said, settings) = (answers.clone(), company.clone());
        let choosing = tokio::task::spawn_blocking(move || {
            everybody.choose(&tree, &Asked { answers: &said, company: &settings, now })
        });
        let chosen = choosing.await.map_err(interrupted)?;
        Ok(Found { crowd, chosen, answers, snapshot, company, now })
    }

    /// The live count of an audience in a campaign: what a launch would give if it were now (or
    /// on the first day of the window, where that lies ahead).
    ///
    /// # Errors
    /// When the condition cannot be used, the log cannot be read or the database fails.
    #[allow(clippy::too_many_arguments, reason = "the rooms it asks, and the question")]
    pub async fn count(
        &self,
        store: &Store,
        log: &EventLog,
        pictures: &Arc<Pictures>,
        rules: &RuleSet,
        campaign: &CampaignId,
        brief: &Brief,
        condition: &Condition,
        now: Instant,
    ) -> Result<Counted, CampaignError> {
        let company = store::company(store.read()).await?;
        let at = opening(&company, brief, now);
        let found = self.find(store, log, pictures, rules, condition, at).await?;
        let terms = Terms::of(campaign, brief, &company);
        let groups = self.groups(store, pictures, rules, &terms, at).await?;
        // Records may have changed between the two; then the next count has both of one state.
        let groups = groups.filter(|groups| groups.len() == found.crowd.contacts());
        let split = match groups {
            Some(groups) => Some(cut(store, pictures, rules, &terms, &found, &groups, at).await?),
            None => None,
        };
        let (looked, tree) = (found.clone(), condition.clone());
        let looking = tokio::task::spawn_blocking(move || looked.sample(&tree, SHOWN));
        let sample = looking.await.map_err(interrupted)??;
        Ok(Counted { split, sample, ..counted(&found) })
    }
}

/// The people a shelf was made of; `None` when their records have changed since.
async fn people_of(store: &Store, shelf: &Shelf) -> Result<Option<Arc<People>>, CampaignError> {
    let people = Arc::new(People::load(store.read()).await?);
    // Asked after reading: nothing changed up to here, so nothing changed before.
    let version = store::records::people_version(store.read()).await?;
    Ok((version == shelf.key.0).then_some(people))
}

fn counted(found: &Found) -> Counted {
    Counted {
        contacts: found.chosen.count() as u64,
        customers: found.customers(),
        of_contacts: found.crowd.contacts() as u64,
        of_customers: found.crowd.customers() as u64,
        split: None,
        sample: Vec::new(),
    }
}

fn interrupted(error: tokio::task::JoinError) -> CampaignError {
    CampaignError::Interrupted(error.to_string())
}

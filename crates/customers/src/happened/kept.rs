//! Answers kept while the log stays as it is.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use events::Snapshot;

use super::pass::{MOST_WHATS, Roster, pass};
use super::{Bits, Question};
use crate::CustomersError;
use crate::pass::in_parallel;

/// Questions whose answers are kept: each is an eighth of a byte a customer.
const MOST_KEPT: usize = 200;

/// The answers to several questions, as of one snapshot.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    buckets: Vec<(i64, Arc<Roster>)>,
    differs: HashMap<Question, Vec<Arc<Bits>>>,
}

impl Answers {
    /// The customers of each bucket in the order of the log.
    pub fn rosters(&self) -> impl Iterator<Item = &Roster> {
        self.buckets.iter().map(|(_, roster)| &**roster)
    }

    /// What the rosters are of; equal ones are the same customers in the same places.
    #[must_use]
    pub fn versions(&self) -> Vec<i64> {
        self.buckets.iter().map(|(version, _)| *version).collect()
    }

    /// For each bucket, of which of its customers the question is *not* what it is of somebody
    /// without events (see [`Question::holds_of_nothing`]). `None` for a question that was not
    /// asked.
    #[must_use]
    pub fn differs(&self, question: &Question) -> Option<&[Arc<Bits>]> {
        self.differs.get(question).map(Vec::as_slice)
    }
}

/// How far a pass is, for whoever waits for it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// How much of the work is done, in percent.
    #[must_use]
    pub fn percent(&self) -> u8 {
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed));
        u8::try_from((done * 100).checked_div(all).unwrap_or(0)).unwrap_or(100)
    }
}

#[derive(Debug, Default)]
struct Answer {
    /// The version of each bucket, and what it said then.
    buckets: Vec<Option<(i64, Arc<Bits>)>>,
    used: u64,
}

#[derive(Debug, Default)]
struct Shelf {
    rosters: Vec<Option<(i64, Arc<Roster>)>>,
    answers: HashMap<Question, Answer>,
    clock: u64,
}

/// Answers about one log, kept for the next who asks. Meant to be shared.
#[derive(Debug, Default)]
pub struct Kept {
    shelf: Mutex<Shelf>,
    /// Held by whoever reads the log, so that two who ask the same read it once.
    reading: Mutex<()>,
    /// How far that one is.
    pub progress: Progress,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a bucket still has to be asked.
struct Gap {
    bucket: u16,
    questions: Vec<Question>,
    roster: bool,
}

impl Kept {
    /// Answers questions as of a snapshot: from what is kept, and from one pass over the
    /// buckets in which something is new. Works for as long as that takes; not for a thread
    /// that others wait for.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn ask(
        &self,
        snapshot: &Snapshot,
        questions: &[Question],
    ) -> Result<Answers, CustomersError> {
        if let Some(answers) = self.known(snapshot, questions) {
            return Ok(answers);
        }
        let _reading = held(&self.reading);
        // Another one may have read it meanwhile.
        if let Some(answers) = self.known(snapshot, questions) {
            return Ok(answers);
        }
        let gaps = self.gaps(snapshot, questions);
        self.progress.done.store(0, Ordering::Relaxed);
        self.progress.all.store(gaps.len(), Ordering::Relaxed);
        let places: Vec<u16> = (0..gaps.len()).filter_map(|at| u16::try_from(at).ok()).collect();
        let found = in_parallel(&places, |place| {
            let gap = &gaps[usize::from(place)];
            let mut roster = gap.roster;
            let mut answers = Vec::with_capacity(gap.questions.len());
            let mut rosters = None;
            for part in parts(&gap.questions) {
                let found = pass(snapshot, gap.bucket, part, std::mem::take(&mut roster))?;
                rosters = rosters.or(found.roster);
                answers.extend(found.differs.into_iter().map(Arc::new));
            }
            if roster {
                rosters = pass(snapshot, gap.bucket, &[], true)?.roster;
            }
            self.progress.done.fetch_add(1, Ordering::Relaxed);
            Ok((answers, rosters.map(Arc::new)))
        })?;
        let mut shelf = held(&self.shelf);
        shelf.clock += 1;
        let now = shelf.clock;
        let buckets = usize::from(snapshot.buckets());
        shelf.rosters.resize(buckets, None);
        for (gap, (answers, roster)) in gaps.into_iter().zip(found) {
            let (bucket, version) = (usize::from(gap.bucket), snapshot.bucket_version(gap.bucket));
            if let Some(roster) = roster {
                shelf.rosters[bucket] = Some((version, roster));
            }
            for (question, bits) in gap.questions.into_iter().zip(answers) {
                let answer = shelf.answers.entry(question).or_default();
                answer.used = now;
                answer.buckets.resize(buckets, None);
                answer.buckets[bucket] = Some((version, bits));
            }
        }
        let answers = shelf.known(snapshot, questions);
        shelf.forget();
        // No answer must not pass for "nobody".
        let missing = || CustomersError::Interrupted("an answer of the log is missing".to_owned());
        answers.ok_or_else(missing)
    }

    /// Lets go of everything that is kept.
    pub fn clear(&self) {
        *held(&self.shelf) = Shelf::default();
    }

    /// How many questions are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        held(&self.shelf).answers.len()
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn known(&self, snapshot: &Snapshot, questions: &[Question]) -> Option<Answers> {
        held(&self.shelf).known(snapshot, questions)
    }

    fn gaps(&self, snapshot: &Snapshot, questions: &[Question]) -> Vec<Gap> {
        let shelf = held(&self.shelf);
        (0..snapshot.buckets())
            .map(|bucket| {
                let version = snapshot.bucket_version(bucket);
                let mut new: Vec<Question> = Vec::new();
                for question in questions {
                    let kept = shelf.answers.get(question);
                    let kept = kept.and_then(|answer| answer.buckets.get(usize::from(bucket)));
                    let fresh = kept.is_some_and(|kept| is_of(kept.as_ref(), version));
                    if !fresh && !new.contains(question) {
                        new.push(question.clone());
                    }
                }
                let roster = shelf.rosters.get(usize::from(bucket));
                let roster = !roster.is_some_and(|kept| is_of(kept.as_ref(), version));
                Gap { bucket, questions: new, roster }
            })
            .filter(|gap| gap.roster || !gap.questions.is_empty())
            .collect()
    }
}

fn is_of<T>(kept: Option<&(i64, Arc<T>)>, version: i64) -> bool {
    kept.is_some_and(|(of, _)| *of == version)
}

/// Questions in parts that one pass can look for.
fn parts(questions: &[Question]) -> Vec<&[Question]> {
    let mut parts = Vec::new();
    let (mut start, mut whats) = (0, 0);
    for (at, question) in questions.iter().enumerate() {
        let more = question.whats().count();
        if whats + more > MOST_WHATS {
            parts.push(&questions[start..at]);
            (start, whats) = (at, 0);
        }
        whats += more;
    }
    if start < questions.len() {
        parts.push(&questions[start..]);
    }
    parts
}

impl Shelf {
    fn known(&mut self, snapshot: &Snapshot, questions: &[Question]) -> Option<Answers> {
        self.clock += 1;
        let mut answers = Answers::default();
        for bucket in 0..snapshot.buckets() {
            let version = snapshot.bucket_version(bucket);
            let kept = self.rosters.get(usize::from(bucket))?.as_ref();
            answers.buckets.push(kept.filter(|(of, _)| *of == version)?.clone());
        }
        for question in questions {
            let answer = self.answers.get_mut(question)?;
            answer.used = self.clock;
            let mut differs = Vec::with_capacity(answers.buckets.len());
            for ((version, _), kept) in answers.buckets.iter().zip(&answer.buckets) {
                let kept = kept.as_ref().filter(|(of, _)| of == version)?;
                differs.push(Arc::clone(&kept.1));
            }
            if differs.len() != answers.buckets.len() {
                return None;
            }
            answers.differs.insert(question.clone(), differs);
        }
        Some(answers)
    }

    /// Lets go what was not asked for the longest time.
    fn forget(&mut self) {
        while self.answers.len() > MOST_KEPT {
            let oldest = self.answers.iter().min_by_key(|(_, answer)| answer.used);
            let Some(oldest) = oldest.map(|(question, _)| question.clone()) else { return };
            self.answers.remove(&oldest);
        }
    }
}

//! What `sog customer ID --json` says about trust.

use chrono::NaiveDate;
use serde::Serialize;
use vocab::{Event, Instant, Zone};

use super::ledger::{Ledger, Point, PointKind};
use super::promises::{Count, Standing};
use super::replies::Wait;
use super::stressors::{Stressor, stressors};
use super::surveys::{Mark, Views};
use super::{Limits, Records};
use crate::inquiries::Inquiries;
use crate::local::LocalTime;
use crate::state::PictureState;

/// Everything this room knows of the trust of one customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trust {
    /// What the ledger comes to; `None` where it has no entry.
    pub sum: Option<i64>,
    /// Its entries, the oldest first.
    pub points: Vec<ToldPoint>,
    /// What strains the relationship now, the oldest first.
    pub stressors: Vec<Stressor>,
    /// Promises by how they stand.
    pub promises: Count,
    /// Kept among those decided; `None` where none is.
    pub kept_share: Option<f64>,
    /// Promises that are not settled, the next due first.
    pub open_promises: Vec<OpenPromise>,
    /// What they said about us.
    pub surveys: Views,
    /// The latest answer; `None` where there is none.
    pub last_answer: Option<LastAnswer>,
    /// From a complaint to our first word.
    pub reply: Wait,
    /// From a question to our answer.
    pub answer: Wait,
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldPoint {
    /// What it is.
    pub kind: PointKind,
    /// How much it counts.
    pub weight: i64,
    /// From which moment on, in the company's zone.
    pub at: LocalTime,
    /// The promise, complaint or survey.
    pub record: Option<String>,
    /// The event it rests on.
    pub event_id: Option<String>,
}

/// A promise that is not settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenPromise {
    /// Its number.
    pub id: String,
    /// What we promised.
    pub text: String,
    /// Who of us.
    pub owner: Option<String>,
    /// The last day on which it can be kept.
    pub due: NaiveDate,
    /// Open or overdue.
    pub standing: Standing,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastAnswer {
    /// When.
    pub at: LocalTime,
    /// How able we are.
    pub competence: Mark,
    /// How glad they are to deal with us.
    pub likeability: Mark,
    /// Their words.
    pub text: String,
}

impl ToldPoint {
    fn of(point: &Point, zone: Zone) -> Self {
        Self {
            kind: point.kind,
            weight: point.weight,
            at: LocalTime::of(point.at, zone),
            record: Some(point.record.clone()).filter(|record| !record.is_empty()),
            event_id: point.event.map(|event| event.to_string()),
        }
    }
}

impl Trust {
    /// Puts together what is known at `now`. `history` is everything the log holds of the
    /// customer; `owner` looks after what has no owner of its own.
    #[must_use]
    pub fn of(
        records: &Records,
        picture: Option<&PictureState>,
        history: &[Event],
        owner: Option<&str>,
        limits: &Limits,
        (now, zone): (Instant, Zone),
    ) -> Self {
        let records = &records.at(now);
        let none = Inquiries::default();
        let inquiries = picture.map_or(&none, |picture| &picture.inquiries);
        let ledger = Ledger::of(records, history, inquiries, limits, now, zone);
        let promises = Count::of(&records.promises, now, zone);
        let mut open: Vec<OpenPromise> = records
            .promises
            .iter()
            .map(|promise| (promise, promise.standing(now, zone)))
            .filter(|(_, standing)| standing.is_unsettled())
            .map(|(promise, standing)| OpenPromise {
                id: promise.id.clone(),
                text: promise.text.clone(),
                owner: promise.owner.clone(),
                due: promise.due_day(zone),
                standing,
            })
            .collect();
        open.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        let answers = records.surveys.iter().filter_map(|survey| Some((survey.answer?, survey)));
        let last = answers.max_by(|(a, one), (b, other)| (a.at, &one.id).cmp(&(b.at, &other.id)));
        Self {
            sum: ledger.sum(),
            points: ledger.points.iter().map(|point| ToldPoint::of(point, zone)).collect(),
            stressors: stressors(records, picture, owner, limits, now, zone),
            kept_share: promises.kept_share().map(stats::proportion::Share::value),
            promises,
            open_promises: open,
            surveys: Views::of(&records.surveys),
            last_answer: last.map(|(answer, survey)| LastAnswer {
                at: LocalTime::of(answer.at, zone),
                competence: answer.competence,
                likeability: answer.likeability,
                text: survey.text.clone(),
            }),
            reply: Wait::for_reply(&records.complaints),
            answer: Wait::for_answer(inquiries.all()),
        }
    }
}

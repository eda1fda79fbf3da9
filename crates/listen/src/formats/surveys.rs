//! `surveys`: what customers said about us when they were asked. Each is a record that is brought
//! up to date; an answer leaves its event in the customer's history (see `history`).
//!
//! Two questions, answered together or not at all: how able we are, and how glad they are to deal
//! with us. A row without an answer says that somebody was asked.

use store::records::survey;
use vocab::{ContactId, CustomerId, Event, EventKind};

use super::fields;
use super::history::{History, named};
use crate::map::row::{Reject, Row};

fields! {
    SURVEY_ID = "survey_id" Always Text,
    CUSTOMER_ID = "customer_id" Always Text,
    CONTACT_ID = "contact_id" Never Text,
    ASKED = "asked" Never Time,
    ANSWERED = "answered" Never Time,
    COMPETENCE = "competence" Never Text,
    LIKEABILITY = "likeability" Never Text,
    TEXT = "text" Never Text,
    FOLLOWED_UP = "followed_up" Never Time,
}

/// The answers there are.
const MARKS: &[&str] = &["1", "2", "3", "4", "5"];

fn mark(row: &Row<'_>, field: usize, answered: bool) -> Result<Option<i32>, Reject> {
    match (row.text(field).is_empty(), answered) {
        (true, false) => Ok(None),
        (true, true) => Err(row.reject(field, "is empty, but `answered` is filled")),
        (false, false) => Err(row.reject(field, "is filled, but `answered` is empty")),
        (false, true) => Ok(row.one_of(field, MARKS)?.parse().ok()),
    }
}

pub(super) fn take(row: &Row<'_>) -> Result<survey::Model, Reject> {
    let (asked, answered) = (row.time(ASKED)?, row.time(ANSWERED)?);
    let day = |time| row.world.zone.day(time);
    let answered = match (asked, answered) {
        (None, None) => return Err(row.reject(ANSWERED, "is empty, and so is `asked`")),
        (Some(asked), Some(answered)) if day(answered) < day(asked) => {
            return Err(row.reject(ANSWERED, "lies before `asked`"));
        }
        // Where both name one day, the answer comes after the question all the same.
        (Some(asked), Some(answered)) => Some(answered.max(asked)),
        (_, answered) => answered,
    };
    let followed_up = row.time(FOLLOWED_UP)?;
    if followed_up.is_some_and(|at| answered.is_none_or(|answered| day(at) < day(answered))) {
        return Err(row.reject(FOLLOWED_UP, "lies before `answered`"));
    }
    let is_answered = answered.is_some();
    Ok(survey::Model {
        id: row.needed_label(SURVEY_ID)?,
        customer_id: row.needed_parsed::<CustomerId>(CUSTOMER_ID)?.into(),
        contact_id: row.parsed::<ContactId>(CONTACT_ID)?.map(Into::into),
        asked,
        answered,
        competence: mark(row, COMPETENCE, is_answered)?,
        likeability: mark(row, LIKEABILITY, is_answered)?,
        text: row.words(TEXT).unwrap_or_default(),
        followed_up,
    })
}

impl History for survey::Model {
    fn says(&self) -> Vec<Event> {
        let (Ok(customer), Some(time)) = (CustomerId::new(&self.customer_id), self.answered) else {
            return Vec::new();
        };
        let kind = EventKind::SurveyAnswered;
        let id = named("surveys", &self.id, kind, &customer, time, None);
        let mut event = Event::new(id, Some(customer), time, kind);
        event.reference = Some(self.id.clone());
        event.contact = self.contact_id.as_deref().and_then(|id| ContactId::new(id).ok());
        event.text = Some(self.text.clone()).filter(|text| !text.is_empty());
        vec![event]
    }
}

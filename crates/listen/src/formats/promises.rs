//! `promises`: what we promised whom by when. Each is a record that is brought up to date, and
//! leaves the events of its making and its end in the customer's history (see `history`).
//!
//! A promise that was withdrawn (both sides agreed, or the matter is gone) ends without an event:
//! it was neither kept nor broken.

use store::records::promise;
use vocab::{ContactId, CustomerId, Event, EventKind};

use super::fields;
use super::history::{History, named};
use crate::map::row::{Reject, Row};

fields! {
    PROMISE_ID = "promise_id" Always Text,
    CUSTOMER_ID = "customer_id" Always Text,
    CONTACT_ID = "contact_id" Never Text,
    MADE = "made" Always Time,
    OWNER = "owner" Never Text,
    TEXT = "text" Always Text,
    DUE = "due" Always Time,
    SETTLED = "settled" Never Time,
    OUTCOME = "outcome" Never Text,
}

/// How a promise can end.
const OUTCOMES: &[&str] = &["kept", "broken", "withdrawn"];

pub(super) fn take(row: &Row<'_>) -> Result<promise::Model, Reject> {
    let made = row.needed_time(MADE)?;
    let due = row.needed_time(DUE)?;
    // By days: a promise of the afternoon for today may name the day alone.
    let day = |time| row.world.zone.day(time);
    if day(due) < day(made) {
        return Err(row.reject(DUE, "lies before `made`"));
    }
    let settled = row.time(SETTLED)?;
    if settled.is_some_and(|settled| day(settled) < day(made)) {
        return Err(row.reject(SETTLED, "lies before `made`"));
    }
    if settled.is_some_and(|settled| day(settled) > day(row.world.now)) {
        return Err(row.reject(SETTLED, "lies in the future"));
    }
    // Where both name one day, the end comes after the beginning all the same.
    let settled = settled.map(|settled| settled.max(made));
    let outcome = match row.text(OUTCOME).is_empty() {
        true => None,
        false => Some(row.one_of(OUTCOME, OUTCOMES)?.to_owned()),
    };
    match (&settled, &outcome) {
        (None, Some(outcome)) => {
            Err(row.reject(SETTLED, format!("is empty, but the promise is {outcome}")))
        }
        (Some(_), None) => Err(row.reject(
            OUTCOME,
            "is empty, but the promise is settled; write kept, broken or withdrawn",
        )),
        _ => Ok(()),
    }?;
    Ok(promise::Model {
        id: row.needed_label(PROMISE_ID)?,
        customer_id: row.needed_parsed::<CustomerId>(CUSTOMER_ID)?.into(),
        contact_id: row.parsed::<ContactId>(CONTACT_ID)?.map(Into::into),
        made,
        owner: row.label(OWNER)?,
        text: row.needed(TEXT)?.into_owned(),
        due,
        settled,
        outcome,
    })
}

impl History for promise::Model {
    fn says(&self) -> Vec<Event> {
        let Ok(customer) = CustomerId::new(&self.customer_id) else {
            return Vec::new();
        };
        let event = |kind: EventKind, time| {
            let id = named("promises", &self.id, kind, &customer, time, None);
            let mut event = Event::new(id, Some(customer.clone()), time, kind);
            event.reference = Some(self.id.clone());
            event.contact = self.contact_id.as_deref().and_then(|id| ContactId::new(id).ok());
            event.owner.clone_from(&self.owner);
            event.text = Some(self.text.clone());
            event
        };
        let mut events = vec![event(EventKind::PromiseMade, self.made)];
        let kind = match self.outcome.as_deref() {
            Some("kept") => Some(EventKind::PromiseKept),
            Some("broken") => Some(EventKind::PromiseBroken),
            _ => None,
        };
        events.extend(kind.zip(self.settled).map(|(kind, settled)| event(kind, settled)));
        events
    }
}

#[cfg(test)]
mod tests {
    use super::super::history::{between, correction};
    use super::*;

    fn promise(outcome: Option<&str>) -> promise::Model {
        promise::Model {
            id: "V1".into(),
            customer_id: "K1".into(),
            contact_id: Some("P1".into()),
            made: "2026-01-05T10:00:00Z".parse().unwrap(),
            owner: Some("jo".into()),
            text: "Replace the lamp".into(),
            due: "2026-01-12T00:00:00Z".parse().unwrap(),
            settled: outcome.map(|_| "2026-01-10T10:00:00Z".parse().unwrap()),
            outcome: outcome.map(str::to_owned),
        }
    }

    fn kinds(events: &[Event]) -> Vec<EventKind> {
        events.iter().map(|event| event.kind).collect()
    }

    #[test]
    fn a_promise_is_never_both_kept_and_broken() {
        use EventKind::{PromiseBroken, PromiseKept, PromiseMade, PromiseReopened};
        assert_eq!(kinds(&promise(None).says()), [PromiseMade]);
        assert_eq!(kinds(&promise(Some("kept")).says()), [PromiseMade, PromiseKept]);
        assert_eq!(kinds(&promise(Some("withdrawn")).says()), [PromiseMade]);
        let changed = correction(&promise(Some("kept")), &promise(Some("broken")), "1");
        assert_eq!(kinds(&changed), [PromiseReopened, PromiseBroken]);
        assert_eq!(changed[0].text.as_deref(), Some("promise_kept"));
        let withdrawn = correction(&promise(Some("broken")), &promise(Some("withdrawn")), "1");
        assert_eq!(kinds(&withdrawn), [PromiseReopened]);
    }

    /// Each that was said is taken back once, with its reference and its time.
    #[test]
    fn taking_back_leaves_nothing() {
        for outcome in [None, Some("kept"), Some("broken"), Some("withdrawn")] {
            let said = promise(outcome).says();
            let back = between(&said, &[], "act");
            assert_eq!(said.len(), back.len(), "{outcome:?}");
            for (said, back) in said.iter().zip(&back) {
                assert_eq!(said.kind.taken_back_by(), Some(back.kind));
                assert_eq!((&said.reference, said.time), (&back.reference, back.time));
                assert_eq!(back.text.as_deref(), Some(said.kind.code()));
            }
        }
    }
}

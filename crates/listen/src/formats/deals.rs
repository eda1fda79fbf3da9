//! `deals`: opportunities. Each is a record that is brought up to date, and leaves the events
//! of its opening and its end in the customer's history (see `history`).

use store::records::deal;
use vocab::{CustomerId, Event, EventKind, Phase};

use super::history::{History, named};
use super::{fields, in_order};
use crate::map::row::{Reject, Row};

fields! {
    DEAL_ID = "deal_id" Always Text,
    CUSTOMER_ID = "customer_id" Always Text,
    TITLE = "title" Always Text,
    OPENED = "opened" Always Time,
    CLOSED = "closed" Never Time,
    OUTCOME = "outcome" Always Text,
    PHASE = "phase" Always Text,
    AMOUNT = "amount" Always Number,
    FAMILY = "family" Never Text,
    REGION = "region" Never Text,
    OWNER = "owner" Never Text,
}

const OPEN: &str = "open";
const WON: &str = "won";
const LOST: &str = "lost";

pub(super) fn take(row: &Row<'_>) -> Result<deal::Model, Reject> {
    let opened = row.needed_time(OPENED)?;
    let closed = row.time(CLOSED)?;
    in_order(row, opened, closed, CLOSED)?;
    let outcome = row.one_of(OUTCOME, &[OPEN, WON, LOST])?;
    if outcome == OPEN && closed.is_some() {
        return Err(row.reject(CLOSED, "is filled, but the deal is open: say won or lost"));
    }
    if outcome != OPEN && closed.is_none() {
        return Err(row.reject(CLOSED, format!("is empty, but the deal is {outcome}: say when")));
    }
    let phases = [Phase::Need.code(), Phase::Solution.code(), Phase::Risk.code()];
    Ok(deal::Model {
        id: row.needed_label(DEAL_ID)?,
        customer_id: row.needed_parsed::<CustomerId>(CUSTOMER_ID)?.into(),
        title: row.needed_label(TITLE)?,
        opened,
        closed,
        outcome: outcome.to_owned(),
        phase: row.one_of(PHASE, &phases)?.to_owned(),
        amount: row.amount(AMOUNT)?.to_string(),
        family: row.label(FAMILY)?,
        region: row.label(REGION)?,
        owner: row.label(OWNER)?,
    })
}

impl History for deal::Model {
    fn says(&self) -> Vec<Event> {
        let Ok(customer) = CustomerId::new(&self.customer_id) else {
            return Vec::new();
        };
        let amount = self.amount.parse().ok();
        let event = |kind: EventKind, time| {
            let id = named("deals", &self.id, kind, &customer, time, amount);
            let mut event = Event::new(id, Some(customer.clone()), time, kind);
            event.reference = Some(self.id.clone());
            event.family.clone_from(&self.family);
            event.region.clone_from(&self.region);
            event.owner.clone_from(&self.owner);
            event.amount = amount;
            event.text = Some(self.title.clone());
            event
        };
        let end = match self.outcome.as_str() {
            WON => Some(EventKind::DealWon),
            LOST => Some(EventKind::DealLost),
            _ => None,
        };
        let mut events = vec![event(EventKind::DealOpened, self.opened)];
        if let (Some(kind), Some(closed)) = (end, self.closed) {
            events.push(event(kind, closed));
        }
        events
    }
}

//! `complaints`: each is a record that is brought up to date, and leaves the events of its
//! arrival and its end in the customer's history (see `history`).

use store::records::complaint;
use vocab::{CustomerId, Event, EventKind};

use super::history::{History, named};
use super::{fields, in_order};
use crate::map::row::{Reject, Row};

fields! {
    COMPLAINT_ID = "complaint_id" Always Text,
    CUSTOMER_ID = "customer_id" Always Text,
    ORDER_ID = "order_id" Never Text,
    OPENED = "opened" Always Time,
    CLOSED = "closed" Never Time,
    OWNER = "owner" Never Text,
    TEXT = "text" Always Text,
    FIRST_REPLY = "first_reply" Never Time,
}

pub(super) fn take(row: &Row<'_>) -> Result<complaint::Model, Reject> {
    let opened = row.needed_time(OPENED)?;
    let closed = row.time(CLOSED)?;
    in_order(row, opened, closed, CLOSED)?;
    let first_reply = row.time(FIRST_REPLY)?;
    in_order(row, opened, first_reply, FIRST_REPLY)?;
    Ok(complaint::Model {
        id: row.needed_label(COMPLAINT_ID)?,
        customer_id: row.needed_parsed::<CustomerId>(CUSTOMER_ID)?.into(),
        order_ref: row.label(ORDER_ID)?,
        opened,
        closed,
        owner: row.label(OWNER)?,
        text: row.needed(TEXT)?.into_owned(),
        first_reply,
    })
}

impl History for complaint::Model {
    fn says(&self) -> Vec<Event> {
        let Ok(customer) = CustomerId::new(&self.customer_id) else {
            return Vec::new();
        };
        let event = |kind: EventKind, time| {
            let id = named("complaints", &self.id, kind, &customer, time, None);
            let mut event = Event::new(id, Some(customer.clone()), time, kind);
            event.reference = Some(self.id.clone());
            event.owner.clone_from(&self.owner);
            event.text = Some(self.text.clone());
            event
        };
        let mut events = vec![event(EventKind::ComplaintOpened, self.opened)];
        events.extend(self.closed.map(|closed| event(EventKind::ComplaintClosed, closed)));
        events
    }
}

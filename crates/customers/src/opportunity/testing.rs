//! Facts and citations for the tests of this folder.

use vocab::{CustomerId, Direction, Event, EventId, EventKind, Instant};

use super::fact::Fact;
use super::words::FactKind;
use crate::said::{By, Cited};

pub(crate) fn at(day: i64) -> Instant {
    Instant::UNIX_EPOCH + chrono::TimeDelta::days(day)
}

pub(crate) fn by() -> By {
    By { person: "Sem".to_owned(), at: at(100) }
}

/// An event of the customer on the day of its number; a touch came in.
pub(crate) fn event(n: u128, kind: EventKind) -> Event {
    let customer = CustomerId::new("C1").ok();
    let mut event = Event::new(EventId(n), customer, at(i64::try_from(n).unwrap()), kind);
    event.direction = (kind == EventKind::Touch).then_some(Direction::Inbound);
    event
}

pub(crate) fn cited(n: u128, kind: EventKind) -> Cited {
    Cited::of(&event(n, kind)).unwrap()
}

/// A fact whose words are its name.
pub(crate) fn fact(id: &str, kind: FactKind) -> Fact {
    Fact {
        id: id.to_owned(),
        version: 1,
        deal: "D1".to_owned(),
        customer: CustomerId::new("C1").unwrap(),
        contact: None,
        kind,
        text: id.to_owned(),
        said: at(1),
        confirmed: None,
        outline: None,
        detail: None,
        accepted: None,
        answer: String::new(),
        amount: None,
        removed: false,
        written: at(1),
        person: "Sem".to_owned(),
    }
}

//! `notes`: what sellers wrote down after a contact, and the barriers they heard.

use vocab::{Barrier, ContactId, CustomerId, Event, EventKind, Lang};

use super::{Name, fields};
use crate::map::row::{Reject, Row};

fields! {
    NOTE_ID = "note_id" ForKey Text,
    CUSTOMER_ID = "customer_id" Always Text,
    CONTACT_ID = "contact_id" Never Text,
    TIME = "time" Always Time,
    OWNER = "owner" Never Text,
    LANGUAGE = "language" Always Text,
    TEXT = "text" Always Text,
    BARRIERS = "barriers" Never Text,
    FAMILY = "family" Never Text,
    REGION = "region" Never Text,
}

pub(super) fn take(row: &Row<'_>, name: Name<'_>) -> Result<Event, Reject> {
    let customer = row.needed_parsed::<CustomerId>(CUSTOMER_ID)?;
    let time = row.needed_time(TIME)?;
    let contact = row.parsed::<ContactId>(CONTACT_ID)?;
    let text = row.needed(TEXT)?.into_owned();
    // An event has no language; the code is checked so that a shifted column is noticed.
    row.needed_parsed::<Lang>(LANGUAGE)?;
    let mut barriers: Vec<Barrier> = Vec::new();
    for code in row.text(BARRIERS).split(';').map(str::trim).filter(|code| !code.is_empty()) {
        let barrier = code
            .parse()
            .map_err(|error: vocab::UnknownWord| row.reject(BARRIERS, error.to_string()))?;
        if !barriers.contains(&barrier) {
            barriers.push(barrier);
        }
    }
    let (family, region, owner) = (row.label(FAMILY)?, row.label(REGION)?, row.label(OWNER)?);
    let mut event = Event::new(name(row)?, Some(customer), time, EventKind::Note);
    event.contact = contact;
    event.text = Some(text);
    event.barriers = barriers;
    event.family = family;
    event.region = region;
    event.owner = owner;
    Ok(event)
}

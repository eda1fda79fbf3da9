//! `consents`: what a contact allowed or refused, when, and on which evidence.
//!
//! Consent is append-only: each row is kept for good, the newest one per contact, channel and
//! purpose decides (that is the guard's business).

use store::records::consent;
use vocab::{Channel, ContactId, CustomerId, Event, EventId, EventKind, Purpose};

use super::fields;
use crate::map::row::{Reject, Row};

fields! {
    CONTACT_ID = "contact_id" Always Text,
    CHANNEL = "channel" Always Text,
    PURPOSE = "purpose" Always Text,
    STATUS = "status" Always Text,
    TIME = "time" Always Time,
    SOURCE = "source" Always Text,
    TEXT_VERSION = "text_version" Never Text,
    SALE_REF = "sale_ref" Never Text,
    FAMILY = "family" Never Text,
    NOTICE_SHOWN = "notice_shown" Never Text,
}

const GIVEN: &str = "given";
const WITHDRAWN: &str = "withdrawn";
const OBJECTED: &str = "objected";
const EXISTING_CUSTOMER: &str = "existing_customer";

pub(super) fn take(row: &Row<'_>) -> Result<consent::Model, Reject> {
    let contact_id: String = row.needed_parsed::<ContactId>(CONTACT_ID)?.into();
    let channel = row.needed_parsed::<Channel>(CHANNEL)?.code();
    let purpose = row.one_of(PURPOSE, &[Purpose::Marketing.code()])?;
    let status = row.one_of(STATUS, &[GIVEN, WITHDRAWN, OBJECTED, EXISTING_CUSTOMER])?;
    let at = match status {
        WITHDRAWN | OBJECTED => row.needed_refusal(TIME)?,
        _ => row.needed_time(TIME)?,
    };
    let time = row.canonical(TIME);
    let id = EventId::from_key(&["consents", &contact_id, channel, purpose, status, &time]);
    Ok(consent::Model {
        id: id.to_string(),
        contact_id,
        channel: channel.to_owned(),
        purpose: purpose.to_owned(),
        status: status.to_owned(),
        at,
        source: row.needed_label(SOURCE)?,
        text_version: row.label(TEXT_VERSION)?,
        sale_ref: row.label(SALE_REF)?,
        family: row.label(FAMILY)?,
        notice_shown: row.flag(NOTICE_SHOWN)?,
    })
}

/// The event of a consent, once its customer is known. Being an existing customer is a fact
/// about a sale, nothing the contact did now, and becomes none.
pub(crate) fn event(row: &consent::Model, customer: CustomerId) -> Option<Event> {
    let kind = match row.status.as_str() {
        GIVEN => EventKind::ConsentGiven,
        WITHDRAWN => EventKind::ConsentWithdrawn,
        OBJECTED => EventKind::Objected,
        _ => return None,
    };
    let id = EventId::from_key(&["consent event", &row.id]);
    let mut event = Event::new(id, Some(customer), row.at, kind);
    event.contact = ContactId::new(&row.contact_id).ok();
    event.channel = row.channel.parse().ok();
    event.family.clone_from(&row.family);
    event.text = Some(row.source.clone());
    Some(event)
}

//! `events`: what customers did besides buying (and the quotes we sent).

use vocab::{Channel, ContactId, CustomerId, Event, EventKind};

use super::{Name, fields};
use crate::map::row::{Reject, Row};

fields! {
    EVENT_ID = "event_id" ForKey Text,
    CUSTOMER_ID = "customer_id" Always Text,
    CONTACT_ID = "contact_id" Never Text,
    TIME = "time" Always Time,
    KIND = "kind" Always Text,
    CHANNEL = "channel" Never Text,
    FAMILY = "family" Never Text,
    REGION = "region" Never Text,
    OWNER = "owner" Never Text,
    TEXT = "text" Never Text,
    DEAL_ID = "deal_id" Never Text,
}

/// Kinds that have no format of their own.
const KINDS: &[EventKind] = &[
    EventKind::Visit,
    EventKind::Search,
    EventKind::Inquiry,
    EventKind::NeedStated,
    EventKind::RequirementConfirmed,
    EventKind::QuoteRequested,
    EventKind::PriceAsked,
    EventKind::ReferenceAsked,
    EventKind::Referral,
    EventKind::QuoteSent,
];

pub(super) fn take(row: &Row<'_>, name: Name<'_>) -> Result<Event, Reject> {
    let customer = row.needed_parsed::<CustomerId>(CUSTOMER_ID)?;
    let time = row.needed_time(TIME)?;
    let text = row.needed(KIND)?;
    let kind = KINDS.iter().find(|kind| kind.code() == text).copied().ok_or_else(|| {
        let codes: Vec<&str> = KINDS.iter().map(|kind| kind.code()).collect();
        let reason = format!("`{text}` is not known (expected one of: {})", codes.join(", "));
        row.reject(KIND, reason)
    })?;
    let contact = row.parsed::<ContactId>(CONTACT_ID)?;
    let channel = row.parsed::<Channel>(CHANNEL)?;
    let (family, region, owner) = (row.label(FAMILY)?, row.label(REGION)?, row.label(OWNER)?);
    let mut event = Event::new(name(row)?, Some(customer), time, kind);
    event.contact = contact;
    event.channel = channel;
    event.family = family;
    event.region = region;
    event.owner = owner;
    event.text = row.words(TEXT);
    event.reference = row.label(DEAL_ID)?;
    Ok(event)
}

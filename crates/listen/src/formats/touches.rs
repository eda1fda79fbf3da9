//! `touches`: we and a contact met over a channel.

use vocab::{CampaignId, Channel, ContactId, CustomerId, Direction, Event, EventKind};

use super::{Name, fields};
use crate::map::row::{Reject, Row};

fields! {
    TOUCH_ID = "touch_id" ForKey Text,
    CUSTOMER_ID = "customer_id" Always Text,
    CONTACT_ID = "contact_id" Never Text,
    TIME = "time" Always Time,
    CHANNEL = "channel" Always Text,
    DIRECTION = "direction" Always Text,
    OWNER = "owner" Never Text,
    CAMPAIGN = "campaign" Never Text,
    TEXT = "text" Never Text,
}

pub(super) fn take(row: &Row<'_>, name: Name<'_>) -> Result<Event, Reject> {
    let customer = row.needed_parsed::<CustomerId>(CUSTOMER_ID)?;
    let time = row.needed_time(TIME)?;
    let contact = row.parsed::<ContactId>(CONTACT_ID)?;
    let channel = row.needed_parsed::<Channel>(CHANNEL)?;
    let direction = row.needed_parsed::<Direction>(DIRECTION)?;
    let campaign = row.parsed::<CampaignId>(CAMPAIGN)?;
    let owner = row.label(OWNER)?;
    let mut event = Event::new(name(row)?, Some(customer), time, EventKind::Touch);
    event.contact = contact;
    event.channel = Some(channel);
    event.direction = Some(direction);
    event.campaign = campaign;
    event.owner = owner;
    event.text = row.words(TEXT);
    Ok(event)
}

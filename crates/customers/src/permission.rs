//! What a contact allows and refuses, written down.
//!
//! Consent is append-only: nothing here changes or removes an entry. Each action adds one entry
//! and the matching event in the caller's transaction, so both are there or neither. The same
//! declaration twice (the same key, or without a key the same moment) counts once.

use serde::{Deserialize, Serialize};
use store::Tx;
use store::records::consent;
use vocab::{
    CampaignId, Channel, ContactId, CustomerId, Event, EventId, EventKind, Instant, Purpose,
};

use events::EventLog;

use crate::{CustomersError, rows};

/// What somebody said about being reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentStatus {
    /// Yes, for one channel and purpose.
    Given,
    /// Not any more, for one channel and purpose.
    Withdrawn,
    /// No marketing at all, over any channel.
    Objected,
    /// Bought from us: the facts of the existing-customer exception (rule M2).
    ExistingCustomer,
}

impl ConsentStatus {
    /// Every value.
    pub const ALL: &'static [Self] =
        &[Self::Given, Self::Withdrawn, Self::Objected, Self::ExistingCustomer];

    /// Whether it says no.
    #[must_use]
    pub const fn refuses(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Objected)
    }

    /// The stable code, as files and tables hold it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Withdrawn => "withdrawn",
            Self::Objected => "objected",
            Self::ExistingCustomer => "existing_customer",
        }
    }
}

impl std::str::FromStr for ConsentStatus {
    type Err = vocab::UnknownWord;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|status| status.code() == raw.trim());
        known.copied().ok_or_else(|| vocab::UnknownWord {
            list: "status of consent",
            found: raw.to_owned(),
            expected: Self::ALL.iter().map(|status| status.code()).collect::<Vec<_>>().join(", "),
        })
    }
}

/// What a contact says about being reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Who says it.
    pub contact: ContactId,
    /// About which channel. An objection counts for all of them, whichever it came over.
    pub channel: Channel,
    /// About which purpose.
    pub purpose: Purpose,
    /// When.
    pub at: Instant,
    /// By what means: the form, the letter, the talk, the link. What proves it later.
    pub source: String,
    /// Names this declaration, such as the token of an unsubscribe link: the same key for the
    /// same contact, channel, purpose and answer counts once, whenever it comes again.
    pub key: Option<String>,
    /// Which version of the text was agreed to.
    pub text_version: Option<String>,
    /// The campaign whose message led to it.
    pub campaign: Option<CampaignId>,
}

impl Declaration {
    /// About marketing, with nothing but what every declaration has.
    #[must_use]
    pub fn new(contact: ContactId, channel: Channel, at: Instant, source: &str) -> Self {
        Self {
            contact,
            channel,
            purpose: Purpose::Marketing,
            at: vocab::time::to_micros(at),
            source: source.to_owned(),
            key: None,
            text_version: None,
            campaign: None,
        }
    }
}

/// The contact agrees. Gives whether this was new.
///
/// # Errors
/// When nothing proves it (C1), no record knows the contact, or the database fails.
pub async fn give(tx: &Tx, log: &EventLog, said: &Declaration) -> Result<bool, CustomersError> {
    if said.source.trim().is_empty() {
        let contact = said.contact.to_string();
        let why = "a consent needs a source that proves it";
        return Err(CustomersError::Declaration { contact, why });
    }
    if customer_of(tx, &said.contact).await?.is_none() {
        return Err(CustomersError::NoContact(said.contact.to_string()));
    }
    declare(tx, log, said, ConsentStatus::Given, EventKind::ConsentGiven).await
}

/// The contact withdraws the consent for one channel and purpose. Counts at once, for what is
/// queued too (C5). Gives whether this was new.
///
/// A refusal is always written down, also of a contact no record knows any more.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(tx: &Tx, log: &EventLog, said: &Declaration) -> Result<bool, CustomersError> {
    declare(tx, log, said, ConsentStatus::Withdrawn, EventKind::ConsentWithdrawn).await
}

/// The contact objects to marketing altogether (G5). Gives whether this was new.
///
/// # Errors
/// When the database fails.
pub async fn object(tx: &Tx, log: &EventLog, said: &Declaration) -> Result<bool, CustomersError> {
    declare(tx, log, said, ConsentStatus::Objected, EventKind::Objected).await
}

async fn customer_of(tx: &Tx, contact: &ContactId) -> Result<Option<CustomerId>, CustomersError> {
    let row = rows::contacts(tx, rows::Which::One(contact.as_str())).await?.pop();
    Ok(row.and_then(|row| CustomerId::new(&row.customer_id).ok()))
}

async fn declare(
    tx: &Tx,
    log: &EventLog,
    said: &Declaration,
    status: ConsentStatus,
    kind: EventKind,
) -> Result<bool, CustomersError> {
    let id = entry_id(said, status);
    let row = consent::Model {
        id: id.to_string(),
        contact_id: said.contact.to_string(),
        channel: said.channel.code().to_owned(),
        purpose: said.purpose.code().to_owned(),
        status: status.code().to_owned(),
        at: vocab::time::to_micros(said.at),
        source: said.source.trim().to_owned(),
        text_version: said.text_version.clone(),
        sale_ref: None,
        family: None,
        notice_shown: false,
    };
    if !rows::add_consent(tx, row).await? {
        return Ok(false);
    }
    // The same id as an import of this entry would give its event.
    let event_id = EventId::from_key(&["consent event", &id.to_string()]);
    let customer = customer_of(tx, &said.contact).await?;
    let mut event = Event::new(event_id, customer, said.at, kind);
    event.contact = Some(said.contact.clone());
    event.channel = Some(said.channel);
    event.campaign.clone_from(&said.campaign);
    event.text = Some(said.source.trim().to_owned());
    log.append(tx, &[event]).await?;
    Ok(true)
}

/// Names an entry. Without a key as an import names it (contact, channel, purpose, status,
/// time), so that a list taken out and read in again counts once.
fn entry_id(said: &Declaration, status: ConsentStatus) -> EventId {
    let moment = match &said.key {
        Some(key) => format!("key:{key}"),
        // The mark of an exact time; without it, imports mean the clock on the wall.
        None => format!("{}Z", said.at.timestamp_micros()),
    };
    let (contact, channel) = (said.contact.as_str(), said.channel.code());
    EventId::from_key(&["consents", contact, channel, said.purpose.code(), status.code(), &moment])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_words_of_the_table() {
        for status in ConsentStatus::ALL {
            assert_eq!(status.code().parse::<ConsentStatus>().unwrap(), *status);
            assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        }
        let error = "yes".parse::<ConsentStatus>().unwrap_err().to_string();
        assert!(error.contains("given, withdrawn, objected, existing_customer"), "{error}");
    }
}

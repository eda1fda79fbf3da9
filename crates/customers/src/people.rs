//! The people: customers as records name them, contacts with what they allowed and refused.
//!
//! Read from the shared records of the operational store, in the shape the guard and the pages
//! ask for. Nothing is decided here: whether somebody may be reached is the guard's business.

use std::sync::Arc;

use serde::Serialize;
use store::StoreError;
use store::records::{consent, contact, customer};
use vocab::{Channel, ContactId, ContactRole, CustomerId, CustomerKind, Instant, Lang, Purpose};

use crate::permission::ConsentStatus;

mod load;

use load::BlockList;
pub use load::{
    contact, contacts, contacts_at, contacts_of, customer, customers, names, names_of_customers,
    on_record,
};

/// A customer as the records name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerCard {
    /// The customer.
    pub id: CustomerId,
    /// The name; the id where no record gives one.
    pub name: String,
    /// What the customer is before the law; `None` where no record says so.
    pub kind: Option<CustomerKind>,
    /// Two letters; empty where no record says so.
    pub country: String,
    /// The sales region.
    pub region: Option<String>,
    /// The person responsible.
    pub owner: Option<String>,
    /// Customer since.
    pub since: Option<Instant>,
}

impl CustomerCard {
    /// The card of a customer no record knows: many companies import orders only.
    #[must_use]
    pub fn unrecorded(id: CustomerId) -> Self {
        Self {
            name: id.to_string(),
            id,
            kind: None,
            country: String::new(),
            region: None,
            owner: None,
            since: None,
        }
    }

    fn read(row: customer::Model) -> Result<Self, StoreError> {
        let bad = |why: &dyn std::fmt::Display| corrupt("customer", &row.id, why);
        Ok(Self {
            id: CustomerId::new(&row.id).map_err(|why| bad(&why))?,
            kind: Some(row.kind.parse().map_err(|why| bad(&why))?),
            name: if row.name.is_empty() { row.id } else { row.name },
            country: row.country,
            region: row.region,
            owner: row.owner,
            since: row.since,
        })
    }
}

/// One entry of the history of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentEntry {
    /// The entry's id.
    pub id: String,
    /// For which channel.
    pub channel: Channel,
    /// For which purpose.
    pub purpose: Purpose,
    /// What was said.
    pub status: ConsentStatus,
    /// When.
    pub at: Instant,
    /// By what means: a form, a letter, a talk.
    pub source: String,
    /// Which version of the text was agreed to.
    pub text_version: Option<String>,
    /// The sale in which the address was obtained (rule M2).
    pub sale_ref: Option<String>,
    /// The product family of that sale.
    pub family: Option<String>,
    /// Whether the right to refuse was shown when the address was obtained.
    pub notice_shown: bool,
}

impl ConsentEntry {
    /// An entry that cannot be understood is an error and never skipped: it may be a refusal.
    fn read(row: consent::Model) -> Result<(String, Self), StoreError> {
        let bad = |why: &dyn std::fmt::Display| corrupt("consent", &row.id, why);
        let entry = Self {
            channel: row.channel.parse().map_err(|why| bad(&why))?,
            purpose: row.purpose.parse().map_err(|why| bad(&why))?,
            status: row.status.parse().map_err(|why| bad(&why))?,
            id: row.id,
            at: row.at,
            source: row.source,
            text_version: row.text_version,
            sale_ref: row.sale_ref,
            family: row.family,
            notice_shown: row.notice_shown,
        };
        Ok((row.contact_id, entry))
    }
}

/// An entry of the block list that meets one of a contact's addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BlockEntry {
    /// For which channel.
    pub channel: Channel,
    /// Since when.
    pub at: Instant,
    /// Why.
    pub reason: String,
}

/// An e-mail address that several contacts have. Whoever reads there is one person as far as
/// we can tell: what one of them refused holds for all of them, and what reached one of them
/// reached all of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Inbox {
    /// Whose it is, with their customers, sorted by id.
    pub people: Vec<(ContactId, CustomerId)>,
    /// What they refused, and who did, oldest first for each of them.
    pub refusals: Vec<(ContactId, ConsentEntry)>,
}

/// An e-mail address as it is compared: writing differs without a difference.
#[must_use]
pub fn address_key(address: &str) -> String {
    address.trim().to_lowercase()
}

/// How a database may have written an address small: SQLite knows the letters A to Z only. May
/// meet other addresses too, so what is found is compared by [`address_key`].
#[must_use]
pub fn address_spellings(address: &str) -> Vec<String> {
    let address = address.trim();
    let mut all = vec![address.to_ascii_lowercase(), address.to_lowercase()];
    all.push(address.to_uppercase().to_ascii_lowercase());
    all.retain(|spelling| !spelling.is_empty());
    all.sort();
    all.dedup();
    all
}

/// A contact with everything that decides whether they may be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactCard {
    /// The contact.
    pub id: ContactId,
    /// The customer they belong to.
    pub customer: CustomerCard,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// The language they read; `None` when it is none of the product's.
    pub language: Option<Lang>,
    /// What they do in a purchase.
    pub role: ContactRole,
    /// An address of a legal person that names nobody (info@).
    pub impersonal: bool,
    /// What they allowed and refused, oldest first.
    pub consents: Vec<ConsentEntry>,
    /// The e-mail address, where other contacts have it too.
    #[serde(skip)]
    pub inbox: Option<Arc<Inbox>>,
    /// Where one of their addresses is on the block list.
    pub blocks: Vec<BlockEntry>,
}

impl ContactCard {
    /// First and last name.
    #[must_use]
    pub fn name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }

    /// Who else has the e-mail address, with their customers.
    pub fn sharers(&self) -> impl Iterator<Item = &(ContactId, CustomerId)> {
        let people = self.inbox.iter().flat_map(|inbox| &inbox.people);
        people.filter(|(who, _)| *who != self.id)
    }

    /// What others with the same e-mail address refused.
    pub fn refused_by_others(&self) -> impl Iterator<Item = &ConsentEntry> {
        let refusals = self.inbox.iter().flat_map(|inbox| &inbox.refusals);
        refusals.filter(|(who, _)| *who != self.id).map(|(_, entry)| entry)
    }

    /// The address or number a channel uses; `None` where there is none, and for channels that
    /// need none of ours (a fair, the web site).
    #[must_use]
    pub fn address(&self, channel: Channel) -> Option<&str> {
        let address = match channel {
            Channel::Email => self.email.as_deref(),
            Channel::Phone | Channel::Sms => self.phone.as_deref(),
            Channel::Post | Channel::Visit | Channel::Fair | Channel::Web | Channel::Chat => None,
        };
        address.map(str::trim).filter(|address| !address.is_empty())
    }

    fn read(
        row: contact::Model,
        customer: CustomerCard,
        consents: Vec<ConsentEntry>,
    ) -> Result<Self, StoreError> {
        let bad = |why: &dyn std::fmt::Display| corrupt("contact", &row.id, why);
        Ok(Self {
            id: ContactId::new(&row.id).map_err(|why| bad(&why))?,
            role: row.role.parse().map_err(|why| bad(&why))?,
            customer,
            first_name: row.first_name,
            last_name: row.last_name,
            email: row.email,
            phone: row.phone,
            language: row.language.parse().ok(),
            impersonal: row.impersonal,
            consents,
            inbox: None,
            blocks: Vec::new(),
        })
    }

    fn find_blocks(&mut self, list: &BlockList) {
        for channel in [Channel::Email, Channel::Phone, Channel::Sms] {
            if let Some(address) = self.address(channel)
                && let Some((at, reason)) = list.find(channel, address)
            {
                self.blocks.push(BlockEntry { channel, at, reason });
            }
        }
    }
}

fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

fn corrupt(what: &str, id: &str, why: &dyn std::fmt::Display) -> StoreError {
    StoreError::corrupt(format!("{what} `{id}`"), why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_their_writing() {
        for (one, other) in [("Jo@Laden.example ", "jo@laden.example"), ("MÜLLER@x", "müller@x")]
        {
            assert_eq!(address_key(one), address_key(other));
            // What SQLite makes of the one is looked for with the other, both ways.
            assert!(address_spellings(other).contains(&one.trim().to_ascii_lowercase()));
            assert!(address_spellings(one).contains(&other.to_ascii_lowercase()));
        }
        assert_ne!(address_key("jo@laden.example"), address_key("jo@kaden.example"));
        assert!(address_spellings("  ").is_empty());
    }
}

//! The people: customers as records name them, contacts with what they allowed and refused.
//!
//! Read from the shared records of the operational store, in the shape the guard and the pages
//! ask for. Nothing is decided here: whether somebody may be reached is the guard's business.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::StoreError;
use store::records::{block, consent, contact, customer};
use vocab::{Channel, ContactId, ContactRole, CustomerId, CustomerKind, Instant, Lang, Purpose};

use crate::blocks::BlockKey;
use crate::permission::ConsentStatus;
use crate::{CustomersError, rows};

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
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
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

fn corrupt(what: &str, id: &str, why: &dyn std::fmt::Display) -> StoreError {
    StoreError::corrupt(format!("{what} `{id}`"), why)
}

/// The block list in memory, or the part of it that concerns some people.
struct BlockList {
    key: Option<BlockKey>,
    entries: HashMap<(String, String), (Instant, String)>,
}

impl BlockList {
    /// All of it.
    async fn load(connection: &impl ConnectionTrait) -> Result<Self, CustomersError> {
        let key = BlockKey::load(connection).await?;
        Ok(Self::new(key, rows::blocks(connection, None).await?))
    }

    /// Those entries that meet an address of these people.
    async fn load_for(
        connection: &impl ConnectionTrait,
        people: &[contact::Model],
    ) -> Result<Self, CustomersError> {
        let Some(key) = BlockKey::load(connection).await? else {
            return Ok(Self::new(None, Vec::new()));
        };
        let mut hashes = Vec::new();
        for person in people {
            hashes.extend(person.email.iter().map(|address| key.hash(Channel::Email, address)));
            hashes.extend(person.phone.iter().map(|number| key.hash(Channel::Phone, number)));
        }
        let rows = rows::blocks(connection, Some(hashes)).await?;
        Ok(Self::new(Some(key), rows))
    }

    fn new(key: Option<BlockKey>, rows: Vec<block::Model>) -> Self {
        let entry = |row: block::Model| ((row.hash, row.channel), (row.at, row.reason));
        Self { key, entries: rows.into_iter().map(entry).collect() }
    }

    fn find(&self, channel: Channel, address: &str) -> Option<(Instant, String)> {
        let key = self.key.as_ref().filter(|_| !self.entries.is_empty())?;
        let hash = key.hash(channel, address);
        self.entries.get(&(hash, channel.code().to_owned())).cloned()
    }
}

/// All customers that records know, sorted by id. A customer who only appears in events is
/// not among them; see [`CustomerCard::unrecorded`].
///
/// # Errors
/// When the database fails or a record cannot be understood.
pub async fn customers(
    connection: &impl ConnectionTrait,
) -> Result<Vec<CustomerCard>, CustomersError> {
    let rows = rows::customers(connection, None).await?;
    Ok(rows.into_iter().map(CustomerCard::read).collect::<Result<_, _>>()?)
}

/// One customer; from the id alone where no record knows them.
///
/// # Errors
/// When the database fails or the record cannot be understood.
pub async fn customer(
    connection: &impl ConnectionTrait,
    id: &CustomerId,
) -> Result<CustomerCard, CustomersError> {
    match rows::customers(connection, Some(id.as_str())).await?.pop() {
        Some(row) => Ok(CustomerCard::read(row)?),
        None => Ok(CustomerCard::unrecorded(id.clone())),
    }
}

/// All contacts with consent and blocks, sorted by id: four statements however many there are.
///
/// # Errors
/// When the database fails or a record cannot be understood.
pub async fn contacts(
    connection: &impl ConnectionTrait,
) -> Result<Vec<ContactCard>, CustomersError> {
    let cards = customers(connection).await?;
    let people = rows::contacts(connection, rows::Which::All).await?;
    let said = Said::read(rows::consents(connection).await?)?;
    let inboxes = inboxes(&people, &said)?;
    assemble(people, cards, said, &inboxes, &BlockList::load(connection).await?)
}

/// The contacts of one customer, sorted by id.
///
/// # Errors
/// When the database fails or a record cannot be understood.
pub async fn contacts_of(
    connection: &impl ConnectionTrait,
    id: &CustomerId,
) -> Result<Vec<ContactCard>, CustomersError> {
    let people = rows::contacts(connection, rows::Which::Of(id.as_str())).await?;
    some(connection, people, customer(connection, id).await?).await
}

/// One contact as they stand now: what delivery asks just before sending. Inside a transaction
/// it sees what the transaction sees. `None` when no record knows them.
///
/// # Errors
/// When the database fails or a record cannot be understood.
pub async fn contact(
    connection: &impl ConnectionTrait,
    id: &ContactId,
) -> Result<Option<ContactCard>, CustomersError> {
    let people = rows::contacts(connection, rows::Which::One(id.as_str())).await?;
    let Some(person) = people.first() else {
        return Ok(None);
    };
    let card = match CustomerId::new(&person.customer_id) {
        Ok(id) => customer(connection, &id).await?,
        Err(why) => return Err(corrupt("contact", &person.id, &why).into()),
    };
    Ok(some(connection, people, card).await?.pop())
}

/// Who has an e-mail address, by id.
///
/// # Errors
/// When the database fails or a record cannot be understood.
pub async fn contacts_at(
    connection: &impl ConnectionTrait,
    address: &str,
) -> Result<Vec<ContactId>, CustomersError> {
    let key = address_key(address);
    let found = rows::contacts_at(connection, &address_spellings(address)).await?;
    let same = |row: &contact::Model| row.email.as_deref().map(address_key).as_ref() == Some(&key);
    let ids = found.iter().filter(|row| same(row)).map(contact_id);
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Some contacts of one customer, with those who share an address with them looked up.
async fn some(
    connection: &impl ConnectionTrait,
    people: Vec<contact::Model>,
    card: CustomerCard,
) -> Result<Vec<ContactCard>, CustomersError> {
    let addresses = people.iter().filter_map(|person| person.email.as_deref());
    let mut spellings: Vec<String> = addresses.flat_map(address_spellings).collect();
    spellings.sort();
    spellings.dedup();
    let around = rows::contacts_at(connection, &spellings).await?;
    let mut ids: Vec<&str> = people.iter().chain(&around).map(|row| row.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let said = Said::read(rows::consents_of(connection, &ids).await?)?;
    let inboxes = inboxes(&around, &said)?;
    let blocked = BlockList::load_for(connection, &people).await?;
    assemble(people, vec![card], said, &inboxes, &blocked)
}

/// Entries of consent by contact, oldest first.
struct Said(HashMap<String, Vec<ConsentEntry>>);

impl Said {
    fn read(rows: Vec<consent::Model>) -> Result<Self, StoreError> {
        let mut said: HashMap<String, Vec<ConsentEntry>> = HashMap::new();
        for row in rows {
            let (contact, entry) = ConsentEntry::read(row)?;
            said.entry(contact).or_default().push(entry);
        }
        Ok(Self(said))
    }
}

fn contact_id(row: &contact::Model) -> Result<ContactId, StoreError> {
    ContactId::new(&row.id).map_err(|why| corrupt("contact", &row.id, &why))
}

fn customer_id(row: &contact::Model) -> Result<CustomerId, StoreError> {
    CustomerId::new(&row.customer_id).map_err(|why| corrupt("contact", &row.id, &why))
}

/// The addresses that more than one of these contacts has.
fn inboxes(
    people: &[contact::Model],
    said: &Said,
) -> Result<HashMap<String, Arc<Inbox>>, StoreError> {
    let mut by_address: HashMap<String, Vec<&contact::Model>> = HashMap::new();
    for person in people {
        let key = person.email.as_deref().map(address_key).filter(|key| !key.is_empty());
        if let Some(key) = key {
            by_address.entry(key).or_default().push(person);
        }
    }
    let mut inboxes = HashMap::new();
    for (key, mut people) in by_address.into_iter().filter(|(_, people)| people.len() > 1) {
        people.sort_by(|a, b| a.id.cmp(&b.id));
        let mut inbox = Inbox { people: Vec::with_capacity(people.len()), refusals: Vec::new() };
        for row in people {
            let id = contact_id(row)?;
            let entries = said.0.get(&row.id).into_iter().flatten();
            let refusals = entries.filter(|entry| entry.status.refuses()).cloned();
            inbox.refusals.extend(refusals.map(|entry| (id.clone(), entry)));
            inbox.people.push((id, customer_id(row)?));
        }
        inboxes.insert(key, Arc::new(inbox));
    }
    Ok(inboxes)
}

/// Puts the rows together. `people` are sorted by id.
fn assemble(
    people: Vec<contact::Model>,
    cards: Vec<CustomerCard>,
    mut said: Said,
    inboxes: &HashMap<String, Arc<Inbox>>,
    blocked: &BlockList,
) -> Result<Vec<ContactCard>, CustomersError> {
    let cards: HashMap<String, CustomerCard> =
        cards.into_iter().map(|card| (card.id.to_string(), card)).collect();
    let mut contacts = Vec::with_capacity(people.len());
    for row in people {
        let card = match cards.get(&row.customer_id) {
            Some(card) => card.clone(),
            None => CustomerCard::unrecorded(customer_id(&row)?),
        };
        let consents = said.0.remove(&row.id).unwrap_or_default();
        let mut contact = ContactCard::read(row, card, consents)?;
        contact.inbox =
            contact.email.as_deref().and_then(|email| inboxes.get(&address_key(email))).cloned();
        contact.find_blocks(blocked);
        contacts.push(contact);
    }
    Ok(contacts)
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

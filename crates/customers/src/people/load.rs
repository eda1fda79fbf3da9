//! Reads the cards: one, those of a customer, or all.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use sea_orm::ConnectionTrait;
use store::StoreError;
use store::blocks::{BlockKey, What, is_number};
use store::records::{block, consent, contact};
use vocab::{Channel, ContactId, CustomerId, Instant};

use super::{
    ConsentEntry, ContactCard, CustomerCard, Inbox, address_key, address_spellings, corrupt,
    full_name,
};
use crate::{CustomersError, rows};

/// The block list in memory, or the part of it that concerns some people.
pub(super) struct BlockList {
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

    pub(super) fn find(&self, channel: Channel, address: &str) -> Option<(Instant, String)> {
        let key = self.key.as_ref().filter(|_| !self.entries.is_empty())?;
        let what = What::of(channel);
        if what == What::Phone && !is_number(address) {
            return None;
        }
        let hash = key.of(what, address);
        self.entries.get(&(hash, what.code().to_owned())).cloned()
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

/// Which of these customers are on record.
///
/// # Errors
/// When the database fails.
pub async fn on_record(
    connection: &impl ConnectionTrait,
    ids: BTreeSet<String>,
) -> Result<BTreeSet<String>, CustomersError> {
    let ids: Vec<String> = ids.into_iter().collect();
    Ok(rows::customers_named(connection, &ids).await?.into_iter().collect())
}

/// The names of some customers, by id. Who is not on record is not among them.
///
/// # Errors
/// When the database fails.
pub async fn names_of_customers(
    connection: &impl ConnectionTrait,
    ids: BTreeSet<String>,
) -> Result<BTreeMap<String, String>, CustomersError> {
    let ids: Vec<String> = ids.into_iter().collect();
    Ok(rows::names_of_customers(connection, &ids).await?.into_iter().collect())
}

/// The names of some contacts, by id. Who is not on record (any more) is not among them.
///
/// # Errors
/// When the database fails.
pub async fn names(
    connection: &impl ConnectionTrait,
    ids: BTreeSet<String>,
) -> Result<BTreeMap<String, String>, CustomersError> {
    let ids: Vec<String> = ids.into_iter().collect();
    let rows = rows::contacts_named(connection, &ids).await?;
    let name = |row: &contact::Model| full_name(&row.first_name, &row.last_name);
    Ok(rows.into_iter().map(|row| (row.id.clone(), name(&row))).collect())
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

/// Entries of consent by contact, oldest first; of one moment refusals last, as they win.
struct Said(HashMap<String, Vec<ConsentEntry>>);

impl Said {
    fn read(rows: Vec<consent::Model>) -> Result<Self, StoreError> {
        let mut said: HashMap<String, Vec<ConsentEntry>> = HashMap::new();
        for row in rows {
            let (contact, entry) = ConsentEntry::read(row)?;
            said.entry(contact).or_default().push(entry);
        }
        for entries in said.values_mut() {
            entries.sort_by_key(|entry| (entry.at, entry.status.refuses()));
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
    use crate::permission::ConsentStatus;

    /// Whatever the ids, which decide the order in which the database gives them.
    #[test]
    fn of_one_moment_the_refusal_stands_last() {
        let at = Instant::UNIX_EPOCH;
        let row = |id: &str, status: ConsentStatus, at: Instant| consent::Model {
            id: id.to_owned(),
            contact_id: "k1".to_owned(),
            channel: "email".to_owned(),
            purpose: "marketing".to_owned(),
            status: status.code().to_owned(),
            at,
            source: "letter".to_owned(),
            text_version: None,
            sale_ref: None,
            family: None,
            notice_shown: false,
        };
        let later = at + chrono::TimeDelta::days(1);
        for refusal in [ConsentStatus::Withdrawn, ConsentStatus::Objected] {
            let rows = vec![
                row("1", refusal, at),
                row("2", ConsentStatus::Given, at),
                row("3", ConsentStatus::ExistingCustomer, at),
                row("0", ConsentStatus::Given, later),
            ];
            let said = Said::read(rows).unwrap();
            let ids: Vec<&str> = said.0["k1"].iter().map(|entry| entry.id.as_str()).collect();
            assert_eq!(ids, ["2", "3", "1", "0"]);
        }
    }
}

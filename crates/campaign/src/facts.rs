//! What the guard needs to know about a contact beside their card and their customer's picture:
//! our own sending, open complaints, promises that are not settled, and needs they stated.
//!
//! Sending is kept by contact and by address. An address is what a mail reaches: two contacts
//! with the same one are one reader, whatever the records say (see [`customers::people::Inbox`]).

use std::collections::{BTreeSet, HashMap};

use customers::people::{ContactCard, CustomerCard, address_key, address_spellings};
use customers::stated::{StatedNeed, stated};
use sea_orm::ConnectionTrait;
use vocab::{CampaignId, ContactId, CustomerId, Instant};

use crate::bounce::Blame;
use crate::error::CampaignError;
use crate::queue::State;
use crate::rows::look::{self, Sending};

/// After so many refusals without a known reason an address counts as dead (E8).
const UNKNOWN_REFUSALS: usize = 3;

/// A message that went, or may have gone, or came back.
#[derive(Debug, Clone, Copy)]
struct Sent {
    at: Instant,
    state: State,
    blame: Option<Blame>,
}

/// What changes from contact to contact and is not in their card or picture.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    sent: Vec<Sent>,
    /// Where in `sent` the messages to a contact are.
    by_contact: HashMap<Box<str>, Vec<u32>>,
    /// Where the messages to an address are.
    by_address: HashMap<Box<str>, Vec<u32>>,
    /// Which message reached, or may have reached, an address through whom: campaign, address,
    /// contact. Only where the facts are about one contact.
    copies: Vec<(String, String, ContactId)>,
    /// Ids of open complaints, by customer.
    complaints: HashMap<String, Vec<String>>,
    /// Promises that are not settled, by customer.
    promises: HashMap<String, Vec<OpenPromise>>,
    /// Needs as customers stated them, by customer.
    stated: HashMap<CustomerId, Vec<StatedNeed>>,
}

/// A promise that is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPromise {
    /// Its number.
    pub id: String,
    /// A moment of the last day on which it can be kept.
    pub due: Instant,
}

impl Facts {
    /// The facts about everybody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, CampaignError> {
        let sendings = look::sendings(connection).await?;
        let complaints = look::open_complaints(connection, None).await?;
        let promises = look::open_promises(connection, None).await?;
        let stated = stated(connection, None).await?;
        Ok(Self::of(&sendings, complaints).promising(promises).stating(stated))
    }

    /// The facts about one contact, as the connection (or the transaction) sees them.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn load_one(
        connection: &impl ConnectionTrait,
        card: &ContactCard,
    ) -> Result<Self, CampaignError> {
        let mut contacts = vec![card.id.as_str()];
        contacts.extend(card.sharers().map(|(id, _)| id.as_str()));
        let spellings = card.email.as_deref().map(address_spellings).unwrap_or_default();
        let sendings = look::sendings_to(connection, &contacts, &spellings).await?;
        let customer = card.customer.id.as_str();
        let complaints = look::open_complaints(connection, Some(customer)).await?;
        let promises = look::open_promises(connection, Some(customer)).await?;
        let stated = stated(connection, Some(&card.customer.id)).await?;
        let mut facts = Self::of(&sendings, complaints).promising(promises).stating(stated);
        for row in &sendings {
            let arrived = State::from_code(&row.state).is_some_and(State::may_have_arrived);
            if let (true, Some(address)) = (arrived, &row.address) {
                let contact = ContactId::new(&row.contact_id)
                    .map_err(|why| crate::error::corrupt("a message", why))?;
                facts.copies.push((row.campaign_id.clone(), address_key(address), contact));
            }
        }
        Ok(facts)
    }

    pub(crate) fn of(sendings: &[Sending], complaints: Vec<(String, String)>) -> Self {
        let mut facts = Self::default();
        for row in sendings {
            facts.take(row);
        }
        for (customer, complaint) in complaints {
            facts.complaints.entry(customer).or_default().push(complaint);
        }
        facts
    }

    /// The same, with promises that are not settled, as (customer, promise, due).
    pub(crate) fn promising(mut self, promises: Vec<(String, String, Instant)>) -> Self {
        for (customer, id, due) in promises {
            self.promises.entry(customer).or_default().push(OpenPromise { id, due });
        }
        self
    }

    /// The same, with needs as customers stated them.
    pub(crate) fn stating(mut self, stated: Vec<StatedNeed>) -> Self {
        for need in stated {
            self.stated.entry(need.customer.clone()).or_default().push(need);
        }
        self
    }

    fn take(&mut self, row: &Sending) {
        let (Some(state), Some(at)) = (State::from_code(&row.state), row.done.or(row.sending))
        else {
            return;
        };
        let Ok(number) = u32::try_from(self.sent.len()) else {
            // Four thousand million messages: nobody could be counted right any more.
            return;
        };
        let blame = row.blame.as_deref().and_then(Blame::from_code);
        self.sent.push(Sent { at, state, blame });
        self.by_contact.entry(row.contact_id.as_str().into()).or_default().push(number);
        if let Some(address) = &row.address {
            self.by_address.entry(address_key(address).into()).or_default().push(number);
        }
    }

    fn to_contact(&self, contact: &str) -> &[u32] {
        self.by_contact.get(contact).map_or(&[], Vec::as_slice)
    }

    fn to_address(&self, key: &str) -> &[u32] {
        self.by_address.get(key).map_or(&[], Vec::as_slice)
    }

    fn all<'a>(&'a self, numbers: impl IntoIterator<Item = &'a u32>) -> impl Iterator<Item = Sent> {
        numbers.into_iter().filter_map(|number| self.sent.get(*number as usize).copied())
    }

    /// When we sent, or may have sent, something that reached the reader of this card: to them,
    /// to somebody with the same address, or to this address when it was somebody else's.
    #[must_use]
    pub fn touches(&self, card: &ContactCard) -> Vec<Instant> {
        let mut numbers: BTreeSet<u32> =
            self.to_contact(card.id.as_str()).iter().copied().collect();
        for (contact, _) in card.sharers() {
            numbers.extend(self.to_contact(contact.as_str()));
        }
        if let Some(address) = &card.email {
            numbers.extend(self.to_address(&address_key(address)));
        }
        let arrived = self.all(&numbers).filter(|sent| sent.state.may_have_arrived());
        arrived.map(|sent| sent.at).collect()
    }

    /// When we last wrote to a contact for sure.
    #[must_use]
    pub fn last_sent(&self, contact: &ContactId) -> Option<Instant> {
        let sent = self.all(self.to_contact(contact.as_str()));
        sent.filter(|sent| sent.state == State::Sent).map(|sent| sent.at).max()
    }

    /// Since when an address is known to be dead: the server said so, or refused it for good
    /// three times. A new address is a new start.
    #[must_use]
    pub fn dead_since(&self, address: &str) -> Option<Instant> {
        let bounced = self
            .all(self.to_address(&address_key(address)))
            .filter(|sent| sent.state == State::Bounced);
        let mut refusals: Vec<(Instant, Blame)> = bounced
            .filter_map(|sent| Some((sent.at, sent.blame.filter(|b| b.is_about_recipient())?)))
            .collect();
        refusals.sort_unstable_by_key(|(at, _)| *at);
        let said = refusals.iter().find(|(_, blame)| *blame == Blame::AddressDead);
        said.or_else(|| refusals.get(UNKNOWN_REFUSALS - 1)).map(|(at, _)| *at)
    }

    /// Through whom else a campaign's message reached, or may have reached, this card's address.
    #[must_use]
    pub fn covered_by(&self, campaign: &CampaignId, card: &ContactCard) -> Option<&ContactId> {
        let key = address_key(card.email.as_deref()?);
        let mut copies = self.copies.iter().filter(|(which, address, contact)| {
            which == campaign.as_str() && *address == key && *contact != card.id
        });
        copies.next().map(|(_, _, contact)| contact)
    }

    /// Ids of a customer's open complaints.
    #[must_use]
    pub fn complaints(&self, customer: &CustomerCard) -> &[String] {
        self.complaints.get(customer.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// What we promised a customer and have not settled.
    #[must_use]
    pub fn promises(&self, customer: &CustomerCard) -> &[OpenPromise] {
        self.promises.get(customer.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Needs of a family as a customer stated them, however somebody wrote its name.
    pub fn stated(&self, customer: &CustomerId, family: &str) -> impl Iterator<Item = &StatedNeed> {
        let folded = |family: &str| family.trim().to_lowercase();
        let family = folded(family);
        let stated = self.stated.get(customer).map_or(&[][..], Vec::as_slice);
        stated.iter().filter(move |need| folded(&need.family) == family)
    }
}

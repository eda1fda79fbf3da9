//! From cards and pictures to columns.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::{Datelike, NaiveDate};
use customers::happened::Bits;
use customers::people::{ContactCard, CustomerCard, address_key};
use customers::{PictureState, Pictures};
use vocab::{ContactRole, CustomerKind, EventId, Lang, Zone};

use super::dated::Dated;
use super::{Contacts, Crowd, Customers, NONE};
use crate::facts::Facts;

/// The day of what never was.
pub const NEVER: i32 = i32::MIN;
/// The share of what was never bought.
pub(super) const UNKNOWN_SHARE: u16 = u16::MAX;

/// Texts one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>()
    }
}

/// Local days, counted from 1970.
pub(super) fn day_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - 719_163
}

/// What was sent back of what was bought, in hundredths of a percent, rounded down.
pub(super) fn returned_share(picture: &PictureState) -> u16 {
    let (gross, back) = (picture.purchases.gross.micros(), -picture.purchases.returned.micros());
    if gross <= 0 {
        return UNKNOWN_SHARE;
    }
    let share = back.max(0).saturating_mul(10_000) / gross;
    u16::try_from(share).unwrap_or(UNKNOWN_SHARE - 1).min(UNKNOWN_SHARE - 1)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

fn coded<T: PartialEq>(all: &[T], one: Option<T>) -> u8 {
    let at = one.and_then(|one| all.iter().position(|known| *known == one));
    at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}

pub(super) fn kind_code(kind: Option<CustomerKind>) -> u8 {
    coded(CustomerKind::ALL, kind)
}

pub(super) fn language_code(language: Option<Lang>) -> u8 {
    coded(Lang::ALL, language)
}

pub(super) fn role_code(role: ContactRole) -> u8 {
    coded(ContactRole::ALL, Some(role))
}

impl Crowd {
    /// The columns of contacts, with their customers' pictures and open complaints. Days are
    /// those of the zone.
    #[must_use]
    pub fn of(cards: &[ContactCard], facts: &Facts, pictures: &Arc<Pictures>, zone: Zone) -> Self {
        let mut order: Vec<u32> = (0..small(cards.len())).collect();
        let key = |at: &u32| {
            let card = &cards[*at as usize];
            (card.customer.id.as_str(), card.id.as_str())
        };
        order.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
        let states = pictures.iter().as_slice();
        let (mut customers, mut contacts) = (Customers::default(), Contacts::default());
        let mut days = Days { zone, last: None };
        let mut inboxes: HashMap<String, u32> = HashMap::new();
        let mut complaints = Vec::new();
        let mut next = 0;
        for at in order {
            let card = &cards[at as usize];
            let id = card.customer.id.as_str();
            if customers.ids.len() == 0 || customers.ids.get(customers.ids.len() - 1) != id {
                // Both are sorted by customer.
                while states.get(next).is_some_and(|state| state.customer().as_str() < id) {
                    next += 1;
                }
                let picture = states.get(next).filter(|state| state.customer().as_str() == id);
                customers.push(&card.customer, picture.map(|state| (next, state)), &mut days);
                if !facts.complaints(&card.customer).is_empty() {
                    complaints.push(customers.ids.len() - 1);
                }
            }
            let inbox = card.inbox.as_ref().and(card.email.as_deref()).map(address_key);
            let inbox = inbox.map_or(NONE, |address| {
                let number = small(inboxes.len());
                *inboxes.entry(address).or_insert(number)
            });
            contacts.push(card, small(customers.ids.len() - 1), at, inbox);
            if let Some(end) = customers.contact_ends.last_mut() {
                *end = small(contacts.customer.len());
            }
        }
        let open = complaints.into_iter().collect::<std::collections::BTreeSet<usize>>();
        customers.complaint = Bits::of(customers.ids.len(), |place| open.contains(&place));
        Self {
            zone,
            pictures: Arc::clone(pictures),
            customers,
            contacts,
            dated: Mutex::new(Dated::default()),
            places: Mutex::default(),
            reach: Mutex::default(),
        }
    }
}

/// The local day of one time after the other; many are of the day before.
struct Days {
    zone: Zone,
    /// A day with its first and its last microsecond.
    last: Option<(std::ops::Range<i64>, i32)>,
}

impl Days {
    fn number(&mut self, micros: i64) -> i32 {
        if let Some((span, number)) = &self.last
            && span.contains(&micros)
        {
            return *number;
        }
        let day = self.zone.day(customers::local::instant(micros));
        let start = |day: NaiveDate| self.zone.start_of(day).timestamp_micros();
        let number = day_number(day);
        self.last = day.succ_opt().map(|next| (start(day)..start(next), number));
        number
    }
}

impl Customers {
    fn push(
        &mut self,
        card: &CustomerCard,
        picture: Option<(usize, &PictureState)>,
        days: &mut Days,
    ) {
        let state = picture.map(|(_, state)| state);
        let purchases = state.map(|state| &state.purchases);
        let event = |word: fn(&PictureState) -> &str| state.map(word).filter(|w| !w.is_empty());
        let region = card.region.as_deref().or(event(|state| &state.region));
        let owner = card.owner.as_deref().or(event(|state| &state.owner));
        self.ids.push(card.id.as_str());
        self.picture.push(picture.map_or(NONE, |(at, _)| small(at)));
        self.kind.push(kind_code(card.kind));
        self.country.push(self.country_words.number(&card.country.to_ascii_uppercase()));
        self.region.push(self.region_words.number(region.unwrap_or_default()));
        self.owner.push(self.owner_words.number(owner.unwrap_or_default()));
        self.net.push(purchases.map_or(0, |all| all.net().micros()));
        self.returned.push(state.map_or(UNKNOWN_SHARE, returned_share));
        let orders = purchases.map_or(&[][..], |all| all.orders());
        self.orders.push(small(orders.len()));
        let mut day = |time: Option<i64>| time.map_or(NEVER, |time| days.number(time));
        self.first_order.push(day(orders.iter().map(|order| order.time).min()));
        self.last_order.push(day(orders.iter().map(|order| order.time).max()));
        self.own_signal.push(day(state.and_then(|s| s.contacts.last_signal).map(|s| s.time)));
        self.sent.push(state.map_or(0, |state| state.messages.sent));
        self.answered.push(state.map_or(0, |state| state.messages.answered));
        self.bounced.push(state.map_or(0, |state| state.messages.bounced));
        let noted = state.map_or(&[][..], |state| state.barriers.counts()).iter();
        self.barriers.push(noted.fold(0, |bits, count| bits | 1 << (count.barrier as u16)));
        let bought = purchases.map_or(&[][..], |all| all.families()).iter();
        for family in bought.filter(|family| !family.orders.is_empty()) {
            self.families.push(self.family_words.number(&family.name));
        }
        self.family_ends.push(small(self.families.len()));
        self.contact_ends.push(0);
    }
}

impl Contacts {
    fn push(&mut self, card: &ContactCard, customer: u32, at: u32, inbox: u32) {
        self.ids.push(card.id.as_str());
        self.names.push(&card.name());
        self.customer.push(customer);
        self.language.push(language_code(card.language));
        self.role.push(role_code(card.role));
        let hash = EventId::from_key(&["sample", card.id.as_str()]);
        // The first 32 bits are as good as any.
        self.hash.push(u32::try_from(hash.0 >> 96).unwrap_or_default());
        self.card.push(at);
        self.inbox.push(inbox);
    }
}

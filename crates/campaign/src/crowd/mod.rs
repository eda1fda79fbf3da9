//! Everybody who could be in an audience, as columns: what conditions ask about, and nothing
//! else.
//!
//! A tree of conditions over a million customers is answered by going through a few columns of
//! numbers and combining bits. Words (regions, families, countries) are numbers here, found once
//! for a condition. What depends on the day (phase, pressure, needs) is worked out when it is
//! first asked for and kept with its day.
//!
//! A crowd is of one state of the records and one of the pictures; who keeps one
//! ([`Audiences`](crate::audiences::Audiences)) compares the versions of both.
//!
//! Reading order: `build`, `choose`, `dated`, `judge`, [`sample`].

mod build;
mod choose;
mod dated;
mod judge;
pub mod sample;
mod words;

use std::collections::HashMap;
use std::slice::from_ref;
use std::sync::{Arc, Mutex};

use customers::Pictures;
use customers::happened::Bits;
use vocab::{Channel, ContactId, CustomerId, Purpose, Zone};

use build::Texts;
use dated::Dated;
use words::Words;

use crate::conditions::Condition;

pub use build::NEVER;
pub(crate) use choose::hour;
pub use choose::{Asked, Chosen};
pub(crate) use judge::position;

/// Nobody's number.
const NONE: u32 = u32::MAX;

/// See the [module](self).
#[derive(Debug)]
pub struct Crowd {
    zone: Zone,
    pictures: Arc<Pictures>,
    customers: Customers,
    contacts: Contacts,
    /// What was worked out for a day.
    dated: Mutex<Dated>,
    /// Which place in the log's rosters each customer has, by the versions of the rosters.
    places: Mutex<Option<Places>>,
    /// Who may be reached how and for what, by the hour it was judged at.
    reach: Mutex<HashMap<(Channel, Purpose, i64), Arc<Bits>>>,
}

/// Places in rosters, and the versions of the rosters.
type Places = (Vec<i64>, Arc<[u32]>);

/// Customers with at least one contact, sorted by id. A column a field.
#[derive(Debug, Default)]
struct Customers {
    ids: Texts,
    /// The position of the picture, or [`NONE`].
    picture: Vec<u32>,
    /// 0 where it is not known, else 1 and the position in the list of kinds.
    kind: Vec<u8>,
    country: Vec<u32>,
    region: Vec<u32>,
    owner: Vec<u32>,
    net: Vec<i128>,
    /// Hundredths of a percent; [`build::UNKNOWN_SHARE`] where nothing was bought.
    returned: Vec<u16>,
    orders: Vec<u32>,
    /// Local days, counted from 1970; [`NEVER`] where there was none.
    first_order: Vec<i32>,
    last_order: Vec<i32>,
    own_signal: Vec<i32>,
    sent: Vec<u32>,
    answered: Vec<u32>,
    bounced: Vec<u32>,
    /// A bit a barrier.
    barriers: Vec<u16>,
    complaint: Bits,
    /// Families bought: where those of each customer end, and their numbers.
    family_ends: Vec<u32>,
    families: Vec<u32>,
    /// Where the contacts of each customer end.
    contact_ends: Vec<u32>,
    country_words: Words,
    region_words: Words,
    owner_words: Words,
    family_words: Words,
}

/// Contacts, by customer and id.
#[derive(Debug, Default)]
struct Contacts {
    ids: Texts,
    names: Texts,
    customer: Vec<u32>,
    /// 0 where it is none of the product's, else 1 and the position in the list of languages.
    language: Vec<u8>,
    role: Vec<u8>,
    /// Scatters them, always in the same way.
    hash: Vec<u32>,
    /// The position among the contacts the crowd was made of.
    card: Vec<u32>,
    /// The number of the e-mail address, where several have it; else [`NONE`].
    inbox: Vec<u32>,
}

impl Crowd {
    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.customers.kind.len()
    }

    /// How many contacts there are.
    #[must_use]
    pub fn contacts(&self) -> usize {
        self.contacts.customer.len()
    }

    /// The contact at a place.
    #[must_use]
    pub fn contact(&self, place: usize) -> &str {
        self.contacts.ids.get(place)
    }

    /// The name of the contact at a place.
    #[must_use]
    pub fn name(&self, place: usize) -> &str {
        self.contacts.names.get(place)
    }

    /// The customer of the contact at a place.
    #[must_use]
    pub fn customer_of(&self, place: usize) -> &str {
        self.customers.ids.get(self.contacts.customer[place] as usize)
    }

    /// Both, as ids.
    #[must_use]
    pub fn ids(&self, place: usize) -> Option<(ContactId, CustomerId)> {
        let contact = ContactId::new(self.contact(place)).ok()?;
        Some((contact, CustomerId::new(self.customer_of(place)).ok()?))
    }

    /// The position of a contact among those the crowd was made of.
    pub(crate) fn card(&self, place: usize) -> usize {
        self.contacts.card[place] as usize
    }

    /// The number of an e-mail address that several contacts have.
    pub(crate) fn inbox(&self, place: usize) -> Option<u32> {
        Some(self.contacts.inbox[place]).filter(|inbox| *inbox != NONE)
    }

    /// How many customers some contacts belong to.
    #[must_use]
    pub fn customers_among(&self, contacts: impl Iterator<Item = usize>) -> u64 {
        let mut last = NONE;
        let mut count = 0;
        for place in contacts {
            let customer = self.contacts.customer[place];
            // Contacts of one customer lie side by side.
            if customer != last {
                (last, count) = (customer, count + 1);
            }
        }
        count
    }

    /// Names that conditions can be about: families, regions, countries, owners, sorted.
    #[must_use]
    pub fn names(&self) -> Names {
        let all = &self.customers;
        Names {
            families: self.pictures.families().into_iter().map(str::to_owned).collect(),
            regions: all.region_words.sorted(),
            countries: all.country_words.sorted(),
            owners: all.owner_words.sorted(),
        }
    }

    /// Names in a tree that nobody has, with the `if` they stand in: most of them are mistyped.
    #[must_use]
    pub fn unknown<'c>(&self, condition: &'c Condition) -> Vec<(&'static str, &'c str)> {
        let names = self.names();
        let mut unknown = Vec::new();
        for part in condition.walk() {
            let (word, asked, known) = match part {
                Condition::Region { any_of } => ("region", any_of.as_slice(), &names.regions),
                Condition::Country { any_of } => ("country", any_of.as_slice(), &names.countries),
                Condition::Owner { any_of } => ("owner", any_of.as_slice(), &names.owners),
                Condition::Bought { family } => ("bought", from_ref(family), &names.families),
                Condition::NeedWindow { family, .. } => {
                    ("need_window", from_ref(family), &names.families)
                }
                _ => continue,
            };
            // As `choose` compares them.
            let has = |name: &String| match word {
                "country" => known.contains(&name.to_ascii_uppercase()),
                _ => known.contains(name),
            };
            unknown.extend(asked.iter().filter(|name| !has(name)).map(|name| (word, &**name)));
        }
        unknown.dedup();
        unknown
    }

    /// The memory of the columns, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let of = &self.customers;
        let to = &self.contacts;
        let texts = of.ids.bytes() + to.ids.bytes() + to.names.bytes();
        let customer = size_of::<i128>() + 2 * 2 + 1 + 10 * size_of::<u32>() + 2 * size_of::<u32>();
        let contact = 4 * size_of::<u32>() + 2;
        texts
            + of.kind.len() * customer
            + of.families.len() * size_of::<u32>()
            + to.customer.len() * contact
    }
}

/// Names that conditions can be about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Product families.
    pub families: Vec<String>,
    /// Sales regions.
    pub regions: Vec<String>,
    /// Countries.
    pub countries: Vec<String>,
    /// People of ours who are responsible.
    pub owners: Vec<String>,
}

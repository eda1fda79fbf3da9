//! The kept picture of one customer: everything their events say, and nothing about today.

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::{CustomerId, IdError, Instant, Phase};

use crate::complaints::Complaints;
use crate::contacts::Contacts;
use crate::fold::{Fold, newest};
use crate::inquiries::Inquiries;
use crate::local::instant;
use crate::noted::{Barriers, Messages};
use crate::phase::{Evidence, standing};
use crate::pressure::pressure;
use crate::purchases::Purchases;

/// Version of what the fold computes. Raised whenever a state would come out differently, or
/// is written down differently; kept pictures of another version are folded again.
pub const FOLD_VERSION: u32 = 4;

/// What the events say about one customer, exact and free of "now".
///
/// What depends on the day of asking (pressure, days since, phase in force, windows) is made
/// by [`view`](Self::view).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureState {
    customer: CustomerId,
    /// How many events were taken in.
    pub events: u64,
    /// Time of the first event, microseconds since 1970.
    pub first_event: Option<i64>,
    /// Time of the last event.
    pub last_event: Option<i64>,
    /// The sales region the newest event names that names one; empty when none does.
    pub region: Box<str>,
    /// The person responsible that the newest event names.
    pub owner: Box<str>,
    /// Orders, returns, money, families.
    pub purchases: Purchases,
    /// Evidence of phases.
    pub evidence: Evidence,
    /// Touches per person.
    pub contacts: Contacts,
    /// Complaints.
    pub complaints: Complaints,
    /// Barriers sales noted.
    pub barriers: Barriers,
    /// Messages of our campaigns.
    pub messages: Messages,
    /// What the customer asked, and when we answered.
    pub inquiries: Inquiries,
}

impl PictureState {
    /// The picture before the first event.
    #[must_use]
    pub fn new(customer: CustomerId) -> Self {
        Self {
            customer,
            events: 0,
            first_event: None,
            last_event: None,
            region: Box::default(),
            owner: Box::default(),
            purchases: Purchases::default(),
            evidence: Evidence::default(),
            contacts: Contacts::default(),
            complaints: Complaints::default(),
            barriers: Barriers::default(),
            messages: Messages::default(),
            inquiries: Inquiries::default(),
        }
    }

    /// The picture before the first event, for an id as an event gives it.
    ///
    /// # Errors
    /// When the text is no customer id.
    pub fn named(customer: &str) -> Result<Self, IdError> {
        CustomerId::new(customer).map(Self::new)
    }

    /// Lets go what only speeds up taking in more events. A picture that rests may still take
    /// in more.
    pub(crate) fn rest(&mut self) {
        self.purchases.rest();
        self.contacts.rest();
        self.complaints.rest();
    }

    /// Whose picture this is.
    #[must_use]
    pub fn customer(&self) -> &CustomerId {
        &self.customer
    }

    /// When the earliest line of the first order was booked.
    #[must_use]
    pub fn first_order(&self) -> Option<Instant> {
        self.purchases.orders().first().map(|order| instant(order.time))
    }

    /// When the earliest line of the last order was booked.
    #[must_use]
    pub fn last_order(&self) -> Option<Instant> {
        self.purchases.orders().last().map(|order| instant(order.time))
    }

    /// The phase in force at `as_of` (see [`crate::phase`]).
    #[must_use]
    pub fn phase(&self, as_of: Instant) -> Option<Phase> {
        standing(&self.evidence, as_of.timestamp_micros()).phase.map(|proof| proof.phase)
    }

    /// The pressure at `as_of` (see [`crate::pressure`]); `None` where we began no contact.
    #[must_use]
    pub fn pressure(&self, as_of: Instant, half_life_days: f64) -> Option<f64> {
        let people = self.contacts.people().iter();
        let touches = people.flat_map(|person| person.outbound.iter().copied());
        pressure(touches, as_of.timestamp_micros(), half_life_days)
    }

    /// When we began contacts with one person of this customer, oldest first: what the guard's
    /// cap counts. As of the last refresh; what was sent since then is not among them.
    pub fn outbound_to(&self, contact: &str) -> impl DoubleEndedIterator<Item = Instant> + '_ {
        self.contacts.outbound_to(contact).iter().map(|time| instant(*time))
    }
}

/// Takes over a newer text. Most events repeat the old one, so compare before allocating.
fn renew(kept: &mut Box<str>, newer: &str) {
    if !newer.is_empty() && **kept != *newer {
        *kept = newer.into();
    }
}

impl Fold for PictureState {
    fn update(&mut self, event: &EventRef<'_>) {
        debug_assert!(self.last_event.is_none_or(|last| last <= event.time), "events in order");
        self.events += 1;
        self.first_event = self.first_event.or(Some(event.time));
        self.last_event = newest(self.last_event, Some(event.time));
        renew(&mut self.region, event.region);
        renew(&mut self.owner, event.owner);
        // Most events are lines of orders; only two parts look at those.
        if event.kind.is_money() {
            self.purchases.update(event);
            self.evidence.update(event);
            return;
        }
        self.evidence.update(event);
        self.contacts.update(event);
        self.complaints.update(event);
        self.barriers.update(event);
        self.messages.update(event);
        self.inquiries.update(event);
    }

    fn merge(mut self, later: Self) -> Self {
        debug_assert_eq!(self.customer, later.customer);
        renew(&mut self.region, &later.region);
        renew(&mut self.owner, &later.owner);
        Self {
            customer: self.customer,
            events: self.events + later.events,
            first_event: self.first_event.or(later.first_event),
            last_event: newest(self.last_event, later.last_event),
            region: self.region,
            owner: self.owner,
            purchases: self.purchases.merge(later.purchases),
            evidence: self.evidence.merge(later.evidence),
            contacts: self.contacts.merge(later.contacts),
            complaints: self.complaints.merge(later.complaints),
            barriers: self.barriers.merge(later.barriers),
            messages: self.messages.merge(later.messages),
            inquiries: self.inquiries.merge(later.inquiries),
        }
    }
}

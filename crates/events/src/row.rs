//! One event as the files hold it: borrowed from a batch, or packed in memory.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use foldhash::quality::RandomState;
use vocab::{
    Amount, Barrier, CampaignId, Channel, ContactId, Currency, CustomerId, Direction, Event,
    EventId, EventKind,
};

use crate::EventsError;

/// One event, borrowed. Text that is absent, or not among the columns asked for, is empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventRef<'a> {
    /// Whose; empty for an anonymous sale.
    pub customer: &'a str,
    /// Microseconds since 1970 (UTC).
    pub time: i64,
    /// The event's id; 0 where it was not asked for.
    pub id: u128,
    /// What happened.
    pub kind: EventKind,
    /// The person involved.
    pub contact: &'a str,
    /// Over which channel.
    pub channel: Option<Channel>,
    /// Who began.
    pub direction: Option<Direction>,
    /// Order, deal, complaint or message.
    pub reference: &'a str,
    /// The article.
    pub item: &'a str,
    /// The product family.
    pub family: &'a str,
    /// The sales region.
    pub region: &'a str,
    /// Who of us.
    pub owner: &'a str,
    /// The campaign.
    pub campaign: &'a str,
    /// How many.
    pub quantity: Option<Amount>,
    /// How much money.
    pub amount: Option<Amount>,
    /// In which currency.
    pub currency: &'a str,
    /// Codes joined by `;`.
    pub barriers: &'a str,
    /// Words.
    pub text: &'a str,
}

impl<'a> EventRef<'a> {
    /// What files are sorted by.
    pub(crate) fn key(&self) -> (&'a str, i64, u128) {
        (self.customer, self.time, self.id)
    }

    /// When it happened.
    #[must_use]
    pub fn instant(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.time).unwrap_or_default()
    }

    /// The barriers noted.
    pub fn barrier_list(&self) -> impl Iterator<Item = Barrier> + 'a {
        self.barriers.split(';').filter_map(|code| code.parse().ok())
    }

    /// An owned copy.
    ///
    /// # Errors
    /// When a stored id or code is not one (the file was written by something else).
    pub fn to_event(&self) -> Result<Event, EventsError> {
        let corrupt = |why: &dyn std::fmt::Display| EventsError::Corrupt {
            id: EventId(self.id).to_string(),
            why: why.to_string(),
        };
        let owned = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let customer = match self.customer {
            "" => None,
            id => Some(CustomerId::new(id).map_err(|e| corrupt(&e))?),
        };
        let mut event = Event::new(EventId(self.id), customer, self.instant(), self.kind);
        if !self.contact.is_empty() {
            event.contact = Some(ContactId::new(self.contact).map_err(|e| corrupt(&e))?);
        }
        if !self.campaign.is_empty() {
            event.campaign = Some(CampaignId::new(self.campaign).map_err(|e| corrupt(&e))?);
        }
        if !self.currency.is_empty() {
            event.currency = Some(self.currency.parse::<Currency>().map_err(|e| corrupt(&e))?);
        }
        event.channel = self.channel;
        event.direction = self.direction;
        event.reference = owned(self.reference);
        event.item = owned(self.item);
        event.family = owned(self.family);
        event.region = owned(self.region);
        event.owner = owned(self.owner);
        event.quantity = self.quantity;
        event.amount = self.amount;
        event.barriers = self.barrier_list().collect();
        event.text = owned(self.text);
        Ok(event)
    }
}

/// Number of text fields a packed row keeps.
const TEXTS: usize = 11;

/// One event in memory: texts are numbers of an interner, so a row is small and sorts fast.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    pub(crate) time: i64,
    pub(crate) id: u128,
    kind: EventKind,
    channel: Option<Channel>,
    direction: Option<Direction>,
    quantity: Option<i64>,
    amount: Option<i64>,
    /// customer, contact, reference, item, family, region, owner, campaign, currency,
    /// barriers, text
    texts: [u32; TEXTS],
}

/// Texts that occur again and again, kept once. Number 0 is the empty text.
#[derive(Debug)]
pub(crate) struct Texts {
    numbers: HashMap<Arc<str>, u32, RandomState>,
    texts: Vec<Arc<str>>,
    bytes: usize,
}

impl Default for Texts {
    fn default() -> Self {
        let empty: Arc<str> = "".into();
        Self {
            numbers: std::iter::once((empty.clone(), 0)).collect(),
            texts: vec![empty],
            bytes: 0,
        }
    }
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let shared: Arc<str> = text.into();
        // A bulk is spilled long before four thousand million texts.
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.bytes += text.len() + 64;
        self.numbers.insert(shared.clone(), number);
        self.texts.push(shared);
        number
    }

    fn get(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", AsRef::as_ref)
    }

    /// About how much memory the texts take.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// The places of the rows in the order of the files: by (customer, time, id).
///
/// Customers are compared once each, not once a comparison of two rows: then the rows are sorted
/// by numbers that lie side by side.
pub(crate) fn in_order(rows: &[Packed], texts: &Texts) -> Vec<u32> {
    let mut customers: Vec<u32> = rows.iter().map(|row| row.texts[0]).collect();
    customers.sort_unstable();
    customers.dedup();
    customers.sort_unstable_by_key(|customer| texts.get(*customer));
    let mut ranks = vec![0_u32; texts.texts.len()];
    for (rank, customer) in (0..).zip(&customers) {
        ranks[*customer as usize] = rank;
    }
    // A bulk is spilled long before four thousand million rows.
    let mut keys: Vec<(u32, i64, u128, u32)> = (0..)
        .zip(rows)
        .map(|(place, row)| (ranks[row.texts[0] as usize], row.time, row.id, place))
        .collect();
    keys.sort_unstable();
    keys.into_iter().map(|(.., place)| place).collect()
}

/// An amount as the `DECIMAL(18, 6)` column holds it.
fn column(amount: Option<Amount>) -> Option<i64> {
    // `Amount::fits_event` was checked when the amount was read; what does not fit here was
    // computed wrongly and must not be stored wrongly.
    amount.and_then(|amount| i64::try_from(amount.micros()).ok())
}

impl Packed {
    pub(crate) fn new(event: &Event, texts: &mut Texts) -> Self {
        let barriers =
            event.barriers.iter().map(|barrier| barrier.code()).collect::<Vec<_>>().join(";");
        let mut number = |text: Option<&str>| texts.number(text.unwrap_or(""));
        Self {
            time: event.time.timestamp_micros(),
            id: event.id.0,
            kind: event.kind,
            channel: event.channel,
            direction: event.direction,
            quantity: column(event.quantity),
            amount: column(event.amount),
            texts: [
                number(event.customer.as_ref().map(CustomerId::as_str)),
                number(event.contact.as_ref().map(ContactId::as_str)),
                number(event.reference.as_deref()),
                number(event.item.as_deref()),
                number(event.family.as_deref()),
                number(event.region.as_deref()),
                number(event.owner.as_deref()),
                number(event.campaign.as_ref().map(CampaignId::as_str)),
                number(event.currency.as_ref().map(Currency::code)),
                number(Some(&barriers)),
                number(event.text.as_deref()),
            ],
        }
    }

    pub(crate) fn of(event: &EventRef<'_>, texts: &mut Texts) -> Self {
        let mut number = |text: &str| texts.number(text);
        Self {
            time: event.time,
            id: event.id,
            kind: event.kind,
            channel: event.channel,
            direction: event.direction,
            quantity: column(event.quantity),
            amount: column(event.amount),
            texts: [
                number(event.customer),
                number(event.contact),
                number(event.reference),
                number(event.item),
                number(event.family),
                number(event.region),
                number(event.owner),
                number(event.campaign),
                number(event.currency),
                number(event.barriers),
                number(event.text),
            ],
        }
    }

    pub(crate) fn borrow<'a>(&self, texts: &'a Texts) -> EventRef<'a> {
        let text = |place: usize| texts.get(self.texts[place]);
        let amount = |micros: Option<i64>| micros.map(|m| Amount::from_micros(i128::from(m)));
        EventRef {
            customer: text(0),
            time: self.time,
            id: self.id,
            kind: self.kind,
            contact: text(1),
            channel: self.channel,
            direction: self.direction,
            reference: text(2),
            item: text(3),
            family: text(4),
            region: text(5),
            owner: text(6),
            campaign: text(7),
            quantity: amount(self.quantity),
            amount: amount(self.amount),
            currency: text(8),
            barriers: text(9),
            text: text(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_come_in_the_order_of_their_keys(
            rows in proptest::collection::vec(("[a-c]{0,3}", 0..3_i64, any::<u8>()), 0..60),
        ) {
            let mut texts = Texts::default();
            let packed: Vec<Packed> = rows
                .iter()
                .map(|(customer, time, id)| {
                    let customer = CustomerId::new(customer).ok();
                    let time = DateTime::from_timestamp_micros(*time).unwrap();
                    let id = EventId(u128::from(*id));
                    Packed::new(&Event::new(id, customer, time, EventKind::Visit), &mut texts)
                })
                .collect();
            let mut places = in_order(&packed, &texts);
            let ordered: Vec<_> =
                places.iter().map(|place| packed[*place as usize].borrow(&texts).key()).collect();
            prop_assert!(ordered.is_sorted());
            places.sort_unstable();
            prop_assert_eq!(places, (0..).take(packed.len()).collect::<Vec<u32>>());
        }
    }
}

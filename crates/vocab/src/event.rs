//! What happened, and when. The truth everything else is derived from.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{CampaignId, ContactId, CustomerId};
use crate::money::{Amount, Currency};
use crate::time::Instant;
use crate::words::{Barrier, Channel, Direction, words};

/// Names one event for good. Two events with the same id are the same event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Uuid", into = "Uuid")]
pub struct EventId(pub u128);

impl From<Uuid> for EventId {
    fn from(id: Uuid) -> Self {
        Self(id.as_u128())
    }
}

impl From<EventId> for Uuid {
    fn from(id: EventId) -> Self {
        Self::from_u128(id.0)
    }
}

impl std::str::FromStr for EventId {
    type Err = uuid::Error;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        raw.trim().parse::<Uuid>().map(Self::from)
    }
}

/// Name space of ids made from natural keys; part of the data format, never changed.
const KEYS: Uuid = Uuid::from_u128(0x534f_4721_6576_656e_7473_2d6b_6579_7331);

impl EventId {
    /// The id that a natural key always gives, whoever imports it and whenever
    /// (UUID version 5 of RFC 9562 over the parts, each preceded by its length).
    #[must_use]
    pub fn from_key(parts: &[&str]) -> Self {
        let mut bytes = Vec::with_capacity(parts.iter().map(|p| p.len() + 4).sum());
        for part in parts {
            // A part is never near 4 GB: a line is limited long before.
            bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Self(Uuid::new_v5(&KEYS, &bytes).as_u128())
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_u128(self.0).fmt(f)
    }
}

words! {
    /// What kind of thing happened.
    EventKind, "kind of event" {
        /// A line of an order. `reference` is the order, `amount` quantity x price.
        Sale = "sale",
        /// A line of a cancellation or return; `amount` is negative.
        Return = "return",
        /// A correction that is neither order nor return (bad debt, manual posting).
        Adjustment = "adjustment",
        /// We and a contact met over a channel; `direction` says who began.
        Touch = "touch",
        /// A message of a campaign was accepted by a mail server.
        MessageSent = "message_sent",
        /// A mail server refused a message; `text` holds its answer.
        MessageBounced = "message_bounced",
        /// The contact answered a message.
        MessageAnswered = "message_answered",
        /// Looked at a page.
        Visit = "visit",
        /// Searched for something; `text` holds the words.
        Search = "search",
        /// Looked at an article, or at a family of them.
        ProductViewed = "product_viewed",
        /// Put an article into the basket.
        ProductAdded = "product_added",
        /// Took an article out of the basket.
        ProductRemoved = "product_removed",
        /// Put an article on a wish list.
        ProductWished = "product_wished",
        /// Wrote what they think of an article; `text` holds the words.
        ProductReviewed = "product_reviewed",
        /// Began to pay for what is in the basket; `reference` is the order or the basket.
        CheckoutStarted = "checkout_started",
        /// Asked us something.
        Inquiry = "inquiry",
        /// Put a need into words.
        NeedStated = "need_stated",
        /// Confirmed a requirement.
        RequirementConfirmed = "requirement_confirmed",
        /// Asked for a quote.
        QuoteRequested = "quote_requested",
        /// Asked about price or terms.
        PriceAsked = "price_asked",
        /// Asked for references, guarantees or proof.
        ReferenceAsked = "reference_asked",
        /// Recommended us to somebody.
        Referral = "referral",
        /// We sent a quote.
        QuoteSent = "quote_sent",
        /// A seller's note after a contact; `barriers` as noted.
        Note = "note",
        /// A deal was opened; `reference` is the deal.
        DealOpened = "deal_opened",
        /// A deal was won.
        DealWon = "deal_won",
        /// A deal was lost.
        DealLost = "deal_lost",
        /// Takes back a `deal_won` or `deal_lost` (`text` says which) of the same deal and
        /// time: the record was corrected.
        DealReopened = "deal_reopened",
        /// Takes back a `deal_opened` of the same deal and time: the record was corrected, or
        /// belongs to another customer.
        DealRemoved = "deal_removed",
        /// A complaint arrived; `reference` is the complaint.
        ComplaintOpened = "complaint_opened",
        /// A complaint was settled.
        ComplaintClosed = "complaint_closed",
        /// Takes back a `complaint_closed` of the same complaint and time.
        ComplaintReopened = "complaint_reopened",
        /// Takes back a `complaint_opened` of the same complaint and time.
        ComplaintRemoved = "complaint_removed",
        /// We promised the customer something; `reference` is the promise.
        PromiseMade = "promise_made",
        /// We kept a promise.
        PromiseKept = "promise_kept",
        /// We did not keep a promise, and said so.
        PromiseBroken = "promise_broken",
        /// Takes back a `promise_kept` or `promise_broken` of the same promise and time.
        PromiseReopened = "promise_reopened",
        /// Takes back a `promise_made` of the same promise and time.
        PromiseRemoved = "promise_removed",
        /// The customer answered what we asked about ourselves; `text` holds their words.
        SurveyAnswered = "survey_answered",
        /// Takes back a `survey_answered` of the same survey and time.
        SurveyRemoved = "survey_removed",
        /// Consent was given; `channel` says for which.
        ConsentGiven = "consent_given",
        /// Consent was withdrawn.
        ConsentWithdrawn = "consent_withdrawn",
        /// Objected to marketing altogether.
        Objected = "objected",
        /// Something that has no kind of its own; `item` is what the sender calls it.
        Other = "other",
    }
}

impl EventKind {
    /// Whether this is money booked: the kinds whose `amount` adds up to net revenue.
    #[must_use]
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Sale | Self::Return | Self::Adjustment)
    }

    /// The kind that takes an event of this kind back, for records that can be corrected. Such
    /// an event has the reference and the time of what it takes back, and its kind as `text`:
    /// the two stand side by side in the order of the log, however late the correction came.
    #[must_use]
    pub const fn taken_back_by(self) -> Option<Self> {
        match self {
            Self::DealOpened => Some(Self::DealRemoved),
            Self::DealWon | Self::DealLost => Some(Self::DealReopened),
            Self::ComplaintOpened => Some(Self::ComplaintRemoved),
            Self::ComplaintClosed => Some(Self::ComplaintReopened),
            Self::PromiseMade => Some(Self::PromiseRemoved),
            Self::PromiseKept | Self::PromiseBroken => Some(Self::PromiseReopened),
            Self::SurveyAnswered => Some(Self::SurveyRemoved),
            _ => None,
        }
    }

    /// Whether the customer did it (and it may therefore be evidence of a phase).
    #[must_use]
    pub const fn is_by_customer(self) -> bool {
        matches!(
            self,
            Self::Sale
                | Self::Return
                | Self::MessageAnswered
                | Self::Visit
                | Self::Search
                | Self::ProductViewed
                | Self::ProductAdded
                | Self::ProductRemoved
                | Self::ProductWished
                | Self::ProductReviewed
                | Self::CheckoutStarted
                | Self::Inquiry
                | Self::NeedStated
                | Self::RequirementConfirmed
                | Self::QuoteRequested
                | Self::PriceAsked
                | Self::ReferenceAsked
                | Self::Referral
                | Self::ComplaintOpened
                | Self::SurveyAnswered
                | Self::ConsentGiven
                | Self::ConsentWithdrawn
                | Self::Objected
        )
    }
}

/// Something that happened. Fields that a kind does not use are `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Names the event for good.
    pub id: EventId,
    /// Whose picture it belongs to; `None` for anonymous sales.
    pub customer: Option<CustomerId>,
    /// When it happened.
    pub time: Instant,
    /// What happened.
    pub kind: EventKind,
    /// The person involved.
    pub contact: Option<ContactId>,
    /// Over which channel.
    pub channel: Option<Channel>,
    /// Who began.
    pub direction: Option<Direction>,
    /// The order, deal, complaint or message this is about.
    pub reference: Option<String>,
    /// The article.
    pub item: Option<String>,
    /// The product family.
    pub family: Option<String>,
    /// The sales region.
    pub region: Option<String>,
    /// Who of us is responsible.
    pub owner: Option<String>,
    /// The campaign it belongs to.
    pub campaign: Option<CampaignId>,
    /// How many.
    pub quantity: Option<Amount>,
    /// How much money.
    pub amount: Option<Amount>,
    /// In which currency.
    pub currency: Option<Currency>,
    /// Barriers a seller noted.
    pub barriers: Vec<Barrier>,
    /// Words: a description, a note, a search, an answer.
    pub text: Option<String>,
}

impl Event {
    /// An event with nothing but the fields every event has.
    #[must_use]
    pub fn new(id: EventId, customer: Option<CustomerId>, time: Instant, kind: EventKind) -> Self {
        Self {
            id,
            customer,
            time: crate::time::to_micros(time),
            kind,
            contact: None,
            channel: None,
            direction: None,
            reference: None,
            item: None,
            family: None,
            region: None,
            owner: None,
            campaign: None,
            quantity: None,
            amount: None,
            currency: None,
            barriers: Vec::new(),
            text: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_run_into_each_other() {
        assert_ne!(EventId::from_key(&["ab", "c"]), EventId::from_key(&["a", "bc"]));
        assert_eq!(EventId::from_key(&["a"]), EventId::from_key(&["a"]));
    }

    #[test]
    fn what_takes_back_is_no_event_of_its_own() {
        let takes_back = EventKind::ALL.iter().filter_map(|kind| kind.taken_back_by());
        for kind in takes_back {
            assert!(kind.taken_back_by().is_none());
            assert!(!kind.is_by_customer() && !kind.is_money(), "{kind}");
        }
    }

    #[test]
    fn what_the_seller_did_is_no_evidence() {
        for kind in [
            EventKind::QuoteSent,
            EventKind::Note,
            EventKind::DealOpened,
            EventKind::Touch,
            EventKind::PromiseMade,
            EventKind::PromiseKept,
        ] {
            assert!(!kind.is_by_customer());
        }
    }
}

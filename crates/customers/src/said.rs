//! What the customer said, cited.
//!
//! What we write down of a customer is assumed until they confirm it. Only an event of their own
//! confirms ([`Cited::of`]): it lies in the log already, or the form says when and over which
//! channel they said so, and that is the event. What a seller did or noted never is one.
//!
//! Requirement B17 (every assumption is marked until the customer confirms it).

use events::{Columns, EventLog};
use serde::Serialize;
use store::blocks::{Blocks, What};
use store::{Lock, Tx};
use vocab::{Channel, ContactId, CustomerId, Direction, Event, EventId, EventKind, Instant};

use crate::{CustomersError, rows};

/// Kinds of event in which a customer puts something into words. A touch is one of them when it
/// came in.
pub const SPEAKS: &[EventKind] = &[
    EventKind::Search,
    EventKind::Inquiry,
    EventKind::MessageAnswered,
    EventKind::NeedStated,
    EventKind::RequirementConfirmed,
    EventKind::QuoteRequested,
    EventKind::PriceAsked,
    EventKind::ReferenceAsked,
    EventKind::Referral,
    EventKind::ProductReviewed,
];

/// The longest text that is noted, in characters.
pub const MAX_CHARS: usize = 4_000;

/// The longest name of a product family, in characters.
pub const MAX_FAMILY: usize = 200;

/// Why something cannot be noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No words.
    #[error("words are missing")]
    NoWords,
    /// Too many words.
    #[error("the words are longer than {MAX_CHARS} characters")]
    TooLong,
    /// The event is none of the customer's, or not in the log (yet).
    #[error("the event that is cited is none in which this customer says something")]
    NotSaid,
    /// Another contact's words are not this contact's.
    #[error("the event that is cited is one in which another contact says something")]
    SomebodyElse,
    /// What moves somebody now is said in an event that there is; it makes none (B16).
    #[error("what moves the customer now has to cite an event in which they said so")]
    MustCite,
    /// Said later than now.
    #[error("the day it was said lies in the future")]
    Future,
    /// The fit in detail comes after the fit in outline (B06).
    #[error("the fit in detail comes after the fit in outline")]
    DetailFirst,
    /// What fits partly or not says what is lacking.
    #[error("what fits partly or not at all has to say what is lacking")]
    NoGap,
    /// This can only be said of another kind of fact.
    #[error("this cannot be said of this kind of fact")]
    WrongKind,
    /// A need without a product family.
    #[error("the product family is missing")]
    NoFamily,
    /// A product family is a name, no text.
    #[error("the product family is longer than {MAX_FAMILY} characters")]
    LongFamily,
    /// Days of a need out of order.
    #[error("the days of the need are not in order: from, peak, until")]
    DaysOutOfOrder,
    /// A need of every year that is longer than a year.
    #[error("a need of every year is shorter than a year")]
    LongerThanAYear,
    /// A need of once that is longer than two years: whoever needs something then needs it always.
    #[error("a need of once is two years long at most")]
    LongerThanTwoYears,
    /// A need that was taken back already, or a change of one.
    #[error("the need was withdrawn; undo that first")]
    Withdrawn,
}

/// An event in which the customer said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cited {
    time: Instant,
    kind: EventKind,
    #[serde(rename = "event_id")]
    event: EventId,
}

impl Cited {
    /// The event, to be cited; `None` when the customer did not say anything in it.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        let came_in = event.kind == EventKind::Touch && event.direction == Some(Direction::Inbound);
        let says = SPEAKS.contains(&event.kind) || came_in;
        says.then_some(Self { time: event.time, kind: event.kind, event: event.id })
    }

    /// As rows hold it: it was an event of the customer when it was cited.
    pub(crate) fn stored(event: &str, kind: &str, time: Instant) -> Result<Self, String> {
        let event = event.parse().map_err(|why| format!("event `{event}`: {why}"))?;
        let kind = kind.parse().map_err(|why: vocab::UnknownWord| why.to_string())?;
        Ok(Self { time, kind, event })
    }

    /// Which event.
    #[must_use]
    pub const fn event(&self) -> EventId {
        self.event
    }

    /// What the customer did.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        self.kind
    }

    /// When.
    #[must_use]
    pub const fn time(&self) -> Instant {
        self.time
    }
}

/// How one knows that the customer said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By an event in the log.
    Cites(EventId),
    /// They told us; this becomes an event.
    Told {
        /// When.
        at: Instant,
        /// Over which channel.
        channel: Channel,
    },
}

/// Who writes something down, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub person: String,
    /// When.
    pub at: Instant,
}

/// What becomes an event when a customer told us something.
#[derive(Debug, Clone)]
pub(crate) struct Telling<'a> {
    /// Names it: the same key at the same time gives the same event.
    pub key: &'a [&'a str],
    pub customer: &'a CustomerId,
    pub contact: Option<&'a ContactId>,
    /// What kind of event it is; `None` when it has to be cited.
    pub kind: Option<EventKind>,
    pub text: &'a str,
}

impl Telling<'_> {
    /// The event that telling us at a moment gives: known from what is noted, so that it can be
    /// told from an event that was in the log before.
    pub(crate) fn event_id(&self, kind: EventKind, at: Instant) -> EventId {
        let moment = vocab::time::to_micros(at).timestamp_micros().to_string();
        let mut key = vec!["told", kind.code(), self.customer.as_str()];
        key.extend(self.key);
        key.extend([moment.as_str(), self.text]);
        EventId::from_key(&key)
    }
}

/// What says so.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proof {
    /// The event that is cited.
    pub cited: Cited,
    /// Who said it: the contact who was named, or that of the event. What is noted is found by
    /// them when they are erased.
    pub contact: Option<ContactId>,
    /// What has to be written.
    pub event: Option<Event>,
}

/// What is cited, who said it, and the event that has to be written for it.
pub(crate) fn cite(
    how: How,
    history: &[Event],
    telling: &Telling<'_>,
    now: Instant,
) -> Result<Proof, Refusal> {
    let named = telling.contact.cloned();
    match how {
        How::Cites(id) => {
            let event = history.iter().find(|event| event.id == id).ok_or(Refusal::NotSaid)?;
            let cited = Cited::of(event).ok_or(Refusal::NotSaid)?;
            match (&named, &event.contact) {
                (Some(named), Some(spoke)) if named != spoke => Err(Refusal::SomebodyElse),
                (_, spoke) => Ok(Proof { cited, contact: spoke.clone().or(named), event: None }),
            }
        }
        How::Told { at, channel } => {
            let kind = telling.kind.ok_or(Refusal::MustCite)?;
            if at > now {
                return Err(Refusal::Future);
            }
            let customer = Some(telling.customer.clone());
            let mut event = Event::new(telling.event_id(kind, at), customer, at, kind);
            event.contact.clone_from(&named);
            event.channel = Some(channel);
            event.text = Some(telling.text.to_owned());
            let cited = Cited::of(&event).ok_or(Refusal::WrongKind)?;
            Ok(Proof { cited, contact: named, event: Some(event) })
        }
    }
}

/// Trims words, takes line ends as one kind and drops control characters.
///
/// # Errors
/// When nothing is left, or too much.
pub fn words(text: &str) -> Result<String, Refusal> {
    let text = maybe_words(text)?;
    if text.is_empty() { Err(Refusal::NoWords) } else { Ok(text) }
}

/// The same for words that may be missing.
///
/// # Errors
/// When they are too long.
pub fn maybe_words(text: &str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let text = text.trim();
    if text.chars().count() > MAX_CHARS {
        return Err(Refusal::TooLong);
    }
    Ok(text.to_owned())
}

/// A customer's events as of the last hand-over, read off the async threads.
///
/// # Errors
/// When the log fails.
pub async fn history(log: &EventLog, customer: &CustomerId) -> Result<Vec<Event>, CustomersError> {
    let snapshot = log.snapshot().await?;
    let customer = customer.clone();
    let read = tokio::task::spawn_blocking(move || snapshot.history(&customer, Columns::ALL));
    Ok(read.await.map_err(|error| CustomersError::Interrupted(error.to_string()))??)
}

/// Holds erasures off until the end of the transaction, and refuses what is about somebody who
/// was erased, or who is no contact of the customer.
pub(crate) async fn may_note(
    tx: &Tx,
    customer: &CustomerId,
    contact: Option<&ContactId>,
) -> Result<(), CustomersError> {
    Lock::Inbox.share(tx).await?;
    let who = std::iter::once((What::Customer, customer.as_str()));
    let who = who.chain(contact.map(|contact| (What::Contact, contact.as_str())));
    let blocks = Blocks::among(tx, who).await?;
    if blocks.has(What::Customer, customer.as_str()) {
        return Err(CustomersError::Erased(customer.to_string()));
    }
    let Some(contact) = contact else { return Ok(()) };
    let row = rows::contacts(tx, rows::Which::One(contact.as_str())).await?.pop();
    match row.filter(|row| row.customer_id == customer.as_str()) {
        Some(_) => Ok(()),
        None => Err(CustomersError::NoContact(contact.to_string())),
    }
}

/// The same for the contact of an event that is cited, inside the transaction of [`may_note`]: the
/// event was read before it began. They need no record: events name contacts that have none.
pub(crate) async fn may_name(tx: &Tx, contact: Option<&ContactId>) -> Result<(), CustomersError> {
    let Some(contact) = contact else { return Ok(()) };
    let who = std::iter::once((What::Contact, contact.as_str()));
    match Blocks::among(tx, who).await?.has(What::Contact, contact.as_str()) {
        true => Err(CustomersError::Erased(contact.to_string())),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn event(n: u128, kind: EventKind, direction: Option<Direction>) -> Event {
        let customer = CustomerId::new("C1").ok();
        let mut event = Event::new(EventId(n), customer, time("2026-03-01T10:00:00Z"), kind);
        event.direction = direction;
        event
    }

    #[test]
    fn only_what_the_customer_says_is_cited() {
        for kind in EventKind::ALL {
            let cited = Cited::of(&event(1, *kind, None));
            assert_eq!(cited.is_some(), SPEAKS.contains(kind), "{kind}");
            assert!(cited.is_none() || kind.is_by_customer(), "{kind}");
        }
        assert!(Cited::of(&event(1, EventKind::Touch, Some(Direction::Inbound))).is_some());
        assert!(Cited::of(&event(1, EventKind::Touch, Some(Direction::Outbound))).is_none());
        // A direction makes no word of the customer out of what we wrote.
        assert!(Cited::of(&event(1, EventKind::Note, Some(Direction::Inbound))).is_none());
    }

    #[test]
    fn what_was_told_becomes_one_event_however_often_it_is_sent() {
        let customer = CustomerId::new("C1").unwrap();
        let telling = Telling {
            key: &["f1"],
            customer: &customer,
            contact: None,
            kind: Some(EventKind::NeedStated),
            text: "We need light",
        };
        let now = time("2026-03-02T10:00:00Z");
        let told = |at| How::Told { at: time(at), channel: Channel::Phone };
        let first = cite(told("2026-03-01T11:00:00Z"), &[], &telling, now).unwrap();
        let (cited, event) = (first.cited, first.event.unwrap());
        assert_eq!(telling.event_id(cited.kind(), cited.time()), cited.event());
        assert_eq!((event.id, event.kind), (cited.event(), EventKind::NeedStated));
        assert_eq!(event.channel, Some(Channel::Phone));
        let again = cite(told("2026-03-01T11:00:00Z"), &[], &telling, now).unwrap();
        assert_eq!(again.cited, cited);
        let later = cite(told("2026-03-01T12:00:00Z"), &[], &telling, now).unwrap();
        assert_ne!(later.cited.event(), cited.event());
        let future = cite(told("2026-03-02T10:00:01Z"), &[], &telling, now);
        assert_eq!(future.unwrap_err(), Refusal::Future);
        let must = Telling { kind: None, ..telling };
        let made = cite(told("2026-03-01T11:00:00Z"), &[], &must, now);
        assert_eq!(made.unwrap_err(), Refusal::MustCite);
    }

    #[test]
    fn a_note_or_a_stranger_cannot_be_cited() {
        let customer = CustomerId::new("C1").unwrap();
        let telling =
            Telling { key: &[], customer: &customer, contact: None, kind: None, text: "" };
        let history = [event(1, EventKind::Note, None), event(2, EventKind::Inquiry, None)];
        let now = time("2026-03-02T10:00:00Z");
        let cited = |id| cite(How::Cites(EventId(id)), &history, &telling, now);
        assert_eq!(cited(1).unwrap_err(), Refusal::NotSaid);
        assert_eq!(cited(3).unwrap_err(), Refusal::NotSaid);
        assert_eq!(cited(2).unwrap().cited.event(), EventId(2));
    }

    #[test]
    fn who_spoke_in_the_event_said_it() {
        let customer = CustomerId::new("C1").unwrap();
        let person = |id: &str| ContactId::new(id).unwrap();
        let (ann, bob) = (person("K1"), person("K2"));
        let spoke = Event { contact: Some(ann.clone()), ..event(1, EventKind::Inquiry, None) };
        let history = [spoke, event(2, EventKind::Inquiry, None)];
        let now = time("2026-03-02T10:00:00Z");
        let by = |id: u128, contact: Option<&ContactId>| {
            let telling = Telling { key: &[], customer: &customer, contact, kind: None, text: "" };
            cite(How::Cites(EventId(id)), &history, &telling, now).map(|proof| proof.contact)
        };
        assert_eq!(by(1, None), Ok(Some(ann.clone())));
        assert_eq!(by(1, Some(&ann)), Ok(Some(ann.clone())));
        assert_eq!(by(1, Some(&bob)), Err(Refusal::SomebodyElse));
        assert_eq!(by(2, Some(&bob)), Ok(Some(bob.clone())));
        assert_eq!(by(2, None), Ok(None));
    }

    #[test]
    fn words_are_cleaned_and_limited() {
        assert_eq!(words(" In\r\nApril\u{0} \n").unwrap(), "In\nApril");
        assert_eq!(words(" \r\n "), Err(Refusal::NoWords));
        assert_eq!(maybe_words(" \t ").unwrap(), "");
        assert!(words(&"ä".repeat(MAX_CHARS)).is_ok());
        assert_eq!(words(&"ä".repeat(MAX_CHARS + 1)), Err(Refusal::TooLong));
    }
}

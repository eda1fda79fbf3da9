//! Who began which contact: the touches of each person at a customer.
//!
//! A contact *we* began is a [`Touch`](EventKind::Touch) that goes out, or a message of a
//! campaign ([`MessageSent`](EventKind::MessageSent)). One *the customer* began is a touch that
//! comes in. A touch without a direction counts for neither.

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::{Channel, Direction, EventKind};

use crate::fold::{Fold, newest};
use crate::index::Index;
use crate::phase::Seen;

/// What happened between us and one person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The contact's id; empty for what names no person.
    pub id: Box<str>,
    /// When we began a contact, microseconds since 1970, ascending. All of them: the cap and
    /// the pressure are exact for every window and every half-life.
    pub outbound: Vec<i64>,
    /// The newest of them over each channel, in the order in which the channels first appeared.
    last_over: Vec<(Channel, i64)>,
    /// How many contacts the person began.
    pub inbound: u32,
    /// When the person last did something of their own.
    pub last_own: Option<i64>,
}

impl Person {
    /// When we last began a contact with the person over a channel.
    #[must_use]
    pub fn last_over(&self, channel: Channel) -> Option<i64> {
        self.last_over.iter().find(|(over, _)| *over == channel).map(|(_, time)| *time)
    }

    fn note_over(&mut self, channel: Channel, time: i64) {
        match self.last_over.iter_mut().find(|(over, _)| *over == channel) {
            Some((_, last)) => *last = time.max(*last),
            None => self.last_over.push((channel, time)),
        }
    }
}

/// All touches of one customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    /// In the order in which they first appeared.
    people: Vec<Person>,
    /// Finds a person by their id.
    by_id: Index,
    /// The newest thing the customer did out of interest of their own.
    pub last_signal: Option<Seen>,
}

/// Whether an event is a sign of interest that the customer gave of their own accord: looked,
/// searched, asked, stated, answered, recommended, or came to us.
#[must_use]
pub fn is_own_signal(event: &EventRef<'_>) -> bool {
    match event.kind {
        EventKind::Touch => event.direction == Some(Direction::Inbound),
        EventKind::MessageAnswered
        | EventKind::Visit
        | EventKind::Search
        | EventKind::ProductViewed
        | EventKind::ProductAdded
        | EventKind::ProductWished
        | EventKind::CheckoutStarted
        | EventKind::Inquiry
        | EventKind::NeedStated
        | EventKind::RequirementConfirmed
        | EventKind::QuoteRequested
        | EventKind::PriceAsked
        | EventKind::ReferenceAsked
        | EventKind::Referral => true,
        _ => false,
    }
}

/// Whether we began this contact.
#[must_use]
pub fn is_outbound(event: &EventRef<'_>) -> bool {
    match event.kind {
        EventKind::Touch => event.direction == Some(Direction::Outbound),
        EventKind::MessageSent => true,
        _ => false,
    }
}

impl Contacts {
    /// The people, in the order in which they first appeared.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// When we began a contact with this person, ascending.
    #[must_use]
    pub fn outbound_to(&self, contact: &str) -> &[i64] {
        self.people
            .iter()
            .find(|person| *person.id == *contact)
            .map_or(&[], |person| person.outbound.as_slice())
    }

    /// When we last began a contact with this person over a channel.
    #[must_use]
    pub fn last_over(&self, contact: &str, channel: Channel) -> Option<i64> {
        self.people.iter().find(|person| *person.id == *contact)?.last_over(channel)
    }

    fn person(&mut self, id: &str) -> &mut Person {
        let at = match self.by_id.find(&self.people, id, |person| &person.id) {
            Some(at) => at,
            None => {
                self.people.push(Person { id: id.into(), ..Person::default() });
                self.people.len() - 1
            }
        };
        &mut self.people[at]
    }

    /// Lets go what only speeds up taking in more.
    pub(crate) fn rest(&mut self) {
        self.by_id.rest();
    }
}

impl Fold for Contacts {
    fn update(&mut self, event: &EventRef<'_>) {
        let (outbound, own) = (is_outbound(event), is_own_signal(event));
        if !outbound && !own {
            return;
        }
        let person = self.person(event.contact);
        if outbound {
            person.outbound.push(event.time);
            if let Some(channel) = event.channel {
                person.note_over(channel, event.time);
            }
        }
        if own {
            person.inbound += u32::from(event.kind == EventKind::Touch);
            person.last_own = newest(person.last_own, Some(event.time));
            self.last_signal = Some(Seen::of(event));
        }
    }

    fn merge(mut self, later: Self) -> Self {
        for theirs in later.people {
            let ours = self.person(&theirs.id);
            ours.outbound.extend_from_slice(&theirs.outbound);
            for (channel, time) in theirs.last_over {
                ours.note_over(channel, time);
            }
            ours.inbound += theirs.inbound;
            ours.last_own = newest(ours.last_own, theirs.last_own);
        }
        self.last_signal = later.last_signal.or(self.last_signal);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::blank;

    #[test]
    fn directions_are_kept_apart_per_person() {
        let mut contacts = Contacts::default();
        let touch = |time, contact, direction| EventRef {
            contact,
            direction,
            ..blank(time, EventKind::Touch)
        };
        contacts.update(&EventRef {
            channel: Some(Channel::Phone),
            ..touch(1, "K1", Some(Direction::Outbound))
        });
        contacts.update(&touch(2, "K2", Some(Direction::Inbound)));
        contacts.update(&touch(3, "K2", None));
        for time in [3, 4] {
            contacts.update(&EventRef {
                contact: "K1",
                channel: Some(Channel::Email),
                ..blank(time, EventKind::MessageSent)
            });
        }
        contacts.update(&EventRef {
            channel: Some(Channel::Email),
            ..touch(9, "K1", Some(Direction::Inbound))
        });
        contacts.update(&EventRef { contact: "K1", ..blank(9, EventKind::Visit) });
        contacts.update(&EventRef { contact: "K1", ..blank(6, EventKind::Sale) });
        assert_eq!(contacts.outbound_to("K1"), [1, 3, 4]);
        let last = |channel| contacts.last_over("K1", channel);
        assert_eq!(last(Channel::Email), Some(4));
        assert_eq!(last(Channel::Phone), Some(1));
        assert_eq!(last(Channel::Post), None);
        assert!(contacts.outbound_to("K2").is_empty() && contacts.outbound_to("K9").is_empty());
        assert_eq!(contacts.people()[1].inbound, 1);
        assert_eq!(contacts.people()[0].last_own, Some(9));
        assert_eq!(contacts.last_signal.unwrap().kind, EventKind::Visit);
    }
}

//! What other programs send: Segment's tracking interface, as its published clients speak it.
//!
//! Bytes go in; out come events for the log, links between ids, and for each message that cannot
//! be used its place and the reason. Nothing here waits, reads a clock or touches a disk; the
//! door that does is [`Intake`](crate::Intake), and HTTP is spoken in the room `web`.
//!
//! What always holds:
//! - a message names its events: sent again, it gives the same ids, and the log counts them once;
//! - a bad message of a batch takes no good one with it;
//! - money is read as the decimal it is written as, never as a binary fraction;
//! - no body unpacks to more than its limit, however small it is packed.
//!
//! Reading order: [`body`] (limits, batches), [`message`] (one message, and when it happened),
//! [`names`] (what event names mean, as data), [`convert`] (from a message to events).

pub mod body;
pub mod convert;
pub mod message;
pub mod names;

pub use body::{BadBody, MAX_BODY, inflate, write_key};
pub use convert::{Link, Sender, Terms};
pub use message::Call;
pub use names::Names;

use std::collections::HashSet;

use vocab::{CustomerId, Event, EventKind, Instant};

/// What came in with one body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Received {
    /// For the log.
    pub events: Vec<Event>,
    /// Who turned out to be whom.
    pub links: Vec<Link>,
    /// The messages that can be used, in their order.
    pub taken: Vec<Taken>,
    /// Those that cannot.
    pub refused: Vec<Refused>,
}

/// A message that can be used, in few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What it is.
    pub call: Call,
    /// What the sender calls it: the event, the page.
    pub name: Option<String>,
    /// Whose it is.
    pub customer: CustomerId,
    /// When it happened.
    pub time: Instant,
    /// What it became; `None` for a message that only says who somebody is.
    pub kind: Option<EventKind>,
}

/// Why one message of a body cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Refused {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Its id, where it has one.
    #[serde(rename = "messageId", skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// Why, for the person who wrote the sender.
    pub reason: String,
}

/// Takes a body apart: one message of a known `call`, or a batch. `received` is when it arrived.
///
/// # Errors
/// When the body as a whole cannot be used.
pub fn receive(
    body: &[u8],
    call: Option<Call>,
    received: Instant,
    mut terms: Terms<'_>,
) -> Result<Received, BadBody> {
    let mut done = Received::default();
    let mut linked = HashSet::new();
    body::each(body, call, received, &mut |index, read| {
        let refused = match read {
            Ok(message) => match convert::convert(&message, terms) {
                Ok(converted) => {
                    let kind = converted.events.first().map(|event| event.kind);
                    let mut money = converted.events.iter().filter(|event| event.kind.is_money());
                    // What comes first gives books without a currency theirs.
                    terms.books = terms.books.or_else(|| money.find_map(|event| event.currency));
                    done.taken.push(Taken {
                        call: message.call,
                        name: message.name.as_deref().map(convert::cut),
                        customer: converted.customer,
                        time: message.time,
                        kind,
                    });
                    done.events.extend(converted.events);
                    let new = converted.links.into_iter().filter(|l| linked.insert(l.clone()));
                    done.links.extend(new);
                    return;
                }
                Err(reason) => Refused { index, message_id: Some(message.id), reason },
            },
            Err((message_id, reason)) => Refused { index, message_id, reason },
        };
        done.refused.push(refused);
    })?;
    Ok(done)
}

//! What may be sent to whom, and why not: the guard asked for each contact and channel, as if
//! a message about a family were to go out now.
//!
//! This only shows. The question is put by the action that delivery's own question comes from,
//! and delivery asks again at the moment of sending.

use ::customers::Pictures;
use ::customers::people::ContactCard;
use campaign::actions::{May, may_write};
use guard::Verdict;
use vocab::Instant;

use crate::error::Error;
use crate::state::AppState;

/// A contact, and what the guard says.
pub(super) struct Person {
    pub(super) card: ContactCard,
    pub(super) answers: Vec<May>,
}

impl Person {
    /// Contacts that count against the cap: one cap for all channels.
    pub(super) fn in_cap(&self) -> u64 {
        self.answers.first().map_or(0, |answer| answer.in_cap)
    }
}

/// Asks about contacts, channel by channel.
pub(super) async fn ask(
    state: &AppState,
    pictures: &Pictures,
    contacts: Vec<ContactCard>,
    family: &str,
    now: Instant,
) -> Result<Vec<Person>, Error> {
    let answers = may_write(&state.store, pictures, &state.rules, &contacts, family, now).await;
    let answers = answers.map_err(Error::internal)?;
    let people = contacts.into_iter().zip(answers);
    Ok(people.map(|(card, answers)| Person { card, answers }).collect())
}

/// The class of a badge for the verdict.
pub(super) fn tone(answer: &May) -> &'static str {
    match answer.decision.verdict {
        Verdict::Allow => "good",
        Verdict::Deny => "bad",
        Verdict::AskPerson => "warn",
    }
}

//! The one door to a mail server. It opens for a [`Cleared`] and for nothing else.
//!
//! A `Cleared` is taken by value, so that one clearance is one attempt; it must be for the
//! contact the letter was written for, and it must be fresh.
//!
//! ```compile_fail,E0308
//! # extern crate sog_campaign as campaign;
//! // A decision that says yes is not enough: only `guard::clear` makes the proof.
//! async fn send(
//!     connection: &mut campaign::smtp::Connection,
//!     decision: guard::Decision,
//!     letter: campaign::letter::Letter,
//!     now: vocab::Instant,
//! ) {
//!     campaign::delivery::hand_to(connection, decision, &letter, now).await;
//! }
//! ```

use chrono::TimeDelta;
use guard::Cleared;
use vocab::{Channel, Instant, Purpose};

use crate::letter::Letter;
use crate::notes::Note;
use crate::smtp::{Connection, Outcome};

/// How old a clearance may be. Between it and the first byte lie only the building and signing
/// of the letter.
pub const FRESH_SECONDS: i64 = 60;

/// Hands a letter to the server, once.
pub async fn hand_to(
    connection: &mut Connection,
    cleared: Cleared,
    letter: &Letter,
    now: Instant,
) -> Outcome {
    if let Err(why) = fits(&cleared, letter, now) {
        tracing::warn!(contact = %letter.contact(), "not handed over: {why}");
        return Outcome::NotHanded { note: Note::Clearance, said: None };
    }
    connection.hand_over(letter).await
}

fn fits(cleared: &Cleared, letter: &Letter, now: Instant) -> Result<(), &'static str> {
    if cleared.contact() != letter.contact() {
        return Err("the clearance is for somebody else");
    }
    if cleared.channel() != Channel::Email || cleared.purpose() != Purpose::Marketing {
        return Err("the clearance is for another channel or purpose");
    }
    if now - cleared.decided_at() > TimeDelta::seconds(FRESH_SECONDS) {
        return Err("the clearance is too old");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use vocab::ContactId;

    use super::*;
    use crate::facts::Facts;
    use crate::question::case;
    use crate::question::tests::{at, card, terms};

    #[test]
    fn a_clearance_is_for_one_person_and_one_moment() {
        let mut terms = terms();
        terms.brief.family = String::new();
        let mut card = card("k1", "c1");
        card.consents.push(customers::people::ConsentEntry {
            id: "1".into(),
            channel: Channel::Email,
            purpose: Purpose::Marketing,
            status: customers::permission::ConsentStatus::Given,
            at: at(1),
            source: "form".into(),
            text_version: None,
            sale_ref: None,
            family: None,
            notice_shown: false,
        });
        let case =
            case(&terms.about(), &card, &customers::Pictures::default(), &Facts::default(), at(12));
        let clear = || guard::clear(&guard::RuleSet::built_in(), &case).unwrap();
        let letter = |contact: &str| Letter {
            contact: ContactId::new(contact).unwrap(),
            from: "a@b.example".parse().unwrap(),
            to: "c@d.example".parse().unwrap(),
            bytes: Vec::new(),
        };
        assert_eq!(fits(&clear(), &letter("k1"), at(12)), Ok(()));
        assert!(fits(&clear(), &letter("k2"), at(12)).is_err());
        let late = at(12) + TimeDelta::seconds(FRESH_SECONDS + 1);
        assert!(fits(&clear(), &letter("k1"), late).is_err());
    }
}

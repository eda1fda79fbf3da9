//! The life of one message, from the launch to its end.
//!
//! ```text
//!            claim            guard clears, committed      server answers
//! queued  ----------> claimed ----------------> sending ----------------> sent
//!   ^                   |  |                      |  |  \--- refused ---> bounced (theirs)
//!   |   worker gone     |  |  guard says no       |  |   \-- refused ---> failed  (ours)
//!   +-------------------+  +--> denied            |  |
//!   |                                             |  +--- nobody knows --> uncertain
//!   +------ refused for now, or nothing was ------+                          |  |
//!           handed over                              a person decides:  sent-+  +-given_up
//! ```
//!
//! The mark `sending` is committed before the first byte goes out and is left only by the
//! worker that set it, or by recovery, which turns it into `uncertain`. Only that same worker,
//! when it lives after all and has the server's answer, ends it then or puts it back, and back
//! only when nothing was handed over: what may have been sent is never sent again by itself.

use vocab::{CampaignId, ContactId, EventId};

use crate::codes::codes;

codes! {
    /// Where a message stands.
    State {
        /// Waits for its turn.
        Queued = "queued",
        /// A worker has it; nothing is said yet.
        Claimed = "claimed",
        /// Cleared by the guard and on its way to the server.
        Sending = "sending",
        /// The server took it.
        Sent = "sent",
        /// The server refused it because of the recipient.
        Bounced = "bounced",
        /// It could not be sent because of us: the server's policy, the size, the address form.
        Failed = "failed",
        /// It may or may not have been taken; a person decides.
        Uncertain = "uncertain",
        /// The guard said no, at the launch or at the moment of sending.
        Denied = "denied",
        /// Left alone on purpose, for comparison.
        HeldOut = "held_out",
        /// A person decided that an uncertain one is not worth asking.
        GivenUp = "given_up",
    }
}

impl State {
    /// Whether nothing more happens to it by itself.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Claimed | Self::Sending)
    }

    /// Whether the person has, or may have, got it: these count against the cap.
    #[must_use]
    pub const fn may_have_arrived(self) -> bool {
        matches!(self, Self::Sending | Self::Sent | Self::Uncertain | Self::GivenUp)
    }
}

/// The id of the message of a campaign to a contact: the same whenever it is asked for.
#[must_use]
pub fn message_id(campaign: &CampaignId, contact: &ContactId) -> String {
    EventId::from_key(&["message", campaign.as_str(), contact.as_str()]).to_string()
}

/// After this many refusals "for now" a message is given up as failed. With the waits of
/// [`backoff_seconds`] that is more than four days.
pub const MAX_ATTEMPTS: i64 = 17;

/// How long to wait after the n-th refusal "for now" (n from 1), in seconds: 1, 5 and 30
/// minutes, 2 hours, then every 8 hours. Receivers that greylist want some minutes
/// (RFC 6647, 5).
#[must_use]
pub const fn backoff_seconds(attempt: i64) -> i64 {
    match attempt {
        i64::MIN..=1 => 60,
        2 => 5 * 60,
        3 => 30 * 60,
        4 => 2 * 3600,
        _ => 8 * 3600,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_fixed_and_waits_grow() {
        let id = |c: &str, k: &str| {
            message_id(&CampaignId::new(c).unwrap(), &ContactId::new(k).unwrap())
        };
        assert_eq!(id("a", "k"), id("a", "k"));
        assert_ne!(id("a", "k"), id("b", "k"));
        let waits: Vec<_> = (1..=MAX_ATTEMPTS).map(backoff_seconds).collect();
        assert!(waits.is_sorted());
    }
}

//! The proof that a message may go, which delivery asks for.

use vocab::{Channel, ContactId, Instant, Purpose};

use crate::case::Case;
use crate::decide::{Decision, decide};
use crate::reason::Verdict;
use crate::rules::RuleSet;

/// One contact may be reached once, now, over one channel, for one purpose.
///
/// Only [`clear`] makes one, at the moment of sending. It cannot be copied, stored or read back,
/// and delivery takes it by value: one decision, one sending. Record
/// [`decision`](Self::decision) with the sending.
///
/// No other crate can make one up:
///
/// ```compile_fail,E0451
/// # use sog_guard as guard;
/// fn forge(contact: vocab::ContactId, decision: guard::Decision) -> guard::Cleared {
///     guard::Cleared {
///         contact,
///         channel: vocab::Channel::Email,
///         purpose: vocab::Purpose::Marketing,
///         decided_at: decision.decided_at,
///         decision,
///     }
/// }
/// ```
///
/// nor change one it was given:
///
/// ```compile_fail,E0616
/// # use sog_guard as guard;
/// fn redirect(mut cleared: guard::Cleared, to: vocab::ContactId) -> guard::Cleared {
///     cleared.contact = to;
///     cleared
/// }
/// ```
///
/// nor send twice on one decision:
///
/// ```compile_fail,E0382
/// # use sog_guard as guard;
/// fn deliver(_cleared: guard::Cleared) {}
/// fn twice(cleared: guard::Cleared) {
///     deliver(cleared);
///     deliver(cleared);
/// }
/// ```
///
/// nor copy one:
///
/// ```compile_fail,E0277
/// # use sog_guard as guard;
/// fn copies<T: Clone>() {}
/// copies::<guard::Cleared>();
/// ```
///
/// nor read one from a file:
///
/// ```compile_fail,E0277
/// # use sog_guard as guard;
/// fn reads<T: serde::de::DeserializeOwned>() {}
/// reads::<guard::Cleared>();
/// ```
#[derive(Debug)]
#[must_use = "a cleared contact that is not reached was asked about for nothing"]
pub struct Cleared {
    contact: ContactId,
    channel: Channel,
    purpose: Purpose,
    decided_at: Instant,
    decision: Decision,
}

/// Decides a case and, when the verdict is allow, gives the proof.
///
/// # Errors
/// The decision, when it is anything but allow.
pub fn clear(rules: &RuleSet, case: &Case) -> Result<Cleared, Decision> {
    let decision = decide(rules, case);
    if decision.verdict != Verdict::Allow {
        return Err(decision);
    }
    Ok(Cleared {
        contact: case.contact.id.clone(),
        channel: case.channel,
        purpose: case.purpose,
        decided_at: case.now,
        decision,
    })
}

impl Cleared {
    /// Who may be reached.
    #[must_use]
    pub fn contact(&self) -> &ContactId {
        &self.contact
    }

    /// Over which channel.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// For which purpose.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// When that was decided; delivery refuses one that is not fresh.
    #[must_use]
    pub fn decided_at(&self) -> Instant {
        self.decided_at
    }

    /// The decision, to be recorded with the sending.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        &self.decision
    }
}

//! What a mail server's refusal means for the address (rule E8).
//!
//! A reply such as `550 5.1.1 User unknown` carries an enhanced code (RFC 3463:
//! class.subject.detail). It decides when it is there. Without one only the basic code is
//! known, and that alone never condemns an address.

use serde::{Deserialize, Serialize};

/// Whose problem a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blame {
    /// The address does not exist (any more): do not write to it again.
    AddressDead,
    /// Passing: full mailbox, busy server. Try again later.
    Temporary,
    /// Our problem: authentication, reputation, policy. Says nothing about the address.
    Policy,
    /// Our problem: the message is too large.
    TooLarge,
    /// Refused for good without a reason we know.
    Unknown,
}

impl Blame {
    /// The stable code, as stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AddressDead => "address_dead",
            Self::Temporary => "temporary",
            Self::Policy => "policy",
            Self::TooLarge => "too_large",
            Self::Unknown => "unknown",
        }
    }

    /// Reads a stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::AddressDead, Self::Temporary, Self::Policy, Self::TooLarge, Self::Unknown]
            .into_iter()
            .find(|blame| blame.code() == code)
    }

    /// Whether the refusal says something about the recipient, so that it belongs in their
    /// history. Our own problems do not.
    #[must_use]
    pub const fn is_about_recipient(self) -> bool {
        matches!(self, Self::AddressDead | Self::Unknown)
    }
}

/// Judges a reply by its basic code (`550`) and its text.
#[must_use]
pub fn judge(code: u16, text: &str) -> Blame {
    if (400..500).contains(&code) {
        return Blame::Temporary;
    }
    match enhanced(text) {
        // A permanent basic code with a 4.x.x enhanced one happens; the milder one counts.
        Some((4, ..)) | Some((5, 2, 2)) => Blame::Temporary,
        Some((5, 1, 1 | 2 | 3 | 10)) | Some((5, 2, 1)) => Blame::AddressDead,
        Some((5, 7, _)) => Blame::Policy,
        Some((5, 3, 4)) => Blame::TooLarge,
        Some(_) => Blame::Unknown,
        // 552: storage exceeded; 530-538: we must authenticate; 554 is "no" in general.
        None => match code {
            552 => Blame::Temporary,
            530..=538 => Blame::Policy,
            _ => Blame::Unknown,
        },
    }
}

/// The first enhanced code in the text.
fn enhanced(text: &str) -> Option<(u16, u16, u16)> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let mut parts = word.trim_matches('.').split('.');
        let class: u16 = parts.next()?.parse().ok()?;
        let subject: u16 = parts.next()?.parse().ok()?;
        let detail: u16 = parts.next()?.parse().ok()?;
        // An IPv4 address has a fourth part.
        let plausible = parts.next().is_none() && matches!(class, 2 | 4 | 5);
        (plausible && subject < 10 && detail < 1000).then_some((class, subject, detail))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_as_servers_write_them() {
        use Blame::{AddressDead, Policy, Temporary, TooLarge, Unknown};
        let table: &[(u16, &str, Blame)] = &[
            (550, "5.1.1 The email account that you tried to reach does not exist.", AddressDead),
            (550, "5.1.1 <x@y.example>: Recipient address rejected: User unknown", AddressDead),
            (550, "5.1.2 Bad destination system address", AddressDead),
            (550, "5.1.3 Bad address syntax", AddressDead),
            (550, "5.1.10 RESOLVER.ADR.RecipientNotFound", AddressDead),
            (550, "#5.1.0 Address rejected.", Unknown),
            (550, "5.2.1 The account is disabled", AddressDead),
            (552, "5.2.2 Mailbox full", Temporary),
            (552, "Requested mail action aborted: exceeded storage allocation", Temporary),
            (550, "5.7.1 Message rejected as spam", Policy),
            (550, "5.7.26 Unauthenticated email is not accepted", Policy),
            (550, "5.7.515 Access denied, sending domain does not meet the required level", Policy),
            (530, "Authentication required", Policy),
            (552, "5.3.4 Message size exceeds fixed limit", TooLarge),
            (550, "Requested action not taken: mailbox unavailable", Unknown),
            (554, "Transaction failed", Unknown),
            (550, "Blocked, see https://example.org/1.2.3.4 for 192.0.2.5", Unknown),
            (554, "4.4.7 Message expired", Temporary),
            (450, "4.2.0 Greylisted", Temporary),
            (421, "Try again later", Temporary),
            (451, "5.1.1 odd but temporary", Temporary),
        ];
        for (code, text, expected) in table {
            assert_eq!(judge(*code, text), *expected, "{code} {text}");
        }
    }

    #[test]
    fn our_own_problems_never_stand_against_the_address() {
        for blame in [Blame::Policy, Blame::TooLarge, Blame::Temporary] {
            assert!(!blame.is_about_recipient());
            assert_eq!(Blame::from_code(blame.code()), Some(blame));
        }
    }
}

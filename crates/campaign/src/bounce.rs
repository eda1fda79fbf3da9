//! What a mail server's refusal means for the address (rule E8), and when to try again.
//!
//! A reply such as `550 5.1.1 User unknown` carries an enhanced code (RFC 3463:
//! class.subject.detail). It decides when it is there. Without one only the basic code and the
//! [`Step`] are known: before a recipient was named and after one was taken, a refusal says
//! nothing about the address. No basic code alone condemns one.

use chrono::TimeDelta;
use vocab::Instant;

use crate::codes::codes;
use crate::queue::{MAX_ATTEMPTS, backoff_seconds};
use crate::smtp::Step;

codes! {
    /// Whose problem a refusal is.
    Blame {
        /// The address does not exist (any more): do not write to it again.
        AddressDead = "address_dead",
        /// Passing: full mailbox, busy server. Try again later.
        Temporary = "temporary",
        /// Our problem: our sender address, our commands, authentication, reputation, policy.
        /// Says nothing about the address.
        Policy = "policy",
        /// Our problem: the message is too large.
        TooLarge = "too_large",
        /// Refused for good without a reason we know.
        Unknown = "unknown",
    }
}

impl Blame {
    /// Whether the refusal says something about the recipient, so that it belongs in their
    /// history. Our own problems do not.
    #[must_use]
    pub const fn is_about_recipient(self) -> bool {
        matches!(self, Self::AddressDead | Self::Unknown)
    }
}

/// Judges a reply by where it came, its basic code (`550`) and its text.
#[must_use]
pub fn judge(step: Step, code: u16, text: &str) -> Blame {
    if (400..500).contains(&code) {
        return Blame::Temporary;
    }
    match enhanced(text) {
        // A permanent basic code with a 4.x.x enhanced one happens; the milder one counts.
        Some((4, ..)) => return Blame::Temporary,
        Some((5, 3, 4)) => return Blame::TooLarge,
        // 5.1.7 and 5.1.8: our sender address; 5.5: our commands; 5.6: our content.
        Some((5, 1, 7 | 8) | (5, 5..=7, _)) => return Blame::Policy,
        // No recipient has been named yet.
        _ if step == Step::Sender => return Blame::Policy,
        Some((5, 2, 2)) => return Blame::Temporary,
        Some((5, 1, 1 | 2 | 3 | 6 | 10) | (5, 2, 1)) => return Blame::AddressDead,
        _ => {}
    }
    match (code, enhanced(text)) {
        // 500-504: our commands; 530-538: we must authenticate; 555: our parameters.
        (500..=504 | 530..=538 | 555, _) => Blame::Policy,
        // Storage exceeded.
        (552, None) => Blame::Temporary,
        (_, Some((5, 1 | 2 | 4, _))) => Blame::Unknown,
        // The recipient had been taken: what is refused is the message.
        _ if matches!(step, Step::Data | Step::Message) => Blame::Policy,
        _ => Blame::Unknown,
    }
}

/// Whether a refusal for now is about the connection or about us as a sender, not about one
/// message: then sending slows down, and the message has used up no attempt.
#[must_use]
pub const fn slows_down(step: Step, code: u16) -> bool {
    code == 421 || matches!(step, Step::Sender) && code >= 400 && code < 500
}

/// When to try a message again after so many attempts; `None` when it is given up: after four
/// days (RFC 5321, 4.5.4.1), or when the campaign's window ends before. The last try is some
/// minutes before that end.
#[must_use]
pub fn next_try(attempts: i64, now: Instant, window_ends: Option<Instant>) -> Option<Instant> {
    if attempts >= MAX_ATTEMPTS {
        return None;
    }
    let next = now + TimeDelta::seconds(backoff_seconds(attempts));
    match window_ends {
        Some(end) if next >= end => Some(end - TimeDelta::minutes(10)).filter(|last| *last > now),
        _ => Some(next),
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
        use Step::{Data, Message, Recipient, Sender};
        let table: &[(Step, u16, &str, Blame)] = &[
            (
                Recipient,
                550,
                "5.1.1 The email account that you tried to reach does not exist.",
                AddressDead,
            ),
            (
                Recipient,
                550,
                "5.1.1 <x@y.example>: Recipient address rejected: User unknown",
                AddressDead,
            ),
            (Recipient, 550, "5.1.2 Bad destination system address", AddressDead),
            (Recipient, 501, "5.1.3 Bad recipient address syntax", AddressDead),
            (Recipient, 550, "5.1.6 Recipient has moved", AddressDead),
            (Message, 550, "5.1.10 RESOLVER.ADR.RecipientNotFound", AddressDead),
            (Recipient, 550, "#5.1.0 Address rejected.", Unknown),
            (Recipient, 550, "5.2.1 The account is disabled", AddressDead),
            (Recipient, 550, "5.4.1 Recipient address rejected: Access denied.", Unknown),
            (Recipient, 552, "5.2.2 Mailbox full", Temporary),
            (Message, 552, "Requested mail action aborted: exceeded storage allocation", Temporary),
            (Message, 554, "5.2.0 STOREDRV.Deliver; delivery result banned", Unknown),
            // Ours: reputation, authentication, policy.
            (Message, 550, "5.7.1 Message rejected as spam", Policy),
            (Message, 550, "5.7.26 Unauthenticated email is not accepted", Policy),
            (
                Message,
                550,
                "5.7.515 Access denied, sending domain does not meet the required level",
                Policy,
            ),
            (Recipient, 554, "5.7.1 <x@y.example>: Relay access denied", Policy),
            (Recipient, 550, "5.7.1 Service unavailable; client [192.0.2.5] blocked", Policy),
            (Recipient, 530, "Authentication required", Policy),
            (Message, 552, "5.3.4 Message size exceeds fixed limit", TooLarge),
            (Sender, 552, "5.3.4 Message size exceeds fixed limit", TooLarge),
            (Message, 554, "5.6.0 Message content rejected", Policy),
            (Message, 554, "Transaction failed", Policy),
            (Data, 554, "no valid recipients", Policy),
            // Ours: the sender, whatever the code.
            (Sender, 550, "Sender verify failed", Policy),
            (
                Sender,
                550,
                "5.1.8 <post@shop.example>: Sender address rejected: Domain not found",
                Policy,
            ),
            (Recipient, 550, "5.1.8 Access denied, bad outbound sender", Policy),
            (Sender, 501, "5.1.7 Bad sender address syntax", Policy),
            (Recipient, 501, "5.1.7 Invalid address", Policy),
            (Sender, 553, "sorry, your envelope sender is in my badmailfrom list", Policy),
            (Sender, 550, "5.1.1 sender mailbox unknown", Policy),
            (Sender, 550, "5.2.1 sender mailbox disabled", Policy),
            (Sender, 552, "5.2.2 your mailbox is full", Policy),
            (Sender, 554, "Refused. Your reverse DNS entry does not resolve.", Policy),
            // Ours: our commands.
            (Sender, 503, "5.5.1 nested MAIL command", Policy),
            (Recipient, 503, "bad sequence of commands", Policy),
            (Recipient, 501, "5.5.4 Syntax error in parameters", Policy),
            (Recipient, 500, "command unrecognized", Policy),
            (Recipient, 555, "MAIL FROM/RCPT TO parameters not recognized", Policy),
            (Recipient, 550, "5.5.0 Sender domain is empty.", Policy),
            // Nobody says why.
            (Recipient, 550, "Requested action not taken: mailbox unavailable", Unknown),
            (Recipient, 553, "mailbox name not allowed", Unknown),
            (Recipient, 554, "Transaction failed", Unknown),
            (Recipient, 550, "Blocked, see https://example.org/1.2.3.4 for 192.0.2.5", Unknown),
            // For now.
            (Recipient, 554, "4.4.7 Message expired", Temporary),
            (Recipient, 450, "4.2.0 Greylisted", Temporary),
            (Recipient, 421, "Try again later", Temporary),
            (Recipient, 451, "5.1.1 odd but temporary", Temporary),
            (Sender, 450, "4.7.1 daily quota used up, try tomorrow", Temporary),
        ];
        for (step, code, text, expected) in table {
            assert_eq!(judge(*step, *code, text), *expected, "{step:?} {code} {text}");
        }
    }

    #[test]
    fn our_own_problems_never_stand_against_the_address() {
        for blame in [Blame::Policy, Blame::TooLarge, Blame::Temporary] {
            assert!(!blame.is_about_recipient());
        }
    }

    #[test]
    fn what_is_about_the_connection_slows_down() {
        for (step, code, expected) in [
            (Step::Recipient, 421, true),
            (Step::Message, 421, true),
            (Step::Sender, 450, true),
            (Step::Sender, 550, false),
            (Step::Recipient, 451, false),
            (Step::Message, 452, false),
        ] {
            assert_eq!(slows_down(step, code), expected, "{step:?} {code}");
        }
    }

    #[test]
    fn trying_ends_after_four_days_or_with_the_window() {
        let start = Instant::UNIX_EPOCH;
        let (mut now, mut attempts) = (start, 1);
        while let Some(next) = next_try(attempts, now, None) {
            (now, attempts) = (next, attempts + 1);
        }
        let tried = now - start;
        assert!(tried >= TimeDelta::days(4) && tried < TimeDelta::days(5), "{tried}");

        let end = start + TimeDelta::hours(10);
        let (mut now, mut attempts) = (start, 1);
        while let Some(next) = next_try(attempts, now, Some(end)) {
            (now, attempts) = (next, attempts + 1);
        }
        assert_eq!(now, end - TimeDelta::minutes(10), "the last try is shortly before the end");
        // What uses up no attempt ends with the window too.
        let (mut now, mut tries) = (start, 0);
        while let Some(next) = next_try(0, now, Some(end)) {
            (now, tries) = (next, tries + 1);
        }
        assert!(now < end && tries > 100, "{now} {tries}");
    }
}

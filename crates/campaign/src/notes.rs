//! What the program has to say about a message or a held campaign, as codes.
//!
//! Pages put a code into the reader's language. Beside it stands what a server or the system
//! said, word for word: it is a quotation, and nobody translates those.

use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// What happened to a message, where that is not just the server's answer.
    Note {
        /// The process that sent it ended before the server answered.
        ProcessEnded = "process_ended",
        /// The database is an older copy: it may have been sent after the copy was made.
        Restored = "restored",
        /// The contact is not on record any more.
        ContactGone = "contact_gone",
        /// The connection broke before the message: nothing was handed over.
        BrokeBefore = "broke_before",
        /// No answer to a command in time: nothing was handed over.
        SilentBefore = "silent_before",
        /// An answer that fits no command: nothing was handed over.
        OddBefore = "odd_before",
        /// The connection broke in the message or before its answer.
        Broke = "broke",
        /// No answer to the message in time.
        Silent = "silent",
        /// An answer to the message that says neither yes nor no.
        Odd = "odd",
        /// The clearance did not fit or was too old.
        Clearance = "clearance",
        /// Our server does not take addresses beyond ASCII.
        NotUtf8 = "not_utf8",
        /// The recipient's address is none.
        BadAddress = "bad_address",
        /// The mail could not be built for this recipient.
        NotBuilt = "not_built",
        /// Refused for now until there was no time left.
        GaveUp = "gave_up",
    }
}

codes! {
    /// Why the program held a campaign.
    Halt {
        /// The server does not want our mail.
        Unwanted = "unwanted",
        /// The server refuses one recipient after the other and does not say why.
        Unexplained = "unexplained",
        /// The words or the company's settings have faults.
        Faults = "faults",
        /// Readers cannot reach the public address.
        Address = "address",
        /// The signing key cannot be used.
        Key = "key",
        /// The database is an older copy, and this campaign was sent after it was made.
        SentBefore = "sent_before",
    }
}

/// Why a campaign is held, with the words of whoever caused it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The reason.
    pub why: Halt,
    /// What the server or the system said; may be empty.
    #[serde(default)]
    pub said: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_stored_with_its_words() {
        let held = Held { why: Halt::Unwanted, said: "550 5.7.1 no".into() };
        let json = serde_json::to_string(&held).unwrap();
        assert_eq!(serde_json::from_str::<Held>(&json).unwrap(), held);
    }
}

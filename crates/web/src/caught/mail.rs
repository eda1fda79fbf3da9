//! A caught mail, taken apart for reading.

use mail_parser::{Message, MessageParser};
use vocab::Instant;

use super::mailbox::Caught;

/// What the pages show of a mail.
pub(super) struct Mail {
    pub(super) number: usize,
    pub(super) at: Instant,
    pub(super) to: String,
    pub(super) from: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: Option<String>,
    /// The headers mailbox providers look at, name and value.
    pub(super) headers: Vec<(&'static str, String)>,
}

/// Headers worth showing.
const HEADERS: [&str; 5] =
    ["Reply-To", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "DKIM-Signature"];

impl Mail {
    pub(super) fn read(number: usize, caught: &Caught) -> Self {
        let message = MessageParser::default().parse(&caught.raw).unwrap_or_default();
        let header = |name: &'static str| {
            let value = message.header_raw(name)?;
            Some((name, value.split_whitespace().collect::<Vec<_>>().join(" ")))
        };
        Self {
            number,
            at: caught.at,
            to: caught.recipients.join(", "),
            from: sender(&message),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message
                .html_body_count()
                .gt(&0)
                .then(|| message.body_html(0).unwrap_or_default().into_owned()),
            headers: HEADERS.into_iter().filter_map(header).collect(),
        }
    }
}

fn sender(message: &Message<'_>) -> String {
    let Some(from) = message.from().and_then(|from| from.first()) else {
        return String::new();
    };
    match (from.name(), from.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (None, Some(address)) => address.to_owned(),
        _ => String::new(),
    }
}

//! One mail, built and signed, ready to be handed to a server.
//!
//! ```text
//! From, Reply-To, To, Subject, Date, Message-ID
//! List-Unsubscribe: <https://sog.example/u/TOKEN>      one click ends the mails (RFC 8058)
//! List-Unsubscribe-Post: List-Unsubscribe=One-Click
//! X-Sog-Message: ID                                     the row, for who reads a server's log
//! MIME-Version, Content-Type: multipart/alternative
//! DKIM-Signature                                        covers all of the above but X-Sog-Message
//! ```

use lettre::message::header::{
    ContentTransferEncoding, ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0,
};
use lettre::message::{Body, Mailbox, MultiPart, MultiPartKind, SinglePart};
use lettre::{Address, Message};
use store::Company;
use vocab::{ContactId, Instant};

use crate::dkim::Signer;
use crate::message::Rendered;
use crate::token::Links;

/// The header that carries the id of the row in our queue.
pub const OWN_HEADER: &str = "X-Sog-Message";

/// Why a mail cannot be built for this recipient.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// Not an e-mail address.
    #[error("`{0}` is no e-mail address")]
    Address(String),
    /// The parts do not make a mail.
    #[error("the mail cannot be built: {0}")]
    Build(#[from] lettre::error::Error),
    /// A link holds something that must not stand in a header.
    #[error("the public address of the installation cannot stand in a mail: `{0}`")]
    Link(String),
    /// The guard said yes, on a ground that no reader can be told.
    #[error(
        "the rules allow this mail without a reason that a reader can be told; it needs their \
         consent"
    )]
    Ground,
    /// The words cannot be written out.
    #[error("the words cannot be written out: {0}")]
    Words(String),
    /// The thread that signs died.
    #[error("the mail could not be signed: {0}")]
    Signing(String),
}

/// A mail as bytes, with the two addresses of its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub(crate) contact: ContactId,
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) bytes: Vec<u8>,
}

impl Letter {
    /// The mail as it goes over the wire.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The contact it was written for.
    #[must_use]
    pub fn contact(&self) -> &ContactId {
        &self.contact
    }

    /// To which address it goes.
    #[must_use]
    pub fn to(&self) -> &Address {
        &self.to
    }
}

/// Everything that makes one mail.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    /// Who writes.
    pub company: &'a Company,
    /// The words.
    pub words: &'a Rendered,
    /// Who reads.
    pub contact: &'a ContactId,
    /// The reader's name for the To header; may be empty.
    pub name: &'a str,
    /// The reader's address.
    pub address: &'a str,
    /// The reader's links.
    pub links: &'a Links,
    /// The id of the row in the queue; the same for every attempt.
    pub id: &'a str,
    /// The date in the mail.
    pub date: Instant,
}

impl Draft<'_> {
    /// The Message-ID: the same for every attempt, so that a receiver who got two copies of
    /// one mail shows one.
    #[must_use]
    pub fn message_id(id: &str, domain: &str) -> String {
        format!("<{id}@{domain}>")
    }

    /// Builds the mail without a signature.
    ///
    /// # Errors
    /// When an address is none or a link cannot stand in a header.
    pub fn build(&self) -> Result<Message, LetterError> {
        let from = address(&self.company.sender_email)?;
        let to = address(self.address)?;
        let unsubscribe = &self.links.unsubscribe;
        if !unsubscribe.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>') {
            return Err(LetterError::Link(unsubscribe.clone()));
        }
        let name: String =
            self.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        let sender = Some(self.company.name.trim().to_owned()).filter(|name| !name.is_empty());
        let (content_type, body) = self.parts();
        let message = Message::builder()
            .from(Mailbox::new(sender, from.clone()))
            .reply_to(Mailbox::new(None, from.clone()))
            .to(Mailbox::new(name, to))
            .subject(self.words.subject.as_str())
            .date(self.date.into())
            .message_id(Some(Self::message_id(self.id, from.domain())))
            .raw_header(raw("List-Unsubscribe", format!("<{unsubscribe}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
            .raw_header(raw(OWN_HEADER, self.id.to_owned()))
            .header(MIME_VERSION_1_0)
            .raw_header(raw("Content-Type", content_type))
            .body(Body::dangerous_pre_encoded(body, ContentTransferEncoding::SevenBit))?;
        Ok(message)
    }

    /// The type with its boundary, and the two parts.
    ///
    /// Built apart from the mail because lettre keeps the type of a multipart body where a
    /// signature does not see it.
    fn parts(&self) -> (String, Vec<u8>) {
        let boundary = format!("sog-{}", self.id);
        let part = |kind: ContentType, text: &str| {
            SinglePart::builder().header(kind).body(text.to_owned())
        };
        let parts = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(boundary.as_str())
            .singlepart(part(ContentType::TEXT_PLAIN, &self.words.text))
            .singlepart(part(ContentType::TEXT_HTML, &self.words.html));
        let formatted = parts.formatted();
        let head_ends = formatted.windows(4).position(|four| four == b"\r\n\r\n");
        let body = head_ends.map_or(formatted.as_slice(), |at| &formatted[at + 4..]);
        (format!("multipart/alternative; boundary=\"{boundary}\""), body.to_vec())
    }

    /// Builds and signs the mail; the signing happens on a thread for such work.
    ///
    /// # Errors
    /// As [`build`](Self::build), and when that thread dies.
    pub async fn seal(&self, signer: Option<&Signer>) -> Result<Letter, LetterError> {
        let mut message = self.build()?;
        if let Some(signer) = signer {
            let signer = signer.clone();
            let signed = tokio::task::spawn_blocking(move || {
                signer.sign(&mut message);
                message
            });
            message = signed.await.map_err(|error| LetterError::Signing(error.to_string()))?;
        }
        let to = address(self.address)?;
        let from = address(&self.company.sender_email)?;
        Ok(Letter { contact: self.contact.clone(), from, to, bytes: message.formatted() })
    }
}

fn address(text: &str) -> Result<Address, LetterError> {
    text.trim().parse().map_err(|_| LetterError::Address(text.to_owned()))
}

/// A header that is not folded: its value is one ASCII word or a fixed text.
fn raw(name: &'static str, value: String) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value)
}

#[cfg(test)]
mod tests {
    use vocab::Lang;

    use super::*;
    use crate::message::tests::{company, message, reader};

    fn mail(change: impl FnOnce(&mut Company)) -> Result<String, LetterError> {
        let links = Links {
            unsubscribe: "https://sog.nordlicht.example/u/TOKEN".into(),
            answer: "https://sog.nordlicht.example/a/TOKEN".into(),
        };
        let reader = reader("Jürgen\r\nBcc: x@evil.example", Lang::De);
        let words = message().compile(&company()).unwrap().render(&reader, &links).unwrap();
        let mut company = company();
        change(&mut company);
        let draft = Draft {
            company: &company,
            words: &words,
            contact: &ContactId::new("k1").unwrap(),
            name: "Jürgen\r\nBcc: x@evil.example",
            address: "j.jansen@laden.example",
            links: &links,
            id: "01890000-0000-7000-8000-000000000001",
            date: Instant::from_timestamp(1_795_000_000, 0).unwrap(),
        };
        let bytes = draft.build()?.formatted();
        Ok(String::from_utf8(bytes).expect("a mail is ASCII"))
    }

    #[test]
    fn the_raw_mail_has_what_it_needs() {
        let mail = mail(|_| {}).unwrap();
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        let headers: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        assert_eq!(
            headers,
            [
                "From",
                "Reply-To",
                "To",
                "Subject",
                "Date",
                "Message-ID",
                "List-Unsubscribe",
                "List-Unsubscribe-Post",
                "X-Sog-Message",
                "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding"
            ]
        );
        for line in [
            "Message-ID: <01890000-0000-7000-8000-000000000001@nordlicht.example>",
            "List-Unsubscribe: <https://sog.nordlicht.example/u/TOKEN>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Reply-To: post@nordlicht.example",
            "Date: Wed, 18 Nov 2026 11:06:40 +0000",
        ] {
            assert!(head.contains(line), "{line}\n{head}");
        }
        assert!(body.trim_start().starts_with("--sog-01890000"), "{body}");
        assert!(body.ends_with("--sog-01890000-0000-7000-8000-000000000001--\r\n"), "{body}");
        assert_eq!(body.matches("Content-Type: text/").count(), 2);
        assert!(!mail.replace("\r\n", "").contains(['\r', '\n']), "only whole line ends");
        assert!(mail.split("\r\n").all(|line| line.len() <= 998));
    }

    #[test]
    fn nothing_gets_in_through_a_name_or_a_setting() {
        let lower = mail(|_| {}).unwrap().to_lowercase();
        assert!(!lower.contains("\r\nbcc:"));
        let links = mail(|c| c.sender_email = "post@nordlicht.example>\r\nBcc: x@y.z".into());
        assert!(matches!(links, Err(LetterError::Address(_))));
    }
}

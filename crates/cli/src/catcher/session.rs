//! One connection of the mail catcher, without the network: lines in, replies out.

/// Largest message taken, in bytes.
const MAX_MESSAGE: usize = 10 << 20;

/// What to answer to a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// Nothing (a line of a message).
    None,
    /// These lines.
    Say(&'static str),
    /// A whole message has arrived.
    Message {
        /// Who it is for.
        recipients: Vec<String>,
        /// The message as sent, dots unstuffed.
        raw: Vec<u8>,
    },
    /// The client is done.
    Bye,
}

#[derive(Debug, Default)]
pub(super) struct Session {
    sender: bool,
    recipients: Vec<String>,
    message: Option<Vec<u8>>,
    too_large: bool,
}

impl Session {
    /// Takes one line with its line end.
    pub(super) fn line(&mut self, line: &[u8]) -> Reply {
        if self.message.is_some() { self.content(line) } else { self.command(line) }
    }

    fn command(&mut self, line: &[u8]) -> Reply {
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.forget();
                Reply::Say("250-sog\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 10485760\r\n")
            }
            "HELO" => {
                self.forget();
                Reply::Say("250 sog\r\n")
            }
            "MAIL" => {
                self.forget();
                self.sender = true;
                Reply::Say("250 2.1.0 ok\r\n")
            }
            "RCPT" if self.sender => match address(rest) {
                Some(recipient) => {
                    self.recipients.push(recipient);
                    Reply::Say("250 2.1.5 ok\r\n")
                }
                None => Reply::Say("501 5.1.3 no address in <>\r\n"),
            },
            "DATA" if !self.recipients.is_empty() => {
                self.message = Some(Vec::new());
                Reply::Say("354 go on, end with a dot\r\n")
            }
            "RCPT" | "DATA" => Reply::Say("503 5.5.1 something is missing before that\r\n"),
            "RSET" => {
                self.forget();
                Reply::Say("250 2.0.0 ok\r\n")
            }
            "NOOP" => Reply::Say("250 2.0.0 ok\r\n"),
            "QUIT" => Reply::Bye,
            _ => Reply::Say("500 5.5.2 not understood\r\n"),
        }
    }

    fn content(&mut self, line: &[u8]) -> Reply {
        let Some(message) = &mut self.message else {
            return Reply::None;
        };
        if line == b".\r\n" || line == b".\n" {
            let raw = std::mem::take(message);
            let recipients = std::mem::take(&mut self.recipients);
            let too_large = self.too_large;
            self.forget();
            if too_large {
                return Reply::Say("552 5.3.4 too large\r\n");
            }
            return Reply::Message { recipients, raw };
        }
        let line = line.strip_prefix(b".").unwrap_or(line);
        if message.len() + line.len() > MAX_MESSAGE {
            self.too_large = true;
        } else {
            message.extend_from_slice(line);
        }
        Reply::None
    }

    fn forget(&mut self) {
        *self = Self::default();
    }
}

/// The address between `<` and `>`.
fn address(rest: &str) -> Option<String> {
    let (_, rest) = rest.split_once('<')?;
    let (address, _) = rest.split_once('>')?;
    (!address.is_empty()).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_caught_whole_with_its_dots() {
        let mut session = Session::default();
        for line in ["EHLO me\r\n", "MAIL FROM:<a@example.com>\r\n", "RCPT TO:<b@example.com>\r\n"]
        {
            assert!(
                matches!(session.line(line.as_bytes()), Reply::Say(text) if text.starts_with('2'))
            );
        }
        assert!(matches!(session.line(b"DATA\r\n"), Reply::Say(text) if text.starts_with("354")));
        for line in ["Subject: x\r\n", "\r\n", "..dot\r\n", "QUIT\r\n"] {
            assert_eq!(session.line(line.as_bytes()), Reply::None);
        }
        assert_eq!(
            session.line(b".\r\n"),
            Reply::Message {
                recipients: vec!["b@example.com".to_owned()],
                raw: b"Subject: x\r\n\r\n.dot\r\nQUIT\r\n".to_vec()
            }
        );
        assert_eq!(session.line(b"QUIT\r\n"), Reply::Bye);
    }

    #[test]
    fn order_matters() {
        let mut session = Session::default();
        assert!(matches!(session.line(b"DATA\r\n"), Reply::Say(text) if text.starts_with("503")));
        assert!(
            matches!(session.line(b"RCPT TO:<a@b.c>\r\n"), Reply::Say(text) if text.starts_with("503"))
        );
    }
}

//! Talking to a mail server, and knowing exactly how far one got.
//!
//! ```text
//! connect, EHLO, TLS, AUTH      nothing handed over
//! MAIL, RCPT, DATA              nothing handed over; a refusal is an answer
//! the message, the final dot    from the first byte on only the server's answer tells
//! 250                           accepted: the server answers for it now
//! ```
//!
//! lettre speaks the protocol; the connection is ours because Nagle's algorithm has to be off
//! (otherwise each message waits 40 ms) and because the four steps above must be told apart.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::letter::Letter;
use crate::notes::Note;
use crate::tls;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// Not at all: a server on this machine.
    None,
    /// Begins open and must turn to TLS before anything is said (port 587).
    #[default]
    Starttls,
    /// TLS from the first byte (port 465).
    Tls,
}

/// A password. Stored and sent, never shown: its debug form is `hidden`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a password.
    #[must_use]
    pub fn new(password: impl Into<String>) -> Self {
        Self(password.into())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hidden")
    }
}

/// The mail server that takes our mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Server {
    /// Its name; the certificate must be for this name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Who we are to it; empty for no sign-in.
    pub user: String,
    /// With which password.
    pub password: Secret,
    /// A certificate (PEM) to trust beside the public ones, for a server of the own house.
    pub extra_root: Option<String>,
    /// How many connections at once, 1 to 4.
    pub connections: u32,
    /// How long to wait for an answer to a command, in seconds. The answer to a whole message
    /// may take ten times as long (RFC 5321, 4.5.3.2 allows ten minutes).
    pub timeout_seconds: u32,
    /// The DKIM selector.
    pub selector: String,
    /// Whether it keeps every mail to itself, as the demo's catcher and a test do. Only then
    /// may the links in mails lead to this machine alone.
    pub keeps_mails: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            security: Security::Starttls,
            user: String::new(),
            password: Secret::default(),
            extra_root: None,
            connections: 2,
            timeout_seconds: 60,
            selector: "sog1".to_owned(),
            keeps_mails: false,
        }
    }
}

impl Server {
    /// A server on this machine without protection or sign-in that keeps what it gets, as the
    /// demo and tests use.
    #[must_use]
    pub fn local(address: SocketAddr) -> Self {
        Self {
            host: address.ip().to_string(),
            port: address.port(),
            security: Security::None,
            keeps_mails: address.ip().is_loopback(),
            ..Self::default()
        }
    }

    /// How many connections are really opened.
    #[must_use]
    pub fn lanes(&self) -> usize {
        self.connections.clamp(1, 4) as usize
    }

    fn wait(&self) -> Duration {
        Duration::from_secs(u64::from(self.timeout_seconds.clamp(1, 600)))
    }

    /// How long a message may stay under way before the answer is given up.
    #[must_use]
    pub fn longest_wait(&self) -> Duration {
        // MAIL, RCPT, DATA, then the message.
        self.wait() * 14
    }
}

/// Why no connection could be opened. Nothing was handed over.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Nobody answers there.
    #[error("the mail server {host}:{port} cannot be reached: {source}")]
    Unreachable {
        /// Its name.
        host: String,
        /// Its port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// It answers, but does not let us in.
    #[error("the mail server {host}:{port} does not let us in: {why}")]
    Refused {
        /// Its name.
        host: String,
        /// Its port.
        port: u16,
        /// What it said; never holds the password.
        why: String,
    },
    /// The settings cannot be used.
    #[error("the settings of the mail server cannot be used: {0}")]
    Settings(String),
}

/// Where a refusal came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// MAIL: no recipient has been named yet.
    Sender,
    /// RCPT.
    Recipient,
    /// DATA.
    Data,
    /// After the message.
    Message,
}

/// How handing a message over ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it and answers for it now.
    Accepted {
        /// What it said.
        answer: String,
    },
    /// The server said no. Nothing was handed over.
    Refused {
        /// Where it said so.
        step: Step,
        /// Its code, 400 to 599.
        code: u16,
        /// What it said.
        answer: String,
    },
    /// The server cannot take this address; it was not asked.
    Unfit {
        /// What it lacks.
        note: Note,
    },
    /// The connection broke before the first byte of the message: nothing was handed over.
    NotHanded {
        /// What happened.
        note: Note,
        /// What the server or the system said.
        said: Option<String>,
    },
    /// The connection broke after the first byte of the message: nobody here can know.
    Unknown {
        /// What happened.
        note: Note,
        /// What the server or the system said.
        said: Option<String>,
    },
}

/// An open connection that has signed in.
pub struct Connection {
    inner: AsyncSmtpConnection,
    wait: Duration,
    usable: bool,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("usable", &self.usable).finish_non_exhaustive()
    }
}

impl Connection {
    /// Connects, protects the connection and signs in.
    ///
    /// # Errors
    /// When any of that fails. A server that is to protect the connection but cannot is
    /// refused: no password and no mail goes over an open line against the settings.
    pub async fn open(server: &Server) -> Result<Self, ConnectError> {
        let (host, port) = (server.host.clone(), server.port);
        let refused = |error: &dyn fmt::Display| ConnectError::Refused {
            host: host.clone(),
            port,
            why: error.to_string(),
        };
        let unreachable = |source| ConnectError::Unreachable { host: host.clone(), port, source };
        let wait = server.wait();
        let tcp = timeout(wait, TcpStream::connect((host.as_str(), port)))
            .await
            .map_err(|late| unreachable(late.into()))?
            .map_err(unreachable)?;
        tcp.set_nodelay(true).map_err(unreachable)?;

        let stream: Box<dyn AsyncTokioStream> = match server.security {
            Security::Tls => Box::new(tls::TlsTcp(
                timeout(wait, tls::wrap(server, tcp))
                    .await
                    .map_err(|late| unreachable(late.into()))??,
            )),
            Security::None | Security::Starttls => Box::new(tcp),
        };
        let hello = ClientId::default();
        let connect = AsyncSmtpConnection::connect_with_transport(stream, &hello);
        let mut inner = timeout(wait, connect)
            .await
            .map_err(|late| unreachable(late.into()))?
            .map_err(|error| refused(&error))?;

        if server.security == Security::Starttls {
            let tls = tls::starttls(server)?;
            timeout(wait, inner.starttls(tls, &hello))
                .await
                .map_err(|late| unreachable(late.into()))?
                .map_err(|error| refused(&error))?;
        }
        if !server.user.is_empty() {
            let credentials = Credentials::new(server.user.clone(), server.password.0.clone());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            timeout(wait, inner.auth(&mechanisms, &credentials))
                .await
                .map_err(|late| unreachable(late.into()))?
                .map_err(|error| refused(&error))?;
        }
        Ok(Self { inner, wait, usable: true })
    }

    /// Whether another message may go over it.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.usable
    }

    /// Says goodbye; errors do not matter any more.
    pub async fn close(mut self) {
        let _ = timeout(Duration::from_secs(2), self.inner.quit()).await;
    }

    /// Hands one message over. Only [`delivery`](crate::delivery) calls this.
    pub(crate) async fn hand_over(&mut self, letter: &Letter) -> Outcome {
        let mut options = Vec::new();
        let ascii = |address: &lettre::Address| AsRef::<str>::as_ref(address).is_ascii();
        if !(ascii(&letter.from) && ascii(&letter.to)) {
            if !self.inner.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Outcome::Unfit { note: Note::NotUtf8 };
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        let mail = Mail::new(Some(letter.from.clone()), options);
        if let Err(outcome) = self.ask(Step::Sender, &mail).await {
            return self.reset(outcome).await;
        }
        let rcpt = Rcpt::new(letter.to.clone(), Vec::new());
        if let Err(outcome) = self.ask(Step::Recipient, &rcpt).await {
            return self.reset(outcome).await;
        }
        match self.ask(Step::Data, &Data).await {
            Ok(response) if u16::from(response.code()) == 354 => {}
            Ok(response) => {
                // Neither "go on" nor "no": do not guess what the server waits for.
                self.usable = false;
                return Outcome::NotHanded { note: Note::OddBefore, said: Some(show(&response)) };
            }
            Err(outcome) => return self.reset(outcome).await,
        }
        self.say(letter).await
    }

    /// The message and the final dot. From here on only the server's answer tells.
    async fn say(&mut self, letter: &Letter) -> Outcome {
        let said = timeout(self.wait * 10, self.inner.message(&letter.bytes)).await;
        let unknown = |note, said| Outcome::Unknown { note, said };
        let outcome = match said {
            Ok(Ok(response)) if u16::from(response.code()) / 100 == 2 => {
                Outcome::Accepted { answer: show(&response) }
            }
            Ok(Ok(response)) => unknown(Note::Odd, Some(show(&response))),
            Ok(Err(error)) => match refusal(Step::Message, &error) {
                Some(refused) => refused,
                None => unknown(Note::Broke, Some(error.to_string())),
            },
            Err(_) => unknown(Note::Silent, None),
        };
        self.usable &= !matches!(outcome, Outcome::Unknown { .. }) && !closes(&outcome);
        outcome
    }

    async fn ask(&mut self, step: Step, command: &impl fmt::Display) -> Result<Response, Outcome> {
        match timeout(self.wait, self.inner.command(command)).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(refusal(step, &error).unwrap_or_else(|| {
                self.usable = false;
                Outcome::NotHanded { note: Note::BrokeBefore, said: Some(error.to_string()) }
            })),
            Err(_) => {
                self.usable = false;
                Err(Outcome::NotHanded { note: Note::SilentBefore, said: None })
            }
        }
    }

    /// After a refusal the transaction is put aside so that the next message can go.
    async fn reset(&mut self, outcome: Outcome) -> Outcome {
        self.usable &= !closes(&outcome);
        if self.usable {
            let reset = timeout(self.wait, self.inner.command(Rset)).await;
            self.usable = matches!(reset, Ok(Ok(_)));
        }
        outcome
    }
}

/// 421 announces that the server closes the connection.
fn closes(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Refused { code: 421, .. })
}

fn show(response: &Response) -> String {
    let words: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), words.join(" ")).trim().to_owned()
}

/// A 4xx or 5xx answer; `None` for a broken connection or an answer nobody understands.
fn refusal(step: Step, error: &lettre::transport::smtp::Error) -> Option<Outcome> {
    let code = u16::from(error.status()?);
    let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let answer = format!("{code} {words}").trim().to_owned();
    (400..600).contains(&code).then_some(Outcome::Refused { step, code, answer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_never_shown() {
        let server = Server { password: Secret::new("rosebud"), ..Server::default() };
        assert!(!format!("{server:?}").contains("rosebud"));
        // It is stored, though: the settings must survive a restart.
        assert!(serde_json::to_string(&server).unwrap().contains("rosebud"));
    }

    #[test]
    fn lanes_stay_within_bounds() {
        for (asked, got) in [(0, 1), (1, 1), (4, 4), (90, 4)] {
            assert_eq!(Server { connections: asked, ..Server::default() }.lanes(), got);
        }
    }
}

//! A real mail server that is not ours, and a DKIM verifier that is not ours.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;
use tempfile::TempDir;

use crate::env;
use crate::process::{Process, ProcessError};

const SERVER: &str = include_str!("smtp_server.py");
const VERIFIER: &str = include_str!("dkim_verifier.py");

/// How long the server may take to start.
const START: Duration = Duration::from_secs(30);

/// A mail as the server received it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Envelope sender.
    pub from: String,
    /// Envelope recipients.
    pub to: Vec<String>,
    /// The message, to the byte.
    pub raw: Vec<u8>,
}

impl Mail {
    /// The message as text, for looking at headers.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }
}

/// An SMTP server process on a free port of the loopback address. It takes every mail, except
/// that the first part of a recipient's address asks for something else:
///
/// | Recipient | Answer |
/// | --- | --- |
/// | `refuse.…@` | 550 5.1.1, at RCPT |
/// | `later.…@` | 451 4.3.0, at RCPT |
/// | `spam.…@` | 554 5.7.1, after the message |
/// | `vanish.…@` | keeps the message, then closes the connection without an answer |
/// | `slow.…@` | keeps the message, answers after two seconds |
#[derive(Debug)]
pub struct Server {
    port: u16,
    folder: TempDir,
    _process: Process,
}

/// Starts a mail server. `None` (after saying so) when the Python for it is not there.
///
/// # Panics
/// When it does not start, or is not there although it must be.
#[must_use]
pub fn server() -> Option<Server> {
    let python = env::required(env::PYTHON, "Python with aiosmtpd")?;
    Some(Server::start(&python).expect("the mail server starts"))
}

impl Server {
    fn start(python: &str) -> Result<Self, ProcessError> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut process =
            Process::start(Command::new(python).args(["-u", "-c", SERVER]).arg(folder.path()))?;
        let line = process.wait_for_line("listening ", START)?;
        let port = line
            .trim_start_matches("listening ")
            .trim()
            .parse()
            .expect("the mail server prints its port");
        Ok(Self { port, folder, _process: process })
    }

    /// Where it listens, on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder in which each mail is a file (`00000001.eml`) beside its envelope
    /// (`00000001.json`).
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// All mails so far, in the order of their arrival.
    ///
    /// # Panics
    /// When a mail cannot be read.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        let mut envelopes: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .expect("the mail folder can be read")
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        envelopes.sort();
        envelopes.iter().map(|path| read(path)).collect()
    }

    /// Waits until there are at least `count` mails, and gives all there are.
    ///
    /// # Panics
    /// When there are fewer when the time is over.
    pub async fn wait_for(&self, count: usize, limit: Duration) -> Vec<Mail> {
        let start = Instant::now();
        loop {
            let mails = self.mails();
            if mails.len() >= count {
                return mails;
            }
            assert!(
                start.elapsed() < limit,
                "{} of {count} mails arrived within {limit:?}",
                mails.len()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Reads one mail. The server writes the envelope last, so the message is whole.
fn read(envelope: &Path) -> Mail {
    #[derive(Deserialize)]
    struct Envelope {
        from: String,
        to: Vec<String>,
    }
    let text = std::fs::read_to_string(envelope).expect("an envelope can be read");
    let Envelope { from, to } = serde_json::from_str(&text).expect("an envelope is JSON");
    let raw = std::fs::read(envelope.with_extension("eml")).expect("a mail can be read");
    Mail { from, to, raw }
}

/// One DKIM signature of a message, as `dkimpy` sees it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Signature {
    /// Whether it holds for this message and the given key.
    pub valid: bool,
    /// Why not, in the verifier's words; empty when it holds.
    pub error: String,
    /// `rsa-sha256` or `ed25519-sha256`.
    pub algorithm: String,
    /// Who signs.
    pub domain: String,
    /// Which key.
    pub selector: String,
    /// The headers it covers, in small letters, as often as they are named.
    pub headers: Vec<String>,
}

/// Verifies every DKIM signature of a message with `dkimpy`, an implementation that is not
/// ours. `records` are the DNS TXT records there are: name (`s1._domainkey.example.com`) and
/// text. `None` (after saying so) when the Python for it is not there.
///
/// # Panics
/// When the verifier does not run, or is not there although it must be.
#[must_use]
pub fn dkim_verify(raw: &[u8], records: &[(&str, &str)]) -> Option<Vec<Signature>> {
    let python = env::required(env::PYTHON, "Python with dkimpy")?;
    let records: Vec<String> =
        records.iter().map(|(name, text)| format!("{name}={text}")).collect();
    let mut child = Command::new(python)
        .args(["-c", VERIFIER])
        .args(records)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the verifier starts");
    child
        .stdin
        .take()
        .expect("its input is a pipe")
        .write_all(raw)
        .expect("the verifier takes the message");
    let output = child.wait_with_output().expect("the verifier ends");
    assert!(
        output.status.success(),
        "the verifier failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(serde_json::from_slice(&output.stdout).expect("the verifier prints JSON"))
}

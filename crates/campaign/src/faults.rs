//! What keeps a message from being sent, named one by one.

use std::fmt;
use std::net::IpAddr;

use store::Company;
use vocab::Lang;

use crate::message::{MAX_BODY, MAX_SUBJECT, Message, PLACEHOLDERS, Words};
use crate::smtp::Server;
use crate::text::{self, Block, Span};

/// One thing that keeps a message from being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written in the fallback language.
    NoFallback(Lang),
    /// No subject.
    NoSubject(Lang),
    /// The subject pretends to be an answer or a forwarded mail.
    FalseReply(Lang),
    /// The subject is longer than [`MAX_SUBJECT`] or holds a line break.
    SubjectForm(Lang),
    /// No body.
    NoBody(Lang),
    /// The body is longer than [`MAX_BODY`].
    BodyTooLong(Lang),
    /// No question to the reader.
    NoQuestion(Lang),
    /// A placeholder that does not exist.
    Placeholder(Lang, String),
    /// `{%` or `{#`: messages have no programs inside.
    Program(Lang),
    /// The text cannot be read as a template.
    Broken(Lang, String),
    /// A picture loaded from elsewhere tells when and where it is read (E10).
    Picture(Lang),
    /// A link with a placeholder in it knows who follows it (E10).
    PersonalLink(Lang),
    /// A link that is neither https, http nor mailto.
    Link(Lang, String),
    /// Words that press the reader for time or stock, with no claim of the brief behind them
    /// (F1).
    Urgency(Lang, String),
    /// The company has no name (M5).
    NoSenderName,
    /// The company has no postal address (M5).
    NoPostalAddress,
    /// The company has no sender address, or it is no address (M5).
    NoSenderAddress,
    /// The public address of the installation is not https, or leads only to this machine;
    /// one-click needs it (E2).
    NotHttps,
}

impl Fault {
    /// A stable code, for translations and for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoFallback(_) => "no_fallback",
            Self::NoSubject(_) => "no_subject",
            Self::FalseReply(_) => "false_reply",
            Self::SubjectForm(_) => "subject_form",
            Self::NoBody(_) => "no_body",
            Self::BodyTooLong(_) => "body_too_long",
            Self::NoQuestion(_) => "no_question",
            Self::Placeholder(..) => "placeholder",
            Self::Program(_) => "program",
            Self::Broken(..) => "broken",
            Self::Picture(_) => "picture",
            Self::PersonalLink(_) => "personal_link",
            Self::Link(..) => "link",
            Self::Urgency(..) => "urgency",
            Self::NoSenderName => "no_sender_name",
            Self::NoPostalAddress => "no_postal_address",
            Self::NoSenderAddress => "no_sender_address",
            Self::NotHttps => "not_https",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFallback(lang) => {
                write!(f, "nothing is written in the fallback language {lang}")
            }
            Self::NoSubject(lang) => write!(f, "{lang}: the subject is empty"),
            Self::FalseReply(lang) => {
                write!(f, "{lang}: the subject pretends to be an answer or a forwarded mail")
            }
            Self::SubjectForm(lang) => write!(
                f,
                "{lang}: the subject is longer than {MAX_SUBJECT} characters or has a line break"
            ),
            Self::NoBody(lang) => write!(f, "{lang}: the text is empty"),
            Self::BodyTooLong(lang) => {
                write!(f, "{lang}: the text is longer than {MAX_BODY} bytes")
            }
            Self::NoQuestion(lang) => write!(f, "{lang}: the reader is not asked anything"),
            Self::Placeholder(lang, name) => write!(
                f,
                "{lang}: there is no placeholder `{name}` (there are {})",
                PLACEHOLDERS.join(", ")
            ),
            Self::Program(lang) => write!(f, "{lang}: `{{%` and `{{#` cannot be used in a message"),
            Self::Broken(lang, why) => write!(f, "{lang}: a placeholder is not closed: {why}"),
            Self::Picture(lang) => {
                write!(f, "{lang}: a loaded picture would report who reads; leave it out")
            }
            Self::PersonalLink(lang) => {
                write!(f, "{lang}: a link with a placeholder would report who follows it")
            }
            Self::Link(lang, url) => {
                write!(f, "{lang}: `{url}` is no link (expected https://, http:// or mailto:)")
            }
            Self::Urgency(lang, words) => write!(
                f,
                "{lang}: \"{words}\" presses the reader, but no deadline or stock of the brief \
                 covers it; declare it there with a dated fact, or leave it out"
            ),
            Self::NoSenderName => f.write_str("the settings lack the name of the company"),
            Self::NoPostalAddress => f.write_str("the settings lack the postal address"),
            Self::NoSenderAddress => f.write_str("the settings lack a valid sender address"),
            Self::NotHttps => f.write_str(
                "the public address must begin with https:// and lead here from everywhere, so \
                 that one click can unsubscribe",
            ),
        }
    }
}

impl Message {
    /// What is wrong with the words themselves, whatever the settings say: what can only be
    /// mended by writing something else.
    #[must_use]
    pub fn word_faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if !self.words.contains_key(&self.fallback) {
            faults.push(Fault::NoFallback(self.fallback));
        }
        for (lang, words) in &self.words {
            words.faults(*lang, &mut faults);
        }
        faults
    }

    /// Everything that keeps it from being sent, the settings included. Empty means ready.
    #[must_use]
    pub fn faults(&self, company: &Company) -> Vec<Fault> {
        let mut faults = self.word_faults();
        let mut need = |missing: bool, fault: Fault| {
            if missing {
                faults.push(fault);
            }
        };
        need(company.name.trim().is_empty(), Fault::NoSenderName);
        need(company.postal_address.trim().is_empty(), Fault::NoPostalAddress);
        need(
            company.sender_email.trim().parse::<lettre::Address>().is_err(),
            Fault::NoSenderAddress,
        );
        need(!is_https_or_local(&company.public_url), Fault::NotHttps);
        faults
    }
}

/// What is wrong with the public address for mails that go to this server. Links that lead
/// only to this machine are dead everywhere else, so a real server gets none of them; only one
/// on this machine that keeps what it gets (the demo, a test) may.
#[must_use]
pub fn public_address(company: &Company, server: Option<&Server>) -> Option<Fault> {
    let url = company.public_url.as_str();
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    let local = is_local(host.split(['/', '?', '#']).next().unwrap_or_default());
    let kept = server.is_some_and(|server| server.keeps_mails && is_local(&server.host));
    (!is_https_or_local(url) || local && !kept).then_some(Fault::NotHttps)
}

/// Whether a host, with or without a port, is this machine.
fn is_local(host: &str) -> bool {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    // `[::1]:7640`, `127.0.0.1:7640`, `::1`
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None if host.matches(':').count() == 1 => host.split(':').next().unwrap_or_default(),
        None => host,
    };
    let name = name.trim_end_matches('.').to_lowercase();
    match name.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || address.is_unspecified(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}

/// On this machine alone (the demo, a test) nobody can have a certificate.
fn is_https_or_local(url: &str) -> bool {
    // It stands in headers and in the source of mails.
    if !url.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'".contains(&b)) {
        return false;
    }
    let host_of = |rest: &str| rest.split(['/', ':']).next().unwrap_or_default().to_owned();
    url.strip_prefix("https://").is_some_and(|rest| !host_of(rest).is_empty())
        || url
            .strip_prefix("http://")
            .is_some_and(|rest| matches!(host_of(rest).as_str(), "127.0.0.1" | "localhost"))
}

impl Words {
    fn faults(&self, lang: Lang, faults: &mut Vec<Fault>) {
        let mut need = |missing: bool, fault: Fault| {
            if missing {
                faults.push(fault);
            }
        };
        let subject = self.subject.trim();
        need(subject.is_empty(), Fault::NoSubject(lang));
        need(is_false_reply(subject), Fault::FalseReply(lang));
        let too_long = subject.chars().count() > MAX_SUBJECT;
        need(too_long || subject.chars().any(char::is_control), Fault::SubjectForm(lang));
        need(self.body.trim().is_empty(), Fault::NoBody(lang));
        need(self.body.len() > MAX_BODY, Fault::BodyTooLong(lang));
        need(self.question.trim().is_empty(), Fault::NoQuestion(lang));
        need(self.body.contains("!["), Fault::Picture(lang));
        let personal = |word: &str| word.contains("://") && word.contains("{{");
        need(self.body.split_whitespace().any(personal), Fault::PersonalLink(lang));

        let blocks = text::blocks(&self.body);
        for url in links(&blocks) {
            let known = ["https://", "http://", "mailto:"].iter().any(|p| url.starts_with(p));
            if url.contains("{{") {
                need(!self.body.split_whitespace().any(personal), Fault::PersonalLink(lang));
            } else {
                need(!known, Fault::Link(lang, url.to_owned()));
            }
        }
        for source in [&self.subject, &self.body, &self.question] {
            if source.contains("{%") || source.contains("{#") {
                need(true, Fault::Program(lang));
                continue;
            }
            match placeholders(source) {
                Ok(names) => {
                    for name in names {
                        let known = PLACEHOLDERS.contains(&name);
                        need(!known, Fault::Placeholder(lang, name.to_owned()));
                    }
                }
                Err(why) => need(true, Fault::Broken(lang, why)),
            }
        }
    }
}

fn links(blocks: &[Block]) -> Vec<&str> {
    let lines = blocks.iter().flat_map(|block| match block {
        Block::Heading(spans) => std::slice::from_ref(spans),
        Block::Paragraph(lines) | Block::List(lines) => lines.as_slice(),
    });
    lines
        .flatten()
        .filter_map(|span| match span {
            Span::Link { url, .. } => Some(url.as_str()),
            _ => None,
        })
        .collect()
}

/// The names between `{{` and `}}`, as they are written.
fn placeholders(source: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find("{{") {
        let after = &rest[start + 2..];
        let Some(end) = after.find("}}") else {
            return Err(after.chars().take(40).collect());
        };
        names.push(after[..end].trim());
        rest = &after[end + 2..];
    }
    Ok(names)
}

/// "Re:", "AW[2]:", "Fwd:" and the like where nothing came before (E5).
fn is_false_reply(subject: &str) -> bool {
    const PREFIXES: [&str; 14] = [
        "re", "aw", "antw", "antwort", "antwoord", "sv", "res", "resp", "fw", "fwd", "wg",
        "doorst", "rv", "tr",
    ];
    let Some((before, _)) = subject.split_once(':') else {
        return false;
    };
    let word: String = before.chars().take_while(|c| c.is_alphabetic()).collect();
    let tail = &before[word.len()..];
    let counted = tail.chars().all(|c| c.is_ascii_digit() || "[]() ".contains(c));
    counted && PREFIXES.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::tests::{company, message};

    #[test]
    fn each_fault_is_named() {
        type Break = fn(&mut Message, &mut Company);
        fn en(message: &mut Message) -> &mut Words {
            message.words.get_mut(&Lang::En).unwrap()
        }
        let table: &[(Break, &str)] = &[
            (|m, _| m.fallback = Lang::Es, "no_fallback"),
            (|m, _| en(m).subject = "  ".into(), "no_subject"),
            (|m, _| en(m).subject = "Re: your order".into(), "false_reply"),
            (|m, _| en(m).subject = "AW[2]: Ihre Frage".into(), "false_reply"),
            (|m, _| en(m).subject = "Fwd: news".into(), "false_reply"),
            (|m, _| en(m).subject = "RV: novedades".into(), "false_reply"),
            (|m, _| en(m).subject = "a\nBcc: x@y.example".into(), "subject_form"),
            (|m, _| en(m).subject = "x".repeat(MAX_SUBJECT + 1), "subject_form"),
            (|m, _| en(m).body = "\n".into(), "no_body"),
            (|m, _| en(m).body = "x".repeat(MAX_BODY + 1), "body_too_long"),
            (|m, _| en(m).question.clear(), "no_question"),
            (|m, _| en(m).body = "Hi {{ nickname }}".into(), "placeholder"),
            (|m, _| en(m).body = "Hi {{ first_name|upper }}".into(), "placeholder"),
            (|m, _| en(m).body = "{% for x in y %}".into(), "program"),
            (|m, _| en(m).subject = "{{ first_name".into(), "broken"),
            (|m, _| en(m).body = "![x](https://x.example/p.gif)".into(), "picture"),
            (|m, _| en(m).body = "https://x.example/?u={{ first_name }}".into(), "personal_link"),
            (|m, _| en(m).body = "[a](https://x.example/{{last_name}})".into(), "personal_link"),
            (|m, _| en(m).body = "[a](javascript:alert(1))".into(), "link"),
            (|_, c| c.name = " ".into(), "no_sender_name"),
            (|_, c| c.postal_address.clear(), "no_postal_address"),
            (|_, c| c.sender_email = "nobody".into(), "no_sender_address"),
            (|_, c| c.public_url = "http://sog.example".into(), "not_https"),
            (|_, c| c.public_url = "http://127.0.0.1.evil.example".into(), "not_https"),
        ];
        for (spoil, code) in table {
            let (mut message, mut company) = (message(), company());
            spoil(&mut message, &mut company);
            let codes: Vec<_> = message.faults(&company).iter().map(Fault::code).collect();
            assert_eq!(codes, [*code], "{message:?}");
            assert!(message.compile(&company).is_err());
        }
        for fine in ["Reden wir: Advent", "Angebot: Regale", "Ready: set", "Treffen: 3. März"] {
            let mut message = message();
            en(&mut message).subject = fine.into();
            assert_eq!(message.faults(&company()), [], "{fine}");
        }
    }

    #[test]
    fn the_demo_may_run_on_this_machine_alone() {
        for url in ["http://127.0.0.1:7640", "http://localhost:1", "https://a.example"] {
            assert!(is_https_or_local(url), "{url}");
        }
        for url in ["", "http://a.example", "https://", "ftp://127.0.0.1", "https://a b.example"] {
            assert!(!is_https_or_local(url), "{url}");
        }
    }

    #[test]
    fn links_to_this_machine_alone_go_to_no_real_server() {
        let catcher = Server::local("127.0.0.1:25".parse().unwrap());
        let relay = Server { keeps_mails: false, ..catcher.clone() };
        let real = Server { host: "smtp.provider.example".into(), ..Server::default() };
        // A setting alone makes no catcher of a server elsewhere.
        let odd = Server { keeps_mails: true, ..real.clone() };
        let company = |url: &str| Company { public_url: url.into(), ..company() };
        let fine =
            |url: &str, server: Option<&Server>| public_address(&company(url), server).is_none();
        for url in [
            "http://127.0.0.1:7640",
            "http://localhost:7640",
            "https://localhost",
            "https://127.8.9.1/sog",
            "https://[::1]:7640",
            "https://sog.localhost",
            "https://0.0.0.0",
            "https://user@localhost",
            "https://LOCALHOST.:1",
        ] {
            for server in [&relay, &real, &odd] {
                assert!(!fine(url, Some(server)), "{url} {server:?}");
            }
            assert!(!fine(url, None), "{url}");
        }
        assert!(fine("http://127.0.0.1:7640", Some(&catcher)));
        assert!(fine("http://localhost:7640", Some(&catcher)));
        for server in [&relay, &real, &catcher] {
            assert!(fine("https://sog.example/mails", Some(server)));
            assert!(!fine("http://sog.example", Some(server)));
        }
        // What a newcomer has who filled in everything else.
        assert!(!fine(&Company::default().public_url, Some(&real)));
    }
}

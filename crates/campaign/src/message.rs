//! The words of a campaign, in one or more languages, and what they become for one reader.
//!
//! Writers type a subject, a body with a few marks (see the module `text`) and placeholders
//! such as `{{ first_name }}`. Everything the law asks for is added by this file and cannot be
//! left out: the question with its answer link, who writes, the postal address, the way out
//! (M5, C03). There is no pixel and no link that knows who follows it (E10).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use guard::{Finding, Reason, Verdict};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::{Deserialize, Serialize};
use store::Company;
use vocab::Lang;

use crate::faults::Fault;
use crate::text;
use crate::token::Links;

/// The names a text may use between `{{` and `}}`.
pub const PLACEHOLDERS: [&str; 4] = ["first_name", "last_name", "company", "sender"];
/// The longest subject in characters; mail programs show about 60.
pub const MAX_SUBJECT: usize = 150;
/// The longest body in bytes.
pub const MAX_BODY: usize = 50_000;

/// What is written in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The subject line.
    pub subject: String,
    /// The body with its marks.
    pub body: String,
    /// The brief's question in this language.
    pub question: String,
}

/// A campaign's message in all its languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The language for readers whose own is not there.
    pub fallback: Lang,
    /// What is written, by language.
    pub words: BTreeMap<Lang, Words>,
}

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// May be empty; then the last name or the customer stands in.
    pub first_name: String,
    /// May be empty.
    pub last_name: String,
    /// The customer they belong to.
    pub company: String,
    /// The language they read.
    pub language: Lang,
    /// Why they may be written to. `None` only in previews, where it differs from reader to
    /// reader or there is none; a mail that goes out always names one.
    pub ground: Option<Ground>,
}

/// Why somebody may be written to, as the mail tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// They consented.
    Consent,
    /// They bought something of the kind (rule M2).
    Purchase,
    /// A general address of a company, where that is enough (rule M3).
    Business,
}

impl Ground {
    /// The ground a decision names. `None` where it names none that a reader could be told: that
    /// consent is not needed is no reason why somebody gets a mail.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Option<Self> {
        findings.iter().filter(|finding| finding.verdict == Verdict::Allow).find_map(|finding| {
            match finding.reason {
                Reason::ConsentGiven { .. } => Some(Self::Consent),
                Reason::ExistingCustomer { .. } => Some(Self::Purchase),
                Reason::ImpersonalAddress => Some(Self::Business),
                _ => None,
            }
        })
    }
}

/// The words for one reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rendered {
    /// The language chosen.
    pub language: Lang,
    /// The subject line.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

#[derive(Debug, Deserialize)]
struct Fixed {
    answer: String,
    consent: String,
    purchase: String,
    business: String,
    unsubscribe: String,
}

impl Fixed {
    /// Why the reader gets it; in a preview all there is to say.
    fn why(&self, ground: Option<Ground>) -> String {
        match ground {
            Some(Ground::Consent) => self.consent.clone(),
            Some(Ground::Purchase) => self.purchase.clone(),
            Some(Ground::Business) => self.business.clone(),
            None => format!("[{} / {} / {}]", self.consent, self.purchase, self.business),
        }
    }
}

static FIXED: LazyLock<BTreeMap<Lang, Fixed>> = LazyLock::new(|| {
    // The file is part of the program and a test reads all of it.
    toml::from_str(include_str!("words.toml")).unwrap_or_default()
});

impl Message {
    /// An empty message in one language.
    #[must_use]
    pub fn new(fallback: Lang) -> Self {
        Self { fallback, words: BTreeMap::from([(fallback, Words::default())]) }
    }

    /// The language a reader gets: their own when it is written, else the fallback.
    #[must_use]
    pub fn language_for(&self, wanted: Lang) -> Lang {
        if self.words.contains_key(&wanted) { wanted } else { self.fallback }
    }

    /// Makes it ready to be written out for many readers.
    ///
    /// # Errors
    /// The faults, when there are any.
    pub fn compile(&self, company: &Company) -> Result<Compiled, Vec<Fault>> {
        let faults = self.faults(company);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut templates = environment();
        let mut broken = Vec::new();
        for (lang, words) in &self.words {
            for (form, source) in words.sources(*lang, company) {
                let name = format!("{lang}.{form}");
                if let Err(error) = templates.add_template_owned(name, source) {
                    broken.push(Fault::Broken(*lang, error.to_string()));
                }
            }
        }
        if !broken.is_empty() {
            return Err(broken);
        }
        Ok(Compiled { message: self.clone(), templates, sender: company.name.trim().to_owned() })
    }
}

impl Words {
    /// The three templates: subject, plain part, HTML part. What is added here is fixed text
    /// of ours; values of a reader and of the settings only ever come in as placeholders.
    fn sources(&self, lang: Lang, company: &Company) -> [(&'static str, String); 3] {
        let blocks = text::blocks(&self.body);
        let question = text::blocks(&self.question);
        let imprint: Vec<_> = imprint(company).into_iter().map(literal).collect();
        let plain = format!(
            "{body}\n\n{question}\n{{{{ answer_words }}}}: {{{{ answer }}}}\n\n-- \n{{{{ why }}}}\n\
             {{{{ unsubscribe_words }}}}: {{{{ unsubscribe }}}}\n\n{imprint}\n",
            body = text::plain(&blocks),
            question = text::plain(&question),
            imprint = imprint.join("\n"),
        );
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\">\
             <title>{subject}</title></head>\n\
             <body style=\"font-family:sans-serif;line-height:1.5;max-width:36em;margin:1em auto\">\n\
             {body}{question}<p><a href=\"{{{{ answer }}}}\">{{{{ answer_words }}}}</a></p>\n<hr>\n\
             <p style=\"font-size:small\">{{{{ why }}}}<br>\n\
             <a href=\"{{{{ unsubscribe }}}}\">{{{{ unsubscribe_words }}}}</a></p>\n\
             <p style=\"font-size:small\">{imprint}</p>\n</body>\n</html>\n",
            subject = text::escape(self.subject.trim()),
            body = text::html(&blocks),
            question = text::html(&question),
            imprint = imprint.iter().map(|l| text::escape(l)).collect::<Vec<_>>().join("<br>\n"),
        );
        [("subject", self.subject.trim().to_owned()), ("plain", plain), ("html", html)]
    }
}

/// Who writes, line by line: name and postal address, the name once where the address begins
/// with it.
#[must_use]
pub fn imprint(company: &Company) -> Vec<&str> {
    // Addresses are typed with line breaks.
    let address = company.postal_address.lines().map(str::trim).filter(|line| !line.is_empty());
    let name = company.name.trim();
    let named = address.clone().next().is_some_and(|first| begins_with(first, name));
    (!named).then_some(name).into_iter().chain(address).collect()
}

/// Whether a line begins with the whole name: "Bergstr. 1" does not name "Berg".
fn begins_with(line: &str, name: &str) -> bool {
    let (line, name) = (line.to_lowercase(), name.to_lowercase());
    let rest = line.strip_prefix(&name);
    rest.is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
}

/// A settings text in which braces mean braces.
fn literal(text: &str) -> String {
    text.replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #")
}

/// Nothing but placeholders: no filters, no tests, no functions, no other templates; a name
/// that has no value is an error instead of a blank.
fn environment() -> Environment<'static> {
    let mut templates = Environment::empty();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_auto_escape_callback(|name| {
        if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
    });
    // The engine's own escaping turns `/` into `&#x2f;`: right, but it makes links unreadable
    // in the source of a mail and for simple mail programs.
    templates.set_formatter(|out, state, value| {
        let words = value.to_string();
        let words = match state.auto_escape() {
            AutoEscape::None => words,
            _ => text::escape(&words),
        };
        Ok(std::fmt::Write::write_str(out, &words)?)
    });
    templates
}

/// A message without faults, ready for any number of readers.
#[derive(Debug)]
pub struct Compiled {
    message: Message,
    templates: Environment<'static>,
    sender: String,
}

impl Compiled {
    /// The language for readers whose own is not written.
    #[must_use]
    pub fn fallback(&self) -> Lang {
        self.message.fallback
    }

    /// The words for one reader.
    ///
    /// # Errors
    /// When a template cannot be written out; that would be a mistake in this program.
    pub fn render(&self, reader: &Reader, links: &Links) -> Result<Rendered, minijinja::Error> {
        let language = self.message.language_for(reader.language);
        let fixed = FIXED.get(&language);
        let word = |pick: fn(&Fixed) -> &String| fixed.map(|f| pick(f).clone()).unwrap_or_default();
        let clean = |text: &str| {
            let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            text.trim().to_owned()
        };
        let company = clean(&reader.company);
        let last_name = clean(&reader.last_name);
        let mut first_name = clean(&reader.first_name);
        // "Hello ," helps nobody.
        for instead in [&last_name, &company] {
            if first_name.is_empty() {
                first_name.clone_from(instead);
            }
        }
        let values = Value::from_pairs([
            ("first_name", first_name),
            ("last_name", last_name),
            ("company", company),
            ("sender", self.sender.clone()),
            ("answer_words", word(|f| &f.answer)),
            ("unsubscribe_words", word(|f| &f.unsubscribe)),
            ("why", fixed.map(|fixed| fixed.why(reader.ground)).unwrap_or_default()),
            ("answer", links.answer.clone()),
            ("unsubscribe", links.unsubscribe.clone()),
        ]);
        let write = |form: &str| {
            self.templates.get_template(&format!("{language}.{form}"))?.render(values.clone())
        };
        Ok(Rendered {
            language,
            subject: clean(&write("subject")?),
            // The engine drops the last line end of a template.
            text: write("plain")? + "\n",
            html: write("html")? + "\n",
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn company() -> Company {
        Company {
            name: "Nordlicht & Söhne".into(),
            postal_address: "Hafenstr. 1\n20457 Hamburg".into(),
            sender_email: "post@nordlicht.example".into(),
            public_url: "https://sog.nordlicht.example".into(),
            ..Company::default()
        }
    }

    pub(crate) fn message() -> Message {
        let words = |subject: &str, body: &str, question: &str| Words {
            subject: subject.into(),
            body: body.into(),
            question: question.into(),
        };
        Message {
            fallback: Lang::En,
            words: BTreeMap::from([
                (
                    Lang::En,
                    words(
                        "{{ first_name }}, your shelf in December",
                        "Hello {{first_name}},\n\nlast year you ordered **late**. See [what is new](https://nordlicht.example/advent).",
                        "When do you need the goods?",
                    ),
                ),
                (
                    Lang::De,
                    words(
                        "Ihr Regal im Dezember",
                        "Guten Tag {{ first_name }} {{ last_name }},\n\nwir fragen **früh**.",
                        "Wann brauchen Sie die Ware?",
                    ),
                ),
            ]),
        }
    }

    pub(crate) fn reader(first: &str, language: Lang) -> Reader {
        Reader {
            first_name: first.into(),
            last_name: "Jansen".into(),
            company: "Jansen BV".into(),
            language,
            ground: Some(Ground::Consent),
        }
    }

    fn links() -> Links {
        Links {
            unsubscribe: "https://s.example/u/T".into(),
            answer: "https://s.example/a/T".into(),
        }
    }

    #[test]
    fn every_language_has_the_fixed_words() {
        for lang in Lang::ALL {
            let fixed = &FIXED[lang];
            let Fixed { answer, consent, purchase, business, unsubscribe } = fixed;
            for word in [answer, consent, purchase, business, unsubscribe] {
                assert!(!word.trim().is_empty(), "{lang}");
            }
        }
    }

    #[test]
    fn a_reader_gets_their_language_and_all_that_is_due() {
        let compiled = message().compile(&company()).unwrap();
        let mail = compiled.render(&reader("Uwe", Lang::De), &links()).unwrap();
        assert_eq!(mail.language, Lang::De);
        assert_eq!(mail.subject, "Ihr Regal im Dezember");
        assert_eq!(
            mail.text,
            "Guten Tag Uwe Jansen,\n\nwir fragen früh.\n\nWann brauchen Sie die Ware?\n\
             Hier antworten: https://s.example/a/T\n\n-- \nSie bekommen diese E-Mail, weil Sie Werbung von uns per E-Mail zugestimmt haben.\n\
             Keine E-Mails mehr: hier abmelden: https://s.example/u/T\n\nNordlicht & Söhne\nHafenstr. 1\n20457 Hamburg\n"
        );
        // Dutch is not written: the fallback, with the fixed words of that language.
        let mail = compiled.render(&reader("Jan", Lang::Nl), &links()).unwrap();
        assert_eq!(mail.language, Lang::En);
        assert_eq!(mail.subject, "Jan, your shelf in December");
        for due in ["Hafenstr. 1", "https://s.example/u/T", "https://s.example/a/T", "unsubscribe"]
        {
            assert!(mail.text.contains(due) && mail.html.contains(due), "{due}");
        }
        assert!(mail.html.contains("Nordlicht &amp; Söhne"));
    }

    #[test]
    fn a_reader_is_told_why_and_by_whom_once() {
        let named = Company {
            postal_address: "NORDLICHT & Söhne GmbH, Hafenstr. 1, 20457 Hamburg".into(),
            ..company()
        };
        let compiled = message().compile(&named).unwrap();
        let text = |ground| {
            let reader = Reader { ground, ..reader("Uwe", Lang::De) };
            compiled.render(&reader, &links()).unwrap().text
        };
        let consent = text(Some(Ground::Consent));
        assert_eq!(consent.to_lowercase().matches("nordlicht").count(), 1, "{consent}");
        let purchase = text(Some(Ground::Purchase));
        assert!(purchase.contains("gekauft") && !purchase.contains("zugestimmt"), "{purchase}");
        assert!(purchase.contains("jederzeit widersprechen"), "{purchase}");
        assert!(text(Some(Ground::Business)).contains("Geschäftsadresse"));
        // Who signs sees all of it.
        let all = text(None);
        for word in ["[", "zugestimmt", "gekauft", "Geschäftsadresse", "]"] {
            assert!(all.contains(word), "{word}: {all}");
        }
    }

    #[test]
    fn a_street_that_begins_like_the_company_does_not_stand_for_it() {
        let lines = |name: &str, address: &str| {
            let named = |text: &str| text.to_owned();
            let company =
                Company { name: named(name), postal_address: named(address), ..company() };
            imprint(&company).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines("Berg", "Bergstraße 1\n1 Ort"), ["Berg", "Bergstraße 1", "1 Ort"]);
        assert_eq!(lines("Weg 1", "Weg 12"), ["Weg 1", "Weg 12"]);
        for first in ["berg", "Berg GmbH, Weg 2", "BERG, Weg 2", "Berg-Handel"] {
            assert_eq!(lines("Berg", &format!("{first}\n1 Ort")), [first, "1 Ort"]);
        }
    }

    #[test]
    fn consent_that_is_not_needed_is_no_reason_to_tell() {
        let found = |verdict: Verdict, reason: Reason| Finding {
            rule: guard::RuleId::M1,
            verdict,
            reason,
            evidence: None,
            source: String::new(),
        };
        let email = vocab::Channel::Email;
        let free = found(Verdict::Allow, Reason::ConsentNotNeeded { channel: email });
        assert_eq!(Ground::of(std::slice::from_ref(&free)), None);
        let address = found(Verdict::Allow, Reason::ImpersonalAddress);
        assert_eq!(Ground::of(&[free, address.clone()]), Some(Ground::Business));
        let refused = Finding { verdict: Verdict::Deny, ..address };
        assert_eq!(Ground::of(&[refused]), None);
    }

    proptest! {
        /// Who writes stands in every mail, whatever the address begins with.
        #[test]
        fn the_name_is_never_lost(name in "[a-zß]{1,4}", address in "[a-zß ,]{1,8}") {
            let company = Company { name: name.clone(), postal_address: address, ..company() };
            let lines = imprint(&company);
            let words = |line: &str| {
                line.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
            };
            prop_assert!(lines.iter().any(|line| words(line).contains(&name)), "{lines:?}");
        }
    }

    #[test]
    fn there_is_no_pixel_and_only_our_two_links_know_the_reader() {
        let compiled = message().compile(&company()).unwrap();
        let mail = compiled.render(&reader("Uwe", Lang::En), &links()).unwrap();
        for word in ["<img", "<script", "<link", "background", "url("] {
            assert!(!mail.html.contains(word), "{word}");
        }
        let other: Vec<_> = mail
            .html
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .filter(|href| !href.starts_with("https://s.example/"))
            .collect();
        assert_eq!(other, ["https://nordlicht.example/advent"]);
    }

    #[test]
    fn a_missing_first_name_is_bridged() {
        let compiled = message().compile(&company()).unwrap();
        let mail = compiled.render(&reader("", Lang::En), &links()).unwrap();
        assert!(mail.text.starts_with("Hello Jansen,"));
        let nobody = Reader { last_name: String::new(), ..reader(" ", Lang::En) };
        let mail = compiled.render(&nobody, &links()).unwrap();
        assert!(mail.text.starts_with("Hello Jansen BV,"));
    }

    proptest! {
        /// Names come from imports and may hold anything.
        #[test]
        fn names_stay_names(first in any::<String>(), company_name in any::<String>()) {
            let compiled = message().compile(&company()).unwrap();
            let reader = Reader { company: company_name, ..reader(&first, Lang::En) };
            let mail = compiled.render(&reader, &links()).unwrap();
            prop_assert!(!mail.subject.chars().any(char::is_control));
            let plain = compiled.render(&self::reader("Uwe", Lang::En), &links()).unwrap();
            prop_assert_eq!(mail.html.matches('<').count(), plain.html.matches('<').count());
            prop_assert_eq!(mail.text.lines().count(), plain.text.lines().count());
        }

        #[test]
        fn any_typed_text_is_compiled_or_refused(subject in any::<String>(), body in any::<String>()) {
            let mut message = message();
            let words = Words { subject, body, question: "Well?".into() };
            message.words.insert(Lang::En, words);
            if let Ok(compiled) = message.compile(&company()) {
                compiled.render(&reader("Uwe", Lang::En), &links()).unwrap();
            }
        }

        #[test]
        fn placeholders_of_any_form_never_fall_over(body in "[a{}%# x]{0,20}") {
            let mut message = message();
            message.words.get_mut(&Lang::En).unwrap().body = body;
            if let Ok(compiled) = message.compile(&company()) {
                compiled.render(&reader("Uwe", Lang::En), &links()).unwrap();
            }
        }
    }
}

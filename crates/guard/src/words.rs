//! The reasons in German, Dutch, Spanish and English. The texts are data: `rules/words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use vocab::{Channel, Lang};

use crate::case::ClaimKind;
use crate::reason::{CustomerFact, Reason};
use crate::template::{Value, fill};

/// A text in the four languages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    de: String,
    nl: String,
    es: String,
    en: String,
}

impl Text {
    fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::De => &self.de,
            Lang::Nl => &self.nl,
            Lang::Es => &self.es,
            Lang::En => &self.en,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    reason: BTreeMap<String, Text>,
    channel: BTreeMap<Channel, Text>,
    fact: BTreeMap<CustomerFact, Text>,
    claim: BTreeMap<ClaimKind, Text>,
    /// January first, in one text separated by blanks.
    months: Text,
    /// A date, with `{d}`, `{dd}`, `{m}`, `{mm}`, `{month}`, `{y}`.
    date: Text,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    match toml::from_str(include_str!("../rules/words.toml")) {
        Ok(words) => words,
        // The file is part of the program and every test reads it.
        Err(error) => unreachable!("the built-in words are broken: {error}"),
    }
});

impl Reason {
    /// The reason in words, with the values in them.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        WORDS
            .reason
            .get(self.code())
            .map_or_else(|| self.code().to_owned(), |text| fill(text.get(lang), &self.values(lang)))
    }

    /// What the text of this reason may hold.
    fn values(&self, lang: Lang) -> Vec<(&'static str, Value)> {
        let date = |day: &NaiveDate| Value::Text(date(*day, lang));
        let text = |text: &String| Value::Text(text.clone());
        let channel = |channel: &Channel| Value::Text(word(&WORDS.channel, *channel, lang));
        let claim = |claim: &ClaimKind| Value::Text(word(&WORDS.claim, *claim, lang));
        match self {
            Self::Blocked { since } => vec![("date", date(since))],
            Self::Objected { date: on } => vec![("date", date(on))],
            Self::PurchaseAfterRefusal { refused, bought } => {
                vec![("refused", date(refused)), ("bought", date(bought))]
            }
            Self::ConsentWithdrawn { channel: over, date: on }
            | Self::ConsentUnproven { channel: over, date: on }
            | Self::ConsentGiven { channel: over, date: on } => {
                vec![("channel", channel(over)), ("date", date(on))]
            }
            Self::ConsentUnused { channel: over, since, months } => vec![
                ("channel", channel(over)),
                ("date", date(since)),
                ("months", Value::Number(*months)),
            ],
            Self::FactMissing { fact } => {
                vec![("fact", Value::Text(word(&WORDS.fact, *fact, lang)))]
            }
            Self::OtherFamily { sold, campaign } => {
                vec![("sold", text(sold)), ("campaign", text(campaign))]
            }
            Self::NoConsent { channel: over }
            | Self::ChannelNotCovered { channel: over }
            | Self::NoAddress { channel: over }
            | Self::ConsentNotNeeded { channel: over } => vec![("channel", channel(over))],
            Self::OverCap { touches, max, days } => vec![
                ("touches", Value::Number(*touches)),
                ("max", Value::Number(*max)),
                ("days", Value::Number(*days)),
            ],
            Self::SameAddress { contact } => vec![("contact", text(contact))],
            Self::NeedUnknown { family } => {
                vec![(
                    "family",
                    Value::Text(if family.is_empty() { "–".to_owned() } else { family.clone() }),
                )]
            }
            Self::OutsideNeedMonths { months } => {
                let names: Vec<_> = months.iter().map(|number| month(*number, lang)).collect();
                vec![("months", Value::Text(names.join(", ")))]
            }
            Self::OutsideCampaign { from, until } => {
                vec![("from", date(from)), ("until", date(until))]
            }
            Self::OpenComplaint { count } | Self::PromiseOverdue { count } => {
                vec![("count", Value::Number(*count))]
            }
            Self::InquiryUnanswered { count, days } => {
                vec![("count", Value::Number(*count)), ("days", Value::Number(*days))]
            }
            Self::ClaimWithoutFact { claim: kind, wording } => {
                vec![("claim", claim(kind)), ("wording", text(wording))]
            }
            Self::ClaimOutdated { claim: kind, wording, date: on } => {
                vec![("claim", claim(kind)), ("wording", text(wording)), ("date", date(on))]
            }
            Self::ClaimInService { wording } => vec![("wording", text(wording))],
            Self::ExistingCustomer { sale, family } => {
                vec![("sale", text(sale)), ("family", text(family))]
            }
            Self::CampaignWithoutFamily
            | Self::OutsideNeedWindow
            | Self::HeldOut
            | Self::ImpersonalAddress
            | Self::ServiceMessage => Vec::new(),
        }
    }
}

fn word<K: Ord + std::fmt::Display>(words: &BTreeMap<K, Text>, key: K, lang: Lang) -> String {
    words.get(&key).map_or_else(|| key.to_string(), |text| text.get(lang).to_owned())
}

fn month(number: u32, lang: Lang) -> String {
    let index = number.saturating_sub(1) as usize;
    let name = WORDS.months.get(lang).split(' ').nth(index);
    name.map_or_else(|| number.to_string(), str::to_owned)
}

fn date(day: NaiveDate, lang: Lang) -> String {
    let values = [
        ("d", Value::Number(day.day())),
        ("dd", Value::Text(format!("{:02}", day.day()))),
        ("mm", Value::Text(format!("{:02}", day.month()))),
        ("month", Value::Text(month(day.month(), lang))),
        ("y", Value::Text(day.year().to_string())),
    ];
    fill(WORDS.date.get(lang), &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of every reason. The match makes the compiler ask for new ones.
    fn every_reason() -> Vec<Reason> {
        let day = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        let channel = Channel::Email;
        let wording = "Nur heute".to_owned();
        let claim = ClaimKind::Deadline;
        let family = "Toys".to_owned();
        let mut all = vec![
            Reason::Blocked { since: day },
            Reason::Objected { date: day },
            Reason::PurchaseAfterRefusal { refused: day, bought: day },
            Reason::ConsentWithdrawn { channel, date: day },
            Reason::ConsentUnproven { channel, date: day },
            Reason::ConsentUnused { channel, since: day, months: 24 },
            Reason::CampaignWithoutFamily,
            Reason::OtherFamily { sold: family.clone(), campaign: "Tools".to_owned() },
            Reason::NoConsent { channel },
            Reason::ChannelNotCovered { channel },
            Reason::NoAddress { channel },
            Reason::OverCap { touches: 2, max: 2, days: 30 },
            Reason::SameAddress { contact: "K-17".to_owned() },
            Reason::NeedUnknown { family: family.clone() },
            Reason::NeedUnknown { family: String::new() },
            Reason::OutsideNeedMonths { months: vec![10, 11] },
            Reason::OutsideNeedWindow,
            Reason::OutsideCampaign { from: day, until: day },
            Reason::OpenComplaint { count: 1 },
            Reason::OpenComplaint { count: 3 },
            Reason::PromiseOverdue { count: 1 },
            Reason::PromiseOverdue { count: 4 },
            Reason::InquiryUnanswered { count: 1, days: 3 },
            Reason::InquiryUnanswered { count: 2, days: 1 },
            Reason::ClaimWithoutFact { claim, wording: wording.clone() },
            Reason::ClaimOutdated { claim, wording: wording.clone(), date: day },
            Reason::ClaimInService { wording },
            Reason::HeldOut,
            Reason::ConsentGiven { channel, date: day },
            Reason::ExistingCustomer { sale: "R-1".to_owned(), family },
            Reason::ImpersonalAddress,
            Reason::ConsentNotNeeded { channel },
            Reason::ServiceMessage,
        ];
        all.extend(CustomerFact::ALL.iter().map(|fact| Reason::FactMissing { fact: *fact }));
        all
    }

    #[test]
    fn every_reason_has_its_own_text_in_every_language() {
        let reasons = every_reason();
        let codes: std::collections::BTreeSet<_> = reasons.iter().map(Reason::code).collect();
        // As many as the data has, so none is forgotten here and none is left over there.
        assert_eq!(
            codes,
            WORDS.reason.keys().map(String::as_str).collect(),
            "reasons and texts differ"
        );
        for reason in &reasons {
            let mut seen = std::collections::BTreeSet::new();
            for lang in Lang::ALL {
                let message = reason.message(*lang);
                assert!(message.len() > 15, "{message}");
                assert!(message.ends_with('.'), "{message}");
                assert!(!message.contains(['{', '}']), "a value is missing: {message}");
                assert!(seen.insert(message.clone()), "the same in two languages: {message}");
            }
        }
    }

    #[test]
    fn every_value_of_a_reason_is_said_in_every_language() {
        for reason in every_reason() {
            for lang in Lang::ALL {
                let message = reason.message(*lang);
                for (name, value) in reason.values(*lang) {
                    let value = match value {
                        Value::Text(text) => text,
                        Value::Number(number) => number.to_string(),
                    };
                    assert!(message.contains(&value), "{lang} leaves out {name}: {message}");
                }
            }
        }
    }

    #[test]
    fn every_word_is_there() {
        assert!(Channel::ALL.iter().all(|channel| WORDS.channel.contains_key(channel)));
        assert!(CustomerFact::ALL.iter().all(|fact| WORDS.fact.contains_key(fact)));
        assert!(ClaimKind::ALL.iter().all(|claim| WORDS.claim.contains_key(claim)));
        for lang in Lang::ALL {
            assert_eq!(WORDS.months.get(*lang).split(' ').count(), 12);
        }
    }

    #[test]
    fn the_code_in_json_is_the_code_of_the_text() {
        for reason in every_reason() {
            let json = serde_json::to_value(&reason).unwrap();
            assert_eq!(json["code"], reason.code());
            assert_eq!(serde_json::from_value::<Reason>(json).unwrap(), reason);
        }
    }

    #[test]
    fn numbers_and_dates_read_naturally() {
        let cap = |max, days, lang| Reason::OverCap { touches: 2, max, days }.message(lang);
        assert!(
            cap(2, 30, Lang::De).contains("2 Kontakte in 30 Tagen"),
            "{}",
            cap(2, 30, Lang::De)
        );
        assert!(cap(1, 1, Lang::De).contains("1 Kontakt in 1 Tag"), "{}", cap(1, 1, Lang::De));
        assert!(cap(1, 7, Lang::Es).contains("1 contacto en 7 días"), "{}", cap(1, 7, Lang::Es));
        let day = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        let shown: Vec<_> = Lang::ALL.iter().map(|lang| date(day, *lang)).collect();
        assert_eq!(shown, ["09.03.2026", "09-03-2026", "09/03/2026", "9 March 2026"]);
    }
}

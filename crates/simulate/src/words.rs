//! The words of the company: names, notes, questions, complaints, in four languages.
//!
//! They stand in `words/*.txt`, one file a language, in sections. A sentence may hold slots
//! such as `{family}`; [`fill`] puts values in.

use std::collections::BTreeMap;

use vocab::{Barrier, Lang};

/// The sections of one file.
#[derive(Debug)]
pub(crate) struct Words {
    sections: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Words {
    /// Reads a file of sections: `[name]` opens one, `#` starts a comment line, every other
    /// line that is not blank is an entry.
    pub(crate) fn read(text: &'static str) -> Self {
        let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut current = "";
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                current = name;
            } else {
                sections.entry(current).or_default().push(line);
            }
        }
        Self { sections }
    }

    /// The entries of a section, line by line; empty when there is no such section.
    pub(crate) fn lines(&self, section: &str) -> &[&'static str] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// The entries of a section whose lines hold several, with commas between.
    fn split(&self, section: &str) -> Vec<&'static str> {
        self.lines(section).iter().flat_map(|line| line.split(", ")).collect()
    }
}

/// Everything one language has to say.
#[derive(Debug)]
pub(crate) struct Language {
    /// Which one.
    pub code: Lang,
    /// Given names of women.
    pub female: Vec<&'static str>,
    /// Given names of men.
    pub male: Vec<&'static str>,
    /// Family names.
    pub last: Vec<&'static str>,
    months: Vec<&'static str>,
    words: Words,
}

impl Language {
    fn read(code: Lang, text: &'static str) -> Self {
        let words = Words::read(text);
        Self {
            code,
            female: words.split("female"),
            male: words.split("male"),
            last: words.split("last"),
            months: words.split("months"),
            words,
        }
    }

    /// The sentences of a section.
    pub(crate) fn lines(&self, section: &str) -> &[&'static str] {
        self.words.lines(section)
    }

    /// The sentences that name a barrier.
    pub(crate) fn barrier(&self, barrier: Barrier) -> &[&'static str] {
        self.words.lines(barrier.code())
    }

    /// A product family in everyday words.
    pub(crate) fn family(&self, family: usize) -> &'static str {
        self.lines("families").get(family).copied().unwrap_or("")
    }

    /// A month by its number, counted from 1; larger numbers go on into the next year.
    pub(crate) fn month(&self, number: usize) -> &'static str {
        self.months.get((number + 11) % 12).copied().unwrap_or("")
    }
}

/// The four languages.
#[derive(Debug)]
pub(crate) struct Languages([Language; 4]);

impl Languages {
    /// The languages as shipped.
    pub(crate) fn built_in() -> Self {
        Self([
            Language::read(Lang::De, include_str!("../words/de.txt")),
            Language::read(Lang::Nl, include_str!("../words/nl.txt")),
            Language::read(Lang::Es, include_str!("../words/es.txt")),
            Language::read(Lang::En, include_str!("../words/en.txt")),
        ])
    }

    /// One language.
    pub(crate) fn of(&self, lang: Lang) -> &Language {
        let [german, dutch, spanish, english] = &self.0;
        match lang {
            Lang::De => german,
            Lang::Nl => dutch,
            Lang::Es => spanish,
            Lang::En => english,
        }
    }
}

/// A sentence with its slots filled and, if a slot came first, a capital at its head.
pub(crate) fn fill(sentence: &str, slots: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 24);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let value = slots.iter().find(|(slot, _)| *slot == name).map_or("", |(_, value)| *value);
        text.push_str(value);
        rest = behind;
    }
    text.push_str(rest);
    capital(text)
}

/// The text with a capital at its head.
fn capital(text: String) -> String {
    match text.chars().next() {
        Some(first) if first.is_lowercase() => {
            first.to_uppercase().chain(text.chars().skip(1)).collect()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families;

    const SLOTS: [&str; 9] =
        ["person", "family", "rival", "month", "pct", "n", "item", "last", "city"];

    #[test]
    fn every_language_can_say_everything() {
        let languages = Languages::built_in();
        for lang in Lang::ALL {
            let language = languages.of(*lang);
            assert_eq!(language.code, *lang);
            for barrier in Barrier::ALL {
                assert!(language.barrier(*barrier).len() >= 8, "{lang} {barrier}");
            }
            for section in [
                "openers",
                "closers",
                "none",
                "orders",
                "settled",
                "complaints",
                "complaints_pressure",
                "inquiry",
                "need_stated",
                "requirement_confirmed",
                "price_asked",
                "reference_asked",
                "referral",
                "search",
                "touch_out",
                "touch_in",
                "promises",
                "survey_good",
                "survey_low",
                "rivals",
                "departments",
            ] {
                assert!(language.lines(section).len() >= 2, "{lang} {section}");
            }
            assert_eq!(language.lines("families").len(), families::COUNT, "{lang}");
            assert_eq!(language.months.len(), 12, "{lang}");
            if *lang != Lang::En {
                assert!(language.last.len() >= 40 && language.female.len() >= 20);
                assert!(language.male.len() >= 20);
            }
        }
    }

    #[test]
    fn slots_are_known_ones() {
        let languages = Languages::built_in();
        for lang in Lang::ALL {
            for line in languages.of(*lang).words.sections.values().flatten() {
                for slot in line.split('{').skip(1) {
                    let name = slot.split_once('}').unwrap().0;
                    assert!(SLOTS.contains(&name), "{lang}: {line}");
                }
            }
        }
    }

    #[test]
    fn slots_are_filled_and_sentences_begin_with_a_capital() {
        let slots = [("family", "tuinmeubelen"), ("n", "3")];
        assert_eq!(fill("{family}: {n} stuks", &slots), "Tuinmeubelen: 3 stuks");
        assert_eq!(fill("¿{family}?", &slots), "¿tuinmeubelen?");
        assert_eq!(fill("plain", &[]), "Plain");
    }
}

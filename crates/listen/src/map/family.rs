//! Which product family an article belongs to: an ordered list of rules over its code and the
//! words of its description. The first rule that fits counts.
//!
//! ```text
//! codes  POST        the item code is POST, in any case
//!        gift_*      the item code begins with gift_
//! words  candle      a word of the description is candle or candles (box also fits boxes)
//!        choc*       a word begins with choc
//!        tea towel   these words stand next to each other
//! ```

use std::collections::HashMap;

use super::language;

/// Bytes of remembered articles. More are possible, they are then only decided again.
const MEMO_BYTES: usize = 16 << 20;
/// What an entry takes besides its text, about.
const ENTRY_BYTES: usize = 64;

/// Checked family rules.
#[derive(Debug)]
pub(crate) struct Families {
    names: Vec<String>,
    other: String,
    codes: Vec<(Pattern, usize)>,
    /// Single words, with the first rule that lists them.
    words: HashMap<String, usize>,
    /// Beginnings of words and phrases.
    phrases: Vec<(Vec<Pattern>, usize)>,
}

/// Articles already decided: an export has few articles and many lines.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    known: HashMap<String, Option<usize>>,
    bytes: usize,
    key: String,
}

/// A text, or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    Whole(String),
    Beginning(String),
}

impl Pattern {
    fn new(raw: &str) -> Self {
        match raw.strip_suffix('*') {
            Some(beginning) => Self::Beginning(beginning.to_lowercase()),
            None => Self::Whole(raw.to_lowercase()),
        }
    }

    fn fits(&self, text: &str) -> bool {
        match self {
            Self::Whole(whole) => text == whole,
            Self::Beginning(beginning) => text.starts_with(beginning.as_str()),
        }
    }

    /// As [`fits`](Self::fits), and a whole word fits its plural too.
    fn fits_word(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => word
                .strip_prefix(whole.as_str())
                .is_some_and(|rest| matches!(rest, "" | "s" | "es")),
            Self::Beginning(_) => self.fits(word),
        }
    }
}

/// Words of a description: letters and digits, in lower case, apostrophes inside dropped.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['\'', '’'], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Memo {
    /// Remembers what was found for the present key.
    fn remember(&mut self, found: Option<usize>) {
        let bytes = self.key.len() + ENTRY_BYTES;
        if self.bytes + bytes > MEMO_BYTES {
            self.known = HashMap::new();
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.known.insert(self.key.clone(), found);
    }
}

impl Families {
    /// Checks the rules. The error names the place and what is wrong.
    pub(crate) fn new(file: &language::Family) -> Result<Self, (String, String)> {
        let mut families = Self {
            names: Vec::new(),
            other: file.other.trim().to_owned(),
            codes: Vec::new(),
            words: HashMap::new(),
            phrases: Vec::new(),
        };
        if families.other.is_empty() {
            return Err(("family.other".into(), "is empty; name the family of the rest".into()));
        }
        for (index, rule) in file.rules.iter().enumerate() {
            let place = format!("family.rules[{}]", index + 1);
            if rule.name.trim().is_empty() {
                return Err((place, "has no name".into()));
            }
            if rule.codes.is_empty() && rule.words.is_empty() {
                return Err((place, "has neither `codes` nor `words`, so nothing fits it".into()));
            }
            families.names.push(rule.name.trim().to_owned());
            for code in &rule.codes {
                if code.trim().trim_end_matches('*').is_empty() {
                    return Err((place, format!("the code `{code}` would fit everything")));
                }
                families.codes.push((Pattern::new(code.trim()), index));
            }
            for phrase in &rule.words {
                families.add_words(phrase, index).map_err(|why| (place.clone(), why))?;
            }
        }
        Ok(families)
    }

    fn add_words(&mut self, phrase: &str, index: usize) -> Result<(), String> {
        let parts: Vec<&str> = phrase.split_whitespace().collect();
        for part in &parts {
            let bare = part.strip_suffix('*').unwrap_or(part);
            if words(bare).len() != 1 {
                return Err(format!(
                    "`{phrase}` is no word (expected letters and digits, with `*` at the end for \
                     the beginning of a word, and blanks between words that stand together)"
                ));
            }
        }
        match parts.as_slice() {
            [] => return Err("an empty word would fit nothing".into()),
            [word] if !word.ends_with('*') => {
                let word = words(word).concat();
                self.words.entry(word).or_insert(index);
            }
            parts => {
                let patterns = parts
                    .iter()
                    .map(|part| match part.strip_suffix('*') {
                        Some(beginning) => Pattern::Beginning(words(beginning).concat()),
                        None => Pattern::Whole(words(part).concat()),
                    })
                    .collect();
                self.phrases.push((patterns, index));
            }
        }
        Ok(())
    }

    /// The family of an article.
    pub(crate) fn of(&self, memo: &mut Memo, item: &str, description: &str) -> &str {
        memo.key.clear();
        memo.key.push_str(item);
        memo.key.push('\u{1f}');
        memo.key.push_str(description);
        let found = match memo.known.get(memo.key.as_str()) {
            Some(found) => *found,
            None => {
                let found = self.decide(item, description);
                memo.remember(found);
                found
            }
        };
        found.map_or(self.other.as_str(), |index| self.names[index].as_str())
    }

    fn decide(&self, item: &str, description: &str) -> Option<usize> {
        let code = item.trim().to_lowercase();
        let words = words(description);
        let by_code =
            self.codes.iter().filter(|(pattern, _)| pattern.fits(&code)).map(|(_, rule)| *rule);
        let by_word = words.iter().flat_map(|word| {
            ["", "s", "es"]
                .into_iter()
                .filter_map(|ending| self.words.get(word.strip_suffix(ending)?).copied())
        });
        let by_phrase = self
            .phrases
            .iter()
            .filter(|(phrase, _)| {
                words.windows(phrase.len()).any(|window| {
                    phrase.iter().zip(window).all(|(pattern, word)| pattern.fits_word(word))
                })
            })
            .map(|(_, rule)| *rule);
        by_code.chain(by_word).chain(by_phrase).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families(rules: &[(&str, &[&str], &[&str])]) -> Families {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Families::new(&language::Family {
            other: "Other".into(),
            rules: rules
                .iter()
                .map(|(name, codes, words)| language::FamilyRule {
                    name: (*name).to_owned(),
                    codes: texts(codes),
                    words: texts(words),
                })
                .collect(),
        })
        .unwrap()
    }

    #[test]
    fn first_rule_that_fits_counts() {
        let rules = families(&[
            ("Services", &["POST", "gift_*"], &[]),
            ("Christmas", &[], &["christmas", "advent"]),
            ("Kitchen", &[], &["tea towel", "mug", "choc*"]),
            ("Lights", &[], &["light", "box"]),
        ]);
        let mut memo = Memo::default();
        for (item, description, family) in [
            ("post", "POSTAGE LIGHT", "Services"),
            ("gift_0001_20", "Gift Voucher", "Services"),
            ("POSTER", "", "Other"),
            ("1", "ADVENT LIGHTS", "Christmas"),
            ("1", "LIGHTS OF CHRISTMAS", "Christmas"),
            ("1", "TEA TOWELS, BLUE", "Kitchen"),
            ("1", "TOWEL TEA", "Other"),
            ("1", "CHOCOLATE TIN", "Kitchen"),
            ("1", "DELIGHT", "Other"),
            ("1", "PAINT BOXES", "Lights"),
            ("1", "", "Other"),
        ] {
            assert_eq!(rules.of(&mut memo, item, description), family, "{item} {description}");
            // And again from memory.
            assert_eq!(rules.of(&mut memo, item, description), family, "{item} {description}");
        }
    }

    #[test]
    fn long_descriptions_do_not_fill_the_memory() {
        let rules = families(&[("Lights", &[], &["light"])]);
        let mut memo = Memo::default();
        let text = format!("light {}", "x".repeat(1 << 20));
        for number in 0..40 {
            assert_eq!(rules.of(&mut memo, &number.to_string(), &text), "Lights");
            let held: usize = memo.known.keys().map(String::len).sum();
            assert!(held <= MEMO_BYTES && memo.bytes <= MEMO_BYTES, "{held}");
        }
        assert!(!memo.known.is_empty());
    }

    #[test]
    fn useless_rules_are_refused() {
        let rule = |codes: &[&str], words: &[&str]| {
            let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
            Families::new(&language::Family {
                other: "Other".into(),
                rules: vec![language::FamilyRule {
                    name: "A".into(),
                    codes: texts(codes),
                    words: texts(words),
                }],
            })
        };
        assert!(rule(&["A"], &[]).is_ok());
        for (codes, words) in
            [(&[][..], &[][..]), (&["*"], &[]), (&[], &["  "]), (&[], &["*"]), (&[], &["a-b"])]
        {
            assert!(rule(codes, words).is_err(), "{codes:?} {words:?}");
        }
    }
}

//! Words that press the reader for time or stock, and whether a claim of the brief covers them
//! (F1).
//!
//! The words are data (`urgency.toml`, four languages). What they find is a [`Fault`] of the
//! message: nobody signs it and nothing is launched until the words are declared in the brief
//! with a dated fact, or left out. A phrase is covered when the words of a claim hold it, so
//! "only until Sunday" is not covered by a claim that says "only until Friday". A date without
//! pressure ("valid until 24 December") is no such phrase: this looks for the push, and the
//! list can be longer than it is, never clever.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::brief::Claim;
use crate::faults::Fault;
use crate::message::Message;
use crate::text::{self, Block, Span};

#[cfg(test)]
mod tests;

/// The phrases of one language, as the file holds them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    not_after: Vec<String>,
    phrases: Vec<String>,
    sets: BTreeMap<String, Vec<String>>,
}

/// What one word of a text may be.
#[derive(Debug, Clone)]
enum Form {
    Word(String),
    Begins(String),
    Digits,
    Any,
}

/// One place of a phrase.
#[derive(Debug)]
enum Place {
    Must(Vec<Form>),
    May(Vec<Form>),
    MustNot(Vec<Form>),
}

#[derive(Debug)]
struct Phrase {
    places: Vec<Place>,
    not_after: Vec<String>,
}

/// A word or a mark of a text.
#[derive(Debug, PartialEq, Eq)]
struct Token {
    /// As it is compared.
    folded: String,
    /// As it was typed.
    typed: String,
    /// A mark, not a word: phrases do not reach across it.
    mark: bool,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    // The file is part of the program and a test reads all of it.
    let sources: BTreeMap<String, Source> =
        toml::from_str(include_str!("urgency.toml")).unwrap_or_default();
    sources.values().flat_map(Source::read).collect()
});

impl Source {
    fn read(&self) -> Vec<Phrase> {
        let not_after: Vec<String> = self.not_after.iter().map(|word| fold(word)).collect();
        let read = |phrase: &String| Phrase {
            places: phrase.split_whitespace().map(|place| self.place(place)).collect(),
            not_after: not_after.clone(),
        };
        self.phrases.iter().map(read).collect()
    }

    fn place(&self, text: &str) -> Place {
        if let Some(text) = text.strip_prefix('!').filter(|rest| !rest.is_empty()) {
            return Place::MustNot(self.forms(text));
        }
        match text.strip_suffix('?') {
            Some(text) => Place::May(self.forms(text)),
            None => Place::Must(self.forms(text)),
        }
    }

    fn forms(&self, text: &str) -> Vec<Form> {
        let set = |name: &str| self.sets.get(name).map(Vec::as_slice).unwrap_or_default();
        let one = |word: &str| match word.strip_suffix('*') {
            Some(start) => Form::Begins(fold(start)),
            None => Form::Word(fold(word)),
        };
        let mut forms = Vec::new();
        for part in text.split('|') {
            match part {
                "_" => forms.push(Form::Any),
                "#" => {
                    forms.push(Form::Digits);
                    forms.extend(set("number").iter().map(|word| one(word)));
                }
                _ => match part.strip_prefix('<').and_then(|part| part.strip_suffix('>')) {
                    Some(name) => forms.extend(set(name).iter().map(|word| one(word))),
                    None => forms.push(one(part)),
                },
            }
        }
        forms
    }
}

impl Form {
    fn is(&self, token: &Token) -> bool {
        match self {
            Self::Word(word) => token.folded == *word,
            Self::Begins(start) => token.folded.starts_with(start.as_str()),
            Self::Digits => token.folded.starts_with(|c: char| c.is_ascii_digit()),
            Self::Any => !token.mark,
        }
    }
}

/// Where a phrase that begins at `at` ends; as far as it goes.
fn end(places: &[Place], tokens: &[Token], at: usize) -> Option<usize> {
    let Some((place, rest)) = places.split_first() else {
        return Some(at);
    };
    let is = |forms: &[Form]| {
        tokens.get(at).is_some_and(|token| forms.iter().any(|form| form.is(token)))
    };
    match place {
        Place::Must(forms) if is(forms) => end(rest, tokens, at + 1),
        Place::Must(_) => None,
        Place::May(forms) if is(forms) => {
            end(rest, tokens, at + 1).or_else(|| end(rest, tokens, at))
        }
        Place::MustNot(forms) if is(forms) => None,
        Place::May(_) | Place::MustNot(_) => end(rest, tokens, at),
    }
}

/// The pressing phrases of a text, each as a range of its tokens.
fn found(tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let denied = |phrase: &Phrase| {
            before.is_some_and(|before| phrase.not_after.contains(&before.folded))
        };
        let open = PHRASES.iter().filter(|phrase| !denied(phrase));
        let longest = open.filter_map(|phrase| end(&phrase.places, tokens, at)).max();
        match longest {
            Some(until) if until > at => {
                found.push(at..until);
                at = until;
            }
            _ => at += 1,
        }
    }
    found
}

/// Small letters without accents. "Stück" and "Stueck" are one word, and so are the two ways
/// of writing an accent.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'á' | 'à' | 'â' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' => out.push('i'),
            'ó' | 'ò' | 'ô' => out.push('o'),
            'ú' | 'ù' | 'û' => out.push('u'),
            'ñ' => out.push('n'),
            'ç' => out.push('c'),
            '’' | '‘' => out.push('\''),
            // An umlaut written as a letter and its dots.
            '\u{308}' if out.ends_with(['a', 'o', 'u']) => out.push('e'),
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}

fn tokens(text: &str) -> Vec<Token> {
    // Characters nobody sees could part a word.
    let unseen =
        |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    let in_word =
        |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '‘' | '\u{300}'..='\u{36f}');
    let mut tokens = Vec::new();
    for chunk in text.split_whitespace() {
        // The parts of an address are not read as words.
        if chunk.contains("://") || chunk.starts_with("www.") || chunk.starts_with("mailto:") {
            continue;
        }
        let chars: Vec<char> = chunk.chars().filter(|c| !unseen(c)).collect();
        let mut at = 0;
        while let Some(first) = chars.get(at) {
            let mut until = at + 1;
            if in_word(*first) {
                while chars.get(until).is_some_and(|c| in_word(*c)) {
                    until += 1;
                }
            }
            let typed: String = chars[at..until].iter().collect();
            // "24." is a day, "1.000" a number: the point ends no sentence there.
            let after_number = typed == "." && at > 0 && chars[at - 1].is_ascii_digit();
            let emphasis = matches!(typed.as_str(), "*" | "_" | "\"" | "„" | "“" | "”" | "«" | "»");
            if !(after_number || emphasis) {
                let folded = fold(&typed).trim_matches('\'').to_owned();
                tokens.push(Token { folded, mark: !in_word(*first), typed });
            }
            at = until;
        }
    }
    tokens
}

/// The texts of a body, each of which a phrase may stand in: its headings, paragraphs and items
/// of lists, without the addresses of its links.
fn parts(body: &str) -> Vec<String> {
    let line = |spans: &[Span]| {
        let words = spans.iter().map(|span| match span {
            Span::Text(words) | Span::Strong(words) | Span::Link { words, .. } => words.as_str(),
        });
        words.collect::<String>()
    };
    text::blocks(body)
        .iter()
        .flat_map(|block| match block {
            Block::Heading(spans) => vec![line(spans)],
            Block::Paragraph(lines) => {
                vec![lines.iter().map(|spans| line(spans)).collect::<Vec<_>>().join(" ")]
            }
            Block::List(items) => items.iter().map(|spans| line(spans)).collect(),
        })
        .collect()
}

/// Whether a claim says these words.
fn covers(claim: &[Token], phrase: &[Token]) -> bool {
    let words = |tokens: &[Token]| -> Vec<String> {
        tokens.iter().filter(|token| !token.mark).map(|token| token.folded.clone()).collect()
    };
    let (claim, phrase) = (words(claim), words(phrase));
    claim.windows(phrase.len().max(1)).any(|part| part == phrase)
}

/// The pressing words of a message that no claim covers, language by language.
pub(crate) fn undeclared(message: &Message, claims: &[Claim]) -> Vec<Fault> {
    let claims: Vec<Vec<Token>> = claims.iter().map(|claim| tokens(&claim.words)).collect();
    let mut faults = Vec::new();
    for (lang, words) in &message.words {
        let texts = std::iter::once(words.subject.clone());
        for text in texts.chain(parts(&words.body)).chain(parts(&words.question)) {
            let tokens = tokens(&text);
            for range in found(&tokens) {
                let phrase = &tokens[range];
                if claims.iter().any(|claim| covers(claim, phrase)) {
                    continue;
                }
                let typed: Vec<&str> = phrase.iter().map(|token| token.typed.as_str()).collect();
                let fault = Fault::Urgency(*lang, typed.join(" "));
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
    }
    faults
}

//! The words of the pages in four languages.
//!
//! Messages live in `locales/{de,nl,es,en}/*.ftl`, one file for each area of the pages.
//! `tests/room/texts.rs` fails when a message is missing in a language, takes other arguments
//! there, is used but not defined, or defined but not used. Numbers given to a message come
//! out the way the language writes them.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::{FluentResource, FluentValue};
use fluent_templates::{FluentBundle, LanguageIdentifier, Loader, langid, static_loader};
use vocab::{
    AidaStage, Barrier, Channel, ContactRole, CustomerKind, Direction, EventKind, Lang, Phase,
    Purpose, ScopeKind, Team,
};

use crate::fmt;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // Isolating marks around arguments are for mixed writing directions; our four languages
        // have one, and the marks would end up in mail subjects and file names.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            write_numbers_locally(bundle);
        },
    };
}

static DE: LanguageIdentifier = langid!("de");
static NL: LanguageIdentifier = langid!("nl");
static ES: LanguageIdentifier = langid!("es");
static EN: LanguageIdentifier = langid!("en");

fn write_numbers_locally(bundle: &mut FluentBundle<&'static FluentResource>) {
    let lang = bundle.locales.first().cloned();
    bundle.set_formatter(Some(match lang.as_ref().map(|l| l.language.as_str()) {
        Some("de") => |value, _| number(value, Lang::De),
        Some("nl") => |value, _| number(value, Lang::Nl),
        Some("es") => |value, _| number(value, Lang::Es),
        _ => |value, _| number(value, Lang::En),
    }));
}

/// A number in a message, grouped as the language does it.
fn number(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        FluentValue::Number(number) => {
            let places = if number.value.fract() == 0.0 { 0 } else { 1 };
            Some(fmt::decimal(lang, number.value, places))
        }
        _ => None,
    }
}

fn identifier(lang: Lang) -> &'static LanguageIdentifier {
    match lang {
        Lang::De => &DE,
        Lang::Nl => &NL,
        Lang::Es => &ES,
        Lang::En => &EN,
    }
}

/// What a message can be given.
pub trait Arg {
    /// The value as the message format knows it.
    fn value(&self) -> FluentValue<'static>;
}
impl<T: Arg + ?Sized> Arg for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}
impl Arg for str {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}
impl Arg for String {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}
impl Arg for Cow<'_, str> {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::from(self.to_string())
    }
}
macro_rules! number_args {
    ($($type:ty),+) => { $(
        impl Arg for $type {
            fn value(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )+ };
}
number_args!(i32, i64, u32, u64, usize, f64);

/// The message `key` in `lang`.
#[must_use]
pub fn t(lang: Lang, key: &str) -> String {
    LOCALES.lookup(identifier(lang), key)
}

/// The message `key` with named values filled in.
#[must_use]
pub fn t_with(lang: Lang, key: &str, args: &[(&'static str, &dyn Arg)]) -> String {
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
        args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.value())).collect();
    LOCALES.lookup_with_args(identifier(lang), key, &args)
}

/// A value of one of the closed lists of `vocab`, with a word in each language.
///
/// The message is called `LIST-CODE`, such as `phase-need`, and stands in `words.ftl`.
pub trait Word {
    /// The name of its message.
    fn key(&self) -> String;
}
impl<T: Word + ?Sized> Word for &T {
    fn key(&self) -> String {
        (**self).key()
    }
}

macro_rules! words {
    ($($type:ty => $list:literal),+ $(,)?) => {
        $(impl Word for $type {
            fn key(&self) -> String {
                format!("{}-{}", $list, self.code())
            }
        })+

        /// The message names of every value of every list.
        #[must_use]
        pub fn word_keys() -> Vec<String> {
            let mut keys = Vec::new();
            $(keys.extend(<$type>::ALL.iter().map(Word::key));)+
            keys
        }
    };
}
words! {
    AidaStage => "stage",
    Barrier => "barrier",
    Channel => "channel",
    ContactRole => "role",
    CustomerKind => "kind",
    Direction => "direction",
    EventKind => "event",
    Lang => "lang",
    Phase => "phase",
    Purpose => "purpose",
    ScopeKind => "scope",
    Team => "team",
}

/// The word for a value of a closed list.
#[must_use]
pub fn word(lang: Lang, value: impl Word) -> String {
    t(lang, &value.key())
}

/// The word for a code as tables hold it; the code itself where it is not known.
#[must_use]
pub fn code(lang: Lang, list: &str, code: &str) -> String {
    LOCALES
        .try_lookup(identifier(lang), &format!("{list}-{code}"))
        .unwrap_or_else(|| code.to_owned())
}

/// The language a browser asks for first among ours; English when none is.
///
/// `accept` is the value of the header `Accept-Language`.
#[must_use]
pub fn negotiate(accept: Option<&str>) -> Lang {
    let mut wishes: Vec<(f32, Lang)> = accept
        .unwrap_or_default()
        .split(',')
        .filter_map(|wish| {
            let (tag, rest) = wish.trim().split_once(';').unwrap_or((wish.trim(), ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
            let primary = tag.split('-').next()?.to_ascii_lowercase();
            Some((weight, primary.parse().ok()?)).filter(|(weight, _)| *weight > 0.0)
        })
        .collect();
    // Stable: of equal weights the first named wins.
    wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
    wishes.first().map_or(Lang::En, |(_, lang)| *lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_wish_is_heard() {
        for (accept, lang) in [
            (Some("de-AT,de;q=0.9,en;q=0.8"), Lang::De),
            (Some("fr-FR,fr;q=0.9,nl;q=0.7,en;q=0.8"), Lang::En),
            (Some("nl"), Lang::Nl),
            (Some("es-MX, en;q=0.1"), Lang::Es),
            (Some("de;q=0, es;q=0.2"), Lang::Es),
            (Some("fr"), Lang::En),
            (Some(";;,q=x"), Lang::En),
            (None, Lang::En),
        ] {
            assert_eq!(negotiate(accept), lang, "{accept:?}");
        }
    }

    #[test]
    fn unknown_codes_stay_themselves() {
        assert_eq!(code(Lang::De, "phase", "moon"), "moon");
        assert_ne!(code(Lang::De, "phase", "need"), "need");
    }
}

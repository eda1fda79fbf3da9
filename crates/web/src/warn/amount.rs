//! Amounts as people type them: `12.500`, `12 500,00`, `12,500.00`.
//!
//! A point or comma before exactly three digits groups thousands where the reader's language
//! writes it so; before anything else it is the decimal mark. What was understood is shown
//! again after saving, so a slip is seen.

use vocab::{Amount, Lang};

/// Reads an amount as typed; `None` where it is none.
#[must_use]
pub fn parse(lang: Lang, text: &str) -> Option<Amount> {
    let typed: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\'' | '€'))
        .collect();
    let is_mark = |c: char| matches!(c, '.' | ',');
    let last = typed.rfind(is_mark);
    let decimal = last.filter(|place| {
        let mark = &typed[*place..=*place];
        let digits = typed.len() - place - 1;
        let both = typed.contains('.') && typed.contains(',');
        let repeated = typed.matches(mark).count() > 1;
        let groups = mark == if lang == Lang::En { "," } else { "." };
        !repeated && (both || digits != 3 || !groups)
    });
    let plain: String = typed
        .char_indices()
        .filter_map(|(place, c)| match c {
            c if is_mark(c) => (Some(place) == decimal).then_some('.'),
            c => Some(c),
        })
        .collect();
    plain.parse().ok()
}

/// An amount as it stands in a field, without groups.
#[must_use]
pub fn plain(lang: Lang, amount: Amount) -> String {
    let text = amount.to_string();
    if lang == Lang::En { text } else { text.replace('.', ",") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_read_as_people_of_the_language_mean_them() {
        for (lang, text, cents) in [
            (Lang::De, "12.500", Some(1_250_000)),
            (Lang::De, "12.500,5", Some(1_250_050)),
            (Lang::De, "1.234.567", Some(123_456_700)),
            (Lang::De, "1234.50", Some(123_450)),
            (Lang::De, "12,500", Some(1_250)),
            (Lang::En, "12,500", Some(1_250_000)),
            (Lang::En, "12,500.00", Some(1_250_000)),
            (Lang::En, "1234.5", Some(123_450)),
            (Lang::Es, "12 500 €", Some(1_250_000)),
            (Lang::Nl, "7", Some(700)),
            (Lang::Nl, "", None),
            (Lang::Nl, "viel", None),
            (Lang::Nl, "1,2,3,x", None),
        ] {
            let read = parse(lang, text).map(Amount::to_cents);
            assert_eq!(read, cents, "{lang}: {text}");
        }
    }

    proptest! {
        /// What a field shows is read back as the same amount.
        #[test]
        fn what_a_field_shows_is_read_back(cents in 0_i128..10_000_000_000) {
            for lang in Lang::ALL {
                let amount = Amount::from_cents(cents);
                prop_assert_eq!(parse(*lang, &plain(*lang, amount)), Some(amount));
            }
        }
    }
}

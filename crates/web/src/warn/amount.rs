//! Amounts as people type them: `12.500`, `12 500,00`, `12,500.00`.
//!
//! A point or comma before exactly three digits groups thousands where the reader's language
//! writes it so; before anything else it is the decimal mark. What was understood is shown
//! again after saving, so a slip is seen.

use vocab::{Amount, Currency, Lang};

use crate::fmt;

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
        // No thousands begin with a zero.
        let small = typed[..*place].trim_start_matches(['-', '+']).starts_with('0');
        !repeated && (both || digits != 3 || !groups || small)
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

/// Reads money as typed, with or without the sign or the code of the company's currency. Money
/// in another currency is none: it would count as if it were ours.
#[must_use]
pub fn money(lang: Lang, currency: Option<Currency>, text: &str) -> Option<Amount> {
    let text = text.trim();
    let Some(currency) = currency else {
        return parse(lang, text);
    };
    let code = currency.code();
    // The sign as this language writes it, and as any other does: `$` as well as `US$`.
    let signs = Lang::ALL.iter().map(|lang| fmt::symbol(*lang, code));
    let mut names: Vec<&str> = signs.chain([code]).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let bare = names.iter().find_map(|name| without(text, name)).unwrap_or(text);
    if bare.contains('€') { None } else { parse(lang, bare) }
}

/// `text` without `name` at its start or its end.
fn without<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start = text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
    if start.is_some() {
        return text.get(name.len()..);
    }
    let rest = text.len().checked_sub(name.len())?;
    text.get(rest..).filter(|end| end.eq_ignore_ascii_case(name)).and(text.get(..rest))
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
            (Lang::De, "0.500", Some(50)),
            (Lang::En, "-0,500", Some(-50)),
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

    #[test]
    fn money_is_read_in_the_currency_of_the_company() {
        let (gbp, usd) = ("GBP".parse().ok(), "USD".parse().ok());
        for (lang, currency, text, cents) in [
            (Lang::En, gbp, "£12,500", Some(1_250_000)),
            (Lang::En, gbp, "12,500 gbp", Some(1_250_000)),
            (Lang::De, gbp, "12.500\u{a0}£", Some(1_250_000)),
            (Lang::Es, gbp, "12.500 £", Some(1_250_000)),
            (Lang::En, gbp, "€12,500", None),
            (Lang::En, gbp, "$12,500", None),
            (Lang::En, usd, "US$7", Some(700)),
            (Lang::De, usd, "$ 7", Some(700)),
            (Lang::Nl, Some(Currency::EUR), "€ 7,50", Some(750)),
            (Lang::De, Some(Currency::EUR), "7,50 EUR", Some(750)),
            (Lang::De, Some(Currency::EUR), "€", None),
            (Lang::De, None, "7,50", Some(750)),
        ] {
            let read = money(lang, currency, text).map(Amount::to_cents);
            assert_eq!(read, cents, "{lang}: {text}");
        }
    }

    proptest! {
        /// What a page prints is read back as the same amount, in any currency.
        #[test]
        fn what_a_page_prints_is_read_back(cents in 0_i128..10_000_000_000, which in 0_usize..4) {
            let currency: Option<Currency> = ["EUR", "GBP", "USD", "CHF"][which].parse().ok();
            for lang in Lang::ALL {
                let fmt = fmt::Fmt { lang: *lang, zone: vocab::Zone::BERLIN, currency };
                let amount = Amount::from_cents(cents);
                prop_assert_eq!(money(*lang, currency, &fmt.money(amount)), Some(amount));
            }
        }

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

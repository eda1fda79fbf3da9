//! What the balance says in words.

use customers::balance::Answers;
use stats::threshold::{LEAST_CONTACTS, LEAST_CUSTOMERS, Unknown};

use crate::page::Page;

/// Why no level of pressure is known.
#[must_use]
pub fn unknown(page: &Page, why: Unknown) -> String {
    match why {
        Unknown::TooFew { .. } | Unknown::NoNumber => {
            page.t2("balance-unknown-few", "contacts", LEAST_CONTACTS, "customers", LEAST_CUSTOMERS)
        }
        Unknown::NoDifference { p } => {
            page.t1("balance-unknown-chance", "share", page.fmt.percent(p, 0))
        }
        Unknown::Better { .. } => page.t("balance-unknown-better"),
    }
}

/// What is known of the level, in a sentence or two.
#[must_use]
pub fn level(page: &Page, answers: &Answers) -> String {
    let Some(level) = &answers.level else {
        return answers.not_known.map_or_else(String::new, |why| unknown(page, why));
    };
    page.t_with(
        "balance-level-says",
        &[
            ("at", &pressure(page, level.at)),
            ("low", &pressure(page, level.low)),
            ("high", &pressure(page, level.high)),
            // Not the shares of all on both sides: these may say the opposite of what was found.
            ("fewer", &page.fmt.decimal(100.0 * level.drop, 1)),
        ],
    )
}

/// A pressure as people read it.
#[must_use]
pub fn pressure(page: &Page, pressure: f64) -> String {
    // What weighs nearly nothing is not nothing.
    if pressure > 0.0 && pressure < 0.01 {
        return page.t1("balance-below", "value", page.fmt.decimal(0.01, 2));
    }
    page.fmt.decimal(pressure, 2)
}

#[cfg(test)]
mod tests {
    use stats::threshold::Level;
    use vocab::Lang;

    use super::*;

    /// More of all were answered beyond the level, fewer within each group: the page says what was
    /// found, and no share that says the opposite.
    #[test]
    fn the_level_says_what_was_found_within_groups() {
        let level = Level {
            at: 1.0,
            low: 0.5,
            high: 2.0,
            rate_below: 0.150,
            rate_above: 0.455,
            n_below: 2_000,
            n_above: 2_000,
            drop: 0.075,
            p: 0.001,
            customers: 4_000,
        };
        let answers =
            Answers { contacts: 4_000, level: Some(level), not_known: None, curve: Vec::new() };
        for lang in Lang::ALL {
            let page = Page::nowhere(store::Company::default(), *lang, vocab::Instant::UNIX_EPOCH);
            let said = super::level(&page, &answers);
            assert!(said.contains("7.5") || said.contains("7,5"), "{said}");
            assert!(!said.contains("45") && !said.contains("15"), "{said}");
        }
    }
}

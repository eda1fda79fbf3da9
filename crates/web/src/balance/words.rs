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
    let share = |share: f64| page.fmt.percent(share, 1);
    page.t_with(
        "balance-level-says",
        &[
            ("at", &pressure(page, level.at)),
            ("low", &pressure(page, level.low)),
            ("high", &pressure(page, level.high)),
            ("below", &share(level.rate_below)),
            ("above", &share(level.rate_above)),
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

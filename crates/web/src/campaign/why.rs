//! Some people of an audience, with why they are meant.

use ::campaign::conditions::Condition;
use ::campaign::crowd::sample::{Fact, Sampled, Why};

use super::sentence;
use crate::page::Page;
use crate::parts::link::encode;

/// Somebody, as the page shows them.
#[derive(Debug, Clone)]
pub struct SampleView {
    /// Their name.
    pub name: String,
    /// Their customer's page.
    pub href: String,
    /// Why they are meant, one reason a line.
    pub why: Vec<String>,
}

/// People with their reasons.
#[must_use]
pub fn sample(page: &Page, people: &[Sampled]) -> Vec<SampleView> {
    let shown = people.iter().map(|one| SampleView {
        name: if one.name.is_empty() { one.contact.clone() } else { one.name.clone() },
        href: format!("/customers/{}", encode(&one.customer)),
        why: one.why.iter().map(|why| reason(page, why)).collect(),
    });
    shown.collect()
}

/// A condition that speaks for somebody, and what is known of them about it.
#[must_use]
pub fn reason(page: &Page, why: &Why) -> String {
    let said = sentence::short(page, &why.condition, why.not);
    match fact(page, &why.condition, &why.fact) {
        Some(fact) => format!("{said}: {fact}"),
        None => said,
    }
}

fn fact(page: &Page, condition: &Condition, fact: &Fact) -> Option<String> {
    let words = |words: Vec<String>| (!words.is_empty()).then(|| words.join(", "));
    match fact {
        Fact::Plain => None,
        Fact::Count(count) => Some(page.fmt.count(*count)),
        Fact::Money(amount) => Some(page.fmt.money(*amount)),
        Fact::Share(share) => Some(page.fmt.percent(*share, 1)),
        Fact::Pressure(pressure) => Some(page.fmt.decimal(*pressure, 2)),
        Fact::Day(day) => Some(page.fmt.date(*day)),
        // One name that was asked for says nothing new.
        Fact::Words(names) => match condition {
            Condition::Region { any_of }
            | Condition::Owner { any_of }
            | Condition::Country { any_of }
                if any_of.len() == 1 && any_of == names =>
            {
                None
            }
            _ => words(names.clone()),
        },
        Fact::Phase(phase) => Some(page.word(*phase)),
        Fact::Barriers(barriers) => words(barriers.iter().map(|one| page.word(*one)).collect()),
        Fact::Language(lang) => Some(page.word(*lang)),
        Fact::Role(role) => Some(page.word(*role)),
        Fact::Times { count: 0, .. } => None,
        Fact::Times { count, last } => Some(match last {
            Some(day) => {
                page.t2("audience-times-last", "count", *count, "day", page.fmt.date(*day))
            }
            None => page.t1("audience-times", "count", *count),
        }),
    }
}

//! A tree of conditions as one sentence, in the reader's language.
//!
//! "Not" never stands before a group: by De Morgan's rules it moves down to the conditions, and
//! "and" and "or" change places. So every clause can say the opposite in its own way. A group
//! inside another one that combines differently stands in brackets.

use ::campaign::conditions::{Condition, Fate, Happening, KnownBy, Span};
use vocab::Amount;

use crate::i18n::Arg;
use crate::page::Page;

/// The whole sentence.
#[must_use]
pub fn sentence(page: &Page, condition: &Condition) -> String {
    let clause = clause(page, condition, false, None);
    tidy(&page.t1("audience-said", "clause", clause))
}

/// How many people are meant, of how many there are; each as (contacts, customers).
#[must_use]
pub fn found(page: &Page, meant: (u64, u64), all: (u64, u64)) -> String {
    let meant = page.t2("audience-found", "contacts", meant.0, "customers", meant.1);
    format!("{meant}, {}", page.t2("audience-of-all", "contacts", all.0, "customers", all.1))
}

/// That nobody has a name that stands in a condition.
#[must_use]
pub fn unknown_name(page: &Page, condition: &str, name: &str) -> String {
    page.t2("audience-unknown-name", "name", name, "condition", condition)
}

/// One condition, without groups, as a clause.
#[must_use]
pub fn short(page: &Page, condition: &Condition, not: bool) -> String {
    tidy(&clause(page, condition, not, None))
}

/// Parts that were left out leave their gaps behind.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(" ,", ",").replace("( ", "(").replace(" .", ".")
}

fn clause(page: &Page, condition: &Condition, not: bool, around: Option<bool>) -> String {
    let (of, all) = match condition {
        Condition::All { of } => (of, !not),
        Condition::Any { of } => (of, not),
        Condition::Not { of } => return clause(page, of, !not, around),
        leaf => return say(page, leaf, not),
    };
    if let [one] = of.as_slice() {
        return clause(page, one, not, around);
    }
    let parts: Vec<String> = of.iter().map(|part| clause(page, part, not, Some(all))).collect();
    let joined = join(page, &parts, if all { "audience-and" } else { "audience-or" });
    if around.is_some_and(|outer| outer != all) { format!("({joined})") } else { joined }
}

fn join(page: &Page, parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {} {last}", most.join(", "), page.t(word)),
    }
}

fn either(page: &Page, names: &[String]) -> String {
    join(page, names, "audience-or")
}

fn yes(not: bool) -> &'static str {
    if not { "yes" } else { "no" }
}

/// A range of numbers in words; the ends are written out already.
fn range(page: &Page, low: Option<String>, high: Option<String>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => page.t1("audience-exactly", "n", low),
        (Some(low), Some(high)) => page.t2("audience-between", "low", low, "high", high),
        (Some(low), None) => page.t1("audience-least", "n", low),
        (None, Some(high)) => page.t1("audience-most", "n", high),
        (None, None) => String::new(),
    }
}

fn counts(page: &Page, low: Option<u64>, high: Option<u64>) -> String {
    let shown = |n: Option<u64>| n.map(|n| page.fmt.count(n));
    range(page, shown(low), shown(high))
}

fn ago(page: &Page, older: Option<u32>, newer: Option<u32>) -> String {
    match (older, newer) {
        (Some(low), Some(high)) => page.t2("audience-ago-between", "low", low, "high", high),
        (Some(low), None) => page.t1("audience-ago-least", "low", low),
        (None, Some(high)) => page.t1("audience-ago-most", "high", high),
        (None, None) => String::new(),
    }
}

fn times(page: &Page, low: Option<u32>, high: Option<u32>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => page.t1("audience-times-exactly", "count", low),
        (Some(low), Some(high)) => page.t2("audience-times-between", "low", low, "high", high),
        (Some(low), None) => page.t1("audience-times-least", "count", low),
        (None, Some(high)) => page.t1("audience-times-most", "count", high),
        (None, None) => String::new(),
    }
}

fn days(page: &Page, days: Option<u32>) -> String {
    days.map(|count| page.t1("audience-when-days", "count", count)).unwrap_or_default()
}

fn when(page: &Page, span: Option<Span>) -> String {
    match span {
        None => String::new(),
        Some(Span::Days { days: count }) => days(page, Some(count)),
        Some(Span::Dates { from, until }) => {
            let (from, until) = (page.fmt.date(from), page.fmt.date(until));
            page.t2("audience-when-dates", "from", from, "until", until)
        }
    }
}

/// What somebody did, with what narrows it down.
fn act(page: &Page, what: &Happening) -> String {
    let mut of = String::new();
    if let Some(family) = &what.family {
        of.push(' ');
        of.push_str(&page.t1("audience-of-family", "family", family.trim()));
    }
    let item = what.item.as_ref().map(|item| page.t1("audience-of-item", "item", item.trim()));
    let channel = what.channel.map(|one| page.t1("audience-of-channel", "channel", page.word(one)));
    let side = what.direction.map(|side| match side {
        vocab::Direction::Inbound => page.t("audience-of-in"),
        vocab::Direction::Outbound => page.t("audience-of-out"),
    });
    let more: Vec<String> = [item, channel, side].into_iter().flatten().collect();
    if !more.is_empty() {
        of.push_str(&format!(" ({})", more.join(", ")));
    }
    page.t2("audience-act", "kind", what.event.code(), "of", of)
}

fn words<T: crate::i18n::Word + Copy>(page: &Page, list: &[T]) -> String {
    either(page, &list.iter().map(|one| page.word(*one)).collect::<Vec<_>>())
}

fn say(page: &Page, condition: &Condition, not: bool) -> String {
    let not_word = yes(not);
    let say =
        |key: &str, name: &'static str, value: &str| page.t2(key, "not", not_word, name, value);
    let counted = |key: &str, low: Option<u64>, high: Option<u64>| {
        let (range, one) = (counts(page, low, high), yes(high.or(low) == Some(1)));
        page.t3(key, "not", not_word, "range", range, "one", one)
    };
    let money = |amount: &Option<Amount>| amount.map(|amount| page.fmt.money(amount));
    match condition {
        // Groups never come here.
        Condition::All { .. } | Condition::Any { .. } | Condition::Not { .. } => String::new(),
        Condition::Bought { family } => say("audience-say-bought", "family", family.trim()),
        Condition::Families { at_least, at_most } => {
            counted("audience-say-families", *at_least, *at_most)
        }
        Condition::Region { any_of } => say("audience-say-region", "names", &either(page, any_of)),
        Condition::Country { any_of } => {
            say("audience-say-country", "names", &either(page, any_of))
        }
        Condition::Owner { any_of } => say("audience-say-owner", "names", &either(page, any_of)),
        Condition::Kind { is } => say("audience-say-kind", "kind", is.code()),
        Condition::NetRevenue { at_least, at_most } => {
            say("audience-say-revenue", "range", &range(page, money(at_least), money(at_most)))
        }
        Condition::ReturnedShare { at_least, at_most } => {
            let shown = |percent: Option<u32>| {
                percent.map(|percent| page.fmt.percent(f64::from(percent) / 100.0, 0))
            };
            say("audience-say-returned", "range", &range(page, shown(*at_least), shown(*at_most)))
        }
        Condition::Orders { at_least, at_most } => {
            counted("audience-say-orders", *at_least, *at_most)
        }
        Condition::FirstOrder { older_than_days, newer_than_days } => {
            say("audience-say-first", "ago", &ago(page, *older_than_days, *newer_than_days))
        }
        Condition::LastOrder { older_than_days, newer_than_days } => {
            say("audience-say-last", "ago", &ago(page, *older_than_days, *newer_than_days))
        }
        Condition::OwnSignal { older_than_days, newer_than_days } => {
            say("audience-say-signal", "ago", &ago(page, *older_than_days, *newer_than_days))
        }
        Condition::Phase { any_of } => say("audience-say-phase", "names", &words(page, any_of)),
        Condition::NeedWindow { family, month } => {
            let (family, month) = (family.trim(), page.fmt.month_name(*month));
            page.t3("audience-say-window", "not", not_word, "family", family, "month", month)
        }
        Condition::Need { family, known_by } => {
            let what = match family {
                Some(family) => family.trim().to_owned(),
                None => page.t("audience-anything"),
            };
            let by = match known_by {
                Some(KnownBy::Words) => "words",
                Some(KnownBy::Habit) => "habit",
                None => "either",
            };
            page.t3("audience-say-need", "not", not_word, "what", what, "by", by)
        }
        Condition::OpenComplaint {} => page.t1("audience-say-complaint", "not", not_word),
        Condition::Barrier { any_of } => say("audience-say-barrier", "names", &words(page, any_of)),
        Condition::Pressure { at_most } => {
            say("audience-say-pressure", "n", &page.fmt.amount(*at_most))
        }
        Condition::Messages { were, at_least, at_most } => {
            let were = match were {
                Fate::Sent => "sent",
                Fate::Answered => "answered",
                Fate::Bounced => "bounced",
            };
            let range = counts(page, *at_least, *at_most);
            page.t3("audience-say-messages", "not", not_word, "were", were, "range", range)
        }
        Condition::Language { any_of } => {
            say("audience-say-language", "names", &words(page, any_of))
        }
        Condition::Role { any_of } => say("audience-say-role", "names", &words(page, any_of)),
        Condition::MayBeReached { channel, purpose } => {
            let (channel, purpose) = (page.word(*channel), page.word(*purpose));
            page.t3("audience-say-reach", "not", not_word, "channel", channel, "purpose", purpose)
        }
        Condition::Did { what, at_least, at_most, within } => {
            let (act, times) = (act(page, what), times(page, *at_least, *at_most));
            let when = when(page, *within);
            let args: [(&'static str, &dyn Arg); 4] =
                [("not", &not_word), ("act", &act), ("times", &times), ("when", &when)];
            page.t_with("audience-say-did", &args)
        }
        Condition::Never { what, since_days } => {
            let (act, when) = (act(page, what), days(page, *since_days));
            if not {
                return page.t2("audience-say-once", "act", act, "when", when);
            }
            let ever = if since_days.is_some() { "since" } else { "ever" };
            page.t3("audience-say-never", "ever", ever, "act", act, "when", when)
        }
        Condition::Sequence { steps, then_not, within_days, begun_within_days } => {
            let mut told = String::new();
            for (n, step) in steps.iter().enumerate() {
                let key = match (n, steps.len()) {
                    (0, 1) => "audience-step-only",
                    (0, _) => "audience-step-first",
                    _ => "audience-step-next",
                };
                told.push_str(&page.t1(key, "act", act(page, step)));
            }
            if let Some(step) = then_not {
                told.push_str(&page.t1("audience-step-not", "act", act(page, step)));
            }
            told.push_str(&page.t1("audience-step-within", "count", *within_days));
            if let Some(count) = begun_within_days {
                told.push_str(&page.t1("audience-step-begun", "count", *count));
            }
            say("audience-say-sequence", "steps", &told)
        }
    }
}

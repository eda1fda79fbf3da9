//! What a version says, and what two of them say differently: for those who sign, for those who
//! look back, and for two people who wrote at the same time.

use ::campaign::brief::{Brief, ClaimKind, MeasureKind};
use ::campaign::message::Message;
use ::campaign::signing::Draft;
use ::campaign::{Campaign, CampaignError};
use vocab::{Amount, Lang};

use super::{sentence, words};
use crate::page::Page;
use crate::warn::amount;

/// A part of a brief or a message in words: its name, what it says.
pub type Fact = (String, String);

/// One part that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub name: String,
    /// What the first of the two says.
    pub first: String,
    /// What the second says.
    pub second: String,
}

/// Two sides and where they differ.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Whose words the first are.
    pub first: String,
    /// Whose words the second are.
    pub second: String,
    /// What differs.
    pub rows: Vec<Difference>,
}

/// What was typed, and what somebody else did meanwhile.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// What happened, and what to do.
    pub notice: String,
    /// Yours beside theirs.
    pub comparison: Comparison,
}

/// A brief in words. Nothing is rounded: two briefs that differ differ here.
pub(super) fn of_brief(page: &Page, brief: &Brief) -> Vec<Fact> {
    let whom = brief.audience.as_ref().map(|condition| sentence::sentence(page, condition));
    let finding = if brief.cause.known { "campaign-finding" } else { "campaign-argument" };
    let mut facts = vec![
        (page.t("campaign-name"), brief.title.clone()),
        (page.t(finding), brief.cause.finding.clone()),
        (page.t("campaign-barrier"), brief.barrier.map(|b| page.word(b)).unwrap_or_default()),
        (page.t("campaign-stage"), brief.stage.map(|s| page.word(s)).unwrap_or_default()),
        (page.t("campaign-core"), brief.message_core.clone()),
        (page.t("campaign-whom"), whom.unwrap_or_default()),
        (page.t("campaign-note"), brief.audience_note.clone()),
        (page.t("campaign-family"), brief.family.clone()),
    ];
    if let Some(window) = brief.window {
        let (from, until) = (page.fmt.date(window.from), page.fmt.date(window.until));
        facts.push((page.t("campaign-window"), format!("{from} – {until}")));
    }
    if let Some(measure) = brief.measure {
        let value = |value: Amount| {
            if measure.kind.is_share() {
                let sign = match page.lang {
                    Lang::De | Lang::Es => "\u{a0}%",
                    Lang::Nl | Lang::En => "%",
                };
                format!("{}{sign}", super::brief_form::percent(page.lang, value))
            } else if value.micros() % 10_000 == 0 {
                page.fmt.money(value)
            } else {
                amount::plain(page.lang, value)
            }
        };
        let kind = words::measure(page, measure.kind);
        let smallest = measure.smallest_effect.map(|smallest| match measure.kind {
            MeasureKind::RepurchaseShare => {
                words::points(page, &super::brief_form::percent(page.lang, smallest))
            }
            MeasureKind::RevenuePerCustomer | MeasureKind::Answers => value(smallest),
        });
        let smallest = smallest.unwrap_or_else(|| "?".to_owned());
        let text = match measure.baseline {
            Some(baseline) => page.t3(
                "campaign-measure-said",
                "measure",
                kind,
                "baseline",
                value(baseline),
                "smallest",
                smallest,
            ),
            None => page.t2("campaign-measure-said-only", "measure", kind, "smallest", smallest),
        };
        facts.push((page.t("campaign-measure"), text));
    }
    facts.push((page.t("campaign-question"), brief.question.clone()));
    for (n, claim) in brief.claims.iter().enumerate() {
        let kind = page.t(match claim.kind {
            ClaimKind::Deadline => "campaign-claim-deadline",
            ClaimKind::Stock => "campaign-claim-stock",
        });
        let until = claim.until.map(|day| page.fmt.date(day)).unwrap_or_default();
        facts.push((
            format!("{} {}", page.t("campaign-claims"), n + 1),
            format!("{kind}: {} ({}, {until})", claim.words, claim.fact),
        ));
    }
    facts.retain(|(_, value)| !value.trim().is_empty());
    facts
}

/// A message in words, language by language.
pub(super) fn of_message(page: &Page, message: &Message) -> Vec<Fact> {
    let mut facts = vec![(page.t("campaign-fallback"), page.word(message.fallback))];
    for (lang, words) in &message.words {
        let name = |key: &str| format!("{} ({})", page.t(key), page.word(*lang));
        facts.push((name("campaign-subject"), words.subject.clone()));
        facts.push((name("campaign-body"), words.body.clone()));
        facts.push((name("campaign-question"), words.question.clone()));
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// Brief and message of a version in words.
pub(super) fn of_draft(page: &Page, draft: &Draft) -> Vec<Fact> {
    let mut facts = of_brief(page, &draft.brief);
    facts.extend(of_message(page, &draft.message));
    facts
}

/// What differs, in the order of the form; what only one side has stands beside nothing.
fn differences(first: &[Fact], second: &[Fact]) -> Vec<Difference> {
    let value = |facts: &[Fact], name: &str| {
        let fact = facts.iter().find(|(fact, _)| fact == name);
        fact.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let gone = first.iter().filter(|(name, _)| second.iter().all(|(other, _)| other != name));
    second
        .iter()
        .chain(gone)
        .map(|(name, _)| Difference {
            name: name.clone(),
            first: value(first, name),
            second: value(second, name),
        })
        .filter(|row| row.first != row.second)
        .collect()
}

/// The lines in which two texts differ; what is the same before and after them is left out.
fn cut(row: Difference) -> Difference {
    let (first, second): (Vec<&str>, Vec<&str>) =
        (row.first.lines().collect(), row.second.lines().collect());
    let before = first.iter().zip(&second).take_while(|(a, b)| a == b).count();
    let most = first.len().min(second.len()) - before;
    let ends = first.iter().rev().zip(second.iter().rev());
    let after = ends.take(most).take_while(|(a, b)| a == b).count();
    let part = |lines: &[&str]| {
        let mut shown = Vec::new();
        if before > 0 {
            shown.push("…");
        }
        shown.extend(&lines[before..lines.len() - after]);
        if after > 0 {
            shown.push("…");
        }
        shown.join("\n")
    };
    Difference { first: part(&first), second: part(&second), name: row.name }
}

/// What a version says otherwise than an older one.
pub(super) fn since(page: &Page, older: &Draft, newer: &Draft) -> Comparison {
    let name = |draft: &Draft| page.t1("campaign-version-number", "version", draft.version);
    let rows = differences(&of_draft(page, older), &of_draft(page, newer));
    Comparison {
        first: name(older),
        second: name(newer),
        rows: rows.into_iter().map(cut).collect(),
    }
}

/// What became of a save that came too late: `typed` beside what stands there now. `None` for
/// any other failure.
pub(super) fn conflict(
    page: &Page,
    error: &CampaignError,
    now: &Campaign,
    typed: &[Fact],
    stands: &[Fact],
) -> Option<Conflict> {
    let rows = differences(typed, stands);
    let key = match error {
        CampaignError::Launched(_) => "campaign-conflict-launched",
        CampaignError::Changed { .. } if rows.is_empty() => "campaign-conflict-same",
        CampaignError::Changed { .. } => "campaign-conflict",
        _ => return None,
    };
    let (version, person) = (now.draft.version, &now.saved_by);
    let time = page.fmt.day_time(now.saved);
    Some(Conflict {
        notice: page.t3(key, "person", person, "version", version, "time", time),
        comparison: Comparison {
            first: page.t("campaign-yours"),
            second: page.t2("campaign-theirs", "person", person, "version", version),
            rows,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(values: &[(&str, &str)]) -> Vec<Fact> {
        values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_was_added_changed_or_taken_away_is_named() {
        let old = facts(&[("title", "A"), ("claim", "until Friday"), ("text", "one\ntwo\nthree")]);
        let new = facts(&[("title", "A"), ("text", "one\n2\nthree"), ("note", "new")]);
        let rows = differences(&old, &new);
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["text", "note", "claim"]);
        assert_eq!((rows[1].first.as_str(), rows[2].second.as_str()), ("", ""));
        let text = cut(rows[0].clone());
        assert_eq!((text.first.as_str(), text.second.as_str()), ("…\ntwo\n…", "…\n2\n…"));
        assert_eq!(differences(&old, &old), []);
    }

    #[test]
    fn a_line_more_or_less_is_found() {
        let row = |first: &str, second: &str| {
            let row = cut(Difference {
                name: String::new(),
                first: first.to_owned(),
                second: second.to_owned(),
            });
            (row.first, row.second)
        };
        let both = |first: &str, second: &str| (first.to_owned(), second.to_owned());
        assert_eq!(row("a\na", "a\na\na"), both("…", "…\na"));
        assert_eq!(row("", "a\nb"), both("", "a\nb"));
        assert_eq!(row("a\nb", "b"), both("a\n…", "…"));
        assert_eq!(row("a", "b"), both("a", "b"));
    }
}

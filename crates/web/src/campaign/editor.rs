//! The tree as the page shows it: pieces in the order in which they stand there.

use std::collections::BTreeSet;

use ::campaign::crowd::Names;
use vocab::{
    Barrier, Channel, ContactRole, CustomerKind, Direction, EventKind, Lang, Phase, Purpose,
};

use super::brief::Choice;
use super::field::{Field, GROUPS};
use super::tree::{Group, Line, NOT, Part, STEPS};
use crate::i18n::Word;
use crate::page::Page;

/// Something to choose: code, words, chosen.
pub type Offer = (String, String, bool);

/// A piece of the editor.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A group begins.
    Open(GroupView),
    /// A line.
    Line(Box<LineView>),
    /// A group ends.
    Close(GroupView),
}

/// A group as the form shows it.
#[derive(Debug, Clone)]
pub struct GroupView {
    /// Its number, from 0.
    pub n: usize,
    /// The group it stands in.
    pub inside: usize,
    /// Whether all parts must hold.
    pub all: bool,
    /// Whether its opposite is meant.
    pub not: bool,
    /// Whether it has no parts.
    pub empty: bool,
    /// Whether something is missing.
    pub bad: bool,
    /// What can be added.
    pub fields: Vec<(String, Vec<Choice>)>,
    /// Whether to begin here.
    pub focus: bool,
}

/// A list to choose one of, under its name in the form.
#[derive(Debug, Clone)]
pub struct Pick {
    /// The name of the form's value.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// The words for choosing nothing; empty where something must be chosen.
    pub none: String,
    /// What there is.
    pub choices: Vec<Offer>,
}

/// A text or number to type.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The name of the form's value.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// What was typed.
    pub value: String,
    /// `decimal`, `numeric`, `text` or `date`.
    pub kind: &'static str,
}

/// A sort of event, as narrowly as wanted.
#[derive(Debug, Clone)]
pub struct StepView {
    /// What stands above it; empty where there is one only.
    pub title: String,
    /// The kind of event, and the family.
    pub picks: Vec<Pick>,
    /// What narrows it down further.
    pub more: Vec<Pick>,
    /// The article.
    pub item: Entry,
    /// Whether any of that is used.
    pub narrow: bool,
}

/// A line as the form shows it.
#[derive(Debug, Clone)]
pub struct LineView {
    /// Its number.
    pub n: usize,
    /// The group it stands in.
    pub inside: usize,
    /// What it asks about.
    pub code: &'static str,
    /// The name of that.
    pub name: String,
    /// Whether its opposite is meant.
    pub not: bool,
    /// Boxes to tick.
    pub ticks: Vec<Offer>,
    /// Lists to choose one of.
    pub picks: Vec<Pick>,
    /// Sorts of events.
    pub steps: Vec<StepView>,
    /// Whether steps can be added and taken away.
    pub sequence: bool,
    /// Texts and numbers.
    pub entries: Vec<Entry>,
    /// A hint below them.
    pub hint: String,
    /// Whether a value is missing.
    pub bad: bool,
    /// Whether to begin here.
    pub focus: bool,
}

/// The pieces of a tree.
#[must_use]
pub fn pieces(
    page: &Page,
    names: &Names,
    tree: &Group,
    bad: &BTreeSet<usize>,
    focus: Option<usize>,
) -> Vec<Piece> {
    let mut made = Vec::new();
    group(page, names, tree, 0, &mut 0, bad, focus, &mut made);
    made
}

#[allow(clippy::too_many_arguments, reason = "it walks the tree with all it needs")]
fn group(
    page: &Page,
    names: &Names,
    tree: &Group,
    inside: usize,
    next: &mut usize,
    bad: &BTreeSet<usize>,
    focus: Option<usize>,
    made: &mut Vec<Piece>,
) {
    let n = *next;
    *next += 1;
    let fields = GROUPS.iter().map(|(name, fields)| {
        let choices = fields.iter().map(|field| (field.code().to_owned(), page.t(field.name())));
        (page.t(name), choices.collect())
    });
    let view = GroupView {
        n,
        inside,
        all: tree.all,
        not: tree.not,
        empty: tree.parts.is_empty(),
        bad: bad.contains(&n),
        fields: fields.collect(),
        focus: focus == Some(n),
    };
    made.push(Piece::Open(view.clone()));
    for part in &tree.parts {
        match part {
            Part::Group(part) => group(page, names, part, n, next, bad, focus, made),
            Part::Line(one) => {
                let (number, focus) = (*next, focus == Some(*next));
                let view = line(page, names, one, number, n, bad.contains(&number), focus);
                made.push(Piece::Line(Box::new(view)));
                *next += 1;
            }
        }
    }
    made.push(Piece::Close(view));
}

fn all<T: Word + Copy + PartialEq>(
    page: &Page,
    list: &[T],
    code: impl Fn(T) -> &'static str,
    chosen: &[String],
) -> Vec<Offer> {
    let option = |one: &T| {
        let code = code(*one).to_owned();
        let on = chosen.contains(&code);
        (code, page.word(*one), on)
    };
    list.iter().map(option).collect()
}

/// Names as choices. A value that nobody has any more stays visible.
fn same(names: &[String], chosen: &[String]) -> Vec<Offer> {
    let more = chosen.iter().filter(|one| !names.contains(one));
    names
        .iter()
        .chain(more)
        .map(|name| (name.clone(), name.clone(), chosen.contains(name)))
        .collect()
}

fn step(page: &Page, names: &Names, line: &Line, n: usize, step: &str, title: String) -> StepView {
    let name = |what: &str| format!("{what}-{step}-{n}");
    let chosen = |what: &str| line.values.all(&format!("{what}-{step}"));
    let any = || page.t("audience-any");
    let mut kinds = all(page, EventKind::ALL, EventKind::code, chosen("event"));
    kinds.sort_by(|one, other| one.1.cmp(&other.1));
    let none = if step == NOT { page.t("audience-nothing") } else { page.t("campaign-choose") };
    let used = ["item", "channel", "direction"].iter().any(|what| !chosen(what).is_empty());
    StepView {
        title,
        picks: vec![
            Pick { name: name("event"), label: page.t("audience-event"), none, choices: kinds },
            Pick {
                name: name("family"),
                label: page.t("audience-family"),
                none: any(),
                choices: same(&names.families, chosen("family")),
            },
        ],
        more: vec![
            Pick {
                name: name("channel"),
                label: page.t("audience-channel"),
                none: any(),
                choices: all(page, Channel::ALL, Channel::code, chosen("channel")),
            },
            Pick {
                name: name("direction"),
                label: page.t("audience-direction"),
                none: any(),
                choices: all(page, Direction::ALL, Direction::code, chosen("direction")),
            },
        ],
        item: Entry {
            name: name("item"),
            label: page.t("audience-item"),
            value: line.values.one(&format!("item-{step}")).to_owned(),
            kind: "text",
        },
        narrow: used,
    }
}

fn line(
    page: &Page,
    names: &Names,
    line: &Line,
    n: usize,
    inside: usize,
    bad: bool,
    focus: bool,
) -> LineView {
    let chosen = line.values.all("pick");
    let one = |label: &str, choices: Vec<Offer>| Pick {
        name: format!("pick-{n}"),
        label: page.t(label),
        none: page.t("campaign-choose"),
        choices,
    };
    let entry = |name: &str, label: &str, kind: &'static str| Entry {
        name: format!("{name}-{n}"),
        label: page.t(label),
        value: line.values.one(name).to_owned(),
        kind,
    };
    let range = |kind| {
        vec![entry("low", "campaign-at-least", kind), entry("high", "campaign-at-most", kind)]
    };
    let ago = || {
        vec![entry("low", "campaign-older", "numeric"), entry("high", "campaign-newer", "numeric")]
    };
    let list = |name: &str, label: &str, none: String, choices| Pick {
        name: format!("{name}-{n}"),
        label: page.t(label),
        none,
        choices,
    };
    let mut view = LineView {
        n,
        inside,
        code: line.field.code(),
        name: page.t(line.field.name()),
        not: line.not,
        ticks: Vec::new(),
        picks: Vec::new(),
        steps: Vec::new(),
        sequence: line.field == Field::Sequence,
        entries: Vec::new(),
        hint: String::new(),
        bad,
        focus,
    };
    match line.field {
        Field::Bought => view.picks.push(one("audience-family", same(&names.families, chosen))),
        Field::Region => view.ticks = same(&names.regions, chosen),
        Field::Country => view.ticks = same(&names.countries, chosen),
        Field::Owner => view.ticks = same(&names.owners, chosen),
        Field::Kind => {
            let kinds = all(page, CustomerKind::ALL, CustomerKind::code, chosen);
            view.picks.push(one("campaign-field-kind", kinds));
        }
        Field::Language => view.ticks = all(page, Lang::ALL, Lang::code, chosen),
        Field::Role => view.ticks = all(page, ContactRole::ALL, ContactRole::code, chosen),
        Field::Phase => view.ticks = all(page, Phase::ALL, Phase::code, chosen),
        Field::Barrier => view.ticks = all(page, Barrier::ALL, Barrier::code, chosen),
        Field::Families | Field::Orders | Field::Sent | Field::Answered | Field::Bounced => {
            view.entries = range("numeric");
        }
        Field::ReturnedShare => view.entries = range("numeric"),
        Field::NetRevenue => view.entries = range("decimal"),
        Field::FirstOrder | Field::LastOrder | Field::OwnSignal => view.entries = ago(),
        Field::Pressure => view.entries = vec![entry("high", "campaign-at-most", "decimal")],
        Field::OpenComplaint => {}
        Field::Need => {
            let family = same(&names.families, chosen);
            view.picks.push(list("pick", "audience-family", page.t("audience-any"), family));
            let known = line.values.one("known");
            let option = |code: &str, key: &str| (code.to_owned(), page.t(key), known == code);
            let ways = vec![
                option("words", "audience-known-words"),
                option("habit", "audience-known-habit"),
            ];
            let either = page.t("audience-known-either");
            view.picks.push(list("known", "audience-known-by", either, ways));
        }
        Field::NeedWindow => {
            view.picks.push(one("audience-family", same(&names.families, chosen)));
            let month = line.values.one("month");
            let months = (1..=12_u32).map(|number| {
                (number.to_string(), page.fmt.month_name(number), month == number.to_string())
            });
            let none = page.t("campaign-choose");
            view.picks.push(list("month", "campaign-month", none, months.collect()));
        }
        Field::MayBeReached => {
            let (way, purpose) = (line.values.all("way"), line.values.all("purpose"));
            let none = || page.t("campaign-choose");
            let ways = all(page, Channel::ALL, Channel::code, way);
            view.picks.push(list("way", "audience-channel", none(), ways));
            let purposes = all(page, Purpose::ALL, Purpose::code, purpose);
            view.picks.push(list("purpose", "audience-purpose", none(), purposes));
        }
        Field::Did => {
            view.steps.push(step(page, names, line, n, STEPS[0], String::new()));
            view.entries = range("numeric");
            view.entries.push(entry("days", "audience-days", "numeric"));
            view.entries.push(entry("from", "audience-from", "date"));
            view.entries.push(entry("until", "audience-until", "date"));
            view.hint = page.t("audience-days-hint");
        }
        Field::Never => {
            view.steps.push(step(page, names, line, n, STEPS[0], String::new()));
            view.entries.push(entry("days", "audience-days", "numeric"));
            view.hint = page.t("audience-days-hint");
        }
        Field::Sequence => {
            for (place, name) in STEPS.iter().enumerate().take(line.values.steps()) {
                let title = page.t1("audience-step", "n", place + 1);
                view.steps.push(step(page, names, line, n, name, title));
            }
            let title = page.t("audience-then-not");
            view.steps.push(step(page, names, line, n, NOT, title));
            view.entries.push(entry("within", "audience-within", "numeric"));
            view.entries.push(entry("begun", "audience-begun", "numeric"));
        }
    }
    view
}

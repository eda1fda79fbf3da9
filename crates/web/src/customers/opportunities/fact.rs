//! One fact about a deal as the page shows it, with the forms that change it.

use ::customers::opportunity::{Answer, Fact, FactKind, Fit};
use askama::Template;
use vocab::CustomerId;

use super::super::telling::{Ask, Choices, Typed, cited_words, event_href, fields};
use super::acts::Entered;
use super::words;
use crate::page::Page;
use crate::parts::{Errors, SafeHtml};
use crate::warn::amount;

/// A citation: its words, and where the event stands.
pub(super) struct Citation {
    pub(super) words: String,
    pub(super) href: String,
}

/// An answer to a requirement.
pub(super) struct FitView {
    pub(super) word: String,
    pub(super) tone: &'static str,
    pub(super) gap: String,
}

impl FitView {
    fn of(page: &Page, answer: &Answer) -> Self {
        let (key, tone) = words::fit(answer.fit);
        Self { word: page.t(key), tone, gap: answer.gap.clone() }
    }
}

/// What was sent, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent {
    /// What was to be done.
    pub(super) act: String,
    pub(super) form: Entered,
    pub(super) errors: Errors,
    /// What somebody else did meanwhile.
    pub(super) conflict: Option<String>,
}

/// A fact.
pub(super) struct FactView {
    pub(super) id: String,
    pub(super) version: i64,
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) said: String,
    pub(super) who: Option<String>,
    pub(super) confirmed: Option<Citation>,
    pub(super) outline: Option<FitView>,
    pub(super) detail: Option<FitView>,
    pub(super) accepted: Option<Citation>,
    pub(super) is_requirement: bool,
    pub(super) is_risk: bool,
    pub(super) is_price: bool,
    /// Our answer to a risk.
    pub(super) answer: String,
    pub(super) amount: Option<String>,
    pub(super) written: String,
    /// What the fields hold: what stands, or what was typed.
    pub(super) form: Entered,
    pub(super) errors: Errors,
    /// The form that was sent and not taken; its part of the page stays open.
    pub(super) open: String,
    /// The fields of the form that confirms.
    pub(super) confirm: SafeHtml,
    /// The fields of the form with the answer to the fit in detail.
    pub(super) accept: SafeHtml,
}

/// What all facts of a page share.
pub(super) struct Around<'a> {
    pub(super) page: &'a Page,
    pub(super) customer: &'a CustomerId,
    pub(super) choices: &'a Choices,
    pub(super) sent: Option<&'a Sent>,
}

impl FactView {
    pub(super) fn of(around: &Around<'_>, fact: &Fact) -> Self {
        let Around { page, customer, choices, .. } = *around;
        let sent = around.sent.filter(|sent| sent.form.fact == fact.id);
        let errors = sent.map(|sent| sent.errors.clone()).unwrap_or_default();
        let open = sent.map(|sent| sent.act.clone()).unwrap_or_default();
        let cite = |cited: &::customers::said::Cited| Citation {
            words: cited_words(page, cited),
            href: event_href(customer, cited),
        };
        let typed = |act: &str| match sent.filter(|sent| sent.act == act) {
            Some(sent) => sent.form.typed(),
            None => Typed::offered(page),
        };
        let who = fact.contact.as_ref().map(|id| {
            let name = choices.people.iter().find(|(known, _)| known == id.as_str());
            name.map_or_else(|| id.to_string(), |(_, name)| name.clone())
        });
        let told = Fact::event(fact.kind).is_some();
        let ask = Ask { assumed: false, told, stays: false };
        let of_act = |act: &str| if open == act { errors.clone() } else { Errors::default() };
        let confirm = fields(page, choices, &typed("confirm"), &of_act("confirm"), ask);
        let accept = fields(page, choices, &typed("accept"), &of_act("accept"), ask);
        Self {
            id: fact.id.clone(),
            version: fact.version,
            kind: page.t(words::kind(fact.kind)),
            text: fact.text.clone(),
            said: page.fmt.day(fact.said),
            who,
            confirmed: fact.confirmed.as_ref().map(cite),
            outline: fact.outline.as_ref().map(|answer| FitView::of(page, answer)),
            detail: fact.detail.as_ref().map(|answer| FitView::of(page, answer)),
            accepted: fact.accepted.as_ref().map(cite),
            is_requirement: fact.kind == FactKind::Requirement,
            is_risk: fact.kind == FactKind::Risk,
            is_price: fact.kind == FactKind::PriceTalk,
            answer: fact.answer.clone(),
            amount: fact.amount.map(|amount| page.fmt.money(amount)),
            written: page.t2(
                "told-written",
                "person",
                fact.person.as_str(),
                "time",
                page.fmt.day_time(fact.written),
            ),
            form: filled(page, fact, sent),
            errors,
            open,
            confirm,
            accept,
        }
    }
}

/// What the fields hold: what stands, and over it what was typed into the form that was sent.
fn filled(page: &Page, fact: &Fact, sent: Option<&Sent>) -> Entered {
    let fit = |answer: &Option<Answer>| match answer {
        Some(answer) => (answer.fit.code().to_owned(), answer.gap.clone()),
        None => (String::new(), String::new()),
    };
    let (outline, outline_gap) = fit(&fact.outline);
    let (detail, detail_gap) = fit(&fact.detail);
    let mut form = Entered {
        text: fact.text.clone(),
        amount: fact.amount.map(|one| amount::plain(page.lang, one)).unwrap_or_default(),
        outline,
        outline_gap,
        detail,
        detail_gap,
        answer: fact.answer.clone(),
        ..Entered::default()
    };
    let Some(sent) = sent else { return form };
    let typed = sent.form.clone();
    match sent.act.as_str() {
        "reword" => (form.text, form.amount) = (typed.text, typed.amount),
        "answer" => form.answer = typed.answer,
        "fit" => {
            (form.outline, form.outline_gap) = (typed.outline, typed.outline_gap);
            (form.detail, form.detail_gap) = (typed.detail, typed.detail_gap);
        }
        _ => {}
    }
    form
}

/// The answers to a requirement that can be chosen.
pub(super) fn fits(page: &Page) -> Vec<(String, String)> {
    Fit::ALL.iter().map(|fit| (fit.code().to_owned(), page.t(words::fit(*fit).0))).collect()
}

/// The form that notes something new.
#[derive(Template)]
#[template(path = "customers/say.html")]
struct SayHtml<'a> {
    page: &'a Page,
    this: &'a str,
    kinds: Vec<(String, String)>,
    choices: &'a Choices,
    form: Entered,
    errors: Errors,
    how: SafeHtml,
}

/// See [`SayHtml`]; `kind` is chosen where the address says so.
pub(super) fn say(around: &Around<'_>, this: &str, kind: &str) -> SafeHtml {
    let Around { page, choices, .. } = *around;
    let sent = around.sent.filter(|sent| sent.act == "say");
    let errors = sent.map(|sent| sent.errors.clone()).unwrap_or_default();
    let mut form = sent.map(|sent| sent.form.clone()).unwrap_or_default();
    let typed = match sent {
        Some(_) => form.typed(),
        None => Typed { how: String::new(), ..Typed::offered(page) },
    };
    if sent.is_none() {
        kind.clone_into(&mut form.kind);
    }
    // Nobody has had it before; sent twice, it is one fact.
    form.fact = uuid::Uuid::now_v7().to_string();
    let ask = Ask { assumed: true, told: true, stays: false };
    let how = fields(page, choices, &typed, &errors, ask);
    let name = |kind: &FactKind| (kind.code().to_owned(), page.t(words::kind(*kind)));
    let kinds = FactKind::ALL.iter().map(name).collect();
    SafeHtml::of(&SayHtml { page, this, kinds, choices, form, errors, how })
}

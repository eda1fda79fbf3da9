//! What came of a campaign: what happened to each message, what it changed, what was answered.

use std::collections::BTreeMap;

use ::campaign::Campaign;
use ::campaign::actions::{self, MessageView, Word};
use ::campaign::brief::MeasureKind;
use ::campaign::queue::State as At;
use ::campaign::result::{Effect, Figures, Side, Verdict};
use ::campaign::sides::Beside;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use customers::Window;
use serde::Deserialize;
use vocab::{Amount, Instant};

use super::brief::Choice;
use super::steps::{Head, Progress};
use super::{find, href, id_of, trouble, words};
use crate::balance::after::{self, AfterRow};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::link::encode;
use crate::parts::table::Pager;
use crate::parts::{Chart, Figure, Unit};
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// Messages a page shows.
const SIZE: u64 = 50;

/// Answers shown.
const ANSWERS: u64 = 100;

/// One line of the sum.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// How many.
    pub count: u64,
    /// Whether it is a part of the line above and not added again.
    pub part: bool,
    /// The messages behind it.
    pub href: String,
}

/// One message.
#[derive(Debug, Clone)]
pub struct MessageLine {
    /// Its id.
    pub id: String,
    /// To whom.
    pub name: String,
    /// Their customer's page.
    pub href: String,
    /// Where it stands.
    pub state: String,
    /// The class of the badge.
    pub tone: &'static str,
    /// Why, or where it went.
    pub reason: String,
    /// What the server said, word for word.
    pub said: Option<String>,
    /// The questions before a person's word: that it was sent, that it is let be.
    pub sure: [String; 2],
    /// When it came to its end, or went on its way.
    pub at: Option<Instant>,
    /// Whether a person has to decide.
    pub uncertain: bool,
    /// Whether the contact ended the mails through it.
    pub unsubscribed: bool,
    /// Whether it was answered.
    pub answered: bool,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who.
    pub name: String,
    /// Their customer's page.
    pub href: String,
    /// When.
    pub at: Instant,
    /// In their words.
    pub text: String,
}

/// The comparison of those written to with those held out.
#[derive(Debug, Clone)]
pub struct EffectView {
    /// The measure.
    pub measure: String,
    /// From when to when.
    pub window: String,
    /// What may be said.
    pub verdict: String,
    /// The tone of that.
    pub tone: &'static str,
    /// The figures.
    pub figures: Vec<Figure>,
}

#[derive(Template)]
#[template(path = "campaign/result.html")]
struct ResultPage {
    page: Page,
    head: Head,
    here: String,
    settle: String,
    launched: bool,
    figures: Vec<Figure>,
    lines: Vec<Line>,
    audience: u64,
    sum: String,
    chart: Option<Chart>,
    effect: Option<EffectView>,
    /// Whether no day is left on which an effect could show.
    no_day: bool,
    /// Both sides by name: those written to, those held out.
    beside: Vec<(String, Beside)>,
    /// What came after the sales of both sides.
    after: Vec<AfterRow>,
    answers: Vec<Said>,
    states: Vec<Choice>,
    wanted: String,
    messages: Vec<MessageLine>,
    pager: Pager,
    may_act: bool,
}

/// Which messages to list.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

fn lines(page: &Page, campaign: &Campaign, figures: &Figures) -> Vec<Line> {
    let at =
        |state: At| format!("{}?state={}#messages", href(&campaign.id, "result"), state.code());
    let line = |state: At, count: u64| Line {
        name: words::state(page, state),
        count,
        part: false,
        href: at(state),
    };
    let mut lines = vec![
        line(At::Sent, figures.sent),
        line(At::Queued, figures.waiting),
        line(At::Sending, figures.sending),
        line(At::Bounced, figures.bounced),
        line(At::Failed, figures.failed),
        line(At::Uncertain, figures.uncertain),
        line(At::GivenUp, figures.given_up),
        line(At::HeldOut, figures.held_out),
        line(At::Denied, figures.denied),
    ];
    lines.retain(|line| line.count > 0);
    for (group, count) in &figures.denied_by {
        lines.push(Line {
            name: words::group(page, *group),
            count: *count,
            part: true,
            href: at(At::Denied),
        });
    }
    lines
}

fn head_figures(page: &Page, figures: &Figures) -> Vec<Figure> {
    let of_sent = |count: u64| {
        (figures.sent > 0).then(|| page.fmt.percent(count as f64 / figures.sent as f64, 1))
    };
    let figure = |label: &str, count: u64, definition: &str| {
        Figure::new(page.t(label), page.fmt.count(count), page.t(definition))
    };
    let with = |figure: Figure, share: Option<String>| match share {
        Some(share) => figure.n(figures.sent).note(page.t1("campaign-of-sent", "share", share)),
        None => figure,
    };
    vec![
        figure("campaign-figure-audience", figures.audience, "campaign-figure-audience-is"),
        figure("campaign-figure-sent", figures.sent, "campaign-figure-sent-is"),
        with(
            figure("campaign-figure-answered", figures.answered, "campaign-figure-answered-is"),
            of_sent(figures.answered),
        ),
        with(
            figure("campaign-figure-left", figures.unsubscribed, "campaign-figure-left-is"),
            of_sent(figures.unsubscribed),
        ),
        with(
            figure("campaign-figure-bounced", figures.bounced, "campaign-figure-bounced-is"),
            of_sent(figures.bounced),
        ),
    ]
}

fn effect_view(page: &Page, effect: &Effect) -> EffectView {
    let share = effect.measure.kind.is_share();
    let write = |value: f64| {
        if share {
            page.fmt.percent(value, 1)
        } else {
            let micros = (value * 1e6).round();
            // A mean of real amounts is far inside of what 128 bits hold.
            #[allow(clippy::cast_possible_truncation, reason = "see above")]
            page.fmt.money(Amount::from_micros(micros as i128))
        }
    };
    let last_day = page.fmt.date(effect.window.until);
    let side = |label: &str, side: Side| {
        let (label, definition) = (page.t(label), page.t("campaign-effect-side-is"));
        if effect.verdict == Verdict::TooEarly {
            // Two figures half way would be read as a result.
            let count = page.fmt.count(side.customers);
            let later = page.t2("campaign-effect-early", "count", count, "day", &last_day);
            return Figure::unknown(label, later, definition);
        }
        match side.value {
            Some(value) => Figure::new(label, write(value), definition).n(side.customers),
            None => Figure::unknown(label, page.t("campaign-effect-nobody"), definition),
        }
    };
    let label = page.t("campaign-effect-difference");
    let definition = page.t("campaign-effect-difference-is");
    let difference = match effect.difference {
        Some(interval) => {
            let (best, range) = if effect.measure.kind == MeasureKind::RepurchaseShare {
                // The difference of two percentages is not a percentage.
                let number = |value: f64| page.fmt.decimal(value * 100.0, 1);
                let points = |number: String| words::points(page, &number);
                let range = format!("{} – {}", number(interval.low), number(interval.high));
                (points(number(interval.estimate)), points(range))
            } else {
                let range = format!("{} – {}", write(interval.low), write(interval.high));
                (write(interval.estimate), range)
            };
            Figure::new(label, best, definition)
                .n(effect.treated.customers + effect.held_out.customers)
                .note(format!("{}: {range}", page.fmt.percent(0.95, 0)))
                .range(range)
        }
        None => Figure::unknown(label, page.t("campaign-effect-none"), definition),
    };
    let mut figures = vec![side("campaign-effect-treated", effect.treated)];
    if effect.verdict != Verdict::NoComparison {
        figures.push(side("campaign-effect-held-out", effect.held_out));
    }
    figures.push(difference);
    let (key, tone) = match effect.verdict {
        Verdict::TooEarly => ("campaign-verdict-early", ""),
        Verdict::TooFew => ("campaign-verdict-few", ""),
        Verdict::NotSeen => ("campaign-verdict-not-seen", ""),
        Verdict::Better => ("campaign-verdict-better", "good"),
        Verdict::BetterButSmall => ("campaign-verdict-small", "warn"),
        Verdict::Worse => ("campaign-verdict-worse", "bad"),
        Verdict::NoComparison => ("campaign-verdict-no-comparison", ""),
    };
    let (from, until) = (page.fmt.date(effect.window.from), page.fmt.date(effect.window.until));
    EffectView {
        measure: words::measure(page, effect.measure.kind),
        window: format!("{from} – {until}"),
        verdict: page.t(key),
        tone,
        figures,
    }
}

fn message_line(
    page: &Page,
    names: &BTreeMap<String, String>,
    message: MessageView,
) -> MessageLine {
    let at = At::from_code(&message.state);
    let finding = message.findings.first().filter(|_| at != Some(At::Sent));
    let reason = match (at, message.note, message.blame, finding) {
        (Some(At::Sent), ..) => page.t("campaign-why-sent"),
        (_, Some(note), ..) => words::note(page, note),
        (_, None, Some(blame), _) => words::blame(page, blame),
        (Some(At::Queued | At::Claimed), None, None, _) => page.t("campaign-why-waits"),
        (_, None, None, Some(finding)) => finding.message(page.lang),
        (_, None, None, None) => message.address.unwrap_or_default(),
    };
    let name = names.get(&message.contact).cloned().unwrap_or(message.contact);
    MessageLine {
        sure: ["campaign-settle-sent-sure", "campaign-settle-give-up-sure"]
            .map(|key| page.t1(key, "name", &name)),
        name,
        href: format!("/customers/{}", encode(&message.customer)),
        state: at.map_or(message.state, |at| words::state(page, at)),
        tone: at.map_or("", words::tone),
        reason,
        // How a server words its yes tells nobody anything.
        said: message.answer.filter(|_| at != Some(At::Sent)),
        at: message.done.or(message.sending),
        uncertain: at == Some(At::Uncertain),
        unsubscribed: message.unsubscribed.is_some(),
        answered: message.answered.is_some(),
        id: message.id,
    }
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let page = member.page.at(Area::Campaigns);
    let campaign = find(&state, &page, &id).await?;
    let progress = Progress::of(&campaign, &page.company);
    let failed = |error| trouble(&page, error);
    let figures = actions::figures(&state.store, &campaign.id).await.map_err(failed)?;
    let found = match actions::observed(&state.store, &campaign.id).await.map_err(failed)? {
        None => None,
        Some(observed) => {
            let (from, until) = (observed.window.from, observed.window.until);
            let slices = state.trade(page.company.zone, Window { from, until }).await?;
            let pictures = state.pictures().await?;
            let (store, id) = (&state.store, &campaign.id);
            let found = actions::result(store, id, observed, &slices, &pictures, page.now).await;
            Some(found.map_err(failed)?)
        }
    };
    let no_day = found.is_none() && progress.launched;
    let over = found.as_ref().filter(|effect| effect.verdict != Verdict::TooEarly);
    let beside = over.map_or_else(Vec::new, |effect| {
        let names = ["campaign-effect-treated", "campaign-effect-held-out"].map(|key| page.t(key));
        names.into_iter().zip(effect.beside).collect()
    });
    let after = match over {
        Some(effect) => after::of_campaign(&state, &page, &campaign.id, effect.window).await?,
        None => Vec::new(),
    };
    let chosen = At::from_code(&wanted.state);
    let total = match chosen {
        None => figures.audience,
        Some(At::Queued) => figures.waiting,
        Some(At::Claimed) => 0,
        Some(At::Sending) => figures.sending,
        Some(At::Sent) => figures.sent,
        Some(At::Bounced) => figures.bounced,
        Some(At::Failed) => figures.failed,
        Some(At::Uncertain) => figures.uncertain,
        Some(At::GivenUp) => figures.given_up,
        Some(At::Denied) => figures.denied,
        Some(At::HeldOut) => figures.held_out,
    };
    let here = href(&campaign.id, "result");
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    let size = usize::try_from(SIZE).unwrap_or(50);
    let state_code = chosen.map(At::code).unwrap_or_default();
    let number = wanted.page.parse().unwrap_or(1);
    let pager = Pager::new(total, size, number, &here, &[("state", state_code)]);
    let messages = actions::messages(&state.store, &campaign.id, chosen, pager.skip() as u64, SIZE)
        .await
        .map_err(failed)?;
    let answers = actions::answers(&state.store, &campaign.id, ANSWERS).await.map_err(failed)?;
    let shown = messages
        .iter()
        .map(|message| message.contact.clone())
        .chain(answers.iter().map(|answer| answer.contact.clone()));
    let names = ::customers::people::names(state.store.read(), shown.collect())
        .await
        .map_err(Error::internal)?;
    let lines = lines(&page, &campaign, &figures);
    let parts: Vec<&Line> = lines.iter().filter(|line| !line.part).collect();
    let counts: Vec<String> = parts.iter().map(|line| page.fmt.count(line.count)).collect();
    let chart = (figures.audience > 0).then(|| {
        Chart::bars("messages-chart", page.t("campaign-chart"), Unit::Count)
            .definition(page.t("campaign-chart-is"))
            .categories(page.t("campaign-state"), parts.iter().map(|line| line.name.clone()))
            .numbers(page.t("campaign-people"), parts.iter().map(|line| Some(line.count as f64)))
            .horizontal()
    });
    let said = answers.into_iter().map(|answer| Said {
        name: names.get(&answer.contact).cloned().unwrap_or(answer.contact),
        href: format!("/customers/{}", encode(&answer.customer)),
        at: answer.at,
        text: answer.text,
    });
    let states = At::ALL.iter().filter(|at| **at != At::Claimed);
    show(&ResultPage {
        head: Head::new(&page, &campaign, &progress, "result"),
        settle: href(&campaign.id, "settle"),
        launched: progress.launched,
        figures: head_figures(&page, &figures),
        audience: figures.audience,
        sum: format!("{} = {}", counts.join(" + "), page.fmt.count(figures.audience)),
        lines,
        chart,
        effect: found.as_ref().map(|effect| effect_view(&page, effect)),
        no_day,
        beside,
        after,
        answers: said.collect(),
        states: states.map(|at| (at.code().to_owned(), words::state(&page, *at))).collect(),
        wanted: state_code.to_owned(),
        messages: messages.into_iter().map(|one| message_line(&page, &names, one)).collect(),
        pager,
        may_act: page.is("marketing") || page.is("sales"),
        here,
        page,
    })
}

/// A person's word on a message nobody knows about.
#[derive(Debug, Deserialize)]
pub struct Settled {
    message: String,
    word: String,
}

pub(super) async fn settle(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(settled): Form<Settled>,
) -> Result<Redirect, Error> {
    let (page, id) = (&member.page, id_of(&id)?);
    let word = match settled.word.as_str() {
        "sent" => Word::WasSent,
        "give_up" => Word::GiveUp,
        _ => return Err(Error::BadRequest),
    };
    let name = &member.user.name;
    actions::settle(&state.store, &state.log, &id, &settled.message, word, name, page.now)
        .await
        .map_err(|error| trouble(page, error))?;
    member.notify("good", page.t("campaign-settled")).await?;
    Ok(Redirect::to(&format!("{}?state=uncertain", href(&id, "result"))))
}

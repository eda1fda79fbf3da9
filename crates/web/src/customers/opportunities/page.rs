//! The page of one deal: the phase with its evidence, what each phase asks for, the matrix of
//! fits, risks, price talks.

use ::customers::opportunity::{Dossier, FactKind, Opportunity, Standing, opportunity};
use ::customers::people::{self, CustomerCard};
use ::customers::said::history;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use vocab::{Event, Phase};

use super::super::telling::{Choices, cited_words, event_href};
use super::fact::{Around, Citation, FactView, Sent, fits, say};
use super::list::known;
use super::{href, list_href, words};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::{Figure, SafeHtml};
use crate::state::AppState;
use crate::who::Member;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// The kind of fact the form begins with.
    kind: String,
}

/// What is missing, and the form that fills it.
struct GapView {
    text: String,
    href: Option<String>,
}

/// One of the three steps.
struct StepView {
    name: String,
    asks: String,
    reached: bool,
    /// The phase the deal is in.
    here: bool,
    /// There is evidence, and a step before it lacks some.
    early: bool,
    evidence: Vec<Citation>,
    gaps: Vec<GapView>,
    facts: Vec<FactView>,
    /// The requirements stand in a matrix too.
    matrix: bool,
}

#[derive(Template)]
#[template(path = "customers/opportunity.html")]
struct DealPage {
    page: Page,
    card: CustomerCard,
    customer: String,
    list: String,
    this: String,
    deal: Opportunity,
    amount: Option<String>,
    phase: Option<(String, Citation)>,
    /// Where the seller sees it, when that is elsewhere.
    seller: Option<String>,
    /// The day of a quote that went out before the customer spoke of a need.
    quoted: Option<String>,
    figures: Vec<Figure>,
    steps: Vec<StepView>,
    fits: Vec<(String, String)>,
    removed: Vec<FactView>,
    say: SafeHtml,
    conflict: Option<String>,
}

/// The page, or the page again with what was sent and not taken.
pub(super) async fn shown(
    state: &AppState,
    page: Page,
    customer: &str,
    deal: &str,
    kind: &str,
    sent: Option<&Sent>,
) -> Result<Response, Error> {
    let card = known(state, customer).await?;
    let read = state.store.read();
    let found = opportunity(read, &card.id, deal).await.map_err(Error::internal)?;
    let opportunity = found.ok_or(Error::NotFound)?;
    let contacts = people::contacts_of(read, &card.id).await.map_err(Error::internal)?;
    let events = history(&state.log, &card.id).await.map_err(Error::internal)?;
    let page = page.at(Area::Customers);
    let choices = Choices::of(state, &page, &events, &contacts).await?;
    let around = Around { page: &page, customer: &card.id, choices: &choices, sent };
    let this = href(&card.id, &opportunity.deal.id);
    let template = built(&around, &card, opportunity, &events, this, kind);
    show(&template)
}

fn built(
    around: &Around<'_>,
    card: &CustomerCard,
    opportunity: Opportunity,
    events: &[Event],
    this: String,
    kind: &str,
) -> DealPage {
    let page = around.page;
    let dossier = &opportunity.dossier;
    let standing = dossier.standing(&opportunity.deal.id, events);
    let seller = opportunity.seller_phase().filter(|phase| Some(*phase) != standing.phase);
    let by = standing.by.as_ref().map(|by| Citation {
        words: cited_words(page, &by.cited),
        href: event_href(&card.id, &by.cited),
    });
    DealPage {
        amount: opportunity.amount().map(|amount| page.fmt.money(amount)),
        phase: standing.phase.map(|phase| page.word(phase)).zip(by),
        seller: seller.map(|phase| page.word(phase)),
        quoted: dossier
            .quoted_early(&opportunity.deal.id, events)
            .map(|quoted| page.fmt.day(quoted)),
        figures: figures(page, dossier, &standing),
        steps: steps(around, dossier, &standing, &this),
        fits: fits(page),
        removed: dossier.removed.iter().map(|fact| FactView::of(around, fact)).collect(),
        say: say(around, &this, kind),
        conflict: around.sent.and_then(|sent| sent.conflict.clone()),
        customer: crate::customers::href(card.id.as_str()),
        list: list_href(&card.id),
        this,
        card: card.clone(),
        deal: opportunity,
        page: page.clone(),
    }
}

fn steps(around: &Around<'_>, dossier: &Dossier, standing: &Standing, this: &str) -> Vec<StepView> {
    let page = around.page;
    let view = |step: &::customers::opportunity::Step| {
        let evidence = step.evidence.iter().rev().map(|one| Citation {
            words: cited_words(page, &one.cited),
            href: event_href(around.customer, &one.cited),
        });
        let gaps = step.gaps.iter().map(|gap| GapView {
            text: words::gap(page, *gap),
            href: words::fills(gap.code)
                .filter(|_| page.trades())
                .map(|kind| format!("{this}?kind={}#say", kind.code())),
        });
        let facts = dossier.facts.iter().filter(|fact| fact.kind.phase() == step.phase);
        let facts: Vec<FactView> = facts.map(|fact| FactView::of(around, fact)).collect();
        StepView {
            name: page.word(step.phase),
            asks: page.t(words::asks(step.phase)),
            reached: step.reached,
            here: standing.phase == Some(step.phase),
            early: !step.reached && !step.evidence.is_empty(),
            evidence: evidence.collect(),
            gaps: gaps.collect(),
            matrix: step.phase == Phase::Solution && !facts.is_empty(),
            facts,
        }
    };
    standing.steps.iter().map(view).collect()
}

fn figures(page: &Page, dossier: &Dossier, standing: &Standing) -> Vec<Figure> {
    let n = |count: usize| count as u64;
    let assumed = standing.assumed;
    let (label, means) = (page.t("deal-assumed"), page.t("deal-assumed-means"));
    let mut figures = vec![match assumed.share() {
        Some(share) => Figure::new(label, page.fmt.percent(share, 0), means).n(n(assumed.n)),
        None => Figure::unknown(label, page.t("deal-assumed-unknown"), means),
    }];
    let required = dossier.of(FactKind::Requirement).count();
    let answered = dossier.of(FactKind::Requirement).filter(|fact| fact.detail.is_some()).count();
    let (label, means) = (page.t("deal-answered"), page.t("deal-answered-means"));
    figures.push(match required {
        0 => Figure::unknown(label, page.t("deal-answered-unknown"), means),
        _ => {
            let value = page.t2("deal-of", "count", answered, "all", required);
            Figure::new(label, value, means).n(n(required))
        }
    });
    let risks = dossier.of(FactKind::Risk).count();
    let open = dossier.of(FactKind::Risk).filter(|fact| fact.is_open_risk()).count();
    let (label, means) = (page.t("deal-open-risks"), page.t("deal-open-risks-means"));
    figures.push(match risks {
        0 => Figure::unknown(label, page.t("deal-open-risks-unknown"), means),
        _ => {
            let figure = Figure::new(label, page.fmt.count(open), means).n(n(risks));
            if open > 0 { figure.tone("warn") } else { figure }
        }
    });
    // Of what is only assumed nobody knows the day.
    let moves = dossier.of(FactKind::MovesNow).filter_map(|fact| fact.confirmed);
    let moves: Vec<_> = moves.map(|cited| cited.time()).collect();
    let newest = moves.iter().copied().max();
    let (label, means) = (page.t("deal-moves"), page.t("deal-moves-means"));
    figures.push(match newest {
        None => Figure::unknown(label, page.t("deal-moves-unknown"), means),
        Some(said) => Figure::new(label, page.ago(said), means).n(n(moves.len())),
    });
    figures
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path((customer, deal)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    shown(&state, member.page, &customer, &deal, &wanted.kind, None).await
}

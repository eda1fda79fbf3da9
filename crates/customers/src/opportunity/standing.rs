//! In which phase of their own buying a customer is with one deal, by what *they* said.
//!
//! The rule:
//!
//! - **Phase 1, need**: a need or wish they confirmed, or an interest of their own in this deal.
//! - **Phase 2, solution**: at least one requirement they confirmed (B04).
//! - **Phase 3, risk**: they spoke of risk or price, or answered the fit in detail.
//! - A phase is reached when it and those before it have evidence. Who asks for the price first
//!   shows an interest (phase 1); what is missing for the rest is said.
//! - Evidence is an event of the customer that a fact cites, or that names the deal. What moves
//!   them now (B16) and what we did are never evidence.
//! - It does not expire: a deal that is over is closed.
//!
//! Requirements A11, B01 to B07, B11, B16, B17.

use std::collections::BTreeSet;

use serde::Serialize;
use vocab::{Event, EventId, EventKind, Instant, Phase};

use super::fact::Fact;
use super::words::{FactKind, Lack};
use crate::phase::phase_of;
use crate::said::Cited;

/// An event that proves a step, and the fact that cites it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// The event.
    #[serde(flatten)]
    pub cited: Cited,
    /// Which fact cites it; `None` when the event names the deal itself.
    pub fact: Option<String>,
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// What.
    pub code: Lack,
    /// How often.
    pub count: usize,
}

/// One of the three steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its phase.
    pub phase: Phase,
    /// Whether it and those before it have evidence.
    pub reached: bool,
    /// Its evidence, oldest first.
    pub evidence: Vec<Evidence>,
    /// What it asks for and is not there.
    pub gaps: Vec<Gap>,
}

/// How many facts are still assumed (B17). Price talks happened, or did not: they are no facts
/// about the customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Assumed {
    /// Assumed ones.
    pub assumed: usize,
    /// All.
    pub n: usize,
}

impl Assumed {
    /// The share; `None` without facts.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "nobody notes 2^52 facts of a deal")]
    pub fn share(self) -> Option<f64> {
        (self.n > 0).then(|| self.assumed as f64 / self.n as f64)
    }
}

/// Where a deal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The furthest phase that is reached; `None` without evidence.
    pub phase: Option<Phase>,
    /// The newest evidence of it.
    pub by: Option<Evidence>,
    /// The three steps.
    pub steps: Vec<Step>,
    /// How much of what is noted is assumed.
    pub assumed: Assumed,
}

/// What is known of one deal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dossier {
    /// The facts that stand, oldest first.
    pub facts: Vec<Fact>,
    /// Events that were written because a fact was noted: they count through facts that stand, and
    /// not by naming the deal. Otherwise what was noted by mistake would count for ever. What the
    /// customer did by themselves counts whether or not a fact cites it.
    pub spoken_for: BTreeSet<EventId>,
    /// The facts that were taken out, oldest first; they count for nothing.
    pub removed: Vec<Fact>,
}

impl Dossier {
    /// The facts of a kind.
    pub fn of(&self, kind: FactKind) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.kind == kind)
    }

    /// Where the deal stands. `events` are those of the customer; the ones that name `deal` are
    /// looked at.
    #[must_use]
    pub fn standing(&self, deal: &str, events: &[Event]) -> Standing {
        let mut steps: Vec<Step> = [Phase::Need, Phase::Solution, Phase::Risk]
            .into_iter()
            .map(|phase| Step {
                phase,
                reached: false,
                evidence: self.evidence(phase, deal, events),
                gaps: self.gaps(phase),
            })
            .collect();
        let mut before = true;
        for step in &mut steps {
            before &= !step.evidence.is_empty();
            step.reached = before;
        }
        let furthest = steps.iter().rfind(|step| step.reached);
        Standing {
            phase: furthest.map(|step| step.phase),
            by: furthest.and_then(|step| step.evidence.last().cloned()),
            assumed: self.assumed(|_| true),
            steps,
        }
    }

    /// When a quote for the deal went out before the customer had said anything of a need (A11):
    /// something to be told, and no evidence.
    #[must_use]
    pub fn quoted_early(&self, deal: &str, events: &[Event]) -> Option<Instant> {
        let of_deal = events.iter().filter(|event| event.reference.as_deref() == Some(deal));
        let quotes = of_deal.filter(|event| event.kind == EventKind::QuoteSent);
        let quoted = quotes.map(|event| event.time).min()?;
        let said = self.evidence(Phase::Need, deal, events).first().map(|one| one.cited.time());
        Some(quoted).filter(|quoted| said.is_none_or(|said| *quoted < said))
    }

    fn evidence(&self, phase: Phase, deal: &str, events: &[Event]) -> Vec<Evidence> {
        let confirmed = |kinds: &'static [FactKind]| {
            let facts = self.facts.iter().filter(move |fact| kinds.contains(&fact.kind));
            facts.filter_map(|fact| {
                Some(Evidence { cited: fact.confirmed?, fact: Some(fact.id.clone()) })
            })
        };
        let accepted = self.of(FactKind::Requirement).filter_map(|fact| {
            Some(Evidence { cited: fact.accepted?, fact: Some(fact.id.clone()) })
        });
        let naming = |counts: fn(Phase) -> bool| {
            let of_deal = events.iter().filter(|event| event.reference.as_deref() == Some(deal));
            let own = of_deal.filter(|event| !self.spoken_for.contains(&event.id));
            let proves = own.filter(move |event| phase_of(event.kind).is_some_and(counts));
            proves.filter_map(|event| Some(Evidence { cited: Cited::of(event)?, fact: None }))
        };
        use FactKind::{Need, PriceTalk, Requirement, Risk, Wish};
        let mut all: Vec<Evidence> = match phase {
            Phase::Need => {
                let kinds = &[Need, Wish, Requirement, Risk, PriceTalk];
                // Any question about this deal is an interest in it.
                confirmed(kinds).chain(naming(|phase| phase < Phase::Customer)).collect()
            }
            Phase::Solution => confirmed(&[Requirement]).collect(),
            Phase::Risk => confirmed(&[Risk, PriceTalk])
                .chain(accepted)
                .chain(naming(|phase| phase == Phase::Risk))
                .collect(),
            Phase::Customer | Phase::Advocate => Vec::new(),
        };
        // An event that a fact cites is shown once, with the fact.
        let by_facts: BTreeSet<EventId> =
            all.iter().filter(|one| one.fact.is_some()).map(|one| one.cited.event()).collect();
        all.retain(|one| one.fact.is_some() || !by_facts.contains(&one.cited.event()));
        all.sort();
        all
    }

    fn gaps(&self, phase: Phase) -> Vec<Gap> {
        let count =
            |wanted: &dyn Fn(&Fact) -> bool| self.facts.iter().filter(|fact| wanted(fact)).count();
        let of = |kind: FactKind| count(&|fact| fact.kind == kind);
        let mut gaps = Vec::new();
        let mut lacks = |code: Lack, count: usize| {
            if count > 0 {
                gaps.push(Gap { code, count });
            }
        };
        let none = |there: usize| usize::from(there == 0);
        let required = |fact: &Fact| fact.kind == FactKind::Requirement;
        match phase {
            Phase::Need => {
                lacks(Lack::Need, none(of(FactKind::Need)));
                lacks(Lack::Wish, none(of(FactKind::Wish)));
                lacks(Lack::Consequence, none(of(FactKind::Consequence)));
                lacks(Lack::Vision, none(of(FactKind::Vision)));
                lacks(Lack::OwnReason, none(of(FactKind::OwnReason)));
                lacks(Lack::MovesNow, none(of(FactKind::MovesNow)));
            }
            Phase::Solution => {
                let confirmed = count(&|fact| required(fact) && !fact.is_assumed());
                lacks(Lack::Requirement, none(of(FactKind::Requirement)));
                lacks(Lack::RequirementConfirmed, none(confirmed));
                lacks(Lack::Outline, count(&|fact| required(fact) && fact.outline.is_none()));
                lacks(Lack::Detail, count(&|fact| required(fact) && fact.detail.is_none()));
            }
            Phase::Risk => {
                lacks(Lack::Risk, none(of(FactKind::Risk)));
                lacks(Lack::RiskOpen, count(&Fact::is_open_risk));
                lacks(Lack::PriceTalk, none(of(FactKind::PriceTalk)));
            }
            Phase::Customer | Phase::Advocate => {}
        }
        lacks(Lack::Assumed, self.assumed(|fact| fact.kind.phase() == phase).assumed);
        gaps
    }

    fn assumed(&self, wanted: impl Fn(&Fact) -> bool) -> Assumed {
        let facts = self.facts.iter().filter(|fact| fact.kind != FactKind::PriceTalk);
        let facts: Vec<&Fact> = facts.filter(|fact| wanted(fact)).collect();
        let assumed = facts.iter().filter(|fact| fact.is_assumed()).count();
        Assumed { assumed, n: facts.len() }
    }
}

#[cfg(test)]
mod tests;

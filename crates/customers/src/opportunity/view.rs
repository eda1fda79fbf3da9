//! A deal as `sog customer ID --json` tells it. The keys never change their meaning.

use serde::Serialize;
use vocab::{Amount, Event, Instant, Phase};

use super::actions::Opportunity;
use super::fact::Fact;
use super::standing::{Assumed, Evidence, Step};

/// A deal, the phase that follows from its evidence, and everything behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpportunityView {
    /// The deal.
    pub deal_id: String,
    /// Its name.
    pub title: String,
    /// The product family.
    pub family: Option<String>,
    /// `null` where nobody named one.
    pub amount: Option<Amount>,
    /// When it was opened.
    pub opened: Instant,
    /// When it was closed.
    pub closed: Option<Instant>,
    /// `open`, `won`, `lost`.
    pub outcome: String,
    /// The phase by evidence of the customer; `null` without any.
    pub phase: Option<Phase>,
    /// The newest evidence of the phase.
    pub phase_by: Option<Evidence>,
    /// Where the seller says it stands.
    pub seller_phase: Option<Phase>,
    /// When a quote went out before the customer had said anything of a need; `null` when none did.
    pub quoted_before_need: Option<Instant>,
    /// How many of the facts are assumed.
    pub assumed: Assumed,
    /// The three steps with evidence and what is missing.
    pub steps: Vec<Step>,
    /// What is noted, oldest first.
    pub facts: Vec<FactView>,
}

/// A fact and whether it is assumed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactView {
    /// `assumed` or `confirmed`.
    pub status: &'static str,
    /// The fact.
    #[serde(flatten)]
    pub fact: Fact,
}

impl OpportunityView {
    /// A deal seen with the customer's events.
    #[must_use]
    pub fn of(opportunity: &Opportunity, events: &[Event]) -> Self {
        let deal = &opportunity.deal;
        let standing = opportunity.dossier.standing(&deal.id, events);
        let facts = opportunity.dossier.facts.iter().map(|fact| FactView {
            status: if fact.is_assumed() { "assumed" } else { "confirmed" },
            fact: fact.clone(),
        });
        Self {
            deal_id: deal.id.clone(),
            title: deal.title.clone(),
            family: deal.family.clone(),
            amount: opportunity.amount(),
            opened: deal.opened,
            closed: deal.closed,
            outcome: deal.outcome.clone(),
            phase: standing.phase,
            phase_by: standing.by,
            seller_phase: opportunity.seller_phase(),
            quoted_before_need: opportunity.dossier.quoted_early(&deal.id, events),
            assumed: standing.assumed,
            steps: standing.steps,
            facts: facts.collect(),
        }
    }
}

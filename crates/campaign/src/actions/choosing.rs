//! Trying an audience, and looking at the message as one of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use customers::Pictures;
use customers::happened::Answers;
use customers::people::{self, ContactCard};
use guard::{Decision, Group, RuleSet};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::{Company, Store};
use vocab::{CampaignId, ContactId, CustomerId, Instant};

use crate::audience::select;
use crate::baseline::Compared;
use crate::brief::Brief;
use crate::conditions::Condition;
use crate::error::CampaignError;
use crate::facts::Facts;
use crate::message::{Ground, Rendered};
use crate::question::{Terms, ask};
use crate::records;
use crate::split;
use crate::token::Links;
use crate::worker::reader;

/// Everybody who could be in an audience, with what their permission hangs on.
#[derive(Debug, Clone)]
pub struct People {
    /// All contacts, sorted by id.
    pub contacts: Vec<ContactCard>,
    /// Complaints and our own sending.
    pub facts: Facts,
    /// The company's settings.
    pub company: Company,
}

impl People {
    /// Loads everybody.
    ///
    /// # Errors
    /// When the database fails or a record cannot be understood.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, CampaignError> {
        Ok(Self {
            contacts: people::contacts(connection).await?,
            facts: Facts::load(connection).await?,
            company: store::company(connection).await?,
        })
    }

    pub(crate) fn terms(&self, campaign: &CampaignId, brief: &Brief) -> Terms {
        Terms::of(campaign, brief, &self.company)
    }
}

/// The customers a launch would compare: how many it would write to, how many it would hold
/// out, and who all of them are.
///
/// # Errors
/// When the condition cannot be used.
#[allow(clippy::too_many_arguments, reason = "what a launch asks, and nothing else asks it")]
pub fn compared(
    people: &People,
    pictures: &Arc<Pictures>,
    answers: &Answers,
    rules: &RuleSet,
    campaign: &CampaignId,
    brief: &Brief,
    condition: &Condition,
    now: Instant,
) -> Result<(Compared, BTreeSet<CustomerId>), CampaignError> {
    condition.check().map_err(CampaignError::Condition)?;
    let terms = people.terms(campaign, brief);
    let at = opening(&people.company, brief, now);
    let chosen = select(condition, people, pictures, answers, rules, at);
    let decided = split::decisions(&terms, rules, &chosen, pictures, &people.facts, at);
    let side = |group: Group| -> BTreeSet<&CustomerId> {
        let of_group = decided.iter().filter(|(_, decision)| decision.group() == group);
        of_group.map(|(card, _)| &card.customer.id).collect()
    };
    let (treated, held_out) = (side(Group::Mailable), side(Group::HeldOut));
    let compared = Compared { treated: treated.len() as u64, held_out: held_out.len() as u64 };
    Ok((compared, treated.union(&held_out).map(|customer| (*customer).clone()).collect()))
}

/// When the first message of a brief would go: now, or on the first day of the window.
#[must_use]
pub fn opening(company: &Company, brief: &Brief, now: Instant) -> Instant {
    let zone = company.zone;
    brief.window.map_or(now, |window| now.max(zone.start_of(window.from)))
}

/// A message as one contact would get it, with what the guard says about them now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// The words.
    pub words: Rendered,
    /// The address it would go to.
    pub address: Option<String>,
    /// May it go?
    pub decision: Decision,
}

/// Shows a message as a chosen contact.
///
/// # Errors
/// When the message is not ready, there is no such contact, or the database fails.
pub async fn preview(
    store: &Store,
    pictures: &Pictures,
    rules: &RuleSet,
    id: &CampaignId,
    contact: &ContactId,
    now: Instant,
) -> Result<Preview, CampaignError> {
    let connection = store.read();
    let campaign = records::load(connection, id.as_str()).await?;
    let company = store::company(connection).await?;
    let words = campaign.draft.message.compile(&company).map_err(CampaignError::Message)?;
    let card = people::contact(connection, contact).await?;
    let card = card.ok_or_else(|| CampaignError::NoContact(contact.to_string()))?;
    let terms = Terms {
        campaign: id.clone(),
        brief: campaign.draft.brief,
        holdout_share: campaign
            .launch
            .map_or(crate::question::share(&company), |launch| launch.holdout_share),
        company: company.clone(),
    };
    let case = ask(connection, &terms.about(), &card, pictures, now).await?;
    let decision = guard::decide(rules, &case);
    let links = Links::preview(&company.public_url);
    let ground = Ground::of(&decision.findings);
    let words = words.render(&reader(&card, words.fallback(), ground), &links)?;
    let address = card.address(vocab::Channel::Email).map(str::to_owned);
    Ok(Preview { words, address, decision })
}

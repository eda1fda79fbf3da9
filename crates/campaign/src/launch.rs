//! From a signed brief to a queue: the audience is fixed in one transaction.
//!
//! Every contact who meets the conditions gets exactly one row, also those who get nothing:
//! the denied with the guard's reasons, the held out as held out. So the figures of a campaign
//! add up to its audience for good, whatever happens to people's records later.

use std::sync::Arc;

use customers::Pictures;
use customers::happened::Answers;
use customers::people::ContactCard;
use guard::{Decision, Group, RuleSet};
use vocab::Instant;

use crate::actions::People;
use crate::audience::select;
use crate::error::CampaignError;
use crate::ledger::to_json;
use crate::question::Terms;
use crate::queue::{State, message_id};
use crate::rows::tables::message;
use crate::signing::SignedBrief;
use crate::split::decisions;

/// When the first message may go: now, or the beginning of the window's first day.
///
/// # Errors
/// When the window is over.
pub fn start_of(
    signed: &SignedBrief,
    zone: vocab::Zone,
    now: Instant,
) -> Result<Instant, CampaignError> {
    let Some(window) = signed.brief().window else {
        return Ok(now);
    };
    if window.until < zone.day(now) {
        return Err(CampaignError::WindowOver(window.until));
    }
    Ok(now.max(zone.start_of(window.from)))
}

/// An audience at its launch.
pub(crate) struct Audience<'a> {
    pub(crate) terms: Terms,
    pub(crate) decided: Vec<(&'a ContactCard, Decision)>,
}

/// Whom a signed brief means, and what the guard says about each of them at the start.
pub(crate) fn audience<'a>(
    signed: &SignedBrief,
    rules: &RuleSet,
    people: &'a People,
    pictures: &Arc<Pictures>,
    answers: &Answers,
    start: Instant,
) -> Result<Audience<'a>, CampaignError> {
    let terms = people.terms(signed.campaign(), signed.brief());
    let Some(condition) = &signed.brief().audience else {
        return Err(CampaignError::NobodyChosen);
    };
    let chosen = select(condition, people, pictures, answers, rules, start);
    let decided = decisions(&terms, rules, &chosen, pictures, &people.facts, start);
    Ok(Audience { terms, decided })
}

/// The rows of a launch.
pub(crate) fn rows(
    audience: &Audience<'_>,
    start: Instant,
    now: Instant,
) -> Result<Vec<message::Model>, CampaignError> {
    let terms = &audience.terms;
    audience
        .decided
        .iter()
        .map(|(card, decision)| {
            let group = decision.group();
            let state = match group {
                Group::Mailable => State::Queued,
                Group::HeldOut => State::HeldOut,
                _ => State::Denied,
            };
            Ok(message::Model {
                id: message_id(&terms.campaign, &card.id),
                campaign_id: terms.campaign.to_string(),
                contact_id: card.id.to_string(),
                customer_id: card.customer.id.to_string(),
                state: state.code().to_owned(),
                launch_group: group.code().to_owned(),
                address: None,
                reasons: to_json(&decision.findings)?,
                denied_group: (state == State::Denied).then(|| group.code().to_owned()),
                note: None,
                answer: None,
                blame: None,
                attempts: 0,
                not_before: start,
                claim: None,
                lease: None,
                token_hash: None,
                queued: now,
                sending: None,
                done: state.is_final().then_some(now),
                unsubscribed: None,
                answered: None,
                answers: 0,
                decided_by: None,
            })
        })
        .collect()
}

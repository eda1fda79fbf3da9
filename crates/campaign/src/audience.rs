//! Whom a tree of conditions means, where everybody is at hand: at a launch, and for what is
//! known before one. While somebody tries conditions, [`audiences`](crate::audiences) answers.

use std::sync::Arc;

use customers::Pictures;
use customers::happened::{Answers, Kept};
use customers::people::ContactCard;
use events::EventLog;
use guard::RuleSet;
use vocab::{Instant, Zone};

use crate::actions::People;
use crate::conditions::Condition;
use crate::crowd::{Asked, Crowd};
use crate::error::CampaignError;

/// The contacts for whom the condition holds, in the order given. Customers without any event
/// have an empty picture: no orders, no revenue, no pressure.
#[must_use]
pub fn select<'a>(
    condition: &Condition,
    people: &'a People,
    pictures: &Arc<Pictures>,
    answers: &Answers,
    rules: &RuleSet,
    now: Instant,
) -> Vec<&'a ContactCard> {
    let People { contacts, facts, company } = people;
    let crowd = Crowd::of(contacts, facts, pictures, company.zone);
    crowd.judge(condition, people, rules, now);
    let chosen = crowd.choose(condition, &Asked { answers, company, now });
    let mut places: Vec<usize> = chosen.iter().map(|place| crowd.card(place)).collect();
    places.sort_unstable();
    places.into_iter().map(|place| &contacts[place]).collect()
}

/// What the log says to a tree's questions, read on a thread for such work.
///
/// # Errors
/// When the log cannot be read.
pub async fn answers(
    log: &EventLog,
    kept: &Arc<Kept>,
    condition: &Condition,
    zone: Zone,
    now: Instant,
) -> Result<Answers, CampaignError> {
    let questions = condition.questions(zone, now);
    if questions.is_empty() {
        return Ok(Answers::default());
    }
    let (snapshot, kept) = (log.snapshot().await?, Arc::clone(kept));
    let reading = tokio::task::spawn_blocking(move || kept.ask(&snapshot, &questions));
    Ok(reading.await.map_err(|error| CampaignError::Interrupted(error.to_string()))??)
}

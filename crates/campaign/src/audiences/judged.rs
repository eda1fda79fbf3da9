//! What the guard says about everybody in a campaign, kept for a while, and an audience cut by it.

use std::sync::Arc;
use std::time::{Duration, Instant as Clock};

use customers::{Pictures, people};
use guard::{Case, Decision, Group, RuleSet, decide};
use store::Store;
use vocab::Instant;

use super::{Audiences, Found, interrupted, people_of};
use crate::crowd::{hour, position};
use crate::error::CampaignError;
use crate::facts::Facts;
use crate::question::{Terms, case};
use crate::split::{Example, Part, SAMPLE, Split};

/// How long what the guard says is kept at least.
const FRESH: Duration = Duration::from_secs(5);
/// How many times as long it is kept as it took to ask.
const WORTH: u32 = 20;
/// Campaigns of which the guard's word is kept.
const CAMPAIGNS: usize = 4;

/// What the guard said about everybody in one campaign.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    about: String,
    at: Clock,
    took: Duration,
    groups: Arc<[Group]>,
}

impl Judged {
    fn is_fresh(&self) -> bool {
        self.at.elapsed() < FRESH.max(self.took * WORTH)
    }
}

impl Audiences {
    /// What the guard says about everybody in a campaign.
    pub(super) async fn groups(
        &self,
        store: &Store,
        pictures: &Arc<Pictures>,
        rules: &RuleSet,
        terms: &Terms,
        at: Instant,
    ) -> Result<Option<Arc<[Group]>>, CampaignError> {
        let (shelf, people) = self.read(store, pictures).await?;
        let about = serde_json::to_string(&(
            &terms.campaign,
            &terms.brief.channel,
            terms.brief.family.trim(),
            &terms.brief.window,
            &terms.brief.claims,
            hour(at),
        ));
        let about = format!("{} {}", rules.version(), about.unwrap_or_default());
        let kept = shelf.judged.iter().find(|judged| judged.about == about);
        if let Some(judged) = kept.filter(|judged| judged.is_fresh()) {
            return Ok(Some(Arc::clone(&judged.groups)));
        }
        self.now_at(3);
        let begun = Clock::now();
        let people = match people {
            Some(people) => Some(people),
            None => people_of(store, &shelf).await?,
        };
        let Some(people) = people else {
            self.now_at(0);
            return Ok(None);
        };
        let (crowd, terms, rules) = (Arc::clone(&shelf.crowd), terms.clone(), rules.clone());
        let asking = tokio::task::spawn_blocking(move || crowd.groups(&terms, &people, &rules, at));
        let groups = asking.await.map_err(interrupted)?;
        self.now_at(0);
        let took = begun.elapsed();
        let judged = Judged { about, at: Clock::now(), took, groups: Arc::clone(&groups) };
        if let Some(kept) = self.shelf.lock().await.as_mut().filter(|kept| kept.key == shelf.key) {
            kept.judged.retain(|other| other.about != judged.about);
            if kept.judged.len() >= CAMPAIGNS {
                kept.judged.remove(0);
            }
            kept.judged.push(judged);
        }
        Ok(Some(groups))
    }
}

/// Cuts an audience into the guard's groups, with some people of each.
pub(super) async fn cut(
    store: &Store,
    pictures: &Arc<Pictures>,
    rules: &RuleSet,
    terms: &Terms,
    found: &Found,
    groups: &[Group],
    at: Instant,
) -> Result<Split, CampaignError> {
    let members = found.crowd.tally(&found.chosen, groups, terms.brief.channel);
    let mut parts = Vec::new();
    for group in Group::ALL {
        let places = members.get(&position(*group)).map_or(&[][..], Vec::as_slice);
        let step = places.len().div_ceil(SAMPLE).max(1);
        let mut examples = Vec::new();
        for place in places.iter().step_by(step) {
            examples
                .extend(example(store, pictures, rules, terms, found, *place, *group, at).await?);
        }
        parts.push(Part {
            group: *group,
            contacts: places.len() as u64,
            customers: found.crowd.customers_among(places.iter().copied()),
            examples,
        });
    }
    let contacts = found.chosen.count() as u64;
    Ok(Split { contacts, customers: found.customers(), parts })
}

/// Somebody of a group, with the guard's reason as of now.
#[allow(clippy::too_many_arguments, reason = "the question to the guard, and of whom")]
async fn example(
    store: &Store,
    pictures: &Pictures,
    rules: &RuleSet,
    terms: &Terms,
    found: &Found,
    place: usize,
    group: Group,
    at: Instant,
) -> Result<Option<Example>, CampaignError> {
    let Some((contact, customer)) = found.crowd.ids(place) else { return Ok(None) };
    let Some(card) = people::contact(store.read(), &contact).await? else { return Ok(None) };
    let facts = Facts::load_one(store.read(), &card).await?;
    let case = case(&terms.about(), &card, pictures, &facts, at);
    let decision: Decision = if group == Group::OverCap {
        // One of several at an address, where another stands for all.
        let alone = decide(rules, &case);
        let other = card.sharers().next().map(|(other, _)| other.clone());
        match alone.group() {
            Group::OverCap => alone,
            _ => decide(rules, &Case { covered_by: other, ..case }),
        }
    } else {
        decide(rules, &case)
    };
    let finding = decision.primary().cloned();
    Ok(Some(Example { contact, customer, name: found.crowd.name(place).to_owned(), finding }))
}

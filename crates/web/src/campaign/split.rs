//! An audience cut into groups, as a bar with numbers and people behind it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ::campaign::actions::People;
use ::campaign::audiences::{Counted, Stage};
use ::campaign::conditions::Condition;
use ::campaign::crowd::Names;
use ::campaign::split::Split;
use ::campaign::{Campaign, CampaignError};
use guard::Group;

use super::words;
use crate::error::Error;
use crate::fmt::Fmt;
use crate::page::Page;
use crate::parts::link::encode;
use crate::state::AppState;

/// How long everybody is kept between two questions.
const FRESH: Duration = Duration::from_secs(5);
/// How long a page waits for a count.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Somebody of a group.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their customer's page.
    pub href: String,
    /// Why they are in the group.
    pub reason: String,
}

/// One group.
#[derive(Debug, Clone)]
pub struct GroupView {
    /// The code of the group, for its colour.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// People in it.
    pub contacts: u64,
    /// Customers they belong to.
    pub customers: u64,
    /// Its share, as shown.
    pub share: String,
    /// Where its part of the bar begins, such as `12.5%`.
    pub at: String,
    /// How wide that part is.
    pub width: String,
    /// Some of its people.
    pub people: Vec<Person>,
}

/// A whole audience.
#[derive(Debug, Clone)]
pub struct SplitView {
    /// People chosen.
    pub contacts: u64,
    /// Customers they belong to.
    pub customers: u64,
    /// People who may be written to.
    pub mailable: u64,
    /// The groups; they add up to `contacts`.
    pub groups: Vec<GroupView>,
    /// The sum, written out.
    pub sum: String,
    /// The bar in words.
    pub label: String,
}

impl SplitView {
    /// Makes a count presentable.
    #[must_use]
    pub fn of(page: &Page, split: &Split) -> Self {
        let mut begin = 0;
        let mut groups = Vec::new();
        for part in &split.parts {
            let all = split.contacts.max(1) as f64;
            let share = part.contacts as f64 / all;
            let people = part.examples.iter().map(|example| Person {
                name: example.name.clone(),
                href: format!("/customers/{}", encode(example.customer.as_str())),
                reason: example.finding.as_ref().map(|f| f.message(page.lang)).unwrap_or_default(),
            });
            groups.push(GroupView {
                code: part.group.code(),
                name: words::group(page, part.group),
                contacts: part.contacts,
                customers: part.customers,
                share: share_of(&page.fmt, part.contacts, split.contacts),
                at: format!("{:.3}%", begin as f64 / all * 100.0),
                width: format!("{:.3}%", share * 100.0),
                people: people.collect(),
            });
            begin += part.contacts;
        }
        let filled = groups.iter().filter(|group| group.contacts > 0);
        let parts: Vec<_> = filled.clone().map(|group| page.fmt.count(group.contacts)).collect();
        let named: Vec<_> = filled
            .map(|group| format!("{}: {}", group.name, page.fmt.count(group.contacts)))
            .collect();
        Self {
            contacts: split.contacts,
            customers: split.customers,
            mailable: split.part(Group::Mailable).map_or(0, |part| part.contacts),
            sum: format!("{} = {}", parts.join(" + "), page.fmt.count(split.contacts)),
            label: named.join(", "),
            groups,
        }
    }
}

/// A part of all in whole percents; somebody is never nobody.
fn share_of(fmt: &Fmt, part: u64, all: u64) -> String {
    let shown = fmt.percent(part as f64 / all.max(1) as f64, 0);
    let nothing = part > 0 && shown == fmt.percent(0.0, 0);
    if nothing { format!("< {}", fmt.percent(0.01, 0)) } else { shown }
}

/// Everybody with all records, at most some seconds old. A launch reads anew.
pub(super) async fn people(state: &AppState) -> Result<Arc<People>, Error> {
    let mut shelf = state.read.people.lock().await;
    if let Some((_, people)) = shelf.as_ref().filter(|(read, _)| read.elapsed() < FRESH) {
        return Ok(people.clone());
    }
    let people = People::load(state.store.read()).await.map(Arc::new).map_err(Error::internal)?;
    *shelf = Some((Instant::now(), people.clone()));
    Ok(people)
}

/// Counts an audience, however long that takes; `None` where the conditions cannot be used.
pub(super) async fn count(
    state: &AppState,
    page: &Page,
    campaign: &Campaign,
    condition: Condition,
) -> Result<Option<Split>, Error> {
    let pictures = state.pictures().await?;
    let (id, brief) = (&campaign.id, &campaign.draft.brief);
    let audiences = &state.read.audiences;
    let (store, log, rules) = (&state.store, &state.log, &state.rules);
    let counted =
        audiences.count(store, log, &pictures, rules, id, brief, &condition, page.now).await;
    match counted {
        Ok(counted) => Ok(counted.split),
        Err(CampaignError::Condition(_)) => Ok(None),
        Err(error) => Err(Error::internal(error)),
    }
}

/// A count that does not keep the page waiting for long.
#[derive(Debug)]
pub(super) enum Count {
    /// There is nothing to count.
    Nothing,
    /// The count goes on; this is what it waits for.
    Waits(Stage),
    /// Here it is.
    Done(Box<Counted>),
}

/// Counts an audience. A first count may take long: then it goes on by itself, and who asks
/// again finds what it has found.
pub(super) async fn patiently(
    state: &AppState,
    page: &Page,
    campaign: &Campaign,
    condition: Condition,
) -> Result<Count, Error> {
    let audiences = Arc::clone(&state.read.audiences);
    let gate = Arc::clone(&state.read.counting);
    // One after the other: what the first one reads the next one has.
    let Ok(turn) = tokio::time::timeout(PATIENCE, gate.lock_owned()).await else {
        return Ok(Count::Waits(audiences.stage()));
    };
    let (shared, campaign, now) = (state.clone(), campaign.clone(), page.now);
    let counting = tokio::spawn(async move {
        let _turn = turn;
        let pictures = shared.pictures().await?;
        let (id, brief) = (&campaign.id, &campaign.draft.brief);
        let (store, log, rules) = (&shared.store, &shared.log, &shared.rules);
        let audiences = &shared.read.audiences;
        let counted = audiences.count(store, log, &pictures, rules, id, brief, &condition, now);
        Ok::<_, Error>(counted.await)
    });
    match tokio::time::timeout(PATIENCE, counting).await {
        Err(_) => Ok(Count::Waits(audiences.stage())),
        Ok(done) => match done.map_err(Error::internal)?? {
            Ok(counted) => Ok(Count::Done(Box::new(counted))),
            Err(CampaignError::Condition(_)) => Ok(Count::Nothing),
            Err(error) => Err(Error::internal(error)),
        },
    }
}

/// What a count waits for, in words.
pub(super) fn waits(page: &Page, stage: Stage) -> String {
    match stage {
        Stage::Idle | Stage::People => page.t("audience-waits-people"),
        Stage::Events(percent) => {
            let share = page.fmt.percent(f64::from(percent) / 100.0, 0);
            page.t1("audience-waits-events", "share", share)
        }
        Stage::Permission => page.t("audience-waits-permission"),
    }
}

/// Names to choose from; those known before while a count goes on.
pub(super) async fn names(state: &AppState, counted: &Count) -> Result<Names, Error> {
    if matches!(counted, Count::Waits(_)) {
        // What is chosen already stays visible without them.
        return Ok(state.read.names.lock().await.clone().unwrap_or_default());
    }
    let pictures = state.pictures().await?;
    let crowd = state.read.audiences.crowd(&state.store, &pictures).await;
    let names = crowd.map_err(Error::internal)?.names();
    *state.read.names.lock().await = Some(names.clone());
    Ok(names)
}

#[cfg(test)]
mod tests {
    use vocab::{Lang, Zone};

    use super::*;

    #[test]
    fn two_people_of_thousands_are_not_zero_percent() {
        let fmt = Fmt { lang: Lang::En, zone: Zone::BERLIN, currency: None };
        let shown = [(0, 5_000), (2, 5_000), (26, 5_000), (5_000, 5_000), (0, 0)]
            .map(|(part, all)| share_of(&fmt, part, all));
        assert_eq!(shown, ["0%", "< 1%", "1%", "100%", "0%"]);
    }
}

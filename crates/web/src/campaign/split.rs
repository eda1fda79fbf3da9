//! An audience cut into groups, as a bar with numbers and people behind it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ::campaign::Campaign;
use ::campaign::actions::{self, People};
use ::campaign::conditions::Condition;
use ::campaign::split::Split;
use guard::Group;

use super::words;
use crate::error::Error;
use crate::fmt::Fmt;
use crate::page::Page;
use crate::parts::link::encode;
use crate::state::AppState;

/// How long everybody is kept between two counts.
const FRESH: Duration = Duration::from_secs(5);

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

/// Everybody, at most some seconds old: while somebody tries conditions, each try counts the
/// same people. A launch reads anew.
pub(super) async fn people(state: &AppState) -> Result<Arc<People>, Error> {
    let mut shelf = state.read.people.lock().await;
    if let Some((_, people)) = shelf.as_ref().filter(|(read, _)| read.elapsed() < FRESH) {
        return Ok(people.clone());
    }
    let people = People::load(state.store.read()).await.map(Arc::new).map_err(Error::internal)?;
    *shelf = Some((Instant::now(), people.clone()));
    Ok(people)
}

/// Counts an audience; `None` where the conditions cannot be used.
pub(super) async fn count(
    state: &AppState,
    page: &Page,
    people: Arc<People>,
    campaign: &Campaign,
    condition: Condition,
) -> Result<Option<Split>, Error> {
    let (pictures, rules) = (state.pictures().await?, state.rules.clone());
    let (id, brief, now) = (campaign.id.clone(), campaign.draft.brief.clone(), page.now);
    let work = tokio::task::spawn_blocking(move || {
        actions::count(&people, &pictures, &rules, &id, &brief, &condition, now).ok()
    });
    work.await.map_err(Error::internal)
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

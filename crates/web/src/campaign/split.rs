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
                share: page.fmt.percent(share, 0),
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

//! An audience, cut into who may be written to and who not, with the reasons.

use std::collections::{BTreeSet, HashMap};

use customers::Pictures;
use customers::people::{ContactCard, address_key};
use guard::{Case, Decision, Finding, Group, RuleSet, decide};
use serde::Serialize;
use vocab::{Channel, ContactId, CustomerId, Instant};

use crate::facts::Facts;
use crate::question::{Asker, Terms, case};

/// How many people of each group are shown.
pub const SAMPLE: usize = 5;

/// From this many contacts on, threads save more than they cost.
const WORTH_A_THREAD: usize = 1_000;

/// Somebody of a group, and why they are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The contact.
    pub contact: ContactId,
    /// Their customer.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// The finding that put them there.
    pub finding: Option<Finding>,
}

/// One group of the audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Which.
    pub group: Group,
    /// How many contacts.
    pub contacts: u64,
    /// How many different customers they belong to.
    pub customers: u64,
    /// Some of them, spread over the group.
    pub examples: Vec<Example>,
}

/// A whole audience. The parts add up to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Split {
    /// All contacts who meet the conditions.
    pub contacts: u64,
    /// How many different customers they belong to.
    pub customers: u64,
    /// Every group, empty ones too, in a fixed order.
    pub parts: Vec<Part>,
}

impl Split {
    /// One group.
    #[must_use]
    pub fn part(&self, group: Group) -> Option<&Part> {
        self.parts.iter().find(|part| part.group == group)
    }
}

/// What the guard says about each contact of an audience, in the order of the contacts.
#[must_use]
pub fn decisions<'a>(
    terms: &Terms,
    rules: &RuleSet,
    chosen: &[&'a ContactCard],
    pictures: &Pictures,
    facts: &Facts,
    now: Instant,
) -> Vec<(&'a ContactCard, Decision)> {
    let about = terms.about();
    let mut decided = in_parallel(chosen, |part| {
        let mut asker = Asker::new(&about, pictures, facts, now);
        part.iter().map(|card| (*card, decide(rules, &asker.case(card)))).collect()
    });
    if about.channel == Channel::Email {
        one_copy_each(&mut decided, |card, other| {
            let covered_by = Some(other.clone());
            decide(rules, &Case { covered_by, ..case(&about, card, pictures, facts, now) })
        });
    }
    decided
}

/// Of several who could get the message at the same address, one stands for all: one who is
/// held out, because then nothing may come to that address, else the first.
fn one_copy_each(
    decided: &mut [(&ContactCard, Decision)],
    again: impl Fn(&ContactCard, &ContactId) -> Decision,
) {
    let could = |card: &ContactCard, decision: &Decision| {
        let group = decision.group();
        let could = card.inbox.is_some() && matches!(group, Group::Mailable | Group::HeldOut);
        could.then(|| card.email.as_deref().map(|email| (address_key(email), group))).flatten()
    };
    let mut standing: HashMap<String, (ContactId, Group)> = HashMap::new();
    for (card, decision) in decided.iter() {
        if let Some((address, group)) = could(card, decision) {
            let one = standing.entry(address).or_insert_with(|| (card.id.clone(), group));
            if one.1 != Group::HeldOut && group == Group::HeldOut {
                *one = (card.id.clone(), group);
            }
        }
    }
    for (card, decision) in decided {
        if let Some((address, _)) = could(card, decision)
            && let Some((one, _)) = standing.get(&address).filter(|(one, _)| *one != card.id)
        {
            *decision = again(card, one);
        }
    }
}

/// Does the same work on parts of a long list at the same time; the order stays.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    all: &[T],
    work: impl Fn(&[T]) -> Vec<R> + Sync,
) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    if threads == 1 || all.len() < WORTH_A_THREAD {
        return work(all);
    }
    let work = &work;
    std::thread::scope(|scope| {
        let parts = all.chunks(all.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
        running
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Cuts decided contacts into groups.
#[must_use]
pub fn split(decided: &[(&ContactCard, Decision)]) -> Split {
    let customers = |part: &mut dyn Iterator<Item = &ContactCard>| {
        part.map(|card| &card.customer.id).collect::<BTreeSet<_>>().len() as u64
    };
    let parts = Group::ALL.iter().map(|group| {
        let members: Vec<_> =
            decided.iter().filter(|(_, decision)| decision.group() == *group).collect();
        let step = members.len().div_ceil(SAMPLE).max(1);
        let examples = members.iter().step_by(step).map(|(card, decision)| Example {
            contact: card.id.clone(),
            customer: card.customer.id.clone(),
            name: card.name(),
            finding: decision.primary().cloned(),
        });
        Part {
            group: *group,
            contacts: members.len() as u64,
            customers: customers(&mut members.iter().map(|(card, _)| *card)),
            examples: examples.collect(),
        }
    });
    Split {
        contacts: decided.len() as u64,
        customers: customers(&mut decided.iter().map(|(card, _)| *card)),
        parts: parts.collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::question::tests::{at, card, terms};

    #[test]
    fn threads_keep_the_order() {
        let all: Vec<usize> = (0..WORTH_A_THREAD * 3 + 7).collect();
        let doubled = in_parallel(&all, |part| part.iter().map(|n| n * 2).collect());
        assert_eq!(doubled, all.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert!(in_parallel(&[] as &[u8], <[u8]>::to_vec).is_empty());
    }

    /// Who is held out stands for the address: nothing comes to it through somebody else.
    #[test]
    fn an_address_of_somebody_held_out_gets_nothing() {
        use crate::holdout::is_held_out;
        use customers::people::{ConsentEntry, Inbox};
        use customers::permission::ConsentStatus;
        let mut terms = Terms { holdout_share: 0.3, ..terms() };
        terms.brief.family = String::new();
        let customers: Vec<String> = (0..60).map(|n| format!("c{n:02}")).collect();
        let people: Vec<(ContactId, CustomerId)> = customers
            .iter()
            .map(|id| (ContactId::new(id).unwrap(), CustomerId::new(id).unwrap()))
            .collect();
        // Threes with one address each.
        let cards: Vec<ContactCard> = people
            .chunks(3)
            .flat_map(|part| {
                let inbox = Inbox { people: part.to_vec(), refusals: Vec::new() };
                let inbox = std::sync::Arc::new(inbox);
                part.iter().map(move |(contact, customer)| {
                    let mut card = card(contact.as_str(), customer.as_str());
                    card.email = Some(format!("{}@laden.example", inbox.people[0].0));
                    card.inbox = Some(std::sync::Arc::clone(&inbox));
                    card.consents.push(ConsentEntry {
                        id: "1".into(),
                        channel: Channel::Email,
                        purpose: vocab::Purpose::Marketing,
                        status: ConsentStatus::Given,
                        at: at(1),
                        source: "form".into(),
                        text_version: None,
                        sale_ref: None,
                        family: None,
                        notice_shown: false,
                    });
                    card
                })
            })
            .collect();
        let chosen: Vec<&ContactCard> = cards.iter().collect();
        let rules = RuleSet::built_in();
        let decided =
            decisions(&terms, &rules, &chosen, &Pictures::default(), &Facts::default(), at(12));
        let (mut mailed, mut left_alone) = (0, 0);
        for part in decided.chunks(3) {
            let groups: Vec<Group> = part.iter().map(|(_, decision)| decision.group()).collect();
            let count = |group| groups.iter().filter(|one| **one == group).count();
            let out = part.iter().any(|(card, _)| {
                is_held_out(&terms.campaign, &card.customer.id, terms.holdout_share)
            });
            assert_eq!(count(Group::HeldOut), usize::from(out), "{groups:?}");
            assert_eq!(count(Group::Mailable), usize::from(!out), "{groups:?}");
            assert_eq!(count(Group::OverCap), 2, "{groups:?}");
            (mailed, left_alone) = (mailed + usize::from(!out), left_alone + usize::from(out));
        }
        assert!(mailed > 3 && left_alone > 3, "{mailed} mailed, {left_alone} left alone");
    }

    proptest! {
        /// Everybody is in exactly one group, and nobody without any permission is mailable.
        #[test]
        fn parts_add_up(countries in prop::collection::vec("[A-Z]{2}", 0..40), share in 0.0..0.5_f64) {
            let cards: Vec<ContactCard> = countries
                .iter()
                .enumerate()
                .map(|(n, country)| {
                    let mut card = card(&format!("k{n}"), &format!("c{}", n / 2));
                    card.customer.country.clone_from(country);
                    card
                })
                .collect();
            let terms = Terms { holdout_share: share, ..terms() };
            let rules = RuleSet::built_in();
            let everybody: Vec<&ContactCard> = cards.iter().collect();
            let (pictures, facts) = (Pictures::default(), Facts::default());
            let split = split(&decisions(&terms, &rules, &everybody, &pictures, &facts, at(12)));
            prop_assert_eq!(split.contacts, cards.len() as u64);
            prop_assert_eq!(split.parts.iter().map(|part| part.contacts).sum::<u64>(), split.contacts);
            prop_assert_eq!(split.parts.len(), Group::ALL.len());
            prop_assert_eq!(split.part(Group::Mailable).unwrap().contacts, 0);
            for part in &split.parts {
                prop_assert!(part.examples.len() <= SAMPLE);
                prop_assert_eq!(part.examples.is_empty(), part.contacts == 0);
                prop_assert!(part.examples.iter().all(|example| example.finding.is_some()));
            }
        }
    }
}

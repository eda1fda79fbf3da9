//! What the guard says about everybody: who may be reached at all, and the group each contact
//! would fall into in one campaign. The same for every tree that is tried, so it is asked once.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError};

use customers::Pictures;
use customers::happened::Bits;
use guard::{Group, RuleSet, Verdict, decide};
use vocab::{Channel, Instant, Purpose};

use super::Crowd;
use super::choose::Chosen;
use crate::actions::People;
use crate::conditions::Condition;
use crate::question::{About, Asker, Terms};
use crate::split::in_parallel;

/// Judgements kept: an eighth of a byte a contact each.
const MOST_KEPT: usize = 64;

impl Crowd {
    /// Whether everything about reaching people that a tree asks was judged already.
    #[must_use]
    pub fn is_judged(&self, condition: &Condition, now: Instant) -> bool {
        let reach = self.reach.lock().unwrap_or_else(PoisonError::into_inner);
        ways(condition).all(|(channel, purpose)| {
            reach.contains_key(&(channel, purpose, now.timestamp_micros()))
        })
    }

    /// Judges who may be reached in the ways a tree asks about. The people must be those the
    /// crowd was made of.
    pub fn judge(&self, condition: &Condition, people: &People, rules: &RuleSet, now: Instant) {
        for (channel, purpose) in ways(condition) {
            let key = (channel, purpose, now.timestamp_micros());
            if self.reach.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&key) {
                continue;
            }
            let may = self.may_be_reached(people, rules, channel, purpose, now);
            let bits = Bits::of(self.contacts(), |place| may[self.card(place)]);
            let mut reach = self.reach.lock().unwrap_or_else(PoisonError::into_inner);
            if reach.len() >= MOST_KEPT {
                reach.clear();
            }
            reach.insert(key, Arc::new(bits));
        }
    }

    /// By permission, block list and address alone.
    fn may_be_reached(
        &self,
        people: &People,
        rules: &RuleSet,
        channel: Channel,
        purpose: Purpose,
        now: Instant,
    ) -> Vec<bool> {
        let company = &people.company;
        let about =
            About { channel, family: "", window: None, claims: &[], campaign: None, company };
        in_parallel(&people.contacts, |part| {
            let mut asker = Asker::new(&about, &self.pictures, &people.facts, now);
            part.iter()
                .map(|card| {
                    let mut case = asker.case(card);
                    case.purpose = purpose;
                    case.touches.clear();
                    case.open_complaints.clear();
                    case.promises.clear();
                    case.inquiries.clear();
                    decide(rules, &case).verdict == Verdict::Allow
                })
                .collect()
        })
    }

    /// The group of each contact in a campaign, by place, as if everybody were meant. One copy
    /// for each address is not looked at: that depends on who else is meant (see
    /// [`tally`](Self::tally)).
    pub(crate) fn groups(
        &self,
        terms: &Terms,
        people: &People,
        rules: &RuleSet,
        now: Instant,
    ) -> Arc<[Group]> {
        let about = terms.about();
        let pictures: &Pictures = &self.pictures;
        let of_cards = in_parallel(&people.contacts, |part| {
            let mut asker = Asker::new(&about, pictures, &people.facts, now);
            part.iter().map(|card| decide(rules, &asker.case(card)).group()).collect()
        });
        (0..self.contacts()).map(|place| of_cards[self.card(place)]).collect()
    }

    /// The chosen contacts by group. Of several at the same e-mail address one stands for all
    /// where it goes by e-mail: one who is held out, else the first by id.
    pub(crate) fn tally(
        &self,
        chosen: &Chosen,
        groups: &[Group],
        channel: Channel,
    ) -> BTreeMap<usize, Vec<usize>> {
        let could = |place: &usize| matches!(groups[*place], Group::Mailable | Group::HeldOut);
        let mut standing: HashMap<u32, usize> = HashMap::new();
        if channel == Channel::Email {
            for place in chosen.iter().filter(could) {
                let Some(inbox) = self.inbox(place) else { continue };
                let one = standing.entry(inbox).or_insert(place);
                let better = match (groups[*one], groups[place]) {
                    (Group::HeldOut, Group::Mailable) => false,
                    (Group::Mailable, Group::HeldOut) => true,
                    _ => self.contact(place) < self.contact(*one),
                };
                if better {
                    *one = place;
                }
            }
        }
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in chosen.iter() {
            let covered = could(&place)
                && self
                    .inbox(place)
                    .and_then(|inbox| standing.get(&inbox))
                    .is_some_and(|one| *one != place);
            let group = if covered { Group::OverCap } else { groups[place] };
            parts.entry(position(group)).or_default().push(place);
        }
        parts
    }
}

/// Where a group stands in the list of groups.
pub(crate) fn position(group: Group) -> usize {
    Group::ALL.iter().position(|one| *one == group).unwrap_or_default()
}

fn ways(condition: &Condition) -> impl Iterator<Item = (Channel, Purpose)> {
    condition.walk().filter_map(|part| match part {
        Condition::MayBeReached { channel, purpose } => Some((*channel, *purpose)),
        _ => None,
    })
}

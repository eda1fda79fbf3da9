//! Some of an audience, always the same ones, and why they are in it.

use std::collections::{BTreeSet, BinaryHeap};

use chrono::NaiveDate;
use customers::happened::{Bits, Question};
use events::{Columns, Snapshot};
use serde::Serialize;
use vocab::{Amount, Barrier, ContactRole, CustomerId, Instant, Lang, Phase};

use super::build::{NEVER, UNKNOWN_SHARE};
use super::choose::{Asked, Chosen};
use super::{Crowd, NONE};
use crate::conditions::{Condition, Fate};
use crate::error::CampaignError;

/// Somebody of an audience.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sampled {
    /// The contact.
    pub contact: String,
    /// Their customer.
    pub customer: String,
    /// The contact's name.
    pub name: String,
    /// The conditions that speak for them.
    pub why: Vec<Why>,
}

/// One condition that speaks for somebody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// The condition; none of the groups.
    pub condition: Condition,
    /// Whether it speaks for them because it does not hold.
    pub not: bool,
    /// What is known of them about it.
    pub fact: Fact,
}

/// What is known of somebody about a condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The condition says it all.
    Plain,
    /// A number.
    Count(u64),
    /// Money.
    Money(Amount),
    /// A share, 0 to 1.
    Share(f64),
    /// A decayed number.
    Pressure(f64),
    /// A day.
    Day(NaiveDate),
    /// Words.
    Words(Vec<String>),
    /// A phase.
    Phase(Phase),
    /// Barriers.
    Barriers(Vec<Barrier>),
    /// A language.
    Language(Lang),
    /// A role.
    Role(ContactRole),
    /// How often it happened, and when last.
    Times {
        /// How often.
        count: u64,
        /// When last; `None` where never.
        last: Option<NaiveDate>,
    },
}

impl Crowd {
    /// So many of those chosen, by a hash of their ids: the same ones each time, and spread over
    /// all.
    #[must_use]
    pub fn sample(&self, chosen: &Chosen, most: usize) -> Vec<usize> {
        let mut heap: BinaryHeap<(u32, usize)> = BinaryHeap::with_capacity(most + 1);
        for place in chosen.iter() {
            let key = (self.contacts.hash[place], place);
            if heap.len() < most {
                heap.push(key);
            } else if heap.peek().is_some_and(|largest| key < *largest) {
                heap.pop();
                heap.push(key);
            }
        }
        heap.into_sorted_vec().into_iter().map(|(_, place)| place).collect()
    }

    /// Those at some places, with the conditions of the tree that speak for them.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn explained(
        &self,
        places: &[usize],
        condition: &Condition,
        asked: &Asked<'_>,
        snapshot: &Snapshot,
    ) -> Result<Vec<Sampled>, CampaignError> {
        let mut leaves = Vec::new();
        signed(condition, false, &mut leaves);
        let held: Vec<Bits> = leaves.iter().map(|(leaf, _)| self.choose(leaf, asked)).collect();
        places
            .iter()
            .map(|place| {
                let mut why = Vec::new();
                for ((leaf, not), held) in leaves.iter().zip(&held) {
                    if held.has(*place) == *not {
                        continue;
                    }
                    let fact = self.fact(*place, leaf, asked, snapshot)?;
                    why.push(Why { condition: (*leaf).clone(), not: *not, fact });
                }
                Ok(Sampled {
                    contact: self.contact(*place).to_owned(),
                    customer: self.customer_of(*place).to_owned(),
                    name: self.name(*place).to_owned(),
                    why,
                })
            })
            .collect()
    }

    fn fact(
        &self,
        place: usize,
        leaf: &Condition,
        asked: &Asked<'_>,
        snapshot: &Snapshot,
    ) -> Result<Fact, CampaignError> {
        let at = self.contacts.customer[place] as usize;
        let of = &self.customers;
        let day = |number: i32| match number {
            NEVER => Fact::Plain,
            number => NaiveDate::from_num_days_from_ce_opt(number + 719_163)
                .map_or(Fact::Plain, Fact::Day),
        };
        let word = |words: &super::Words, number: u32| match number {
            NONE => Fact::Plain,
            number => Fact::Words(vec![words.word(number).to_owned()]),
        };
        Ok(match leaf {
            Condition::Families { .. } => {
                let families = self.families(at).iter();
                Fact::Words(families.map(|f| of.family_words.word(*f).to_owned()).collect())
            }
            Condition::Region { .. } => word(&of.region_words, of.region[at]),
            Condition::Country { .. } => word(&of.country_words, of.country[at]),
            Condition::Owner { .. } => word(&of.owner_words, of.owner[at]),
            Condition::NetRevenue { .. } => Fact::Money(Amount::from_micros(of.net[at])),
            Condition::ReturnedShare { .. } if of.returned[at] != UNKNOWN_SHARE => {
                Fact::Share(f64::from(of.returned[at]) / 10_000.0)
            }
            Condition::Orders { .. } => Fact::Count(of.orders[at].into()),
            Condition::FirstOrder { .. } => day(of.first_order[at]),
            Condition::LastOrder { .. } => day(of.last_order[at]),
            Condition::OwnSignal { .. } => day(of.own_signal[at]),
            Condition::Phase { .. } => {
                let code = usize::from(self.phases(asked.now)[at]);
                let phase = code.checked_sub(1).and_then(|code| Phase::ALL.get(code));
                phase.map_or(Fact::Plain, |phase| Fact::Phase(*phase))
            }
            Condition::Barrier { .. } => {
                let noted = |one: &&Barrier| of.barriers[at] >> (**one as u16) & 1 == 1;
                Fact::Barriers(Barrier::ALL.iter().filter(noted).copied().collect())
            }
            Condition::Pressure { .. } => {
                let half_life = asked.company.pressure_half_life_days;
                Fact::Pressure(self.pressures(asked.now, half_life)[at])
            }
            Condition::Messages { were, .. } => Fact::Count(u64::from(match were {
                Fate::Sent => of.sent[at],
                Fate::Answered => of.answered[at],
                Fate::Bounced => of.bounced[at],
            })),
            Condition::Language { .. } => {
                let code = usize::from(self.contacts.language[place]).checked_sub(1);
                let lang = code.and_then(|code| Lang::ALL.get(code));
                lang.map_or(Fact::Plain, |lang| Fact::Language(*lang))
            }
            Condition::Role { .. } => {
                let code = usize::from(self.contacts.role[place]).checked_sub(1);
                let role = code.and_then(|code| ContactRole::ALL.get(code));
                role.map_or(Fact::Plain, |role| Fact::Role(*role))
            }
            Condition::Did { .. } | Condition::Never { .. } | Condition::Sequence { .. } => {
                match leaf.question(self.zone, asked.now) {
                    Some(question) => self.times(place, &question, snapshot)?,
                    None => Fact::Plain,
                }
            }
            _ => Fact::Plain,
        })
    }

    /// How often it happened to the customer of a contact, by every single event: for a sequence,
    /// its first step.
    fn times(
        &self,
        place: usize,
        question: &Question,
        snapshot: &Snapshot,
    ) -> Result<Fact, CampaignError> {
        let Ok(customer) = CustomerId::new(self.customer_of(place)) else {
            return Ok(Fact::Plain);
        };
        let (Question::Count { from, until, .. } | Question::Sequence { from, until, .. }) =
            question;
        let Some(what) = question.whats().next() else { return Ok(Fact::Plain) };
        let columns = Columns::FAMILY.with(Columns::ITEM).with(Columns::CHANNEL);
        let columns = columns.with(Columns::DIRECTION).with(Columns::REFERENCE);
        let history = snapshot.history(&customer, columns)?;
        let mut orders = BTreeSet::new();
        let times: Vec<Instant> = history
            .iter()
            .filter(|event| {
                (*from..*until).contains(&event.time.timestamp_micros()) && what.is(event)
            })
            .filter(|event| {
                let order = event.reference.as_deref().filter(|order| !order.is_empty());
                !what.has_lines() || order.is_none_or(|order| orders.insert(order))
            })
            .map(|event| event.time)
            .collect();
        let last = times.last().map(|time| self.zone.day(*time));
        Ok(Fact::Times { count: times.len() as u64, last })
    }
}

/// The leaves of a tree, each with whether an odd number of negations stands above it.
fn signed<'c>(condition: &'c Condition, not: bool, leaves: &mut Vec<(&'c Condition, bool)>) {
    match condition {
        Condition::All { of } | Condition::Any { of } => {
            of.iter().for_each(|part| signed(part, not, leaves));
        }
        Condition::Not { of } => signed(of, !not, leaves),
        leaf => leaves.push((leaf, not)),
    }
}

//! Whom a tree of conditions means: columns in, bits out.

use std::sync::{Arc, PoisonError};

use chrono::Timelike;
use customers::happened::{Answers, Bits, Question};
use events::bucket_of;
use store::Company;
use vocab::{Instant, Zone};

use super::build::{NEVER, UNKNOWN_SHARE, day_number, kind_code, language_code, role_code};
use super::dated::phase_code;
use super::words::Words;
use super::{Crowd, NONE};
use crate::conditions::KnownBy;
use crate::conditions::{Condition, Fate};

/// What a tree is asked with beside the crowd.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What the log said to the tree's questions.
    pub answers: &'a Answers,
    /// Zone and half-life.
    pub company: &'a Company,
    /// The moment one looks from.
    pub now: Instant,
}

/// The beginning of an instant's hour.
pub(crate) fn hour(now: Instant) -> Instant {
    now.with_minute(0)
        .and_then(|now| now.with_second(0))
        .and_then(|now| now.with_nanosecond(0))
        .unwrap_or(now)
}

/// Contacts of a crowd, by their places.
pub type Chosen = Bits;

/// A set of customers, or of contacts.
enum Set {
    Customers(Bits),
    Contacts(Bits),
}

impl Crowd {
    /// The contacts for whom a condition holds. Who may be reached counts as far as it was
    /// judged before ([`judge`](Self::judge)); the answers must be those to the tree's questions.
    #[must_use]
    pub fn choose(&self, condition: &Condition, asked: &Asked<'_>) -> Chosen {
        let set = self.set(condition, asked);
        self.contacts_of(set)
    }

    fn set(&self, condition: &Condition, asked: &Asked<'_>) -> Set {
        match condition {
            Condition::All { of } => self.joined(of, asked, Bits::and),
            Condition::Any { of } => self.joined(of, asked, Bits::or),
            Condition::Not { of } => match self.set(of, asked) {
                Set::Customers(bits) => Set::Customers(bits.inverted()),
                Set::Contacts(bits) => Set::Contacts(bits.inverted()),
            },
            one => self.leaf(one, asked),
        }
    }

    /// Puts parts together; those about customers first, which are fewer.
    fn joined(&self, of: &[Condition], asked: &Asked<'_>, join: fn(Bits, &Bits) -> Bits) -> Set {
        let (mut customers, mut contacts): (Option<Bits>, Option<Bits>) = (None, None);
        for part in of {
            let (kept, bits) = match self.set(part, asked) {
                Set::Customers(bits) => (&mut customers, bits),
                Set::Contacts(bits) => (&mut contacts, bits),
            };
            *kept = Some(match kept.take() {
                Some(before) => join(before, &bits),
                None => bits,
            });
        }
        match (customers, contacts) {
            (customers, None) => {
                Set::Customers(customers.unwrap_or_else(|| Bits::none(self.customers())))
            }
            (None, Some(contacts)) => Set::Contacts(contacts),
            (Some(customers), Some(contacts)) => {
                Set::Contacts(join(contacts, &self.contacts_of(Set::Customers(customers))))
            }
        }
    }

    fn contacts_of(&self, set: Set) -> Bits {
        match set {
            Set::Contacts(bits) => bits,
            Set::Customers(bits) => {
                let customer = &self.contacts.customer;
                Bits::of(customer.len(), |place| bits.has(customer[place] as usize))
            }
        }
    }

    fn leaf(&self, condition: &Condition, asked: &Asked<'_>) -> Set {
        let of = &self.customers;
        let now = asked.now;
        let today = day_number(self.zone.day(now));
        let customers = |holds: &dyn Fn(usize) -> bool| Bits::of(self.customers(), holds);
        let happened = || self.happened(condition, asked);
        Set::Customers(match condition {
            // Groups never come here.
            Condition::All { .. } | Condition::Any { .. } | Condition::Not { .. } => {
                Bits::none(self.customers())
            }
            Condition::Bought { family } => match of.family_words.find(family.trim()) {
                Some(number) => customers(&|at| self.families(at).contains(&number)),
                None => Bits::none(self.customers()),
            },
            Condition::Families { at_least, at_most } => {
                customers(&|at| within(self.families(at).len() as u64, *at_least, *at_most))
            }
            Condition::Region { any_of } => one_of(&of.region, &of.region_words, any_of),
            Condition::Owner { any_of } => one_of(&of.owner, &of.owner_words, any_of),
            Condition::Country { any_of } => {
                let codes: Vec<String> = any_of.iter().map(|c| c.to_ascii_uppercase()).collect();
                one_of(&of.country, &of.country_words, &codes)
            }
            Condition::Kind { is } => {
                let code = kind_code(Some(*is));
                customers(&|at| of.kind[at] == code)
            }
            Condition::NetRevenue { at_least, at_most } => {
                let (low, high) = (at_least.map(|a| a.micros()), at_most.map(|a| a.micros()));
                customers(&|at| within(of.net[at], low, high))
            }
            Condition::ReturnedShare { at_least, at_most } => {
                let scaled = |percent: &Option<u32>| percent.map(|p| p.saturating_mul(100));
                let (low, high) = (scaled(at_least), scaled(at_most));
                customers(&|at| {
                    of.returned[at] != UNKNOWN_SHARE && within(of.returned[at].into(), low, high)
                })
            }
            Condition::Orders { at_least, at_most } => {
                customers(&|at| within(of.orders[at].into(), *at_least, *at_most))
            }
            Condition::FirstOrder { older_than_days, newer_than_days } => {
                ago(&of.first_order, today, *older_than_days, *newer_than_days)
            }
            Condition::LastOrder { older_than_days, newer_than_days } => {
                ago(&of.last_order, today, *older_than_days, *newer_than_days)
            }
            Condition::OwnSignal { older_than_days, newer_than_days } => {
                ago(&of.own_signal, today, *older_than_days, *newer_than_days)
            }
            Condition::Phase { any_of } => {
                let phases = self.phases(now);
                let wanted = any_of.iter().fold(0_u16, |b, p| b | 1 << phase_code(Some(*p)));
                customers(&|at| wanted >> phases[at] & 1 == 1)
            }
            Condition::NeedWindow { family, month } => {
                let months = self.months(Some(family.trim()));
                customers(&|at| months[at] >> month & 1 == 1)
            }
            Condition::Need { family, known_by } => {
                let usual = (*known_by != Some(KnownBy::Words)).then(|| {
                    let months = self.months(family.as_deref().map(str::trim));
                    let this = self.month_of(now);
                    customers(&|at| months[at] & this != 0)
                });
                match (usual, *known_by != Some(KnownBy::Habit)) {
                    (Some(usual), true) => usual.or(&happened()),
                    (Some(usual), false) => usual,
                    (None, _) => happened(),
                }
            }
            Condition::OpenComplaint {} => of.complaint.clone(),
            Condition::Barrier { any_of } => {
                let wanted = any_of.iter().fold(0_u16, |bits, one| bits | 1 << (*one as u16));
                customers(&|at| of.barriers[at] & wanted != 0)
            }
            Condition::Pressure { at_most } => {
                let half_life = asked.company.pressure_half_life_days;
                let (pressures, most) = (self.pressures(now, half_life), at_most.to_f64());
                customers(&|at| pressures[at] <= most)
            }
            Condition::Messages { were, at_least, at_most } => {
                let column = match were {
                    Fate::Sent => &of.sent,
                    Fate::Answered => &of.answered,
                    Fate::Bounced => &of.bounced,
                };
                customers(&|at| within(column[at].into(), *at_least, *at_most))
            }
            Condition::Did { .. } | Condition::Never { .. } | Condition::Sequence { .. } => {
                happened()
            }
            Condition::Language { any_of } => {
                let wanted: Vec<u8> = any_of.iter().map(|l| language_code(Some(*l))).collect();
                return self.contacts_with(&self.contacts.language, &wanted);
            }
            Condition::Role { any_of } => {
                let wanted: Vec<u8> = any_of.iter().map(|role| role_code(*role)).collect();
                return self.contacts_with(&self.contacts.role, &wanted);
            }
            Condition::MayBeReached { channel, purpose } => {
                let key = (*channel, *purpose, now.timestamp_micros());
                let reach = self.reach.lock().unwrap_or_else(PoisonError::into_inner);
                let bits = reach.get(&key).map(|bits| Bits::clone(bits));
                return Set::Contacts(bits.unwrap_or_else(|| Bits::none(self.contacts())));
            }
        })
    }

    fn contacts_with(&self, column: &[u8], wanted: &[u8]) -> Set {
        Set::Contacts(Bits::of(column.len(), |at| wanted.contains(&column[at])))
    }

    /// The numbers of the families a customer bought.
    pub(super) fn families(&self, customer: usize) -> &[u32] {
        let ends = &self.customers.family_ends;
        let start = if customer == 0 { 0 } else { ends[customer - 1] as usize };
        &self.customers.families[start..ends[customer] as usize]
    }

    /// What the log said to one condition.
    fn happened(&self, condition: &Condition, asked: &Asked<'_>) -> Bits {
        let question = condition.question(self.zone, asked.now);
        let said = question.as_ref().and_then(|q| Some((q, asked.answers.differs(q)?)));
        let Some((question, differs)) = said else {
            return Bits::none(self.customers());
        };
        let usual = Question::holds_of_nothing(question);
        // A place is a number of a bucket and one in it.
        let places = self.places(asked.answers);
        let word = |place: u32| {
            place != NONE
                && differs[(place >> PLACE) as usize].has((place & ((1 << PLACE) - 1)) as usize)
        };
        Bits::of(places.len(), |at| word(places[at]) != usual)
    }

    /// Where in the rosters of the log each customer is.
    fn places(&self, answers: &Answers) -> Arc<[u32]> {
        let versions = answers.versions();
        let mut kept = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, places)) = kept.as_ref().filter(|(of, _)| *of == versions) {
            return Arc::clone(places);
        }
        let buckets = u16::try_from(versions.len()).unwrap_or(u16::MAX);
        let mut ours: Vec<Vec<u32>> = vec![Vec::new(); versions.len()];
        for customer in 0..self.customers() {
            let bucket = usize::from(bucket_of(self.customers.ids.get(customer), buckets));
            ours[bucket].push(u32::try_from(customer).unwrap_or(NONE));
        }
        let mut places = vec![NONE; self.customers()];
        for (bucket, (ours, roster)) in (0_u32..).zip(ours.iter().zip(answers.rosters())) {
            // Both are sorted by name.
            let mut ours = ours.iter().copied().peekable();
            for (place, name) in (0_u32..).zip(roster.iter()) {
                let id = |customer: u32| self.customers.ids.get(customer as usize);
                while ours.next_if(|customer| id(*customer) < name).is_some() {}
                if let Some(customer) = ours.next_if(|customer| id(*customer) == name) {
                    places[customer as usize] = bucket << PLACE | place;
                }
            }
        }
        let places: Arc<[u32]> = places.into();
        *kept = Some((versions, Arc::clone(&places)));
        places
    }
}

/// Bits of a place inside its bucket: 134 million customers a bucket, and 32 buckets.
const PLACE: u32 = 27;

fn within<T: PartialOrd>(value: T, low: Option<T>, high: Option<T>) -> bool {
    low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high)
}

/// Who has one of the words in a column.
fn one_of(column: &[u32], words: &Words, wanted: &[String]) -> Bits {
    let wanted: Vec<u32> = wanted.iter().filter_map(|word| words.find(word.trim())).collect();
    Bits::of(column.len(), |at| wanted.contains(&column[at]))
}

/// Whose day in a column lies so many days back. Local calendar days; a day ahead is today.
fn ago(column: &[i32], today: i32, older: Option<u32>, newer: Option<u32>) -> Bits {
    let (low, high) = (older.map(i64::from), newer.map(i64::from));
    Bits::of(column.len(), |at| {
        column[at] != NEVER && within(days_ago(column[at], today), low, high)
    })
}

pub(super) fn days_ago(day: i32, today: i32) -> i64 {
    (i64::from(today) - i64::from(day)).max(0)
}

/// The zone whose calendar a crowd follows.
impl Crowd {
    /// See [`Crowd::of`].
    #[must_use]
    pub const fn zone(&self) -> Zone {
        self.zone
    }
}

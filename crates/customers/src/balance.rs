//! Push and pull in balance: who began contacts, how much pressure lies on people, beyond which
//! pressure this company's customers answered worse, and what came after the sales.
//!
//! Everything here is pure: it looks at what passes over the log have found
//! ([`crate::contact_answers`], [`crate::horizons`]) and at the pictures.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::Serialize;
use stats::clustered::Clustered;
use stats::threshold::{self, Level, Stretch, Unknown};
use store::Company;
use vocab::{Channel, CustomerId, Instant, Phase};

use crate::contact_answers::{Meeting, Meetings};
use crate::horizons::After;
use crate::local::date;
use crate::pictures::Pictures;
use crate::pressure::pressure;
use crate::trade::Window;

/// Where the random numbers of the search for a level start: the same data, the same answer.
const SEED: u64 = 2026;
/// Stretches of the curve of answers.
const STRETCHES: usize = 8;
/// Pressures at which one bar of the distribution ends and the next begins.
pub const EDGES: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];
/// People under most pressure that are named.
const PRESSED: usize = 10;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Asked {
    /// Days back from today; whole weeks are looked at.
    pub days: u16,
    /// Only contacts of this person of ours.
    pub owner: Option<String>,
    /// Only customers of this region.
    pub region: Option<String>,
}

impl Asked {
    /// From the Monday of the week in which the days begin, until today.
    #[must_use]
    pub fn window(&self, today: NaiveDate) -> Window {
        let first = today - TimeDelta::days(i64::from(self.days.max(1)) - 1);
        Window { from: monday(first), until: today }
    }

    fn is_of(&self, owner: &str, region: &str) -> bool {
        let fits = |wanted: &Option<String>, found: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == found)
        };
        fits(&self.owner, owner) && fits(&self.region, region)
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()))
}

/// Contacts, by who began them, and what came of ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// Contacts we began.
    pub ours: u64,
    /// Contacts customers began.
    pub theirs: u64,
    /// Of ours, those whose days for an answer are over: the sample size of the next two.
    pub watched: u64,
    /// Of these, answered, and nothing bad beside it.
    pub answered_well: u64,
    /// Of these, followed by an objection, a withdrawal or a complaint.
    pub worse: u64,
}

impl Sides {
    /// All contacts.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.ours + self.theirs
    }

    /// The share customers began, 0 to 1; `None` without contacts.
    #[must_use]
    pub fn theirs_share(&self) -> Option<f64> {
        (self.n() > 0).then(|| self.theirs as f64 / self.n() as f64)
    }

    /// The share of ours that was answered well.
    #[must_use]
    pub fn answered_share(&self) -> Option<f64> {
        (self.watched > 0).then(|| self.answered_well as f64 / self.watched as f64)
    }

    fn add(&mut self, meeting: &Meeting, watched: bool) {
        let Some(begun) = meeting.begun else {
            self.theirs += 1;
            return;
        };
        self.ours += 1;
        if watched {
            self.watched += 1;
            self.answered_well += u64::from(begun.answered_well());
            self.worse += u64::from(begun.worse);
        }
    }
}

/// The contacts of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part<T> {
    /// Which part.
    pub part: T,
    /// Its contacts.
    #[serde(flatten)]
    pub sides: Sides,
}

/// Who began contacts in a window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// All of them.
    pub all: Sides,
    /// Those answered well, of those watched, by customer: contacts of one are alike.
    #[serde(skip)]
    pub answered: Clustered,
    /// Week by week, each by its Monday, those without contacts too.
    pub weeks: Vec<Part<NaiveDate>>,
    /// By channel; `null` for contacts that name none.
    pub channels: Vec<Part<Option<Channel>>>,
    /// Those that belong to a campaign (`true`) and single ones.
    pub campaigns: Vec<Part<bool>>,
    /// By who of us; the empty name for nobody.
    pub owners: Vec<Part<String>>,
    /// By the phase that was in force; `null` for none.
    pub phases: Vec<Part<Option<Phase>>>,
}

/// Counts contacts of a window. Contacts of all parts of a kind add up to all.
#[must_use]
pub fn balance(meetings: &Meetings, window: Window, asked: &Asked) -> Balance {
    let mut all = Sides::default();
    let mut weeks: BTreeMap<NaiveDate, Sides> = BTreeMap::new();
    let mut week = monday(window.from);
    while week <= window.until {
        weeks.insert(week, Sides::default());
        week += TimeDelta::days(7);
    }
    let (mut channels, mut campaigns) = (BTreeMap::new(), BTreeMap::new());
    let (mut numbers, mut phases) = (BTreeMap::new(), BTreeMap::new());
    // Contacts come customer by customer.
    let mut answered = Clustered::default();
    let (mut customer, mut theirs) = (None, Sides::default());
    for meeting in &meetings.list {
        let (day, owner) = (date(meeting.day), meetings.name(meeting.owner));
        if !window.contains(day) || !asked.is_of(owner, meetings.name(meeting.region)) {
            continue;
        }
        let watched = meetings.is_watched(meeting);
        let add = |sides: &mut Sides| sides.add(meeting, watched);
        if customer.replace(meeting.customer) != Some(meeting.customer) {
            answered.add(theirs.answered_well, theirs.watched);
            theirs = Sides::default();
        }
        add(&mut theirs);
        add(&mut all);
        add(weeks.entry(monday(day)).or_default());
        add(channels.entry(meeting.channel).or_default());
        add(campaigns.entry(meeting.campaign).or_default());
        add(numbers.entry(meeting.owner).or_default());
        add(phases.entry(meeting.phase).or_default());
    }
    answered.add(theirs.answered_well, theirs.watched);
    // Each number has a name of its own. By name, so that those with as many contacts stay in a
    // known order.
    let owners: BTreeMap<String, Sides> = numbers
        .into_iter()
        .map(|(number, sides)| (meetings.name(number).to_owned(), sides))
        .collect();
    Balance {
        all,
        answered,
        weeks: parts(weeks),
        channels: by_size(channels),
        campaigns: by_size(campaigns),
        owners: by_size(owners),
        phases: parts(phases),
    }
}

fn parts<T>(found: BTreeMap<T, Sides>) -> Vec<Part<T>> {
    found.into_iter().map(|(part, sides)| Part { part, sides }).collect()
}

/// Most contacts first.
fn by_size<T>(found: BTreeMap<T, Sides>) -> Vec<Part<T>> {
    let mut parts = parts(found);
    parts.sort_by_key(|part| std::cmp::Reverse(part.sides.n()));
    parts
}

/// How contacts were answered under pressure: all of the company that the log knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answers {
    /// Contacts looked at: those we began whose days for an answer are over.
    pub contacts: u64,
    /// The level beyond which they were answered worse; `null` where none is known.
    pub level: Option<Level>,
    /// Why none is known; `null` where one is.
    pub not_known: Option<Unknown>,
    /// The share answered by pressure.
    pub curve: Vec<Stretch>,
}

impl Answers {
    /// Looks for the level; takes seconds where there are millions of contacts.
    #[must_use]
    pub fn of(meetings: &Meetings) -> Self {
        let observations = meetings.observations();
        let found = threshold::level(&observations, SEED);
        Self {
            contacts: observations.len() as u64,
            level: found.ok(),
            not_known: found.err(),
            curve: threshold::curve(&observations, STRETCHES),
        }
    }
}

/// Somebody under pressure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pressed {
    /// Whose person it is.
    pub customer_id: CustomerId,
    /// Who; `null` for contacts that name nobody.
    pub contact_id: Option<String>,
    /// Pressure on them.
    pub pressure: f64,
    /// Contacts we began with them so far.
    pub contacts: u64,
}

/// The pressure that lies on people now.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Load {
    /// People with whom we ever began a contact.
    pub people: u64,
    /// How many of them are under a pressure below each of [`EDGES`] and not in the bar before, and
    /// in the last bar all others.
    pub bars: [u64; EDGES.len() + 1],
    /// How many are beyond the level; `null` where none is known.
    pub beyond_level: Option<u64>,
    /// Those under most pressure, one a customer, highest first.
    pub most: Vec<Pressed>,
}

/// The pressure on people now, as far as the pictures know.
#[must_use]
pub fn load(
    pictures: &Pictures,
    asked: &Asked,
    half_life_days: f64,
    now: Instant,
    level: Option<&Level>,
) -> Load {
    let now = now.timestamp_micros();
    let mut load = Load { beyond_level: level.map(|_| 0), ..Load::default() };
    for state in pictures {
        if !asked.is_of(&state.owner, &state.region) {
            continue;
        }
        let mut most: Option<Pressed> = None;
        for person in state.contacts.people() {
            let Some(weighs) = pressure(person.outbound.iter().copied(), now, half_life_days)
            else {
                continue;
            };
            load.people += 1;
            load.bars[EDGES.partition_point(|edge| *edge <= weighs)] += 1;
            if let (Some(level), Some(beyond)) = (level, &mut load.beyond_level) {
                *beyond += u64::from(weighs > level.at);
            }
            if most.as_ref().is_none_or(|most| most.pressure < weighs) {
                most = Some(Pressed {
                    customer_id: state.customer().clone(),
                    contact_id: (!person.id.is_empty()).then(|| person.id.to_string()),
                    pressure: weighs,
                    contacts: person.outbound.iter().filter(|time| **time <= now).count() as u64,
                });
            }
        }
        if let Some(most) = most {
            let place = load.most.partition_point(|known| known.pressure >= most.pressure);
            if place < PRESSED {
                load.most.insert(place, most);
                load.most.truncate(PRESSED);
            }
        }
    }
    load
}

/// The sales of somebody of ours, and what came of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seller {
    /// Who; the empty name for sales that name nobody.
    pub owner: String,
    /// What came of their sales.
    #[serde(flatten)]
    pub after: After,
}

/// Everything, as the page and `sog balance --json` show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The moment it is seen from.
    pub as_of: Instant,
    /// What was asked for.
    pub asked: Asked,
    /// The days whose contacts are counted.
    pub window: Window,
    /// Days after which a contact weighs half.
    pub half_life_days: f64,
    /// Who began contacts.
    pub balance: Balance,
    /// How contacts were answered under pressure.
    pub answers: Answers,
    /// The pressure on people now.
    pub load: Load,
    /// The days whose sales are looked at; `null` before the first sale.
    pub sales: Option<Window>,
    /// Sales by seller, largest first, and what came of them.
    pub sellers: Vec<Seller>,
}

/// Days of sales that are looked at, back from the last day of the data.
const SALES_DAYS: i64 = 2 * 365;

/// The sales that are looked at: two years up to the last day with money. Long enough for some of
/// them to be a year old.
#[must_use]
pub fn sales_window(pictures: &Pictures, company: &Company, now: Instant) -> Option<Window> {
    let until = company.zone.day(pictures.data_until(now)?);
    Some(Window { from: until - TimeDelta::days(SALES_DAYS - 1), until })
}

/// Puts it together. `sales` are what came of the orders of [`sales_window`], by owner.
#[must_use]
pub fn view(
    meetings: &Meetings,
    answers: &Answers,
    pictures: &Pictures,
    sales: &BTreeMap<(u8, String), After>,
    asked: &Asked,
    company: &Company,
    now: Instant,
) -> View {
    let window = asked.window(company.zone.day(now));
    let half_life_days = company.pressure_half_life_days;
    let mut sellers: Vec<Seller> = sales
        .iter()
        .filter(|((_, owner), _)| asked.owner.as_ref().is_none_or(|wanted| wanted == owner))
        .map(|((_, owner), after)| Seller { owner: owner.clone(), after: *after })
        .collect();
    sellers.sort_by_key(|seller| std::cmp::Reverse(seller.after.so_far.gross));
    View {
        as_of: now,
        asked: asked.clone(),
        window,
        half_life_days,
        balance: balance(meetings, window, asked),
        load: load(pictures, asked, half_life_days, now, answers.level.as_ref()),
        answers: answers.clone(),
        sales: sales_window(pictures, company, now),
        sellers,
    }
}

#[cfg(test)]
mod tests;

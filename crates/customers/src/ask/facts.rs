//! The plain facts about each customer: how often what happened, when first and last, how much
//! money, and how much contact we began.

use events::{Columns, EventRef, Stretch};
use serde::{Deserialize, Serialize};
use vocab::{Amount, Direction, EventKind, Instant};

use super::kinds::{Kinds, MONEY};
use super::{Pass, Question};
use crate::contacts::is_outbound;
use crate::fold::{Fold, newest};

const KINDS: usize = EventKind::ALL.len();
/// What may be a contact we began.
const CONTACTS: Kinds = Kinds::of(&[EventKind::MessageSent, EventKind::Touch]);
const MICROS_A_DAY: f64 = 86_400e6;

/// The facts about one customer, as a fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// How often each kind of event was met, in the order of [`EventKind::ALL`].
    counts: [u32; KINDS],
    /// A bit for each kind that was met: most customers know few.
    met: u64,
    /// Time of the first event, microseconds since 1970.
    pub first: Option<i64>,
    /// Time of the last event.
    pub last: Option<i64>,
    /// Sales, returns and adjustments added up.
    pub net: Amount,
    /// The contacts we began.
    pub touches: Touches,
    half_life: f64,
}

/// Contacts we began: how many, the first and the last of them, and how much they weigh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Touches {
    /// How many.
    pub count: u32,
    /// When the first one was.
    pub first: Option<i64>,
    /// When the last one was.
    pub last: Option<i64>,
    /// What they weigh together at the time of the last one: 1 for each, halved with every
    /// half-life that has passed.
    weight: f64,
}

impl Touches {
    fn add(&mut self, time: i64, half_life: f64) {
        self.weight = match self.last {
            Some(last) => self.weight * decay(last, time, half_life) + 1.0,
            None => 1.0,
        };
        self.count += 1;
        self.first = self.first.or(Some(time));
        self.last = Some(time);
    }

    fn join(self, later: Self, half_life: f64) -> Self {
        let weight = match (self.last, later.last) {
            (Some(ours), Some(theirs)) => {
                self.weight * decay(ours, theirs, half_life) + later.weight
            }
            _ => self.weight + later.weight,
        };
        Self {
            count: self.count + later.count,
            first: self.first.or(later.first),
            last: later.last.or(self.last),
            weight,
        }
    }

    /// The contact pressure at `as_of` (see [`crate::pressure`]), microseconds since 1970 and
    /// days. Not before the last touch: then it is that of the last touch.
    #[must_use]
    pub fn pressure(&self, as_of: i64, half_life_days: f64) -> f64 {
        let Some(last) = self.last else { return 0.0 };
        self.weight * decay(last, as_of.max(last), half_life_days * MICROS_A_DAY)
    }
}

/// What is left of a weight after the time from `one` to `other`; all in microseconds.
fn decay(one: i64, other: i64, half_life: f64) -> f64 {
    // Microseconds of a few centuries are whole numbers below 2^53.
    (-((other - one) as f64) / half_life).exp2()
}

impl Facts {
    /// Before the first event; touches lose half their weight in so many days.
    #[must_use]
    pub fn new(half_life_days: f64) -> Self {
        Self {
            counts: [0; KINDS],
            met: 0,
            first: None,
            last: None,
            net: Amount::ZERO,
            touches: Touches::default(),
            half_life: half_life_days * MICROS_A_DAY,
        }
    }

    /// How often a kind of event was met.
    #[must_use]
    pub fn count(&self, kind: EventKind) -> u32 {
        self.counts[kind as usize]
    }

    /// How many events were met.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.counts.iter().copied().map(u64::from).sum()
    }
}

impl Fold for Facts {
    fn update(&mut self, event: &EventRef<'_>) {
        self.counts[event.kind as usize] += 1;
        self.met |= 1 << event.kind as u32;
        self.first = self.first.or(Some(event.time));
        self.last = newest(self.last, Some(event.time));
        if event.kind.is_money() {
            self.net += event.amount.unwrap_or_default();
        } else if is_outbound(event) {
            self.touches.add(event.time, self.half_life);
        }
    }

    fn take(&mut self, stretch: &Stretch<'_>) {
        let (kinds, times) = (stretch.kinds(), stretch.times());
        let mut met = 0;
        for kind in kinds {
            self.counts[*kind as usize] += 1;
            met |= 1 << *kind as u32;
        }
        self.met |= met;
        MONEY.each(kinds, |place| self.net += stretch.amount(place).unwrap_or_default());
        CONTACTS.each(kinds, |place| {
            if kinds[place] == EventKind::MessageSent
                || stretch.direction(place) == Some(Direction::Outbound)
            {
                self.touches.add(times[place], self.half_life);
            }
        });
        self.first = self.first.or(times.first().copied());
        self.last = newest(self.last, times.last().copied());
    }

    fn merge(mut self, later: Self) -> Self {
        for (ours, theirs) in self.counts.iter_mut().zip(later.counts) {
            *ours += theirs;
        }
        Self {
            counts: self.counts,
            met: self.met | later.met,
            first: self.first.or(later.first),
            last: newest(self.last, later.last),
            net: self.net + later.net,
            touches: self.touches.join(later.touches, self.half_life),
            half_life: self.half_life,
        }
    }
}

/// Asks for the facts about every named customer.
#[derive(Debug, Clone, Copy)]
pub struct AskFacts {
    /// Days after which a touch weighs half.
    pub half_life_days: f64,
    /// For which moment the pressure is told.
    pub as_of: Instant,
}

/// The facts about one customer, as they are told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Where the customer's name and counts end in the table.
    ends: (u32, u32),
    /// Time of the first event, microseconds since 1970.
    pub first: i64,
    /// Time of the last event.
    pub last: i64,
    /// Sales, returns and adjustments added up.
    pub net: Amount,
    /// The contacts we began.
    pub touches: Touches,
    /// What they weigh at the moment asked for.
    pub pressure: f64,
}

/// The facts about many customers, without an allocation for each.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    names: String,
    counts: Vec<(EventKind, u32)>,
    rows: Vec<Row>,
}

impl Table {
    /// The customers with their facts and what they did how often.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &Row, &[(EventKind, u32)])> {
        let mut from = (0, 0);
        self.rows.iter().map(move |row| {
            let (name, counts) = (row.ends.0 as usize, row.ends.1 as usize);
            let told = (&self.names[from.0..name], row, &self.counts[from.1..counts]);
            from = (name, counts);
            told
        })
    }

    /// How many customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Gathers the facts while customers pass by.
#[derive(Debug)]
pub struct FactsPass {
    half_life_days: f64,
    as_of: i64,
    /// The customer passing by.
    name: String,
    facts: Facts,
    table: Table,
}

impl FactsPass {
    fn put_away(&mut self) {
        let (Some(first), Some(last)) = (self.facts.first.take(), self.facts.last.take()) else {
            return;
        };
        let table = &mut self.table;
        table.names.push_str(&self.name);
        let mut met = std::mem::take(&mut self.facts.met);
        while met != 0 {
            let kind = met.trailing_zeros() as usize;
            met &= met - 1;
            table.counts.push((EventKind::ALL[kind], std::mem::take(&mut self.facts.counts[kind])));
        }
        let touches = std::mem::take(&mut self.facts.touches);
        let end = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        table.rows.push(Row {
            ends: (end(table.names.len()), end(table.counts.len())),
            first,
            last,
            net: std::mem::take(&mut self.facts.net),
            touches,
            pressure: touches.pressure(self.as_of, self.half_life_days),
        });
    }
}

impl Pass for FactsPass {
    type Answer = Vec<Table>;

    fn take(&mut self, stretch: &Stretch<'_>) {
        if stretch.customer().is_empty() {
            return;
        }
        if stretch.begins {
            self.put_away();
            self.name.clear();
            self.name.push_str(stretch.customer());
        }
        self.facts.take(stretch);
    }

    fn finish(mut self) -> Vec<Table> {
        self.put_away();
        vec![self.table]
    }
}

impl Question for AskFacts {
    type Answer = Vec<Table>;
    type Pass = FactsPass;

    fn columns(&self) -> Columns {
        Columns::AMOUNT.with(Columns::DIRECTION)
    }

    fn begin(&self) -> FactsPass {
        FactsPass {
            half_life_days: self.half_life_days,
            as_of: self.as_of.timestamp_micros(),
            name: String::new(),
            facts: Facts::new(self.half_life_days),
            table: Table::default(),
        }
    }

    /// A table a bucket: what is large is not copied.
    fn join(&self, mut one: Vec<Table>, other: Vec<Table>) -> Vec<Table> {
        one.extend(other);
        one
    }
}

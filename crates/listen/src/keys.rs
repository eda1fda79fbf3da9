//! What names a row: the natural key, or its content and the ordinal of the repeat.
//!
//! **The rule for exact repeats.** Where rows have an id, one row per id is kept. Where they
//! have none, the n-th repeat of an identical row *inside* one file counts, and the n-th repeat
//! in *another* file is the same row. "Identical" means: the same value in every field the map
//! reads from the file, after blanks are trimmed and numbers and times are read; families,
//! constants and what rules say do not matter, so better rules never count a row twice.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use vocab::{Event, EventId};

use crate::map::plan::Key;
use crate::map::row::{Reject, Row};

/// Names the rows of one file. For rows named by content it remembers 16 bytes for each
/// distinct row of the file; no smaller memory can tell repeats from new rows exactly.
#[derive(Debug, Default)]
pub(crate) struct Names {
    once: HashSet<u128>,
    again: HashMap<u128, u64>,
    scratch: String,
    ends: Vec<usize>,
}

impl Names {
    /// The id of the event a row stands for.
    pub(crate) fn name(&mut self, row: &Row<'_>) -> Result<EventId, Reject> {
        self.scratch.clear();
        self.ends.clear();
        match &row.map.key {
            Key::Fields(fields) => {
                // Natural keys are the company's own numbers: the format, not the map, is
                // their name space, so the same order counts once by whichever map it comes.
                self.part(row.map.format.code());
                for field in fields {
                    row.needed(*field)?;
                    self.part(&row.canonical(*field));
                }
                Ok(self.id())
            }
            Key::Content => {
                self.part(&row.map.name);
                for (field, plan) in row.map.fields.iter().enumerate() {
                    if plan.is_read() {
                        self.part(&row.canonical(field));
                    }
                }
                Ok(self.numbered())
            }
        }
    }

    fn part(&mut self, text: &str) {
        self.scratch.push_str(text);
        self.ends.push(self.scratch.len());
    }

    fn id(&self) -> EventId {
        let mut start = 0;
        let parts: Vec<&str> = self
            .ends
            .iter()
            .map(|end| {
                let part = &self.scratch[start..*end];
                start = *end;
                part
            })
            .collect();
        EventId::from_key(&parts)
    }

    /// The id of the content and the ordinal of its repeat, from 1.
    fn numbered(&mut self) -> EventId {
        let content = self.scratch.len();
        self.part("1");
        let first = self.id();
        if self.once.insert(first.0) {
            return first;
        }
        let ordinal = self.again.entry(first.0).or_insert(1);
        *ordinal += 1;
        let ordinal = ordinal.to_string();
        self.scratch.truncate(content);
        self.ends.pop();
        self.part(&ordinal);
        self.id()
    }
}

/// Remembers what the events of a call said, 16 bytes for each: half of the id, and a hash of
/// the rest. So it can be told that two rows have one key and different contents. Two of a
/// billion events share half an id with a chance of one in ten, and then a note counts one more.
#[derive(Debug, Default)]
pub(crate) struct Said(HashMap<u64, u64>);

impl Said {
    /// Whether an event was said before with the same id and another content.
    pub(crate) fn differs(&mut self, event: &Event) -> bool {
        let half = u64::try_from(event.id.0 >> 64).unwrap_or_default();
        let content = content(event);
        *self.0.entry(half).or_insert(content) != content
    }
}

/// A hash of everything but the id.
fn content(event: &Event) -> u64 {
    // All fields by name: a new one must be thought of here.
    let Event {
        id: _,
        customer,
        time,
        kind,
        contact,
        channel,
        direction,
        reference,
        item,
        family,
        region,
        owner,
        campaign,
        quantity,
        amount,
        currency,
        barriers,
        text,
    } = event;
    let mut hasher = DefaultHasher::new();
    (customer, time, kind, contact, channel, direction).hash(&mut hasher);
    (reference, item, family, region, owner, campaign).hash(&mut hasher);
    (quantity, amount, currency, barriers, text).hash(&mut hasher);
    hasher.finish()
}

/// Counts distinct texts with 16 bytes each. Two hashes of 64 bits stand for a text; two
/// different texts of a billion share both with a chance of one in 10^20.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    seen: HashSet<u128>,
    last: String,
}

impl Distinct {
    pub(crate) fn add(&mut self, text: &str) {
        // Rows of one customer mostly stand together.
        if text == self.last {
            return;
        }
        self.last.clear();
        self.last.push_str(text);
        let half = |seed: u8| {
            let mut hasher = DefaultHasher::new();
            seed.hash(&mut hasher);
            text.hash(&mut hasher);
            u128::from(hasher.finish())
        };
        self.seen.insert(half(0) << 64 | half(1));
    }

    pub(crate) fn len(&self) -> u64 {
        self.seen.len() as u64
    }
}

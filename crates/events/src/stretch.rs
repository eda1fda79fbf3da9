//! Several sorted runs read as one, in stretches: consecutive events of one customer that lie
//! side by side in the columns of a batch.
//!
//! This is what makes a pass over a whole log cheap. Nothing is done per event that can be done
//! per stretch or per batch: whose event it is, what a code means, which run comes next.

use std::ops::Range;

use arrow_array::{Array, StringArray};
use vocab::{Amount, Direction, EventKind};

use crate::EventsError;
use crate::columns::{Columns, at};
use crate::row::EventRef;
use crate::run::{CodeColumn, Cursor, Typed};

/// Consecutive events of one customer in (time, id) order. All events of a customer are one
/// stretch or several that follow each other.
#[derive(Debug)]
pub struct Stretch<'a> {
    batch: &'a Typed,
    rows: Range<usize>,
    /// Whether these are the first events of the customer.
    pub begins: bool,
}

/// Columns of words that come again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeField {
    /// The way of the contact.
    Channel,
    /// Who began.
    Direction,
    /// The article.
    Item,
    /// The product family.
    Family,
    /// The sales region.
    Region,
    /// Who of us.
    Owner,
    /// The campaign.
    Campaign,
}

impl CodeField {
    const fn position(self) -> usize {
        match self {
            Self::Channel => at::CHANNEL,
            Self::Direction => at::DIRECTION,
            Self::Item => at::ITEM,
            Self::Family => at::FAMILY,
            Self::Region => at::REGION,
            Self::Owner => at::OWNER,
            Self::Campaign => at::CAMPAIGN,
        }
    }
}

impl<'a> Stretch<'a> {
    /// Whose events; empty for anonymous ones.
    #[must_use]
    #[inline]
    pub fn customer(&self) -> &'a str {
        self.batch.customer(self.rows.start)
    }

    /// How many events; at least one.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "it never is")]
    #[inline]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Their times, microseconds since 1970, ascending.
    #[must_use]
    #[inline]
    pub fn times(&self) -> &'a [i64] {
        &self.batch.times()[self.rows.clone()]
    }

    /// What happened each time.
    #[must_use]
    #[inline]
    pub fn kinds(&self) -> &'a [EventKind] {
        &self.batch.kinds[self.rows.clone()]
    }

    /// The money of the event at a position of the stretch; `None` where there is none, or the
    /// column was not asked for.
    #[must_use]
    #[inline]
    pub fn amount(&self, position: usize) -> Option<Amount> {
        let amounts = self.batch.amounts()?;
        let row = self.rows.start + position;
        amounts.is_valid(row).then(|| Amount::from_micros(i128::from(amounts.value(row))))
    }

    /// Who began, at a position of the stretch.
    #[must_use]
    #[inline]
    pub fn direction(&self, position: usize) -> Option<Direction> {
        self.batch.direction(self.rows.start + position)
    }

    /// A column of words; `None` where it was not asked for.
    #[must_use]
    #[inline]
    pub fn codes(&self, field: CodeField) -> Option<Codes<'a>> {
        let column = self.batch.codes(field.position())?;
        Some(Codes { column, start: self.rows.start })
    }

    /// The event at a position of the stretch, with all columns that were asked for.
    #[must_use]
    pub fn event(&self, position: usize) -> EventRef<'a> {
        self.batch.event(self.rows.start + position)
    }

    /// All events.
    pub fn events(&self) -> impl Iterator<Item = EventRef<'a>> + use<'a> {
        let batch = self.batch;
        self.rows.clone().map(move |row| batch.event(row))
    }
}

/// The words of one column of a stretch, by code.
#[derive(Debug, Clone, Copy)]
pub struct Codes<'a> {
    column: &'a CodeColumn,
    start: usize,
}

impl<'a> Codes<'a> {
    /// The code at a position of the stretch; `None` where there is no word.
    #[must_use]
    #[inline]
    pub fn code(&self, position: usize) -> Option<usize> {
        self.column.code(self.start + position)
    }

    /// The word of a code.
    #[must_use]
    pub fn word(&self, code: usize) -> &'a str {
        self.column.words().value(code)
    }

    /// How many codes there are: each is smaller.
    #[must_use]
    pub fn count(&self) -> usize {
        self.column.words().len()
    }

    /// The list of words, to be held: whatever is kept by code is right as long as codes
    /// [are of](Self::are_of) the same list.
    #[must_use]
    pub fn list(&self) -> Words {
        Words(self.column.words().clone())
    }

    /// Whether these are codes of that list.
    #[must_use]
    #[inline]
    pub fn are_of(&self, list: &Words) -> bool {
        let (ours, theirs) = (self.column.words(), &list.0);
        // While it is held, no other list can stand in its place.
        ours.len() == theirs.len()
            && std::ptr::eq(ours.value_data().as_ptr(), theirs.value_data().as_ptr())
    }
}

/// A list of words that codes stand for.
#[derive(Debug, Clone)]
pub struct Words(StringArray);

/// The columns a pass over so many runs needs: where runs overlap, events of one time are
/// ordered by their ids.
pub(crate) fn needed(columns: Columns, runs: usize) -> Columns {
    if runs > 1 { columns.with(Columns::ID) } else { columns }
}

/// Calls `visit` for all events of the cursors in (customer, time, id) order, in stretches.
pub(crate) fn stretches(
    mut cursors: Vec<Cursor>,
    visit: &mut dyn FnMut(&Stretch<'_>),
) -> Result<(), EventsError> {
    let mut last: Option<String> = None;
    let mut give = |batch: &Typed, rows: Range<usize>| {
        let customer = batch.customer(rows.start);
        let begins = last.as_deref() != Some(customer);
        if begins {
            let last = last.get_or_insert_default();
            last.clear();
            last.push_str(customer);
        }
        visit(&Stretch { batch, rows, begins });
    };
    cursors.retain(|cursor| cursor.place().is_some());
    while cursors.len() > 1 {
        let (next, bound) = smallest_two(&cursors);
        let cursor = &cursors[next];
        let Some((batch, row)) = cursor.place() else { break };
        let whole = batch.end_of_customer(row);
        let end = match bound.and_then(|bound| cursors[bound].key()) {
            Some(bound) if bound.0 == batch.customer(row) => {
                (row + 1..whole).find(|row| batch.key(*row) > bound).unwrap_or(whole)
            }
            _ => whole,
        };
        give(batch, row..end);
        cursors[next].skip_to(end)?;
        cursors.retain(|cursor| cursor.place().is_some());
    }
    if let Some(cursor) = cursors.first_mut() {
        while let Some((batch, mut row)) = cursor.place() {
            while row < batch.len {
                let end = batch.end_of_customer(row);
                give(batch, row..end);
                row = end;
            }
            cursor.skip_to(row)?;
        }
    }
    Ok(())
}

/// The cursor that comes next, and the one after it.
fn smallest_two(cursors: &[Cursor]) -> (usize, Option<usize>) {
    let key = |place: usize| cursors[place].key();
    let (mut first, mut second) = (0, None);
    for place in 1..cursors.len() {
        if key(place) < key(first) {
            second = Some(first);
            first = place;
        } else if second.is_none_or(|second| key(place) < key(second)) {
            second = Some(place);
        }
    }
    (first, second)
}

//! One batch of a run with its columns found and typed.

use arrow_array::types::Int32Type;
use arrow_array::{
    Array, Decimal64Array, DictionaryArray, FixedSizeBinaryArray, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use vocab::{Amount, Channel, Direction, EventKind};

use crate::columns::at;
use crate::row::EventRef;

/// A column of words that come again and again: a code a row, and the words.
#[derive(Debug)]
pub(crate) struct CodeColumn {
    column: DictionaryArray<Int32Type>,
    words: StringArray,
}

impl CodeColumn {
    fn new(batch: &RecordBatch, place: Option<usize>) -> Option<Self> {
        let column = cast::<DictionaryArray<Int32Type>>(batch, place)?;
        let words = column.values().as_any().downcast_ref::<StringArray>()?.clone();
        Some(Self { column, words })
    }

    /// The code of a row; `None` where there is no word. Equal codes of one batch are equal
    /// words, and the other way round.
    #[inline]
    pub(crate) fn code(&self, row: usize) -> Option<usize> {
        let keys = self.column.keys();
        if keys.is_null(row) { None } else { usize::try_from(keys.value(row)).ok() }
    }

    /// The word of a row; empty where there is none.
    #[inline]
    pub(crate) fn text(&self, row: usize) -> &str {
        self.code(row).map_or("", |code| self.words.value(code))
    }

    /// All words by code.
    pub(crate) fn words(&self) -> &StringArray {
        &self.words
    }

    /// The first row after `from`, at most `end`, that has another word, in a column in which
    /// equal words stand side by side.
    fn end_of(&self, from: usize, end: usize) -> usize {
        let keys = self.column.keys();
        let values = keys.values();
        let same = |row: usize| match keys.nulls() {
            // What stands under a null means nothing.
            Some(nulls) if nulls.is_null(from) => nulls.is_null(row),
            Some(nulls) => nulls.is_valid(row) && values[row] == values[from],
            None => values[row] == values[from],
        };
        // Equal words stand side by side: look ever further ahead, then between.
        let (mut known, mut step) = (from, 1);
        while known + step < end && same(known + step) {
            known += step;
            step *= 2;
        }
        let mut other = end.min(known + step);
        while other - known > 1 {
            let middle = known.midpoint(other);
            if same(middle) {
                known = middle;
            } else {
                other = middle;
            }
        }
        other
    }

    /// Each word turned into a code of a closed list; `None` for unknown ones.
    fn parsed<T: std::str::FromStr>(&self) -> Vec<Option<T>> {
        self.words.iter().map(|word| word.and_then(|word| word.parse().ok())).collect()
    }
}

/// One batch with its columns found and typed. Columns that were not asked for are `None`.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) len: usize,
    customer: CodeColumn,
    time: TimestampMicrosecondArray,
    id: Option<FixedSizeBinaryArray>,
    pub(crate) kinds: Vec<EventKind>,
    contact: Option<StringArray>,
    channel: Option<(CodeColumn, Vec<Option<Channel>>)>,
    direction: Option<(CodeColumn, Vec<Option<Direction>>)>,
    reference: Option<StringArray>,
    codes: [Option<CodeColumn>; 7],
    quantity: Option<Decimal64Array>,
    amount: Option<Decimal64Array>,
    text: Option<StringArray>,
}

fn cast<A: Array + Clone + 'static>(batch: &RecordBatch, place: Option<usize>) -> Option<A> {
    batch.column(place?).as_any().downcast_ref::<A>().cloned()
}

/// Why a batch cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("its columns are not those of an event file")]
    Columns,
    #[error("it holds kinds of events this version does not know")]
    Kinds,
}

impl Typed {
    pub(crate) fn new(
        batch: &RecordBatch,
        places: &[Option<usize>; at::COUNT],
    ) -> Result<Self, Unreadable> {
        let code = |position: usize| CodeColumn::new(batch, places[position]);
        let kind = code(at::KIND).ok_or(Unreadable::Columns)?;
        let known: Option<Vec<EventKind>> = kind.parsed().into_iter().collect();
        let known = known.ok_or(Unreadable::Kinds)?;
        let keys = kind.column.keys().values();
        if keys.iter().any(|key| usize::try_from(*key).ok().is_none_or(|key| key >= known.len())) {
            return Err(Unreadable::Columns);
        }
        // A table that is as long as a byte can count needs no more checks.
        let mut table = [EventKind::Visit; 256];
        let short = table.get_mut(..known.len()).ok_or(Unreadable::Kinds)?;
        short.copy_from_slice(&known);
        let kinds = keys.iter().map(|key| table[usize::from(key.to_le_bytes()[0])]).collect();
        Ok(Self {
            len: batch.num_rows(),
            customer: code(at::CUSTOMER).ok_or(Unreadable::Columns)?,
            time: cast(batch, places[at::TIME]).ok_or(Unreadable::Columns)?,
            id: cast(batch, places[at::ID]),
            kinds,
            contact: cast(batch, places[at::CONTACT]),
            channel: code(at::CHANNEL).map(with_parsed),
            direction: code(at::DIRECTION).map(with_parsed),
            reference: cast(batch, places[at::REFERENCE]),
            codes: CODES.map(code),
            quantity: cast(batch, places[at::QUANTITY]),
            amount: cast(batch, places[at::AMOUNT]),
            text: cast(batch, places[at::TEXT]),
        })
    }

    /// Whose event a row is; empty for anonymous ones.
    #[inline]
    pub(crate) fn customer(&self, row: usize) -> &str {
        self.customer.text(row)
    }

    /// The end of the rows from `row` on that are of one customer.
    #[inline]
    pub(crate) fn end_of_customer(&self, row: usize) -> usize {
        self.customer.end_of(row, self.len)
    }

    /// Times of all rows, microseconds since 1970.
    #[inline]
    pub(crate) fn times(&self) -> &[i64] {
        self.time.values()
    }

    pub(crate) fn id(&self, row: usize) -> u128 {
        let mut id = [0; 16];
        if let Some(ids) = &self.id {
            id.copy_from_slice(ids.value(row));
        }
        u128::from_be_bytes(id)
    }

    #[inline]
    pub(crate) fn amounts(&self) -> Option<&Decimal64Array> {
        self.amount.as_ref()
    }

    /// A column of codes by its position in the file.
    #[inline]
    pub(crate) fn codes(&self, position: usize) -> Option<&CodeColumn> {
        match position {
            at::CHANNEL => self.channel.as_ref().map(|(column, _)| column),
            at::DIRECTION => self.direction.as_ref().map(|(column, _)| column),
            _ => self.codes[CODES.iter().position(|code| *code == position)?].as_ref(),
        }
    }

    #[inline]
    pub(crate) fn direction(&self, row: usize) -> Option<Direction> {
        word(self.direction.as_ref(), row)
    }

    /// What files are sorted by.
    pub(crate) fn key(&self, row: usize) -> (&str, i64, u128) {
        (self.customer(row), self.times()[row], self.id(row))
    }

    pub(crate) fn event(&self, row: usize) -> EventRef<'_> {
        let code = |place: usize| self.codes[place].as_ref().map_or("", |c| c.text(row));
        EventRef {
            customer: self.customer(row),
            time: self.times()[row],
            id: self.id(row),
            kind: self.kinds[row],
            contact: plain(self.contact.as_ref(), row),
            channel: word(self.channel.as_ref(), row),
            direction: self.direction(row),
            reference: plain(self.reference.as_ref(), row),
            item: code(0),
            family: code(1),
            region: code(2),
            owner: code(3),
            campaign: code(4),
            quantity: number(self.quantity.as_ref(), row),
            amount: number(self.amount.as_ref(), row),
            currency: code(5),
            barriers: code(6),
            text: plain(self.text.as_ref(), row),
        }
    }
}

/// The columns of [`Typed::codes`].
const CODES: [usize; 7] =
    [at::ITEM, at::FAMILY, at::REGION, at::OWNER, at::CAMPAIGN, at::CURRENCY, at::BARRIERS];

fn with_parsed<T: std::str::FromStr>(column: CodeColumn) -> (CodeColumn, Vec<Option<T>>) {
    let parsed = column.parsed();
    (column, parsed)
}

#[inline]
fn word<T: Copy>(column: Option<&(CodeColumn, Vec<Option<T>>)>, row: usize) -> Option<T> {
    let (column, words) = column?;
    words.get(column.code(row)?).copied().flatten()
}

fn plain(column: Option<&StringArray>, row: usize) -> &str {
    column.filter(|column| !column.is_null(row)).map_or("", |column| column.value(row))
}

fn number(column: Option<&Decimal64Array>, row: usize) -> Option<Amount> {
    column
        .filter(|column| !column.is_null(row))
        .map(|column| Amount::from_micros(i128::from(column.value(row))))
}

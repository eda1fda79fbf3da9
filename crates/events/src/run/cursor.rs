//! Reading a run from its beginning to its end.

use std::ops::RangeInclusive;

use parquet::arrow::arrow_reader::ParquetRecordBatchReader;

use super::OpenRun;
use super::typed::Typed;
use crate::EventsError;
use crate::columns::{Columns, at};
use crate::row::EventRef;

/// How a run is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A row group at a time: quick.
    Ahead,
    /// A page at a time: little memory, for many runs at once.
    Sparing,
}

/// Stands on an event of a run, and goes on to the next.
pub(crate) struct Cursor {
    run: OpenRun,
    columns: Columns,
    how: Reading,
    /// Row groups still to be read.
    groups: std::vec::IntoIter<usize>,
    reader: Option<ParquetRecordBatchReader>,
    places: [Option<usize>; at::COUNT],
    batch: Option<Typed>,
    row: usize,
}

impl Cursor {
    /// Stands on the first event of a run.
    pub(crate) fn new(run: &OpenRun, columns: Columns, how: Reading) -> Result<Self, EventsError> {
        Self::over((0..run.groups()).collect(), run, columns, how)
    }

    /// Stands on the first event of the row groups that can hold events of a time.
    pub(crate) fn between(
        run: &OpenRun,
        columns: Columns,
        times: &RangeInclusive<i64>,
    ) -> Result<Self, EventsError> {
        let groups = (0..run.groups()).filter(|group| run.may_be_of(*group, times));
        Self::over(groups.collect(), run, columns, Reading::Ahead)
    }

    fn over(
        groups: Vec<usize>,
        run: &OpenRun,
        columns: Columns,
        how: Reading,
    ) -> Result<Self, EventsError> {
        let mut cursor = Self {
            groups: groups.into_iter(),
            run: run.clone(),
            columns,
            how,
            reader: None,
            places: places(columns),
            batch: None,
            row: 0,
        };
        cursor.next_batch()?;
        Ok(cursor)
    }

    /// Stands on the first event of the pages that can hold a customer.
    pub(crate) fn near(
        run: &OpenRun,
        columns: Columns,
        customer: &str,
    ) -> Result<Self, EventsError> {
        let mut cursor = Self {
            groups: Vec::new().into_iter(),
            reader: run.pages_of(customer, columns)?,
            run: run.clone(),
            columns,
            how: Reading::Sparing,
            places: places(columns),
            batch: None,
            row: 0,
        };
        cursor.next_batch()?;
        Ok(cursor)
    }

    fn next_batch(&mut self) -> Result<(), EventsError> {
        self.row = 0;
        self.batch = None;
        loop {
            if let Some(reader) = &mut self.reader {
                for batch in reader {
                    let bad =
                        |why: &dyn std::fmt::Display| EventsError::parquet(&self.run.path, why);
                    let batch = batch.map_err(|why| bad(&why))?;
                    if batch.num_rows() > 0 {
                        let typed = Typed::new(&batch, &self.places).map_err(|why| bad(&why))?;
                        self.batch = Some(typed);
                        return Ok(());
                    }
                }
            }
            let Some(group) = self.groups.next() else { return Ok(()) };
            let ahead = self.how == Reading::Ahead;
            self.reader = Some(self.run.group(group, self.columns, ahead)?);
        }
    }

    /// The batch the cursor stands in, and the row in it; `None` at the end.
    pub(crate) fn place(&self) -> Option<(&Typed, usize)> {
        Some((self.batch.as_ref()?, self.row))
    }

    /// The event the cursor stands on; `None` at the end.
    pub(crate) fn current(&self) -> Option<EventRef<'_>> {
        self.place().map(|(batch, row)| batch.event(row))
    }

    /// What the event is sorted by.
    pub(crate) fn key(&self) -> Option<(&str, i64, u128)> {
        self.place().map(|(batch, row)| batch.key(row))
    }

    /// Goes on to the next event.
    pub(crate) fn advance(&mut self) -> Result<(), EventsError> {
        self.skip_to(self.row + 1)
    }

    /// Goes on to a row of the batch, or to the next batch when it is its end.
    pub(crate) fn skip_to(&mut self, row: usize) -> Result<(), EventsError> {
        self.row = row;
        if self.batch.as_ref().is_some_and(|batch| row < batch.len) {
            return Ok(());
        }
        self.next_batch()
    }
}

/// Position of each file column among the columns read.
fn places(columns: Columns) -> [Option<usize>; at::COUNT] {
    let mut places = [None; at::COUNT];
    for (place, position) in columns.positions().enumerate() {
        places[position] = Some(place);
    }
    places
}

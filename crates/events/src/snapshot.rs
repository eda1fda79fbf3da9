//! Reading: the log at one moment.

use std::sync::Arc;

use vocab::{CustomerId, Event};

use crate::columns::Columns;
use crate::row::EventRef;
use crate::rows::Catalogue;
use crate::run::{Cursor, OpenRun, Reading};
use crate::stretch::{Stretch, needed, stretches};
use crate::{EventsError, bucket_of, merge};

/// The log as it was when the snapshot was taken. Cheap to clone; may be read by many threads.
/// The inbox is not part of it: hand over first.
#[derive(Debug, Clone)]
pub struct Snapshot {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    log: String,
    id: i64,
    versions: Vec<i64>,
    runs: Vec<Vec<OpenRun>>,
}

impl Snapshot {
    pub(crate) fn new(catalogue: &Catalogue, runs: Vec<Vec<OpenRun>>) -> Self {
        let (log, versions) = (catalogue.log.clone(), catalogue.versions.clone());
        Self::of_runs(log, catalogue.snapshot, versions, runs)
    }

    pub(crate) fn of_runs(
        log: String,
        id: i64,
        versions: Vec<i64>,
        runs: Vec<Vec<OpenRun>>,
    ) -> Self {
        Self { inner: Arc::new(Inner { log, id, versions, runs }) }
    }

    pub(crate) fn log(&self) -> &str {
        &self.inner.log
    }

    pub(crate) fn runs(&self, bucket: u16) -> &[OpenRun] {
        self.inner.runs.get(usize::from(bucket)).map_or(&[][..], Vec::as_slice)
    }

    /// Grows with every change of the log.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.inner.id
    }

    /// How many buckets there are.
    #[must_use]
    pub fn buckets(&self) -> u16 {
        u16::try_from(self.inner.runs.len()).unwrap_or(u16::MAX)
    }

    /// The snapshot that last changed what a bucket holds; 0 for an empty one.
    #[must_use]
    pub fn bucket_version(&self, bucket: u16) -> i64 {
        self.inner.versions.get(usize::from(bucket)).copied().unwrap_or(0)
    }

    /// Events in all runs.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.inner.runs.iter().flatten().map(|run| run.rows).sum()
    }

    /// Calls `visit` for every event of a bucket in (customer, time, id) order. Anonymous
    /// events come first in bucket 0.
    ///
    /// # Errors
    /// When a file is damaged.
    pub fn scan(
        &self,
        bucket: u16,
        columns: Columns,
        visit: &mut dyn FnMut(&EventRef<'_>),
    ) -> Result<(), EventsError> {
        self.pass(bucket, columns, &mut |stretch| {
            stretch.events().for_each(|event| visit(&event));
        })
    }

    /// Like [`scan`](Self::scan), in stretches of one customer: what passes over all events are
    /// made of.
    ///
    /// # Errors
    /// When a file is damaged.
    pub fn pass(
        &self,
        bucket: u16,
        columns: Columns,
        visit: &mut dyn FnMut(&Stretch<'_>),
    ) -> Result<(), EventsError> {
        let runs = self.runs(bucket);
        let columns = needed(columns, runs.len());
        let cursors: Result<Vec<Cursor>, EventsError> =
            runs.iter().map(|run| Cursor::new(run, columns, Reading::Ahead)).collect();
        stretches(cursors?, visit)
    }

    /// One customer's events in order.
    ///
    /// # Errors
    /// When a file is damaged.
    pub fn history(
        &self,
        customer: &CustomerId,
        columns: Columns,
    ) -> Result<Vec<Event>, EventsError> {
        let name = customer.as_str();
        let bucket = bucket_of(name, self.buckets());
        let mut cursors = Vec::new();
        for run in self.inner.runs.get(usize::from(bucket)).into_iter().flatten() {
            cursors.push(Cursor::near(run, columns.with(Columns::ID), name)?);
        }
        let mut events = Vec::new();
        merge::ordered(cursors, |event| {
            if event.customer == name {
                events.push(event.to_event()?);
            }
            Ok(event.customer <= name)
        })?;
        Ok(events)
    }
}

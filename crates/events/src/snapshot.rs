//! Reading: the log at one moment.

use std::ops::RangeInclusive;
use std::sync::Arc;

use vocab::{CustomerId, Event};

use crate::columns::Columns;
use crate::row::EventRef;
use crate::rows::{Age, Catalogue};
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
    buckets: Vec<Bucket>,
}

#[derive(Debug, Clone, Default)]
struct Bucket {
    version: i64,
    rewritten: i64,
    runs: Vec<(OpenRun, Age)>,
}

/// What came to a bucket after a version of it, and what was there.
#[derive(Debug, Clone)]
pub struct News {
    /// The log with nothing but the events of the bucket that were there.
    pub old: Snapshot,
    /// The log with nothing but those that came.
    pub new: Snapshot,
}

impl Snapshot {
    pub(crate) fn new(catalogue: &Catalogue, runs: Vec<Vec<(OpenRun, Age)>>) -> Self {
        let versions = catalogue.versions.iter().zip(&catalogue.rewritten);
        let buckets = versions.zip(runs).map(|((version, rewritten), runs)| Bucket {
            version: *version,
            rewritten: *rewritten,
            runs,
        });
        let (log, id) = (catalogue.log.clone(), catalogue.snapshot);
        Self { inner: Arc::new(Inner { log, id, buckets: buckets.collect() }) }
    }

    /// A snapshot of which only one bucket is known here. How old its runs are is not.
    pub(crate) fn of_bucket(
        (log, id): (String, i64),
        (bucket, buckets): (u16, u16),
        version: i64,
        runs: Vec<OpenRun>,
    ) -> Self {
        let mut all = vec![Bucket::default(); usize::from(buckets)];
        if let Some(place) = all.get_mut(usize::from(bucket)) {
            let runs = runs.into_iter().map(|run| (run, Age { oldest: 0, newest: version }));
            *place = Bucket { version, rewritten: version, runs: runs.collect() };
        }
        Self { inner: Arc::new(Inner { log, id, buckets: all }) }
    }

    pub(crate) fn log(&self) -> &str {
        &self.inner.log
    }

    /// Grows with every change of the log.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.inner.id
    }

    /// How many buckets there are.
    #[must_use]
    pub fn buckets(&self) -> u16 {
        u16::try_from(self.inner.buckets.len()).unwrap_or(u16::MAX)
    }

    /// The snapshot that last changed what a bucket holds; 0 for an empty one.
    #[must_use]
    pub fn bucket_version(&self, bucket: u16) -> i64 {
        self.inner.buckets.get(usize::from(bucket)).map_or(0, |bucket| bucket.version)
    }

    /// Events in all runs.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.inner.buckets.iter().flat_map(|bucket| &bucket.runs).map(|(run, _)| run.rows).sum()
    }

    /// How many runs hold events of a bucket.
    #[must_use]
    pub fn runs_of(&self, bucket: u16) -> usize {
        self.runs(bucket).count()
    }

    /// What came to a bucket since it had a version; `None` where that cannot be told from what
    /// was there: events were taken away or moved, or lie merged in one file.
    #[must_use]
    pub fn news(&self, bucket: u16, since: i64) -> Option<News> {
        let here = self.inner.buckets.get(usize::from(bucket))?;
        let is_mixed = |age: &Age| age.oldest <= since && since < age.newest;
        if here.rewritten > since || here.runs.iter().any(|(_, age)| is_mixed(age)) {
            return None;
        }
        let (new, old) = here.runs.iter().cloned().partition(|(_, age)| age.oldest > since);
        let only = |runs| {
            let mut buckets = vec![Bucket::default(); self.inner.buckets.len()];
            buckets[usize::from(bucket)] = Bucket { runs, ..*here };
            Self {
                inner: Arc::new(Inner { log: self.inner.log.clone(), id: self.inner.id, buckets }),
            }
        };
        Some(News { old: only(old), new: only(new) })
    }

    pub(crate) fn runs(&self, bucket: u16) -> impl Iterator<Item = &OpenRun> {
        let bucket = self.inner.buckets.get(usize::from(bucket));
        bucket.into_iter().flat_map(|bucket| &bucket.runs).map(|(run, _)| run)
    }

    /// Calls `visit` for every event of a bucket in (customer, time, id) order. Anonymous
    /// events have the last bucket for themselves.
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

    /// Like [`scan`](Self::scan), for the events of a time (microseconds since 1970, both ends
    /// included): parts of files that hold none are not read.
    ///
    /// # Errors
    /// When a file is damaged.
    pub fn scan_between(
        &self,
        bucket: u16,
        times: RangeInclusive<i64>,
        columns: Columns,
        visit: &mut dyn FnMut(&EventRef<'_>),
    ) -> Result<(), EventsError> {
        let columns = needed(columns, self.runs_of(bucket));
        let cursors: Result<Vec<Cursor>, EventsError> =
            self.runs(bucket).map(|run| Cursor::between(run, columns, &times)).collect();
        stretches(cursors?, &mut |stretch| {
            let events = stretch.events().filter(|event| times.contains(&event.time));
            events.for_each(|event| visit(&event));
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
        let columns = needed(columns, self.runs_of(bucket));
        let cursors: Result<Vec<Cursor>, EventsError> =
            self.runs(bucket).map(|run| Cursor::new(run, columns, Reading::Ahead)).collect();
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
        let mut events = Vec::new();
        self.events_of(customer.as_str(), columns, |event| {
            events.push(event.to_event()?);
            Ok(())
        })?;
        Ok(events)
    }

    /// Calls `visit` for one customer's events in order.
    ///
    /// # Errors
    /// When a file is damaged.
    pub fn events_of(
        &self,
        customer: &str,
        columns: Columns,
        mut visit: impl FnMut(&EventRef<'_>) -> Result<(), EventsError>,
    ) -> Result<(), EventsError> {
        let mut cursors = Vec::new();
        for run in self.runs(bucket_of(customer, self.buckets())) {
            cursors.push(Cursor::near(run, columns.with(Columns::ID), customer)?);
        }
        merge::ordered(cursors, |event| {
            if event.customer == customer {
                visit(event)?;
            }
            Ok(event.customer <= customer)
        })
    }
}

//! How one bucket's pictures are brought up to date: by the cheapest way there is.

use std::path::Path;

use events::Snapshot;
use vocab::Zone;

use crate::CustomersError;
use crate::bucket::{Contents, fold_bucket};
use crate::kept::{self, Files, Stamp, overlay};
use crate::rows::PictureFile;
use crate::state::FOLD_VERSION;
use crate::update::{Rule, update};

/// What was done to some buckets.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Done {
    pub(crate) updated: u16,
    pub(crate) rebuilt: u16,
    pub(crate) customers_updated: u64,
    pub(crate) customers_refolded: u64,
    pub(crate) events: u64,
}

impl std::ops::AddAssign for Done {
    fn add_assign(&mut self, other: Self) {
        self.updated += other.updated;
        self.rebuilt += other.rebuilt;
        self.customers_updated += other.customers_updated;
        self.customers_refolded += other.customers_refolded;
        self.events += other.events;
    }
}

/// What each bucket needs to be brought up to date.
pub(crate) struct Job<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) zone: Zone,
    pub(crate) rule: &'a Rule,
    /// Is told how many events and buckets went by.
    pub(crate) passed: &'a (dyn Fn(u64, u16) + Sync),
}

impl Job<'_> {
    /// Brings one bucket up to date by the cheapest way there is.
    pub(crate) fn bring(
        &self,
        bucket: u16,
        row: Option<&PictureFile>,
    ) -> Result<(PictureFile, Done), CustomersError> {
        match self.bring_cheaply(bucket, row)? {
            Some(brought) => Ok(brought),
            None => self.rebuild(bucket),
        }
    }

    /// Brings one bucket up to date from what is kept and what came since; `None` where it is to
    /// be folded from its first event on.
    pub(crate) fn bring_cheaply(
        &self,
        bucket: u16,
        row: Option<&PictureFile>,
    ) -> Result<Option<(PictureFile, Done)>, CustomersError> {
        let stamp = self.stamp(bucket);
        // What cannot be read is made anew.
        let kept = row.and_then(|row| Some((row, Files::read(self.folder, row).ok()?)));
        let kept = kept.filter(|(row, files)| fits(row, files, &stamp));
        let Some((row, files)) = kept else { return Ok(None) };
        if row.bucket_version == stamp.version {
            let row = PictureFile { snapshot: self.snapshot.id(), ..row.clone() };
            return Ok(Some((row, Done::default())));
        }
        let Some(came) = update(&files, self.snapshot, bucket, self.zone, self.rule)? else {
            return Ok(None);
        };
        let customers = row.customers + i64::try_from(came.created).unwrap_or(0);
        let changed = came.changes.states.len();
        let row = if self.rule.writes_whole(files.whole.customers(), changed) {
            let Contents { states, figures } = came.changes;
            let states = overlay(files.whole.states()?, states);
            self.whole(&stamp, &Contents { states, figures })?
        } else {
            let stamp = files.whole.stamp.changes(stamp.version);
            let (bytes, checksum) = kept::write::write(self.folder, &stamp, &came.changes)?;
            PictureFile {
                changes: stamp.name(),
                changes_checksum: checksum,
                bucket_version: stamp.version,
                snapshot: self.snapshot.id(),
                customers,
                bytes: signed(files.whole.bytes + bytes),
                ..row.clone()
            }
        };
        debug_assert_eq!(row.customers, customers);
        (self.passed)(came.events, 1);
        let done = Done {
            updated: 1,
            rebuilt: 0,
            customers_updated: came.updated,
            customers_refolded: came.refolded,
            events: came.events,
        };
        Ok(Some((row, done)))
    }

    fn stamp(&self, bucket: u16) -> Stamp {
        Stamp::new(bucket, self.snapshot.bucket_version(bucket), self.zone)
    }

    /// Folds a bucket from its first event on.
    fn rebuild(&self, bucket: u16) -> Result<(PictureFile, Done), CustomersError> {
        let passed = |events| (self.passed)(events, 0);
        let contents = fold_bucket(self.snapshot, bucket, self.zone, &passed)?;
        let row = self.whole(&self.stamp(bucket), &contents)?;
        (self.passed)(0, 1);
        let done = Done { rebuilt: 1, events: contents.figures.events, ..Done::default() };
        Ok((row, done))
    }

    /// Writes everything that is kept of a bucket.
    fn whole(&self, stamp: &Stamp, contents: &Contents) -> Result<PictureFile, CustomersError> {
        let (bytes, checksum) = kept::write::write(self.folder, stamp, contents)?;
        let customers = contents.states.len() as u64;
        Ok(whole_row(stamp, self.snapshot, Whole { customers, bytes, checksum }))
    }
}

/// A file with all pictures of a bucket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole {
    pub(crate) customers: u64,
    pub(crate) bytes: u64,
    pub(crate) checksum: i64,
}

/// The row that names such a file and no changes.
pub(crate) fn whole_row(stamp: &Stamp, snapshot: &Snapshot, whole: Whole) -> PictureFile {
    PictureFile {
        bucket: stamp.bucket(),
        path: stamp.name(),
        checksum: whole.checksum,
        changes: String::new(),
        changes_checksum: 0,
        bucket_version: stamp.version,
        snapshot: snapshot.id(),
        fold_version: i64::from(FOLD_VERSION),
        customers: signed(whole.customers),
        bytes: signed(whole.bytes),
    }
}

/// Whether files are what their row says, and of the kind that is wanted.
fn fits(row: &PictureFile, files: &Files, wanted: &Stamp) -> bool {
    let whole = &files.whole.stamp;
    let version = files.changes.as_ref().map_or(whole.version, |changes| changes.stamp.version);
    whole.is_like(wanted)
        && whole.name() == row.path
        && files.changes.as_ref().is_none_or(|kept| kept.shows(&whole.changes(version)))
        && version == row.bucket_version
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

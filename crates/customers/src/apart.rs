//! A refresh whose folding is done elsewhere: on machines that see the event files and nothing
//! else.
//!
//! The steps and promises are those of [`mod@crate::refresh`], and so are the pictures, to the
//! bit. What a few new events change is taken in here, as there. Only buckets that need every
//! event are given away ([`Apart::stale`]): who folds them reads events and gives the bytes of a
//! file ([`BucketPictures`]). Only here files are written, rows are changed and the lock is held,
//! so who folds may do a bucket twice, or die, and nothing has to be tidied up.

use std::fs::File;
use std::path::{Path, PathBuf};

use events::{EventLog, Snapshot};
use serde::{Deserialize, Serialize};
use store::Store;
use vocab::Zone;

use crate::bring::{Done, Job, Whole, whole_row};
use crate::bucket::fold_bucket;
use crate::kept::{self, Stamp};
use crate::refresh::{RefreshReport, blocking, lock, pictures_folder, remove_orphans};
use crate::rows::{self, PictureFile};
use crate::update::Rule;
use crate::{CustomersError, pass};

/// The pictures of a bucket, as bytes of the file they are kept in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketPictures {
    /// Which bucket.
    pub bucket: u16,
    /// Customers with a picture.
    pub customers: u64,
    /// Events behind them.
    pub events: u64,
    /// The checksum the file carries.
    pub checksum: i64,
    /// The file.
    pub file: Vec<u8>,
}

/// Folds a bucket of a snapshot, away from the data folder.
///
/// # Errors
/// When a file of the log is damaged.
pub fn fold_apart(
    snapshot: &Snapshot,
    bucket: u16,
    zone: Zone,
) -> Result<BucketPictures, CustomersError> {
    let contents = fold_bucket(snapshot, bucket, zone, &|_| ())?;
    let stamp = Stamp::new(bucket, snapshot.bucket_version(bucket), zone);
    let (file, checksum) = kept::write::pack(&stamp, &contents)?;
    let (customers, events) = (contents.states.len() as u64, contents.figures.events);
    Ok(BucketPictures { bucket, customers, events, checksum, file })
}

/// A refresh under way.
#[derive(Debug)]
pub struct Apart {
    folder: PathBuf,
    /// Held to the end.
    lock: File,
    zone: Zone,
    snapshot: Snapshot,
    handed_over: u64,
    before: Vec<PictureFile>,
    files: Vec<PictureFile>,
    /// Buckets still to be folded.
    stale: Vec<u16>,
    done: Done,
}

impl Apart {
    /// Takes the lock of the pictures of a data folder, hands the inbox over, takes in what few
    /// new events change, and looks which buckets are to be folded.
    ///
    /// # Errors
    /// When the log, a file or the database fails.
    pub async fn begin(
        store: &Store,
        log: &EventLog,
        folder: &Path,
    ) -> Result<Self, CustomersError> {
        let folder = pictures_folder(folder);
        let to_lock = folder.clone();
        let lock = blocking(move || lock(&to_lock)).await?;
        let zone = store::company(store.read()).await?.zone;
        let handed_over = log.hand_over(&|_| ()).await?.moved;
        let snapshot = log.snapshot().await?;
        let before = rows::live_files(store.read()).await?;
        let (place, known) = (folder.clone(), before.clone());
        blocking(move || remove_orphans(&place, &known)).await?;
        let mut refresh = Self {
            folder,
            lock,
            zone,
            snapshot,
            handed_over,
            files: before.clone(),
            before,
            stale: Vec::new(),
            done: Done::default(),
        };
        refresh.sift().await?;
        Ok(refresh)
    }

    /// Brings up to date what can be from what is kept; the other buckets are stale.
    async fn sift(&mut self) -> Result<(), CustomersError> {
        let (folder, snapshot, zone) = (self.folder.clone(), self.snapshot.clone(), self.zone);
        let known = std::mem::take(&mut self.files);
        let brought = blocking(move || {
            let passed = |_, _| ();
            let job = Job {
                folder: &folder,
                snapshot: &snapshot,
                zone,
                rule: &Rule::USUAL,
                passed: &passed,
            };
            let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
            pass::in_parallel(&buckets, |bucket| {
                let row = known.iter().find(|row| row.bucket == i64::from(bucket));
                Ok((bucket, job.bring_cheaply(bucket, row)?))
            })
        })
        .await?;
        self.stale.clear();
        for (bucket, brought) in brought {
            match brought {
                Some((row, done)) => {
                    self.files.push(row);
                    self.done += done;
                }
                None => self.stale.push(bucket),
            }
        }
        Ok(())
    }

    /// The log as the pictures will show it.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Whose days the series follow.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The buckets that are still to be folded.
    #[must_use]
    pub fn stale(&self) -> &[u16] {
        &self.stale
    }

    /// Looks anew at the log, which has changed so much that files of the snapshot are gone.
    /// What was folded since is brought up to date from there.
    ///
    /// # Errors
    /// When the log, a file or the database fails.
    pub async fn look_again(&mut self, log: &EventLog) -> Result<(), CustomersError> {
        self.snapshot = log.snapshot().await?;
        self.sift().await
    }

    /// Takes in what was folded elsewhere: writes the file and makes it durable. A bucket that
    /// is there already is passed over.
    ///
    /// # Errors
    /// When it is not what was asked for, or the file cannot be written.
    pub async fn take(&mut self, pictures: BucketPictures) -> Result<(), CustomersError> {
        let BucketPictures { bucket, customers, events, checksum, file } = pictures;
        let Some(place) = self.stale.iter().position(|stale| *stale == bucket) else {
            return Ok(());
        };
        let stamp = Stamp::new(bucket, self.snapshot.bucket_version(bucket), self.zone);
        let (folder, bytes) = (self.folder.clone(), file.len() as u64);
        blocking(move || kept::write::store(&folder, &stamp, &file, checksum)).await?;
        self.stale.remove(place);
        let whole = Whole { customers, bytes, checksum };
        self.files.push(whole_row(&stamp, &self.snapshot, whole));
        self.done += Done { rebuilt: 1, events, ..Done::default() };
        Ok(())
    }

    /// Names all files of all buckets in one transaction.
    ///
    /// # Errors
    /// [`CustomersError::Interrupted`] when buckets are missing: the pictures are then the old
    /// ones. Otherwise when a file, the log or the database fails.
    pub async fn finish(
        mut self,
        store: &Store,
        log: &EventLog,
    ) -> Result<RefreshReport, CustomersError> {
        if !self.stale.is_empty() {
            let missing = format!("{} buckets were not folded", self.stale.len());
            return Err(CustomersError::Interrupted(missing));
        }
        self.files.sort_by_key(|file| file.bucket);
        if self.done.updated + self.done.rebuilt > 0 {
            let folder = self.folder.clone();
            blocking(move || kept::sync_folder(&folder)).await?;
        }
        if self.files != self.before {
            let tx = store.begin().await?;
            rows::replace_files(&tx, self.files.clone()).await?;
            log.note_derived(&tx, self.snapshot.id()).await?;
            tx.commit().await.map_err(store::StoreError::from)?;
        }
        drop(self.lock);
        Ok(RefreshReport::of(self.snapshot.id(), self.handed_over, &self.files, self.done))
    }
}

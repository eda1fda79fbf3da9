//! A refresh whose folding is done elsewhere: on machines that see the event files and nothing
//! else.
//!
//! The steps and promises are those of [`mod@crate::refresh`], and so are the files, to the bit.
//! Only here files are written, rows are changed and the lock is held: who folds reads events
//! and gives the bytes of a file ([`BucketPictures`]). So it may do a bucket twice, or die, and
//! nothing has to be tidied up.

use std::fs::File;
use std::path::{Path, PathBuf};

use events::{EventLog, Snapshot};
use serde::{Deserialize, Serialize};
use store::Store;
use vocab::Zone;

use crate::CustomersError;
use crate::bucket::fold_bucket;
use crate::file::{self, Stamp};
use crate::refresh::{RefreshReport, blocking, lock, pictures_folder, remove_orphans, sift};
use crate::rows::{self, PictureFile};
use crate::state::FOLD_VERSION;

/// The pictures of a bucket, as bytes of the file they are kept in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketPictures {
    /// Which bucket.
    pub bucket: u16,
    /// Customers with a picture.
    pub customers: u64,
    /// Events behind them.
    pub events: u64,
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
    let (file, _) = file::pack(&stamp, &contents)?;
    let (customers, events) = (contents.states.len() as u64, contents.events);
    Ok(BucketPictures { bucket, customers, events, file })
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
    folded: u16,
    events: u64,
}

impl Apart {
    /// Takes the lock of the pictures of a data folder, hands the inbox over, and looks which
    /// buckets are to be folded.
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
        let (place, seen, known) = (folder.clone(), snapshot.clone(), before.clone());
        let (files, stale) = blocking(move || {
            remove_orphans(&place, &known)?;
            Ok(sift(&place, &seen, zone, &known))
        })
        .await?;
        let (folded, events) = (0, 0);
        Ok(Self { folder, lock, zone, snapshot, handed_over, before, files, stale, folded, events })
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
    /// What was folded since stays where its bucket has not changed.
    ///
    /// # Errors
    /// When the log or the database fails.
    pub async fn look_again(&mut self, log: &EventLog) -> Result<(), CustomersError> {
        self.snapshot = log.snapshot().await?;
        let (place, seen, known) = (self.folder.clone(), self.snapshot.clone(), self.files.clone());
        let zone = self.zone;
        (self.files, self.stale) = blocking(move || Ok(sift(&place, &seen, zone, &known))).await?;
        Ok(())
    }

    /// Takes in what was folded elsewhere: writes the file and makes it durable. A bucket that
    /// is there already is passed over.
    ///
    /// # Errors
    /// When it is not what was asked for, or the file cannot be written.
    pub async fn take(&mut self, pictures: BucketPictures) -> Result<(), CustomersError> {
        let BucketPictures { bucket, customers, events, file } = pictures;
        let Some(place) = self.stale.iter().position(|stale| *stale == bucket) else {
            return Ok(());
        };
        let version = self.snapshot.bucket_version(bucket);
        let stamp = Stamp::new(bucket, version, self.zone);
        let folder = self.folder.clone();
        let (bytes, checksum) = blocking(move || {
            let (file, checksum) = file::checked(&stamp, file)?;
            file::store(&folder, &stamp, &file)?;
            Ok((file.len(), checksum))
        })
        .await?;
        self.stale.remove(place);
        self.files.push(PictureFile {
            bucket: i64::from(bucket),
            path: stamp.name(),
            bucket_version: version,
            snapshot: self.snapshot.id(),
            fold_version: i64::from(FOLD_VERSION),
            customers: i64::try_from(customers).unwrap_or(i64::MAX),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            checksum,
        });
        self.folded += 1;
        self.events += events;
        Ok(())
    }

    /// Names all files of all buckets in one transaction.
    ///
    /// # Errors
    /// [`CustomersError::Interrupted`] when buckets are missing: the pictures are then the old
    /// ones. Otherwise when the database fails.
    pub async fn finish(mut self, store: &Store) -> Result<RefreshReport, CustomersError> {
        if !self.stale.is_empty() {
            let missing = format!("{} buckets were not folded", self.stale.len());
            return Err(CustomersError::Interrupted(missing));
        }
        self.files.sort_by_key(|file| file.bucket);
        if self.folded > 0 {
            let folder = self.folder.clone();
            blocking(move || file::sync_folder(&folder)).await?;
        }
        if self.files != self.before {
            let tx = store.begin().await?;
            rows::replace_files(&tx, self.files.clone()).await?;
            tx.commit().await.map_err(store::StoreError::from)?;
        }
        drop(self.lock);
        let buckets = u16::try_from(self.files.len()).unwrap_or(u16::MAX);
        let customers: i64 = self.files.iter().map(|file| file.customers).sum();
        Ok(RefreshReport {
            snapshot: self.snapshot.id(),
            handed_over: self.handed_over,
            buckets_folded: self.folded,
            buckets_kept: buckets.saturating_sub(self.folded),
            events_folded: self.events,
            customers: u64::try_from(customers).unwrap_or(0),
        })
    }
}

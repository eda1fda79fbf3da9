//! Bringing the kept pictures up to date.
//!
//! The steps, in order:
//!
//! 1. Take the lock of the folder `pictures/`: one refresh at a time, in any process. The
//!    system gives it back when the process dies. Whoever touches files holds it, also when
//!    nobody waits for the refresh any more.
//! 2. Hand the inbox over to the event log and take a snapshot.
//! 3. Remove files that no row names (left behind by a crash, or by the refresh before).
//! 4. Fold the buckets whose version, zone or fold version changed, or whose file is missing or
//!    damaged. Each new file is made durable under its own name.
//! 5. Name all files of all buckets in one transaction.
//!
//! A kill before step 5 leaves the old pictures, after it the new ones. Files of the old
//! pictures stay until the next refresh, so that a reader who has just read the rows finds
//! them.
//!
//! Step 2 takes the event log's lock for a moment. `events::Bulk` and `events::Prepared` hold
//! that same lock for as long as they live: whoever keeps one of them while calling
//! [`refresh()`] waits for themselves for ever. Commit and drop it first.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use events::{EventLog, Snapshot};
use serde::Serialize;
use store::Store;
use vocab::Zone;

use crate::bucket::fold_bucket;
use crate::file::{self, Stamp};
use crate::rows::{self, PictureFile};
use crate::state::FOLD_VERSION;
use crate::{CustomersError, pass};

/// How far a refresh is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// This many events were moved from the inbox into the log's files.
    HandedOver(u64),
    /// This many buckets are to be folded.
    Folding {
        /// How many.
        buckets: u16,
    },
    /// Events folded and buckets finished so far.
    Folded {
        /// Events.
        events: u64,
        /// Buckets.
        buckets: u16,
    },
}

/// What a refresh did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefreshReport {
    /// The snapshot of the event log the pictures now show.
    pub snapshot: i64,
    /// Events moved from the inbox into the log's files.
    pub handed_over: u64,
    /// Buckets folded anew.
    pub buckets_folded: u16,
    /// Buckets that were up to date.
    pub buckets_kept: u16,
    /// Events behind the buckets that were folded.
    pub events_folded: u64,
    /// Customers with a picture.
    pub customers: u64,
}

/// Where the pictures of a data folder lie.
pub(crate) fn pictures_folder(folder: &Path) -> PathBuf {
    folder.join("pictures")
}

/// Brings the pictures of a data folder up to date with the event log.
///
/// # Errors
/// When the log, a file or the database fails; the pictures are then the old ones.
pub async fn refresh(
    store: &Store,
    log: &EventLog,
    folder: &Path,
    progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<RefreshReport, CustomersError> {
    let folder = pictures_folder(folder);
    let to_lock = folder.clone();
    // Held to the end, by the folding too. Before the snapshot: who waited here must not go back behind the other.
    let lock = blocking(move || lock(&to_lock)).await?;

    let zone = store::company(store.read()).await?.zone;
    let handed = log.hand_over(&|moved| progress(Progress::HandedOver(moved))).await?;
    let snapshot = log.snapshot().await?;
    let before = rows::live_files(store.read()).await?;

    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let known = before.clone();
    // Who waits here may go away; the folding goes on, and the lock with it.
    let work = blocking(move || Ok((fold(&folder, &snapshot, zone, known, tell)?, lock)));
    let hear = async {
        while let Some(news) = told.recv().await {
            progress(news);
        }
    };
    let (work, ()) = tokio::join!(work, hear);
    let (Folded { files, folded, events, snapshot }, lock) = work?;

    if files != before {
        let tx = store.begin().await?;
        rows::replace_files(&tx, files.clone()).await?;
        tx.commit().await.map_err(store::StoreError::from)?;
    }
    drop(lock);
    let buckets = u16::try_from(files.len()).unwrap_or(u16::MAX);
    let customers: i64 = files.iter().map(|file| file.customers).sum();
    Ok(RefreshReport {
        snapshot,
        handed_over: handed.moved,
        buckets_folded: folded,
        buckets_kept: buckets.saturating_sub(folded),
        events_folded: events,
        customers: u64::try_from(customers).unwrap_or(0),
    })
}

/// What the work on the files came to.
struct Folded {
    files: Vec<PictureFile>,
    folded: u16,
    events: u64,
    snapshot: i64,
}

/// Steps 3 and 4: everything that touches files.
fn fold(
    folder: &Path,
    snapshot: &Snapshot,
    zone: Zone,
    known: Vec<PictureFile>,
    tell: tokio::sync::mpsc::UnboundedSender<Progress>,
) -> Result<Folded, CustomersError> {
    remove_orphans(folder, &known)?;
    let stamp = |bucket| Stamp::new(bucket, snapshot.bucket_version(bucket), zone);
    let (mut fresh, stale) = sift(folder, snapshot, zone, &known);

    // Who asked may have stopped listening; that is no reason to stop.
    let tell = |news| {
        let _ = tell.send(news);
    };
    tell(Progress::Folding { buckets: u16::try_from(stale.len()).unwrap_or(u16::MAX) });
    let so_far = Mutex::new((0_u64, 0_u16));
    let passed = |events: u64, buckets: u16| {
        let mut sum = so_far.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *sum = (sum.0 + events, sum.1 + buckets);
        tell(Progress::Folded { events: sum.0, buckets: sum.1 });
    };
    let folded = pass::in_parallel(&stale, |bucket| {
        let stamp = stamp(bucket);
        let contents = fold_bucket(snapshot, bucket, zone, &|events| passed(events, 0))?;
        let (bytes, checksum) = file::write(folder, &stamp, &contents)?;
        passed(0, 1);
        Ok(PictureFile {
            bucket: i64::from(bucket),
            path: stamp.name(),
            bucket_version: snapshot.bucket_version(bucket),
            snapshot: snapshot.id(),
            fold_version: i64::from(FOLD_VERSION),
            customers: i64::try_from(contents.states.len()).unwrap_or(i64::MAX),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            checksum,
        })
    })?;
    if !folded.is_empty() {
        file::sync_folder(folder)?;
    }
    let count = u16::try_from(folded.len()).unwrap_or(u16::MAX);
    fresh.extend(folded);
    fresh.sort_by_key(|file| file.bucket);
    let events = so_far.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).0;
    Ok(Folded { files: fresh, folded: count, events, snapshot: snapshot.id() })
}

/// The files that are as they should be, and the buckets that have none.
pub(crate) fn sift(
    folder: &Path,
    snapshot: &Snapshot,
    zone: Zone,
    known: &[PictureFile],
) -> (Vec<PictureFile>, Vec<u16>) {
    let mut fresh: Vec<PictureFile> = Vec::new();
    let mut stale: Vec<u16> = Vec::new();
    for bucket in 0..snapshot.buckets() {
        let row = known.iter().find(|row| row.bucket == i64::from(bucket));
        let stamp = Stamp::new(bucket, snapshot.bucket_version(bucket), zone);
        let is_fresh = |row: &&PictureFile| {
            row.path == stamp.name() && file::is_whole(folder, &stamp, row.checksum)
        };
        match row.filter(is_fresh) {
            Some(row) => fresh.push(PictureFile { snapshot: snapshot.id(), ..row.clone() }),
            None => stale.push(bucket),
        }
    }
    (fresh, stale)
}

/// Waits until no other refresh works on these pictures.
pub(crate) fn lock(folder: &Path) -> Result<File, CustomersError> {
    std::fs::create_dir_all(folder).map_err(CustomersError::file(folder))?;
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(CustomersError::file(&path))?;
    file.lock().map_err(CustomersError::file(&path))?;
    Ok(file)
}

/// Removes picture files that no row names, and unfinished ones.
pub(crate) fn remove_orphans(folder: &Path, live: &[PictureFile]) -> Result<(), CustomersError> {
    for entry in folder.read_dir().map_err(CustomersError::file(folder))? {
        let path = entry.map_err(CustomersError::file(folder))?.path();
        let ours = path
            .extension()
            .is_some_and(|extension| extension == file::FINISHED || extension == file::UNFINISHED);
        let named = live.iter().any(|file| path.file_name().is_some_and(|n| n == &*file.path));
        if ours && !named {
            std::fs::remove_file(&path).map_err(CustomersError::file(&path))?;
        }
    }
    Ok(())
}

/// Runs file work away from the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CustomersError> + Send + 'static,
) -> Result<T, CustomersError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| CustomersError::Interrupted(error.to_string()))?
}

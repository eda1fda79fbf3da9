//! Bringing the kept pictures up to date.
//!
//! The steps, in order:
//!
//! 1. Take the lock of the folder `pictures/`: one refresh at a time, in any process. The
//!    system gives it back when the process dies. Whoever touches files holds it, also when
//!    nobody waits for the refresh any more.
//! 2. Hand the inbox over to the event log and take a snapshot.
//! 3. Remove files that no row names (left behind by a crash, or by the refresh before).
//! 4. Bring the buckets whose version changed up to date from the events that came since
//!    (the modules `bring` and `update`). Fold those again whose zone or fold version changed, whose files are missing or
//!    damaged, or whose events were taken away or moved. Each new file is made durable under its
//!    own name.
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

use crate::bring::{Done, Job};
use crate::kept;
use crate::rows::{self, PictureFile};
use crate::update::Rule;
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
    /// Buckets that were up to date.
    pub buckets_kept: u16,
    /// Buckets brought up to date from the events that came since.
    pub buckets_updated: u16,
    /// Buckets folded again from their first event on.
    pub buckets_rebuilt: u16,
    /// In the buckets that were updated: customers whose pictures took in their new events.
    pub customers_updated: u64,
    /// In the buckets that were updated: customers who were folded again, since an event came
    /// late.
    pub customers_refolded: u64,
    /// Events that were folded.
    pub events_folded: u64,
    /// Customers with a picture.
    pub customers: u64,
}

impl RefreshReport {
    pub(crate) fn of(snapshot: i64, handed_over: u64, files: &[PictureFile], done: Done) -> Self {
        let buckets = u16::try_from(files.len()).unwrap_or(u16::MAX);
        let customers: i64 = files.iter().map(|file| file.customers).sum();
        Self {
            snapshot,
            handed_over,
            buckets_kept: buckets.saturating_sub(done.updated + done.rebuilt),
            buckets_updated: done.updated,
            buckets_rebuilt: done.rebuilt,
            customers_updated: done.customers_updated,
            customers_refolded: done.customers_refolded,
            events_folded: done.events,
            customers: u64::try_from(customers).unwrap_or(0),
        }
    }
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
    refresh_by(Rule::USUAL, store, log, folder, progress).await
}

/// The same by another rule of what is cheaper.
pub(crate) async fn refresh_by(
    rule: Rule,
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
    let work = blocking(move || {
        // Who asked may have stopped listening; that is no reason to stop.
        let tell = |news| {
            let _ = tell.send(news);
        };
        Ok((fold(&folder, &snapshot, zone, &known, &rule, &tell)?, lock))
    });
    let hear = async {
        while let Some(news) = told.recv().await {
            progress(news);
        }
    };
    let (work, ()) = tokio::join!(work, hear);
    let (Folded { files, done, snapshot }, lock) = work?;

    if files != before {
        let tx = store.begin().await?;
        rows::replace_files(&tx, files.clone()).await?;
        log.note_derived(&tx, snapshot).await?;
        tx.commit().await.map_err(store::StoreError::from)?;
    }
    drop(lock);
    Ok(RefreshReport::of(snapshot, handed.moved, &files, done))
}

/// Removes the files of older pictures, which a refresh leaves for those who are about to read
/// them: nothing of who was erased may stay. Who reads meanwhile looks for the newer ones.
///
/// # Errors
/// When a file cannot be removed or the database fails.
pub async fn remove_older(store: &Store, folder: &Path) -> Result<(), CustomersError> {
    let folder = pictures_folder(folder);
    let to_lock = folder.clone();
    let lock = blocking(move || lock(&to_lock)).await?;
    let live = rows::live_files(store.read()).await?;
    blocking(move || {
        let _held = lock;
        remove_orphans(&folder, &live)
    })
    .await
}

/// What the work on the files came to.
struct Folded {
    files: Vec<PictureFile>,
    done: Done,
    snapshot: i64,
}

/// Steps 3 and 4: everything that touches files.
fn fold(
    folder: &Path,
    snapshot: &Snapshot,
    zone: Zone,
    known: &[PictureFile],
    rule: &Rule,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<Folded, CustomersError> {
    remove_orphans(folder, known)?;
    let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
    let row_of = |bucket: u16| known.iter().find(|row| row.bucket == i64::from(bucket));
    let is_stale = |bucket: &&u16| {
        row_of(**bucket).is_none_or(|row| row.bucket_version != snapshot.bucket_version(**bucket))
    };
    let stale = u16::try_from(buckets.iter().filter(is_stale).count()).unwrap_or(u16::MAX);
    tell(Progress::Folding { buckets: stale });
    let so_far = Mutex::new((0_u64, 0_u16));
    let passed = |events: u64, buckets: u16| {
        let mut sum = so_far.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *sum = (sum.0 + events, sum.1 + buckets);
        tell(Progress::Folded { events: sum.0, buckets: sum.1 });
    };
    let job = Job { folder, snapshot, zone, rule, passed: &passed };
    let folded = pass::in_parallel(&buckets, |bucket| job.bring(bucket, row_of(bucket)))?;
    let mut done = Done::default();
    folded.iter().for_each(|(_, here)| done += *here);
    if done.updated + done.rebuilt > 0 {
        kept::sync_folder(folder)?;
    }
    let files = folded.into_iter().map(|(row, _)| row).collect();
    Ok(Folded { files, done, snapshot: snapshot.id() })
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

const EXTENSIONS: [&str; 3] = [kept::WHOLE, kept::CHANGES, kept::UNFINISHED];

/// Removes picture files that no row names, and unfinished ones.
pub(crate) fn remove_orphans(folder: &Path, live: &[PictureFile]) -> Result<(), CustomersError> {
    for entry in folder.read_dir().map_err(CustomersError::file(folder))? {
        let path = entry.map_err(CustomersError::file(folder))?.path();
        let ours = path
            .extension()
            .is_some_and(|extension| EXTENSIONS.iter().any(|ours| extension == *ours));
        let named = path.file_name().is_some_and(|name| {
            live.iter().any(|file| name == &*file.path || name == &*file.changes)
        });
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

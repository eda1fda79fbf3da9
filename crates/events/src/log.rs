//! Opening the log, and every way it changes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use store::{Store, Tx};
use vocab::Event;

use crate::bulk::{Bulk, Prepared, in_parallel, threads};
use crate::columns::Columns;
use crate::lock::WriteLock;
use crate::rows::{self, Catalogue, FileRow};
use crate::run::{OpenRun, RunInfo, RunWriter};
use crate::snapshot::Snapshot;
use crate::{BUCKETS, EventsError, ids, merge};

/// Events taken from the inbox in one step.
const STEP: u64 = 100_000;
/// A bucket with more runs than this is merged.
const MANY_RUNS: usize = 6;

/// The event log of one data folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct EventLog {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    folder: PathBuf,
    buckets: u16,
    /// Runs whose footer was read already, by file name.
    open: Mutex<HashMap<String, OpenRun>>,
}

/// What a hand-over did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HandOver {
    /// Events moved from the inbox into runs.
    pub moved: u64,
    /// Events of the inbox that were in a run already.
    pub duplicates: u64,
    /// Runs that were merged into larger ones.
    pub merged: u64,
}

impl EventLog {
    /// Opens the log of a data folder (its files are in `events/`), making it if need be.
    ///
    /// # Errors
    /// When the folder cannot be made or the database fails.
    pub async fn open(store: &Store, folder: &Path) -> Result<Self, EventsError> {
        let folder = folder.join("events");
        std::fs::create_dir_all(&folder).map_err(EventsError::file(&folder))?;
        let tx = store.begin().await?;
        rows::ensure_head(&tx, BUCKETS).await?;
        tx.commit().await?;
        let buckets = rows::catalogue(store.read()).await?.buckets;
        let open = Mutex::new(HashMap::new());
        Ok(Self { inner: Arc::new(Inner { store: store.clone(), folder, buckets, open }) })
    }

    /// Puts single events into the inbox, inside the caller's transaction: they are part of
    /// the log when it commits. Ids the inbox already holds are ignored; ids that are in a run
    /// are recognised at the hand-over. Gives how many were new to the inbox.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn append(&self, tx: &Tx, events: &[Event]) -> Result<u64, EventsError> {
        rows::append(tx, events).await
    }

    /// How many events wait in the inbox.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&self) -> Result<u64, EventsError> {
        rows::inbox_len(self.inner.store.read()).await
    }

    /// Begins a bulk. Waits until no other writer changes the files of this log.
    ///
    /// # Errors
    /// When the lock cannot be taken.
    pub fn bulk(&self) -> Result<Bulk, EventsError> {
        let lock = WriteLock::take(&self.inner.folder)?;
        Ok(Bulk::new(&self.inner.folder, lock, self.inner.buckets))
    }

    /// Writes a bulk's files, without what the log already has. Nothing is visible yet.
    ///
    /// # Errors
    /// When a file cannot be written or the database fails.
    pub async fn prepare(&self, bulk: Bulk) -> Result<Prepared, EventsError> {
        let catalogue = rows::catalogue(self.inner.store.read()).await?;
        let folder = self.inner.folder.clone();
        blocking(move || {
            remove_orphans(&folder, &catalogue)?;
            bulk.write(catalogue.snapshot, &catalogue.id_files(&folder))
        })
        .await
    }

    /// Makes a prepared bulk part of the log, inside the caller's transaction.
    ///
    /// # Errors
    /// [`EventsError::Raced`] when another process changed the log meanwhile; the transaction
    /// must then be given up.
    pub async fn commit(&self, tx: &Tx, prepared: &Prepared) -> Result<(), EventsError> {
        if prepared.accepted == 0 {
            return Ok(());
        }
        rows::advance(tx, prepared.base).await?;
        let snapshot = prepared.base + 1;
        for run in &prepared.runs {
            rows::add_run(tx, run, snapshot).await?;
            rows::touch_bucket(tx, run.bucket, snapshot).await?;
        }
        if let Some((path, rows)) = &prepared.ids {
            rows::add_ids(tx, path, *rows, snapshot).await?;
        }
        Ok(())
    }

    /// Moves the inbox into runs and merges runs where they have become many. `progress` is
    /// told how many events were moved so far.
    ///
    /// # Errors
    /// When a file or the database fails; what was moved until then stays moved.
    pub async fn hand_over(
        &self,
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<HandOver, EventsError> {
        let mut done = HandOver::default();
        loop {
            let waiting = rows::inbox(self.inner.store.read(), STEP).await?;
            if waiting.is_empty() {
                break;
            }
            let log = self.clone();
            let (seqs, bulk) = blocking(move || {
                let mut bulk = log.bulk()?;
                let mut seqs = Vec::with_capacity(waiting.len());
                for (seq, event) in &waiting {
                    bulk.push(event)?;
                    seqs.push(*seq);
                }
                Ok((seqs, bulk))
            })
            .await?;
            let prepared = self.prepare(bulk).await?;
            let tx = self.inner.store.begin().await?;
            self.commit(&tx, &prepared).await?;
            rows::clear_inbox(&tx, &seqs).await?;
            tx.commit().await?;
            done.moved += prepared.accepted;
            done.duplicates += prepared.duplicates;
            progress(done.moved);
        }
        done.merged = self.merge_runs().await?;
        Ok(done)
    }

    /// The log as it is now.
    ///
    /// # Errors
    /// When a live file cannot be opened or the database fails.
    pub async fn snapshot(&self) -> Result<Snapshot, EventsError> {
        // Between reading the catalogue and opening a file a merge may remove it; the next
        // catalogue names what took its place.
        let mut last = None;
        for _ in 0..5 {
            let catalogue = rows::catalogue(self.inner.store.read()).await?;
            match self.open_runs(&catalogue) {
                Ok(runs) => return Ok(Snapshot::new(&catalogue, runs)),
                Err(EventsError::File { path, source })
                    if source.kind() == std::io::ErrorKind::NotFound =>
                {
                    last = Some(EventsError::File { path, source });
                }
                Err(error) => return Err(error),
            }
        }
        Err(last.unwrap_or(EventsError::Raced))
    }

    fn open_runs(&self, catalogue: &Catalogue) -> Result<Vec<Vec<OpenRun>>, EventsError> {
        let mut runs = vec![Vec::new(); usize::from(catalogue.buckets)];
        let mut open = self.inner.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let live: HashSet<&str> = catalogue.files.iter().map(|file| file.name.as_str()).collect();
        open.retain(|name, _| live.contains(name.as_str()));
        for file in catalogue.files.iter().filter(|file| file.kind == rows::RUN) {
            let run = match open.get(&file.name) {
                Some(run) => run.clone(),
                None => {
                    let run = OpenRun::open(&self.inner.folder.join(&file.name))?;
                    open.insert(file.name.clone(), run.clone());
                    run
                }
            };
            if run.rows != file.rows {
                return Err(EventsError::parquet(&run.path, "it has lost rows"));
            }
            if let Some(bucket) = runs.get_mut(usize::from(file.bucket)) {
                bucket.push(run);
            }
        }
        Ok(runs)
    }

    /// Merges the runs of buckets that have many, and id files when there are many.
    async fn merge_runs(&self) -> Result<u64, EventsError> {
        let log = self.clone();
        let lock = blocking(move || WriteLock::take(&log.inner.folder)).await?;
        let catalogue = rows::catalogue(self.inner.store.read()).await?;
        let plan = MergePlan::new(&catalogue);
        if plan.is_empty() {
            return Ok(0);
        }
        let folder = self.inner.folder.clone();
        let (plan, runs, id_file) = blocking(move || {
            remove_orphans(&folder, &catalogue)?;
            let merged = plan.write(&folder, catalogue.snapshot + 1)?;
            sync_folder(&folder)?;
            Ok(merged)
        })
        .await?;
        let tx = self.inner.store.begin().await?;
        rows::advance(&tx, plan.base).await?;
        for file in plan.buckets.iter().flatten().chain(&plan.ids) {
            rows::remove_file(&tx, &file.name).await?;
        }
        for run in &runs {
            rows::add_run(&tx, run, plan.base + 1).await?;
        }
        if let Some((path, rows)) = &id_file {
            rows::add_ids(&tx, path, *rows, plan.base + 1).await?;
        }
        tx.commit().await?;
        let mut merged = 0;
        for file in plan.buckets.iter().flatten().chain(&plan.ids) {
            merged += u64::from(file.kind == rows::RUN);
            let path = self.inner.folder.join(&file.name);
            // Readers that hold the file open keep it; a failure leaves an orphan for later.
            if let Err(error) = std::fs::remove_file(&path) {
                tracing::warn!(path = %path.display(), %error, "a merged event file stays behind");
            }
        }
        drop(lock);
        Ok(merged)
    }
}

/// Which files are to be merged.
struct MergePlan {
    base: i64,
    buckets: Vec<Vec<FileRow>>,
    ids: Vec<FileRow>,
}

impl MergePlan {
    fn new(catalogue: &Catalogue) -> Self {
        let of = |kind: &str, bucket: u16| {
            let files = catalogue.files.iter();
            chosen(files.filter(|f| f.kind == kind && f.bucket == bucket).cloned().collect())
        };
        Self {
            base: catalogue.snapshot,
            buckets: (0..catalogue.buckets)
                .map(|bucket| of(rows::RUN, bucket))
                .filter(|files| !files.is_empty())
                .collect(),
            ids: of(rows::IDS, 0),
        }
    }

    fn is_empty(&self) -> bool {
        self.buckets.is_empty() && self.ids.is_empty()
    }

    #[allow(clippy::type_complexity, reason = "used in one place")]
    fn write(
        self,
        folder: &Path,
        snapshot: i64,
    ) -> Result<(Self, Vec<RunInfo>, Option<(PathBuf, u64)>), EventsError> {
        let runs =
            in_parallel(self.buckets.iter().collect(), threads(), |files: &Vec<FileRow>| {
                let bucket = files.first().map_or(0, |file| file.bucket);
                let path = folder.join(format!("run-{snapshot:08}-{bucket:03}.parquet"));
                let mut writer = RunWriter::create(&path, bucket)?;
                let mut cursors = Vec::new();
                for file in files {
                    cursors
                        .push(OpenRun::open(&folder.join(&file.name))?.cursor(Columns::ALL, None)?);
                }
                merge::ordered(cursors, |event| writer.write(event).map(|()| true))?;
                writer.finish()
            })?;
        let id_file = if self.ids.is_empty() {
            None
        } else {
            let path = folder.join(format!("ids-{snapshot:08}.bin"));
            let files: Vec<PathBuf> = self.ids.iter().map(|f| folder.join(&f.name)).collect();
            let rows = ids::write(&path, ids::merge(&files)?)?;
            Some((path, rows))
        };
        Ok((self, runs, id_file))
    }
}

/// The files worth merging: all but those more than four times as large as the rest together,
/// so that each event is rewritten a logarithmic number of times.
fn chosen(mut files: Vec<FileRow>) -> Vec<FileRow> {
    if files.len() <= MANY_RUNS {
        return Vec::new();
    }
    files.sort_by_key(|file| file.rows);
    let mut total = 0;
    let keep = files
        .iter()
        .position(|file| {
            let apart = total > 0 && file.rows > total * 4;
            total += file.rows;
            apart
        })
        .unwrap_or(files.len());
    files.truncate(keep);
    if files.len() < 2 { Vec::new() } else { files }
}

/// Removes files no catalogue row names: left behind by a crash between writing and commit.
fn remove_orphans(folder: &Path, catalogue: &Catalogue) -> Result<(), EventsError> {
    let live: HashSet<&str> = catalogue.files.iter().map(|file| file.name.as_str()).collect();
    for entry in folder.read_dir().map_err(EventsError::file(folder))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with("run-") || name.starts_with("ids-");
        if ours && !live.contains(name.as_str()) {
            std::fs::remove_file(entry.path()).map_err(EventsError::file(&entry.path()))?;
        }
    }
    Ok(())
}

/// Makes the names of new files durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), EventsError> {
    let file = std::fs::File::open(folder).map_err(EventsError::file(folder))?;
    file.sync_all().map_err(EventsError::file(folder))
}

/// Runs file work away from the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EventsError> + Send + 'static,
) -> Result<T, EventsError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| EventsError::Interrupted(error.to_string()))?
}

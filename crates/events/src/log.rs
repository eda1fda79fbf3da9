//! Opening the log, and every way it changes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use store::{Store, Tx};
use vocab::Event;

use crate::bulk::{Bulk, Prepared};
use crate::lock::WriteLock;
use crate::merging::MergePlan;
use crate::rows::{self, Catalogue};
use crate::run::OpenRun;
use crate::snapshot::Snapshot;
use crate::{BUCKETS, EventsError, folder};

/// Events taken from the inbox in one step.
const STEP: u64 = 100_000;

/// The event log of one data folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct EventLog {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    folder: PathBuf,
    /// Names the log for good.
    name: String,
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
    /// Opens the log of a data folder (its files are in `events/`), making it if need be. Waits
    /// for nobody who changes a log that is there: an import may take minutes.
    ///
    /// # Errors
    /// [`EventsError::Mismatch`] when the folder and the database do not belong together;
    /// otherwise when the folder cannot be made or the database fails.
    pub async fn open(store: &Store, folder: &Path) -> Result<Self, EventsError> {
        let folder = folder.join("events");
        if !rows::has_head(store.read()).await? {
            let tx = store.begin().await?;
            rows::ensure_head(&tx, &uuid::Uuid::now_v7().to_string(), BUCKETS).await?;
            tx.commit().await?;
        }
        let seen = match recognise(&folder, rows::catalogue(store.read()).await?).await {
            Ok(seen) => seen,
            // A change may have come between the looks at the database and at the folder. Now
            // no file comes or goes under the eyes of who looks.
            Err(_) => {
                let tx = store.begin().await?;
                let seen = recognise(&folder, rows::settled_catalogue(&tx).await?).await?;
                tx.commit().await?;
                seen
            }
        };
        let (store, name, open) = (store.clone(), seen.log.clone(), Mutex::default());
        let inner = Inner { store, folder, name, buckets: seen.buckets, open };
        let this = Self { inner: Arc::new(inner) };
        if !seen.marked {
            let new = this.clone();
            blocking(move || folder::mark(&new.inner.folder, &seen.log, &new.lock()?)).await?;
        }
        Ok(this)
    }

    /// The name of the log: random, no two have the same, and it keeps it for good.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Whether a data folder may be given a new, empty database: not when it holds events.
    ///
    /// # Errors
    /// [`EventsError::Mismatch`] when it may not.
    pub fn may_be_new(folder: &Path) -> Result<(), EventsError> {
        let folder = folder.join("events");
        if !folder.exists() || folder::look(&folder)?.is_new() {
            return Ok(());
        }
        let why = "it holds events and the database is not there yet".to_owned();
        Err(EventsError::Mismatch { folder, why })
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
        Ok(Bulk::new(&self.inner.folder, self.lock()?, self.inner.buckets))
    }

    /// Writes a bulk's files, without what the log already has. Nothing is visible yet.
    ///
    /// # Errors
    /// When a file cannot be written or the database fails.
    pub async fn prepare(&self, bulk: Bulk) -> Result<Prepared, EventsError> {
        // Also here, not only when the inbox is handed over: somebody may import every day and
        // never ask for anything.
        let (catalogue, _) = self.merge_files(&bulk.lock).await?;
        let folder = self.inner.folder.clone();
        blocking(move || bulk.write(catalogue.snapshot, &catalogue.id_files(&folder))).await
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

    /// To be called when the transaction of a prepared bulk was committed: notes in the folder
    /// that the change is part of the log, so that no older copy of the database can take its
    /// files for left behind. Lets go of the log.
    pub async fn settle(&self, prepared: Prepared) {
        if prepared.accepted == 0 {
            return;
        }
        let folder = self.inner.folder.clone();
        let noted =
            blocking(move || folder::note_committed(&folder, prepared.base + 1, &prepared.lock));
        // What was committed stays so; the next writer makes up for it.
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a change of the event log could not be noted in its folder");
        }
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
            self.settle(prepared).await;
            progress(done.moved);
        }
        let log = self.clone();
        let lock = blocking(move || log.lock()).await?;
        done.merged = self.merge_files(&lock).await?.1;
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
            let log = self.clone();
            match blocking(move || log.open_runs(&catalogue)).await {
                Ok(snapshot) => return Ok(snapshot),
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

    fn open_runs(&self, catalogue: &Catalogue) -> Result<Snapshot, EventsError> {
        let live: HashSet<&str> = catalogue.files.iter().map(|file| file.name.as_str()).collect();
        // Files are opened outside of the lock: who finds theirs open need not wait.
        let open = || self.inner.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut known = open().clone();
        let mut runs = vec![Vec::new(); usize::from(catalogue.buckets)];
        for file in catalogue.files.iter().filter(|file| file.kind == rows::RUN) {
            let run = match known.get(&file.name) {
                Some(run) => run.clone(),
                None => OpenRun::open_whole(&self.inner.folder.join(&file.name), file.rows)?,
            };
            known.insert(file.name.clone(), run.clone());
            if let Some(bucket) = runs.get_mut(usize::from(file.bucket)) {
                bucket.push(run);
            }
        }
        known.retain(|name, _| live.contains(name.as_str()));
        *open() = known;
        Ok(Snapshot::new(catalogue, runs))
    }

    /// Takes the lock; what a killed process had spilled is removed.
    fn lock(&self) -> Result<WriteLock, EventsError> {
        let lock = WriteLock::take(&self.inner.folder)?;
        folder::remove_spills(&self.inner.folder, &lock)?;
        Ok(lock)
    }

    /// What every change of the files begins and a merge ends with: the catalogue when no
    /// change is under way, and a folder that holds nothing else and knows of the last change.
    async fn settled(&self, lock: &WriteLock) -> Result<Catalogue, EventsError> {
        let tx = self.inner.store.begin().await?;
        let catalogue = rows::settled_catalogue(&tx).await?;
        let (folder, lock) = (self.inner.folder.clone(), lock.clone());
        let catalogue = blocking(move || {
            folder::remove_leftovers(&folder, &catalogue, &lock)?;
            Ok(catalogue)
        })
        .await?;
        if !catalogue.merged.is_empty() {
            rows::forget_merged(&tx).await?;
        }
        tx.commit().await?;
        Ok(catalogue)
    }

    /// Merges until no bucket has many runs and there are few id files; gives the catalogue
    /// after that, and how many runs were merged.
    async fn merge_files(&self, lock: &WriteLock) -> Result<(Catalogue, u64), EventsError> {
        let mut merged = 0;
        loop {
            let catalogue = self.settled(lock).await?;
            let plan = MergePlan::new(&catalogue);
            if plan.is_empty() {
                return Ok((catalogue, merged));
            }
            let (folder, held) = (self.inner.folder.clone(), lock.clone());
            let (plan, new) = blocking(move || {
                let _held = held;
                let new = plan.write(&folder)?;
                Ok((plan, new))
            })
            .await?;
            let tx = self.inner.store.begin().await?;
            rows::advance(&tx, plan.base).await?;
            for file in plan.replaced() {
                rows::retire(&tx, &file.name).await?;
            }
            for run in &new.runs {
                rows::add_run(&tx, run, plan.base + 1).await?;
            }
            if let Some((path, rows)) = &new.ids {
                rows::add_ids(&tx, path, *rows, plan.base + 1).await?;
            }
            tx.commit().await?;
            merged += plan.runs();
        }
    }
}

/// What opening a log learns of it.
struct Seen {
    log: String,
    buckets: u16,
    marked: bool,
}

/// Makes sure that a folder is the one a database knows.
async fn recognise(folder: &Path, catalogue: Catalogue) -> Result<Seen, EventsError> {
    let folder = folder.to_owned();
    blocking(move || {
        std::fs::create_dir_all(&folder).map_err(EventsError::file(&folder))?;
        let found = folder::look(&folder)?;
        found.check(&folder, &catalogue)?;
        let Catalogue { log, buckets, .. } = catalogue;
        Ok(Seen { log, buckets, marked: found.mark.is_some() })
    })
    .await
}

/// Runs file work away from the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EventsError> + Send + 'static,
) -> Result<T, EventsError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| EventsError::Interrupted(error.to_string()))?
}

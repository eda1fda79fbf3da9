//! Opening the log, and every way it changes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use store::blocks::Blocks;
use store::{Store, Tx};
use uuid::Uuid;
use vocab::Event;

use crate::bulk::{Bulk, Prepared};
use crate::lock::WriteLock;
use crate::remote::Remote;
use crate::rows::{self, Catalogue};
use crate::run::OpenRun;
use crate::snapshot::Snapshot;
use crate::{BUCKETS, EventsError, folder, identity, inbox};

/// For how long files that were merged into others stay: another program that had begun to read
/// the log as it was may still open them.
const KEPT: TimeDelta = TimeDelta::minutes(10);
/// What the catalogue calls the folder of the files.
const DATA_PATH: &str = "data_path";
/// Events taken from the inbox in one step.
const STEP: u64 = 100_000;

/// The event log of one data folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct EventLog {
    inner: Arc<Inner>,
    /// For how long a state of the log that is past can still be read by other engines.
    kept: TimeDelta,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    folder: PathBuf,
    remote: Option<Remote>,
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
    /// Earlier events that were given to somebody whom their id turned out to be.
    pub joined: u64,
    /// Runs that were merged into larger ones.
    pub merged: u64,
    /// Events of the inbox about people who were erased: they are left out.
    pub blocked: u64,
}

impl EventLog {
    /// Opens the log of a data folder (its files are in `events/`), making it if need be. Waits
    /// for nobody who changes a log that is there: an import may take minutes.
    ///
    /// # Errors
    /// [`EventsError::Mismatch`] when the folder and the database do not belong together;
    /// otherwise when the folder cannot be made or the database fails.
    pub async fn open(store: &Store, folder: &Path) -> Result<Self, EventsError> {
        Self::open_in(store, folder, None).await
    }

    /// Opens the log of a data folder whose files are kept in object storage too, if there is one.
    ///
    /// # Errors
    /// As [`EventLog::open`], and when the storage cannot be reached or is that of another log.
    pub async fn open_in(
        store: &Store,
        folder: &Path,
        remote: Option<Remote>,
    ) -> Result<Self, EventsError> {
        let folder = folder.join("events");
        if !rows::has_log(store.read()).await? {
            let tx = store.begin().await?;
            rows::lake::begin(&tx, [(); 3].map(|()| Uuid::now_v7()), BUCKETS, Utc::now()).await?;
            tx.commit().await?;
        }
        let seen = match recognise(&folder, rows::catalogue(store.read()).await?, &remote).await {
            Ok(seen) => seen,
            // A change may have come between the looks at the database and at the folder. Now
            // no file comes or goes under the eyes of who looks.
            Err(_) => {
                let tx = store.begin().await?;
                let seen = recognise(&folder, rows::settled_catalogue(&tx).await?, &remote).await?;
                tx.commit().await?;
                seen
            }
        };
        // Other engines look for the files where the catalogue says; the folder may have moved.
        if rows::lake::get(store.read(), DATA_PATH).await?.as_ref() != Some(&seen.place) {
            let tx = store.begin().await?;
            rows::lake::set(&tx, DATA_PATH, &seen.place).await?;
            tx.commit().await?;
        }
        let (store, name, open) = (store.clone(), seen.log.clone(), Mutex::default());
        let inner = Inner { store, folder, remote, name, buckets: seen.buckets, open };
        let this = Self { inner: Arc::new(inner), kept: KEPT };
        this.recognise_remote().await?;
        if !seen.marked {
            let new = this.clone();
            blocking(move || folder::mark(&new.inner.folder, &seen.log, &new.lock()?)).await?;
        }
        Ok(this)
    }

    /// Keeps states of the log that are past for another while than by default.
    #[must_use]
    pub fn keeping(mut self, past: TimeDelta) -> Self {
        self.kept = past;
        self
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

    /// Puts events into the inbox, inside the caller's transaction: they are part of the log
    /// when it commits. Ids the log has already, or that come again before the hand-over, are
    /// recognised at the hand-over; the first one counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn append(&self, tx: &Tx, events: &[Event]) -> Result<(), EventsError> {
        for part in events.chunks(inbox::ROW) {
            rows::inbox::add(tx, part.len(), inbox::pack(part)?).await?;
        }
        Ok(())
    }

    /// How many events wait in the inbox, repeats included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&self) -> Result<u64, EventsError> {
        rows::inbox::waiting(self.inner.store.read()).await
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
        let write = move || bulk.write(catalogue.snapshot, &catalogue.id_files(&folder));
        let prepared = blocking(write).await?;
        self.send(&prepared.change).await?;
        Ok(prepared)
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
        self.make(tx, &prepared.change).await
    }

    /// To be called when the transaction of a prepared bulk was committed: notes in the folder
    /// that the change is part of the log, so that no older copy of the database can take its
    /// files for left behind. Lets go of the log.
    pub async fn settle(&self, prepared: Prepared) {
        if prepared.accepted == 0 {
            return;
        }
        let noted = self.note(prepared.change.number(), &prepared.lock);
        // What was committed stays so; the next writer makes up for it.
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a change of the event log could not be noted in its folder");
        }
    }

    /// Notes where the files are that a change was committed.
    pub(crate) async fn note(&self, change: i64, lock: &WriteLock) -> Result<(), EventsError> {
        let (folder, held) = (self.inner.folder.clone(), lock.clone());
        blocking(move || folder::note_committed(&folder, change, &held)).await?;
        self.settle_remote(&BTreeSet::new(), change).await
    }

    /// Moves the inbox into runs, gives earlier events to whom their ids turned out to be
    /// when that is due, and merges runs where they have become many. `progress` is
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
            if rows::inbox::oldest(self.inner.store.read(), 1).await?.is_empty() {
                break;
            }
            let log = self.clone();
            let mut bulk = blocking(move || log.bulk()).await?;
            // While the log is locked: an erasure that takes somebody's traces out of what waits
            // has done so, or has not begun.
            let waiting = rows::inbox::oldest(self.inner.store.read(), STEP).await?;
            if waiting.is_empty() {
                break;
            }
            let seqs: Vec<i64> = waiting.iter().map(|row| row.seq).collect();
            let events = blocking(move || identity::unpack(waiting)).await?;
            // While the log is locked: earlier events of an id that turned out to be somebody are
            // moved either before, and then this is known here, or after these are in a run.
            let mut events = identity::resolve(self.inner.store.read(), events).await?;
            // Who brought them may have looked just before an erasure was committed.
            let blocks = Blocks::load(self.inner.store.read()).await?;
            let brought = events.len();
            events.retain(|event| !blocks.stops(event));
            done.blocked += (brought - events.len()) as u64;
            let bulk = blocking(move || {
                for event in &events {
                    bulk.push(event)?;
                }
                Ok(bulk)
            })
            .await?;
            let prepared = self.prepare(bulk).await?;
            let tx = self.inner.store.begin().await?;
            self.commit(&tx, &prepared).await?;
            rows::inbox::remove(&tx, &seqs).await?;
            tx.commit().await?;
            done.moved += prepared.accepted;
            done.duplicates += prepared.duplicates;
            self.settle(prepared).await;
            progress(done.moved);
        }
        done.joined = self.join_linked(Utc::now()).await?;
        let lock = self.locked().await?;
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
            let brought = self.bring(catalogue.runs()).await;
            let open = async {
                brought?;
                blocking(move || log.open_runs(&catalogue)).await
            };
            match open.await {
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

    /// Notes inside the caller's transaction that what is derived from the log is made up to a
    /// snapshot: events that come later stay in files of their own until they are part of it too.
    /// A hint: whoever derives goes by what [`Snapshot::news`] says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_derived(&self, tx: &Tx, snapshot: i64) -> Result<(), EventsError> {
        rows::note_derived(tx, snapshot).await
    }

    fn open_runs(&self, catalogue: &Catalogue) -> Result<Snapshot, EventsError> {
        let live: HashSet<&str> = catalogue.files.iter().map(|file| file.name.as_str()).collect();
        // Files are opened outside of the lock: who finds theirs open need not wait.
        let open = || self.inner.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut known = open().clone();
        let mut runs = vec![Vec::new(); usize::from(catalogue.buckets)];
        for file in catalogue.runs() {
            let run = match known.get(&file.name) {
                Some(run) => run.clone(),
                None => OpenRun::open_whole(&self.inner.folder.join(&file.name), file.rows)?,
            };
            known.insert(file.name.clone(), run.clone());
            if let Some(bucket) = runs.get_mut(usize::from(file.bucket)) {
                bucket.push((run, file.age));
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

    /// Takes the lock without keeping the async threads waiting.
    pub(crate) async fn locked(&self) -> Result<WriteLock, EventsError> {
        let log = self.clone();
        blocking(move || log.lock()).await
    }

    pub(crate) fn remote(&self) -> Option<&Remote> {
        self.inner.remote.as_ref()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn buckets(&self) -> u16 {
        self.inner.buckets
    }

    /// What was past before this moment need not be readable any more.
    pub(crate) fn forgets_before(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - self.kept
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Lets go of the files that are open in case somebody reads them.
    pub(crate) fn close_files(&self) {
        self.inner.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
    }
}

/// What opening a log learns of it.
struct Seen {
    log: String,
    /// The folder as other programs find it.
    place: String,
    buckets: u16,
    marked: bool,
}

/// Makes sure that a folder is the one a database knows.
async fn recognise(
    folder: &Path,
    catalogue: Catalogue,
    remote: &Option<Remote>,
) -> Result<Seen, EventsError> {
    let (folder, url) = (folder.to_owned(), remote.as_ref().map(|remote| remote.url().to_owned()));
    blocking(move || {
        std::fs::create_dir_all(&folder).map_err(EventsError::file(&folder))?;
        let found = folder::look(&folder)?;
        // What a new folder lacks is brought.
        if url.is_none() || !found.is_empty() {
            found.check(&folder, &catalogue)?;
        }
        let Catalogue { log, buckets, .. } = catalogue;
        let place = folder.canonicalize().map_err(EventsError::file(&folder))?;
        let place = url.unwrap_or_else(|| format!("{}/", place.display()));
        Ok(Seen { log, place, buckets, marked: found.mark.is_some() })
    })
    .await
}

/// Runs file work away from the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EventsError> + Send + 'static,
) -> Result<T, EventsError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| EventsError::Interrupted(error.to_string()))?
}

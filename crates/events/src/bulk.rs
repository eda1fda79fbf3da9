//! Many events at once: gathered in memory, spilled when they are many, written as runs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use foldhash::quality::RandomState;
use vocab::{CustomerId, Event};

use crate::change::Change;
use crate::lock::WriteLock;
use crate::merging::AT_ONCE;
use crate::row::{EventRef, Packed, Texts, in_order};
use crate::run::{RunInfo, RunWriter};
use crate::{EventsError, bucket_of, folder, ids, merge};

/// Memory the gathered rows may take before they are spilled.
const SPILL_BYTES: usize = 256 << 20;

/// Events on their way into the log. Nothing is visible until the prepared bulk is committed.
///
/// Of several events with one id the first that was pushed is taken. This is decided when it
/// is pushed, so it does not depend on when, or whether, events are spilled.
#[derive(Debug)]
pub struct Bulk {
    folder: PathBuf,
    texts: Texts,
    rows: Vec<Vec<Packed>>,
    gathered: usize,
    pushed: usize,
    ids: HashSet<u128, RandomState>,
    // Before the lock, which is released when the files are gone.
    spills: Spills,
    spill_bytes: usize,
    pub(crate) lock: WriteLock,
}

impl Bulk {
    pub(crate) fn new(folder: &Path, lock: WriteLock, buckets: u16) -> Self {
        Self {
            folder: folder.to_owned(),
            texts: Texts::default(),
            rows: vec![Vec::new(); usize::from(buckets)],
            gathered: 0,
            pushed: 0,
            ids: HashSet::default(),
            spills: Spills::new(folder, buckets),
            spill_bytes: SPILL_BYTES,
            lock,
        }
    }

    /// Spills earlier than by default; for tests of large bulks.
    #[must_use]
    pub fn with_memory(mut self, bytes: usize) -> Self {
        self.spill_bytes = bytes;
        self
    }

    /// Takes one event.
    ///
    /// # Errors
    /// When memory is full and the spill cannot be written.
    pub fn push(&mut self, event: &Event) -> Result<(), EventsError> {
        self.pushed += 1;
        if !self.ids.insert(event.id.0) {
            return Ok(());
        }
        let buckets = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let customer = event.customer.as_ref().map_or("", CustomerId::as_str);
        let bucket = usize::from(bucket_of(customer, buckets));
        self.rows[bucket].push(Packed::new(event, &mut self.texts));
        self.gathered += 1;
        if self.gathered * size_of::<Packed>() + self.texts.bytes() > self.spill_bytes {
            self.spill()?;
        }
        Ok(())
    }

    /// Events taken so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pushed
    }

    /// Whether nothing was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pushed == 0
    }

    fn spill(&mut self) -> Result<(), EventsError> {
        let texts = std::mem::take(&mut self.texts);
        for (bucket, rows) in self.rows.iter_mut().enumerate() {
            let rows = std::mem::take(rows);
            if rows.is_empty() {
                continue;
            }
            self.spills.add(bucket, &rows, &texts)?;
        }
        self.gathered = 0;
        Ok(())
    }

    /// All events as sorted parts of the buckets, for who knows what to do with them.
    pub(crate) fn into_parts(mut self) -> Result<Spills, EventsError> {
        self.spill()?;
        Ok(self.spills)
    }

    /// Writes the runs and the id file of what the log does not know yet.
    pub(crate) fn write(
        mut self,
        base: i64,
        id_files: &[(PathBuf, u64)],
    ) -> Result<Prepared, EventsError> {
        if self.spills.number > 0 {
            self.spill()?;
        }
        let mut ids: Vec<u128> = std::mem::take(&mut self.ids).into_iter().collect();
        ids.sort_unstable();
        let mut known: Vec<u128> = Vec::new();
        for (path, count) in id_files {
            known.extend(ids::known(path, *count, &ids)?);
        }
        known.sort_unstable();
        ids.retain(|id| known.binary_search(id).is_err());

        let jobs: Vec<Job> = std::mem::take(&mut self.rows)
            .into_iter()
            .zip(&self.spills.files)
            .enumerate()
            .filter(|(_, (rows, spilled))| !rows.is_empty() || !spilled.is_empty())
            .map(|(bucket, (rows, spilled))| {
                // A bucket's number came from a u16.
                let bucket = u16::try_from(bucket).unwrap_or(0);
                let path = self.folder.join(folder::run_name(base + 1, bucket));
                Job { bucket, path, rows, spilled }
            })
            .collect();
        let texts = &self.texts;
        let fresh = |id: u128| known.binary_search(&id).is_err();
        let runs = in_parallel(jobs, threads(), |job| job.write(texts, &fresh))?;
        let runs: Vec<RunInfo> = runs.into_iter().flatten().collect();
        let accepted: u64 = runs.iter().map(|run| run.rows).sum();
        debug_assert_eq!(accepted, ids.len() as u64, "each new id is in one run");
        let ids = if accepted > 0 {
            let path = self.folder.join(folder::ids_name(base + 1));
            let rows = ids::write(&path, ids.iter().map(|id| Ok(*id)))?;
            Some((path, rows))
        } else {
            None
        };
        folder::sync(&self.folder)?;
        let duplicates = self.pushed as u64 - accepted;
        let touched = runs.iter().map(|run| run.bucket).collect();
        let change = Change { base, runs, ids, touched, ..Change::default() };
        Ok(Prepared { accepted, duplicates, change, lock: self.lock })
    }
}

/// The parts of a bulk that memory had no room for, by bucket. They are removed when this goes,
/// however the bulk ends; after a crash whoever takes the lock next removes them.
#[derive(Debug)]
pub(crate) struct Spills {
    folder: PathBuf,
    files: Vec<Vec<(PathBuf, u64)>>,
    number: usize,
}

impl Spills {
    fn new(folder: &Path, buckets: u16) -> Self {
        Self { folder: folder.to_owned(), files: vec![Vec::new(); usize::from(buckets)], number: 0 }
    }

    /// The parts of a bucket, with the number of their events.
    pub(crate) fn of(&self, bucket: u16) -> &[(PathBuf, u64)] {
        self.files.get(usize::from(bucket)).map_or(&[], Vec::as_slice)
    }

    /// A path for the next part; its file is removed even if writing it fails.
    fn next(&mut self, bucket: usize) -> PathBuf {
        self.number += 1;
        let path = self.folder.join(folder::spill_name(self.number, bucket));
        self.files[bucket].push((path.clone(), 0));
        path
    }

    fn finished(&mut self, bucket: usize, run: &RunInfo) {
        if let Some(last) = self.files[bucket].last_mut() {
            last.1 = run.rows;
        }
    }

    /// Writes rows of a bucket, in order.
    fn add(&mut self, bucket: usize, rows: &[Packed], texts: &Texts) -> Result<(), EventsError> {
        if self.files[bucket].len() >= AT_ONCE {
            self.join(bucket)?;
        }
        let path = self.next(bucket);
        let mut writer = RunWriter::create(&path, u16::try_from(bucket).unwrap_or(0))?;
        for place in in_order(rows, texts) {
            writer.write(&rows[place as usize].borrow(texts))?;
        }
        self.finished(bucket, &writer.finish_for_now()?);
        Ok(())
    }

    /// Makes one part of all parts of a bucket: writing its run must not need a file each.
    fn join(&mut self, bucket: usize) -> Result<(), EventsError> {
        let parts = self.files[bucket].clone();
        let path = self.next(bucket);
        let whole = merge::into_run(&parts, &path, u16::try_from(bucket).unwrap_or(0))?;
        self.finished(bucket, &whole);
        for (part, _) in self.files[bucket].drain(..parts.len()) {
            std::fs::remove_file(&part).map_err(EventsError::file(&part))?;
        }
        Ok(())
    }
}

impl Drop for Spills {
    fn drop(&mut self) {
        for (path, _) in self.files.iter().flatten() {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    tracing::warn!(path = %path.display(), %error, "a spilled part stays behind");
                }
                _ => {}
            }
        }
    }
}

/// One bucket's part of a bulk.
struct Job<'a> {
    bucket: u16,
    path: PathBuf,
    rows: Vec<Packed>,
    spilled: &'a [(PathBuf, u64)],
}

impl Job<'_> {
    fn write(
        self,
        texts: &Texts,
        fresh: &(impl Fn(u128) -> bool + Sync),
    ) -> Result<Option<RunInfo>, EventsError> {
        let mut writer: Option<RunWriter> = None;
        let mut take = |event: &EventRef<'_>| -> Result<bool, EventsError> {
            if !fresh(event.id) {
                return Ok(true);
            }
            let writer = match &mut writer {
                Some(writer) => writer,
                none => none.insert(RunWriter::create(&self.path, self.bucket)?),
            };
            writer.write(event)?;
            Ok(true)
        };
        if self.spilled.is_empty() {
            for place in in_order(&self.rows, texts) {
                take(&self.rows[place as usize].borrow(texts))?;
            }
        } else {
            let mut cursors = Vec::new();
            for (path, rows) in self.spilled {
                cursors.push(merge::open(path, *rows)?);
            }
            merge::ordered(cursors, take)?;
        }
        writer.map(RunWriter::finish).transpose()
    }
}

/// How many threads file work may use.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(8)
}

/// Runs the jobs on a few threads and gives their results in the order of the jobs.
pub(crate) fn in_parallel<J: Send, R: Send>(
    jobs: Vec<J>,
    threads: usize,
    work: impl Fn(J) -> Result<R, EventsError> + Sync,
) -> Result<Vec<R>, EventsError> {
    let queue = std::sync::Mutex::new(jobs.into_iter().enumerate());
    let worker = || -> Result<Vec<(usize, R)>, EventsError> {
        let mut done = Vec::new();
        loop {
            // A poisoned queue means another worker panicked; its panic is passed on below.
            let next = queue.lock().map_or(None, |mut queue| queue.next());
            let Some((place, job)) = next else { return Ok(done) };
            done.push((place, work(job)?));
        }
    };
    let mut results = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(worker)).collect();
        let mut all = Vec::new();
        for handle in handles {
            match handle.join() {
                Ok(result) => all.extend(result?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok::<_, EventsError>(all)
    })?;
    results.sort_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

/// A bulk whose files are written and durable, ready to be committed. The log stays locked for
/// other writers until this is dropped: after the commit give it to
/// [`EventLog::settle`](crate::EventLog::settle), which does so.
#[derive(Debug)]
pub struct Prepared {
    /// Events that are new.
    pub accepted: u64,
    /// Events the log already has, or that the bulk itself held twice.
    pub duplicates: u64,
    pub(crate) change: Change,
    pub(crate) lock: WriteLock,
}

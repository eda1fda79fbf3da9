//! Many events at once: gathered in memory, spilled when they are many, written as runs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use vocab::{CustomerId, Event};

use crate::columns::Columns;
use crate::lock::WriteLock;
use crate::row::{EventRef, Packed, Texts};
use crate::run::{OpenRun, RunInfo, RunWriter};
use crate::{EventsError, bucket_of, ids, merge};

/// Memory the gathered rows may take before they are spilled.
const SPILL_BYTES: usize = 256 << 20;

/// Events on their way into the log. Nothing is visible until the prepared bulk is committed.
#[derive(Debug)]
pub struct Bulk {
    pub(crate) folder: PathBuf,
    pub(crate) lock: WriteLock,
    texts: Texts,
    rows: Vec<Vec<Packed>>,
    gathered: usize,
    ids: Vec<u128>,
    spilled: Vec<Vec<PathBuf>>,
    spills: usize,
    spill_bytes: usize,
}

impl Bulk {
    pub(crate) fn new(folder: &Path, lock: WriteLock, buckets: u16) -> Self {
        Self {
            folder: folder.to_owned(),
            lock,
            texts: Texts::default(),
            rows: vec![Vec::new(); usize::from(buckets)],
            gathered: 0,
            ids: Vec::new(),
            spilled: vec![Vec::new(); usize::from(buckets)],
            spills: 0,
            spill_bytes: SPILL_BYTES,
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
        let buckets = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let customer = event.customer.as_ref().map_or("", CustomerId::as_str);
        let bucket = usize::from(bucket_of(customer, buckets));
        self.rows[bucket].push(Packed::new(event, &mut self.texts));
        self.ids.push(event.id.0);
        self.gathered += 1;
        if self.gathered * size_of::<Packed>() + self.texts.bytes() > self.spill_bytes {
            self.spill()?;
        }
        Ok(())
    }

    /// Events taken so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether nothing was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    fn spill(&mut self) -> Result<(), EventsError> {
        self.spills += 1;
        let texts = std::mem::take(&mut self.texts);
        for (bucket, rows) in self.rows.iter_mut().enumerate() {
            let mut rows = std::mem::take(rows);
            if rows.is_empty() {
                continue;
            }
            rows.sort_unstable_by(|a, b| a.order(b, &texts));
            rows.dedup_by_key(|row| row.id);
            let path = self.folder.join(format!("spill-{:04}-{bucket:03}.parquet", self.spills));
            // A bucket's number came from a u16.
            let mut writer = RunWriter::create(&path, u16::try_from(bucket).unwrap_or(0))?;
            for row in &rows {
                writer.write(&row.borrow(&texts))?;
            }
            self.spilled[bucket].push(writer.finish()?.path);
        }
        self.gathered = 0;
        Ok(())
    }

    /// Writes the runs and the id file of what the log does not know yet.
    pub(crate) fn write(
        mut self,
        base: i64,
        id_files: &[PathBuf],
    ) -> Result<Prepared, EventsError> {
        if self.spills > 0 {
            self.spill()?;
        }
        let pushed = self.ids.len() as u64;
        let mut ids = std::mem::take(&mut self.ids);
        ids.sort_unstable();
        let repeated: HashSet<u128> =
            ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        ids.dedup();
        let mut known: Vec<u128> = Vec::new();
        for path in id_files {
            known.extend(ids::known(path, &ids)?);
        }
        known.sort_unstable();

        let mut prepared =
            Prepared { accepted: 0, duplicates: 0, base, runs: Vec::new(), ids: None, _lock: None };
        let jobs: Vec<Job> = std::mem::take(&mut self.rows)
            .into_iter()
            .zip(std::mem::take(&mut self.spilled))
            .enumerate()
            .filter(|(_, (rows, spilled))| !rows.is_empty() || !spilled.is_empty())
            .map(|(bucket, (rows, spilled))| Job {
                bucket: u16::try_from(bucket).unwrap_or(0),
                path: self.folder.join(format!("run-{:08}-{bucket:03}.parquet", base + 1)),
                rows,
                spilled,
            })
            .collect();
        // An id that occurs more than once in one bulk may do so in two buckets; then the
        // buckets are written one after the other, so that the first one wins every time.
        let threads = if repeated.is_empty() { threads() } else { 1 };
        let seen = std::sync::Mutex::new(HashSet::new());
        let fresh = |id: u128| {
            known.binary_search(&id).is_err()
                && (!repeated.contains(&id) || seen.lock().map_or(true, |mut seen| seen.insert(id)))
        };
        let texts = &self.texts;
        let runs = in_parallel(jobs, threads, |job| job.write(texts, &fresh))?;
        prepared.runs = runs.into_iter().flatten().collect();
        prepared.accepted = prepared.runs.iter().map(|run| run.rows).sum();
        prepared.duplicates = pushed - prepared.accepted;
        if prepared.accepted > 0 {
            let path = self.folder.join(format!("ids-{:08}.bin", base + 1));
            let new = ids.iter().filter(|id| known.binary_search(id).is_err()).map(|id| Ok(*id));
            let rows = ids::write(&path, new)?;
            prepared.ids = Some((path, rows));
        }
        for spilled in self.folder.read_dir().map_err(EventsError::file(&self.folder))?.flatten() {
            if spilled.file_name().to_string_lossy().starts_with("spill-") {
                std::fs::remove_file(spilled.path()).map_err(EventsError::file(&self.folder))?;
            }
        }
        crate::log::sync_folder(&self.folder)?;
        prepared._lock = Some(self.lock);
        Ok(prepared)
    }
}

/// One bucket's part of a bulk.
struct Job {
    bucket: u16,
    path: PathBuf,
    rows: Vec<Packed>,
    spilled: Vec<PathBuf>,
}

impl Job {
    fn write(
        mut self,
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
            self.rows.sort_unstable_by(|a, b| a.order(b, texts));
            for row in &self.rows {
                take(&row.borrow(texts))?;
            }
        } else {
            let mut cursors = Vec::new();
            for path in &self.spilled {
                cursors.push(OpenRun::open(path)?.cursor(Columns::ALL, None)?);
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
/// other writers until this is dropped: drop it after the transaction ended.
#[derive(Debug)]
pub struct Prepared {
    /// Events that are new.
    pub accepted: u64,
    /// Events the log already has, or that the bulk itself held twice.
    pub duplicates: u64,
    pub(crate) base: i64,
    pub(crate) runs: Vec<RunInfo>,
    pub(crate) ids: Option<(PathBuf, u64)>,
    _lock: Option<WriteLock>,
}

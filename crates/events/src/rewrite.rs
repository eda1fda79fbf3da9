//! Rewriting what lies in runs already: the events of a customer who is erased, and of an id that
//! turned out to be somebody else.
//!
//! Events never change otherwise. Only the files that hold such a customer are written anew,
//! found by the smallest and largest customer of their row groups and pages; one new file a
//! bucket takes the place of them. Their count is compared with what should have become of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use store::Tx;
use vocab::{CustomerId, Event};

use crate::bulk::{Bulk, in_parallel, threads};
use crate::change::Change;
use crate::columns::Columns;
use crate::lock::WriteLock;
use crate::log::blocking;
use crate::row::EventRef;
use crate::rows::{Catalogue, FileRow};
use crate::run::{Cursor, OpenRun, Reading, RunInfo, RunWriter};
use crate::traces::{Said, Traces};
use crate::{EventLog, EventsError, bucket_of, folder, ids, inbox, merge, rows};

/// Up to so many customers are looked up in a file one by one; for more it is read whole.
const FEW: usize = 64;

/// The customer of events of nobody in particular, as runs name them.
const NOBODY: &str = "";

/// What becomes of the events of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// They are gone, and so is everything from which they could be read: files, earlier
    /// snapshots, their ids.
    Erase,
    /// They are those of another customer.
    MoveTo(CustomerId),
    /// The customer stays, but a person or two is forgotten.
    Forget(Traces),
}

/// A rewriting whose files are written and durable, ready to be committed. The log stays locked
/// for other writers until this is dropped: after the commit give it to
/// [`EventLog::settle_rewrite`], which does so.
#[derive(Debug)]
pub struct Rewrite {
    /// Events that go.
    pub erased: u64,
    /// Events that belong to another customer afterwards.
    pub moved: u64,
    /// Events that say less afterwards.
    pub blotted: u64,
    fates: Fates,
    change: Change,
    lock: WriteLock,
}

impl EventLog {
    /// Writes the files that are as if the events of these customers had been erased or moved, and
    /// as if the person with these traces had left none in events of nobody in particular (give
    /// empty ones where nobody is to be forgotten). Nothing is visible yet. Only runs are
    /// rewritten: hand the inbox over before.
    ///
    /// # Errors
    /// When a file cannot be read or written or the database fails.
    pub async fn prepare_rewrite(
        &self,
        fates: &BTreeMap<CustomerId, Fate>,
        traces: &Traces,
    ) -> Result<Rewrite, EventsError> {
        let fates = Fates::new(fates, traces);
        let lock = self.locked().await?;
        let catalogue = self.settled(&lock).await?;
        let folder = self.folder().to_owned();
        let rewrite = blocking(move || write(&folder, &catalogue, fates, lock)).await?;
        self.send(&rewrite.change).await?;
        Ok(rewrite)
    }

    /// Makes a rewriting part of the log, inside the caller's transaction. Events of erased
    /// customers that came into the inbox meanwhile go too, and so do traces in whosever events;
    /// who erases must see to it that no more come.
    ///
    /// # Errors
    /// [`EventsError::Raced`] when another process changed the log meanwhile; the transaction
    /// must then be given up.
    pub async fn commit_rewrite(&self, tx: &Tx, rewrite: &Rewrite) -> Result<(), EventsError> {
        if !rewrite.change.is_empty() {
            self.make(tx, &rewrite.change).await?;
        }
        if !rewrite.change.forgets {
            return Ok(());
        }
        for row in rows::inbox::oldest(tx, u64::MAX).await? {
            let mut events = inbox::unpack(row.seq, &row.body)?;
            let before = events.len();
            let mut changed = false;
            events.retain_mut(|event| match rewrite.fates.of_waiting(event) {
                Waits::AsItIs => true,
                Waits::Gone => false,
                Waits::Blotted(Said { text, item, reference }) => {
                    event.text = text.or(event.text.take());
                    event.item = item.or(event.item.take());
                    event.reference = reference.or(event.reference.take());
                    changed = true;
                    true
                }
            });
            if !changed && events.len() == before {
                continue;
            }
            rows::inbox::remove(tx, &[row.seq]).await?;
            if !events.is_empty() {
                rows::inbox::add(tx, events.len(), inbox::pack(&events)?).await?;
            }
        }
        Ok(())
    }

    /// To be called when the transaction of a rewriting was committed: notes it in the folder
    /// and removes the files that were let go. What a crash keeps from being removed the next
    /// writer removes; it is on a list that was committed too.
    pub async fn settle_rewrite(&self, rewrite: Rewrite) {
        if rewrite.change.is_empty() {
            return;
        }
        let noted = self.note(rewrite.change.number(), &rewrite.lock).await;
        // Files held open would keep what they hold on the disk.
        self.close_files();
        let settled = match noted {
            Ok(()) => self.settled(&rewrite.lock).await.map(|_| ()),
            Err(error) => Err(error),
        };
        // What was committed stays so; the next writer makes up for it.
        if let Err(error) = settled {
            tracing::warn!(%error, "files that were rewritten could not be removed yet");
        }
    }
}

/// What becomes of whom at last: customers that are moved to somebody who is moved on go there
/// at once.
#[derive(Debug)]
struct Fates {
    of: HashMap<String, Last>,
    /// Of a person who is to be forgotten, also where nobody has looked yet.
    traces: Traces,
}

/// What becomes of a customer's events.
#[derive(Debug, PartialEq)]
enum Last {
    Gone,
    Of(String),
    Without(Traces),
}

/// What becomes of one event of the runs.
#[derive(Debug, PartialEq)]
enum Becomes<'a> {
    Stays,
    Goes,
    IsOf(&'a str),
    Says(Said),
}

/// What becomes of one event of the inbox; it is moved when it is handed over.
enum Waits {
    AsItIs,
    Gone,
    Blotted(Said),
}

impl Fates {
    fn new(fates: &BTreeMap<CustomerId, Fate>, traces: &Traces) -> Self {
        let last = |customer: &CustomerId| {
            let mut at = customer;
            // A way longer than there are steps goes in a circle: nothing is to be moved.
            for _ in 0..=fates.len() {
                match fates.get(at) {
                    Some(Fate::Erase) => return Some(Last::Gone),
                    Some(Fate::MoveTo(next)) => at = next,
                    Some(Fate::Forget(traces)) if at == customer => {
                        return Some(Last::Without(traces.clone()));
                    }
                    None | Some(Fate::Forget(_)) => {
                        return (at != customer).then(|| Last::Of(at.as_str().to_owned()));
                    }
                }
            }
            None
        };
        let found = fates.keys().filter_map(|key| Some((key.as_str().to_owned(), last(key)?)));
        let mut of: HashMap<String, Last> = found.collect();
        if !traces.is_empty() {
            of.insert(NOBODY.to_owned(), Last::Without(traces.clone()));
        }
        Self { of, traces: traces.clone() }
    }

    fn of(&self, customer: &str) -> Option<&Last> {
        self.of.get(customer)
    }

    fn becomes(&self, event: &EventRef<'_>) -> Becomes<'_> {
        match self.of(event.customer) {
            None => Becomes::Stays,
            Some(Last::Gone) => Becomes::Goes,
            Some(Last::Of(other)) => Becomes::IsOf(other),
            Some(Last::Without(traces)) if traces.is_about(event.contact) => Becomes::Goes,
            Some(Last::Without(traces)) => {
                let said = traces.out_of(event.text, event.item, event.reference);
                said.map_or(Becomes::Stays, Becomes::Says)
            }
        }
    }

    fn of_waiting(&self, event: &Event) -> Waits {
        let customer = event.customer.as_ref().map_or("", CustomerId::as_str);
        match self.of(customer) {
            Some(Last::Gone) => Waits::Gone,
            Some(Last::Without(traces)) => without_traces(traces, event),
            None | Some(Last::Of(_)) => without_traces(&self.traces, event),
        }
    }

    fn erases(&self) -> bool {
        self.of.values().any(|last| !matches!(last, Last::Of(_)))
    }
}

fn without_traces(traces: &Traces, event: &Event) -> Waits {
    let contact = event.contact.as_ref().map_or("", |contact| contact.as_str());
    if traces.is_about(contact) {
        return Waits::Gone;
    }
    let word = |field: &Option<String>| field.clone().unwrap_or_default();
    let said = traces.out_of(&word(&event.text), &word(&event.item), &word(&event.reference));
    said.map_or(Waits::AsItIs, Waits::Blotted)
}

/// What was found of the customers in the runs.
struct Found {
    /// Runs to be written anew, with how many of their events leave them.
    runs: Vec<(FileRow, u64)>,
    erased: Vec<u128>,
    moved: u64,
    blotted: u64,
}

fn write(
    folder: &Path,
    catalogue: &Catalogue,
    fates: Fates,
    lock: WriteLock,
) -> Result<Rewrite, EventsError> {
    let mut moving = Bulk::new(folder, lock.clone(), catalogue.buckets);
    let mut found = find(folder, catalogue, &fates, &mut moving)?;
    let parts = moving.into_parts()?;
    let number = catalogue.snapshot + 1;
    let jobs: Vec<Job<'_>> = (0..catalogue.buckets)
        .map(|bucket| Job {
            bucket,
            path: folder.join(folder::run_name(number, bucket)),
            old: found.runs.iter().filter(|(file, _)| file.bucket == bucket).collect(),
            parts: parts.of(bucket),
        })
        .filter(|job| !job.old.is_empty() || !job.parts.is_empty())
        .collect();
    let touched = jobs.iter().map(|job| job.bucket).collect();
    let runs = in_parallel(jobs, threads(), |job| job.write(folder, &fates))?;
    drop(parts);
    found.erased.sort_unstable();
    let (ids, old_ids) = without(folder, catalogue, &found.erased)?;
    folder::sync(folder)?;
    let replaced = found.runs.into_iter().map(|(file, _)| file).chain(old_ids).collect();
    let change = Change {
        base: catalogue.snapshot,
        runs: runs.into_iter().flatten().collect(),
        ids,
        replaced,
        touched,
        rewrites: true,
        forgets: fates.erases(),
    };
    let erased = found.erased.len() as u64;
    let (moved, blotted) = (found.moved, found.blotted);
    Ok(Rewrite { erased, moved, blotted, fates, change, lock })
}

/// Looks for the customers in the runs of their buckets; gathers the events that move.
fn find(
    folder: &Path,
    catalogue: &Catalogue,
    fates: &Fates,
    moving: &mut Bulk,
) -> Result<Found, EventsError> {
    let mut customers: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for name in fates.of.keys() {
        let bucket = bucket_of(name, catalogue.buckets);
        customers.entry(bucket).or_default().insert(name);
    }
    let mut found = Found { runs: Vec::new(), erased: Vec::new(), moved: 0, blotted: 0 };
    for file in catalogue.runs() {
        let Some(wanted) = customers.get(&file.bucket) else { continue };
        let run = OpenRun::open_whole(&folder.join(&file.name), file.rows)?;
        let mut here = 0;
        look(&run, wanted, &mut |event| {
            let becomes = fates.becomes(event);
            here += u64::from(becomes != Becomes::Stays);
            match becomes {
                Becomes::Stays => Ok(()),
                Becomes::Goes => {
                    found.erased.push(event.id);
                    Ok(())
                }
                Becomes::IsOf(target) => {
                    found.moved += 1;
                    moving.push(&EventRef { customer: target, ..*event }.to_event()?)
                }
                Becomes::Says(said) => {
                    found.blotted += 1;
                    let event = EventRef {
                        text: said.text.as_deref().unwrap_or(event.text),
                        item: said.item.as_deref().unwrap_or(event.item),
                        reference: said.reference.as_deref().unwrap_or(event.reference),
                        ..*event
                    };
                    moving.push(&event.to_event()?)
                }
            }
        })?;
        if here > 0 {
            found.runs.push((file.clone(), here));
        }
    }
    Ok(found)
}

/// Calls `visit` for every event of these customers.
fn look(
    run: &OpenRun,
    customers: &BTreeSet<&str>,
    visit: &mut impl FnMut(&EventRef<'_>) -> Result<(), EventsError>,
) -> Result<(), EventsError> {
    // Nobody has no name to be looked up by.
    if customers.len() > FEW || customers.contains(NOBODY) {
        let mut cursor = Cursor::new(run, Columns::ALL, Reading::Ahead)?;
        while let Some(event) = cursor.current() {
            if customers.contains(event.customer) {
                visit(&event)?;
            }
            cursor.advance()?;
        }
        return Ok(());
    }
    for customer in customers {
        let mut cursor = Cursor::near(run, Columns::ALL, customer)?;
        while let Some(event) = cursor.current() {
            match event.customer.cmp(customer) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => visit(&event)?,
                std::cmp::Ordering::Greater => break,
            }
            cursor.advance()?;
        }
    }
    Ok(())
}

/// One bucket's part of a rewriting.
struct Job<'a> {
    bucket: u16,
    path: PathBuf,
    old: Vec<&'a (FileRow, u64)>,
    /// Sorted events that come to the bucket.
    parts: &'a [(PathBuf, u64)],
}

impl Job<'_> {
    fn write(self, folder: &Path, fates: &Fates) -> Result<Option<RunInfo>, EventsError> {
        let mut cursors = Vec::new();
        let mut expected = 0;
        for (file, leaving) in self.old {
            expected += file.rows - leaving;
            cursors.push(merge::open(&folder.join(&file.name), file.rows)?);
        }
        for (part, rows) in self.parts {
            expected += rows;
            cursors.push(merge::open(part, *rows)?);
        }
        let mut writer: Option<RunWriter> = None;
        let mut written = 0;
        // Looked up once a customer, not once an event.
        let mut last = (NOBODY.to_owned(), fates.of(NOBODY).is_none());
        merge::ordered(cursors, |event| {
            if last.0 != event.customer {
                last = (event.customer.to_owned(), fates.of(event.customer).is_none());
            }
            if last.1 || fates.becomes(event) == Becomes::Stays {
                let writer = match &mut writer {
                    Some(writer) => writer,
                    none => none.insert(RunWriter::create(&self.path, self.bucket)?),
                };
                writer.write(event)?;
                written += 1;
            }
            Ok(true)
        })?;
        if written != expected {
            return Err(EventsError::lost(&self.path, written, expected));
        }
        writer.map(RunWriter::finish).transpose()
    }
}

/// A file of ids with the number of them, if there is one.
type Ids = Option<(PathBuf, u64)>;

/// Writes the ids of the files that hold some of the given ones, without those.
fn without(
    folder: &Path,
    catalogue: &Catalogue,
    gone: &[u128],
) -> Result<(Ids, Vec<FileRow>), EventsError> {
    let (mut old, mut count) = (Vec::new(), 0);
    for file in catalogue.files.iter().filter(|file| !file.is_run()) {
        let known = ids::known(&folder.join(&file.name), file.rows, gone)?.len() as u64;
        if known > 0 {
            count += file.rows - known;
            old.push(file.clone());
        }
    }
    if count == 0 {
        return Ok((None, old));
    }
    let sources: Vec<_> = old.iter().map(|file| (folder.join(&file.name), file.rows)).collect();
    let path = folder.join(folder::ids_name(catalogue.snapshot + 1));
    let kept =
        ids::merge(&sources)?.filter(|id| !matches!(id, Ok(id) if gone.binary_search(id).is_ok()));
    let rows = ids::write(&path, kept)?;
    if rows == count {
        Ok((Some((path, rows)), old))
    } else {
        Err(EventsError::lost(&path, rows, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_moved_on_goes_to_the_last_at_once() {
        let id = |name: &str| CustomerId::new(name).unwrap();
        let to = |name: &str| Fate::MoveTo(id(name));
        let fates = [
            ("a", to("b")),
            ("b", to("c")),
            ("d", to("e")),
            ("e", Fate::Erase),
            ("round", to("and")),
            ("and", to("round")),
            ("self", to("self")),
            ("off", to("round")),
        ];
        let fates = fates.into_iter().map(|(name, fate)| (id(name), fate)).collect();
        let fates = Fates::new(&fates, &Traces::default());
        for (name, fate) in [
            ("a", Some(Last::Of("c".to_owned()))),
            ("b", Some(Last::Of("c".to_owned()))),
            ("c", None),
            ("d", Some(Last::Gone)),
            ("e", Some(Last::Gone)),
            ("round", None),
            ("and", None),
            ("self", None),
            ("off", None),
        ] {
            assert_eq!(fates.of(name), fate.as_ref(), "{name}");
        }
        assert!(fates.erases());
    }
}

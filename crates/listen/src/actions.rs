//! What this room does: import files, and record what other rooms did.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use events::{Bulk, EventLog, EventsError};
use store::blocks::Blocks;
use store::records::import;
use store::{Lock, Store, Tx, save_company};
use tokio::runtime::{Handle, RuntimeFlavor};
use vocab::{CustomerId, Event, EventId};

use crate::error::ImportError;
use crate::formats::{self, History, correction};
use crate::parse::{self, Parsed, Sink};
use crate::pending::Records;
use crate::rejects::Rejects;
use crate::request::{ImportReport, ImportRequest, Progress, Step};
use crate::rows;

impl Sink for Bulk {
    fn event(&mut self, event: &Event) -> Result<(), ImportError> {
        Ok(self.push(event)?)
    }
}

/// Imports files, all or nothing: either every row that can be taken is taken and the rest
/// stands in files of rejected rows, or the data folder is as it was.
///
/// The steps: read and map every file; compare with the log and write event files nobody sees
/// yet; then one transaction makes events, records, settings and the note of the import
/// visible together. A process killed at any point leaves the old state, and running the same
/// call again gives the same counts.
///
/// # Errors
/// When a file, map or option is not right, when not a single row of a file can be taken, or
/// when the store or the disk fails. Nothing is taken then.
pub async fn import(
    store: &Store,
    log: &EventLog,
    request: &ImportRequest,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let started = std::time::Instant::now();
    // Waits for other writers; held until the end, so the company's currency cannot be decided
    // by two imports at once.
    let mut bulk = {
        let log = log.clone();
        tokio::task::spawn_blocking(move || log.bulk())
            .await
            .map_err(|error| ImportError::Interrupted(error.to_string()))??
    };
    let company = store::company(store.read()).await?;
    // Under the same lock that an erasure takes: nobody is erased meanwhile.
    let blocks = Blocks::load(store.read()).await?;
    let mut parsed = off_the_clock(|| {
        let mut parsed = parse::parse(request, &company, &blocks, progress, &mut bulk)?;
        parsed.rejects.iter_mut().try_for_each(Rejects::close)?;
        Ok::<_, ImportError>(parsed)
    })?;

    progress.step(Step::Writing);
    let prepared = log.prepare(bulk).await?;

    progress.step(Step::Saving);
    let tx = store.begin().await?;
    log.commit(&tx, &prepared).await?;
    let (mut accepted, mut duplicates) = (prepared.accepted, prepared.duplicates);
    let id = import_id(&tx, request).await?;
    let saved = save_records(&tx, log, std::mem::take(&mut parsed.records), &id).await?;
    accepted += saved.accepted;
    duplicates += saved.duplicates;
    if saved.other_content > 0 {
        parsed.notes.push(format!(
            "{} something else (of source, text, sale, family or notice) than what is on record \
             for the same time; what is on record stays",
            match saved.other_content {
                1 => "1 consent says".to_owned(),
                consents => format!("{consents} consents say"),
            }
        ));
    }
    settle_company(&tx, &parsed).await?;

    let mut rejected_files = Vec::new();
    for rejects in &mut parsed.rejects {
        let path = rejects.publish(request.now)?.to_owned();
        parsed.notes.push(format!("rejected rows: {}", path.display()));
        rejected_files.push(path);
    }
    let rejected_file = match rejected_files.as_slice() {
        [first, _, ..] => first.parent().map(Path::to_path_buf),
        one => one.first().cloned(),
    };
    let mut report = ImportReport {
        rows: parsed.rows,
        accepted,
        duplicates,
        rejected: parsed.rejected,
        blocked: parsed.blocked,
        rejected_file,
        customers: parsed.customers.len(),
        seconds: 0.0,
        notes: std::mem::take(&mut parsed.notes),
    };
    note_import(&tx, id, request, &parsed, &report, &rejected_files).await?;
    tx.commit().await?;
    log.settle(prepared).await;
    for rejects in parsed.rejects {
        rejects.keep();
    }
    report.seconds = started.elapsed().as_secs_f64();
    tracing::info!(
        rows = report.rows,
        accepted,
        duplicates,
        rejected = report.rejected,
        "imported"
    );
    Ok(report)
}

/// Records what a room did or received, inside the caller's transaction. Events that are
/// already known count once; those about people who were erased are left out.
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &Tx, log: &EventLog, events: &[Event]) -> Result<(), EventsError> {
    let blocks = Blocks::about(tx, events).await?;
    if blocks.is_empty() {
        return log.append(tx, events).await;
    }
    let free: Vec<Event> = events.iter().filter(|event| !blocks.stops(event)).cloned().collect();
    log.append(tx, &free).await
}

/// Runs long work without keeping other tasks of the runtime waiting.
fn off_the_clock<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

/// Counts of saved records.
#[derive(Debug, Default)]
struct Counts {
    accepted: u64,
    duplicates: u64,
    /// Duplicates that say something else than what is on record.
    other_content: u64,
}

impl Counts {
    fn add<M>(&mut self, saved: &rows::Saved<M>) {
        self.accepted += saved.accepted;
        self.duplicates += saved.duplicates;
        self.other_content += saved.other_content;
    }
}

/// The events that bring a history up to date with records.
fn history<R: History>(saved: &rows::Saved<R>, import: &str) -> Vec<Event> {
    let new = saved.new.iter().flat_map(History::says);
    let changed = saved.changed.iter().flat_map(|(was, is)| correction(was, is, import));
    new.chain(changed).collect()
}

/// Brings the records up to date and puts what follows from them into the customers' history.
async fn save_records(
    tx: &Tx,
    log: &EventLog,
    records: Records,
    import: &str,
) -> Result<Counts, ImportError> {
    let mut counts = Counts::default();
    let mut events = Vec::new();

    counts.add(&rows::save_customers(tx, records.customers).await?);
    counts.add(&rows::save_targets(tx, records.targets).await?);
    let contacts = rows::save_contacts(tx, records.contacts).await?;
    counts.add(&contacts);
    let consents = rows::save_consents(tx, records.consents).await?;
    counts.add(&consents);

    // A consent becomes an event as soon as its contact is known, whichever came first.
    let new_contacts: Vec<String> = contacts.new.iter().map(|row| row.id.clone()).collect();
    let mut due = rows::consents_of(tx, new_contacts).await?;
    due.extend(consents.new);
    let asked: HashSet<String> = due.iter().map(|row| row.contact_id.clone()).collect();
    let customers = rows::customers_of(tx, asked.into_iter().collect()).await?;
    for consent in &due {
        let customer = customers.get(&consent.contact_id);
        let customer = customer.and_then(|id| CustomerId::new(id).ok());
        events.extend(customer.and_then(|id| formats::consent_event(consent, id)));
    }

    let deals = rows::save_deals(tx, records.deals).await?;
    counts.add(&deals);
    events.extend(history(&deals, import));
    let complaints = rows::save_complaints(tx, records.complaints).await?;
    counts.add(&complaints);
    events.extend(history(&complaints, import));
    let promises = rows::save_promises(tx, records.promises).await?;
    counts.add(&promises);
    events.extend(history(&promises, import));
    let surveys = rows::save_surveys(tx, records.surveys).await?;
    counts.add(&surveys);
    events.extend(history(&surveys, import));
    // The log keeps one of each id at the next hand-over.
    log.append(tx, &events).await?;
    Ok(counts)
}

/// The first import of money decides the currency of the books, and the zone if it states one.
async fn settle_company(tx: &Tx, parsed: &Parsed) -> Result<(), ImportError> {
    let Some((currency, _)) = parsed.currency else {
        return Ok(());
    };
    Lock::Company.alone(tx).await?;
    let mut company = store::company(tx).await?;
    match company.currency {
        Some(books) if books == currency => Ok(()),
        Some(books) => Err(ImportError::CurrencySet(books)),
        None => {
            company.currency = Some(currency);
            if let Some(zone) = parsed.maps.iter().find_map(|map| map.zone) {
                company.zone = zone;
            }
            save_company(tx, &company).await?;
            Ok(())
        }
    }
}

/// Names an import among all of this data folder.
async fn import_id(tx: &Tx, request: &ImportRequest) -> Result<String, ImportError> {
    let number = rows::imports(tx).await?.to_string();
    let micros = request.now.timestamp_micros().to_string();
    Ok(EventId::from_key(&["import", &micros, &number]).to_string())
}

async fn note_import(
    tx: &Tx,
    id: String,
    request: &ImportRequest,
    parsed: &Parsed,
    report: &ImportReport,
    rejected_files: &[PathBuf],
) -> Result<(), ImportError> {
    let list = |names: Vec<String>| names.join(", ");
    let files = request
        .files
        .iter()
        .map(|path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned());
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let rejected: Vec<String> =
        rejected_files.iter().map(|path| path.display().to_string()).collect();
    rows::save_import(
        tx,
        import::Model {
            id,
            at: vocab::time::to_micros(request.now),
            files: list(files.collect()),
            preset: list(parsed.maps.iter().map(|map| map.name.clone()).collect()),
            rows: count(report.rows),
            accepted: count(report.accepted),
            duplicates: count(report.duplicates),
            rejected: count(report.rejected),
            blocked: count(report.blocked),
            // One a line; whole paths, for whoever reads them works in another folder.
            rejected_file: (!rejected.is_empty()).then(|| rejected.join("\n")),
        },
    )
    .await?;
    Ok(())
}

//! What this room does: import files, and record what other rooms did.

use std::collections::HashSet;

use events::{Bulk, EventLog, EventsError};
use store::records::import;
use store::{Store, Tx, save_company};
use tokio::runtime::{Handle, RuntimeFlavor};
use vocab::{CustomerId, Event, EventId};

use crate::error::ImportError;
use crate::formats;
use crate::parse::{self, Parsed, Sink};
use crate::pending::Records;
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
    let mut parsed = off_the_clock(|| parse::parse(request, &company, progress, &mut bulk))?;

    progress.step(Step::Writing);
    let prepared = log.prepare(bulk).await?;

    progress.step(Step::Saving);
    let tx = store.begin().await?;
    log.commit(&tx, &prepared).await?;
    let (mut accepted, mut duplicates) = (prepared.accepted, prepared.duplicates);
    let saved = save_records(&tx, log, std::mem::take(&mut parsed.records)).await?;
    accepted += saved.accepted;
    duplicates += saved.duplicates;
    settle_company(&tx, &parsed).await?;

    let mut rejected_file = None;
    for rejects in &mut parsed.rejects {
        let path = rejects.publish(request.now)?.to_owned();
        parsed.notes.push(format!("rejected rows: {}", path.display()));
        rejected_file = Some(path);
    }
    if parsed.rejects.len() > 1 {
        rejected_file = Some(request.rejected_dir.clone());
    }
    let mut report = ImportReport {
        rows: parsed.rows,
        accepted,
        duplicates,
        rejected: parsed.rejected,
        rejected_file,
        customers: parsed.customers.len(),
        seconds: 0.0,
        notes: std::mem::take(&mut parsed.notes),
    };
    note_import(&tx, request, &parsed, &report).await?;
    tx.commit().await?;
    drop(prepared);
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
/// already known are ignored. Gives how many were new to the inbox.
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &Tx, log: &EventLog, events: &[Event]) -> Result<u64, EventsError> {
    log.append(tx, events).await
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
}

impl Counts {
    fn add<M>(&mut self, saved: &rows::Saved<M>) {
        self.accepted += saved.accepted;
        self.duplicates += saved.duplicates;
    }
}

/// Brings the records up to date and puts what follows from them into the customers' history.
async fn save_records(tx: &Tx, log: &EventLog, records: Records) -> Result<Counts, ImportError> {
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
    events.extend(deals.new.iter().chain(&deals.changed).flat_map(formats::deal_events));
    let complaints = rows::save_complaints(tx, records.complaints).await?;
    counts.add(&complaints);
    events.extend(
        complaints.new.iter().chain(&complaints.changed).flat_map(formats::complaint_events),
    );
    // The inbox keeps one of each id, and so does the log at the next hand-over.
    log.append(tx, &events).await?;
    Ok(counts)
}

/// The first import of money decides the currency of the books, and the zone if it states one.
async fn settle_company(tx: &Tx, parsed: &Parsed) -> Result<(), ImportError> {
    let Some((currency, _)) = parsed.currency else {
        return Ok(());
    };
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

async fn note_import(
    tx: &Tx,
    request: &ImportRequest,
    parsed: &Parsed,
    report: &ImportReport,
) -> Result<(), ImportError> {
    let list = |names: Vec<String>| names.join(", ");
    let files = request
        .files
        .iter()
        .map(|path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned());
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let number = rows::imports(tx).await?.to_string();
    let micros = request.now.timestamp_micros().to_string();
    rows::save_import(
        tx,
        import::Model {
            id: EventId::from_key(&["import", &micros, &number]).to_string(),
            at: vocab::time::to_micros(request.now),
            files: list(files.collect()),
            preset: list(parsed.maps.iter().map(|map| map.name.clone()).collect()),
            rows: count(report.rows),
            accepted: count(report.accepted),
            duplicates: count(report.duplicates),
            rejected: count(report.rejected),
            rejected_file: report.rejected_file.as_ref().map(|path| path.display().to_string()),
        },
    )
    .await?;
    Ok(())
}

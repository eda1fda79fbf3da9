//! Everything that is kept of one person, in a readable form.

use std::collections::BTreeMap;

use events::{Columns, EventLog};
use serde::Serialize;
use serde_json::Value;
use store::Store;
use vocab::{Event, Instant};

use crate::places::PLACES;
use crate::rejected::{self, RejectedRow};
use crate::subject::Subject;
use crate::{PrivacyError, rows};

/// Everything that is kept of one person.
#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    /// When this was read.
    pub at: Instant,
    /// Who it is about, with all their numbers and addresses.
    pub subject: Subject,
    /// The rows of each table.
    pub records: BTreeMap<&'static str, Vec<Value>>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Rows of imports that could not be taken and wait to be mended.
    pub rejected_rows: Vec<RejectedRow>,
    /// What Sog makes of the events; it is made anew whenever they change.
    pub picture: Option<Value>,
}

impl Kept {
    /// How many of each there are.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<&'static str, u64> {
        let rows = self.records.iter().map(|(table, rows)| (*table, rows.len() as u64));
        let rest = [
            ("events", self.events.len() as u64),
            ("rejected_rows", self.rejected_rows.len() as u64),
        ];
        rows.chain(rest).filter(|(_, count)| *count > 0).collect()
    }
}

/// Reads everything that is kept of a person. What waits in the inbox is handed over first, so
/// that it is part of it.
///
/// # Errors
/// When the log, a file or the database fails.
pub async fn everything_of(
    store: &Store,
    log: &EventLog,
    subject: Subject,
    now: Instant,
) -> Result<Kept, PrivacyError> {
    log.hand_over(&|_| ()).await?;
    let mut records = BTreeMap::new();
    for place in PLACES {
        let rows = rows::of(store.read(), place, &subject).await?;
        if !rows.is_empty() {
            records.insert(place.table, rows);
        }
    }
    let files = rows::rejected_files(store.read()).await?;
    let snapshot = log.snapshot().await?;
    let of_whom = subject.clone();
    let read = tokio::task::spawn_blocking(move || {
        let traces = of_whom.traces();
        let mut events = Vec::new();
        for id in of_whom.ids() {
            events.append(&mut snapshot.history(&id, Columns::ALL)?);
        }
        // What they did as a contact of somebody else.
        for id in traces.seek(&snapshot, &of_whom.ids().into_iter().collect())? {
            let theirs = snapshot.history(&id, Columns::ALL)?.into_iter().filter(|event| {
                event.contact.as_ref().is_some_and(|id| traces.is_about(id.as_str()))
            });
            events.extend(theirs);
        }
        events.sort_by_key(|event| (event.time, event.id));
        Ok::<_, PrivacyError>((events, rejected::rows_of(&files, &of_whom)?))
    });
    let (events, rejected_rows) =
        read.await.map_err(|error| PrivacyError::Interrupted(error.to_string()))??;
    Ok(Kept { at: now, subject, records, events, rejected_rows, picture: None })
}

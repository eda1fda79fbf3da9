//! What sales noted in a window of days: one ordered pass over the event log.

use events::{Columns, Snapshot};
use serde::Serialize;
use vocab::{Barrier, CustomerId, EventId, EventKind, Instant, Scope, Zone};

use crate::CustomersError;
use crate::local::Days;
use crate::pass::in_parallel;
use crate::series::is_in;
use crate::trade::Window;

/// A note of a seller, with the barriers it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotedBarriers {
    /// The event.
    pub event_id: String,
    /// About whom.
    pub customer: Option<CustomerId>,
    /// When it was written.
    pub time: Instant,
    /// Who wrote it.
    pub owner: Option<String>,
    /// Its words.
    pub text: String,
    /// The barriers; empty when the note names none.
    pub barriers: Vec<Barrier>,
    /// The sales region it is about.
    pub region: Option<String>,
    /// The product family it is about.
    pub family: Option<String>,
}

/// The notes written in the window, within the scope, oldest first. A note that names no
/// family is in no family's scope, and so on.
///
/// Reads the whole log once; call it away from the async threads.
///
/// # Errors
/// When the log cannot be read.
pub fn notes(
    snapshot: &Snapshot,
    zone: Zone,
    window: Window,
    scope: &Scope,
) -> Result<Vec<NotedBarriers>, CustomersError> {
    let columns = Columns::ID.with(Columns::MONEY).with(Columns::BARRIERS).with(Columns::TEXT);
    let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
    let parts = in_parallel(&buckets, |bucket| {
        let mut days = Days::new(zone);
        let mut found = Vec::new();
        let mut failed = None;
        snapshot.scan(bucket, columns, &mut |event| {
            if event.kind != EventKind::Note
                || !is_in(event, scope)
                || !window.contains(days.of(event.time))
            {
                return;
            }
            let owned = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let customer = match event.customer {
                "" => None,
                visitor if vocab::ids::is_visitor(visitor) => None,
                id => match CustomerId::new(id) {
                    Ok(id) => Some(id),
                    Err(why) => {
                        let customer = id.to_owned();
                        failed.get_or_insert(CustomersError::NoCustomer { customer, why });
                        return;
                    }
                },
            };
            let note = NotedBarriers {
                event_id: EventId(event.id).to_string(),
                customer,
                time: event.instant(),
                owner: owned(event.owner),
                text: event.text.to_owned(),
                barriers: event.barrier_list().collect(),
                region: owned(event.region),
                family: owned(event.family),
            };
            found.push(((event.time, event.id), note));
        })?;
        match failed {
            Some(error) => Err(error),
            None => Ok(found),
        }
    })?;
    let mut all: Vec<_> = parts.into_iter().flatten().collect();
    all.sort_unstable_by_key(|(key, _)| *key);
    Ok(all.into_iter().map(|(_, note)| note).collect())
}

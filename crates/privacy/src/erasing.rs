//! Erasing a person.
//!
//! The steps, in order:
//!
//! 1. Find who is meant, and every id that is theirs.
//! 2. Write the event files anew without them, under the lock of the log; look again whether they
//!    are still the same ids. Write files of rejected rows anew, beside the old ones.
//! 3. One transaction: the catalogue names the new files and forgets all earlier snapshots, rows
//!    go, words in other rows are blotted out, the keyed hashes go onto the block list, the
//!    erasure is noted.
//! 4. Old files are removed, pictures made anew, rejected rows replaced, the database vacuumed;
//!    then the erasure is noted as done.
//!
//! A kill before the end of step 3 leaves everything, a later one leaves step 4 to be done again
//! ([`resume`]); it may be done any number of times.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use events::{Columns, EventLog, EventsError, Fate};
use serde::Serialize;
use store::blocks::{self, Because, BlockKey, What};
use store::{Lock, Store, Tx};
use vocab::{CustomerId, EventId, Instant};

use crate::places::PLACES;
use crate::subject::{Subject, find};
use crate::{PrivacyError, rejected, rows, scrub};

/// How often is begun anew when something changes meanwhile.
const ATTEMPTS: usize = 5;

/// Who erases, when and why.
#[derive(Debug, Clone)]
pub struct Order {
    /// Names the erasure; nobody has had it before.
    pub id: String,
    /// Who does it.
    pub person: String,
    /// Why, in their words. Names and addresses of the erased are blotted out of it.
    pub reason: String,
    /// Now.
    pub now: Instant,
    /// 32 bytes fit for secrets: the key of the block list, if there is none yet.
    pub random: [u8; 32],
}

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// The erasure.
    pub id: String,
    /// Events that went.
    pub events: u64,
    /// Rows that went, by table.
    pub rows: BTreeMap<&'static str, u64>,
    /// Rejected rows of imports that went.
    pub rejected_rows: u64,
    /// Texts about others out of which an address of theirs was blotted.
    pub blotted: u64,
    /// Entries on the block list that keep them from being taken in again.
    pub blocked: u64,
    /// Addresses that are not on it because somebody else uses them too.
    pub shared: u64,
    /// Where words to many name them, for a person to look at.
    pub mentions: BTreeSet<String>,
}

/// Erases the customer or contact that a number or mail address means.
///
/// # Errors
/// When nobody or several are meant, a message to them is on its way, or the log, a file or the
/// database fails: nothing is erased then. [`PrivacyError::NotClean`] when they are erased and the
/// last step failed.
pub async fn erase(
    store: &Store,
    log: &EventLog,
    folder: &Path,
    whom: &str,
    order: &Order,
) -> Result<Erased, PrivacyError> {
    let lock = alone(folder).await?;
    // What an erasure before has left first: its files wait under the same names.
    end(store, log, folder, order.now).await?;
    rejected::give_up(&rows::rejected_files(store.read()).await?)?;
    for _ in 0..ATTEMPTS {
        // What waits may name them where nobody looks for it.
        log.hand_over(&|_| ()).await?;
        let subject = find(store, log, whom).await?;
        match try_erase(store, log, whom, &subject, order).await {
            Ok(Some(erased)) => {
                let clean = end(store, log, folder, order.now).await;
                drop(lock);
                return match clean {
                    Ok(_) => Ok(erased),
                    Err(error) => Err(PrivacyError::NotClean(Box::new(error))),
                };
            }
            Ok(None) | Err(PrivacyError::Events(EventsError::Raced)) => {}
            Err(error) => return Err(error),
        }
    }
    Err(PrivacyError::KeepsChanging)
}

/// What was found in the log before it is written anew.
struct Found {
    fates: BTreeMap<CustomerId, Fate>,
    /// The ids of their events.
    events: BTreeSet<String>,
}

async fn look(log: &EventLog, subject: &Subject) -> Result<Found, PrivacyError> {
    let snapshot = log.snapshot().await?;
    let subject = subject.clone();
    let read = tokio::task::spawn_blocking(move || {
        let (ids, traces) = (subject.ids(), subject.traces());
        let mut events = BTreeSet::new();
        for id in &ids {
            let history = snapshot.history(id, Columns::ID)?;
            events.extend(history.into_iter().map(|event| event.id.to_string()));
        }
        let mut fates = BTreeMap::new();
        for id in traces.seek(&snapshot, &ids.iter().cloned().collect())? {
            for event in snapshot.history(&id, Columns::TOUCH)? {
                let is = event.contact.is_some_and(|contact| traces.is_about(contact.as_str()));
                events.extend(is.then(|| EventId::to_string(&event.id)));
            }
            fates.insert(id, Fate::Forget(traces.clone()));
        }
        fates.extend(ids.into_iter().map(|id| (id, Fate::Erase)));
        Ok::<_, PrivacyError>(Found { fates, events })
    });
    read.await.map_err(|error| PrivacyError::Interrupted(error.to_string()))?
}

/// Steps 2 and 3; `None` when they are not the same ids any more.
async fn try_erase(
    store: &Store,
    log: &EventLog,
    whom: &str,
    subject: &Subject,
    order: &Order,
) -> Result<Option<Erased>, PrivacyError> {
    let found = look(log, subject).await?;
    // Also when no event is theirs: past states of the log end, and nobody changes it meanwhile.
    let mut fates = found.fates;
    if fates.is_empty() {
        let nobody = CustomerId::new("~").map_err(|_| PrivacyError::KeepsChanging)?;
        fates.insert(nobody, Fate::Erase);
    }
    let rewrite = log.prepare_rewrite(&fates, &subject.traces()).await?;
    let files = rows::rejected_files(store.read()).await?;
    let of_whom = subject.clone();
    let prepared = tokio::task::spawn_blocking(move || rejected::prepare(&files, &of_whom));
    let (files, rejected_rows) =
        prepared.await.map_err(|error| PrivacyError::Interrupted(error.to_string()))??;

    let tx = store.begin().await?;
    // From here on nobody brings events or says who somebody is; what was brought is known.
    Lock::Inbox.alone(&tx).await?;
    if find(store, log, whom).await? != *subject {
        return Ok(None);
    }
    if rows::is_being_sent(&tx, subject, order.now).await? {
        return Err(PrivacyError::BeingSent);
    }
    log.commit_rewrite(&tx, &rewrite).await?;
    for id in subject.ids() {
        log.forget_links(&tx, &id).await?;
    }
    let (blocked, shared) = put_on_the_list(&tx, subject, order).await?;
    let mentions = scrub::mentions(&tx, subject).await?;
    let mut gone = rows::remove_cited(&tx, subject, &found.events).await?;
    for place in PLACES {
        let rows = rows::remove(&tx, place, subject).await?;
        if rows > 0 {
            *gone.entry(place.table).or_default() += rows;
        }
    }
    let blotted = rewrite.blotted + scrub::scrub(&tx, subject, &found.events).await?;
    let erased = Erased {
        id: order.id.clone(),
        events: rewrite.erased,
        rows: gone,
        rejected_rows,
        blotted,
        blocked,
        shared,
        mentions,
    };
    let counts = serde_json::json!({
        "events": erased.events, "rows": erased.rows, "rejected_rows": erased.rejected_rows,
        "blotted": erased.blotted, "blocked": erased.blocked,
    });
    // Audiences that were counted before count them no longer.
    store::records::people_changed(&tx).await?;
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    let reason = without(&order.reason, subject);
    rows::add_erasure(&tx, order, reason, counts.to_string(), files.join("\n")).await?;
    tx.commit().await?;
    log.settle_rewrite(rewrite).await;
    Ok(Some(erased))
}

/// A reason that names nobody.
fn without(reason: &str, subject: &Subject) -> String {
    let all =
        [&subject.customers, &subject.contacts, &subject.emails, &subject.phones, &subject.names];
    let words = all.into_iter().flatten().cloned();
    let traces = events::Traces::new([], words);
    traces.blotted(reason).unwrap_or_else(|| reason.to_owned())
}

/// Sees to it that they are not taken in again. An address that somebody else uses too is left
/// out: that somebody would be kept out with them. Gives how many entries there are and how many
/// addresses were left out.
async fn put_on_the_list(
    tx: &Tx,
    subject: &Subject,
    order: &Order,
) -> Result<(u64, u64), PrivacyError> {
    let key = BlockKey::ensure(tx, order.random).await?;
    let mut who: Vec<(What, &str)> = Vec::new();
    who.extend(subject.customers.iter().map(|id| (What::Customer, id.as_str())));
    who.extend(subject.contacts.iter().map(|id| (What::Contact, id.as_str())));
    let mut shared = 0;
    let addresses =
        [(What::Email, "email", &subject.emails), (What::Phone, "phone", &subject.phones)];
    for (what, column, values) in addresses {
        for value in values {
            let users = rows::reached_at(tx, column, value).await?;
            let by_others = users.iter().any(|user| {
                !subject.contacts.contains(&user.id)
                    && !subject.customers.contains(&user.customer_id)
            });
            if by_others {
                shared += 1;
            } else {
                who.push((what, value));
            }
        }
    }
    let refused = rows::has_refused(tx, subject).await?;
    let reason = if refused { "erased, had refused" } else { "erased" };
    let because = Because { at: order.now, reason, erasure: Some(&order.id) };
    let blocked = blocks::add(tx, &key, &who, because).await?;
    Ok((blocked, shared))
}

/// Ends what erasures have left to be done. Gives how many there were.
///
/// # Errors
/// When the log, a file or the database fails; it can be taken up again.
pub async fn resume(
    store: &Store,
    log: &EventLog,
    folder: &Path,
    now: Instant,
) -> Result<usize, PrivacyError> {
    if rows::unfinished(store.read()).await?.is_empty() {
        return Ok(0);
    }
    let _lock = alone(folder).await?;
    end(store, log, folder, now).await
}

/// One erasure at a time in a data folder, in any process: the system gives the lock back when a
/// process dies.
async fn alone(folder: &Path) -> Result<File, PrivacyError> {
    let path = folder.join("erasing.lock");
    let locking = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(PrivacyError::file(&path))?;
        file.lock().map_err(PrivacyError::file(&path))?;
        Ok(file)
    });
    locking.await.map_err(|error| PrivacyError::Interrupted(error.to_string()))?
}

async fn end(
    store: &Store,
    log: &EventLog,
    folder: &Path,
    now: Instant,
) -> Result<usize, PrivacyError> {
    let unfinished = rows::unfinished(store.read()).await?;
    if unfinished.is_empty() {
        return Ok(0);
    }
    for (_, files) in &unfinished {
        rejected::replace(files)?;
    }
    // Handing over removes what the catalogue does not name any more.
    customers::refresh(store, log, folder, &|_| ()).await?;
    customers::remove_older(store, folder).await?;
    rows::vacuum(store).await?;
    let tx = store.begin().await?;
    for (id, _) in &unfinished {
        rows::finished(&tx, id, now).await?;
    }
    tx.commit().await?;
    Ok(unfinished.len())
}

/// Takes somebody off the block list who wants to be a customer again, by any number or address
/// that was theirs. Gives how many entries went.
///
/// # Errors
/// When nobody is blocked by it, or the database fails.
pub async fn lift(store: &Store, text: &str) -> Result<u64, PrivacyError> {
    let tx = store.begin().await?;
    let gone = blocks::lift(&tx, text).await?;
    if gone == 0 {
        return Err(PrivacyError::NotBlocked(text.to_owned()));
    }
    store::records::people_changed(&tx).await?;
    tx.commit().await?;
    Ok(gone)
}

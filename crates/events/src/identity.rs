//! Who turned out to be whom: an anonymous visitor signs in, or a customer had another number.
//!
//! A link is recorded in the transaction of the message that says it. Events that come after it
//! are given to the customer when the inbox is handed over; events that are in runs already are
//! moved by rewriting the files they lie in.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use store::Tx;
use vocab::{CustomerId, Event};

use crate::{EventLog, EventsError, Fate, Traces, inbox, rows};

/// Links whose earlier events are moved at a time.
const AT_ONCE: u64 = 50_000;
/// How many bytes of the log may be written anew for each second that a link has waited: a small
/// part of what a disk writes.
const BYTES_A_SECOND: u64 = 4 << 20;

impl EventLog {
    /// Notes that in each of these pairs the first id is the same person as the second, inside
    /// the caller's transaction. What was said first about an id stays, so a browser that several
    /// people share does not move its history from one to the next. Two ids that are the same
    /// already stay so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn link(
        &self,
        tx: &Tx,
        pairs: &[(&CustomerId, &CustomerId)],
        since: DateTime<Utc>,
    ) -> Result<(), EventsError> {
        let ids: HashSet<&str> =
            pairs.iter().flat_map(|(alias, is)| [alias.as_str(), is.as_str()]).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let mut known = rows::identity::resolve(tx, &ids).await?;
        let since = since.timestamp_micros();
        for (alias, customer) in pairs {
            let (alias, customer) = (alias.as_str(), customer.as_str());
            let root = known.get(customer).map_or(customer, String::as_str).to_owned();
            if root == alias || known.contains_key(alias) {
                continue;
            }
            if rows::identity::add(tx, alias, &root, since).await? {
                rows::identity::move_on(tx, alias, &root).await?;
                // What was found before may have led here.
                known.values_mut().filter(|is| **is == *alias).for_each(|is| is.clone_from(&root));
                known.insert(alias.to_owned(), root);
            }
        }
        Ok(())
    }

    /// Gives events that are in runs already to whom their ids turned out to be, when that is due.
    /// Gives how many.
    ///
    /// # Errors
    /// When a file or the database fails.
    pub(crate) async fn join_linked(&self, now: DateTime<Utc>) -> Result<u64, EventsError> {
        let (links, since) = rows::identity::pending(self.store().read(), AT_ONCE).await?;
        if links.is_empty() {
            return Ok(0);
        }
        let catalogue = rows::catalogue(self.store().read()).await?;
        let bytes = catalogue.runs().map(|run| run.bytes).sum();
        let known_for = now - DateTime::from_timestamp_micros(since).unwrap_or(now);
        if !is_due(known_for, bytes) {
            return Ok(0);
        }
        let mut fates = BTreeMap::new();
        for (alias, customer) in &links {
            fates.insert(readable(alias)?, Fate::MoveTo(readable(customer)?));
        }
        let rewrite = self.prepare_rewrite(&fates, &Traces::default()).await?;
        let tx = self.store().begin().await?;
        self.commit_rewrite(&tx, &rewrite).await?;
        rows::identity::moved(&tx, &links).await?;
        tx.commit().await?;
        let joined = rewrite.moved;
        self.settle_rewrite(rewrite).await;
        Ok(joined)
    }

    /// The customer that an id turned out to be; itself when it is nobody else.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn root(
        &self,
        connection: &impl ConnectionTrait,
        id: &CustomerId,
    ) -> Result<CustomerId, EventsError> {
        let found = rows::identity::resolve(connection, &[id.as_str()]).await?;
        found.get(id.as_str()).map_or_else(|| Ok(id.clone()), |root| readable(root))
    }

    /// The ids that turned out to be this customer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn aliases(
        &self,
        connection: &impl ConnectionTrait,
        customer: &CustomerId,
    ) -> Result<Vec<CustomerId>, EventsError> {
        let found = rows::identity::aliases(connection, customer.as_str()).await?;
        found.iter().map(|id| readable(id)).collect()
    }

    /// Forgets who turned out to be this customer; a part of erasing it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_links(&self, tx: &Tx, customer: &CustomerId) -> Result<(), EventsError> {
        rows::identity::forget(tx, customer.as_str()).await
    }
}

/// Whether earlier events are moved now. A visitor's events may lie in any file, so moving them
/// may write the whole log anew: the larger it is, the more links wait for each other.
fn is_due(known_for: TimeDelta, bytes: u64) -> bool {
    u64::try_from(known_for.num_seconds()).unwrap_or(0) >= bytes / BYTES_A_SECOND
}

/// The events of rows of the inbox, in their order.
pub(crate) fn unpack(waiting: Vec<rows::inbox::Row>) -> Result<Vec<Event>, EventsError> {
    let many = waiting.iter().map(|row| row.events).sum::<u64>();
    let mut events = Vec::with_capacity(usize::try_from(many).unwrap_or(0));
    for row in waiting {
        events.append(&mut inbox::unpack(row.seq, &row.body)?);
    }
    Ok(events)
}

/// Gives events to the customers that their ids turned out to be.
pub(crate) async fn resolve(
    connection: &impl ConnectionTrait,
    mut events: Vec<Event>,
) -> Result<Vec<Event>, EventsError> {
    let ids: HashSet<&str> =
        events.iter().filter_map(|event| event.customer.as_ref()).map(CustomerId::as_str).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    let mut found = HashMap::new();
    for (alias, customer) in rows::identity::resolve(connection, &ids).await? {
        found.insert(alias, readable(&customer)?);
    }
    if found.is_empty() {
        return Ok(events);
    }
    for customer in events.iter_mut().filter_map(|event| event.customer.as_mut()) {
        if let Some(is) = found.get(customer.as_str()) {
            *customer = is.clone();
        }
    }
    Ok(events)
}

fn readable(id: &str) -> Result<CustomerId, EventsError> {
    CustomerId::new(id)
        .map_err(|why| EventsError::Corrupt { id: format!("customer {id}"), why: why.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_the_log_the_longer_links_wait() {
        for (seconds, mebibytes, due) in [
            (0, 0, true),
            (0, 3, true),
            (-5, 3, true),
            (0, 4, false),
            (1, 4, true),
            (249, 1_000, false),
            (250, 1_000, true),
        ] {
            assert_eq!(
                is_due(TimeDelta::seconds(seconds), mebibytes << 20),
                due,
                "{seconds} {mebibytes}"
            );
        }
    }
}

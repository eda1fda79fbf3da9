//! Deals that people enter, instead of importing them.
//!
//! They leave the same events as an imported deal does, so that an export of deals which is read in
//! again later counts nothing twice.

use events::{EventLog, EventsError};
use store::blocks::Blocks;
use store::records::deal;
use store::{Lock, Tx};
use vocab::Instant;

use crate::formats::{History, correction};
use crate::{actions, rows};

/// Opens a deal, inside the caller's transaction: the record, and the event of its opening. Gives
/// whether it was new; a number that is known stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn open_deal(tx: &Tx, log: &EventLog, deal: deal::Model) -> Result<bool, EventsError> {
    // An erasure of the customer waits, or is over and their number on the list.
    Lock::Inbox.share(tx).await?;
    let says = deal.says();
    let blocks = Blocks::about(tx, &says).await?;
    if says.iter().any(|event| blocks.stops(event)) {
        return Ok(false);
    }
    if !rows::add_deal(tx, deal).await? {
        return Ok(false);
    }
    actions::record(tx, log, &says).await?;
    Ok(true)
}

/// Ends an open deal or opens an ended one again, and writes into the history what that changes.
/// `act` names the change: nobody has had it before. Gives whether it still was as `was` says.
///
/// # Errors
/// When the database fails.
pub async fn end_deal(
    tx: &Tx,
    log: &EventLog,
    was: &deal::Model,
    end: Option<(bool, Instant)>,
    act: &str,
) -> Result<bool, EventsError> {
    Lock::Inbox.share(tx).await?;
    let outcome = match end {
        Some((true, _)) => "won",
        Some((false, _)) => "lost",
        None => "open",
    };
    let closed = end.map(|(_, at)| vocab::time::to_micros(at));
    let is = deal::Model { outcome: outcome.to_owned(), closed, ..was.clone() };
    let events = correction(was, &is, act);
    if !rows::end_deal(tx, was, is).await? {
        return Ok(false);
    }
    actions::record(tx, log, &events).await?;
    Ok(true)
}

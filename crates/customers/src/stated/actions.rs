//! A need is stated, changed, withdrawn, and what was done is taken back.

use events::EventLog;
use store::{Store, Tx};
use vocab::{ContactId, CustomerId, Event, EventKind};

use super::{Recurrence, Source, StatedNeed, Window, read, row};
use crate::CustomersError;
use crate::rows::stated as rows;
use crate::said::{By, How, Proof, Refusal, Telling, cite, history, may_name, may_note, words};

/// Which need of whom is to change, as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whose.
    pub customer: CustomerId,
    /// The need; one that is new gets an id that nobody has had before.
    pub need: String,
    /// The version that was seen; 0 for one that is new.
    pub version: i64,
}

/// What is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNeed {
    /// By whom; counts when the need is new, and stays.
    pub contact: Option<ContactId>,
    /// The product family.
    pub family: String,
    /// When, the first time.
    pub window: Window,
    /// How often.
    pub recurrence: Recurrence,
    /// What is needed, in their words.
    pub fact: String,
    /// The wish behind it.
    pub wish: String,
    /// How they told us.
    pub source: Source,
    /// How one knows; `None` leaves what an earlier version cites, and then what they said is as it
    /// was: other days or words are something else that they said.
    pub how: Option<How>,
}

/// What is done with a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Stated, or stated otherwise than before.
    State(NewNeed),
    /// Not needed any more.
    Withdraw,
    /// The newest version is taken back.
    Undo,
}

/// Changes a need, and writes the event of what the customer told us. Gives the new version.
///
/// # Errors
/// When it cannot be noted so, somebody else was faster, the customer was erased, or the log or
/// the database fails.
pub async fn change(
    store: &Store,
    log: &EventLog,
    target: &Target,
    change: Change,
    by: &By,
) -> Result<StatedNeed, CustomersError> {
    let by = &By { at: vocab::time::to_micros(by.at), ..by.clone() };
    let cites = matches!(&change, Change::State(NewNeed { how: Some(How::Cites(_)), .. }));
    let events = if cites { history(log, &target.customer).await? } else { Vec::new() };
    let tx = store.begin().await?;
    let (newest, before) = seen(&tx, target).await?;
    let contact = match (&change, &newest) {
        (Change::State(new), None) => new.contact.as_ref(),
        _ => None,
    };
    may_note(&tx, &target.customer, contact).await?;
    let (need, event) = match change {
        Change::State(new) => stated(target, newest, &events, new, by)?,
        Change::Withdraw => {
            let newest = newest.ok_or_else(|| nothing(target))?;
            if newest.withdrawn.is_some() || newest.removed {
                return Err(Refusal::Withdrawn.into());
            }
            (next(StatedNeed { withdrawn: Some(by.at), ..newest }, by), None)
        }
        Change::Undo => {
            let newest = newest.ok_or_else(|| nothing(target))?;
            let version = newest.version;
            let was = before.unwrap_or(StatedNeed { removed: true, ..newest });
            (next(StatedNeed { version, ..was }, by), None)
        }
    };
    may_name(&tx, need.contact.as_ref()).await?;
    if !rows::add(&tx, row(&need)).await? {
        let row = rows::versions_of(&tx, &need.id).await?.pop();
        let (person, at) =
            row.map_or_else(|| (by.person.clone(), by.at), |row| (row.person, row.written));
        return Err(CustomersError::Changed { person, at });
    }
    if let Some(event) = event {
        log.append(&tx, &[event]).await?;
    }
    tx.commit().await?;
    Ok(need)
}

fn nothing(target: &Target) -> CustomersError {
    CustomersError::NothingNoted(target.need.clone())
}

/// The version after this one.
fn next(need: StatedNeed, by: &By) -> StatedNeed {
    StatedNeed { version: need.version + 1, written: by.at, person: by.person.clone(), ..need }
}

/// The newest version and the one before it, if it is the one that was seen.
async fn seen(
    tx: &Tx,
    target: &Target,
) -> Result<(Option<StatedNeed>, Option<StatedNeed>), CustomersError> {
    let mut versions = rows::versions_of(tx, &target.need).await?;
    let newest = versions.pop().map(read).transpose()?;
    let before = versions.pop().map(read).transpose()?;
    let Some(newest) = newest else {
        return if target.version == 0 { Ok((None, None)) } else { Err(nothing(target)) };
    };
    if newest.customer != target.customer {
        return Err(nothing(target));
    }
    if newest.version != target.version {
        return Err(CustomersError::Changed { person: newest.person, at: newest.written });
    }
    Ok((Some(newest), before))
}

fn stated(
    target: &Target,
    newest: Option<StatedNeed>,
    events: &[Event],
    new: NewNeed,
    by: &By,
) -> Result<(StatedNeed, Option<Event>), CustomersError> {
    if newest.as_ref().is_some_and(|newest| newest.withdrawn.is_some() || newest.removed) {
        return Err(Refusal::Withdrawn.into());
    }
    let contact = match &newest {
        Some(newest) => newest.contact.clone(),
        None => new.contact,
    };
    let fact = words(&new.fact)?;
    let telling = Telling {
        key: &[&target.need],
        customer: &target.customer,
        contact: contact.as_ref(),
        kind: Some(EventKind::NeedStated),
        text: &fact,
    };
    let as_before = new.how.is_none();
    let proof = match (new.how, &newest) {
        (Some(how), _) => cite(how, events, &telling, by.at)?,
        (None, Some(newest)) => Proof { cited: newest.said, contact: contact.clone(), event: None },
        (None, None) => return Err(Refusal::NotSaid.into()),
    };
    let Proof { cited: said, contact, event } = proof;
    let need = StatedNeed {
        id: target.need.clone(),
        version: newest.as_ref().map_or(1, |newest| newest.version + 1),
        customer: target.customer.clone(),
        contact,
        family: new.family,
        window: new.window,
        recurrence: new.recurrence,
        fact: new.fact,
        wish: new.wish,
        source: new.source,
        said,
        withdrawn: None,
        removed: false,
        written: by.at,
        person: by.person.clone(),
    }
    .checked()?;
    if as_before && newest.is_some_and(|newest| !says_the_same(&need, &newest)) {
        return Err(Refusal::NotSaid.into());
    }
    let event = event.map(|mut event| {
        event.family = Some(need.family.clone());
        event
    });
    Ok((need, event))
}

/// Whether two versions say the same of what is needed, and when.
fn says_the_same(one: &StatedNeed, other: &StatedNeed) -> bool {
    let said = |need: &StatedNeed| {
        let words = (need.family.clone(), need.fact.clone(), need.wish.clone());
        (words, need.window, need.recurrence)
    };
    said(one) == said(other)
}

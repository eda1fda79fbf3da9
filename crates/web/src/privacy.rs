//! What is kept of a person: handed over and erased, for the page of a customer and the commands.

use ::privacy::{Kept, Order, PrivacyError, Subject, everything_of};
use customers::Pictures;
use events::EventLog;
use rand::RngCore;
use store::{Store, company};
use vocab::{CustomerId, EventId, Instant};

/// Everything that is kept of a person, with what Sog makes of it.
///
/// # Errors
/// When the log, a file or the database fails.
pub async fn with_picture(
    store: &Store,
    log: &EventLog,
    pictures: &Pictures,
    subject: Subject,
    now: Instant,
) -> Result<Kept, PrivacyError> {
    let company = company(store.read()).await?;
    let mut kept = everything_of(store, log, subject, now).await?;
    let ids = kept.subject.customers.iter().filter_map(|id| CustomerId::new(id).ok());
    let picture = ids.into_iter().find_map(|id| pictures.get(&id));
    let view = picture.map(|picture| picture.view(now, company.zone, &company));
    kept.picture = view.and_then(|view| serde_json::to_value(view).ok());
    Ok(kept)
}

/// An order to erase, with a name of its own and a key for the block list in case there is none.
#[must_use]
pub fn order(person: &str, now: Instant) -> Order {
    let mut random = [0; 32];
    let mut name = [0; 16];
    rand::rng().fill_bytes(&mut random);
    rand::rng().fill_bytes(&mut name);
    let id = EventId(u128::from_le_bytes(name)).to_string();
    Order { id, person: person.to_owned(), reason: String::new(), now, random }
}

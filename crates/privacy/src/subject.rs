//! Who is meant: one customer with everybody and every id that belongs to them, or one person of a
//! company.

use std::collections::BTreeSet;

use events::{Columns, EventLog, Traces};
use store::Store;
use store::blocks::{Blocks, What, is_number, number_key};
use vocab::CustomerId;

use crate::{PrivacyError, rows};

/// A person, or a company with its people.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Subject {
    /// The numbers of the customer, and of the visitors they turned out to have been. Empty when
    /// one contact of a company is meant and the company stays.
    pub customers: BTreeSet<String>,
    /// The numbers of the contacts.
    pub contacts: BTreeSet<String>,
    /// Their mail addresses.
    pub emails: BTreeSet<String>,
    /// Their telephone numbers.
    pub phones: BTreeSet<String>,
    /// Their names.
    pub names: BTreeSet<String>,
}

impl Subject {
    /// By what they are recognised in what is about others.
    #[must_use]
    pub fn traces(&self) -> Traces {
        Traces::new(self.contacts.iter().cloned(), self.words())
    }

    /// Addresses and numbers by which they are recognised in texts. A short number is an
    /// extension, and stands in texts for anything.
    pub(crate) fn words(&self) -> Vec<String> {
        let phones = self.phones.iter().filter(|phone| is_number(phone));
        self.emails.iter().chain(phones).cloned().collect()
    }

    pub(crate) fn ids(&self) -> Vec<CustomerId> {
        self.customers.iter().filter_map(|id| CustomerId::new(id).ok()).collect()
    }

    /// Whether a row of a table of somebody else's is about them: by an address anywhere, or by a
    /// whole cell with their name, a telephone number or their number. A number that could as well
    /// be a quantity counts only where the table's head says that the column is about people.
    pub(crate) fn is_named_by(&self, head: &[String], row: &[&str], traces: &Traces) -> bool {
        row.iter().enumerate().any(|(column, cell)| {
            let cell = cell.trim();
            let about_people = head.get(column).is_some_and(|name| is_about_people(name));
            let unmistakable = cell.len() >= 4 && cell.chars().any(char::is_alphabetic);
            ((about_people || unmistakable)
                && (self.customers.contains(cell) || self.contacts.contains(cell)))
                || traces.blotted(cell).is_some()
                || self.names.iter().any(|name| name.to_lowercase() == cell.to_lowercase())
                || (is_number(cell)
                    && self.phones.iter().any(|phone| number_key(phone) == number_key(cell)))
        })
    }
}

/// Whether a column is about people, by what tables of four languages call such columns.
fn is_about_people(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = [
        "customer", "client", "kund", "klant", "debit", "contact", "kontakt", "account", "konto",
        "user", "buyer", "partner", "person",
    ];
    name == "id" || words.iter().any(|word| name.contains(word))
}

/// Finds whom a number or a mail address means.
///
/// # Errors
/// When nobody is known by it, or several customers are; when the log or the database fails.
pub async fn find(store: &Store, log: &EventLog, text: &str) -> Result<Subject, PrivacyError> {
    let text = text.trim();
    let nobody = || PrivacyError::Nobody(text.to_owned());
    let id = CustomerId::new(text).map_err(|_| nobody())?;
    if let Some(subject) = customer(store, log, &id).await? {
        return Ok(subject);
    }
    let mut people = rows::contacts_with(store.read(), "id", &[text.to_owned()]).await?;
    if people.is_empty() {
        people = rows::contacts_at(store.read(), text).await?;
    }
    let companies: BTreeSet<&str> = people.iter().map(|one| one.customer_id.as_str()).collect();
    match (companies.len(), companies.first()) {
        (0, _) => {
            let blocks = Blocks::load(store.read()).await?;
            let was = What::ALL.into_iter().any(|what| blocks.has(what, text));
            Err(if was { PrivacyError::ErasedAlready(text.to_owned()) } else { nobody() })
        }
        (1, Some(company)) => {
            let kind = rows::kind_of(store.read(), company).await?;
            let numbers = [(*company).to_owned()];
            let all = rows::contacts_with(store.read(), "customer_id", &numbers).await?;
            let alone = all.len() == people.len() && kind.as_deref() != Some("company");
            let company = CustomerId::new(company).map_err(|_| nobody())?;
            if kind.as_deref() == Some("person") || alone {
                return customer(store, log, &company).await?.ok_or_else(nobody);
            }
            let mut subject = Subject::default();
            subject.add(people);
            Ok(subject)
        }
        _ => Err(PrivacyError::Several {
            address: text.to_owned(),
            customers: companies.into_iter().collect::<Vec<_>>().join(", "),
        }),
    }
}

impl Subject {
    fn add(&mut self, people: Vec<rows::Person>) {
        for person in people {
            self.contacts.insert(person.id);
            let full = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
            self.emails.extend(full(person.email));
            self.phones.extend(full(person.phone));
            let name = format!("{} {}", person.first_name.trim(), person.last_name.trim());
            // One word alone is the name of too many.
            self.names.extend(Some(name.trim().to_owned()).filter(|name| name.contains(' ')));
        }
    }
}

/// Those of these contacts whom events of no other customer name: where a source numbers the
/// contacts of each customer anew, `1` is many people.
async fn only_of(
    log: &EventLog,
    customers: &BTreeSet<String>,
    mut contacts: BTreeSet<String>,
) -> Result<BTreeSet<String>, PrivacyError> {
    if contacts.is_empty() {
        return Ok(contacts);
    }
    let (snapshot, customers) = (log.snapshot().await?, customers.clone());
    let read = tokio::task::spawn_blocking(move || {
        for bucket in 0..snapshot.buckets() {
            snapshot.scan(bucket, Columns::TOUCH, &mut |event| {
                if contacts.contains(event.contact) && !customers.contains(event.customer) {
                    contacts.remove(event.contact);
                }
            })?;
        }
        Ok::<_, PrivacyError>(contacts)
    });
    read.await.map_err(|error| PrivacyError::Interrupted(error.to_string()))?
}

/// A customer with all that belongs to them; `None` when nothing is kept of them.
async fn customer(
    store: &Store,
    log: &EventLog,
    id: &CustomerId,
) -> Result<Option<Subject>, PrivacyError> {
    let root = log.root(store.read(), id).await?;
    let mut ids = log.aliases(store.read(), &root).await?;
    ids.push(root.clone());
    let mut subject = Subject {
        customers: ids.iter().map(|id| id.as_str().to_owned()).collect(),
        ..Subject::default()
    };
    let numbers: Vec<String> = subject.customers.iter().cloned().collect();
    let people = rows::contacts_with(store.read(), "customer_id", &numbers).await?;
    let named = rows::names(store.read(), &numbers).await?;
    let mut is_known = ids.len() > 1 || !people.is_empty() || !named.is_empty();
    subject.add(people);
    subject.names.extend(named.into_iter().filter(|name| name.trim().contains(' ')));

    // Contacts whom no record knows (any more) and whom events of the customer name.
    let snapshot = log.snapshot().await?;
    let read = tokio::task::spawn_blocking(move || {
        let mut contacts = BTreeSet::new();
        let mut found = false;
        for id in ids {
            let events = snapshot.history(&id, Columns::TOUCH)?;
            found |= !events.is_empty();
            contacts.extend(events.into_iter().filter_map(|event| event.contact));
        }
        Ok::<_, PrivacyError>((contacts, found))
    });
    let (contacts, found) =
        read.await.map_err(|error| PrivacyError::Interrupted(error.to_string()))??;
    is_known |= found;
    let contacts: Vec<String> = contacts
        .into_iter()
        .map(String::from)
        .filter(|id| !subject.contacts.contains(id))
        .collect();
    let elsewhere: BTreeSet<String> = rows::contacts_with(store.read(), "id", &contacts)
        .await?
        .into_iter()
        .map(|one| one.id)
        .collect();
    let unrecorded: BTreeSet<String> =
        contacts.into_iter().filter(|id| !elsewhere.contains(id)).collect();
    let theirs = only_of(log, &subject.customers, unrecorded).await?;
    subject.contacts.extend(theirs);
    let is_known = is_known || rows::any(store.read(), &subject).await?;
    Ok(is_known.then_some(subject))
}

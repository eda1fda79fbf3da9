//! The block list: who was erased and is not to be taken in or written to again, kept so that
//! nobody can read it.
//!
//! After an erasure the numbers and addresses of a person are gone; what stays are their keyed
//! hashes. Whatever takes people in (imports, what other programs send, the hand-over to the log)
//! and whatever writes to them (rule G4) asks this list. HMAC-SHA-256 (RFC 2104) under a key of
//! this installation: without the key, nobody can try out addresses against the list.
//!
//! The key is a setting of the database. Who copies the database copies it too; the list then says
//! whether somebody of whom one knows the address already was erased, and nothing else.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sha2::{Digest, Sha256};
use vocab::{Channel, Event, Instant};

use crate::records::{self, block, setting};
use crate::{StoreError, Tx, settings};

/// The setting that holds the key.
const KEY: &str = "block_key";
/// The setting that changes with each change of the list.
const VERSION: &str = "block_version";
/// Hashes asked for in one statement.
const AT_ONCE: usize = 5_000;

/// What a hash stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A mail address; compared without case.
    Email,
    /// A telephone number; its digits and a leading plus are compared.
    Phone,
    /// The number of a customer, or the id of a visitor who turned out to be one.
    Customer,
    /// The number of a contact.
    Contact,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Email, Self::Phone, Self::Customer, Self::Contact];

    /// What people are reached by on a channel.
    #[must_use]
    pub const fn of(channel: Channel) -> Self {
        match channel {
            Channel::Phone | Channel::Sms => Self::Phone,
            _ => Self::Email,
        }
    }

    /// What the table calls it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Customer => "customer",
            Self::Contact => "contact",
        }
    }
}

/// Fewer figures are an extension, a word or nothing: no telephone number.
const FIGURES: usize = 6;

/// Whether a text is a telephone number by which somebody could be recognised.
#[must_use]
pub fn is_number(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= FIGURES
}

/// A telephone number as it is compared: its figures and a plus.
#[must_use]
pub fn number_key(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// The key of the block list.
#[derive(Clone, PartialEq, Eq)]
pub struct BlockKey([u8; 32]);

/// Never the key itself: it would end up in a log.
impl std::fmt::Debug for BlockKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BlockKey(hidden)")
    }
}

impl BlockKey {
    /// The key of this installation; `None` as long as nothing was ever blocked.
    ///
    /// # Errors
    /// When the database fails or the stored key is none.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Option<Self>, StoreError> {
        let Some(text) = settings::get::<String>(connection, KEY).await? else {
            return Ok(None);
        };
        let bytes: Option<Vec<u8>> = (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
            .collect();
        let key = bytes.and_then(|bytes| bytes.try_into().ok()).map(Self);
        let why = "it is not 64 hexadecimal digits";
        key.map(Some).ok_or_else(|| StoreError::corrupt("key of the block list", why))
    }

    /// The key of this installation, made from `random` (32 bytes fit for secrets) if there is
    /// none yet. Of two callers who find none at the same time, one makes it and both get it:
    /// a key in use is never replaced, for nothing on the list would match any more.
    ///
    /// # Errors
    /// When the database fails or the stored key is none.
    pub async fn ensure(tx: &Tx, random: [u8; 32]) -> Result<Self, StoreError> {
        if let Some(key) = Self::load(tx).await? {
            return Ok(key);
        }
        let value = serde_json::to_string(&hex(&random))
            .map_err(|error| StoreError::corrupt("key of the block list", error))?;
        let row = setting::Model { key: KEY.to_owned(), value };
        records::insert_new(tx, vec![row.into_active_model()]).await?;
        let missing = || StoreError::corrupt("key of the block list", "it was not kept");
        Self::load(tx).await?.ok_or_else(missing)
    }

    /// What the list keeps of an address. Writing differs without a difference: mail addresses
    /// are compared without case, numbers by their digits and a leading plus.
    #[must_use]
    pub fn hash(&self, channel: Channel, address: &str) -> String {
        self.of(What::of(channel), address)
    }

    /// What the list keeps of an address or a number.
    #[must_use]
    pub fn of(&self, what: What, text: &str) -> String {
        let text = match what {
            What::Phone => number_key(text),
            What::Email => text.trim().to_lowercase(),
            // No address looks like this, so that the same text has several hashes.
            What::Customer => format!("customer\n{}", text.trim()),
            What::Contact => format!("contact\n{}", text.trim()),
        };
        hex(&hmac(&self.0, text.as_bytes()))
    }
}

/// The block list in memory, or the part of it that concerns some people.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    key: Option<BlockKey>,
    hashes: HashSet<(What, String)>,
    version: i64,
}

impl Blocks {
    /// All of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let version = version(connection).await?;
        let Some(key) = BlockKey::load(connection).await? else {
            return Ok(Self { version, ..Self::default() });
        };
        let rows = block::Entity::find().all(connection).await?;
        Ok(Self { key: Some(key), hashes: read(rows), version })
    }

    /// The part that concerns whom these events are about.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn about(
        connection: &impl ConnectionTrait,
        events: &[Event],
    ) -> Result<Self, StoreError> {
        let customers = events.iter().filter_map(|event| event.customer.as_ref());
        let contacts = events.iter().filter_map(|event| event.contact.as_ref());
        let customers = customers.map(|id| (What::Customer, id.as_str()));
        let contacts = contacts.map(|id| (What::Contact, id.as_str()));
        Self::among(connection, customers.chain(contacts)).await
    }

    /// The part that concerns these addresses and numbers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn among<'a>(
        connection: &impl ConnectionTrait,
        asked: impl Iterator<Item = (What, &'a str)>,
    ) -> Result<Self, StoreError> {
        let Some(key) = BlockKey::load(connection).await? else { return Ok(Self::default()) };
        let wanted: HashSet<String> = asked.map(|(what, text)| key.of(what, text)).collect();
        let mut hashes = HashSet::new();
        for part in wanted.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
            let of_them = block::Column::Hash.is_in(part.iter().map(String::as_str));
            hashes.extend(read(block::Entity::find().filter(of_them).all(connection).await?));
        }
        Ok(Self { key: Some(key), hashes, version: 0 })
    }

    /// Reads the list anew if it has changed since; gives whether it had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew(&mut self, connection: &impl ConnectionTrait) -> Result<bool, StoreError> {
        if version(connection).await? == self.version {
            return Ok(false);
        }
        *self = Self::load(connection).await?;
        Ok(true)
    }

    /// Whether nobody is blocked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether an address or number is on the list.
    #[must_use]
    pub fn has(&self, what: What, text: &str) -> bool {
        let Some(key) = self.key.as_ref().filter(|_| !self.is_empty()) else { return false };
        if what == What::Phone && !is_number(text) {
            return false;
        }
        self.hashes.contains(&(what, key.of(what, text)))
    }

    /// Whether an event is about somebody who is blocked.
    #[must_use]
    pub fn stops(&self, event: &Event) -> bool {
        if self.is_empty() {
            return false;
        }
        let customer = event.customer.as_ref();
        customer.is_some_and(|id| self.has(What::Customer, id.as_str()))
            || event.contact.as_ref().is_some_and(|id| self.has(What::Contact, id.as_str()))
    }
}

fn read(rows: Vec<block::Model>) -> HashSet<(What, String)> {
    let what = |code: &str| What::ALL.into_iter().find(|what| what.code() == code);
    rows.into_iter().filter_map(|row| Some((what(&row.channel)?, row.hash))).collect()
}

async fn version(connection: &impl ConnectionTrait) -> Result<i64, StoreError> {
    Ok(settings::get(connection, VERSION).await?.unwrap_or(0))
}

async fn changed(tx: &Tx) -> Result<(), StoreError> {
    let next = version(tx).await? + 1;
    settings::set(tx, VERSION, &next).await
}

/// Why, and as part of what, somebody is blocked.
#[derive(Debug, Clone, Copy)]
pub struct Because<'a> {
    /// When it was decided.
    pub at: Instant,
    /// A code, such as `erased`.
    pub reason: &'a str,
    /// The erasure it is part of, by which it can be lifted as a whole.
    pub erasure: Option<&'a str>,
}

/// Puts addresses and numbers on the block list. One that is there already stays as it is, and
/// what is too short for a telephone number is left out. Gives how many were new.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &Tx,
    key: &BlockKey,
    who: &[(What, &str)],
    because: Because<'_>,
) -> Result<u64, StoreError> {
    let row = |(what, text): &(What, &str)| block::Model {
        hash: key.of(*what, text),
        channel: what.code().to_owned(),
        at: vocab::time::to_micros(because.at),
        reason: because.reason.to_owned(),
        erasure: because.erasure.map(str::to_owned),
    };
    let known = who.iter().filter(|(what, text)| *what != What::Phone || is_number(text));
    let rows = known.map(|one| row(one).into_active_model()).collect();
    let new = records::insert_new(tx, rows).await?;
    changed(tx).await?;
    Ok(new)
}

/// Puts an address on the block list. One that is there already stays as it is. Gives whether
/// it was new.
///
/// # Errors
/// When the database fails.
pub async fn block(
    tx: &Tx,
    key: &BlockKey,
    channel: Channel,
    address: &str,
    at: Instant,
    reason: &str,
) -> Result<bool, StoreError> {
    Ok(add(tx, key, &[(What::of(channel), address)], Because { at, reason, erasure: None }).await?
        > 0)
}

/// Takes somebody off the list, by any number or address that was theirs: all entries of the
/// erasures it is part of. Gives how many entries that were.
///
/// # Errors
/// When the database fails.
pub async fn lift(tx: &Tx, text: &str) -> Result<u64, StoreError> {
    let Some(key) = BlockKey::load(tx).await? else { return Ok(0) };
    let mut gone = 0;
    for what in What::ALL {
        let here = block::Entity::find_by_id((key.of(what, text), what.code().to_owned()));
        if let Some(row) = here.one(tx).await? {
            let with_it = match &row.erasure {
                Some(erasure) => block::Column::Erasure.eq(erasure),
                None => block::Column::Hash.eq(&row.hash),
            };
            let done = block::Entity::delete_many().filter(with_it).exec(tx).await?;
            gone += done.rows_affected;
        }
    }
    if gone > 0 {
        changed(tx).await?;
    }
    Ok(gone)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// HMAC-SHA-256 of RFC 2104, for keys of at most 64 bytes.
fn hmac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    let padded = |pad: u8| {
        let mut block = [pad; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_as_published() {
        // RFC 4231, test case 2; a key shorter than a block is filled up with zeros.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(
            hex(&hmac(&key, b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn writing_does_not_matter_the_key_does() {
        let key = BlockKey([7; 32]);
        let hash = key.hash(Channel::Email, "Ann@Example.org ");
        assert_eq!(hash, key.hash(Channel::Email, "ann@example.org"));
        assert_ne!(hash, BlockKey([8; 32]).hash(Channel::Email, "ann@example.org"));
        let phone = |text| key.hash(Channel::Phone, text);
        assert_eq!(phone("+49 (30) 123-45"), phone("+493012345"));
        assert_ne!(phone("+493012345"), phone("+493012346"));
        assert_eq!(format!("{key:?}"), "BlockKey(hidden)");
        // A number is that of a customer or that of a contact; letters of numbers count.
        assert_ne!(key.of(What::Customer, "7"), key.of(What::Contact, "7"));
        assert_ne!(key.of(What::Customer, "a7"), key.of(What::Customer, "A7"));
        assert_eq!(key.of(What::Customer, " a7"), key.of(What::Customer, "a7"));
    }
}

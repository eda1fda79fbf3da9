//! Write keys: make, list, revoke, recognise.
//!
//! What always holds: a key is shown once, when it is made; only its hash is kept and no key is
//! ever logged. One that is in a page is public, so it lets in less (see [`Sender`]).

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Tick};

use listen::receive::Sender;
use sea_orm::ActiveValue::Set;
use sha2::{Digest, Sha256};
use store::{Store, StoreError};
use vocab::Instant;

use super::rows::{self, write_key};

/// How long another process of the same installation may not have heard of a change.
const HEARD_WITHIN: Duration = Duration::from_secs(5);
/// Letters of a key that are kept to tell it from others.
const HINT: usize = 6;
/// The longest name, in characters.
const MAX_NAME: usize = 100;

/// A write key, without what is secret about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteKey {
    /// Names the key.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it is used.
    pub sender: Sender,
    /// Its first letters.
    pub hint: String,
    /// Since when.
    pub created: Instant,
    /// Until when.
    pub revoked: Option<Instant>,
}

/// Why a key cannot be made or revoked.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No name, or a very long one.
    #[error("the key needs a name of at most {MAX_NAME} characters")]
    Name,
    /// Another one that lets in is called so.
    #[error("a write key that lets in is called `{0}` already; take another name, or revoke it")]
    Taken(String),
    /// None has this id.
    #[error("there is no write key `{0}` that could be revoked; see `sog keys list`")]
    Unknown(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The stable code of where a key is used.
#[must_use]
pub const fn code(sender: Sender) -> &'static str {
    match sender {
        Sender::Browser => "browser",
        Sender::Server => "server",
    }
}

/// Where a key is used, from its code.
#[must_use]
pub fn of_code(code: &str) -> Option<Sender> {
    match code {
        "browser" => Some(Sender::Browser),
        "server" => Some(Sender::Server),
        _ => None,
    }
}

/// Makes a key; gives it with the secret, which nobody can show again.
///
/// # Errors
/// When the name is no good or taken, or the database fails.
pub async fn make(
    store: &Store,
    name: &str,
    sender: Sender,
    now: Instant,
) -> Result<(WriteKey, String), KeyError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(KeyError::Name);
    }
    let secret = format!("{:032x}", rand::random::<u128>());
    let key = WriteKey {
        id: uuid::Uuid::now_v7().to_string(),
        name: name.to_owned(),
        sender,
        hint: secret[..HINT].to_owned(),
        created: vocab::time::to_micros(now),
        revoked: None,
    };
    let row = write_key::ActiveModel {
        id: Set(key.id.clone()),
        name: Set(key.name.clone()),
        sender: Set(code(sender).to_owned()),
        hash: Set(hash(&secret)),
        hint: Set(key.hint.clone()),
        created: Set(key.created),
        revoked: Set(None),
    };
    let tx = store.begin().await?;
    let same = |row: &write_key::Model| row.name.to_lowercase() == name.to_lowercase();
    if rows::keys(&tx).await?.iter().any(|row| row.revoked.is_none() && same(row)) {
        return Err(KeyError::Taken(name.to_owned()));
    }
    rows::insert(&tx, row).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok((key, secret))
}

/// Every key, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(store: &Store) -> Result<Vec<WriteKey>, StoreError> {
    rows::keys(store.read()).await?.into_iter().map(from_row).collect()
}

/// Revokes a key for good.
///
/// # Errors
/// When there is none, or it was revoked already, or the database fails.
pub async fn revoke(store: &Store, id: &str, now: Instant) -> Result<WriteKey, KeyError> {
    let tx = store.begin().await?;
    let row = rows::keys(&tx).await?.into_iter().find(|row| row.id == id);
    let row = row.filter(|row| row.revoked.is_none());
    let mut key = from_row(row.ok_or_else(|| KeyError::Unknown(id.to_owned()))?)?;
    let now = vocab::time::to_micros(now);
    let change = write_key::ActiveModel {
        id: Set(id.to_owned()),
        revoked: Set(Some(now)),
        ..Default::default()
    };
    rows::update(&tx, change).await?;
    tx.commit().await.map_err(StoreError::from)?;
    key.revoked = Some(now);
    Ok(key)
}

fn from_row(row: write_key::Model) -> Result<WriteKey, StoreError> {
    let Some(sender) = of_code(&row.sender) else {
        return Err(StoreError::corrupt(format!("write key {}", row.id), row.sender));
    };
    let write_key::Model { id, name, hint, created, revoked, .. } = row;
    Ok(WriteKey { id, name, sender, hint, created, revoked })
}

fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The keys that let in, as last read.
#[derive(Debug, Default)]
pub(crate) struct Keys(Mutex<Option<Shelf>>);

#[derive(Debug, Clone)]
struct Shelf {
    read: Tick,
    by_hash: Arc<HashMap<String, WriteKey>>,
}

impl Keys {
    /// The key of a secret, if it lets in.
    pub(crate) async fn find(
        &self,
        store: &Store,
        secret: &str,
    ) -> Result<Option<WriteKey>, StoreError> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let fresh = kept.filter(|shelf| shelf.read.elapsed() < HEARD_WITHIN);
        let by_hash = match fresh {
            Some(shelf) => shelf.by_hash,
            None => self.read(store).await?,
        };
        Ok(by_hash.get(&hash(secret)).cloned())
    }

    /// Whether any key lets in.
    async fn read(&self, store: &Store) -> Result<Arc<HashMap<String, WriteKey>>, StoreError> {
        let read = Tick::now();
        let mut by_hash = HashMap::new();
        for row in rows::keys(store.read()).await? {
            if row.revoked.is_none() {
                by_hash.insert(row.hash.clone(), from_row(row)?);
            }
        }
        let by_hash = Arc::new(by_hash);
        let shelf = Shelf { read, by_hash: Arc::clone(&by_hash) };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(shelf);
        Ok(by_hash)
    }

    /// To be told when a key was made or revoked here.
    pub(crate) fn changed(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

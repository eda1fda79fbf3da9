//! Sessions in the operational store.

use async_trait::async_trait;
use chrono::DateTime;
use sea_orm::ActiveValue::Set;
use sha2::{Digest, Sha256};
use store::Store;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use vocab::Instant;

use super::rows;

/// Keeps sessions in the table `session`, under the hash of their id.
#[derive(Debug, Clone)]
pub(crate) struct Sessions {
    store: Store,
}

impl Sessions {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    async fn write(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        let row = rows::session::ActiveModel {
            hash: Set(hash(&record.id)),
            data: Set(data),
            expires: Set(instant(record.expiry_date)),
        };
        let tx = self.store.begin().await.map_err(backend)?;
        rows::put_session(&tx, row).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// The name of the cookie of an installation, after the name of its event log. A browser gives a
/// cookie to every port of a host: with one name for all, a demo and the company's own server
/// would end each other's sessions.
pub(crate) fn cookie(log: &str) -> String {
    let name: String =
        Sha256::digest(log).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("sog-{name}")
}

/// What the table holds instead of the id. The id has 128 random bits, so a plain hash is
/// enough: there is nothing to guess.
fn hash(id: &Id) -> String {
    Sha256::digest(id.0.to_le_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn instant(time: time::OffsetDateTime) -> Instant {
    DateTime::from_timestamp(time.unix_timestamp(), 0).unwrap_or_default()
}

/// The wall clock. The library reckons expiry with it, whatever clock the pages are given.
fn wall_clock() -> time::OffsetDateTime {
    time::OffsetDateTime::now_utc()
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // Always a fresh id: a record may come here under an id that was given up, and 128
        // random bits do not meet twice.
        record.id = Id::default();
        self.write(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.write(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = instant(wall_clock());
        let Some(row) =
            rows::session_by_hash(self.store.read(), &hash(id), now).await.map_err(backend)?
        else {
            return Ok(None);
        };
        let data = serde_json::from_str(&row.data).map_err(|e| Error::Decode(e.to_string()))?;
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(row.expires.timestamp())
            .map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let tx = self.store.begin().await.map_err(backend)?;
        rows::delete_session(&tx, &hash(id)).await.map_err(backend)?;
        // A good moment to sweep: it is rare, and somebody is waiting for a write anyway.
        rows::delete_expired(&tx, instant(wall_clock())).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

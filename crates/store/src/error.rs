//! What can go wrong between Sog and its database.

use std::path::PathBuf;

/// A failure of the operational store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The data folder cannot be made or entered.
    #[error("the data folder {path} cannot be used: {source}")]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The address of the database is neither a SQLite file nor a PostgreSQL URL.
    #[error("`{0}` is not a database address (expected sqlite://FILE or postgres://…)")]
    Address(String),
    /// No connection to the PostgreSQL server.
    #[error(
        "no connection to PostgreSQL at {place} ({source}); check that the server runs, and the \
         address, name and password in it"
    )]
    Unreachable {
        /// Host, port and database, without who signs in.
        place: String,
        /// What the driver said.
        source: sea_orm::DbErr,
    },
    /// The database refused or failed.
    #[error("the database said: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// A stored value cannot be understood; the file was changed by hand or by a newer Sog.
    #[error("the stored {what} cannot be read: {why}")]
    Corrupt {
        /// Which record or field.
        what: String,
        /// Why.
        why: String,
    },
}

impl StoreError {
    /// Whether the database could not write because its disk is full.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::Db(error) if is_disk_full(error))
    }

    /// A stored value that cannot be understood.
    pub fn corrupt(what: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self::Corrupt { what: what.into(), why: why.to_string() }
    }
}

/// What the databases call a full disk: SQLite by result code (and by the code for a shared memory
/// file that cannot grow), PostgreSQL by SQLSTATE `disk_full`.
const DISK_FULL: [&str; 3] = ["13", "4874", "53100"];

/// Whether the database could not write because its disk is full.
#[must_use]
pub fn is_disk_full(error: &sea_orm::DbErr) -> bool {
    use sea_orm::{DbErr, RuntimeErr, SqlxError};
    let (DbErr::Exec(why) | DbErr::Query(why) | DbErr::Conn(why)) = error else { return false };
    let RuntimeErr::SqlxError(why) = why else { return false };
    let SqlxError::Database(why) = &**why else { return false };
    why.code().is_some_and(|code| DISK_FULL.contains(&&*code))
}

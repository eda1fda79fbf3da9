//! What can go wrong in the event log.

use std::path::{Path, PathBuf};

/// A failure of the event log.
#[derive(Debug, thiserror::Error)]
pub enum EventsError {
    /// A file of the log cannot be read or written.
    #[error("the event file {path}: {source}")]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A run cannot be written or read as Parquet.
    #[error("the event file {path} is damaged or unreadable: {why}")]
    Parquet {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A file holds fewer or more entries than were written.
    #[error(
        "the event file {path} is damaged: it holds {found} of {expected} entries; \
         bring it back from a backup"
    )]
    Lost {
        /// Which file.
        path: PathBuf,
        /// What it holds.
        found: u64,
        /// What was written.
        expected: u64,
    },
    /// The folder was filled with another database, or with a newer state of this one.
    #[error(
        "the event folder {folder} does not belong to this database: {why}. Nothing was changed. \
         Name the database it was filled with (SOG_DATABASE, or `database` in sog.toml; without \
         either it is the file sog.db in the data folder) or another data folder. To go back to \
         a backup: stop the server, move the data folder away, copy the backup whole into its \
         place (with PostgreSQL load the dump made with it), then copy only `sending-marks` from \
         the folder moved away"
    )]
    Mismatch {
        /// The folder of the event files.
        folder: PathBuf,
        /// How one knows.
        why: String,
    },
    /// The place that keeps the files cannot be used: object storage, or what another machine
    /// shares.
    #[error("the event files in {place}: {why}")]
    Remote {
        /// Which file or place.
        place: String,
        /// What it said.
        why: String,
    },
    /// Another process changed the log between preparing and committing.
    #[error("another process changed the event log meanwhile; nothing was changed, try again")]
    Raced,
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The database failed.
    #[error("the database said: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// A stored event cannot be read.
    #[error("the stored event {id} cannot be read: {why}")]
    Corrupt {
        /// Which event.
        id: String,
        /// Why.
        why: String,
    },
    /// A background task was ended from outside.
    #[error("the work on the event log was interrupted: {0}")]
    Interrupted(String),
}

impl EventsError {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::File { path: path.to_owned(), source }
    }

    pub(crate) fn lost(path: &Path, found: u64, expected: u64) -> Self {
        Self::Lost { path: path.to_owned(), found, expected }
    }

    pub(crate) fn parquet(path: &Path, why: impl std::fmt::Display) -> Self {
        Self::Parquet { path: path.to_owned(), why: why.to_string() }
    }
}

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

    pub(crate) fn parquet(path: &Path, why: impl std::fmt::Display) -> Self {
        Self::Parquet { path: path.to_owned(), why: why.to_string() }
    }
}

//! What can go wrong with pictures and permission.

use std::path::{Path, PathBuf};

/// A failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum CustomersError {
    /// The event log failed.
    #[error(transparent)]
    Events(#[from] events::EventsError),
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The database failed.
    #[error("the database said: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// A file of the kept pictures cannot be read or written.
    #[error("the picture file {path}: {source}")]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of the kept pictures is not what was written.
    #[error("the picture file {path} cannot be used: {why}; `sog refresh` makes it anew")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The event log holds something that cannot be a customer.
    #[error("the event log names a customer `{customer}`, which is no id: {why}")]
    NoCustomer {
        /// What it names.
        customer: String,
        /// Why it is none.
        why: vocab::IdError,
    },
    /// A contact that no record knows.
    #[error("there is no contact `{0}`; import it with the `contacts` format first")]
    NoContact(String),
    /// A declaration that proves nothing.
    #[error("permission of contact `{contact}` cannot be recorded: {why}")]
    Declaration {
        /// Whose.
        contact: String,
        /// What is missing.
        why: &'static str,
    },
    /// What was to be noted of a deal or a need cannot be taken.
    #[error("this cannot be noted: {0}")]
    Refused(#[from] crate::said::Refusal),
    /// No such deal of this customer.
    #[error("customer `{customer}` has no deal `{deal}`")]
    NoDeal {
        /// Whose it should be.
        customer: String,
        /// Which.
        deal: String,
    },
    /// Nothing of this number is noted.
    #[error("nothing is noted under `{0}`; it may be about somebody who was erased")]
    NothingNoted(String),
    /// Somebody else was faster.
    #[error("{person} changed this meanwhile, at {at}; look at it again, then change it")]
    Changed {
        /// Who.
        person: String,
        /// When.
        at: vocab::Instant,
    },
    /// About somebody who was erased.
    #[error("`{0}` was erased; nothing is noted of them any more")]
    Erased(String),
    /// A table cannot be written out.
    #[error("the table cannot be written: {0}")]
    Table(#[from] csv::Error),
    /// A background task was ended from outside.
    #[error("the work on the pictures was interrupted: {0}")]
    Interrupted(String),
}

impl CustomersError {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::File { path: path.to_owned(), source }
    }

    pub(crate) fn damaged(path: &Path, why: impl std::fmt::Display) -> Self {
        Self::Damaged { path: path.to_owned(), why: why.to_string() }
    }
}

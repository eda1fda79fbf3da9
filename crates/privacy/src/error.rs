//! What can go wrong when a person is exported or erased.

use std::path::PathBuf;

/// A failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    /// Nobody is known by that number or address.
    #[error(
        "nothing is kept of `{0}`: name the number of a customer, the number of a contact, or a \
         mail address"
    )]
    Nobody(String),
    /// They were erased already.
    #[error(
        "nothing is kept of `{0}`: they were erased and are on the block list (`sog erase --lift` \
         takes them off it, when they want to be a customer again)"
    )]
    ErasedAlready(String),
    /// Nothing to lift.
    #[error("`{0}` is not on the block list")]
    NotBlocked(String),
    /// An address belongs to several customers.
    #[error(
        "`{address}` is the address of contacts of several customers ({customers}); name the \
         number of the contact or customer that is meant"
    )]
    Several {
        /// The address.
        address: String,
        /// Their numbers.
        customers: String,
    },
    /// A message to them is on its way.
    #[error(
        "a message to them is being sent at this moment; nothing was erased. Try again in a minute"
    )]
    BeingSent,
    /// What is kept of them keeps changing.
    #[error("what is kept of them kept changing meanwhile; nothing was erased. Try again")]
    KeepsChanging,
    /// They are erased; bytes of them may be left.
    #[error(
        "they are erased and nobody can see them any more, but what lies in files and free pages \
         could not be removed yet ({0}). It is done with the next `sog` command, or with `sog \
         erase --resume`"
    )]
    NotClean(Box<PrivacyError>),
    /// Readers keep the write-ahead log in use.
    #[error("other programs keep reading the database, so its write-ahead log cannot be emptied")]
    Readers,
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The event log failed.
    #[error(transparent)]
    Events(#[from] events::EventsError),
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The pictures failed.
    #[error(transparent)]
    Customers(#[from] customers::CustomersError),
    /// The database failed.
    #[error("the database said: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// The work was given up, because the process ends or the work panicked.
    #[error("the work was interrupted: {0}")]
    Interrupted(String),
}

impl PrivacyError {
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}

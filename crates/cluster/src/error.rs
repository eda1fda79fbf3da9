//! What can go wrong, in words for a person.

/// A result of this program.
pub(crate) type Outcome<T> = Result<T, ClusterError>;

/// A failure.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ClusterError {
    /// The event log failed.
    #[error(transparent)]
    Events(#[from] events::EventsError),
    /// A fold or the pictures failed.
    #[error(transparent)]
    Customers(#[from] customers::CustomersError),
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The data folder cannot be used.
    #[error("{0}")]
    Folder(Box<dyn std::error::Error + Send + Sync>),
    /// A statement that is no SQL, or names what is not there.
    #[error("the statement cannot be answered: {0}")]
    Statement(String),
    /// A statement that would change something.
    #[error(
        "the statement is refused, for it does more than read ({0}). `sog-cluster sql` only reads: \
         SELECT, WITH, EXPLAIN, DESCRIBE, SHOW TABLES"
    )]
    ReadsOnly(String),
    /// An address that is none.
    #[error("`{0}` is no address of a scheduler; write HOST:PORT, as in 127.0.0.1:50050")]
    Address(String),
    /// Nothing answers where a scheduler should.
    #[error("no scheduler answers at {address}: {why}. Start one with `sog-cluster scheduler`")]
    NoScheduler {
        /// Where.
        address: String,
        /// What the system said.
        why: String,
    },
    /// A scheduler that nobody works for.
    #[error(
        "the scheduler at {0} knows no executor; start some with `sog-cluster executor \
         --scheduler {0} --data DIR`"
    )]
    NoExecutor(String),
    /// A question that makes no sense.
    #[error("{0}")]
    Question(String),
    /// Files of the snapshot are gone.
    #[error(
        "event files that were to be read are gone, because the log changed meanwhile: {0}; ask \
         again"
    )]
    Gone(String),
    /// An executor said that a bucket cannot be folded.
    #[error("an executor could not fold a bucket: {0}")]
    Fold(String),
    /// The cluster failed otherwise.
    #[error("the cluster failed: {0}")]
    Cluster(String),
    /// A port or a folder of this process cannot be used.
    #[error("{what}: {why}")]
    Start {
        /// What was tried.
        what: String,
        /// What the system said.
        why: String,
    },
    /// The result cannot be written out.
    #[error("the result cannot be written: {0}")]
    Output(#[from] std::io::Error),
}

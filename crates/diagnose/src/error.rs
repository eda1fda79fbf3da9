//! What can go wrong with a diagnosis.

use vocab::Amount;

/// A failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum DiagnoseError {
    /// The event log cannot be read.
    #[error(transparent)]
    Events(#[from] events::EventsError),
    /// Pictures or the event log cannot be read.
    #[error(transparent)]
    Customers(#[from] customers::CustomersError),
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The database failed.
    #[error("the database said: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// The forecast and the event log do not speak about the same data.
    #[error(
        "the forecast counts {forecast} as booked, the event log {log}: it is older than the data; run `sog refresh` and ask again"
    )]
    Stale {
        /// What the forecast says.
        forecast: Amount,
        /// What the log says.
        log: Amount,
    },
    /// The work in the background was ended from outside.
    #[error("the diagnosis was interrupted: {0}")]
    Interrupted(String),
}

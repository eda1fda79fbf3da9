//! What can go wrong with targets and warnings.

/// A failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum WarnError {
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The database failed.
    #[error("the database said: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// Which pictures there are could not be read.
    #[error(transparent)]
    Pictures(#[from] customers::CustomersError),
    /// There is no such warning.
    #[error("there is no warning `{0}`; `sog warnings` lists them")]
    NoWarning(String),
    /// The pictures were made anew since those at hand were loaded.
    #[error(
        "the customers' pictures were made anew while forecasts were computed from older \
             ones; load them again, or run `sog refresh`"
    )]
    OlderPictures,
    /// There is no such target.
    #[error("there is no target `{0}`")]
    NoTarget(String),
    /// There is no such change, or none of it stands any more.
    #[error("there is nothing to take back: the targets have changed again since")]
    NothingToUndo,
    /// Nothing was imported yet, so there is no day to look from.
    #[error("there are no sales yet: import orders and run `sog refresh` first")]
    NoData,
}

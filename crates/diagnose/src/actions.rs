//! Load, examine, save.

use std::sync::Arc;

use customers::Pictures;
use events::EventLog;
use store::{Store, Tx};
use vocab::Instant;

use crate::diagnosis::{Asked, Diagnosis};
use crate::error::DiagnoseError;
use crate::examine::{Source, examine};
use crate::rows;

/// Finds out why a target is missed. Nothing is saved; see [`save`].
///
/// `pictures` are those the forecast was made from.
///
/// # Errors
/// When the log or the database cannot be read, or the forecast is older than the log.
pub async fn diagnose(
    store: &Store,
    log: &EventLog,
    pictures: Arc<Pictures>,
    asked: Asked,
    now: Instant,
) -> Result<Diagnosis, DiagnoseError> {
    let zone = store::company(store.read()).await?.zone;
    let snapshot = log.snapshot().await?;
    let work = tokio::task::spawn_blocking(move || {
        let source = Source { snapshot: &snapshot, series: pictures.series(), zone };
        examine(source, &asked, now)
    });
    work.await.map_err(|error| DiagnoseError::Interrupted(error.to_string()))?
}

/// Keeps a diagnosis. One that is kept already stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, diagnosis: &Diagnosis) -> Result<(), DiagnoseError> {
    rows::add(tx, diagnosis).await
}

/// One diagnosis by id.
///
/// # Errors
/// When the database fails or the stored diagnosis cannot be read.
pub async fn load(store: &Store, id: &str) -> Result<Option<Diagnosis>, DiagnoseError> {
    rows::one(store.read(), id).await
}

/// The diagnoses of a target, the newest first.
///
/// # Errors
/// When the database fails or a stored diagnosis cannot be read.
pub async fn of_target(store: &Store, target_id: &str) -> Result<Vec<Diagnosis>, DiagnoseError> {
    rows::of_target(store.read(), target_id).await
}

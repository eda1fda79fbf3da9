//! One writer at a time for the files of a log.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::Arc;

use crate::EventsError;

/// Held while the files of a log are being changed. The system releases it when the process
/// ends, however it ends. A clone holds the same lock: work on another thread takes one along,
/// so that it stays locked even if who started the work has gone.
#[derive(Debug, Clone)]
pub(crate) struct WriteLock(#[allow(dead_code, reason = "held, not read")] Arc<File>);

impl WriteLock {
    /// Waits until no other writer, of this process or another, holds the lock.
    pub(crate) fn take(folder: &Path) -> Result<Self, EventsError> {
        let path = folder.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false)
            .open(&path)
            .map_err(EventsError::file(&path))?;
        file.lock().map_err(EventsError::file(&path))?;
        Ok(Self(Arc::new(file)))
    }
}

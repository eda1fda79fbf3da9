//! Bringing up to date what is derived: pictures, then forecasts and warnings.
//!
//! Imports, sendings and answers change the log; a page shows what the last refresh made of it.
//! A server refreshes by itself soon after something changed ([`Marks::behind`]), and when
//! somebody asks for it. One refresh at a time: who comes while another works waits for it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ::privacy::PrivacyError;
use ::warn::WarnError;
use ::warn::actions::refresh as refresh_forecasts;
use customers::{CustomersError, Pictures, Progress, RefreshReport};
use events::{EventLog, EventsError};
use store::{Store, StoreError, company};
use vocab::{Instant, Zone};

use crate::state::AppState;
use crate::today::last_import;

/// Events that are moved while somebody waits for a page.
const AT_ONCE: u64 = 500;

/// Why a refresh did not come to its end. What is shown is then as it was, or the pictures are
/// new and the forecasts are not.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The pictures failed.
    #[error(transparent)]
    Pictures(#[from] CustomersError),
    /// The forecasts failed.
    #[error(transparent)]
    Forecasts(#[from] WarnError),
    /// The log failed.
    #[error(transparent)]
    Log(#[from] EventsError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work was given up, because the process ends or the work panicked.
    #[error("the refresh was interrupted: {0}")]
    Interrupted(String),
}

/// Brings everything that is derived up to date.
///
/// # Errors
/// When the log, a file or the database fails.
pub async fn refresh(
    store: &Store,
    log: &EventLog,
    folder: &Path,
    now: Instant,
    progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<RefreshReport, RefreshError> {
    let report = customers::refresh(store, log, folder, progress).await?;
    after_pictures(store, folder, now).await?;
    Ok(report)
}

/// Brings up to date what is made of the pictures, when these are.
///
/// # Errors
/// When a file or the database fails.
pub async fn after_pictures(
    store: &Store,
    folder: &Path,
    now: Instant,
) -> Result<(), RefreshError> {
    let pictures = customers::load(store, folder).await?;
    forecasts(store, folder, pictures, now).await
}

/// Looks at all targets anew: with these pictures, or with newer ones if there are any by then.
async fn forecasts(
    store: &Store,
    folder: &Path,
    mut pictures: Arc<Pictures>,
    now: Instant,
) -> Result<(), RefreshError> {
    loop {
        let zone = company(store.read()).await?.zone;
        let (store_there, runtime) = (store.clone(), tokio::runtime::Handle::current());
        // About a second of computing: away from the threads that serve pages.
        let work = tokio::task::spawn_blocking(move || {
            runtime.block_on(refresh_forecasts(&store_there, &pictures, None, now, zone))
        });
        match work.await.map_err(|error| RefreshError::Interrupted(error.to_string()))? {
            // Ends when pictures are not made anew each second, and that takes longer.
            Err(WarnError::OlderPictures) => pictures = customers::load(store, folder).await?,
            done => return Ok(done.map(|_| ())?),
        }
    }
}

/// Does work to its end, also when who asked for it has gone (a closed tab, a proxy that waited
/// long enough): cut off half-way, its locks would be free while its threads go on.
async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, RefreshError>> + Send + 'static,
) -> Result<T, RefreshError> {
    tokio::spawn(work).await.map_err(|error| RefreshError::Interrupted(error.to_string()))?
}

/// What tells whether something changed since a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// The state of the log's files: an import changes it.
    snapshot: i64,
    /// The zone whose calendar the figures follow.
    zone: Zone,
    /// The newest import; one of targets alone leaves the log as it is.
    imported: Option<Instant>,
    /// Events that are not shown yet: they wait in the inbox, or were handed over since.
    waiting: u64,
}

/// How far what is shown is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// Not at all, or by what is still coming in.
    Nothing,
    /// By single events that have stopped coming in: a campaign has been sent, somebody
    /// answered.
    Events,
    /// By an import or a setting, or nothing was refreshed yet.
    Everything,
}

impl Marks {
    /// How far what was refreshed at `shown` is behind now, where `before` is what was seen a
    /// moment ago.
    #[must_use]
    pub fn behind(&self, shown: Option<&Self>, before: Option<&Self>) -> Behind {
        let files = |marks: &Self| (marks.snapshot, marks.zone, marks.imported);
        if shown.is_none_or(|shown| files(shown) != files(self)) {
            return Behind::Everything;
        }
        let is_quiet = before.is_some_and(|before| before.waiting == self.waiting);
        if self.waiting > 0 && is_quiet { Behind::Events } else { Behind::Nothing }
    }
}

impl AppState {
    /// Ends what an erasure has left to be done that was killed, here or in another process.
    ///
    /// # Errors
    /// When the log, a file or the database fails; it can be taken up again.
    pub async fn end_erasures(&self) -> Result<(), PrivacyError> {
        let ended = ::privacy::resume(&self.store, &self.log, &self.folder, self.now()).await?;
        if ended > 0 {
            self.read.forget().await;
        }
        Ok(())
    }

    /// Brings everything that is derived up to date, after whoever is doing that already. Goes
    /// on to its end when nobody waits for it any more.
    ///
    /// # Errors
    /// When the log, a file or the database fails.
    pub async fn refresh(&self) -> Result<RefreshReport, RefreshError> {
        let state = self.clone();
        to_its_end(async move { state.refresh_in_turn().await }).await
    }

    async fn refresh_in_turn(&self) -> Result<RefreshReport, RefreshError> {
        let mut shown = self.refreshed.lock().await;
        // Before the work: what changes meanwhile differs from it.
        let marks = self.marks().await?;
        let report = refresh(&self.store, &self.log, &self.folder, self.now(), &|_| {}).await?;
        // Handing the inbox over and merging make snapshots of their own.
        *shown = Some(Marks { snapshot: report.snapshot, waiting: 0, ..marks });
        self.handed.store(0, Ordering::Relaxed);
        Ok(report)
    }

    /// Moves the inbox into the files of the log, and refreshes nothing: what comes in without a
    /// pause must not pile up in the database until it is shown. Gives how many events moved.
    ///
    /// # Errors
    /// When the log, a file or the database fails.
    pub async fn hand_over(&self) -> Result<u64, RefreshError> {
        let state = self.clone();
        to_its_end(async move {
            let mut shown = state.refreshed.lock().await;
            let before = state.log.snapshot().await?.id();
            let moved = state.log.hand_over(&|_| {}).await?.moved;
            state.handed.fetch_add(moved, Ordering::Relaxed);
            // The files are others now; that alone is no news.
            if let Some(shown) = shown.as_mut().filter(|shown| shown.snapshot == before) {
                shown.snapshot = state.log.snapshot().await?.id();
            }
            Ok(moved)
        })
        .await
    }

    /// Shows at once what somebody did by hand: the event of it stands in the history of the next
    /// page. Not while a refresh works, which does so itself, nor while much comes in.
    pub(crate) async fn show_at_once(&self) {
        if self.refreshed.try_lock().is_err() {
            return;
        }
        let done = async {
            match self.log.waiting().await? {
                1..=AT_ONCE => self.hand_over().await,
                _ => Ok(0),
            }
        };
        if let Err(error) = done.await {
            tracing::warn!(%error, "what was done shows with the next refresh only");
        }
    }

    /// Looks at all targets anew, and waits for no refresh: after somebody changed one.
    pub(crate) async fn refresh_forecasts(&self) -> Result<(), RefreshError> {
        let state = self.clone();
        to_its_end(async move {
            let pictures = state.pictures_of_refresh().await?;
            forecasts(&state.store, &state.folder, pictures, state.now()).await
        })
        .await
    }

    /// What there is now.
    ///
    /// # Errors
    /// When the log or the database fails.
    pub async fn marks(&self) -> Result<Marks, RefreshError> {
        let snapshot = self.log.snapshot().await?.id();
        let waiting = self.log.waiting().await? + self.handed.load(Ordering::Relaxed);
        let zone = company(self.store.read()).await?.zone;
        let imported = last_import(self.store.read()).await?.map(|import| import.at);
        Ok(Marks { snapshot, zone, imported, waiting })
    }

    /// What the last refresh of this process was made of; waits for one that is at work.
    pub async fn refreshed(&self) -> Option<Marks> {
        *self.refreshed.lock().await
    }
}

/// How long a server rests after a refresh before single events alone start the next: ten times
/// as long as it took, so that a large company is not refreshed all the time.
#[must_use]
pub fn rest_after(took: Duration) -> Duration {
    took.saturating_mul(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_says_how_far_it_is_behind() {
        let at = Marks { snapshot: 7, zone: Zone::BERLIN, imported: None, waiting: 0 };
        let sent = |waiting| Marks { waiting, ..at };
        assert_eq!(at.behind(None, None), Behind::Everything, "nothing was refreshed yet");
        assert_eq!(at.behind(Some(&at), Some(&at)), Behind::Nothing);
        let import = Marks { snapshot: 8, ..at };
        assert_eq!(import.behind(Some(&at), Some(&import)), Behind::Everything);
        let targets = Marks { imported: Some(Instant::UNIX_EPOCH), ..at };
        assert_eq!(targets.behind(Some(&at), None), Behind::Everything);
        let zone = Marks { zone: "Europe/London".parse().unwrap(), ..at };
        assert_eq!(zone.behind(Some(&at), Some(&at)), Behind::Everything);
        // While messages go out there is no end of it; then there is.
        assert_eq!(sent(3).behind(Some(&at), Some(&at)), Behind::Nothing);
        assert_eq!(sent(9).behind(Some(&at), Some(&sent(3))), Behind::Nothing);
        assert_eq!(sent(9).behind(Some(&at), Some(&sent(9))), Behind::Events);
        assert_eq!(sent(9).behind(Some(&at), None), Behind::Nothing);
    }
}

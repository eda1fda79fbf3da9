//! What the models say of everybody, made once for each state of the pictures and day.
//!
//! A company of some hundred thousand customers takes seconds, so a refresh makes it before
//! somebody looks ([`AppState::look_ahead`]), and pages that come earlier wait for it.

use std::sync::Arc;

use customers::Pictures;
use customers::balance::sales_window;
use customers::inferred::{CannotTell, NeedsAhead};
use customers::repurchase::Standing;
use customers::silent::{Silent, silent};
use vocab::{Instant, Zone};

use crate::balance::read::Whose;
use crate::error::Error;
use crate::state::AppState;

/// Needs, or why nothing can be told of them.
pub(crate) type Needs = Result<NeedsAhead, CannotTell>;

impl AppState {
    /// Who comes back, as of the last sale that is known; `None` before the first one.
    pub(crate) async fn standing(
        &self,
        pictures: &Arc<Pictures>,
        zone: Zone,
        now: Instant,
    ) -> Result<Option<Arc<Standing>>, Error> {
        let Some(until) = pictures.data_until(now).map(|until| zone.day(until)) else {
            return Ok(None);
        };
        let key = (pictures.version(), zone, until);
        let pictures = pictures.clone();
        let work = async {
            let work = tokio::task::spawn_blocking(move || Standing::of(&pictures, until, zone));
            work.await.map(Arc::new).map_err(Error::internal)
        };
        self.read.standings.get_or_insert_async(&key, work).await.map(Some)
    }

    /// Who fell silent, those with the most at stake first.
    pub(crate) async fn silent(
        &self,
        pictures: &Arc<Pictures>,
        standing: &Arc<Standing>,
        zone: Zone,
        now: Instant,
    ) -> Result<Arc<Vec<Silent>>, Error> {
        let key = (pictures.version(), zone, standing.until());
        let (pictures, standing) = (pictures.clone(), standing.clone());
        let work = async {
            let work = tokio::task::spawn_blocking(move || silent(&pictures, &standing, now, zone));
            work.await.map(Arc::new).map_err(Error::internal)
        };
        self.read.silent.get_or_insert_async(&key, work).await
    }

    /// What everybody will need, as of the last sale that is known; `None` before the first one.
    pub(crate) async fn needs_ahead(
        &self,
        pictures: &Arc<Pictures>,
        zone: Zone,
        now: Instant,
    ) -> Result<Option<Arc<Needs>>, Error> {
        let Some(until) = pictures.data_until(now).map(|until| zone.day(until)) else {
            return Ok(None);
        };
        let key = (pictures.version(), zone, until);
        let pictures = pictures.clone();
        let work = async {
            let work = tokio::task::spawn_blocking(move || NeedsAhead::of(&pictures, until, zone));
            work.await.map(Arc::new).map_err(Error::internal)
        };
        self.read.needs.get_or_insert_async(&key, work).await.map(Some)
    }

    /// Makes all of it before somebody asks, and what the balance reads from the log where somebody
    /// has looked at it: that takes a pass over everything, which is too much for nobody.
    ///
    /// # Errors
    /// When the pictures cannot be read.
    pub async fn look_ahead(&self) -> Result<(), Error> {
        let pictures = self.pictures().await?;
        let company = store::company(self.store.read()).await.map_err(Error::internal)?;
        let (zone, now) = (company.zone, self.now());
        if let Some(standing) = self.standing(&pictures, zone, now).await? {
            self.silent(&pictures, &standing, zone, now).await?;
        }
        self.needs_ahead(&pictures, zone, now).await?;
        if self.read.balance.is_looked_at() {
            self.meetings(&company, now).await?;
            if let Some(window) = sales_window(&pictures, &company, now) {
                self.after_sales(zone, window, window.until, Whose::Company).await?;
            }
        }
        Ok(())
    }
}

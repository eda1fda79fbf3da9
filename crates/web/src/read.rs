//! Answers that take a pass over the whole event log or all records, kept for a while.
//!
//! What is read from the log is kept while the log stays as it is: a key holds everything an
//! answer depends on, the snapshot of the log first; what is old is never found again and falls
//! out. Of many requests for one answer, one reads and the others wait for it.

use std::sync::Arc;

use ::campaign::actions::People;
use ::campaign::audiences::Audiences;
use ::campaign::crowd::Names;
use ::diagnose::{Asked, DiagnoseError, Diagnosis};
use chrono::{NaiveDate, TimeDelta};
use customers::repurchase::Standing;
use customers::silent::Silent;
use customers::{Slice, Window};
use quick_cache::sync::Cache;
use tokio::sync::Mutex;
use vocab::{Instant, Scope, Zone};

use crate::error::Error;
use crate::foresight::Needs;
use crate::state::AppState;

/// Diagnoses kept; one is some hundred kilobytes.
const DIAGNOSES: usize = 32;
/// Lists of buyers kept; one may be some megabytes.
const TRADES: usize = 4;
/// States of the models kept: the newest, and the one before while it is still asked for.
const MODELS: usize = 2;
/// How long a diagnosis keeps the moment it was made at.
const FRESH: TimeDelta = TimeDelta::hours(1);

/// The version of pictures, the zone, and the last day that is known.
type Known = (Option<i64>, Zone, NaiveDate);

/// See the [module](self).
pub(crate) struct Read {
    diagnoses: Cache<String, Arc<Diagnosis>>,
    trades: Cache<(i64, Zone, Window), Arc<Vec<Slice>>>,
    /// What models say of everybody, by the version of the pictures and the last day known.
    pub(crate) standings: Cache<Known, Arc<Standing>>,
    pub(crate) silent: Cache<Known, Arc<Vec<Silent>>>,
    pub(crate) needs: Cache<Known, Arc<Needs>>,
    /// What the balance is made of.
    pub(crate) balance: crate::balance::read::Kept,
    /// Customers on record of whom nothing has happened, by the version of the pictures and the
    /// number of records. Records come and change, and go only when somebody is erased, which
    /// forgets this: the same number of them is the same customers.
    pub(crate) unheard: Cache<(Option<i64>, u64), usize>,
    /// Everybody who could be in an audience, and when they were read.
    pub(crate) people: Mutex<Option<(std::time::Instant, Arc<People>)>>,
    /// Audiences while somebody tries conditions.
    pub(crate) audiences: Arc<Audiences>,
    /// Held by a count.
    pub(crate) counting: Arc<Mutex<()>>,
    /// Names that conditions can be about, as they were last.
    pub(crate) names: Mutex<Option<Names>>,
}

impl Read {
    /// Forgets everything: somebody was erased.
    pub(crate) async fn forget(&self) {
        self.diagnoses.clear();
        self.trades.clear();
        self.standings.clear();
        self.silent.clear();
        self.needs.clear();
        self.balance.forget();
        self.unheard.clear();
        *self.people.lock().await = None;
        *self.names.lock().await = None;
        self.audiences.forget().await;
    }
}

impl Default for Read {
    fn default() -> Self {
        Self {
            diagnoses: Cache::new(DIAGNOSES),
            trades: Cache::new(TRADES),
            standings: Cache::new(MODELS),
            silent: Cache::new(MODELS),
            needs: Cache::new(MODELS),
            balance: Default::default(),
            unheard: Cache::new(1),
            people: Mutex::default(),
            audiences: Arc::default(),
            counting: Arc::default(),
            names: Mutex::default(),
        }
    }
}

impl AppState {
    /// What every customer of the company bought in a window.
    pub(crate) async fn trade(&self, zone: Zone, window: Window) -> Result<Arc<Vec<Slice>>, Error> {
        let snapshot = self.log.snapshot().await.map_err(Error::internal)?;
        let key = (snapshot.id(), zone, window);
        let read = async {
            let work = tokio::task::spawn_blocking(move || {
                customers::trade(&snapshot, zone, window, &Scope::company())
            });
            work.await.map_err(Error::internal)?.map(Arc::new).map_err(Error::internal)
        };
        self.read.trades.get_or_insert_async(&key, read).await
    }

    /// Why a target is missed, as far as is known now. Asked again about the same data within
    /// an hour, it is the same diagnosis.
    pub(crate) async fn diagnosis(
        &self,
        asked: Asked,
        now: Instant,
    ) -> Result<Arc<Diagnosis>, DiagnoseError> {
        let key = self.key(&asked).await?;
        let is_old = |kept: &Diagnosis| !(TimeDelta::zero()..FRESH).contains(&(now - kept.made_at));
        if self.read.diagnoses.get(&key).is_some_and(|kept| is_old(&kept)) {
            self.read.diagnoses.remove(&key);
        }
        self.read.diagnoses.get_or_insert_async(&key, self.diagnosis_at(asked, now)).await
    }

    /// The diagnosis somebody looked at, by the moment it was made at: the one that is kept, or
    /// made again from the same data.
    pub(crate) async fn diagnosis_seen(
        &self,
        asked: Asked,
        made_at: Instant,
    ) -> Result<Arc<Diagnosis>, DiagnoseError> {
        let key = self.key(&asked).await?;
        match self.read.diagnoses.get(&key).filter(|kept| kept.made_at == made_at) {
            Some(kept) => Ok(kept),
            None => self.diagnosis_at(asked, made_at).await,
        }
    }

    async fn key(&self, asked: &Asked) -> Result<String, DiagnoseError> {
        let snapshot = self.log.snapshot().await?.id();
        let zone = store::company(self.store.read()).await?.zone;
        Ok(format!("{snapshot} {zone:?} {asked:?}"))
    }

    async fn diagnosis_at(
        &self,
        asked: Asked,
        made_at: Instant,
    ) -> Result<Arc<Diagnosis>, DiagnoseError> {
        let pictures = self.pictures_of_refresh().await?;
        let (store, log) = (&self.store, &self.log);
        ::diagnose::actions::diagnose(store, log, pictures, asked, made_at).await.map(Arc::new)
    }
}

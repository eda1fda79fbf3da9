//! What the balance reads from the whole log, kept while the log stays as it is.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use customers::Window;
use customers::balance::Answers;
use customers::contact_answers::{Meetings, meetings};
use customers::horizons::{After, horizons, orders_of_complaints};
use quick_cache::sync::Cache;
use store::Company;
use store::records::people_version;
use tokio::sync::Mutex;
use vocab::{CampaignId, Instant, Zone};

use crate::error::Error;
use crate::state::AppState;

/// What came of sales, by part and owner.
pub(crate) type Sales = BTreeMap<(u8, String), After>;

/// Whose sales are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Whose {
    /// Those of everybody, by owner.
    Company,
    /// Those of the two sides of a campaign: 0 could be written to, 1 was held out. Not by owner.
    Campaign(CampaignId),
}

/// The log, the zone, the half-life to the bit, the local day.
type MeetingsKey = (i64, Zone, u64, NaiveDate);
/// The log, people's records (those of complaints name orders), the zone, the window, the day up to
/// which sales are known, whose.
type SalesKey = (i64, u64, Zone, Window, NaiveDate, Whose);

/// See the [module](self). One list of contacts may be some hundred megabytes where there were
/// millions, so only one is kept.
pub(crate) struct Kept {
    meetings: Cache<MeetingsKey, Arc<(Meetings, Answers)>>,
    sales: Cache<SalesKey, Arc<Sales>>,
    /// One pass over the log at a time: each takes all cores, and the memory of what it finds.
    turn: Mutex<()>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { meetings: Cache::new(1), sales: Cache::new(8), turn: Mutex::new(()) }
    }
}

impl Kept {
    /// Forgets everything: somebody was erased.
    pub(crate) fn forget(&self) {
        self.meetings.clear();
        self.sales.clear();
    }

    /// Whether somebody has looked at contacts since this process began, or forgot them.
    pub(crate) fn is_looked_at(&self) -> bool {
        !self.meetings.is_empty()
    }
}

/// Reads to the end, also when who asked has gone: what a pass over the log found would be lost,
/// and a page that is loaded again and again would begin one each time while the others go on.
async fn to_its_end<T: Send + 'static>(
    read: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    tokio::spawn(read).await.map_err(Error::internal)?
}

impl AppState {
    /// All contacts, what came of them, and the level of pressure they tell of.
    pub(crate) async fn meetings(
        &self,
        company: &Company,
        now: Instant,
    ) -> Result<Arc<(Meetings, Answers)>, Error> {
        let (zone, half_life) = (company.zone, company.pressure_half_life_days);
        let state = self.clone();
        to_its_end(async move {
            let snapshot = state.log.snapshot().await.map_err(Error::internal)?;
            let key = (snapshot.id(), zone, half_life.to_bits(), zone.day(now));
            let kept = &state.read.balance;
            let read = async {
                let _turn = kept.turn.lock().await;
                let work = tokio::task::spawn_blocking(move || {
                    let found = meetings(&snapshot, zone, half_life, now)?;
                    let answers = Answers::of(&found);
                    Ok::<_, customers::CustomersError>(Arc::new((found, answers)))
                });
                work.await.map_err(Error::internal)?.map_err(Error::internal)
            };
            kept.meetings.get_or_insert_async(&key, read).await
        })
        .await
    }

    /// What came of the sales of a window, known up to a day.
    pub(crate) async fn after_sales(
        &self,
        zone: Zone,
        window: Window,
        until: NaiveDate,
        whose: Whose,
    ) -> Result<Arc<Sales>, Error> {
        let state = self.clone();
        to_its_end(async move {
            let snapshot = state.log.snapshot().await.map_err(Error::internal)?;
            // Before they are read: what changes meanwhile has another key.
            let records = people_version(state.store.read()).await.map_err(Error::internal)?;
            let key = (snapshot.id(), records, zone, window, until, whose.clone());
            let kept = &state.read.balance;
            let read = async {
                let _turn = kept.turn.lock().await;
                let store = &state.store;
                let orders_of = orders_of_complaints(store).await.map_err(Error::internal)?;
                let sides: Option<HashMap<String, u8>> = match &whose {
                    Whose::Company => None,
                    Whose::Campaign(id) => {
                        let sides = ::campaign::actions::sides(store, id).await;
                        Some(sides.map_err(Error::internal)?.into_iter().collect())
                    }
                };
                let work = tokio::task::spawn_blocking(move || {
                    let part = |customer: &str| match &sides {
                        None => Some(0),
                        Some(sides) => sides.get(customer).copied(),
                    };
                    horizons(&snapshot, zone, window, until, &orders_of, &part, sides.is_none())
                });
                work.await.map_err(Error::internal)?.map(Arc::new).map_err(Error::internal)
            };
            kept.sales.get_or_insert_async(&key, read).await
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn what_is_read_goes_on_when_who_asked_has_gone() {
        let (go, wait) = oneshot::channel::<()>();
        let (tell, told) = oneshot::channel();
        let read = to_its_end(async move {
            let came = wait.await.is_ok();
            Ok(tell.send(came).is_ok())
        });
        assert!(tokio::time::timeout(Duration::ZERO, read).await.is_err(), "it waits");
        go.send(()).unwrap();
        assert_eq!(told.await, Ok(true));
    }
}

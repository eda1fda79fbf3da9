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
    /// Those of the two sides of a campaign: 0 could be written to, 1 was held out.
    Campaign(CampaignId),
}

/// The log, the zone, the half-life to the bit, the local day.
type MeetingsKey = (i64, Zone, u64, NaiveDate);
type SalesKey = (i64, Zone, Window, NaiveDate, Whose);

/// See the [module](self). One list of contacts may be some hundred megabytes where there were
/// millions, so only one is kept.
pub(crate) struct Kept {
    meetings: Cache<MeetingsKey, Arc<(Meetings, Answers)>>,
    sales: Cache<SalesKey, Arc<Sales>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { meetings: Cache::new(1), sales: Cache::new(8) }
    }
}

impl Kept {
    /// Forgets everything: somebody was erased.
    pub(crate) fn forget(&self) {
        self.meetings.clear();
        self.sales.clear();
    }
}

impl AppState {
    /// All contacts, what came of them, and the level of pressure they tell of.
    pub(crate) async fn meetings(
        &self,
        company: &Company,
        now: Instant,
    ) -> Result<Arc<(Meetings, Answers)>, Error> {
        let snapshot = self.log.snapshot().await.map_err(Error::internal)?;
        let (zone, half_life) = (company.zone, company.pressure_half_life_days);
        let key = (snapshot.id(), zone, half_life.to_bits(), zone.day(now));
        let read = async {
            let work = tokio::task::spawn_blocking(move || {
                let found = meetings(&snapshot, zone, half_life, now)?;
                let answers = Answers::of(&found);
                Ok::<_, customers::CustomersError>(Arc::new((found, answers)))
            });
            work.await.map_err(Error::internal)?.map_err(Error::internal)
        };
        self.read.balance.meetings.get_or_insert_async(&key, read).await
    }

    /// What came of the sales of a window, known up to a day.
    pub(crate) async fn after_sales(
        &self,
        zone: Zone,
        window: Window,
        until: NaiveDate,
        whose: Whose,
    ) -> Result<Arc<Sales>, Error> {
        let snapshot = self.log.snapshot().await.map_err(Error::internal)?;
        let key = (snapshot.id(), zone, window, until, whose.clone());
        let read = async {
            let orders_of = orders_of_complaints(&self.store).await.map_err(Error::internal)?;
            let sides: Option<HashMap<String, u8>> = match &whose {
                Whose::Company => None,
                Whose::Campaign(id) => {
                    let sides = ::campaign::actions::sides(&self.store, id).await;
                    Some(sides.map_err(Error::internal)?.into_iter().collect())
                }
            };
            let work = tokio::task::spawn_blocking(move || {
                let part = |customer: &str| match &sides {
                    None => Some(0),
                    Some(sides) => sides.get(customer).copied(),
                };
                horizons(&snapshot, zone, window, until, &orders_of, &part)
            });
            work.await.map_err(Error::internal)?.map(Arc::new).map_err(Error::internal)
        };
        self.read.balance.sales.get_or_insert_async(&key, read).await
    }
}

//! What the lanes work on: messages claimed as they are used up, with the plan of their campaign.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::dkim::Signer;
use crate::error::CampaignError;
use crate::faults;
use crate::ledger::{Job, Plan};
use crate::notes::{Halt, Held};
use crate::question::Terms;
use crate::records;
use crate::rows::{self, look, queue};
use crate::worker::Worker;

/// How many messages are claimed at once for each lane.
const PER_LANE: u64 = 16;

/// Claims messages as the lanes use them up.
pub(crate) struct Feed<'a> {
    worker: &'a Worker,
    claim: &'a str,
    jobs: VecDeque<Arc<Job>>,
    signers: HashMap<String, Signer>,
}

impl<'a> Feed<'a> {
    pub(crate) fn new(worker: &'a Worker, claim: &'a str) -> Self {
        Self { worker, claim, jobs: VecDeque::new(), signers: HashMap::new() }
    }

    pub(crate) async fn next(&mut self) -> Result<Option<Arc<Job>>, CampaignError> {
        while self.jobs.is_empty() {
            if !self.refill().await? {
                return Ok(None);
            }
        }
        Ok(self.jobs.pop_front())
    }

    /// `false` when nothing waits. May leave no job although something waited: a campaign that
    /// cannot be sent is paused instead.
    async fn refill(&mut self) -> Result<bool, CampaignError> {
        let worker = self.worker;
        let now = worker.now();
        let limit = PER_LANE * worker.server.lanes() as u64;
        if !look::any_due(worker.store.read(), now).await? {
            return Ok(false);
        }
        let tx = worker.store.begin().await?;
        let claimed = queue::claim(&tx, self.claim, now, now + worker.lease(), limit).await?;
        tx.commit().await?;
        if claimed.is_empty() {
            return Ok(false);
        }
        let mut plans: HashMap<String, Option<Arc<Plan>>> = HashMap::new();
        for row in claimed {
            let plan = match plans.get(&row.campaign_id) {
                Some(plan) => plan.clone(),
                None => {
                    let plan = self.plan(&row.campaign_id).await?;
                    plans.insert(row.campaign_id.clone(), plan.clone());
                    plan
                }
            };
            if let Some(plan) = plan {
                self.jobs.push_back(Arc::new(Job { row, plan }));
            }
        }
        Ok(true)
    }

    /// What a campaign sends; `None` when it cannot be sent as things stand: then it is paused
    /// with the reason.
    async fn plan(&mut self, id: &str) -> Result<Option<Arc<Plan>>, CampaignError> {
        let connection = self.worker.store.read();
        let company = store::company(connection).await?;
        let campaign = records::load(connection, id).await?;
        let unreachable = faults::public_address(&company, Some(&self.worker.server));
        let held = match campaign.draft.message.compile(&company) {
            Err(_) => Held { why: Halt::Faults, said: String::new() },
            Ok(_) if unreachable.is_some() => {
                Held { why: Halt::Address, said: company.public_url.clone() }
            }
            Ok(words) => match self.signer(&company).await {
                Err(error) => Held { why: Halt::Key, said: error.to_string() },
                Ok(signer) => {
                    let terms = Terms {
                        campaign: campaign.id,
                        brief: campaign.draft.brief,
                        holdout_share: campaign.launch.map_or(0.0, |launch| launch.holdout_share),
                        company,
                    };
                    return Ok(Some(Arc::new(Plan { terms, words, signer })));
                }
            },
        };
        tracing::warn!(campaign = id, said = held.said, "paused: {}", held.why.code());
        let tx = self.worker.store.begin().await?;
        rows::pause(&tx, id, &held).await?;
        rows::recovery::unclaim_campaign(&tx, self.claim, id).await?;
        tx.commit().await?;
        Ok(None)
    }

    async fn signer(&mut self, company: &store::Company) -> Result<Signer, CampaignError> {
        let domain = company.sender_email.rsplit('@').next().unwrap_or_default().trim().to_owned();
        if let Some(signer) = self.signers.get(&domain) {
            return Ok(signer.clone());
        }
        let (folder, selector) = (self.worker.folder.clone(), self.worker.server.selector.clone());
        let name = domain.clone();
        let opened =
            tokio::task::spawn_blocking(move || Signer::open(&folder, &selector, &name)).await;
        let signer = opened.map_err(|error| CampaignError::Interrupted(error.to_string()))??;
        self.signers.insert(domain, signer.clone());
        Ok(signer)
    }
}

//! What executors do with a bucket: the folds of `customers`, called as `sog` calls them.

use chrono::TimeDelta;
use customers::ask::cohorts::AskCohorts;
use customers::ask::facts::AskFacts;
use customers::ask::funnel::{AskFunnel, FunnelError};
use customers::ask::scopes::AskScopes;
use customers::ask::{Question, ask_bucket};
use events::{BucketFiles, Snapshot};
use serde::{Deserialize, Serialize};
use vocab::{EventKind, Instant, Zone};

use crate::error::{ClusterError, Outcome};

/// One kind of work, the same for all buckets of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// Pictures and daily series, as they are kept.
    Pictures { zone: Zone },
    /// Plain facts about each customer.
    Facts { half_life_days: f64, as_of: Instant },
    /// How far customers come.
    Funnel { steps: Vec<Vec<EventKind>>, days: u32 },
    /// Who bought again.
    Cohorts { zone: Zone },
    /// Money a day and scope.
    Scopes { zone: Zone },
}

/// The work on one bucket: the row of a plan's source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) files: BucketFiles,
}

impl Work {
    /// What it is called in a line of the log.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Pictures { .. } => "pictures",
            Self::Facts { .. } => "facts",
            Self::Funnel { .. } => "funnel",
            Self::Cohorts { .. } => "cohorts",
            Self::Scopes { .. } => "scopes",
        }
    }

    /// Does it for one bucket; gives the answer packed.
    pub(crate) fn run(&self, snapshot: &Snapshot, bucket: u16) -> Outcome<Vec<u8>> {
        match self {
            Self::Pictures { zone } => pack(&customers::fold_apart(snapshot, bucket, *zone)?),
            Self::Facts { half_life_days, as_of } => {
                let question = AskFacts { half_life_days: *half_life_days, as_of: *as_of };
                answer(snapshot, bucket, &question)
            }
            Self::Funnel { steps, days } => answer(snapshot, bucket, &funnel(steps, *days)?),
            Self::Cohorts { zone } => answer(snapshot, bucket, &AskCohorts { zone: *zone }),
            Self::Scopes { zone } => answer(snapshot, bucket, &AskScopes { zone: *zone }),
        }
    }
}

/// The question of a funnel.
pub(crate) fn funnel(steps: &[Vec<EventKind>], days: u32) -> Outcome<AskFunnel> {
    AskFunnel::new(steps, TimeDelta::days(i64::from(days)))
        .map_err(|why: FunnelError| ClusterError::Question(why.to_string()))
}

fn answer<Q: Question>(snapshot: &Snapshot, bucket: u16, question: &Q) -> Outcome<Vec<u8>>
where
    Q::Answer: Serialize,
{
    pack(&ask_bucket(snapshot, bucket, question)?)
}

fn pack(answer: &impl Serialize) -> Outcome<Vec<u8>> {
    let packed = postcard::to_stdvec(answer);
    packed.map_err(|why| ClusterError::Cluster(format!("an answer cannot be packed: {why}")))
}

/// The answer of a bucket as it was before it travelled.
pub(crate) fn unpack<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Outcome<T> {
    postcard::from_bytes(bytes).map_err(|why| {
        let what = "an answer cannot be read; are all programs of one version?";
        ClusterError::Cluster(format!("{what} ({why})"))
    })
}

//! Having work done by a cluster: what is missing is asked for until every bucket is answered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use arrow_array::{Array, BinaryArray, RecordBatch, StringArray, UInt32Array};
use ballista_core::execution_plans::execute_physical_plan;
use ballista_core::extension::SessionConfigExt;
use datafusion::prelude::SessionConfig;
use datafusion_proto::protobuf::PhysicalPlanNode;
use futures::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::codec::FoldCodec;
use crate::error::{ClusterError, Outcome};
use crate::plan::{self, END, GONE, SAID};
use crate::work::{Task, Work};

/// How long a scheduler may take to answer a plain question.
const ANSWER: Duration = Duration::from_secs(5);
/// How long is waited for the first executor.
const EXECUTOR: Duration = Duration::from_secs(10);
/// Runs in which nothing was answered, in a row, after which it is given up.
const IN_VAIN: usize = 3;

/// A scheduler by its address.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    host: String,
    port: u16,
}

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Answers {
    /// The answers, by bucket.
    pub(crate) by_bucket: BTreeMap<u16, Vec<u8>>,
    /// How many buckets each executor folded.
    pub(crate) executors: BTreeMap<String, u32>,
}

impl Cluster {
    /// The scheduler at `HOST:PORT`.
    pub(crate) fn at(text: &str) -> Outcome<Self> {
        let parsed = text.rsplit_once(':').and_then(|(host, port)| {
            let port = port.parse().ok().filter(|port| *port != 0)?;
            let fits = !host.is_empty() && !host.contains(['/', ' ', '@']);
            fits.then(|| Self { host: host.to_owned(), port })
        });
        parsed.ok_or_else(|| ClusterError::Address(text.to_owned()))
    }

    pub(crate) fn host(&self) -> &str {
        self.host.trim_matches(['[', ']'])
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Makes sure that a scheduler answers there; tells whether it has executors.
    pub(crate) async fn answers(&self) -> Outcome<bool> {
        let no = |why: String| ClusterError::NoScheduler { address: self.address(), why };
        let asked = async {
            let mut stream = TcpStream::connect((self.host(), self.port)).await?;
            let question = "GET /readyz HTTP/1.1\r\nHost: scheduler\r\nConnection: close\r\n\r\n";
            stream.write_all(question.as_bytes()).await?;
            let mut said = Vec::new();
            stream.take(1 << 16).read_to_end(&mut said).await?;
            Ok::<_, std::io::Error>(String::from_utf8_lossy(&said).to_lowercase())
        };
        let said = timeout(ANSWER, asked).await;
        let said = said.map_err(|_| no(format!("nothing came within {ANSWER:?}")))?;
        let said = said.map_err(|why| no(why.to_string()))?;
        if !said.contains("server: ballista/") {
            return Err(no("what listens there is something else".to_owned()));
        }
        Ok(said.starts_with("http/1.1 200"))
    }

    /// Waits for executors, as long as they may take to start.
    async fn has_executors(&self) -> Outcome<()> {
        let start = Instant::now();
        while !self.answers().await? {
            if start.elapsed() > EXECUTOR {
                return Err(ClusterError::NoExecutor(self.address()));
            }
            sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    /// Has work done on buckets. Each answer is kept as it comes: when executors with answers
    /// that nobody fetched are lost, only their buckets are folded again.
    pub(crate) async fn run(&self, work: &Work, tasks: Vec<Task>) -> Outcome<Answers> {
        let mut answers = Answers::default();
        let mut missing = tasks;
        let mut in_vain = 0;
        while !missing.is_empty() {
            self.has_executors().await?;
            let before = answers.by_bucket.len();
            let ran = self.once(work, &missing, &mut answers).await;
            let answered: BTreeSet<u16> = answers.by_bucket.keys().copied().collect();
            missing.retain(|task| !answered.contains(&task.files.bucket()));
            match ran {
                Ok(()) if missing.is_empty() => break,
                Err(error @ (ClusterError::Gone(_) | ClusterError::Fold(_))) => return Err(error),
                ran => {
                    in_vain = if answers.by_bucket.len() > before { 0 } else { in_vain + 1 };
                    let why = ran.err().map_or_else(
                        || "answers are missing".to_owned(),
                        |error| error.to_string(),
                    );
                    if in_vain == IN_VAIN {
                        return Err(ClusterError::Cluster(why));
                    }
                    tracing::warn!("{} buckets are asked for again: {why}", missing.len());
                    sleep(Duration::from_secs(1)).await;
                }
            }
        }
        Ok(answers)
    }

    /// One run over the buckets; what came until an error is kept.
    async fn once(&self, work: &Work, tasks: &[Task], answers: &mut Answers) -> Outcome<()> {
        let (config, codec) = (session(), FoldCodec::default());
        let ballista = config.ballista_config();
        let run = execute_physical_plan::<PhysicalPlanNode>(
            format!("http://{}", self.address()),
            &ballista,
            plan::plan(work, tasks)?,
            &codec,
            uuid::Uuid::now_v7().to_string(),
            config,
        );
        let mut batches = run.await.map_err(|error| heard(&error.to_string()))?;
        let mut open = Parts::default();
        while let Some(batch) = batches.next().await {
            let batch = batch.map_err(|error| heard(&error.to_string()))?;
            open.take(&batch, answers).ok_or_else(|| {
                ClusterError::Cluster("an answer has another shape than ours".to_owned())
            })?;
        }
        Ok(())
    }
}

/// Settings of a run: a bucket a task.
fn session() -> SessionConfig {
    let codec = Arc::new(FoldCodec::default());
    SessionConfig::new_with_ballista()
        .with_ballista_physical_extension_codec(codec)
        .with_ballista_job_name("sog")
        .set_str("ballista.scheduler.max_partitions_per_task", "1")
}

/// What an executor said, out of all the words around it.
fn heard(text: &str) -> ClusterError {
    let between = |mark: &str| {
        let (_, said) = text.split_once(mark)?;
        Some(said.split_once(END).map_or(said, |(said, _)| said).to_owned())
    };
    if let Some(said) = between(GONE) {
        return ClusterError::Gone(said);
    }
    match between(SAID) {
        Some(said) => ClusterError::Fold(said),
        None => ClusterError::Cluster(text.to_owned()),
    }
}

/// Answers of which parts are still to come.
#[derive(Default)]
struct Parts(BTreeMap<u16, Vec<Vec<u8>>>);

impl Parts {
    /// Takes in rows; `None` when they are none of ours.
    fn take(&mut self, batch: &RecordBatch, answers: &mut Answers) -> Option<()> {
        if batch.num_columns() != plan::answers_schema().fields().len() {
            return None;
        }
        let number = |column: usize| batch.column(column).as_any().downcast_ref::<UInt32Array>();
        let (buckets, parts, wholes) = (number(0)?, number(1)?, number(2)?);
        let executors = batch.column(3).as_any().downcast_ref::<StringArray>()?;
        let bytes = batch.column(4).as_any().downcast_ref::<BinaryArray>()?;
        for row in 0..batch.num_rows() {
            let bucket = u16::try_from(buckets.value(row)).ok()?;
            let so_far = self.0.entry(bucket).or_default();
            // Parts of a bucket come from one stream, in order.
            if parts.value(row) as usize != so_far.len() {
                return None;
            }
            so_far.push(bytes.value(row).to_vec());
            if so_far.len() == wholes.value(row) as usize {
                let whole = self.0.remove(&bucket)?.concat();
                if answers.by_bucket.insert(bucket, whole).is_none() {
                    *answers.executors.entry(executors.value(row).to_owned()).or_default() += 1;
                }
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_host_and_port() {
        let cluster = Cluster::at("10.0.0.7:50050").unwrap();
        assert_eq!((cluster.host(), cluster.port()), ("10.0.0.7", 50050));
        assert_eq!(Cluster::at("[::1]:7").unwrap().host(), "::1");
        for wrong in ["", "here", ":1", "here:", "here:0", "here:70000", "http://here:1/x"] {
            assert!(matches!(Cluster::at(wrong), Err(ClusterError::Address(_))), "{wrong}");
        }
    }

    #[test]
    fn what_an_executor_said_is_found_in_the_noise() {
        let text = format!("Job 7 failed: DataFusionError({SAID}e1: no such bucket{END}) at x");
        assert!(matches!(heard(&text), ClusterError::Fold(said) if said == "e1: no such bucket"));
        let text = format!("Execution({GONE}e1: run-1{END})");
        assert!(matches!(heard(&text), ClusterError::Gone(said) if said == "e1: run-1"));
        assert!(matches!(heard("connection refused"), ClusterError::Cluster(_)));
    }
}

//! `sog-cluster executor`: folds buckets for a scheduler, and does nothing else for it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use ballista_core::JobId;
use ballista_core::execution_plans::ShuffleWriterExec;
use ballista_executor::execution_engine::{
    DefaultExecutionEngine, ExecutionEngine, QueryStageExecutor,
};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use datafusion::error::{DataFusionError, Result};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::prelude::SessionConfig;
use events::{BucketFiles, Files, Remote};

use crate::args;
use crate::client::Cluster;
use crate::codec::FoldCodec;
use crate::error::{ClusterError, Outcome};
use crate::plan::FoldExec;
use crate::work::Work;

/// Seconds between two signs of life.
const SIGN: u64 = 1;

/// What this process folds with.
pub(crate) struct Here {
    files: Files,
    name: String,
}

impl fmt::Debug for Here {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Here({})", self.name)
    }
}

impl Here {
    /// The executor's name in reports.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Folds one bucket.
    pub(crate) async fn fold(&self, work: Arc<Work>, files: &BucketFiles) -> Outcome<Vec<u8>> {
        let (snapshot, bucket) = (self.files.open(files).await?, files.bucket());
        let folded = tokio::task::spawn_blocking(move || work.run(&snapshot, bucket)).await;
        folded.map_err(|why| ClusterError::Cluster(why.to_string()))?
    }
}

/// Lets folds through and no other plan: whoever reaches the scheduler could otherwise have
/// files of this machine read and written.
struct OnlyFolds(DefaultExecutionEngine);

impl ExecutionEngine for OnlyFolds {
    fn create_query_stage_exec(
        &self,
        job: JobId,
        stage: usize,
        task: usize,
        partitions: Vec<usize>,
        plan: Arc<dyn ExecutionPlan>,
        folder: &str,
        config: &SessionConfig,
    ) -> Result<Arc<dyn QueryStageExecutor>> {
        if !is_fold(&plan) {
            let why = "this executor runs Sog's folds and no other plan";
            return Err(DataFusionError::Plan(why.to_owned()));
        }
        self.0.create_query_stage_exec(job, stage, task, partitions, plan, folder, config)
    }
}

fn is_fold(plan: &Arc<dyn ExecutionPlan>) -> bool {
    if !plan.is::<ShuffleWriterExec>() {
        return false;
    }
    let children = plan.children();
    let fold = children.first().and_then(|child| child.downcast_ref::<FoldExec>());
    fold.is_some_and(FoldExec::is_over_memory)
}

pub(crate) async fn run(folder: &Path, asked: &args::Executor) -> Outcome<()> {
    let scheduler = Cluster::at(&asked.scheduler)?;
    let work = match &asked.work {
        Some(folder) => tempfile::Builder::new().prefix("sog-executor-").tempdir_in(folder),
        None => tempfile::Builder::new().prefix("sog-executor-").tempdir(),
    };
    let unmade = |why: std::io::Error| {
        let what = "the folder for results cannot be made (`--work DIR` names another)".to_owned();
        ClusterError::Start { what, why: why.to_string() }
    };
    let work = work.map_err(unmade)?;
    std::fs::create_dir(work.path().join("results")).map_err(unmade)?;
    let places = cli::workspace::Places::read(folder).map_err(ClusterError::Folder)?;
    let files = match &places.events {
        Some(url) => Files::in_storage(Remote::s3(url)?, &work.path().join("events"))?,
        None => Files::in_folder(folder)?,
    };
    // Ballista would say that a service stopped.
    for port in [asked.port, asked.work_port] {
        let bound = tokio::net::TcpListener::bind((asked.listen, port)).await;
        bound.map_err(|why| {
            let what = format!(
                "the executor cannot listen at {}:{port} (`--port` and `--work-port` name others)",
                asked.listen
            );
            ClusterError::Start { what, why: why.to_string() }
        })?;
    }
    scheduler.answers().await?;

    let shown = asked.advertise.clone().unwrap_or_else(|| asked.listen.to_string());
    let name = format!("{shown}:{}", asked.port);
    let here = Arc::new(Here { files, name: name.clone() });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let config = ExecutorProcessConfig {
        bind_host: asked.listen.to_string(),
        external_host: asked.advertise.clone(),
        port: asked.port,
        grpc_port: asked.work_port,
        scheduler_host: scheduler.host().to_owned(),
        scheduler_port: scheduler.port(),
        scheduler_connect_timeout_seconds: 10,
        vcores: asked.cores.unwrap_or(cores).max(1),
        work_dir: Some(work.path().join("results").display().to_string()),
        executor_heartbeat_interval_seconds: SIGN,
        override_execution_engine: Some(Arc::new(OnlyFolds(DefaultExecutionEngine::new()))),
        override_physical_codec: Some(Arc::new(FoldCodec::of_executor(here))),
        ..ExecutorProcessConfig::default()
    };
    tracing::info!("executor {name} works for the scheduler at {}", asked.scheduler);
    if !asked.listen.is_loopback() {
        tracing::warn!(
            "whoever reaches {name} can fetch results: nobody outside a private network may"
        );
    }
    let ended = start_executor_process(Arc::new(config)).await;
    ended.map_err(|why| ClusterError::Cluster(format!("the executor ended: {why}")))
}

//! `sog-cluster scheduler`: gives buckets to executors, and to others when one is lost.

use std::sync::Arc;

use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};

use crate::args;
use crate::codec::FoldCodec;
use crate::error::{ClusterError, Outcome};

/// Seconds without a word after which an executor counts as lost. Each speaks every second.
const LOST: u64 = 5;
/// How long work waits for an executor when the last one was lost.
const ALONE: u64 = 60;
/// How long executors keep what was not fetched.
const KEPT: u64 = 300;

pub(crate) async fn run(asked: &args::Scheduler) -> Outcome<()> {
    let listener = tokio::net::TcpListener::bind(asked.listen).await.map_err(|why| {
        let what = format!("the scheduler cannot listen at {}", asked.listen);
        ClusterError::Start { what, why: why.to_string() }
    })?;
    let address = listener.local_addr()?;
    let config = SchedulerConfig {
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        external_host: address.ip().to_string(),
        task_distribution: TaskDistributionPolicy::RoundRobin,
        executor_timeout_seconds: LOST,
        expire_dead_executor_interval_seconds: 1,
        no_executors_grace_period_seconds: ALONE,
        finished_job_data_clean_up_interval_seconds: KEPT,
        override_physical_codec: Some(Arc::new(FoldCodec::default())),
        ..SchedulerConfig::default()
    };
    let failed = |why: ballista_core::error::BallistaError| ClusterError::Cluster(why.to_string());
    let cluster = BallistaCluster::new_from_config(&config).await.map_err(failed)?;
    let scheduler =
        create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config));
    let scheduler = scheduler.await.map_err(failed)?;
    tracing::info!("the scheduler listens at {address}");
    if !address.ip().is_loopback() {
        tracing::warn!(
            "whoever reaches {address} can give work to the executors: nobody outside a private \
             network may"
        );
    }
    let serving = start_grpc_service_with_listener(listener, scheduler);
    tokio::select! {
        ended = serving => ended.map_err(failed),
        () = asked_to_end() => Ok(()),
    }
}

/// Waits for Ctrl-C or the system's request to end.
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut ended) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = ended.recv() => {}
    }
}

//! `sog-cluster refresh`: what `sog refresh` does, with the folding done by executors.
//!
//! Executors send the bytes of the picture files back; this process writes them, as the only one,
//! and names them in one transaction.

use std::io::{Write, stdout};
use std::path::Path;
use std::time::Instant;

use cli::workspace::{Places, Workspace};
use customers::{Apart, RefreshReport};
use serde_json::json;

use crate::args;
use crate::client::{Answers, Cluster};
use crate::error::{ClusterError, Outcome};
use crate::work::{Task, Work, unpack};

/// How often the log may run away from a refresh.
const LOOKS: usize = 5;

pub(crate) async fn open(folder: &Path) -> Outcome<Workspace> {
    let Places { database, events } = Places::read(folder).map_err(ClusterError::Folder)?;
    Workspace::open_existing(folder, database.as_deref(), events.as_deref())
        .await
        .map_err(ClusterError::Folder)
}

pub(crate) async fn run(folder: &Path, asked: &args::Refresh) -> Outcome<()> {
    let start = Instant::now();
    let cluster = Cluster::at(&asked.scheduler)?;
    // Before anything is locked or handed over.
    cluster.answers().await?;
    let workspace = open(folder).await?;
    let (report, answers) = pictures(&workspace, &cluster).await?;
    workspace.after_pictures(workspace.now()).await.map_err(ClusterError::Folder)?;
    workspace.close().await.map_err(ClusterError::Folder)?;
    if asked.json {
        let mut told = json!(report);
        told["executors"] = json!(answers.executors);
        told["seconds"] = json!(start.elapsed().as_secs_f64());
        return Ok(writeln!(stdout().lock(), "{told:#}")?);
    }
    let by: Vec<String> =
        answers.executors.iter().map(|(name, buckets)| format!("{name}: {buckets}")).collect();
    writeln!(
        stdout().lock(),
        "{} customers; {} events folded; {} buckets by executors ({}), {} brought up to date here, \
         {} events taken from the inbox.",
        report.customers,
        report.events_folded,
        report.buckets_rebuilt,
        if by.is_empty() { "nothing to do".to_owned() } else { by.join(", ") },
        report.buckets_updated,
        report.handed_over
    )?;
    Ok(())
}

async fn pictures(workspace: &Workspace, cluster: &Cluster) -> Outcome<(RefreshReport, Answers)> {
    let Workspace { store, log, folder, .. } = workspace;
    let mut refresh = Apart::begin(store, log, folder).await?;
    let mut looks = 0;
    let answers = loop {
        let tasks = refresh.stale().iter();
        let tasks = tasks.map(|bucket| Task { files: refresh.snapshot().files(*bucket) });
        let tasks: Vec<Task> = tasks.collect();
        let work = Work::Pictures { zone: refresh.zone() };
        match cluster.run(&work, tasks).await {
            Err(ClusterError::Gone(_)) if looks < LOOKS => {
                looks += 1;
                refresh.look_again(log).await?;
            }
            ran => break ran?,
        }
    };
    for bytes in answers.by_bucket.values() {
        refresh.take(unpack(bytes)?).await?;
    }
    Ok((refresh.finish(store, &workspace.log).await?, answers))
}

//! `sog refresh`: pictures, then the warnings that follow from them.

use crate::out::{self, Outcome};
use crate::words::count;
use crate::workspace::Workspace;

pub(super) async fn run(workspace: &Workspace, json: bool) -> Outcome {
    let report = workspace.refresh(workspace.now()).await?;
    if json {
        return out::json(&report);
    }
    out::line(&format!(
        "{}; {} folded, {} taken from the inbox. {} brought up to date and {} folded again in {}; \
         {} made anew.",
        count(report.customers, "customer"),
        count(report.events_folded, "event"),
        report.handed_over,
        count(report.customers_updated, "customer"),
        report.customers_refolded,
        count(report.buckets_updated, "bucket"),
        count(report.buckets_rebuilt, "bucket"),
    ))
}

//! `sog refresh`: pictures, then the warnings that follow from them.

use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

pub(super) async fn run(workspace: &Workspace, json: bool) -> Outcome {
    let report = workspace.refresh(now()).await?;
    if json {
        return out::json(&report);
    }
    out::line(&format!(
        "{} customers; {} events folded, {} taken from the inbox.",
        report.customers, report.events_folded, report.handed_over
    ))
}

//! `sog refresh`: pictures, then the warnings that follow from them.

use customers::RefreshReport;

use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

pub(super) async fn run(workspace: &Workspace, json: bool) -> Outcome {
    let report = all(workspace).await?;
    if json {
        return out::json(&report);
    }
    out::line(&format!(
        "{} customers; {} events folded, {} taken from the inbox.",
        report.customers, report.events_folded, report.handed_over
    ))
}

/// Brings everything that is derived up to date.
pub(super) async fn all(
    workspace: &Workspace,
) -> Result<RefreshReport, Box<dyn std::error::Error + Send + Sync>> {
    let report = workspace.refresh().await?;
    let pictures = workspace.pictures().await?;
    let company = store::company(workspace.store.read()).await?;
    warn::actions::refresh(&workspace.store, &pictures, None, now(), company.zone).await?;
    Ok(report)
}

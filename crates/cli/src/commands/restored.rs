//! `sog restored`: to be said once after a whole data folder was copied back from a backup.
//!
//! A database that alone is older than the rest is noticed by itself (`campaign`, `marker.rs`).
//! Where everything is equally old nothing can tell, and what waits may have been sent since.

use crate::out::{self, Outcome};
use crate::words::count;
use crate::workspace::Workspace;

pub(super) async fn run(workspace: &Workspace, json: bool) -> Outcome {
    let stopped = campaign::actions::distrust_queue(&workspace.store, workspace.now()).await?;
    if json {
        return out::json(&serde_json::json!({ "uncertain": stopped }));
    }
    out::line(&format!(
        "{} that waited {} uncertain now; the page of each campaign asks about it. Launch no \
         campaign that may have been launched after the backup was made.",
        count(stopped, "message"),
        if stopped == 1 { "is" } else { "are" }
    ))
}

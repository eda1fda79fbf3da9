//! `sog export`: everything that is kept of one person.

use std::path::PathBuf;

use serde_json::json;

use crate::args::Export;
use crate::out::{self, Outcome};
use crate::workspace::Workspace;

/// What the file is called when only a folder is named.
const NAME: &str = "export.json";

pub(super) async fn run(workspace: &Workspace, asked: &Export) -> Outcome {
    let (store, log) = (&workspace.store, &workspace.log);
    let now = workspace.now();
    // Somebody may only be known by what came in last.
    log.hand_over(&|_| ()).await?;
    let subject = privacy::find(store, log, &asked.whom).await?;
    let pictures = workspace.pictures().await?;
    let kept = web::privacy::with_picture(store, log, &pictures, subject, now).await?;
    let Some(out) = &asked.out else { return out::json(&kept) };
    let file: PathBuf = if out.is_dir() { out.join(NAME) } else { out.clone() };
    let text = serde_json::to_string_pretty(&kept)?;
    std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    if asked.json {
        return out::json(&json!({ "file": file, "counts": kept.counts() }));
    }
    out::line(&format!("Everything that is kept of them stands in {}.", file.display()))
}

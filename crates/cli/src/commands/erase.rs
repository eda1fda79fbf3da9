//! `sog erase`: a person goes, for good.

use std::io::{IsTerminal, Write};

use privacy::{Erased, Order};
use serde_json::json;

use crate::args::Erase;
use crate::out::{self, Outcome};
use crate::words::count;
use crate::workspace::{Failure, Workspace, now};

/// Ends what erasures have left to be done.
pub(super) async fn resume(workspace: &Workspace) -> Result<usize, Failure> {
    Ok(privacy::resume(&workspace.store, &workspace.log, &workspace.folder, now()).await?)
}

pub(super) async fn run(workspace: &Workspace, asked: Erase) -> Outcome {
    let (store, log) = (&workspace.store, &workspace.log);
    let Some(whom) = &asked.whom else {
        // Also what could not be done before any command: then the reason is said.
        resume(workspace).await?;
        return match asked.json {
            true => out::json(&json!({ "unfinished": 0 })),
            false => out::line("No erasure has anything left to be done."),
        };
    };
    if asked.lift {
        let entries = privacy::lift(store, whom).await?;
        return match asked.json {
            true => out::json(&json!({ "lifted": entries })),
            false => out::line(&format!(
                "Taken off the block list ({entries} of its entries): they are taken in again from \
                 now on."
            )),
        };
    }
    // Somebody may only be known by what came in last.
    log.hand_over(&|_| ()).await?;
    let subject = privacy::find(store, log, whom).await?;
    if !asked.yes && !asked_and_sure(workspace, whom, subject).await? {
        return Err("nothing was erased".into());
    }
    let order = Order {
        reason: asked.reason.trim().to_owned(),
        ..web::privacy::order("command line", now())
    };
    let erased = privacy::erase(store, log, &workspace.folder, whom, &order).await?;
    if asked.json { out::json(&erased) } else { out::line(&sentence(&erased)) }
}

/// Shows what would go and lets a person type whom they mean.
async fn asked_and_sure(
    workspace: &Workspace,
    whom: &str,
    subject: privacy::Subject,
) -> Result<bool, Failure> {
    let kept = privacy::everything_of(&workspace.store, &workspace.log, subject, now()).await?;
    out::note("This would go, for good:");
    for (what, many) in kept.counts() {
        out::note(&format!("  {many:>8}  {what}"));
    }
    let of = &kept.subject;
    let names = of.customers.iter().chain(&of.contacts).chain(&of.emails).cloned();
    out::note(&format!("of: {}", names.collect::<Vec<_>>().join(", ")));
    if !std::io::stdin().is_terminal() {
        out::note("Say --yes to erase it without being asked.");
        return Ok(false);
    }
    let mut err = std::io::stderr().lock();
    write!(err, "Type `{whom}` to erase it: ")?;
    err.flush()?;
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed)?;
    Ok(typed.trim() == whom.trim())
}

fn sentence(erased: &Erased) -> String {
    let rows: u64 = erased.rows.values().sum();
    let mut told = format!(
        "Erased: {}, {}, {} of rejected imports. {} on the block list keep them from coming back \
         with an old file.",
        count(erased.events, "event"),
        count(rows, "record"),
        count(erased.rejected_rows, "row"),
        erased.blocked,
    );
    if erased.blotted > 0 {
        told.push_str(&format!(
            "\n{} about others held an address of theirs; it was blotted out.",
            count(erased.blotted, "text")
        ));
    }
    if erased.shared > 0 {
        told.push_str(&format!(
            "\nNot on the block list, because somebody else uses it too: {} of their addresses.",
            erased.shared
        ));
    }
    for place in &erased.mentions {
        told.push_str(&format!("\nPlease look at {place}: its words name them."));
    }
    told.push_str(
        "\nBackups made before still hold them: see `docs/privacy.md`, and let old ones expire.",
    );
    told
}

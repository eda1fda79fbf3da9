//! `sog import`: bring files in.

use std::cell::RefCell;
use std::sync::Mutex;

use indicatif::ProgressBar;
use listen::{ImportReport, ImportRequest, Step};

use crate::args::Import;
use crate::out::{self, Outcome};
use crate::progress;
use crate::words::count;
use crate::workspace::Workspace;

/// Draws how far an import is.
#[derive(Default)]
pub(crate) struct Drawn(Mutex<RefCell<Option<ProgressBar>>>);

impl listen::Progress for Drawn {
    fn step(&self, step: Step) {
        // A poisoned lock means the import panicked; the bar no longer matters.
        let Ok(bar) = self.0.lock() else { return };
        let mut bar = bar.borrow_mut();
        match step {
            Step::Reading { done, total } => {
                bar.get_or_insert_with(|| progress::bytes(total, "reading")).set_position(done);
            }
            Step::Writing => drop(bar.replace(progress::spinner("writing"))),
            Step::Saving => drop(bar.replace(progress::spinner("saving"))),
        }
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        if let Ok(bar) = self.0.get_mut()
            && let Some(bar) = bar.get_mut()
        {
            bar.finish_and_clear();
        }
    }
}

pub(super) async fn run(workspace: &Workspace, args: Import) -> Outcome {
    let mut request = ImportRequest::new(args.files, args.rejected_dir, workspace.now());
    request.preset = args.preset;
    request.map = args.map;
    request.delimiter = args.delimiter;
    request.encoding = args.encoding;
    request.date_format = args.date_format;
    request.currency = args.currency;
    request.sheet = args.sheet;
    let report = import(workspace, &request).await?;
    for note in &report.notes {
        out::note(note);
    }
    if args.json {
        out::json(&report)?
    } else {
        out::line(&sentence(&report))?
    }
    match report.rejected {
        0 => Ok(()),
        _ if !args.strict => Ok(()),
        rejected => Err(format!(
            "{} rejected, and `--strict` takes that for a failure; everything else was taken",
            was(rejected, "row")
        )
        .into()),
    }
}

/// `1 row was`, `2 rows were`.
fn was(n: u64, one: &str) -> String {
    format!("{} {}", count(n, one), if n == 1 { "was" } else { "were" })
}

/// Imports with a progress bar.
pub(super) async fn import(
    workspace: &Workspace,
    request: &ImportRequest,
) -> Result<ImportReport, listen::ImportError> {
    let drawn = Drawn::default();
    listen::import(&workspace.store, &workspace.log, request, &drawn).await
}

fn sentence(report: &ImportReport) -> String {
    let ImportReport { rows, seconds, accepted, duplicates, rejected, blocked, customers, .. } =
        report;
    let left_out = match blocked {
        0 => String::new(),
        blocked => format!(", blocked: {blocked} (about people who were erased)"),
    };
    let taken = format!(
        "{} in {seconds:.1} s: {accepted} new, {duplicates} known already, {rejected} rejected{left_out}; \
         {}.\n\
         Next: `sog refresh` brings the pictures up to date; a running server does it by itself.",
        count(*rows, "row"),
        count(*customers, "customer"),
    );
    // Last, so that nobody overlooks it: the command has succeeded all the same.
    match &report.rejected_file {
        Some(file) if *rejected > 0 => format!(
            "{taken}\n{rejected} of {} {} NOT taken; what and why stands in {}. Mend it there \
             and import that again.",
            count(*rows, "row"),
            if *rejected == 1 { "was" } else { "were" },
            file.display()
        ),
        _ => taken,
    }
}

//! Progress on a terminal; nothing where standard error is a file or a pipe.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for work whose size is known, in bytes.
pub(crate) fn bytes(total: u64, what: &str) -> ProgressBar {
    bar(total, what, "{msg:24} {bar:32} {bytes:>10}/{total_bytes} {elapsed}")
}

/// A bar for work counted in steps.
pub(crate) fn steps(total: u64, what: &str) -> ProgressBar {
    bar(total, what, "{msg:24} {bar:32} {pos:>10}/{len} {elapsed}")
}

/// A spinner for work whose size is not known.
pub(crate) fn spinner(what: &str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner();
    // The templates are constants; indicatif falls back to its own style otherwise.
    if let Ok(style) = ProgressStyle::with_template("{msg:24} {spinner} {elapsed}") {
        spinner.set_style(style);
    }
    spinner.set_message(what.to_owned());
    spinner.enable_steady_tick(std::time::Duration::from_millis(120));
    spinner
}

fn bar(total: u64, what: &str, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}

//! `cargo xtask timings`: what a cold release build of the default binary costs.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use crate::{Outcome, paths, process};

/// How many crates are listed.
const LISTED: usize = 15;

/// Builds into a fresh folder and prints a Markdown report.
///
/// # Errors
/// When the build fails or cargo's report cannot be read.
pub(crate) fn run() -> Outcome<()> {
    let folder = paths::cache().join(format!("timings-{}", std::process::id()));
    let report = measure(&folder);
    // The folder holds gigabytes; a failure to delete it is worth a word, not a failure.
    if let Err(error) = std::fs::remove_dir_all(&folder) {
        eprintln!("{} stays behind: {error}", folder.display());
    }
    print!("{}", report?);
    Ok(())
}

fn measure(folder: &Path) -> Outcome<String> {
    // What is downloaded is not what is measured.
    process::run(paths::cargo().current_dir(paths::workspace()).args(["fetch", "--locked"]))?;
    let start = Instant::now();
    process::run(
        paths::cargo()
            .current_dir(paths::workspace())
            .args(["build", "--release", "--locked", "--timings"])
            .arg("--target-dir")
            .arg(folder),
    )?;
    let took = start.elapsed().as_secs_f64();
    let binary = folder.join("release/sog");
    let bytes = std::fs::metadata(&binary)
        .map_err(|error| format!("cannot look at {}: {error}", binary.display()))?
        .len();
    let page = folder.join("cargo-timings/cargo-timing.html");
    let html = std::fs::read_to_string(&page)
        .map_err(|error| format!("cannot read {}: {error}", page.display()))?;
    let crates = crates(&html)?;
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    Ok(report(took, bytes, cores, &crates))
}

/// Seconds of one processor per crate, build script included, dearest first. Cargo's page
/// holds them as a JSON array.
fn crates(html: &str) -> Outcome<Vec<(String, f64)>> {
    let bad = |why: &str| format!("cargo's timing report has another shape than expected: {why}");
    let (_, after) = html.split_once("const UNIT_DATA = ").ok_or_else(|| bad("no UNIT_DATA"))?;
    let (array, _) = after.split_once("];").ok_or_else(|| bad("no end"))?;
    let units: Vec<Value> =
        serde_json::from_str(&format!("{array}]")).map_err(|error| bad(&error.to_string()))?;
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for unit in &units {
        let name = unit["name"].as_str().ok_or_else(|| bad("no name"))?;
        let version = unit["version"].as_str().unwrap_or_default();
        let duration = unit["duration"].as_f64().ok_or_else(|| bad("no duration"))?;
        *sums.entry(format!("{name} {version}")).or_default() += duration;
    }
    let mut crates: Vec<(String, f64)> = sums.into_iter().collect();
    crates.sort_by(|a, b| b.1.total_cmp(&a.1));
    Ok(crates)
}

fn report(took: f64, bytes: u64, cores: usize, crates: &[(String, f64)]) -> String {
    let sum: f64 = crates.iter().map(|(_, seconds)| seconds).sum();
    let tenths = bytes / 100_000;
    let mut text = format!(
        "Cold release build of `sog` on {cores} cores: {took:.0} s ({:.1} min); {} crates, \
         {sum:.0} s of compiler time; binary {}.{} MB.\n\n| Crate | Seconds | Share |\n| --- | ---: | ---: |\n",
        took / 60.0,
        crates.len(),
        tenths / 10,
        tenths % 10,
    );
    for (name, seconds) in crates.iter().take(LISTED) {
        text.push_str(&format!("| {name} | {seconds:.1} | {:.1} % |\n", 100.0 * seconds / sum));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shortened from what cargo 1.95 writes.
    const PAGE: &str = r#"<script>
const UNIT_DATA = [
  {"i": 0, "name": "zstd-sys", "version": "2.0.1", "mode": "todo", "target": " build-script", "features": ["a"], "start": 0.08, "duration": 2.5, "unblocked_units": [1], "sections": null},
  {"i": 1, "name": "sog", "version": "0.1.0", "mode": "todo", "target": " sog \"bin\"", "features": [], "start": 0.08, "duration": 3.5, "unblocked_units": [], "sections": null},
  {"i": 2, "name": "zstd-sys", "version": "2.0.1", "mode": "run-custom-build", "target": " build-script (run)", "features": [], "start": 2.6, "duration": 1.5, "unblocked_units": [], "sections": null}
];
const CONCURRENCY_DATA = [];
</script>"#;

    #[test]
    fn units_are_added_up_per_crate() {
        assert_eq!(
            crates(PAGE).unwrap(),
            [("zstd-sys 2.0.1".to_owned(), 4.0), ("sog 0.1.0".to_owned(), 3.5)]
        );
        assert!(crates("<html></html>").is_err());
    }

    #[test]
    fn the_report_is_a_table() {
        let text = report(95.0, 41_250_000, 2, &crates(PAGE).unwrap());
        assert!(text.contains("95 s (1.6 min); 2 crates, 8 s"), "{text}");
        assert!(text.contains("binary 41.2 MB"), "{text}");
        assert!(text.contains("| zstd-sys 2.0.1 | 4.0 | 53.3 % |"), "{text}");
    }
}

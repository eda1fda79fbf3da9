//! `kill -9` in the middle of an import, fifty times, and of a refresh that takes in new events, a
//! hundred times: nothing is lost, nothing counts twice, and the pictures are to the byte those of
//! an undisturbed run.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::common::{kill_somewhere, ok, rng, sog};

const KILLS: usize = 50;
const REFRESH_KILLS: usize = 100;
/// Kills of one import after the other, at most.
const IN_A_ROW: usize = 10;
/// Order files for the refreshes: enough for those kills that come too late.
const PARTS: usize = 3 * REFRESH_KILLS;
/// Refreshes at the end that are not killed, to see what they do.
const SEEN: usize = 5;

/// A small company's files, each order file in three overlapping parts.
fn company(folder: &Path) -> Vec<PathBuf> {
    let files = folder.join("files");
    let plan = simulate::Plan {
        customers: 300,
        months: 8,
        end: "2026-09-17".parse().unwrap(),
        zone: vocab::Zone::BERLIN,
        seed: 7,
        scenario: simulate::Scenario::default(),
    };
    simulate::write(&plan, &files, &|_| ()).unwrap();
    let orders = std::fs::read_to_string(files.join("orders.csv")).unwrap();
    std::fs::remove_file(files.join("orders.csv")).unwrap();
    let lines: Vec<&str> = orders.lines().collect();
    let third = lines.len() / 3;
    for part in 0..3 {
        let until = (third * (part + 1) + 60).min(lines.len());
        let mut text = vec![lines[0]];
        text.extend(&lines[(third * part).max(1)..until]);
        std::fs::write(files.join(format!("orders-{part}.csv")), text.join("\n")).unwrap();
    }
    let mut all: Vec<PathBuf> =
        files.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    all.sort();
    all
}

fn table(data: &Path) -> String {
    ok(sog(data).args(["customers", "--format", "csv", "--as-of", "2026-09-17"]))
}

/// What an undisturbed run gives, and how long import and refresh take on this machine now.
fn undisturbed(folder: &Path, files: &[PathBuf]) -> (String, Duration, Duration) {
    let data = folder.join("undisturbed");
    let start = Instant::now();
    ok(sog(&data).arg("import").args(files).arg("--rejected-dir").arg(folder));
    let importing = start.elapsed();
    let start = Instant::now();
    ok(sog(&data).arg("refresh"));
    (table(&data), importing, start.elapsed())
}

#[test]
fn imports_killed_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let files = company(folder.path());
    let (expected, mut importing, _) = undisturbed(folder.path(), &files);
    let import = |data: &Path| {
        let mut import = sog(data);
        import.arg("import").args(&files).arg("--rejected-dir").arg(folder.path());
        import
    };
    let mut rng = rng(1);
    let mut kills = 0;
    for round in 0.. {
        // Several kills in a row meet a log that holds more and more; an import that came
        // through ends the row, for the next one would have little to do.
        let data = folder.path().join(format!("killed-{round}"));
        let row = (0..IN_A_ROW)
            .take_while(|_| kill_somewhere(&mut import(&data), importing, &mut rng))
            .count();
        ok(&mut import(&data));
        ok(sog(&data).arg("refresh"));
        assert_eq!(table(&data), expected, "after {row} kills");
        // The machine is not always as slow as when it was timed: aim where it runs.
        importing = importing.mul_f64(if row > 1 { 1.1 } else { 0.7 });
        kills += row;
        if kills >= KILLS {
            break;
        }
        assert!(round < KILLS, "only {kills} of {KILLS} kills met a running import");
    }
}

#[test]
fn refreshes_killed_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let files = company(folder.path());
    let (expected, _, mut span) = undisturbed(folder.path(), &files);
    let data = folder.path().join("killed");
    let (orders, others): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|path| path.file_name().unwrap().to_string_lossy().starts_with("orders"));
    let import = |parts: &[PathBuf]| {
        ok(sog(&data).arg("import").args(parts).arg("--rejected-dir").arg(folder.path()));
    };
    import(&others);
    let mut rng = rng(2);
    let mut kills = 0;
    // Some new orders before every kill, so that each refresh has buckets to fold.
    let parts = small_parts(folder.path(), &orders);
    let mut parts = parts.chunks(1);
    for part in parts.by_ref() {
        import(part);
        // A refresh of little is sooner done than one of everything: aim where it runs.
        if kill_somewhere(sog(&data).arg("refresh"), span, &mut rng) {
            kills += 1;
            span = span.mul_f64(1.1);
        } else {
            span = span.mul_f64(0.7);
        }
        if kills == REFRESH_KILLS {
            break;
        }
    }
    assert_eq!(kills, REFRESH_KILLS, "kills that met a running refresh");
    let mut updated = 0;
    for part in parts.by_ref().take(SEEN) {
        import(part);
        let report = ok(sog(&data).args(["refresh", "--json"]));
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        updated += report["customers_updated"].as_u64().unwrap();
    }
    assert!(updated > 0, "no refresh took new events in");
    parts.for_each(import);
    ok(sog(&data).arg("refresh"));
    assert_eq!(table(&data), expected);
    // What was brought up to date is what is made anew.
    std::fs::remove_dir_all(data.join("pictures")).unwrap();
    ok(sog(&data).arg("refresh"));
    assert_eq!(table(&data), expected);
}

/// The lines of some order files in [`PARTS`] small ones.
fn small_parts(folder: &Path, orders: &[PathBuf]) -> Vec<PathBuf> {
    let texts: Vec<String> =
        orders.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let header = texts[0].lines().next().unwrap();
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.lines().skip(1)).collect();
    lines
        .chunks(lines.len().div_ceil(PARTS))
        .enumerate()
        .map(|(place, chunk)| {
            let path = folder.join(format!("orders-small-{place}.csv"));
            std::fs::write(&path, format!("{header}\n{}\n", chunk.join("\n"))).unwrap();
            path
        })
        .collect()
}

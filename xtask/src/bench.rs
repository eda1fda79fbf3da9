//! `cargo xtask bench`: Sog and its peers on the same events, the same questions, in one run.
//!
//! The machine is shared with others, so single figures say little; what is compared is the
//! ratio of processor times of one run. Answers must agree, or the run fails.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{Outcome, needs, paths, process};

const REQUIREMENTS: &str = include_str!("../../crates/bench/peers/requirements.txt");
const PEERS: [&str; 3] = ["duckdb", "chdb", "polars"];

/// How many events and customers.
pub(crate) struct Size {
    events: &'static str,
    customers: &'static str,
}

impl Size {
    /// The size whose figures are published.
    pub(crate) const WHOLE: Self = Self { events: "20000000", customers: "500000" };
    /// For a quick look.
    pub(crate) const SMALL: Self = Self { events: "1000000", customers: "25000" };
}

/// One question: how often it is asked, and which peers can answer it.
struct Question {
    name: &'static str,
    words: &'static str,
    times: &'static str,
    peers: &'static [&'static str],
}

/// What is asked of purchase histories.
const FITS: [Question; 4] = [
    Question { name: "bg_small", words: "fit BG/NBD to CDNOW", times: "20", peers: &[LIFETIMES] },
    Question {
        name: "pareto_small",
        words: "fit Pareto/NBD to CDNOW",
        times: "5",
        peers: &[LIFETIMES],
    },
    Question {
        name: "bg_million",
        words: "fit BG/NBD to a million customers",
        times: "2",
        peers: &[LIFETIMES],
    },
    Question {
        name: "predict_million",
        words: "predict a million customers",
        times: "5",
        peers: &[LIFETIMES],
    },
];
const LIFETIMES: &str = "lifetimes";
/// Fits end where a search ends; the peer's ends earlier.
const NEAR: f64 = 1e-3;
/// How far other numbers with a fraction may differ, relative to their size.
const EQUAL: f64 = 1e-9;

/// What is asked of the event log.
const QUESTIONS: [Question; 7] = [
    Question { name: "picture", words: "full customer picture", times: "5", peers: &PEERS },
    Question {
        name: "funnel",
        words: "4-step ordered funnel in 30 days",
        times: "3",
        peers: &["duckdb", "chdb"],
    },
    Question { name: "cohorts", words: "monthly cohorts", times: "5", peers: &PEERS },
    Question {
        name: "scopes",
        words: "daily money by family and region",
        times: "5",
        peers: &PEERS,
    },
    Question {
        name: "together",
        words: "picture + funnel + cohorts + series in one pass",
        times: "5",
        peers: &[],
    },
    Question {
        name: "rfm",
        words: "recency, frequency, money of the last 90 days",
        times: "20",
        peers: &PEERS,
    },
    Question {
        name: "history",
        words: "whole history of 100 customers",
        times: "10",
        peers: &["duckdb", "chdb"],
    },
];

/// How often everybody is asked everything. The machine has other guests, and what they take can
/// only add: the round in which somebody needed least counts, for all alike.
const ROUNDS: usize = 3;

/// What one process measured.
#[derive(Debug, Clone)]
struct Measured {
    cpu: f64,
    wall: f64,
    peak: f64,
    answer: Value,
}

/// Makes the data, loads it everywhere, asks, compares and prints tables.
///
/// # Errors
/// When something cannot be built or run, or answers differ.
pub(crate) fn run(size: &Size) -> Outcome<()> {
    let folder = paths::cache().join(format!("bench-{}", size.events));
    let bench = Bench { sog: build()?, python: python()?, folder };
    if !bench.folder.join("events.parquet").is_file() {
        println!("making {} events of {} customers", size.events, size.customers);
        let make = ["make", &text(&bench.folder), size.events, size.customers];
        process::output(Command::new(&bench.sog).args(make))?;
    }
    let mut table = String::new();
    for who in std::iter::once("sog").chain(PEERS) {
        table.push_str(&row("load", who, &bench.load(who)?, None));
    }
    let (asked, mut failures) = bench.rounds("ask", &QUESTIONS, EQUAL)?;
    table.push_str(&asked);
    println!("\n{HEADER}{table}");
    failures.extend(bench.repurchase()?);
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// Models of repeat buying alone.
///
/// # Errors
/// When something cannot be built or run, or answers differ.
pub(crate) fn repurchase() -> Outcome<()> {
    let folder = paths::cache().join("bench-repurchase");
    let failures = Bench { sog: build()?, python: python()?, folder }.repurchase()?;
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

const HEADER: &str = "| Work | Who | Processor s | Wall s | Peak MB | Sog / best peer |\n\
                      | --- | --- | ---: | ---: | ---: | ---: |\n";

/// What is run, and on what.
struct Bench {
    sog: PathBuf,
    python: PathBuf,
    folder: PathBuf,
}

impl Bench {
    fn ask(&self, who: &str, words: &[&str]) -> Outcome<Measured> {
        println!("   {who} {}", words.join(" "));
        let mut command = if who == "sog" {
            let mut command = Command::new(&self.sog);
            command.arg(words[0]).arg(&self.folder);
            command
        } else {
            // Peers are asked for what they fit with the same word as for everything.
            let verb = if words[0] == "fit" { "ask" } else { words[0] };
            let mut command = Command::new(&self.python);
            command.arg(paths::workspace().join("crates/bench/peers/peers.py"));
            command.arg(verb).arg(&self.folder).arg(who);
            command
        };
        measured(&process::output(command.args(&words[1..]))?)
    }

    /// What was loaded before stays: only the answers are asked for again.
    fn load(&self, who: &str) -> Outcome<Measured> {
        let stamp = self.folder.join(format!("{who}.loaded"));
        if let Ok(line) = std::fs::read_to_string(&stamp) {
            return measured(&line);
        }
        if who == "sog" && self.folder.join("sog").exists() {
            std::fs::remove_dir_all(self.folder.join("sog")).map_err(|why| why.to_string())?;
        }
        let loaded = self.ask(who, &["load"])?;
        let line = serde_json::json!({
            "cpu_s": loaded.cpu, "wall_s": loaded.wall, "peak_mb": loaded.peak, "answer": null,
        });
        std::fs::write(&stamp, line.to_string()).map_err(|why| why.to_string())?;
        Ok(loaded)
    }

    /// Fits and predictions, on the published sample of CDNOW where it is at hand.
    fn repurchase(&self) -> Outcome<Vec<String>> {
        std::fs::create_dir_all(&self.folder).map_err(|why| why.to_string())?;
        if !self.folder.join("million.csv").is_file() {
            let shared = paths::workspace().join("../shared/data/cdnow");
            let published = shared.join("cdnow_customers_summary.csv");
            let mut make = Command::new(&self.sog);
            make.arg("customers").arg(&self.folder);
            if published.is_file() {
                make.arg(published);
            }
            process::output(&mut make)?;
        }
        let (table, failures) = self.rounds("fit", &FITS, NEAR)?;
        println!("\n{HEADER}{table}");
        Ok(failures)
    }

    /// Asks everybody everything, several times: a table, and where answers differ.
    fn rounds(
        &self,
        verb: &str,
        questions: &'static [Question],
        near: f64,
    ) -> Outcome<(String, Vec<String>)> {
        let mut failures = Vec::new();
        let mut least: BTreeMap<(usize, &str), Measured> = BTreeMap::new();
        for _ in 0..ROUNDS {
            for (place, question) in questions.iter().enumerate() {
                let words = [verb, question.name, question.times];
                let ours = self.ask("sog", &words)?;
                for peer in question.peers {
                    let their = self.ask(peer, &words)?;
                    if let Some(why) = differ(&ours.answer, &their.answer, near) {
                        failures.push(format!("{}: sog and {peer} differ: {why}", question.name));
                    }
                    keep_least(&mut least, (place, peer), their);
                }
                keep_least(&mut least, (place, "sog"), ours);
            }
        }
        let mut table = String::new();
        let mut best_picture = None;
        for (place, question) in questions.iter().enumerate() {
            let theirs = || {
                let of = |peer: &&'static str| Some((*peer, least.get(&(place, *peer))?));
                question.peers.iter().filter_map(of)
            };
            let mut best = theirs().map(|(_, their)| their.cpu).min_by(f64::total_cmp);
            match question.name {
                "picture" => best_picture = best,
                // Everything in one pass is held against the picture alone.
                "together" => best = best_picture,
                _ => {}
            }
            if let Some(ours) = least.get(&(place, "sog")) {
                table.push_str(&row(question.words, "sog", ours, best.map(|best| ours.cpu / best)));
            }
            for (peer, their) in theirs() {
                table.push_str(&row("", peer, their, None));
            }
        }
        Ok((table, failures))
    }
}

fn keep_least<'a>(
    least: &mut BTreeMap<(usize, &'a str), Measured>,
    who: (usize, &'a str),
    measured: Measured,
) {
    if least.get(&who).is_none_or(|known| measured.cpu < known.cpu) {
        least.insert(who, measured);
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn build() -> Outcome<PathBuf> {
    let build = ["build", "--release", "--locked", "--quiet", "--package", "sog-bench"];
    process::run(paths::cargo().current_dir(paths::workspace()).args(build))?;
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| paths::workspace().join("target"), PathBuf::from);
    Ok(target.join("release/sog-bench"))
}

fn python() -> Outcome<PathBuf> {
    if let Some(set) = std::env::var_os("SOG_BENCH_PYTHON").filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(set));
    }
    needs::environment("bench-python", REQUIREMENTS)
}

fn measured(said: &str) -> Outcome<Measured> {
    let line = said.lines().last().unwrap_or_default();
    let value: Value =
        serde_json::from_str(line).map_err(|why| format!("no measurement in `{line}`: {why}"))?;
    let number = |name: &str| value[name].as_f64().ok_or_else(|| format!("no {name} in `{line}`"));
    Ok(Measured {
        cpu: number("cpu_s")?,
        wall: number("wall_s")?,
        peak: number("peak_mb")?,
        answer: value["answer"].clone(),
    })
}

fn row(work: &str, who: &str, measured: &Measured, ratio: Option<f64>) -> String {
    let Measured { cpu, wall, peak, .. } = measured;
    let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    format!("| {work} | {who} | {cpu:.3} | {wall:.3} | {peak:.0} | {ratio} |\n")
}

/// Where two answers differ; numbers with a fraction may differ by so much of their size.
fn differ(one: &Value, other: &Value, near: f64) -> Option<String> {
    match (one, other) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let names = ours.keys().chain(theirs.keys());
            names
                .filter_map(|name| {
                    let of = |map: &serde_json::Map<String, Value>| {
                        map.get(name).cloned().unwrap_or(Value::Null)
                    };
                    differ(&of(ours), &of(theirs), near).map(|why| format!("{name}: {why}"))
                })
                .next()
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            ours.iter().zip(theirs).find_map(|(ours, theirs)| differ(ours, theirs, near))
        }
        (Value::Number(ours), Value::Number(theirs)) => {
            let (ours, theirs) = (ours.as_f64()?, theirs.as_f64()?);
            let far = (ours - theirs).abs() > near * ours.abs().max(theirs.abs());
            far.then(|| format!("{ours} and {theirs}"))
        }
        _ => (one != other).then(|| format!("{one} and {other}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_agree_or_it_is_said_where_not() {
        let one = json!({"a": [1, 2], "b": {"c": "x", "d": 0.1}});
        assert_eq!(
            differ(&one, &json!({"a": [1, 2], "b": {"c": "x", "d": 0.100_000_000_001}}), EQUAL),
            None
        );
        let other = json!({"a": [1, 2], "b": {"c": "y", "d": 0.1}});
        assert_eq!(differ(&one, &other, EQUAL).as_deref(), Some("b: c: \"x\" and \"y\""));
        assert!(differ(&one, &json!({"a": [1, 2, 3], "b": {"c": "x", "d": 0.1}}), EQUAL).is_some());
        assert!(differ(&one, &json!({"a": [1, 2]}), EQUAL).is_some());
        assert!(differ(&json!([0.1]), &json!([0.2]), EQUAL).is_some());
    }

    #[test]
    fn the_last_line_is_the_measurement() {
        let said = "hello\n{\"cpu_s\": 1.5, \"wall_s\": 2, \"peak_mb\": 3.5, \"answer\": [1]}\n";
        let measured = measured(said).unwrap();
        assert_eq!(
            row("w", "sog", &measured, Some(0.5)),
            "| w | sog | 1.500 | 2.000 | 4 | 0.50 |\n"
        );
        assert!(super::measured("nothing").is_err());
    }
}

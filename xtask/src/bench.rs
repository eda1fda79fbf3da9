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

/// Makes the data, loads it everywhere, asks, compares and prints a table.
///
/// # Errors
/// When something cannot be built or run, or answers differ.
pub(crate) fn run(size: &Size) -> Outcome<()> {
    let folder = paths::cache().join(format!("bench-{}", size.events));
    let sog = build()?;
    let python = python()?;
    if !folder.join("events.parquet").is_file() {
        println!("making {} events of {} customers", size.events, size.customers);
        let make = ["make", &text(&folder), size.events, size.customers];
        process::output(Command::new(&sog).args(make))?;
    }
    let peers = paths::workspace().join("crates/bench/peers/peers.py");
    let ask = |who: &str, words: &[&str]| -> Outcome<Measured> {
        println!("   {who} {}", words.join(" "));
        let mut command = if who == "sog" {
            let mut command = Command::new(&sog);
            command.arg(words[0]).arg(&folder);
            command
        } else {
            let mut command = Command::new(&python);
            command.arg(&peers).arg(words[0]).arg(&folder).arg(who);
            command
        };
        measured(&process::output(command.args(&words[1..]))?)
    };

    let mut table = String::from(
        "| Work | Who | Processor s | Wall s | Peak MB | Sog / best peer |\n\
         | --- | --- | ---: | ---: | ---: | ---: |\n",
    );
    for who in std::iter::once("sog").chain(PEERS) {
        // What was loaded before stays: only the answers are asked for again.
        let stamp = folder.join(format!("{who}.loaded"));
        if let Ok(line) = std::fs::read_to_string(&stamp) {
            table.push_str(&row("load", who, &measured(&line)?, None));
            continue;
        }
        if who == "sog" && folder.join("sog").exists() {
            std::fs::remove_dir_all(folder.join("sog")).map_err(|why| why.to_string())?;
        }
        let loaded = ask(who, &["load"])?;
        let line = serde_json::json!({
            "cpu_s": loaded.cpu, "wall_s": loaded.wall, "peak_mb": loaded.peak, "answer": null,
        });
        std::fs::write(&stamp, line.to_string()).map_err(|why| why.to_string())?;
        table.push_str(&row("load", who, &loaded, None));
    }
    let mut failures = Vec::new();
    let mut least: BTreeMap<(usize, &str), Measured> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for (place, question) in QUESTIONS.iter().enumerate() {
            let words = ["ask", question.name, question.times];
            let ours = ask("sog", &words)?;
            for peer in question.peers {
                let their = ask(peer, &words)?;
                if let Some(why) = differ(&ours.answer, &their.answer) {
                    failures.push(format!("{}: sog and {peer} differ: {why}", question.name));
                }
                keep_least(&mut least, (place, peer), their);
            }
            keep_least(&mut least, (place, "sog"), ours);
        }
    }
    let mut best_picture = None;
    for (place, question) in QUESTIONS.iter().enumerate() {
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
    println!("\n{table}");
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
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

/// Where two answers differ; numbers with a fraction may differ in the ninth digit.
fn differ(one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let names = ours.keys().chain(theirs.keys());
            names
                .filter_map(|name| {
                    let of = |map: &serde_json::Map<String, Value>| {
                        map.get(name).cloned().unwrap_or(Value::Null)
                    };
                    differ(&of(ours), &of(theirs)).map(|why| format!("{name}: {why}"))
                })
                .next()
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            ours.iter().zip(theirs).find_map(|(ours, theirs)| differ(ours, theirs))
        }
        (Value::Number(ours), Value::Number(theirs)) => {
            let (ours, theirs) = (ours.as_f64()?, theirs.as_f64()?);
            let far = (ours - theirs).abs() > 1e-9 * ours.abs().max(theirs.abs());
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
            differ(&one, &json!({"a": [1, 2], "b": {"c": "x", "d": 0.100_000_000_001}})),
            None
        );
        let other = json!({"a": [1, 2], "b": {"c": "y", "d": 0.1}});
        assert_eq!(differ(&one, &other).as_deref(), Some("b: c: \"x\" and \"y\""));
        assert!(differ(&one, &json!({"a": [1, 2, 3], "b": {"c": "x", "d": 0.1}})).is_some());
        assert!(differ(&one, &json!({"a": [1, 2]})).is_some());
        assert!(differ(&json!([0.1]), &json!([0.2])).is_some());
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

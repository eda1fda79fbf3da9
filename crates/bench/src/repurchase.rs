//! Models of repeat buying beside the Python package `lifetimes`: fits and predictions.

use std::fmt::Write as _;
use std::path::Path;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp, Gamma};
use serde_json::{Value, json};
use stats::lifetimes::{Fit, History, Model, fit};

use crate::Outcome;
use crate::measure::run;

/// Customers of the small set, as many as the published sample of CDNOW has.
const SMALL: usize = 2_357;
const MANY: usize = 1_000_000;
/// Weeks looked ahead.
const AHEAD: f64 = 39.0;

/// Writes `small.csv` (the published sample, where it is at hand) and `million.csv`.
pub(crate) fn make(folder: &Path, published: Option<&Path>) -> Outcome<()> {
    let small = folder.join("small.csv");
    match published {
        Some(path) => {
            std::fs::copy(path, small)?;
        }
        None => write(&small, SMALL)?,
    }
    write(&folder.join("million.csv"), MANY)
}

/// Simulated as BG/NBD describes customers, with the parameters of CDNOW; days, told in weeks.
fn write(path: &Path, customers: usize) -> Outcome<()> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let rates = Gamma::new(0.2426, 1.0 / 4.4135)?;
    let chances = Beta::new(0.7929, 2.4258)?;
    let mut text = String::from("ID,frequency,recency,T\n");
    for customer in 0..customers {
        let (rate, chance) = (rates.sample(&mut rng), chances.sample(&mut rng));
        let age = 27.0 + f64::from(rng.random_range(0..84_u32)) / 7.0;
        let (mut frequency, mut recency, mut time) = (0, 0.0_f64, 0.0_f64);
        while let Ok(wait) = Exp::new(rate) {
            time += wait.sample(&mut rng);
            let day = (time * 7.0).ceil() / 7.0;
            if day > age {
                break;
            }
            (frequency, recency) = (frequency + 1, day);
            if rng.random::<f64>() < chance {
                break;
            }
        }
        writeln!(text, "{customer},{frequency},{recency},{age}")?;
    }
    Ok(std::fs::write(path, text)?)
}

fn read(path: &Path) -> Outcome<Vec<History>> {
    let text = std::fs::read_to_string(path)?;
    let read = |line: &str| -> Outcome<History> {
        let mut cells = line.split(',').skip(1).map(str::trim);
        let mut next = || cells.next().ok_or("a cell is missing");
        Ok(History {
            frequency: next()?.parse()?,
            recency: next()?.parse()?,
            age: next()?.parse()?,
        })
    };
    text.lines().skip(1).map(read).collect()
}

fn parameters(fit: &Fit) -> Value {
    json!(fit.parameters)
}

/// Fits or predicts several times.
pub(crate) fn ask(folder: &Path, question: &str, times: u32) -> Outcome<()> {
    // A millisecond cannot be told from another one by a clock of hundredths of a second.
    let often = |times: u32| times * 50;
    let small = || read(&folder.join("small.csv"));
    let many = || read(&folder.join("million.csv"));
    match question {
        "bg_small" => {
            let all = small()?;
            run(question, often(times), || Ok(parameters(&fit(Model::BgNbd, &all)?)))
        }
        "pareto_small" => {
            let all = small()?;
            run(question, often(times), || Ok(parameters(&fit(Model::ParetoNbd, &all)?)))
        }
        "bg_million" => {
            let all = many()?;
            run(question, times, || Ok(parameters(&fit(Model::BgNbd, &all)?)))
        }
        "predict_million" => {
            let all = many()?;
            let fit = fit(Model::BgNbd, &all)?;
            run(question, times * 10, || {
                Ok(json!([fit.expected_of_all(&all, AHEAD).iter().sum::<f64>()]))
            })
        }
        _ => Err(format!("unknown question {question}").into()),
    }
}

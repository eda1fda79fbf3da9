//! How long fits and predictions take: `cargo run --release -p sog-stats --example lifetimes_speed`.

#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::time::Instant;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp, Gamma};
use sog_stats::lifetimes::{History, Model, fit};

fn main() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let rates = Gamma::new(0.24, 1.0 / 4.4).expect("a gamma distribution");
    let chances = Beta::new(0.79, 2.4).expect("a beta distribution");
    for customers in [2_357, 1_000_000] {
        for whole in [false, true] {
            let all: Vec<History> = (0..customers)
                .map(|_| {
                    let (rate, chance) = (rates.sample(&mut rng), chances.sample(&mut rng));
                    let age = 27.0 + f64::from(rng.random_range(0..84_u32)) / 7.0;
                    let (mut frequency, mut recency, mut time) = (0, 0.0_f64, 0.0_f64);
                    while let Ok(wait) = Exp::new(rate) {
                        time += wait.sample(&mut rng);
                        let at = if whole { (time * 7.0).ceil() / 7.0 } else { time };
                        if at > age {
                            break;
                        }
                        (frequency, recency) = (frequency + 1, at);
                        if rng.random::<f64>() < chance {
                            break;
                        }
                    }
                    History { frequency, recency, age }
                })
                .collect();
            let times = if whole { "days" } else { "moments" };
            for model in Model::ALL {
                let start = Instant::now();
                let found = fit(model, &all);
                let fitted = start.elapsed();
                let Ok(found) = found else { continue };
                let start = Instant::now();
                let sum: f64 = found.expected_of_all(&all, 39.0).iter().sum();
                println!(
                    "{customers} customers, times in {times}, {model:?}: fit {:.1} ms, predict {:.1} ms ({:.3?}, {sum:.0} purchases)",
                    fitted.as_secs_f64() * 1e3,
                    start.elapsed().as_secs_f64() * 1e3,
                    found.parameters,
                );
            }
        }
    }
}

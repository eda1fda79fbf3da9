//! Writes a company to a folder, for measuring and for looking at.
//!
//! `cargo run --release -p sog-simulate --example write -- FOLDER [CUSTOMERS] [END] [SEED] [SCENARIO]`

use std::path::PathBuf;
use std::time::Instant;

use sog_simulate::Plan;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument = |place: usize, default: &str| {
        arguments.get(place).cloned().unwrap_or_else(|| default.to_owned())
    };
    let folder = PathBuf::from(argument(0, "company"));
    let plan = Plan {
        customers: argument(1, "20000").parse()?,
        seed: argument(3, "2026").parse()?,
        scenario: argument(4, "too_expensive").parse()?,
        ..Plan::demo(argument(2, "2026-11-20").parse()?)
    };
    let begun = Instant::now();
    let truth = sog_simulate::write(&plan, &folder, &|_| {})?;
    #[allow(clippy::print_stdout, reason = "the report of a command")]
    {
        println!("{}", serde_json::to_string_pretty(&truth)?);
        println!("{:.2} s into {}", begun.elapsed().as_secs_f64(), folder.display());
    }
    Ok(())
}

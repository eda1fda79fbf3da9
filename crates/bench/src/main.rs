//! Sog's part of `cargo xtask bench`, and the data that everybody is measured on.
//!
//! Each measurement is a process of its own, so that its memory and processor time are its own.
//! It prints one line of JSON: what was asked, seconds of processor and wall, peak memory, and
//! an answer that the peers' answers are compared with.
//!
//! Reading order: [`make`] for the data, [`questions`] for what is asked, [`measure`]; [`audience`]
//! and [`repurchase`] stand alone.

#![allow(clippy::print_stdout, reason = "a command line tool speaks on the terminal")]

mod audience;
mod compact;
mod costs;
mod load;
mod make;
mod measure;
mod questions;
mod repurchase;

use std::path::{Path, PathBuf};

/// Whatever went wrong, for the person at the keyboard.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const HELP: &str = "\
sog-bench COMMAND

  make FOLDER EVENTS CUSTOMERS   events.parquet, in the order of time
  load FOLDER                    events.parquet into a data folder
  fill FOLDER EVENTS             events for `compact`
  compact FOLDER                 merges what `fill` wrote, once
  refresh FOLDER                 the kept pictures
  news FOLDER EVENTS CUSTOMERS   new events of a day after all others, one in twenty a year late
  audience FOLDER CUSTOMERS      how long an audience takes, over so many customers
  costs FOLDER ROUNDS            events.parquet through the inbox in so many rounds, step by step
  ask FOLDER QUESTION TIMES      picture, funnel, cohorts, scopes, together, history or rfm
  customers FOLDER [SUMMARY]     purchase histories summed up, small.csv and million.csv
  fit FOLDER QUESTION TIMES      bg_small, pareto_small, bg_million or predict_million
";

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["make", folder, events, customers] => {
            make::write(Path::new(folder), events.parse()?, customers.parse()?)
        }
        ["audience", folder, customers] => {
            audience::run(Path::new(folder), customers.parse()?).await
        }
        ["load", folder] => load::load(&PathBuf::from(folder)).await,
        ["fill", folder, events] => compact::fill(Path::new(folder), events.parse()?).await,
        ["compact", folder] => compact::compact(Path::new(folder)).await,
        ["refresh", folder] => load::refresh(&PathBuf::from(folder)).await,
        ["news", folder, events, customers] => {
            load::news(&PathBuf::from(folder), events.parse()?, customers.parse()?).await
        }
        ["costs", folder, rounds] => costs::measure(&PathBuf::from(folder), rounds.parse()?).await,
        ["customers", folder] => repurchase::make(Path::new(folder), None),
        ["customers", folder, summary] => {
            repurchase::make(Path::new(folder), Some(Path::new(summary)))
        }
        ["fit", folder, question, times] => {
            repurchase::ask(Path::new(folder), question, times.parse()?)
        }
        ["ask", folder, question, times] => {
            questions::ask(&PathBuf::from(folder), question, times.parse()?).await
        }
        _ => Err(HELP.into()),
    }
}

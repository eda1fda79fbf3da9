//! How good the daily forecast is on a series of your own:
//! `cargo run --release -p sog-warn --example backtest -- FILE.csv`.
//!
//! The file has one line a day with trade, `YYYY-MM-DD,amount`; a first line that is no date is
//! skipped. Every seventh day is taken as "today"; windows of 7 and 30 days are forecast, near
//! and far. Printed for each: how many forecasts, the mean absolute error of the middle in
//! percent of it, and how often the 80 and 95 % ranges held what came.

#![allow(clippy::print_stdout, reason = "an example talks")]

use std::collections::BTreeMap;
use std::error::Error;

use chrono::{Days, NaiveDate};
use stats::calendar::TradingDays;
use stats::daily::Daily;

/// Windows: (days from today to the first, number of days).
const WINDOWS: [(u64, u64); 4] = [(1, 7), (1, 30), (31, 30), (61, 30)];

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a csv file: day,amount")?;
    let mut booked: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let Some((day, amount)) = line.split_once(',') else {
            continue;
        };
        if let Ok(day) = day.parse() {
            *booked.entry(day).or_default() += amount.trim().parse::<f64>()?;
        }
    }
    let (Some((&first, _)), Some((&last, _))) = (booked.first_key_value(), booked.last_key_value())
    else {
        return Err("no line begins with a day such as 2026-11-22".into());
    };
    let all = || first.iter_days().take_while(|day| *day <= last);
    let days = TradingDays::new(first, all().map(|day| booked.contains_key(&day)).collect());
    let amounts: Vec<f64> = all().map(|day| booked.get(&day).copied().unwrap_or(0.0)).collect();
    let daily = Daily::new(&days, &amounts);

    println!("{first} to {last}, {} days with trade", booked.len());
    println!("season    days ahead   forecasts   error   80 % held   95 % held");
    for seasonal in [false, true] {
        for (gap, length) in WINDOWS {
            let mut error = 0.0;
            let mut held = [0.0; 2];
            let mut count = 0.0;
            for today in all().step_by(7) {
                let (from, until) = (today + Days::new(gap), today + Days::new(gap + length - 1));
                if until > last {
                    break;
                }
                let rules = days.rules(today);
                let Ok(found) = daily.outlook(&rules, today, from, until) else {
                    continue;
                };
                if found.season.is_some() != seasonal || found.open_days == 0 {
                    continue;
                }
                let came = daily.sum(from, until);
                let predictive = &found.predictive;
                let inside = |tail: f64| {
                    predictive.quantile(tail) <= came && came <= predictive.quantile(1.0 - tail)
                };
                error += (came / predictive.mean() - 1.0).abs();
                held[0] += f64::from(u8::from(inside(0.1)));
                held[1] += f64::from(u8::from(inside(0.025)));
                count += 1.0;
            }
            if count > 0.0 {
                let part = |value: f64| 100.0 * value / count;
                println!(
                    "{:8} {gap:4} to {:3} {count:11} {:6.1} % {:9.0} % {:9.0} %",
                    if seasonal { "known" } else { "unknown" },
                    gap + length - 1,
                    part(error),
                    part(held[0]),
                    part(held[1]),
                );
            }
        }
    }
    Ok(())
}

//! `sog lab needs`: who will need which family, in which weeks.

use chrono::{Datelike, NaiveDate};
use customers::inferred::backtest::{self, Round, Score};
use customers::inferred::{Bought, FARTHEST, Need, Outlook};
use listen::plain::Days;
use serde::Serialize;

use super::{Rows, look_at_end, product, read, write_csv};
use crate::args::lab::Needs;
use crate::out::{self, Outcome};
use crate::progress;

/// Days between the cut-offs of a backtest.
const APART: i32 = 28;

/// A line of the table.
#[derive(Serialize)]
struct Line<'a> {
    customer_id: &'a str,
    family: &'a str,
    from: NaiveDate,
    peak: NaiveDate,
    until: NaiveDate,
    probability: f64,
}

#[derive(Serialize)]
struct Document<'a> {
    cutoff: NaiveDate,
    horizon_days: i32,
    /// Pairs of customer and family that are told of.
    pairs: usize,
    /// How many of them are expected to buy again: the sum of the probabilities.
    expected: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    backtest: Vec<Round>,
    rows: &'a Rows,
}

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default()
}

pub(super) fn run(asked: &Needs) -> Outcome {
    let days = asked.horizon.days;
    if days > FARTHEST {
        return Err("needs are told up to a year ahead: say a --horizon of at most 52w".into());
    }
    let (bought, rows) = purchases(asked)?;
    let Some(ends) = bought.ends() else {
        return Err(format!("{}: nobody bought anything", asked.reading.file.display()).into());
    };
    if let Some(cutoff) = asked.cutoff {
        look_at_end(&asked.reading.file, cutoff, ends)?;
    }
    let last = ends.1;
    let cutoff = asked.cutoff.map_or(last, |cutoff| cutoff.num_days_from_ce());
    let rounds = rounds(asked, &bought, cutoff, last);
    let bar = progress::spinner("learning, looking ahead");
    let mut needs = Outlook::learned(&bought, cutoff)?.needs(days);
    bar.finish_and_clear();
    // Most probable first; equals by customer and family.
    needs.sort_by(|one, other| {
        other.probability.total_cmp(&one.probability).then(one.pair.cmp(&other.pair))
    });
    if let Some(path) = &asked.out {
        write_csv(path, needs.iter().map(|need| line(&bought, need)))?;
    }
    let document = Document {
        cutoff: date(cutoff),
        horizon_days: days,
        pairs: needs.len(),
        expected: needs.iter().map(|need| need.probability).sum(),
        backtest: rounds,
        rows: &rows,
    };
    if asked.json {
        return out::json(&document);
    }
    print(asked, &document, &bought, &needs)
}

fn line<'a>(bought: &'a Bought, need: &Need) -> Line<'a> {
    let (customer_id, family) = bought.names(&bought.pairs()[need.pair]);
    let (from, peak, until) = (date(need.from), date(need.peak), date(need.until));
    Line { customer_id, family, from, peak, until, probability: need.probability }
}

fn purchases(asked: &Needs) -> Result<(Bought, Rows), Box<dyn std::error::Error + Send + Sync>> {
    let mut columns = vec![asked.customer.as_str(), asked.date.as_str(), asked.family.as_str()];
    if let Some(amount) = &asked.amount {
        columns.extend(amount.split('*').map(str::trim));
    }
    let mut days = Days::new(asked.reading.date_format.as_deref())?;
    let (mut bought, mut rows) = (Bought::default(), Rows::default());
    read(&asked.reading, &columns, &mut |cells| {
        rows.read += 1;
        let (who, family) = (cells.cell(0), cells.cell(2));
        if who.is_empty() {
            rows.without_customer += 1;
            return;
        }
        if family.is_empty() {
            return rows.reject(cells.line(), columns[2], "there is no family");
        }
        let day = match days.read(cells.cell(1)) {
            Ok(day) => day,
            Err(why) => return rows.reject(cells.line(), columns[1], &why),
        };
        match product(&cells, &columns, 3) {
            Ok(amount) => {
                rows.taken += 1;
                if amount.is_none_or(|amount| amount > 0.0) {
                    bought.add(who, family, day);
                }
            }
            Err((column, why)) => rows.reject(cells.line(), column, &why),
        }
    })?;
    rows.tell(&asked.reading.file)?;
    Ok((bought.finished(), rows))
}

/// Earlier cut-offs: the latest whose time ahead is known, and those four weeks apart before it.
fn rounds(asked: &Needs, bought: &Bought, cutoff: i32, last: i32) -> Vec<Round> {
    let Some(number) = asked.backtest else { return Vec::new() };
    let days = asked.horizon.days;
    let latest = cutoff.min(last - days);
    let bar = progress::steps(u64::from(number), "looking back");
    let mut rounds = Vec::new();
    for place in 0..i32::from(number) {
        let day = latest - APART * place;
        match backtest::round(bought, day, days) {
            Ok(round) => rounds.push(round),
            Err(why) => {
                bar.suspend(|| out::note(&format!("not looked back at {}: {why}", date(day))));
                break;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    rounds
}

/// Lines that are shown on a terminal.
const SHOWN: usize = 10;

fn print(asked: &Needs, told: &Document<'_>, bought: &Bought, needs: &[Need]) -> Outcome {
    out::line(&format!(
        "{} customers and families known on {}; {:.0} of them are expected to buy again within {} \
         days",
        told.pairs, told.cutoff, told.expected, told.horizon_days
    ))?;
    for need in needs.iter().take(SHOWN) {
        let Line { customer_id, family, from, peak, until, probability } = line(bought, need);
        // Nothing is certain.
        let percent = (100.0 * probability).min(99.0);
        out::line(&format!(
            "{customer_id:16} {family:24} {from} to {until}, most likely {peak}  {percent:>3.0} %"
        ))?;
    }
    if let Some(path) = &asked.out {
        out::note(&format!("all {} are in {}", needs.len(), path.display()));
    }
    if told.backtest.is_empty() {
        return Ok(());
    }
    out::line(
        "\nLooking back: log score, calibration error, share of the highest twentieth that came",
    )?;
    for round in &told.backtest {
        let rules = [
            ("Sog", Some(&round.sog)),
            ("same weeks last year", round.last_year.as_ref()),
            ("last plus mean gap", Some(&round.mean_gap)),
            ("popularity", Some(&round.popularity)),
        ];
        out::line(&format!(
            "{}: {} known, {:.1} % came",
            round.cutoff,
            round.pairs,
            100.0 * round.came
        ))?;
        for (name, score) in rules {
            let words = score.map_or("not known: no year before".to_owned(), words);
            out::line(&format!("  {name:22} {words}"))?;
        }
    }
    Ok(())
}

fn words(score: &Score) -> String {
    let Score { log_score, calibration_error, precision_top, .. } = score;
    format!("{log_score:.4}  {calibration_error:.4}  {:>5.1} %", 100.0 * precision_top)
}

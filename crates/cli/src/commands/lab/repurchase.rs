//! `sog lab repurchase`: who comes back, how often and for how much.

use customers::repurchase::holdout::Holdout;
use customers::repurchase::report::Parameters;
use customers::repurchase::{
    Ask, Ledger, Person, Report, Summary, Told, Unit, report, report_of_summaries,
};
use listen::plain::{Cells, Days};
use serde::Serialize;

use super::{Rows, look_at_end, product, read, write_csv};
use crate::args::lab::Repurchase;
use crate::out::{self, Outcome};
use crate::progress;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    report: &'a Report,
    rows: &'a Rows,
}

pub(super) fn run(asked: &Repurchase) -> Outcome {
    let ask = Ask {
        unit: asked.unit.into(),
        calibration_end: asked.calibration_end,
        holdout: asked.holdout,
        horizon: asked.horizon,
        discount: asked.discount / 100.0,
        seed: asked.seed,
    };
    let (rows, (told, people)) = match &asked.frequency {
        Some(frequency) => summaries(asked, frequency, &ask)?,
        None => purchases(asked, &ask)?,
    };
    if let Some(path) = &asked.out {
        write_csv(path, &people)?;
    }
    if asked.json {
        return out::json(&Document { report: &told, rows: &rows });
    }
    print(&told)?;
    if let Some(path) = &asked.out {
        out::note(&format!("{} customers are in {}", people.len(), path.display()));
    }
    Ok(())
}

type Answer = (Rows, (Report, Vec<Person>));

fn purchases(
    asked: &Repurchase,
    ask: &Ask,
) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
    // The command line lets nobody leave them out.
    let (customer, date) = (asked.customer.as_deref(), asked.date.as_deref());
    let (customer, date) = (customer.unwrap_or_default(), date.unwrap_or_default());
    let mut columns = vec![customer, date];
    if let Some(amount) = &asked.amount {
        columns.extend(amount.split('*').map(str::trim));
    }
    let mut days = Days::new(asked.reading.date_format.as_deref())?;
    let (mut ledger, mut rows) = (Ledger::default(), Rows::default());
    read(&asked.reading, &columns, &mut |cells| {
        rows.read += 1;
        let who = cells.cell(0);
        if who.is_empty() {
            rows.without_customer += 1;
            return;
        }
        let day = match days.read(cells.cell(1)) {
            Ok(day) => day,
            Err(why) => return rows.reject(cells.line(), date, &why),
        };
        let amount = match product(&cells, &columns, 2) {
            Ok(amount) => amount,
            Err((column, why)) => return rows.reject(cells.line(), column, &why),
        };
        rows.taken += 1;
        ledger.add(who, day, amount);
    })?;
    rows.tell(&asked.reading.file)?;
    let ledger = ledger.finished();
    let Some(ends) = ledger.ends() else {
        return Err(format!("{}: nobody bought anything", asked.reading.file.display()).into());
    };
    if let (None, Some(span)) = (asked.calibration_end, asked.holdout)
        && ends.1 - span.days < ends.0
    {
        return Err(format!(
            "{}: the purchases span {} days, so a holdout of {} leaves none to learn from",
            asked.reading.file.display(),
            ends.1 - ends.0 + 1,
            span.days
        )
        .into());
    }
    if let Some(end) = asked.calibration_end {
        look_at_end(&asked.reading.file, end, ends)?;
    }
    let bar = progress::spinner("fitting and looking ahead");
    let told = report(&ledger, asked.amount.is_some(), ask);
    bar.finish_and_clear();
    if (asked.holdout.is_some() || asked.calibration_end.is_some()) && told.0.holdout.is_none() {
        out::note("there is no holdout: no purchases after it, or no model before it");
    }
    Ok((rows, told))
}

fn summaries(
    asked: &Repurchase,
    frequency: &str,
    ask: &Ask,
) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
    let mut columns = vec![
        frequency,
        asked.recency.as_deref().unwrap_or_default(),
        asked.age.as_deref().unwrap_or_default(),
    ];
    columns.extend(asked.monetary.as_deref());
    let of_customer = asked.customer.as_deref().map(|customer| {
        columns.push(customer);
        columns.len() - 1
    });
    let with_money = asked.monetary.is_some();
    let (mut ready, mut rows) = (Vec::new(), Rows::default());
    read(&asked.reading, &columns, &mut |cells| {
        rows.read += 1;
        let name = match of_customer {
            Some(place) => cells.cell(place).to_owned(),
            None => rows.read.to_string(),
        };
        if name.is_empty() {
            rows.without_customer += 1;
            return;
        }
        match summary(&cells, &columns, with_money) {
            Ok(summary) => {
                rows.taken += 1;
                ready.push((name, summary));
            }
            Err((column, why)) => rows.reject(cells.line(), column, &why),
        }
    })?;
    rows.tell(&asked.reading.file)?;
    let bar = progress::spinner("fitting and looking ahead");
    let told = report_of_summaries(&ready, with_money, ask);
    bar.finish_and_clear();
    Ok((rows, told))
}

/// One customer of a ready summary; otherwise the column that is wrong, and why.
fn summary<'c>(
    cells: &Cells<'_>,
    columns: &[&'c str],
    with_money: bool,
) -> Result<Summary, (&'c str, String)> {
    let number = |place: usize| cells.number(place).map_err(|why| (columns[place], why));
    let count = number(0)?;
    if count.fract() != 0.0 || !(0.0..=f64::from(u32::MAX)).contains(&count) {
        return Err((columns[0], format!("{count} is not a number of repeat purchases")));
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "looked at above")]
    let frequency = count as u32;
    let mean = if with_money && frequency > 0 { number(3)? } else { 0.0 };
    Summary::new(frequency, number(1)?, number(2)?, mean).map_err(|why| (columns[1], why))
}

fn print(told: &Report) -> Outcome {
    let unit = match told.unit {
        Unit::Day => "days",
        Unit::Week => "weeks",
    };
    let known = told.calibration_end.map_or(String::new(), |end| format!(", known up to {end}"));
    out::line(&format!(
        "{} customers, {} of them bought again; times in {unit}{known}",
        told.customers, told.repeat_customers
    ))?;
    for (name, model) in [
        ("BG/NBD", Some(&told.bg_nbd)),
        ("MBG/NBD", Some(&told.mbg_nbd)),
        ("Pareto/NBD", Some(&told.pareto_nbd)),
        ("Gamma-Gamma", told.gamma_gamma.as_ref()),
    ] {
        if let Some(model) = model {
            out::line(&format!("{name:12} {}", words(model)))?;
        }
    }
    let Some(used) = told.used else {
        return out::line(
            "No model can be trusted on these data, so nothing is said of customers.",
        );
    };
    out::line(&format!("Customers are told by {used}, the most likely of them."))?;
    if let Some(spread) = told.unsteadiness {
        out::line(&format!(
            "In earlier stretches all customers together were off what it expected by {:.0} %.",
            100.0 * spread.exp_m1()
        ))?;
    }
    told.holdout.as_ref().map_or(Ok(()), held)
}

fn words(model: &Told) -> String {
    match model {
        Told::Refused { not_known } => format!("not known: {not_known}"),
        Told::Fitted(Parameters {
            values, log_likelihood, standard_errors, correlation, ..
        }) => {
            let value = |(name, value): (&&str, &f64)| {
                let error = standard_errors.as_ref().and_then(|errors| errors.get(name));
                let error = error.map_or(String::new(), |error| format!(" ± {error:.4}"));
                format!("{name} {value:.6}{error}")
            };
            let values: Vec<String> = values.iter().map(value).collect();
            let correlation = correlation.map_or(String::new(), |correlation| {
                format!("  (amounts and frequency correlate by {correlation:.2})")
            });
            format!("{}  log-likelihood {log_likelihood:.3}{correlation}", values.join("  "))
        }
    }
}

fn held(holdout: &Holdout) -> Outcome {
    let span = |low: Option<u64>, high: Option<u64>| match (low, high) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        _ => "not known".to_owned(),
    };
    out::line(&format!(
        "\nHoldout up to {}: {} purchases came, {:.0} were expected ({})",
        holdout.until,
        holdout.actual,
        holdout.predicted,
        span(holdout.low, holdout.high)
    ))?;
    out::line("tenth  customers   expected          to reckon with    came   own spans held")?;
    for (place, decile) in holdout.deciles.iter().enumerate() {
        let covered =
            decile.covered.map_or(String::new(), |share| format!("{:.0} %", 100.0 * share));
        out::line(&format!(
            "{:>5} {:>10} {:>10.1} {:>23} {:>7} {covered:>16}",
            place + 1,
            decile.customers,
            decile.predicted,
            span(decile.low, decile.high),
            decile.actual
        ))?;
    }
    Ok(())
}

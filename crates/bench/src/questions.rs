//! What is asked, through the same calls the product uses.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;
use customers::ask::cohorts::{AskCohorts, Cohorts};
use customers::ask::facts::{AskFacts, Table};
use customers::ask::funnel::{AskFunnel, Funnel};
use customers::ask::scopes::{AskScopes, ByName, ScopeDays};
use events::{Columns, Snapshot};
use serde_json::{Value, json};
use vocab::{CustomerId, EventKind, Instant, Zone};

use crate::measure::run;
use crate::{Outcome, load};

const UTC: Zone = Zone(chrono_tz::UTC);

/// The end of the data, 2026-01-01.
pub(crate) fn as_of() -> Instant {
    Instant::from_timestamp_micros(1_767_225_600_000_000).unwrap_or_default()
}

fn facts() -> AskFacts {
    AskFacts { half_life_days: 14.0, as_of: as_of() }
}

fn funnel() -> Outcome<AskFunnel> {
    use EventKind::{Inquiry, QuoteRequested, Sale, Search, Visit};
    let steps = vec![vec![Visit], vec![Search], vec![Inquiry, QuoteRequested], vec![Sale]];
    Ok(AskFunnel::new(&steps, TimeDelta::days(30))?)
}

/// Asks one question several times.
pub(crate) async fn ask(folder: &Path, question: &str, times: u32) -> Outcome<()> {
    let (store, log) = load::open(folder).await?;
    let snapshot = log.snapshot().await?;
    let cohorts = AskCohorts { zone: UTC };
    let scopes = AskScopes { zone: UTC };
    match question {
        "picture" => {
            run(question, times, || Ok(picture(&customers::ask::ask(&snapshot, &facts())?)))
        }
        "funnel" => {
            let funnel = funnel()?;
            run(question, times, || Ok(reached(&customers::ask::ask(&snapshot, &funnel)?)))
        }
        "cohorts" => {
            run(question, times, || Ok(retained(&customers::ask::ask(&snapshot, &cohorts)?)))
        }
        "scopes" => run(question, times, || Ok(booked(&customers::ask::ask(&snapshot, &scopes)?))),
        "together" => {
            let all = (facts(), funnel()?, cohorts, scopes);
            run(question, times, || {
                let (one, two, three, four) = customers::ask::ask(&snapshot, &all)?;
                Ok(json!([picture(&one), reached(&two), retained(&three), booked(&four)]))
            })
        }
        "history" => run(question, times, || history(&snapshot)),
        "rfm" => {
            let folder = folder.join("sog");
            // Kept pictures are what it is answered from.
            customers::refresh(&store, &log, &folder, &|_| {}).await?;
            let from = as_of() - TimeDelta::days(RFM_DAYS);
            let rfm = || {
                let asked = customers::rfm::rfm(&store, &folder, from, as_of());
                let runtime = tokio::runtime::Handle::current();
                let rfm = tokio::task::block_in_place(|| runtime.block_on(asked))?;
                Ok(ordered(&rfm))
            };
            run(question, times, rfm)
        }
        _ => Err(format!("unknown question {question}").into()),
    }
}

/// Sums over all customers, as the peers tell them.
fn picture(tables: &[Table]) -> Value {
    let mut counts = [0_u64; EventKind::ALL.len()];
    let (mut customers, mut net, mut pressure, mut span) = (0_u64, 0_i128, 0.0, 0);
    for (_, row, kinds) in tables.iter().flat_map(Table::rows) {
        customers += 1;
        net += row.net.micros() / 10_000;
        pressure += row.pressure;
        span += (row.last - row.first) / 1_000;
        for (kind, count) in kinds {
            counts[*kind as usize] += u64::from(*count);
        }
    }
    let counts = EventKind::ALL.iter().zip(counts).filter(|(_, count)| *count > 0);
    let counts: BTreeMap<&str, u64> = counts.map(|(kind, count)| (kind.code(), count)).collect();
    // Milliseconds and cents are what every peer can add up without running over.
    json!({
        "customers": customers, "counts": counts, "net_cents": net.to_string(),
        "pressure": pressure, "span_ms": span.to_string(),
    })
}

fn reached(funnel: &Funnel) -> Value {
    json!(funnel.reached)
}

fn retained(cohorts: &Cohorts) -> Value {
    let told = cohorts.iter().map(|(month, counts)| (month.first_day().to_string(), counts));
    json!(told.collect::<BTreeMap<_, _>>())
}

fn booked(scopes: &ScopeDays) -> Value {
    let told = |scope: &ByName| {
        let sums = scope.iter().map(|(name, days)| {
            let net: i128 = days.iter().map(|(_, booked)| booked.net.micros() / 10_000).sum();
            let lines: u64 = days.iter().map(|(_, booked)| booked.lines).sum();
            (name.clone(), json!([days.len(), lines, net.to_string()]))
        });
        sums.collect::<BTreeMap<_, _>>()
    };
    json!({ "families": told(&scopes.families), "regions": told(&scopes.regions) })
}

/// The days of recency, frequency and money.
const RFM_DAYS: i64 = 90;

/// Sums over all customers, as the peers tell them. In this data every sale is an order.
fn ordered(rfm: &customers::rfm::Rfm) -> Value {
    let (mut customers, mut since, mut orders, mut micros) = (0_u64, 0_i128, 0_u64, 0_i128);
    let now = as_of().timestamp_micros();
    for (_, row) in rfm.rows() {
        customers += 1;
        since += i128::from(now - row.last().timestamp_micros());
        orders += u64::from(row.orders);
        micros += row.money.micros();
    }
    let told = [customers.to_string(), since.to_string(), orders.to_string()];
    json!([told[0], told[1], told[2], (micros / 10_000).to_string()])
}

/// Customers whose whole history is read: one here and there.
const ASKED: u32 = 100;

fn history(snapshot: &Snapshot) -> Outcome<Value> {
    let mut events = 0;
    for number in 0..ASKED {
        let customer = CustomerId::new(&format!("C{:07}", number * 37))?;
        events += snapshot.history(&customer, Columns::ALL)?.len();
    }
    Ok(json!({ "customers": ASKED, "events": events }))
}

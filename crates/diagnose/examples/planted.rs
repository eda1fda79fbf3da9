//! How often a diagnosis finds a cause that is there, and names one that is not: simulated
//! companies whose truth is known, taken in like any other company's files.
//!
//! `cargo run -p sog-diagnose --example planted -- [CUSTOMERS] [SEEDS] [FIRST_SEED]`

use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use diagnose::Asked;
use diagnose::verdict::Status;
use events::EventLog;
use simulate::{Plan, Scenario};
use sog_diagnose as diagnose;
use store::Store;
use vocab::{Barrier, Instant, Month, Scope, Zone};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What was said of one company's current month.
#[derive(Default)]
struct Said {
    status: String,
    /// Whether region and families were named, and all of them are those of the cause.
    place: Option<bool>,
    /// Whether a barrier was named, and it is the one planted.
    barrier: Option<bool>,
    drivers: usize,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument =
        |place: usize, default: u64| arguments.get(place).map_or(Ok(default), |text| text.parse());
    let customers = usize::try_from(argument(0, 8_000)?)?;
    let (seeds, first) = (argument(1, 10)?, argument(2, 1)?);
    for scenario in Scenario::ALL.iter().copied() {
        let mut all = Vec::new();
        for seed in first..first + seeds {
            // Another last day for each seed, so that not every company is seen in one season.
            let end = NaiveDate::from_ymd_opt(2026, 11, 20).ok_or("a day")? - Days::new(seed * 23);
            let plan = Plan { customers, seed, scenario, ..Plan::demo(end) };
            let said = company(&plan).await?;
            tell(&format!(
                "{customers} {} seed {seed} until {end}: {}, place {:?}, barrier {:?}, drivers {}",
                scenario.code(),
                said.status,
                said.place,
                said.barrier,
                said.drivers
            ));
            all.push(said);
        }
        let count = |is: fn(&Said) -> bool| all.iter().filter(|said| is(said)).count();
        tell(&format!(
            "| {customers} | {} | {seeds} | {} | {} | {} | {} | {} | {} |",
            scenario.code(),
            count(|said| said.status == "met"),
            count(|said| said.place == Some(true)),
            count(|said| said.place == Some(false)),
            count(|said| said.barrier == Some(true)),
            count(|said| said.barrier == Some(false)),
            count(|said| said.drivers > 0),
        ));
    }
    Ok(())
}

#[allow(clippy::print_stdout, reason = "the report of a command")]
fn tell(line: &str) {
    println!("{line}");
}

/// Simulates a company, takes it in, and asks why its current month is missed.
async fn company(plan: &Plan) -> Result<Said, Failure> {
    let folder = tempfile::tempdir()?;
    let files = folder.path().join("files");
    let truth = simulate::write(plan, &files, &|_| ())?;
    let migrations = [
        store::migrations::migrations(),
        events::migrations(),
        customers::migrations(),
        warn::migrations(),
        diagnose::migrations(),
    ];
    let store = Store::open_folder(folder.path(), migrations.concat()).await?;
    let log = EventLog::open(&store, folder.path()).await?;
    let now = evening(plan.end);
    let request = listen::ImportRequest::new(csv(&files)?, folder.path().to_owned(), now);
    listen::import(&store, &log, &request, &listen::Quiet).await?;
    customers::refresh(&store, &log, folder.path(), &|_| ()).await?;
    let pictures = customers::load(&store, folder.path()).await?;
    let details = warn::actions::look(&store, &pictures, None, now, Zone::BERLIN).await?;
    let month = Month::of(plan.end);
    let forecast = details.iter().map(|detail| &detail.forecast).find(|forecast| {
        forecast.target.scope == Scope::company() && forecast.target.period == month
    });
    let Some(asked) = forecast.and_then(Asked::of) else {
        return Ok(Said { status: "no forecast".to_owned(), ..Said::default() });
    };
    let found = diagnose::actions::diagnose(&store, &log, pictures, asked, now).await?;
    let place = found.focus.as_ref().filter(|_| found.verdict.focused).map(|focus| {
        let mut families: Vec<&str> = focus.families.iter().map(String::as_str).collect();
        let mut planted = truth.families.clone();
        families.sort_unstable();
        planted.sort_unstable();
        truth.barrier.is_some() && focus.region.as_deref() == truth.region && families == planted
    });
    let barrier = found
        .verdict
        .barrier
        .map(|named| truth.barrier.is_some_and(|planted: Barrier| planted == named.barrier));
    let drivers = match found.verdict.status {
        Status::Met => 0,
        _ => found.verdict.drivers.len(),
    };
    let status = serde_json::to_string(&found.verdict.status)?.replace('"', "");
    store.close().await?;
    Ok(Said { status, place, barrier, drivers })
}

fn evening(day: NaiveDate) -> Instant {
    Zone::BERLIN.start_of(day) + chrono::TimeDelta::hours(22)
}

fn csv(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            files.push(path);
        }
    }
    Ok(files)
}

//! `sog-cluster ask`: questions about all customers, each bucket answered where it is read.

use std::io::stdout;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use customers::ask::cohorts::{AskCohorts, Cohorts};
use customers::ask::facts::{AskFacts, Table};
use customers::ask::funnel::Funnel;
use customers::ask::scopes::{AskScopes, ByName, ScopeDays};
use customers::ask::{self, Question as Asking};
use events::Snapshot;
use serde::de::DeserializeOwned;
use vocab::{EventKind, Instant};

use crate::args::{self, Question};
use crate::client::{Answers, Cluster};
use crate::error::{ClusterError, Outcome};
use crate::refresh::open;
use crate::work::{Task, Work, funnel, unpack};

/// Where the answer comes from.
enum Source {
    /// This process reads all buckets, as `sog` does.
    Here(Snapshot),
    /// Executors did.
    Executors(Answers),
}

pub(crate) async fn run(folder: &Path, asked: &args::Ask) -> Outcome<()> {
    let cluster = asked.scheduler.as_deref().map(Cluster::at).transpose()?;
    if let Some(cluster) = &cluster {
        cluster.answers().await?;
    }
    let workspace = open(folder).await?;
    let zone = store::company(workspace.store.read()).await?.zone;
    let work = match &asked.question {
        Question::Cohorts => Work::Cohorts { zone },
        Question::Scopes => Work::Scopes { zone },
        Question::Funnel { steps, days } => Work::Funnel { steps: kinds(steps)?, days: *days },
        Question::Facts { half_life, as_of } => {
            let as_of = as_of.map_or_else(|| workspace.now(), end_of);
            Work::Facts { half_life_days: *half_life, as_of }
        }
    };
    // What cannot be asked is said before anybody works.
    if let Work::Funnel { steps, days } = &work {
        funnel(steps, *days)?;
    }
    let snapshot = workspace.log.snapshot().await?;
    let source = match cluster {
        None => Source::Here(snapshot),
        Some(cluster) => {
            let tasks =
                (0..snapshot.buckets()).map(|bucket| Task { files: snapshot.files(bucket) });
            let answers = cluster.run(&work, tasks.collect()).await?;
            tracing::info!("buckets by executor: {:?}", answers.executors);
            Source::Executors(answers)
        }
    };
    print(&told(&work, &source)?)?;
    workspace.close().await.map_err(ClusterError::Folder)
}

fn print(lines: &[Vec<String>]) -> std::io::Result<()> {
    let mut table = csv::Writer::from_writer(stdout().lock());
    for line in lines {
        table.write_record(line).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => std::io::Error::other(format!("{other:?}")),
        })?;
    }
    table.flush()
}

fn kinds(steps: &[String]) -> Outcome<Vec<Vec<EventKind>>> {
    let kind = |word: &str| {
        let word = word.trim();
        word.parse().map_err(|_| {
            let all: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.code()).collect();
            let all = all.join(", ");
            ClusterError::Question(format!("`{word}` is no kind of event; there are {all}"))
        })
    };
    steps.iter().map(|step| step.split(',').map(kind).collect()).collect()
}

fn end_of(day: NaiveDate) -> Instant {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(1) - TimeDelta::microseconds(1)
}

/// The answer from all buckets.
fn whole<Q: Asking>(question: &Q, source: &Source) -> Outcome<Q::Answer>
where
    Q::Answer: DeserializeOwned,
{
    match source {
        Source::Here(snapshot) => Ok(ask::ask(snapshot, question)?),
        Source::Executors(answers) => {
            let parts = answers.by_bucket.values().map(|bytes| unpack(bytes));
            Ok(ask::join(question, parts.collect::<Outcome<Vec<Q::Answer>>>()?))
        }
    }
}

/// The answer as lines of csv, the first one with names.
fn told(work: &Work, source: &Source) -> Outcome<Vec<Vec<String>>> {
    Ok(match work {
        Work::Funnel { steps, days } => {
            funnel_lines(steps, &whole(&funnel(steps, *days)?, source)?)
        }
        Work::Cohorts { zone } => cohort_lines(&whole(&AskCohorts { zone: *zone }, source)?),
        Work::Scopes { zone } => scope_lines(&whole(&AskScopes { zone: *zone }, source)?),
        Work::Facts { half_life_days, as_of } => {
            let question = AskFacts { half_life_days: *half_life_days, as_of: *as_of };
            fact_lines(&whole(&question, source)?)
        }
        Work::Pictures { .. } => Vec::new(),
    })
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn funnel_lines(steps: &[Vec<EventKind>], funnel: &Funnel) -> Vec<Vec<String>> {
    let mut lines = vec![names(&["step", "kinds", "customers"])];
    for (number, (step, reached)) in (1..).zip(steps.iter().zip(&funnel.reached)) {
        let kinds: Vec<&str> = step.iter().map(|kind| kind.code()).collect();
        lines.push(vec![number.to_string(), kinds.join("+"), reached.to_string()]);
    }
    lines
}

fn cohort_lines(cohorts: &Cohorts) -> Vec<Vec<String>> {
    let mut lines = vec![names(&["first_bought", "months_later", "customers"])];
    for (month, counts) in cohorts {
        let month = month.first_day().format("%Y-%m").to_string();
        for (later, customers) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            lines.push(vec![month.clone(), later.to_string(), customers.to_string()]);
        }
    }
    lines
}

fn scope_lines(scopes: &ScopeDays) -> Vec<Vec<String>> {
    let mut lines = vec![names(&["scope", "name", "day", "lines", "net"])];
    let mut add = |scope: &str, by_name: &ByName| {
        for (name, days) in by_name {
            for (day, booked) in days {
                let (count, net) = (booked.lines.to_string(), booked.net.to_string());
                let day = day.to_string();
                lines.push(vec![scope.to_owned(), name.clone(), day, count, net]);
            }
        }
    };
    add("family", &scopes.families);
    add("region", &scopes.regions);
    lines
}

fn fact_lines(tables: &[Table]) -> Vec<Vec<String>> {
    let mut lines = vec![names(&[
        "customer", "events", "first", "last", "net", "touches", "pressure", "kinds",
    ])];
    let time = |micros: i64| {
        let time = chrono::DateTime::from_timestamp_micros(micros).unwrap_or_default();
        time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
    };
    for (customer, row, counts) in tables.iter().flat_map(Table::rows) {
        let events: u64 = counts.iter().map(|(_, count)| u64::from(*count)).sum();
        let kinds: Vec<String> =
            counts.iter().map(|(kind, count)| format!("{}:{count}", kind.code())).collect();
        lines.push(vec![
            customer.to_owned(),
            events.to_string(),
            time(row.first),
            time(row.last),
            row.net.to_string(),
            row.touches.count.to_string(),
            row.pressure.to_string(),
            kinds.join(";"),
        ]);
    }
    lines
}

//! The real export of a British gift-ware wholesaler: half a million lines, all taken, however
//! often and in however overlapping parts they come.
//!
//! The file is not part of the repository; without it these tests say so and pass. Its counts
//! are published with it (525,461 lines, 4,383 named customers, 107,927 lines without one);
//! its net revenue of 9,539,484.634 pounds was summed with exact decimals by an independent
//! script (`tests/data/ten_customers.py`).

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use crate::common::{Home, counts};
use events::Columns;
use flate2::bufread::GzDecoder;
use sog_listen::{self as listen, ImportReport, Step};
use vocab::{Amount, CustomerId, Event, EventKind};

const PRESET: &str = "online-retail-ii";
const LINES: u64 = 525_461;

fn file() -> Option<PathBuf> {
    let path = std::env::current_dir()
        .unwrap()
        .join("../../../shared/data/online-retail-ii/online_retail_II_year_2009-2010.csv.gz");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// What the log holds: lines, lines without a customer, net revenue, lines by kind, net revenue
/// by family.
#[derive(Debug, Default, PartialEq)]
struct Sums {
    lines: u64,
    anonymous: u64,
    net: Amount,
    kinds: HashMap<EventKind, u64>,
    families: HashMap<String, (Amount, u64)>,
}

async fn sums(home: &Home) -> Sums {
    let snapshot = home.log.snapshot().await.unwrap();
    let mut sums = Sums::default();
    for bucket in 0..snapshot.buckets() {
        snapshot
            .scan(bucket, Columns::MONEY, &mut |event| {
                let amount = event.amount.unwrap();
                sums.lines += 1;
                sums.anonymous += u64::from(event.customer.is_empty());
                sums.net += amount;
                *sums.kinds.entry(event.kind).or_default() += 1;
                if !sums.families.contains_key(event.family) {
                    sums.families.insert(event.family.to_owned(), Default::default());
                }
                let family = sums.families.get_mut(event.family).unwrap();
                family.0 += amount;
                family.1 += 1;
            })
            .unwrap();
    }
    sums
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_file_twice() {
    let Some(path) = file() else { return };
    let home = Home::new().await;
    let report = timed(&home, &path).await;
    assert_eq!(counts(&report), [LINES, LINES, 0, 0]);
    assert_eq!(report.customers, 4_383);
    assert_eq!(report.rejected_file, None);
    let company = store::company(home.store().read()).await.unwrap();
    assert_eq!(company.currency.unwrap().code(), "GBP");
    assert_eq!(company.zone.to_string(), "Europe/London");

    let first = sums(&home).await;
    assert_eq!(first.lines, LINES);
    assert_eq!(first.anonymous, 107_927);
    assert_eq!(first.net.to_string(), "9539484.634");
    assert_eq!(first.kinds[&EventKind::Return], 10_206);
    // Three of bad debt, and the stock corrections.
    assert_eq!(first.kinds[&EventKind::Adjustment], 3 + 2_121);
    documented_families(&first);
    ten_customers(&home).await;

    let report = home.preset(PRESET, &[&path]).await;
    assert_eq!(counts(&report), [LINES, 0, LINES, 0]);
    assert_eq!(sums(&home).await, first);

    // Two halves that overlap, the later one first, into another data folder.
    let halves = Home::new().await;
    let folder = halves.folder().join("in");
    std::fs::create_dir_all(&folder).unwrap();
    let cut = [folder.join("first.csv"), folder.join("second.csv")];
    cut_in_halves(&path, &cut);
    let late = halves.preset(PRESET, &[&cut[1]]).await;
    let early = halves.preset(PRESET, &[&cut[0]]).await;
    assert_eq!(late.accepted + early.accepted, LINES);
    assert!(early.duplicates > 90_000);
    assert_eq!(sums(&halves).await, first);
}

/// The shares of the families are those of `docs/presets.md`, and few lines fit none.
fn documented_families(sums: &Sums) {
    let docs = std::env::current_dir().unwrap().join("../../docs/presets.md");
    let text = std::fs::read_to_string(docs).unwrap();
    let table: Vec<String> = text
        .lines()
        .skip_while(|line| !line.starts_with("| Family |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(str::to_owned)
        .collect();
    let mut found: Vec<(Amount, String)> = sums
        .families
        .iter()
        .map(|(name, (amount, lines))| {
            let revenue = amount.to_f64() / sums.net.to_f64() * 100.0;
            let lines = *lines as f64 / sums.lines as f64 * 100.0;
            (*amount, format!("| {name} | {revenue:.1} % | {lines:.1} % |"))
        })
        .collect();
    found.sort_by_key(|(amount, _)| -*amount);
    let found: Vec<String> = found.into_iter().map(|(_, line)| line).collect();
    assert_eq!(table, found);
    assert!(sums.families["Other"].0.to_f64() < 0.2 * sums.net.to_f64());
}

/// What the log says about ten customers equals what `tests/data/ten_customers.py` counted.
async fn ten_customers(home: &Home) {
    let snapshot = home.log.snapshot().await.unwrap();
    let table = std::env::current_dir().unwrap().join("tests/data/orii_ten_customers.csv");
    let mut rows = 0;
    for row in csv::Reader::from_path(table).unwrap().records() {
        let row = row.unwrap();
        let customer = CustomerId::new(&row[0]).unwrap();
        let events = snapshot.history(&customer, Columns::ALL).unwrap();
        let sales = || events.iter().filter(|event| event.kind == EventKind::Sale);
        let orders: HashSet<&str> =
            sales().map(|event| event.reference.as_deref().unwrap()).collect();
        let returns = events.iter().filter(|event| event.kind == EventKind::Return).count();
        let net: Amount = events.iter().filter_map(|event| event.amount).sum();
        let gross: Amount = sales().filter_map(|event| event.amount).sum();
        let day = |event: &Event| company_zone().day(event.time).to_string();
        let found = [
            row[0].to_owned(),
            orders.len().to_string(),
            returns.to_string(),
            net.to_string(),
            gross.to_string(),
            sales().next().map(day).unwrap_or_default(),
            sales().next_back().map(day).unwrap_or_default(),
        ];
        assert_eq!(
            found.iter().map(String::as_str).collect::<Vec<_>>(),
            row.iter().collect::<Vec<_>>()
        );
        rows += 1;
    }
    assert_eq!(rows, 10);
}

fn company_zone() -> vocab::Zone {
    "Europe/London".parse().unwrap()
}

/// Imports and says how long each step took.
async fn timed(home: &Home, path: &PathBuf) -> ImportReport {
    let mut request = home.request(&[path]);
    request.preset = Some(PRESET.to_owned());
    let started = Instant::now();
    let seen = Mutex::new(Vec::new());
    let progress = |step: Step| {
        let mut seen = seen.lock().unwrap();
        match step {
            Step::Reading { done, total } => {
                assert!(done <= total && total > 7_000_000);
                seen.retain(|(name, _)| *name != "read");
                seen.push(("read", started.elapsed()));
            }
            Step::Writing => seen.push(("mapped", started.elapsed())),
            Step::Saving => seen.push(("written", started.elapsed())),
        }
    };
    let report = listen::import(home.store(), &home.log, &request, &progress).await.unwrap();
    println!("{:?}, saved {:.2} s", seen.lock().unwrap(), report.seconds);
    report
}

/// The first 60 % of the lines, and the last 60 %.
fn cut_in_halves(path: &Path, halves: &[PathBuf; 2]) {
    let file = BufReader::new(std::fs::File::open(path).unwrap());
    let mut lines = BufReader::new(GzDecoder::new(file)).lines().map(Result::unwrap);
    let mut writers =
        halves.each_ref().map(|path| BufWriter::new(std::fs::File::create(path).unwrap()));
    let header = lines.next().unwrap();
    for writer in &mut writers {
        writeln!(writer, "{header}").unwrap();
    }
    for (number, line) in (0..).zip(lines) {
        if number * 10 < LINES * 6 {
            writeln!(writers[0], "{line}").unwrap();
        }
        if number * 10 >= LINES * 4 {
            writeln!(writers[1], "{line}").unwrap();
        }
    }
}

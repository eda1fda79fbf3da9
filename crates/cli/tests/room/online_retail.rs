//! The published export of a real wholesaler, whole: counts, idempotence, ten customers by hand.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use crate::common::{json, ok, online_retail, sog};

type Table = BTreeMap<String, BTreeMap<String, String>>;

fn import(data: &Path, files: &[&Path]) -> serde_json::Value {
    json(
        sog(data)
            .args(["import", "--preset", "online-retail-ii"])
            .args(files)
            .arg("--rejected-dir")
            .arg(data),
    )
}

/// The table of `sog customers`, without the columns that depend on the day of asking.
fn table(data: &Path) -> Table {
    ok(sog(data).arg("refresh"));
    read(ok(sog(data).args(["customers", "--format", "csv", "--as-of", "2010-12-31"])).as_bytes())
}

fn read(text: impl std::io::Read) -> Table {
    let mut rows = csv::Reader::from_reader(text);
    let header = rows.headers().unwrap().clone();
    rows.records()
        .map(|row| {
            let row = row.unwrap();
            let cells = header.iter().zip(&row).map(|(k, v)| (k.to_owned(), v.to_owned()));
            (row[0].to_owned(), cells.collect())
        })
        .collect()
}

#[test]
fn the_whole_file_counts_once_however_it_is_cut() {
    let Some(file) = online_retail() else { return };
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");

    let report = import(&whole, &[&file]);
    assert_eq!(report["rows"], 525_461);
    assert_eq!(report["accepted"], 525_461);
    assert_eq!(report["duplicates"], 0);
    assert_eq!(report["rejected"], 0);
    assert_eq!(report["customers"], 4_383);
    let first = table(&whole);
    assert_eq!(first.len(), 4_383);
    ten_customers_as_counted_by_hand(&first);

    let again = import(&whole, &[&file]);
    assert_eq!(again["accepted"], 0);
    assert_eq!(again["duplicates"], 525_461);
    assert_eq!(table(&whole), first);

    // Two halves that overlap by 50,000 lines, imported in the wrong order.
    let (a, b) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    cut(&file, &a, 0..290_000);
    cut(&file, &b, 240_000..525_461);
    let halves = folder.path().join("halves");
    let late = import(&halves, &[&b]);
    let early = import(&halves, &[&a]);
    let sum = |key: &str| late[key].as_u64().unwrap() + early[key].as_u64().unwrap();
    assert_eq!(sum("rows"), 575_461);
    assert_eq!(sum("accepted"), 525_461);
    assert_eq!(sum("duplicates"), 50_000);
    assert_eq!(table(&halves), first);
}

/// Writes some data lines of the published file, with its header.
fn cut(from: &Path, to: &Path, lines: std::ops::Range<usize>) {
    let source = flate2::read::MultiGzDecoder::new(std::fs::File::open(from).unwrap());
    let mut source = BufReader::new(source).lines();
    let mut out = std::io::BufWriter::new(std::fs::File::create(to).unwrap());
    writeln!(out, "{}", source.next().unwrap().unwrap()).unwrap();
    for line in source.skip(lines.start).take(lines.len()) {
        writeln!(out, "{}", line.unwrap()).unwrap();
    }
}

/// `orii_ten_customers.csv` was counted from the raw file by a program of its own, in another
/// language, that shares nothing with Sog; how is said in the file beside it.
fn ten_customers_as_counted_by_hand(table: &Table) {
    let path = std::env::current_dir().unwrap().join("../listen/tests/data/orii_ten_customers.csv");
    let expected = read(std::fs::File::open(path).unwrap());
    assert_eq!(expected.len(), 10);
    for (customer, counted) in expected {
        let row = &table[&customer];
        for (column, value) in counted {
            let found = &row[&column];
            let same = if column.ends_with("_order") {
                // The count by hand holds local times, the table RFC 3339.
                found.replace('T', " ").starts_with(&value.replace('T', " "))
            } else if column.ends_with("_revenue") {
                found.parse::<vocab::Amount>().unwrap() == value.parse().unwrap()
            } else {
                *found == value
            };
            assert!(same, "{customer} {column}: counted {value}, Sog says {found}");
        }
    }
}

//! Models on plain files, with the real program.

use serde_json::Value;

use crate::common::{Desk, fails, json, ok, online_retail, sog};

/// A command of the laboratory; it needs no data folder and makes none.
fn lab(desk: &Desk, words: &[&str]) -> std::process::Command {
    let mut command = sog(&desk.data());
    command.arg("lab").args(words);
    command
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

/// Customers who bought on some days, `weeks` long; every third never again.
fn shop(customers: u32, weeks: u32) -> String {
    let mut text = String::from("who;day;quantity;price\n");
    let start = chrono::NaiveDate::from_ymd_opt(2025, 1, 6).unwrap();
    for customer in 0..customers {
        let rhythm = if customer % 3 == 0 { 10_000 } else { 2 + customer % 11 };
        for week in (customer % 8..weeks).step_by(rhythm as usize) {
            let day = start + chrono::Days::new(u64::from(week * 7 + customer % 5));
            let price = 5.0 + f64::from(customer % 17);
            text.push_str(&format!("C{customer};{};2;{price}\n", day.format("%d.%m.%Y")));
        }
    }
    text
}

/// The published sample of CDNOW as everybody sums it up; it is not shipped.
fn cdnow(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::current_dir().unwrap().join("../../../shared/data/cdnow").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

#[test]
fn a_ready_summary_gives_the_published_models() {
    let Some(path) = cdnow("cdnow_customers_summary_with_transactions.csv") else { return };
    let desk = Desk::new();
    let out = desk.folder.path().join("out.csv");
    let told = json(
        lab(&desk, &["repurchase"])
            .arg(&path)
            .args([
                "--customer",
                "ID",
                "--frequency",
                "x",
                "--recency",
                "t_x",
                "--age",
                "T",
                "--monetary",
                "zbar",
                "--horizon",
                "39w",
                "--out",
            ])
            .arg(&out),
    );
    assert_eq!(told["customers"], 2_357);
    let near = |place: &Value, expected: f64, far: f64| {
        assert!((number(place) - expected).abs() < far, "{place} instead of {expected}");
    };
    near(&told["bg_nbd"]["r"], 0.242_593, 1e-5);
    near(&told["bg_nbd"]["alpha"], 4.413_532, 1e-5);
    near(&told["bg_nbd"]["a"], 0.792_886, 1e-5);
    near(&told["bg_nbd"]["b"], 2.425_753, 1e-5);
    near(&told["bg_nbd"]["log_likelihood"], -9_582.425_561, 1e-5);
    near(&told["pareto_nbd"]["beta"], 11.667_911, 1e-4);
    near(&told["gamma_gamma"]["p"], 6.25, 0.01);
    assert!(told["pareto_nbd"]["standard_errors"]["s"].is_number());
    assert_eq!(told["holdout"], Value::Null);
    let mut rows = csv::Reader::from_path(&out).unwrap();
    let header = rows.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2_357);
    let column = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    assert_eq!(&rows[0][column("customer_id")], "1");
    for row in &rows {
        let cell = |name: &str| -> f64 { row[column(name)].parse().unwrap() };
        for figure in ["p_active", "expected", "value"] {
            let (low, high) = (cell(&format!("{figure}_low")), cell(&format!("{figure}_high")));
            assert!(low <= cell(figure) && cell(figure) <= high, "{row:?}");
        }
        assert!(cell("p_active") <= 1.0 && cell("purchases_low") <= cell("purchases_high"));
    }
    assert!(!desk.data().exists(), "it makes no data folder");
}

/// Purchases are summed up by day and customer, whatever separates cells and however days are
/// written; what cannot be read is told by its line and left out.
#[test]
fn purchases_are_summed_up_and_held_against_what_came() {
    let desk = Desk::new();
    let text = shop(400, 60) + "C1;31.02.2025;1;5\n;06.01.2025;1;5\nC2;06.01.2025;one;5\n";
    let file = desk.file("shop.csv", &text);
    let mut command = lab(&desk, &["repurchase"]);
    command.arg(&file).args(["--customer", "who", "--date", "day", "--amount", "quantity*price"]);
    command.args(["--holdout", "15w", "--json"]);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines = text.lines().count();
    assert!(said.contains(&format!("line {}, column day", lines - 2)), "{said}");
    assert!(said.contains(&format!("line {lines}, column quantity")), "{said}");
    assert_eq!(
        (&told["rows"]["rejected"], &told["rows"]["without_customer"]),
        (&2.into(), &1.into())
    );
    // Counted by hand from the rule of the shop.
    let end: chrono::NaiveDate = told["calibration_end"].as_str().unwrap().parse().unwrap();
    let day = |line: &str| {
        let cell = line.split(';').nth(1)?;
        chrono::NaiveDate::parse_from_str(cell, "%d.%m.%Y").ok()
    };
    let lines: Vec<&str> =
        text.lines().skip(1).filter(|line| line.ends_with(|c: char| c.is_ascii_digit())).collect();
    let came = lines
        .iter()
        .filter(|line| !line.contains("one") && !line.starts_with(';'))
        .filter(|line| day(line).is_some_and(|day| day > end))
        .count();
    assert_eq!(told["holdout"]["actual"], came);
    let deciles = told["holdout"]["deciles"].as_array().unwrap();
    let sum = |name: &str| deciles.iter().map(|one| number(&one[name])).sum::<f64>();
    assert!((sum("predicted") - number(&told["holdout"]["predicted"])).abs() < 1e-6);
    assert_eq!(sum("actual"), number(&told["holdout"]["actual"]));
    assert_eq!(sum("customers"), number(&told["customers"]));

    // The same seed, the same answer; another one moves what is drawn and nothing else.
    let again = |seed: &str| {
        json(
            lab(&desk, &["repurchase"])
                .arg(&file)
                .args(["--customer", "who", "--date", "day"])
                .args(["--holdout", "15w", "--seed", seed]),
        )
    };
    let (one, other) = (again("1"), again("2"));
    assert_eq!(one, again("1"));
    assert_eq!(one["bg_nbd"], other["bg_nbd"]);
    assert_eq!(one["gamma_gamma"], Value::Null, "without amounts");
}

#[test]
fn what_cannot_be_known_is_said_instead_of_numbers() {
    let desk = Desk::new();
    let few = desk.file("few.csv", "who,day\nA,2026-01-01\nA,2026-02-01\nB,2026-01-01\n");
    let words = ["--customer", "who", "--date", "day"];
    let told = json(lab(&desk, &["repurchase"]).arg(&few).args(words));
    for model in ["bg_nbd", "pareto_nbd", "mbg_nbd"] {
        let why = told[model]["not_known"].as_str().unwrap();
        assert!(why.contains("2 customers are too few"), "{why}");
    }
    assert_eq!(told["used"], Value::Null);
    let once: String = (0..80).map(|n| format!("C{n},2026-01-{:02}\n", n % 28 + 1)).collect();
    let once = desk.file("once.csv", &format!("who,day\n{once}"));
    let said = ok(lab(&desk, &["repurchase"]).arg(&once).args(words));
    assert!(said.contains("nobody bought again"), "{said}");

    let missing =
        fails(lab(&desk, &["repurchase"]).arg(&few).args(["--customer", "who", "--date", "date"]));
    assert!(missing.contains("`date`") && missing.contains("who, day"), "{missing}");
    assert!(!missing.contains("--map"), "there is no map here: {missing}");
    let long = ["--holdout", "400w"];
    let said = fails(lab(&desk, &["repurchase"]).arg(&few).args(words).args(long));
    assert!(said.contains("span 32 days") && said.contains("2800"), "{said}");
    let said = fails(
        lab(&desk, &["repurchase"]).arg(&few).args(words).args(["--calibration-end", "31.12.2025"]),
    );
    assert!(said.contains("YYYY-MM-DD"), "{said}");
    let ends = |end: &'static str| {
        let mut command = lab(&desk, &["repurchase"]);
        command.arg(&few).args(words).args(["--calibration-end", end]);
        command
    };
    let said = fails(&mut ends("2025-12-31"));
    assert!(said.contains("2026-01-01, after 2025-12-31"), "{said}");
    let output = ends("2026-06-01").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the last purchase is of 2026-02-01"), "{said}");
    let nothing = desk.file("nothing.csv", "who,day\nA,soon\n");
    let said = fails(lab(&desk, &["repurchase"]).arg(&nothing).args(words));
    assert!(said.contains("line 2, column day") && said.contains("none of the rows"), "{said}");
    fails(lab(&desk, &["repurchase", "no-such-file.csv"]).args(words));
}

/// A real wholesaler: the last quarter held out. Christmas is in it, and less than a year before
/// it, so no model can know of it: what is asked here is that spans are honest, not that they hold.
#[test]
fn a_real_wholesaler_is_told_in_tenths() {
    let Some(path) = online_retail() else { return };
    let desk = Desk::new();
    let told = json(lab(&desk, &["repurchase"]).arg(path).args([
        "--customer",
        "Customer ID",
        "--date",
        "InvoiceDate",
        "--amount",
        "Quantity*Price",
        "--holdout",
        "90d",
    ]));
    assert_eq!(told["rows"]["without_customer"], 107_927);
    let deciles = told["holdout"]["deciles"].as_array().unwrap();
    assert_eq!(deciles.len(), 10);
    let mut before = f64::INFINITY;
    for decile in deciles {
        assert!(number(&decile["predicted"]) <= before);
        before = number(&decile["predicted"]);
        let covered = number(&decile["covered"]);
        assert!((0.75..=1.0).contains(&covered), "{decile}");
    }
}

/// Needs as lines with a window and a probability; earlier cut-offs held against naive rules.
#[test]
fn needs_have_windows_and_are_held_against_naive_rules() {
    let desk = Desk::new();
    let mut text = String::from("who,day,group,pieces\n");
    let start = chrono::NaiveDate::from_ymd_opt(2025, 1, 6).unwrap();
    for customer in 0..200_u32 {
        for group in 0..3_u32 {
            let rhythm = 2 + (customer + group) % 9;
            for week in (customer % 5..60).step_by(rhythm as usize) {
                let day = start + chrono::Days::new(u64::from(week * 7 + customer % 5));
                text.push_str(&format!("C{customer},{day},G{group},2\n"));
            }
        }
    }
    // What came back is no purchase.
    text.push_str("C0,2026-02-20,G9,-1\n");
    let (file, out) = (desk.file("orders.csv", &text), desk.folder.path().join("needs.csv"));
    let words = ["--customer", "who", "--date", "day", "--family", "group", "--amount", "pieces"];
    let mut command = lab(&desk, &["needs"]);
    command.arg(&file).args(words).args(["--horizon", "6w", "--backtest", "4", "--out"]).arg(&out);
    let told = json(&mut command);
    assert_eq!((&told["pairs"], &told["horizon_days"]), (&600.into(), &42.into()));
    let rounds = told["backtest"].as_array().unwrap();
    assert_eq!(rounds.len(), 4);
    for round in rounds {
        assert!(number(&round["sog"]["log_score"]) < number(&round["popularity"]["log_score"]));
        assert_eq!(round["last_year"], Value::Null);
        assert_eq!(round["sog"]["reliability"].as_array().unwrap().len(), 10);
    }
    let cutoff: chrono::NaiveDate = told["cutoff"].as_str().unwrap().parse().unwrap();
    let mut rows = csv::Reader::from_path(&out).unwrap();
    assert_eq!(
        rows.headers().unwrap(),
        &csv::StringRecord::from(vec![
            "customer_id",
            "family",
            "from",
            "peak",
            "until",
            "probability",
        ])
    );
    let (mut lines, mut sum) = (0, 0.0);
    for row in rows.records().map(Result::unwrap) {
        let day = |place: usize| row[place].parse::<chrono::NaiveDate>().unwrap();
        assert!(cutoff < day(2) && day(2) <= day(3) && day(3) <= day(4), "{row:?}");
        assert!(day(4) <= cutoff + chrono::Days::new(42), "{row:?}");
        sum += row[5].parse::<f64>().unwrap();
        lines += 1;
    }
    assert_eq!(lines, 600);
    assert!((sum - number(&told["expected"])).abs() < 1e-6);
    let said = ok(lab(&desk, &["needs"]).arg(&file).args(words).args(["--horizon", "6w"]));
    assert!(said.contains("600 customers and families"), "{said}");
    let early = ["--cutoff", "2025-01-20"];
    let said = fails(lab(&desk, &["needs"]).arg(&file).args(words).args(early));
    assert!(said.contains("too few weeks"), "{said}");
    let said = fails(lab(&desk, &["needs"]).arg(&file).args(words).args(["--horizon", "20y"]));
    assert!(said.contains("up to a year"), "{said}");
}

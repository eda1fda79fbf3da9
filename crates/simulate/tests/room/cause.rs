//! The planted cause is in the files, of the stated size, and nowhere else.

use std::collections::BTreeMap;

use crate::common::{Company, Row, amount, plan, time, value};
use sog_simulate::Scenario;
use vocab::{Amount, Month};

/// Net revenue by a key of each line.
fn net<K: Ord>(company: &Company, key: impl Fn(&Row) -> K) -> BTreeMap<K, Amount> {
    let mut sums = BTreeMap::new();
    for row in company.rows("orders") {
        *sums.entry(key(row)).or_insert(Amount::ZERO) += value(row);
    }
    sums
}

fn month(row: &Row) -> Month {
    Month::of(time(&row["time"]).date_naive())
}

#[test]
fn the_loss_is_the_difference_of_two_worlds_to_the_cent() {
    let with = Company::write(&plan(1_500, 1, Scenario::TooExpensive));
    let without = Company::write(&plan(1_500, 1, Scenario::Nothing));
    let (kept, all) = (net(&with, month), net(&without, month));
    let lost: BTreeMap<Month, Amount> =
        with.truth.lost.iter().map(|lost| (lost.month, lost.amount)).collect();
    let mut sum = Amount::ZERO;
    for (month, amount) in &all {
        let stated = lost.get(month).copied().unwrap_or(Amount::ZERO);
        assert_eq!(*amount - kept[month], stated, "{month}");
        sum += stated;
    }
    assert!(sum > Amount::ZERO);
    // Other regions sell exactly the same.
    let region = |row: &Row| row["region"].clone();
    let (kept, all) = (net(&with, region), net(&without, region));
    for (region, amount) in &all {
        let same = kept[region] == *amount;
        assert_eq!(same, Some(region.as_str()) != with.truth.region, "{region}");
    }
    // The same people, the same names.
    let names = |company: &Company| {
        let rows = company.rows("customers").iter();
        rows.map(|row| (row["customer_id"].clone(), row["name"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(names(&with), names(&without));
}

#[test]
fn orders_in_the_scope_fall_by_the_stated_share() {
    let with = Company::write(&plan(6_000, 1, Scenario::TooExpensive));
    let without = Company::write(&plan(6_000, 1, Scenario::Nothing));
    let effect = with.truth.effect.clone().unwrap();
    let full = with.truth.since.unwrap() + chrono::Days::new(effect.ramp_days as u64);
    // Lines of the two families in the region: nearly all of them belong to orders that are
    // about these families, a few were taken along with something else.
    let lines = |company: &Company, inside: bool, after: bool| {
        let rows = company.rows("orders").iter().filter(|row| row["kind"] == "sale");
        rows.filter(|row| {
            let scope = Some(row["region"].as_str()) == with.truth.region
                && with.truth.families.contains(&row["family"].as_str());
            scope == inside && (time(&row["time"]).date_naive() >= full) == after
        })
        .count() as f64
    };
    let fell = 1.0 - lines(&with, true, true) / lines(&without, true, true);
    // About 600 lines in some 250 orders: a standard error of 0.03.
    assert!((fell - effect.orders_lost).abs() < 0.12, "{fell} {effect:?}");
    assert!(lines(&with, true, true) > 100.0);
    let outside = 1.0 - lines(&with, false, true) / lines(&without, false, true);
    assert!(outside < 0.03, "{outside}");
    let first = with.truth.since.unwrap();
    let before = |company: &Company| {
        let rows = company.rows("orders").iter();
        rows.filter(|row| time(&row["time"]).date_naive() < first).count()
    };
    assert_eq!(before(&with), before(&without));
    // New customers fall in at least the share of the known.
    assert!(effect.new_customers_lost >= effect.orders_lost);
    assert!(with.truth.lost.iter().map(|lost| lost.new_customers).sum::<u64>() > 0);
}

#[test]
fn deals_are_lost_and_notes_say_why() {
    let with = Company::write(&plan(6_000, 1, Scenario::TooExpensive));
    let truth = &with.truth;
    let since = truth.since.unwrap();
    let inside = |row: &Row, column: &str| {
        Some(row["region"].as_str()) == truth.region
            && truth.families.contains(&row["family"].as_str())
            && time(&row[column]).date_naive() >= since
    };
    let named = |wanted: bool| {
        let notes = with.rows("notes").iter().filter(|row| !row["barriers"].is_empty());
        let notes: Vec<_> = notes.filter(|row| inside(row, "time") == wanted).collect();
        let naming = notes.iter().filter(|row| row["barriers"].contains("too_expensive"));
        (naming.count() as f64 / notes.len() as f64, notes.len())
    };
    let ((here, notes), (elsewhere, _)) = (named(true), named(false));
    assert!(notes > 25, "{notes}");
    assert!(here > 0.5 && elsewhere < 0.25, "{here} {elsewhere}");
    let won = |wanted: bool| {
        let closed = with.rows("deals").iter().filter(|row| row["outcome"] != "open");
        let closed: Vec<_> = closed.filter(|row| inside(row, "closed") == wanted).collect();
        closed.iter().filter(|row| row["outcome"] == "won").count() as f64 / closed.len() as f64
    };
    assert!(won(true) < won(false) - 0.1, "{} {}", won(true), won(false));
}

/// Net revenue of the twelve complete months against their targets.
fn against_targets(company: &Company) -> f64 {
    let booked = net(company, month);
    let current = company.truth.current_month.month;
    let (mut asked, mut done) = (0.0, 0.0);
    for row in company.rows("targets").iter().filter(|row| row["scope_kind"] == "company") {
        let period: Month = row["period"].parse().unwrap();
        if period < current {
            asked += amount(&row["amount"]).to_f64();
            done += booked[&period].to_f64();
        }
    }
    done / asked
}

#[test]
fn without_a_cause_targets_are_about_met() {
    let mut outcomes = Vec::new();
    for seed in 1..=4 {
        let company = Company::write(&plan(4_000, seed, Scenario::Nothing));
        let truth = &company.truth;
        assert!(truth.barrier.is_none() && truth.region.is_none() && truth.since.is_none());
        assert!(truth.lost.is_empty() && truth.families.is_empty() && truth.effect.is_none());
        let year = against_targets(&company);
        assert!((year - 1.0).abs() < 0.06, "seed {seed}: {year}");
        let month = &truth.current_month;
        assert_eq!(month.outcome, month.outcome_without_cause);
        outcomes.push(month.outcome.to_f64() / month.target.to_f64());
    }
    let mean = outcomes.iter().sum::<f64>() / 4.0;
    // One month of 4,000 customers scatters by about 5 %, the mean of four by 2.5 %.
    assert!((mean - 1.0).abs() < 0.06, "{outcomes:?}");
}

/// The company of the demo, in full size.
#[test]
fn with_the_cause_the_current_month_is_missed_by_the_stated_share() {
    let company = Company::write(&plan(20_000, 2026, Scenario::TooExpensive));
    let truth = &company.truth;
    let month = &truth.current_month;
    let cost = 1.0 - month.outcome.to_f64() / month.outcome_without_cause.to_f64();
    assert!((0.06..0.10).contains(&cost), "{cost}");
    let missed = 1.0 - month.outcome.to_f64() / month.target.to_f64();
    assert!((0.05..0.13).contains(&missed), "{missed}");
    let region = month.region.as_ref().unwrap();
    assert!(region.outcome.to_f64() < 0.8 * region.target.to_f64());
    assert!(region.outcome_without_cause.to_f64() > 0.85 * region.target.to_f64());
    // The booked part is what the file holds.
    let booked = net(&company, self::month);
    assert_eq!(booked[&month.month], month.booked);

    let records = &truth.records;
    assert!((200_000..300_000).contains(&records.orders), "{records:?}");
    assert!((20_000..46_000).contains(&records.touches), "{records:?}");
    assert!((8_000..15_000).contains(&records.events), "{records:?}");
    assert!((3_500..5_000).contains(&records.deals), "{records:?}");
    assert!((5_000..7_000).contains(&records.notes), "{records:?}");
    for (table, rows) in &company.tables {
        let stated = match *table {
            "customers" => records.customers,
            "contacts" => records.contacts,
            "consents" => records.consents,
            "orders" => records.orders,
            "touches" => records.touches,
            "events" => records.events,
            "deals" => records.deals,
            "notes" => records.notes,
            "targets" => records.targets,
            "promises" => records.promises,
            "surveys" => records.surveys,
            _ => records.complaints,
        };
        assert_eq!(rows.len() as u64, stated, "{table}");
    }
    // Complaints that are open on the last day exist; so do notes in all four languages.
    assert!(company.rows("complaints").iter().any(|row| row["closed"].is_empty()));
    for language in ["de", "nl", "es", "en"] {
        let notes = company.rows("notes").iter().filter(|row| row["language"] == language);
        assert!(notes.count() > 300, "{language}");
    }
}

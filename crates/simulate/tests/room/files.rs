//! The files are what `docs/import-formats.md` says, whatever the plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{Company, FORMATS, Row, amount, plan, time, value};
use chrono::NaiveDate;
use proptest::prelude::*;
use sog_simulate::{Plan, Scenario};
use vocab::{
    Barrier, Channel, ContactRole, CustomerKind, Direction, EventKind, Lang, Month, Phase,
    ScopeKind, Zone,
};

/// The values of a column, which must differ from row to row.
fn unique<'a>(rows: &'a [Row], column: &str) -> BTreeSet<&'a str> {
    let values: BTreeSet<&str> = rows.iter().map(|row| row[column].as_str()).collect();
    assert_eq!(values.len(), rows.len(), "{column} repeats");
    values
}

/// Everything that must hold of any company.
fn check(company: &Company, plan: &Plan) {
    let customers = unique(company.rows("customers"), "customer_id");
    assert_eq!(customers.len(), plan.customers);
    let contacts = unique(company.rows("contacts"), "contact_id");
    for (table, id) in [
        ("touches", "touch_id"),
        ("events", "event_id"),
        ("deals", "deal_id"),
        ("notes", "note_id"),
        ("complaints", "complaint_id"),
        ("promises", "promise_id"),
        ("surveys", "survey_id"),
    ] {
        unique(company.rows(table), id);
    }
    let lines: BTreeSet<(&str, &str)> = company
        .rows("orders")
        .iter()
        .map(|row| (row["order_id"].as_str(), row["line"].as_str()))
        .collect();
    assert_eq!(lines.len(), company.rows("orders").len());
    let orders: BTreeSet<&str> = lines.iter().map(|(order, _)| *order).collect();

    let (first, last) = (company.truth.first_day, company.truth.last_day);
    assert_eq!(last, plan.end);
    for (table, _) in FORMATS {
        for row in company.rows(table) {
            for (column, text) in row.iter().filter(|(_, text)| !text.is_empty()) {
                match column.as_str() {
                    "customer_id" => assert!(customers.contains(text.as_str()), "{row:?}"),
                    "contact_id" => assert!(contacts.contains(text.as_str()), "{row:?}"),
                    "order_id" | "sale_ref" => assert!(orders.contains(text.as_str()), "{row:?}"),
                    "time" | "opened" | "closed" | "made" | "settled" | "asked" | "answered"
                    | "followed_up" | "first_reply" => {
                        let local = time(text).date_naive();
                        assert!(first <= local && local <= last, "{table} {row:?}");
                        assert_eq!(plan.zone.day(time(text).to_utc()), local, "{text}");
                    }
                    "since" => assert!(text.parse::<NaiveDate>().unwrap() <= last, "{row:?}"),
                    "channel" => drop(text.parse::<Channel>().unwrap()),
                    "direction" => drop(text.parse::<Direction>().unwrap()),
                    "phase" => drop(text.parse::<Phase>().unwrap()),
                    "language" => drop(text.parse::<Lang>().unwrap()),
                    "role" => drop(text.parse::<ContactRole>().unwrap()),
                    "scope_kind" => drop(text.parse::<ScopeKind>().unwrap()),
                    "period" => drop(text.parse::<Month>().unwrap()),
                    "amount" => assert!(!amount(text).is_negative(), "{row:?}"),
                    "unit_price" => assert!(!amount(text).is_negative() && !amount(text).is_zero()),
                    "impersonal" | "notice_shown" => {
                        assert!(matches!(text.as_str(), "true" | "false"))
                    }
                    "email" => assert!(reserved(text), "{text}"),
                    "barriers" => {
                        for code in text.split(';') {
                            code.parse::<Barrier>().unwrap();
                        }
                    }
                    "text" | "title" | "name" => assert!(!text.contains(['{', '}']), "{text}"),
                    "kind" if table == "customers" => drop(text.parse::<CustomerKind>().unwrap()),
                    "kind" if table == "events" => drop(text.parse::<EventKind>().unwrap()),
                    _ => {}
                }
            }
        }
    }
    let owner: BTreeMap<&str, &str> = company
        .rows("contacts")
        .iter()
        .map(|row| (row["contact_id"].as_str(), row["customer_id"].as_str()))
        .collect();
    for table in ["touches", "events", "notes", "promises", "surveys"] {
        for row in company.rows(table).iter().filter(|row| !row["contact_id"].is_empty()) {
            assert_eq!(owner[row["contact_id"].as_str()], row["customer_id"], "{table}");
        }
    }
    for deal in company.rows("deals") {
        assert_eq!(deal["outcome"] == "open", deal["closed"].is_empty(), "{deal:?}");
        assert!(matches!(deal["outcome"].as_str(), "open" | "won" | "lost"));
        assert!(deal["closed"].is_empty() || time(&deal["opened"]) < time(&deal["closed"]));
    }
    for complaint in company.rows("complaints") {
        assert!(
            complaint["closed"].is_empty()
                || time(&complaint["opened"]) < time(&complaint["closed"])
        );
    }
    for complaint in company.rows("complaints").iter().filter(|row| !row["first_reply"].is_empty())
    {
        let reply = time(&complaint["first_reply"]);
        assert!(time(&complaint["opened"]) < reply, "{complaint:?}");
        assert!(complaint["closed"].is_empty() || reply <= time(&complaint["closed"]));
    }
    for promise in company.rows("promises") {
        let due = promise["due"].parse::<NaiveDate>().unwrap();
        assert!(time(&promise["made"]).date_naive() <= due, "{promise:?}");
        assert_eq!(promise["settled"].is_empty(), promise["outcome"].is_empty(), "{promise:?}");
        if promise["outcome"] == "kept" {
            assert!(time(&promise["settled"]).date_naive() <= due, "{promise:?}");
        }
        // What was not kept is owned up to: none is overdue for longer than two months.
        if promise["settled"].is_empty() {
            assert!((plan.end - due).num_days() <= 80, "{promise:?}");
        }
    }
    for survey in company.rows("surveys") {
        let answered = !survey["answered"].is_empty();
        for mark in ["competence", "likeability"] {
            assert_eq!(answered, !survey[mark].is_empty(), "{survey:?}");
            let mark = survey[mark].parse::<u8>();
            assert!(mark.is_err() || (1..=5).contains(&mark.unwrap()), "{survey:?}");
        }
        assert!(!answered || time(&survey["asked"]) < time(&survey["answered"]), "{survey:?}");
    }
    // Somebody answers them: none waits for years.
    for open in company.rows("complaints").iter().filter(|row| row["closed"].is_empty()) {
        let days = (plan.end - time(&open["opened"]).date_naive()).num_days();
        assert!(days <= 92, "{open:?}");
    }
}

/// Under a domain that RFC 2606 or RFC 6761 keeps free.
fn reserved(email: &str) -> bool {
    let domain = email.split_once('@').unwrap().1;
    domain == "example.com" || domain == "example.org" || domain.ends_with(".example")
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let zones = prop::sample::select(vec!["Europe/Berlin", "Europe/Madrid", "America/New_York"]);
    let scenarios = prop::sample::select(Scenario::ALL.to_vec());
    (200_usize..500, 3_u32..30, 0_u64..3_000, zones, any::<u64>(), scenarios).prop_map(
        |(customers, months, day, zone, seed, scenario)| Plan {
            customers,
            months,
            end: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Days::new(day),
            zone: zone.parse::<Zone>().unwrap(),
            seed,
            scenario,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_plan_gives_files_that_an_importer_can_take(plan in any_plan()) {
        check(&Company::write(&plan), &plan);
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = plan(400, 5, Scenario::TooExpensive);
    let bytes = |plan: &Plan| {
        let folder = tempfile::tempdir().unwrap();
        sog_simulate::write(plan, folder.path(), &|_| {}).unwrap();
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names.len(), FORMATS.len() + 1);
        names
            .into_iter()
            .map(|name| std::fs::read(folder.path().join(name)).unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(bytes(&plan), bytes(&plan));
    assert_ne!(bytes(&plan), bytes(&Plan { seed: 6, ..plan.clone() }));
}

#[test]
fn progress_rises_from_nothing_to_all() {
    let heard = std::cell::RefCell::new(Vec::new());
    let folder = tempfile::tempdir().unwrap();
    sog_simulate::write(&plan(300, 1, Scenario::Nothing), folder.path(), &|share| {
        heard.borrow_mut().push(share);
    })
    .unwrap();
    let heard = heard.into_inner();
    assert!(
        heard.is_sorted() && heard.first() == Some(&0.0) && heard.last() == Some(&1.0),
        "{heard:?}"
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    std::fs::write(&file, "").unwrap();
    let error = sog_simulate::write(&plan(300, 1, Scenario::Nothing), &file, &|_| {}).unwrap_err();
    assert!(error.to_string().contains("taken"), "{error}");
}

/// Every return names a customer or nobody, an article and a price that were sold before, and
/// no more comes back than went out.
#[test]
fn returns_come_after_their_sale() {
    let company = Company::write(&plan(1_500, 2, Scenario::TooExpensive));
    // By customer, article and price: when how many were sold.
    type Sold<'a> = BTreeMap<(&'a str, &'a str, &'a str), Vec<(&'a str, i64)>>;
    let mut sold: Sold<'_> = BTreeMap::new();
    let (mut returns, mut anonymous) = (0.0, 0.0);
    for row in company.rows("orders") {
        let key = (row["customer_id"].as_str(), row["item"].as_str(), row["unit_price"].as_str());
        let quantity: i64 = row["quantity"].parse().unwrap();
        anonymous += f64::from(u8::from(row["customer_id"].is_empty()));
        if row["kind"] == "sale" {
            assert!(quantity > 0);
            sold.entry(key).or_default().push((&row["time"], quantity));
        } else {
            returns += 1.0;
            assert_eq!(row["kind"], "return");
            assert!(quantity < 0 && value(row).is_negative());
            // A return of the first weeks may belong to a sale before the first day.
            let early =
                time(&row["time"]).date_naive() < company.truth.first_day + chrono::Days::new(60);
            let before = sold.get(&key).is_some_and(|sales| {
                sales.iter().any(|(at, count)| time(at) < time(&row["time"]) && *count >= -quantity)
            });
            assert!(before || early, "{row:?}");
        }
    }
    let lines = company.rows("orders").len() as f64;
    assert!((0.02..0.05).contains(&(returns / lines)), "{}", returns / lines);
    assert!((0.05..0.08).contains(&(anonymous / lines)), "{}", anonymous / lines);
}

/// Rule M2: the facts of an existing customer are those of a real sale to that customer.
#[test]
fn existing_customers_have_their_sale() {
    let company = Company::write(&plan(3_000, 4, Scenario::Nothing));
    let customer: BTreeMap<&str, &str> = company
        .rows("contacts")
        .iter()
        .map(|row| (row["contact_id"].as_str(), row["customer_id"].as_str()))
        .collect();
    let mut orders: BTreeMap<&str, (&str, &str, BTreeSet<&str>)> = BTreeMap::new();
    for row in company.rows("orders").iter().filter(|row| row["kind"] == "sale") {
        let order = orders.entry(&row["order_id"]).or_insert((
            &row["customer_id"],
            &row["time"],
            BTreeSet::new(),
        ));
        order.2.insert(&row["family"]);
    }
    let (mut whole, mut lacking, mut family_sold) = (0.0, 0.0, 0.0);
    let mut statuses: BTreeMap<&str, f64> = BTreeMap::new();
    for row in company.rows("consents").iter().filter(|row| row["channel"] == "email") {
        *statuses.entry(&row["status"]).or_default() += 1.0;
        if row["status"] != "existing_customer" {
            assert!(row["sale_ref"].is_empty() && row["notice_shown"].is_empty());
            continue;
        }
        if row["sale_ref"].is_empty() || row["family"].is_empty() || row["notice_shown"] != "true" {
            lacking += 1.0;
        } else {
            whole += 1.0;
            let (buyer, at, families) = &orders[row["sale_ref"].as_str()];
            assert_eq!(*buyer, customer[row["contact_id"].as_str()]);
            assert_eq!(*at, row["time"]);
            family_sold += f64::from(u8::from(families.contains(row["family"].as_str())));
        }
    }
    // The family is what the order was about; the odd order took only other things along.
    assert!(family_sold / whole > 0.95, "{}", family_sold / whole);
    assert!(whole > 150.0 && lacking > 5.0 && lacking < 0.2 * whole, "{whole} {lacking}");
    let contacts = company.rows("contacts").len() as f64;
    assert!((0.42..0.48).contains(&(statuses["given"] / contacts)), "{statuses:?}");
    assert!((0.07..0.13).contains(&((whole + lacking) / contacts)));
    assert!(statuses["withdrawn"] > 20.0 && statuses["objected"] > 20.0);
}

/// The seasons show: each family sells mostly in its window.
#[test]
fn needs_have_windows() {
    let company = Company::write(&plan(1_500, 3, Scenario::Nothing));
    let share = |family: &str, months: &[&str]| {
        let (mut inside, mut all) = (0.0, 0.0);
        for row in company.rows("orders").iter().filter(|row| row["family"] == family) {
            all += value(row).to_f64();
            if months.contains(&&row["time"][5..7]) {
                inside += value(row).to_f64();
            }
        }
        inside / all
    };
    assert!(share("Weihnachtsdeko", &["09", "10", "11", "12"]) > 0.8);
    assert!(share("Gartenmöbel", &["03", "04", "05", "06"]) > 0.8);
    assert!(share("Haushalt und Verpackung", &["09", "10", "11", "12"]) < 0.5);
}

/// The share of promises kept in the files is the one the truth states, within what chance does
/// to so many.
#[test]
fn promises_are_kept_as_often_as_stated() {
    let company = Company::write(&plan(6_000, 8, Scenario::Nothing));
    let outcomes: Vec<&str> =
        company.rows("promises").iter().map(|row| row["outcome"].as_str()).collect();
    let count = |outcome: &str| outcomes.iter().filter(|one| **one == outcome).count() as f64;
    let decided = count("kept") + count("broken");
    assert!(decided > 300.0, "{decided}");
    let truth = company.truth.promises;
    // Few customers are pressed, so the share lies between the two, near the first; five
    // standard errors around it.
    let spread = 5.0 * (truth.kept_share * (1.0 - truth.kept_share) / decided).sqrt();
    let share = count("kept") / decided;
    assert!(
        share > truth.kept_share - 0.02 - spread && share < truth.kept_share + spread,
        "{share}"
    );
    let asked = company.rows("surveys").len() as f64;
    let answered =
        company.rows("surveys").iter().filter(|row| !row["answered"].is_empty()).count() as f64;
    let spread = 5.0 * (0.25 / asked).sqrt();
    // The last of those asked may answer after the last day.
    assert!((answered / asked - truth.answer_rate).abs() < spread + 0.02, "{answered} of {asked}");
}

/// Those whom we contact too often complain more and answer less.
#[test]
fn pressure_shows() {
    let company = Company::write(&plan(6_000, 8, Scenario::Nothing));
    let mut touches: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    for row in company.rows("touches") {
        // Mailings are answered rarely by everybody; they would hide the difference.
        if row["campaign"].is_empty() {
            touches.entry(&row["customer_id"]).or_default()
                [usize::from(row["direction"] == "in")] += 1.0;
        }
    }
    let pressed: BTreeSet<&str> = touches
        .iter()
        .filter(|(_, [out, _])| *out >= 12.0)
        .map(|(customer, _)| *customer)
        .collect();
    let answers = |wanted: bool| {
        let chosen = touches.iter().filter(|(customer, _)| pressed.contains(*customer) == wanted);
        let (out, back) =
            chosen.fold((0.0, 0.0), |sum, (_, [out, back])| (sum.0 + out, sum.1 + back));
        back / out
    };
    let mut orders: BTreeMap<bool, BTreeSet<&str>> = BTreeMap::new();
    for row in company.rows("orders").iter().filter(|row| !row["customer_id"].is_empty()) {
        orders
            .entry(pressed.contains(row["customer_id"].as_str()))
            .or_default()
            .insert(&row["order_id"]);
    }
    let complaints = |wanted: bool| {
        let rows = company.rows("complaints").iter();
        let count =
            rows.filter(|row| pressed.contains(row["customer_id"].as_str()) == wanted).count();
        count as f64 / orders[&wanted].len() as f64
    };
    assert!(pressed.len() > 40, "{}", pressed.len());
    assert!(answers(true) < 0.5 * answers(false), "{} {}", answers(true), answers(false));
    assert!(
        complaints(true) > 1.8 * complaints(false),
        "{} {}",
        complaints(true),
        complaints(false)
    );
}

//! The table of cases for consent and its exceptions, all exact.

use std::collections::BTreeSet;

use crate::common::{at, bare, decided, rules};
use sog_guard::{Campaign, Case, Consent, ConsentStatus, Contact};
use vocab::Purpose;

/// One line of the table as a case, with what is expected of it.
fn read(line: &str) -> (Case, String, String) {
    let cells: Vec<&str> = line.split(',').collect();
    let [country, kind, impersonal, channel, purpose, family, history, verdict, expected, _] =
        cells[..]
    else {
        panic!("not ten cells: {line}")
    };
    let bare = bare();
    let case = Case {
        contact: Contact {
            country: country.to_owned(),
            customer_kind: kind.parse().unwrap(),
            impersonal: impersonal == "yes",
            ..bare.contact
        },
        channel: channel.parse().unwrap(),
        purpose: purpose.parse().unwrap(),
        campaign: Campaign {
            family: Some(family.to_owned()).filter(|f| !f.is_empty()),
            window: None,
        },
        consents: history.split_whitespace().map(consent).collect(),
        ..bare
    };
    (case, verdict.to_owned(), expected.to_owned())
}

fn consent(text: &str) -> Consent {
    let (what, rest) = text.split_once(':').unwrap();
    let (channel, rest) = rest.split_once('@').unwrap();
    let (day, facts) = rest.split_once('[').unwrap_or((rest, ""));
    let facts: Vec<&str> =
        facts.trim_end_matches(']').split(';').filter(|f| !f.is_empty()).collect();
    let (status, source) = match what {
        "given" => (ConsentStatus::Given, "web form"),
        "unproven" => (ConsentStatus::Given, " "),
        "withdrawn" => (ConsentStatus::Withdrawn, "link in a mail"),
        "objected" => (ConsentStatus::Objected, "letter"),
        "existing" => (ConsentStatus::ExistingCustomer, "shop"),
        other => panic!("unknown status {other}"),
    };
    let family = facts.iter().find(|fact| !["sale", "notice"].contains(fact));
    Consent {
        channel: channel.parse().unwrap(),
        purpose: Purpose::Marketing,
        status,
        time: at(&format!("{day}T12:00:00Z")),
        source: source.to_owned(),
        text_version: None,
        sale_ref: facts.contains(&"sale").then(|| "R-17".to_owned()),
        family: family.map(|family| (*family).to_owned()),
        notice_shown: facts.contains(&"notice"),
    }
}

#[test]
fn every_case_of_the_table_is_decided_exactly() {
    let table = include_str!("fixtures.csv");
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    assert!(lines.next().is_some_and(|head| head.starts_with("country,")));
    let (mut about_mail, mut cells) = (0, BTreeSet::new());
    for line in lines {
        let (case, verdict, expected) = read(line);
        let decision = decided(&case);
        assert_eq!(decision.verdict.code(), verdict, "{line}\n{decision:#?}");
        assert_eq!(rules(&decision), expected, "{line}\n{decision:#?}");
        if expected.contains('M') {
            about_mail += 1;
            cells.insert((case.contact.country.clone(), case.contact.customer_kind));
        }
    }
    assert!(about_mail >= 60, "only {about_mail} cases about M1 and M2");
    for country in ["DE", "AT", "CH", "NL", "BE", "ES"] {
        for kind in vocab::CustomerKind::ALL {
            assert!(cells.contains(&(country.to_owned(), *kind)), "{country} {kind} is missing");
        }
    }
}

/// The examples that people start from: the name says what comes out.
#[test]
fn the_example_cases_are_decided_as_their_names_say() {
    let folder = std::env::current_dir().unwrap().join("cases");
    let mut seen = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let case = Case::from_json(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let decision = decided(&case);
        // allow-M1-consent.json: verdict, first rule, what it shows.
        let mut parts = name.splitn(3, '-');
        let (verdict, rule) = (parts.next().unwrap(), parts.next().unwrap());
        assert_eq!(decision.verdict.code(), verdict, "{name}: {decision:#?}");
        assert_eq!(decision.primary().unwrap().rule.code(), rule, "{name}: {decision:#?}");
        seen.insert(rule.to_owned());
    }
    for rule in ["M1", "M2", "M3", "C5", "C6", "G5", "F1", "A12", "A16", "D06", "S3"] {
        assert!(seen.contains(rule), "no example for {rule}");
    }
}

//! The keys of `sog customer ID --json` and the columns of `sog customers`, held still.

use events::EventRef;
use sog_customers::{Fold, PictureState, table};
use store::Company;
use vocab::{Amount, CustomerId, Direction, EventKind, Instant, Zone};

fn blank(time: &str, kind: EventKind) -> EventRef<'static> {
    EventRef {
        customer: "13085",
        time: time.parse::<Instant>().unwrap().timestamp_micros(),
        id: 7,
        kind,
        contact: "",
        channel: None,
        direction: None,
        reference: "",
        item: "",
        family: "",
        region: "",
        owner: "",
        campaign: "",
        quantity: None,
        amount: None,
        currency: "",
        barriers: "",
        text: "",
    }
}

fn line(
    time: &str,
    kind: EventKind,
    reference: &'static str,
    family: &'static str,
    cents: i128,
) -> EventRef<'static> {
    EventRef {
        reference,
        family,
        region: "United Kingdom",
        amount: Some(Amount::from_cents(cents)),
        ..blank(time, kind)
    }
}

fn company() -> Company {
    Company {
        zone: "Europe/London".parse().unwrap(),
        currency: Some("GBP".parse().unwrap()),
        ..Company::default()
    }
}

fn state() -> PictureState {
    let mut state = PictureState::named("13085").unwrap();
    for event in [
        line("2009-12-01T07:45:00Z", EventKind::Sale, "489434", "Christmas", 8340),
        line("2009-12-01T07:45:00Z", EventKind::Sale, "489434", "Kitchen", 8100),
        EventRef {
            contact: "K1",
            direction: Some(Direction::Outbound),
            ..blank("2010-01-01T12:00:00Z", EventKind::Touch)
        },
        line("2010-01-05T10:00:00Z", EventKind::Return, "C490000", "Kitchen", -3250),
        EventRef { barriers: "too_expensive", ..blank("2010-01-10T09:00:00Z", EventKind::Note) },
        EventRef { reference: "R1", ..blank("2010-01-11T09:00:00Z", EventKind::ComplaintOpened) },
        // Half past midnight in London is the evening before in UTC: summer time.
        line("2010-06-30T23:30:00Z", EventKind::Sale, "500000", "Kitchen", 1000),
        line("2010-06-30T23:30:00Z", EventKind::Sale, "500000", "Services", 1500),
        EventRef {
            contact: "K1",
            direction: Some(Direction::Outbound),
            ..blank("2010-07-03T12:00:00Z", EventKind::Touch)
        },
        EventRef { contact: "K1", ..blank("2010-07-10T12:00:00Z", EventKind::PriceAsked) },
    ] {
        state.update(&event);
    }
    state
}

fn view(state: &PictureState) -> sog_customers::Picture {
    state.view("2010-07-17T12:00:00Z".parse().unwrap(), company().zone, &company())
}

#[test]
fn a_picture_as_json() {
    let mut shown = serde_json::to_value(view(&state())).unwrap();
    let kept: serde_json::Value = serde_json::from_str(include_str!("data/picture.json")).unwrap();
    // Two touches, 197 and 14 days old; the half-life is 14 days.
    let pressure = shown["pressure"]["value"].take().as_f64().unwrap();
    let expected = 0.5 + (-197.0_f64 / 14.0).exp2();
    assert!((pressure - expected).abs() < 1e-12, "{pressure} {expected}");
    assert_eq!(shown, kept, "the keys of a picture are a contract");
}

#[test]
fn what_is_not_known_is_null() {
    let empty = PictureState::named("1").unwrap();
    let json = serde_json::to_value(view(&empty)).unwrap();
    for key in [
        "first_order",
        "last_order",
        "days_since_last_order",
        "phase",
        "opportunity",
        "region",
        "owner",
        "last_own_signal",
    ] {
        assert!(json[key].is_null(), "{key}");
    }
    for (part, key) in [
        ("gaps", "median_days"),
        ("gaps", "mean_days"),
        ("pressure", "value"),
        ("balance", "inbound_share"),
        ("complaints", "last_opened"),
        ("messages", "last_sent"),
    ] {
        assert!(json[part].as_object().unwrap()[key].is_null(), "{part}.{key}");
    }
}

#[test]
fn a_record_says_what_no_event_has_said() {
    let mut card = sog_customers::CustomerCard::unrecorded(CustomerId::new("1").unwrap());
    card.name = "Berg".to_owned();
    card.region = Some("East".to_owned());
    card.owner = Some("anna".to_owned());
    let silent = view(&PictureState::named("1").unwrap()).with_record(&card);
    assert_eq!((silent.name.as_str(), silent.region.as_deref()), ("Berg", Some("East")));
    assert_eq!(silent.owner.as_deref(), Some("anna"));
    // The newest event knows better.
    let said = view(&state());
    assert!(said.region.is_some());
    assert_eq!(said.clone().with_record(&card).region, said.region);
}

#[test]
fn the_day_is_the_companys() {
    // The order of 00:30 on 1 July in London is one of June in New York.
    let london = view(&state());
    let kitchen = london.families.iter().find(|family| family.family == "Kitchen").unwrap();
    assert_eq!((kitchen.months[5], kitchen.months[6]), (0, 1));
    let zone: Zone = "America/New_York".parse().unwrap();
    let there = state().view("2010-07-17T12:00:00Z".parse().unwrap(), zone, &company());
    let kitchen = there.families.iter().find(|family| family.family == "Kitchen").unwrap();
    assert_eq!((kitchen.months[5], kitchen.months[6]), (1, 0));
}

#[test]
fn the_table_as_csv_and_json() {
    let mut csv = Vec::new();
    let empty = PictureState::named("=1,\"").unwrap();
    table::write_csv(&mut csv, [view(&state()), view(&empty)]).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_slice());
    let columns = reader.headers().unwrap().clone();
    assert_eq!(columns.iter().collect::<Vec<_>>(), table::COLUMNS);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| {
        let at = columns.iter().position(|column| column == name).unwrap();
        rows[row].get(at).unwrap().to_owned()
    };
    for (column, first, second) in [
        ("customer_id", "13085", "=1,\""),
        ("orders", "2", "0"),
        ("return_lines", "1", "0"),
        ("net_revenue", "156.90", "0.00"),
        ("gross_revenue", "189.40", "0.00"),
        ("first_order", "2009-12-01T07:45:00+00:00", ""),
        ("last_order", "2010-07-01T00:30:00+01:00", ""),
        ("days_since_last_order", "16", ""),
        ("gaps", "1", "0"),
        ("median_gap_days", "212.0", ""),
        ("top_family", "Christmas", ""),
        ("phase", "customer", ""),
        ("opportunity", "risk", ""),
        ("open_complaints", "1", "0"),
    ] {
        assert_eq!(
            (cell(0, column).as_str(), cell(1, column).as_str()),
            (first, second),
            "{column}"
        );
    }

    let mut json = Vec::new();
    table::write_json(&mut json, [view(&state()), view(&empty)]).unwrap();
    let rows: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(&json).unwrap();
    let mut keys: Vec<_> = rows[0].keys().map(String::as_str).collect();
    let mut expected = table::COLUMNS.to_vec();
    keys.sort_unstable();
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(rows[0]["net_revenue"], "156.90");
    assert!(rows[1]["first_order"].is_null());
    let mut none = Vec::new();
    table::write_json(&mut none, []).unwrap();
    assert_eq!(serde_json::from_slice::<Vec<()>>(&none).unwrap(), []);
}

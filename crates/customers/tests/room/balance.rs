//! Contacts, and what came after sales, against a plain count of the same events.
use std::collections::HashMap;

use crate::common::{Folder, events, time};
use sog_customers::contact_answers::{ANSWER_DAYS, meetings};
use sog_customers::horizons::{After, horizons};
use sog_customers::pressure::pressure;
use sog_customers::{Window, trade};
use vocab::{Amount, Direction, Event, EventKind, Scope, Zone};

const HALF_LIFE: f64 = 14.0;

fn is_ours(event: &Event) -> bool {
    event.kind == EventKind::MessageSent
        || (event.kind == EventKind::Touch && event.direction == Some(Direction::Outbound))
}

fn is_theirs(event: &Event) -> bool {
    event.kind == EventKind::Touch && event.direction == Some(Direction::Inbound)
}

#[tokio::test]
async fn contacts_are_what_a_plain_count_says() {
    let all = events(0..9_000);
    let folder = Folder::new().await;
    folder.import(&all).await;
    let snapshot = folder.log.snapshot().await.unwrap();
    let now = time("2025-03-01T00:00:00Z");
    let found = meetings(&snapshot, Zone::BERLIN, HALF_LIFE, now).unwrap();

    let mut known: Vec<&Event> =
        all.iter().filter(|event| event.customer.is_some() && event.time <= now).collect();
    known.sort_by_key(|event| (event.time, event.id));
    let theirs = known.iter().filter(|event| is_theirs(event)).count();
    assert_eq!(found.list.iter().filter(|meeting| meeting.begun.is_none()).count(), theirs);
    let last = all.iter().filter(|event| event.time <= now).map(|event| event.time).max();
    assert_eq!(found.last, last.map(|time| time.timestamp_micros()));

    let answers = |kind| {
        use EventKind::{Inquiry, MessageAnswered, NeedStated, QuoteRequested, Sale};
        [Inquiry, MessageAnswered, NeedStated, QuoteRequested, Sale].contains(&kind)
    };
    let days = chrono::TimeDelta::days(ANSWER_DAYS);
    let mut expected: Vec<(i64, f64, bool)> = Vec::new();
    for (place, event) in known.iter().enumerate().filter(|(_, event)| is_ours(event)) {
        let same =
            |other: &&&Event| other.customer == event.customer && other.contact == event.contact;
        let before = known[..place].iter().filter(|other| is_ours(other)).filter(same);
        let before = before.map(|other| other.time.timestamp_micros());
        let at = event.time.timestamp_micros();
        let weighs = pressure(before, at, HALF_LIFE).unwrap_or_default();
        let answered = known.iter().any(|other| {
            other.customer == event.customer
                && (other.contact.is_none() || other.contact == event.contact)
                && other.time > event.time
                && other.time <= event.time + days
                && (is_theirs(other) || answers(other.kind))
        });
        expected.push((at, weighs, answered));
    }
    let mut told: Vec<(i64, f64, bool)> = found
        .list
        .iter()
        .filter_map(|meeting| {
            meeting.begun.map(|begun| (meeting.time, begun.pressure, begun.answered))
        })
        .collect();
    let order = |one: &(i64, f64, bool), other: &(i64, f64, bool)| {
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
    };
    expected.sort_by(order);
    told.sort_by(order);
    assert!(told.len() > 50, "{}", told.len());
    assert_eq!(told.len(), expected.len());
    for (told, expected) in told.iter().zip(&expected) {
        assert_eq!((told.0, told.2), (expected.0, expected.2));
        assert!((told.1 - expected.1).abs() < 1e-9, "{told:?} {expected:?}");
    }
}

#[tokio::test]
async fn sales_of_all_owners_are_the_sales_there_are() {
    let all = events(0..4_000);
    let folder = Folder::new().await;
    folder.import(&all).await;
    let snapshot = folder.log.snapshot().await.unwrap();
    let day = |text: &str| text.parse().unwrap();
    let window = Window { from: day("2023-01-01"), until: day("2026-12-31") };
    let found = horizons(
        &snapshot,
        Zone::BERLIN,
        window,
        window.until,
        &HashMap::new(),
        &|_| Some(0),
        true,
    );
    let mut sum = After::default();
    found.unwrap().values().for_each(|after| sum.add(after));
    let slices = trade(&snapshot, Zone::BERLIN, window, &Scope::company()).unwrap();
    let named = || slices.iter().filter(|slice| slice.customer.is_some());
    assert_eq!(sum.so_far.orders, named().map(|slice| slice.orders).sum::<u64>());
    assert_eq!(sum.so_far.gross, named().map(|slice| slice.gross).sum::<Amount>());
    // All events are more than a year old at the end.
    assert!(sum.horizons.iter().all(|horizon| horizon.orders == sum.so_far.orders));
    let again = sum.horizons.map(|horizon| horizon.repurchased);
    assert!(again[0] <= again[1] && again[1] <= again[2] && again[2] <= sum.so_far.repurchased);
    // Cut into parts by customer and by owner, they are the same sales.
    let part = |customer: &str| (customer != "C7").then(|| u8::from(customer.ends_with('1')));
    let parts =
        horizons(&snapshot, Zone::BERLIN, window, window.until, &HashMap::new(), &part, true);
    let parts = parts.unwrap();
    assert!(parts.keys().any(|(part, owner)| *part == 1 && owner == "anna"));
    let mut cut = After::default();
    parts.values().for_each(|after| cut.add(after));
    let left_out = named().find(|slice| slice.customer.as_ref().unwrap().as_str() == "C7").unwrap();
    assert_eq!(cut.so_far.gross + left_out.gross, sum.so_far.gross);
    assert_eq!(cut.so_far.orders + left_out.orders, sum.so_far.orders);
    // Not by owner they are the same sales too, and each customer is one in the ranges.
    let whole = horizons(
        &snapshot,
        Zone::BERLIN,
        window,
        window.until,
        &HashMap::new(),
        &|_| Some(0),
        false,
    );
    let whole = whole.unwrap().remove(&(0, String::new())).unwrap();
    let buyers: std::collections::BTreeSet<_> = named().map(|slice| &slice.customer).collect();
    assert_eq!((whole.so_far.orders, whole.so_far.gross), (sum.so_far.orders, sum.so_far.gross));
    assert_eq!(whole.so_far.customers.share(), whole.so_far.repurchase());
    assert!(whole.so_far.customers.clusters() <= buyers.len() as u64);
    assert!(whole.so_far.customers.clusters() < sum.so_far.customers.clusters());
    // Nobody is nobody's part.
    let none =
        horizons(&snapshot, Zone::BERLIN, window, window.until, &HashMap::new(), &|_| None, true);
    assert!(none.unwrap().is_empty());
}

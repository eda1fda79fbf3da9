//! Trade, breakdown and notes of a window, against a plain count of the same events.
use std::collections::{BTreeMap, BTreeSet};

use crate::common::{Folder, events};
use chrono::{NaiveDate, TimeDelta};
use sog_customers::{ANONYMOUS_DAYS, Slice, Totals, Window, breakdown, notes, trade, trades};
use vocab::{Amount, Event, EventKind, Scope, ScopeKind, Zone};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn windows() -> [Window; 2] {
    [
        Window { from: day("2024-02-01"), until: day("2024-06-30") },
        Window { from: day("2024-07-01"), until: day("2025-01-31") },
    ]
}

fn scopes() -> Vec<Scope> {
    vec![
        Scope::company(),
        Scope::of(ScopeKind::Family, "Garden"),
        Scope::of(ScopeKind::Region, "North"),
        Scope::of(ScopeKind::Owner, ""),
        Scope::of(ScopeKind::Channel, "email"),
        Scope::of(ScopeKind::Region, "nowhere"),
    ]
}

fn part(event: &Event, kind: ScopeKind) -> String {
    match kind {
        ScopeKind::Company => String::new(),
        ScopeKind::Family => event.family.clone().unwrap_or_default(),
        ScopeKind::Region => event.region.clone().unwrap_or_default(),
        ScopeKind::Owner => event.owner.clone().unwrap_or_default(),
        ScopeKind::Channel => event.channel.map_or("", |channel| channel.code()).to_owned(),
    }
}

/// The part of the definition that is easy to say of a whole list: which orders there are in
/// these events (of one customer, or the anonymous ones), and on which local day each began.
fn orders(events: &[&Event]) -> Vec<NaiveDate> {
    let mut lines: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind == EventKind::Sale) {
        let key = event.reference.clone().unwrap_or_else(|| format!("alone {}", event.id));
        lines.entry(key).or_default().push(event);
    }
    let mut days = Vec::new();
    for mut lines in lines.into_values() {
        lines.sort_by_key(|event| event.time);
        days.push(Zone::BERLIN.day(lines[0].time));
        let forgotten = |pair: &&[&Event]| {
            pair[0].customer.is_none()
                && pair[1].time - pair[0].time > TimeDelta::days(ANONYMOUS_DAYS)
        };
        days.extend(lines.windows(2).filter(forgotten).map(|pair| Zone::BERLIN.day(pair[1].time)));
    }
    days
}

fn counted(events: &[&Event], window: &Window) -> (u64, Amount, Amount, bool) {
    let inside = || events.iter().filter(|event| window.contains(Zone::BERLIN.day(event.time)));
    let sum = |sale: bool| {
        let lines = inside().filter(move |event| (event.kind == EventKind::Sale) == sale);
        lines.filter_map(|event| event.amount).sum::<Amount>()
    };
    let orders = orders(events).iter().filter(|day| window.contains(**day)).count() as u64;
    (orders, sum(true), sum(false), inside().next().is_some())
}

#[tokio::test]
async fn windows_are_what_a_plain_count_says() {
    let all = events(0..2500);
    let folder = Folder::new().await;
    folder.import(&all).await;
    folder.refresh().await;
    let snapshot = folder.log.snapshot().await.unwrap();
    let pictures = folder.load().await;
    let money: Vec<&Event> = all.iter().filter(|event| event.kind.is_money()).collect();
    let customers: BTreeSet<_> = money.iter().map(|event| event.customer.clone()).collect();

    for scope in scopes() {
        let of = |customer: &Option<_>| -> Vec<&Event> {
            let lines = money.iter().filter(|event| event.customer == *customer);
            lines.filter(|event| part(event, scope.kind) == scope.value).copied().collect()
        };
        for window in windows() {
            let mut expected = Vec::new();
            for customer in &customers {
                let ever: Vec<&Event> =
                    money.iter().filter(|event| event.customer == *customer).copied().collect();
                let first_order = orders(&ever).into_iter().min().filter(|_| customer.is_some());
                let (orders, gross, returned, any) = counted(&of(customer), &window);
                if any {
                    expected.push(Slice {
                        customer: customer.clone(),
                        first_order,
                        orders,
                        gross,
                        returned,
                        net: gross + returned,
                    });
                }
            }
            let found = trade(&snapshot, Zone::BERLIN, window, &scope).unwrap();
            assert_eq!(found, expected, "{scope} {window:?}");
            // The series say the same in sum, and count orders by day.
            let total = pictures.series().total(&scope, window.from, window.until);
            assert_eq!(total.net(), found.iter().map(|slice| slice.net).sum::<Amount>());
            assert_eq!(total.orders, found.iter().map(|slice| slice.orders).sum::<u64>());
        }
        let both = trades(&snapshot, Zone::BERLIN, &windows(), &scope).unwrap();
        for (window, found) in windows().into_iter().zip(both) {
            assert_eq!(found, trade(&snapshot, Zone::BERLIN, window, &scope).unwrap());
        }
    }
}

#[tokio::test]
async fn parts_add_up_to_the_whole() {
    let all = events(0..2500);
    let folder = Folder::new().await;
    folder.import(&all).await;
    let snapshot = folder.log.snapshot().await.unwrap();
    let money: Vec<&Event> = all.iter().filter(|event| event.kind.is_money()).collect();
    for scope in scopes() {
        for by in ScopeKind::ALL.iter().copied() {
            let found = breakdown(&snapshot, Zone::BERLIN, windows(), &scope, by).unwrap();
            let inside: Vec<&Event> =
                money.iter().filter(|e| part(e, scope.kind) == scope.value).copied().collect();
            let names: BTreeSet<String> = inside.iter().map(|event| part(event, by)).collect();
            let mut expected: BTreeMap<String, [Totals; 2]> = BTreeMap::new();
            for name in names {
                let mut totals = [Totals::default(); 2];
                let mut any = false;
                for (window, totals) in windows().iter().zip(&mut totals) {
                    let customers: BTreeSet<_> = inside.iter().map(|e| &e.customer).collect();
                    for customer in customers {
                        let lines: Vec<&Event> = inside
                            .iter()
                            .filter(|e| e.customer == *customer && part(e, by) == name)
                            .copied()
                            .collect();
                        let (orders, gross, returned, here) = counted(&lines, window);
                        any |= here;
                        totals.customers += u64::from(orders > 0 && customer.is_some());
                        totals.orders += orders;
                        totals.gross += gross;
                        totals.returned += returned;
                        totals.net += gross + returned;
                    }
                }
                if any {
                    expected.insert(name, totals);
                }
            }
            assert_eq!(found, expected, "{scope} by {by}");
            for (place, window) in windows().into_iter().enumerate() {
                let parts: Amount = found.values().map(|totals| totals[place].net).sum();
                let whole = trade(&snapshot, Zone::BERLIN, window, &scope).unwrap();
                assert_eq!(parts, whole.iter().map(|slice| slice.net).sum::<Amount>());
            }
        }
    }
}

#[tokio::test]
async fn notes_of_a_window() {
    let all = events(0..2500);
    let folder = Folder::new().await;
    folder.import(&all).await;
    let snapshot = folder.log.snapshot().await.unwrap();
    let [window, _] = windows();
    for scope in scopes() {
        let found = notes(&snapshot, Zone::BERLIN, window, &scope).unwrap();
        let mut expected: Vec<&Event> = all
            .iter()
            .filter(|event| event.kind == EventKind::Note)
            .filter(|event| part(event, scope.kind) == scope.value)
            .filter(|event| window.contains(Zone::BERLIN.day(event.time)))
            .collect();
        expected.sort_by_key(|event| (event.time, event.id));
        assert_eq!(found.len(), expected.len());
        for (note, event) in found.iter().zip(expected) {
            assert_eq!(note.event_id, event.id.to_string());
            assert_eq!((&note.customer, note.time), (&event.customer, event.time));
            assert_eq!(note.barriers, event.barriers);
            assert_eq!(Some(&note.text), event.text.as_ref());
            assert_eq!((&note.owner, &note.family), (&event.owner, &event.family));
        }
    }
    assert!(!notes(&snapshot, Zone::BERLIN, window, &Scope::company()).unwrap().is_empty());
}

//! Targets, refresh, warnings and what people do with them, on every database.

#![allow(clippy::unwrap_used, reason = "a test may say that this cannot fail here")]

mod support;

use chrono::NaiveDate;
use customers::Pictures;
use events::EventLog;
use sog_warn::actions::{self, Which};
use sog_warn::{CloseReason, Rule, Skipped, State, WarnError, WarningState};
use support::{START, Trader, simulate};
use testkit::TestStore;
use vocab::{
    Amount, CustomerId, Event, EventId, EventKind, Instant, Month, Scope, ScopeKind, Zone,
};

const ZONE: Zone = Zone::BERLIN;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn noon(text: &str) -> Instant {
    ZONE.instant(date(text).and_hms_opt(12, 0, 0).unwrap())
}

fn migrations() -> Vec<store::Migration> {
    [
        store::migrations::migrations(),
        events::migrations(),
        customers::migrations(),
        sog_warn::migrations(),
    ]
    .concat()
}

/// Two years of one sale a day: the garden as usual, toys down by 40 % since 10 March 2025.
async fn pictures(at: &TestStore) -> std::sync::Arc<Pictures> {
    let calm = Trader { orders: 150.0, swing: 0.1, growth: 0.0, drift: 0.005, tail: 0.7 };
    let drop = Some((date("2025-03-10"), 0.6));
    let days = 823; // to 3 April 2025
    let parts = [
        ("Garden", simulate(&calm, START, days, None, 1)),
        ("Toys", simulate(&calm, START, days, drop, 2)),
    ];
    let customer = CustomerId::new("C1").unwrap();
    let mut events = Vec::new();
    for (family, simulated) in &parts {
        for (day, amount) in START.iter_days().zip(&simulated.amounts) {
            if *amount <= 0.0 {
                continue;
            }
            let reference = format!("{family}-{day}");
            let time = ZONE.instant(day.and_hms_opt(21, 0, 0).unwrap());
            let id = EventId::from_key(&[&reference]);
            let mut event = Event::new(id, Some(customer.clone()), time, EventKind::Sale);
            event.reference = Some(reference);
            event.family = Some((*family).to_owned());
            event.amount = Some(support::cents(*amount));
            events.push(event);
        }
    }
    let log = EventLog::open(&at.store, at.folder()).await.unwrap();
    let tx = at.store.begin().await.unwrap();
    log.append(&tx, &events).await.unwrap();
    tx.commit().await.unwrap();
    customers::refresh(&at.store, &log, at.folder(), &|_| {}).await.unwrap();
    customers::load(&at.store, at.folder()).await.unwrap()
}

#[tokio::test]
async fn from_targets_to_a_warning_that_ends() {
    for at in testkit::stores(migrations()).await {
        let store = &at.store;
        let pictures = pictures(&at).await;
        let (toys, garden) =
            (Scope::of(ScopeKind::Family, "Toys"), Scope::of(ScopeKind::Family, "Garden"));
        let scopes = [Scope::company(), garden.clone(), toys.clone()];
        let months = [month("2025-03"), month("2025-04"), month("2025-05")];

        // A person's target stays, the rule makes the others.
        let easy: Amount = "1".parse().unwrap();
        actions::save_target(store, months[1], garden.clone(), easy).await.unwrap();
        let rule = Rule { plus_percent: "2".parse().unwrap() };
        let derived =
            actions::derive(store, &pictures, ZONE, rule, &months, &scopes, false).await.unwrap();
        assert_eq!(derived.written.len(), 8, "{}", at.name);
        assert_eq!(derived.skipped, [(months[1], garden.clone(), Skipped::Given)]);
        assert_eq!(actions::targets(store).await.unwrap().len(), 9);

        // Seen from the end of the data, 3 April.
        let first = noon("2025-04-04");
        let report = actions::refresh(store, &pictures, None, first, ZONE).await.unwrap();
        assert_eq!(report.as_of, Some(date("2025-04-03")));
        assert_eq!(report.targets, 9);
        let warnings = actions::list(store, Which::Open).await.unwrap();
        assert_eq!(warnings.len(), report.opened);
        let of_toys: Vec<_> =
            warnings.iter().filter(|one| one.detail.forecast.target.scope == toys).collect();
        assert_eq!(of_toys.len(), 2, "April and May: {}", at.name);
        assert!(warnings.iter().all(|one| one.detail.forecast.target.scope != garden));
        assert!(warnings.iter().all(|one| one.state == WarningState::New));
        assert!(warnings.windows(2).all(|pair| pair[0].at_risk >= pair[1].at_risk), "ranked");
        let april =
            of_toys.iter().find(|one| one.detail.forecast.target.period == months[1]).unwrap();
        let forecast = &april.detail.forecast;
        assert_eq!(forecast.state, State::Open);
        assert!(april.probability >= 0.8 && april.at_risk > Amount::ZERO);
        let since = april.knowable_since.unwrap();
        assert!(date("2025-03-10") < since && since < date("2025-04-01"), "{since}");
        assert_eq!(april.detail.chart.days.len(), 30);

        // March is over: on the record, not a warning.
        let record = actions::forecasts(store).await.unwrap();
        let march = record
            .iter()
            .find(|one| {
                one.forecast.target.period == months[0] && one.forecast.target.scope == toys
            })
            .unwrap();
        assert_eq!(march.forecast.state, State::Missed);
        assert!(march.forecast.difference.unwrap().is_negative());
        assert!(march.forecast.knowable_since.is_some());

        // Somebody looks; a refresh keeps that, and when it was first seen.
        let id = april.id.clone();
        let seen = actions::mark_seen(store, &id).await.unwrap();
        assert_eq!(seen.state, WarningState::Seen);
        let again =
            actions::refresh(store, &pictures, None, noon("2025-04-05"), ZONE).await.unwrap();
        assert_eq!((again.opened, again.updated), (0, report.opened), "{}", at.name);
        let kept = actions::get(store, &id).await.unwrap();
        assert_eq!((kept.state, kept.first_seen), (WarningState::Seen, first));
        assert_eq!(kept.last_refreshed, noon("2025-04-05"));

        // The target is lowered: the cause is gone.
        actions::save_target(store, months[1], toys.clone(), easy).await.unwrap();
        let third =
            actions::refresh(store, &pictures, None, noon("2025-04-06"), ZONE).await.unwrap();
        assert!(third.closed >= 1);
        let closed = actions::get(store, &id).await.unwrap();
        assert_eq!(closed.state, WarningState::Closed);
        assert_eq!(closed.closed_reason, Some(CloseReason::Recovered));
        assert_eq!(closed.closed_at, Some(noon("2025-04-06")));
        assert_eq!(actions::mark_seen(store, &id).await.unwrap().state, WarningState::Closed);

        // The other target is removed.
        let may = format!("{} {toys}", months[2]);
        actions::delete_target(store, &may).await.unwrap();
        actions::refresh(store, &pictures, None, noon("2025-04-07"), ZONE).await.unwrap();
        let all = actions::list(store, Which::All).await.unwrap();
        let gone = all.iter().find(|one| one.detail.forecast.target.id == may).unwrap();
        assert_eq!(gone.closed_reason, Some(CloseReason::TargetGone));
        assert!(actions::forecast_of(store, &may).await.unwrap().is_none());

        // What is not there is said so.
        assert!(matches!(actions::get(store, "x").await, Err(WarnError::NoWarning(_))));
        assert!(matches!(actions::delete_target(store, "x").await, Err(WarnError::NoTarget(_))));
    }
}

#[tokio::test]
async fn looking_from_an_earlier_day_and_from_nothing() {
    let at = testkit::stores::sqlite(migrations()).await;
    let nothing = Pictures::default();
    let toys = Scope::of(ScopeKind::Family, "Toys");
    let may = month("2025-05");
    actions::save_target(&at.store, may, toys.clone(), "100000".parse().unwrap()).await.unwrap();
    let report =
        actions::refresh(&at.store, &nothing, None, noon("2025-04-04"), ZONE).await.unwrap();
    assert_eq!((report.as_of, report.targets), (None, 0));
    let rule = Rule { plus_percent: Amount::ZERO };
    let derived = actions::derive(
        &at.store,
        &nothing,
        ZONE,
        rule,
        &[may],
        std::slice::from_ref(&toys),
        false,
    )
    .await;
    assert!(matches!(derived, Err(WarnError::NoData)));

    let pictures = pictures(&at).await;
    let early = Some(date("2023-02-10"));
    let near = month("2023-02");
    actions::save_target(&at.store, near, toys.clone(), "100000".parse().unwrap()).await.unwrap();
    let report =
        actions::refresh(&at.store, &pictures, early, noon("2025-04-04"), ZONE).await.unwrap();
    assert_eq!((report.as_of, report.targets, report.opened), (early, 1, 0));
    let found = actions::forecasts(&at.store).await.unwrap().remove(0).forecast;
    // Five weeks of history are no ground for a warning, whatever the target.
    assert_eq!(found.state, State::Unknown);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["state"], "unknown");
    assert_eq!(json["notes"][0]["note"], "not_enough_history");
    assert_eq!(json["notes"][0]["needed"], 56);
    assert_eq!(json["target"]["scope"]["value"], "Toys");
}

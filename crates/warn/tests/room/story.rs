//! Targets, refresh, warnings and what people do with them, on every database.

use crate::support::{START, Trader, simulate};
use chrono::NaiveDate;
use customers::Pictures;
use events::EventLog;
use sog_warn::actions::{self, Which};
use sog_warn::{By, CloseReason, Note, Rule, Skipped, State, WarnError, WarningState};
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

fn mara() -> By {
    By { person: "Mara".to_owned(), at: noon("2025-04-04") }
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
            event.amount = Some(crate::support::cents(*amount));
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
        actions::save_target(store, months[1], garden.clone(), easy, &mara()).await.unwrap();
        let rule = Rule { plus_percent: "2".parse().unwrap() };
        let derived =
            actions::derive(store, &pictures, ZONE, rule, &months, &scopes, &mara()).await.unwrap();
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
        actions::save_target(store, months[1], toys.clone(), easy, &mara()).await.unwrap();
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
        actions::delete_target(store, &may, &mara()).await.unwrap();
        actions::refresh(store, &pictures, None, noon("2025-04-07"), ZONE).await.unwrap();
        let all = actions::list(store, Which::All).await.unwrap();
        let gone = all.iter().find(|one| one.detail.forecast.target.id == may).unwrap();
        assert_eq!(gone.closed_reason, Some(CloseReason::TargetGone));
        assert!(actions::forecast_of(store, &may).await.unwrap().is_none());

        // What is not there is said so.
        assert!(matches!(actions::get(store, "x").await, Err(WarnError::NoWarning(_))));
        assert!(matches!(
            actions::delete_target(store, "x", &mara()).await,
            Err(WarnError::NoTarget(_))
        ));
    }
}

#[tokio::test]
async fn looking_from_an_earlier_day_and_from_nothing() {
    let at = testkit::stores::sqlite(migrations()).await;
    let nothing = Pictures::default();
    let toys = Scope::of(ScopeKind::Family, "Toys");
    let may = month("2025-05");
    actions::save_target(&at.store, may, toys.clone(), "100000".parse().unwrap(), &mara())
        .await
        .unwrap();
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
        &mara(),
    )
    .await;
    assert!(matches!(derived, Err(WarnError::NoData)));

    let pictures = pictures(&at).await;
    let early = Some(date("2023-02-10"));
    let near = month("2023-02");
    actions::save_target(&at.store, near, toys.clone(), "100000".parse().unwrap(), &mara())
        .await
        .unwrap();
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

#[tokio::test]
async fn who_changed_a_target_is_kept_and_can_be_taken_back() {
    for at in testkit::stores(migrations()).await {
        let store = &at.store;
        let by = |person: &str, day: &str| By { person: person.to_owned(), at: noon(day) };
        let (toys, may) = (Scope::of(ScopeKind::Family, "Toys"), month("2025-05"));
        let (small, large): (Amount, Amount) = ("100".parse().unwrap(), "200".parse().unwrap());
        let save = async |amount, by: &By| {
            actions::save_target(store, may, toys.clone(), amount, by).await.unwrap()
        };
        let amounts = async || -> Vec<Amount> {
            let targets = actions::targets(store).await.unwrap();
            targets.into_iter().map(|target| target.amount).collect()
        };
        let id = save(small, &by("Mara", "2025-04-01")).await.id;
        save(large, &by("Sem", "2025-04-02")).await;
        // The same again is no change.
        save(large, &by("Ana", "2025-04-03")).await;

        let acts = actions::acts(store, Some(&id), 10).await.unwrap();
        let people: Vec<&str> = acts.iter().map(|act| act.person.as_str()).collect();
        assert_eq!(people, ["Sem", "Mara"], "{}", at.name);
        assert_eq!(acts.iter().map(|act| act.standing).collect::<Vec<_>>(), [1, 0]);
        let change = &acts[0].changes[0];
        assert_eq!(change.before.as_ref().unwrap().amount, small);
        assert_eq!(change.after.as_ref().unwrap().amount, large);

        // What was changed again since is not taken back over the later change.
        let late = actions::undo(store, &acts[1].id, &by("Mara", "2025-04-04")).await;
        assert!(matches!(late, Err(WarnError::NothingToUndo)), "{late:?}");
        assert_eq!(amounts().await, [large]);
        let undone = actions::undo(store, &acts[0].id, &by("Sem", "2025-04-05")).await.unwrap();
        assert_eq!((undone, amounts().await), (1, vec![small]));

        // A removed target comes back as it was.
        actions::delete_target(store, &id, &by("Ana", "2025-04-06")).await.unwrap();
        assert!(amounts().await.is_empty());
        let newest = actions::acts(store, None, 1).await.unwrap().remove(0);
        assert_eq!((newest.person.as_str(), newest.at), ("Ana", noon("2025-04-06")));
        actions::undo(store, &newest.id, &by("Sem", "2025-04-07")).await.unwrap();
        assert_eq!(amounts().await, [small]);
        assert_eq!(actions::acts(store, None, 10).await.unwrap().len(), 5);
        assert!(actions::acts(store, Some("x"), 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn many_derived_targets_are_taken_back_at_once_but_not_those_changed_since() {
    let at = testkit::stores::sqlite(migrations()).await;
    let pictures = pictures(&at).await;
    let scopes = [Scope::of(ScopeKind::Family, "Toys"), Scope::of(ScopeKind::Family, "Garden")];
    let months = [month("2025-04"), month("2025-05")];
    let rule = Rule { plus_percent: "2".parse().unwrap() };
    let derived =
        actions::derive(&at.store, &pictures, ZONE, rule, &months, &scopes, &mara()).await.unwrap();
    assert_eq!(derived.written.len(), 4);
    let act = actions::acts(&at.store, None, 9).await.unwrap().remove(0);
    assert_eq!((act.changes.len(), act.standing), (4, 4));
    let own: Amount = "7".parse().unwrap();
    actions::save_target(&at.store, months[1], scopes[0].clone(), own, &mara()).await.unwrap();
    assert_eq!(actions::undo(&at.store, &act.id, &mara()).await.unwrap(), 3);
    let left = actions::targets(&at.store).await.unwrap();
    assert_eq!(left.iter().map(|target| target.amount).collect::<Vec<_>>(), [own]);
}

#[tokio::test]
async fn one_mistyped_year_silences_nothing() {
    let at = testkit::stores::sqlite(migrations()).await;
    let before = pictures(&at).await;
    let now = noon("2025-04-04");
    let (toys, april) = (Scope::of(ScopeKind::Family, "Toys"), month("2025-04"));
    let high = "10000000".parse().unwrap();
    actions::save_target(&at.store, april, toys, high, &mara()).await.unwrap();
    let report = actions::refresh(&at.store, &before, None, now, ZONE).await.unwrap();
    assert_eq!((report.as_of, report.opened), (Some(date("2025-04-03")), 1));
    let forecast = actions::forecasts(&at.store).await.unwrap().remove(0).forecast;

    let log = EventLog::open(&at.store, at.folder()).await.unwrap();
    let id = EventId::from_key(&["mistyped"]);
    let customer = Some(CustomerId::new("C1").unwrap());
    let mut sale = Event::new(id, customer, noon("2062-04-03"), EventKind::Sale);
    sale.amount = Some("5".parse().unwrap());
    let tx = at.store.begin().await.unwrap();
    log.append(&tx, &[sale]).await.unwrap();
    tx.commit().await.unwrap();
    customers::refresh(&at.store, &log, at.folder(), &|_| {}).await.unwrap();
    let after = customers::load(&at.store, at.folder()).await.unwrap();
    let report = actions::refresh(&at.store, &after, None, now, ZONE).await.unwrap();
    assert_eq!(report.as_of, Some(date("2025-04-03")));
    assert_eq!((report.opened, report.updated, report.closed), (0, 1, 0));
    let mut same = actions::forecasts(&at.store).await.unwrap().remove(0).forecast;
    let note = same.notes.pop();
    assert_eq!(note, Some(Note::SalesAhead { day: date("2062-04-03") }));
    assert_eq!(same, forecast, "every figure is as it was");
}

/// What `forecasts` shows and what there is, by id.
async fn shown_and_there(store: &store::Store) -> [std::collections::BTreeSet<String>; 2] {
    let shown = actions::forecasts(store).await.unwrap();
    let there = actions::targets(store).await.unwrap();
    [
        shown.into_iter().map(|detail| detail.forecast.target.id).collect(),
        there.into_iter().map(|target| target.id).collect(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn refreshes_at_the_same_time_lose_no_target() {
    for at in testkit::stores(migrations()).await {
        let pictures = pictures(&at).await;
        let other = at.open_again().await.unwrap();
        let now = noon("2025-04-04");
        let refresh = |store: &store::Store| {
            let (store, pictures) = (store.clone(), pictures.clone());
            async move { actions::refresh(&store, &pictures, None, now, ZONE).await.map(|_| ()) }
        };
        let high: Amount = "10000000".parse().unwrap();
        for number in 0..6 {
            let scope = Scope::of(ScopeKind::Family, ["Toys", "Garden"][number % 2]);
            let period = month(["2025-04", "2025-05", "2025-06"][number / 2]);
            let before = tokio::spawn(refresh(&other));
            actions::save_target(&at.store, period, scope, high, &mara()).await.unwrap();
            let (one, two) = (tokio::spawn(refresh(&at.store)), tokio::spawn(refresh(&other)));
            for done in [before, one, two] {
                done.await.unwrap().unwrap_or_else(|error| panic!("{}: {error}", at.name));
            }
            let [shown, there] = shown_and_there(&at.store).await;
            assert_eq!((shown.len(), &shown), (number + 1, &there), "{}", at.name);
            let open = actions::list(&at.store, Which::All).await.unwrap();
            assert_eq!(open.len(), number + 1, "{}: one warning each, and it stays", at.name);
            assert!(open.iter().all(|one| one.state == WarningState::New), "{}", at.name);
        }
        other.close().await.unwrap();
    }
}

#[tokio::test]
async fn older_pictures_replace_nothing() {
    for at in testkit::stores(migrations()).await {
        let older = pictures(&at).await;
        let now = noon("2025-04-04");
        let toys = Scope::of(ScopeKind::Family, "Toys");
        let high = "10000000".parse().unwrap();
        actions::save_target(&at.store, month("2025-04"), toys, high, &mara()).await.unwrap();
        let log = EventLog::open(&at.store, at.folder()).await.unwrap();
        let id = EventId::from_key(&["late"]);
        let customer = Some(CustomerId::new("C1").unwrap());
        let mut sale = Event::new(id, customer, noon("2025-04-03"), EventKind::Sale);
        sale.amount = Some("5".parse().unwrap());
        sale.family = Some("Toys".to_owned());
        let tx = at.store.begin().await.unwrap();
        log.append(&tx, &[sale]).await.unwrap();
        tx.commit().await.unwrap();
        customers::refresh(&at.store, &log, at.folder(), &|_| {}).await.unwrap();
        let newer = customers::load(&at.store, at.folder()).await.unwrap();
        actions::refresh(&at.store, &newer, None, now, ZONE).await.unwrap();
        let forecasts = actions::forecasts(&at.store).await.unwrap();
        let late = actions::refresh(&at.store, &older, None, now, ZONE).await;
        assert!(matches!(late, Err(WarnError::OlderPictures)), "{}: {late:?}", at.name);
        assert_eq!(actions::forecasts(&at.store).await.unwrap(), forecasts, "{}", at.name);
    }
}

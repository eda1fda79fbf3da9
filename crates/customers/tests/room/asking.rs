//! Questions over all customers: the answers of the ordered pass are those of a plain count, and
//! every fold merges.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, TimeDelta};
use proptest::prelude::*;
use sog_customers::Fold;
use sog_customers::ask::cohorts::{AskCohorts, Bought, Month};
use sog_customers::ask::facts::{AskFacts, Facts, Table};
use sog_customers::ask::funnel::{AskFunnel, FunnelError, Walk};
use sog_customers::ask::scopes::{AskScopes, ByName};
use sog_customers::ask::{Question, ask};
use vocab::{Amount, Direction, Event, EventKind, Zone};

use crate::common::{Folder, events, time};
use crate::promises::{HOUR, Owned, START, history};

const HALF_LIFE: f64 = 14.0;

fn is_ours(kind: EventKind, direction: Option<Direction>) -> bool {
    kind == EventKind::MessageSent
        || (kind == EventKind::Touch && direction == Some(Direction::Outbound))
}

/// Each event once, by customer, in order.
fn by_customer(events: &[Event]) -> BTreeMap<String, Vec<Event>> {
    let mut all: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for event in events.iter().filter(|event| seen.insert(event.id)) {
        let customer = event.customer.as_ref().map_or("", |customer| customer.as_str());
        all.entry(customer.to_owned()).or_default().push(event.clone());
    }
    all.values_mut().for_each(|events| events.sort_by_key(|event| (event.time, event.id)));
    all
}

fn check_facts(told: &[Table], events: &BTreeMap<String, Vec<Event>>, as_of: i64) {
    let rows: BTreeMap<&str, _> = told
        .iter()
        .flat_map(Table::rows)
        .map(|(name, row, counts)| (name, (row, counts)))
        .collect();
    let named = events.iter().filter(|(name, _)| !name.is_empty());
    assert_eq!(rows.len(), named.clone().count());
    for (name, events) in named {
        let (row, counts) = rows[name.as_str()];
        let mut expected: BTreeMap<EventKind, u32> = BTreeMap::new();
        events.iter().for_each(|event| *expected.entry(event.kind).or_default() += 1);
        assert_eq!(counts.iter().copied().collect::<BTreeMap<_, _>>(), expected);
        assert_eq!(row.first, events[0].time.timestamp_micros());
        assert_eq!(row.last, events[events.len() - 1].time.timestamp_micros());
        let money = events.iter().filter(|event| event.kind.is_money());
        assert_eq!(row.net, money.filter_map(|event| event.amount).sum::<Amount>());
        let ours: Vec<i64> = events
            .iter()
            .filter(|event| is_ours(event.kind, event.direction))
            .map(|event| event.time.timestamp_micros())
            .collect();
        assert_eq!(row.touches.count as usize, ours.len());
        assert_eq!(
            (row.touches.first, row.touches.last),
            (ours.first().copied(), ours.last().copied())
        );
        let sum: f64 = ours.iter().map(|time| weight(*time, as_of)).sum();
        assert!((row.pressure - sum).abs() <= 1e-12 * sum, "{} {sum}", row.pressure);
    }
}

/// What is left of a touch, by the definition.
fn weight(time: i64, as_of: i64) -> f64 {
    2_f64.powf(-((as_of - time) as f64 / (24 * HOUR) as f64) / HALF_LIFE)
}

fn funnel() -> AskFunnel {
    use EventKind::{Inquiry, NeedStated, Sale, Visit};
    let steps = [vec![Sale], vec![Visit, Inquiry], vec![Sale], vec![NeedStated]];
    AskFunnel::new(&steps, TimeDelta::days(60)).unwrap()
}

/// The furthest step, by trying every way.
fn furthest(steps: &[Vec<EventKind>], window: i64, events: &[(i64, EventKind)]) -> usize {
    fn go_on(
        steps: &[Vec<EventKind>],
        window: i64,
        events: &[(i64, EventKind)],
        made: &[usize],
    ) -> usize {
        let next = (0..events.len())
            .filter(|at| made.len() < steps.len() && steps[made.len()].contains(&events[*at].1))
            .filter(|at| !made.contains(at))
            .filter(|at| made.last().is_none_or(|last| events[*last].0 <= events[*at].0))
            .filter(|at| {
                made.first().is_none_or(|first| events[*at].0 - events[*first].0 <= window)
            });
        next.map(|at| go_on(steps, window, events, &[made, &[at]].concat()))
            .max()
            .unwrap_or(made.len())
    }
    go_on(steps, window, events, &[])
}

fn check_scope(told: &ByName, events: &[Event], of: impl Fn(&Event) -> Option<String>, zone: Zone) {
    let mut expected: BTreeMap<(String, chrono::NaiveDate), (u64, Amount)> = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind.is_money()) {
        let day = zone.day(event.time);
        let entry = expected.entry((of(event).unwrap_or_default(), day)).or_default();
        *entry = (entry.0 + 1, entry.1 + event.amount.unwrap_or_default());
    }
    let told: BTreeMap<_, _> = told
        .iter()
        .flat_map(|(name, days)| {
            days.iter().map(move |(day, b)| ((name.clone(), *day), (b.lines, b.net)))
        })
        .collect();
    assert_eq!(told, expected);
}

/// Several imports, so that customers lie in several runs of a bucket; many enough that a
/// customer's events do not fit into one batch.
#[tokio::test]
async fn the_pass_tells_what_a_plain_count_tells() {
    let folder = Folder::new().await;
    let all = events(0..220_000);
    for part in [0..150_000, 100_000..180_000, 180_000..220_000] {
        folder.import(&all[part]).await;
    }
    let snapshot = folder.log.snapshot().await.unwrap();
    let grouped = by_customer(&all);
    let as_of = time("2026-01-01T00:00:00Z");
    let zone = Zone::BERLIN;
    let facts = AskFacts { half_life_days: HALF_LIFE, as_of };
    let questions = (facts, funnel(), AskCohorts { zone }, AskScopes { zone });
    let (told, ways, cohorts, scopes) = ask(&snapshot, &questions).unwrap();

    check_facts(&told, &grouped, as_of.timestamp_micros());
    let named: Vec<_> = grouped.iter().filter(|(name, _)| !name.is_empty()).collect();
    assert_eq!(ways.customers, named.len() as u64);
    let mut expected: BTreeMap<Month, Vec<u64>> = BTreeMap::new();
    for (_, events) in &named {
        let months: BTreeSet<Month> = events
            .iter()
            .filter(|event| event.kind == EventKind::Sale)
            .map(|event| Month::of(zone.day(event.time)))
            .collect();
        let Some(first) = months.first().copied() else { continue };
        let row = expected.entry(first).or_default();
        for month in months {
            let (one, other) = (first.first_day(), month.first_day());
            let later = (other.year() - one.year()) * 12 + other.month().cast_signed()
                - one.month().cast_signed();
            let later = usize::try_from(later).unwrap();
            row.resize(row.len().max(later + 1), 0);
            row[later] += 1;
        }
    }
    assert_eq!(cohorts, expected);
    let once: Vec<Event> = grouped.values().flatten().cloned().collect();
    check_scope(&scopes.families, &once, |event| event.family.clone(), zone);
    check_scope(&scopes.regions, &once, |event| event.region.clone(), zone);

    // Asked one by one the answers are the same.
    assert_eq!(ask(&snapshot, &facts).unwrap(), told);
    assert_eq!(ask(&snapshot, &funnel()).unwrap(), ways);
    assert_eq!(ask(&snapshot, &AskCohorts { zone }).unwrap(), cohorts);
    assert_eq!(ask(&snapshot, &AskScopes { zone }).unwrap(), scopes);
}

/// Money a day adds up over any two parts of the events; whatever follows one customer after the
/// other adds up over any two parts of the customers.
#[tokio::test]
async fn answers_about_parts_are_put_together() {
    let all = events(0..6_000);
    let ask_of = |events: Vec<Event>| async move {
        let folder = Folder::new().await;
        folder.import(&events).await;
        let snapshot = folder.log.snapshot().await.unwrap();
        let (zone, as_of) = (Zone::BERLIN, time("2026-01-01T00:00:00Z"));
        let facts = AskFacts { half_life_days: HALF_LIFE, as_of };
        let questions = (facts, funnel(), AskCohorts { zone }, AskScopes { zone });
        let answers = ask(&snapshot, &questions).unwrap();
        (questions, answers)
    };
    let (questions, whole) = ask_of(all.clone()).await;

    let (one, other): (Vec<Event>, Vec<Event>) =
        all.iter().cloned().partition(|event| event.id.0 % 3 == 0);
    let joined = questions.3.join(ask_of(one).await.1.3, ask_of(other).await.1.3);
    assert_eq!(joined, whole.3);

    let is_first =
        |event: &Event| event.customer.as_ref().is_some_and(|customer| customer.as_str() < "C3");
    let (one, other): (Vec<Event>, Vec<Event>) = all.iter().cloned().partition(is_first);
    let (one, other) = (ask_of(one).await.1, ask_of(other).await.1);
    let joined = questions.join(one, other);
    assert_eq!((&joined.1, &joined.2, &joined.3), (&whole.1, &whole.2, &whole.3));
    let rows = |tables: &[Table]| {
        let rows = tables.iter().flat_map(Table::rows);
        rows.map(|(name, row, counts)| {
            let told = (row.first, row.last, row.net, row.touches.count, row.pressure.to_bits());
            (name.to_owned(), (told, counts.to_vec()))
        })
        .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(rows(&joined.0), rows(&whole.0));
}

#[tokio::test]
async fn an_empty_log_has_an_answer() {
    let folder = Folder::new().await;
    let snapshot = folder.log.snapshot().await.unwrap();
    assert_eq!(ask(&snapshot, &funnel()).unwrap().reached, [0; 4]);
    assert!(ask(&snapshot, &AskCohorts { zone: Zone::BERLIN }).unwrap().is_empty());
}

#[test]
fn a_funnel_that_means_nothing_is_refused() {
    use EventKind::{Sale, Search, Visit};
    let of = |steps: &[Vec<EventKind>], days| AskFunnel::new(steps, TimeDelta::days(days));
    assert_eq!(of(&[], 3), Err(FunnelError::Steps(0)));
    assert_eq!(of(&vec![vec![Sale]; 17], 3), Err(FunnelError::Steps(17)));
    assert_eq!(of(&[vec![Sale], vec![]], 3), Err(FunnelError::Empty(2)));
    assert_eq!(of(&[vec![Sale]], 0), Err(FunnelError::Window));
    let overlap = of(&[vec![Visit, Search], vec![Sale], vec![Search]], 3);
    assert_eq!(overlap, Err(FunnelError::Overlap(1, 3)));
    assert!(of(&[vec![Visit, Search], vec![Sale], vec![Search, Visit]], 3).is_ok());
}

proptest! {
    /// The funnel of a few events, against all ways there are. Few instants, so that many events
    /// share one.
    #[test]
    fn a_funnel_finds_the_furthest_way(
        mut events in prop::collection::vec(
            (0_i64..8, prop::sample::select(vec![
                EventKind::Visit, EventKind::Search, EventKind::Sale, EventKind::Inquiry,
            ])),
            0..9,
        ),
        steps in prop::sample::select(vec![
            vec![vec![EventKind::Visit], vec![EventKind::Search], vec![EventKind::Sale]],
            vec![vec![EventKind::Visit], vec![EventKind::Search], vec![EventKind::Visit], vec![EventKind::Sale]],
            vec![vec![EventKind::Sale], vec![EventKind::Sale], vec![EventKind::Sale]],
            vec![vec![EventKind::Visit, EventKind::Search], vec![EventKind::Inquiry, EventKind::Sale]],
        ]),
        window in 1_i64..6,
        cut in any::<prop::sample::Index>(),
    ) {
        events.sort_by_key(|(time, _)| *time);
        let funnel = AskFunnel::new(&steps, TimeDelta::microseconds(window)).unwrap();
        let expected = furthest(&steps, window, &events);
        let walk = |events: &[(i64, EventKind)]| {
            let mut walk = Walk::new(&funnel);
            for (time, kind) in events {
                walk.update(&Owned::bare(*time, *kind).event());
            }
            walk
        };
        prop_assert_eq!(walk(&events).reached(), expected);
        let (one, other) = events.split_at(cut.index(events.len() + 1));
        let merged = walk(one).merge(walk(other));
        prop_assert_eq!(merged.reached(), expected);
        prop_assert_eq!(merged, walk(&events));
    }

    /// Counts, money and times merge to the bit, what decays to 1e-12.
    #[test]
    fn facts_and_months_merge(events in history(60), cut in any::<prop::sample::Index>()) {
        let (one, other) = events.split_at(cut.index(events.len() + 1));
        let facts = |events: &[Owned]| {
            let mut facts = Facts::new(HALF_LIFE);
            events.iter().for_each(|event| facts.update(&event.event()));
            facts
        };
        let (whole, merged) = (facts(&events), facts(one).merge(facts(other)));
        for kind in EventKind::ALL {
            prop_assert_eq!(whole.count(*kind), merged.count(*kind));
        }
        prop_assert_eq!(
            (whole.first, whole.last, whole.net, whole.touches.count, whole.touches.first, whole.touches.last),
            (merged.first, merged.last, merged.net, merged.touches.count, merged.touches.first, merged.touches.last)
        );
        let as_of = START + 30_000 * HOUR;
        let pressure = |facts: &Facts| facts.touches.pressure(as_of, HALF_LIFE);
        prop_assert!((pressure(&whole) - pressure(&merged)).abs() <= 1e-12 * pressure(&whole));

        let months = |events: &[Owned]| {
            let mut bought = Bought::new(Zone::BERLIN);
            events.iter().for_each(|event| bought.update(&event.event()));
            bought
        };
        let whole = months(&events);
        let merged = months(one).merge(months(other));
        prop_assert_eq!(whole.months(), merged.months());
        prop_assert!(whole.months().is_sorted_by(|one, other| one < other));
    }
}

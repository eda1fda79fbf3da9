//! Forecasts of the parts agree with the company's.

use crate::support::{START, evening, series_of, simulate, some_trader};
use chrono::{Days, NaiveDate};
use customers::{Day, Series};
use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sog_warn::actions::detail;
use sog_warn::warning::{Detail, WarnSettings};
use sog_warn::{Book, Forecast, Note, State, Target};
use vocab::{Amount, Month, Scope, ScopeKind, Zone};

const FAMILIES: [&str; 5] = ["Garden", "Toys", "Tools", "Books", ""];
const REGIONS: [&str; 2] = ["North", "South"];
/// A family that sells in the second half of December only.
const REST: &str = "Crackers";

/// Five families in two regions, each family with a trend and a season of its own.
fn company(seed: u64, days: usize, seasonal: bool) -> Series {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut parts = Vec::new();
    for (number, family) in FAMILIES.iter().enumerate() {
        for (place, region) in REGIONS.iter().enumerate() {
            let simulated = simulate(
                &some_trader(&mut rng),
                START,
                days,
                None,
                seed * 100 + number as u64 * 7 + place as u64,
            );
            for day in series_of(&simulated).days(&Scope::company()) {
                parts.push((*family, *region, *day));
            }
        }
    }
    let december = START
        .iter_days()
        .take(days)
        .filter(|day| seasonal && day.to_string().contains("-12-") && day.to_string()[8..] > *"14");
    for day in december {
        let gross = Amount::from_cents(400_000);
        parts.push((REST, "North", Day { gross, orders: 3, ..Day::empty(day) }));
    }
    let scopes = |family: &str, region: &str| {
        [
            Scope::company(),
            Scope::of(ScopeKind::Family, family),
            Scope::of(ScopeKind::Region, region),
        ]
    };
    parts
        .into_iter()
        .flat_map(|(family, region, day)| scopes(family, region).map(|scope| (scope, day)))
        .collect()
}

/// Forecasts of a month for all parts, as if each had a target.
fn forecasts(series: &Series, end: NaiveDate, period: Month, asked: &[Scope]) -> Vec<Detail> {
    let book = Book::new(series, evening(end), Zone::BERLIN, None, asked.iter().cloned()).unwrap();
    let look = |scope: &Scope| {
        let target = Target::new(period, scope.clone(), Amount::from_cents(100_000), "file");
        detail(&book, &target, &WarnSettings::default())
    };
    asked.iter().map(look).collect()
}

fn sum(details: &[Detail], kind: ScopeKind, of: impl Fn(&Detail) -> Option<Amount>) -> Amount {
    let parts = details.iter().filter(|one| one.forecast.target.scope.kind == kind);
    parts.filter_map(of).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn families_and_regions_add_up_to_the_company_to_the_cent(
        seed in 0..1000_u64, days in 500..800_usize, ahead in 0..3_i32,
    ) {
        let series = company(seed, days, false);
        let end = series.span().unwrap().1;
        // The month of tomorrow is not over.
        let period = Month::of(end + Days::new(1)).plus(ahead);
        let scopes: Vec<Scope> = series.scopes().cloned().collect();
        let details = forecasts(&series, end, period, &scopes);
        let total = sum(&details, ScopeKind::Company, |one| one.forecast.expected);
        for kind in [ScopeKind::Family, ScopeKind::Region] {
            let parts = sum(&details, kind, |one| one.forecast.expected);
            prop_assert_eq!(parts, total, "{:?}", kind);
            // The charts end there too.
            let last = |one: &Detail| one.chart.days.last().unwrap().expected.map(|end| end.mean);
            let charts = sum(&details, kind, last);
            prop_assert_eq!(charts, sum(&details, ScopeKind::Company, last), "{:?}", kind);
        }
        for detail in &details {
            let forecast = &detail.forecast;
            // The data may end with its month.
            if matches!(forecast.state, State::Met | State::Missed) {
                continue;
            }
            prop_assert_eq!(forecast.state, State::Open, "{:?}", forecast.notes);
            let rest = forecast.rest.unwrap();
            prop_assert!(rest.mean >= Amount::ZERO, "{:?}", rest);
            // Range, probability and money at risk are those of the same distribution.
            let low = forecast.booked + rest.low80;
            let missed = forecast.probability_missed.unwrap();
            prop_assert!((forecast.target.amount <= low) == (missed <= 0.1 + 1e-4), "{missed}");
            prop_assert!(forecast.at_risk.unwrap() >= -forecast.difference.unwrap());
        }
        // What is expected of the company does not depend on which targets there are.
        let alone = forecasts(&series, end, period, &[Scope::company()]);
        prop_assert_eq!(alone[0].forecast.expected.unwrap(), total);
    }
}

#[test]
fn a_part_that_cannot_be_forecast_is_not_invented_and_keeps_its_place() {
    let series = company(5, 1044, true);
    let end: NaiveDate = "2025-11-10".parse().unwrap();
    let scopes: Vec<Scope> = series.scopes().cloned().collect();
    for (period, place) in [("2025-11", 0.0), ("2025-12", 68_000.0 / 2.0)] {
        let details = forecasts(&series, end, period.parse().unwrap(), &scopes);
        let of = |scope: &str| {
            let scope: Scope = scope.parse().unwrap();
            &details.iter().find(|one| one.forecast.target.scope == scope).unwrap().forecast
        };
        let resting = of("family:Crackers");
        assert_eq!((resting.state, resting.expected), (State::Unknown, None));
        assert_eq!(resting.notes, [Note::NothingSold]);
        let total = of("company").expected.unwrap();
        assert_eq!(sum(&details, ScopeKind::Region, |one| one.forecast.expected), total);
        let known = sum(&details, ScopeKind::Family, |one| one.forecast.expected);
        // The known families leave what the resting one may bring.
        let left = (total - known).to_f64();
        if place > 0.0 {
            assert!(left > 0.3 * place && left < 3.0 * place, "{period}: {left}");
        } else {
            assert!(left.abs() < 0.01, "{period}: {left}");
        }
    }
}

/// An export made at noon: what an unfinished day has brought stays, and the parts still add up.
#[test]
fn an_unfinished_day_keeps_what_it_has_brought() {
    let full = company(3, 700, false);
    let end = full.span().unwrap().1;
    let scopes: Vec<Scope> = full.scopes().cloned().collect();
    let huge = Amount::from_cents(9_000_000);
    let series: Series = full
        .scopes()
        .flat_map(|scope| full.days(scope).iter().map(move |day| (scope.clone(), *day)))
        .map(|(scope, mut day)| {
            if day.day == end {
                let gross = if scope.value == "Toys"
                    || scope.value == "North"
                    || scope.value.is_empty() && scope.kind == ScopeKind::Company
                {
                    huge
                } else {
                    Amount::ZERO
                };
                day = Day { gross, orders: 1, ..Day::empty(end) };
            }
            (scope, day)
        })
        .collect();
    let noon = Zone::BERLIN.instant(end.and_hms_opt(12, 0, 0).unwrap());
    let book = Book::new(&series, noon, Zone::BERLIN, None, scopes.clone()).unwrap();
    assert_eq!(book.known().complete_until, end - Days::new(1));
    let details: Vec<Detail> = scopes
        .iter()
        .map(|scope| {
            let target = Target::new(Month::of(end), scope.clone(), Amount::ZERO, "file");
            detail(&book, &target, &WarnSettings::default())
        })
        .collect();
    let total = sum(&details, ScopeKind::Company, |one| one.forecast.expected);
    for kind in [ScopeKind::Family, ScopeKind::Region] {
        assert_eq!(sum(&details, kind, |one| one.forecast.expected), total, "{kind}");
    }
    for detail in &details {
        let forecast = &detail.forecast;
        assert!(forecast.expected.unwrap() >= forecast.booked, "{forecast:#?}");
    }
}

/// The range of a cumulative course never narrows, on whatever day it is looked from.
#[test]
fn a_chart_only_widens() {
    let series = company(11, 760, false);
    let mut looked = 0;
    for back in [40, 33, 25, 12] {
        let end = series.span().unwrap().1;
        let day = end - Days::new(back);
        let scopes: Vec<Scope> = series.scopes().cloned().collect();
        let book =
            Book::new(&series, evening(end), Zone::BERLIN, Some(day), scopes.clone()).unwrap();
        for scope in &scopes {
            let target = Target::new(Month::of(day), scope.clone(), Amount::ZERO, "file");
            let chart = detail(&book, &target, &WarnSettings::default()).chart;
            let bands: Vec<_> = chart.days.iter().filter_map(|day| day.expected).collect();
            for pair in bands.windows(2) {
                assert!(pair[0].high80 - pair[0].low80 <= pair[1].high80 - pair[1].low80);
                assert!(pair[0].high95 - pair[0].low95 <= pair[1].high95 - pair[1].low95);
                looked += 1;
            }
        }
    }
    assert!(looked > 100, "{looked}");
}

/// After a peak of a few weeks nobody can say much of the quiet months: no range and no risk
/// many times the month itself.
#[test]
fn a_range_many_times_the_month_is_not_told() {
    let family = Scope::of(ScopeKind::Family, REST);
    let mut vague = 0;
    // One season seen, and two.
    for length in [365, 730] {
        let days = START.iter_days().take(length).map(|day| {
            let peak = day.to_string()[5..] > *"11-20";
            let uneven = i128::from(day.to_string().bytes().map(u32::from).sum::<u32>() % 9 + 1);
            let gross = Amount::from_cents(if peak { 400_000 * uneven } else { 1_000 * uneven });
            Day { gross, orders: 3, ..Day::empty(day) }
        });
        let both = days.flat_map(|day| [(Scope::company(), day), (family.clone(), day)]);
        let series: Series = both.collect();
        let end = series.span().unwrap().1;
        for ahead in 0..4 {
            let period = Month::of(end + Days::new(1)).plus(ahead);
            for detail in forecasts(&series, end, period, &[Scope::company(), family.clone()]) {
                let Forecast { state, rest, expected, notes, .. } = detail.forecast;
                match (state, rest, expected) {
                    (State::Open, Some(rest), Some(expected)) => {
                        let width = (rest.high80 - rest.low80).to_f64();
                        assert!(width <= 4.0 * expected.to_f64() + 0.01, "{period}: {rest:?}");
                    }
                    _ => {
                        assert_eq!((state, expected), (State::Unknown, None));
                        assert!(detail.chart.days.iter().all(|day| day.expected.is_none()));
                        vague += u32::from(notes.contains(&Note::TooIrregular));
                    }
                }
            }
        }
    }
    assert!(vague > 0);
}

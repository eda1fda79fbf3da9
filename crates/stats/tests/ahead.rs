//! What is said of times ahead, held against simulated customers whose truth is known.

#![allow(clippy::unwrap_used, reason = "a test may say that this cannot fail here")]

use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp, Gamma};
use sog_stats::lifetimes::futures::{Futures, Span};
use sog_stats::lifetimes::steadiness::{Bought, Steadiness};
use sog_stats::lifetimes::{Fit, History, Model, fit};

/// Days of purchases of customers as a model describes them, all of whom begin on day 0; `busy`
/// says how much faster the clock of buying runs on a day.
fn market(
    model: Model,
    at: [f64; 4],
    customers: usize,
    days: i32,
    busy: impl Fn(i32) -> f64,
    seed: u64,
) -> Vec<Vec<i32>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let [r, alpha, third, fourth] = at;
    let rates = Gamma::new(r, alpha.recip()).unwrap();
    let one = |_| {
        let rate = rates.sample(&mut rng);
        let (chance, gone) = match model {
            Model::ParetoNbd => {
                let hazard = Gamma::new(third, fourth.recip()).unwrap().sample(&mut rng);
                (0.0, Exp::new(hazard).unwrap().sample(&mut rng))
            }
            _ => (Beta::new(third, fourth).unwrap().sample(&mut rng), f64::INFINITY),
        };
        let mut bought = vec![0];
        for day in 1..=days {
            if f64::from(day) > gone {
                break;
            }
            // So rare that two on a day hardly ever happen.
            if rng.random::<f64>() < 1.0 - (-rate * busy(day)).exp() {
                bought.push(day);
                if rng.random::<f64>() < chance {
                    break;
                }
            }
        }
        bought
    };
    (0..customers).map(one).collect()
}

const TRUTH: [(Model, [f64; 4]); 2] =
    [(Model::BgNbd, [0.8, 60.0, 0.7, 3.0]), (Model::ParetoNbd, [0.8, 60.0, 0.7, 120.0])];

/// So sure of its parameters that only chance is left.
fn surely(model: Model, at: [f64; 4]) -> Fit {
    let mut fit = Fit::of(model, at);
    (0..4).for_each(|i| fit.information[i][i] = 1e12);
    fit
}

/// The mean of the futures is what is expected.
#[test]
fn futures_have_the_expected_mean() {
    for (model, at) in TRUTH.into_iter().chain([(Model::MbgNbd, [0.8, 60.0, 0.7, 3.0])]) {
        let fit = surely(model, at);
        let futures = Futures::of(&fit, Steadiness::default(), 40_000, 1).unwrap();
        for (frequency, recency) in [(0, 0.0), (1, 20.0), (6, 170.0), (30, 190.0)] {
            let one = History { frequency, recency, age: 200.0 };
            let counts: Vec<f64> = futures.purchases(7, 0, &one, 150.0).map(|n| n as f64).collect();
            let mean = counts.iter().sum::<f64>() / counts.len() as f64;
            let square = counts.iter().map(|n| (n - mean).powi(2)).sum::<f64>();
            let error = (square / counts.len() as f64 / counts.len() as f64).sqrt();
            let expected = fit.expected(&one, 150.0);
            assert!((mean - expected).abs() < 4.5 * error, "{model:?} {mean} {expected} ± {error}");
        }
    }
}

/// In nine of ten markets all purchases together lie where they are to be reckoned with, and so
/// do customers. (40 markets: fewer than 31 or all of them would be a wonder.)
#[test]
fn spans_hold_what_they_say() {
    for (model, at) in TRUTH {
        let (mut held, mut own, mut customers) = (0, 0.0, 0.0);
        for seed in 0..40 {
            let all = market(model, at, 600, 360, |_| 1.0, seed);
            let bought = Bought(&all);
            let histories = bought.histories(240, 1.0);
            let fit = fit(model, &histories).unwrap();
            let futures = Futures::of(&fit, Steadiness::default(), 300, seed).unwrap();
            let mut totals = vec![0; futures.len()];
            for ((place, one), days) in (0..).zip(&histories).zip(&all) {
                let mut counts: Vec<u64> = futures.purchases(place, 0, one, 120.0).collect();
                totals.iter_mut().zip(&counts).for_each(|(total, count)| *total += count);
                let came = days.iter().filter(|day| **day > 240).count() as u64;
                own += f64::from(u8::from(Span::of(&mut counts).holds(came)));
                customers += 1.0;
            }
            held += usize::from(
                Span::of(&mut totals)
                    .holds(all.iter().flatten().filter(|day| **day > 240).count() as u64),
            );
        }
        assert!((31..=39).contains(&held), "{model:?}: {held} of 40 markets");
        let share = own / customers;
        assert!((0.88..0.985).contains(&share), "{model:?}: {share} of the customers");
    }
}

/// Where the true parameters are known, what is expected under them lies in the interval of what
/// is expected under the fitted ones, in about nine of ten markets.
#[test]
fn intervals_of_expectations_hold_the_truth() {
    for (model, at) in TRUTH {
        let one = History { frequency: 3, recency: 150.0, age: 240.0 };
        let truth = Fit::of(model, at);
        let (mut expected, mut active) = (0, 0);
        for seed in 0..60 {
            let all = market(model, at, 800, 240, |_| 1.0, 100 + seed);
            let fit = fit(model, &Bought(&all).histories(240, 1.0)).unwrap();
            let within = fit.expected_interval(&one, 100.0).unwrap();
            let there = fit.is_active_interval(&one).unwrap();
            let (true_count, truly) = (truth.expected(&one, 100.0), truth.is_active(&one));
            expected += usize::from((within.low..=within.high).contains(&true_count));
            active += usize::from((there.low..=there.high).contains(&truly));
        }
        assert!((46..=59).contains(&expected), "{model:?}: {expected} of 60");
        assert!((46..=59).contains(&active), "{model:?}: {active} of 60");
    }
}

/// A market whose level changes is told from one that is steady.
#[test]
fn an_unsteady_market_is_noticed() {
    let (model, at) = TRUTH[0];
    let steady = market(model, at, 3_000, 400, |_| 1.0, 3);
    let found = Steadiness::of(model, Bought(&steady), 400, 60, 1.0);
    assert!(found.windows == 4 && found.spread < 0.12, "{found:?}");
    let wild = market(model, at, 3_000, 400, |day| if day / 60 % 2 == 0 { 1.6 } else { 0.5 }, 3);
    let found = Steadiness::of(model, Bought(&wild), 400, 60, 1.0);
    assert!(found.spread > 0.25, "{found:?}");
    assert_eq!(Steadiness::of(model, Bought(&[]), 400, 60, 1.0), Steadiness::default());
}

proptest! {
    /// The shortest span holds nine tenths, and none that is shorter does.
    #[test]
    fn spans_are_the_shortest(mut counts in prop::collection::vec(0_u64..30, 1..60)) {
        let span = Span::of(&mut counts);
        let inside = |low: u64, high: u64| {
            counts.iter().filter(|count| (low..=high).contains(*count)).count() as f64
                / counts.len() as f64
        };
        prop_assert!(inside(span.low, span.high) >= 0.9);
        for low in 0..30 {
            if span.high > span.low {
                prop_assert!(inside(low, low + (span.high - span.low) - 1) < 0.9);
            }
        }
    }
}

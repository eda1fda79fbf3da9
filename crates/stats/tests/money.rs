//! Gamma-Gamma against its published figures, simulated customers and its own derivatives.

#![allow(clippy::unwrap_used, reason = "a test may say that this cannot fail here")]

use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};
use sog_stats::lifetimes::CannotFit;
use sog_stats::lifetimes::gamma_gamma::{Money, Spending};

/// The published sample of CDNOW with mean amounts; it is not shipped.
#[allow(clippy::print_stdout, reason = "a test that is skipped says so")]
fn cdnow() -> Option<Vec<Spending>> {
    let folder = std::path::Path::new("../../../shared/data/cdnow");
    let path = folder.join("cdnow_customers_summary_with_transactions.csv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not here", path.display());
        return None;
    };
    let read = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Spending { purchases: cells[1].parse().unwrap(), mean: cells[4].trim().parse().unwrap() }
    };
    Some(text.lines().skip(1).map(read).collect())
}

/// Fader, Hardie (2013): p 6.25, q 3.74, v 15.44 for the 946 who bought again.
#[test]
fn cdnow_is_the_published_one() {
    let Some(all) = cdnow() else { return };
    let money = Money::fit(&all).unwrap();
    assert_eq!(money.customers, 946);
    let [p, q, v] = money.parameters;
    assert!((p - 6.25).abs() < 0.01 && (q - 3.74).abs() < 0.01 && (v - 15.44).abs() < 0.02);
    let mean = money.expected(&Spending { purchases: 0, mean: 0.0 }).unwrap();
    assert!((mean - p * v / (q - 1.0)).abs() < 1e-9);
    let errors = money.standard_errors().unwrap();
    assert!(errors.iter().all(|error| *error > 0.0 && *error < 5.0), "{errors:?}");
}

fn simulated([p, q, v]: [f64; 3], customers: u32, seed: u64) -> Vec<Spending> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let rates = Gamma::new(q, v.recip()).unwrap();
    let one = |number: u32| {
        let purchases = number % 12 + 1;
        let rate = rates.sample(&mut rng);
        let sum = Gamma::new(p * f64::from(purchases), rate.recip()).unwrap().sample(&mut rng);
        Spending { purchases, mean: sum / f64::from(purchases) }
    };
    (0..customers).map(one).collect()
}

#[test]
fn simulated_customers_give_their_parameters_back() {
    for truth in [[3.0, 4.0, 20.0], [0.7, 2.5, 900.0], [40.0, 1.4, 0.02]] {
        let money = Money::fit(&simulated(truth, 6_000, 3)).unwrap();
        let errors = money.standard_errors().unwrap();
        for (found, (truth, error)) in money.parameters.iter().zip(truth.iter().zip(errors)) {
            assert!((found - truth).abs() < 4.0 * error, "{found} +- {error} for {truth}");
        }
    }
}

#[test]
fn too_few_are_refused() {
    let mut few = simulated([3.0, 4.0, 20.0], 49, 3);
    few.push(Spending { purchases: 0, mean: 0.0 });
    few.push(Spending { purchases: 4, mean: -3.0 });
    assert_eq!(Money::fit(&few), Err(CannotFit::TooFew { customers: 49 }));
}

/// A subscription, and somebody who spends nearly all there is: no parameters are told.
#[test]
fn what_has_no_summit_is_refused() {
    let same = [Spending { purchases: 6, mean: 9.9 }; 80];
    assert!(matches!(Money::fit(&same), Err(CannotFit::NotConverged { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Cents or euros: the same customers.
    #[test]
    fn the_unit_of_money_does_not_matter(unit in 1e-4..1e6_f64, seed in 0_u64..50) {
        let ours = simulated([3.0, 4.0, 20.0], 300, seed);
        let theirs: Vec<Spending> =
            ours.iter().map(|one| Spending { mean: one.mean * unit, ..*one }).collect();
        let (one, other) = (Money::fit(&ours).unwrap(), Money::fit(&theirs).unwrap());
        prop_assert!((one.parameters[0] - other.parameters[0]).abs() < 1e-6 * one.parameters[0]);
        prop_assert!((one.parameters[1] - other.parameters[1]).abs() < 1e-6 * one.parameters[1]);
        prop_assert!((one.parameters[2] * unit / other.parameters[2] - 1.0).abs() < 1e-6);
        prop_assert!((one.correlation - other.correlation).abs() < 1e-9);
    }

    /// What is expected lies between what the customer spent and what all spend, nearer to the
    /// first the more is known.
    #[test]
    fn expectations_lie_between(mean in 0.1..500.0_f64, purchases in 1_u32..400) {
        let money = Money {
            parameters: [6.25, 3.74, 15.44],
            log_likelihood: 0.0,
            customers: 0,
            correlation: 0.0,
            covariance: None,
        };
        let all = money.expected(&Spending { purchases: 0, mean: 0.0 }).unwrap();
        let one = money.expected(&Spending { purchases, mean }).unwrap();
        let more = money.expected(&Spending { purchases: purchases + 1, mean }).unwrap();
        prop_assert!(one >= all.min(mean) - 1e-9 && one <= all.max(mean) + 1e-9);
        prop_assert!((more - mean).abs() <= (one - mean).abs() + 1e-9);
    }
}

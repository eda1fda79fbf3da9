//! Models of repeat buying against published figures, against simulated customers and against
//! what must hold for any data.

#![allow(clippy::unwrap_used, reason = "a test may say that this cannot fail here")]

use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp, Gamma};
use sog_stats::lifetimes::{CannotFit, Fit, History, Model, fit, fit_from, patterns};

/// The published one-in-ten sample of CDNOW, summed up by week; it is not shipped.
#[allow(clippy::print_stdout, reason = "a test that is skipped says so")]
fn cdnow() -> Option<Vec<History>> {
    let path = std::path::Path::new("../../../shared/data/cdnow/cdnow_customers_summary.csv");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: {} is not here", path.display());
        return None;
    };
    let number = |cell: Option<&str>| -> f64 { cell.unwrap().trim().parse().unwrap() };
    let read = |line: &str| {
        let mut cells = line.split(',').skip(1);
        let mut next = || number(cells.next());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts")]
        let frequency = next() as u32;
        History { frequency, recency: next(), age: next() }
    };
    Some(text.lines().skip(1).map(read).collect())
}

#[track_caller]
fn near(found: &[f64], expected: &[f64], far: f64) {
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < far, "{found} instead of {expected}");
    }
}

/// Fader, Hardie, Lee (2005), table 2, with the digits their spreadsheet and `lifetimes` give.
#[test]
fn bg_nbd_of_cdnow_is_the_published_one() {
    let Some(all) = cdnow() else { return };
    let fit = fit(Model::BgNbd, &all).unwrap();
    near(&fit.parameters, &[0.242_593, 4.413_532, 0.792_886, 2.425_753], 1e-5);
    near(&[fit.log_likelihood], &[-9_582.425_561], 1e-5);
}

/// Fader, Hardie (2005), "A note on deriving the Pareto/NBD model".
#[test]
fn pareto_nbd_of_cdnow_is_the_published_one_from_any_start() {
    let Some(all) = cdnow() else { return };
    let whole = fit(Model::ParetoNbd, &all).unwrap();
    near(&whole.parameters, &[0.553_276, 10.577_612, 0.606_214, 11.667_911], 1e-4);
    near(&[whole.log_likelihood], &[-9_594.973_930], 1e-4);
    let all = patterns(&all);
    for start in [
        [1.0, 1.0, 1.0, 1.0],
        [0.05, 40.0, 3.0, 0.5],
        [8.0, 90.0, 0.05, 200.0],
        [0.4, 2.0, 0.4, 60.0],
    ] {
        let other = fit_from(Model::ParetoNbd, &all, &start).unwrap();
        near(&other.parameters, &whole.parameters, 1e-6);
    }
}

/// What it says of customer 1 of the sample: Fader, Hardie, Lee's spreadsheet gives 1.226 purchases
/// in the next 39 weeks.
#[test]
fn expectations_of_cdnow_are_the_published_ones() {
    let Some(all) = cdnow() else { return };
    let fit = fit(Model::BgNbd, &all).unwrap();
    near(&[fit.expected(&all[0], 39.0)], &[1.226], 5e-4);
    let pareto = sog_stats::lifetimes::fit(Model::ParetoNbd, &all).unwrap();
    // The note's formulas with hypergeometric functions, worked out with 30 digits (mpmath).
    near(
        &[pareto.is_active(&all[0]), pareto.expected(&all[0], 39.0)],
        &[0.869_119, 1.455_113],
        1e-5,
    );
}

/// Batislam, Denizel, Filiztekin's model on the same data, as `lifetimes` finds it.
#[test]
fn mbg_nbd_of_cdnow_is_the_published_one() {
    let Some(all) = cdnow() else { return };
    let fit = fit(Model::MbgNbd, &all).unwrap();
    near(&fit.parameters, &[0.525, 6.183, 0.891, 1.614], 1e-3);
}

/// Customers as BG/NBD describes them, seen by day.
fn simulated(customers: usize, [r, alpha, a, b]: [f64; 4], days: f64, seed: u64) -> Vec<History> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (rates, chances) = (Gamma::new(r, alpha.recip()).unwrap(), Beta::new(a, b).unwrap());
    let one = |_| {
        let (rate, chance) = (rates.sample(&mut rng), chances.sample(&mut rng));
        let wait = Exp::new(rate).unwrap();
        let (mut frequency, mut recency, mut time) = (0, 0.0, 0.0);
        loop {
            time += wait.sample(&mut rng);
            if time > days {
                break;
            }
            (frequency, recency) = (frequency + 1, time);
            if rng.random::<f64>() < chance {
                break;
            }
        }
        History { frequency, recency, age: days }
    };
    (0..customers).map(one).collect()
}

/// Hundreds and thousands of purchases a customer: the same summit from everywhere.
#[test]
fn heavy_buyers_are_fitted_from_any_start() {
    let truth = [0.8, 2.0, 0.05, 4.0];
    let all = simulated(3_000, truth, 730.0, 5);
    assert!(all.iter().any(|one| one.frequency > 1_000));
    let whole = fit(Model::BgNbd, &all).unwrap();
    let errors = whole.standard_errors().unwrap();
    for (found, (truth, error)) in whole.parameters.iter().zip(truth.iter().zip(errors)) {
        assert!((found - truth).abs() < 4.0 * error, "{found} +- {error} for {truth}");
    }
    let all = patterns(&all);
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    for model in Model::ALL {
        let found = fit_from(model, &all, &[1.0; 4]).unwrap();
        for _ in 0..20 {
            let start = [(); 4].map(|()| rng.random_range(-4.0..4.0_f64).exp());
            let other = fit_from(model, &all, &start).unwrap();
            near(&[other.log_likelihood], &[found.log_likelihood], 1e-5);
        }
    }
}

/// Nobody ever leaves: the model says so, and does not fall over.
#[test]
fn where_nobody_leaves_everybody_is_active() {
    let all = simulated(2_000, [1.2, 9.0, 1e-9, 1.0], 200.0, 7);
    for model in Model::ALL {
        let fit = fit(model, &all).unwrap();
        let active: f64 = all.iter().map(|one| fit.is_active(one)).sum();
        assert!(active > 0.97 * 2_000.0, "{model:?}: {active}, {:?}", fit.parameters);
        near(&fit.parameters[..1], &[1.2], 0.15);
    }
}

/// Many at once are told the same as each alone.
#[test]
fn all_are_told_the_same_as_each() {
    let mut all = simulated(3_000, [0.5, 6.0, 0.8, 2.5], 50.0, 9);
    let ages = all.iter_mut().enumerate();
    ages.for_each(|(n, one)| one.age += f64::from(u32::try_from(n % 97).unwrap()) / 7.0);
    for model in Model::ALL {
        let fit = fit(model, &all).unwrap();
        let each: Vec<f64> = all.iter().map(|one| fit.expected(one, 20.0)).collect();
        near(&fit.expected_of_all(&all, 20.0), &each, 1e-10);
    }
}

/// A weight counts like repetition.
#[test]
fn a_weight_counts_like_repetition() {
    let all = simulated(200, [0.5, 6.0, 0.8, 2.5], 50.0, 8);
    let thrice: Vec<History> = all.iter().flat_map(|one| [*one; 3]).collect();
    for model in Model::ALL {
        let (once, thrice) = (fit(model, &all).unwrap(), fit(model, &thrice).unwrap());
        near(&once.parameters, &thrice.parameters, 1e-6);
        near(&[3.0 * once.log_likelihood], &[thrice.log_likelihood], 1e-6);
    }
}

/// Customers who are all alike, and more purchases ahead than the eye can count: eq. (10) as the
/// integral it comes from, worked out with 30 digits (mpmath).
#[test]
fn expectations_keep_their_digits_where_rates_hardly_differ() {
    let told = |parameters, frequency, recency, age, ahead| {
        let one = History { frequency, recency, age };
        let fit = of(Model::BgNbd, parameters);
        fit.expected(&one, ahead) / fit.is_active(&one)
    };
    near(&[told([1_000.0, 1_000.0, 0.8, 2.4], 1, 1.0, 3.0, 60.0)], &[13.724_493], 1e-5);
    near(&[told([1e4, 7e4, 0.5, 2.0], 3, 3.0, 30.0, 365.0)], &[23.686_037], 1e-5);
}

fn history() -> impl Strategy<Value = History> {
    (0_u32..60, 0.0..1.0_f64, 1.0..104.0_f64).prop_map(|(frequency, share, age)| {
        let recency = if frequency == 0 { 0.0 } else { (share * age).max(0.01) };
        History { frequency, recency, age }
    })
}

fn parameters() -> impl Strategy<Value = [f64; 4]> {
    let one = || (-2.5..3.5_f64).prop_map(f64::exp);
    [one(), one(), one(), one()]
}

fn model() -> impl Strategy<Value = Model> {
    prop::sample::select(Model::ALL.to_vec())
}

fn of(model: Model, parameters: [f64; 4]) -> Fit {
    Fit::of(model, parameters)
}

proptest! {
    #[test]
    fn derivatives_are_those_of_the_value(
        model in model(), at in parameters(), one in history(),
    ) {
        let all = patterns(&[one]);
        let here = model.evaluate(&at, &all);
        for i in 0..4 {
            let step = 1e-5 * at[i];
            let moved = |by: f64| {
                let mut at = at;
                at[i] += by;
                model.evaluate(&at, &all)
            };
            let (low, high) = (moved(-step), moved(step));
            let slope = (high.value - low.value) / (2.0 * step);
            let size = here.gradient[i].abs().max(here.value.abs() * 1e-3 / at[i]).max(1e-4);
            prop_assert!((slope - here.gradient[i]).abs() < 1e-5 * size.max(1.0), "{i}: {slope} {:?}", here.gradient);
            for j in 0..4 {
                let bend = (high.gradient[j] - low.gradient[j]) / (2.0 * step);
                let size = here.hessian[i][j].abs().max(here.gradient[j].abs() / at[i]).max(1.0);
                prop_assert!((bend - here.hessian[i][j]).abs() < 1e-4 * size, "{i} {j}: {bend} {:?}", here.hessian);
            }
        }
    }

    #[test]
    fn probabilities_are_probabilities_and_fall_with_silence(
        model in model(), at in parameters(), one in history(), more in 0.0..50.0_f64,
    ) {
        let fit = of(model, at);
        let now = fit.is_active(&one);
        prop_assert!((0.0..=1.0).contains(&now), "{now}");
        let later = fit.is_active(&History { age: one.age + more, ..one });
        prop_assert!(later <= now + 1e-9, "{later} after {now}");
    }

    #[test]
    fn expectations_grow_with_the_time_ahead(
        model in model(), at in parameters(), one in history(),
        ahead in 0.1..60.0_f64, more in 0.0..60.0_f64,
    ) {
        let fit = of(model, at);
        let (near, far) = (fit.expected(&one, ahead), fit.expected(&one, ahead + more));
        prop_assert!(near.is_finite() && near >= -1e-9, "{near}");
        prop_assert!(far >= near - 1e-7 * near.abs().max(1e-3), "{far} after {near}");
        // Nobody buys more than somebody who never leaves.
        let rate = (at[0] + f64::from(one.frequency)) / (at[1] + one.age);
        prop_assert!(near <= rate * ahead * (1.0 + 1e-7), "{near} {}", rate * ahead);
    }

    #[test]
    fn the_unit_of_time_does_not_matter(
        model in model(), at in parameters(), one in history(), unit in 0.1..30.0_f64,
    ) {
        let mut scaled = at;
        scaled[1] *= unit;
        if model == Model::ParetoNbd {
            scaled[3] *= unit;
        }
        let same = History { recency: one.recency * unit, age: one.age * unit, ..one };
        let (ours, theirs) = (of(model, at), of(model, scaled));
        prop_assert!((ours.is_active(&one) - theirs.is_active(&same)).abs() < 1e-9);
        let (near, far) = (ours.expected(&one, 10.0), theirs.expected(&same, 10.0 * unit));
        prop_assert!((near - far).abs() < 1e-7 * near.abs().max(1e-6), "{near} {far}");
    }
}

#[test]
fn what_the_data_cannot_carry_is_refused() {
    let one = |frequency, recency| History { frequency, recency, age: 30.0 };
    for model in Model::ALL {
        let few = vec![one(1, 4.0); 49];
        assert_eq!(fit(model, &few), Err(CannotFit::TooFew { customers: 49 }));
        let nobody = vec![one(0, 0.0); 500];
        assert_eq!(fit(model, &nobody), Err(CannotFit::NoRepeats));
        let mut odd = vec![one(1, 4.0); 60];
        odd[7].recency = 31.0;
        assert!(matches!(fit(model, &odd), Err(CannotFit::Bad { place: 7, .. })));
    }
}

//! Needs that follow from purchases: what must hold for any data, and what the weeks say where the
//! truth is known.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use sog_customers::inferred::{Bought, CannotTell, Outlook, backtest};

const START: (i32, u32, u32) = (2024, 1, 1);

fn day(number: u64) -> NaiveDate {
    let (year, month, day) = START;
    NaiveDate::from_ymd_opt(year, month, day).unwrap() + Days::new(number)
}

/// Lines as (customer, family, day).
fn bought(lines: &[(u8, u8, u64)]) -> Bought {
    let mut bought = Bought::default();
    for (customer, family, number) in lines {
        bought.add(&format!("C{customer}"), &format!("F{family}"), day(*number));
    }
    bought.finished()
}

/// By name: probability, and the weeks.
fn told(bought: &Bought, cutoff: NaiveDate, days: i32) -> Vec<(String, String, f64, [i32; 3])> {
    let outlook = Outlook::learned(bought, cutoff.num_days_from_ce()).unwrap();
    let mut told: Vec<_> = outlook
        .needs(days)
        .into_iter()
        .map(|need| {
            let (customer, family) = bought.names(&bought.pairs()[need.pair]);
            let weeks = [need.from, need.peak, need.until];
            (customer.to_owned(), family.to_owned(), need.probability, weeks)
        })
        .collect();
    told.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    told
}

/// A shop: customers with rhythms of their own over `days` days, some of whom stop.
fn shop(days: u64) -> Vec<(u8, u8, u64)> {
    let mut lines = Vec::new();
    for customer in 0..60_u8 {
        for family in 0..4_u8 {
            let rhythm = 9 + u64::from(customer % 7) * 6 + u64::from(family) * 5;
            let begin = u64::from(customer) * 3 % 50 + u64::from(family);
            let end = if customer % 5 == 0 { days / 2 } else { days };
            let mut number = begin;
            while number < end {
                lines.push((customer, family, number));
                // Not quite regular.
                number += rhythm + (number * 7 + u64::from(customer)) % 5;
            }
        }
    }
    lines
}

#[test]
fn who_stopped_is_less_probable_than_who_buys_on() {
    let shop = bought(&shop(300));
    let told = told(&shop, day(299), 28);
    let mean = |of: &dyn Fn(u8) -> bool| {
        let chosen: Vec<f64> =
            told.iter().filter(|one| of(one.0[1..].parse().unwrap())).map(|one| one.2).collect();
        chosen.iter().sum::<f64>() / chosen.len() as f64
    };
    let (stopped, buying) =
        (mean(&|customer| customer % 5 == 0), mean(&|customer| customer % 5 > 0));
    assert!(stopped < 0.1 && buying > 0.6, "{stopped} {buying}");
}

/// Pairs bought once a year, in one month: the year after, the window is that month's, and hardly
/// anybody is told to need it in the months before.
#[test]
fn what_is_bought_in_december_is_needed_in_december() {
    let mut lines = Vec::new();
    for customer in 0..120_u8 {
        for year in 0..3_u64 {
            // Santas in the first half of December; screws all year round.
            lines.push((customer, 0, year * 365 + 335 + u64::from(customer) % 14));
            for month in 0..12 {
                if (u64::from(customer) + month) % 3 == 0 {
                    lines.push((customer, 1, year * 365 + month * 30 + u64::from(customer) % 25));
                }
            }
        }
    }
    let shop = bought(&lines);
    let santas = |cutoff: u64, days: i32| -> Vec<(f64, [i32; 3])> {
        let told = told(&shop, day(cutoff), days);
        told.into_iter().filter(|one| one.1 == "F0").map(|one| (one.2, one.3)).collect()
    };
    // Third year, the first of November: six weeks reach to the middle of December.
    let autumn = santas(2 * 365 + 305, 49);
    let spring = santas(2 * 365 + 90, 49);
    let mean =
        |all: &[(f64, [i32; 3])]| all.iter().map(|one| one.0).sum::<f64>() / all.len() as f64;
    assert!(mean(&autumn) > 0.5, "{}", mean(&autumn));
    assert!(mean(&spring) < 0.05, "{}", mean(&spring));
    // Windows are whole weeks, and seasons are known to a week and a half: within a week of it.
    let near = |(customer, [from, _, until]): (u8, [i32; 3])| {
        let truth = day(2 * 365 + 335 + u64::from(customer) % 14).num_days_from_ce();
        from - 7 <= truth && truth <= until + 7
    };
    let told = told(&shop, day(2 * 365 + 305), 49);
    let windows = told.iter().filter(|one| one.1 == "F0");
    let near = windows.filter(|one| near((one.0[1..].parse().unwrap(), one.3))).count();
    assert!(near * 10 >= autumn.len() * 9, "{near} of {}", autumn.len());
}

/// A shop without seasons that began twenty months ago: that there were fewer customers a year ago is
/// no season, so as many buy as are told.
#[test]
fn growth_is_no_season() {
    // Numbers between 0 and 1 that have nothing to do with each other (Numerical Recipes, ranqd1).
    let mut state = 5_u32;
    let mut chance = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 8) + 0.5) / f64::from(1 << 24)
    };
    let mut lines = Vec::new();
    for customer in 0..250_u8 {
        for family in 0..4_u8 {
            let mean = 20.0 + 100.0 * chance();
            let mut gap = || -mean * chance().ln();
            let mut next = gap();
            for day in 0..640_u64 {
                if next < (day + 1) as f64 {
                    lines.push((customer, family, day));
                    while next < (day + 1) as f64 {
                        next += gap();
                    }
                }
            }
        }
    }
    let cutoff = 600;
    let told = told(&bought(&lines), day(cutoff), 28);
    let expected: f64 = told.iter().map(|one| one.2).sum();
    let came: std::collections::BTreeSet<(u8, u8)> = lines
        .iter()
        .filter(|line| line.2 > cutoff && line.2 <= cutoff + 28)
        .map(|line| (line.0, line.1))
        .collect();
    let ratio = expected / came.len() as f64;
    assert!((0.88..1.14).contains(&ratio), "{expected} told, {} came", came.len());
}

#[test]
fn a_backtest_knows_its_rules() {
    let shop = bought(&shop(320));
    let round = backtest::round(&shop, day(260).num_days_from_ce(), 28).unwrap();
    assert_eq!(round.last_year, None);
    assert_eq!(round.pairs, 240);
    // Rhythms are what the rule of the mean gap is about, and Sog is no worse than it.
    assert!(round.mean_gap.log_score < round.popularity.log_score);
    assert!(round.sog.log_score <= round.mean_gap.log_score);
    let groups: usize = round.sog.reliability.iter().map(|group| group.n).sum();
    assert_eq!(groups, 240);
}

#[test]
fn too_little_is_refused() {
    let few = bought(&[(0, 0, 0), (0, 0, 7), (1, 0, 9)]);
    let why = Outlook::learned(&few, day(9).num_days_from_ce()).unwrap_err();
    assert_eq!(why, CannotTell::TooShort);
    let never_again = bought(&(0..60).map(|n| (n, 0, 0)).collect::<Vec<_>>());
    let why = Outlook::learned(&never_again, day(90).num_days_from_ce()).unwrap_err();
    assert_eq!(why, CannotTell::TooFew(0));
}

fn lines() -> impl Strategy<Value = Vec<(u8, u8, u64)>> {
    prop::collection::vec((0..12_u8, 0..3_u8, 0..200_u64), 150..300)
}

/// Over some years, so that seasons are known.
fn years() -> impl Strategy<Value = Vec<(u8, u8, u64)>> {
    prop::collection::vec((0..8_u8, 0..2_u8, 0..1_000_u64), 400..700)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Nothing of after the cut-off is looked at, and the order of lines does not matter.
    #[test]
    fn the_future_is_not_looked_at(all in lines(), long in years(), seed in any::<usize>()) {
        for (mut all, cutoff) in [(all, 150), (long, 800)] {
            let known: Vec<_> = all.iter().copied().filter(|line| line.2 <= cutoff).collect();
            let expected = told(&bought(&known), day(cutoff), 70);
            let place = seed % all.len();
            all.rotate_left(place);
            let found = told(&bought(&all), day(cutoff), 70);
            prop_assert_eq!(found.len(), expected.len());
            for (one, other) in found.iter().zip(&expected) {
                prop_assert_eq!((&one.0, &one.1), (&other.0, &other.1));
                prop_assert!((one.2 - other.2).abs() < 1e-6, "{} {}", one.2, other.2);
            }
        }
    }

    /// Probabilities are some, grow with the time ahead, and windows lie in it.
    #[test]
    fn probabilities_grow_with_the_time_ahead(all in lines(), days in 1..80_i32, more in 0..40_i32) {
        let shop = bought(&all);
        let cutoff = day(150);
        let (near, far) = (told(&shop, cutoff, days), told(&shop, cutoff, days + more));
        for (one, other) in near.iter().zip(&far) {
            prop_assert!((0.0..=1.0).contains(&one.2));
            prop_assert!(other.2 >= one.2 - 1e-12);
            let [from, peak, until] = one.3;
            let (first, last) = (cutoff.num_days_from_ce() + 1, cutoff.num_days_from_ce() + days);
            prop_assert!(first <= from && from <= peak && peak <= until && until <= last);
        }
    }
}

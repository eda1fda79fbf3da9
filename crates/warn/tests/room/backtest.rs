//! How good the forecasts are, on traders whose truth is known. The tables are printed with
//! `cargo test -p sog-warn --test backtest -- --nocapture`.

use crate::support::{
    START, book_on, cents, expected, judge, percent, series_of, simulate, some_trader,
};
use chrono::Days;
use customers::Series;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sog_warn::actions::detail;
use sog_warn::replay::{LOOK_BACK, fill_in, probability_on};
use sog_warn::warning::WarnSettings;
use sog_warn::{Book, State, Target};
use vocab::{Month, Scope, ScopeKind};

#[test]
fn intervals_hold_what_they_promise_and_probabilities_come_true() {
    let judged = judge(40, 900, 6);
    println!("{} forecasts of 40 simulated traders with 24 to 29 months of history", judged.len());
    println!("days left    80 % held    95 % held");
    for days_left in [55, 31, 20, 10, 4] {
        let group: Vec<_> = judged.iter().filter(|one| one.days_left == days_left).collect();
        let held = [0, 1].map(|range| percent(&group, |one| one.inside[range]));
        println!("{days_left:9} {:12.0} {:12.0}", held[0], held[1]);
        assert!((70.0..=92.0).contains(&held[0]), "{days_left} days: {held:?}");
        assert!(held[1] >= 88.0, "{days_left} days: {held:?}");
    }
    let held = percent(&judged, |one| one.inside[0]);
    assert!((70.0..=90.0).contains(&held), "{held}");

    println!("said missed   cases   came true");
    let mut last = -1.0;
    for (low, high) in [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)] {
        let group: Vec<_> =
            judged.iter().filter(|one| (low..high).contains(&one.probability)).collect();
        let true_ = percent(&group, |one| one.missed);
        println!(
            "{:4.0} to {:3.0} % {:7} {true_:9.0} %",
            100.0 * low,
            100.0 * f64::min(high, 1.0),
            group.len()
        );
        assert!(group.len() >= 50, "{low}");
        assert!(true_ > last, "what is more probable must come true more often");
        assert!(true_ >= 100.0 * low - 15.0 && true_ <= 100.0 * high + 15.0, "{low}: {true_}");
        last = true_;
    }
}

/// Revenue falls by 15 % six weeks before the end of a month, and stays there.
#[test]
fn a_drop_is_found_before_the_month_is_over() {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let mut ahead = Vec::new();
    let mut small = 0;
    for seed in 0..30 {
        let trader = some_trader(&mut rng);
        let period: Month = "2025-05".parse().unwrap();
        let drop = (period.last() - Days::new(42), 0.85);
        let sound = simulate(&trader, START, 900, None, seed);
        let fallen = simulate(&trader, START, 900, Some(drop), seed);
        let series = series_of(&fallen);
        // The target is what the month would have brought.
        let target = Target::new(period, Scope::company(), cents(expected(&sound, period)), "file");
        let came = series.total(&Scope::company(), period.first(), period.last()).net();
        if came >= target.amount {
            // Chance made up for the drop (small traders with heavy tails).
            small += 1;
            continue;
        }
        let book = book_on(&series, period.last());
        let mut found = sog_warn::forecast::forecast(&book, &target);
        fill_in(&book, &mut found, 0.8);
        assert_eq!(found.state, State::Missed);
        ahead.push(found.days_ahead.unwrap());
    }
    ahead.sort_unstable();
    println!(
        "days from \"knowable\" to the end of the month (the drop came 42 days before it): {ahead:?}"
    );
    println!("made up for by chance: {small} of 30");
    assert!(small <= 5, "{small}");
    let before_the_end = percent(&ahead, |days| *days >= 3);
    assert!(before_the_end >= 90.0, "{ahead:?}");
    assert!(ahead[ahead.len() / 2] >= 10, "half of them ten days ahead: {ahead:?}");
}

/// Nothing changes, and the target is 10 % below what is expected.
#[test]
fn no_change_raises_nothing() {
    let mut rng = ChaCha8Rng::seed_from_u64(13);
    let (mut alarms, mut false_alarms, mut all) = (0, 0, 0);
    for seed in 0..40 {
        let trader = some_trader(&mut rng);
        let simulated = simulate(&trader, START, 900, None, 1000 + seed);
        let series = series_of(&simulated);
        let period: Month = "2025-05".parse().unwrap();
        let goal = cents(0.9 * expected(&simulated, period));
        let target = Target::new(period, Scope::company(), goal, "file");
        let book = book_on(&series, period.last());
        let came = series.total(&Scope::company(), period.first(), period.last()).net();
        let missed = came < goal;
        let alarm = (period.first() - Days::new(LOOK_BACK))
            .iter_days()
            .take_while(|day| *day < period.last())
            .any(|day| probability_on(&book, &target, day).is_some_and(|p| p >= 0.8));
        all += 1;
        alarms += usize::from(alarm);
        false_alarms += usize::from(alarm && !missed);
    }
    println!(
        "{all} calm traders over 12 weeks: {alarms} with a warning on any day, {false_alarms} of them false"
    );
    assert!(false_alarms * 10 <= all, "{false_alarms} of {all}");
    assert!(alarms * 10 <= all, "{alarms} of {all}");
}

/// Thirty parts, two years, fifteen months of targets each, many of them missed: forecasts,
/// replays and charts. The bound is loose, for a busy machine; the time is printed.
#[test]
fn thirty_parts_take_a_moment() {
    let mut rng = ChaCha8Rng::seed_from_u64(17);
    let mut series = Vec::new();
    for part in 0..30 {
        let simulated = simulate(&some_trader(&mut rng), START, 731, None, part);
        let company = Scope::company();
        let days = series_of(&simulated).days(&company).to_vec();
        let scope = Scope::of(ScopeKind::Family, &part.to_string());
        for day in days {
            series.extend([(company.clone(), day), (scope.clone(), day)]);
        }
    }
    let series: Series = series.into_iter().collect();
    let scopes: Vec<Scope> = series.scopes().cloned().collect();
    let end = series.span().unwrap().1;
    let begin = std::time::Instant::now();
    let zone = vocab::Zone::BERLIN;
    let book =
        Book::new(&series, crate::support::evening(end), zone, None, scopes.clone()).unwrap();
    let prepared = begin.elapsed();
    let mut replayed = 0;
    for scope in &scopes {
        for back in -12..=2 {
            let period = Month::of(end).plus(back);
            let last_year = period.plus(-12);
            let goal = book.total(scope, last_year.first(), last_year.last());
            let target = Target::new(period, scope.clone(), goal, "file");
            let detail = detail(&book, &target, &WarnSettings::default());
            replayed += detail.forecast.days_ahead.unwrap_or(0);
        }
    }
    println!(
        "{} parts, {} targets, {replayed} days replayed: {prepared:?} to prepare, {:?} in all",
        scopes.len(),
        scopes.len() * 15,
        begin.elapsed()
    );
    assert!(replayed > 1000, "{replayed}");
    assert!(begin.elapsed().as_secs() < 30);
}

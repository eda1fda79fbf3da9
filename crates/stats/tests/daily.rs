//! What a daily forecast promises, on series small enough to see through.

#![allow(clippy::unwrap_used, reason = "a test may say that this cannot fail here")]

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use sog_stats::calendar::TradingDays;
use sog_stats::daily::{Daily, NoForecast, Outlook};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Open on all days but Sunday.
fn shop(first: NaiveDate, days: usize) -> TradingDays {
    let open = first.iter_days().take(days).map(|day| day.weekday() != Weekday::Sun);
    TradingDays::new(first, open.collect())
}

fn amounts(days: &TradingDays, amount: impl Fn(usize, NaiveDate) -> f64) -> Vec<f64> {
    let open = days.open().iter().zip(days.first().iter_days());
    open.enumerate().map(|(n, (open, day))| if *open { amount(n, day) } else { 0.0 }).collect()
}

fn outlook(days: &TradingDays, amounts: &[f64], known: &str, from: &str, until: &str) -> Outlook {
    let known = date(known);
    Daily::new(days, amounts).outlook(&days.rules(known), known, date(from), date(until)).unwrap()
}

/// A repeatable jitter between 0 and 1 without a random number generator.
fn jitter(n: usize) -> f64 {
    (n as f64 * 0.618_033_988_749_895).fract()
}

#[test]
fn a_steady_shop_is_forecast_to_the_cent_of_its_weekdays() {
    let days = shop(date("2024-01-01"), 200);
    // Saturdays bring double.
    let values = amounts(&days, |_, day| if day.weekday() == Weekday::Sat { 200.0 } else { 100.0 });
    let found = outlook(&days, &values, "2024-06-30", "2024-07-01", "2024-07-31");
    // 27 open days, of which 4 Saturdays; the Saturday factor is pulled a little to 1.
    assert_eq!(found.open_days, 27);
    assert!((found.predictive.mean() / 3100.0 - 1.0).abs() < 0.01, "{}", found.predictive.mean());
    // In its first year it does not know what the season will do, and says so.
    assert!(found.predictive.below(2000.0) < 0.15);
    assert!(found.predictive.below(4500.0) > 0.85);
}

#[test]
fn one_giant_order_does_not_bend_the_next_month() {
    let days = shop(date("2024-01-01"), 300);
    let plain = amounts(&days, |n, _| 80.0 + 40.0 * jitter(n));
    let mut giant = plain.clone();
    giant[240] += 3000.0;
    let ask = |values: &[f64]| {
        outlook(&days, values, "2024-09-05", "2024-09-06", "2024-09-30").predictive.mean()
    };
    let (before, after) = (ask(&plain), ask(&giant));
    // Left alone, it would more than double the level of the last two weeks.
    assert!((1.0..1.15).contains(&(after / before)), "{before} -> {after}");
}

#[test]
fn the_second_year_knows_the_season_of_the_first() {
    let days = shop(date("2023-01-01"), 700);
    // December doubles.
    let values = amounts(&days, |n, day| {
        (if day.month() == 12 { 2.0 } else { 1.0 }) * (80.0 + 40.0 * jitter(n))
    });
    let found = outlook(&days, &values, "2024-11-15", "2024-12-01", "2024-12-31");
    let usual = 100.0 * found.open_days as f64;
    assert!(found.season.unwrap() > 1.7, "{:?}", found.season);
    assert!(found.predictive.mean() > 1.7 * usual);
    // And knows that it ends.
    let found = outlook(&days, &values, "2024-11-30", "2025-01-02", "2025-01-31");
    assert!((found.predictive.mean() / (100.0 * found.open_days as f64) - 1.0).abs() < 0.2);
}

/// A firm that rests from Christmas Eve to New Year, with a rush on the day before: a year is
/// not a whole number of weeks, so that last year's rest stands beside this year's rush once.
#[test]
fn one_misplaced_rush_in_a_quiet_week_does_not_widen_all_forecasts() {
    let days = TradingDays::new(date("2024-12-02"), vec![true; 719]);
    let rests = |day: NaiveDate| (day.month(), day.day()) >= (12, 24) || day.ordinal() == 1;
    let values = amounts(&days, |n, day| match (day.month(), day.day()) {
        _ if rests(day) => 1.0,
        (12, 23) => 600.0,
        _ => 80.0 + 40.0 * jitter(n),
    });
    for length in 5..=14 {
        let until = (date("2026-11-20") + Days::new(length)).to_string();
        let found = outlook(&days, &values, "2026-11-20", "2026-11-21", &until);
        let (mean, high) = (found.predictive.mean(), found.predictive.quantile(0.975));
        assert!(high < 2.0 * mean, "{length} days: {high} against {mean}");
    }
}

#[test]
fn the_rest_of_a_month_is_read_from_the_share_booked_by_then() {
    // Thirteen months and nine days: last year's data before the window is only the start
    // of the month. It fell by half after the 9th, and will again.
    let days = shop(date("2023-12-01"), 375);
    let values = amounts(&days, |n, day| {
        let fall = day.month() == 12 && day.day() > 9;
        (if fall { 0.5 } else { 1.0 }) * (80.0 + 40.0 * jitter(n))
    });
    let found = outlook(&days, &values, "2024-12-09", "2024-12-10", "2024-12-31");
    assert!(found.season.unwrap() < 0.65, "{:?}", found.season);
}

#[test]
fn too_little_history_is_no_forecast() {
    let days = shop(date("2024-01-01"), 200);
    let values = amounts(&days, |n, _| if n >= 100 { 50.0 } else { 0.0 });
    let daily = Daily::new(&days, &values);
    let ask = |known: &str| {
        let known = date(known);
        let next = known + Days::new(1);
        daily.outlook(&days.rules(known), known, next, next + Days::new(20)).map(|_| ())
    };
    // The part began on 10 April: its history counts from there.
    assert_eq!(ask("2024-05-01"), Err(NoForecast::NotEnoughHistory { days: 22 }));
    assert!(ask("2024-06-10").is_ok());

    let rare = amounts(&days, |n, _| if n % 35 == 0 { 50.0 } else { 0.1 });
    let known = date("2024-07-01");
    let daily = Daily::new(&days, &rare);
    let asked = daily.outlook(&days.rules(known), known, date("2024-07-02"), date("2024-07-31"));
    assert_eq!(asked.map(|_| ()), Err(NoForecast::TooIrregular));

    let ended = amounts(&days, |n, _| if n < 100 { 50.0 } else { 0.0 });
    let known = date("2024-07-10");
    let daily = Daily::new(&days, &ended);
    let asked = daily.outlook(&days.rules(known), known, date("2024-07-11"), date("2024-07-31"));
    assert_eq!(asked.map(|_| ()), Err(NoForecast::NothingSold));
}

#[test]
fn a_window_of_closed_days_brings_nothing() {
    let days = shop(date("2024-01-01"), 200);
    let values = amounts(&days, |_, _| 100.0);
    let found = outlook(&days, &values, "2024-06-29", "2024-06-30", "2024-06-30");
    assert_eq!(found.open_days, 0);
    assert_eq!(found.predictive.quantile(0.975), 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The replay is honest: what comes later changes nothing.
    #[test]
    fn later_amounts_are_not_looked_at(
        seed in 0..1000_usize, later in prop::collection::vec(0.0..1e6_f64, 60),
        known in 60..540_usize, gap in 0..40_u64, length in 1..40_u64,
    ) {
        let days = shop(date("2023-01-01"), 600);
        let values = amounts(&days, |n, _| 100.0 * jitter(n + seed) + 5.0);
        let mut changed = values.clone();
        let mut open = days.open().to_vec();
        for (offset, amount) in later.into_iter().enumerate() {
            changed[known + offset] = amount;
            open[known + offset] = !open[known + offset];
        }
        let other_days = TradingDays::new(days.first(), open);
        let known_until = days.first() + Days::new(known as u64 - 1);
        let from = known_until + Days::new(1 + gap);
        let until = from + Days::new(length);
        let ask = |days: &TradingDays, values: &[f64]| {
            let found = Daily::new(days, values)
                .outlook(&days.rules(known_until), known_until, from, until)
                .unwrap();
            (found.open_days, found.origins, found.predictive.mean(), found.predictive.quantile(0.1))
        };
        prop_assert_eq!(ask(&days, &values), ask(&other_days, &changed));
    }

    /// Counting in cents instead of euros changes nothing but the unit; and the distribution
    /// is one.
    #[test]
    fn the_unit_does_not_matter(seed in 0..1000_usize, unit in 0.01..1000.0_f64, p in 0.02..0.98_f64) {
        let days = shop(date("2023-01-01"), 500);
        let values = amounts(&days, |n, _| 100.0 * jitter(n + seed) - 5.0);
        let scaled: Vec<f64> = values.iter().map(|value| value * unit).collect();
        let ask = |values: &[f64]| {
            outlook(&days, values, "2024-04-20", "2024-04-21", "2024-05-31").predictive
        };
        let (one, other) = (ask(&values), ask(&scaled));
        let quantile = one.quantile(p);
        prop_assert!((other.quantile(p) / unit - quantile).abs() < 1e-6 * quantile.abs());
        prop_assert!((one.below(quantile) - p).abs() < 1e-6);
        prop_assert!(one.shortfall(quantile) >= quantile - one.mean() - 1e-6);
        prop_assert!(one.shortfall(quantile) >= 0.0);
    }
}

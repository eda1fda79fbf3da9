//! A trader whose truth is known: daily revenue with seasons, drift, heavy tails and holidays.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use customers::{Day, Series};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, LogNormal, Normal, Poisson};
use sog_warn::{Book, Target};
use vocab::{Amount, Instant, Month, Scope, Zone};

/// First day of every simulated history.
pub(crate) const START: NaiveDate = match NaiveDate::from_ymd_opt(2023, 1, 2) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What a simulated trader is like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trader {
    /// Orders on a usual day.
    pub(crate) orders: f64,
    /// Swing of the year: the best weeks are `exp(swing)` times the mean.
    pub(crate) swing: f64,
    /// Growth a year, as a logarithm.
    pub(crate) growth: f64,
    /// Weekly random walk of the level, as a logarithm.
    pub(crate) drift: f64,
    /// Spread of the size of an order, as a logarithm.
    pub(crate) tail: f64,
}

/// A simulated history and the revenue each day was expected to bring.
pub(crate) struct Simulated {
    pub(crate) first: NaiveDate,
    pub(crate) traded: Vec<bool>,
    pub(crate) amounts: Vec<f64>,
    /// Mean of each day given level and season, nothing on closed days.
    pub(crate) expected: Vec<f64>,
}

/// Some trader, drawn by chance: small and large, calm and seasonal.
pub(crate) fn some_trader(rng: &mut ChaCha8Rng) -> Trader {
    Trader {
        orders: 8.0 * 20.0_f64.powf(rng.random::<f64>()),
        swing: rng.random_range(0.05..0.4),
        growth: rng.random_range(-0.1..0.2),
        drift: rng.random_range(0.0..0.02),
        tail: rng.random_range(0.6..1.1),
    }
}

/// `days` days of a trader from `first` on. From day `drop.0` on, revenue is `drop.1` times
/// what it would have been.
pub(crate) fn simulate(
    trader: &Trader,
    first: NaiveDate,
    days: usize,
    drop: Option<(NaiveDate, f64)>,
    seed: u64,
) -> Simulated {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let week = [1.1, 1.05, 1.0, 1.0, 0.95, 0.6, 0.0]
        .map(|factor: f64| factor * rng.random_range(0.8..1.2));
    let phase = rng.random_range(0.0..std::f64::consts::TAU);
    let step = Normal::new(0.0, trader.drift.max(1e-9)).unwrap();
    let size = LogNormal::new(3.0, trader.tail).unwrap();
    let mean_size = (3.0 + 0.5 * trader.tail * trader.tail).exp();
    let mut level = 0.0;
    let mut simulated =
        Simulated { first, traded: Vec::new(), amounts: Vec::new(), expected: Vec::new() };
    for (number, day) in first.iter_days().take(days).enumerate() {
        if day.weekday() == Weekday::Mon {
            level += step.sample(&mut rng);
        }
        let shut = (day.month() == 12 && day.day() >= 24) || (day.month() == 1 && day.day() <= 2);
        let open = day.weekday() != Weekday::Sun && !shut && !rng.random_bool(0.005);
        let year = number as f64 / 365.25;
        let season = trader.swing * (std::f64::consts::TAU * year + phase).sin();
        let orders = trader.orders
            * week[day.weekday().num_days_from_monday() as usize]
            * (level + trader.growth * year + season).exp()
            * drop.map_or(1.0, |(from, factor)| if day >= from { factor } else { 1.0 });
        let mut amount = 0.0;
        if open {
            let mut left: f64 = Poisson::new(orders.max(1e-6)).unwrap().sample(&mut rng);
            while left >= 1.0 {
                left -= 1.0;
                let one: f64 = size.sample(&mut rng);
                // One in fifty comes back, one in two thousand is a giant.
                amount += match rng.random_range(0..2000) {
                    0 => 30.0 * one,
                    1..=40 => -one,
                    _ => one,
                };
            }
        }
        let expected = orders * mean_size * (1.0 - 2.0 * 0.02 + 29.0 / 2000.0);
        simulated.traded.push(open);
        simulated.amounts.push((amount * 100.0).round() / 100.0);
        simulated.expected.push(if open { expected } else { 0.0 });
    }
    simulated
}

/// The series of a simulated trader's whole company, as a book seen from `as_of`.
pub(crate) fn series_of(simulated: &Simulated) -> Series {
    let days = simulated.first.iter_days().zip(simulated.traded.iter().zip(&simulated.amounts));
    days.filter(|(_, (traded, _))| **traded)
        .map(|(day, (_, amount))| {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "cents of a simulated day are far below the limit"
            )]
            let cents = (amount * 100.0).round() as i128;
            let day = Day { gross: Amount::from_cents(cents), orders: 10, ..Day::empty(day) };
            (Scope::company(), day)
        })
        .collect()
}

/// The evening of a day in Berlin, when the day is finished.
pub(crate) fn evening(day: NaiveDate) -> Instant {
    Zone::BERLIN.instant(day.and_hms_opt(22, 0, 0).unwrap())
}

/// The whole company, seen from the evening of `day`.
pub(crate) fn book_on(series: &Series, day: NaiveDate) -> Book<'_> {
    let end = series.span().unwrap().1;
    Book::new(series, evening(end), Zone::BERLIN, Some(day), [Scope::company()]).unwrap()
}

/// One forecast of one simulated month, and what came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged {
    /// Days from the day looked from to the end of the month.
    pub(crate) days_left: i64,
    /// Whether the month ended inside the 80 and the 95 % range.
    pub(crate) inside: [bool; 2],
    /// Probability that the target is missed, and whether it was.
    pub(crate) probability: f64,
    pub(crate) missed: bool,
}

/// Forecasts the last `months` whole months of `traders` simulated traders from different days,
/// with targets drawn around what each month was expected to bring.
pub(crate) fn judge(traders: u64, history_days: usize, months: i32) -> Vec<Judged> {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut judged = Vec::new();
    for seed in 0..traders {
        let trader = some_trader(&mut rng);
        let simulated = simulate(&trader, START, history_days, None, seed);
        let series = series_of(&simulated);
        let end = Month::of(series.span().unwrap().1);
        for back in 1..=months {
            let period = end.plus(-back);
            let goal = expected(&simulated, period) * rng.random_range(0.85..1.15);
            let target = Target::new(period, Scope::company(), cents(goal), "file");
            let came = series.total(&Scope::company(), period.first(), period.last()).net();
            for days_left in [55, 31, 20, 10, 4] {
                let day = period.last() - Days::new(days_left);
                let book = book_on(&series, day);
                let found = sog_warn::forecast::forecast(&book, &target);
                let (Some(rest), Some(probability)) = (found.rest, found.probability_missed) else {
                    continue;
                };
                let rest_came = came - found.booked;
                judged.push(Judged {
                    days_left: i64::try_from(days_left).unwrap(),
                    inside: [
                        rest.low80 <= rest_came && rest_came <= rest.high80,
                        rest.low95 <= rest_came && rest_came <= rest.high95,
                    ],
                    probability,
                    missed: came < target.amount,
                });
            }
        }
    }
    judged
}

/// What a month was expected to bring, by the simulated truth.
pub(crate) fn expected(simulated: &Simulated, period: Month) -> f64 {
    let days = simulated.first.iter_days().zip(&simulated.expected);
    days.filter(|(day, _)| period.contains(*day)).map(|(_, amount)| amount).sum()
}

/// An amount in whole cents.
pub(crate) fn cents(value: f64) -> Amount {
    #[allow(clippy::cast_possible_truncation, reason = "far inside the range")]
    Amount::from_cents((value * 100.0).round() as i128)
}

/// Share of a group, in percent.
pub(crate) fn percent<T>(all: &[T], is: impl Fn(&T) -> bool) -> f64 {
    100.0 * all.iter().filter(|one| is(one)).count() as f64 / all.len().max(1) as f64
}

//! How far a model has been off as a whole: what no single customer's history tells.
//!
//! The models know customers, not markets: a season, a campaign or a crisis makes all of them buy
//! more or less. How much that comes to is measured where it can be: the model is fitted to what
//! was known at earlier days, and held against what came next.

use super::fit::{Fit, Model, fit};
use super::pattern::History;

/// Earlier stretches that are looked at.
const WINDOWS: i32 = 4;
/// Share of all time that is left to fit the model to.
const FITTED: f64 = 0.35;
/// Purchases come in bursts: the variance of their number, relative to its mean, that chance
/// alone makes.
const BURSTS: f64 = 2.0;

/// The days on which customers bought, each ascending and each day once; days are counted from
/// wherever.
#[derive(Debug, Clone, Copy)]
pub struct Bought<'a>(pub &'a [Vec<i32>]);

impl Bought<'_> {
    /// What was known at the end of a day of those who had bought by then; times are in units of
    /// so many days.
    #[must_use]
    pub fn histories(&self, until: i32, unit: f64) -> Vec<History> {
        self.0.iter().filter_map(|days| history(days, until, unit)).collect()
    }

    fn first(&self) -> Option<i32> {
        self.0.iter().filter_map(|days| days.first().copied()).min()
    }
}

/// What was known of one customer at the end of a day; `None` before the first purchase.
#[must_use]
pub fn history(days: &[i32], until: i32, unit: f64) -> Option<History> {
    let known = days.partition_point(|day| *day <= until);
    let (first, last) = (*days.first()?, *days[..known].last()?);
    let time = |day: i32| f64::from(day - first) / unit;
    let frequency = u32::try_from(known - 1).unwrap_or(u32::MAX);
    Some(History { frequency, recency: time(last), age: time(until) })
}

/// Groups of customers that are looked at apart: tenths, those of whom most is expected first.
pub const GROUPS: usize = 10;

/// The group of each customer by what is expected of them; equals stay in their order.
#[must_use]
pub fn groups(expected: &[f64]) -> Vec<u8> {
    let mut order: Vec<usize> = (0..expected.len()).collect();
    order.sort_by(|one, other| expected[*other].total_cmp(&expected[*one]).then(one.cmp(other)));
    let mut groups = vec![0; expected.len()];
    for (rank, place) in order.into_iter().enumerate() {
        groups[place] = u8::try_from(rank * GROUPS / expected.len()).unwrap_or(0);
    }
    groups
}

/// How far customers were off what the model expected of them, for the stretch that is looked
/// ahead: standard deviations of the logarithm of bought over expected, less what chance makes of
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Steadiness {
    /// All customers together.
    pub spread: f64,
    /// A [group](groups), beside what all were off: where the model takes customers to be more or
    /// less different than they are.
    pub group_spread: f64,
    /// In how many earlier stretches it was looked at.
    pub windows: usize,
}

impl Steadiness {
    /// Looks back from the end of a day, at stretches no longer than `ahead` days. Nothing where
    /// there is too little to look back at.
    #[must_use]
    pub fn of(model: Model, bought: Bought<'_>, end: i32, ahead: i32, unit: f64) -> Self {
        let Some(first) = bought.first() else { return Self::default() };
        let all = f64::from(end - first);
        #[allow(clippy::cast_possible_truncation, reason = "some days")]
        let longest = (all * (1.0 - FITTED) / f64::from(WINDOWS)).floor() as i32;
        let length = ahead.min(longest).max(1);
        let (mut of_all, mut of_groups) = (Mean::default(), Mean::default());
        for number in 1..=WINDOWS {
            let day = end - number * length;
            let Ok(fit) = fit(model, &bought.histories(day, unit)) else { continue };
            look_back(&fit, bought, (day, day + length), unit, &mut of_all, &mut of_groups);
        }
        // A level that wanders strays further over longer stretches: its variance grows with time.
        let longer = (f64::from(ahead) / f64::from(length)).max(1.0);
        let spread = |squares: &Mean| (longer * squares.mean()).max(0.0).sqrt();
        Self { spread: spread(&of_all), group_spread: spread(&of_groups), windows: of_all.count }
    }
}

#[derive(Default)]
struct Mean {
    sum: f64,
    count: usize,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum / self.count as f64 }
    }
}

/// Holds what was expected against what came, for all together and for each group beside that.
fn look_back(
    fit: &Fit,
    bought: Bought<'_>,
    (day, until): (i32, i32),
    unit: f64,
    of_all: &mut Mean,
    of_groups: &mut Mean,
) {
    /// Fewer purchases than this say nothing of a level.
    const LEAST: f64 = 5.0;
    let ahead = f64::from(until - day) / unit;
    let expected = fit.expected_of_all(&bought.histories(day, unit), ahead);
    let mut sums = [(0.0, 0.0); GROUPS];
    let known = bought.0.iter().filter(|days| days.first().is_some_and(|first| *first <= day));
    for ((days, expected), group) in known.zip(&expected).zip(groups(&expected)) {
        let place = |day: i32| days.partition_point(|one| *one <= day);
        let sum = &mut sums[usize::from(group)];
        sum.0 += expected;
        sum.1 += (place(until) - place(day)) as f64;
    }
    let whole = sums.iter().fold((0.0, 0.0), |whole, one| (whole.0 + one.0, whole.1 + one.1));
    if whole.0 < LEAST {
        return;
    }
    let off = |(expected, came): (f64, f64)| ((came + 0.5) / (expected + 0.5)).ln();
    let all_off = off(whole);
    of_all.add(all_off * all_off - BURSTS / whole.0);
    for sum in sums.into_iter().filter(|(expected, _)| *expected >= LEAST) {
        let beside = off(sum) - all_off;
        of_groups.add(beside * beside - BURSTS / sum.0);
    }
}

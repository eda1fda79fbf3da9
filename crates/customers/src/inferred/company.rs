//! What everybody will need in the weeks ahead, for pages: by customer, and added up by family.

use chrono::{Datelike, NaiveDate};
use vocab::{CustomerId, Zone};

use super::bought::Bought;
use super::outlook::{CannotTell, Outlook};
use crate::local::instant;
use crate::needs::is_need;
use crate::pictures::Pictures;

/// How many weeks ahead are told.
pub const WEEKS: usize = 26;
/// Steps in which the probability of a week is kept: for shades, not for sums.
const STEPS: f64 = 255.0;
/// Standard deviations to each side within which nine of ten values lie.
const SURE: f64 = 1.645;

/// One customer, one family, the weeks ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead<'a> {
    /// Whom.
    pub customer: &'a str,
    /// What.
    pub family: &'a str,
    /// The probability of at least one purchase within all the weeks.
    pub probability: f64,
    /// The shortest run of weeks with half of it: the first day,
    pub from: NaiveDate,
    /// the middle of the most probable week,
    pub peak: NaiveDate,
    /// and the last day.
    pub until: NaiveDate,
    /// The probability that the first purchase falls into each week, to a half of a percent.
    pub weeks: [f64; WEEKS],
}

/// A family in one week.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Week {
    /// How many customers are expected to buy it for the first time from now on.
    pub expected: f64,
    /// The fewest to reckon with, in nine of ten cases.
    pub low: f64,
    /// The most.
    pub high: f64,
}

#[derive(Debug)]
struct Kept {
    pair: u32,
    probability: f32,
    from: i32,
    peak: i32,
    until: i32,
    weeks: [u8; WEEKS],
}

/// What everybody will need.
#[derive(Debug)]
pub struct NeedsAhead {
    until: NaiveDate,
    bought: Bought,
    /// By customer, and for each by probability, the largest first.
    needs: Vec<Kept>,
    /// Places among the needs, the most probable first.
    ranked: Vec<u32>,
    /// By name: the families, their weeks, and how many customers ever bought them.
    families: Vec<(String, [Week; WEEKS], u64)>,
    /// Pairs that are bought within the first weeks.
    month: Week,
}

/// How many weeks [`NeedsAhead::month`] has.
pub const MONTH: usize = 4;

/// Of many who decide for themselves, each with a chance of their own: their mean and variance say
/// between which counts nine of ten cases lie (Poisson's binomial distribution, nearly normal).
fn week(expected: f64, variance: f64) -> Week {
    let far = SURE * variance.sqrt();
    Week { expected, low: (expected - far).max(0.0), high: expected + far }
}

impl NeedsAhead {
    /// Looks ahead from the end of a day, at what is known then.
    ///
    /// # Errors
    /// When the orders before that day tell nothing.
    pub fn of(pictures: &Pictures, until: NaiveDate, zone: Zone) -> Result<Self, CannotTell> {
        let mut bought = Bought::default();
        for state in pictures {
            let orders = state.purchases.orders();
            for family in state.purchases.families().iter().filter(|one| is_need(&one.name)) {
                for order in family.orders.iter().filter_map(|place| orders.get(*place as usize)) {
                    let day = zone.day(instant(order.time));
                    bought.add(state.customer().as_str(), &family.name, day);
                }
            }
        }
        Self::of_bought(bought.finished(), until)
    }

    /// The same of purchases whose customers were added in the order of their names.
    fn of_bought(bought: Bought, until: NaiveDate) -> Result<Self, CannotTell> {
        // As many whole weeks as are told.
        const DAYS: i32 = 182;
        let told = Outlook::learned(&bought, until.num_days_from_ce())?.needs(DAYS);
        let none = || ([0.0; WEEKS], [0.0; WEEKS], 0);
        let mut sums = vec![none(); bought.families()];
        let mut needs = Vec::with_capacity(told.len());
        let (mut month, mut month_spread) = (0.0, 0.0);
        for need in told {
            let pair = &bought.pairs()[need.pair];
            let (mean, spread, customers) = &mut sums[pair.family as usize];
            *customers += 1;
            // Of one pair a first purchase falls into one week only: the month is looked at as a whole.
            let soon: f64 = need.weeks.iter().take(MONTH).sum();
            month += soon;
            month_spread += soon * (1.0 - soon);
            let mut weeks = [0; WEEKS];
            for (week, p) in need.weeks.iter().enumerate().take(WEEKS) {
                mean[week] += p;
                spread[week] += p * (1.0 - p);
                weeks[week] = in_steps(*p);
            }
            #[allow(clippy::cast_possible_truncation, reason = "a probability")]
            let probability = need.probability as f32;
            let place = u32::try_from(need.pair).unwrap_or(u32::MAX);
            let (from, peak, until) = (need.from, need.peak, need.until);
            needs.push(Kept { pair: place, probability, from, peak, until, weeks });
        }
        let customer = |kept: &Kept| bought.pairs()[kept.pair as usize].customer;
        needs.sort_by(|one, other| {
            let by_probability = || other.probability.total_cmp(&one.probability);
            customer(one).cmp(&customer(other)).then_with(by_probability)
        });
        let mut families: Vec<_> = sums
            .into_iter()
            .enumerate()
            .map(|(family, (mean, spread, customers))| {
                let of = |place: usize| week(mean[place], spread[place]);
                let name = bought.family(family).to_owned();
                (name, std::array::from_fn(of), customers)
            })
            .collect();
        families.sort_by(|one, other| one.0.cmp(&other.0));
        let mut ranked: Vec<u32> = (0..u32::try_from(needs.len()).unwrap_or(u32::MAX)).collect();
        let probability = |place: &u32| needs[*place as usize].probability;
        // A stable sort: equals stay by customer.
        ranked.sort_by(|one, other| probability(other).total_cmp(&probability(one)));
        let month = week(month, month_spread);
        Ok(Self { until, bought, needs, ranked, families, month })
    }

    /// The last day that is known; the first week begins the day after.
    #[must_use]
    pub fn until(&self) -> NaiveDate {
        self.until
    }

    /// The first day of each week.
    #[must_use]
    pub fn weeks(&self) -> [NaiveDate; WEEKS] {
        std::array::from_fn(|week| {
            let days = i32::try_from(week).unwrap_or(0) * 7 + 1;
            date(self.until.num_days_from_ce() + days)
        })
    }

    /// The families by name, with their weeks, and how many customers ever bought them.
    pub fn families(&self) -> impl Iterator<Item = (&str, &[Week; WEEKS], u64)> {
        self.families.iter().map(|(name, weeks, customers)| (name.as_str(), weeks, *customers))
    }

    /// What one customer will need, the most probable first.
    pub fn of_customer(&self, customer: &CustomerId) -> impl Iterator<Item = Ahead<'_>> {
        let named = |kept: &Kept| self.bought.customer(self.pair(kept).customer);
        let from = self.needs.partition_point(|kept| named(kept) < customer.as_str());
        let customer = customer.clone();
        self.needs[from..]
            .iter()
            .take_while(move |kept| named(kept) == customer.as_str())
            .map(|kept| self.told(kept))
    }

    /// How many pairs are bought within the first four weeks.
    #[must_use]
    pub fn month(&self) -> Week {
        self.month
    }

    /// How many pairs are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.needs.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.needs.is_empty()
    }

    /// The needs of a family, or all, the most probable first.
    pub fn ranked<'a>(&'a self, family: Option<&'a str>) -> impl Iterator<Item = Ahead<'a>> {
        let ranked = self.ranked.iter().filter_map(|place| self.needs.get(*place as usize));
        ranked
            .filter(move |kept| {
                family.is_none_or(|family| self.bought.names(self.pair(kept)).1 == family)
            })
            .map(|kept| self.told(kept))
    }

    /// Everybody's needs, by customer.
    pub fn iter(&self) -> impl Iterator<Item = Ahead<'_>> {
        self.needs.iter().map(|kept| self.told(kept))
    }

    fn pair(&self, kept: &Kept) -> &super::bought::Pair {
        &self.bought.pairs()[kept.pair as usize]
    }

    fn told(&self, kept: &Kept) -> Ahead<'_> {
        let (customer, family) = self.bought.names(self.pair(kept));
        Ahead {
            customer,
            family,
            probability: f64::from(kept.probability),
            from: date(kept.from),
            peak: date(kept.peak),
            until: date(kept.until),
            weeks: kept.weeks.map(|steps| f64::from(steps) / STEPS),
        }
    }
}

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default()
}

/// What is probable at all is not nothing.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
fn in_steps(probability: f64) -> u8 {
    (probability * STEPS).ceil().clamp(0.0, STEPS) as u8
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    fn bought() -> Bought {
        let start: NaiveDate = "2025-01-06".parse().unwrap();
        let mut bought = Bought::default();
        for customer in 0..90_u64 {
            for (family, rhythm) in [("Lamps", 14 + customer % 5 * 7), ("Candles", 49)] {
                for number in (customer % 13..330).step_by(usize::try_from(rhythm).unwrap()) {
                    bought.add(&format!("C{customer:02}"), family, start + Days::new(number));
                }
            }
        }
        bought.finished()
    }

    #[test]
    fn customers_and_families_tell_the_same() {
        let until: NaiveDate = "2025-12-01".parse().unwrap();
        let ahead = NeedsAhead::of_bought(bought(), until).unwrap();
        assert_eq!(ahead.weeks()[0], until + Days::new(1));
        assert_eq!(ahead.weeks()[25], until + Days::new(1 + 25 * 7));
        let names: Vec<&str> = ahead.families().map(|(name, ..)| name).collect();
        assert_eq!(names, ["Candles", "Lamps"]);
        for (name, weeks, customers) in ahead.families() {
            assert_eq!(customers, 90);
            // The sums are of what each customer is told, but for the steps that is kept in.
            for (week, sum) in weeks.iter().enumerate() {
                let kept: f64 =
                    ahead.iter().filter(|one| one.family == name).map(|one| one.weeks[week]).sum();
                assert!(
                    sum.expected <= kept && kept <= sum.expected + 90.0 / STEPS,
                    "{name} {week}"
                );
                assert!(sum.low <= sum.expected && sum.expected <= sum.high);
            }
        }
        let ranked: Vec<f64> = ahead.ranked(None).map(|one| one.probability).collect();
        assert_eq!(ranked.len(), ahead.len());
        assert!(ranked.is_sorted_by(|one, other| one >= other));
        assert_eq!(ahead.ranked(Some("Lamps")).count(), 90);
        assert_eq!(ahead.ranked(Some("Nothing")).count(), 0);
        // A pair counts once in the month, so its range is narrower than that of four weeks alone.
        let weeks: f64 =
            ahead.families().flat_map(|(_, weeks, _)| &weeks[..MONTH]).map(|w| w.expected).sum();
        let month = ahead.month();
        assert!((month.expected - weeks).abs() < 1e-9 && month.low <= month.expected);
        let id = CustomerId::new("C07").unwrap();
        let own: Vec<Ahead<'_>> = ahead.of_customer(&id).collect();
        assert_eq!(own.len(), 2);
        assert!(own[0].probability >= own[1].probability);
        assert!(own.iter().all(|one| one.customer == "C07" && one.from <= one.peak));
        assert_eq!(ahead.of_customer(&CustomerId::new("nobody").unwrap()).count(), 0);
    }
}

//! Where a change of revenue comes from: an exact split into factors and parts.
//!
//! What a group of customers bought is a product, `customers x orders per customer x value per
//! order`, and a change of a product has no single split: what the first factor "did" depends
//! on whether the others had already moved. The Shapley value takes the mean over all orders in
//! which the factors could have moved. It is the only split that leaves nothing over, gives
//! nothing to a factor that did not move, and treats the factors alike: Shapley, *A value for
//! n-person games*, Contributions to the Theory of Games II, 1953, 307-317; for decompositions
//! Shorrocks, *Decomposition procedures for distributional analysis: a unified framework based
//! on the Shapley value*, Journal of Economic Inequality 11, 2013, 99-126.
//!
//! Returns are added, not multiplied: what comes back in a window was mostly sold before it, so
//! it is no share of what the window sold. (As a share, one day of January with few sales and
//! the returns of Christmas would turn the sign of every other factor.)
//!
//! Money comes in and goes out in whole units (cents). Shares of a unit are dealt out by
//! largest remainder, so the parts add up to the whole exactly.

use serde::{Deserialize, Serialize};

/// What a group of customers bought in a window. Amounts in whole units such as cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trade {
    /// How many customers ordered; `None` where nobody can know (anonymous sales).
    pub customers: Option<u64>,
    /// How many orders.
    pub orders: u64,
    /// Sales before returns.
    pub gross: i128,
    /// Returns and adjustments, mostly below zero.
    pub returned: i128,
}

impl Trade {
    /// What is left: gross plus returned.
    #[must_use]
    pub const fn net(&self) -> i128 {
        self.gross + self.returned
    }
}

/// What can move revenue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// How many customers ordered.
    Customers,
    /// How often each of them did.
    OrdersPerCustomer,
    /// How many orders there were, where customers cannot be counted.
    Orders,
    /// What an order was worth before returns.
    ValuePerOrder,
    /// What came back.
    Returns,
}

/// Splits `after.net() - before.net()` into factors. The amounts add up to it exactly.
///
/// Where customers are not known on either side, [`Factor::Orders`] stands in place of
/// [`Factor::Customers`] and [`Factor::OrdersPerCustomer`].
///
/// A factor that a side does not have (value per order without orders) is taken as equal to
/// the other side's, so a group that appears or vanishes is a matter of customers alone. Sales
/// without an order (late lines of earlier ones) go to value per order as they are.
#[must_use]
pub fn factors(before: &Trade, after: &Trade) -> Vec<(Factor, i128)> {
    let by_customer = before.customers.is_some() || after.customers.is_some();
    let names: &[Factor] = if by_customer {
        &[Factor::Customers, Factor::OrdersPerCustomer, Factor::ValuePerOrder]
    } else {
        &[Factor::Orders, Factor::ValuePerOrder]
    };
    let (one, other) = (chain(before, by_customer), chain(after, by_customer));
    let level = |own: &[Option<f64>], theirs: &[Option<f64>]| -> Vec<f64> {
        let pairs = own.iter().zip(theirs);
        pairs.map(|(own, theirs)| own.or(*theirs).unwrap_or(1.0)).collect()
    };
    let mut split = shapley(&level(&one, &other), &level(&other, &one));
    // Sales without an order are outside the product.
    let loose = |side: &Trade| {
        if has_orders(side, by_customer) { 0.0 } else { side.gross as f64 }
    };
    if let Some(value) = split.last_mut() {
        *value += loose(after) - loose(before);
    }
    let amounts = apportion(&split, after.gross - before.gross);
    let returns = (Factor::Returns, after.returned - before.returned);
    names.iter().copied().zip(amounts).chain([returns]).collect()
}

/// The factors of one side; `None` where it has none. Their product is the gross amount, or
/// zero where there are no orders.
fn chain(trade: &Trade, by_customer: bool) -> Vec<Option<f64>> {
    let orders = trade.orders as f64;
    let counted = has_orders(trade, by_customer);
    let count = |number: f64| Some(if counted { number } else { 0.0 });
    let value = counted.then(|| trade.gross as f64 / orders);
    if by_customer {
        let customers = trade.customers.unwrap_or(0) as f64;
        vec![count(customers), counted.then(|| orders / customers), value]
    } else {
        vec![count(orders), value]
    }
}

/// Whether a side has orders, and customers where those are counted.
fn has_orders(trade: &Trade, by_customer: bool) -> bool {
    trade.orders > 0 && (!by_customer || trade.customers.is_some_and(|customers| customers > 0))
}

/// The Shapley value of each factor of a product that moves from `before` to `after`. Adds up
/// to the change of the product but for rounding. Both must be of the same length, at most 16.
///
/// Shorrocks 2013, equation (7): the mean of the factor's marginal effect, over all sets of
/// other factors that may have moved before it.
#[must_use]
pub fn shapley(before: &[f64], after: &[f64]) -> Vec<f64> {
    let n = before.len().min(after.len()).min(16);
    let product = |moved: u32| -> f64 {
        (0..n).map(|i| if moved >> i & 1 == 1 { after[i] } else { before[i] }).product()
    };
    // |S|! (n - |S| - 1)! / n! for sets S of other factors.
    let weight = |size: usize| -> f64 {
        let chosen: f64 = (0..size).map(|i| (i + 1) as f64 / (n - 1 - i) as f64).product();
        chosen / n as f64
    };
    (0..n)
        .map(|factor| {
            (0..1_u32 << n)
                .filter(|set| set >> factor & 1 == 0)
                .map(|set| {
                    let effect = product(set | 1 << factor) - product(set);
                    effect * weight(set.count_ones() as usize)
                })
                .sum()
        })
        .collect()
}

/// Rounds parts to whole units so that they add up to `total`: each gets its floor, and what is
/// left goes, one unit each, to the largest remainders (Hamilton's method; of equal remainders
/// the first). What rounding cannot explain goes to the largest part. No parts: nothing.
#[must_use]
pub fn apportion(parts: &[f64], total: i128) -> Vec<i128> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "bounded first; what is no number becomes 0"
    )]
    let floor = |part: &f64| part.floor().clamp(-1e30, 1e30) as i128;
    let mut units: Vec<i128> = parts.iter().map(floor).collect();
    let remainders: Vec<f64> = parts.iter().map(|part| part - part.floor()).collect();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by(|a, b| remainders[*b].total_cmp(&remainders[*a]));

    let missing = total - units.iter().sum::<i128>();
    let largest = (0..units.len()).rev().max_by_key(|place| units[*place].unsigned_abs());
    if let Some(largest) = largest
        && !usize::try_from(missing).is_ok_and(|missing| missing <= parts.len())
    {
        units[largest] += missing;
    }
    deal(units, &by_remainder, total)
}

/// [`apportion`] without any binary fraction: parts counted in fractions of a unit (`per` of
/// them make one), rounded to units that add up to the rounded sum (half away from zero).
#[must_use]
pub fn round_parts(parts: &[i128], per: i128) -> Vec<i128> {
    let per = per.max(1);
    let sum: i128 = parts.iter().sum();
    let half = if sum < 0 { -(per / 2) } else { per / 2 };
    let floors = parts.iter().map(|part| part.div_euclid(per)).collect();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|place| std::cmp::Reverse(parts[*place].rem_euclid(per)));
    deal(floors, &by_remainder, (sum + half) / per)
}

/// Gives one unit each, in the order of `first`, until the total is reached.
fn deal(mut units: Vec<i128>, first: &[usize], total: i128) -> Vec<i128> {
    let missing = total - units.iter().sum::<i128>();
    for place in first.iter().take(usize::try_from(missing).unwrap_or(0)) {
        units[*place] += 1;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(customers: u64, orders: u64, gross: i128, returned: i128) -> Trade {
        Trade { customers: Some(customers), orders, gross, returned }
    }

    /// The complete decomposition of three factors, written out: Sun, *Changes in energy
    /// consumption and energy intensity: a complete decomposition model*, Energy Economics 20,
    /// 1998, 85-100, equations (9) to (11); each joint effect is shared equally.
    #[test]
    fn three_factors_as_published() {
        let (x, y, z) = ([200.0, 150.0], [1.5, 2.0], [80.0, 70.0]);
        let (dx, dy, dz) = (x[1] - x[0], y[1] - y[0], z[1] - z[0]);
        let joint = dx * dy * dz / 3.0;
        let expected = [
            dx * y[0] * z[0] + dx * (dy * z[0] + y[0] * dz) / 2.0 + joint,
            x[0] * dy * z[0] + dy * (dx * z[0] + x[0] * dz) / 2.0 + joint,
            x[0] * y[0] * dz + dz * (dx * y[0] + x[0] * dy) / 2.0 + joint,
        ];
        let split = shapley(&[x[0], y[0], z[0]], &[x[1], y[1], z[1]]);
        for (split, expected) in split.iter().zip(expected) {
            assert!((split - expected).abs() < 1e-9, "{split} {expected}");
        }
    }

    /// Worked by hand: with two factors the Shapley value is Bennet's indicator (*The theory of
    /// measurement of changes in cost of living*, Journal of the Royal Statistical Society 83,
    /// 1920, 455-462): each change at the mean level of the other factor.
    #[test]
    fn two_factors_by_hand() {
        assert_eq!(shapley(&[10.0, 4.0], &[8.0, 5.0]), [-9.0, 9.0]);
        assert_eq!(shapley(&[], &[]), Vec::<f64>::new());
        assert_eq!(shapley(&[3.0], &[5.0]), [2.0]);
    }

    #[test]
    fn one_cause_gets_the_whole_change() {
        // 100 customers, 2 orders each, 50.00 an order, a tenth returned.
        let before = named(100, 200, 1_000_000, -100_000);
        for (after, factor) in [
            (named(80, 160, 800_000, -100_000), Factor::Customers),
            (named(0, 0, 0, -100_000), Factor::Customers),
            (named(100, 150, 750_000, -100_000), Factor::OrdersPerCustomer),
            (named(100, 200, 900_000, -100_000), Factor::ValuePerOrder),
            (named(100, 200, 1_000_000, -300_000), Factor::Returns),
        ] {
            let change = after.net() - before.net();
            for (name, amount) in factors(&before, &after) {
                let expected = if name == factor { change } else { 0 };
                assert_eq!(amount, expected, "{name:?} for {after:?}");
            }
        }
    }

    /// Worked by hand: 4 customers x 2 orders x 10 become 2 x 4 x 16, and 14 less comes back.
    #[test]
    fn a_mixed_change_by_hand() {
        let split = factors(&named(4, 8, 80, -20), &named(2, 8, 128, -6));
        // Customers: -2 x (2x10 / 3 + (4x10 + 2x16) / 6 + 4x16 / 3) = -80, and so on.
        assert_eq!(
            split,
            [
                (Factor::Customers, -80),
                (Factor::OrdersPerCustomer, 76),
                (Factor::ValuePerOrder, 52),
                (Factor::Returns, 14),
            ]
        );
    }

    #[test]
    fn what_has_no_orders_stays_outside_the_product() {
        let nothing = named(0, 0, 0, 0);
        let only_returns = factors(&nothing, &named(0, 0, 0, -500));
        assert_eq!(only_returns[3], (Factor::Returns, -500));
        let late_lines = factors(&nothing, &named(0, 0, 700, 0));
        assert_eq!(late_lines[2], (Factor::ValuePerOrder, 700));
        let gone = factors(&named(0, 0, 700, 0), &named(2, 2, 500, 0));
        assert_eq!(gone[0], (Factor::Customers, 500));
        assert_eq!(gone[2], (Factor::ValuePerOrder, -700));
        let anonymous = |orders, gross| Trade { customers: None, orders, gross, returned: 0 };
        assert_eq!(
            factors(&anonymous(10, 1000), &anonymous(8, 800)),
            [(Factor::Orders, -200), (Factor::ValuePerOrder, 0), (Factor::Returns, 0)]
        );
    }

    #[test]
    fn units_go_to_the_largest_remainders() {
        assert_eq!(apportion(&[1.5, 2.3, 3.2], 7), [2, 2, 3]);
        assert_eq!(apportion(&[-1.5, -2.3, 0.8], -3), [-2, -2, 1]);
        assert_eq!(apportion(&[0.0, 7.0], 5), [0, 5]);
        assert_eq!(apportion(&[f64::NAN, 7.0], 7), [0, 7]);
        assert_eq!(apportion(&[], 4), Vec::<i128>::new());
        assert_eq!(round_parts(&[333_333, 333_333, 333_334], 10_000), [33, 33, 34]);
        assert_eq!(round_parts(&[-5_000, -5_000], 10_000), [0, -1]);
    }

    fn trade(by_customer: bool) -> impl Strategy<Value = Trade> {
        let count = prop_oneof![2 => Just(0_u64), 5 => 1..50_u64, 3 => 1..2_000_000_u64];
        let money = prop_oneof![
            2 => Just(0_i128),
            5 => -100_000..10_000_000_i128,
            1 => -900_000_000_000..90_000_000_000_000_i128
        ];
        let returned = prop_oneof![
            3 => Just(0_i128),
            5 => -20_000_000..1_000_i128,
            1 => -90_000_000_000_000..1_i128
        ];
        (count.clone(), count, money, returned).prop_map(
            move |(customers, orders, gross, returned)| Trade {
                customers: by_customer.then_some(customers),
                orders,
                gross,
                returned,
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        /// Whatever the companies, to the cent.
        #[test]
        fn factors_add_up_exactly(
            (before, after) in any::<bool>().prop_flat_map(|known| (trade(known), trade(known))),
        ) {
            let split = factors(&before, &after);
            let sum: i128 = split.iter().map(|(_, amount)| amount).sum();
            prop_assert_eq!(sum, after.net() - before.net());
            // Back again is the same the other way round, but for the dealing of cents.
            let largest = split.iter().map(|(_, amount)| amount.unsigned_abs()).max();
            let slack = 2 + largest.unwrap_or(0) / 1_000_000_000;
            for ((factor, there), (_, back)) in split.iter().zip(factors(&after, &before)) {
                prop_assert!((there + back).unsigned_abs() <= slack, "{factor:?} {there} {back}");
            }
            if before == after {
                prop_assert!(split.iter().all(|(_, amount)| *amount == 0));
            }
        }

        #[test]
        fn rounded_parts_add_up_and_stay_close(
            parts in prop::collection::vec(-10_000_000_000_i128..10_000_000_000, 0..40),
            per in prop::sample::select(vec![1_i128, 7, 10_000]),
        ) {
            let rounded = round_parts(&parts, per);
            let sum: i128 = parts.iter().sum();
            let whole: i128 = rounded.iter().sum();
            prop_assert!((whole * per - sum).abs() * 2 <= per);
            for (part, rounded) in parts.iter().zip(rounded) {
                prop_assert!((rounded * per - part).abs() <= per, "{part} {rounded}");
            }
        }

        /// Adds up, and a factor that stands still gets nothing.
        #[test]
        fn shapley_leaves_nothing_over(
            pairs in prop::collection::vec((-20.0..50.0_f64, -20.0..50.0_f64, any::<bool>()), 1..6),
        ) {
            let before: Vec<f64> = pairs.iter().map(|(before, _, _)| *before).collect();
            let after: Vec<f64> =
                pairs.iter().map(|(before, after, moves)| if *moves { *after } else { *before }).collect();
            let split = shapley(&before, &after);
            let change = after.iter().product::<f64>() - before.iter().product::<f64>();
            prop_assert!((split.iter().sum::<f64>() - change).abs() < 1e-6);
            for (amount, (_, _, moves)) in split.iter().zip(&pairs) {
                prop_assert!(*moves || amount.abs() < 1e-9);
            }
        }
    }
}

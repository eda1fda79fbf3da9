//! Who bought: new customers, returning ones, anonymous buyers; and what moved in each group.
//!
//! *New* in a window is who ordered nothing from the company, in any part of it, in the days
//! before it that are looked back on ([`Pair::lookback`](crate::windows::Pair::lookback)): who
//! comes for the first time, and who comes back after longer than that. Both years look back on
//! equally many days. *Returning* is everybody else with a name. Where the data does not reach
//! back far enough to know, all named customers are one group.

use std::collections::HashSet;

use customers::Slice;
use serde::{Deserialize, Serialize};
use stats::decompose::{Factor, Trade, factors, round_parts};
use vocab::{Amount, CustomerId};

use crate::chance::variance;

/// A group of buyers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// No order in the days before the window.
    New,
    /// Ordered in the days before the window, too.
    Returning,
    /// All named customers, where nobody can tell new from returning.
    Named,
    /// Sales without a customer.
    Anonymous,
}

impl Segment {
    const ALL: [Self; 4] = [Self::New, Self::Returning, Self::Named, Self::Anonymous];

    /// The group of a buyer in a window.
    fn of(slice: &Slice, earlier: Option<&Earlier>) -> Self {
        match (&slice.customer, earlier) {
            (None, _) => Self::Anonymous,
            (Some(_), None) => Self::Named,
            (Some(customer), Some(earlier)) if earlier.contains(customer) => Self::Returning,
            (Some(_), Some(_)) => Self::New,
        }
    }
}

/// Who ordered something from the company in the days before a window.
pub type Earlier = HashSet<CustomerId>;

/// What was bought in one window.
#[derive(Debug, Clone, Copy)]
pub struct Bought<'a> {
    /// By whom.
    pub slices: &'a [Slice],
    /// Who ordered in the days before; `None` where that cannot be known.
    pub earlier: Option<&'a Earlier>,
}

impl<'a> Bought<'a> {
    /// The buyers of one group.
    fn by(self, segment: Segment) -> impl Iterator<Item = &'a Slice> {
        let ours = move |slice: &&Slice| Segment::of(slice, self.earlier) == segment;
        self.slices.iter().filter(ours)
    }
}

/// What a group bought in one window, in whole cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Customers who ordered; 0 for anonymous sales.
    pub customers: u64,
    /// Orders.
    pub orders: u64,
    /// Sales.
    pub gross: Amount,
    /// Returns and adjustments, mostly below zero.
    pub returned: Amount,
    /// What is left.
    pub net: Amount,
}

/// One group in both windows, and what moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentRow {
    /// Which group.
    pub segment: Segment,
    /// Last year.
    pub before: Figures,
    /// This year.
    pub after: Figures,
    /// Last year less this year: above zero is lost.
    pub lost: Amount,
    /// What made it. Adds up to `lost` to the cent.
    pub drivers: Vec<Driver>,
    /// How far `lost` may lie from what these buyers do on the whole, by chance alone: one
    /// standard deviation, see [`chance`](crate::chance).
    pub noise: Amount,
}

/// What one factor did in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// Which factor.
    pub factor: Factor,
    /// How much was lost by it; below zero: gained.
    pub lost: Amount,
}

/// Cents of an amount, as parts of a cent are counted in micros.
const PER_CENT: i128 = 10_000;

/// Everything in both windows, group by group; groups without any trade are left out. The
/// cents add up: `lost` of all rows is the whole of the one window less the whole of the
/// other, each rounded to cents.
#[must_use]
pub fn segments(before: Bought<'_>, after: Bought<'_>) -> Vec<SegmentRow> {
    let (one, other) = (sums(before), sums(after));
    let (old, new) = (in_cents(&one), in_cents(&other));
    let groups = Segment::ALL.into_iter().enumerate();
    groups
        .filter(|(place, _)| one[*place].lines + other[*place].lines > 0)
        .map(|(place, segment)| {
            let (was, is) = (trade(segment, &old[place]), trade(segment, &new[place]));
            let drivers = factors(&was, &is);
            let variance = variance(before.by(segment), after.by(segment));
            SegmentRow {
                segment,
                before: old[place],
                after: new[place],
                lost: old[place].net - new[place].net,
                drivers: drivers
                    .into_iter()
                    .map(|(factor, change)| Driver { factor, lost: Amount::from_cents(-change) })
                    .collect(),
                noise: cents(variance.sqrt()),
            }
        })
        .collect()
}

/// Sums of one group in one window, exact.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    lines: u64,
    customers: u64,
    orders: u64,
    gross: Amount,
    returned: Amount,
}

fn sums(bought: Bought<'_>) -> [Sums; 4] {
    let mut all = [Sums::default(); 4];
    for slice in bought.slices {
        let group = &mut all[Segment::of(slice, bought.earlier) as usize];
        group.lines += 1;
        group.customers += u64::from(slice.customer.is_some() && slice.orders > 0);
        group.orders += slice.orders;
        group.gross += slice.gross;
        group.returned += slice.returned;
    }
    all
}

/// Rounds all money of a window to cents that add up to its rounded whole.
fn in_cents(sums: &[Sums; 4]) -> [Figures; 4] {
    let exact: Vec<i128> =
        sums.iter().flat_map(|sums| [sums.gross.micros(), sums.returned.micros()]).collect();
    let rounded = round_parts(&exact, PER_CENT);
    std::array::from_fn(|place| {
        let gross = Amount::from_cents(rounded[2 * place]);
        let returned = Amount::from_cents(rounded[2 * place + 1]);
        Figures {
            customers: sums[place].customers,
            orders: sums[place].orders,
            gross,
            returned,
            net: gross + returned,
        }
    })
}

fn trade(segment: Segment, figures: &Figures) -> Trade {
    Trade {
        customers: (segment != Segment::Anonymous).then_some(figures.customers),
        orders: figures.orders,
        gross: figures.gross.to_cents(),
        returned: figures.returned.to_cents(),
    }
}

/// A share or a probability as it is shown and kept: six digits, so that what was kept reads
/// back as it was.
pub(crate) fn six_digits(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// An amount from a statistic in cents.
pub(crate) fn cents(value: f64) -> Amount {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "rounded and bounded; what is no number becomes 0"
    )]
    let whole = value.round().clamp(-1e17, 1e17) as i128;
    Amount::from_cents(whole)
}

#[cfg(test)]
pub(crate) mod tests {
    use customers::Window;
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    pub(crate) fn window(from: &str, until: &str) -> Window {
        Window { from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    pub(crate) fn slice(
        customer: Option<&str>,
        first: &str,
        orders: u64,
        gross: &str,
        returned: &str,
    ) -> Slice {
        let (gross, returned) = (amount(gross), amount(returned));
        Slice {
            customer: customer.map(|id| CustomerId::new(id).unwrap()),
            first_order: first.parse().ok(),
            orders,
            gross,
            returned,
            net: gross + returned,
        }
    }

    fn earlier(ids: &[&str]) -> Earlier {
        ids.iter().map(|id| CustomerId::new(id).unwrap()).collect()
    }

    fn bought<'a>(slices: &'a [Slice], earlier: Option<&'a Earlier>) -> Bought<'a> {
        Bought { slices, earlier }
    }

    #[test]
    fn groups_by_hand() {
        let before = [
            slice(None, "", 4, "40.00", "0"),
            slice(Some("a"), "2024-01-01", 2, "100.00", "-10.00"),
            slice(Some("b"), "2025-06-03", 1, "50.00", "0"),
        ];
        let after = [
            slice(None, "", 5, "40.00", "0"),
            slice(Some("a"), "2024-01-01", 1, "50.00", "0"),
            // Only sends back what was bought in the days before.
            slice(Some("c"), "2026-05-01", 0, "0", "-7.00"),
        ];
        let (then, now) = (earlier(&["a"]), earlier(&["a", "b", "c"]));
        let rows = segments(bought(&before, Some(&then)), bought(&after, Some(&now)));
        let lost: Vec<_> = rows.iter().map(|row| (row.segment, row.lost.to_string())).collect();
        assert_eq!(
            lost,
            [
                (Segment::New, "50.00".to_owned()),
                (Segment::Returning, "47.00".to_owned()),
                (Segment::Anonymous, "0.00".to_owned()),
            ]
        );
        let drivers = |row: &SegmentRow| -> Vec<(Factor, String)> {
            row.drivers.iter().map(|driver| (driver.factor, driver.lost.to_string())).collect()
        };
        assert_eq!(
            drivers(&rows[1]),
            [
                (Factor::Customers, "0.00".to_owned()),
                (Factor::OrdersPerCustomer, "50.00".to_owned()),
                (Factor::ValuePerOrder, "0.00".to_owned()),
                (Factor::Returns, "-3.00".to_owned()),
            ]
        );
        // More orders of less value: what one gained the other lost.
        let anonymous = &rows[2].drivers;
        assert_eq!(anonymous[0].lost, -anonymous[1].lost);
        assert!(anonymous[0].lost.is_negative());
        assert_eq!(rows[0].before.customers, 1);
        assert_eq!(rows[1].after.customers, 1, "who only returns is no customer who ordered");
    }

    #[test]
    fn who_comes_back_after_long_is_new_again() {
        let after = [slice(Some("b"), "2023-06-03", 1, "50.00", "0")];
        let nobody = Earlier::new();
        let rows = segments(bought(&[], Some(&nobody)), bought(&after, Some(&nobody)));
        assert_eq!(rows[0].segment, Segment::New);
    }

    #[test]
    fn without_enough_history_nobody_is_new() {
        let before = [slice(Some("b"), "2025-06-03", 1, "50.00", "0")];
        let rows = segments(bought(&before, None), bought(&[], None));
        assert_eq!(rows.iter().map(|row| row.segment).collect::<Vec<_>>(), [Segment::Named]);
    }

    /// Random buyers, with amounts finer than cents, refunds without orders and gifts.
    pub(crate) fn slices() -> impl Strategy<Value = Vec<Slice>> {
        let one = (
            prop::option::weighted(0.9, 0..40_u32),
            prop::sample::select(vec!["", "2024-01-01", "2025-06-03", "2026-06-03"]),
            0..4_u64,
            prop_oneof![Just(0_i128), -5_000_000..900_000_000_i128],
            prop_oneof![Just(0_i128), -990_000_000..1_000_i128],
        );
        prop::collection::vec(one, 0..12).prop_map(|all| {
            let mut slices: Vec<Slice> = all
                .into_iter()
                .map(|(customer, first, orders, gross, returned)| {
                    let (gross, returned) =
                        (Amount::from_micros(gross), Amount::from_micros(returned));
                    Slice {
                        customer: customer.map(|id| CustomerId::new(&format!("C{id}")).unwrap()),
                        first_order: first.parse().ok().filter(|_| customer.is_some()),
                        orders,
                        gross,
                        returned,
                        net: gross + returned,
                    }
                })
                .collect();
            slices.sort_by(|a, b| a.customer.cmp(&b.customer));
            slices.dedup_by(|a, b| a.customer == b.customer);
            slices
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn groups_and_drivers_add_up_to_the_cent(
            before in slices(), after in slices(), known in any::<bool>(), ids in slices(),
        ) {
            let earlier: Earlier = ids.into_iter().filter_map(|slice| slice.customer).collect();
            let earlier = known.then_some(&earlier);
            let rows = segments(bought(&before, earlier), bought(&after, earlier));
            let whole = |slices: &[Slice]| {
                Amount::from_cents(slices.iter().map(|slice| slice.net).sum::<Amount>().to_cents())
            };
            let lost: Amount = rows.iter().map(|row| row.lost).sum();
            prop_assert_eq!(lost, whole(&before) - whole(&after));
            for row in &rows {
                let drivers: Amount = row.drivers.iter().map(|driver| driver.lost).sum();
                prop_assert_eq!(drivers, row.lost);
                prop_assert_eq!(row.before.net - row.after.net, row.lost);
                prop_assert_eq!(row.lost.micros() % 10_000, 0);
            }
        }
    }
}

//! What is known before a campaign about its measure: what this audience did in the same days
//! of last year, and how small a difference its size can show at all.
//!
//! Both are for the people who fill in the brief. Nothing is judged by them: that is done
//! afterwards, against those held out ([`result`](crate::result)).

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use customers::Slice;
use serde::Serialize;
use stats::mean::Sample;
use vocab::{Amount, CustomerId};

use crate::brief::{MeasureKind, Window};
use crate::result::{ENOUGH_FOR_REVENUE, ENOUGH_FOR_SHARES, LEVEL};

/// How likely an effect of the named size is to be seen.
const POWER: f64 = 0.8;

/// The customers a comparison is made with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Customers who may be written to.
    pub treated: u64,
    /// Customers held out.
    pub held_out: u64,
}

/// What they did in the same days of last year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Before {
    /// The days.
    pub window: Window,
    /// How many customers.
    pub customers: u64,
    /// Share of them who bought.
    pub share: f64,
    /// Net revenue per customer, buyers or not.
    pub revenue: f64,
    /// How much that differs from customer to customer (standard deviation).
    pub spread: f64,
}

/// The smallest effect an audience can show.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Visible {
    /// An effect of this size is seen in four of five cases: a share from 0 to 1, or money.
    From(f64),
    /// No verdict is given with so few customers on a side.
    TooFew {
        /// How many each side needs.
        needed: u64,
    },
}

/// The same days a year earlier.
#[must_use]
pub fn a_year_earlier(window: Window) -> Window {
    let earlier = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap_or(day);
    Window { from: earlier(window.from), until: earlier(window.until) }
}

impl Before {
    /// What `customers` bought, by what the whole company sold in `window`. `None` without
    /// customers.
    #[must_use]
    pub fn of<'a>(
        window: Window,
        customers: impl Iterator<Item = &'a CustomerId>,
        slices: &[Slice],
    ) -> Option<Self> {
        let bought: BTreeMap<&CustomerId, &Slice> =
            slices.iter().filter_map(|slice| Some((slice.customer.as_ref()?, slice))).collect();
        let (mut buyers, mut revenue) = (0_u64, Sample::default());
        for customer in customers {
            let slice = bought.get(customer);
            buyers += u64::from(slice.is_some_and(|slice| slice.orders > 0));
            revenue.push(slice.map_or(0.0, |slice| slice.net.to_f64()));
        }
        let customers = revenue.count();
        (customers > 0).then(|| Self {
            window,
            customers,
            share: buyers as f64 / customers as f64,
            revenue: revenue.mean(),
            spread: revenue.variance().map_or(0.0, f64::sqrt),
        })
    }

    /// The value to begin with as the baseline of a measure: a share to a tenth of a percent,
    /// money to a whole unit. `None` for answers: without a campaign nobody is asked.
    #[must_use]
    pub fn baseline(&self, kind: MeasureKind) -> Option<Amount> {
        let micros = match kind {
            MeasureKind::RepurchaseShare => (self.share * 1000.0).round() * 1e3,
            MeasureKind::RevenuePerCustomer => self.revenue.round() * 1e6,
            MeasureKind::Answers => return None,
        };
        // Means of real amounts are far inside of what 128 bits hold.
        #[allow(clippy::cast_possible_truncation, reason = "see above")]
        Some(Amount::from_micros(micros as i128))
    }

    /// How small an effect on the measure those compared can show. `None` for answers, which
    /// are compared with nobody.
    ///
    /// The usual formula for two groups (Fleiss, Levin and Paik, *Statistical Methods for Rates
    /// and Proportions*, 3rd ed. 2003, section 4.2; here with the baseline's variance on both
    /// sides).
    #[must_use]
    pub fn visible(&self, kind: MeasureKind, compared: Compared) -> Option<Visible> {
        let (needed, variance) = match kind {
            MeasureKind::RepurchaseShare => {
                // With nobody or everybody as the baseline one customer more is still chance.
                let edge = 0.5 / self.customers as f64;
                let share = self.share.clamp(edge, 1.0 - edge);
                (ENOUGH_FOR_SHARES, share * (1.0 - share))
            }
            MeasureKind::RevenuePerCustomer => (ENOUGH_FOR_REVENUE, self.spread.powi(2)),
            MeasureKind::Answers => return None,
        };
        let Compared { treated, held_out } = compared;
        if treated < needed || held_out < needed {
            return Some(Visible::TooFew { needed });
        }
        let quantile = stats::normal::quantile;
        let z = quantile(0.5 + LEVEL / 2.0)? + quantile(POWER)?;
        let inverse = 1.0 / treated as f64 + 1.0 / held_out as f64;
        Some(Visible::From(z * (variance * inverse).sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn id(n: u32) -> CustomerId {
        CustomerId::new(&format!("c{n}")).unwrap()
    }

    fn slice(n: u32, orders: u64, cents: i128) -> Slice {
        let net = Amount::from_cents(cents);
        let (gross, returned) = if cents < 0 { (Amount::ZERO, net) } else { (net, Amount::ZERO) };
        Slice { customer: Some(id(n)), first_order: None, orders, gross, returned, net }
    }

    fn before(share: f64, spread: f64) -> Before {
        let window = Window { from: day("2025-11-22"), until: day("2025-12-20") };
        Before { window, customers: 400, share, revenue: 30.0, spread }
    }

    #[test]
    fn a_year_earlier_is_the_same_days() {
        let window = |from, until| Window { from: day(from), until: day(until) };
        let of = |from, until| a_year_earlier(window(from, until));
        assert_eq!(of("2026-11-22", "2026-12-20"), window("2025-11-22", "2025-12-20"));
        assert_eq!(of("2028-02-29", "2028-02-29"), window("2027-02-28", "2027-02-28"));
    }

    #[test]
    fn who_only_sent_back_has_not_bought_and_strangers_do_not_count() {
        let ids: Vec<_> = (0..10).map(id).collect();
        let slices = [slice(0, 2, 4_000), slice(1, 1, 2_000), slice(2, 0, -1_000), slice(99, 1, 1)];
        let window = before(0.0, 0.0).window;
        let found = Before::of(window, ids.iter(), &slices).unwrap();
        assert_eq!((found.customers, found.share), (10, 0.2));
        assert!((found.revenue - 5.0).abs() < 1e-9);
        assert_eq!(found.baseline(MeasureKind::RepurchaseShare), Some("0.2".parse().unwrap()));
        assert_eq!(found.baseline(MeasureKind::RevenuePerCustomer), Some("5".parse().unwrap()));
        assert_eq!(found.baseline(MeasureKind::Answers), None);
        assert_eq!(Before::of(window, [].iter(), &slices), None);
    }

    #[test]
    fn groups_of_textbook_size_show_the_textbook_effect() {
        // Lehr (Statistics in Medicine 11, 1992, 1099-1102): n = 16 variance / difference² in
        // each group for 5 % and 80 %; the constant is 15.7 unrounded.
        let sides = |n| Compared { treated: n, held_out: n };
        let from = |found: Option<Visible>| match found {
            Some(Visible::From(effect)) => effect,
            other => panic!("{other:?}"),
        };
        let effect = from(before(0.5, 0.0).visible(MeasureKind::RepurchaseShare, sides(400)));
        assert!((effect - (15.7_f64 * 0.25 / 400.0).sqrt()).abs() < 1e-4, "{effect}");
        let effect = from(before(0.5, 80.0).visible(MeasureKind::RevenuePerCustomer, sides(400)));
        assert!((effect - (15.7_f64 * 6_400.0 / 400.0).sqrt()).abs() < 0.01, "{effect}");
    }

    #[test]
    fn few_are_said_to_be_too_few() {
        let compared = Compared { treated: 369, held_out: 49 };
        let found = before(0.2, 80.0).visible(MeasureKind::RepurchaseShare, compared);
        assert_eq!(found, Some(Visible::TooFew { needed: ENOUGH_FOR_SHARES }));
        let compared = Compared { treated: 199, held_out: 400 };
        let found = before(0.2, 80.0).visible(MeasureKind::RevenuePerCustomer, compared);
        assert_eq!(found, Some(Visible::TooFew { needed: ENOUGH_FOR_REVENUE }));
        assert_eq!(before(0.2, 1.0).visible(MeasureKind::Answers, compared), None);
    }

    proptest! {
        /// More customers never hide what fewer would show, and nothing is shown from zero on.
        #[test]
        fn more_customers_show_more(
            share in 0.0..=1.0_f64, treated in 50..5_000_u64, held_out in 50..500_u64, more in 1..500_u64,
        ) {
            let seen = |treated, held_out| {
                let compared = Compared { treated, held_out };
                match before(share, 0.0).visible(MeasureKind::RepurchaseShare, compared) {
                    Some(Visible::From(effect)) => effect,
                    other => panic!("{other:?}"),
                }
            };
            let effect = seen(treated, held_out);
            prop_assert!(effect > 0.0);
            prop_assert!(seen(treated + more, held_out) < effect);
            prop_assert!(seen(treated, held_out + more) < effect);
        }
    }
}

//! A target as a bar: what is booked, what is expected on top, and where the target stands.
//!
//! The numbers stand beside it as text; the bar is for those who would rather look than read.

use askama::Template;
use vocab::Amount;

use super::safe::SafeHtml;

/// What the bar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bullet {
    /// What should be reached.
    pub target: Amount,
    /// What is there.
    pub booked: Amount,
    /// What will be there in the end; `None` where nobody knows.
    pub expected: Option<Amount>,
    /// The range of `expected`.
    pub range: Option<(Amount, Amount)>,
}

/// Free room beyond the largest value, so that the target never stands on the edge.
const AIR: f64 = 1.06;

/// Beyond this many targets the bar is cut off, or the target could not be seen.
const MOST: f64 = 2.0;

impl Bullet {
    /// Places from left to right in per cent of the width: booked, expected, the ends of the
    /// range, the target. Values below nothing stand at the left edge, very large ones at the
    /// right edge.
    fn places(&self) -> Places {
        let of = |amount: Amount| amount.to_f64().max(0.0);
        let target = of(self.target);
        let reached = [Some(self.booked), self.expected, self.range.map(|(_, high)| high)];
        let largest = reached.into_iter().flatten().map(of).fold(target, f64::max);
        let whole = largest.min(MOST * target) * AIR;
        let place = |amount: Amount| {
            if whole > 0.0 { (of(amount) / whole * 100.0).min(100.0) } else { 0.0 }
        };
        Places {
            booked: place(self.booked),
            expected: place(self.expected.unwrap_or(self.booked)),
            range: self.range.map(|(low, high)| (place(low), place(high))),
            target: place(self.target),
        }
    }

    /// The bar as HTML: `{{ bullet.html() }}`.
    #[must_use]
    pub fn html(&self) -> SafeHtml {
        let places = self.places();
        let per_cent = |number: f64| format!("{number:.1}%");
        SafeHtml::of(&BulletHtml {
            booked: per_cent(places.booked),
            expected: per_cent(places.expected),
            range: places.range.map(|(low, high)| (per_cent(low), per_cent((high - low).max(0.0)))),
            target: per_cent(places.target),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Places {
    booked: f64,
    expected: f64,
    range: Option<(f64, f64)>,
    target: f64,
}

#[derive(Template)]
#[template(path = "parts/bullet.html")]
struct BulletHtml {
    booked: String,
    expected: String,
    /// Where it begins, and how wide it is.
    range: Option<(String, String)>,
    target: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bullet(target: i64, booked: i64, expected: i64, low: i64, high: i64) -> Bullet {
        let of = |cents: i64| Amount::from_cents(i128::from(cents));
        let range = Some((of(low), of(high)));
        Bullet { target: of(target), booked: of(booked), expected: Some(of(expected)), range }
    }

    #[test]
    fn half_of_the_target_is_half_of_the_way_to_it() {
        let places = bullet(100, 50, 80, 70, 90).places();
        assert!((places.booked * 2.0 - places.target).abs() < 1e-9);
        assert!((places.expected - places.target * 0.8).abs() < 1e-9);
        assert!(places.target > 90.0, "a missed target takes the whole width");
        let nothing = bullet(0, 0, 0, 0, 0).places();
        assert_eq!((nothing.booked, nothing.target), (0.0, 0.0));
    }

    proptest! {
        /// Whatever the amounts, everything stands inside the bar and in the order of the amounts.
        #[test]
        fn everything_stands_inside_and_in_order(
            target in 1..1_000_000_i64,
            mut reached in prop::array::uniform4(-1_000..5_000_000_i64),
        ) {
            reached.sort_unstable();
            let [booked, low, expected, high] = reached;
            let places = bullet(target, booked, expected, low, high).places();
            let range = places.range.unwrap();
            let in_order = [0.0, places.booked, range.0, places.expected, range.1, 100.0];
            prop_assert!(in_order.is_sorted(), "{in_order:?}");
            prop_assert!(places.target > 0.0 && places.target < 100.0);
            prop_assert_eq!(places.target > places.expected + 1e-9, target > expected.max(0));
        }
    }
}

//! Shares: how sure is 12 of 80, and do two shares differ?

use serde::Serialize;

use crate::normal;

/// A figure with the range it may lie in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The best single figure.
    pub estimate: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Some of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many had it.
    pub hits: u64,
    /// Of how many; at least `hits`.
    pub of: u64,
}

impl Share {
    /// `hits` of `of`; `None` when there are more hits than cases, or no cases.
    #[must_use]
    pub fn new(hits: u64, of: u64) -> Option<Self> {
        (hits <= of && of > 0).then_some(Self { hits, of })
    }

    /// The share itself, 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        self.hits as f64 / self.of as f64
    }

    /// Wilson's score interval at `level` (such as 0.95); `None` for a level outside 0 to 1.
    ///
    /// Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22,
    /// 1927; method 3 of Newcombe, Statistics in Medicine 17, 1998, 857-872. Sensible for small
    /// numbers and for 0 % and 100 %.
    #[must_use]
    pub fn wilson(self, level: f64) -> Option<Interval> {
        score(self, self.of as f64, level)
    }
}

/// Wilson's interval of a share that rests on as much as `n` cases say which have nothing to do
/// with each other.
pub(crate) fn score(share: Share, n: f64, level: f64) -> Option<Interval> {
    let z = normal::quantile(0.5 + level / 2.0).filter(|z| *z > 0.0)?;
    let p = share.value();
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Some(Interval {
        estimate: p,
        // Rounding must not push the ends past what a share can be.
        low: if share.hits == 0 { 0.0 } else { (middle - half).clamp(0.0, p) },
        high: if share.hits == share.of { 1.0 } else { (middle + half).clamp(p, 1.0) },
    })
}

/// `a - b` with its interval: the hybrid score interval, method 10 of Newcombe, *Interval
/// estimation for the difference between independent proportions*, Statistics in Medicine 17,
/// 1998, 873-890. `None` for a level outside 0 to 1.
#[must_use]
pub fn difference(a: Share, b: Share, level: f64) -> Option<Interval> {
    let (wilson_a, wilson_b) = (a.wilson(level)?, b.wilson(level)?);
    let (p, q) = (a.value(), b.value());
    let estimate = p - q;
    let below = ((p - wilson_a.low).powi(2) + (wilson_b.high - q).powi(2)).sqrt();
    let above = ((wilson_a.high - p).powi(2) + (q - wilson_b.low).powi(2)).sqrt();
    Some(Interval { estimate, low: estimate - below, high: estimate + above })
}

/// Two-sided probability of a difference at least this large if both shares were the same
/// (pooled z test, Agresti, *An Introduction to Categorical Data Analysis*, 2nd ed. 2007,
/// section 2.2). 1 when neither or both sides are all hits. An approximation: with fewer than
/// about five hits or misses on a side, trust the interval of [`difference`] instead.
#[must_use]
pub fn z_test(a: Share, b: Share) -> f64 {
    let (n, m) = (a.of as f64, b.of as f64);
    let pooled = (a.hits as f64 + b.hits as f64) / (n + m);
    let error = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    if error == 0.0 {
        return 1.0;
    }
    2.0 * normal::cdf(-((a.value() - b.value()) / error).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share(hits: u64, of: u64) -> Share {
        Share::new(hits, of).unwrap()
    }

    #[test]
    fn wilson_as_published() {
        // Newcombe 1998 (857-872), table I, method 3.
        for (hits, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = share(hits, of).wilson(0.95).unwrap();
            assert!((interval.low - low).abs() < 6e-5, "{hits}/{of} {interval:?}");
            assert!((interval.high - high).abs() < 6e-5, "{hits}/{of} {interval:?}");
        }
    }

    #[test]
    fn difference_as_published() {
        // Newcombe 1998 (873-890), table II, method 10.
        for ((a, n), (b, m), low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0000),
        ] {
            let interval = difference(share(a, n), share(b, m), 0.95).unwrap();
            assert!((interval.low - low).abs() < 6e-5, "{a}/{n} - {b}/{m} {interval:?}");
            assert!((interval.high - high).abs() < 6e-5, "{a}/{n} - {b}/{m} {interval:?}");
        }
    }

    #[test]
    fn z_test_as_published() {
        // Agresti 2007, sections 2.2 and 2.4: heart attacks, placebo against aspirin; chi-squared
        // 25.0 on one degree of freedom, so z = 5.0.
        let p = z_test(share(189, 11_034), share(104, 11_037));
        assert!((normal::quantile(p / 2.0).unwrap() + 5.0).abs() < 0.01, "{p}");
        assert_eq!(z_test(share(0, 5), share(0, 9)), 1.0);
    }

    #[test]
    fn nonsense_has_no_answer() {
        assert_eq!(Share::new(2, 1), None);
        assert_eq!(Share::new(0, 0), None);
        for level in [-0.5, 0.0, 1.0, 2.0] {
            assert_eq!(share(1, 2).wilson(level), None, "{level}");
        }
    }

    proptest! {
        #[test]
        fn intervals_hold_their_estimate(
            of in 1..5000_u64, part in 0.0..=1.0_f64, other in 1..5000_u64, level in 0.5..0.999_f64,
        ) {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a part of a count between 0 and that count"
            )]
            let hits = |of: u64| (part * of as f64) as u64;
            let (a, b) = (share(hits(of), of), share(hits(other), other));
            let one = a.wilson(level).unwrap();
            prop_assert!(0.0 <= one.low && one.low <= one.estimate);
            prop_assert!(one.estimate <= one.high && one.high <= 1.0);
            let two = difference(a, b, level).unwrap();
            prop_assert!(two.low <= two.estimate && two.estimate <= two.high);
            prop_assert!(two.low >= -1.0 - 1e-12 && two.high <= 1.0 + 1e-12);
            let mirrored = difference(b, a, level).unwrap();
            prop_assert!((mirrored.low + two.high).abs() < 1e-12);
        }
    }
}

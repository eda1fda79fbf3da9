//! Shares of cases that come in clusters: contacts of one customer, orders of one customer. Such
//! cases are alike, so a thousand of ten customers say less than a thousand of as many.
//!
//! The share is the ratio of two sums over clusters, hits `y` and cases `n`, so its variance is
//! that of a ratio: `m / (m - 1) · Σ(y - p n)² / (Σ n)²` over `m` clusters (Cochran, *Sampling
//! Techniques*, 3rd ed. 1977, sections 2.11 and 9A.1; without the correction for a finite
//! population). Beside what it would be if no case had to do with another, it tells how many such
//! cases would say as much (Kish, *Survey Sampling*, 1965, section 8.2: the design effect), and
//! Wilson's interval is taken for that many. Few clusters tell their variance badly, so the number
//! is cut by the squared ratio of Student's quantiles (Korn and Graubard, *Confidence intervals
//! for proportions with small expected number of positive counts estimated from survey data*,
//! Survey Methodology 24, 1998, 193-201).

use crate::normal;
use crate::proportion::{Interval, Share, score};

/// Beyond as many degrees of freedom Student's quantile is the normal one to three digits.
const MANY: f64 = 1_000.0;

/// Sums over clusters; sums of different clusters can be added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clustered {
    clusters: u64,
    hits: u64,
    of: u64,
    /// Sums over clusters of: hits squared, hits times cases, cases squared.
    squares: [u64; 3],
}

impl Clustered {
    /// Adds one cluster: `hits` of `of` cases. One without cases, or with more hits than cases,
    /// is none.
    pub fn add(&mut self, hits: u64, of: u64) {
        if of == 0 || hits > of {
            return;
        }
        self.clusters += 1;
        self.hits += hits;
        self.of += of;
        let products = [(hits, hits), (hits, of), (of, of)];
        for (sum, (one, other)) in self.squares.iter_mut().zip(products) {
            *sum = sum.saturating_add(one.saturating_mul(other));
        }
    }

    /// Adds other clusters.
    pub fn merge(&mut self, other: &Self) {
        self.clusters += other.clusters;
        self.hits += other.hits;
        self.of += other.of;
        for (sum, other) in self.squares.iter_mut().zip(other.squares) {
            *sum = sum.saturating_add(other);
        }
    }

    /// All cases taken together; `None` without any.
    #[must_use]
    pub fn share(&self) -> Option<Share> {
        Share::new(self.hits, self.of)
    }

    /// How many clusters there are.
    #[must_use]
    pub fn clusters(&self) -> u64 {
        self.clusters
    }

    /// How many cases that have nothing to do with each other would say as much at `level`. Never
    /// more than there are; as many as there are clusters where these do not tell how they differ:
    /// there is only one, or all cases are hits, or none is.
    fn worth(&self, level: f64) -> Option<f64> {
        let (clusters, hits, of) = (self.clusters as f64, self.hits as f64, self.of as f64);
        if self.clusters < 2 || self.hits == 0 || self.hits == self.of {
            return Some(clusters);
        }
        let p = hits / of;
        let [hits_hits, hits_of, of_of] = self.squares.map(|sum| sum as f64);
        // Rounding may push a sum of squares below zero.
        let squares = (hits_hits - 2.0 * p * hits_of + p * p * of_of).max(0.0);
        let variance = clusters / (clusters - 1.0) * squares / (of * of);
        let worth = if variance > 0.0 { (p * (1.0 - p) / variance).min(of) } else { of };
        let quantile = |freedom: f64| match freedom > MANY {
            true => normal::quantile(0.5 + level / 2.0),
            false => normal::t_quantile(0.5 + level / 2.0, freedom),
        };
        let ratio = quantile(of - 1.0)? / quantile(clusters - 1.0)?;
        Some(worth * ratio * ratio)
    }

    /// The share with its interval at `level` (such as 0.95); `None` without cases, or for a level
    /// outside 0 to 1.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<Interval> {
        let share = self.share()?;
        if !(level > 0.0 && level < 1.0) {
            return None;
        }
        score(share, self.worth(level)?, level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Customers of whom half answer one contact in ten and half every other one, each with 1 to
    /// 20 contacts: the truth is 30 %.
    fn drawn(rng: &mut ChaCha8Rng, customers: u32) -> Clustered {
        let mut all = Clustered::default();
        for customer in 0..customers {
            let share = if rng.random::<bool>() { 0.1 } else { 0.5 };
            let of = u64::from(rng.random_range(1..=20_u32));
            let hits = (0..of).filter(|_| rng.random::<f64>() < share).count() as u64;
            all.add(hits, of);
            assert_eq!(all.clusters(), u64::from(customer) + 1);
        }
        all
    }

    #[test]
    fn ranges_hold_the_truth_as_often_as_they_say() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let runs = 1_000;
        for customers in [12, 200] {
            let (mut held, mut plain) = (0, 0);
            for _ in 0..runs {
                let all = drawn(&mut rng, customers);
                let holds = |range: Interval| u32::from(range.low <= 0.3 && 0.3 <= range.high);
                held += holds(all.interval(0.95).unwrap());
                plain += holds(all.share().unwrap().wilson(0.95).unwrap());
            }
            // 950 are promised.
            assert!(held >= 920, "{customers} customers: {held} of {runs}");
            assert!(plain < 850, "{customers} customers: {plain} of {runs}");
        }
    }

    #[test]
    fn counted_by_hand() {
        let mut all = Clustered::default();
        for (hits, of) in [(1, 2), (0, 4), (3, 4), (2, 2)] {
            all.add(hits, of);
        }
        // p = 6/12; y - p n: 0, -2, 1, 1; squares 6; variance 4/3 · 6 / 144 = 1/18; 0.25 / (1/18)
        // = 4.5 cases. Student's quantiles are 2.200985 (11) and 3.182446 (3).
        let worth = 4.5 * (2.200_985_f64 / 3.182_446).powi(2);
        assert!((all.worth(0.95).unwrap() - worth).abs() < 1e-4);
        assert_eq!(all.share(), Share::new(6, 12));
    }

    #[test]
    fn what_tells_nothing_of_differences_counts_customers() {
        let mut one = Clustered::default();
        assert_eq!(one.interval(0.95), None);
        one.add(0, 0);
        assert_eq!((one.interval(0.95), one.clusters()), (None, 0));
        one.add(5, 10);
        assert_eq!(one.worth(0.95), Some(1.0));
        let mut none = Clustered::default();
        (0..20).for_each(|_| none.add(0, 50));
        // As 0 of 20.
        let (range, plain) = (none.interval(0.95).unwrap(), Share::new(0, 20).unwrap());
        assert_eq!((range.estimate, range.low), (0.0, 0.0));
        assert!((range.high - plain.wilson(0.95).unwrap().high).abs() < 1e-12);
        assert_eq!(none.interval(1.0), None);
    }

    proptest! {
        #[test]
        fn ranges_hold_their_share_and_are_no_narrower_than_without_clusters(
            clusters in prop::collection::vec((0_u64..=9, 1_u64..=9), 1..60),
        ) {
            let (mut all, mut halves) = (Clustered::default(), [Clustered::default(); 2]);
            for (place, (hits, of)) in clusters.iter().enumerate() {
                all.add((*hits).min(*of), *of);
                halves[place % 2].add((*hits).min(*of), *of);
            }
            let range = all.interval(0.95).unwrap();
            prop_assert!(0.0 <= range.low && range.low <= range.estimate);
            prop_assert!(range.estimate <= range.high && range.high <= 1.0);
            let plain = all.share().unwrap().wilson(0.95).unwrap();
            prop_assert!(range.high - range.low >= plain.high - plain.low - 1e-9);
            let [mut sum, other] = halves;
            sum.merge(&other);
            prop_assert_eq!(sum, all);
        }
    }
}

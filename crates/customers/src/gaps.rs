//! The time a customer lets pass between orders.

use chrono::NaiveDate;
use serde::Serialize;

/// Days between consecutive days with an order. Two orders on one local day are one day.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Gaps {
    /// How many gaps: the number of distinct order days less one. Sample size of the others.
    pub n: u64,
    /// The middle gap in days (the mean of the two middle ones when `n` is even); `null`
    /// before the second order day.
    pub median_days: Option<f64>,
    /// The mean gap in days.
    pub mean_days: Option<f64>,
    /// The shortest gap in days.
    pub shortest_days: Option<i64>,
    /// The longest gap in days.
    pub longest_days: Option<i64>,
}

/// The gaps between days that are sorted and may repeat.
#[must_use]
pub fn gaps(days: &[NaiveDate]) -> Gaps {
    let mut lengths: Vec<i64> = days
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).num_days())
        .filter(|length| *length > 0)
        .collect();
    lengths.sort_unstable();
    let n = lengths.len();
    let (Some(shortest), Some(longest)) = (lengths.first(), lengths.last()) else {
        return Gaps::default();
    };
    // Whole days of a few centuries: far below 2^53.
    let total: i64 = lengths.iter().sum();
    let middle = lengths[n / 2] as f64;
    let median = if n % 2 == 1 { middle } else { (lengths[n / 2 - 1] as f64 + middle) / 2.0 };
    Gaps {
        n: n as u64,
        median_days: Some(median),
        mean_days: Some(total as f64 / n as f64),
        shortest_days: Some(*shortest),
        longest_days: Some(*longest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_by_hand() {
        let of = |days: &[i64]| {
            let day = |n: &i64| NaiveDate::default() + chrono::TimeDelta::days(*n);
            gaps(&days.iter().map(day).collect::<Vec<_>>())
        };
        assert_eq!(of(&[]), Gaps::default());
        assert_eq!(of(&[4, 4]), Gaps::default());
        let three = of(&[0, 0, 10, 13, 53]);
        assert_eq!(
            (three.n, three.median_days, three.mean_days),
            (3, Some(10.0), Some(53.0 / 3.0))
        );
        assert_eq!((three.shortest_days, three.longest_days), (Some(3), Some(40)));
        assert_eq!(of(&[0, 10, 13]).median_days, Some(6.5));
    }
}

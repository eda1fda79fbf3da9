//! Means: does one group differ from another, and by how much?

use crate::normal;
use crate::proportion::Interval;

/// Count, mean and spread of some numbers, gathered one by one.
///
/// Welford's method (Technometrics 4, 1962; in the form of Knuth, *The Art of Computer
/// Programming* 2, 4.2.2): stable however large the numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sample {
    count: u64,
    mean: f64,
    /// Sum of squared distances from the mean.
    squares: f64,
}

impl Sample {
    /// Takes one number in.
    pub fn push(&mut self, value: f64) {
        self.count += 1;
        let distance = value - self.mean;
        self.mean += distance / self.count as f64;
        self.squares += distance * (value - self.mean);
    }

    /// How many numbers.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; 0 without numbers.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Their variance (divided by `count - 1`); `None` below two numbers.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        (self.count >= 2).then(|| self.squares / (self.count - 1) as f64)
    }
}

impl FromIterator<f64> for Sample {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sample = Self::default();
        for value in values {
            sample.push(value);
        }
        sample
    }
}

/// What [`welch`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Mean of the first less mean of the second group, with its interval.
    pub interval: Interval,
    /// Two-sided probability of a difference at least this large if the means were the same.
    pub p_value: f64,
    /// Degrees of freedom used.
    pub freedom: f64,
}

/// Difference of two means without assuming equal spread: Welch's t with the
/// Welch-Satterthwaite degrees of freedom (Welch, *The generalization of "Student's" problem
/// when several different population variances are involved*, Biometrika 34, 1947).
///
/// `None` when a group has fewer than two numbers, when nothing varies, or for a level outside
/// 0 to 1. For revenue per customer, with its long tail, wants a few hundred a group.
#[must_use]
pub fn welch(a: &Sample, b: &Sample, level: f64) -> Option<Difference> {
    let part = |sample: &Sample| sample.variance().map(|variance| variance / sample.count as f64);
    let (va, vb) = (part(a)?, part(b)?);
    let error = (va + vb).sqrt();
    if error == 0.0 || !(0.0..1.0).contains(&level) || level == 0.0 {
        return None;
    }
    let freedom =
        (va + vb).powi(2) / (va * va / (a.count - 1) as f64 + vb * vb / (b.count - 1) as f64);
    let estimate = a.mean - b.mean;
    let half = normal::t_quantile(0.5 + level / 2.0, freedom)? * error;
    let p_value = 2.0 * normal::t_cdf(-(estimate / error).abs(), freedom)?;
    let interval = Interval { estimate, low: estimate - half, high: estimate + half };
    Some(Difference { interval, p_value, freedom })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn welch_as_published() {
        // Student's sleep data (Cushny & Peebles 1905; Biometrika 6, 1908) as in R's
        // documentation of t.test: t = -1.8608, df = 17.776, p = 0.07939,
        // 95 % interval -3.3654832 to 0.2054832.
        let one: Sample =
            [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0].into_iter().collect();
        let two: Sample = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].into_iter().collect();
        let found = welch(&one, &two, 0.95).unwrap();
        assert!((found.interval.estimate + 1.58).abs() < 1e-12);
        assert!((found.freedom - 17.776).abs() < 5e-4);
        assert!((found.p_value - 0.07939).abs() < 5e-6);
        assert!((found.interval.low + 3.365_483_2).abs() < 1e-6);
        assert!((found.interval.high - 0.205_483_2).abs() < 1e-6);
    }

    #[test]
    fn too_little_has_no_answer() {
        let one: Sample = [1.0].into_iter().collect();
        let two: Sample = [1.0, 2.0].into_iter().collect();
        let flat: Sample = [1.0, 1.0].into_iter().collect();
        assert_eq!(welch(&one, &two, 0.95), None);
        assert_eq!(welch(&flat, &flat, 0.95), None);
        assert_eq!(welch(&two, &two, 1.0), None);
        assert_eq!(one.variance(), None);
    }

    proptest! {
        #[test]
        fn one_by_one_equals_at_once(values in prop::collection::vec(-1e6..1e6_f64, 2..60)) {
            let sample: Sample = values.iter().copied().collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>()
                / (values.len() - 1) as f64;
            prop_assert!((sample.mean() - mean).abs() <= 1e-9 * (1.0 + mean.abs()));
            prop_assert!((sample.variance().unwrap() - variance).abs() <= 1e-9 * (1.0 + variance));
        }
    }
}

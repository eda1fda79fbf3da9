//! The normal curve and Student's t, by the `statrs` library.

use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::erf::{erfc, erfc_inv};

/// Probability that a standard normal value is at most `z`.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Density of the standard normal at `z`.
#[must_use]
pub fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// The value a standard normal stays below with probability `p`; `None` outside 0 to 1.
#[must_use]
pub fn quantile(p: f64) -> Option<f64> {
    (p > 0.0 && p < 1.0).then(|| -std::f64::consts::SQRT_2 * erfc_inv(2.0 * p))
}

/// The value Student's t with `freedom` degrees of freedom stays below with probability `p`;
/// `None` where that is not defined.
#[must_use]
pub fn t_quantile(p: f64, freedom: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    StudentsT::new(0.0, 1.0, freedom).ok().map(|t| t.inverse_cdf(p))
}

/// Probability that Student's t with `freedom` degrees of freedom is at most `t`; `None` where
/// that is not defined.
#[must_use]
pub fn t_cdf(t: f64, freedom: f64) -> Option<f64> {
    StudentsT::new(0.0, 1.0, freedom).ok().map(|student| student.cdf(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables() {
        // Abramowitz & Stegun, Handbook of Mathematical Functions (1964), tables 26.1 and 26.5.
        for (z, p) in
            [(0.0, 0.5), (1.0, 0.841_344_746), (1.96, 0.975_002_105), (3.0, 0.998_650_102)]
        {
            assert!((cdf(z) - p).abs() < 1e-8, "{z}");
            assert!((quantile(p).unwrap() - z).abs() < 1e-7, "{z}");
        }
        assert!((cdf(-1.96) - 0.024_997_895).abs() < 1e-8);
        // Table 26.10, percentage points of the t distribution (two-sided 0.95 and 0.99).
        for (freedom, t95, t99) in
            [(1.0, 12.706, 63.657), (5.0, 2.571, 4.032), (10.0, 2.228, 3.169), (30.0, 2.042, 2.750)]
        {
            assert!((t_quantile(0.975, freedom).unwrap() - t95).abs() < 6e-4, "{freedom}");
            assert!((t_quantile(0.995, freedom).unwrap() - t99).abs() < 6e-4, "{freedom}");
        }
        assert!((t_cdf(2.228_139, 10.0).unwrap() - 0.975).abs() < 1e-6);
        assert_eq!(quantile(1.0), None);
        assert_eq!(t_quantile(0.5, 0.0), None);
    }
}

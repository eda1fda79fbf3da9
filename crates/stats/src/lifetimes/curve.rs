//! A smooth function on a stretch, evaluated many times: its Chebyshev series (Trefethen,
//! "Approximation Theory and Approximation Practice", chapters 3 and 8).

use std::f64::consts::PI;

/// Terms of the series.
const TERMS: usize = 24;
/// What the last terms may have left, relative to the largest.
const PRECISE: f64 = 1e-13;

/// A series that stands for a function between two ends.
#[derive(Debug, Clone)]
pub(super) struct Curve {
    middle: f64,
    /// One over half of the length.
    scale: f64,
    terms: [f64; TERMS],
}

impl Curve {
    /// Looks at a function in some places; `None` where the series would not be precise.
    pub(super) fn of(low: f64, high: f64, f: impl Fn(f64) -> f64) -> Option<Self> {
        let (middle, half) = (f64::midpoint(low, high), 0.5 * (high - low));
        if half <= 0.0 {
            return None;
        }
        let angle = |k: usize| PI * (k as f64 + 0.5) / TERMS as f64;
        let values: [f64; TERMS] = std::array::from_fn(|k| f(middle + half * angle(k).cos()));
        let terms: [f64; TERMS] = std::array::from_fn(|j| {
            let sum: f64 =
                values.iter().enumerate().map(|(k, v)| v * (j as f64 * angle(k)).cos()).sum();
            sum * if j == 0 { 1.0 } else { 2.0 } / TERMS as f64
        });
        let largest = terms.iter().fold(0.0_f64, |most, term| most.max(term.abs()));
        let rest = terms[TERMS - 3..].iter().fold(0.0_f64, |most, term| most.max(term.abs()));
        (rest <= PRECISE * largest).then_some(Self { middle, scale: half.recip(), terms })
    }

    /// The function at a place between the ends (Clenshaw's recurrence).
    pub(super) fn at(&self, place: f64) -> f64 {
        let x = (place - self.middle) * self.scale;
        let (mut one, mut two) = (0.0, 0.0);
        for term in self.terms[1..].iter().rev() {
            (one, two) = (2.0 * x * one - two + term, one);
        }
        x * one - two + self.terms[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smooth_functions_are_met_and_others_refused() {
        let curve = Curve::of(20.0, 60.0, |x: f64| (x + 20.0).powf(-2.5)).expect("smooth");
        for x in [20.0, 23.456, 40.0, 59.9, 60.0] {
            let exact = (x + 20.0_f64).powf(-2.5);
            assert!((curve.at(x) / exact - 1.0).abs() < 1e-11, "{x}");
        }
        assert!(Curve::of(-1.0, 1.0, f64::abs).is_none());
        assert!(Curve::of(3.0, 3.0, f64::abs).is_none());
    }
}

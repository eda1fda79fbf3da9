//! Special functions that the library of statistics lacks.

/// `ψ'(x)`, the second derivative of `ln Γ`, for x above zero; to 14 digits.
///
/// The recurrence leads up to where the asymptotic series has these digits (DLMF 5.15.5 and
/// 5.15.8).
#[must_use]
pub fn trigamma(x: f64) -> f64 {
    const FAR: f64 = 14.0;
    /// Bernoulli numbers B₂, B₄, ….
    const BERNOULLI: [f64; 7] =
        [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0, 7.0 / 6.0];
    let (mut x, mut sum) = (x, 0.0);
    while x < FAR {
        sum += (x * x).recip();
        x += 1.0;
    }
    let one = x.recip();
    let square = one * one;
    let series = BERNOULLI.iter().rev().fold(0.0, |sum, b| (sum + b) * square);
    sum + one + 0.5 * square + series * one
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz, Stegun, table 6.1, and ψ'(1) = π²/6, ψ'(1/2) = π²/2.
    #[test]
    fn trigamma_is_that_of_the_tables() {
        let pi = std::f64::consts::PI;
        for (x, expected) in [
            (1.0, pi * pi / 6.0),
            (0.5, pi * pi / 2.0),
            (1.5, pi * pi / 2.0 - 4.0),
            (2.0, pi * pi / 6.0 - 1.0),
            (0.25, pi * pi + 8.0 * 0.915_965_594_177_219),
        ] {
            let found = trigamma(x);
            assert!((found / expected - 1.0).abs() < 1e-14, "{x}: {found} {expected}");
        }
        // ψ'(x) - ψ'(x + 1) = 1/x², where the series alone is at work.
        for x in [20.0_f64, 333.0, 1e5] {
            let found = trigamma(x) - trigamma(x + 1.0);
            assert!((found * x * x - 1.0).abs() < 1e-9, "{x}");
        }
    }
}

//! Rising factorials `(p)_x = p (p+1) … (p+x-1) = Γ(p+x) / Γ(p)`, which all counting models of
//! this module are made of, as logarithms with their first two derivatives in `p`.
//!
//! Purchases are whole numbers, so running sums take the place of gamma functions: exact to the
//! last digits also for thousands of purchases, and one addition a value.

/// `ln (p)_x` for x = 0, 1, …, with derivatives.
#[derive(Debug, Clone)]
pub(super) struct Rising {
    sums: Vec<Sums>,
}

/// A value with its first two derivatives.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sums {
    /// `ln (p)_x`.
    pub(super) value: f64,
    /// `ψ(p+x) - ψ(p)`.
    pub(super) first: f64,
    /// `ψ'(p+x) - ψ'(p)`.
    pub(super) second: f64,
}

impl Rising {
    /// For one `p` above zero and all x up to `most`.
    pub(super) fn new(p: f64, most: u32) -> Self {
        let mut sums = Vec::with_capacity(most as usize + 1);
        let mut sum = Sums::default();
        sums.push(sum);
        for i in 0..most {
            let factor = p + f64::from(i);
            sum.value += factor.ln();
            sum.first += factor.recip();
            sum.second -= (factor * factor).recip();
            sums.push(sum);
        }
        Self { sums }
    }

    /// The one of `x`, which is not above what it was made for.
    pub(super) fn of(&self, x: u32) -> Sums {
        self.sums[x as usize]
    }
}

#[cfg(test)]
mod tests {
    use statrs::function::gamma::{digamma, ln_gamma};

    use super::*;

    #[test]
    fn they_are_differences_of_gamma_functions() {
        for p in [0.05, 0.8, 3.0, 140.0] {
            let rising = Rising::new(p, 3_000);
            for x in [0_u32, 1, 2, 17, 400, 3_000] {
                let sums = rising.of(x);
                let top = p + f64::from(x);
                let value = ln_gamma(top) - ln_gamma(p);
                assert!((sums.value - value).abs() < 1e-10 * value.abs().max(1.0), "{p} {x}");
                assert!((sums.first - (digamma(top) - digamma(p))).abs() < 1e-9, "{p} {x}");
            }
        }
    }
}

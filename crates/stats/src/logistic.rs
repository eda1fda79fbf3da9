//! Logistic regression with a ridge: the chance of a yes, from numbers.
//!
//! `logit P = w₀ + Σ wᵢ (xᵢ - meanᵢ) / sdᵢ`, fitted by Newton's method (Hosmer, Lemeshow, Sturdivant,
//! "Applied Logistic Regression", section 1.2) on numbers that are put on one scale, with
//! `½ ridge Σ wᵢ²` taken off the log-likelihood (le Cessie, van Houwelingen, Applied Statistics 41
//! (1992) 191–201), so that numbers that say the same leave it solvable.

use crate::linear::{cholesky, solve};

/// Steps before it is given up.
const STEPS: usize = 60;
/// A step that moves no weight by more ends the search.
const SMALL: f64 = 1e-7;
/// How strongly weights are held to nothing, in observations.
const RIDGE: f64 = 1.0;

/// An observation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen<const N: usize> {
    /// The numbers.
    pub numbers: [f64; N],
    /// What is known to be added to the logit; 0 where nothing is.
    pub offset: f64,
    /// Whether the answer was yes.
    pub yes: bool,
}

/// A fitted regression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logistic<const N: usize> {
    base: f64,
    weights: [f64; N],
    means: [f64; N],
    scales: [f64; N],
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLogistic {
    /// One of the answers never came.
    #[error("all answers are the same, so nothing tells them apart")]
    OneAnswer,
    /// A number that is none.
    #[error("a number is not finite")]
    NotFinite,
    /// The search did not end.
    #[error("the search for the weights did not end")]
    NotConverged,
}

impl<const N: usize> Logistic<N> {
    /// Fits the weights.
    ///
    /// # Errors
    /// When the observations cannot tell.
    pub fn fit(seen: &[Seen<N>]) -> Result<Self, NoLogistic> {
        let yes = seen.iter().filter(|one| one.yes).count();
        if yes == 0 || yes == seen.len() {
            return Err(NoLogistic::OneAnswer);
        }
        let finite =
            |one: &Seen<N>| one.offset.is_finite() && one.numbers.iter().all(|x| x.is_finite());
        if !seen.iter().all(finite) {
            return Err(NoLogistic::NotFinite);
        }
        let n = seen.len() as f64;
        let mean = |of: &dyn Fn(&Seen<N>) -> f64| seen.iter().map(of).sum::<f64>() / n;
        let means: [f64; N] = std::array::from_fn(|i| mean(&|one| one.numbers[i]));
        let scales: [f64; N] = std::array::from_fn(|i| {
            let spread = mean(&|one| (one.numbers[i] - means[i]).powi(2)).sqrt();
            // What never changes says nothing.
            if spread > 1e-12 { spread.recip() } else { 0.0 }
        });
        let share = yes as f64 / n;
        let mut found =
            Self { base: (share / (1.0 - share)).ln(), weights: [0.0; N], means, scales };
        let mut height = found.height(seen);
        for _ in 0..STEPS {
            let (base, weights) = found.step(seen).ok_or(NoLogistic::NotConverged)?;
            let longest = weights.iter().fold(base.abs(), |most, one| most.max(one.abs()));
            if !longest.is_finite() {
                return Err(NoLogistic::NotConverged);
            }
            if longest < SMALL {
                return Ok(found);
            }
            // A whole step may go too far. What is climbed has one summit only, so a part of the
            // step always leads up, as far as rounding lets one see.
            let mut part = (2.0 / longest).min(1.0);
            loop {
                let there = found.moved(part * base, &weights.map(|step| part * step));
                let reached = there.height(seen);
                if reached > height {
                    (found, height) = (there, reached);
                    break;
                }
                part /= 2.0;
                if part * longest < SMALL {
                    return Ok(found);
                }
            }
        }
        Err(NoLogistic::NotConverged)
    }

    fn scaled(&self, numbers: &[f64; N]) -> [f64; N] {
        std::array::from_fn(|i| (numbers[i] - self.means[i]) * self.scales[i])
    }

    fn moved(&self, base: f64, weights: &[f64; N]) -> Self {
        let weights = std::array::from_fn(|i| self.weights[i] + weights[i]);
        Self { base: self.base + base, weights, ..*self }
    }

    /// What is climbed: the log-likelihood less what holds the weights to nothing.
    fn height(&self, seen: &[Seen<N>]) -> f64 {
        let of = |one: &Seen<N>| {
            let logit = one.offset + self.logit(&one.numbers);
            let against = if one.yes { -logit } else { logit };
            // ln(1 + e^x) without overflow.
            -(against.max(0.0) + (-against.abs()).exp().ln_1p())
        };
        seen.iter().map(of).sum::<f64>() - 0.5 * RIDGE * dot(&self.weights, &self.weights)
    }

    /// One step of Newton's, of the base and of the weights.
    fn step(&self, seen: &[Seen<N>]) -> Option<(f64, [f64; N])> {
        let mut slope = [0.0; N];
        let mut bend = [[0.0; N]; N];
        // The base stands apart, so that the system keeps the size of the numbers: it is
        // eliminated (Schur's complement).
        let (mut base_slope, mut base_bend, mut both) = (0.0, 0.0, [0.0; N]);
        for one in seen {
            let x = self.scaled(&one.numbers);
            let p = chance(self.base + one.offset + dot(&self.weights, &x));
            let (miss, weight) = (f64::from(u8::from(one.yes)) - p, p * (1.0 - p));
            base_slope += miss;
            base_bend += weight;
            for i in 0..N {
                slope[i] += miss * x[i];
                let wx = weight * x[i];
                both[i] += wx;
                for j in 0..=i {
                    bend[i][j] += wx * x[j];
                }
            }
        }
        for i in 0..N {
            slope[i] -= RIDGE * self.weights[i];
            bend[i][i] += RIDGE;
        }
        for i in 0..N {
            slope[i] -= both[i] * base_slope / base_bend;
            for j in 0..=i {
                bend[i][j] -= both[i] * both[j] / base_bend;
                bend[j][i] = bend[i][j];
            }
        }
        let step = solve(&cholesky(&bend)?, &slope);
        let base_step = (base_slope - dot(&both, &step)) / base_bend;
        Some((base_step, step))
    }

    /// The logit of a yes.
    #[must_use]
    pub fn logit(&self, numbers: &[f64; N]) -> f64 {
        self.base + dot(&self.weights, &self.scaled(numbers))
    }
}

fn dot<const N: usize>(one: &[f64; N], other: &[f64; N]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// The chance that has this logit.
#[must_use]
pub fn chance(logit: f64) -> f64 {
    (1.0 + (-logit).exp()).recip()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One number that is 0 or 1: the regression is the table of shares (the ridge aside).
    #[test]
    fn two_groups_have_their_own_shares() {
        let mut seen = Vec::new();
        for (x, yes, all) in [(0.0, 2_000, 10_000), (1.0, 6_000, 10_000)] {
            seen.extend((0..all).map(|n| Seen { numbers: [x], offset: 0.0, yes: n < yes }));
        }
        let found = Logistic::fit(&seen).unwrap();
        assert!((chance(found.logit(&[0.0])) - 0.2).abs() < 1e-3);
        assert!((chance(found.logit(&[1.0])) - 0.6).abs() < 1e-3);
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        let all = [Seen { numbers: [1.0], offset: 0.0, yes: true }; 5];
        assert_eq!(Logistic::fit(&all), Err(NoLogistic::OneAnswer));
        let mut odd = [Seen { numbers: [1.0], offset: 0.0, yes: true }; 5];
        odd[2] = Seen { numbers: [f64::NAN], offset: 0.0, yes: false };
        assert_eq!(Logistic::fit(&odd), Err(NoLogistic::NotFinite));
    }

    proptest! {
        /// The mean of the chances is the share of yes, two numbers that say the same are no
        /// hindrance, and units do not matter.
        #[test]
        fn chances_add_up(
            rows in prop::collection::vec((-3.0..3.0_f64, -1.0..1.0_f64, any::<bool>()), 20..120),
            unit in 0.01..100.0_f64,
        ) {
            let yes = rows.iter().filter(|(.., yes)| *yes).count();
            prop_assume!(yes > 0 && yes < rows.len());
            let make = |unit: f64| -> Vec<Seen<3>> {
                rows.iter().map(|(x, y, yes)| Seen { numbers: [x * unit, *y, x * unit], offset: *y, yes: *yes }).collect()
            };
            let (one, other) = (make(1.0), make(unit));
            let (fit, scaled) = (Logistic::fit(&one).unwrap(), Logistic::fit(&other).unwrap());
            let sum: f64 =
                one.iter().map(|row| chance(row.offset + fit.logit(&row.numbers))).sum();
            prop_assert!((sum - yes as f64).abs() < 1e-4);
            for (ours, theirs) in one.iter().zip(&other) {
                prop_assert!((fit.logit(&ours.numbers) - scaled.logit(&theirs.numbers)).abs() < 1e-6);
            }
        }
    }
}

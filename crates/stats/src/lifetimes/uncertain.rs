//! How sure the figures of a fitted model are: intervals by the delta method.
//!
//! A figure is put on a scale on which it is free (the logarithm of a count or an amount, the
//! logit of a probability). There its variance is `∇gᵀ Σ ∇g` with Σ the covariance of the
//! logarithms of the parameters, and the interval is symmetric; then it is put back.

use serde::{Deserialize, Serialize};

use super::evaluation::{Matrix, Vector};
use super::fit::Fit;
use super::gamma_gamma::{Money, Spending};
use super::pattern::History;
use crate::linear::{cholesky, inverse};

/// The share of cases in which intervals hold what they are about.
pub const SURE: f64 = 0.9;
/// How many standard deviations that is to each side.
const WIDE: f64 = 1.644_853_626_951_472_2;
/// Discounted by e to minus this, nothing is left.
const NOTHING: f64 = 40.0;
/// Step of the numeric gradient, in logarithms of parameters.
const STEP: f64 = 1e-4;
/// What is known of the logarithm of a parameter before any data: next to nothing (a standard
/// deviation of ten, a factor of e^10 to each side). It bounds what the data leave open.
const BEFORE: f64 = 0.01;

/// Two numbers between which a figure lies in [`SURE`] of cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The covariance of what is not known exactly, from the information of the data; bounded where
/// they leave something open.
pub(super) fn bounded_covariance<const N: usize>(information: &Matrix<N>) -> Option<Matrix<N>> {
    let mut known = *information;
    for (i, row) in known.iter_mut().enumerate() {
        row[i] += BEFORE;
    }
    cholesky(&known).map(|root| inverse(&root))
}

/// The variance of a figure that depends on parameters.
fn variance<const N: usize>(
    at: &Vector<N>,
    covariance: &Matrix<N>,
    figure: impl Fn(&Vector<N>) -> f64,
) -> f64 {
    let slope: Vector<N> = std::array::from_fn(|i| {
        let moved = |by: f64| {
            let mut at = *at;
            at[i] *= by.exp();
            figure(&at)
        };
        (moved(STEP) - moved(-STEP)) / (2.0 * STEP)
    });
    let mut sum = 0.0;
    for (i, row) in covariance.iter().enumerate() {
        for (j, cell) in row.iter().enumerate() {
            sum += slope[i] * cell * slope[j];
        }
    }
    // What cannot be told stays so: the larger of it and 0 would be 0.
    if sum.is_nan() { sum } else { sum.max(0.0) }
}

/// The interval of a figure above zero whose logarithm has this variance.
fn around(figure: f64, variance: f64) -> Option<Interval> {
    let factor = (WIDE * variance.sqrt()).exp();
    factor.is_finite().then(|| Interval { low: figure / factor, high: figure * factor })
}

impl Fit {
    fn moved(&self, parameters: &Vector) -> Self {
        Self { parameters: *parameters, ..*self }
    }

    /// Between which values the probability of being active lies; `None` where the data do not
    /// say.
    #[must_use]
    pub fn is_active_interval(&self, history: &History) -> Option<Interval> {
        let active = self.is_active(history);
        if active >= 1.0 || active <= 0.0 {
            return Some(Interval { low: active, high: active });
        }
        let covariance = self.covariance_for_intervals()?;
        let logit = |p: f64| (p / (1.0 - p)).ln();
        let spread =
            variance(&self.parameters, &covariance, |at| logit(self.moved(at).is_active(history)));
        let far = WIDE * spread.sqrt();
        let back = |x: f64| (1.0 + (-x).exp()).recip();
        far.is_finite()
            .then(|| Interval { low: back(logit(active) - far), high: back(logit(active) + far) })
    }

    /// Between which values the *expected* purchases in the time `ahead` lie (not the purchases
    /// themselves: see [`super::futures`]); `None` where the data do not say.
    #[must_use]
    pub fn expected_interval(&self, history: &History, ahead: f64) -> Option<Interval> {
        let expected = self.expected(history, ahead);
        if expected <= 0.0 {
            return Some(Interval { low: 0.0, high: 0.0 });
        }
        let covariance = self.covariance_for_intervals()?;
        let spread = variance(&self.parameters, &covariance, |at| {
            self.moved(at).expected(history, ahead).ln()
        });
        around(expected, spread)
    }

    /// Between which values the worth of the purchases to expect lies: those of
    /// [`discounted`](Self::discounted) times what `money` expects of a purchase.
    #[must_use]
    pub fn value_interval(
        &self,
        history: &History,
        ahead: f64,
        rate: f64,
        money: &Money,
        spent: &Spending,
    ) -> Option<Interval> {
        let value = self.discounted(history, ahead, rate) * money.expected(spent)?;
        if value <= 0.0 {
            return Some(Interval { low: 0.0, high: 0.0 });
        }
        let covariance = self.covariance_for_intervals()?;
        let purchases = variance(&self.parameters, &covariance, |at| {
            self.moved(at).discounted(history, ahead, rate).ln()
        });
        let amount = variance(&money.parameters, &money.covariance?, |at| {
            Money { parameters: *at, ..*money }.expected(spent).unwrap_or(f64::NAN).ln()
        });
        around(value, purchases + amount).filter(|interval| interval.high.is_finite())
    }

    /// Purchases to expect in the time `ahead`, each worth less the later it comes: by the factor
    /// `e^-rate` a unit of time (Fader, Hardie, Lee, Journal of Marketing Research 42 (2005), the
    /// discounted expected transactions, over a horizon).
    ///
    /// `∫ e^-δt dE(t)`, integrated by parts: `e^-δH E(H) + δ ∫ e^-δt E(t) dt`.
    #[must_use]
    pub fn discounted(&self, history: &History, ahead: f64, rate: f64) -> f64 {
        let last = (-rate * ahead).exp() * self.expected(history, ahead);
        if rate == 0.0 {
            return last;
        }
        // Both factors change fastest at the beginning: pieces grow from there.
        let [_, alpha, ..] = self.parameters;
        let mut length = (alpha + history.age).min(rate.recip());
        let (mut begin, mut sum) = (0.0, 0.0);
        while begin < ahead {
            let end = (begin + length).min(ahead);
            let (middle, half) = (0.5 * (begin + end), 0.5 * (end - begin));
            for (node, weight) in super::pareto_nbd::EIGHT {
                for t in [middle - half * node, middle + half * node] {
                    sum += half * weight * (-rate * t).exp() * self.expected(history, t);
                }
            }
            if rate * end > NOTHING {
                break;
            }
            (begin, length) = (end, (2.0 * length).min(4.0 / rate));
        }
        last + rate * sum
    }
}

#[cfg(test)]
mod tests {
    use super::super::fit::Model;
    use super::*;

    const ONE: History = History { frequency: 4, recency: 30.0, age: 40.0 };

    fn cdnow() -> Fit {
        Fit::of(Model::ParetoNbd, [0.553, 10.58, 0.606, 11.67])
    }

    #[test]
    fn discounting_is_the_sum_over_small_steps() {
        let fit = cdnow();
        for (ahead, rate) in
            [(52.0, 0.0), (52.0, 0.002), (52.0, 0.05), (5_200.0, 0.002), (5_200.0, 0.05)]
        {
            let steps = 400_000;
            let mut sum = 0.0;
            let mut before = 0.0;
            for step in 1..=steps {
                let until = ahead * f64::from(step) / f64::from(steps);
                let now = fit.expected(&ONE, until);
                sum += (-rate * (until - 0.5 * ahead / f64::from(steps))).exp() * (now - before);
                before = now;
            }
            let found = fit.discounted(&ONE, ahead, rate);
            assert!((found / sum - 1.0).abs() < 1e-6, "{ahead} {rate}: {found} {sum}");
        }
    }

    /// A figure that is the logarithm of a parameter has the variance of that logarithm.
    #[test]
    fn the_delta_method_is_exact_for_straight_figures() {
        let covariance = [[0.04, 0.01], [0.01, 0.09]];
        let found = variance(&[3.0, 5.0], &covariance, |at: &[f64; 2]| at[0].ln() + at[1].ln());
        assert!((found - 0.15).abs() < 1e-9);
    }
}

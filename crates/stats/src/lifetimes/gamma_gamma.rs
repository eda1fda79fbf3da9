//! Gamma-Gamma: how much customers spend a purchase, where each has a mean of their own.
//!
//! Colombo, Jiang, "A stochastic RFM model", Journal of Interactive Marketing 13 (1999) 2–12;
//! Fader, Hardie, Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis", Journal of
//! Marketing Research 42 (2005) 415–430; notation as in Fader, Hardie, "The Gamma-Gamma Model of
//! Monetary Value" (2013). A purchase is gamma distributed with shape `p` and a rate of the
//! customer's own, which is gamma distributed (`q`, `v`). Amounts are taken not to depend on how
//! often somebody buys.

use statrs::function::gamma::{digamma, ln_gamma};

use super::evaluation::{Evaluation, Matrix, Vector};
use super::fit::{CannotFit, LEAST_CUSTOMERS};
use super::maximise::{climb, is_at_end};
use crate::linear::{cholesky, inverse};
use crate::special::trigamma;

/// The names of the parameters.
pub const NAMES: [&str; 3] = ["p", "q", "v"];
/// Places of the parameters.
const P: usize = 0;
const Q: usize = 1;
const V: usize = 2;

/// What a customer spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spending {
    /// How many purchases.
    pub purchases: u32,
    /// Their mean amount, in whatever unit of money.
    pub mean: f64,
}

/// The fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// `p`, `q`, `v`.
    pub parameters: Vector<3>,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// Customers it was fitted to.
    pub customers: usize,
    /// The correlation of purchases and mean amounts, which the model takes to be none.
    pub correlation: f64,
    /// How uncertain the logarithms of the parameters are: their covariance. `None` where the
    /// data do not tell the parameters apart.
    pub covariance: Option<Matrix<3>>,
}

/// The log-likelihood with its derivatives in (p, q, v). Sorted by purchases.
fn evaluate(at: &Vector<3>, spent: &[Spending]) -> Evaluation<3> {
    let [p, q, v] = *at;
    let (ln_gamma_q, of_q, bend_q, ln_v) = (ln_gamma(q), digamma(q), trigamma(q), v.ln());
    let mut sum = Evaluation::default();
    for group in spent.chunk_by(|one, next| one.purchases == next.purchases) {
        let x = f64::from(group[0].purchases);
        let n = group.len() as f64;
        let (px, s) = (p * x, p * x + q);
        let (of_s, of_px, bend_s) = (digamma(s), digamma(px), trigamma(s));
        sum.value(n, ln_gamma(s) - ln_gamma(px) - ln_gamma_q + q * ln_v + px * x.ln());
        sum.first(P, n * x * (of_s - of_px + x.ln()));
        sum.first(Q, n * (of_s - of_q + ln_v));
        sum.first(V, n * q / v);
        sum.second(P, P, n * x * x * (bend_s - trigamma(px)));
        sum.second(P, Q, n * x * bend_s);
        sum.second(Q, Q, n * (bend_s - bend_q));
        sum.second(Q, V, n / v);
        sum.second(V, V, -n * q / (v * v));
        for Spending { mean, .. } in group {
            let all = v + x * mean;
            let (ln_mean, ln_all, part) = (mean.ln(), all.ln(), all.recip());
            sum.value(1.0, (px - 1.0) * ln_mean - s * ln_all);
            sum.first(P, x * (ln_mean - ln_all));
            sum.first(Q, -ln_all);
            sum.first(V, -s * part);
            sum.second(P, V, -x * part);
            sum.second(Q, V, -part);
            sum.second(V, V, s * part * part);
        }
    }
    sum
}

impl Money {
    /// Fits the model to the customers who bought for some amount. Others are passed over.
    ///
    /// # Errors
    /// When they are too few, or the search does not end.
    pub fn fit(spent: &[Spending]) -> Result<Self, CannotFit> {
        let counts = |one: &&Spending| one.purchases > 0 && one.mean > 0.0 && one.mean.is_finite();
        let mut spent: Vec<Spending> = spent.iter().filter(counts).copied().collect();
        if spent.len() < LEAST_CUSTOMERS {
            return Err(CannotFit::TooFew { customers: spent.len() });
        }
        // The order of customers does not matter, not even to the last digit.
        spent.sort_by(|one, other| {
            one.purchases.cmp(&other.purchases).then(one.mean.total_cmp(&other.mean))
        });
        // Amounts in units of their own mean: the search begins the same for cents and millions.
        let typical = spent.iter().map(|one| one.mean).sum::<f64>() / spent.len() as f64;
        let scaled: Vec<Spending> =
            spent.iter().map(|one| Spending { mean: one.mean / typical, ..*one }).collect();
        let starts: [Vector<3>; 3] = [[2.0, 3.0, 1.0], [6.0, 4.0, 0.5], [1.0, 1.5, 0.5]];
        let best = starts
            .iter()
            .map(|start| climb(|at| evaluate(at, &scaled), start, true))
            .max_by(|one, other| one.there.value.total_cmp(&other.there.value));
        let Some(best) = best.filter(|best| best.there.value.is_finite()) else {
            return Err(CannotFit::NotConverged { reached: f64::NEG_INFINITY });
        };
        // Everybody spends the same, or one spends nearly all: the likelihood rises for ever.
        if !best.converged || is_at_end(&best.at) {
            return Err(CannotFit::NotConverged { reached: best.there.value });
        }
        let information = best.there.hessian.map(|row| row.map(|cell| -cell));
        let [p, q, v] = best.at;
        Ok(Self {
            parameters: [p, q, v * typical],
            log_likelihood: best.there.value - spent.len() as f64 * typical.ln(),
            customers: spent.len(),
            correlation: correlation(&scaled),
            covariance: cholesky(&information).map(|root| inverse(&root)),
        })
    }

    /// Standard errors of the parameters (from those of their logarithms by the delta method).
    #[must_use]
    pub fn standard_errors(&self) -> Option<Vector<3>> {
        let covariance = self.covariance?;
        let mut errors = self.parameters;
        for (i, error) in errors.iter_mut().enumerate() {
            *error *= covariance[i][i].sqrt();
        }
        Some(errors)
    }

    /// What a purchase of this customer comes to in the mean, given what they spent; of somebody
    /// without purchases, what the customers' mean is. `None` where the model says that this has no
    /// mean (q at most 1 and nothing known of the customer).
    #[must_use]
    pub fn expected(&self, spent: &Spending) -> Option<f64> {
        let [p, q, v] = self.parameters;
        let x = f64::from(spent.purchases);
        let known = p * x + q - 1.0;
        let mean = if spent.purchases == 0 { 0.0 } else { spent.mean };
        (known > 0.0).then(|| p * (v + x * mean) / known)
    }
}

/// Pearson's correlation of purchases and mean amounts.
fn correlation(spent: &[Spending]) -> f64 {
    let n = spent.len() as f64;
    let mean = |of: fn(&Spending) -> f64| spent.iter().map(of).sum::<f64>() / n;
    let (purchases, amount) = (mean(|one| f64::from(one.purchases)), mean(|one| one.mean));
    let (mut both, mut one_square, mut other_square) = (0.0, 0.0, 0.0);
    for one in spent {
        let (x, m) = (f64::from(one.purchases) - purchases, one.mean - amount);
        both += x * m;
        one_square += x * x;
        other_square += m * m;
    }
    let whole = (one_square * other_square).sqrt();
    if whole > 0.0 { both / whole } else { 0.0 }
}

//! Fitting a model to histories, and what it then says of a history.

use super::bg_nbd::{self, Leaving};
use super::curve::Curve;
use super::evaluation::{Evaluation, Matrix, PARAMETERS, Vector};
use super::maximise::{Summit, climb, is_at_end};
use super::pareto_nbd;
use super::pattern::{BadHistory, History, Pattern, patterns};
use super::uncertain::bounded_covariance;
use crate::linear::{cholesky, inverse};

/// Fewer customers than this carry no model.
pub const LEAST_CUSTOMERS: usize = 50;
/// Customers that are looked at to find where to begin.
const SAMPLE: usize = 1_000;
/// Numbers of purchases up to which many may have bought equally often.
const OFTEN: usize = 1_024;
/// How many customers make a series worth its making.
const WORTH: usize = 48;
/// Starts that are followed.
const FOLLOWED: usize = 3;

/// A model of repeat buying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Customers leave after a repeat purchase; see [`bg_nbd`].
    BgNbd,
    /// Customers leave after any purchase; see [`bg_nbd`].
    MbgNbd,
    /// Customers leave at any moment; see [`pareto_nbd`].
    ParetoNbd,
}

impl Model {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd];

    /// The names of the parameters.
    #[must_use]
    pub const fn names(self) -> [&'static str; PARAMETERS] {
        match self {
            Self::BgNbd | Self::MbgNbd => ["r", "alpha", "a", "b"],
            Self::ParetoNbd => ["r", "alpha", "s", "beta"],
        }
    }

    /// The log-likelihood of patterns (as [`patterns`] gives them) with its derivatives.
    #[must_use]
    pub fn evaluate(self, at: &Vector, patterns: &[Pattern]) -> Evaluation {
        match self {
            Self::BgNbd => bg_nbd::evaluate(Leaving::AfterRepeats, at, patterns),
            Self::MbgNbd => bg_nbd::evaluate(Leaving::AfterAny, at, patterns),
            Self::ParetoNbd => pareto_nbd::evaluate(at, patterns),
        }
    }

    /// Where to begin: rates spread little or much around what the data show, leaving rare or
    /// common. Times scale with the data.
    fn starts(self, patterns: &[Pattern]) -> Vec<Vector> {
        let sum = |of: fn(&History) -> f64| -> f64 {
            patterns.iter().map(|one| one.weight * of(&one.history)).sum()
        };
        let (purchases, time) = (sum(|one| f64::from(one.frequency)), sum(|one| one.age));
        let customers: f64 = patterns.iter().map(|one| one.weight).sum();
        let (rate, age) = (purchases / time, time / customers);
        let mut starts = Vec::new();
        for r in [0.3, 1.5] {
            // Who left lowers the rate that is seen.
            for faster in [1.0, 3.0] {
                let alpha = r / (rate * faster);
                match self {
                    Self::BgNbd | Self::MbgNbd => {
                        starts.extend([[r, alpha, 0.6, 2.4], [r, alpha, 0.1, 3.0]]);
                    }
                    Self::ParetoNbd => {
                        starts.extend([[r, alpha, 0.5, 0.4 * age], [r, alpha, 2.0, 20.0 * age]]);
                    }
                }
            }
        }
        starts
    }
}

/// Why a model cannot be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CannotFit {
    /// A history that makes no sense.
    #[error("customer {place} (counted from 0): {why}")]
    Bad {
        /// Which one.
        place: usize,
        /// What is wrong.
        why: BadHistory,
    },
    /// Too few customers.
    #[error("{customers} customers are too few; a model needs at least {LEAST_CUSTOMERS}")]
    TooFew {
        /// How many there are.
        customers: usize,
    },
    /// Nobody bought again, or nobody was seen for any time.
    #[error("nobody bought again, so nothing says how often and how long customers buy")]
    NoRepeats,
    /// The search found no highest point.
    #[error(
        "the search for the most likely parameters did not end ({reached} was reached); the model \
         does not fit these data"
    )]
    NotConverged {
        /// The log-likelihood at its end.
        reached: f64,
    },
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Which model.
    pub model: Model,
    /// Its parameters, named by [`Model::names`].
    pub parameters: Vector,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// The observed information: the negative Hessian in the logarithms of the parameters.
    pub information: Matrix,
}

impl Fit {
    /// A model of which only the parameters are known.
    #[must_use]
    pub const fn of(model: Model, parameters: Vector) -> Self {
        let information = [[0.0; PARAMETERS]; PARAMETERS];
        Self { model, parameters, log_likelihood: f64::NAN, information }
    }

    /// Standard errors of the parameters (from those of their logarithms by the delta method);
    /// `None` where the data do not tell the parameters apart.
    #[must_use]
    pub fn standard_errors(&self) -> Option<Vector> {
        if is_at_end(&self.parameters) {
            return None;
        }
        let covariance = inverse(&cholesky(&self.information)?);
        let mut errors = self.parameters;
        for (i, error) in errors.iter_mut().enumerate() {
            *error *= covariance[i][i].sqrt();
        }
        Some(errors)
    }

    /// The covariance of the logarithms of the parameters, bounded where the data leave something
    /// open.
    pub(super) fn covariance_for_intervals(&self) -> Option<Matrix> {
        bounded_covariance(&self.information)
    }

    /// The probability that the customer is still active at the end of what was seen.
    #[must_use]
    pub fn is_active(&self, history: &History) -> f64 {
        match self.model {
            Model::BgNbd => bg_nbd::is_active(Leaving::AfterRepeats, &self.parameters, history),
            Model::MbgNbd => bg_nbd::is_active(Leaving::AfterAny, &self.parameters, history),
            Model::ParetoNbd => pareto_nbd::is_active(&self.parameters, history),
        }
    }

    /// Purchases to expect in the time `ahead` after the end, in the unit of the histories.
    #[must_use]
    pub fn expected(&self, history: &History, ahead: f64) -> f64 {
        self.is_active(history) * self.expected_if_active(history, ahead)
    }

    fn expected_if_active(&self, history: &History, ahead: f64) -> f64 {
        let at = &self.parameters;
        match self.model {
            Model::BgNbd => bg_nbd::expected(Leaving::AfterRepeats, at, history, ahead),
            Model::MbgNbd => bg_nbd::expected(Leaving::AfterAny, at, history, ahead),
            Model::ParetoNbd => pareto_nbd::expected(at, history, ahead),
        }
    }

    /// [`expected`](Self::expected) for many customers, to 11 digits. Of somebody who is active
    /// it depends on the number of purchases and the age only, and smoothly on the age; so where
    /// many have bought equally often, a series takes the place of the function.
    #[must_use]
    pub fn expected_of_all(&self, histories: &[History], ahead: f64) -> Vec<f64> {
        let mut spans: Vec<(usize, f64, f64)> = vec![(0, f64::INFINITY, 0.0); OFTEN];
        for history in histories {
            if let Some((count, low, high)) = spans.get_mut(history.frequency as usize) {
                *count += 1;
                *low = low.min(history.age);
                *high = high.max(history.age);
            }
        }
        let curve = |(frequency, (count, low, high)): (u32, &(usize, f64, f64))| {
            let of =
                |age| self.expected_if_active(&History { frequency, recency: 0.0, age }, ahead);
            (*count > WORTH).then(|| Curve::of(*low, *high, of)).flatten()
        };
        let curves: Vec<Option<Curve>> = (0..).zip(&spans).map(curve).collect();
        let expected = |history: &History| {
            let curve = curves.get(history.frequency as usize).and_then(Option::as_ref);
            let if_active = match curve {
                Some(curve) => curve.at(history.age),
                None => self.expected_if_active(history, ahead),
            };
            self.is_active(history) * if_active
        };
        histories.iter().map(expected).collect()
    }
}

/// Fits a model to the histories of customers.
///
/// # Errors
/// When the data cannot carry it; says why.
pub fn fit(model: Model, histories: &[History]) -> Result<Fit, CannotFit> {
    for (place, history) in histories.iter().enumerate() {
        history.check().map_err(|why| CannotFit::Bad { place, why })?;
    }
    if histories.len() < LEAST_CUSTOMERS {
        return Err(CannotFit::TooFew { customers: histories.len() });
    }
    let all = patterns(histories);
    if all.iter().all(|one| one.history.frequency == 0 || one.history.age <= 0.0) {
        return Err(CannotFit::NoRepeats);
    }
    let some = sample(&all);
    let mut starts: Vec<(f64, Vector)> = model
        .starts(&some)
        .into_iter()
        .map(|start| (model.evaluate(&start, &some).value, start))
        .filter(|(value, _)| value.is_finite())
        .collect();
    starts.sort_by(|one, other| other.0.total_cmp(&one.0));
    let best = starts
        .iter()
        .take(FOLLOWED)
        .map(|(_, start)| climb(|at| model.evaluate(at, &some), start, false))
        .max_by(|one, other| one.there.value.total_cmp(&other.there.value));
    let Some(best) = best else {
        return Err(CannotFit::NotConverged { reached: f64::NEG_INFINITY });
    };
    fit_from(model, &all, &best.at)
}

/// The same from a start of one's own, on patterns as [`patterns`] gives them.
///
/// # Errors
/// When the search does not end.
pub fn fit_from(model: Model, patterns: &[Pattern], start: &Vector) -> Result<Fit, CannotFit> {
    let Summit { at, there, converged } = climb(|at| model.evaluate(at, patterns), start, true);
    if !converged {
        return Err(CannotFit::NotConverged { reached: there.value });
    }
    let information = there.hessian.map(|row| row.map(|cell| -cell));
    Ok(Fit { model, parameters: at, log_likelihood: there.value, information })
}

/// All patterns, or [`SAMPLE`] customers evenly spread over them.
fn sample(all: &[Pattern]) -> Vec<Pattern> {
    if all.len() <= SAMPLE {
        return all.to_vec();
    }
    let customers: f64 = all.iter().map(|one| one.weight).sum();
    let step = customers / SAMPLE as f64;
    let (mut passed, mut drawn) = (0.0, 0.0);
    let mut some = Vec::with_capacity(SAMPLE);
    for one in all {
        passed += one.weight;
        let weight = (passed / step).floor() - drawn;
        if weight > 0.0 {
            drawn += weight;
            some.push(Pattern { weight, ..*one });
        }
    }
    some
}

//! The highest point of a log-likelihood whose parameters are above zero.
//!
//! Newton's method with a damped Hessian (Levenberg 1944, Marquardt 1963) in the logarithms of
//! the parameters: with exact second derivatives it needs some ten steps, and the damping leads
//! it through the flat and bent stretches that these likelihoods have.

use super::evaluation::{Evaluation, Vector};
use crate::linear::{cholesky, solve};

/// Parameters stay between these: beyond them nothing changes any more.
const LEAST: f64 = 1e-6;
const MOST: f64 = 1e7;
/// Steps before it is given up.
const STEPS: usize = 500;
/// The largest step, as a factor of a parameter: e^3.
const LONGEST: f64 = 3.0;

/// Whether a parameter ended where the search ends, so that what was found is no highest point.
pub(super) fn is_at_end<const N: usize>(at: &Vector<N>) -> bool {
    at.iter().any(|one| *one <= LEAST * 1.01 || *one >= MOST * 0.99)
}

/// A highest point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Summit<const N: usize> {
    /// Where.
    pub(super) at: Vector<N>,
    /// What there is there, in logarithms of the parameters.
    pub(super) there: Evaluation<N>,
    /// Whether the climb ended because nothing more could be gained.
    pub(super) converged: bool,
}

/// Climbs from a start. `precise` ends where one more step would gain less than a billionth;
/// otherwise a thousandth is near enough.
pub(super) fn climb<const N: usize>(
    evaluate: impl Fn(&Vector<N>) -> Evaluation<N>,
    start: &Vector<N>,
    precise: bool,
) -> Summit<N> {
    let enough = if precise { 1e-9 } else { 1e-3 };
    let mut at = start.map(|one| one.clamp(LEAST, MOST));
    let mut there = evaluate(&at).in_logarithms(&at);
    let mut damping = 1e-3;
    for _ in 0..STEPS {
        let Some((step, gain)) = damped(&there, &at, damping) else {
            damping = (damping * 10.0).max(1e-6);
            if damping > 1e12 {
                break;
            }
            continue;
        };
        if gain < enough && damping <= 1e-3 {
            return polished(&evaluate, Summit { at, there, converged: true });
        }
        let mut next = at;
        for (one, step) in next.iter_mut().zip(step) {
            *one = (*one * step.exp()).clamp(LEAST, MOST);
        }
        let found = evaluate(&next).in_logarithms(&next);
        if found.value.is_finite() && found.value >= there.value {
            // How much of what was promised came true says how far to trust the next promise.
            let kept = (found.value - there.value) / gain;
            damping = if kept > 0.75 {
                damping / 10.0
            } else {
                damping * if kept < 0.25 { 4.0 } else { 1.0 }
            };
            damping = damping.max(1e-12);
            let nothing = found.value - there.value <= f64::EPSILON * there.value.abs();
            (at, there) = (next, found);
            if nothing && gain < enough {
                return polished(&evaluate, Summit { at, there, converged: true });
            }
        } else {
            damping = (damping * 10.0).max(1e-6);
            // What rounding leaves of a value is all that could still be gained.
            if damping > 1e12 || gain <= 4.0 * f64::EPSILON * there.value.abs() {
                let converged = gain < enough.max(1e-12 * there.value.abs());
                return Summit { at, there, converged };
            }
        }
    }
    Summit { at, there, converged: false }
}

/// One more whole step: near the top it doubles the digits, where the value itself, rounded, shows
/// no difference any more.
fn polished<const N: usize>(
    evaluate: &impl Fn(&Vector<N>) -> Evaluation<N>,
    summit: Summit<N>,
) -> Summit<N> {
    let Some((step, _)) = damped(&summit.there, &summit.at, 0.0) else { return summit };
    let mut at = summit.at;
    for (one, step) in at.iter_mut().zip(step) {
        *one = (*one * step.exp()).clamp(LEAST, MOST);
    }
    let there = evaluate(&at).in_logarithms(&at);
    let rounding = 1e-12 * summit.there.value.abs();
    if there.value >= summit.there.value - rounding {
        Summit { at, there, ..summit }
    } else {
        summit
    }
}

/// A step and what it promises to gain; `None` where the damping is too small for the bend.
#[allow(clippy::needless_range_loop, reason = "the formulas are written with indices")]
fn damped<const N: usize>(
    there: &Evaluation<N>,
    at: &Vector<N>,
    damping: f64,
) -> Option<(Vector<N>, f64)> {
    let free = |i: usize| {
        let slope = there.gradient[i];
        !(at[i] <= LEAST && slope < 0.0 || at[i] >= MOST && slope > 0.0)
    };
    // Scaled by the size of the bend of each parameter, so that no unit matters.
    let mut bend = there.hessian.map(|row| row.map(|cell| -cell));
    let largest = (0..N).map(|i| bend[i][i].abs()).fold(0.0, f64::max);
    let mut slope = there.gradient;
    for i in 0..N {
        bend[i][i] += damping * bend[i][i].abs().max(1e-9 * largest).max(1e-12);
        if !free(i) {
            for j in 0..N {
                bend[i][j] = 0.0;
                bend[j][i] = 0.0;
            }
            bend[i][i] = 1.0;
            slope[i] = 0.0;
        }
    }
    let root = cholesky(&bend)?;
    let mut step = solve(&root, &slope);
    let longest = step.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
    if !longest.is_finite() {
        return None;
    }
    if longest > LONGEST {
        step.iter_mut().for_each(|one| *one *= LONGEST / longest);
    }
    let linear: f64 = step.iter().zip(&slope).map(|(step, slope)| step * slope).sum();
    let mut bent = 0.0;
    for (i, one) in step.iter().enumerate() {
        for (j, other) in step.iter().enumerate() {
            bent += one * bend[i][j] * other;
        }
    }
    Some((step, linear - 0.5 * bent))
}

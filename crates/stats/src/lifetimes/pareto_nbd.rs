//! Pareto/NBD: customers buy at random with rates of their own, and leave at a random moment,
//! with hazards of their own.
//!
//! Schmittlein, Morrison, Colombo, "Counting Your Customers: Who Are They and What Will They Do
//! Next?", Management Science 33 (1987) 1–24; derivations as in Fader, Hardie, "A Note on Deriving
//! the Pareto/NBD Model and Related Expressions" (2005). Rates are gamma distributed (`r`, `α`),
//! hazards gamma distributed (`s`, `β`).
//!
//! The likelihood is usually written with differences of hypergeometric functions, which lose all
//! digits for many purchases. Here it stands as the integral it comes from, over the moment τ at
//! which the customer left, with rates and hazards averaged first:
//! `(r)_x α^r β^s [ (α+T)^-(r+x) (β+T)^-s + s ∫_{t_x}^T (α+τ)^-(r+x) (β+τ)^-(s+1) dτ ]`.
//! All terms are above zero, so nothing cancels, and derivatives are taken under the integral.

use super::evaluation::{Evaluation, PARAMETERS, Vector};
use super::pattern::{History, Pattern};
use super::rising::Rising;

/// Places of the parameters.
const R: usize = 0;
const ALPHA: usize = 1;
const S: usize = 2;
const BETA: usize = 3;

/// Nodes and weights of a Gauss-Legendre rule on [-1, 1], the positive half (Abramowitz, Stegun,
/// table 25.4).
pub(super) type Rule = [(f64, f64)];
pub(super) const EIGHT: &Rule = &[
    (0.183_434_642_495_649_78, 0.362_683_783_378_361_66),
    (0.525_532_409_916_329, 0.313_706_645_877_887_9),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_43),
    (0.960_289_856_497_536_2, 0.101_228_536_290_377_06),
];
const SIXTEEN: &Rule = &[
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_64),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_64),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_65),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_8),
    (0.755_404_408_355_003, 0.124_628_971_255_534_07),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_6),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_456),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_176),
];
/// Where the integrand has fallen to e^-40 of its beginning the rest is nothing.
const NOTHING: f64 = 40.0;
/// A stretch of the integral in which the integrand falls no further, and that is no longer (in
/// logarithms of time), has 14 digits with 16 nodes.
const FALL: f64 = 14.0;
const STRETCH: f64 = 3.0;
/// The same with 8 nodes.
const SHORT_FALL: f64 = 4.0;
const SHORT_STRETCH: f64 = 1.6;

/// The integral over the moment of leaving, as a sum over nodes.
struct Moments {
    /// `ln((α+t_x)^-(r+x) (β+t_x)^-(s+1))`: what the values are divided by.
    ln_scale: f64,
    /// The smaller of α and β is called near.
    is_alpha_near: bool,
    /// The larger one less the smaller one.
    apart: f64,
    /// `near + t_x`.
    begin: f64,
    ln_begin: f64,
    /// Exponents of the near and the far factor.
    powers: (f64, f64),
    /// `ln` of the far factor at the beginning.
    ln_far: f64,
    /// How far to go, in logarithms of near + τ.
    length: f64,
    pieces: u32,
    rule: &'static Rule,
}

impl Moments {
    fn new(at: &Vector, history: &History) -> Self {
        let [r, alpha, s, beta] = *at;
        let of_rate = r + f64::from(history.frequency);
        let is_alpha_near = alpha <= beta;
        let (near, far, powers) = if is_alpha_near {
            (alpha, beta, (of_rate, s + 1.0))
        } else {
            (beta, alpha, (s + 1.0, of_rate))
        };
        let begin = near + history.recency;
        let (ln_begin, ln_far) = (begin.ln(), (far + history.recency).ln());
        let ln_scale = -powers.0 * ln_begin - powers.1 * ln_far;
        let mut moments = Self {
            ln_scale,
            is_alpha_near,
            apart: far - near,
            begin,
            ln_begin,
            powers,
            ln_far,
            length: ((history.age - history.recency) / begin).ln_1p(),
            pieces: 1,
            rule: SIXTEEN,
        };
        let mut fall = moments.fall(moments.length);
        if fall > NOTHING {
            // The fall is convex, so that Newton's steps come down to the place from above.
            for _ in 0..50 {
                let step = (fall - NOTHING) / moments.slope(moments.length);
                moments.length -= step;
                fall = moments.fall(moments.length);
                if step < 0.01 * moments.length {
                    break;
                }
            }
        }
        let pieces = (moments.length / STRETCH).max(fall.abs() / FALL).ceil();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "small and not below 0"
        )]
        let pieces = pieces as u32;
        moments.pieces = pieces.max(1);
        if moments.length <= SHORT_STRETCH && fall.abs() <= SHORT_FALL {
            moments.rule = EIGHT;
        }
        moments
    }

    /// The far factor at so many logarithms of near + τ after the beginning.
    fn far(&self, u: f64) -> f64 {
        self.apart + self.begin * u.exp()
    }

    /// How far the integrand has fallen, as a logarithm.
    fn fall(&self, u: f64) -> f64 {
        (self.powers.0 - 1.0) * u + self.powers.1 * (self.far(u).ln() - self.ln_far)
    }

    fn slope(&self, u: f64) -> f64 {
        let near = self.begin * u.exp();
        self.powers.0 - 1.0 + self.powers.1 * near / (self.apart + near)
    }

    /// Calls with `ln(α+τ)`, `α+τ`, `ln(β+τ)`, `β+τ` and the share of the integral, relative to
    /// the scale.
    fn each(&self, mut take: impl FnMut(f64, f64, f64, f64, f64)) {
        let half = 0.5 * self.length / f64::from(self.pieces);
        for piece in 0..self.pieces {
            let middle = half * f64::from(2 * piece + 1);
            for (node, weight) in self.rule {
                for u in [middle - half * node, middle + half * node] {
                    let near = self.begin * u.exp();
                    let far = self.apart + near;
                    let (ln_near, ln_far) = (self.ln_begin + u, far.ln());
                    let fallen = self.powers.0 * u + self.powers.1 * (ln_far - self.ln_far);
                    let share = half * weight * near * (-fallen).exp();
                    if self.is_alpha_near {
                        take(ln_near, near, ln_far, far, share);
                    } else {
                        take(ln_far, far, ln_near, near, share);
                    }
                }
            }
        }
    }
}

/// The log-likelihood with its derivatives in (r, α, s, β). Patterns are sorted by frequency.
pub(super) fn evaluate(at: &Vector, patterns: &[Pattern]) -> Evaluation {
    let [r, alpha, s, beta] = *at;
    let most = patterns.iter().map(|one| one.history.frequency).max().unwrap_or(0);
    let of_r = Rising::new(r, most);
    let (ln_alpha, ln_beta) = (alpha.ln(), beta.ln());
    let mut sum = Evaluation::default();
    for Pattern { history, weight } in patterns {
        let rates = of_r.of(history.frequency);
        let one = times(at, history);
        sum.value(*weight, rates.value + r * ln_alpha + s * ln_beta + one.value);
        let constant = [rates.first + ln_alpha, r / alpha, ln_beta, s / beta];
        for (i, (constant, mean)) in constant.iter().zip(one.gradient).enumerate() {
            sum.first(i, weight * (constant + mean));
        }
        for (row, mean) in sum.hessian.iter_mut().zip(one.hessian) {
            for (cell, mean) in row.iter_mut().zip(mean) {
                *cell += weight * mean;
            }
        }
        sum.second(R, R, weight * rates.second);
        sum.second(R, ALPHA, weight / alpha);
        sum.second(ALPHA, ALPHA, -weight * r / (alpha * alpha));
        sum.second(S, BETA, weight / beta);
        sum.second(BETA, BETA, -weight * s / (beta * beta));
    }
    sum
}

/// The logarithm of the part in brackets, with its derivatives.
fn times(at: &Vector, history: &History) -> Evaluation {
    let [r, alpha, s, beta] = *at;
    let shape = r + f64::from(history.frequency);
    let (end_a, end_b) = (alpha + history.age, beta + history.age);
    let (ln_end_a, ln_end_b) = (end_a.ln(), end_b.ln());
    let stayed = -shape * ln_end_a - s * ln_end_b;
    // Derivatives of the way in which the customer stayed; of the others only the difference to
    // it is added up, so that little is lost in the covariance.
    let base = [-ln_end_a, -shape / end_a, -ln_end_b, -s / end_b];
    let moments = Moments::new(at, history);
    // Both parts are divided by the larger one of their scales.
    let ln_scale = stayed.max(moments.ln_scale + s.ln());
    let here = (stayed - ln_scale).exp();
    let factor = (moments.ln_scale + s.ln() - ln_scale).exp();
    let mut total = here;
    let mut mean = [0.0; PARAMETERS];
    let mut square = [[0.0; PARAMETERS]; PARAMETERS];
    let mut second = Evaluation::default();
    let add = |second: &mut Evaluation, w: f64, a: f64, b: f64, hazard: f64| {
        second.hessian[R][ALPHA] -= w / a;
        second.hessian[ALPHA][ALPHA] += w * shape / (a * a);
        second.hessian[S][BETA] -= w / b;
        second.hessian[BETA][BETA] += w * hazard / (b * b);
    };
    add(&mut second, here, end_a, end_b, s);
    if history.age > history.recency {
        moments.each(|ln_a, a, ln_b, b, share| {
            let w = factor * share;
            total += w;
            let d = [
                -ln_a - base[R],
                -shape / a - base[ALPHA],
                s.recip() - ln_b - base[S],
                -(s + 1.0) / b - base[BETA],
            ];
            for i in 0..PARAMETERS {
                mean[i] += w * d[i];
                for j in 0..=i {
                    square[i][j] += w * d[i] * d[j];
                }
            }
            add(&mut second, w, a, b, s + 1.0);
            second.hessian[S][S] -= w / (s * s);
        });
    }
    let mut told = Evaluation { value: ln_scale + total.ln(), ..Evaluation::default() };
    for i in 0..PARAMETERS {
        mean[i] /= total;
        told.gradient[i] = base[i] + mean[i];
    }
    for i in 0..PARAMETERS {
        for j in 0..=i {
            let cell = square[i][j] / total - mean[i] * mean[j] + second.hessian[j][i] / total;
            told.hessian[i][j] = cell;
            told.hessian[j][i] = cell;
        }
    }
    told
}

/// The probability of still being there at the end.
pub(super) fn is_active(at: &Vector, history: &History) -> f64 {
    if history.age <= history.recency {
        return 1.0;
    }
    let [r, alpha, s, beta] = *at;
    let shape = r + f64::from(history.frequency);
    let stayed = -shape * (alpha + history.age).ln() - s * (beta + history.age).ln();
    let moments = Moments::new(at, history);
    let mut left = 0.0;
    moments.each(|_, _, _, _, share| left += share);
    (1.0 + (s.ln() + moments.ln_scale - stayed).exp() * left).recip()
}

/// Purchases in the `ahead` after the end that somebody is expected to make who is still there:
/// the probability of being there is not part of it.
pub(super) fn expected(at: &Vector, history: &History, ahead: f64) -> f64 {
    let [r, alpha, s, beta] = *at;
    let rate = (r + f64::from(history.frequency)) / (alpha + history.age);
    let ln = (ahead / (beta + history.age)).ln_1p();
    // (1 - e^(-(s-1) ln)) / (s-1), which is ln where s is 1.
    let k = s - 1.0;
    let span = if (k * ln).abs() < 1e-8 { ln } else { -(-k * ln).exp_m1() / k };
    rate * (beta + history.age) * span
}

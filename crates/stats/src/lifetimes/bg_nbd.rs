//! BG/NBD and MBG/NBD: customers buy at random with rates of their own, and after a purchase some
//! leave for good, with chances of their own.
//!
//! - Rates are gamma distributed (`r`, `α`), chances to leave beta distributed (`a`, `b`).
//! - BG/NBD: Fader, Hardie, Lee, "Counting Your Customers the Easy Way: An Alternative to the
//!   Pareto/NBD Model", Marketing Science 24 (2005) 275–284; likelihood: eq. (6), expected
//!   purchases: eq. (10).
//! - MBG/NBD lets a customer leave after the first purchase too: Batislam, Denizel, Filiztekin,
//!   "Empirical validation and comparison of models for customer base analysis", International
//!   Journal of Research in Marketing 24 (2007) 201–209.
//!
//! With y the number of occasions to leave (x in BG/NBD, x+1 in MBG/NBD) both are
//! `(r)_x α^r (b)_y / (a+b)_y [ (α+T)^-(r+x) + a/(b+y-1) (α+t_x)^-(r+x) ]`, the second part only
//! where y > 0.

use super::evaluation::{Evaluation, Vector};
use super::pattern::{History, Pattern};
use super::rising::Rising;

/// Places of the parameters.
const R: usize = 0;
const ALPHA: usize = 1;
const A: usize = 2;
const B: usize = 3;

/// When a customer may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// After repeat purchases: BG/NBD.
    AfterRepeats,
    /// After the first purchase too: MBG/NBD.
    AfterAny,
}

impl Leaving {
    pub(super) fn occasions(self, frequency: u32) -> u32 {
        frequency + u32::from(self == Self::AfterAny)
    }
}

/// The two ways a history can have come about.
struct Ways {
    /// Share of the customer having left after the last purchase.
    left: f64,
    /// The logarithm of their sum.
    log_sum: f64,
}

/// `ln` of both ways: still there, and left.
fn ways(stayed: f64, left: f64) -> Ways {
    let (high, low) = if stayed > left { (stayed, left) } else { (left, stayed) };
    let small = (low - high).exp();
    let log_sum = high + small.ln_1p();
    let share = small / (1.0 + small);
    Ways { left: if left > stayed { 1.0 - share } else { share }, log_sum }
}

/// The log-likelihood with its derivatives in (r, α, a, b). Patterns are sorted by frequency.
pub(super) fn evaluate(leaving: Leaving, at: &Vector, patterns: &[Pattern]) -> Evaluation {
    let [r, alpha, a, b] = *at;
    let most = patterns.iter().map(|one| one.history.frequency).max().unwrap_or(0);
    let of_r = Rising::new(r, most);
    let of_b = Rising::new(b, leaving.occasions(most));
    let of_both = Rising::new(a + b, leaving.occasions(most));
    let (ln_alpha, ln_a) = (alpha.ln(), a.ln());
    let mut sum = Evaluation::default();
    for group in patterns.chunk_by(|one, next| one.history.frequency == next.history.frequency) {
        let x = group[0].history.frequency;
        let y = leaving.occasions(x);
        let weight: f64 = group.iter().map(|one| one.weight).sum();
        // What depends on the number of purchases only.
        let (rates, stays, both) = (of_r.of(x), of_b.of(y), of_both.of(y));
        sum.value(weight, rates.value + r * ln_alpha + stays.value - both.value);
        sum.first(R, weight * (rates.first + ln_alpha));
        sum.first(ALPHA, weight * r / alpha);
        sum.first(A, -weight * both.first);
        sum.first(B, weight * (stays.first - both.first));
        sum.second(R, R, weight * rates.second);
        sum.second(R, ALPHA, weight / alpha);
        sum.second(ALPHA, ALPHA, -weight * r / (alpha * alpha));
        sum.second(A, A, -weight * both.second);
        sum.second(A, B, -weight * both.second);
        sum.second(B, B, weight * (stays.second - both.second));
        times(&mut sum, at, y, ln_a, group);
    }
    sum
}

/// What depends on the times, for histories of the same number of purchases.
fn times(sum: &mut Evaluation, at: &Vector, y: u32, ln_a: f64, group: &[Pattern]) {
    let [r, alpha, a, b] = *at;
    let shape = r + f64::from(group[0].history.frequency);
    let rest = b + f64::from(y) - 1.0;
    let ln_rest = if y > 0 { rest.ln() } else { 0.0 };
    let (mut end, mut ln_end) = (f64::NAN, 0.0);
    for Pattern { history, weight } in group {
        if history.age != end {
            (end, ln_end) = (history.age, (alpha + history.age).ln());
        }
        let at_end = (alpha + end).recip();
        let stayed = -shape * ln_end;
        let first_stayed = [-ln_end, -shape * at_end, 0.0, 0.0];
        if y == 0 {
            sum.value(*weight, stayed);
            sum.first(R, weight * first_stayed[R]);
            sum.first(ALPHA, weight * first_stayed[ALPHA]);
            sum.second(R, ALPHA, -weight * at_end);
            sum.second(ALPHA, ALPHA, weight * shape * at_end * at_end);
            continue;
        }
        let ln_last = (alpha + history.recency).ln();
        let at_last = (alpha + history.recency).recip();
        let Ways { left, log_sum } = ways(stayed, ln_a - ln_rest - shape * ln_last);
        let (left, stays) = (weight * left, weight * (1.0 - left));
        sum.value(*weight, log_sum);
        sum.first(R, -stays * ln_end - left * ln_last);
        sum.first(ALPHA, -shape * (stays * at_end + left * at_last));
        sum.first(A, left / a);
        sum.first(B, -left / rest);
        sum.second(R, ALPHA, -(stays * at_end + left * at_last));
        sum.second(ALPHA, ALPHA, shape * (stays * at_end * at_end + left * at_last * at_last));
        sum.second(A, A, -left / (a * a));
        sum.second(B, B, left / (rest * rest));
        let apart = [ln_end - ln_last, shape * (at_end - at_last), a.recip(), -rest.recip()];
        sum.outer(left * stays / weight, &apart);
    }
}

/// The probability of still being there at the end.
pub(super) fn is_active(leaving: Leaving, at: &Vector, history: &History) -> f64 {
    let [r, alpha, a, b] = *at;
    let y = leaving.occasions(history.frequency);
    if y == 0 {
        return 1.0;
    }
    let shape = r + f64::from(history.frequency);
    let rest = b + f64::from(y) - 1.0;
    let since = ((alpha + history.age) / (alpha + history.recency)).ln();
    (1.0 + a / rest * (shape * since).exp()).recip()
}

/// Purchases in the `ahead` after the end that somebody is expected to make who is still there
/// (eq. 10 without its last factor).
pub(super) fn expected(leaving: Leaving, at: &Vector, history: &History, ahead: f64) -> f64 {
    /// Where the formula divides nothing by nothing, its neighbours say what it would be.
    const NEAR: f64 = 1e-5;
    let [r, alpha, a, b] = *at;
    let y = f64::from(leaving.occasions(history.frequency));
    let shape = r + f64::from(history.frequency);
    let z = ahead / (alpha + history.age + ahead);
    let told = |a: f64, b: f64| {
        let whole = a + b + y - 1.0;
        whole / (a - 1.0) * (1.0 - staying(shape, b + y, whole, z))
    };
    if (a - 1.0).abs() < NEAR {
        return 0.5 * (told(1.0 - NEAR, b) + told(1.0 + NEAR, b));
    }
    let pole = a + b + y - 1.0;
    if pole.abs() < NEAR {
        return 0.5 * (told(a, b - pole - NEAR) + told(a, b - pole + NEAR));
    }
    told(a, b)
}

/// `(1-z)^p ₂F₁(p, q; c; z)` for 0 ≤ z < 1, p and q above zero.
///
/// The series is the mean of `(q)_n / (c)_n` over a negative binomial number n: terms of one sign,
/// so nothing cancels. Where the series after Euler's transformation falls from its first term on
/// (DLMF 15.8.1), it is as exact and far shorter for many purchases.
fn staying(p: f64, q: f64, c: f64, z: f64) -> f64 {
    if c > 0.0 && (c - p).abs() <= c && (c - p).abs() * (c - q).abs() * z <= c {
        return ((c - q) * (-z).ln_1p()).exp() * falling(c - p, c - q, c, z);
    }
    /// Terms are kept below this, with the rest in a logarithm.
    const HIGH: f64 = 1e200;
    let mut ln_scale = p * (-z).ln_1p();
    let (mut term, mut sum, mut n) = (1.0_f64, 1.0_f64, 0.0_f64);
    // The terms rise up to about the mean of n, and then fall.
    let mean = p * z / (1.0 - z);
    loop {
        term *= (p + n) * (q + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        n += 1.0;
        if sum.abs() > HIGH {
            (term, sum, ln_scale) = (term / HIGH, sum / HIGH, ln_scale + HIGH.ln());
        }
        if n > mean && term.abs() <= f64::EPSILON * (1.0 - z) * sum.abs() || !sum.is_finite() {
            return sum * ln_scale.exp();
        }
    }
}

/// `₂F₁(a, b; c; z)` by its series (DLMF 15.2.1), where each term is smaller than the one before.
fn falling(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0_f64, 1.0_f64, 0.0_f64);
    while term.abs() > f64::EPSILON * (1.0 - z) * sum.abs() {
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        n += 1.0;
    }
    sum
}

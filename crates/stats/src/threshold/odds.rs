//! The likelihood of a step: odds of an answer that are lower beyond it by one factor.
//!
//! Logistic regression with a base rate for each group. For a given factor the base rate of a
//! group follows from a quadratic equation, and the factor of the highest likelihood is where the
//! answers beyond the step are as many as expected; both sides of that equation only fall.

use super::steps::{Count, Table};

/// The logarithm of the smallest factor that is looked at: nobody answers beyond the step.
const SMALLEST: f64 = -15.0;
/// Halvings of the span in which the factor is sought: to a billionth.
const HALVINGS: usize = 34;
/// A difference below this share is rounding.
const ROUNDING: f64 = 1e-9;

/// Both sides of a step in one group in which some answered and some did not.
struct Sides {
    below: Count,
    above: Count,
}

impl Sides {
    /// The shares expected to answer on both sides, where the odds beyond are `factor` times those
    /// up to the step, and as many answer in all as did.
    fn expected(&self, factor: f64) -> [f64; 2] {
        let (n, m) = (self.below.n as f64, self.above.n as f64);
        let hits = (self.below.answered + self.above.answered) as f64;
        // n x/(1+x) + m f x/(1+f x) = hits, for the odds x up to the step.
        let (a, b) = (factor * (n + m - hits), n + m * factor - hits * (1.0 + factor));
        let root = (b * b + 4.0 * a * hits).sqrt();
        // The form that does not take two like numbers from each other.
        let odds = if b > 0.0 { 2.0 * hits / (b + root) } else { (root - b) / (2.0 * a) };
        [odds / (1.0 + odds), factor * odds / (1.0 + factor * odds)]
    }

    fn log_likelihood(&self, factor: f64) -> f64 {
        let of = |count: Count, share: f64| {
            let part = |n: u64, share: f64| if n == 0 { 0.0 } else { n as f64 * share.ln() };
            part(count.answered, share) + part(count.n - count.answered, 1.0 - share)
        };
        let [below, above] = self.expected(factor);
        of(self.below, below) + of(self.above, above)
    }
}

/// By how much the likelihood grows (as a logarithm) when odds are lower beyond a step; `None`
/// where they are not.
fn gain(sides: &[Sides]) -> Option<f64> {
    let answered: u64 = sides.iter().map(|sides| sides.above.answered).sum();
    let over = |factor: f64| {
        let expected = |sides: &Sides| sides.above.n as f64 * sides.expected(factor)[1];
        answered as f64 - sides.iter().map(expected).sum::<f64>()
    };
    if over(1.0) >= -ROUNDING * (answered as f64 + 1.0) {
        return None;
    }
    let (mut low, mut high) = (SMALLEST, 0.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if over(middle.exp()) < 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    let factor = f64::midpoint(low, high).exp();
    let sum = |factor: f64| sides.iter().map(|sides| sides.log_likelihood(factor)).sum::<f64>();
    Some(sum(factor) - sum(1.0))
}

/// The step of the highest likelihood among those allowed; of equals the lowest. `None` where
/// beyond none of them fewer were answered.
pub(super) fn best(table: &Table, allowed: &[usize]) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for step in allowed {
        let sides: Vec<Sides> = table
            .groups()
            .map(|group| {
                let [below, above] = group.sides(*step);
                Sides { below, above }
            })
            // Where all answered, or none, or all on one side, nothing can be told apart.
            .filter(|Sides { below, above }| {
                let (n, answered) = (below.n + above.n, below.answered + above.answered);
                answered > 0 && answered < n && below.n > 0 && above.n > 0
            })
            .collect();
        if let Some(gain) = gain(&sides).filter(|gain| gain.is_finite())
            && best.is_none_or(|(known, _)| gain > known)
        {
            best = Some((gain, *step));
        }
    }
    best.map(|(_, step)| step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(below: (u64, u64), above: (u64, u64)) -> Sides {
        let count = |(answered, n)| Count { n, answered };
        Sides { below: count(below), above: count(above) }
    }

    /// One group: shares on both sides are what they are, so the likelihood is at hand.
    #[test]
    fn one_group_as_two_shares_say() {
        let of = |answered: f64, n: f64| {
            let part = |k: f64| if k == 0.0 { 0.0 } else { k * (k / n).ln() };
            part(answered) + part(n - answered)
        };
        for (below, above) in [
            ((30, 100), (10, 100)),
            ((3, 400), (1, 250)),
            ((50, 60), (20, 90)),
            ((40, 90), (0, 50)),
        ] {
            let found = gain(&[sides(below, above)]).unwrap();
            let two = |(answered, n): (u64, u64)| of(answered as f64, n as f64);
            let (h, n) = (below.0 + above.0, below.1 + above.1);
            let expected = two(below) + two(above) - two((h, n));
            assert!((found - expected).abs() < 1e-3, "{below:?} {above:?}: {found} {expected}");
        }
        assert_eq!(gain(&[sides((10, 100), (10, 100))]), None);
        assert_eq!(gain(&[sides((10, 100), (11, 100))]), None);
        assert_eq!(gain(&[]), None);
    }

    #[test]
    fn expected_shares_keep_all_answers() {
        for factor in [1.0, 0.5, 1e-6] {
            let sides = sides((40, 70), (5, 60));
            let [below, above] = sides.expected(factor);
            assert!((70.0 * below + 60.0 * above - 45.0).abs() < 1e-9, "{factor}");
            let odds = |share: f64| share / (1.0 - share);
            assert!((odds(above) / odds(below) / factor - 1.0).abs() < 1e-6, "{factor}");
        }
    }

    /// Two groups with like factors gain about what each gains alone; groups that differ in
    /// their base rate only gain nothing.
    #[test]
    fn groups_are_held_apart() {
        let one = || sides((60, 200), (30, 200));
        let other = || sides((120, 200), (81, 200));
        let (a, b) = (gain(&[one()]).unwrap(), gain(&[other()]).unwrap());
        let both = gain(&[one(), other()]).unwrap();
        assert!(both <= a + b + 1e-9 && both > 0.95 * (a + b), "{both} {a} {b}");
        // All together 210 of 300 and 90 of 300: a difference of groups, not of sides.
        let high = sides((160, 200), (80, 100));
        let low = sides((20, 100), (40, 200));
        assert_eq!(gain(&[high, low]), None);
    }
}

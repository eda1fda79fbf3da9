//! Could chance alone show a level as clear as this?
//!
//! For each level that is allowed there is a score: how many fewer were answered beyond it than
//! expected if the odds were the same everywhere, over its standard error by customer. The
//! largest of them is held against the largest of draws from the normal distribution these scores
//! would have together (the multiplier bootstrap of Hansen 1996 with normal multipliers, one for
//! each customer: given the data its scores are exactly normal, so they are drawn from their
//! covariance). Where answers are rare, the spread between customers can come out far too small;
//! then the spread that independent contacts would have counts.

use rand::Rng;
use rand_distr::StandardNormal;

use super::steps::Scores;

/// Draws: a probability near 0.05 is known to about half a hundredth.
const DRAWS: u32 = 2_000;
/// What is left of a variance below this share is rounding.
const ROUNDING: f64 = 1e-10;

/// How often chance alone would show as much, to either side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chance {
    /// That contacts beyond some level are answered so much worse.
    pub(super) worse: f64,
    /// That they are answered so much better.
    pub(super) better: f64,
}

/// `None` where nothing varies.
pub(super) fn of(scores: &Scores, rng: &mut impl Rng) -> Option<Chance> {
    let width = scores.sum.len();
    let variance = |at: usize| scores.products[at * width + at];
    let used: Vec<usize> =
        (0..width).filter(|at| variance(*at) > 0.0 && scores.plain[*at] > 0.0).collect();
    if used.is_empty() {
        return None;
    }
    let score = |at: &usize| scores.sum[*at] / variance(*at).max(scores.plain[*at]).sqrt();
    let highest = |sign: f64| used.iter().map(|at| sign * score(at)).fold(f64::MIN, f64::max);
    let (worse, better) = (highest(-1.0), highest(1.0));

    let correlation = |row: usize, column: usize| {
        let (one, other) = (used[row], used[column]);
        scores.products[one * width + other] / (variance(one) * variance(other)).sqrt()
    };
    let root = root(used.len(), correlation);
    let mut seen = [0_u32; 2];
    let mut normal = vec![0.0; used.len()];
    for _ in 0..DRAWS {
        normal.iter_mut().for_each(|value| *value = rng.sample(StandardNormal));
        let drawn = (0..used.len()).map(|row| -> f64 {
            let row = &root[row * used.len()..=row * used.len() + row];
            row.iter().zip(&normal).map(|(part, value)| part * value).sum()
        });
        // The distribution is symmetric: one draw serves both sides.
        let drawn = drawn.fold(f64::MIN, f64::max);
        seen[0] += u32::from(drawn >= worse);
        seen[1] += u32::from(drawn >= better);
    }
    let [worse, better] = seen.map(|seen| f64::from(seen + 1) / f64::from(DRAWS + 1));
    Some(Chance { worse, better })
}

/// `L` with `L Lᵀ` the correlations (of which the part up to the diagonal is asked for), also
/// where some of them are copies of others: these get what is left, nothing.
fn root(width: usize, correlation: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let mut root = vec![0.0; width * width];
    for i in 0..width {
        for j in 0..=i {
            let done: f64 = (0..j).map(|k| root[i * width + k] * root[j * width + k]).sum();
            let rest = correlation(i, j) - done;
            root[i * width + j] = if i == j {
                if rest > ROUNDING { rest.sqrt() } else { 0.0 }
            } else {
                let pivot = root[j * width + j];
                if pivot > 0.0 { rest / pivot } else { 0.0 }
            };
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn chance(sum: &[f64], products: &[f64]) -> Option<Chance> {
        let width = sum.len();
        let plain = (0..width).map(|at| products[at * width + at]).collect();
        let scores = Scores { sum: sum.to_vec(), products: products.to_vec(), plain };
        of(&scores, &mut ChaCha8Rng::seed_from_u64(7))
    }

    /// One level: the normal distribution. Two that are one: the same. Two that have nothing to do
    /// with each other: 1 - (1 - p)².
    #[test]
    fn the_search_is_part_of_the_chance() {
        let near = |found: f64, expected: f64| {
            assert!((found - expected).abs() < 0.025, "{found} instead of {expected}");
        };
        // 1.644854 is the 95th percentile of the normal distribution.
        let one = chance(&[-2.0 * 1.644_854], &[4.0]).unwrap();
        near(one.worse, 0.05);
        near(one.better, 0.95);
        let same = chance(&[-1.644_854, -1.0], &[1.0, 0.0, 1.0, 1.0]).unwrap();
        near(same.worse, 0.05);
        let apart = chance(&[-1.644_854, -1.0], &[1.0, 0.0, 0.0, 1.0]).unwrap();
        near(apart.worse, 1.0 - 0.95_f64.powi(2));
        assert_eq!(chance(&[0.0], &[0.0]), None);
    }

    #[test]
    fn a_root_gives_its_matrix_back() {
        let matrix = [1.0, 0.5, 0.5, 0.5, 1.0, 1.0, 0.5, 1.0, 1.0];
        let root = root(3, |i, j| matrix[i * 3 + j]);
        for i in 0..3 {
            for j in 0..=i {
                let product: f64 = (0..3).map(|k| root[i * 3 + k] * root[j * 3 + k]).sum();
                assert!((product - matrix[i * 3 + j]).abs() < 1e-12, "{i} {j}");
            }
        }
    }
}

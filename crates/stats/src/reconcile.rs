//! Forecasts of parts that agree with the forecast of their whole.
//!
//! A company, its families and its regions are each forecast from their own past, so the parts
//! add up to something else than the whole. Both are evidence. Weighted least squares changes
//! them as little as possible, each measured by its own uncertainty, so that they agree
//! (Hyndman, Ahmed, Athanasopoulos, Shang, *Optimal combination forecasts for hierarchical time
//! series*, Computational Statistics & Data Analysis 55, 2011; with the variances of the
//! forecasts' own errors: Wickramasuriya, Athanasopoulos, Hyndman, *Optimal forecast
//! reconciliation for hierarchical and grouped time series through trace minimization*, Journal
//! of the American Statistical Association 114, 2019, section 2.4, "WLS, variance scaling").
//!
//! With constraints `C y = 0` and the diagonal matrix `W` of the variances their solution is
//! `y - W C' (C W C')^-1 C y`. Several divisions of one total (by family, by region) need no
//! matrix. Let the total be forecast as `m` with variance `v`, and part `i` of division `k` as
//! `m_ki` with variance `v_ki`. For a given total `t` the least squares of a division are
//! Lagrange's `m_ki + v_ki / V_k (t - s_k)` with `s_k = sum_i m_ki`, `V_k = sum_i v_ki`, and cost
//! `(t - s_k)^2 / V_k`. What is left is a mean weighted by precision:
//!
//! ```text
//! t = (m / v + sum_k s_k / V_k) / (1 / v + sum_k 1 / V_k)
//! ```
//!
//! A table of families by regions with these margins exists always (all of them have the same
//! total), so nothing is promised that cannot be.
//!
//! **Limits.** A diagonal `W` takes the errors of two forecasts as independent, which they are
//! not: a warm winter is in all of them. The variances given here are right only as far as that
//! holds; whoever states an interval should not narrow it by them.

/// A forecast from its own past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Expected amount.
    pub mean: f64,
    /// Variance of its error; above zero.
    pub variance: f64,
    /// No less than this may come out of it; counts only as far as `mean` itself is no less.
    pub least: f64,
}

/// Forecasts that agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// The whole.
    pub total: f64,
    /// Variance of its error, if the errors were independent.
    pub variance: f64,
    /// The parts of each division, in the order given; each division adds up to the whole.
    pub parts: Vec<Vec<f64>>,
}

/// Makes a total and its divisions agree. A division with one part is the total under another
/// name: it says nothing of its own and takes what comes out. One without parts stays empty.
///
/// Where a part would fall below its least, it stays there and the others of its division bear
/// the difference: the least squares under that bound, given the total. A bound that leaves no
/// solution is not kept.
///
/// `None` when some number is not finite or some variance not above zero.
#[must_use]
pub fn reconcile(total: Estimate, divisions: &[Vec<Estimate>]) -> Option<Agreed> {
    let sound =
        |one: &Estimate| one.mean.is_finite() && one.variance.is_finite() && one.variance > 0.0;
    if !sound(&total) || !divisions.iter().flatten().all(sound) {
        return None;
    }
    let mut precision = 1.0 / total.variance;
    let mut weighted = total.mean / total.variance;
    for parts in divisions.iter().filter(|parts| parts.len() > 1) {
        let variance: f64 = parts.iter().map(|part| part.variance).sum();
        precision += 1.0 / variance;
        weighted += parts.iter().map(|part| part.mean).sum::<f64>() / variance;
    }
    let least = total.least.min(total.mean);
    let whole = (weighted / precision).max(least);
    let parts = divisions.iter().map(|parts| divide(whole, parts)).collect();
    Some(Agreed { total: whole, variance: 1.0 / precision, parts })
}

/// Parts changed as little as possible, each measured by its variance, so that they add up to a
/// total that is fixed. Empty without parts; bounds as in [`reconcile`].
#[must_use]
pub fn divide(total: f64, parts: &[Estimate]) -> Vec<f64> {
    let least = |part: &Estimate| part.least.min(part.mean);
    let mut held = vec![false; parts.len()];
    loop {
        let mut missing = total;
        let mut variance = 0.0;
        for (part, held) in parts.iter().zip(&held) {
            missing -= if *held { least(part) } else { part.mean };
            variance += if *held { 0.0 } else { part.variance };
        }
        if variance <= 0.0 {
            // Even the least is too much: the bounds cannot be kept.
            let bare = |part: &Estimate| Estimate { least: f64::NEG_INFINITY, ..*part };
            let bounded = held.iter().any(|held| *held);
            return if bounded {
                divide(total, &parts.iter().map(bare).collect::<Vec<_>>())
            } else {
                Vec::new()
            };
        }
        let values: Vec<f64> =
            parts
                .iter()
                .zip(&held)
                .map(|(part, held)| {
                    if *held { least(part) } else { part.mean + part.variance / variance * missing }
                })
                .collect();
        let mut settled = true;
        for ((part, value), held) in parts.iter().zip(&values).zip(&mut held) {
            if !*held && *value < least(part) {
                *held = true;
                settled = false;
            }
        }
        if settled {
            return values;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn free(mean: f64, variance: f64) -> Estimate {
        Estimate { mean, variance, least: f64::NEG_INFINITY }
    }

    #[test]
    fn by_hand() {
        // The total says 100 (variance 1), its parts 60 and 60 (variances 1 and 2: together 3).
        // Weights 3 to 1: (3 * 100 + 120) / 4 = 105; the parts bear 15 as 1 to 2.
        let agreed = reconcile(free(100.0, 1.0), &[vec![free(60.0, 1.0), free(60.0, 2.0)]]);
        let agreed = agreed.unwrap();
        assert!((agreed.total - 105.0).abs() < 1e-12);
        assert!((agreed.parts[0][0] - 55.0).abs() < 1e-12);
        assert!((agreed.parts[0][1] - 50.0).abs() < 1e-12);
        assert!((agreed.variance - 0.75).abs() < 1e-12);
        assert_eq!(reconcile(free(1.0, 0.0), &[]), None);
        assert_eq!(reconcile(free(1.0, 1.0), &[vec![free(f64::NAN, 1.0)]]), None);
    }

    #[test]
    fn one_part_is_the_total_and_no_part_is_none() {
        let agreed = reconcile(free(100.0, 1.0), &[vec![free(60.0, 1.0)], vec![]]).unwrap();
        assert_eq!((agreed.total, agreed.parts), (100.0, vec![vec![100.0], vec![]]));
    }

    #[test]
    fn what_cannot_go_lower_is_borne_by_the_others() {
        let at_least_nothing = |mean, variance| Estimate { mean, variance, least: 0.0 };
        let parts = [
            at_least_nothing(10.0, 90.0),
            at_least_nothing(50.0, 5.0),
            at_least_nothing(60.0, 5.0),
        ];
        assert_eq!(divide(90.0, &parts), [0.0, 40.0, 50.0]);
        // Less than nothing cannot be divided into parts of at least nothing.
        let sum: f64 = divide(-10.0, &parts).iter().sum();
        assert!((sum + 10.0).abs() < 1e-9);
    }

    /// `y - W C' (C W C')^-1 C y`, by Gaussian elimination.
    fn projected(total: Estimate, divisions: &[Vec<Estimate>]) -> Vec<f64> {
        let all: Vec<Estimate> =
            std::iter::once(total).chain(divisions.iter().flatten().copied()).collect();
        let mut start = 1;
        let rows: Vec<Vec<f64>> = divisions
            .iter()
            .map(|parts| {
                let mut row = vec![0.0; all.len()];
                row[0] = -1.0;
                row[start..start + parts.len()].fill(1.0);
                start += parts.len();
                row
            })
            .collect();
        let dot = |row: &[f64], by: &dyn Fn(usize) -> f64| -> f64 {
            row.iter().enumerate().map(|(n, value)| value * by(n)).sum()
        };
        let size = rows.len();
        let mut system: Vec<Vec<f64>> = rows
            .iter()
            .map(|row| {
                let products = rows.iter().map(|other| dot(row, &|n| all[n].variance * other[n]));
                products.chain([dot(row, &|n| all[n].mean)]).collect()
            })
            .collect();
        for pivot in 0..size {
            let by = system[pivot].clone();
            for (_, values) in system.iter_mut().enumerate().filter(|(row, _)| *row != pivot) {
                let factor = values[pivot] / by[pivot];
                values.iter_mut().zip(&by).for_each(|(value, by)| *value -= factor * by);
            }
        }
        let multipliers: Vec<f64> =
            (0..size).map(|row| system[row][size] / system[row][row]).collect();
        let change = |n: usize| -> f64 {
            rows.iter().zip(&multipliers).map(|(row, by)| all[n].variance * row[n] * by).sum()
        };
        all.iter().enumerate().map(|(n, one)| one.mean - change(n)).collect()
    }

    fn estimate() -> impl Strategy<Value = Estimate> {
        (0.0..1e6_f64, 1.0..1e8_f64).prop_map(|(mean, variance)| free(mean, variance))
    }

    fn divisions() -> impl Strategy<Value = Vec<Vec<Estimate>>> {
        prop::collection::vec(prop::collection::vec(estimate(), 2..8), 1..4)
    }

    proptest! {
        #[test]
        fn it_is_the_projection_of_the_papers(total in estimate(), divisions in divisions()) {
            let agreed = reconcile(total, &divisions).unwrap();
            let short = std::iter::once(agreed.total).chain(agreed.parts.into_iter().flatten());
            for (short, long) in short.zip(projected(total, &divisions)) {
                prop_assert!((short - long).abs() < 1e-6 * (1.0 + long.abs()), "{short} {long}");
            }
        }

        /// Each division adds up, nothing falls below nothing, and no variance grows.
        #[test]
        fn parts_add_up(total in estimate(), mut divisions in divisions()) {
            let total = Estimate { least: 0.0, ..total };
            divisions.iter_mut().flatten().for_each(|part| part.least = 0.0);
            let agreed = reconcile(total, &divisions).unwrap();
            prop_assert!(agreed.variance <= total.variance);
            prop_assert!(agreed.total >= 0.0);
            for (values, parts) in agreed.parts.iter().zip(&divisions) {
                let sum: f64 = values.iter().sum();
                prop_assert!((sum - agreed.total).abs() <= 1e-9 * agreed.total.max(1.0));
                prop_assert!(values.iter().all(|value| *value >= 0.0));
                let whole: f64 = parts.iter().map(|part| part.variance).sum();
                prop_assert!(agreed.variance <= whole);
                for part in parts {
                    // Var = v - v^2 / V + (v / V)^2 Var(t).
                    let share = part.variance / whole;
                    let after = part.variance - part.variance * share
                        + share * share * agreed.variance;
                    prop_assert!(after <= part.variance * (1.0 + 1e-12));
                }
            }
        }

        /// What agrees already stays, so a forecast without bias stays without.
        #[test]
        fn what_agrees_stays(divisions in divisions(), variance in 1.0..1e8_f64) {
            let first: f64 = divisions[0].iter().map(|part| part.mean).sum();
            let scaled: Vec<Vec<Estimate>> = divisions
                .iter()
                .map(|parts| {
                    let sum: f64 = parts.iter().map(|part| part.mean).sum();
                    let by = |part: &Estimate| Estimate { mean: part.mean * first / sum, ..*part };
                    parts.iter().map(by).collect()
                })
                .collect();
            prop_assume!(first > 0.0 && scaled.iter().flatten().all(|part| part.mean.is_finite()));
            let agreed = reconcile(free(first, variance), &scaled).unwrap();
            prop_assert!((agreed.total - first).abs() < 1e-9 * first);
            for (value, part) in agreed.parts.iter().flatten().zip(scaled.iter().flatten()) {
                prop_assert!((value - part.mean).abs() < 1e-9 * first);
            }
        }
    }
}

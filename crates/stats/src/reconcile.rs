//! Forecasts of parts that agree with the forecast of their whole.
//!
//! A company, its families and its regions are each forecast from their own past, so the parts
//! add up to something else than the whole. Generalised least squares changes forecasts as
//! little as possible, each measured by its own uncertainty, so that they agree (Hyndman, Ahmed,
//! Athanasopoulos, Shang, *Optimal combination forecasts for hierarchical time series*,
//! Computational Statistics & Data Analysis 55, 2011; with the covariances `W` of the forecasts'
//! own errors: Wickramasuriya, Athanasopoulos, Hyndman, *Optimal forecast reconciliation for
//! hierarchical and grouped time series through trace minimization*, Journal of the American
//! Statistical Association 114, 2019). With the constraint `C y = 0` their solution is
//! `y - W C' (C W C')^-1 C y`.
//!
//! Here the whole is given, and the errors of its parts are taken as wholly dependent, because
//! mostly they are: a warm winter is in all families at once. Let part `i` be forecast as `m_i`
//! with standard deviation `d_i`; then `W C'` is `d_i sum_j d_j`, and for the whole `t`
//!
//! ```text
//! t_i = m_i + d_i / sum_j d_j  (t - sum_j m_j)
//! ```
//!
//! **Limits.** Where one part's error has nothing to do with another's, the papers' diagonal `W`
//! would divide by variances instead. The whole learns nothing from its parts: on the data this
//! was tried on, letting many parts that err together speak made its forecast worse.

/// A forecast from its own past.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Expected amount.
    pub mean: f64,
    /// Variance of its error; above zero.
    pub variance: f64,
    /// No less than this may come out of it; counts only as far as `mean` itself is no less.
    pub least: f64,
    /// Whether `least` is kept even where nothing else solves the sum.
    pub firm: bool,
}

impl Estimate {
    fn deviation(&self) -> f64 {
        self.variance.sqrt()
    }

    fn bound(&self) -> f64 {
        self.least.min(self.mean)
    }
}

/// Parts changed by the share of their standard deviations, so that they add up to a total that
/// is fixed. Empty without parts.
///
/// Where a part would fall below its least, it stays there and the others bear the difference.
/// Where that leaves no solution, only firm bounds are kept; where these leave none, every part
/// stays at its own, and the sum is more than the total.
#[must_use]
pub fn divide(total: f64, parts: &[Estimate]) -> Vec<f64> {
    let given_up = |part: &Estimate| {
        let least = if part.firm { part.least } else { f64::NEG_INFINITY };
        Estimate { least, ..*part }
    };
    let firm: Vec<Estimate> = parts.iter().map(given_up).collect();
    let alone = |part: &Estimate| if part.firm { part.bound() } else { part.mean };
    within(total, parts)
        .or_else(|| within(total, &firm))
        .unwrap_or_else(|| parts.iter().map(alone).collect())
}

/// The same with all bounds kept; `None` where they leave no solution.
fn within(total: f64, parts: &[Estimate]) -> Option<Vec<f64>> {
    let mut held = vec![false; parts.len()];
    loop {
        let mut missing = total;
        let mut deviation = 0.0;
        for (part, held) in parts.iter().zip(&held) {
            missing -= if *held { part.bound() } else { part.mean };
            deviation += if *held { 0.0 } else { part.deviation() };
        }
        if deviation <= 0.0 {
            // Nobody is left to bear anything. That is right if the sum is the total; sums of
            // amounts as large as this one are no more exact than that.
            let value =
                |(part, held): (&Estimate, &bool)| if *held { part.bound() } else { part.mean };
            let adds_up = missing.abs() <= 1e-9 * total.abs();
            return adds_up.then(|| parts.iter().zip(&held).map(value).collect());
        }
        let values: Vec<f64> = parts
            .iter()
            .zip(&held)
            .map(|(part, held)| {
                let share = part.deviation() / deviation;
                if *held { part.bound() } else { part.mean + share * missing }
            })
            .collect();
        let mut settled = true;
        for ((part, value), held) in parts.iter().zip(&values).zip(&mut held) {
            if !*held && *value < part.bound() {
                *held = true;
                settled = false;
            }
        }
        if settled {
            return Some(values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn free(mean: f64, variance: f64) -> Estimate {
        Estimate { mean, variance, least: f64::NEG_INFINITY, firm: false }
    }

    #[test]
    fn by_hand() {
        // 120 are to be 102: deviations 1 and 2 bear the 18 as 1 to 2.
        assert_eq!(divide(102.0, &[free(60.0, 1.0), free(60.0, 4.0)]), [54.0, 48.0]);
        assert_eq!(divide(100.0, &[free(60.0, 1.0)]), [100.0]);
        assert_eq!(divide(100.0, &[]), [] as [f64; 0]);
    }

    #[test]
    fn what_cannot_go_lower_is_borne_by_the_others() {
        let at_least_nothing = |mean, variance| Estimate { least: 0.0, ..free(mean, variance) };
        let parts = [
            at_least_nothing(10.0, 90.0),
            at_least_nothing(50.0, 5.0),
            at_least_nothing(60.0, 5.0),
        ];
        assert_eq!(divide(90.0, &parts), [0.0, 40.0, 50.0]);
        // Just enough for what some of them have already.
        let had = [Estimate { least: 80.0, ..free(85.0, 9.0) }, at_least_nothing(7.0, 4.0)];
        assert_eq!(divide(80.0, &had), [80.0, 0.0]);
        // Less than nothing cannot be divided into parts of at least nothing.
        let sum: f64 = divide(-10.0, &parts).iter().sum();
        assert!((sum + 10.0).abs() < 1e-9);
        // Those that never bring less leave it to those that may.
        let never = |part: Estimate| Estimate { firm: true, ..part };
        assert_eq!(divide(-10.0, &[never(parts[0]), parts[1], parts[2]]), [0.0, -10.0, 0.0]);
        // Nobody may: then it does not add up.
        assert_eq!(divide(-10.0, &parts.map(never)), [0.0; 3]);
    }

    fn parts() -> impl Strategy<Value = Vec<Estimate>> {
        let part = (0.0..1e6_f64, 1.0..1e8_f64);
        prop::collection::vec(part.prop_map(|(mean, variance)| free(mean, variance)), 1..8)
    }

    proptest! {
        /// `m - W c (c' W c)^-1 (c' m - t)` with `c = 1`, written out.
        #[test]
        fn it_is_the_projection_of_the_papers(total in 0.0..1e7_f64, parts in parts()) {
            let covariance =
                |i: usize, j: usize| parts[i].variance.sqrt() * parts[j].variance.sqrt();
            let size = parts.len();
            let row = |i: usize| -> f64 { (0..size).map(|j| covariance(i, j)).sum() };
            let all: f64 = (0..size).map(row).sum();
            let excess = parts.iter().map(|part| part.mean).sum::<f64>() - total;
            for (i, value) in divide(total, &parts).into_iter().enumerate() {
                let expected = parts[i].mean - row(i) / all * excess;
                prop_assert!((value - expected).abs() < 1e-6 * (1.0 + expected.abs()));
            }
        }

        /// Parts add up and nothing falls below nothing.
        #[test]
        fn parts_add_up(total in 0.0..1e7_f64, mut parts in parts()) {
            parts.iter_mut().for_each(|part| part.least = 0.0);
            let values = divide(total, &parts);
            prop_assert!((values.iter().sum::<f64>() - total).abs() <= 1e-9 * total.max(1.0));
            prop_assert!(values.iter().all(|value| *value >= 0.0));
        }

        /// Firm bounds hold whatever the total, and it adds up as long as one part may give.
        #[test]
        fn firm_bounds_hold(
            total in -1e7..1e7_f64, mut parts in parts(), firm in prop::array::uniform8(any::<bool>()),
        ) {
            for (part, firm) in parts.iter_mut().zip(firm) {
                part.least = 0.0;
                part.firm = firm;
            }
            let values = divide(total, &parts);
            prop_assert!(parts.iter().zip(&values).all(|(part, value)| !part.firm || *value >= 0.0));
            if total > 0.0 || parts.iter().any(|part| !part.firm) {
                let sum = values.iter().sum::<f64>();
                prop_assert!((sum - total).abs() <= 1e-9 * total.abs().max(1e6), "{sum}");
            }
        }

        /// What agrees already stays, so a forecast without bias stays without.
        #[test]
        fn what_agrees_stays(parts in parts()) {
            let total: f64 = parts.iter().map(|part| part.mean).sum();
            for (value, part) in divide(total, &parts).iter().zip(&parts) {
                prop_assert!((value - part.mean).abs() <= 1e-9 * total.max(1.0));
            }
        }
    }
}

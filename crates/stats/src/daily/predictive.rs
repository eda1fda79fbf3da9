//! How sure a forecast is: a distribution made from the forecaster's own past errors.

use crate::normal;

/// What a window of days may bring.
///
/// A smoothed conformal predictive distribution (after Vovk, Shen, Manokhin, Xie, *Nonparametric
/// predictive distributions based on conformal prediction*, Machine Learning 108, 2019): the
/// forecast times the ratios *actual / forecast* that the same method had, in this same series,
/// at the same lead. Each ratio carries a small normal curve. Windows overlap, so the ratios count
/// as `independent` observations only; one more observation is a wide normal curve around the
/// forecast, which is all there is when the series is too short to have erred.
#[derive(Debug, Clone)]
pub struct Predictive {
    /// Amount of the point forecast.
    forecast: f64,
    /// Past ratios.
    ratios: Vec<f64>,
    bandwidth: f64,
    /// How many independent windows the ratios are worth.
    independent: f64,
    /// Centre of the wide curve, as a ratio.
    centre: f64,
    wide: Wide,
    /// Added to every curve, as an amount.
    shift: f64,
    /// What would be less is this much.
    floor: f64,
    /// Expected amount.
    mean: f64,
}

/// The wide curve: what is assumed before there are errors to learn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wide {
    /// Standard deviation, relative to the forecast.
    pub(super) sd: f64,
    /// Weight, in observations.
    pub(super) weight: f64,
}

impl Predictive {
    pub(super) fn new(
        forecast: f64,
        ratios: Vec<f64>,
        independent: f64,
        wide: Wide,
        smoothing: f64,
    ) -> Self {
        let count = ratios.len() as f64;
        let mean = if ratios.is_empty() { 1.0 } else { ratios.iter().sum::<f64>() / count };
        let variance =
            ratios.iter().map(|ratio| (ratio - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
        // Silverman's rule (Density Estimation, 1986, eq. 3.31) on the independent count.
        let bandwidth = smoothing * variance.sqrt() * independent.max(1.0).powf(-0.2);
        let wide = Wide { sd: wide.sd.max(variance.sqrt()), ..wide };
        let mut predictive = Self {
            forecast,
            bandwidth: bandwidth.max(1e-3),
            independent: if ratios.is_empty() { 0.0 } else { independent },
            ratios,
            centre: mean,
            wide,
            shift: 0.0,
            floor: f64::NEG_INFINITY,
            mean: 0.0,
        };
        predictive.mean = predictive.raw_mean();
        predictive
    }

    /// A window without open days: nothing will come, and that is sure.
    pub(super) fn nothing() -> Self {
        Self {
            forecast: 0.0,
            ratios: Vec::new(),
            bandwidth: 1.0,
            independent: 0.0,
            centre: 1.0,
            wide: Wide { sd: 1.0, weight: 1.0 },
            shift: 0.0,
            floor: f64::NEG_INFINITY,
            mean: 0.0,
        }
    }

    /// The same where nothing ever comes back: not below zero, with the same mean.
    pub(super) fn without_losses(mut self) -> Self {
        if self.forecast <= 0.0 || self.mean <= 0.0 {
            return self;
        }
        self.floor = 0.0;
        self.lower_to(self.mean);
        self
    }

    /// The same with another mean: its curves are moved, not stretched.
    ///
    /// Where nothing ever comes back, `brought` (what the window has brought already) is the
    /// least there will be. The floor itself never moves: a higher mean makes less impossible
    /// only as far as the curves say so.
    #[must_use]
    pub fn moved_to(&self, mean: f64, brought: f64) -> Self {
        let mut moved = self.clone();
        if self.forecast <= 0.0 {
            // A window that brings nothing for sure: nothing can move it.
            return moved;
        }
        if self.floor.is_finite() {
            if mean <= 0.0 {
                return Self::nothing();
            }
            moved.floor = self.floor.max(brought).min(mean);
        }
        moved.shift += mean - self.raw_mean();
        moved.mean = mean;
        if moved.floor.is_finite() {
            moved.lower_to(mean);
        }
        moved
    }

    /// What it never falls below; `None` where some days brought less than nothing.
    #[must_use]
    pub fn floor(&self) -> Option<f64> {
        self.floor.is_finite().then_some(self.floor)
    }

    /// Moves the curves down until the mean above the floor is `mean`, which is no less than
    /// the floor. Newton's method: the mean grows with the shift and is convex in it, so that
    /// from above it never steps too far; it begins above, for the floor only adds to the mean
    /// of the curves.
    fn lower_to(&mut self, mean: f64) {
        for _ in 0..60 {
            let over = self.raw_mean() + self.lacking(self.floor) - mean;
            let above = 1.0 - self.share_below(self.floor);
            if over <= 1e-9 * mean || above <= 1e-9 {
                break;
            }
            self.shift -= over / above;
        }
        self.mean = mean;
    }

    /// Mean of the curves, whatever the floor.
    fn raw_mean(&self) -> f64 {
        self.curves().map(|(weight, centre, _)| weight * centre).sum()
    }

    /// Variance, as if nothing held the lower end.
    #[must_use]
    pub fn variance(&self) -> f64 {
        let centre = self.raw_mean();
        self.curves()
            .map(|(weight, middle, spread)| weight * ((middle - centre).powi(2) + spread * spread))
            .sum()
    }

    /// Every curve as (weight, centre, spread), in amounts.
    fn curves(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let whole = self.independent + self.wide.weight;
        let each = self.independent / whole / (self.ratios.len().max(1) as f64);
        let (scale, shift) = (self.forecast, self.shift);
        let wide = (self.wide.weight / whole, self.centre * scale + shift, self.wide.sd * scale);
        self.ratios
            .iter()
            .map(move |ratio| (each, ratio * scale + shift, self.bandwidth * scale))
            .chain(std::iter::once(wide))
    }

    /// Expected amount.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Probability that the amount stays below `amount`.
    #[must_use]
    pub fn below(&self, amount: f64) -> f64 {
        if self.forecast <= 0.0 {
            return if amount > 0.0 { 1.0 } else { 0.0 };
        }
        if amount <= self.floor { 0.0 } else { self.share_below(amount) }
    }

    /// The same of the curves, whatever the floor.
    fn share_below(&self, amount: f64) -> f64 {
        let below = |(weight, centre, spread): (f64, f64, f64)| {
            weight * normal::cdf((amount - centre) / spread)
        };
        self.curves().map(below).sum::<f64>().clamp(0.0, 1.0)
    }

    /// The amount it stays below with probability `p` (0 to 1, ends excluded).
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        if self.forecast <= 0.0 {
            return 0.0;
        }
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        let mut low = f64::INFINITY;
        let mut high = f64::NEG_INFINITY;
        for (_, centre, spread) in self.curves() {
            low = low.min(centre - 6.0 * spread);
            high = high.max(centre + 6.0 * spread);
        }
        // Bisection to a millionth of the range: the curve is monotone, nothing faster is needed.
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if self.share_below(middle) < p { low = middle } else { high = middle }
        }
        f64::midpoint(low, high).max(self.floor)
    }

    /// How much is missing to `amount` on average, counting a surplus as nothing:
    /// `E[max(0, amount - X)]`.
    #[must_use]
    pub fn shortfall(&self, amount: f64) -> f64 {
        if self.forecast <= 0.0 {
            return amount.max(0.0);
        }
        if amount <= self.floor {
            return 0.0;
        }
        let never = if self.floor.is_finite() { self.lacking(self.floor) } else { 0.0 };
        (self.lacking(amount) - never).max(0.0)
    }

    /// The same of the curves, whatever the floor.
    fn lacking(&self, amount: f64) -> f64 {
        // For one normal curve: (a - m) Phi(z) + s phi(z), with z = (a - m) / s.
        let one = |(weight, centre, spread): (f64, f64, f64)| {
            let z = (amount - centre) / spread;
            weight * ((amount - centre) * normal::cdf(z) + spread * normal::density(z))
        };
        self.curves().map(one).sum::<f64>().max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Predictive {
        let ratios = vec![0.8, 0.9, 0.95, 1.0, 1.0, 1.05, 1.1, 1.3];
        Predictive::new(1000.0, ratios, 8.0, Wide { sd: 0.3, weight: 1.0 }, 0.9)
    }

    #[test]
    fn quantile_and_probability_are_inverse() {
        let predictive = sample();
        for p in [0.025, 0.1, 0.5, 0.9, 0.975] {
            assert!((predictive.below(predictive.quantile(p)) - p).abs() < 1e-6, "{p}");
        }
        assert!(predictive.quantile(0.1) < predictive.quantile(0.5));
    }

    #[test]
    fn shortfall_is_the_area_under_the_curve() {
        // E[max(0, a - X)] is the integral of P(X < x) up to a.
        let predictive = sample();
        let step = 1.0;
        let area: f64 =
            (-2000..1050).map(|x| predictive.below(f64::from(x) + 0.5 * step) * step).sum();
        assert!((predictive.shortfall(1050.0) - area).abs() < 0.01);
        assert!(predictive.shortfall(-5000.0) < 1e-6);
    }

    #[test]
    fn without_past_errors_it_is_wide_not_sure() {
        let blind = Predictive::new(1000.0, Vec::new(), 0.0, Wide { sd: 0.3, weight: 1.0 }, 0.9);
        assert!((blind.quantile(0.9) - 1000.0 * (1.0 + 0.3 * 1.2816)).abs() < 0.1);
        assert!(sample().quantile(0.9) < blind.quantile(0.9));
    }

    #[test]
    fn moving_keeps_the_spread_and_what_never_comes_back_stays_above_nothing() {
        let wide =
            Predictive::new(1000.0, vec![0.3, 1.0, 1.7], 3.0, Wide { sd: 0.8, weight: 1.0 }, 0.9);
        assert!(wide.quantile(0.025) < 0.0);
        let held = wide.clone().without_losses();
        assert_eq!(held.quantile(0.001), 0.0);
        assert_eq!((held.below(0.0), held.shortfall(0.0)), (0.0, 0.0));
        for to in [1.0, 50.0, 400.0, 1000.0, 1500.0] {
            let moved = held.moved_to(to, 0.0);
            // The mean is the area above the curve of probability.
            let area: f64 =
                (0..200_000).map(|x| 1.0 - moved.below(f64::from(x) * 0.05 + 0.025)).sum();
            assert!((area * 0.05 - to).abs() < 1e-3 * to, "{to}: {}", area * 0.05);
            assert_eq!(moved.mean(), to);
            let width = |one: &Predictive| one.quantile(0.9) - one.quantile(0.1);
            assert!(width(&moved) <= width(&wide) + 1e-6, "{to}");
            assert!((moved.shortfall(1e6) - (1e6 - to)).abs() < 1e-3, "{to}");
            let free = wide.moved_to(to, 0.0);
            assert!((width(&free) - width(&wide)).abs() < 1e-3);
            assert!((free.variance() - wide.variance()).abs() < 1e-6 * wide.variance());
        }
        assert_eq!(held.moved_to(0.0, 0.0).quantile(0.9), 0.0);
    }

    #[test]
    fn moving_up_makes_nothing_impossible() {
        let wide =
            Predictive::new(1000.0, vec![0.3, 1.0, 1.7], 3.0, Wide { sd: 0.8, weight: 1.0 }, 0.9);
        let held = wide.clone().without_losses();
        for by in [50.0, 500.0, 1500.0] {
            let moved = held.moved_to(1000.0 + by, 0.0);
            assert_eq!(moved.floor(), Some(0.0));
            // What the floor adds to the mean, the curves give up.
            let free = wide.moved_to(1000.0 + by, 0.0);
            for x in [0.1, 0.5, 0.99].map(|part| part * by) {
                assert!(moved.below(x) >= free.below(x) && free.below(x) > 0.0, "{by}: {x}");
                assert!(moved.shortfall(x) > 0.0, "{by}: {x}");
            }
            // No atom at `by`.
            assert!(moved.below(by + 1.0) - moved.below(by - 1.0) < 0.01, "{by}");
            // There and back again.
            let back = moved.moved_to(1000.0, 0.0);
            for p in [0.025, 0.2, 0.5, 0.9] {
                assert!((back.quantile(p) - held.quantile(p)).abs() < 1e-3, "{by}: {p}");
            }
        }
    }

    #[test]
    fn what_is_brought_already_is_the_least() {
        let wide =
            Predictive::new(1000.0, vec![0.3, 1.0, 1.7], 3.0, Wide { sd: 0.8, weight: 1.0 }, 0.9);
        let held = wide.clone().without_losses().moved_to(1200.0, 700.0);
        assert_eq!((held.mean(), held.quantile(0.001)), (1200.0, 700.0));
        assert_eq!((held.below(700.0), held.shortfall(700.0)), (0.0, 0.0));
        assert!((held.shortfall(1e6) - (1e6 - 1200.0)).abs() < 1e-3);
        // More than is expected at all: then that is what will come.
        let all = held.moved_to(500.0, 700.0);
        assert!((all.quantile(0.001) - 500.0).abs() < 1e-6 && all.quantile(0.975) < 501.0);
        // Where days bring losses, what has come may go.
        assert!(wide.moved_to(1200.0, 700.0).below(700.0) > 0.0);
    }

    #[test]
    fn no_open_day_brings_nothing() {
        let nothing = Predictive::nothing();
        assert_eq!((nothing.mean(), nothing.quantile(0.9)), (0.0, 0.0));
        assert_eq!((nothing.below(1.0), nothing.below(0.0)), (1.0, 0.0));
        assert_eq!(nothing.shortfall(7.0), 7.0);
    }
}

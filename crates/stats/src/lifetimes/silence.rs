//! Whether a silence is longer than somebody's own rhythm explains.
//!
//! While customers are active they buy at random at a rate of their own, and the rates of all of
//! them follow a gamma distribution: the part of the models here that says nothing of leaving
//! (Ehrenberg, Applied Statistics 8 (1959), the negative binomial; equations 1 and 3 of Fader,
//! Hardie, Lee, Marketing Science 24 (2005)). Somebody with `x` repeat purchases in the time `t_x`
//! between the first and the last then has a rate of the gamma distribution with shape `r + x` and
//! rate `α + t_x`, and the probability of no purchase for a time `s` is
//!
//! ```text
//! ((α + t_x) / (α + t_x + s))^(r + x)
//! ```

use statrs::distribution::{ContinuousCDF, Gamma};

use super::fit::Fit;
use super::pattern::History;

/// What is known of the rates of all customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    shape: f64,
    time: f64,
}

/// A rate, with the ends between which it lies in nine of ten cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Purchases a unit of time.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Half of what lies outside of the ends of a rate.
const TAIL: f64 = 0.05;

impl Rates {
    /// Of nobody else anything is known: a customer's own purchases say all.
    pub const UNKNOWN: Self = Self { shape: 0.0, time: 0.0 };

    /// As a model has them.
    #[must_use]
    pub fn of(fit: &Fit) -> Self {
        let [shape, time, ..] = fit.parameters;
        Self { shape, time }
    }

    /// The probability that an active customer buys nothing for so long after the last purchase.
    #[must_use]
    pub fn silent_for(&self, history: &History, silence: f64) -> f64 {
        let (shape, time) = self.known(history);
        if time <= 0.0 || silence <= 0.0 { 1.0 } else { (time / (time + silence)).powf(shape) }
    }

    /// The silence that an active customer keeps with so small a probability.
    #[must_use]
    pub fn silence_of(&self, history: &History, probability: f64) -> f64 {
        let (shape, time) = self.known(history);
        time * (probability.powf(-shape.recip()) - 1.0)
    }

    /// Purchases a unit of time while the customer is active; `None` where nothing is known.
    #[must_use]
    pub fn rate(&self, history: &History) -> Option<Rate> {
        let (shape, time) = self.known(history);
        let gamma = Gamma::new(shape, time).ok()?;
        let (low, high) = (gamma.inverse_cdf(TAIL), gamma.inverse_cdf(1.0 - TAIL));
        Some(Rate { mean: shape / time, low, high })
    }

    fn known(&self, history: &History) -> (f64, f64) {
        (self.shape + f64::from(history.frequency), self.time + history.recency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn history(frequency: u32, recency: f64) -> History {
        History { frequency, recency, age: recency }
    }

    #[test]
    fn by_hand() {
        let rates = Rates { shape: 1.0, time: 10.0 };
        // 3 purchases in 30 days: shape 4, time 40; as long again: a half to the fourth power.
        let silent = rates.silent_for(&history(3, 30.0), 40.0);
        assert!((silent - 1.0 / 16.0).abs() < 1e-15, "{silent}");
        let longest = rates.silence_of(&history(3, 30.0), 1.0 / 16.0);
        assert!((longest - 40.0).abs() < 1e-12, "{longest}");
        // The mean of a gamma distribution, and of one with shape 1 (exponential) the ends.
        let rate = rates.rate(&history(0, 0.0)).unwrap();
        assert!((rate.mean - 0.1).abs() < 1e-15);
        assert!((rate.low + 0.95_f64.ln() / 10.0).abs() < 1e-6, "{rate:?}");
        assert!((rate.high + 0.05_f64.ln() / 10.0).abs() < 1e-6, "{rate:?}");
        assert_eq!(Rates::UNKNOWN.rate(&history(0, 0.0)), None);
    }

    proptest! {
        #[test]
        fn the_longer_the_silence_the_less_probable(
            shape in 0.0..5.0_f64, time in 0.0..50.0_f64,
            frequency in 1_u32..60, recency in 0.1..400.0_f64,
            silence in 0.0..1_000.0_f64, more in 0.1..100.0_f64, unit in 0.1..10.0_f64,
        ) {
            let rates = Rates { shape, time };
            let one = history(frequency, recency);
            let chance = rates.silent_for(&one, silence);
            prop_assert!((0.0..=1.0).contains(&chance));
            prop_assert!(rates.silent_for(&one, silence + more) < chance);
            // More purchases in the same time: the same silence says more.
            let often = history(frequency + 1, recency);
            prop_assert!(rates.silent_for(&often, silence + more) < rates.silent_for(&one, silence + more));
            // The unit of time does not matter.
            let scaled = Rates { shape, time: time * unit };
            let other = scaled.silent_for(&history(frequency, recency * unit), silence * unit);
            prop_assert!((other - chance).abs() < 1e-9);
            let back = rates.silence_of(&one, chance);
            prop_assert!((back - silence).abs() < 1e-6 * (1.0 + silence), "{} {}", back, silence);
        }
    }
}

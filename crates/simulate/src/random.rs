//! Random draws: one independent stream of numbers for each purpose and each customer.
//!
//! A stream depends on the seed, the purpose and the customer, and on nothing else. Two runs
//! that differ in the planted cause therefore draw the same customers, orders and prices; the
//! difference between their files is what the cause did.

use rand::{Rng as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp1, StandardNormal};

/// What a stream of numbers is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    /// Who the customer is and how they buy.
    Profile = 1,
    /// When and what they order.
    Trade = 2,
    /// Sales to people who leave no name.
    Anonymous = 3,
    /// What the planted cause changes.
    Cause = 4,
    /// Names and addresses.
    People = 5,
    /// Consent and its opposite.
    Permission = 6,
    /// Deals, what customers did before them, notes about them.
    Deals = 7,
    /// Contacts in both directions.
    Touches = 8,
    /// Complaints.
    Complaints = 9,
    /// What customers do without a deal.
    Signals = 10,
    /// Sellers' notes.
    Notes = 11,
    /// Promises, first replies, surveys.
    Trust = 12,
}

/// The stream of one purpose and one customer (or another running number).
pub(crate) struct Stream(ChaCha8Rng);

impl Stream {
    /// The same arguments always give the same numbers.
    pub(crate) fn new(seed: u64, purpose: Purpose, number: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        // Fewer than 2^48 customers: the purposes never share a stream.
        rng.set_stream(((purpose as u64) << 48) | number as u64);
        Self(rng)
    }

    /// Uniform between 0 (included) and 1 (excluded).
    pub(crate) fn unit(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// Uniform between the two ends.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// True with the given probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Normal with mean 0 and standard deviation 1.
    pub(crate) fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// Lognormal: `median` times the exponential of a normal with deviation `sigma`.
    pub(crate) fn lognormal(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal()).exp()
    }

    /// Exponential with the given mean.
    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        let draw: f64 = Exp1.sample(&mut self.0);
        mean * draw
    }

    /// Sum of `shape` exponentials, with the given mean in all (Erlang distribution).
    pub(crate) fn erlang(&mut self, shape: u32, mean: f64) -> f64 {
        let part = mean / f64::from(shape);
        (0..shape).map(|_| self.exponential(part)).sum()
    }

    /// Poisson: how many exponential gaps fit into `mean`. Takes time in proportion to `mean`.
    pub(crate) fn poisson(&mut self, mean: f64) -> usize {
        let mut count = 0;
        let mut spent = self.exponential(1.0);
        while spent < mean {
            count += 1;
            spent += self.exponential(1.0);
        }
        count
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn whole(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high)
    }

    /// A place in a list of `len` entries; 0 when it is empty.
    pub(crate) fn place(&mut self, len: usize) -> usize {
        if len < 2 { 0 } else { self.0.random_range(0..len) }
    }

    /// An entry of a list that is not empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.place(list.len())]
    }

    /// A place in proportion to the weights (none negative; not all zero, else the first).
    pub(crate) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0)
    }
}

/// The nearest whole number.
#[allow(
    clippy::cast_possible_truncation,
    reason = "cents, counts and seconds of one company lie far inside the range of i64"
)]
pub(crate) fn round(value: f64) -> i64 {
    value.round() as i64
}

/// The whole part as a place in a list; 0 for negative values.
pub(crate) fn place(value: f64) -> usize {
    usize::try_from(round(value.floor())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ() {
        let draw = |purpose, number| {
            let mut stream = Stream::new(7, purpose, number);
            (0..4).map(|_| stream.unit()).collect::<Vec<_>>()
        };
        assert_eq!(draw(Purpose::Trade, 3), draw(Purpose::Trade, 3));
        assert_ne!(draw(Purpose::Trade, 3), draw(Purpose::Trade, 4));
        assert_ne!(draw(Purpose::Trade, 3), draw(Purpose::Cause, 3));
    }

    /// Sample means of 20,000 draws against the means of the definitions, within about five
    /// standard errors.
    #[test]
    fn draws_have_the_stated_means() {
        let mut stream = Stream::new(1, Purpose::Trade, 0);
        let n = 20_000;
        let mut mean = |draw: &mut dyn FnMut(&mut Stream) -> f64| {
            (0..n).map(|_| draw(&mut stream)).sum::<f64>() / f64::from(n)
        };
        assert!((mean(&mut |s| s.exponential(3.0)) - 3.0).abs() < 0.11);
        assert!((mean(&mut |s| s.erlang(2, 5.0)) - 5.0).abs() < 0.13);
        assert!((mean(&mut |s| s.poisson(0.7) as f64) - 0.7).abs() < 0.03);
        // exp(sigma^2 / 2) = 1.1331 for sigma = 0.5.
        assert!((mean(&mut |s| s.lognormal(1.0, 0.5)) - 1.1331).abs() < 0.022);
        assert!((mean(&mut |s| s.weighted(&[1.0, 0.0, 3.0]) as f64) - 1.5).abs() < 0.031);
    }
}

//! What customers may do: purchases in a time ahead, drawn at random from what a fitted model
//! leaves open.
//!
//! Three things are open, and each draw settles them anew: the parameters (normal in their
//! logarithms around the fitted ones), how busy the whole time ahead is ([`Steadiness`]: what no
//! customer's history can tell), and the customer: whether they are still there, their rate and
//! their inclination to leave given their history, and chance itself.
//!
//! Given that somebody is there at the end of what was seen, their rate is gamma distributed
//! (`r+x`, `α+T`); in (M)BG/NBD the chance to leave is beta distributed (`a`, `b+y`), in
//! Pareto/NBD the hazard gamma distributed (`s`, `β+T`), independently: the likelihoods of being
//! there factor so.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Exp1, Gamma, Poisson, StandardNormal, StudentT};

use super::bg_nbd::Leaving;
use super::evaluation::Vector;
use super::fit::{Fit, Model};
use super::pattern::History;
use super::steadiness::{GROUPS, Steadiness};
use super::uncertain::SURE;
use crate::linear::cholesky;

/// The most a parameter is moved, in logarithms.
const FARTHEST: f64 = 20.0;
/// The most a market is busier or quieter, in logarithms.
const BUSIEST: f64 = 3.0;
/// More purchases than this nobody makes.
const MOST: f64 = 1e9;

/// A future of the whole market: parameters, and how busy each group of customers is.
#[derive(Debug, Clone, Copy)]
struct World {
    parameters: Vector,
    busy: [f64; GROUPS],
}

/// Futures of a market, the same for all customers.
#[derive(Debug, Clone)]
pub struct Futures {
    model: Model,
    worlds: Vec<World>,
    seed: u64,
}

/// The shortest span of counts that holds [`SURE`] of the futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The fewest.
    pub low: u64,
    /// The most.
    pub high: u64,
}

impl Span {
    /// Of counts in whatever order; they are sorted.
    #[must_use]
    pub fn of(counts: &mut [u64]) -> Self {
        counts.sort_unstable();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a length"
        )]
        let inside = (counts.len() as f64 * SURE).ceil() as usize;
        let spans = counts.windows(inside.max(1)).map(|part| (part[0], part[part.len() - 1]));
        let shortest = spans.min_by_key(|(low, high)| high - low).unwrap_or((0, 0));
        Self { low: shortest.0, high: shortest.1 }
    }

    /// Whether a count lies inside.
    #[must_use]
    pub fn holds(&self, count: u64) -> bool {
        (self.low..=self.high).contains(&count)
    }
}

impl Futures {
    /// Draws `number` futures. `None` where the data leave open how sure the parameters are.
    #[must_use]
    pub fn of(fit: &Fit, steadiness: Steadiness, number: usize, seed: u64) -> Option<Self> {
        let root = cholesky(&fit.covariance_for_intervals()?)?;
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let tails = StudentT::new(steadiness.windows.max(1) as f64).ok()?;
        let world = |_| {
            let normal: Vector = std::array::from_fn(|_| rng.sample(StandardNormal));
            let mut parameters = fit.parameters;
            for (i, one) in parameters.iter_mut().enumerate() {
                let moved: f64 = root[i].iter().zip(normal).map(|(root, z)| root * z).sum();
                *one *= moved.clamp(-FARTHEST, FARTHEST).exp();
            }
            let mut off = |spread: f64| spread * tails.sample(&mut rng);
            let all = off(steadiness.spread);
            let busy = std::array::from_fn(|_| {
                (all + off(steadiness.group_spread)).clamp(-BUSIEST, BUSIEST).exp()
            });
            World { parameters, busy }
        };
        let worlds = (0..number).map(world).collect();
        Some(Self { model: fit.model, worlds, seed })
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.worlds.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.worlds.is_empty()
    }

    /// The purchases of one customer in the time `ahead`, one number a future. `customer` tells
    /// customers apart: each has chances of their own, in whatever order they are asked for. `group`
    /// is theirs among those that are busy together ([`super::steadiness::groups`]).
    pub fn purchases<'a>(
        &'a self,
        customer: u64,
        group: u8,
        history: &'a History,
        ahead: f64,
    ) -> impl Iterator<Item = u64> + 'a {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(customer.wrapping_add(1));
        let group = usize::from(group).min(GROUPS - 1);
        self.worlds.iter().map(move |world| self.draw(world, group, history, ahead, &mut rng))
    }

    fn draw(
        &self,
        world: &World,
        group: usize,
        history: &History,
        ahead: f64,
        rng: &mut ChaCha8Rng,
    ) -> u64 {
        let fit = Fit::of(self.model, world.parameters);
        if rng.random::<f64>() >= fit.is_active(history) {
            return 0;
        }
        let [r, alpha, third, fourth] = world.parameters;
        let shape = r + f64::from(history.frequency);
        let Ok(rate) = Gamma::new(shape, (alpha + history.age).recip()) else { return 0 };
        let rate = rate.sample(rng) * world.busy[group];
        match self.model {
            Model::BgNbd | Model::MbgNbd => {
                let bought = poisson(rate * ahead, rng);
                let leaving = if self.model == Model::BgNbd {
                    Leaving::AfterRepeats
                } else {
                    Leaving::AfterAny
                };
                let stayed = f64::from(leaving.occasions(history.frequency));
                let Ok(chance) = Beta::new(third, fourth + stayed) else { return bought };
                bought.min(until_leaving(chance.sample(rng), rng))
            }
            Model::ParetoNbd => {
                let Ok(hazard) = Gamma::new(third, (fourth + history.age).recip()) else {
                    return 0;
                };
                let wait: f64 = rng.sample(Exp1);
                poisson(rate * ahead.min(wait / hazard.sample(rng)), rng)
            }
        }
    }
}

fn poisson(mean: f64, rng: &mut ChaCha8Rng) -> u64 {
    if mean.is_nan() {
        return 0;
    }
    let Ok(counts) = Poisson::new(mean.min(MOST)) else { return 0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts")]
    let count = counts.sample(rng) as u64;
    count
}

/// Purchases up to the one after which the customer leaves: geometrically distributed.
fn until_leaving(chance: f64, rng: &mut ChaCha8Rng) -> u64 {
    let wait: f64 = rng.sample(Exp1);
    // A chance of nothing makes this endless, and of one, the first purchase.
    let stays = -(-chance).ln_1p();
    let purchases = (wait / stays).min(MOST).floor();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts")]
    let purchases = purchases as u64;
    purchases + 1
}

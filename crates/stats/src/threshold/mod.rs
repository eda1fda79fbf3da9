//! The level of pressure beyond which contacts were answered worse: one step in the odds of an
//! answer, found by likelihood.
//!
//! The model: each contact is answered with odds that are the same up to a level of pressure and
//! lower by one factor beyond it. Contacts come in groups (strata: how somebody answered before,
//! over which channel), each with odds of its own; only contacts of one group are held against
//! each other. The level is the one with the highest likelihood among the pressures that were met
//! ([`steps`]), only where enough contacts and customers lie on both sides.
//!
//! - *Could it be chance?* A level that was searched for is nearly always found, so the search is
//!   part of the test: the largest score over all levels is held against its distribution where
//!   there is none, with every customer's contacts moved together ([`chance`]; Hansen,
//!   *Inference when a nuisance parameter is not identified under the null hypothesis*,
//!   Econometrica 64, 1996, 413-430).
//! - *How sure is the level?* Customers are drawn again, and each time the level is sought anew
//!   (bootstrap by customer). For a step of fixed height this is known to be rough (Seijo and Sen,
//!   *Change-point in stochastic design regression and the bootstrap*, Annals of Statistics 39,
//!   2011); `tests/threshold.rs` counts how often ranges hold a level that is known.
//!
//! What it cannot tell: *why*. Who is called more often may be called because they did not answer;
//! groups take out what was known of that before, not the rest. And answers that fall little by
//! little have a level here too: the step that fits best. [`Level::drop`] is a little too large,
//! because the level was chosen by it.

mod chance;
mod odds;
mod steps;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use crate::clustered::Clustered;
use crate::proportion::{Interval, Share};
use steps::{Heap, Table};

/// Contacts needed on each side of a level.
pub const LEAST_CONTACTS: u64 = 100;
/// Customers needed on each side of a level.
pub const LEAST_CUSTOMERS: u64 = 30;
/// A level is told where chance alone would show one as clear in fewer cases than this.
pub const SIGNIFICANT: f64 = 0.05;
/// The share of cases in which a range should hold the level.
pub const SURE: f64 = 0.9;
/// How often customers are drawn again.
const DRAWS: usize = 300;

/// One contact that we began, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// Who; contacts of one customer are not independent of each other.
    pub customer: u32,
    /// Only contacts of the same group are compared.
    pub group: u32,
    /// The pressure just before, or whatever stands for it.
    pub pressure: f64,
    /// Whether it was answered well.
    pub answered: bool,
}

/// A level beyond which contacts were answered worse.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Level {
    /// Up to and including this pressure contacts were answered as usual.
    pub at: f64,
    /// Lower end of the range of the level.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
    /// Share answered up to the level, all groups together. Where the groups lie differently on
    /// both sides, this and the next can say the opposite of [`drop`](Self::drop), by which the
    /// level was found: then show that.
    pub rate_below: f64,
    /// Share answered beyond it.
    pub rate_above: f64,
    /// Contacts up to the level.
    pub n_below: u64,
    /// Contacts beyond it.
    pub n_above: u64,
    /// By how much the share answered is lower beyond the level, within groups (the difference of
    /// Mantel and Haenszel: Greenland and Robins, Biometrics 41, 1985, 55-68).
    pub drop: f64,
    /// How often chance alone would show a level as clear as this.
    pub p: f64,
    /// Customers who had these contacts.
    pub customers: u64,
}

/// Why no level is told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Unknown {
    /// No pressure has enough contacts and customers on both sides.
    TooFew {
        /// Contacts there are.
        contacts: u64,
        /// Customers who had them.
        customers: u64,
    },
    /// What is seen could be chance.
    NoDifference {
        /// How often chance alone would show as much.
        p: f64,
    },
    /// Contacts under more pressure were answered better, and that is hardly chance.
    Better {
        /// How often chance alone would show as much.
        p: f64,
    },
    /// Some pressures are no numbers.
    NoNumber,
}

/// Contacts of a stretch of pressure, and how many of them were answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stretch {
    /// The lowest pressure in it.
    pub from: f64,
    /// The highest.
    pub until: f64,
    /// Contacts in it.
    pub n: u64,
    /// Of these, answered.
    pub answered: u64,
    /// The same by customer.
    #[serde(skip)]
    pub customers: Clustered,
}

impl Stretch {
    /// The share answered, to be shown with its [`interval`](Self::interval).
    #[must_use]
    pub fn share(&self) -> Option<Share> {
        Share::new(self.answered, self.n)
    }

    /// The share with its interval, where contacts of one customer are alike.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<Interval> {
        self.customers.interval(level)
    }
}

/// The level beyond which contacts were answered worse, or why none is known. The order of the
/// contacts means nothing.
///
/// # Errors
/// When no level can be told; that is an answer too.
pub fn level(contacts: &[Contact], seed: u64) -> Result<Level, Unknown> {
    let heap = Heap::of(contacts).ok_or(Unknown::NoNumber)?;
    let (contacts, customers) = (heap.contacts(), heap.customers());
    let table = heap.table();
    let allowed = heap.allowed();
    if allowed.is_empty() {
        return Err(Unknown::TooFew { contacts, customers });
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let scores = heap.scores(&table, &allowed);
    let Some(chance) = chance::of(&scores, &mut rng) else {
        // Nothing varies: everybody answered, or nobody.
        return Err(Unknown::NoDifference { p: 1.0 });
    };
    if chance.worse > SIGNIFICANT {
        return Err(match chance.better <= SIGNIFICANT {
            true => Unknown::Better { p: chance.better },
            false => Unknown::NoDifference { p: chance.worse },
        });
    }
    let Some(best) = odds::best(&table, &allowed) else {
        return Err(Unknown::NoDifference { p: chance.worse });
    };
    let mut found: Vec<usize> = (0..DRAWS)
        .filter_map(|_| odds::best(&heap.drawn(&mut rng), &allowed))
        .chain([best])
        .collect();
    found.sort_unstable();
    let (low, high) = ends(&found);
    let [below, above] = table.sides(best);
    Ok(Level {
        at: heap.value(best),
        low: heap.value(low.min(best)),
        // The level lies below the next pressure that was met.
        high: heap.value(high.max(best) + 1),
        rate_below: below.rate(),
        rate_above: above.rate(),
        n_below: below.n,
        n_above: above.n,
        drop: table.drop(best),
        p: chance.worse,
        customers,
    })
}

/// The share of answers by pressure: stretches of as many contacts each as can be, lowest first.
/// All groups together, so that it may rise where answers within groups fall. Empty where a
/// pressure is no number.
#[must_use]
pub fn curve(contacts: &[Contact], stretches: usize) -> Vec<Stretch> {
    if contacts.iter().any(|contact| !contact.pressure.is_finite()) {
        return Vec::new();
    }
    let mut sorted: Vec<&Contact> = contacts.iter().collect();
    sorted.sort_unstable_by(|one, other| one.pressure.total_cmp(&other.pressure));
    let each = sorted.len().div_ceil(stretches.max(1)).max(1) as u64;
    let mut all: Vec<Stretch> = Vec::new();
    for Contact { pressure, answered, .. } in sorted.iter().copied().copied() {
        match all.last_mut() {
            // Equal pressures stay together.
            Some(last) if last.n < each || last.until == pressure => {
                last.until = pressure;
                last.n += 1;
                last.answered += u64::from(answered);
            }
            _ => all.push(Stretch {
                from: pressure,
                until: pressure,
                n: 1,
                answered: u64::from(answered),
                customers: Clustered::default(),
            }),
        }
    }
    let mut left = sorted.as_mut_slice();
    for stretch in &mut all {
        let n = usize::try_from(stretch.n).unwrap_or(usize::MAX).min(left.len());
        let (inside, rest) = left.split_at_mut(n);
        inside.sort_unstable_by_key(|contact| contact.customer);
        for theirs in inside.chunk_by(|one, other| one.customer == other.customer) {
            let answered = theirs.iter().filter(|contact| contact.answered).count();
            stretch.customers.add(answered as u64, theirs.len() as u64);
        }
        left = rest;
    }
    all
}

/// Where the middle [`SURE`] of sorted places begins and ends.
fn ends(sorted: &[usize]) -> (usize, usize) {
    let last = sorted.len() - 1;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small part of a length"
    )]
    let out = (last as f64 * (1.0 - SURE) / 2.0).floor() as usize;
    (sorted[out], sorted[last - out])
}

impl Table {
    /// By how much fewer were answered beyond a step, within groups.
    fn drop(&self, step: usize) -> f64 {
        let (mut score, mut weight) = (0.0, 0.0);
        for group in self.groups() {
            let [below, above] = group.sides(step);
            let all = below.n + above.n;
            if all > 0 {
                let (n, m) = (below.n as f64, above.n as f64);
                score += (below.answered as f64 * m - above.answered as f64 * n) / all as f64;
                weight += n * m / all as f64;
            }
        }
        if weight > 0.0 { score / weight } else { 0.0 }
    }
}

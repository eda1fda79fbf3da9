//! The weeks ahead of each pair: how probable a purchase is in each of them.

use std::borrow::Borrow;

use stats::logistic::{Logistic, NoLogistic, Seen, chance};

use super::bought::{Bought, between};
use super::clues::{CLUES, Known, known};
use super::season::{Season, YEAR};

/// How many weeks before the cut-off one looks back from, to learn from the weeks since.
const LEARNED: [i32; 3] = [12, 8, 4];
/// Years back in which the weeks after this day are learned from as well.
const YEARS: i32 = 2;
/// Days before the first week that is learned from: something has to be known of pairs.
pub(super) const BEFORE: i32 = 14;
/// Purchases that must be among them: fewer say nothing of nineteen clues.
const LEAST: usize = 40;
/// Weeks of pairs that are learned from; of more, one pair in two, three, ... is taken.
const MOST_ROWS: usize = 1_500_000;
/// Days that can be looked ahead: a year, in whole weeks. What lies further is not in last year's
/// season either.
pub const FARTHEST: i32 = YEAR;
/// The share of what may happen that lies in the window of a need.
const INSIDE: f64 = 0.5;
const WEEK: i32 = 7;

/// A pair in the time ahead. Days are counted from the year 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Place among the pairs.
    pub pair: usize,
    /// The probability that the first purchase ahead falls into each week.
    pub weeks: Vec<f64>,
    /// The probability of at least one purchase ahead.
    pub probability: f64,
    /// The shortest run of weeks with half of that probability: its first day,
    pub from: i32,
    /// the middle of its most probable week,
    pub peak: i32,
    /// and its last day.
    pub until: i32,
}

/// Why nothing can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotTell {
    /// Too few weeks of purchases.
    #[error(
        "the purchases before the cut-off span too few weeks: at least {} are needed",
        LEARNED[LEARNED.len() - 1] + BEFORE / WEEK
    )]
    TooShort,
    /// Too few purchases in the weeks that are learned from.
    #[error(
        "{0} purchases in the weeks before the cut-off are too few; at least {LEAST} are needed"
    )]
    TooFew(usize),
    /// Too little before the cut-off to know what naive rules are worth.
    #[error(
        "to look back, the purchases before the cut-off must span the horizon and {BEFORE} days more"
    )]
    NoHorizonBefore,
    /// The weeks before do not tell purchases apart.
    #[error("what came in the weeks before cannot be learned from: {0}")]
    Learning(#[from] NoLogistic),
}

/// A stretch that is learned from: its ends, the season as it was known then (of an earlier year), and
/// what was known of pairs at its beginning.
type Stretch = ((i32, i32), Option<Season>, Vec<Known>);

/// What was learned up to a day.
#[derive(Debug)]
pub struct Outlook<B> {
    bought: B,
    cutoff: i32,
    weekly: Logistic<CLUES>,
    season: Option<Season>,
}

impl<B: Borrow<Bought>> Outlook<B> {
    /// Learns from the weeks up to the end of a day; of later ones nothing is looked at.
    ///
    /// # Errors
    /// When they are too few, or tell nothing.
    pub fn learned(purchases: B, cutoff: i32) -> Result<Self, CannotTell> {
        let bought = purchases.borrow();
        let (first, _) = bought.ends().ok_or(CannotTell::TooShort)?;
        let season = Season::known(bought, cutoff, LEARNED[0]);
        let recent = LEARNED.iter().map(|weeks| (cutoff - WEEK * weeks, cutoff));
        // What came after this day in earlier years: who buys once a year shows only there.
        let years_ago = (1..=YEARS).map(|year| cutoff - YEAR * year);
        let then = years_ago.map(|origin| (origin, origin + WEEK * LEARNED[0]));
        let stretches: Vec<(i32, i32)> =
            recent.chain(then).filter(|(origin, _)| *origin >= first + BEFORE).collect();
        if stretches.is_empty() {
            return Err(CannotTell::TooShort);
        }
        let known: Vec<Stretch> = stretches
            .into_iter()
            .filter_map(|one| {
                // An earlier year teaches where the season was known then as it is today: without it
                // the rise of its weeks would be taken for something else.
                let earlier = one.1 < cutoff;
                let then = earlier.then(|| Season::known(bought, one.0, 0)).flatten();
                (!earlier || then.is_some()).then(|| (one, then, known(bought, one.0)))
            })
            .collect();
        let weeks = |(from, until): (i32, i32)| usize::try_from((until - from) / WEEK).unwrap_or(0);
        let rows: usize = known.iter().map(|(one, _, pairs)| weeks(*one) * pairs.len()).sum();
        let every = rows.div_ceil(MOST_ROWS).max(1) as u64;
        let mut seen = Vec::new();
        for (stretch, then, pairs) in &known {
            let season = if stretch.1 < cutoff { then.as_ref() } else { season.as_ref() };
            let taken = |one: &&Known| mixed(bought, one.pair).is_multiple_of(every);
            for one in pairs.iter().filter(taken) {
                learn(bought, season, one, *stretch, &mut seen);
            }
        }
        let came = seen.iter().filter(|one| one.yes).count();
        if came < LEAST {
            return Err(CannotTell::TooFew(came));
        }
        let weekly = Logistic::fit(&seen)?;
        Ok(Self { bought: purchases, cutoff, weekly, season })
    }

    /// The pairs known at the cut-off, so many days ahead: one to [`FARTHEST`].
    #[must_use]
    pub fn needs(&self, days: i32) -> Vec<Need> {
        let days = days.clamp(1, FARTHEST);
        known(self.bought(), self.cutoff).iter().map(|one| self.need(one, days)).collect()
    }

    /// What it was learned from.
    pub fn bought(&self) -> &Bought {
        self.bought.borrow()
    }

    fn need(&self, one: &Known, days: i32) -> Need {
        let pair = &self.bought().pairs()[one.pair];
        let mut weeks = Vec::new();
        let mut none = 1.0;
        let mut begin = 0;
        while begin < days {
            let end = (begin + WEEK).min(days);
            let day = self.cutoff + begin;
            let season = self.season.as_ref();
            let season = season.map_or(1.0, |season| season.factor(pair.family, day + WEEK));
            let logit = self.weekly.logit(&one.clues(pair, day, self.cutoff)) + season.ln();
            let share = f64::from(end - begin) / f64::from(WEEK);
            let stays = (1.0 - chance(logit)).powf(share);
            weeks.push(none * (1.0 - stays));
            none *= stays;
            begin = end;
        }
        let probability = 1.0 - none;
        let (from, until) = shortest(&weeks, INSIDE * probability);
        let later = |one: f64, other: f64| if other > one { other } else { one };
        let most = weeks[from..=until].iter().copied().fold(0.0, later);
        let peak = (from..=until).find(|week| weeks[*week] >= most).unwrap_or(from);
        let first = |week: usize| self.cutoff + 1 + WEEK * i32::try_from(week).unwrap_or(0);
        let last = |week: usize| (first(week) + WEEK - 1).min(self.cutoff + days);
        Need {
            pair: one.pair,
            weeks,
            probability,
            from: first(from),
            peak: first(peak) + (last(peak) - first(peak)) / 2,
            until: last(until),
        }
    }
}

/// A number that has nothing to do with anything but the names of a pair (FNV-1a, 64 bits).
fn mixed(bought: &Bought, pair: usize) -> u64 {
    let (customer, family) = bought.names(&bought.pairs()[pair]);
    let bytes = customer.bytes().chain([0]).chain(family.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The last figures of such a hash say little; all of them together do.
    hash ^ (hash >> 29) ^ (hash >> 43)
}

/// What came of a pair in the weeks after a day, up to its first purchase: just what is asked of
/// the weeks ahead.
fn learn(
    bought: &Bought,
    season: Option<&Season>,
    one: &Known,
    (origin, until): (i32, i32),
    seen: &mut Vec<Seen<CLUES>>,
) {
    let pair = &bought.pairs()[one.pair];
    let mut day = origin;
    while day + WEEK <= until {
        let factor = season.map_or(1.0, |season| season.factor(pair.family, day + WEEK));
        let yes = between(&pair.days, day, day + WEEK) > 0;
        seen.push(Seen { numbers: one.clues(pair, day, origin), offset: factor.ln(), yes });
        if yes {
            break;
        }
        day += WEEK;
    }
}

/// The shortest run of weeks that holds so much; of equals the one that holds most, and of these
/// the earliest.
fn shortest(weeks: &[f64], inside: f64) -> (usize, usize) {
    let mut sums = vec![0.0];
    for week in weeks {
        sums.push(sums[sums.len() - 1] + week);
    }
    // What differs by rounding alone is equal.
    let rounding = 1e-9 * inside;
    for length in 1..=weeks.len() {
        let held = |from: usize| sums[from + length] - sums[from];
        let mut best = 0;
        for from in 1..=weeks.len() - length {
            if held(from) > held(best) + rounding {
                best = from;
            }
        }
        if held(best) >= inside - rounding {
            return (best, best + length - 1);
        }
    }
    (0, weeks.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_the_shortest_that_hold_half() {
        assert_eq!(shortest(&[0.1, 0.1, 0.5, 0.1, 0.2], 0.5), (2, 2));
        assert_eq!(shortest(&[0.2, 0.2, 0.2, 0.2], 0.4), (0, 1));
        assert_eq!(shortest(&[0.3, 0.1, 0.1, 0.3], 0.8), (0, 3));
    }
}

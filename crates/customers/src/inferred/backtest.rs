//! What would have been said at earlier days, held against what came, and against naive rules.
//!
//! The rules, each turned into a probability by what it was worth one horizon earlier:
//! - the same weeks last year: whoever bought the family then buys it again;
//! - the last purchase plus the mean gap falls into the time ahead;
//! - popularity: the larger the share of a family's customers who bought it of late, the likelier.
//!
//! The first two say yes or no, so they come to two probabilities each.

use chrono::NaiveDate;
use serde::Serialize;
use stats::logistic::{Logistic, Seen, chance};

use super::bought::{Bought, between};
use super::clues::{Known, known};
use super::outlook::{BEFORE, CannotTell, Outlook};
use super::season::YEAR;

/// Predictions are sorted into so many groups of one size.
const GROUPS: usize = 10;
/// The share of predictions that is looked at for precision: the highest ones.
const TOP: f64 = 0.05;
/// Nothing is surer than this.
const SUREST: f64 = 1e-6;

/// How good predictions were.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Mean of `-ln` of the probability of what happened; lower is better.
    pub log_score: f64,
    /// How far probabilities and shares are apart, in the mean over the groups of the table.
    pub calibration_error: f64,
    /// Of the highest twentieth of the predictions, the share that came true.
    pub precision_top: f64,
    /// Tenths of the predictions, the lowest first.
    pub reliability: Vec<Group>,
}

/// A group of predictions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Group {
    /// How many.
    pub n: usize,
    /// Their mean probability.
    pub predicted: f64,
    /// The share that came true.
    pub came: f64,
}

/// One cut-off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Round {
    /// The last day that was known.
    pub cutoff: NaiveDate,
    /// Pairs of customer and family that were told of.
    pub pairs: usize,
    /// The share of them that was bought within the horizon.
    pub came: f64,
    /// Sog.
    pub sog: Score,
    /// The same weeks last year; `None` where there is no year before.
    pub last_year: Option<Score>,
    /// The last purchase plus the mean gap.
    pub mean_gap: Score,
    /// Popularity of the family.
    pub popularity: Score,
    /// Whether Sog is better than each rule by log score, calibration and precision.
    pub better: [bool; 3],
}

/// Looks back from a cut-off.
///
/// # Errors
/// When too little was known before it.
pub fn round(bought: &Bought, cutoff: i32, days: i32) -> Result<Round, CannotTell> {
    let (first, _) = bought.ends().ok_or(CannotTell::TooShort)?;
    // Rules get their worth one horizon earlier; without that nothing can be held against them.
    if cutoff - days < first + BEFORE {
        return Err(CannotTell::NoHorizonBefore);
    }
    let came = came(bought, cutoff, days);
    let needs = Outlook::learned(bought, cutoff)?.needs(days);
    let sog: Vec<f64> = needs.iter().map(|need| need.probability).collect();
    let rule = |of: &dyn Fn(&Known, i32) -> f64| {
        let (now, before) = (clue(bought, cutoff, of), clue(bought, cutoff - days, of));
        let earlier = self::came(bought, cutoff - days, days);
        score(&worth(&before, &earlier, &now), &came)
    };
    let pair = |one: &Known| &bought.pairs()[one.pair];
    let last_year = |one: &Known, day: i32| {
        // Nothing of after the day, however far ahead is looked.
        let until = (day - YEAR + days).min(day);
        let bought = between(&pair(one).days, day - YEAR, until) > 0;
        f64::from(u8::from(bought))
    };
    let mean_gap = |one: &Known, day: i32| {
        let (gap, last) = one.rhythm();
        let due = gap.map(|gap| f64::from(last - day) + gap);
        f64::from(u8::from(due.is_some_and(|due| due > 0.0 && due <= f64::from(days))))
    };
    let popularity = |one: &Known, _: i32| (one.popularity() + 0.01).ln();
    let sog = score(&sog, &came);
    let mean_gap = rule(&mean_gap);
    let popularity = rule(&popularity);
    // The rule gets its worth one horizon earlier, so there must be a year before that.
    let last_year = (cutoff - days - YEAR >= first).then(|| rule(&last_year));
    let better_than = |other: &Score| {
        [
            sog.log_score < other.log_score,
            sog.calibration_error < other.calibration_error,
            sog.precision_top > other.precision_top,
        ]
    };
    let mut better = [true; 3];
    for other in [Some(&mean_gap), Some(&popularity), last_year.as_ref()].into_iter().flatten() {
        better.iter_mut().zip(better_than(other)).for_each(|(all, one)| *all &= one);
    }
    Ok(Round {
        cutoff: NaiveDate::from_num_days_from_ce_opt(cutoff).unwrap_or_default(),
        pairs: came.len(),
        came: came.iter().filter(|came| **came).count() as f64 / came.len().max(1) as f64,
        sog,
        last_year,
        mean_gap,
        popularity,
        better,
    })
}

/// Which of the pairs known at a day were bought after it.
fn came(bought: &Bought, day: i32, days: i32) -> Vec<bool> {
    let pair = |one: &Known| &bought.pairs()[one.pair].days;
    known(bought, day).iter().map(|one| between(pair(one), day, day + days) > 0).collect()
}

fn clue(bought: &Bought, day: i32, of: &dyn Fn(&Known, i32) -> f64) -> Vec<f64> {
    known(bought, day).iter().map(|one| of(one, day)).collect()
}

/// Probabilities from one number: by what it was worth earlier.
fn worth(before: &[f64], earlier: &[bool], now: &[f64]) -> Vec<f64> {
    let seen: Vec<Seen<1>> = before
        .iter()
        .zip(earlier)
        .map(|(x, yes)| Seen { numbers: [*x], offset: 0.0, yes: *yes })
        .collect();
    match Logistic::fit(&seen) {
        Ok(found) => now.iter().map(|x| chance(found.logit(&[*x]))).collect(),
        // All or none came then.
        Err(_) => {
            let yes = earlier.iter().filter(|yes| **yes).count() as f64;
            vec![(yes + 0.5) / (earlier.len() as f64 + 1.0); now.len()]
        }
    }
}

/// Holds probabilities against what came.
fn score(predicted: &[f64], came: &[bool]) -> Score {
    let n = predicted.len().max(1) as f64;
    let log_score = predicted
        .iter()
        .zip(came)
        .map(|(p, came)| {
            let p = p.clamp(SUREST, 1.0 - SUREST);
            -if *came { p.ln() } else { (1.0 - p).ln() }
        })
        .sum::<f64>()
        / n;
    let mut order: Vec<usize> = (0..predicted.len()).collect();
    order.sort_by(|one, other| predicted[*one].total_cmp(&predicted[*other]));
    // Whoever predicts the same of many is not to blame for the order these stand in: equals share
    // what came of them.
    let mut shares = vec![0.0; order.len()];
    for equals in order.chunk_by(|one, other| predicted[*one] >= predicted[*other]) {
        let yes = equals.iter().filter(|place| came[**place]).count() as f64;
        equals.iter().for_each(|place| shares[*place] = yes / equals.len() as f64);
    }
    let mut reliability = Vec::new();
    for group in 0..GROUPS {
        let part = &order[order.len() * group / GROUPS..order.len() * (group + 1) / GROUPS];
        if part.is_empty() {
            continue;
        }
        let size = part.len() as f64;
        reliability.push(Group {
            n: part.len(),
            predicted: part.iter().map(|place| predicted[*place]).sum::<f64>() / size,
            came: part.iter().map(|place| shares[*place]).sum::<f64>() / size,
        });
    }
    let apart: f64 =
        reliability.iter().map(|group| (group.predicted - group.came).abs() * group.n as f64).sum();
    Score {
        log_score,
        calibration_error: apart / n,
        precision_top: precision(predicted, came),
        reliability,
    }
}

/// The share of the highest predictions that came true; of equals at the edge, as many count as
/// there is room for, in the mean.
fn precision(predicted: &[f64], came: &[bool]) -> f64 {
    let mut order: Vec<usize> = (0..predicted.len()).collect();
    order.sort_by(|one, other| predicted[*other].total_cmp(&predicted[*one]));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share")]
    let top = ((predicted.len() as f64 * TOP).round() as usize).max(1).min(order.len());
    let Some(edge) = order.get(top.wrapping_sub(1)).map(|place| predicted[*place]) else {
        return 0.0;
    };
    let (mut above, mut above_came, mut equal, mut equal_came) = (0.0, 0.0, 0.0, 0.0);
    for (p, came) in predicted.iter().zip(came) {
        let yes = f64::from(u8::from(*came));
        if *p > edge {
            (above, above_came) = (above + 1.0, above_came + yes);
        } else if *p >= edge {
            (equal, equal_came) = (equal + 1.0, equal_came + yes);
        }
    }
    let room = top as f64 - above;
    (above_came + equal_came * room / equal) / top as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_worked_out_by_hand() {
        let found = score(&[0.9, 0.9, 0.2, 0.2], &[true, false, false, false]);
        let by_hand = -(0.9_f64.ln() + 0.1_f64.ln() + 2.0 * 0.8_f64.ln()) / 4.0;
        assert!((found.log_score - by_hand).abs() < 1e-12);
        // One of the two highest came true, and there is room for one.
        assert!((found.precision_top - 0.5).abs() < 1e-12);
        let sum: usize = found.reliability.iter().map(|group| group.n).sum();
        assert_eq!(sum, 4);
        // Of the higher half 0.9 was said and half came, of the lower 0.2 and none.
        assert!((found.calibration_error - 0.3).abs() < 1e-12);
    }

    /// What was said of all alike is right or wrong as a whole, in whatever order they stand.
    #[test]
    fn equals_share_what_came_of_them() {
        let came: Vec<bool> = (0..1_000).map(|n| n < 500).collect();
        assert!(score(&[0.5; 1_000], &came).calibration_error < 1e-12);
        assert!((score(&[0.7; 1_000], &came).calibration_error - 0.2).abs() < 1e-12);
    }

    #[test]
    fn a_rule_is_worth_what_it_was_worth_before() {
        let before: Vec<f64> = (0..1_000).map(|n| f64::from(u8::from(n < 500))).collect();
        let earlier: Vec<bool> = (0..1_000).map(|n| n % 5 == 0 || n < 250).collect();
        let found = worth(&before, &earlier, &[0.0, 1.0]);
        assert!((found[0] - 0.2).abs() < 2e-3 && (found[1] - 0.6).abs() < 2e-3, "{found:?}");
    }
}

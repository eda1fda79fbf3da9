//! What a purchase history comes to for models of repeat buying, and equal histories as one.

/// The history of one customer, in whatever unit of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// How many purchases after the first one (x).
    pub frequency: u32,
    /// Time from the first purchase to the last (t_x); 0 without a repeat purchase.
    pub recency: f64,
    /// Time from the first purchase to the end of what was seen (T).
    pub age: f64,
}

/// Why a history makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadHistory {
    /// A time that is no number, or below zero.
    #[error("recency and age are numbers not below zero")]
    Time,
    /// A last purchase after the end.
    #[error("the last purchase lies after the end of what was seen")]
    AfterEnd,
    /// One of frequency and recency says that there was a repeat purchase, the other that not.
    #[error("a repeat purchase has a time above zero after the first one, and only a repeat one")]
    Repeat,
}

impl History {
    /// Whether it can be.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn check(&self) -> Result<(), BadHistory> {
        let time = |time: f64| time.is_finite() && time >= 0.0;
        if !time(self.recency) || !time(self.age) {
            return Err(BadHistory::Time);
        }
        if self.recency > self.age {
            return Err(BadHistory::AfterEnd);
        }
        if (self.frequency > 0) != (self.recency > 0.0) {
            return Err(BadHistory::Repeat);
        }
        Ok(())
    }
}

/// A history and how many customers have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pattern {
    /// The history.
    pub history: History,
    /// How many have it.
    pub weight: f64,
}

/// Equal histories as one pattern with their number, in a stated order: by frequency, age,
/// recency. So the result does not depend on the order of customers.
#[must_use]
pub fn patterns(histories: &[History]) -> Vec<Pattern> {
    // Times are not below zero, and the bits of such numbers are in the order of the numbers.
    // (Adding nothing turns a zero below zero into zero.)
    let bits = |time: f64| (time + 0.0).to_bits();
    let key = |one: &History| (one.frequency, bits(one.age), bits(one.recency));
    let mut keys: Vec<(u32, u64, u64)> = histories.iter().map(key).collect();
    keys.sort_unstable();
    let mut patterns: Vec<Pattern> = Vec::new();
    let mut last = None;
    for key in keys {
        match patterns.last_mut() {
            Some(pattern) if last == Some(key) => pattern.weight += 1.0,
            _ => {
                let (frequency, age, recency) = key;
                let (recency, age) = (f64::from_bits(recency), f64::from_bits(age));
                patterns
                    .push(Pattern { history: History { frequency, recency, age }, weight: 1.0 });
                last = Some(key);
            }
        }
    }
    patterns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(frequency: u32, recency: f64, age: f64) -> History {
        History { frequency, recency, age }
    }

    #[test]
    fn impossible_histories_are_refused() {
        assert_eq!(history(0, 0.0, 30.0).check(), Ok(()));
        assert_eq!(history(2, 12.5, 30.0).check(), Ok(()));
        assert_eq!(history(2, 31.0, 30.0).check(), Err(BadHistory::AfterEnd));
        assert_eq!(history(0, 3.0, 30.0).check(), Err(BadHistory::Repeat));
        assert_eq!(history(1, 0.0, 30.0).check(), Err(BadHistory::Repeat));
        assert_eq!(history(1, f64::NAN, 30.0).check(), Err(BadHistory::Time));
        assert_eq!(history(1, -1.0, 30.0).check(), Err(BadHistory::Time));
    }

    #[test]
    fn equal_histories_are_counted() {
        let all = [history(1, 5.0, 9.0), history(0, 0.0, 9.0), history(1, 5.0, 9.0)];
        let found = patterns(&all);
        let counts: Vec<(u32, f64)> =
            found.iter().map(|p| (p.history.frequency, p.weight)).collect();
        assert_eq!(counts, [(0, 1.0), (1, 2.0)]);
        let mut turned = all;
        turned.reverse();
        assert_eq!(patterns(&turned), found);
    }
}

//! How far one customer has come along the steps of a sequence, while their events pass by.
//!
//! What must be known of the past is little. Let the *starts* be the instants of the first step,
//! in order. The starts from which a step was reached are always the earliest so many, apart
//! from those whose time is over and which no later event can take further. So a number a step
//! says everything, and each event costs the same however long the history is.

use std::collections::VecDeque;

use super::MOST_STEPS;

/// What a sequence asks for, without what makes a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) steps: usize,
    /// Whether something must not come afterwards.
    pub(super) then_not: bool,
    pub(super) window: i64,
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) over_by: i64,
}

/// The bit of an event that must not come.
pub(super) const NOT: u8 = 1 << MOST_STEPS;

/// As many equal events of an instant as can matter.
const MANY: u8 = 6;
const _: () = assert!(MANY as usize > MOST_STEPS);

/// Where one customer is.
#[derive(Debug, Default)]
pub(super) struct Way {
    /// The instants of the first step, ascending, of those that may still lead on.
    starts: VecDeque<i64>,
    /// How many starts were taken off the front.
    gone: usize,
    /// From how many starts, those gone included, each step was reached.
    reached: [usize; MOST_STEPS],
    /// The earliest start from which all steps were made and nothing forbidden came yet.
    waiting: Option<i64>,
    /// The instant passing by, and the events in it: the steps each could make, and how many
    /// events could make just those (more than there are steps are not needed).
    time: i64,
    instant: Vec<(u8, u8)>,
    done: bool,
    pub(super) touched: bool,
}

impl Way {
    /// An event that makes any of the steps in `bits`, or is one that must not come ([`NOT`]).
    pub(super) fn take(&mut self, rule: &Rule, time: i64, bits: u8) {
        if self.done || time >= rule.until {
            return;
        }
        if time != self.time || !self.touched {
            self.pass(rule);
            (self.time, self.touched) = (time, true);
        }
        match self.instant.iter_mut().find(|(same, _)| *same == bits) {
            Some((_, count)) => *count = (*count + 1).min(MANY),
            None => self.instant.push((bits, 1)),
        }
    }

    /// Whether it is true of the customer; ready for the next one.
    pub(super) fn finish(&mut self, rule: &Rule) -> bool {
        self.pass(rule);
        let over = |start: i64| start.saturating_add(rule.window) <= rule.over_by;
        let done = self.done || self.waiting.is_some_and(over);
        self.starts.clear();
        self.instant.clear();
        (self.gone, self.reached, self.waiting) = (0, [0; MOST_STEPS], None);
        (self.done, self.touched) = (false, false);
        done
    }

    /// The instant has passed.
    fn pass(&mut self, rule: &Rule) {
        if self.done || self.instant.is_empty() {
            return;
        }
        let (last, begun) = (rule.steps - 1, self.time >= rule.from);
        let earliest = self.time.saturating_sub(rule.window);
        while self.starts.front().is_some_and(|start| *start < earliest) {
            self.starts.pop_front();
            self.gone += 1;
        }
        // Events of this instant follow each other in any order, and each makes one step. From
        // the last step down, so that what is reached now does not count as reached before.
        let mut left = self.instant.clone();
        let mut can = |from: usize, to: usize| makes(&mut left, from, to);
        let mut reached = self.reached;
        let mut starts_now = false;
        for step in (0..rule.steps).rev() {
            // Whoever stood at an earlier step came from at least as many starts.
            if let Some(before) = (0..step).find(|before| can(before + 1, step)) {
                reached[step] = reached[step].max(self.reached[before]);
            }
            if begun && can(0, step) {
                reached[step] = self.gone + self.starts.len() + 1;
                starts_now = true;
            }
        }
        let completes = (0..last).any(|before| {
            can(before + 1, last) && {
                // Of the starts that may still lead on, one stood at that step.
                self.reached[before] > self.gone
            }
        });
        let fresh = match (completes, begun && can(0, last)) {
            (true, _) => self.starts.front().copied(),
            (false, true) => Some(self.time),
            (false, false) => None,
        };
        let forbidden = rule.then_not && self.instant.iter().any(|(bits, _)| bits & NOT != 0);
        if starts_now {
            self.starts.push_back(self.time);
        }
        self.reached = reached;
        self.instant.clear();
        if !rule.then_not {
            self.done = fresh.is_some();
            return;
        }
        if let Some(start) = self.waiting {
            let end = start.saturating_add(rule.window);
            self.done = end < self.time && end <= rule.over_by;
            if forbidden {
                self.waiting = None;
            }
        }
        self.waiting = self.waiting.or(fresh);
    }
}

/// Whether different events of an instant can make the steps from one to another.
fn makes(left: &mut [(u8, u8)], step: usize, last: usize) -> bool {
    if step > last {
        return true;
    }
    for at in 0..left.len() {
        let (bits, count) = left[at];
        if bits >> step & 1 == 1 && count > 0 {
            left[at].1 -= 1;
            let made = makes(left, step + 1, last);
            left[at].1 += 1;
            if made {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether different events make the steps from one on, each not before the other.
    fn tried(rule: &Rule, events: &[(i64, u8)], step: usize, made: &mut Vec<usize>) -> bool {
        if step == rule.steps {
            let (start, end) = (events[made[0]].0, events[made[step - 1]].0);
            let forbidden = |(time, bits): &(i64, u8)| {
                bits & NOT != 0 && *time > end && *time <= start + rule.window
            };
            return !rule.then_not
                || (start + rule.window <= rule.over_by && !events.iter().any(forbidden));
        }
        (0..events.len()).any(|at| {
            let (time, bits) = events[at];
            let fits = bits >> step & 1 == 1
                && !made.contains(&at)
                && made.last().is_none_or(|last| events[*last].0 <= time)
                && made
                    .first()
                    .map_or(time >= rule.from, |first| time - events[*first].0 <= rule.window);
            made.push(at);
            let done = fits && tried(rule, events, step + 1, made);
            made.pop();
            done
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// The short way says what trying everything says.
        #[test]
        fn the_short_way_is_right(
            steps in 1_usize..4,
            then_not: bool,
            window in 0_i64..8,
            from in 0_i64..6,
            until in 10_i64..20,
            ahead in 0_i64..4,
            events in prop::collection::vec((0_i64..18, 0_u8..16), 0..10),
        ) {
            let rule = Rule { steps, then_not, window, from, until, over_by: until - ahead };
            let of_step = |bits: u8| {
                let not = if then_not && bits & 8 != 0 { NOT } else { 0 };
                (bits & 7 & ((1 << steps) - 1)) | not
            };
            let mut events: Vec<(i64, u8)> =
                events.into_iter().map(|(time, bits)| (time, of_step(bits))).collect();
            events.retain(|(_, bits)| *bits != 0);
            events.sort_by_key(|(time, _)| *time);
            let mut way = Way::default();
            // Nothing is left of the customer before.
            way.take(&rule, 3, 1);
            way.finish(&rule);
            events.iter().for_each(|(time, bits)| way.take(&rule, *time, *bits));
            events.retain(|(time, _)| *time < until);
            prop_assert_eq!(way.finish(&rule), tried(&rule, &events, 0, &mut Vec::new()));
        }
    }

    #[test]
    fn a_basket_without_an_order_counts_when_the_wait_is_over() {
        let day = 10;
        let rule = |over_by| Rule {
            steps: 1,
            then_not: true,
            window: 7 * day,
            from: 0,
            until: 100 * day,
            over_by,
        };
        let ask = |over_by, events: &[(i64, u8)]| {
            let mut way = Way::default();
            events.iter().for_each(|(time, bits)| way.take(&rule(over_by), *time, *bits));
            way.finish(&rule(over_by))
        };
        assert!(ask(50 * day, &[(day, 1)]));
        assert!(!ask(7 * day, &[(day, 1)]), "seven days are not over");
        assert!(!ask(50 * day, &[(day, 1), (8 * day, NOT)]), "the last day counts");
        assert!(ask(50 * day, &[(day, 1), (8 * day + 1, NOT)]));
        assert!(ask(50 * day, &[(day, 1), (2 * day, 1), (9 * day, NOT)]));
    }
}

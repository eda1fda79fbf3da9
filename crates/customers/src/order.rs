//! Counting orders in an ordered pass: each once, in every part of the business it touches.
//!
//! What an order is stands in [`crate::purchases`]. A named customer's order numbers are kept
//! while the customer passes by. Anonymous sales are one endless customer, so their numbers are
//! forgotten again: in a part, an anonymous order counts anew when its number was not met there
//! for [`ANONYMOUS_DAYS`]. Memory then follows the busiest months, not the whole history.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use events::EventRef;

/// Days after which the number of an anonymous order is forgotten where it was not met again.
pub const ANONYMOUS_DAYS: i64 = 90;

const MICROS_PER_DAY: i64 = 86_400_000_000;
/// The same in microseconds.
pub(crate) const ANONYMOUS_MICROS: i64 = ANONYMOUS_DAYS * MICROS_PER_DAY;
/// Entries up to which nothing is swept out.
const SWEEP: usize = 1 << 14;

/// An order of the customer passing by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum OrderKey {
    Named(u64),
    /// Sales without a reference: each is an order of its own.
    Alone,
}

/// A line of an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    order: OrderKey,
    time: i64,
    /// What was met last before this is forgotten.
    oldest: i64,
}

/// Follows the customers passing by, and tells their orders apart.
#[derive(Debug, Default)]
pub(crate) struct Passing {
    customer: String,
    started: bool,
    orders: Memory<Box<str>, u64>,
    numbered: u64,
    /// The line before this one: its reference, and what it was.
    last: Option<(String, Line)>,
}

impl Passing {
    /// Whether this event begins another customer than the one before.
    pub(crate) fn is_next(&mut self, event: &EventRef<'_>) -> bool {
        if self.started && self.customer == event.customer {
            return false;
        }
        self.started = true;
        self.customer.clear();
        self.customer.push_str(event.customer);
        self.orders.clear();
        self.last = None;
        true
    }

    /// Which order a sale belongs to.
    pub(crate) fn line(&mut self, event: &EventRef<'_>) -> Line {
        let time = event.time;
        let oldest = if event.customer.is_empty() {
            time.saturating_sub(ANONYMOUS_MICROS)
        } else {
            i64::MIN
        };
        if event.reference.is_empty() {
            return Line { order: OrderKey::Alone, time, oldest };
        }
        // Lines of an order mostly come together.
        if let Some((reference, line)) = &self.last
            && line.time == time
            && reference == event.reference
        {
            return *line;
        }
        let number = match self.orders.recall(event.reference, time, oldest) {
            Some(number) => number,
            None => {
                self.numbered += 1;
                self.orders.keep(event.reference.into(), self.numbered, time, oldest);
                self.numbered
            }
        };
        let line = Line { order: OrderKey::Named(number), time, oldest };
        match &mut self.last {
            Some((reference, last)) => {
                reference.clear();
                reference.push_str(event.reference);
                *last = line;
            }
            None => self.last = Some((event.reference.to_owned(), line)),
        }
        line
    }
}

/// Which orders of the customer passing by were counted already, part by part.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    met: Memory<(OrderKey, u32), ()>,
    last: Option<(OrderKey, u32, i64)>,
}

impl Counted {
    /// Whether this line begins its order in the part.
    pub(crate) fn begins(&mut self, line: Line, part: u32) -> bool {
        let Line { order, time, oldest } = line;
        if order == OrderKey::Alone {
            return true;
        }
        if self.last == Some((order, part, time)) {
            return false;
        }
        self.last = Some((order, part, time));
        let known = self.met.recall(&(order, part), time, oldest).is_some();
        if !known {
            self.met.keep((order, part), (), time, oldest);
        }
        !known
    }

    /// Another customer passes by.
    pub(crate) fn clear(&mut self) {
        self.met.clear();
        self.last = None;
    }
}

/// What was met, and when last. Times only grow.
#[derive(Debug)]
struct Memory<K, V> {
    met: HashMap<K, (V, i64)>,
    /// At how many entries to look for forgotten ones.
    sweep_at: usize,
}

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        Self { met: HashMap::new(), sweep_at: SWEEP }
    }
}

impl<K: Eq + Hash, V: Copy> Memory<K, V> {
    /// What is kept under a key that was met at `oldest` or later; it is met again now.
    fn recall<Q: Eq + Hash + ?Sized>(&mut self, key: &Q, time: i64, oldest: i64) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (value, last) = self.met.get_mut(key).filter(|(_, last)| *last >= oldest)?;
        *last = time;
        Some(*value)
    }

    fn keep(&mut self, key: K, value: V, time: i64, oldest: i64) {
        if self.met.len() >= self.sweep_at {
            self.met.retain(|_, (_, last)| *last >= oldest);
            self.sweep_at = SWEEP.max(2 * self.met.len());
        }
        self.met.insert(key, (value, time));
    }

    fn clear(&mut self) {
        // Emptying a large table costs as much as filling it, for every customer after it.
        if self.met.capacity() > SWEEP {
            *self = Self::default();
        } else {
            self.met.clear();
            self.sweep_at = SWEEP;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::blank;
    use proptest::prelude::*;
    use vocab::EventKind;

    fn sale<'a>(customer: &'a str, reference: &'a str, day: i64) -> EventRef<'a> {
        let time = day * MICROS_PER_DAY;
        EventRef { customer, reference, ..blank(time, EventKind::Sale) }
    }

    /// Which of the lines begin an order in their part, one customer after the other.
    fn begins(lines: &[(EventRef<'_>, u32)]) -> Vec<bool> {
        let (mut passing, mut counted) = (Passing::default(), Counted::default());
        lines
            .iter()
            .map(|(event, part)| {
                if passing.is_next(event) {
                    counted.clear();
                }
                let line = passing.line(event);
                counted.begins(line, *part)
            })
            .collect()
    }

    #[test]
    fn an_anonymous_number_is_forgotten_and_a_named_one_is_not() {
        let far = ANONYMOUS_DAYS + 1;
        let lines = |customer| {
            [
                (sale(customer, "1", 0), 0),
                (sale(customer, "1", 0), 0),
                (sale(customer, "1", 0), 1),
                (sale(customer, "", 0), 0),
                (sale(customer, "", 0), 0),
                // Met again in time, it is remembered for as long again.
                (sale(customer, "1", ANONYMOUS_DAYS), 0),
                (sale(customer, "2", ANONYMOUS_DAYS), 0),
                (sale(customer, "1", ANONYMOUS_DAYS + far), 0),
                (sale(customer, "1", ANONYMOUS_DAYS + far), 1),
            ]
        };
        let start = [true, false, true, true, true, false, true];
        assert_eq!(begins(&lines("A")), [&start[..], &[false, false]].concat());
        assert_eq!(begins(&lines("")), [&start[..], &[true, true]].concat());
    }

    #[test]
    fn memory_follows_the_recent_anonymous_orders() {
        let (mut passing, mut counted) = (Passing::default(), Counted::default());
        for number in 0..400_000_i64 {
            let reference = number.to_string();
            // A hundred orders a day.
            let event = sale("", &reference, number / 100);
            passing.is_next(&event);
            let line = passing.line(&event);
            assert!(counted.begins(line, 0));
        }
        assert!(passing.orders.met.len() <= 2 * SWEEP, "{}", passing.orders.met.len());
        assert!(counted.met.met.len() <= 2 * SWEEP, "{}", counted.met.met.len());
    }

    proptest! {
        /// As a plain list says it: a line begins an order where no line of it came before (in
        /// its part, and of anonymous sales within the days of memory).
        #[test]
        fn as_a_plain_list_says(
            steps in proptest::collection::vec((0_i64..60, 0_u8..4, 0_u32..3), 1..80),
            anonymous in any::<bool>(),
        ) {
            let customer = if anonymous { "" } else { "A" };
            let names = ["1", "2", "3", "4"];
            let mut day = 0;
            let lines: Vec<_> = steps
                .iter()
                .map(|(step, name, part)| {
                    day += step;
                    (sale(customer, names[usize::from(*name)], day), *part)
                })
                .collect();
            let expected: Vec<bool> = (0..lines.len())
                .map(|place| {
                    let (event, part) = &lines[place];
                    let before = lines[..place].iter().rev().find(|(other, other_part)| {
                        other.reference == event.reference && other_part == part
                    });
                    before.is_none_or(|(other, _)| {
                        anonymous && event.time - other.time > ANONYMOUS_DAYS * MICROS_PER_DAY
                    })
                })
                .collect();
            prop_assert_eq!(begins(&lines), expected);
        }
    }
}

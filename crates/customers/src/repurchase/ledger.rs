//! Who bought on which day for how much, and what models need of it.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use stats::lifetimes::History;
use stats::lifetimes::gamma_gamma::Spending;
use stats::lifetimes::steadiness::history;

/// More repeat purchases than this are a mistake: one a minute for two years.
const MOST: u32 = 1_000_000;
/// What is less than this share of all that was booked on a day is rounding.
const ROUNDING: f64 = 1e-9;

/// What models know of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Repeat purchases, and when.
    pub history: History,
    /// What the repeat purchases came to.
    pub spent: Spending,
}

impl Summary {
    /// One that stands in a file.
    ///
    /// # Errors
    /// Says what cannot be.
    pub fn new(frequency: u32, recency: f64, age: f64, mean: f64) -> Result<Self, String> {
        let history = History { frequency, recency, age };
        history.check().map_err(|why| why.to_string())?;
        if frequency > MOST {
            return Err(format!("{frequency} repeat purchases are more than anybody makes"));
        }
        if !mean.is_finite() || mean < 0.0 {
            return Err(format!("{mean} is no mean amount of purchases"));
        }
        Ok(Self { history, spent: Spending { purchases: frequency, mean } })
    }
}

/// Purchases of customers, a day each. Lines come in any order.
#[derive(Debug, Default)]
pub struct Ledger {
    places: HashMap<Box<str>, usize>,
    names: Vec<Box<str>>,
    lines: Vec<BTreeMap<i32, Booked>>,
    /// Customers, their days ascending; made from the lines.
    days: Vec<Vec<i32>>,
    amounts: Vec<Vec<f64>>,
}

/// What was booked on a day.
#[derive(Debug, Clone, Copy, Default)]
struct Booked {
    sum: f64,
    /// The sum without signs.
    moved: f64,
}

impl Ledger {
    /// Takes in a line. Without an amount every line is a purchase.
    pub fn add(&mut self, customer: &str, day: NaiveDate, amount: Option<f64>) {
        let place = match self.places.get(customer) {
            Some(place) => *place,
            None => {
                let place = self.names.len();
                self.places.insert(customer.into(), place);
                self.names.push(customer.into());
                self.lines.push(BTreeMap::new());
                place
            }
        };
        let booked = self.lines[place].entry(day.num_days_from_ce()).or_default();
        booked.sum += amount.unwrap_or(0.0);
        booked.moved += amount.unwrap_or(0.0).abs();
    }

    /// After the last line: who only ever gave back is no customer.
    #[must_use]
    pub fn finished(mut self) -> Self {
        let mut names = Vec::with_capacity(self.names.len());
        for (name, lines) in self.names.drain(..).zip(self.lines.drain(..)) {
            // What was given away is a purchase; a day on which as much or more came back is none.
            let bought =
                lines.iter().filter(|(_, one)| one.moved <= 0.0 || one.sum > ROUNDING * one.moved);
            let (days, amounts): (Vec<i32>, Vec<f64>) =
                bought.map(|(day, one)| (*day, one.sum)).unzip();
            if !days.is_empty() {
                names.push(name);
                self.days.push(days);
                self.amounts.push(amounts);
            }
        }
        self.names = names;
        self.places = HashMap::new();
        self
    }

    /// The customers, in the order in which they first appeared.
    #[must_use]
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// The days of each customer's purchases, ascending, counted from the year 1.
    #[must_use]
    pub fn days(&self) -> &[Vec<i32>] {
        &self.days
    }

    /// The first and the last day of any purchase.
    #[must_use]
    pub fn ends(&self) -> Option<(i32, i32)> {
        let first = self.days.iter().filter_map(|days| days.first()).min()?;
        let last = self.days.iter().filter_map(|days| days.last()).max()?;
        Some((*first, *last))
    }

    /// What was known of a customer at the end of a day; `None` before the first purchase. Times
    /// are in units of so many days.
    #[must_use]
    pub fn summary(&self, customer: usize, until: i32, unit: f64) -> Option<Summary> {
        let days = self.days.get(customer)?;
        let history = history(days, until, unit)?;
        // The first purchase made somebody a customer; how much the others came to tells more of
        // what they will spend (Fader, Hardie, Lee 2005).
        let repeats = self.amounts[customer].get(1..=history.frequency as usize)?;
        let sum: f64 = repeats.iter().sum();
        let mean = if repeats.is_empty() { 0.0 } else { sum / repeats.len() as f64 };
        Some(Summary { history, spent: Spending { purchases: history.frequency, mean } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_purchases_unless_all_came_back() {
        let mut ledger = Ledger::default();
        ledger.add("b", day("2026-03-01"), Some(20.0));
        ledger.add("a", day("2026-01-01"), Some(10.0));
        ledger.add("a", day("2026-01-08"), Some(5.0));
        ledger.add("a", day("2026-01-08"), Some(7.0));
        // All of it came back on the day it was bought.
        ledger.add("a", day("2026-01-15"), Some(7.0));
        ledger.add("a", day("2026-01-15"), Some(-7.0));
        ledger.add("a", day("2026-01-22"), Some(-3.0));
        // The same with cents, which leave 5.6e-17.
        ledger.add("a", day("2026-01-24"), Some(0.1));
        ledger.add("a", day("2026-01-24"), Some(0.2));
        ledger.add("a", day("2026-01-24"), Some(-0.3));
        // A gift.
        ledger.add("a", day("2026-01-29"), Some(0.0));
        ledger.add("only gave back", day("2026-01-29"), Some(-9.0));
        let ledger = ledger.finished();
        assert_eq!(ledger.names().len(), 2);
        let until = day("2026-02-05").num_days_from_ce();
        let found = ledger.summary(1, until, 7.0).unwrap();
        assert_eq!(found.history, History { frequency: 2, recency: 4.0, age: 5.0 });
        assert_eq!(found.spent, Spending { purchases: 2, mean: 6.0 });
        assert_eq!(ledger.summary(0, until, 7.0), None, "not a customer yet");
    }

    #[test]
    fn without_amounts_every_line_is_a_purchase() {
        let mut ledger = Ledger::default();
        for one in ["2026-01-01", "2026-01-01", "2026-01-03"] {
            ledger.add("a", day(one), None);
        }
        let ledger = ledger.finished();
        let until = day("2026-01-05").num_days_from_ce();
        let found = ledger.summary(0, until, 1.0).unwrap();
        assert_eq!(found.history, History { frequency: 1, recency: 2.0, age: 4.0 });
    }
}

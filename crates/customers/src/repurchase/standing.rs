//! What the models say of every customer at the end of what is known, for pages and tables.
//!
//! The same models as in [`report`](super::report), fitted to the orders of all pictures once; the
//! likeliest of those that can be trusted speaks. Intervals cost more than figures, so they are made
//! for the customers somebody looks at.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use stats::lifetimes::gamma_gamma::Money;
use stats::lifetimes::silence::{Rate, Rates};
use stats::lifetimes::{CannotFit, Fit, History, Model, fit};
use vocab::{CustomerId, Zone};

use super::ask::Ask;
use super::ledger::{Ledger, Summary};
use super::person::{Person, Reader};
use super::report::code;
use crate::pass::side_by_side;
use crate::pictures::Pictures;

/// How far ahead is looked, in days.
pub const AHEAD_DAYS: i32 = 365;
/// Parts that are worked on side by side.
const PARTS: u16 = 32;

/// The figures of one customer, without intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Brief {
    /// The probability of being active still.
    pub p_active: f64,
    /// Days with orders to expect within [`AHEAD_DAYS`].
    pub expected: f64,
    /// Their worth, discounted by a tenth a year; `None` where amounts say nothing.
    pub value: Option<f64>,
}

/// What the models say of everybody who ever ordered.
#[derive(Debug)]
pub struct Standing {
    until: NaiveDate,
    /// The model that speaks, or why none does.
    fit: Result<Fit, CannotFit>,
    money: Option<Money>,
    /// Sorted.
    names: Vec<Box<str>>,
    /// Of each name.
    summaries: Vec<Summary>,
    briefs: Vec<Brief>,
}

impl Standing {
    /// Looks at all orders up to the end of a day. Days on which somebody ordered are purchases;
    /// what was sent back later is not taken off, because pictures do not say what it belonged to.
    #[must_use]
    pub fn of(pictures: &Pictures, until: NaiveDate, zone: Zone) -> Self {
        let mut ledger = Ledger::default();
        for state in pictures {
            for order in state.purchases.orders() {
                let day = zone.day(crate::local::instant(order.time));
                ledger.add(state.customer().as_str(), day, Some(order.gross.to_f64()));
            }
        }
        Self::of_ledger(&ledger.finished(), until)
    }

    /// The same of purchases whose customers were added in the order of their names.
    fn of_ledger(ledger: &Ledger, until: NaiveDate) -> Self {
        let (ask, end) = (Ask::default(), until.num_days_from_ce());
        let of = |place: usize| ledger.summary(place, end, ask.unit.days());
        let known = ledger.names().iter().enumerate();
        let (names, summaries): (Vec<Box<str>>, Vec<Summary>) =
            known.filter_map(|(place, name)| Some((name.clone(), of(place)?))).unzip();
        debug_assert!(names.is_sorted());
        let fit = likeliest(&summaries);
        let spent: Vec<_> = summaries.iter().map(|one| one.spent).collect();
        let money = Money::fit(&spent).ok();
        let briefs = fit.as_ref().map_or_else(
            |_| Vec::new(),
            |fit| briefs(&reader(fit, money.as_ref(), &ask), &summaries),
        );
        Self { until, fit, money, names, summaries, briefs }
    }

    /// The last day that is known.
    #[must_use]
    pub fn until(&self) -> NaiveDate {
        self.until
    }

    /// How many customers ever ordered, and how many of them again.
    #[must_use]
    pub fn customers(&self) -> (u64, u64) {
        let again = self.summaries.iter().filter(|one| one.history.frequency > 0);
        (self.summaries.len() as u64, again.count() as u64)
    }

    /// The code of the model that speaks.
    ///
    /// # Errors
    /// Why none does.
    pub fn model(&self) -> Result<&'static str, CannotFit> {
        self.fit.as_ref().map(|fit| code(fit.model)).map_err(Clone::clone)
    }

    /// What is known of the rates at which customers buy.
    #[must_use]
    pub fn rates(&self) -> Rates {
        self.fit.as_ref().map_or(Rates::UNKNOWN, Rates::of)
    }

    /// The figures of a customer; `None` where there is no model, or no order.
    #[must_use]
    pub fn brief(&self, customer: &CustomerId) -> Option<Brief> {
        self.briefs.get(self.place(customer)?).copied()
    }

    /// The figures of a customer with their intervals; `None` where there is no model, or no order.
    #[must_use]
    pub fn person(&self, customer: &CustomerId) -> Option<Person> {
        let place = self.place(customer)?;
        let fit = self.fit.as_ref().ok()?;
        let reader = reader(fit, self.money.as_ref(), &Ask::default());
        let none = |_: usize, _: u64| ();
        Some(reader.person((place as u64, 0), customer.as_str(), &self.summaries[place], none))
    }

    /// What was seen of a customer; times in weeks.
    #[must_use]
    pub fn summary(&self, customer: &CustomerId) -> Option<&Summary> {
        self.summaries.get(self.place(customer)?)
    }

    /// Purchases a year while the customer is active, and what one of them comes to in the mean;
    /// `None` where either is not known.
    #[must_use]
    pub fn at_own_rhythm(&self, customer: &CustomerId) -> Option<(Rate, f64)> {
        let summary = self.summary(customer)?;
        let rate = self.rates().rate(&summary.history)?;
        let by_model = self.money.as_ref().and_then(|money| money.expected(&summary.spent));
        let own = (summary.spent.mean > 0.0).then_some(summary.spent.mean);
        let weeks = f64::from(AHEAD_DAYS) / Ask::default().unit.days();
        let Rate { mean, low, high } = rate;
        Some((Rate { mean: mean * weeks, low: low * weeks, high: high * weeks }, by_model.or(own)?))
    }

    fn place(&self, customer: &CustomerId) -> Option<usize> {
        self.names.binary_search_by(|name| (**name).cmp(customer.as_str())).ok()
    }
}

fn likeliest(summaries: &[Summary]) -> Result<Fit, CannotFit> {
    let histories: Vec<History> = summaries.iter().map(|one| one.history).collect();
    let [first, rest @ ..] = Model::ALL.map(|model| fit(model, &histories));
    rest.into_iter().fold(first, |best, other| match (best, other) {
        (Ok(best), Ok(other)) if other.log_likelihood > best.log_likelihood => Ok(other),
        (Err(_), Ok(other)) => Ok(other),
        (best, _) => best,
    })
}

fn reader<'a>(fit: &'a Fit, money: Option<&'a Money>, ask: &Ask) -> Reader<'a> {
    let ahead = f64::from(AHEAD_DAYS) / ask.unit.days();
    Reader { fit, money, futures: None, ahead, rate: ask.rate() }
}

fn briefs(reader: &Reader<'_>, summaries: &[Summary]) -> Vec<Brief> {
    let parts: Vec<u16> = (0..PARTS).collect();
    let work = |part: u16| -> Result<Vec<Brief>, std::convert::Infallible> {
        let place = |part: u16| summaries.len() * usize::from(part) / usize::from(PARTS);
        let part = &summaries[place(part)..place(part + 1)];
        let histories: Vec<History> = part.iter().map(|one| one.history).collect();
        let expected = reader.fit.expected_of_all(&histories, reader.ahead);
        let brief = |(one, expected): (&Summary, f64)| {
            let amount = reader.money.and_then(|money| money.expected(&one.spent));
            let worth = || reader.fit.discounted(&one.history, reader.ahead, reader.rate);
            Brief {
                p_active: reader.fit.is_active(&one.history),
                expected,
                value: amount.map(|amount| amount * worth()),
            }
        };
        Ok(part.iter().zip(expected).map(brief).collect())
    };
    let Ok(done) = side_by_side(&parts, work);
    done.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Customers with rhythms of their own; every third stops in the middle.
    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        let start: NaiveDate = "2025-01-06".parse().unwrap();
        for customer in 0..300_u64 {
            let rhythm = 14 + customer % 9 * 7;
            let end = if customer % 3 == 0 { 180 } else { 360 };
            for number in (customer % 14..end).step_by(usize::try_from(rhythm).unwrap()) {
                let amount = 10.0 + (customer % 20) as f64;
                ledger.add(
                    &format!("C{customer:03}"),
                    start + chrono::Days::new(number),
                    Some(amount),
                );
            }
        }
        ledger.finished()
    }

    #[test]
    fn figures_are_those_of_the_report_and_lie_within_their_intervals() {
        let (ledger, until) = (ledger(), "2026-01-01".parse().unwrap());
        let standing = Standing::of_ledger(&ledger, until);
        let ask = Ask { calibration_end: Some(until), ..Ask::default() };
        let (report, people) = super::super::report(&ledger, true, &ask);
        assert_eq!(Some(standing.model().unwrap()), report.used);
        for person in &people {
            let id = CustomerId::new(&person.customer_id).unwrap();
            let brief = standing.brief(&id).unwrap();
            let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * (1.0 + other.abs());
            assert!(near(brief.p_active, person.p_active), "{person:?}");
            assert!(near(brief.expected, person.expected), "{person:?}");
            assert!(near(brief.value.unwrap(), person.value.unwrap()), "{person:?}");
            let own = standing.person(&id).unwrap();
            assert_eq!(
                (own.expected_low, own.value_high),
                (person.expected_low, person.value_high)
            );
        }
        let stopped = standing.brief(&CustomerId::new("C000").unwrap()).unwrap();
        let buying = standing.brief(&CustomerId::new("C001").unwrap()).unwrap();
        assert!(stopped.p_active < buying.p_active, "{stopped:?} {buying:?}");
        assert_eq!(standing.brief(&CustomerId::new("nobody").unwrap()), None);
    }

    #[test]
    fn too_few_customers_are_told_nothing() {
        let mut ledger = Ledger::default();
        for day in ["2025-01-06", "2025-02-06", "2025-03-06"] {
            ledger.add("A", day.parse().unwrap(), Some(10.0));
        }
        let standing = Standing::of_ledger(&ledger.finished(), "2025-06-01".parse().unwrap());
        assert!(matches!(standing.model(), Err(CannotFit::TooFew { customers: 1 })));
        let id = CustomerId::new("A").unwrap();
        assert_eq!(standing.person(&id), None);
        // Their own rhythm is known all the same: two purchases in 59 days.
        let (rate, amount) = standing.at_own_rhythm(&id).unwrap();
        assert!((rate.mean - 2.0 * 365.0 / 59.0).abs() < 1e-9 && (amount - 10.0).abs() < 1e-12);
    }
}

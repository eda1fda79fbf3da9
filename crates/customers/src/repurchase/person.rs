//! What the models say of one customer.

use serde::Serialize;
use stats::lifetimes::Fit;
use stats::lifetimes::futures::{Futures, Span};
use stats::lifetimes::gamma_gamma::Money;
use stats::lifetimes::uncertain::Interval;

use super::ledger::Summary;

/// One customer. Intervals hold in nine of ten cases; what is not known is empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    /// Whom.
    pub customer_id: String,
    /// Repeat purchases.
    pub frequency: u32,
    /// Time from the first purchase to the last.
    pub recency: f64,
    /// Time from the first purchase to the end of what was seen.
    pub age: f64,
    /// The probability of being active still.
    pub p_active: f64,
    /// Its interval.
    pub p_active_low: Option<f64>,
    /// Its interval.
    pub p_active_high: Option<f64>,
    /// Purchases to expect within the horizon.
    pub expected: f64,
    /// Where this expectation may lie.
    pub expected_low: Option<f64>,
    /// Where this expectation may lie.
    pub expected_high: Option<f64>,
    /// The fewest purchases to reckon with.
    pub purchases_low: Option<u64>,
    /// The most purchases to reckon with.
    pub purchases_high: Option<u64>,
    /// Mean amount of the repeat purchases.
    pub mean_amount: Option<f64>,
    /// The amount to expect of a purchase.
    pub expected_amount: Option<f64>,
    /// The worth of the purchases to expect within the horizon, discounted.
    pub value: Option<f64>,
    /// Its interval.
    pub value_low: Option<f64>,
    /// Its interval.
    pub value_high: Option<f64>,
    /// Purchases in the holdout, where there is one.
    pub actual: Option<u64>,
}

/// The models as they are used for single customers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) fit: &'a Fit,
    pub(super) money: Option<&'a Money>,
    pub(super) futures: Option<&'a Futures>,
    /// How far ahead, in units.
    pub(super) ahead: f64,
    /// The discount, a unit of time.
    pub(super) rate: f64,
}

impl Reader<'_> {
    /// Looks at one customer; calls `each` with the purchases of each future.
    pub(super) fn person(
        &self,
        (place, group): (u64, u8),
        name: &str,
        summary: &Summary,
        mut each: impl FnMut(usize, u64),
    ) -> Person {
        let Summary { history, spent } = summary;
        let (fit, ahead) = (self.fit, self.ahead);
        let active = fit.is_active_interval(history);
        let expected = fit.expected_interval(history, ahead);
        let mut counts = Vec::new();
        if let Some(futures) = self.futures {
            counts.extend(futures.purchases(place, group, history, ahead));
            counts.iter().enumerate().for_each(|(future, count)| each(future, *count));
        }
        let span = self.futures.map(|_| Span::of(&mut counts));
        let amount = self.money.and_then(|money| money.expected(spent));
        let value = amount.map(|amount| amount * fit.discounted(history, ahead, self.rate));
        let value_interval = self
            .money
            .and_then(|money| fit.value_interval(history, ahead, self.rate, money, spent));
        let low = |interval: Option<Interval>| interval.map(|interval| interval.low);
        let high = |interval: Option<Interval>| interval.map(|interval| interval.high);
        Person {
            customer_id: name.to_owned(),
            frequency: history.frequency,
            recency: history.recency,
            age: history.age,
            p_active: fit.is_active(history),
            p_active_low: low(active),
            p_active_high: high(active),
            expected: fit.expected(history, ahead),
            expected_low: low(expected),
            expected_high: high(expected),
            purchases_low: span.map(|span| span.low),
            purchases_high: span.map(|span| span.high),
            mean_amount: self.money.map(|_| spent.mean).filter(|_| spent.purchases > 0),
            expected_amount: amount,
            value,
            value_low: low(value_interval),
            value_high: high(value_interval),
            actual: None,
        }
    }
}

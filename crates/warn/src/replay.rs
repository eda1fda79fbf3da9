//! Since when the miss could be known: the forecast asked again for every earlier day, with
//! what was known on that day.

use chrono::{Days, NaiveDate};
use vocab::Amount;

use crate::book::Book;
use crate::forecast::{Forecast, State};
use crate::target::Target;

/// A replay looks back at most so many days before the month began: eight weeks.
pub const LOOK_BACK: u64 = 56;

/// Probability of missing the target by what was known on the evening of `day` (a whole day of
/// the data). `None` when no forecast was possible then.
#[must_use]
pub fn probability_on(book: &Book<'_>, target: &Target, day: NaiveDate) -> Option<f64> {
    let (first, last) = (target.period.first(), target.period.last());
    let booked = book.total(&target.scope, first, day.min(last));
    let missing = target.amount - booked;
    if day >= last {
        return Some(if missing > Amount::ZERO { 1.0 } else { 0.0 });
    }
    let from = first.max(day + Days::new(1));
    let outlook = book.outlook(&target.scope, day, from, last).ok()?;
    Some(outlook.predictive.below(missing.to_f64()))
}

/// Fills in since when the miss was knowable: of a month that was missed, or of an open one
/// whose miss is probable (at least `threshold`) now.
pub fn fill_in(book: &Book<'_>, forecast: &mut Forecast, threshold: f64) {
    let last = forecast.target.period.last();
    let probable = match forecast.state {
        State::Missed => true,
        State::Open => forecast.probability_missed.is_some_and(|p| p >= threshold),
        State::Met | State::Unknown => false,
    };
    if !probable {
        return;
    }
    let earliest = forecast.target.period.first() - Days::new(LOOK_BACK);
    let newest = forecast.complete_until.min(last);
    // By the figures of an unfinished day it may be probable only since today.
    let today = forecast.as_of.min(last);
    let since = newest
        .iter_days()
        .rev()
        .take_while(|day| *day >= earliest.max(book.first()))
        .take_while(|day| {
            probability_on(book, &forecast.target, *day).is_some_and(|p| p >= threshold)
        })
        .last()
        .unwrap_or(today);
    forecast.knowable_since = Some(since);
    forecast.days_ahead = Some((last - since).num_days());
}

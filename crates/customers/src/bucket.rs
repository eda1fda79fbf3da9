//! One ordered pass over one bucket: the pictures of its customers and its part of the series.

use std::collections::BTreeMap;

use events::{Columns, Snapshot};
use serde::{Deserialize, Serialize};
use vocab::Zone;

use crate::CustomersError;
use crate::fold::Fold;
use crate::local::Days;
use crate::series::{Series, SeriesFold};
use crate::state::PictureState;

/// The columns a picture is made of.
pub(crate) const COLUMNS: Columns =
    Columns::ID.with(Columns::MONEY).with(Columns::TOUCH).with(Columns::BARRIERS);

/// What is kept of a bucket.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Contents {
    /// Sorted by customer.
    pub(crate) states: Vec<PictureState>,
    pub(crate) figures: Figures,
}

/// What is kept of a bucket as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figures {
    pub(crate) series: Series,
    /// Time of the last money event of each local day that has one, anonymous ones included.
    pub(crate) last_money: LastMoney,
    /// Events of the bucket.
    pub(crate) events: u64,
}

/// Time of the last money event of each local day that has one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct LastMoney(BTreeMap<i32, i64>);

impl LastMoney {
    /// Notes a money event.
    pub(crate) fn see(&mut self, days: &mut Days, time: i64) {
        self.note(days.number(time), time);
    }

    fn note(&mut self, day: i32, time: i64) {
        let last = self.0.entry(day).or_insert(time);
        *last = time.max(*last);
    }

    /// Adds what others saw.
    pub(crate) fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(day, time)| self.note(*day, *time));
    }

    /// The times, one a day, the last day first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = i64> {
        self.0.values().rev().copied()
    }
}

/// Whether there is a picture of a customer with an event: not of nobody, nor of a visitor of
/// whom nobody knows yet who it is.
pub(crate) fn has_picture(customer: &str) -> bool {
    !customer.is_empty() && !vocab::ids::is_visitor(customer)
}

/// Events after which progress is told.
const STEP: u64 = 1 << 16;

/// Folds a bucket. `passed` is told now and then how many more events went by.
pub(crate) fn fold_bucket(
    snapshot: &Snapshot,
    bucket: u16,
    zone: Zone,
    passed: &dyn Fn(u64),
) -> Result<Contents, CustomersError> {
    let mut contents = Contents::default();
    let mut series = SeriesFold::new(zone);
    let mut days = Days::new(zone);
    let mut failed = None;
    snapshot.scan(bucket, COLUMNS, &mut |event| {
        let figures = &mut contents.figures;
        figures.events += 1;
        if figures.events % STEP == 0 {
            passed(STEP);
        }
        if event.kind.is_money() {
            series.update(event);
            figures.last_money.see(&mut days, event.time);
        }
        if !has_picture(event.customer) {
            return;
        }
        // A customer's events come one after the other.
        let same = |state: &PictureState| state.customer().as_str() == event.customer;
        if !contents.states.last().is_some_and(same) {
            if let Some(passed) = contents.states.last_mut() {
                passed.rest();
            }
            match PictureState::named(event.customer) {
                Ok(state) => contents.states.push(state),
                Err(why) => {
                    let customer = event.customer.to_owned();
                    failed.get_or_insert(CustomersError::NoCustomer { customer, why });
                    return;
                }
            }
        }
        if let Some(state) = contents.states.last_mut() {
            state.update(event);
        }
    })?;
    if let Some(last) = contents.states.last_mut() {
        last.rest();
    }
    passed(contents.figures.events % STEP);
    contents.figures.series = series.finish();
    match failed {
        Some(error) => Err(error),
        None => Ok(contents),
    }
}

//! One ordered pass over one bucket: the pictures of its customers and its part of the series.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::{Columns, Snapshot};
use serde::{Deserialize, Serialize};
use vocab::Zone;

use crate::CustomersError;
use crate::fold::Fold;
use crate::local::Days;
use crate::series::{Series, SeriesFold};
use crate::state::PictureState;

/// The columns a picture is made of.
const COLUMNS: Columns =
    Columns::ID.with(Columns::MONEY).with(Columns::TOUCH).with(Columns::BARRIERS);

/// What is kept of a bucket.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Contents {
    /// Sorted by customer.
    pub(crate) states: Vec<PictureState>,
    pub(crate) series: Series,
    /// Time of the last money event of each local day that has one, anonymous ones included.
    pub(crate) last_money: BTreeMap<NaiveDate, i64>,
    /// Events of the bucket.
    pub(crate) events: u64,
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
        contents.events += 1;
        if contents.events % STEP == 0 {
            passed(STEP);
        }
        if event.kind.is_money() {
            series.update(event);
            let last = contents.last_money.entry(days.of(event.time)).or_insert(event.time);
            *last = event.time.max(*last);
        }
        // Nobody, or a visitor of whom nobody knows yet who it is.
        if event.customer.is_empty() || vocab::ids::is_visitor(event.customer) {
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
    passed(contents.events % STEP);
    contents.series = series.finish();
    match failed {
        Some(error) => Err(error),
        None => Ok(contents),
    }
}

//! What every customer bought in a window of days: one ordered pass over the event log.

use chrono::NaiveDate;
use events::{Columns, EventRef, Snapshot};
use serde::{Deserialize, Serialize};
use vocab::{Amount, CustomerId, EventKind, Scope, Zone};

use crate::CustomersError;
use crate::local::Days;
use crate::order::{Counted, Passing};
use crate::pass::in_parallel;
use crate::series::is_in;

/// A span of local days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

impl Window {
    /// Whether the day lies in the window.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// What one customer (or all anonymous buyers together) bought in a window and a scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slice {
    /// Who; `None` for all anonymous sales together.
    pub customer: Option<CustomerId>,
    /// Local day of the customer's first order with the company at all, in any scope and
    /// however long before the window: who is new is new to the company. `None` for anonymous
    /// sales and where there are only returns.
    pub first_order: Option<NaiveDate>,
    /// Orders, each counted on the local day of its earliest line in the scope.
    pub orders: u64,
    /// Exact sum of the sales.
    pub gross: Amount,
    /// Exact sum of returns and adjustments; mostly below zero.
    pub returned: Amount,
    /// Exact sum of all lines: `gross + returned`.
    pub net: Amount,
}

/// What each customer bought in the window, within the scope: first the anonymous sales, then
/// the customers sorted by id. Only those with at least one line in it.
///
/// Reads the whole log once; call it away from the async threads.
///
/// # Errors
/// When the log cannot be read.
pub fn trade(
    snapshot: &Snapshot,
    zone: Zone,
    window: Window,
    scope: &Scope,
) -> Result<Vec<Slice>, CustomersError> {
    Ok(trades(snapshot, zone, &[window], scope)?.pop().unwrap_or_default())
}

/// [`trade`] for several windows in one pass over the log, one list a window.
///
/// # Errors
/// When the log cannot be read.
pub fn trades(
    snapshot: &Snapshot,
    zone: Zone,
    windows: &[Window],
    scope: &Scope,
) -> Result<Vec<Vec<Slice>>, CustomersError> {
    let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
    let parts = in_parallel(&buckets, |bucket| {
        let mut fold = TradeFold::new(zone, windows, scope);
        snapshot.scan(bucket, Columns::MONEY, &mut |event| fold.update(event))?;
        fold.finish()
    })?;
    let mut all = vec![Vec::new(); windows.len()];
    for part in parts {
        for (slices, more) in all.iter_mut().zip(part) {
            slices.extend(more);
        }
    }
    for slices in &mut all {
        slices.sort_unstable_by(|one, other| one.customer.cmp(&other.customer));
    }
    Ok(all)
}

/// What the customer passing by bought in one window.
#[derive(Debug, Clone, Copy, Default)]
struct Bought {
    lines: u64,
    orders: u64,
    gross: Amount,
    returned: Amount,
}

struct TradeFold<'a> {
    scope: &'a Scope,
    windows: &'a [Window],
    days: Days,
    passing: Passing,
    customer: String,
    first_order: Option<NaiveDate>,
    counted: Counted,
    bought: Vec<Bought>,
    slices: Vec<Vec<Slice>>,
    failed: Option<CustomersError>,
}

impl<'a> TradeFold<'a> {
    fn new(zone: Zone, windows: &'a [Window], scope: &'a Scope) -> Self {
        Self {
            scope,
            windows,
            days: Days::new(zone),
            passing: Passing::default(),
            customer: String::new(),
            first_order: None,
            counted: Counted::default(),
            bought: vec![Bought::default(); windows.len()],
            slices: vec![Vec::new(); windows.len()],
            failed: None,
        }
    }

    fn update(&mut self, event: &EventRef<'_>) {
        if !event.kind.is_money() {
            return;
        }
        if self.passing.is_next(event) {
            self.put_away();
            self.customer.clear();
            self.customer.push_str(event.customer);
        }
        let is_sale = event.kind == EventKind::Sale;
        let inside = is_in(event, self.scope);
        if !inside && (!is_sale || self.first_order.is_some()) {
            return;
        }
        let day = self.days.of(event.time);
        if is_sale && self.first_order.is_none() {
            self.first_order = Some(day);
        }
        if !inside {
            return;
        }
        let begins = is_sale && {
            let line = self.passing.line(event);
            self.counted.begins(line, 0)
        };
        let amount = event.amount.unwrap_or_default();
        for (window, bought) in self.windows.iter().zip(&mut self.bought) {
            if !window.contains(day) {
                continue;
            }
            bought.lines += 1;
            bought.orders += u64::from(begins);
            if is_sale {
                bought.gross += amount;
            } else {
                bought.returned += amount;
            }
        }
    }

    /// Writes down the customer that has passed by.
    fn put_away(&mut self) {
        let first_order = self.first_order.take();
        self.counted.clear();
        let customer = match self.customer.as_str() {
            "" => None,
            visitor if vocab::ids::is_visitor(visitor) => None,
            id => match CustomerId::new(id) {
                Ok(id) => Some(id),
                Err(why) => {
                    let customer = id.to_owned();
                    self.failed.get_or_insert(CustomersError::NoCustomer { customer, why });
                    return;
                }
            },
        };
        let first_order = first_order.filter(|_| customer.is_some());
        for (bought, slices) in self.bought.iter_mut().zip(&mut self.slices) {
            let Bought { lines, orders, gross, returned } = std::mem::take(bought);
            if lines > 0 {
                let customer = customer.clone();
                let net = gross + returned;
                slices.push(Slice { customer, first_order, orders, gross, returned, net });
            }
        }
    }

    fn finish(mut self) -> Result<Vec<Vec<Slice>>, CustomersError> {
        self.put_away();
        match self.failed {
            Some(error) => Err(error),
            None => Ok(self.slices),
        }
    }
}

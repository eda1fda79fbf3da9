//! Two windows side by side, cut into parts: one ordered pass over the event log.

use std::collections::BTreeMap;

use events::{Columns, EventRef, Snapshot};
use serde::Serialize;
use vocab::{Amount, EventKind, Scope, ScopeKind, Zone};

use crate::CustomersError;
use crate::local::Days;
use crate::order::{Counted, Passing};
use crate::pass::{Names, in_parallel};
use crate::series::{is_in, part};
use crate::trade::Window;

/// Figures of one part in one window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Named customers with at least one order counted here.
    pub customers: u64,
    /// Orders, anonymous ones included, each counted on the local day of its earliest line in
    /// this part.
    pub orders: u64,
    /// Exact sum of the sales.
    pub gross: Amount,
    /// Exact sum of returns and adjustments; mostly below zero.
    pub returned: Amount,
    /// Exact sum of all lines: `gross + returned`.
    pub net: Amount,
}

impl Totals {
    fn add(&mut self, other: &Self) {
        self.customers += other.customers;
        self.orders += other.orders;
        self.gross += other.gross;
        self.returned += other.returned;
        self.net += other.net;
    }
}

/// The parts of a scope in two windows. Money of the parts adds up to that of the whole to the
/// last digit; what names no part is under the empty name. Orders and customers may count in
/// several parts (an order of three families counts in each of them).
///
/// Only parts with at least one line in one of the windows. Reads the whole log once; call it
/// away from the async threads.
///
/// # Errors
/// When the log cannot be read.
pub fn breakdown(
    snapshot: &Snapshot,
    zone: Zone,
    windows: [Window; 2],
    scope: &Scope,
    by: ScopeKind,
) -> Result<BTreeMap<String, [Totals; 2]>, CustomersError> {
    let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
    let parts = in_parallel(&buckets, |bucket| {
        let mut fold = BreakdownFold::new(zone, windows, scope, by);
        snapshot.scan(bucket, Columns::MONEY, &mut |event| fold.update(event))?;
        Ok(fold)
    })?;
    let mut all: BTreeMap<String, [Totals; 2]> = BTreeMap::new();
    for fold in parts {
        for (number, totals) in (0..).zip(&fold.totals) {
            if !fold.seen[number as usize] {
                continue;
            }
            let name = fold.names.name(number).to_owned();
            let sum = all.entry(name).or_default();
            for (sum, totals) in sum.iter_mut().zip(totals) {
                sum.add(totals);
            }
        }
    }
    Ok(all)
}

struct BreakdownFold<'a> {
    scope: &'a Scope,
    by: ScopeKind,
    windows: [Window; 2],
    days: Days,
    passing: Passing,
    /// Number of the customer passing by.
    customer: u64,
    names: Names,
    totals: Vec<[Totals; 2]>,
    /// Whether a part had a line in a window.
    seen: Vec<bool>,
    /// The last customer counted in each part and window.
    counted_customer: Vec<[u64; 2]>,
    counted: Counted,
}

impl<'a> BreakdownFold<'a> {
    fn new(zone: Zone, windows: [Window; 2], scope: &'a Scope, by: ScopeKind) -> Self {
        Self {
            scope,
            by,
            windows,
            days: Days::new(zone),
            passing: Passing::default(),
            customer: 0,
            names: Names::default(),
            totals: Vec::new(),
            seen: Vec::new(),
            counted_customer: Vec::new(),
            counted: Counted::default(),
        }
    }

    fn update(&mut self, event: &EventRef<'_>) {
        if !event.kind.is_money() {
            return;
        }
        if self.passing.is_next(event) {
            self.customer += 1;
            self.counted.clear();
        }
        if !is_in(event, self.scope) {
            return;
        }
        let number = self.names.number(part(event, self.by));
        let place = number as usize;
        if place == self.totals.len() {
            self.totals.push(Default::default());
            self.seen.push(false);
            self.counted_customer.push([0; 2]);
        }
        let is_sale = event.kind == EventKind::Sale;
        let begins = is_sale && {
            let line = self.passing.line(event);
            self.counted.begins(line, number)
        };
        let day = self.days.of(event.time);
        let amount = event.amount.unwrap_or_default();
        let counted = &mut self.counted_customer[place];
        for ((window, totals), counted) in
            self.windows.iter().zip(&mut self.totals[place]).zip(counted)
        {
            if !window.contains(day) {
                continue;
            }
            self.seen[place] = true;
            totals.net += amount;
            if is_sale {
                totals.gross += amount;
            } else {
                totals.returned += amount;
            }
            if begins {
                totals.orders += 1;
                let named = !event.customer.is_empty();
                totals.customers += u64::from(named && *counted != self.customer);
                *counted = self.customer;
            }
        }
    }
}

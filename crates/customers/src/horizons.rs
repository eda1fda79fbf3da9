//! What came after sales: returns, complaints, cancellations and the next order, after 90, 180
//! and 365 days. Revenue alone says what was sold; what it was worth shows later.
//!
//! A horizon looks only at orders old enough to have been watched that long, so a longer horizon
//! looks at fewer of them. What is counted:
//! - an **order** is what [`crate::purchases`] says, on the local day of its earliest line; only
//!   those of named customers, because nobody knows whether somebody anonymous came again;
//! - a **return** belongs to the order it names, otherwise to the customer's last order before it;
//! - an order is **cancelled** when all its money came back;
//! - a **complaint** belongs to the order its record names, otherwise to the customer's last order
//!   before it, and counts once;
//! - a **repurchase** is another order of the customer on a later local day.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use events::{Columns, EventRef, Snapshot};
use serde::Serialize;
use stats::clustered::Clustered;
use store::Store;
use vocab::{Amount, EventKind, Zone};

use crate::CustomersError;
use crate::complaints::Complaints;
use crate::fold::Fold;
use crate::local::{Days, date};
use crate::pass::in_parallel;
use crate::rows;
use crate::trade::Window;

/// Days after a sale at which one looks.
pub const HORIZONS: [i32; 3] = [90, 180, 365];

/// What came of orders within some days. Counts only orders that were watched that long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Horizon {
    /// How many days; 0 for what came until the data end, however long that is.
    pub days: i32,
    /// Orders watched that long: the sample size of the others.
    pub orders: u64,
    /// What they came to.
    pub gross: Amount,
    /// What of that came back; mostly below zero.
    pub returned: Amount,
    /// Orders of which everything came back.
    pub cancelled: u64,
    /// Complaints about them.
    pub complaints: u64,
    /// Orders after which the customer ordered again.
    pub repurchased: u64,
    /// The same by customer: orders of one are alike.
    #[serde(skip)]
    pub customers: Clustered,
}

impl Horizon {
    /// The share of the money that came back, 0 to 1; `None` without sales.
    #[must_use]
    pub fn returned_share(&self) -> Option<f64> {
        let gross = self.gross.to_f64();
        // A return of any sign that brought money is none.
        (gross > 0.0).then(|| (-self.returned.to_f64() / gross).max(0.0))
    }

    /// Complaints per 100 orders.
    #[must_use]
    pub fn complaints_per_100(&self) -> Option<f64> {
        (self.orders > 0).then(|| 100.0 * self.complaints as f64 / self.orders as f64)
    }

    /// The share of orders after which the customer ordered again, to be shown with its
    /// [`range`](Self::repurchase_range).
    #[must_use]
    pub fn repurchase(&self) -> Option<stats::proportion::Share> {
        stats::proportion::Share::new(self.repurchased, self.orders)
    }

    /// That share with its interval at `level`; `None` without orders.
    #[must_use]
    pub fn repurchase_range(&self, level: f64) -> Option<stats::proportion::Interval> {
        self.customers.interval(level)
    }

    /// The share of orders that were cancelled.
    #[must_use]
    pub fn cancelled_share(&self) -> Option<f64> {
        (self.orders > 0).then(|| self.cancelled as f64 / self.orders as f64)
    }

    fn add(&mut self, other: &Self) {
        self.orders += other.orders;
        self.gross += other.gross;
        self.returned += other.returned;
        self.cancelled += other.cancelled;
        self.complaints += other.complaints;
        self.repurchased += other.repurchased;
        self.customers.merge(&other.customers);
    }

    /// Notes that these are all orders of one customer.
    fn is_one_customer(&mut self) {
        self.customers = Clustered::default();
        self.customers.add(self.repurchased, self.orders);
    }
}

/// A set of sales, and what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct After {
    /// All of them, with what came until the data end.
    pub so_far: Horizon,
    /// What came within each of [`HORIZONS`].
    pub horizons: [Horizon; 3],
}

impl Default for After {
    fn default() -> Self {
        let of = |days| Horizon { days, ..Horizon::default() };
        Self { so_far: of(0), horizons: HORIZONS.map(of) }
    }
}

impl After {
    /// Adds what came of other sales.
    pub fn add(&mut self, other: &Self) {
        self.so_far.add(&other.so_far);
        for (one, other) in self.horizons.iter_mut().zip(&other.horizons) {
            one.add(other);
        }
    }
}

/// What came of the orders of a window, by what `part` says of the customer, who is left out where
/// it says nothing, and, where it is asked for, by owner as the earliest line of each order names
/// them; otherwise, and for nobody, the name is empty. Each customer counts once in the ranges of
/// what is told apart, so owners are better not added up. `orders_of` names the order of each complaint whose record does. `until` is the last day
/// whose events are all known.
///
/// Reads the whole log once; call it away from the async threads.
///
/// # Errors
/// When the log cannot be read.
pub fn horizons(
    snapshot: &Snapshot,
    zone: Zone,
    window: Window,
    until: NaiveDate,
    orders_of: &HashMap<String, String>,
    part: &(dyn Fn(&str) -> Option<u8> + Sync),
    by_owner: bool,
) -> Result<BTreeMap<(u8, String), After>, CustomersError> {
    let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
    let parts = in_parallel(&buckets, |bucket| {
        let mut fold = HorizonsFold::new(zone, window, until, orders_of, part, by_owner);
        snapshot.scan(bucket, Columns::MONEY, &mut |event| fold.update(event))?;
        fold.put_away();
        Ok(fold.found)
    })?;
    let mut all: BTreeMap<(u8, String), After> = BTreeMap::new();
    for (key, after) in parts.into_iter().flatten() {
        all.entry(key).or_default().add(&after);
    }
    Ok(all)
}

/// The order that each complaint's record names, by complaint: what [`horizons`] ties complaints
/// to orders with.
///
/// # Errors
/// When the database fails.
pub async fn orders_of_complaints(
    store: &Store,
) -> Result<HashMap<String, String>, CustomersError> {
    Ok(rows::orders_of_complaints(store.read()).await?.into_iter().collect())
}

/// An order of the customer passing by.
#[derive(Debug, Default)]
struct Sold {
    owner: String,
    day: i32,
    gross: Amount,
    /// What came back, by day.
    returned: Vec<(i32, Amount)>,
    /// Days of complaints.
    complaints: Vec<i32>,
}

struct HorizonsFold<'a> {
    days: Days,
    window: Window,
    until: i32,
    orders_of: &'a HashMap<String, String>,
    part: &'a (dyn Fn(&str) -> Option<u8> + Sync),
    by_owner: bool,
    found: BTreeMap<(u8, String), After>,
    customer: String,
    /// In the order of their earliest lines.
    sold: Vec<Sold>,
    by_reference: HashMap<String, usize>,
    complaints: Complaints,
}

impl<'a> HorizonsFold<'a> {
    fn new(
        zone: Zone,
        window: Window,
        until: NaiveDate,
        orders_of: &'a HashMap<String, String>,
        part: &'a (dyn Fn(&str) -> Option<u8> + Sync),
        by_owner: bool,
    ) -> Self {
        Self {
            days: Days::new(zone),
            window,
            until: until.to_epoch_days(),
            orders_of,
            part,
            by_owner,
            found: BTreeMap::new(),
            customer: String::new(),
            sold: Vec::new(),
            by_reference: HashMap::new(),
            complaints: Complaints::default(),
        }
    }

    fn update(&mut self, event: &EventRef<'_>) {
        if event.customer.is_empty() || vocab::ids::is_visitor(event.customer) {
            return;
        }
        if self.customer != event.customer {
            self.put_away();
            self.customer.push_str(event.customer);
        }
        match event.kind {
            EventKind::Sale => self.sale(event),
            EventKind::Return => {
                let day = self.days.number(event.time);
                let named = self.by_reference.get(event.reference).copied();
                // Orders come in the order of time: the last one known is the last before it.
                let order = named.or(self.sold.len().checked_sub(1));
                if let Some(order) = order.filter(|_| day <= self.until) {
                    self.sold[order].returned.push((day, event.amount.unwrap_or_default()));
                }
            }
            EventKind::ComplaintOpened | EventKind::ComplaintRemoved => {
                self.complaints.update(event);
            }
            _ => {}
        }
    }

    fn sale(&mut self, event: &EventRef<'_>) {
        let day = self.days.number(event.time);
        if day > self.until {
            return;
        }
        let amount = event.amount.unwrap_or_default();
        if let Some(known) = self.by_reference.get(event.reference) {
            self.sold[*known].gross += amount;
            return;
        }
        if !event.reference.is_empty() {
            self.by_reference.insert(event.reference.to_owned(), self.sold.len());
        }
        self.sold.push(Sold {
            owner: event.owner.to_owned(),
            day,
            gross: amount,
            ..Sold::default()
        });
    }

    /// Writes down what came of the orders of the customer that has passed by.
    fn put_away(&mut self) {
        let complaints = std::mem::take(&mut self.complaints);
        if let Some(part) = (self.part)(&self.customer).filter(|_| !self.sold.is_empty()) {
            for complaint in complaints.all() {
                let Some(opened) = complaint.opened() else { continue };
                let day = self.days.number(opened);
                self.complain(&complaint.reference, day);
            }
            let mut theirs: BTreeMap<&str, After> = BTreeMap::new();
            // Orders come in the order of time, so from the last back the next day with an order
            // is known.
            let (mut day, mut next) = (i32::MAX, None);
            for order in self.sold.iter().rev() {
                if order.day < day {
                    next = (day < i32::MAX).then_some(day);
                    day = order.day;
                }
                if self.window.contains(date(order.day)) {
                    let after = after(order, next, self.until);
                    let owner = if self.by_owner { order.owner.as_str() } else { "" };
                    theirs.entry(owner).or_default().add(&after);
                }
            }
            for (owner, mut after) in theirs {
                after.so_far.is_one_customer();
                after.horizons.iter_mut().for_each(Horizon::is_one_customer);
                self.found.entry((part, owner.to_owned())).or_default().add(&after);
            }
        }
        self.customer.clear();
        self.sold.clear();
        self.by_reference.clear();
    }

    /// Ties a complaint to the order its record names, or else to the last one before it.
    fn complain(&mut self, complaint: &str, day: i32) {
        if day > self.until {
            return;
        }
        let named = self.orders_of.get(complaint);
        let named = named.and_then(|order| self.by_reference.get(order)).copied();
        let before = || self.sold.partition_point(|order| order.day <= day).checked_sub(1);
        let order = named.or_else(before);
        if let Some(order) = order {
            self.sold[order].complaints.push(day);
        }
    }
}

/// What came of one order, the next of which was on day `next`.
fn after(order: &Sold, next: Option<i32>, until: i32) -> After {
    let within = |days: i32, last: i32| {
        let returned: Amount =
            order.returned.iter().filter(|(day, _)| *day <= last).map(|(_, amount)| *amount).sum();
        let complaints = order.complaints.iter().filter(|day| **day <= last).count();
        Horizon {
            days,
            orders: 1,
            gross: order.gross,
            returned,
            cancelled: u64::from(order.gross > Amount::ZERO && returned <= -order.gross),
            complaints: complaints as u64,
            repurchased: u64::from(next.is_some_and(|day| day <= last)),
            customers: Clustered::default(),
        }
    };
    let mut found = After { so_far: within(0, until), ..After::default() };
    for horizon in &mut found.horizons {
        let last = order.day.saturating_add(horizon.days);
        if last <= until {
            *horizon = within(horizon.days, last);
        }
    }
    found
}

#[cfg(test)]
mod tests;

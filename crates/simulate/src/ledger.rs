//! Net bookings by month: what targets are made of and what the cause cost.

use crate::calendar::Calendar;
use crate::families;
use crate::places;
use crate::trade::{Books, Order};

/// Net bookings of one month in cents: sales less returns, each in the month it is booked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Month {
    /// Everything.
    pub company: i64,
    /// By sales region.
    pub region: [i64; places::COUNT],
    /// By product family.
    pub family: [i64; families::COUNT],
    /// Orders placed.
    pub orders: u64,
    /// First orders of new customers among them.
    pub first_orders: u64,
}

/// The months of the simulation, counted from the first simulated one.
pub(crate) struct Ledger(Vec<Month>);

impl Ledger {
    /// Adds up the orders that `counts` holds of, as far as booked on the day `until` or
    /// before.
    pub(crate) fn of(
        books: &Books,
        calendar: &Calendar,
        until: usize,
        counts: &dyn Fn(&Order) -> bool,
    ) -> Self {
        let mut months = vec![Month::default(); calendar.day(calendar.len() - 1).month + 1];
        for order in books.orders.iter().filter(|order| order.at.day() <= until && counts(order)) {
            let placed = calendar.day(order.at.day()).month;
            months[placed].orders += 1;
            months[placed].first_orders += u64::from(order.first);
            for line in books.lines(order) {
                months[placed].book(order.region, line.family, line.value());
                if let Some((back, count)) = line.back
                    && back.day() <= until
                {
                    let month = calendar.day(back.day()).month;
                    months[month].book(order.region, line.family, -count * line.price);
                }
            }
        }
        Self(months)
    }

    /// One month by its number; nothing where there is none.
    pub(crate) fn month(&self, number: usize) -> Month {
        self.0.get(number).cloned().unwrap_or_default()
    }
}

impl Month {
    fn book(&mut self, region: usize, family: usize, cents: i64) {
        self.company += cents;
        self.region[region] += cents;
        self.family[family] += cents;
    }
}

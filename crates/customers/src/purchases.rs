//! What a customer bought, sent back, and in which product families: the money part of the
//! state.
//!
//! An **order** is a distinct `reference` among the customer's [`Sale`](EventKind::Sale)
//! events; its time is that of its earliest line. A sale without a reference is an order of its
//! own. Returns and adjustments never make an order. (For Online Retail II the import sets the
//! kind, so that this is "a distinct invoice that starts with neither C nor A".)

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::{Amount, EventKind};

use crate::fold::{Fold, number};
use crate::index::Index;

/// One order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The order's number; empty where the sale named none.
    pub reference: Box<str>,
    /// When its earliest line was booked, microseconds since 1970.
    pub time: i64,
    /// Sum of its lines of sales.
    pub gross: Amount,
}

/// What was bought of one product family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// Its name.
    pub name: Box<str>,
    /// Lines of sales.
    pub lines: u32,
    /// Lines of returns.
    pub return_lines: u32,
    /// Sales, returns and adjustments of the family added up.
    pub net: Amount,
    /// The orders with at least one line of it: positions in [`Purchases::orders`], ascending.
    pub orders: Vec<u32>,
}

/// All money events of one customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchases {
    orders: Vec<Order>,
    /// Finds an order by its reference.
    by_reference: Index,
    /// Sorted by name.
    families: Vec<Family>,
    /// Lines of sales.
    pub order_lines: u64,
    /// Lines of returns.
    pub return_lines: u64,
    /// Lines of adjustments.
    pub adjustment_lines: u64,
    /// Sum of the sales.
    pub gross: Amount,
    /// Sum of the returns; below zero, except where an import's map lets returns have any sign
    /// (`returns_of_any_sign`) and they brought more than they took.
    pub returned: Amount,
    /// Sum of the adjustments.
    pub adjusted: Amount,
}

impl Purchases {
    /// The orders in the order of their time.
    #[must_use]
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// The product families, sorted by name.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// One product family.
    #[must_use]
    pub fn family(&self, name: &str) -> Option<&Family> {
        let at = self.families.binary_search_by(|family| (*family.name).cmp(name)).ok()?;
        self.families.get(at)
    }

    /// Sales, returns and adjustments added up.
    #[must_use]
    pub fn net(&self) -> Amount {
        self.gross + self.returned + self.adjusted
    }

    /// Whether an order of this number is known.
    pub(crate) fn knows(&mut self, reference: &str) -> bool {
        self.by_reference.find(&self.orders, reference, |order| &order.reference).is_some()
    }

    /// The position of an order, new or known, which this much belongs to.
    fn order_of(&mut self, reference: &str, time: i64, gross: Amount) -> u32 {
        let position = self.position_of(reference, time);
        if let Some(order) = self.orders.get_mut(position as usize) {
            order.gross += gross;
        }
        position
    }

    fn position_of(&mut self, reference: &str, time: i64) -> u32 {
        let next = number(self.orders.len());
        let open = |orders: &mut Vec<Order>| {
            orders.push(Order { reference: reference.into(), time, gross: Amount::ZERO });
        };
        if reference.is_empty() {
            open(&mut self.orders);
            return next;
        }
        if self.orders.last().is_some_and(|last| *last.reference == *reference) {
            return next - 1;
        }
        match self.by_reference.find(&self.orders, reference, |order| &order.reference) {
            Some(known) => number(known),
            None => {
                open(&mut self.orders);
                next
            }
        }
    }

    /// Lets go what only speeds up taking in more.
    pub(crate) fn rest(&mut self) {
        self.by_reference.rest();
    }

    fn family_mut(&mut self, name: &str) -> &mut Family {
        let at = match self.families.binary_search_by(|family| (*family.name).cmp(name)) {
            Ok(at) => at,
            Err(at) => {
                let family = Family {
                    name: name.into(),
                    lines: 0,
                    return_lines: 0,
                    net: Amount::ZERO,
                    orders: Vec::new(),
                };
                self.families.insert(at, family);
                at
            }
        };
        &mut self.families[at]
    }
}

impl Family {
    fn bought_in(&mut self, order: u32) {
        match self.orders.last() {
            Some(last) if *last == order => {}
            Some(last) if *last > order => {
                if let Err(place) = self.orders.binary_search(&order) {
                    self.orders.insert(place, order);
                }
            }
            _ => self.orders.push(order),
        }
    }
}

impl Fold for Purchases {
    fn update(&mut self, event: &EventRef<'_>) {
        // Money without an amount cannot come through an import; it would count as a line of 0.
        let amount = event.amount.unwrap_or_default();
        let order = match event.kind {
            EventKind::Sale => {
                self.order_lines += 1;
                self.gross += amount;
                Some(self.order_of(event.reference, event.time, amount))
            }
            EventKind::Return => {
                self.return_lines += 1;
                self.returned += amount;
                None
            }
            EventKind::Adjustment => {
                self.adjustment_lines += 1;
                self.adjusted += amount;
                None
            }
            _ => return,
        };
        if event.family.is_empty() {
            return;
        }
        let kind = event.kind;
        let family = self.family_mut(event.family);
        family.net += amount;
        if kind == EventKind::Return {
            family.return_lines += 1;
        }
        if let Some(order) = order {
            family.lines += 1;
            family.bought_in(order);
        }
    }

    fn merge(mut self, later: Self) -> Self {
        let positions: Vec<u32> = later
            .orders
            .iter()
            .map(|order| self.order_of(&order.reference, order.time, order.gross))
            .collect();
        for theirs in later.families {
            let ours = self.family_mut(&theirs.name);
            ours.lines += theirs.lines;
            ours.return_lines += theirs.return_lines;
            ours.net += theirs.net;
            for order in theirs.orders {
                ours.bought_in(positions.get(order as usize).copied().unwrap_or(order));
            }
        }
        self.order_lines += later.order_lines;
        self.return_lines += later.return_lines;
        self.adjustment_lines += later.adjustment_lines;
        self.gross += later.gross;
        self.returned += later.returned;
        self.adjusted += later.adjusted;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::blank;

    #[test]
    fn many_orders_in_any_order_of_their_numbers() {
        let count = 3_000_i64;
        // Each order twice, its second line much later; numbers fall, rise and jump.
        let references: Vec<String> =
            (0..count).map(|at| (at * 7919 % count).to_string()).collect();
        let lines = || {
            let twice = references.iter().chain(&references);
            (0..).zip(twice).map(|(time, reference)| line(time, reference, "Kitchen", 1))
        };
        let mut all = Purchases::default();
        lines().for_each(|event| all.update(&event));
        assert_eq!(all.orders().len(), references.len());
        assert!(
            all.orders().iter().zip(&references).all(|(order, name)| *order.reference == **name)
        );

        let mut one = Purchases::default();
        lines().take(2_000).for_each(|event| one.update(&event));
        one.rest();
        lines().skip(2_000).take(500).for_each(|event| one.update(&event));
        let mut two = Purchases::default();
        lines().skip(2_500).for_each(|event| two.update(&event));
        let written = postcard::to_stdvec(&one).unwrap();
        let one: Purchases = postcard::from_bytes(&written).unwrap();
        assert_eq!(one.merge(two), all);
    }

    fn line<'a>(time: i64, reference: &'a str, family: &'a str, cents: i128) -> EventRef<'a> {
        EventRef {
            reference,
            family,
            amount: Some(Amount::from_cents(cents)),
            ..blank(time, EventKind::Sale)
        }
    }

    #[test]
    fn an_order_is_a_distinct_reference_and_returns_make_none() {
        let mut purchases = Purchases::default();
        // Two orders of the same minute: their lines come mixed.
        for event in [
            line(5, "B", "Kitchen", 100),
            line(5, "A", "Kitchen", 250),
            line(5, "B", "Garden", 50),
            line(5, "A", "Garden", 0),
            line(9, "", "Garden", 1),
            line(9, "", "", 1),
            EventRef { kind: EventKind::Return, ..line(10, "C1", "Garden", -40) },
            EventRef { kind: EventKind::Adjustment, ..line(11, "X", "Kitchen", -1) },
        ] {
            purchases.update(&event);
        }
        let orders: Vec<_> =
            purchases.orders().iter().map(|order| (&*order.reference, order.time)).collect();
        assert_eq!(orders, [("B", 5), ("A", 5), ("", 9), ("", 9)]);
        let gross: Vec<_> = purchases.orders().iter().map(|order| order.gross.to_cents()).collect();
        assert_eq!(gross, [150, 250, 1, 1]);
        assert_eq!(purchases.gross, Amount::from_cents(402));
        assert_eq!(purchases.net(), Amount::from_cents(361));
        assert_eq!((purchases.order_lines, purchases.return_lines), (6, 1));
        let garden = purchases.family("Garden").unwrap();
        assert_eq!((garden.lines, garden.return_lines), (3, 1));
        assert_eq!(garden.orders, [0, 1, 2]);
        assert_eq!(garden.net, Amount::from_cents(11));
        assert_eq!(purchases.family("Kitchen").unwrap().orders, [0, 1]);
        assert!(purchases.family("Toys").is_none());
    }
}

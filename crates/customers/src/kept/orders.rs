//! The orders of all customers of a file, by time: whoever asks for the last months reads the
//! end of them. Three columns: when, whose (their number among the names), how much.

use serde::{Deserialize, Serialize};

use super::Section;
use crate::fold::number;
use crate::state::PictureState;

/// Orders that lie together.
const TOGETHER: usize = 8192;

/// Orders that follow each other.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Part {
    /// The time of the last one.
    pub(super) until: i64,
    pub(super) orders: u32,
    /// Whether the money takes 16 bytes an order. Eight do for everything but play money.
    pub(super) wide: bool,
    pub(super) section: Section,
}

/// All orders in parts, without the places of those.
pub(super) fn parts(states: &[PictureState]) -> Vec<(Part, Vec<u8>)> {
    let mut orders: Vec<(i64, u32, i128)> = Vec::new();
    for (place, state) in states.iter().enumerate() {
        let customer = number(place);
        let theirs = state.purchases.orders().iter();
        orders.extend(theirs.map(|order| (order.time, customer, order.gross.micros())));
    }
    // Orders of one customer and moment stay in their order.
    orders.sort_by_key(|(time, customer, _)| (*time, *customer));
    orders.chunks(TOGETHER).map(part).collect()
}

fn part(orders: &[(i64, u32, i128)]) -> (Part, Vec<u8>) {
    let wide = orders.iter().any(|(_, _, gross)| i64::try_from(*gross).is_err());
    let mut bytes = Vec::with_capacity(orders.len() * if wide { 28 } else { 20 });
    orders.iter().for_each(|(time, ..)| bytes.extend_from_slice(&time.to_le_bytes()));
    orders.iter().for_each(|(_, customer, _)| bytes.extend_from_slice(&customer.to_le_bytes()));
    for (_, _, gross) in orders {
        match i64::try_from(*gross) {
            Ok(gross) if !wide => bytes.extend_from_slice(&gross.to_le_bytes()),
            _ => bytes.extend_from_slice(&gross.to_le_bytes()),
        }
    }
    let until = orders.last().map_or(i64::MIN, |(time, ..)| *time);
    let orders = number(orders.len());
    (Part { until, orders, wide, section: Section::default() }, bytes)
}

/// Calls `visit` for each order that is not before a time; `None` when the bytes are not such
/// a part.
pub(super) fn visit(
    part: &Part,
    bytes: &[u8],
    since: i64,
    visit: &mut impl FnMut(i64, u32, i128),
) -> Option<()> {
    let count = part.orders as usize;
    let (times, rest) = bytes.split_at_checked(count * 8)?;
    let (customers, money) = rest.split_at_checked(count * 4)?;
    let (times, _) = times.as_chunks::<8>();
    let from = times.partition_point(|time| i64::from_le_bytes(*time) < since);
    let (customers, _) = customers.as_chunks::<4>();
    let both = times.iter().zip(customers).skip(from);
    let both = both.map(|(time, who)| (i64::from_le_bytes(*time), u32::from_le_bytes(*who)));
    if part.wide {
        let (money, _) = money.as_chunks::<16>();
        let gross = money.get(..count)?.iter().skip(from).map(|gross| i128::from_le_bytes(*gross));
        both.zip(gross).for_each(|((time, who), gross)| visit(time, who, gross));
    } else {
        let (money, _) = money.as_chunks::<8>();
        let gross = money.get(..count)?.iter().skip(from).map(|gross| i64::from_le_bytes(*gross));
        both.zip(gross).for_each(|((time, who), gross)| visit(time, who, i128::from(gross)));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_of_any_size_comes_back() {
        for largest in [7, i128::from(i64::MAX) + 1] {
            let orders = [(1, 0, -5), (2, 1, largest), (2, 0, 3)];
            let (part, bytes) = part(&orders);
            let mut found = Vec::new();
            visit(&part, &bytes, 2, &mut |time, who, gross| found.push((time, who, gross)))
                .unwrap();
            assert_eq!(found, orders[1..]);
            assert!(visit(&part, &bytes[1..], 2, &mut |_, _, _| ()).is_none());
        }
    }
}

//! Recency, frequency and money: when customers last ordered in a time, how often, and for how
//! much. Answered from the kept orders alone; no picture is read.
//!
//! An order belongs to the time in which its earliest line was booked, and brings what its lines
//! of sales add up to. Returns are not taken off: they belong to no order.

use std::path::Path;

use serde::Serialize;
use store::Store;
use vocab::{Amount, Instant};

use crate::kept::{Files, read::Names};
use crate::local::instant;
use crate::pictures::reading;
use crate::rows::PictureFile;
use crate::{CustomersError, pass};

/// What one customer ordered in the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Where the name ends in the table.
    end: u32,
    /// When the last order was, microseconds since 1970.
    last: i64,
    /// How many orders.
    pub orders: u32,
    /// What they brought.
    pub money: Amount,
}

impl Row {
    /// When the last order was.
    #[must_use]
    pub fn last(&self) -> Instant {
        instant(self.last)
    }
}

/// The customers of one bucket.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    names: String,
    rows: Vec<Row>,
}

/// The customers who ordered in a time, in no particular order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rfm {
    tables: Vec<Table>,
}

/// Where a customer stands among the others, from 1 to 5 in each: 5 for the fifth that ordered
/// last, most often, for most money. Equal customers have equal scores, so a fifth may be larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Scores {
    /// By the last order.
    pub recency: u8,
    /// By the number of orders.
    pub frequency: u8,
    /// By the money.
    pub money: u8,
}

impl Rfm {
    /// The customers with what they ordered.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &Row)> {
        self.tables.iter().flat_map(|table| {
            let mut from = 0;
            table.rows.iter().map(move |row| {
                let end = row.end as usize;
                let name = &table.names[from..end];
                from = end;
                (name, row)
            })
        })
    }

    /// How many customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }

    /// Whether nobody ordered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where each customer stands, in the order of [`rows`](Self::rows).
    #[must_use]
    pub fn scores(&self) -> Vec<Scores> {
        let rows = || self.tables.iter().flat_map(|table| &table.rows);
        let last = Fifths::of(rows().map(|row| i128::from(row.last)).collect());
        let orders = Fifths::of(rows().map(|row| i128::from(row.orders)).collect());
        let money = Fifths::of(rows().map(|row| row.money.micros()).collect());
        let scores = |row: &Row| Scores {
            recency: last.score(i128::from(row.last)),
            frequency: orders.score(i128::from(row.orders)),
            money: money.score(row.money.micros()),
        };
        rows().map(scores).collect()
    }
}

/// The largest values of the four lower fifths.
struct Fifths([i128; 4]);

impl Fifths {
    fn of(mut values: Vec<i128>) -> Self {
        let count = values.len();
        Self([1, 2, 3, 4].map(|fifth| {
            let place = (count * fifth).div_ceil(5).saturating_sub(1);
            if place < count { *values.select_nth_unstable(place).1 } else { 0 }
        }))
    }

    fn score(&self, value: i128) -> u8 {
        self.0.iter().fold(1, |score, top| score + u8::from(value > *top))
    }
}

/// What was ordered from one moment until before another.
///
/// # Errors
/// When a file is missing, damaged or of another version of Sog, or the database fails.
pub async fn rfm(
    store: &Store,
    folder: &Path,
    from: Instant,
    until: Instant,
) -> Result<Rfm, CustomersError> {
    let times = (from.timestamp_micros(), until.timestamp_micros());
    reading(store, folder, move |folder, files| {
        let places: Vec<u16> =
            (0..files.len()).filter_map(|place| u16::try_from(place).ok()).collect();
        let read = |place| of_bucket(folder, &files[usize::from(place)], times);
        Ok(Rfm { tables: pass::in_parallel(&places, read)? })
    })
    .await
}

fn of_bucket(
    folder: &Path,
    row: &PictureFile,
    (from, until): (i64, i64),
) -> Result<Table, CustomersError> {
    let files = Files::open(folder, row)?;
    let mut whole = Sums::new(files.whole.names()?);
    files.whole.orders_since(from, &mut |time, who, gross| whole.add(until, time, who, gross))?;
    let mut table = Table::default();
    if let Some(changes) = &files.changes {
        let mut newer = Sums::new(changes.names()?);
        changes.orders_since(from, &mut |time, who, gross| newer.add(until, time, who, gross))?;
        // Whoever has a newer picture has all orders there.
        for place in 0..newer.names.len() {
            if let Some(place) = whole.names.find(newer.names.get(place)) {
                whole.sums[place] = Sum::default();
            }
        }
        newer.tell(&mut table);
    }
    whole.tell(&mut table);
    Ok(table)
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    last: i64,
    orders: u32,
    micros: i128,
}

/// What each customer of a file ordered.
struct Sums {
    names: Names,
    sums: Vec<Sum>,
}

impl Sums {
    fn new(names: Names) -> Self {
        Self { sums: vec![Sum::default(); names.len()], names }
    }

    /// Orders come in the order of their times.
    fn add(&mut self, until: i64, time: i64, who: u32, micros: i128) {
        if let Some(sum) = self.sums.get_mut(who as usize).filter(|_| time < until) {
            sum.last = time;
            sum.orders += 1;
            sum.micros += micros;
        }
    }

    fn tell(&self, table: &mut Table) {
        for (place, sum) in self.sums.iter().enumerate().filter(|(_, sum)| sum.orders > 0) {
            table.names.push_str(self.names.get(place));
            table.rows.push(Row {
                end: crate::fold::number(table.names.len()),
                last: sum.last,
                orders: sum.orders,
                money: Amount::from_micros(sum.micros),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifths_are_fifths_and_equals_are_equal() {
        let scores = |values: &[i128]| {
            let fifths = Fifths::of(values.to_vec());
            values.iter().map(|value| fifths.score(*value)).collect::<Vec<_>>()
        };
        assert_eq!(scores(&[30, 10, 50, 20, 40]), [3, 1, 5, 2, 4]);
        assert_eq!(scores(&[7, 7, 7]), [1, 1, 1]);
        assert_eq!(scores(&[1, 1, 1, 1, 1, 1, 2, 3, 4, 9]), [1, 1, 1, 1, 1, 1, 4, 4, 5, 5]);
        assert_eq!(scores(&[1, 2]), [1, 3]);
        assert!(scores(&[]).is_empty());
    }
}

//! `orders.csv`.

use vocab::Currency;

use crate::calendar::Moment;
use crate::error::SimulateError;
use crate::families::FAMILIES;
use crate::places::REGIONS;
use crate::truth::Records;

use super::{Files, euros};

impl Files<'_> {
    /// `orders.csv`: sales and returns in order of time.
    pub(crate) fn orders(&self, records: &mut Records) -> Result<(), SimulateError> {
        let company = self.company;
        let books = &company.books;
        let calendar = &company.calendar;
        // Each row as (time, order, line, whether it is the return).
        let mut rows: Vec<(Moment, usize, usize, bool)> = Vec::with_capacity(books.lines.len());
        for (place, order) in books.orders.iter().enumerate().filter(|(_, order)| !order.removed) {
            for line in order.lines.clone() {
                if self.numbers[place] != 0 {
                    rows.push((order.at, place, line, false));
                }
                if let Some((back, _)) = books.lines[line].back
                    && calendar.written(back)
                {
                    rows.push((back, place, line, true));
                }
            }
        }
        rows.sort_unstable();
        let mut table = self.table(
            "orders.csv",
            &[
                "order_id",
                "line",
                "customer_id",
                "time",
                "kind",
                "item",
                "description",
                "family",
                "quantity",
                "unit_price",
                "currency",
                "region",
                "owner",
                "channel",
            ],
        )?;
        let mut returns = 500_000;
        for (at, place, number, is_return) in rows {
            let order = &books.orders[place];
            let line = &books.lines[number];
            let item = company.catalogue.item(line.family, line.item);
            let (id, position, quantity) = if is_return {
                returns += 1;
                (format!("RT-{returns}"), 1, -line.back.map_or(0, |(_, count)| count))
            } else {
                (self.order(place), number - order.lines.start + 1, line.quantity)
            };
            table.row(&[
                &id,
                &position.to_string(),
                order.customer.map_or("", |customer| self.customer(customer)),
                &self.time(at),
                if is_return { "return" } else { "sale" },
                &item.code,
                &item.description,
                FAMILIES[line.family].name,
                &quantity.to_string(),
                &euros(line.price),
                Currency::EUR.code(),
                REGIONS[order.region].name,
                order.customer.map_or("", |customer| self.owner(customer)),
                order.channel.code(),
            ])?;
        }
        records.orders = table.finish()?;
        Ok(())
    }
}

//! `orders`: lines of orders, returns and corrections.

use chrono::TimeDelta;
use vocab::{Amount, Channel, Currency, CustomerId, Event, EventKind};

use super::{Name, fields};
use crate::map::row::{Reject, Row};

fields! {
    ORDER_ID = "order_id" Always Text,
    LINE = "line" ForKey Text,
    CUSTOMER_ID = "customer_id" Never Text,
    TIME = "time" Always Time,
    KIND = "kind" Never Text,
    ITEM = "item" Always Text,
    DESCRIPTION = "description" Never Text,
    FAMILY = "family" Never Text,
    QUANTITY = "quantity" Always Number,
    UNIT_PRICE = "unit_price" Always Number,
    CURRENCY = "currency" Never Text,
    REGION = "region" Never Text,
    OWNER = "owner" Never Text,
    CHANNEL = "channel" Never Text,
}

/// How far ahead of the import money may be booked: a clock that is fast, a zone, an order of
/// today that was dated to the end of the day. What lies further ahead is a mistyped date, and
/// one of those would move the end of all data (and with it every forecast) to its year.
const AHEAD: TimeDelta = TimeDelta::days(1);

const SALE: &str = "sale";
const RETURN: &str = "return";
const ADJUSTMENT: &str = "adjustment";

pub(super) fn take(row: &Row<'_>, name: Name<'_>) -> Result<Event, Reject> {
    let order = row.needed_label(ORDER_ID)?;
    let customer = row.parsed::<CustomerId>(CUSTOMER_ID)?;
    let time = row.needed_time(TIME)?;
    if time > row.world.now + AHEAD {
        let reason = format!(
            "`{}` lies in the future: money is booked up to one day ahead at most",
            row.text(TIME)
        );
        return Err(row.reject(TIME, reason));
    }
    let quantity = row.amount(QUANTITY)?;
    let price = row.amount(UNIT_PRICE)?;
    let kind = if row.text(KIND).is_empty() {
        EventKind::Sale
    } else {
        match row.one_of(KIND, &[SALE, RETURN, ADJUSTMENT])? {
            RETURN => EventKind::Return,
            ADJUSTMENT => EventKind::Adjustment,
            _ => EventKind::Sale,
        }
    };
    let amount =
        quantity.times(price).map_err(|error| row.reject(UNIT_PRICE, error.to_string()))?;
    signs_fit(row, kind, quantity, amount)?;
    let currency = currency(row)?;
    let item = row.needed_label(ITEM)?;
    let description = row.words(DESCRIPTION);
    let family = match row.label(FAMILY)? {
        Some(stated) => Some(stated),
        None => row.map.families.as_ref().map(|families| {
            let mut memo = row.world.memo.borrow_mut();
            families.of(&mut memo, &item, description.as_deref().unwrap_or_default()).to_owned()
        }),
    };
    let (region, owner) = (row.label(REGION)?, row.label(OWNER)?);
    let channel = row.parsed::<Channel>(CHANNEL)?;
    // Last, so that a row that is not taken does not count as a repeat.
    let mut event = Event::new(name(row)?, customer, time, kind);
    event.reference = Some(order);
    event.item = Some(item);
    event.family = family;
    event.text = description;
    event.quantity = Some(quantity);
    event.amount = Some(amount);
    event.currency = Some(currency);
    event.region = region;
    event.owner = owner;
    event.channel = channel;
    Ok(event)
}

/// Whether the signs of a line are those of its kind.
fn signs_fit(
    row: &Row<'_>,
    kind: EventKind,
    quantity: Amount,
    amount: Amount,
) -> Result<(), Reject> {
    let positive = |amount: Amount| !amount.is_negative() && !amount.is_zero();
    match kind {
        // A return that adds to revenue is nearly always a lost minus sign.
        EventKind::Return if positive(amount) && !row.map.returns_of_any_sign => {
            Err(if positive(quantity) {
                let reason =
                    format!("is {quantity}, but the line is a return: say how many with a minus");
                row.reject(QUANTITY, reason)
            } else {
                let reason = format!(
                    "is negative like the quantity, so the line comes to {amount}, but it is a \
                     return: its amount must not be above zero"
                );
                row.reject(UNIT_PRICE, reason)
            })
        }
        // A sale that lowers revenue would count as an order and hide a return.
        EventKind::Sale if amount.is_negative() || quantity.is_negative() => {
            let (field, what) = if quantity.is_negative() {
                (QUANTITY, format!("is {quantity}"))
            } else {
                (UNIT_PRICE, format!("makes the amount {amount}"))
            };
            let reason =
                format!("{what}, but the line is a sale: say `return` or `adjustment` as its kind");
            Err(row.reject(field, reason))
        }
        _ => Ok(()),
    }
}

/// The currency of a line: its own, or the stated one; and the one of the books.
fn currency(row: &Row<'_>) -> Result<Currency, Reject> {
    let currency = match row.parsed::<Currency>(CURRENCY)? {
        Some(stated) => stated,
        None => row.world.currency.ok_or_else(|| {
            let reason = "no currency is known: add this column, say --currency, or set the \
                          company's currency";
            row.reject(CURRENCY, reason)
        })?,
    };
    match row.world.books {
        Some(books) if books != currency => {
            let reason = format!(
                "the amount is in {currency}, but the company's books are kept in {books}: convert \
                 it before the import"
            );
            Err(row.reject(CURRENCY, reason))
        }
        _ => Ok(currency),
    }
}

//! `orders`: lines of orders, returns and corrections.

use vocab::{Channel, Currency, CustomerId, Event, EventKind};

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

const SALE: &str = "sale";
const RETURN: &str = "return";
const ADJUSTMENT: &str = "adjustment";

pub(super) fn take(row: &Row<'_>, name: Name<'_>) -> Result<Event, Reject> {
    let order = row.needed_label(ORDER_ID)?;
    let customer = row.parsed::<CustomerId>(CUSTOMER_ID)?;
    let time = row.needed_time(TIME)?;
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
    // A return that adds to revenue is nearly always a lost minus sign.
    let positive = !quantity.is_negative() && !quantity.is_zero();
    if kind == EventKind::Return && positive && !row.map.returns_of_any_sign {
        let reason = format!("is {quantity}, but the line is a return: say how many with a minus");
        return Err(row.reject(QUANTITY, reason));
    }
    let amount =
        quantity.times(price).map_err(|error| row.reject(UNIT_PRICE, error.to_string()))?;
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

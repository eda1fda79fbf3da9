//! `customers`: who buys.

use store::records::customer;
use vocab::{CustomerId, CustomerKind};

use super::fields;
use crate::map::row::{Reject, Row};

fields! {
    CUSTOMER_ID = "customer_id" Always Text,
    NAME = "name" Always Text,
    KIND = "kind" Always Text,
    COUNTRY = "country" Always Text,
    REGION = "region" Never Text,
    OWNER = "owner" Never Text,
    SINCE = "since" Never Time,
}

pub(super) fn take(row: &Row<'_>) -> Result<customer::Model, Reject> {
    let country = row.needed(COUNTRY)?;
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let reason = format!("`{country}` is not a country (expected two letters, such as DE)");
        return Err(row.reject(COUNTRY, reason));
    }
    Ok(customer::Model {
        id: row.needed_parsed::<CustomerId>(CUSTOMER_ID)?.into(),
        name: row.needed_label(NAME)?,
        kind: row.needed_parsed::<CustomerKind>(KIND)?.code().to_owned(),
        country: country.to_ascii_uppercase(),
        region: row.label(REGION)?,
        owner: row.label(OWNER)?,
        since: row.time(SINCE)?,
    })
}

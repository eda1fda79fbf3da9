//! `contacts`: natural persons and company addresses we can reach.

use store::records::contact;
use vocab::{ContactId, ContactRole, CustomerId, Lang};

use super::fields;
use crate::map::row::{Reject, Row};

fields! {
    CONTACT_ID = "contact_id" Always Text,
    CUSTOMER_ID = "customer_id" Always Text,
    FIRST_NAME = "first_name" Never Text,
    LAST_NAME = "last_name" Always Text,
    EMAIL = "email" Never Text,
    PHONE = "phone" Never Text,
    LANGUAGE = "language" Always Text,
    ROLE = "role" Always Text,
    IMPERSONAL = "impersonal" Never Text,
}

pub(super) fn take(row: &Row<'_>) -> Result<contact::Model, Reject> {
    let email = row.label(EMAIL)?;
    if let Some(email) = &email
        && !looks_like_an_address(email)
    {
        let reason = format!("`{email}` is not a mail address (expected name@example.org)");
        return Err(row.reject(EMAIL, reason));
    }
    Ok(contact::Model {
        id: row.needed_parsed::<ContactId>(CONTACT_ID)?.into(),
        customer_id: row.needed_parsed::<CustomerId>(CUSTOMER_ID)?.into(),
        first_name: row.label(FIRST_NAME)?.unwrap_or_default(),
        last_name: row.needed_label(LAST_NAME)?,
        email,
        phone: row.label(PHONE)?,
        language: row.needed_parsed::<Lang>(LANGUAGE)?.code().to_owned(),
        role: row.needed_parsed::<ContactRole>(ROLE)?.code().to_owned(),
        impersonal: row.flag(IMPERSONAL)?,
    })
}

/// Sorts out what is no address at all. Whether it exists only a delivery can tell.
fn looks_like_an_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    !name.is_empty()
        && !host.is_empty()
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>'))
}

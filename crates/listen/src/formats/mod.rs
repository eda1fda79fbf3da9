//! Sog's own formats: which fields they have, and what one row becomes.
//!
//! One file a format: its fields in order, its natural key, and `take`, which makes a row into
//! an event or a record, or says why not. Nothing here touches a file or a database.

mod complaints;
mod consents;
mod contacts;
mod customers;
mod deals;
mod events;
mod history;
mod notes;
mod orders;
mod promises;
mod surveys;
mod targets;
mod touches;

pub(crate) use consents::event as consent_event;
pub(crate) use history::{History, between, correction};

use store::records::{complaint, consent, contact, customer, deal, promise, survey, target};
use vocab::{Event, EventId};

use crate::map::row::{Reject, Row};

/// One column of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name, as the header spells it.
    pub(crate) name: &'static str,
    /// Whether it must be filled.
    pub(crate) need: Need,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// Whether a field must have a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// In every map.
    Always,
    /// Only as part of the key.
    ForKey,
    /// Never.
    Never,
}

/// What a field holds, as far as maps treat it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words, ids, codes, months.
    Text,
    /// An exact decimal.
    Number,
    /// A time.
    Time,
}

/// The fields of a format, and a constant with the position of each.
macro_rules! fields {
    ($($position:ident = $name:literal $need:ident $kind:ident),+ $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "names of constants")]
        #[allow(dead_code, reason = "a field that is only part of the key has no other use")]
        enum Position { $($position),+ }
        $(
            #[allow(dead_code, reason = "a field that is only part of the key has no other use")]
            const $position: usize = Position::$position as usize;
        )+
        /// The fields of this format in order.
        pub(super) const FIELDS: &[$crate::formats::Field] = &[$($crate::formats::Field {
            name: $name,
            need: $crate::formats::Need::$need,
            kind: $crate::formats::Kind::$kind,
        }),+];
    };
}
use fields;

/// One of Sog's own formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Format {
    Customers,
    Contacts,
    Consents,
    Orders,
    Touches,
    Events,
    Deals,
    Notes,
    Targets,
    Complaints,
    Promises,
    Surveys,
}

/// What a row becomes.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "one at a time, and nearly always an event")]
pub(crate) enum Taken {
    Event(Event),
    Customer(customer::Model),
    Contact(contact::Model),
    Consent(consent::Model),
    Deal(deal::Model),
    Complaint(complaint::Model),
    Promise(promise::Model),
    Survey(survey::Model),
    Target(target::Model),
}

impl Format {
    pub(crate) const ALL: &'static [Self] = &[
        Self::Customers,
        Self::Contacts,
        Self::Consents,
        Self::Orders,
        Self::Touches,
        Self::Events,
        Self::Deals,
        Self::Notes,
        Self::Targets,
        Self::Complaints,
        Self::Promises,
        Self::Surveys,
    ];

    /// What files and maps call it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Contacts => "contacts",
            Self::Consents => "consents",
            Self::Orders => "orders",
            Self::Touches => "touches",
            Self::Events => "events",
            Self::Deals => "deals",
            Self::Notes => "notes",
            Self::Targets => "targets",
            Self::Complaints => "complaints",
            Self::Promises => "promises",
            Self::Surveys => "surveys",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|format| format.code() == code.trim()).copied()
    }

    /// All codes, for messages.
    pub(crate) fn codes() -> String {
        Self::ALL.iter().map(|format| format.code()).collect::<Vec<_>>().join(", ")
    }

    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::Customers => customers::FIELDS,
            Self::Contacts => contacts::FIELDS,
            Self::Consents => consents::FIELDS,
            Self::Orders => orders::FIELDS,
            Self::Touches => touches::FIELDS,
            Self::Events => events::FIELDS,
            Self::Deals => deals::FIELDS,
            Self::Notes => notes::FIELDS,
            Self::Targets => targets::FIELDS,
            Self::Complaints => complaints::FIELDS,
            Self::Promises => promises::FIELDS,
            Self::Surveys => surveys::FIELDS,
        }
    }

    /// The fields that name a row.
    pub(crate) const fn key(self) -> &'static [&'static str] {
        match self {
            Self::Customers => &["customer_id"],
            Self::Contacts => &["contact_id"],
            Self::Consents => &["contact_id", "channel", "purpose", "status", "time"],
            Self::Orders => &["order_id", "line"],
            Self::Touches => &["touch_id"],
            Self::Events => &["event_id"],
            Self::Deals => &["deal_id"],
            Self::Notes => &["note_id"],
            Self::Targets => &["period", "scope_kind", "scope_value"],
            Self::Complaints => &["complaint_id"],
            Self::Promises => &["promise_id"],
            Self::Surveys => &["survey_id"],
        }
    }

    /// Whether a map may choose another key: where a row is one event and nothing else.
    pub(crate) const fn key_is_free(self) -> bool {
        matches!(self, Self::Orders | Self::Touches | Self::Events | Self::Notes)
    }

    /// Makes a row into what it stands for. `id` names the row where it is an event.
    pub(crate) fn take(
        self,
        row: &Row<'_>,
        id: &mut dyn FnMut(&Row<'_>) -> Result<EventId, Reject>,
    ) -> Result<Taken, Reject> {
        match self {
            Self::Customers => customers::take(row).map(Taken::Customer),
            Self::Contacts => contacts::take(row).map(Taken::Contact),
            Self::Consents => consents::take(row).map(Taken::Consent),
            Self::Orders => orders::take(row, id).map(Taken::Event),
            Self::Touches => touches::take(row, id).map(Taken::Event),
            Self::Events => events::take(row, id).map(Taken::Event),
            Self::Deals => deals::take(row).map(Taken::Deal),
            Self::Notes => notes::take(row, id).map(Taken::Event),
            Self::Targets => targets::take(row).map(Taken::Target),
            Self::Complaints => complaints::take(row).map(Taken::Complaint),
            Self::Promises => promises::take(row).map(Taken::Promise),
            Self::Surveys => surveys::take(row).map(Taken::Survey),
        }
    }
}

impl Taken {
    /// The named customer this is about.
    pub(crate) fn customer(&self) -> Option<&str> {
        match self {
            Self::Event(event) => event.customer.as_ref().map(AsRef::as_ref),
            Self::Customer(row) => Some(&row.id),
            Self::Contact(row) => Some(&row.customer_id),
            Self::Deal(row) => Some(&row.customer_id),
            Self::Complaint(row) => Some(&row.customer_id),
            Self::Promise(row) => Some(&row.customer_id),
            Self::Survey(row) => Some(&row.customer_id),
            Self::Consent(_) | Self::Target(_) => None,
        }
    }
}

/// Names the rows of event formats; how it does so is the map's choice.
type Name<'a> = &'a mut dyn FnMut(&Row<'_>) -> Result<EventId, Reject>;

/// Refuses an end before its beginning.
fn in_order(
    row: &Row<'_>,
    opened: vocab::Instant,
    closed: Option<vocab::Instant>,
    closed_field: usize,
) -> Result<(), Reject> {
    match closed {
        Some(closed) if closed < opened => Err(row.reject(closed_field, "lies before `opened`")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_fields_and_codes_read_back() {
        for format in Format::ALL {
            assert_eq!(Format::from_code(format.code()), Some(*format));
            for name in format.key() {
                assert!(format.fields().iter().any(|field| field.name == *name), "{name}");
            }
        }
    }
}

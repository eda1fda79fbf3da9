//! Identifiers: text that names one thing, and nothing else.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest id Sog accepts, in bytes. Longer ones are nearly always a mapping mistake.
pub const MAX_LEN: usize = 200;

/// Why a text cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing but blanks.
    #[error("the id is empty")]
    Empty,
    /// More than [`MAX_LEN`] bytes.
    #[error("the id is {0} bytes long, the limit is {MAX_LEN}")]
    TooLong(usize),
    /// A control character such as a line break or a tab.
    #[error("the id holds a control character")]
    Control,
    /// It begins with [`VISITOR`].
    #[error("the id begins with {VISITOR:?}, which is kept for visitors whom nobody knows yet")]
    Visitor,
}

fn checked(raw: &str) -> Result<&str, IdError> {
    let id = raw.trim();
    if id.is_empty() {
        return Err(IdError::Empty);
    }
    if id.len() > MAX_LEN {
        return Err(IdError::TooLong(id.len()));
    }
    if id.chars().any(char::is_control) {
        return Err(IdError::Control);
    }
    Ok(id)
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Trims and checks `raw`.
            ///
            /// # Errors
            /// When nothing is left, or the id is too long, or it holds a control character.
            pub fn new(raw: &str) -> Result<Self, IdError> {
                checked(raw).map(|id| Self(id.into()))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(raw: String) -> Result<Self, IdError> {
                Self::new(&raw)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

text_id! {
    /// Who buys: a company or a person, as the company's own systems number them. Or a visitor
    /// of whom nobody knows yet who it is ([`CustomerId::visitor`]).
    CustomerId
}

impl FromStr for CustomerId {
    type Err = IdError;
    /// As files and arguments name customers: [`CustomerId::known`].
    fn from_str(raw: &str) -> Result<Self, IdError> {
        Self::known(raw)
    }
}

impl FromStr for ContactId {
    type Err = IdError;
    fn from_str(raw: &str) -> Result<Self, IdError> {
        Self::new(raw)
    }
}

impl FromStr for CampaignId {
    type Err = IdError;
    fn from_str(raw: &str) -> Result<Self, IdError> {
        Self::new(raw)
    }
}

/// What the id of a visitor begins with, and no number of a company's own may.
pub const VISITOR: char = '~';

impl CustomerId {
    /// The id of a visitor, from the one a browser or device gave itself.
    ///
    /// # Errors
    /// As [`CustomerId::new`].
    pub fn visitor(anonymous: &str) -> Result<Self, IdError> {
        let anonymous = checked(anonymous)?;
        Self::new(&format!("{VISITOR}{anonymous}"))
    }

    /// The id of somebody a company knows, from outside.
    ///
    /// # Errors
    /// As [`CustomerId::new`], and when it looks like the id of a visitor.
    pub fn known(raw: &str) -> Result<Self, IdError> {
        let id = Self::new(raw)?;
        if id.is_visitor() { Err(IdError::Visitor) } else { Ok(id) }
    }

    /// Whether nobody knows yet who this is. Visitors are part of the log and of no list or
    /// count of customers.
    #[must_use]
    pub fn is_visitor(&self) -> bool {
        is_visitor(&self.0)
    }
}

/// Whether the id of a customer is that of a visitor.
#[must_use]
pub fn is_visitor(customer: &str) -> bool {
    customer.starts_with(VISITOR)
}

text_id! {
    /// A natural person (or a company address) we can reach.
    ContactId
}
text_id! {
    /// One campaign.
    CampaignId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_trimmed_and_checked() {
        assert_eq!(CustomerId::new(" 13085 ").unwrap().as_str(), "13085");
        assert_eq!(CustomerId::new("  "), Err(IdError::Empty));
        assert_eq!(CustomerId::new("a\nb"), Err(IdError::Control));
        assert_eq!(CustomerId::new(&"x".repeat(201)), Err(IdError::TooLong(201)));
    }

    #[test]
    fn a_visitor_is_no_customer_and_no_customer_is_a_visitor() {
        let visitor = CustomerId::visitor(" 7f ").unwrap();
        assert_eq!(visitor.as_str(), "~7f");
        assert!(visitor.is_visitor() && !CustomerId::known("7f").unwrap().is_visitor());
        assert_eq!(CustomerId::known("~7f"), Err(IdError::Visitor));
        assert_eq!(CustomerId::visitor(" "), Err(IdError::Empty));
        assert_eq!(CustomerId::visitor(&"x".repeat(200)), Err(IdError::TooLong(201)));
    }
}

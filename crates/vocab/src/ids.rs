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

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(raw: &str) -> Result<Self, IdError> {
                Self::new(raw)
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
    /// Who buys: a company or a person, as the company's own systems number them.
    CustomerId
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
}

//! The part of the business a target or a figure is about.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// By what the business is cut.
    ScopeKind, "scope" {
        /// Everything.
        Company = "company",
        /// A product family.
        Family = "family",
        /// A sales region.
        Region = "region",
        /// The person responsible.
        Owner = "owner",
        /// The channel.
        Channel = "channel",
    }
}

/// One part of the business: the whole company, or one family, region, owner or channel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// By what it is cut.
    pub kind: ScopeKind,
    /// Which one; empty for the whole company.
    #[serde(default)]
    pub value: String,
}

impl Scope {
    /// The whole company.
    #[must_use]
    pub fn company() -> Self {
        Self { kind: ScopeKind::Company, value: String::new() }
    }

    /// One part.
    #[must_use]
    pub fn of(kind: ScopeKind, value: &str) -> Self {
        if kind == ScopeKind::Company {
            return Self::company();
        }
        Self { kind, value: value.trim().to_owned() }
    }
}

/// `company`, or `family:Christmas`.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == ScopeKind::Company {
            f.write_str("company")
        } else {
            write!(f, "{}:{}", self.kind, self.value)
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = crate::words::UnknownWord;
    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let (kind, value) = raw.split_once(':').unwrap_or((raw, ""));
        Ok(Self::of(kind.parse()?, value))
    }
}

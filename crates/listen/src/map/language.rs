//! The shape of a map file. What a value means is checked in [`plan`](super::plan).

use std::collections::BTreeMap;

use serde::Deserialize;

/// A whole map file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MapFile {
    /// The map's name; part of the names of its rows where the key is their content.
    pub(crate) name: String,
    /// The Sog format the rows become.
    pub(crate) format: String,
    /// One line for lists of presets.
    #[serde(default)]
    pub(crate) title: String,
    /// Read fields that are not listed from the column of the same name.
    #[serde(default)]
    pub(crate) identity: bool,
    /// Currency of rows that name none.
    pub(crate) currency: Option<String>,
    /// Zone of local times.
    pub(crate) zone: Option<String>,
    /// Delimiter of csv files.
    pub(crate) delimiter: Option<String>,
    /// Encoding of csv files.
    pub(crate) encoding: Option<String>,
    /// What names a row.
    pub(crate) key: Option<Key>,
    /// Returns may have a positive quantity in this export.
    #[serde(default)]
    pub(crate) returns_of_any_sign: bool,
    /// Where each field comes from.
    #[serde(default)]
    pub(crate) fields: BTreeMap<String, Field>,
    /// How the product family is found.
    pub(crate) family: Option<Family>,
}

/// What names a row: the word `content`, or a list of fields.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected the word \"content\" or a list of fields")]
pub(crate) enum Key {
    /// `content`: everything read from the file, and the ordinal of the repeat.
    Word(String),
    /// These fields.
    Fields(Vec<String>),
}

/// One text or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a text or a list of texts")]
pub(crate) enum Texts {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Texts {
    pub(crate) fn list(&self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text.clone()],
            Self::Many(texts) => texts.clone(),
        }
    }
}

/// Where one field comes from and what is done to it on the way.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    /// The column, or several of which the first one in the header counts.
    pub(crate) column: Option<Texts>,
    /// The column may be missing from the header.
    #[serde(default)]
    pub(crate) optional: bool,
    /// Always this, whatever the file says.
    pub(crate) constant: Option<String>,
    /// Taken where the cell is empty.
    pub(crate) default: Option<String>,
    /// Taken off the beginning.
    pub(crate) strip_prefix: Option<String>,
    /// Taken off the end.
    pub(crate) strip_suffix: Option<String>,
    /// `upper` or `lower`.
    pub(crate) case: Option<String>,
    /// Cells that are replaced; others stay as they are.
    #[serde(default)]
    pub(crate) values: BTreeMap<String, String>,
    /// The decimal sign of numbers.
    pub(crate) decimal: Option<String>,
    /// The sign between thousands.
    pub(crate) grouping: Option<String>,
    /// The one format of times.
    pub(crate) date_format: Option<String>,
    /// The first rule that holds gives the value.
    #[serde(default)]
    pub(crate) rules: Vec<Rule>,
}

/// `value` where another field is so.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// What the field becomes.
    pub(crate) value: String,
    /// The field looked at.
    pub(crate) field: String,
    /// It begins with one of these.
    pub(crate) starts_with: Option<Texts>,
    /// It is one of these.
    pub(crate) equals: Option<Texts>,
    /// It is a number below zero (or, with `false`, not).
    pub(crate) below_zero: Option<bool>,
}

/// The ordered list of family rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Family {
    /// The family of what no rule fits.
    pub(crate) other: String,
    /// The first that fits counts.
    pub(crate) rules: Vec<FamilyRule>,
}

/// One family.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FamilyRule {
    /// The family's name.
    pub(crate) name: String,
    /// Item codes; `*` at the end stands for anything.
    #[serde(default)]
    pub(crate) codes: Vec<String>,
    /// Words of the description.
    #[serde(default)]
    pub(crate) words: Vec<String>,
}

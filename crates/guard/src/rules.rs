//! The rules as data: which country asks what, on which channel, since when, by which norm.
//!
//! The set that comes with Sog is `rules/contact.toml`; its head describes the fields. No
//! country is named in code.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use serde::Deserialize;
use vocab::{Channel, CustomerKind};

use crate::error::RuleSetError;
use crate::reason::{CustomerFact, RuleId};

/// The name of the row for every country that has none of its own.
pub(crate) const OTHER: &str = "other";

/// A versioned set of rules. Cheap to clone.
#[derive(Debug, Clone)]
pub struct RuleSet(Arc<Data>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    id: String,
    version: String,
    valid_from: NaiveDate,
    #[serde(default)]
    stops: Stops,
    rule: BTreeMap<RuleId, Rule>,
    row: Vec<Row>,
}

/// What a rule id stands for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The norm, the judgment or the promise it comes from.
    pub source: String,
    /// Since when it holds.
    pub valid_from: NaiveDate,
}

/// When advertising waits until we have put something right (A16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stops {
    /// Days after its due day from which an overdue promise stops.
    pub promise_overdue_days: u32,
    /// Days of 24 hours after which an unanswered question stops.
    pub inquiry_unanswered_days: u32,
    /// Days of 24 hours after which nobody waits for an answer any more.
    pub inquiry_lapses_days: u32,
}

impl Default for Stops {
    /// Those of the built-in set: a set from before they were asked for has them too.
    fn default() -> Self {
        Self { promise_overdue_days: 0, inquiry_unanswered_days: 3, inquiry_lapses_days: 90 }
    }
}

/// Whether a contact may happen without consent. Further down is stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithoutConsent {
    /// Yes, unless the person refused.
    #[serde(rename = "not_needed")]
    Allowed,
    /// A person has to say.
    AskPerson,
    /// No.
    #[serde(rename = "required")]
    Denied,
}

/// What one country asks on some channels.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Two letters, or `other`.
    pub country: String,
    /// On which channels.
    pub channels: Vec<Channel>,
    /// For which kinds of customer.
    #[serde(default = "both")]
    pub kinds: Vec<CustomerKind>,
    /// Since which day; without one, on every day.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Whether we may without consent.
    #[serde(rename = "consent")]
    pub without_consent: WithoutConsent,
    /// The rule to name when that decides.
    pub consent_rule: RuleId,
    /// Whether the existing-customer exception exists.
    pub existing_customer: bool,
    /// The facts it asks for.
    pub existing_customer_needs: Vec<CustomerFact>,
    /// Whether impersonal addresses may be written to.
    pub impersonal: bool,
    /// Months without use after which a consent is worn out.
    #[serde(default)]
    pub consent_unused_months: Option<u32>,
    /// The national norms.
    #[serde(default)]
    pub sources: BTreeMap<RuleId, String>,
}

fn both() -> Vec<CustomerKind> {
    CustomerKind::ALL.to_vec()
}

impl Row {
    pub(crate) fn covers(&self, channel: Channel, kind: CustomerKind) -> bool {
        self.channels.contains(&channel) && self.kinds.contains(&kind)
    }
}

/// The text of the set that comes with this version of Sog: what a stricter one begins with.
pub const BUILT_IN: &str = include_str!("../rules/contact.toml");

static BUILT_IN_SET: LazyLock<RuleSet> = LazyLock::new(|| {
    match RuleSet::from_toml(BUILT_IN) {
        Ok(set) => set,
        // The file is part of the program and every test reads it.
        Err(error) => unreachable!("the built-in rule set is broken: {error}"),
    }
});

impl RuleSet {
    /// The set that comes with this version of Sog.
    #[must_use]
    pub fn built_in() -> Self {
        BUILT_IN_SET.clone()
    }

    /// Reads a set and checks it: every rule has its source, `other` covers every channel and
    /// kind, and `other` is nowhere laxer than a country, on any day.
    ///
    /// # Errors
    /// When the text is no rule set or a check fails; the message names the row.
    pub fn from_toml(text: &str) -> Result<Self, RuleSetError> {
        let mut data: Data = toml::from_str(text)?;
        for row in &mut data.row {
            if row.country != OTHER {
                row.country = row.country.trim().to_uppercase();
            }
        }
        let set = Self(Arc::new(data));
        set.check()?;
        Ok(set)
    }

    /// All rows, as they stand in the data.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.0.row
    }

    /// The row in force for a country on a day: its own, or that of all other countries.
    /// Always `Some` in a checked set.
    #[must_use]
    pub fn row(
        &self,
        country: &str,
        channel: Channel,
        kind: CustomerKind,
        day: NaiveDate,
    ) -> Option<&Row> {
        let country = country.trim();
        let in_force =
            |row: &&Row| row.covers(channel, kind) && row.valid_from.is_none_or(|from| from <= day);
        let newest = |own: &dyn Fn(&Row) -> bool| {
            self.0
                .row
                .iter()
                .filter(|row| own(row))
                .filter(in_force)
                .max_by_key(|row| row.valid_from)
        };
        newest(&|row| row.country != OTHER && row.country.eq_ignore_ascii_case(country))
            .or_else(|| newest(&|row| row.country == OTHER))
    }

    /// Where a rule comes from: the national norm of the row if it names one, else the general.
    #[must_use]
    pub fn source(&self, rule: RuleId, row: Option<&Row>) -> String {
        row.and_then(|row| row.sources.get(&rule))
            .or_else(|| self.0.rule.get(&rule).map(|rule| &rule.source))
            .cloned()
            .unwrap_or_default()
    }

    /// What a rule id stands for. Always `Some` in a checked set.
    #[must_use]
    pub fn rule(&self, rule: RuleId) -> Option<&Rule> {
        self.0.rule.get(&rule)
    }

    /// When advertising waits until we have put something right.
    #[must_use]
    pub fn stops(&self) -> Stops {
        self.0.stops
    }

    /// The countries that have rows of their own, each once, in order.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        let own = self.0.row.iter().map(|row| row.country.as_str()).filter(|name| *name != OTHER);
        own.collect::<std::collections::BTreeSet<_>>().into_iter()
    }

    /// Id and version, as a decision records them, such as `contact 2026.2`.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{} {}", self.0.id, self.0.version)
    }

    /// The state of the law this set was written for. It is applied to earlier days too: a
    /// replay needs an answer, and where the law changed, rows say since when.
    #[must_use]
    pub fn valid_from(&self) -> NaiveDate {
        self.0.valid_from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../rules/contact.toml");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_set_knows_six_countries() {
        let set = RuleSet::built_in();
        assert_eq!(set.countries().collect::<Vec<_>>(), ["AT", "BE", "CH", "DE", "ES", "NL"]);
        assert_eq!(set.version(), "contact 2026.2");
        for rule in RuleId::ALL {
            assert!(!set.rule(*rule).unwrap().source.is_empty(), "{rule}");
        }
        for country in set.countries() {
            for kind in CustomerKind::ALL {
                let row = set.row(country, Channel::Email, *kind, day("2026-11-22")).unwrap();
                assert_eq!(row.country, country);
                assert!(row.sources.contains_key(&RuleId::M1), "{country} names no norm for M1");
                assert!(row.sources.contains_key(&RuleId::M2), "{country} names no norm for M2");
            }
        }
    }

    #[test]
    fn country_names_are_read_in_any_case_and_unknown_ones_fall_back() {
        let set = RuleSet::built_in();
        let country = |name: &str| {
            let row = set.row(name, Channel::Email, CustomerKind::Company, day("2026-11-22"));
            row.unwrap().country.clone()
        };
        assert_eq!(country(" be "), "BE");
        for unknown in ["", "XX", "other", "OTHER", "Belgium"] {
            assert_eq!(country(unknown), "other", "{unknown}");
        }
    }

    #[test]
    fn a_row_takes_effect_on_its_day() {
        let text = format!(
            "{TEXT}\n[[row]]\ncountry = \"NL\"\nchannels = [\"post\"]\nvalid_from = \"2026-07-01\"\n\
             consent = \"not_needed\"\nconsent_rule = \"L1\"\nexisting_customer = false\n\
             existing_customer_needs = []\nimpersonal = false\nsources = {{ L1 = \"new norm\" }}\n"
        );
        let set = RuleSet::from_toml(&text).unwrap();
        let row = |on: &str| set.row("NL", Channel::Post, CustomerKind::Person, day(on)).unwrap();
        assert_eq!(row("2026-06-30").country, "other");
        assert_eq!(row("2026-07-01").country, "NL");
        assert_eq!(set.source(RuleId::L1, Some(row("2026-07-01"))), "new norm");
    }

    #[test]
    fn broken_sets_are_refused_by_name() {
        let strict_be = TEXT.replacen("impersonal = true", "impersonal = false", 1);
        for (text, said) in [
            (TEXT.replace("[rule.M2]", "[rule.M9]"), "`M9` is not a RuleId"),
            (TEXT.replace("\"phone\"", "\"fax\""), "`fax` is not a channel"),
            (TEXT.replace("channels = [\"phone\"]", "channels = [\"post\"]"), "channel phone"),
            (TEXT.replace("consent_rule = \"P2\"", "consent_rule = \"F1\""), "names `F1`"),
            (
                // Spain alone asks for consent to letters: then all the rest must, too.
                TEXT.replace(
                    "country = \"ES\"\nchannels = [\"email\", \"sms\"]",
                    "country = \"ES\"\nchannels = [\"email\", \"sms\", \"post\"]",
                ),
                "laxer than the row of ES (consent)",
            ),
            (strict_be.replacen("impersonal = false", "impersonal = flase", 1), "TOML"),
            (
                TEXT.replace("inquiry_lapses_days = 90", "inquiry_lapses_days = 4000000000"),
                "stops.inquiry_lapses_days",
            ),
        ] {
            assert_ne!(text, TEXT, "the change did not take: {said}");
            let error = RuleSet::from_toml(&text).unwrap_err().to_string();
            assert!(error.contains(said), "{said}\n{error}");
        }
        let at = TEXT.find("[rule.G4]").unwrap();
        let end = TEXT.find("[rule.G5]").unwrap();
        let error = RuleSet::from_toml(&format!("{}{}", &TEXT[..at], &TEXT[end..])).unwrap_err();
        assert!(error.to_string().contains("[rule.G4]"), "{error}");
    }
}

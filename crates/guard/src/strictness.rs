//! Which of two rows is stricter; the checks that keep a rule set safe.

use chrono::NaiveDate;
use vocab::{Channel, CustomerKind};

use crate::error::{MAX_STOP_DAYS, RuleSetError};
use crate::reason::{CustomerFact, RuleId};
use crate::rules::{OTHER, Row, RuleSet, Stops};

impl Row {
    /// In what this row allows something that `other` does not; `None` when it is at least as
    /// strict in everything.
    pub(crate) fn laxer_than(&self, other: &Self) -> Option<&'static str> {
        let facts = |row: &Self, fact: &CustomerFact| row.existing_customer_needs.contains(fact);
        let worn = |row: &Self| row.consent_unused_months.unwrap_or(u32::MAX);
        if self.without_consent < other.without_consent {
            Some("consent")
        } else if self.existing_customer && !other.existing_customer {
            Some("existing_customer")
        } else if self.existing_customer
            && CustomerFact::ALL.iter().any(|fact| facts(other, fact) && !facts(self, fact))
        {
            Some("existing_customer_needs")
        } else if self.impersonal && !other.impersonal {
            Some("impersonal")
        } else if worn(self) > worn(other) {
            Some("consent_unused_months")
        } else {
            None
        }
    }
}

impl Stops {
    /// In what these stop less than others; `None` when they stop at least as much.
    pub(crate) fn laxer_than(self, other: Self) -> Option<&'static str> {
        if self.promise_overdue_days > other.promise_overdue_days {
            Some("promise_overdue_days")
        } else if self.inquiry_unanswered_days > other.inquiry_unanswered_days {
            Some("inquiry_unanswered_days")
        } else if self.inquiry_lapses_days < other.inquiry_lapses_days {
            Some("inquiry_lapses_days")
        } else {
            None
        }
    }
}

impl RuleSet {
    /// Reads a set that may only tighten this one.
    ///
    /// # Errors
    /// As [`from_toml`](Self::from_toml), and when the new set allows anything, anywhere, on any
    /// day, that this one does not.
    pub fn tightened(&self, text: &str) -> Result<Self, RuleSetError> {
        let new = Self::from_toml(text)?;
        if let Some(what) = new.stops().laxer_than(self.stops()) {
            return Err(RuleSetError::LooserStops(what));
        }
        let countries = self.countries().chain(new.countries()).chain([OTHER]);
        for country in countries {
            for (channel, kind) in cells() {
                for day in days(&[self, &new]) {
                    let was = self.row(country, channel, kind, day);
                    let is = new.row(country, channel, kind, day);
                    if let Some(what) = was.zip(is).and_then(|(was, is)| is.laxer_than(was)) {
                        let country = country.to_owned();
                        return Err(RuleSetError::Looser { country, channel, kind, what });
                    }
                }
            }
        }
        Ok(new)
    }

    /// Whether the set is whole and safe; see [`RuleSet::from_toml`].
    pub(crate) fn check(&self) -> Result<(), RuleSetError> {
        let stops = self.stops();
        for (name, days) in [
            ("promise_overdue_days", stops.promise_overdue_days),
            ("inquiry_unanswered_days", stops.inquiry_unanswered_days),
            ("inquiry_lapses_days", stops.inquiry_lapses_days),
        ] {
            if days > MAX_STOP_DAYS {
                return Err(RuleSetError::LongStop(name));
            }
        }
        if let Some(missing) = RuleId::ALL.iter().find(|rule| self.rule(**rule).is_none()) {
            return Err(RuleSetError::MissingRule(*missing));
        }
        for row in self.rows() {
            if !matches!(row.consent_rule, RuleId::M1 | RuleId::P2 | RuleId::L1 | RuleId::S2) {
                let (country, rule) = (row.country.clone(), row.consent_rule);
                return Err(RuleSetError::ConsentRule { country, rule });
            }
        }
        for (channel, kind) in cells() {
            let always = |row: &&Row| {
                row.country == OTHER && row.valid_from.is_none() && row.covers(channel, kind)
            };
            if !self.rows().iter().any(|row| always(&row)) {
                return Err(RuleSetError::NoFallback { channel, kind });
            }
            for day in days(&[self]) {
                for country in self.countries() {
                    let other = self.row(OTHER, channel, kind, day);
                    let known = self.row(country, channel, kind, day);
                    let laxer = other.zip(known).and_then(|(other, known)| other.laxer_than(known));
                    if let Some(what) = laxer {
                        let country = country.to_owned();
                        return Err(RuleSetError::FallbackTooLax { country, channel, kind, what });
                    }
                }
            }
        }
        Ok(())
    }
}

/// Every channel with every kind of customer.
fn cells() -> impl Iterator<Item = (Channel, CustomerKind)> {
    Channel::ALL
        .iter()
        .flat_map(|channel| CustomerKind::ALL.iter().map(move |kind| (*channel, *kind)))
}

/// The days on which the answer of any of the sets can change, and one before them all.
fn days(sets: &[&RuleSet]) -> Vec<NaiveDate> {
    let changes = sets.iter().flat_map(|set| set.rows()).filter_map(|row| row.valid_from);
    std::iter::once(NaiveDate::MIN).chain(changes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../rules/contact.toml");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn rules_can_be_tightened_and_not_loosened() {
        let set = RuleSet::built_in();
        let strict = TEXT
            .replacen("impersonal = true", "impersonal = false", 1)
            .replace("consent_unused_months = 24", "consent_unused_months = 12");
        let tightened = set.tightened(&strict).unwrap();
        assert_eq!(
            tightened
                .row("DE", Channel::Email, CustomerKind::Person, day("2026-01-01"))
                .unwrap()
                .consent_unused_months,
            Some(12)
        );
        let error = tightened.tightened(TEXT).unwrap_err().to_string();
        assert!(error.contains("can be tightened, not loosened"), "{error}");
        let lax = TEXT.replace("consent = \"ask_person\"", "consent = \"not_needed\"");
        assert!(set.tightened(&lax).is_err());
    }

    #[test]
    fn what_stops_can_be_tightened_and_not_loosened() {
        let set = RuleSet::built_in();
        assert_eq!(set.stops(), Stops::default());
        for (strict, lax, said) in [
            (
                "inquiry_unanswered_days = 1",
                "inquiry_unanswered_days = 4",
                "inquiry_unanswered_days",
            ),
            ("inquiry_lapses_days = 365", "inquiry_lapses_days = 30", "inquiry_lapses_days"),
            ("promise_overdue_days = 0", "promise_overdue_days = 1", "promise_overdue_days"),
        ] {
            let line = TEXT.lines().find(|line| line.starts_with(said)).unwrap();
            assert!(set.tightened(&TEXT.replace(line, strict)).is_ok(), "{strict}");
            let error = set.tightened(&TEXT.replace(line, lax)).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        // A set from before they were asked for has those of this version.
        let at = TEXT.find("[stops]").unwrap();
        let end = at + TEXT[at..].find("# ----").unwrap();
        let older = format!("{}{}", &TEXT[..at], &TEXT[end..]);
        assert_eq!(set.tightened(&older).unwrap().stops(), Stops::default());
    }
}

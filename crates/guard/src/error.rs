//! What can be wrong with a case or with a rule set.

/// Why a case cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The text is not a case: no JSON, an unknown key, a missing key, an unknown code.
    #[error(
        "the case cannot be read: {0} (`sog guard --example` prints a whole case; docs/guard.md describes every key)"
    )]
    Json(#[from] serde_json::Error),
    /// A month that no calendar has.
    #[error("`need.months` holds {0}; months are numbers from 1 to 12")]
    Month(u32),
    /// A cap over no days would never count anything.
    #[error("`cap.days` is 0; say over how many days the contacts are counted, such as 30")]
    CapDays,
    /// A window that ends before it begins.
    #[error("`campaign.window` ends on {until}, before it begins on {from}")]
    Window {
        /// First day.
        from: chrono::NaiveDate,
        /// Last day.
        until: chrono::NaiveDate,
    },
}

/// The most days a stop may count: moments so far ahead are still in the calendar.
pub(crate) const MAX_STOP_DAYS: u32 = 36_500;

/// Why a rule set is refused.
#[derive(Debug, thiserror::Error)]
pub enum RuleSetError {
    /// The text is not a rule set.
    #[error("the rule set cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A set that stops less than the one in use.
    #[error(
        "`stops.{0}` of the new rule set is laxer than that of the one in use; rules can be tightened, not loosened"
    )]
    LooserStops(&'static str),
    /// A number of days that no case reaches.
    #[error(
        "`stops.{0}` of the rule set is more than {MAX_STOP_DAYS} days; give a hundred years at most"
    )]
    LongStop(&'static str),
    /// A rule without its source.
    #[error("the rule set has no entry [rule.{0}]; every rule needs its source")]
    MissingRule(crate::RuleId),
    /// A row that names no rule we know, or a rule that says nothing about consent.
    #[error("the row of {country} names `{rule}` as consent_rule; expected M1, P2, L1 or S2")]
    ConsentRule {
        /// Which row.
        country: String,
        /// What it names.
        rule: crate::RuleId,
    },
    /// No row for other countries, so a case could find no answer.
    #[error(
        "the rule set has no row for country = \"other\", channel {channel}, kind {kind} that holds on every day; add one without valid_from"
    )]
    NoFallback {
        /// Which channel.
        channel: vocab::Channel,
        /// Which kind of customer.
        kind: vocab::CustomerKind,
    },
    /// The row for unknown countries allows more than the row of a known one.
    #[error(
        "for {channel} and {kind}, the row of `other` is laxer than the row of {country} ({what}); an unknown country must get the strictest row"
    )]
    FallbackTooLax {
        /// The stricter country.
        country: String,
        /// Which channel.
        channel: vocab::Channel,
        /// Which kind of customer.
        kind: vocab::CustomerKind,
        /// In what it is laxer.
        what: &'static str,
    },
    /// A set that was meant to tighten allows more.
    #[error(
        "for {country}, {channel} and {kind}, the new rule set is laxer than the one in use ({what}); rules can be tightened, not loosened"
    )]
    Looser {
        /// Where.
        country: String,
        /// Which channel.
        channel: vocab::Channel,
        /// Which kind of customer.
        kind: vocab::CustomerKind,
        /// In what it is laxer.
        what: &'static str,
    },
}

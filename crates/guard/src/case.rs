//! The facts a decision is made from. `docs/guard.md` describes their JSON form key by key.
//!
//! A case is complete: whoever asks loads the facts, the guard loads nothing. What is left out
//! counts against sending wherever that is possible (no consent, need not known, unknown
//! country).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use vocab::{Channel, ContactId, CustomerKind, Instant, Purpose, Zone};

use crate::codes::codes;
use crate::error::CaseError;

/// A whole case as JSON, with every key: a start for a case of one's own. It is allowed.
pub const EXAMPLE: &str = include_str!("../example.json");

/// May we, now, this person, over this channel, for this purpose?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The moment of the decision. A permission later than this has not happened yet; a
    /// refusal counts from the moment it is on record, whatever its time says.
    pub now: Instant,
    /// The zone whose calendar days count (need windows, ends of deadlines).
    #[serde(default = "berlin")]
    pub zone: Zone,
    /// What the message is for.
    #[serde(default = "marketing")]
    pub purpose: Purpose,
    /// The way it would go.
    pub channel: Channel,
    /// Who would be reached.
    pub contact: Contact,
    /// Everything this person ever said about being reached. The order does not matter, the
    /// times do; at the same moment a refusal counts and a consent does not.
    #[serde(default)]
    pub consents: Vec<Consent>,
    /// When this person was last written to over this channel, as far as anybody knows (C6).
    #[serde(default)]
    pub consent_last_used: Option<Instant>,
    /// The address is on the block list for this channel.
    #[serde(default)]
    pub blocked: Option<Block>,
    /// What the message belongs to.
    #[serde(default)]
    pub campaign: Campaign,
    /// The person's need for the campaign's family. A campaign that names a family reaches
    /// only people whose need is known and in its window.
    #[serde(default)]
    pub need: Option<Need>,
    /// Times of earlier commercial contacts that we began, over all channels and users. One
    /// that lies after `now` (just reserved by somebody else) counts too.
    #[serde(default)]
    pub touches: Vec<Instant>,
    /// Another contact with the same address, who stands for it in this campaign.
    #[serde(default)]
    pub covered_by: Option<ContactId>,
    /// How many of them one person accepts.
    #[serde(default)]
    pub cap: Cap,
    /// Ids of this customer's open complaints.
    #[serde(default)]
    pub open_complaints: Vec<String>,
    /// What we promised this customer and have not settled.
    #[serde(default)]
    pub promises: Vec<Promise>,
    /// What this customer asked and nobody has answered.
    #[serde(default)]
    pub inquiries: Vec<Inquiry>,
    /// Claims about time or stock in the text.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// Held out so that the effect of the campaign can be compared.
    #[serde(default)]
    pub held_out: bool,
}

const fn berlin() -> Zone {
    Zone::BERLIN
}

const fn marketing() -> Purpose {
    Purpose::Marketing
}

const fn yes() -> bool {
    true
}

/// Who would be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Which contact.
    pub id: ContactId,
    /// Two letters of ISO 3166, in any case. Empty or unknown: the strictest row.
    #[serde(default)]
    pub country: String,
    /// What the customer is before the law.
    #[serde(default = "person")]
    pub customer_kind: CustomerKind,
    /// An address of a legal person that names nobody (info@).
    #[serde(default)]
    pub impersonal: bool,
    /// Whether we have an address or number for the channel of the case.
    #[serde(default = "yes")]
    pub has_address: bool,
}

const fn person() -> CustomerKind {
    CustomerKind::Person
}

codes! {
    /// What somebody said about being reached.
    ConsentStatus {
        /// Yes, for one channel and purpose.
        Given = "given",
        /// Not any more, for one channel and purpose.
        Withdrawn = "withdrawn",
        /// No marketing at all, over any channel.
        Objected = "objected",
        /// Bought from us: the facts of the existing-customer exception (rule M2).
        ExistingCustomer = "existing_customer",
    }
}

/// One entry of the history of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// For which channel.
    pub channel: Channel,
    /// For which purpose.
    #[serde(default = "marketing")]
    pub purpose: Purpose,
    /// What was said.
    pub status: ConsentStatus,
    /// When.
    pub time: Instant,
    /// By what means (a form, a letter, a talk). A consent with an empty source proves nothing.
    pub source: String,
    /// Which version of the text was agreed to.
    #[serde(default)]
    pub text_version: Option<String>,
    /// The sale in which the address was obtained.
    #[serde(default)]
    pub sale_ref: Option<String>,
    /// The product family of that sale.
    #[serde(default)]
    pub family: Option<String>,
    /// Whether the right to refuse was shown when the address was obtained.
    #[serde(default)]
    pub notice_shown: bool,
}

/// An entry of the block list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Since when.
    pub since: Instant,
    /// Why, as it was recorded.
    #[serde(default)]
    pub reason: String,
}

/// What the message belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// The product family it is about.
    #[serde(default)]
    pub family: Option<String>,
    /// The days on which it may run.
    #[serde(default)]
    pub window: Option<Window>,
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

/// What is known about the need for the campaign's family.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Whether the need was stated or can be inferred.
    #[serde(default)]
    pub known: bool,
    /// Whether `now` lies in its window, where the caller has worked that out.
    #[serde(default)]
    pub in_window: Option<bool>,
    /// The months (1 to 12) of its window. Empty together with no `in_window`: any time.
    #[serde(default)]
    pub months: Vec<u32>,
}

impl Need {
    /// Whether the day lies in the window. Where both `in_window` and `months` are given, both
    /// must say so.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.in_window != Some(false)
            && (self.months.is_empty() || self.months.contains(&day.month()))
    }
}

/// How many commercial contacts one person accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// How many.
    pub max: u32,
    /// In how many days of 24 hours, counted back from now; at least 1.
    pub days: u32,
}

impl Default for Cap {
    /// Two in 30 days, as in a new data folder.
    fn default() -> Self {
        Self { max: 2, days: 30 }
    }
}

/// A promise that is not settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Its number.
    pub id: String,
    /// The last day on which it can be kept.
    pub due: NaiveDate,
}

/// A question that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inquiry {
    /// The event.
    pub id: String,
    /// When it was asked.
    pub time: Instant,
}

codes! {
    /// A claim that needs a dated fact behind it.
    ClaimKind {
        /// An offer ends.
        Deadline = "deadline",
        /// Goods run out.
        Stock = "stock",
    }
}

/// A claim about time or stock in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// What it claims.
    pub kind: ClaimKind,
    /// The words used.
    pub wording: String,
    /// What makes it true.
    #[serde(default)]
    pub fact: Option<Fact>,
}

/// A dated fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The fact in words.
    pub text: String,
    /// The last day on which it is true.
    pub date: NaiveDate,
}

impl Case {
    /// Reads a case from JSON.
    ///
    /// # Errors
    /// When the text is no JSON, a key is unknown or missing, or a value makes no sense. The
    /// message names line and column, or the key.
    pub fn from_json(text: &str) -> Result<Self, CaseError> {
        let case: Self = serde_json::from_str(text)?;
        case.check()?;
        Ok(case)
    }

    /// Whether the values make sense together.
    ///
    /// # Errors
    /// When a month is none, the cap counts over no days, or a window ends before it begins.
    pub fn check(&self) -> Result<(), CaseError> {
        let months = self.need.iter().flat_map(|need| &need.months);
        if let Some(month) = months.copied().find(|month| !(1..=12).contains(month)) {
            return Err(CaseError::Month(month));
        }
        if self.cap.days == 0 {
            return Err(CaseError::CapDays);
        }
        match self.campaign.window {
            Some(Window { from, until }) if until < from => Err(CaseError::Window { from, until }),
            _ => Ok(()),
        }
    }

    /// The touches that count against the cap.
    pub fn touches_in_cap(&self) -> impl Iterator<Item = Instant> {
        let from = self.now - chrono::TimeDelta::days(i64::from(self.cap.days.max(1)));
        self.touches.iter().copied().filter(move |touch| *touch > from)
    }

    /// The calendar day of the decision.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.zone.day(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"{"now":"2026-11-22T09:00:00Z","channel":"email","contact":{"id":"K1"}}"#;

    #[test]
    fn the_least_case_gets_cautious_defaults() {
        let case = Case::from_json(LEAST).unwrap();
        assert_eq!(case.purpose, Purpose::Marketing);
        assert_eq!(case.contact.country, "");
        assert_eq!(case.cap, Cap { max: 2, days: 30 });
        assert!(case.need.is_none() && case.consents.is_empty());
    }

    #[test]
    fn mistakes_are_named() {
        for (change, said) in [
            (LEAST.replace("channel", "chanel"), "unknown field `chanel`"),
            (LEAST.replace("email", "fax"), "`fax` is not a channel"),
            (LEAST.replace(r#""contact":{"id":"K1"}"#, r#""held_out":false"#), "missing field `contact`"),
            (LEAST.replacen('{', r#"{"need":{"months":[13]},"#, 1), "holds 13"),
            (LEAST.replace(r#"{"id""#, r#"{"nation":"DE","id""#), "unknown field `nation`"),
            (LEAST.replacen('{', r#"{"cap":{"max":1,"days":0},"#, 1), "`cap.days` is 0"),
            (
                LEAST.replacen('{', r#"{"campaign":{"window":{"from":"2026-02-01","until":"2026-01-01"}},"#, 1),
                "before it begins",
            ),
            (
                LEAST.replacen('{', r#"{"consents":[{"channel":"email","status":"yes","time":"2026-01-01T00:00:00Z","source":"x"}],"#, 1),
                "expected one of: given, withdrawn, objected, existing_customer",
            ),
            ("[".to_owned(), "line 1 column 1"),
        ] {
            let error = Case::from_json(&change).unwrap_err().to_string();
            assert!(error.contains(said), "{change}\n{error}");
        }
    }

    #[test]
    fn the_example_has_every_key_and_stands_in_the_documentation() {
        let case = Case::from_json(EXAMPLE).unwrap();
        let written: serde_json::Value = serde_json::from_str(EXAMPLE).unwrap();
        assert_eq!(serde_json::to_value(&case).unwrap(), written, "a key is missing or changed");
        let docs = std::env::current_dir().unwrap().join("../../docs/guard.md");
        let docs = std::fs::read_to_string(docs).unwrap();
        assert!(docs.contains(EXAMPLE.trim_end()), "docs/guard.md shows another example");
        for rule in crate::RuleId::ALL {
            assert!(docs.contains(&format!("| {rule} |")), "docs/guard.md does not explain {rule}");
        }
        fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
            match value {
                serde_json::Value::Object(entries) => {
                    for (key, value) in entries {
                        found.push(key.clone());
                        keys(value, found);
                    }
                }
                serde_json::Value::Array(values) => {
                    values.iter().for_each(|value| keys(value, found));
                }
                _ => {}
            }
        }
        let (mut found, tables) = (Vec::new(), docs.split_once("| Key |").unwrap().1);
        keys(&written, &mut found);
        let told =
            |key: &str| ["`", "."].iter().any(|before| tables.contains(&format!("{before}{key}`")));
        // A group of keys is explained by its members.
        let groups = ["contact", "campaign", "need", "cap", "window"];
        for key in found.iter().filter(|key| !groups.contains(&key.as_str())) {
            assert!(told(key), "docs/guard.md does not explain `{key}`");
        }
    }

    #[test]
    fn a_case_survives_its_own_json() {
        let case = Case::from_json(LEAST).unwrap();
        let text = serde_json::to_string(&case).unwrap();
        assert_eq!(Case::from_json(&text).unwrap(), case);
    }
}

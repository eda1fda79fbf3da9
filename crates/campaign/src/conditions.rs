//! The language an audience is described in: a small tree of conditions, kept as JSON.
//!
//! ```json
//! {"if": "all", "of": [
//!   {"if": "bought", "family": "Christmas"},
//!   {"if": "last_order", "older_than_days": 180},
//!   {"if": "not", "of": {"if": "open_complaint"}}
//! ]}
//! ```
//!
//! Conditions look only at facts; whether somebody *may* be reached is asked of `guard`
//! afterwards and never here. Size and depth are limited, so that a tree from outside cannot
//! hold the server up.

use std::fmt;

use serde::{Deserialize, Serialize};
use vocab::{Amount, CustomerKind, Lang, Phase};

/// The most conditions one tree may hold.
pub const MAX_SIZE: usize = 100;
/// The deepest a tree may be nested.
pub const MAX_DEPTH: usize = 8;
/// The longest list or text inside one condition.
pub const MAX_LIST: usize = 500;

/// One condition on a customer or on one of their contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "if", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Every one of them holds.
    All {
        /// The parts; at least one.
        of: Vec<Condition>,
    },
    /// At least one of them holds.
    Any {
        /// The parts; at least one.
        of: Vec<Condition>,
    },
    /// It does not hold.
    Not {
        /// The part.
        of: Box<Condition>,
    },
    /// Bought something of the family at any time.
    Bought {
        /// The product family.
        family: String,
    },
    /// Belongs to one of the sales regions.
    Region {
        /// The regions.
        any_of: Vec<String>,
    },
    /// Lives or is seated in one of the countries.
    Country {
        /// Two-letter codes.
        any_of: Vec<String>,
    },
    /// Is a person or a company before the law.
    Kind {
        /// Which.
        is: CustomerKind,
    },
    /// Net revenue of all time lies in the range (both ends included).
    NetRevenue {
        /// Lower end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<Amount>,
        /// Upper end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Amount>,
    },
    /// The number of orders lies in the range (both ends included).
    Orders {
        /// Lower end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u64>,
        /// Upper end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u64>,
    },
    /// When the last order was. Never holds for somebody who has not ordered yet.
    LastOrder {
        /// At least this many days ago.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        older_than_days: Option<u32>,
        /// At most this many days ago.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        newer_than_days: Option<u32>,
    },
    /// Stands in one of the phases of their own buying.
    Phase {
        /// The phases.
        any_of: Vec<Phase>,
    },
    /// Usually buys the family in that month.
    NeedWindow {
        /// The product family.
        family: String,
        /// 1 (January) to 12.
        month: u32,
    },
    /// Has a complaint that is not settled.
    OpenComplaint,
    /// Contact pressure is at most this.
    Pressure {
        /// Decayed number of contacts we began.
        at_most: Amount,
    },
    /// The contact reads one of the languages.
    Language {
        /// The languages.
        any_of: Vec<Lang>,
    },
}

/// Why a tree of conditions cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadCondition {
    /// More than [`MAX_SIZE`] conditions.
    TooMany,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// `all` or `any` of nothing, or an empty list or text.
    Empty(&'static str),
    /// A list or text longer than [`MAX_LIST`].
    TooLong(&'static str),
    /// A range whose lower end lies above its upper end, or that has no end at all.
    Range(&'static str),
    /// A month outside 1 to 12.
    Month(u32),
    /// A pressure below zero.
    Pressure,
    /// Not the JSON form of a condition.
    Json(String),
}

impl fmt::Display for BadCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "there are more than {MAX_SIZE} conditions"),
            Self::TooDeep => write!(f, "conditions are nested deeper than {MAX_DEPTH}"),
            Self::Empty(what) => write!(f, "`{what}` is empty"),
            Self::TooLong(what) => write!(f, "`{what}` is longer than {MAX_LIST}"),
            Self::Range(what) => {
                write!(f, "`{what}` needs a lower or an upper end, the lower not above the upper")
            }
            Self::Month(month) => write!(f, "{month} is not a month (1 to 12)"),
            Self::Pressure => f.write_str("pressure must not be below 0"),
            Self::Json(why) => write!(f, "this is not a condition: {why}"),
        }
    }
}

impl Condition {
    /// Reads and checks the JSON form.
    ///
    /// # Errors
    /// When it is no condition, or one that breaks the limits. Depth is bounded while
    /// reading, too (`serde_json` stops at 128 levels).
    pub fn from_json(json: &str) -> Result<Self, BadCondition> {
        let condition: Self =
            serde_json::from_str(json).map_err(|error| BadCondition::Json(error.to_string()))?;
        condition.check()?;
        Ok(condition)
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn check(&self) -> Result<(), BadCondition> {
        let mut count = 0;
        self.check_at(1, &mut count)
    }

    fn check_at(&self, depth: usize, count: &mut usize) -> Result<(), BadCondition> {
        *count += 1;
        if *count > MAX_SIZE {
            return Err(BadCondition::TooMany);
        }
        if depth > MAX_DEPTH {
            return Err(BadCondition::TooDeep);
        }
        match self {
            Self::All { of } => check_parts("all", of, depth, count),
            Self::Any { of } => check_parts("any", of, depth, count),
            Self::Not { of } => of.check_at(depth + 1, count),
            Self::Bought { family } => check_text("bought", family),
            Self::Region { any_of } => check_texts("region", any_of),
            Self::Country { any_of } => check_texts("country", any_of),
            Self::NetRevenue { at_least, at_most } => check_range("net_revenue", at_least, at_most),
            Self::Orders { at_least, at_most } => check_range("orders", at_least, at_most),
            // "Older than 30, newer than 90 days" is the range from 30 to 90 days ago.
            Self::LastOrder { older_than_days, newer_than_days } => {
                check_range("last_order", older_than_days, newer_than_days)
            }
            Self::Phase { any_of } => check_list("phase", any_of),
            Self::NeedWindow { family, month } => {
                check_text("need_window", family)?;
                if (1..=12).contains(month) { Ok(()) } else { Err(BadCondition::Month(*month)) }
            }
            Self::Pressure { at_most } => {
                if at_most.is_negative() {
                    Err(BadCondition::Pressure)
                } else {
                    Ok(())
                }
            }
            Self::Language { any_of } => check_list("language", any_of),
            Self::Kind { .. } | Self::OpenComplaint => Ok(()),
        }
    }
}

fn check_parts(
    what: &'static str,
    parts: &[Condition],
    depth: usize,
    count: &mut usize,
) -> Result<(), BadCondition> {
    check_list(what, parts)?;
    parts.iter().try_for_each(|part| part.check_at(depth + 1, count))
}

fn check_list<T>(what: &'static str, list: &[T]) -> Result<(), BadCondition> {
    match list.len() {
        0 => Err(BadCondition::Empty(what)),
        1..=MAX_LIST => Ok(()),
        _ => Err(BadCondition::TooLong(what)),
    }
}

fn check_text(what: &'static str, text: &str) -> Result<(), BadCondition> {
    if text.trim().is_empty() {
        return Err(BadCondition::Empty(what));
    }
    if text.len() > MAX_LIST { Err(BadCondition::TooLong(what)) } else { Ok(()) }
}

fn check_texts(what: &'static str, texts: &[String]) -> Result<(), BadCondition> {
    check_list(what, texts)?;
    texts.iter().try_for_each(|text| check_text(what, text))
}

fn check_range<T: PartialOrd>(
    what: &'static str,
    low: &Option<T>,
    high: &Option<T>,
) -> Result<(), BadCondition> {
    match (low, high) {
        (None, None) => Err(BadCondition::Range(what)),
        (Some(low), Some(high)) if low > high => Err(BadCondition::Range(what)),
        _ => Ok(()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_json_form_is_what_the_documentation_shows() {
        let json = r#"{"if":"all","of":[{"if":"bought","family":"Christmas"},
            {"if":"last_order","older_than_days":180},
            {"if":"not","of":{"if":"open_complaint"}}]}"#;
        let condition = Condition::from_json(json).unwrap();
        assert_eq!(
            condition,
            Condition::All {
                of: vec![
                    Condition::Bought { family: "Christmas".into() },
                    Condition::LastOrder { older_than_days: Some(180), newer_than_days: None },
                    Condition::Not { of: Box::new(Condition::OpenComplaint) },
                ]
            }
        );
    }

    #[test]
    fn broken_trees_are_refused_with_the_reason() {
        let nested = |depth: usize| {
            let inner = r#"{"if":"open_complaint"}"#.to_owned();
            (0..depth).fold(inner, |tree, _| format!(r#"{{"if":"not","of":{tree}}}"#))
        };
        let many = format!(
            r#"{{"if":"any","of":[{}]}}"#,
            vec![r#"{"if":"open_complaint"}"#; MAX_SIZE].join(",")
        );
        let table: Vec<(String, &str)> = vec![
            (r#"{"if":"all","of":[]}"#.into(), "`all` is empty"),
            (r#"{"if":"any","of":[]}"#.into(), "`any` is empty"),
            (r#"{"if":"bought","family":" "}"#.into(), "`bought` is empty"),
            (r#"{"if":"region","any_of":[]}"#.into(), "`region` is empty"),
            (r#"{"if":"orders"}"#.into(), "`orders` needs"),
            (r#"{"if":"orders","at_least":3,"at_most":2}"#.into(), "`orders` needs"),
            (r#"{"if":"need_window","family":"x","month":13}"#.into(), "13 is not a month"),
            (r#"{"if":"pressure","at_most":"-1.0"}"#.into(), "pressure must not"),
            (r#"{"if":"shoe_size"}"#.into(), "this is not a condition"),
            (r#"{"if":"phase","any_of":["hot"]}"#.into(), "this is not a condition"),
            (nested(MAX_DEPTH), "nested deeper"),
            (nested(100_000), "this is not a condition"),
            (many, "more than 100"),
        ];
        for (json, expected) in table {
            let error = Condition::from_json(&json).unwrap_err().to_string();
            assert!(error.contains(expected), "{error} / {expected}");
        }
    }

    pub(crate) fn condition() -> impl Strategy<Value = Condition> {
        let leaf = prop_oneof![
            prop::sample::select(vec!["Christmas", "Garden"])
                .prop_map(|f| Condition::Bought { family: f.into() }),
            prop::sample::select(vec!["DE", "NL", "ES"])
                .prop_map(|c| Condition::Country { any_of: vec![c.into()] }),
            (0..4_u64).prop_map(|n| Condition::Orders { at_least: Some(n), at_most: None }),
            (0..400_u32).prop_map(|n| Condition::LastOrder {
                older_than_days: None,
                newer_than_days: Some(n)
            }),
            prop::sample::select(Phase::ALL).prop_map(|p| Condition::Phase { any_of: vec![p] }),
            prop::sample::select(Lang::ALL).prop_map(|l| Condition::Language { any_of: vec![l] }),
            (0..300_i128).prop_map(|n| Condition::Pressure { at_most: Amount::from_cents(n) }),
            (-500..500_i128).prop_map(|cents| Condition::NetRevenue {
                at_least: Some(Amount::from_cents(cents)),
                at_most: None
            }),
            Just(Condition::OpenComplaint),
        ];
        leaf.prop_recursive(3, 20, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..3).prop_map(|of| Condition::All { of }),
                prop::collection::vec(inner.clone(), 1..3).prop_map(|of| Condition::Any { of }),
                inner.prop_map(|of| Condition::Not { of: Box::new(of) }),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_condition_survives_its_json_form(condition in condition()) {
            let json = serde_json::to_string(&condition).unwrap();
            prop_assert_eq!(Condition::from_json(&json).unwrap(), condition);
        }

        #[test]
        fn no_text_makes_the_reader_fall_over(text in ".{0,200}") {
            let _ = Condition::from_json(&text);
        }
    }
}

//! The language an audience is described in: a small tree of conditions, kept as JSON.
//!
//! ```json
//! {"version": 1, "where": {"if": "all", "of": [
//!   {"if": "bought", "family": "Christmas"},
//!   {"if": "did", "what": {"event": "product_viewed", "family": "Garden"},
//!    "at_least": 3, "within": {"days": 14}},
//!   {"if": "not", "of": {"if": "open_complaint"}}
//! ]}}
//! ```
//!
//! Conditions look at three things: what the records and the picture of a customer say, what
//! happened in which order and how often, and whether somebody may be reached at all. Whether
//! they may be written to *for this campaign* is asked of `guard` afterwards and never here.
//! Size and depth are limited, so that a tree from outside cannot hold the server up.
//!
//! Reading order: [`Condition`], [`happening`] for what happened, [`check`] and [`form`] for
//! trees from outside.

pub mod check;
pub mod form;
pub mod happening;

use serde::{Deserialize, Serialize};
use vocab::{Amount, Barrier, Channel, ContactRole, CustomerKind, Lang, Phase, Purpose};

pub use check::{BadCondition, Wrong};
pub use happening::{Happening, Span};

/// The most conditions one tree may hold.
pub const MAX_SIZE: usize = 100;
/// The deepest a tree may be nested.
pub const MAX_DEPTH: usize = 8;
/// The longest list or text inside one condition.
pub const MAX_LIST: usize = 500;
/// The most days a condition may look back: a century.
pub const MAX_DAYS: u32 = 36_525;
/// The version of the JSON form.
pub const VERSION: u32 = 1;

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
    /// Bought from so many product families (both ends included).
    Families {
        /// Lower end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u64>,
        /// Upper end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u64>,
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
    /// One of these people of ours is responsible.
    Owner {
        /// Their names.
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
    /// What was sent back, in percent of what was bought (both ends included). Never holds for
    /// somebody who bought nothing.
    ReturnedShare {
        /// Lower end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u32>,
        /// Upper end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u32>,
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
    /// When the first order was. Never holds for somebody who has not ordered yet.
    FirstOrder {
        /// At least this many days ago.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        older_than_days: Option<u32>,
        /// At most this many days ago.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        newer_than_days: Option<u32>,
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
    /// When they last showed interest of their own. Never holds where they never did.
    OwnSignal {
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
    /// Has a need that is open now.
    Need {
        /// Of this product family; of any where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        family: Option<String>,
        /// How we know; in whatever way where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_by: Option<KnownBy>,
    },
    /// Has a complaint that is not settled.
    // Braces: without fields of its own it would take any.
    OpenComplaint {},
    /// Sales noted one of the barriers.
    Barrier {
        /// The barriers.
        any_of: Vec<Barrier>,
    },
    /// Contact pressure is at most this.
    Pressure {
        /// Decayed number of contacts we began.
        at_most: Amount,
    },
    /// How many messages of our campaigns met this fate (both ends included).
    Messages {
        /// What became of them.
        were: Fate,
        /// Lower end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u64>,
        /// Upper end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u64>,
    },
    /// The contact reads one of the languages.
    Language {
        /// The languages.
        any_of: Vec<Lang>,
    },
    /// The contact has one of the roles in a purchase.
    Role {
        /// The roles.
        any_of: Vec<ContactRole>,
    },
    /// By what the contact allowed and refused, they may be reached this way for this purpose.
    /// No campaign is looked at: no cap, no need, no complaint.
    MayBeReached {
        /// The way.
        channel: Channel,
        /// What for.
        purpose: Purpose,
    },
    /// Something happened so often (both ends included).
    Did {
        /// What.
        what: Happening,
        /// Lower end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u32>,
        /// Upper end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u32>,
        /// When; at any time where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<Span>,
    },
    /// Something never happened.
    Never {
        /// What.
        what: Happening,
        /// Only not in this many days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since_days: Option<u32>,
    },
    /// One thing happened after the other, and perhaps something did not.
    Sequence {
        /// The steps in their order, 1 to 5 of them; at least 2 where `then_not` is left out.
        steps: Vec<Happening>,
        /// What did not happen after the last of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        then_not: Option<Happening>,
        /// Days from the first step in which everything happened, and the last did not.
        within_days: u32,
        /// The first step was at most this many days ago.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        begun_within_days: Option<u32>,
    },
}

/// How a need is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownBy {
    /// The customer said so within a year and has not bought it since.
    Words,
    /// This is when they usually buy.
    Habit,
}

/// What became of a message of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Accepted by a mail server.
    Sent,
    /// Answered by the contact.
    Answered,
    /// Refused by a mail server.
    Bounced,
}

impl Condition {
    /// Everything it consists of: itself and all parts, from the outside in.
    pub fn walk(&self) -> impl Iterator<Item = &Self> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            match next {
                Self::All { of } | Self::Any { of } => waiting.extend(of.iter().rev()),
                Self::Not { of } => waiting.push(of),
                _ => {}
            }
            Some(next)
        })
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
                    Condition::Not { of: Box::new(Condition::OpenComplaint {}) },
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
            (r#"{"if":"shoe_size"}"#.into(), "there is no condition `shoe_size` (at `where`)"),
            (
                r#"{"if":"all","of":[{"if":"open_complaint"},{"if":"not","of":{"if":"x"}}]}"#
                    .into(),
                "there is no condition `x` (at `where.of[1].of`)",
            ),
            (
                r#"{"version":1,"where":{"if":"any","of":[{"if":"orders"}]}}"#.into(),
                "(at `where.of[0]`)",
            ),
            (r#"{"version":2,"where":{"if":"open_complaint"}}"#.into(), "version 2"),
            (r#"{"version":1,"where":{"if":"open_complaint"},"x":1}"#.into(), "not `x`"),
            (r#"{"version":1}"#.into(), "`where` is empty"),
            (r#"{"of":[]}"#.into(), "version null"),
            (r#"[]"#.into(), "no object"),
            (r#"{"if":"all","of":[{"no":1}]}"#.into(), "it lacks `if` (at `where.of[0]`)"),
            (r#"{"if":"all","of":[],"x":1}"#.into(), "unknown field `x`"),
            (r#"{"if":"open_complaint","x":1}"#.into(), "this is not a condition"),
            (r#"{"if":"did","what":{"event":"sale","x":1},"at_least":1}"#.into(), "unknown field"),
            (r#"{"if":"did","what":{"event":"sold"},"at_least":1}"#.into(), "sold"),
            (r#"{"if":"did","what":{"event":"sale"}}"#.into(), "`did` needs"),
            (r#"{"if":"never","what":{"event":"sale"},"since_days":0}"#.into(), "`since_days`"),
            (
                r#"{"if":"sequence","steps":[{"event":"sale"}],"within_days":3}"#.into(),
                "this one has 1",
            ),
            (r#"{"if":"phase","any_of":["hot"]}"#.into(), "this is not a condition"),
            (nested(MAX_DEPTH), "nested deeper"),
            (nested(100_000), "this is not JSON"),
            (
                r#"{"if":"did","what":{"event":"sale"},"at_least":1,"within":{"day":3}}"#.into(),
                "`within` is {\"days\": 14} or",
            ),
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
            Just(Condition::OpenComplaint {}),
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

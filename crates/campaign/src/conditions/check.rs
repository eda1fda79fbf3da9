//! What is wrong with a tree of conditions, and where.

use std::fmt;

use super::happening::{Happening, Span};
use super::{Condition, MAX_DAYS, MAX_DEPTH, MAX_LIST, MAX_SIZE};

/// Why a tree of conditions cannot be used, and the place of the fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCondition {
    /// The way to it from the top, such as `where.of[1].of`; empty for the whole.
    pub at: String,
    /// What is wrong there.
    pub why: Wrong,
}

/// What is wrong with one condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
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
    /// No days, or more than [`MAX_DAYS`].
    Days(&'static str),
    /// A sequence of too few or too many steps.
    Steps(usize),
    /// A version of the language this program does not know.
    Version(String),
    /// A condition this program does not know.
    Unknown(String),
    /// Not JSON at all.
    Syntax(String),
    /// Not the JSON form of a condition.
    Json(String),
}

impl fmt::Display for Wrong {
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
            Self::Days(what) => write!(f, "`{what}` needs a number of days from 1 to {MAX_DAYS}"),
            Self::Steps(count) => write!(
                f,
                "a sequence has 2 to {} steps, or 1 and `then_not`; this one has {count}",
                customers::happened::MOST_STEPS
            ),
            Self::Version(version) => write!(
                f,
                "version {version} of the language is not known; this program knows {}",
                super::VERSION
            ),
            Self::Unknown(name) => write!(f, "there is no condition `{name}`"),
            Self::Syntax(why) => write!(f, "this is not JSON: {why}"),
            Self::Json(why) => write!(f, "this is not a condition: {why}"),
        }
    }
}

impl fmt::Display for BadCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at.as_str() {
            "" => write!(f, "{}", self.why),
            at => write!(f, "{} (at `{at}`)", self.why),
        }
    }
}

impl Condition {
    /// Whether it can be used.
    ///
    /// # Errors
    /// Names the first thing that is wrong, and where.
    pub fn check(&self) -> Result<(), BadCondition> {
        let mut count = 0;
        self.check_at(1, &mut count, "where")
    }

    fn check_at(&self, depth: usize, count: &mut usize, at: &str) -> Result<(), BadCondition> {
        *count += 1;
        let wrong = if *count > MAX_SIZE {
            Some(Wrong::TooMany)
        } else if depth > MAX_DEPTH {
            Some(Wrong::TooDeep)
        } else {
            self.check_alone().err()
        };
        if let Some(why) = wrong {
            return Err(BadCondition { at: at.to_owned(), why });
        }
        match self {
            Self::All { of } | Self::Any { of } => {
                of.iter().enumerate().try_for_each(|(n, part)| {
                    part.check_at(depth + 1, count, &format!("{at}.of[{n}]"))
                })
            }
            Self::Not { of } => of.check_at(depth + 1, count, &format!("{at}.of")),
            _ => Ok(()),
        }
    }

    /// What is wrong with the condition itself, whatever its parts are.
    pub(super) fn check_alone(&self) -> Result<(), Wrong> {
        match self {
            Self::All { of } => list("all", of),
            Self::Any { of } => list("any", of),
            Self::Bought { family } => text("bought", family),
            Self::Families { at_least, at_most } => range("families", at_least, at_most),
            Self::Region { any_of } => texts("region", any_of),
            Self::Country { any_of } => texts("country", any_of),
            Self::Owner { any_of } => texts("owner", any_of),
            Self::NetRevenue { at_least, at_most } => range("net_revenue", at_least, at_most),
            Self::ReturnedShare { at_least, at_most } => range("returned_share", at_least, at_most),
            Self::Orders { at_least, at_most } => range("orders", at_least, at_most),
            // "Older than 30, newer than 90 days" is the range from 30 to 90 days ago.
            Self::FirstOrder { older_than_days, newer_than_days } => {
                range("first_order", older_than_days, newer_than_days)
            }
            Self::LastOrder { older_than_days, newer_than_days } => {
                range("last_order", older_than_days, newer_than_days)
            }
            Self::OwnSignal { older_than_days, newer_than_days } => {
                range("own_signal", older_than_days, newer_than_days)
            }
            Self::Phase { any_of } => list("phase", any_of),
            Self::NeedWindow { family, month } => {
                text("need_window", family)?;
                if (1..=12).contains(month) { Ok(()) } else { Err(Wrong::Month(*month)) }
            }
            Self::Need { family, .. } => family.iter().try_for_each(|name| text("need", name)),
            Self::Barrier { any_of } => list("barrier", any_of),
            Self::Pressure { at_most } if at_most.is_negative() => Err(Wrong::Pressure),
            Self::Messages { at_least, at_most, .. } => range("messages", at_least, at_most),
            Self::Language { any_of } => list("language", any_of),
            Self::Role { any_of } => list("role", any_of),
            Self::Did { what, at_least, at_most, within } => {
                happening(what)?;
                range("did", at_least, at_most)?;
                match within {
                    Some(Span::Dates { from, until }) if from > until => {
                        Err(Wrong::Range("within"))
                    }
                    Some(Span::Days { days: count }) => days("within", Some(*count)),
                    _ => Ok(()),
                }
            }
            Self::Never { what, since_days } => {
                happening(what)?;
                days("since_days", *since_days)
            }
            Self::Sequence { steps, then_not, within_days, begun_within_days } => {
                let least = if then_not.is_some() { 1 } else { 2 };
                if !(least..=customers::happened::MOST_STEPS).contains(&steps.len()) {
                    return Err(Wrong::Steps(steps.len()));
                }
                steps.iter().chain(then_not).try_for_each(happening)?;
                days("within_days", Some(*within_days))?;
                days("begun_within_days", *begun_within_days)
            }
            Self::Not { .. }
            | Self::Kind { .. }
            | Self::OpenComplaint {}
            | Self::Pressure { .. }
            | Self::MayBeReached { .. } => Ok(()),
        }
    }
}

fn list<T>(what: &'static str, list: &[T]) -> Result<(), Wrong> {
    match list.len() {
        0 => Err(Wrong::Empty(what)),
        1..=MAX_LIST => Ok(()),
        _ => Err(Wrong::TooLong(what)),
    }
}

fn text(what: &'static str, text: &str) -> Result<(), Wrong> {
    if text.trim().is_empty() {
        return Err(Wrong::Empty(what));
    }
    if text.len() > MAX_LIST { Err(Wrong::TooLong(what)) } else { Ok(()) }
}

fn texts(what: &'static str, texts: &[String]) -> Result<(), Wrong> {
    list(what, texts)?;
    texts.iter().try_for_each(|one| text(what, one))
}

fn happening(what: &Happening) -> Result<(), Wrong> {
    what.family.iter().try_for_each(|name| text("family", name))?;
    what.item.iter().try_for_each(|name| text("item", name))
}

fn days(what: &'static str, days: Option<u32>) -> Result<(), Wrong> {
    match days {
        None | Some(1..=MAX_DAYS) => Ok(()),
        Some(_) => Err(Wrong::Days(what)),
    }
}

fn range<T: PartialOrd>(
    what: &'static str,
    low: &Option<T>,
    high: &Option<T>,
) -> Result<(), Wrong> {
    match (low, high) {
        (None, None) => Err(Wrong::Range(what)),
        (Some(low), Some(high)) if low > high => Err(Wrong::Range(what)),
        _ => Ok(()),
    }
}

//! What happened, as conditions name it, and as the pass over the event log is asked for it.
//!
//! Windows follow the company's calendar: "in the last 14 days" are today and the 14 days
//! before it, whole days. So an answer holds for a day, and whoever asks again is not told
//! something else a second later. What must *not* have happened within some days counts when
//! those days were over as today began.

use chrono::{Days, NaiveDate};
use customers::happened::{Question, What};
use customers::phase::EXPIRES_AFTER_DAYS;
use serde::{Deserialize, Serialize};
use vocab::{Channel, Direction, EventKind, Instant, Zone};

use super::{Condition, KnownBy};

const MICROS_A_DAY: i64 = 86_400_000_000;

/// A kind of event, as narrowly as wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happening {
    /// What kind.
    pub event: EventKind,
    /// About this product family only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// About this article only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Over this channel only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Begun by this side only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

impl Happening {
    /// Any event of a kind.
    #[must_use]
    pub const fn of(event: EventKind) -> Self {
        Self { event, family: None, item: None, channel: None, direction: None }
    }

    fn what(&self) -> What {
        let trimmed = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_owned());
        What {
            kind: self.event,
            family: trimmed(&self.family),
            item: trimmed(&self.item),
            channel: self.channel,
            direction: self.direction,
        }
    }
}

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "`within` is {\"days\": 14} or {\"from\": \"2026-01-01\", \"until\": \"2026-03-31\"}"
)]
pub enum Span {
    /// Today and this many days before it.
    Days {
        /// How many.
        days: u32,
    },
    /// Between two days, both included.
    Dates {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
}

/// The calendar around the day on which one asks.
struct Calendar {
    zone: Zone,
    today: NaiveDate,
}

impl Calendar {
    fn start(&self, day: NaiveDate) -> i64 {
        self.zone.start_of(day).timestamp_micros()
    }

    fn end(&self, day: NaiveDate) -> i64 {
        self.start(day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX))
    }

    fn days_ago(&self, days: u32) -> i64 {
        let day = self.today.checked_sub_days(Days::new(days.into()));
        day.map_or(i64::MIN, |day| self.start(day))
    }
}

impl Condition {
    /// What the log must be asked to know whether this one condition holds; `None` for those
    /// that ask nothing of the log.
    #[must_use]
    pub fn question(&self, zone: Zone, now: Instant) -> Option<Question> {
        let calendar = Calendar { zone, today: zone.day(now) };
        let end = calendar.end(calendar.today);
        let since = |days: Option<u32>| days.map_or(i64::MIN, |days| calendar.days_ago(days));
        Some(match self {
            Self::Did { what, at_least, at_most, within } => {
                let (from, until) = match within {
                    None => (i64::MIN, end),
                    Some(Span::Days { days }) => (calendar.days_ago(*days), end),
                    Some(Span::Dates { from, until }) => {
                        (calendar.start(*from), calendar.end(*until))
                    }
                };
                Question::Count {
                    what: what.what(),
                    from,
                    until,
                    at_least: at_least.unwrap_or(0),
                    at_most: at_most.unwrap_or(u32::MAX),
                }
            }
            Self::Never { what, since_days } => Question::Count {
                what: what.what(),
                from: since(*since_days),
                until: end,
                at_least: 0,
                at_most: 0,
            },
            Self::Sequence { steps, then_not, within_days, begun_within_days } => {
                Question::Sequence {
                    steps: steps.iter().map(Happening::what).collect(),
                    then_not: then_not.as_ref().map(Happening::what),
                    window: i64::from(*within_days) * MICROS_A_DAY,
                    from: since(*begun_within_days),
                    until: end,
                    over_by: calendar.start(calendar.today),
                }
            }
            // Said within a year, and not bought since.
            Self::Need { family, known_by } if *known_by != Some(KnownBy::Habit) => {
                let about = |event| Happening { family: family.clone(), ..Happening::of(event) };
                Question::Sequence {
                    steps: vec![about(EventKind::NeedStated).what()],
                    then_not: Some(about(EventKind::Sale).what()),
                    window: i64::MAX,
                    from: since(u32::try_from(EXPIRES_AFTER_DAYS).ok()),
                    until: end,
                    over_by: i64::MAX,
                }
            }
            _ => return None,
        })
    }

    /// Everything the log must be asked for a whole tree, each question once.
    #[must_use]
    pub fn questions(&self, zone: Zone, now: Instant) -> Vec<Question> {
        let mut all: Vec<Question> = Vec::new();
        for question in self.walk().filter_map(|part| part.question(zone, now)) {
            if !all.contains(&question) {
                all.push(question);
            }
        }
        all
    }
}

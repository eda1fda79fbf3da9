//! From the form's tree to conditions, and back.

use std::collections::BTreeSet;

use ::campaign::conditions::{Condition, Fate, Happening, KnownBy, Span};
use vocab::{Amount, Lang};

use super::field::Field;
use super::tree::{Group, Line, NOT, Part, STEPS, Values};
use crate::warn::amount;

impl Group {
    /// The conditions; `Ok(None)` where there is no line at all.
    ///
    /// # Errors
    /// The numbers of the parts that lack a value.
    pub fn condition(&self, lang: Lang) -> Result<Option<Condition>, BTreeSet<usize>> {
        if self.parts.is_empty() {
            return Ok(None);
        }
        let mut bad = BTreeSet::new();
        let made = self.made(lang, &mut 0, &mut bad);
        if bad.is_empty() { Ok(made) } else { Err(bad) }
    }

    fn made(&self, lang: Lang, next: &mut usize, bad: &mut BTreeSet<usize>) -> Option<Condition> {
        let number = *next;
        *next += 1;
        if self.parts.is_empty() {
            bad.insert(number);
        }
        let mut of = Vec::new();
        for part in &self.parts {
            match part {
                Part::Group(group) => of.extend(group.made(lang, next, bad)),
                Part::Line(line) => {
                    let made = line.condition(lang);
                    if made.is_none() {
                        bad.insert(*next);
                    }
                    of.extend(made);
                    *next += 1;
                }
            }
        }
        let made = if self.all { Condition::All { of } } else { Condition::Any { of } };
        Some(if self.not { Condition::Not { of: Box::new(made) } } else { made })
    }

    /// The form of conditions. What comes of it again means the same, and is the same where
    /// a group stands around everything and no negation stands around a negation.
    #[must_use]
    pub fn of(condition: &Condition, lang: Lang) -> Self {
        match part(condition, lang) {
            Part::Group(group) => group,
            line @ Part::Line(_) => Self { parts: vec![line], ..Self::default() },
        }
    }
}

fn part(condition: &Condition, lang: Lang) -> Part {
    match condition {
        Condition::All { of } | Condition::Any { of } => Part::Group(Group {
            all: matches!(condition, Condition::All { .. }),
            not: false,
            parts: of.iter().map(|one| part(one, lang)).collect(),
        }),
        Condition::Not { of } => match part(of, lang) {
            Part::Group(group) => Part::Group(Group { not: !group.not, ..group }),
            Part::Line(line) => Part::Line(Line { not: !line.not, ..line }),
        },
        leaf => Part::Line(line(leaf, lang)),
    }
}

/// An empty end is no end; an end that cannot be read is a mistake.
fn whole<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

fn money(lang: Lang, text: &str) -> Option<Option<Amount>> {
    if text.is_empty() { Some(None) } else { amount::parse(lang, text).map(Some) }
}

fn parsed<T: std::str::FromStr>(codes: &[String]) -> Option<Vec<T>> {
    codes.iter().map(|code| code.parse().ok()).collect()
}

fn coded<T: std::str::FromStr>(code: &str) -> Option<Option<T>> {
    if code.is_empty() { Some(None) } else { code.parse().ok().map(Some) }
}

fn text(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// A step of a line: its kind of event and what narrows it down; `None` where it is wrong,
/// `Some(None)` where nothing was chosen.
fn happening(values: &Values, step: &str) -> Option<Option<Happening>> {
    let value = |name: &str| values.one(&format!("{name}-{step}"));
    let Some(event) = coded(value("event"))? else { return Some(None) };
    Some(Some(Happening {
        event,
        family: text(value("family")),
        item: text(value("item")),
        channel: coded(value("channel"))?,
        direction: coded(value("direction"))?,
    }))
}

fn span(values: &Values) -> Option<Option<Span>> {
    if let Some(days) = whole(values.one("days"))? {
        return Some(Some(Span::Days { days }));
    }
    match (coded(values.one("from"))?, coded(values.one("until"))?) {
        (None, None) => Some(None),
        (Some(from), Some(until)) => Some(Some(Span::Dates { from, until })),
        _ => None,
    }
}

impl Line {
    /// The condition; `None` where a value is missing or cannot be read.
    fn condition(&self, lang: Lang) -> Option<Condition> {
        let values = &self.values;
        let picks = || (!values.all("pick").is_empty()).then(|| values.all("pick").to_vec());
        let pick = || text(values.one("pick"));
        let (low, high) = (values.one("low"), values.one("high"));
        let condition = match self.field {
            Field::Bought => Condition::Bought { family: pick()? },
            Field::Families => Condition::Families { at_least: whole(low)?, at_most: whole(high)? },
            Field::Region => Condition::Region { any_of: picks()? },
            Field::Country => Condition::Country { any_of: picks()? },
            Field::Owner => Condition::Owner { any_of: picks()? },
            Field::Kind => Condition::Kind { is: pick()?.parse().ok()? },
            Field::Language => Condition::Language { any_of: parsed(&picks()?)? },
            Field::Role => Condition::Role { any_of: parsed(&picks()?)? },
            Field::Phase => Condition::Phase { any_of: parsed(&picks()?)? },
            Field::Barrier => Condition::Barrier { any_of: parsed(&picks()?)? },
            Field::NetRevenue => {
                Condition::NetRevenue { at_least: money(lang, low)?, at_most: money(lang, high)? }
            }
            Field::ReturnedShare => {
                Condition::ReturnedShare { at_least: whole(low)?, at_most: whole(high)? }
            }
            Field::Orders => Condition::Orders { at_least: whole(low)?, at_most: whole(high)? },
            Field::FirstOrder => Condition::FirstOrder {
                older_than_days: whole(low)?,
                newer_than_days: whole(high)?,
            },
            Field::LastOrder => {
                Condition::LastOrder { older_than_days: whole(low)?, newer_than_days: whole(high)? }
            }
            Field::OwnSignal => {
                Condition::OwnSignal { older_than_days: whole(low)?, newer_than_days: whole(high)? }
            }
            Field::Need => Condition::Need {
                family: pick(),
                known_by: match values.one("known") {
                    "words" => Some(KnownBy::Words),
                    "habit" => Some(KnownBy::Habit),
                    _ => None,
                },
            },
            Field::NeedWindow => {
                Condition::NeedWindow { family: pick()?, month: values.one("month").parse().ok()? }
            }
            Field::OpenComplaint => Condition::OpenComplaint,
            Field::MayBeReached => Condition::MayBeReached {
                channel: values.one("way").parse().ok()?,
                purpose: values.one("purpose").parse().ok()?,
            },
            Field::Pressure => Condition::Pressure { at_most: money(lang, high)?? },
            Field::Sent | Field::Answered | Field::Bounced => Condition::Messages {
                were: match self.field {
                    Field::Sent => Fate::Sent,
                    Field::Answered => Fate::Answered,
                    _ => Fate::Bounced,
                },
                at_least: whole(low)?,
                at_most: whole(high)?,
            },
            Field::Did => Condition::Did {
                what: happening(values, STEPS[0])??,
                at_least: whole(low)?,
                at_most: whole(high)?,
                within: span(values)?,
            },
            Field::Never => Condition::Never {
                what: happening(values, STEPS[0])??,
                since_days: whole(values.one("days"))?,
            },
            Field::Sequence => {
                let steps = STEPS[..values.steps()].iter();
                let steps: Option<Vec<_>> = steps.map(|step| happening(values, step)).collect();
                Condition::Sequence {
                    steps: steps?.into_iter().flatten().collect(),
                    then_not: happening(values, NOT)?,
                    within_days: whole(values.one("within"))??,
                    begun_within_days: whole(values.one("begun"))?,
                }
            }
        };
        condition.check().ok()?;
        Some(if self.not { Condition::Not { of: Box::new(condition) } } else { condition })
    }
}

fn put_happening(values: &mut Values, step: &str, what: &Happening) {
    values.put(&format!("event-{step}"), what.event.code());
    let texts = [("family", &what.family), ("item", &what.item)];
    for (name, value) in texts {
        values.put(&format!("{name}-{step}"), value.clone().unwrap_or_default());
    }
    values.put(&format!("channel-{step}"), what.channel.map_or("", |one| one.code()));
    values.put(&format!("direction-{step}"), what.direction.map_or("", |one| one.code()));
}

fn line(condition: &Condition, lang: Lang) -> Line {
    fn shown<T: ToString>(value: &Option<T>) -> String {
        value.as_ref().map(ToString::to_string).unwrap_or_default()
    }
    let mut values = Values::default();
    let ends = |values: &mut Values, low: String, high: String| {
        values.put("low", low);
        values.put("high", high);
    };
    let coin =
        |value: &Option<Amount>| value.map(|value| amount::plain(lang, value)).unwrap_or_default();
    let field = match condition {
        // Groups never come here.
        Condition::All { .. } | Condition::Any { .. } | Condition::Not { .. } => {
            Field::OpenComplaint
        }
        Condition::Bought { family } => {
            values.put("pick", family);
            Field::Bought
        }
        Condition::Families { at_least, at_most } => {
            ends(&mut values, shown(at_least), shown(at_most));
            Field::Families
        }
        Condition::Region { any_of } => {
            any_of.iter().for_each(|one| values.put("pick", one));
            Field::Region
        }
        Condition::Country { any_of } => {
            any_of.iter().for_each(|one| values.put("pick", one));
            Field::Country
        }
        Condition::Owner { any_of } => {
            any_of.iter().for_each(|one| values.put("pick", one));
            Field::Owner
        }
        Condition::Kind { is } => {
            values.put("pick", is.code());
            Field::Kind
        }
        Condition::Language { any_of } => {
            any_of.iter().for_each(|one| values.put("pick", one.code()));
            Field::Language
        }
        Condition::Role { any_of } => {
            any_of.iter().for_each(|one| values.put("pick", one.code()));
            Field::Role
        }
        Condition::Phase { any_of } => {
            any_of.iter().for_each(|one| values.put("pick", one.code()));
            Field::Phase
        }
        Condition::Barrier { any_of } => {
            any_of.iter().for_each(|one| values.put("pick", one.code()));
            Field::Barrier
        }
        Condition::NetRevenue { at_least, at_most } => {
            ends(&mut values, coin(at_least), coin(at_most));
            Field::NetRevenue
        }
        Condition::ReturnedShare { at_least, at_most } => {
            ends(&mut values, shown(at_least), shown(at_most));
            Field::ReturnedShare
        }
        Condition::Orders { at_least, at_most } => {
            ends(&mut values, shown(at_least), shown(at_most));
            Field::Orders
        }
        Condition::FirstOrder { older_than_days, newer_than_days } => {
            ends(&mut values, shown(older_than_days), shown(newer_than_days));
            Field::FirstOrder
        }
        Condition::LastOrder { older_than_days, newer_than_days } => {
            ends(&mut values, shown(older_than_days), shown(newer_than_days));
            Field::LastOrder
        }
        Condition::OwnSignal { older_than_days, newer_than_days } => {
            ends(&mut values, shown(older_than_days), shown(newer_than_days));
            Field::OwnSignal
        }
        Condition::Need { family, known_by } => {
            values.put("pick", shown(family));
            let known = match known_by {
                Some(KnownBy::Words) => "words",
                Some(KnownBy::Habit) => "habit",
                None => "",
            };
            values.put("known", known);
            Field::Need
        }
        Condition::NeedWindow { family, month } => {
            values.put("pick", family);
            values.put("month", month.to_string());
            Field::NeedWindow
        }
        Condition::OpenComplaint => Field::OpenComplaint,
        Condition::MayBeReached { channel, purpose } => {
            values.put("way", channel.code());
            values.put("purpose", purpose.code());
            Field::MayBeReached
        }
        Condition::Pressure { at_most } => {
            values.put("high", amount::plain(lang, *at_most));
            Field::Pressure
        }
        Condition::Messages { were, at_least, at_most } => {
            ends(&mut values, shown(at_least), shown(at_most));
            match were {
                Fate::Sent => Field::Sent,
                Fate::Answered => Field::Answered,
                Fate::Bounced => Field::Bounced,
            }
        }
        Condition::Did { what, at_least, at_most, within } => {
            put_happening(&mut values, STEPS[0], what);
            ends(&mut values, shown(at_least), shown(at_most));
            match within {
                None => {}
                Some(Span::Days { days }) => values.put("days", days.to_string()),
                Some(Span::Dates { from, until }) => {
                    values.put("from", from.to_string());
                    values.put("until", until.to_string());
                }
            }
            Field::Did
        }
        Condition::Never { what, since_days } => {
            put_happening(&mut values, STEPS[0], what);
            values.put("days", shown(since_days));
            Field::Never
        }
        Condition::Sequence { steps, then_not, within_days, begun_within_days } => {
            for (step, what) in STEPS.iter().zip(steps) {
                put_happening(&mut values, step, what);
            }
            if let Some(what) = then_not {
                put_happening(&mut values, NOT, what);
            }
            values.put("steps", steps.len().to_string());
            values.put("within", within_days.to_string());
            values.put("begun", shown(begun_within_days));
            Field::Sequence
        }
    };
    Line { field, not: false, values }
}

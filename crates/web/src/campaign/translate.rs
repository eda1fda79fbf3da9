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
    /// The numbers of the parts that lack a value; that of the whole where there are too many or
    /// they are nested too deep.
    pub fn condition(&self, lang: Lang) -> Result<Option<Condition>, BTreeSet<usize>> {
        if self.parts.is_empty() {
            return Ok(None);
        }
        let mut bad = BTreeSet::new();
        let made = self.made(lang, &mut 0, &mut bad);
        if !bad.is_empty() {
            return Err(bad);
        }
        // What is kept must be readable again.
        if made.as_ref().is_some_and(|made| made.check().is_err()) {
            return Err([0].into());
        }
        Ok(made)
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
    let days = whole(values.one("days"))?;
    match (days, coded(values.one("from"))?, coded(values.one("until"))?) {
        (None, None, None) => Some(None),
        (Some(days), None, None) => Some(Some(Span::Days { days })),
        (None, Some(from), Some(until)) => Some(Some(Span::Dates { from, until })),
        // Both, or half of one: whichever were taken, the form would say something else.
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
            Field::OpenComplaint => Condition::OpenComplaint {},
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
                let mut steps = steps?.into_iter();
                let chosen: Vec<_> = steps.by_ref().map_while(|step| step).collect();
                if steps.any(|step| step.is_some()) {
                    // A step between them is empty.
                    return None;
                }
                Condition::Sequence {
                    steps: chosen,
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
        Condition::OpenComplaint {} => Field::OpenComplaint,
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

#[cfg(test)]
mod tests {
    use ::campaign::conditions::form::WORDS;

    use super::*;

    const TREES: [&str; 4] = [
        r#"{"if":"all","of":[{"if":"bought","family":"Gifts; large"},{"if":"any","of":[
            {"if":"country","any_of":["DE","AT"]},{"if":"not","of":{"if":"kind","is":"company"}}]},
            {"if":"not","of":{"if":"any","of":[{"if":"open_complaint"},
            {"if":"need","family":"Garden","known_by":"words"},{"if":"need"}]}}]}"#,
        r#"{"if":"any","of":[{"if":"families","at_least":2},{"if":"region","any_of":["North, far"]},
            {"if":"owner","any_of":["Anna"]},{"if":"net_revenue","at_least":"100.00","at_most":"2500.50"},
            {"if":"returned_share","at_most":10},{"if":"orders","at_least":1},
            {"if":"first_order","newer_than_days":9},{"if":"last_order","older_than_days":180},
            {"if":"own_signal","newer_than_days":3},{"if":"phase","any_of":["need","risk"]},
            {"if":"need_window","family":"Lamps","month":11},{"if":"barrier","any_of":["timing"]},
            {"if":"pressure","at_most":"1.50"},{"if":"messages","were":"sent","at_most":2},
            {"if":"messages","were":"answered","at_least":1},{"if":"messages","were":"bounced","at_least":1},
            {"if":"language","any_of":["de","es"]},{"if":"role","any_of":["decider"]},
            {"if":"may_be_reached","channel":"phone","purpose":"service"}]}"#,
        r#"{"if":"all","of":[
            {"if":"did","what":{"event":"product_viewed","family":"Garden"},"at_least":3,"within":{"days":14}},
            {"if":"did","what":{"event":"touch","channel":"phone","direction":"out"},"at_most":2},
            {"if":"did","what":{"event":"sale","item":"4711"},"at_least":1,
             "within":{"from":"2026-01-01","until":"2026-03-31"}},
            {"if":"never","what":{"event":"visit"}},{"if":"never","what":{"event":"sale"},"since_days":90},
            {"if":"sequence","steps":[{"event":"product_added"}],"then_not":{"event":"sale","family":"Garden"},
             "within_days":7,"begun_within_days":60},
            {"if":"not","of":{"if":"sequence","steps":[{"event":"quote_sent"},{"event":"visit"},
             {"event":"sale"},{"event":"sale"},{"event":"return"}],"within_days":30}}]}"#,
        r#"{"if":"not","of":{"if":"all","of":[{"if":"open_complaint"}]}}"#,
    ];

    #[test]
    fn what_is_saved_is_what_is_shown_again() {
        for json in TREES {
            let condition = Condition::from_json(json).unwrap();
            for lang in Lang::ALL {
                let tree = Group::of(&condition, *lang);
                assert_eq!(Group::read(&tree.pairs()), tree, "{lang}");
                assert_eq!(tree.condition(*lang), Ok(Some(condition.clone())), "{lang}");
            }
        }
        let shown = |word: &&str| TREES.iter().any(|t| t.contains(&format!("\"if\":\"{word}\"")));
        assert!(WORDS.iter().all(shown));
    }

    #[test]
    fn buttons_change_the_part_they_belong_to() {
        let condition = Condition::from_json(TREES[0]).unwrap();
        let mut tree = Group::of(&condition, Lang::De);
        // Parts: 0 all, 1 bought, 2 any, 3 country, 4 kind, 5 not any, 6 complaint, 7 need, 8 need.
        let pairs = [("new-2".to_owned(), "orders".to_owned())];
        assert_eq!(tree.act("add:2", &pairs), Some(5));
        let kinds = |tree: &Group| -> Vec<String> {
            let pairs = tree.pairs();
            let nodes = pairs.iter().filter(|(name, _)| name.starts_with("node-"));
            nodes.map(|(_, kind)| kind.clone()).collect()
        };
        let before = kinds(&tree);
        assert_eq!(before[4..7], ["kind", "orders", "any"]);
        assert_eq!(tree.condition(Lang::De), Err([5].into()), "the new line is empty");
        assert_eq!(tree.act("remove:5", &pairs), Some(4));
        assert_eq!(tree.condition(Lang::De), Ok(Some(condition)));
        assert_eq!(tree.act("group:5", &pairs), Some(9));
        assert_eq!(kinds(&tree)[9], "all", "the other way of joining than around it");
        assert_eq!(tree.act("remove:5", &pairs), Some(4));
        assert_eq!(kinds(&tree), ["all", "bought", "any", "country", "kind"]);
        for odd in ["remove:0", "remove:99", "add:1", "group:3", "step:1x", "fly:1", "add"] {
            tree.act(odd, &pairs);
            assert_eq!(kinds(&tree).len(), 5, "{odd}");
        }
    }

    #[test]
    fn steps_come_and_go() {
        let mut tree = Group::default();
        tree.act("add:0", &[("new-0".to_owned(), "sequence".to_owned())]);
        let steps = |tree: &Group| match &tree.parts[0] {
            Part::Line(line) => line.values.steps(),
            Part::Group(_) => 0,
        };
        assert_eq!(steps(&tree), 2);
        for expected in [3, 4, 5, 5] {
            tree.act("step:1", &[]);
            assert_eq!(steps(&tree), expected);
        }
        tree.act("less:1", &[]);
        assert_eq!(steps(&Group::read(&tree.pairs())), 4);
    }

    #[test]
    fn no_form_makes_the_reader_fall_over() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for pairs in [
            vec![],
            vec![pair("node-0", "bought")],
            vec![pair("node-0", "all"), pair("node-1", "nothing"), pair("node-2", "orders")],
            vec![pair("node-0", "all"), pair("node-1", "any"), pair("in-1", "7")],
            vec![pair("node-0", "all"), pair("in-0", "3"), pair("low-18446744073709551616", "1")],
        ] {
            let tree = Group::read(&pairs);
            if let Ok(Some(made)) = tree.condition(Lang::En) {
                assert_eq!(Condition::from_json(&made.to_json()), Ok(made));
            }
            assert_eq!(Group::read(&tree.pairs()), tree);
        }
    }

    #[test]
    fn what_could_not_be_read_again_is_not_made() {
        let line = |not| Line { not, ..line(&Condition::OpenComplaint {}, Lang::De) };
        let group = |parts| Group { parts, ..Group::default() };
        let mut deep = group(vec![Part::Line(line(false))]);
        for _ in 2..::campaign::conditions::MAX_DEPTH {
            deep = group(vec![Part::Group(deep)]);
        }
        assert!(deep.condition(Lang::De).is_ok());
        assert_eq!(group(vec![Part::Group(deep)]).condition(Lang::De), Err([0].into()));
        // A negation is a condition too.
        let lines = |not| group((0..60).map(|_| Part::Line(line(not))).collect());
        assert!(lines(false).condition(Lang::De).is_ok());
        assert_eq!(lines(true).condition(Lang::De), Err([0].into()));
    }

    #[test]
    fn a_line_that_says_two_things_is_not_taken_for_one() {
        let filled = |field, values: &[(&str, &str)]| {
            let mut line = Line { field, not: false, values: Values::default() };
            values.iter().for_each(|(name, value)| {
                line.values.put(name, *value);
            });
            line.condition(Lang::De)
        };
        let did = [("event-0", "sale"), ("low", "1"), ("days", "30")];
        assert!(filled(Field::Did, &did).is_some());
        let both = [did.as_slice(), &[("from", "2026-01-01"), ("until", "2026-02-01")]].concat();
        assert_eq!(filled(Field::Did, &both), None);
        let half = [("event-0", "sale"), ("low", "1"), ("from", "2026-01-01")];
        assert_eq!(filled(Field::Did, &half), None);
        let steps = |second| {
            let values = [
                ("event-0", "visit"),
                ("event-1", second),
                ("event-2", "sale"),
                ("steps", "3"),
                ("within", "30"),
            ];
            filled(Field::Sequence, &values)
        };
        assert!(steps("inquiry").is_some());
        assert_eq!(steps(""), None, "a step between two others is empty");
    }
}

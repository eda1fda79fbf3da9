//! Conditions as a form has them: a tree of groups and lines, some of them not complete yet.
//!
//! In the form every part has a number, in the order in which the parts are read: `node-N` says
//! what it is (`all`, `any`, or what a line asks about), `in-N` in which group it stands, `not-N`
//! whether its opposite is meant; then come the values of a line. Part 0 is the group around
//! everything.

use std::collections::BTreeMap;

use ::campaign::conditions::MAX_SIZE;

use super::field::Field;

/// What a browser sends of a form.
pub(super) type Pairs = [(String, String)];

/// The steps a sequence has lines for, and the one that did not come.
pub(super) const STEPS: [&str; 5] = ["0", "1", "2", "3", "4"];
/// The name of the step that did not come.
pub(super) const NOT: &str = "x";

/// The values of a line, by name. A name may come more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, Vec<String>>);

impl Values {
    /// The first value of a name, trimmed; empty where there is none.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        self.0.get(name).and_then(|all| all.first()).map_or("", |value| value.trim())
    }

    /// All values of a name that are not empty.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Takes a value in; an empty one is none.
    pub fn put(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.entry(name.to_owned()).or_default().push(value.trim().to_owned());
        }
    }

    /// How many steps have a line: those filled in, and so many more as were asked for.
    #[must_use]
    pub fn steps(&self) -> usize {
        let filled = STEPS.iter().rposition(|step| !self.one(&format!("event-{step}")).is_empty());
        let asked = self.one("steps").parse::<usize>().unwrap_or(1);
        filled.map_or(1, |last| last + 1).max(asked).clamp(1, STEPS.len())
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it asks about.
    pub field: Field,
    /// Whether its opposite is meant.
    pub not: bool,
    /// What was chosen and typed.
    pub values: Values,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// All of its parts must hold, not just any.
    pub all: bool,
    /// Whether its opposite is meant.
    pub not: bool,
    /// Lines and groups.
    pub parts: Vec<Part>,
}

/// A part of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A line.
    Line(Line),
    /// A group.
    Group(Group),
}

impl Default for Group {
    fn default() -> Self {
        Self { all: true, not: false, parts: Vec::new() }
    }
}

impl Line {
    /// A line without values; a number of steps is set to what is usual.
    #[must_use]
    pub fn new(field: Field) -> Self {
        let mut values = Values::default();
        if field == Field::Sequence {
            values.put("steps", "2");
        }
        Self { field, not: false, values }
    }
}

/// Whether a form holds a tree at all.
pub(super) fn sent(pairs: &Pairs) -> bool {
    pairs.iter().any(|(name, _)| name == "node-0")
}

fn value<'p>(pairs: &'p Pairs, wanted: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

/// A part on its way into the tree.
struct Loose {
    inside: usize,
    part: Part,
}

impl Group {
    /// Reads the tree of a form as it was sent.
    #[must_use]
    pub fn read(pairs: &Pairs) -> Self {
        let mut values: BTreeMap<usize, Values> = BTreeMap::new();
        for (name, value) in pairs {
            let Some((name, number)) = name.rsplit_once('-') else { continue };
            if let Ok(number) = number.parse::<usize>() {
                values.entry(number).or_default().put(name, value);
            }
        }
        let mut loose: Vec<Option<Loose>> = Vec::new();
        for n in 0..MAX_SIZE {
            let Some(kind) = value(pairs, &format!("node-{n}")) else { break };
            let mut values = values.remove(&n).unwrap_or_default();
            let not = values.one("not") == "not";
            let inside = values.one("in").parse().unwrap_or(0);
            for known in ["node", "in", "not"] {
                values.0.remove(known);
            }
            let part = match (kind, Field::of(kind)) {
                ("all" | "any", _) => {
                    Some(Part::Group(Self { all: kind == "all", not, parts: Vec::new() }))
                }
                (_, Some(field)) => Some(Part::Line(Line { field, not, values })),
                (_, None) => None,
            };
            loose.push(part.map(|part| Loose { inside, part }));
        }
        // From the last to the first: each goes in front of those that came after it.
        for n in (1..loose.len()).rev() {
            let Some(Loose { inside, part }) = loose[n].take() else { continue };
            let inside = inside.min(n - 1);
            if let Some(Loose { part: Part::Group(group), .. }) = &mut loose[inside] {
                group.parts.insert(0, part);
            }
        }
        match loose.into_iter().next().flatten() {
            Some(Loose { part: Part::Group(group), .. }) => group,
            _ => Self::default(),
        }
    }

    /// The tree as a form sends it.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        self.write(&mut pairs, 0, &mut 0);
        pairs
    }

    fn write(&self, pairs: &mut Vec<(String, String)>, inside: usize, next: &mut usize) {
        let number = *next;
        *next += 1;
        head(pairs, number, inside, if self.all { "all" } else { "any" }, self.not);
        for part in &self.parts {
            match part {
                Part::Group(group) => group.write(pairs, number, next),
                Part::Line(line) => {
                    head(pairs, *next, number, line.field.code(), line.not);
                    for (name, values) in &line.values.0 {
                        let named = values.iter().map(|v| (format!("{name}-{next}"), v.clone()));
                        pairs.extend(named);
                    }
                    *next += 1;
                }
            }
        }
    }

    /// Does what a button says: `add:N`, `group:N`, `remove:N`, `step:N`, `less:N`. Gives the
    /// number of the part that is new, or stands where something went.
    pub(super) fn act(&mut self, action: &str, pairs: &Pairs) -> Option<usize> {
        let (what, number) = action.split_once(':')?;
        let number: usize = number.parse().ok()?;
        match what {
            "add" | "group" => {
                let part = if what == "add" {
                    let wanted = value(pairs, &format!("new-{number}"))?;
                    Part::Line(Line::new(Field::of(wanted)?))
                } else {
                    let all = !self.find(number)?.all;
                    Part::Group(Self { all, ..Self::default() })
                };
                let size = self.size();
                if size >= MAX_SIZE {
                    return None;
                }
                let group = self.find(number)?;
                group.parts.push(part);
                Some(number + group.size() - 1)
            }
            "remove" => {
                self.remove(number, &mut 0);
                Some(number.saturating_sub(1))
            }
            "step" | "less" => {
                let line = self.line(number, &mut 0)?;
                let steps = line.values.steps();
                let steps = if what == "step" { steps + 1 } else { steps.saturating_sub(1).max(1) };
                for gone in STEPS.iter().skip(steps) {
                    for name in ["event", "family", "item", "channel", "direction"] {
                        line.values.0.remove(&format!("{name}-{gone}"));
                    }
                }
                line.values.0.remove("steps");
                line.values.put("steps", steps.min(STEPS.len()).to_string());
                Some(number)
            }
            _ => None,
        }
    }

    fn size(&self) -> usize {
        let of = |part: &Part| match part {
            Part::Line(_) => 1,
            Part::Group(group) => group.size(),
        };
        1 + self.parts.iter().map(of).sum::<usize>()
    }

    /// The group with a number.
    fn find(&mut self, number: usize) -> Option<&mut Self> {
        if number == 0 {
            return Some(self);
        }
        let mut next = 1;
        for part in &mut self.parts {
            match part {
                Part::Line(_) => next += 1,
                Part::Group(group) => {
                    let size = group.size();
                    if number < next + size {
                        return group.find(number.checked_sub(next)?);
                    }
                    next += size;
                }
            }
        }
        None
    }

    fn line(&mut self, number: usize, next: &mut usize) -> Option<&mut Line> {
        *next += 1;
        for part in &mut self.parts {
            match part {
                Part::Line(line) if *next == number => return Some(line),
                Part::Line(_) => *next += 1,
                Part::Group(group) => {
                    if number < *next + group.size() {
                        return group.line(number, next);
                    }
                    *next += group.size();
                }
            }
        }
        None
    }

    fn remove(&mut self, number: usize, next: &mut usize) {
        *next += 1;
        let mut gone = None;
        for (at, part) in self.parts.iter_mut().enumerate() {
            if *next == number {
                gone = Some(at);
                break;
            }
            match part {
                Part::Line(_) => *next += 1,
                Part::Group(group) => {
                    if number < *next + group.size() {
                        return group.remove(number, next);
                    }
                    *next += group.size();
                }
            }
        }
        if let Some(at) = gone {
            self.parts.remove(at);
        }
    }
}

fn head(pairs: &mut Vec<(String, String)>, number: usize, inside: usize, kind: &str, not: bool) {
    pairs.push((format!("node-{number}"), kind.to_owned()));
    pairs.push((format!("in-{number}"), inside.to_string()));
    if not {
        pairs.push((format!("not-{number}"), "not".to_owned()));
    }
}

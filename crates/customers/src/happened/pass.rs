//! One pass over a bucket for several questions.

use std::collections::HashSet;

use events::{CodeField, Codes, Columns, Snapshot, Stretch, Words};
use vocab::EventKind;

use super::sequence::{NOT, Rule, Way};
use super::{Bits, Question, What};
use crate::CustomersError;

/// What a pass looks for at once at most: a bit of a word each.
pub(super) const MOST_WHATS: usize = 64;

/// The customers of a bucket in the order of the log: those that have a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    names: String,
    ends: Vec<u32>,
}

impl Roster {
    /// How many customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Their names, ascending.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.names[start as usize..*end as usize])
    }

    fn push(&mut self, name: &str) {
        self.names.push_str(name);
        // Names of four thousand million bytes in one bucket are beyond everything else here.
        self.ends.push(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
    }
}

/// What a pass over one bucket found.
pub(super) struct Found {
    /// For each question, of whom it is not what it is of nobody's events.
    pub(super) differs: Vec<Bits>,
    /// The customers, where they were asked for.
    pub(super) roster: Option<Roster>,
}

/// Answers questions that together look for [`MOST_WHATS`] sorts of events at most.
pub(super) fn pass(
    snapshot: &Snapshot,
    bucket: u16,
    questions: &[Question],
    with_roster: bool,
) -> Result<Found, CustomersError> {
    let columns = questions.iter().map(Question::columns);
    let columns = columns.fold(Columns::KEY, Columns::with);
    let mut looking = Looking::new(questions);
    let mut roster = with_roster.then(Roster::default);
    let mut customers = 0_usize;
    snapshot.pass(bucket, columns, &mut |stretch| {
        if stretch.customer().is_empty() {
            return;
        }
        if stretch.begins {
            looking.end_of_customer(customers);
            customers += 1;
            if let Some(roster) = &mut roster {
                roster.push(stretch.customer());
            }
        }
        looking.take(stretch);
    })?;
    looking.end_of_customer(customers);
    let differs = looking.answers.into_iter().map(|answer| answer.grown(customers)).collect();
    Ok(Found { differs, roster })
}

/// A word that a column must hold.
struct Wanted {
    field: CodeField,
    word: String,
    /// The sort of events it narrows down.
    what: usize,
    /// The list of words met last, and the code of the word in it.
    list: Option<Words>,
    code: Option<usize>,
}

impl Wanted {
    fn of(what: usize, sort: &What) -> impl Iterator<Item = Self> {
        let words = [
            (CodeField::Family, sort.family.clone()),
            (CodeField::Item, sort.item.clone()),
            (CodeField::Channel, sort.channel.map(|channel| channel.code().to_owned())),
            (CodeField::Direction, sort.direction.map(|side| side.code().to_owned())),
        ];
        words.into_iter().filter_map(move |(field, word)| {
            Some(Self { field, word: word?, what, list: None, code: None })
        })
    }

    /// Whether the event at a place has the word.
    fn stands(&mut self, codes: &Codes<'_>, place: usize) -> bool {
        if !self.list.as_ref().is_some_and(|list| codes.are_of(list)) {
            self.list = Some(codes.list());
            self.code = (0..codes.count()).find(|code| codes.word(*code) == self.word);
        }
        self.code.is_some() && codes.code(place) == self.code
    }
}

/// One question while a customer passes by.
enum Ask {
    Count {
        what: u32,
        from: i64,
        until: i64,
        at_least: u32,
        at_most: u32,
        counted: u32,
        /// The orders among them.
        orders: HashSet<Box<str>>,
    },
    Sequence {
        rule: Rule,
        steps: Vec<u32>,
        not: Option<u32>,
        way: Way,
    },
}

struct Looking {
    /// For each kind, the sorts of events that are of it.
    of_kind: Vec<u64>,
    wanted: Vec<Wanted>,
    asks: Vec<Ask>,
    /// For each sort of events, the questions that look for it.
    askers: Vec<Vec<usize>>,
    answers: Vec<Bits>,
    /// Whether the customer passing by has any event that is looked for.
    touched: bool,
    /// Sorts of which one thing is several events.
    of_lines: u64,
    /// Orders of the instant passing by, with the sorts of which a line was met.
    instant: (i64, Vec<(Box<str>, u64)>),
}

impl Looking {
    fn new(questions: &[Question]) -> Self {
        let mut sorts: Vec<&What> = Vec::new();
        let mut number = |what| match sorts.iter().position(|known| *known == what) {
            Some(at) => at,
            None => {
                sorts.push(what);
                sorts.len() - 1
            }
        };
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let asks: Vec<Ask> = questions
            .iter()
            .map(|question| match question {
                Question::Count { what, from, until, at_least, at_most } => Ask::Count {
                    what: small(number(what)),
                    from: *from,
                    until: *until,
                    at_least: *at_least,
                    at_most: *at_most,
                    counted: 0,
                    orders: HashSet::new(),
                },
                Question::Sequence { steps, then_not, window, from, until, over_by } => {
                    Ask::Sequence {
                        rule: Rule {
                            steps: steps.len(),
                            then_not: then_not.is_some(),
                            window: *window,
                            from: *from,
                            until: *until,
                            over_by: *over_by,
                        },
                        steps: steps.iter().map(|what| small(number(what))).collect(),
                        not: then_not.as_ref().map(|what| small(number(what))),
                        way: Way::default(),
                    }
                }
            })
            .collect();
        let mut of_kind = vec![0; EventKind::ALL.len()];
        for (at, what) in sorts.iter().enumerate() {
            of_kind[what.kind as usize] |= 1 << at;
        }
        let of_lines = sorts.iter().enumerate().filter(|(_, what)| what.has_lines());
        let of_lines = of_lines.fold(0, |bits, (at, _)| bits | 1 << at);
        let looks_for = |ask: &Ask, sort: usize| match ask {
            Ask::Count { what, .. } => *what as usize == sort,
            Ask::Sequence { steps, not, .. } => {
                steps.iter().chain(not).any(|what| *what as usize == sort)
            }
        };
        let askers = |sort| (0..asks.len()).filter(|at| looks_for(&asks[*at], sort)).collect();
        Self {
            of_kind,
            wanted: sorts.iter().enumerate().flat_map(|(at, what)| Wanted::of(at, what)).collect(),
            askers: (0..sorts.len()).map(askers).collect(),
            answers: vec![Bits::none(0); asks.len()],
            asks,
            touched: false,
            of_lines,
            instant: (i64::MIN, Vec::new()),
        }
    }

    fn take(&mut self, stretch: &Stretch<'_>) {
        let kinds = stretch.kinds();
        if !kinds.iter().any(|kind| self.of_kind[*kind as usize] != 0) {
            return;
        }
        let words: Vec<Option<Codes<'_>>> =
            self.wanted.iter().map(|wanted| stretch.codes(wanted.field)).collect();
        for (place, kind) in kinds.iter().enumerate() {
            let mut sorts = self.of_kind[*kind as usize];
            for (wanted, codes) in self.wanted.iter_mut().zip(&words) {
                let bit = 1 << wanted.what;
                if sorts & bit != 0
                    && !codes.as_ref().is_some_and(|codes| wanted.stands(codes, place))
                {
                    sorts &= !bit;
                }
            }
            if sorts != 0 {
                let time = stretch.times()[place];
                let order = (sorts & self.of_lines != 0).then(|| stretch.event(place).reference);
                let order = order.filter(|order| !order.is_empty());
                let fresh = order.map_or(sorts, |order| self.first_lines(sorts, order, time));
                self.count(sorts, fresh, time, order);
            }
        }
    }

    /// Those of these sorts of which no line of the order was met at this instant.
    fn first_lines(&mut self, sorts: u64, order: &str, time: i64) -> u64 {
        if self.instant.0 != time {
            self.instant.0 = time;
            self.instant.1.clear();
        }
        let orders = &mut self.instant.1;
        match orders.iter_mut().find(|(known, _)| **known == *order) {
            Some((_, met)) => {
                let fresh = sorts & !*met;
                *met |= sorts;
                fresh
            }
            None => {
                orders.push((order.into(), sorts));
                sorts
            }
        }
    }

    /// An event that is of these sorts; `fresh` are those without what repeats an order.
    fn count(&mut self, sorts: u64, fresh: u64, time: i64, order: Option<&str>) {
        self.touched = true;
        let mut left = sorts;
        while left != 0 {
            let sort = left.trailing_zeros() as usize;
            left &= left - 1;
            for at in &self.askers[sort] {
                match &mut self.asks[*at] {
                    Ask::Count { from, until, counted, orders, .. } => {
                        let counts = (*from..*until).contains(&time)
                            && order.is_none_or(|order| {
                                !orders.contains(order) && orders.insert(order.into())
                            });
                        *counted = counted.saturating_add(u32::from(counts));
                    }
                    // One that two steps look for comes once.
                    Ask::Sequence { rule, steps, not, way } => {
                        let makes = |what: &u32| fresh >> *what & 1 == 1;
                        if !steps.iter().chain(not.iter()).any(makes) {
                            continue;
                        }
                        let first = steps.iter().chain(not.iter()).filter(|what| makes(what));
                        if first.min().is_some_and(|first| *first as usize != sort) {
                            continue;
                        }
                        let mut bits = if not.as_ref().is_some_and(makes) { NOT } else { 0 };
                        for (step, what) in steps.iter().enumerate() {
                            bits |= u8::from(makes(what)) << step;
                        }
                        way.take(rule, time, bits);
                    }
                }
            }
        }
    }

    /// All events of a customer have passed by; `count` of customers so far.
    fn end_of_customer(&mut self, count: usize) {
        if !self.touched {
            return;
        }
        self.touched = false;
        self.instant = (i64::MIN, Vec::new());
        for (ask, answer) in self.asks.iter_mut().zip(&mut self.answers) {
            let differs = match ask {
                Ask::Count { at_least, at_most, counted, orders, .. } => {
                    orders.clear();
                    let counted = std::mem::take(counted);
                    (*at_least..=*at_most).contains(&counted) != (*at_least == 0)
                }
                Ask::Sequence { rule, way, .. } => way.touched && way.finish(rule),
            };
            if differs {
                answer.put(count - 1);
            }
        }
    }
}

//! Money per local day, for the whole company and for each of its parts.
//!
//! Anonymous sales are included. An order counts on the local day of its earliest line; in a
//! part (a family, a region, an owner, a channel) on the day of its earliest line *there*. So
//! orders of the parts may add up to more than the orders of the company, money adds up
//! exactly: what names no family is the family with the empty name, and so on. (The number of
//! an anonymous order is forgotten after [`crate::ANONYMOUS_DAYS`].)

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::{Amount, Channel, EventKind, Scope, ScopeKind, Zone};

use crate::local::Days;
use crate::order::{Counted, Line, Passing};
use crate::pass::Names;

/// One day of one part of the business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The local day.
    pub day: NaiveDate,
    /// Exact sum of the sales.
    pub gross: Amount,
    /// Exact sum of returns and adjustments; mostly below zero.
    pub returned: Amount,
    /// Orders.
    pub orders: u64,
}

impl Day {
    /// A day without trade.
    #[must_use]
    pub fn empty(day: NaiveDate) -> Self {
        Self { day, gross: Amount::ZERO, returned: Amount::ZERO, orders: 0 }
    }

    /// Exact sum of all lines.
    #[must_use]
    pub fn net(&self) -> Amount {
        self.gross + self.returned
    }

    fn add(&mut self, other: &Self) {
        self.gross += other.gross;
        self.returned += other.returned;
        self.orders += other.orders;
    }

    fn take(&mut self, other: &Self) {
        self.gross -= other.gross;
        self.returned -= other.returned;
        self.orders = self.orders.saturating_sub(other.orders);
    }
}

/// Daily figures of the company and of each family, region, owner and channel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Days with trade, ascending.
    #[serde(with = "packed")]
    parts: BTreeMap<Scope, Vec<Day>>,
}

impl Series {
    /// The parts that ever had trade, the company first.
    pub fn scopes(&self) -> impl Iterator<Item = &Scope> {
        self.parts.keys()
    }

    /// The days with trade of one part, ascending; empty for an unknown part.
    #[must_use]
    pub fn days(&self, scope: &Scope) -> &[Day] {
        self.parts.get(scope).map_or(&[], Vec::as_slice)
    }

    /// Every calendar day from the first to the last, both included; days without trade are
    /// zero. (Whether a day without trade was a working day is not known here.)
    #[must_use]
    pub fn between(&self, scope: &Scope, from: NaiveDate, until: NaiveDate) -> Vec<Day> {
        let days = self.days(scope);
        let mut next = days.partition_point(|day| day.day < from);
        from.iter_days()
            .take_while(|day| *day <= until)
            .map(|date| match days.get(next) {
                Some(day) if day.day == date => {
                    next += 1;
                    *day
                }
                _ => Day::empty(date),
            })
            .collect()
    }

    /// The sum over the days from the first to the last, both included, dated the first day.
    #[must_use]
    pub fn total(&self, scope: &Scope, from: NaiveDate, until: NaiveDate) -> Day {
        let days = self.days(scope);
        let first = days.partition_point(|day| day.day < from);
        let mut total = Day::empty(from);
        days[first..].iter().take_while(|day| day.day <= until).for_each(|day| total.add(day));
        total
    }

    /// The first and the last day with trade anywhere.
    #[must_use]
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = self.days(&Scope::company());
        Some((days.first()?.day, days.last()?.day))
    }

    /// Adds the figures of some customers as they are now, and takes away those of the same
    /// customers as they were, which are among ours: money moves and orders begin on other days,
    /// but no day ever loses its last line, since customers only gain some.
    pub(crate) fn replace(&mut self, before: &Self, now: Self) {
        self.add(now);
        for (scope, days) in &before.parts {
            let Some(ours) = self.parts.get_mut(scope) else { continue };
            for theirs in days {
                if let Ok(place) = ours.binary_search_by_key(&theirs.day, |day| day.day) {
                    ours[place].take(theirs);
                }
            }
        }
    }

    /// Adds the figures of other customers.
    pub(crate) fn add(&mut self, other: Self) {
        for (scope, theirs) in other.parts {
            let Some(ours) = self.parts.get_mut(&scope) else {
                self.parts.insert(scope, theirs);
                continue;
            };
            ours.extend(theirs);
            sort_and_add_up(ours);
        }
    }
}

/// From days in any order; days of the same part and date are added up.
impl FromIterator<(Scope, Day)> for Series {
    fn from_iter<I: IntoIterator<Item = (Scope, Day)>>(days: I) -> Self {
        let mut series = Self::default();
        for (scope, day) in days {
            series.parts.entry(scope).or_default().push(day);
        }
        for days in series.parts.values_mut() {
            sort_and_add_up(days);
        }
        series
    }
}

fn sort_and_add_up(days: &mut Vec<Day>) {
    days.sort_by_key(|day| day.day);
    days.dedup_by(|next, kept| {
        let same = next.day == kept.day;
        if same {
            kept.add(next);
        }
        same
    });
}

/// Days as numbers: dates as text make a file of series slow to read.
mod packed {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use vocab::{Amount, Scope};

    use super::Day;
    use crate::local::date;

    type Parts = BTreeMap<Scope, Vec<Day>>;
    type Row = (i32, Amount, Amount, u64);

    pub(super) fn serialize<S: Serializer>(parts: &Parts, to: S) -> Result<S::Ok, S::Error> {
        let row = |day: &Day| (day.day.to_epoch_days(), day.gross, day.returned, day.orders);
        let rows = parts.iter().map(|(scope, days)| {
            let days: Vec<Row> = days.iter().map(row).collect();
            (scope, days)
        });
        rows.collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Parts, D::Error> {
        let rows: Vec<(Scope, Vec<Row>)> = Vec::deserialize(from)?;
        let day = |(day, gross, returned, orders)| Day { day: date(day), gross, returned, orders };
        Ok(rows
            .into_iter()
            .map(|(scope, days)| (scope, days.into_iter().map(day).collect()))
            .collect())
    }
}

const KINDS: [ScopeKind; 5] = [
    ScopeKind::Company,
    ScopeKind::Family,
    ScopeKind::Region,
    ScopeKind::Owner,
    ScopeKind::Channel,
];

/// The part of one kind that an event belongs to; empty where it names none.
pub(crate) fn part<'a>(event: &EventRef<'a>, kind: ScopeKind) -> &'a str {
    match kind {
        ScopeKind::Company => "",
        ScopeKind::Family => event.family,
        ScopeKind::Region => event.region,
        ScopeKind::Owner => event.owner,
        ScopeKind::Channel => event.channel.map_or("", Channel::code),
    }
}

/// Whether an event belongs to a part of the business.
pub(crate) fn is_in(event: &EventRef<'_>, scope: &Scope) -> bool {
    part(event, scope.kind) == scope.value
}

/// Collects the series of one bucket while its events pass by.
#[derive(Debug)]
pub(crate) struct SeriesFold {
    days: Days,
    passing: Passing,
    kinds: [KindFold; 5],
}

/// The figures of one kind of part.
#[derive(Debug, Default)]
struct KindFold {
    names: Names,
    /// Orders of the customer passing by that were counted in a part.
    counted: Counted,
    places: HashMap<(u32, NaiveDate), usize>,
    figures: Vec<(u32, Day)>,
    /// Where the event before this one was booked.
    last: Option<(u32, NaiveDate, usize)>,
}

impl SeriesFold {
    pub(crate) fn new(zone: Zone) -> Self {
        Self { days: Days::new(zone), passing: Passing::default(), kinds: Default::default() }
    }

    pub(crate) fn update(&mut self, event: &EventRef<'_>) {
        if !event.kind.is_money() {
            return;
        }
        if self.passing.is_next(event) {
            for kind in &mut self.kinds {
                kind.counted.clear();
            }
        }
        let day = self.days.of(event.time);
        let line = (event.kind == EventKind::Sale).then(|| self.passing.line(event));
        let amount = event.amount.unwrap_or_default();
        for (kind, fold) in KINDS.into_iter().zip(&mut self.kinds) {
            fold.book(part(event, kind), day, line, amount);
        }
    }

    pub(crate) fn finish(self) -> Series {
        let mut series = Series::default();
        for (kind, fold) in KINDS.into_iter().zip(self.kinds) {
            for (number, day) in fold.figures {
                let scope = Scope { kind, value: fold.names.name(number).to_owned() };
                series.parts.entry(scope).or_default().push(day);
            }
        }
        for days in series.parts.values_mut() {
            days.sort_by_key(|day| day.day);
        }
        series
    }
}

impl KindFold {
    fn book(&mut self, name: &str, day: NaiveDate, line: Option<Line>, amount: Amount) {
        let part = self.names.number(name);
        let place = match self.last {
            Some((last_part, last_day, place)) if (last_part, last_day) == (part, day) => place,
            _ => *self.places.entry((part, day)).or_insert_with(|| {
                self.figures.push((part, Day::empty(day)));
                self.figures.len() - 1
            }),
        };
        self.last = Some((part, day, place));
        let figures = &mut self.figures[place].1;
        let Some(line) = line else {
            figures.returned += amount;
            return;
        };
        figures.gross += amount;
        figures.orders += u64::from(self.counted.begins(line, part));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::blank;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, number).unwrap()
    }

    /// Noon of a day in January 2026.
    fn noon(number: u32) -> i64 {
        Zone::BERLIN.start_of(day(number)).timestamp_micros() + 43_200_000_000
    }

    fn sample() -> Series {
        let line = |number, customer, reference, family, cents| EventRef {
            customer,
            reference,
            family,
            region: "North",
            channel: Some(Channel::Web),
            amount: Some(Amount::from_cents(cents)),
            ..blank(noon(number), EventKind::Sale)
        };
        let mut fold = SeriesFold::new(Zone::BERLIN);
        for event in [
            line(1, "", "1", "Garden", 100),
            line(1, "", "1", "Toys", 50),
            line(1, "", "2", "Garden", 10),
            // The same number at another customer is another order.
            line(1, "A", "1", "Garden", 1),
            // An order that goes on the next day counts on its first, in each part.
            line(2, "A", "1", "Toys", 2),
            line(2, "A", "1", "Garden", 4),
            EventRef { kind: EventKind::Return, ..line(4, "A", "C1", "Toys", -3) },
        ] {
            fold.update(&event);
        }
        fold.finish()
    }

    fn row(day: &Day) -> (i128, i128, u64) {
        (day.gross.to_cents(), day.returned.to_cents(), day.orders)
    }

    #[test]
    fn money_adds_up_and_orders_count_once() {
        let series = sample();
        let company = series.between(&Scope::company(), day(1), day(4));
        let rows: Vec<_> = company.iter().map(row).collect();
        assert_eq!(rows, [(161, 0, 3), (6, 0, 0), (0, 0, 0), (0, -3, 0)]);
        let toys = Scope::of(ScopeKind::Family, "Toys");
        let rows: Vec<_> = series.days(&toys).iter().map(row).collect();
        assert_eq!(rows, [(50, 0, 1), (2, 0, 1), (0, -3, 0)]);
        let all = |scope: &Scope| series.total(scope, day(1), day(31)).net();
        for kind in KINDS {
            let parts = series.scopes().filter(|scope| scope.kind == kind);
            assert_eq!(parts.map(all).sum::<Amount>(), Amount::from_cents(164), "{kind}");
        }
        assert_eq!(series.span(), Some((day(1), day(4))));
        assert!(series.days(&Scope::of(ScopeKind::Owner, "nobody")).is_empty());
        assert_eq!(series.days(&Scope::of(ScopeKind::Owner, "")).len(), 3);
    }

    #[test]
    fn made_from_days_it_is_the_same() {
        let one = sample();
        let halves = one.scopes().flat_map(|scope| {
            one.days(scope).iter().rev().flat_map(move |day| {
                let mut rest = *day;
                rest.gross -= Amount::from_cents(7);
                rest.orders = 0;
                let part =
                    Day { gross: Amount::from_cents(7), orders: day.orders, ..Day::empty(day.day) };
                [(scope.clone(), rest), (scope.clone(), part)]
            })
        });
        assert_eq!(halves.collect::<Series>(), one);
    }

    #[test]
    fn adding_is_adding_day_by_day() {
        let mut twice = sample();
        twice.add(sample());
        let one = sample();
        for scope in one.scopes() {
            assert_eq!(twice.days(scope).len(), one.days(scope).len());
            let (once, both) =
                (one.total(scope, day(1), day(9)), twice.total(scope, day(1), day(9)));
            assert_eq!(both.net(), once.net() + once.net());
            assert_eq!(both.orders, once.orders * 2);
        }
    }
}

//! Money a local day, for each product family and each sales region: anonymous sales included.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use events::{CodeField, Codes, Columns, Stretch, Words};
use serde::{Deserialize, Serialize};
use vocab::{Amount, Zone};

use super::kinds::MONEY;
use super::{Pass, Question};
use crate::fold::number;
use crate::local::{Days, date};

/// Asks for the money booked a day and scope.
#[derive(Debug, Clone, Copy)]
pub struct AskScopes {
    /// Whose days.
    pub zone: Zone,
}

/// What was booked on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// Lines of sales, returns and adjustments.
    pub lines: u64,
    /// Their exact sum.
    pub net: Amount,
}

impl Booked {
    /// Adds a line.
    fn add(&mut self, micros: i128) {
        *self += Self { lines: 1, net: Amount::from_micros(micros) };
    }
}

impl std::ops::AddAssign for Booked {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.net += other.net;
    }
}

/// Days of each value of a scope, ascending; lines without one stand under the empty name.
pub type ByName = BTreeMap<String, Vec<(NaiveDate, Booked)>>;

/// The series of all scopes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeDays {
    /// By product family.
    pub families: ByName,
    /// By sales region.
    pub regions: ByName,
}

/// Gathers the series while events pass by.
#[derive(Debug)]
pub struct ScopesPass {
    days: Days,
    families: Gather,
    regions: Gather,
}

impl Pass for ScopesPass {
    type Answer = ScopeDays;

    fn take(&mut self, stretch: &Stretch<'_>) {
        let kinds = stretch.kinds();
        let (families, regions) =
            (stretch.codes(CodeField::Family), stretch.codes(CodeField::Region));
        MONEY.each(kinds, |place| {
            let amount = stretch.amount(place).unwrap_or_default();
            let day = self.days.number(stretch.times()[place]);
            self.families.add(families, place, day, amount);
            self.regions.add(regions, place, day, amount);
        });
    }

    fn finish(self) -> ScopeDays {
        ScopeDays { families: self.families.finish(), regions: self.regions.finish() }
    }
}

/// The days of one scope: a row of days for each of its values.
#[derive(Debug, Default)]
struct Gather {
    names: HashMap<String, u32>,
    rows: Vec<Row>,
    /// The list of words met last, and the row of each of its codes.
    list: Option<Words>,
    rows_of: Vec<Option<u32>>,
    /// What is not in the rows yet. The days of a customer lie all over the rows, and the
    /// processor fetches many places at a time where nothing else stands between them.
    met: Vec<Met>,
}

/// A line met.
#[derive(Debug, Clone, Copy)]
struct Met {
    row: u32,
    day: i32,
    micros: i64,
}

/// Lines that are put into the rows together.
const TOGETHER: usize = 512;

/// Days with what was booked on them.
#[derive(Debug, Default)]
struct Row {
    /// The first of those that follow each other.
    first: i32,
    days: Vec<Small>,
    /// What is not among these: days far away (dates that somebody mistyped), sums that became
    /// too large.
    others: BTreeMap<i32, Booked>,
}

/// A sum that takes little room: all days of all rows are to stay near the processor.
#[derive(Debug, Clone, Copy, Default)]
struct Small {
    micros: i64,
    lines: u32,
}

impl Small {
    /// This and one more line, unless that does not fit.
    fn and(self, micros: i64) -> Option<Self> {
        Some(Self { micros: self.micros.checked_add(micros)?, lines: self.lines.checked_add(1)? })
    }

    fn booked(self) -> Booked {
        Booked { lines: u64::from(self.lines), net: Amount::from_micros(i128::from(self.micros)) }
    }
}

/// Days beyond which a day counts as far away.
const FAR: i32 = 100 * 366;

impl Row {
    fn add(&mut self, day: i32, micros: i64) {
        let place = day.wrapping_sub(self.first).cast_unsigned() as usize;
        if let Some(small) = self.days.get_mut(place)
            && let Some(sum) = small.and(micros)
        {
            *small = sum;
        } else {
            self.add_new(day, micros);
        }
    }

    #[cold]
    fn add_new(&mut self, day: i32, micros: i64) {
        if let Some(small) = self.day(day)
            && let Some(sum) = small.and(micros)
        {
            *small = sum;
            return;
        }
        self.others.entry(day).or_default().add(i128::from(micros));
    }

    /// The sum of a day; `None` where it is far away.
    fn day(&mut self, day: i32) -> Option<&mut Small> {
        if self.days.is_empty() {
            self.first = day;
        }
        if !(-FAR..FAR).contains(&day.saturating_sub(self.first)) {
            return None;
        }
        if let missing @ 1.. = usize::try_from(self.first - day).unwrap_or(0) {
            self.days.splice(0..0, std::iter::repeat_n(Small::default(), missing));
            self.first = day;
        }
        // Not before the first, as of now.
        let place = usize::try_from(day - self.first).unwrap_or(0);
        if place >= self.days.len() {
            self.days.resize(place + 1, Small::default());
        }
        self.days.get_mut(place)
    }

    fn finish(self) -> Vec<(NaiveDate, Booked)> {
        let small = (self.first..).zip(self.days).filter(|(_, small)| small.lines > 0);
        let mut days: Vec<_> = small.map(|(day, small)| (date(day), small.booked())).collect();
        let others = self.others.into_iter().map(|(day, booked)| (date(day), booked));
        put_together(&mut days, others.collect());
        days
    }
}

impl Gather {
    fn add(&mut self, codes: Option<Codes<'_>>, place: usize, day: i32, amount: Amount) {
        let code = codes.and_then(|codes| Some((codes, codes.code(place)?)));
        let row = match code {
            Some((codes, code)) => self.row_of(codes, code),
            None => self.named(""),
        };
        match i64::try_from(amount.micros()) {
            Ok(micros) => self.met.push(Met { row, day, micros }),
            Err(_) => self.rows[row as usize].others.entry(day).or_default().add(amount.micros()),
        }
        if self.met.len() >= TOGETHER {
            self.put_away();
        }
    }

    fn put_away(&mut self) {
        for Met { row, day, micros } in self.met.drain(..) {
            self.rows[row as usize].add(day, micros);
        }
    }

    fn row_of(&mut self, codes: Codes<'_>, code: usize) -> u32 {
        if !self.list.as_ref().is_some_and(|list| codes.are_of(list)) {
            self.rows_of.clear();
            self.rows_of.resize(codes.count(), None);
            self.list = Some(codes.list());
        }
        if let Some(row) = self.rows_of[code] {
            return row;
        }
        let row = self.named(codes.word(code));
        self.rows_of[code] = Some(row);
        row
    }

    fn named(&mut self, name: &str) -> u32 {
        if let Some(row) = self.names.get(name) {
            return *row;
        }
        let row = number(self.rows.len());
        self.rows.push(Row::default());
        self.names.insert(name.to_owned(), row);
        row
    }

    fn finish(mut self) -> ByName {
        self.put_away();
        let mut rows: Vec<Option<Row>> = self.rows.into_iter().map(Some).collect();
        let mut row = |place: u32| rows[place as usize].take().unwrap_or_default().finish();
        self.names.into_iter().map(|(name, place)| (name, row(place))).collect()
    }
}

impl Question for AskScopes {
    type Answer = ScopeDays;
    type Pass = ScopesPass;

    fn columns(&self) -> Columns {
        Columns::AMOUNT.with(Columns::FAMILY).with(Columns::REGION)
    }

    fn begin(&self) -> ScopesPass {
        let days = Days::new(self.zone);
        ScopesPass { days, families: Gather::default(), regions: Gather::default() }
    }

    fn join(&self, mut one: ScopeDays, other: ScopeDays) -> ScopeDays {
        add(&mut one.families, other.families);
        add(&mut one.regions, other.regions);
        one
    }
}

fn add(ours: &mut ByName, theirs: ByName) {
    for (name, days) in theirs {
        put_together(ours.entry(name).or_default(), days);
    }
}

/// Adds days to days; both ascend.
fn put_together(ours: &mut Vec<(NaiveDate, Booked)>, theirs: Vec<(NaiveDate, Booked)>) {
    if ours.is_empty() {
        *ours = theirs;
        return;
    }
    if theirs.is_empty() {
        return;
    }
    ours.extend(theirs);
    // Two ascending halves: sorting them is merging them.
    ours.sort_by_key(|(day, _)| *day);
    ours.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

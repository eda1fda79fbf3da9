//! Money a local day, for each product family and each sales region: anonymous sales included.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use events::{CodeField, Codes, Columns, Stretch, Words};
use vocab::{Amount, Zone};

use super::{Pass, Question};
use crate::local::{Days, date};

/// Asks for the money booked a day and scope.
#[derive(Debug, Clone, Copy)]
pub struct AskScopes {
    /// Whose days.
    pub zone: Zone,
}

/// What was booked on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Booked {
    /// Lines of sales, returns and adjustments.
    pub lines: u64,
    /// Their exact sum.
    pub net: Amount,
}

impl std::ops::AddAssign for Booked {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.net += other.net;
    }
}

/// Days of each value of a scope; lines without one stand under the empty name.
pub type ByName = BTreeMap<String, BTreeMap<NaiveDate, Booked>>;

/// The series of all scopes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
        if !kinds.iter().any(|kind| kind.is_money()) {
            return;
        }
        let (families, regions) =
            (stretch.codes(CodeField::Family), stretch.codes(CodeField::Region));
        for (place, _) in kinds.iter().enumerate().filter(|(_, kind)| kind.is_money()) {
            let booked = Booked { lines: 1, net: stretch.amount(place).unwrap_or_default() };
            let day = self.days.number(stretch.times()[place]);
            self.families.add(families, place, day, booked);
            self.regions.add(regions, place, day, booked);
        }
    }

    fn finish(self) -> ScopeDays {
        ScopeDays { families: self.families.finish(), regions: self.regions.finish() }
    }
}

/// The days of one scope: a row of days for each of its values.
#[derive(Debug, Default)]
struct Gather {
    names: HashMap<String, usize>,
    rows: Vec<Row>,
    /// The list of words met last, and the row of each of its codes.
    list: Option<Words>,
    rows_of: Vec<Option<usize>>,
}

/// Days with what was booked on them.
#[derive(Debug, Default)]
struct Row {
    /// The first of those that follow each other.
    first: i32,
    days: Vec<Booked>,
    /// Days far away from these: dates that somebody mistyped.
    far: BTreeMap<i32, Booked>,
}

/// Days beyond which a day counts as far away.
const FAR: i32 = 100 * 366;

impl Row {
    fn day(&mut self, day: i32) -> &mut Booked {
        if self.days.is_empty() {
            self.first = day;
        }
        if !(-FAR..FAR).contains(&day.saturating_sub(self.first)) {
            return self.far.entry(day).or_default();
        }
        if let missing @ 1.. = usize::try_from(self.first - day).unwrap_or(0) {
            self.days.splice(0..0, std::iter::repeat_n(Booked::default(), missing));
            self.first = day;
        }
        // Not before the first, as of now.
        let place = usize::try_from(day - self.first).unwrap_or(0);
        if place >= self.days.len() {
            self.days.resize(place + 1, Booked::default());
        }
        &mut self.days[place]
    }

    fn finish(self) -> BTreeMap<NaiveDate, Booked> {
        let near = (self.first..).zip(self.days).filter(|(_, booked)| booked.lines > 0);
        let mut days: BTreeMap<NaiveDate, Booked> = BTreeMap::new();
        for (day, booked) in near.chain(self.far) {
            *days.entry(date(day)).or_default() += booked;
        }
        days
    }
}

impl Gather {
    fn add(&mut self, codes: Option<Codes<'_>>, place: usize, day: i32, booked: Booked) {
        let code = codes.and_then(|codes| Some((codes, codes.code(place)?)));
        let row = match code {
            Some((codes, code)) => self.row_of(codes, code),
            None => self.named(""),
        };
        *self.rows[row].day(day) += booked;
    }

    fn row_of(&mut self, codes: Codes<'_>, code: usize) -> usize {
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

    fn named(&mut self, name: &str) -> usize {
        if let Some(row) = self.names.get(name) {
            return *row;
        }
        self.rows.push(Row::default());
        self.names.insert(name.to_owned(), self.rows.len() - 1);
        self.rows.len() - 1
    }

    fn finish(self) -> ByName {
        let mut rows: Vec<Option<Row>> = self.rows.into_iter().map(Some).collect();
        let mut row = |place: usize| rows[place].take().unwrap_or_default().finish();
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
        let ours = ours.entry(name).or_default();
        for (day, booked) in days {
            *ours.entry(day).or_default() += booked;
        }
    }
}

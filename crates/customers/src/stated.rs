//! What customers told us they need, and when.
//!
//! A stated need has days (from, peak, until), once or every year, and two sentences in the
//! customer's words: the fact that is needed and the wish behind it (A13). It cites the event in
//! which they said so. Changing, withdrawing and taking back add a version; the newest counts.
//!
//! [`windows`] is pure and says when a need is there; [`stated`] reads needs, of one customer or
//! of all. Requirements A12, A13, A15.
//!
//! Reading order: this file, then [`actions`].

use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::StoreError;
use vocab::{ContactId, CustomerId, Instant};

use crate::CustomersError;
use crate::opportunity::words::codes;
use crate::rows::stated::{self as rows, NeedRow};
use crate::said::{Cited, MAX_FAMILY, Refusal, maybe_words, words};

pub mod actions;

pub use actions::{Change, NewNeed, Target, change};

codes! {
    /// How often a need comes.
    Recurrence, "recurrence" {
        /// This once.
        Once = "once",
        /// Every year from then on.
        Yearly = "yearly",
    }
}

codes! {
    /// How the customer told us.
    Source, "source of a need" {
        /// In a talk.
        Talk = "talk",
        /// In a form.
        Form = "form",
        /// Among the preferences they set.
        Preference = "preference",
    }
}

/// The days of a need, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// The day it is needed most; `None` where the customer named none.
    pub peak: Option<NaiveDate>,
    /// Last day.
    pub until: NaiveDate,
}

/// One version of a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedNeed {
    /// Names the need in all its versions.
    pub id: String,
    /// Counted from 1.
    pub version: i64,
    /// Whose.
    pub customer: CustomerId,
    /// Who said it. An erasure takes all versions of a need that names them in any.
    pub contact: Option<ContactId>,
    /// The product family.
    pub family: String,
    /// When it is needed, the first time.
    #[serde(flatten)]
    pub window: Window,
    /// How often.
    pub recurrence: Recurrence,
    /// What is needed, in their words.
    pub fact: String,
    /// The wish behind it, in their words; empty where they named none.
    pub wish: String,
    /// How they told us.
    pub source: Source,
    /// The event in which they said so.
    pub said: Cited,
    /// When it was withdrawn.
    pub withdrawn: Option<Instant>,
    /// Entered by mistake and taken back.
    #[serde(skip)]
    pub removed: bool,
    /// When this version was written.
    pub written: Instant,
    /// Who wrote it.
    pub person: String,
}

impl StatedNeed {
    /// Checks the days and the words.
    ///
    /// # Errors
    /// When something is missing, too long, or out of order.
    pub fn checked(self) -> Result<Self, Refusal> {
        let Window { from, peak, until } = self.window;
        let family = maybe_words(&self.family)?.replace('\n', " ");
        if family.is_empty() {
            return Err(Refusal::NoFamily);
        }
        if family.chars().count() > MAX_FAMILY {
            return Err(Refusal::LongFamily);
        }
        if until < from || peak.is_some_and(|peak| peak < from || peak > until) {
            return Err(Refusal::DaysOutOfOrder);
        }
        let a_year_on = from.checked_add_months(Months::new(12));
        if self.recurrence == Recurrence::Yearly && a_year_on.is_none_or(|next| until >= next) {
            return Err(Refusal::LongerThanAYear);
        }
        let two_years_on = from.checked_add_months(Months::new(24));
        if self.recurrence == Recurrence::Once && two_years_on.is_none_or(|end| until > end) {
            return Err(Refusal::LongerThanTwoYears);
        }
        let (fact, wish) = (words(&self.fact)?, maybe_words(&self.wish)?);
        Ok(Self { family, fact, wish, ..self })
    }
}

/// When a need is there between two days (both included), in order: whole windows, also where
/// only a part of them lies between. A need of every year comes again from its first year on;
/// 29 February is 28 February where there is none. One that was withdrawn has no windows.
#[must_use]
pub fn windows(need: &StatedNeed, from: NaiveDate, until: NaiveDate) -> Vec<Window> {
    if need.withdrawn.is_some() || need.removed || until < from {
        return Vec::new();
    }
    let first = need.window;
    let meets = |window: &Window| window.from <= until && window.until >= from;
    match need.recurrence {
        Recurrence::Once => Some(first).filter(meets).into_iter().collect(),
        Recurrence::Yearly => {
            // A window reaches over one turn of the year at most, so it begins in the year of a
            // day it holds or in the one before.
            let earliest = (from.year() - 1).max(first.from.year());
            let years = earliest..=until.year();
            let moved = years.filter_map(|year| first.years_on(year - first.from.year()));
            moved.filter(meets).collect()
        }
    }
}

impl Window {
    /// The same days so many years later; `None` beyond the calendar.
    fn years_on(self, years: i32) -> Option<Self> {
        let move_on = |day: NaiveDate| {
            let year = day.year().checked_add(years)?;
            day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        };
        let peak = match self.peak {
            Some(peak) => Some(move_on(peak)?),
            None => None,
        };
        Some(Self { from: move_on(self.from)?, peak, until: move_on(self.until)? })
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// The needs that customers stated, or one of them: the newest version of each, withdrawn ones
/// too, by id.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn stated(
    connection: &impl ConnectionTrait,
    customer: Option<&CustomerId>,
) -> Result<Vec<StatedNeed>, CustomersError> {
    known(connection, customer, None).await
}

/// The needs of a customer as they were known at a moment: nothing that was noted later.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn stated_at(
    connection: &impl ConnectionTrait,
    customer: &CustomerId,
    at: Instant,
) -> Result<Vec<StatedNeed>, CustomersError> {
    known(connection, Some(customer), Some(at)).await
}

async fn known(
    connection: &impl ConnectionTrait,
    customer: Option<&CustomerId>,
    at: Option<Instant>,
) -> Result<Vec<StatedNeed>, CustomersError> {
    let mut needs: Vec<StatedNeed> = Vec::new();
    // By need and version: the last of each need is the one that counts.
    for row in rows::needs(connection, customer.map(CustomerId::as_str)).await? {
        let need = read(row)?;
        if at.is_some_and(|at| need.written > at) {
            continue;
        }
        if needs.last().is_some_and(|last| last.id == need.id) {
            needs.pop();
        }
        needs.push(need);
    }
    needs.retain(|need| !need.removed);
    Ok(needs)
}

fn row(need: &StatedNeed) -> NeedRow {
    NeedRow {
        id: format!("{}:{}", need.id, need.version),
        need: need.id.clone(),
        version: need.version,
        customer_id: need.customer.to_string(),
        contact_id: need.contact.as_ref().map(ToString::to_string),
        family: need.family.clone(),
        from_day: need.window.from.to_string(),
        peak_day: need.window.peak.map(|day| day.to_string()),
        until_day: need.window.until.to_string(),
        recurrence: need.recurrence.code().to_owned(),
        fact: need.fact.clone(),
        wish: need.wish.clone(),
        source: need.source.code().to_owned(),
        event_id: need.said.event().to_string(),
        event_kind: need.said.kind().code().to_owned(),
        event_at: need.said.time(),
        withdrawn: need.withdrawn,
        removed: need.removed,
        written: need.written,
        person: need.person.clone(),
    }
}

fn read(row: NeedRow) -> Result<StatedNeed, StoreError> {
    fn parsed<T: FromStr>(row: &NeedRow, text: &str) -> Result<T, StoreError>
    where
        T::Err: std::fmt::Display,
    {
        text.parse().map_err(|why| StoreError::corrupt(format!("need `{}`", row.id), why))
    }
    let bad = |why: &dyn std::fmt::Display| StoreError::corrupt(format!("need `{}`", row.id), why);
    let contact = row.contact_id.as_ref().map(|id| ContactId::new(id)).transpose();
    let peak = row.peak_day.as_ref().map(|day| parsed(&row, day)).transpose()?;
    Ok(StatedNeed {
        customer: CustomerId::new(&row.customer_id).map_err(|why| bad(&why))?,
        contact: contact.map_err(|why| bad(&why))?,
        window: Window {
            from: parsed(&row, &row.from_day)?,
            peak,
            until: parsed(&row, &row.until_day)?,
        },
        recurrence: parsed(&row, &row.recurrence)?,
        source: parsed(&row, &row.source)?,
        said: Cited::stored(&row.event_id, &row.event_kind, row.event_at)
            .map_err(|why| bad(&why))?,
        id: row.need,
        version: row.version,
        family: row.family,
        fact: row.fact,
        wish: row.wish,
        withdrawn: row.withdrawn,
        removed: row.removed,
        written: row.written,
        person: row.person,
    })
}

#[cfg(test)]
mod tests;

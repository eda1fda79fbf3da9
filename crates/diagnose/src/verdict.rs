//! What may be said, and what is missing to say more.
//!
//! The rules, all of them:
//!
//! - **met**: no shortfall is expected.
//! - **Drivers** are named when the group lost, in the last eight weeks, more than chance
//!   explains ([`SURE`] standard deviations of [`chance`](crate::chance)) and the factor
//!   would make at least [`MATERIAL`] of the shortfall if the month went like those weeks (its
//!   loss over the sales of last year's weeks, against the shortfall over last year's month);
//!   the three largest.
//! - **The focus** is named by the rules of [`tables`](crate::tables), over the same weeks and
//!   with the same measure of what matters.
//! - **The barrier** is named by the rules of [`barriers`](crate::barriers); in the focus if
//!   enough notes were written there, otherwise in the scope of the target; of several the one
//!   whose share grew most.
//! - **explained**: a barrier is named, and a driver or a focus.
//! - **`ambitious_target`**: at least [`AMBITIOUS`] of the shortfall is that the target asks
//!   for more than last year, and nothing else is named.
//! - **`not_enough_evidence`**: everything else. What is known is still said, with what is
//!   missing and five questions to ask sales.

use serde::{Deserialize, Serialize};
use stats::decompose::Factor;
use vocab::{Amount, Barrier};

use crate::barriers::{Against, BarrierRow, ENOUGH_NOTES, Evidence};
use crate::diagnosis::{Comparison, Focus, Part, PartKind};
use crate::segments::{Segment, SegmentRow, cents, six_digits};

/// Standard deviations beyond which a loss is more than chance (two-sided 5 %).
pub const SURE: f64 = 1.96;

/// Share of the shortfall below which a driver, a family or a region is not named.
pub const MATERIAL: f64 = 0.10;

/// Share of the shortfall from which the target itself is the reason.
pub const AMBITIOUS: f64 = 0.80;

/// Drivers named.
const DRIVERS: usize = 3;

/// Questions asked.
const QUESTIONS: usize = 5;

/// What may be said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The outcome.
    pub status: Status,
    /// The drivers named, the largest first.
    pub drivers: Vec<NamedDriver>,
    /// Whether the focus stands out (it is in the diagnosis).
    pub focused: bool,
    /// The barrier named.
    pub barrier: Option<NamedBarrier>,
    /// What is missing to say more; empty when explained or met.
    pub missing: Vec<Missing>,
    /// Five questions to ask sales; empty when explained or met.
    pub questions: Vec<Question>,
}

/// The outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No shortfall is expected.
    Met,
    /// Where and why are known beyond chance.
    Explained,
    /// The target asks for more than last year; nothing else stands out.
    AmbitiousTarget,
    /// We do not know.
    NotEnoughEvidence,
}

/// A driver that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NamedDriver {
    /// Of which buyers.
    pub segment: Segment,
    /// By which factor.
    pub factor: Factor,
    /// What was lost by it in the last eight weeks.
    pub lost: Amount,
    /// The share of the shortfall it would make if the month went like those weeks.
    pub share: f64,
}

/// A barrier that stands out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NamedBarrier {
    /// Which.
    pub barrier: Barrier,
    /// Against what.
    pub against: Against,
    /// Whether it was found in the focus (else in the whole scope).
    pub in_focus: bool,
}

/// Something the data does not hold enough of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What.
    pub what: Lack,
    /// How many there are.
    pub have: u64,
    /// How many it takes.
    pub need: u64,
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Data of last year's month and of last year's weeks to compare with.
    LastYear,
    /// Notes of these days that name a barrier.
    LabelledNotes,
    /// Notes to compare with: of the days before, or of the rest of the company.
    NotesToCompare,
    /// Barriers that stand out, although there are notes enough.
    OutstandingBarrier,
    /// Drivers, families or regions that stand out.
    OutstandingDriver,
}

/// A question to ask sales. The words belong to the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// What changed in the region or family where most is missing?
    WhatChangedThere,
    /// Why do customers who always bought buy no more?
    WhyDoCustomersLeave,
    /// Why do those who could become customers not begin?
    WhyDoNewOnesNotBegin,
    /// Why do customers order less often?
    WhyLessOften,
    /// Why are orders smaller?
    WhySmallerOrders,
    /// Why do customers send more back?
    WhyMoreReturns,
    /// Who of the anonymous buyers stays away, and since when?
    WhoStaysAway,
    /// In the customer's own words: what keeps them from buying now?
    WhatKeepsThem,
    /// What do they do or buy instead?
    WhatInstead,
    /// What would have to be true for them to buy?
    WhatWouldHelp,
    /// When will the need be there (again)?
    WhenAgain,
    /// Who else decides?
    WhoDecides,
}

/// What a verdict is made from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The shortfall.
    pub shortfall: Amount,
    /// Its parts.
    pub parts: &'a [Part],
    /// Net revenue of last year's whole month.
    pub last_year: Option<Amount>,
    /// The last eight weeks.
    pub recent: Option<&'a Comparison>,
    /// Where the loss is concentrated.
    pub focus: Option<&'a Focus>,
    /// Barriers in the scope.
    pub barriers: &'a Evidence,
    /// Barriers in the focus.
    pub focus_barriers: Option<&'a Evidence>,
}

/// Says what may be said.
#[must_use]
pub fn verdict(facts: &Facts<'_>) -> Verdict {
    if facts.shortfall <= Amount::ZERO {
        return Verdict {
            status: Status::Met,
            drivers: Vec::new(),
            focused: false,
            barrier: None,
            missing: Vec::new(),
            questions: Vec::new(),
        };
    }
    let drivers = drivers(facts);
    let focused = facts.focus.is_some();
    let barrier = barrier(facts);
    let somewhere = focused || !drivers.is_empty();
    let ambition = facts.parts.iter().filter(|part| part.kind == PartKind::Ambition);
    let ambition: Amount = ambition.map(|part| part.amount).sum();
    let status = match (somewhere, barrier) {
        (true, Some(_)) => Status::Explained,
        (false, None) if ambition.to_f64() >= AMBITIOUS * facts.shortfall.to_f64() => {
            Status::AmbitiousTarget
        }
        _ => Status::NotEnoughEvidence,
    };
    let (missing, questions) = if status == Status::Explained {
        (Vec::new(), Vec::new())
    } else {
        (missing(facts, somewhere, barrier.is_some()), questions(facts))
    };
    Verdict { status, drivers, focused, barrier, missing, questions }
}

/// The share of the shortfall that a loss of the last eight weeks would make if the month went
/// like them; `None` where one of the two years brought nothing.
fn share(lost: Amount, weeks: Amount, shortfall: Amount, last_year: Option<Amount>) -> Option<f64> {
    let (weeks, month) = (weeks.to_f64(), last_year?.to_f64());
    let possible = weeks > 0.0 && month > 0.0 && shortfall > Amount::ZERO;
    possible.then(|| lost.to_f64() / weeks / (shortfall.to_f64() / month))
}

/// The least loss in the last eight weeks that matters: [`MATERIAL`] of the shortfall, scaled
/// from the month to the weeks. `None` where nothing is short or nothing can be compared.
#[must_use]
pub fn material(shortfall: Amount, last_year: Option<Amount>, weeks: Amount) -> Option<Amount> {
    let whole = share(weeks, weeks, shortfall, last_year)?;
    Some(cents(MATERIAL * weeks.to_f64() * 100.0 / whole))
}

fn drivers(facts: &Facts<'_>) -> Vec<NamedDriver> {
    let Some(recent) = facts.recent else {
        return Vec::new();
    };
    let sure = |row: &&SegmentRow| {
        row.lost > Amount::ZERO && row.lost.to_f64() > SURE * row.noise.to_f64()
    };
    let mut named: Vec<NamedDriver> = recent
        .segments
        .iter()
        .filter(sure)
        .flat_map(|row| row.drivers.iter().map(|driver| (row.segment, driver)))
        .filter_map(|(segment, driver)| {
            let share = share(driver.lost, recent.before, facts.shortfall, facts.last_year)?;
            Some(NamedDriver {
                segment,
                factor: driver.factor,
                lost: driver.lost,
                share: six_digits(share),
            })
        })
        .filter(|driver| driver.share >= MATERIAL)
        .collect();
    named.sort_by_key(|driver| std::cmp::Reverse(driver.lost));
    named.truncate(DRIVERS);
    named
}

fn barrier(facts: &Facts<'_>) -> Option<NamedBarrier> {
    let in_focus = facts.focus_barriers.filter(|evidence| evidence.labelled >= ENOUGH_NOTES);
    let evidence = in_focus.unwrap_or(facts.barriers);
    let grown = |row: &BarrierRow, against: Against| match against {
        Against::Before => row.against_before.map_or(0.0, |compared| compared.difference),
        Against::Rest => row.against_rest.map_or(0.0, |compared| compared.difference),
    };
    let outstanding = evidence.rows.iter().filter_map(|row| Some((row, row.stands_out()?)));
    let (row, against) = outstanding.max_by(|a, b| grown(a.0, a.1).total_cmp(&grown(b.0, b.1)))?;
    Some(NamedBarrier { barrier: row.barrier, against, in_focus: in_focus.is_some() })
}

fn missing(facts: &Facts<'_>, somewhere: bool, named: bool) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut lack = |what, have, need| missing.push(Missing { what, have, need });
    if facts.last_year.is_none() || facts.recent.is_none() {
        lack(Lack::LastYear, 0, 1);
    } else if !somewhere {
        lack(Lack::OutstandingDriver, 0, 1);
    }
    if !named {
        // Where the focus has notes enough it was looked at, else the scope.
        let evidence = facts
            .focus_barriers
            .filter(|evidence| evidence.labelled >= ENOUGH_NOTES)
            .unwrap_or(facts.barriers);
        let compared = evidence.labelled_before.max(evidence.labelled_rest.unwrap_or(0));
        if evidence.labelled < ENOUGH_NOTES {
            lack(Lack::LabelledNotes, evidence.labelled, ENOUGH_NOTES);
        } else if compared < ENOUGH_NOTES {
            lack(Lack::NotesToCompare, compared, ENOUGH_NOTES);
        } else {
            lack(Lack::OutstandingBarrier, 0, 1);
        }
    }
    missing
}

/// Questions about what the numbers show first, then those that always help.
fn questions(facts: &Facts<'_>) -> Vec<Question> {
    let mut asked = Vec::new();
    if facts.focus.is_some() {
        asked.push(Question::WhatChangedThere);
    }
    let rows = facts.recent.iter().flat_map(|recent| &recent.segments);
    let mut losses: Vec<_> = rows
        .flat_map(|row| row.drivers.iter().map(|driver| (row.segment, driver)))
        .filter(|(_, driver)| driver.lost > Amount::ZERO)
        .collect();
    losses.sort_by_key(|(_, driver)| std::cmp::Reverse(driver.lost));
    for (segment, driver) in losses.into_iter().take(2) {
        let question = match (segment, driver.factor) {
            (Segment::Anonymous, Factor::Orders | Factor::Customers) => Question::WhoStaysAway,
            (Segment::New, Factor::Customers) => Question::WhyDoNewOnesNotBegin,
            (_, Factor::Customers | Factor::Orders) => Question::WhyDoCustomersLeave,
            (_, Factor::OrdersPerCustomer) => Question::WhyLessOften,
            (_, Factor::ValuePerOrder) => Question::WhySmallerOrders,
            (_, Factor::Returns) => Question::WhyMoreReturns,
        };
        if !asked.contains(&question) {
            asked.push(question);
        }
    }
    let always = [
        Question::WhatKeepsThem,
        Question::WhatInstead,
        Question::WhatWouldHelp,
        Question::WhenAgain,
        Question::WhoDecides,
    ];
    asked.extend(always);
    asked.truncate(QUESTIONS);
    asked
}

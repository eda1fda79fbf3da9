//! What a diagnosis is asked for, and what it says. All keys are stable: they are what
//! `sog diagnose --json` prints and what the table `diagnosis` keeps.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use stats::decompose::Factor;
use vocab::{Amount, Instant, Month, Scope};

use crate::barriers::Evidence;
use crate::segments::{Segment, SegmentRow};
use crate::tables::PartRow;
use crate::verdict::Verdict;
use crate::windows::{Pair, Windows};

/// A target with its forecast: what the diagnosis is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Which target.
    pub target_id: String,
    /// Its month.
    pub period: Month,
    /// The part of the business it is about.
    pub scope: Scope,
    /// What should be reached: net revenue.
    pub target: Amount,
    /// The day one looks from; sales of later days are not looked at.
    pub as_of: NaiveDate,
    /// The last local day whose sales are all there. What a later, unfinished day has brought
    /// is in `booked`, but compared with nothing.
    pub complete_until: NaiveDate,
    /// Net revenue of the period up to `as_of`, that day included.
    pub booked: Amount,
    /// What is expected on top of `booked`.
    pub rest: Amount,
    /// Lower end of its 80 % interval.
    pub rest_low: Amount,
    /// Upper end.
    pub rest_high: Amount,
}

impl Asked {
    /// Asks about a target as `warn` sees it; `None` where the forecast is unknown, for then
    /// nobody can say whether anything will be missing.
    #[must_use]
    pub fn of(forecast: &warn::Forecast) -> Option<Self> {
        let expected = forecast.expected?;
        let rest = expected - forecast.booked;
        let (low, high) = forecast.rest.map_or((rest, rest), |band| (band.low80, band.high80));
        Some(Self {
            target_id: forecast.target.id.clone(),
            period: forecast.target.period,
            scope: forecast.target.scope.clone(),
            target: forecast.target.amount,
            as_of: forecast.as_of,
            complete_until: forecast.complete_until,
            booked: forecast.booked,
            rest,
            rest_low: low,
            rest_high: high,
        })
    }
}

/// Why a target is missed, as far as the data tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// Names this diagnosis.
    pub id: String,
    /// When it was made.
    pub made_at: Instant,
    /// What it is about.
    #[serde(flatten)]
    pub asked: Asked,
    /// Target less booked less expected rest, in whole cents; below zero: it will be exceeded.
    pub shortfall: Amount,
    /// The same at the upper end of the forecast: the least that will be missing.
    pub shortfall_low: Amount,
    /// The same at the lower end: the most.
    pub shortfall_high: Amount,
    /// Which days were compared.
    pub windows: Windows,
    /// Net revenue of last year's whole month; `None` without a comparison.
    pub last_year: Option<Amount>,
    /// What the shortfall is made of; adds up to it to the cent.
    pub parts: Vec<Part>,
    /// The elapsed days against last year's. Its `lost` is that of the drivers among the parts.
    pub elapsed: Option<Comparison>,
    /// The last eight weeks against the same weeks of last year; what stands out is looked for
    /// here.
    pub recent: Option<Comparison>,
    /// Where the loss is concentrated; `None` where nothing stands out.
    pub focus: Option<Focus>,
    /// Barriers that sales noted in the scope of the target.
    pub barriers: Evidence,
    /// Barriers that sales noted in the focus, where that is narrower than the scope.
    pub focus_barriers: Option<Evidence>,
    /// What may be said.
    pub verdict: Verdict,
}

/// This year's days against last year's. The `lost` of the segments, of the families and of the
/// regions each add up to `lost`, to the cent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The days.
    pub windows: Pair,
    /// Net revenue of last year's days.
    pub before: Amount,
    /// Net revenue of this year's days.
    pub after: Amount,
    /// Last year less this year: above zero is lost.
    pub lost: Amount,
    /// New, returning and anonymous buyers.
    pub segments: Vec<SegmentRow>,
    /// Product families, those that lost most first.
    pub families: Vec<PartRow>,
    /// Regions.
    pub regions: Vec<PartRow>,
}

/// One part of the shortfall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Of which buyers; only for drivers.
    pub segment: Option<Segment>,
    /// By which factor; only for drivers.
    pub factor: Option<Factor>,
    /// How much it adds to the shortfall; below zero: it helped.
    pub amount: Amount,
}

impl Part {
    /// A part that is no driver.
    #[must_use]
    pub const fn of(kind: PartKind, amount: Amount) -> Self {
        Self { kind, segment: None, factor: None, amount }
    }
}

/// What a part of the shortfall is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The target asks for more than last year's whole month.
    Ambition,
    /// A factor of a group of buyers, in the elapsed days.
    Driver,
    /// The rest of the month (what an unfinished day has brought included) is expected to bring
    /// less than last year's rest.
    Rest,
    /// There is nothing to compare with.
    Unexplained,
}

/// Where the loss is concentrated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focus {
    /// In which region; `None`: not in one.
    pub region: Option<String>,
    /// In which families; empty: not in certain ones.
    pub families: Vec<String>,
    /// What was lost there in the last eight weeks.
    pub lost: Amount,
    /// What is missing there, in the last eight weeks, to the movement of the rest.
    pub excess: Amount,
}

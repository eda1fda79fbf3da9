//! What a target's month will bring in the end, and how likely that is too little.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use stats::daily::{MIN_DAYS, NoForecast, Outlook, Predictive};
use vocab::Amount;

use crate::book::Book;
use crate::money::{probability, rounded};
use crate::target::{Target, starts_whole};

/// Under so many independent past windows the interval rests mostly on an assumed spread.
const FEW: f64 = 4.0;

/// Where a target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The month is not over; the figures are a forecast.
    Open,
    /// The month is over and the target was reached.
    Met,
    /// The month is over and the target was not reached.
    Missed,
    /// It cannot be said; the notes say why.
    Unknown,
}

/// An amount that is not known yet: its mean, and the ranges that hold it with 80 and 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// Expected amount.
    pub mean: Amount,
    /// Below it with 10 %.
    pub low80: Amount,
    /// Above it with 10 %.
    pub high80: Amount,
    /// Below it with 2.5 %.
    pub low95: Amount,
    /// Above it with 2.5 %.
    pub high95: Amount,
}

impl Band {
    /// The band of a distribution moved by `shift`.
    pub(crate) fn of(predictive: &Predictive, shift: f64) -> Self {
        let quantile = |p| rounded(predictive.quantile(p) + shift);
        Self {
            mean: rounded(predictive.mean() + shift),
            low80: quantile(0.1),
            high80: quantile(0.9),
            low95: quantile(0.025),
            high95: quantile(0.975),
        }
    }
}

/// What a reader of a forecast should know.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// There is no year to learn the season from; the interval is widened for it.
    FirstYear,
    /// Few past months to learn from; the interval rests mostly on an assumed spread.
    FewPastMonths {
        /// How many past windows without overlap there are.
        independent: f64,
    },
    /// The last day of the data is not finished; the rest of it is forecast.
    UnfinishedDay {
        /// Which day.
        day: NaiveDate,
    },
    /// The data ends before the day one looks from.
    DataEnds {
        /// Its last whole day.
        day: NaiveDate,
    },
    /// Sales are dated ahead of today; they are left out of every figure.
    SalesAhead {
        /// The first day that has some.
        day: NaiveDate,
    },
    /// The data begins in the middle of the month.
    DataBegins {
        /// Its first day.
        day: NaiveDate,
    },
    /// No open day is left in the month.
    NoOpenDaysLeft,
    /// Too short a history.
    NotEnoughHistory {
        /// Days there are.
        days: u64,
        /// Days a forecast needs.
        needed: u64,
    },
    /// Nothing was sold in the last eight weeks.
    NothingSold,
    /// Sales are too irregular to have a level, or to say what will come.
    TooIrregular,
}

impl From<NoForecast> for Note {
    fn from(reason: NoForecast) -> Self {
        match reason {
            NoForecast::NotEnoughHistory { days } => {
                Self::NotEnoughHistory { days: days as u64, needed: MIN_DAYS as u64 }
            }
            NoForecast::NothingSold => Self::NothingSold,
            NoForecast::TooIrregular => Self::TooIrregular,
        }
    }
}

/// A target, and what its month has brought and will bring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The target.
    pub target: Target,
    /// The day one looks from.
    pub as_of: NaiveDate,
    /// The last day whose figures are whole.
    pub complete_until: NaiveDate,
    /// Where the target stands.
    pub state: State,
    /// Booked in the month so far, net.
    pub booked: Amount,
    /// What the rest of the month may bring; `None` when it is over or unknown.
    pub rest: Option<Band>,
    /// Booked and expected together; of a month that is over, what was booked.
    pub expected: Option<Amount>,
    /// Probability that the target is missed, 0 to 1; 0 or 1 when the month is over.
    pub probability_missed: Option<f64>,
    /// The money at risk: how much will be missing on average, a surplus counted as nothing.
    pub at_risk: Option<Amount>,
    /// `expected` less target; below zero is a shortfall.
    pub difference: Option<Amount>,
    /// First day of the unbroken run of days, up to the one looked from (or the end of the
    /// month), on which the miss was probable by what was known then.
    pub knowable_since: Option<NaiveDate>,
    /// Days from then to the end of the month.
    pub days_ahead: Option<i64>,
    /// Open days of the month, and how many have passed.
    pub open_days: usize,
    /// Open days that have passed.
    pub open_days_elapsed: usize,
    /// Days of history of this part of the business.
    pub history_days: i64,
    /// Factor by which earlier years moved the forecast.
    pub season: Option<f64>,
    /// Past forecasts the spread is learned from.
    pub past_forecasts: usize,
    /// What a reader should know.
    pub notes: Vec<Note>,
}

/// The forecast of one target. [`Forecast::knowable_since`] is filled in by [`crate::replay`].
#[must_use]
pub fn forecast(book: &Book<'_>, target: &Target) -> Forecast {
    let known = book.known();
    let (first, last) = (target.period.first(), target.period.last());
    let seen_from = known.complete_until;
    let mut forecast = Forecast {
        target: target.clone(),
        as_of: known.as_of,
        complete_until: seen_from,
        state: State::Unknown,
        booked: book.total(&target.scope, first, last),
        rest: None,
        expected: None,
        probability_missed: None,
        at_risk: None,
        difference: None,
        knowable_since: None,
        days_ahead: None,
        open_days: book.open_days(seen_from, first, last),
        open_days_elapsed: book.open_days(seen_from, first, last.min(seen_from)),
        history_days: book.history_days(&target.scope),
        season: None,
        past_forecasts: 0,
        notes: Vec::new(),
    };
    if !starts_whole(book, target.period) {
        forecast.notes.push(Note::DataBegins { day: book.first() });
    } else if book.is_over(target.period) {
        forecast.close();
    } else if known.as_of > last {
        forecast.notes.push(Note::DataEnds { day: seen_from });
    } else {
        match ahead(book, target) {
            Ok(ahead) => forecast.look(book, &ahead),
            Err(reason) => forecast.notes.push(reason.into()),
        }
    }
    if let Some(day) = book.ahead() {
        forecast.notes.push(Note::SalesAhead { day });
    }
    forecast
}

/// What is left of a month, and what stands already.
pub(crate) struct Ahead {
    pub(crate) outlook: Outlook,
    /// First day that is not whole.
    pub(crate) from: NaiveDate,
    /// Added to what the days ahead bring, this gives the month.
    pub(crate) base: f64,
}

/// A month whose 80 % range is wider than this many times what is expected of it is not known:
/// errors of a season that is over say little of a quiet one, and a risk reckoned from them
/// would be many times the target.
const VAGUE: f64 = 4.0;

/// The rest of a target's month from the last whole day on; what an unfinished day has brought
/// is part of it.
pub(crate) fn ahead(book: &Book<'_>, target: &Target) -> Result<Ahead, NoForecast> {
    let (first, last) = (target.period.first(), target.period.last());
    let known = book.known();
    let seen_from = known.complete_until;
    let from = first.max(seen_from + Days::new(1));
    let outlook = book.outlook_now(&target.scope, from, last)?;
    let expected = book.total(&target.scope, first, last).to_f64() + outlook.predictive.mean();
    let width = outlook.predictive.quantile(0.9) - outlook.predictive.quantile(0.1);
    if width > VAGUE * expected.max(0.0) {
        return Err(NoForecast::TooIrregular);
    }
    // Nothing more is expected of a day that was not expected to be open.
    let booked_until = if outlook.open_days == 0 { last } else { seen_from };
    let base = book.total(&target.scope, first, booked_until).to_f64();
    Ok(Ahead { outlook, from, base })
}

impl Forecast {
    /// A month that is over.
    fn close(&mut self) {
        let difference = self.booked - self.target.amount;
        let missed = difference.is_negative();
        self.state = if missed { State::Missed } else { State::Met };
        self.expected = Some(self.booked);
        self.difference = Some(difference);
        self.probability_missed = Some(if missed { 1.0 } else { 0.0 });
        self.at_risk = Some(if missed { -difference } else { Amount::ZERO });
    }

    /// A month with days ahead.
    fn look(&mut self, book: &Book<'_>, ahead: &Ahead) {
        let Ahead { outlook, base, .. } = ahead;
        let gap = self.target.amount.to_f64() - base;
        let rest = Band::of(&outlook.predictive, base - self.booked.to_f64());
        let expected = self.booked + rest.mean;
        self.state = State::Open;
        self.rest = Some(rest);
        self.expected = Some(expected);
        self.difference = Some(expected - self.target.amount);
        self.probability_missed = Some(probability(outlook.predictive.below(gap)));
        self.at_risk = Some(rounded(outlook.predictive.shortfall(gap)));
        self.season = outlook.season.map(probability);
        self.past_forecasts = outlook.origins;
        let known = book.known();
        if let Some(day) = known.unfinished {
            self.notes.push(Note::UnfinishedDay { day });
        } else if known.as_of > known.complete_until {
            self.notes.push(Note::DataEnds { day: known.complete_until });
        }
        if outlook.open_days == 0 {
            self.notes.push(Note::NoOpenDaysLeft);
            return;
        }
        if outlook.season.is_none() {
            self.notes.push(Note::FirstYear);
        }
        if outlook.independent < FEW {
            let independent = (outlook.independent * 10.0).round() / 10.0;
            self.notes.push(Note::FewPastMonths { independent });
        }
    }
}

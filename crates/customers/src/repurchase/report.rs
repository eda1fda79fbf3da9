//! What the models say of all customers, and how what they said compares with what came.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use stats::lifetimes::futures::Futures;
use stats::lifetimes::gamma_gamma::{self, Money};
use stats::lifetimes::steadiness::{Bought, GROUPS, Steadiness, groups};
use stats::lifetimes::uncertain::SURE;
use stats::lifetimes::{Fit, History, Model, fit};

use super::ask::{Ask, Unit};
use super::holdout::{Held, Holdout, Totals};
use super::ledger::{Ledger, Summary};
use super::person::{Person, Reader};
use crate::pass::side_by_side;

/// Futures that are drawn: so many in all, but not fewer nor more than these for each customer.
const DRAWS: usize = 20_000_000;
const LEAST_FUTURES: usize = 200;
const MOST_FUTURES: usize = 1_000;
/// Parts that are worked on side by side.
const PARTS: usize = 64;
/// Days that are looked ahead where nothing is told.
const YEAR: i32 = 365;

/// A fitted model, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Told {
    /// Its parameters.
    Fitted(Parameters),
    /// Why it cannot be trusted on these data.
    Refused {
        /// In words.
        not_known: String,
    },
}

/// Parameters with how sure they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameters {
    /// By name.
    #[serde(flatten)]
    pub values: BTreeMap<&'static str, f64>,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// Standard errors by name; `None` where the data do not tell the parameters apart.
    pub standard_errors: Option<BTreeMap<&'static str, f64>>,
    /// Customers with repeat purchases it was fitted to (amounts only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers: Option<usize>,
    /// The correlation of amounts and frequency, which the model takes to be none (amounts only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation: Option<f64>,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// How many customers.
    pub customers: usize,
    /// How many of them bought again.
    pub repeat_customers: usize,
    /// The unit of times.
    pub unit: Unit,
    /// The first day, and the last one the models know; `None` for ready summaries.
    pub from: Option<NaiveDate>,
    /// See `from`.
    pub calibration_end: Option<NaiveDate>,
    /// How far ahead was looked, in units.
    pub horizon: f64,
    /// Interest a year.
    pub discount: f64,
    /// Share of cases in which intervals hold.
    pub interval: f64,
    /// BG/NBD.
    pub bg_nbd: Told,
    /// Pareto/NBD.
    pub pareto_nbd: Told,
    /// MBG/NBD.
    pub mbg_nbd: Told,
    /// Gamma-Gamma; `None` without amounts.
    pub gamma_gamma: Option<Told>,
    /// The model that single customers are told by: the most likely one.
    pub used: Option<&'static str>,
    /// How far all customers together have been off what that model expected of earlier stretches:
    /// a standard deviation in logarithms; `None` where there was nothing to look back at.
    pub unsteadiness: Option<f64>,
    /// The same of a tenth of the customers, beside what all were off.
    pub unsteadiness_of_tenths: Option<f64>,
    /// What was predicted, and what came.
    pub holdout: Option<Holdout>,
}

pub(super) fn code(model: Model) -> &'static str {
    match model {
        Model::BgNbd => "bg_nbd",
        Model::MbgNbd => "mbg_nbd",
        Model::ParetoNbd => "pareto_nbd",
    }
}

fn by_name<const N: usize>(
    names: [&'static str; N],
    values: [f64; N],
) -> BTreeMap<&'static str, f64> {
    names.into_iter().zip(values).collect()
}

/// All models on the same histories.
struct Fits {
    fits: Vec<Fit>,
    told: Vec<(Model, Told)>,
    money: Option<Money>,
    money_told: Option<Told>,
}

impl Fits {
    fn of(summaries: &[Summary], with_money: bool) -> Self {
        let histories: Vec<History> = summaries.iter().map(|one| one.history).collect();
        let (mut fits, mut told) = (Vec::new(), Vec::new());
        for model in Model::ALL {
            told.push((
                model,
                match fit(model, &histories) {
                    Ok(fit) => {
                        fits.push(fit);
                        Told::Fitted(Parameters {
                            values: by_name(model.names(), fit.parameters),
                            log_likelihood: fit.log_likelihood,
                            standard_errors: fit
                                .standard_errors()
                                .map(|errors| by_name(model.names(), errors)),
                            customers: None,
                            correlation: None,
                        })
                    }
                    Err(why) => Told::Refused { not_known: why.to_string() },
                },
            ));
        }
        fits.sort_by(|one, other| other.log_likelihood.total_cmp(&one.log_likelihood));
        let spent: Vec<_> = summaries.iter().map(|one| one.spent).collect();
        let money = with_money.then(|| Money::fit(&spent));
        let money_told = money.as_ref().map(|money| match money {
            Ok(money) => Told::Fitted(Parameters {
                values: by_name(gamma_gamma::NAMES, money.parameters),
                log_likelihood: money.log_likelihood,
                standard_errors: money
                    .standard_errors()
                    .map(|errors| by_name(gamma_gamma::NAMES, errors)),
                customers: Some(money.customers),
                correlation: Some(money.correlation),
            }),
            Err(why) => Told::Refused { not_known: why.to_string() },
        });
        Self { fits, told, money: money.and_then(Result::ok), money_told }
    }

    fn told(&self, model: Model) -> Told {
        let found = self.told.iter().find(|(one, _)| *one == model);
        found.map_or(Told::Refused { not_known: String::new() }, |(_, told)| told.clone())
    }
}

/// What the models say of purchases; the customers in the order of the ledger.
#[must_use]
pub fn report(ledger: &Ledger, with_money: bool, ask: &Ask) -> (Report, Vec<Person>) {
    let (first, last) = ledger.ends().unwrap_or((0, 0));
    let end = match (ask.calibration_end, ask.holdout) {
        (Some(end), _) => chrono::Datelike::num_days_from_ce(&end),
        (None, Some(span)) => last - span.days,
        (None, None) => last,
    };
    let until = match (ask.calibration_end, ask.holdout) {
        (_, Some(span)) => Some((end + span.days).min(last)),
        (Some(_), None) => Some(last),
        (None, None) => None,
    };
    let until = until.filter(|until| *until > end);
    let unit = ask.unit.days();
    let known: Vec<(usize, Summary)> = (0..ledger.names().len())
        .filter_map(|place| Some((place, ledger.summary(place, end, unit)?)))
        .collect();
    let days = match (ask.horizon, until) {
        (Some(span), _) => span.days,
        (None, Some(until)) => until - end,
        (None, None) => YEAR,
    };
    let bought = Bought(ledger.days());
    let steady = |model: Model, days: i32| Steadiness::of(model, bought, end, days, unit);
    let actual = until.map(|until| {
        let count = |place: usize| {
            let days = &ledger.days()[place];
            (days.partition_point(|day| *day <= until) - days.partition_point(|day| *day <= end))
                as u64
        };
        let counts = known.iter().map(|(place, _)| count(*place)).collect();
        (until, counts)
    });
    let names: Vec<&str> = known.iter().map(|(place, _)| &*ledger.names()[*place]).collect();
    let summaries: Vec<Summary> = known.iter().map(|(_, summary)| *summary).collect();
    let (mut told, people) = tell(&Given {
        names: &names,
        summaries: &summaries,
        with_money,
        ask,
        days,
        steady: &steady,
        end,
        actual,
    });
    told.from = NaiveDate::from_num_days_from_ce_opt(first);
    told.calibration_end = NaiveDate::from_num_days_from_ce_opt(end);
    (told, people)
}

/// The same of summaries that are ready: times in units of the file's own.
#[must_use]
pub fn report_of_summaries(
    ready: &[(String, Summary)],
    with_money: bool,
    ask: &Ask,
) -> (Report, Vec<Person>) {
    let names: Vec<&str> = ready.iter().map(|(name, _)| name.as_str()).collect();
    let summaries: Vec<Summary> = ready.iter().map(|(_, summary)| *summary).collect();
    tell(&Given {
        names: &names,
        summaries: &summaries,
        with_money,
        ask,
        days: ask.horizon.map_or(YEAR, |span| span.days),
        steady: &|_, _| Steadiness::default(),
        end: 0,
        actual: None,
    })
}

/// What is known, and what is asked.
struct Given<'a> {
    names: &'a [&'a str],
    summaries: &'a [Summary],
    with_money: bool,
    ask: &'a Ask,
    /// How far ahead.
    days: i32,
    /// How steady a model has been over so many days.
    steady: &'a dyn Fn(Model, i32) -> Steadiness,
    end: i32,
    /// The last day of the holdout, and the purchases of each customer in it.
    actual: Option<(i32, Vec<u64>)>,
}

fn tell(given: &Given<'_>) -> (Report, Vec<Person>) {
    let Given { summaries, ask, .. } = given;
    let fits = Fits::of(summaries, given.with_money);
    let best = fits.fits.first();
    let mut people = Vec::new();
    let mut holdout = None;
    let mut steady = Steadiness::default();
    if let Some(best) = best {
        let ahead = Ahead::of(given, best, given.days);
        steady = ahead.steady;
        let totals;
        (people, totals) = all_people(given, &fits, best, &ahead);
        if let Some((until, counts)) = &given.actual {
            people.iter_mut().zip(counts).for_each(|(one, count)| one.actual = Some(*count));
            let days = until - given.end;
            // Held against another stretch than was asked about: that one is looked at for itself.
            let own = (days != given.days).then(|| {
                let ahead = Ahead::of(given, best, days);
                let (people, totals) = all_people(given, &fits, best, &ahead);
                (ahead, people, totals)
            });
            let (ahead, people, totals) = match &own {
                Some((ahead, people, totals)) => (ahead, people, totals),
                None => (&ahead, &people, &totals),
            };
            let predicted_by = fits
                .fits
                .iter()
                .map(|fit| (code(fit.model), ahead.expected(fit, summaries).iter().sum()))
                .collect();
            let held = Held { people, counts, groups: &ahead.groups, totals };
            holdout = Some(held.told(*until, ahead.length, predicted_by));
        }
    }
    let report = Report {
        customers: summaries.len(),
        repeat_customers: summaries.iter().filter(|one| one.history.frequency > 0).count(),
        unit: ask.unit,
        from: None,
        calibration_end: None,
        horizon: f64::from(given.days) / ask.unit.days(),
        discount: ask.discount,
        interval: SURE,
        bg_nbd: fits.told(Model::BgNbd),
        pareto_nbd: fits.told(Model::ParetoNbd),
        mbg_nbd: fits.told(Model::MbgNbd),
        gamma_gamma: fits.money_told.clone(),
        used: best.map(|best| code(best.model)),
        unsteadiness: (steady.windows > 0).then_some(steady.spread),
        unsteadiness_of_tenths: (steady.windows > 0).then_some(steady.group_spread),
        holdout,
    };
    (report, people)
}

/// A stretch of time ahead.
struct Ahead {
    /// How long it is, in units.
    length: f64,
    steady: Steadiness,
    futures: Option<Futures>,
    /// The group of each customer.
    groups: Vec<u8>,
}

impl Ahead {
    fn of(given: &Given<'_>, best: &Fit, days: i32) -> Self {
        let number = (DRAWS / given.summaries.len().max(1)).clamp(LEAST_FUTURES, MOST_FUTURES);
        let steady = (given.steady)(best.model, days);
        let futures = Futures::of(best, steady, number, given.ask.seed);
        let length = f64::from(days) / given.ask.unit.days();
        let mut ahead = Self { length, steady, futures, groups: Vec::new() };
        ahead.groups = groups(&ahead.expected(best, given.summaries));
        ahead
    }

    fn expected(&self, fit: &Fit, summaries: &[Summary]) -> Vec<f64> {
        let histories: Vec<History> = summaries.iter().map(|one| one.history).collect();
        fit.expected_of_all(&histories, self.length)
    }
}

fn all_people(given: &Given<'_>, fits: &Fits, best: &Fit, ahead: &Ahead) -> (Vec<Person>, Totals) {
    let reader = Reader {
        fit: best,
        money: fits.money.as_ref(),
        futures: ahead.futures.as_ref(),
        ahead: ahead.length,
        rate: given.ask.rate(),
    };
    let futures = ahead.futures.as_ref().map_or(0, Futures::len);
    let count = given.summaries.len();
    let parts = PARTS.min(count.max(1));
    let numbers: Vec<u16> = (0..u16::try_from(parts).unwrap_or(u16::MAX)).collect();
    let work = |part: u16| -> Result<_, std::convert::Infallible> {
        let place = |part: usize| count * part / parts;
        let (from, until) = (place(usize::from(part)), place(usize::from(part) + 1));
        let mut totals = vec![vec![0; futures]; GROUPS];
        let one = |place: usize| {
            let group = ahead.groups[place];
            let totals = &mut totals[usize::from(group)];
            let (name, summary) = (given.names[place], &given.summaries[place]);
            let add = |future: usize, bought: u64| totals[future] += bought;
            reader.person((place as u64, group), name, summary, add)
        };
        let people: Vec<Person> = (from..until).map(one).collect();
        Ok((people, totals))
    };
    let mut people = Vec::with_capacity(count);
    let mut totals = vec![vec![0; futures]; GROUPS];
    let Ok(done) = side_by_side(&numbers, work);
    for (part, sums) in done {
        people.extend(part);
        for (ours, theirs) in totals.iter_mut().zip(sums) {
            ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| *ours += theirs);
        }
    }
    (people, totals)
}

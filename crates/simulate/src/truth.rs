//! What is true of the company and stands in none of its files: `truth.json`.

use chrono::NaiveDate;
use serde::Serialize;
use vocab::{Amount, Barrier, Month, Zone};

use crate::cause::{Cause, RAMP};
use crate::company::Company;
use crate::families::FAMILIES;
use crate::ledger::Ledger;
use crate::places::REGIONS;
use crate::plan::{Plan, Scenario};
use crate::targets::{TARGET_GROWTH, Target};
use crate::trust::{ANSWERS, KEPT, KEPT_PRESSED, REPLIES};

/// The truth. Amounts are net of returns, in euros.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Truth {
    /// The company's name.
    pub company: &'static str,
    /// The seed of the plan.
    pub seed: u64,
    /// Records in `customers.csv`.
    pub customers: usize,
    /// First day with data.
    pub first_day: NaiveDate,
    /// Last day with data.
    pub last_day: NaiveDate,
    /// The zone of the company's calendar.
    pub zone: Zone,
    /// What was planted.
    pub scenario: Scenario,
    /// What customers say who were lost to it.
    pub barrier: Option<Barrier>,
    /// The region it works in.
    pub region: Option<&'static str>,
    /// The families it works in.
    pub families: Vec<&'static str>,
    /// The competitor behind it.
    pub competitor: Option<&'static str>,
    /// The first day on which it took orders away.
    pub since: Option<NaiveDate>,
    /// How strong it is.
    pub effect: Option<Effect>,
    /// What it cost until the last day, month by month, to the cent: the orders it took away,
    /// less what would have come back.
    pub lost: Vec<Lost>,
    /// The month of the last day, seen to its end.
    pub current_month: CurrentMonth,
    /// What targets ask for above last year's month (1.04 is 4 % more).
    pub target_growth: f64,
    /// What share of promises is kept.
    pub promises: Kept,
    /// Records in each file.
    pub records: Records,
}

/// What share of promises that are not withdrawn is kept, in the long run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Kept {
    /// Towards most customers.
    pub kept_share: f64,
    /// Towards those whom we contact too often.
    pub kept_share_pressed: f64,
    /// Share of those asked about us who answer.
    pub answer_rate: f64,
    /// Share of questions that somebody answers.
    pub questions_answered: f64,
}

/// How strong the cause is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// Share of known customers' orders in its scope that it takes, once in full effect.
    pub orders_lost: f64,
    /// Share of new customers in its scope that it takes, once in full effect.
    pub new_customers_lost: f64,
    /// Days from the first lost order to the full effect, rising evenly.
    pub ramp_days: usize,
    /// Share of the notes about barriers in its scope that name its barrier.
    pub notes_naming_it: f64,
}

/// What the cause cost in one month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lost {
    /// The month.
    pub month: Month,
    /// Net revenue that was not made.
    pub amount: Amount,
    /// Orders that were not placed.
    pub orders: u64,
    /// First orders of new customers among them.
    pub new_customers: u64,
}

/// The current month as nobody can know it yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurrentMonth {
    /// Which month.
    pub month: Month,
    /// Target of the company.
    pub target: Amount,
    /// Booked until the last day with data.
    pub booked: Amount,
    /// What will be booked by the end of the month.
    pub outcome: Amount,
    /// What would be booked by the end of the month without the cause.
    pub outcome_without_cause: Amount,
    /// The same for the region of the cause.
    pub region: Option<RegionMonth>,
}

/// The current month in the region of the cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionMonth {
    /// Target of the region.
    pub target: Amount,
    /// What will be booked by the end of the month.
    pub outcome: Amount,
    /// What would be booked by the end of the month without the cause.
    pub outcome_without_cause: Amount,
}

/// Records in each file, headers left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Records {
    /// `customers.csv`
    pub customers: u64,
    /// `contacts.csv`
    pub contacts: u64,
    /// `consents.csv`
    pub consents: u64,
    /// `orders.csv`: lines, returns included.
    pub orders: u64,
    /// `touches.csv`
    pub touches: u64,
    /// `events.csv`
    pub events: u64,
    /// `deals.csv`
    pub deals: u64,
    /// `notes.csv`
    pub notes: u64,
    /// `targets.csv`
    pub targets: u64,
    /// `complaints.csv`
    pub complaints: u64,
    /// `promises.csv`
    pub promises: u64,
    /// `surveys.csv`
    pub surveys: u64,
}

fn euros(cents: i64) -> Amount {
    Amount::from_cents(i128::from(cents))
}

impl Truth {
    pub(crate) fn of(plan: &Plan, company: &Company, targets: &[Target], records: Records) -> Self {
        let calendar = &company.calendar;
        let cause = company.cause.as_ref();
        let day = |day: usize| calendar.day(day).date;
        Self {
            company: "Lindenhof Handel",
            seed: plan.seed,
            customers: plan.customers,
            first_day: day(calendar.start),
            last_day: day(calendar.end),
            zone: plan.zone,
            scenario: plan.scenario,
            barrier: cause.map(|cause| cause.rule.barrier),
            region: cause.map(|cause| REGIONS[cause.region].name),
            families: cause.map_or_else(Vec::new, |cause| {
                cause.families.map(|family| FAMILIES[family].name).to_vec()
            }),
            competitor: cause.map(|cause| company.rival(cause.region, 0)),
            since: cause.map(|cause| day(cause.since)),
            effect: cause.map(|cause| Effect {
                orders_lost: cause.known,
                new_customers_lost: cause.new,
                ramp_days: RAMP,
                notes_naming_it: cause.rule.named,
            }),
            lost: lost(company),
            current_month: current_month(company, cause, targets),
            target_growth: TARGET_GROWTH,
            promises: Kept {
                kept_share: KEPT,
                kept_share_pressed: KEPT_PRESSED,
                answer_rate: ANSWERS,
                questions_answered: REPLIES,
            },
            records,
        }
    }
}

fn lost(company: &Company) -> Vec<Lost> {
    let calendar = &company.calendar;
    let Some(cause) = &company.cause else {
        return Vec::new();
    };
    let ledger = Ledger::of(&company.books, calendar, calendar.end, &|order| order.removed);
    let months = calendar.day(cause.since).month..=calendar.day(calendar.end).month;
    months
        .map(|number| {
            let month = ledger.month(number);
            Lost {
                month: calendar.first_month.plus(i32::try_from(number).unwrap_or(0)),
                amount: euros(month.company),
                orders: month.orders,
                new_customers: month.first_orders,
            }
        })
        .collect()
}

fn current_month(company: &Company, cause: Option<&Cause>, targets: &[Target]) -> CurrentMonth {
    let calendar = &company.calendar;
    let month = calendar.current_month;
    let number = calendar.day(calendar.end).month;
    let last = calendar.first_of(month.plus(1)).saturating_sub(1);
    let kept =
        |until| Ledger::of(&company.books, calendar, until, &|order| !order.removed).month(number);
    let all = Ledger::of(&company.books, calendar, last, &|_| true).month(number);
    let outcome = kept(last);
    let target = |scope: &str| {
        let found =
            targets.iter().find(|target| target.period == month && target.scope.value == scope);
        found.map_or(Amount::ZERO, |target| target.amount)
    };
    CurrentMonth {
        month,
        target: target(""),
        booked: euros(kept(calendar.end).company),
        outcome: euros(outcome.company),
        outcome_without_cause: euros(all.company),
        region: cause.map(|cause| RegionMonth {
            target: target(REGIONS[cause.region].name),
            outcome: euros(outcome.region[cause.region]),
            outcome_without_cause: euros(all.region[cause.region]),
        }),
    }
}

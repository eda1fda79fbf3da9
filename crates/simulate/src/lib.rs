//! A whole company whose truth is known.
//!
//! [`write()`] makes the files of `docs/import-formats.md` for an invented trading company,
//! "Lindenhof Handel", and beside them `truth.json`: why it falls short of its targets and
//! what that cost. Whether the loop finds this out can then be measured.
//!
//! # What always holds
//!
//! - The same [`Plan`] gives the same bytes: no clock, no hash order, one stream of ChaCha
//!   numbers for each customer and purpose. (Logarithms and exponentials come from the
//!   system's mathematics library; another library may round the last digit otherwise.)
//! - Two plans that differ only in the scenario make the same company with the same
//!   customers, names, prices and orders, less the orders that the cause took away. The loss
//!   in `truth.json` is the difference of the two, to the cent.
//! - No name, address or number belongs to anybody: mail lies under reserved domains,
//!   telephone numbers in ranges that are never assigned.
//!
//! # The model, and why
//!
//! | What | Drawn from | Because |
//! | --- | --- | --- |
//! | joining and leaving | stationary birth and death process, inflow growing 2 % a year; stay: once (30 %), exponential with mean 2 years (40 %) or 7 years (30 %) | a year is like the one before, so that targets of last year plus 4 % are about met |
//! | rhythm | orders a year lognormal, median 5.4 (companies) or 2 (households); gaps Erlang(2) | customers differ more among each other than in themselves; buying is more regular than chance |
//! | season | bells over the year for each family; gaps run in season time | needs have windows |
//! | families | one to four of the needs of the customer's trade | customers have their own |
//! | order day | closed days move to open ones: weekends, holidays, Christmas to New Year | weekday pattern, empty days |
//! | value of a line | lognormal around the family's median, times a lognormal size of the customer (sigma 0.65) | heavy tail: a tenth of the customers makes about half the revenue |
//! | quantity, price | value over list price in usual packs; prices end as in shops, rise 2 % each January, less the customer's discount | amounts with cents |
//! | returns | 1.5 to 5.5 % of lines by family, days to weeks later | |
//! | anonymous sales | Poisson for each day | counter and guest sales, no customer |
//! | consent | 45 % of contacts given, 10 % existing customer (some without a needed fact), withdrawals, objections | rules M1, M2, C5, C7, G5 |
//! | touches | Poisson visits and calls, mailings before each season; 3 % of customers are pressed with more than one contact a week | pressure can be seen, and that it hurts: fewer answers, three times the complaints, more withdrawals |
//! | deals | behind a part of the orders, and in vain at a constant rate | about half are won; what is open on the last day is decided after it |
//! | signals | steps on the way of a deal, each with its own chance | phases have evidence from the customer |
//! | notes | about deals, contacts and lost orders; barriers from fixed shares, more unknown brands among new customers; some unlabelled | as sellers write |
//! | trust | promises of sellers, 86 % kept (68 % towards pressed customers); first replies to complaints and questions lognormal; surveys answered by 42 %, the two marks drawn apart | what is owed, and how soon we answer, can be measured |
//! | cause | thinning of orders in one region and two families, rising over three weeks, solved for 8 % of the company's revenue | see [`Scenario`] and `cause.rs` |
//! | targets | last year's month plus 4 %, for 15 months | see `targets.rs` |
//!
//! Thin on purpose in this first version: one language of master data (English), one currency,
//! no chains of dealers, no effect of pressure on orders, no effect of campaigns on orders,
//! Easter does not move the seasons.
//!
//! # Reading order
//!
//! [`Plan`], then `calendar`, `families`, `places`, `segments`, `profile`, `trade`, `cause`; after these
//! what people do: `permission`, `deals`, `signals`, `touches`, `notes`, `complaints`, `trust`; at the
//! end `targets`, `truth`, `files`. The words stand in `words/*.txt`.

mod activity;
mod calendar;
mod catalogue;
mod cause;
mod company;
mod complaints;
mod deals;
mod error;
mod families;
mod files;
mod ledger;
mod notes;
mod people;
mod permission;
mod places;
mod plan;
mod profile;
mod random;
mod segments;
mod signals;
mod targets;
mod touches;
mod trade;
mod trust;
mod truth;
mod words;

use std::path::Path;

pub use error::SimulateError;
pub use plan::{Plan, Scenario};
pub use truth::{CurrentMonth, Effect, Kept, Lost, Records, RegionMonth, Truth};

use activity::Activity;
use company::Company;
use files::Files;
use ledger::Ledger;

/// Writes a company's files into a folder (made if it is not there; files of the same names
/// are overwritten) and gives the truth about it. `progress` hears shares of the work from 0
/// to 1, rising.
///
/// # Errors
/// When a field of the plan is out of range, or a file cannot be written.
pub fn write(plan: &Plan, folder: &Path, progress: &dyn Fn(f64)) -> Result<Truth, SimulateError> {
    plan.check()?;
    progress(0.0);
    let company = Company::found(plan, &|share| progress(0.4 * share));
    let activity = Activity::of(&company, &|share| progress(0.4 + 0.3 * share));
    let calendar = &company.calendar;
    let booked = Ledger::of(&company.books, calendar, calendar.end, &|order| !order.removed);
    let targets = targets::all(calendar, &booked);
    progress(0.7);

    let files = Files::new(folder, &company)?;
    let mut records = Records::default();
    files.people(&mut records)?;
    files.orders(&mut records)?;
    progress(0.9);
    files.consents(&activity, &mut records)?;
    files.contacts_made(&activity, &mut records)?;
    files.sales(&activity, &mut records)?;
    files.complaints(&activity, &mut records)?;
    files.trust(&activity, &mut records)?;
    files.targets(&targets, &mut records)?;
    let truth = Truth::of(plan, &company, &targets, records);
    files.truth(&truth)?;
    progress(1.0);
    Ok(truth)
}

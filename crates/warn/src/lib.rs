//! Which target will be missed, how surely, and since when that could be known.
//!
//! Targets come from a file, from the page, or from a rule ("last year plus 5 %"). For each of
//! them the room forecasts what the month will bring in the end, with an interval; a target
//! that will probably be missed becomes a warning, ranked by the money at risk.
//!
//! What always holds:
//! - an unfinished month is compared with what it will be, never with a finished one; an
//!   unfinished day counts as unfinished;
//! - the forecast seen from a day uses nothing that happened later, so "knowable since" is what
//!   could truly have been known;
//! - the parts of the business that can be forecast add up to the company, see `agree` (which
//!   leaves alone kinds of very many parts);
//! - with too little history the answer is `unknown` and says why;
//! - a refresh keeps what people did with a warning (seen), and closes one whose cause is gone
//!   with the reason;
//! - forecasts made of older targets or pictures never replace those made of newer ones;
//! - a target from a file or a person is never replaced by a rule unless that is asked for;
//! - who changed a target, and what it was before, is kept, and can be taken back.
//!
//! Reading order: [`target`] (targets and the rule), [`known`] (how far the data goes),
//! [`book`] (daily figures ready to be forecast), `agree` (parts and whole), [`forecast`],
//! [`replay`], [`chart`], [`warning`], [`changes`], then `refresh` and [`actions`]. The mathematics is in `stats::daily`.

pub mod actions;
mod agree;
pub mod book;
pub mod changes;
pub mod chart;
mod error;
pub mod forecast;
pub mod known;
mod money;
mod refresh;
pub mod replay;
mod rows;
pub mod target;
pub mod warning;

pub use book::Book;
pub use changes::{Act, By, Change};
pub use chart::{Chart, ChartDay};
pub use error::WarnError;
pub use forecast::{Band, Forecast, Note, State};
pub use known::Known;
pub use target::{Derived, Rule, Skipped, Target};
pub use warning::{CloseReason, Warning, WarningState};

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![store::Migration {
        name: "warn_0001_warnings",
        sql: include_str!("../sql/0001_warnings.sql"),
    }]
}

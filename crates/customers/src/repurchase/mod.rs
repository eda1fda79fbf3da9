//! Whether customers come back, how often, and what for: the models of [`stats::lifetimes`] on
//! purchases, with what they said held against what came.
//!
//! What always holds:
//! - purchases of one customer on one day are one purchase;
//! - a day on which as much money came back as was paid, or more, is no purchase;
//! - what a model cannot say stands as the reason, not as a number;
//! - what is predicted of a stretch was fitted to the days before it alone.
//!
//! Reading order: [`ledger`] (who bought when, for how much), [`ask`] (what is asked), [`report`]
//! (what is told of all), [`person`] (of each), [`holdout`] (held against what came); [`standing`] for pages and tables.

pub mod ask;
pub mod holdout;
pub mod ledger;
pub mod person;
pub mod report;
pub mod standing;

pub use ask::{Ask, Span, Unit};
pub use ledger::{Ledger, Summary};
pub use person::Person;
pub use report::{Report, Told, report, report_of_summaries};
pub use standing::Standing;

//! Needs that follow from what customers bought: which family, how probably, in which weeks.
//!
//! A customer and a family they have bought are a *pair*. How probable it is that a pair is bought
//! in a week is learned from the weeks before: from the pair's own rhythm, from the customer, and
//! from the family, each weighed by how well it told what came. So a short history of one's own
//! leans on the family's and the company's. Where there is a year before, weeks are lifted or
//! lowered as they were then.
//!
//! What always holds:
//! - nothing of after the cut-off is looked at (property test);
//! - a probability is of *at least one* purchase, and grows with the time looked ahead;
//! - customers in whatever order give the same answer.
//!
//! Reading order: [`bought`] (pairs and their days), `clues` (what is known of a pair on a day),
//! [`season`], [`outlook`] (the weeks ahead), [`backtest`] (held against what came, and against
//! naive rules); [`company`] for pages.

pub mod backtest;
pub mod bought;
mod clues;
pub mod company;
pub mod outlook;
pub mod season;

pub use bought::{Bought, Pair};
pub use company::{Ahead, NeedsAhead, Week};
pub use outlook::{CannotTell, FARTHEST, Need, Outlook};

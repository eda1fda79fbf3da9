//! Mathematics on plain numbers: no customers, no money, no database.
//!
//! What always holds:
//! - nothing here reads a clock or a file, and random numbers come from a seed that is passed in:
//!   same input, same output;
//! - where the data cannot carry an answer, the answer is an error or `None`, never a guess
//!   that looks like a figure;
//! - every formula names its source.
//!
//! Reading order: [`calendar`] (which days are trading days), [`daily`] (what a stretch of
//! days will bring, and how sure that is), [`reconcile`] (forecasts of parts that agree with the
//! whole), [`proportion`], [`clustered`] and [`mean`] (intervals for
//! shares, of cases that are alike too, and for differences), [`decompose`] (what a change of revenue is made of), [`quantile`],
//! [`normal`], [`special`], [`logistic`]; [`threshold`] (the pressure beyond which answers get
//! worse); [`lifetimes`] (who comes back, how often, and for how much).

pub mod calendar;
pub mod clustered;
pub mod daily;
pub mod decompose;
pub mod lifetimes;
mod linear;
pub mod logistic;
pub mod mean;
pub mod normal;
pub mod proportion;
pub mod quantile;
pub mod reconcile;
pub mod special;
pub mod threshold;

//! Whether customers come back, and how often: models of repeat buying where nobody says that they
//! leave.
//!
//! A customer is a [`History`]: how many repeat purchases, when the last of them was, and how long
//! they have been seen. Equal histories are one [`Pattern`] with a weight. A model is fitted by
//! maximum likelihood ([`fit()`]) and then says for each history how probable it is that the
//! customer is still active, and how many purchases to expect.
//!
//! What always holds:
//! - the unit of time does not matter: times in days or weeks give the same probabilities, and
//!   parameters that differ by the unit alone;
//! - the order of customers does not matter, and a weight counts like repetition;
//! - a fit that the data cannot carry is an error with the reason.
//!
//! Reading order: [`pattern`], `rising`, [`evaluation`], [`bg_nbd`], [`pareto_nbd`], `maximise`,
//! [`fit`](mod@fit); [`gamma_gamma`] for amounts; [`silence`] for who fell silent; [`uncertain`], [`steadiness`] and [`futures`] for how
//! sure all this is.

pub mod bg_nbd;
mod curve;
pub mod evaluation;
pub mod fit;
pub mod futures;
pub mod gamma_gamma;
mod maximise;
pub mod pareto_nbd;
pub mod pattern;
mod rising;
pub mod silence;
pub mod steadiness;
pub mod uncertain;

pub use fit::{CannotFit, Fit, Model, fit, fit_from};
pub use pattern::{BadHistory, History, Pattern, patterns};

//! Why a target will be missed: where the money is missing, and what customers give as reason.
//!
//! A [`Diagnosis`] answers two questions that belong side by side. *Where*: the shortfall split
//! into parts that add up to it to the cent. *Why*: the barriers that sales noted, against the
//! time before and against the rest of the company. Where the data cannot carry an answer, the
//! verdict says so, says what is missing, and asks five questions.
//!
//! What always holds:
//! - [`Diagnosis::parts`] add up to [`Diagnosis::shortfall`], to the cent; the rows of each
//!   table add up to what was lost in the days compared, to the cent;
//! - a barrier or a driver is named only when it stands out beyond chance by the rules of
//!   [`verdict`]; everything else is shown with its numbers and not named;
//! - amounts in [`Diagnosis::parts`] say how much a part *adds to the shortfall*: above zero is
//!   bad, below zero helped;
//! - a diagnosis that was saved is never changed.
//!
//! Reading order: [`diagnosis`] (what comes out), [`windows`] (which days are compared),
//! [`segments`] (new, returning, anonymous; factors), [`chance`], [`tables`] (families, regions, what
//! stands out), [`barriers`] (counts and tests), [`verdict`] (what may be said), then
//! [`examine`](mod@examine) (the whole, from a snapshot of the log) and [`actions`].

pub mod actions;
pub mod barriers;
pub mod chance;
pub mod diagnosis;
pub mod error;
pub mod examine;
mod focus;
mod rows;
pub mod segments;
pub mod tables;
mod trade;
pub mod verdict;
pub mod windows;

pub use diagnosis::{Asked, Diagnosis};
pub use error::DiagnoseError;
pub use examine::examine;

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![store::Migration {
        name: "diagnose_0001_diagnosis",
        sql: include_str!("../sql/0001_diagnosis.sql"),
    }]
}

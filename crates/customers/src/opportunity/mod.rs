//! Opportunities: what is known of a deal, and the phase that follows from it.
//!
//! A deal is a record that several rooms share (`store::records::deal`). What the customer said
//! about it is this room's: facts in their words, each assumed or confirmed by an event of
//! theirs, in versions of which the newest counts. The tables are here and not among the shared
//! records, because every room that asks for them may ask this one.
//!
//! What always holds:
//! - nothing a seller does moves a deal ([`Dossier::standing`], a property test);
//! - a version is never changed; who was slower than somebody else is told, and writes nothing;
//! - what was told becomes an event in the same transaction as the fact that cites it. Taking the
//!   fact back leaves the event (the log only grows), and the deal does not count it any more.
//!
//! Reading order: [`words`] (the lists), [`fact`] (one fact and its edits), [`standing`] (phase,
//! gaps, share of assumptions), [`actions`] (load, decide, save), [`view`] (as JSON).

pub mod actions;
pub mod fact;
pub mod standing;
#[cfg(test)]
mod testing;
pub mod view;
pub mod words;

pub use actions::{
    Change, NewFact, Opportunity, Target, change, opportunities, opportunities_at, opportunity,
};
pub use fact::{Answer, Fact};
pub use standing::{Assumed, Dossier, Evidence, Gap, Standing, Step};
pub use words::{FactKind, Fit, Lack};

//! May we, now, this person, over this channel, for this purpose?
//!
//! A pure question with a pure answer: a [`Case`] holds every fact, a [`RuleSet`] holds every
//! national rule as data, [`decide`] gives a [`Decision`] with *all* findings, each with its
//! rule id, its reason in words and the evidence used. Nothing here reads a clock, a disk or a
//! database.
//!
//! What always holds:
//! - marketing by e-mail or SMS is never allowed without a valid consent (M1), a complete
//!   existing-customer record (M2) or an impersonal address where the country allows it (M3);
//! - an objection (G5) or a withdrawal (C5) stops marketing from the moment it is on record
//!   until the person gives consent again; no purchase ever lifts it (C7);
//! - a country without a row gets the strictest row, and a rule set in which that row is laxer
//!   than any other in anything is refused;
//! - only [`clear`] makes a [`Cleared`], and only when the verdict is allow. Delivery takes it
//!   by value, so one decision covers one sending.
//!
//! Reading order: [`case`] (the facts, and their JSON form), [`rules`] and `rules/contact.toml`
//! (the law as data), [`decide`](mod@decide) (the steps in order), [`permission`] (consent and
//! its exceptions), [`reason`] (rule ids, reasons, groups), [`words`] and `rules/words.toml`
//! (the reasons in four languages), [`cleared`].
//!
//! # Rule ids
//!
//! `M1 M2 M3 P2 L1 C1 C5 C6 C7 G4 G5 F1` are those of the contact rules (see
//! `rules/contact.toml` for their sources). The others are Sog's own promises: `A12` no contact
//! outside the window of the need, `A16` none while a complaint is open, a promise is overdue or a question waits, `D06` those held out
//! for comparison are left in peace (row D06 of the requirements asks for a control group),
//! `S1` no address, `S2` no rule covers this channel, `S3` service messages.
//!
//! # A case as JSON
//!
//! What `sog guard CASE.json` reads; `docs/guard.md` describes every key, [`case::EXAMPLE`] has
//! them all. Unknown keys are refused. More examples: `crates/guard/cases/`.
//!
//! ```
//! # use sog_guard as guard;
//! let case = guard::Case::from_json(guard::case::EXAMPLE)?;
//! let decision = guard::decide(&guard::RuleSet::built_in(), &case);
//! assert_eq!(decision.verdict, guard::Verdict::Allow);
//! assert_eq!(decision.group(), guard::Group::Mailable);
//! # Ok::<(), guard::CaseError>(())
//! ```

pub mod case;
pub mod cleared;
mod codes;
pub mod decide;
pub mod error;
pub mod permission;
pub mod reason;
pub mod rules;
mod strictness;
mod template;
pub mod words;

pub use case::{
    Block, Campaign, Cap, Case, Claim, ClaimKind, Consent, ConsentStatus, Contact, Fact, Inquiry,
    Need, Promise, Window,
};
pub use cleared::{Cleared, clear};
pub use decide::{Decision, Finding, decide};
pub use error::{CaseError, RuleSetError};
pub use permission::refusal;
pub use reason::{CustomerFact, Group, Reason, RuleId, Verdict};
pub use rules::{RuleSet, Stops};

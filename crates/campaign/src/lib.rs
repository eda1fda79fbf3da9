//! Brief, audience, message, delivery: from a diagnosis to mails that may be sent, and to what
//! they changed.
//!
//! ```text
//! brief --two signatures--> SignedBrief --launch--> queue --guard--> Cleared --> mail server
//!                                          |                                        |
//!                                   who, and who not, and why        sent, refused, uncertain
//! ```
//!
//! What always holds:
//! - nothing starts without a [`signing::SignedBrief`]: brief and words complete, signed by one
//!   person of marketing and one of sales; any edit of either voids the signatures;
//! - nothing is sent without a `guard::Cleared`, made at the moment of sending from the facts of
//!   that moment: [`delivery::hand_to`] takes nothing else;
//! - a message is handed to a mail server at most once, through any crash, restart or second
//!   worker: the mark is committed before the first byte, and what is uncertain is shown and
//!   never sent again ([`queue`], [`ledger`]);
//! - who could not be written to is on record with the reasons, who was left alone for
//!   comparison too: the figures of a campaign add up to its audience;
//! - what happens to a message is an event in the same transaction as its state;
//! - a GET never unsubscribes, a POST always does, and at once.
//!
//! Reading order: [`brief`], [`from_diagnosis`], [`baseline`] and [`signing`]; [`conditions`], [`crowd`], [`audience`], [`audiences`], [`holdout`],
//! [`facts`], [`question`] and [`split`] for whom; [`message`], [`faults`], [`letter`], [`dkim`] for what; [`launch`],
//! [`queue`], [`worker`], [`feed`], [`ledger`], [`delivery`], [`smtp`], [`bounce`], [`notes`], [`marker`], [`name`] for how; then
//! [`token`], [`unsubscribe`] and [`answer`] for what comes back, [`result`] for what it
//! changed; [`actions`] for what pages and commands call.

pub mod actions;
pub mod answer;
pub mod audience;
pub mod audiences;
pub mod baseline;
pub mod bounce;
pub mod brief;
mod codes;
pub mod conditions;
pub mod crowd;
pub mod delivery;
pub mod dkim;
mod endings;
mod error;
pub mod facts;
pub mod faults;
mod feed;
pub mod from_diagnosis;
pub mod holdout;
pub mod launch;
pub mod ledger;
pub mod letter;
mod marker;
pub mod message;
pub mod name;
pub mod notes;
pub mod question;
pub mod queue;
mod records;
pub mod result;
mod rows;
pub mod sides;
pub mod signing;
pub mod smtp;
pub mod split;
mod text;
mod tls;
pub mod token;
pub mod unsubscribe;
mod urgency;
pub mod worker;

pub use error::CampaignError;
pub use ledger::Tally;
pub use marker::FILE as MARKS_FILE;
pub use records::{Campaign, Launch, Stage, Version};
pub use worker::Worker;

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![store::Migration {
        name: "campaign_0001_campaign",
        sql: include_str!("../sql/0001_campaign.sql"),
    }]
}

//! The picture of each customer, and what we may do with it: phase, needs, pressure, people,
//! permission.
//!
//! A picture is derived from events and from nothing else. It is a fold with a merge
//! ([`fold::Fold`]) over a customer's events in (time, id) order; the fold keeps only exact
//! things (counts, amounts, times, ids), and everything that depends on the day of asking is
//! made when one looks ([`PictureState::view`]).
//!
//! What always holds:
//! - `fold(a ++ b) == fold(a).merge(fold(b))`, to the bit, where `a` comes first;
//! - rebuilding all pictures and bringing them up to date give the same pictures, to the bit;
//! - a refresh is visible wholly or not at all, whenever it is killed ([`mod@refresh`]);
//! - what we did never changes a customer's phase ([`phase`]);
//! - consent is append-only: giving, withdrawing and objecting add an entry and an event in one
//!   transaction ([`permission`]);
//! - what a customer is said to need, want or require is assumed until an event of their own is
//!   cited, and only such an event moves the phase of a deal ([`opportunity`]).
//!
//! Reading order: [`fold`], [`state`] and its parts ([`purchases`], [`phase`], [`contacts`],
//! [`complaints`], [`noted`], [`inquiries`]), then [`picture`] and [`view`] with [`gaps`], [`needs`] and [`pressure`]; then
//! [`refresh`](mod@refresh), [`apart`], [`pictures`] and [`series`] for what is kept; [`trade`](mod@trade),
//! [`breakdown`](mod@breakdown) and [`notes`](mod@notes) for questions about a window;
//! [`contact_answers`] and [`balance`] for who began contacts and what came of them;
//! [`horizons`](mod@horizons) for what came after sales; [`happened`] for conditions on what happened; [`repurchase`] for who comes back; [`inferred`] for needs that follow from purchases; [`silent`] for who stopped; [`people`] and [`permission`] for contacts and consent; [`said`], [`opportunity`] and [`stated`] for what customers told us of a deal and of their needs; [`trust`] for promises, surveys, what strains a relationship and what it rests on; [`table`] for `sog customers`.

pub mod apart;
pub mod ask;
pub mod balance;
pub mod breakdown;
mod bring;
mod bucket;
pub mod complaints;
pub mod contact_answers;
pub mod contacts;
mod error;
pub mod fold;
pub mod gaps;
pub mod happened;
pub mod horizons;
mod index;
pub mod inferred;
pub mod inquiries;
mod kept;
pub mod local;
pub mod needs;
pub mod noted;
pub mod notes;
pub mod opportunity;
mod order;
mod pass;
pub mod people;
pub mod permission;
pub mod phase;
pub mod picture;
pub mod pictures;
pub mod pressure;
pub mod purchases;
pub mod refresh;
pub mod repurchase;
pub mod rfm;
mod rows;
pub mod said;
pub mod series;
pub mod silent;
pub mod state;
pub mod stated;
pub mod table;
#[cfg(test)]
mod testing;
pub mod trade;
pub mod trust;
mod update;
pub mod view;

pub use apart::{Apart, BucketPictures, fold_apart};
pub use breakdown::{Totals, breakdown};
pub use error::CustomersError;
pub use fold::Fold;
pub use local::LocalTime;
pub use needs::NeedWindow;
pub use notes::{NotedBarriers, notes};
pub use order::ANONYMOUS_DAYS;
pub use people::{ConsentEntry, ContactCard, CustomerCard};
pub use permission::{ConsentStatus, Declaration};
pub use picture::Picture;
pub use pictures::{Pictures, load, version};
pub use refresh::{Progress, RefreshReport, refresh, remove_older};
pub use series::{Day, Series};
pub use state::{FOLD_VERSION, PictureState};
pub use trade::{Slice, Window, trade, trades};
pub use trust::{Limits, Trust};
pub use view::need_windows;

/// The tables of this room.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    vec![
        store::Migration {
            name: "customers_0001_pictures",
            sql: include_str!("../sql/0001_pictures.sql"),
        },
        store::Migration {
            name: "customers_0002_opportunities",
            sql: include_str!("../sql/0002_opportunities.sql"),
        },
    ]
}

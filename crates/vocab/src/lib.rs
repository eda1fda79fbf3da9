//! The words of Sog: ids, money, time, events, and the closed lists everybody shares.
//!
//! Nothing here decides anything and nothing here touches a disk or a network. Every other
//! room may use this one, and this one uses none.
//!
//! What always holds:
//! - an id is never empty, never padded with blanks, never longer than [`ids::MAX_LEN`];
//! - an [`Amount`] is an exact decimal, counted in millionths of its unit;
//! - an [`Event`] is never changed after it was made;
//! - every closed list has a stable code ([`EventKind::code`] and the like) that is what
//!   files and tables hold. Codes are never renamed.
//!
//! Reading order: [`ids`], [`money`], [`time`], [`words`], [`event`], [`scope`].

pub mod event;
pub mod ids;
pub mod money;
pub mod scope;
pub mod time;
pub mod words;

pub use event::{Event, EventId, EventKind};
pub use ids::{CampaignId, ContactId, CustomerId, IdError};
pub use money::{Amount, AmountError, Currency, Money};
pub use scope::{Scope, ScopeKind};
pub use time::{Instant, Month, Zone};
pub use words::{
    AidaStage, Barrier, Channel, ContactRole, CustomerKind, Direction, Lang, Phase, Purpose, Team,
    UnknownWord,
};

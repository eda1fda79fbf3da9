//! Parts that pages are made of.
//!
//! Reading order: [`figure`] (one number with its definition), [`chart`], [`bullet`] and
//! [`heat`] (drawings with the words behind them), [`table`] (sorting and paging), [`link`].

pub mod bullet;
pub mod chart;
pub mod figure;
pub mod form;
pub mod heat;
pub mod link;
pub mod safe;
pub mod table;

pub use bullet::Bullet;
pub use chart::{Band, Chart, Step, Unit};
pub use figure::Figure;
pub use form::Errors;
pub use heat::Heat;
pub use safe::SafeHtml;

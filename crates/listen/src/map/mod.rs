//! The map language: how the columns of a foreign file become the fields of a Sog format.
//!
//! A map is a TOML file. Presets are maps that come with Sog; there is no other difference.
//! The language is described in `docs/presets.md`; [`language`] is its shape, [`plan`] its
//! rules, [`bind`] what happens when a map meets a header, [`row`] what it makes of a row.

pub(crate) mod bind;
pub(crate) mod family;
pub(crate) mod language;
pub(crate) mod plan;
pub(crate) mod presets;
pub(crate) mod row;
pub(crate) mod times;

//! warn

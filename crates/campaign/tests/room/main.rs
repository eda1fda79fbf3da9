//! The room from outside: a signed brief, a queue, mail servers that fail, processes that die.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

extern crate sog_campaign as campaign;

mod address;
mod agree;
mod audience;
mod crash;
mod diagnosis;
mod launch;
mod locks;
mod outside;
mod overview;
mod pages;
mod random;
mod refusals;
mod restore;
mod sending;
mod sink;
mod tls;
mod world;
mod writing;

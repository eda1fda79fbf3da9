//! The room from outside: a signed brief, a queue, mail servers that fail, processes that die.

extern crate sog_campaign as campaign;

mod crash;
mod launch;
mod outside;
mod pages;
mod sending;
mod sink;
mod world;

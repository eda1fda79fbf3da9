//! How long a campaign takes: loading and counting an audience, launching, sending.
//!
//! `cargo run --release -p sog-campaign --example speed [CONTACTS]` (20,000 without a number).
//! Sends for eight seconds to a mail server inside this process that takes everything at once,
//! so that what is measured is Sog and its database, not the network.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may stop and print")]

extern crate sog_campaign as campaign;

use std::time::{Duration, Instant};

use campaign::audiences::Audiences;
use guard::RuleSet;
use sink::Sink;
use world::{World, brief};

#[path = "../tests/room/sink.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod sink;
#[path = "../tests/room/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;

const SENDING: Duration = Duration::from_secs(8);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let contacts = std::env::args().nth(1).map_or(20_000, |number| number.parse().unwrap());
    let world = World::sqlite(contacts).await;
    let id = world.signed(|_| {}).await;
    let (rules, brief) = (RuleSet::built_in(), brief());
    let condition = brief.audience.clone().unwrap();
    let audiences = Audiences::default();
    for which in ["first", "second"] {
        let (store, log, pictures) = (world.store(), &world.log, &world.pictures);
        let start = Instant::now();
        let counted = audiences
            .count(store, log, pictures, &rules, &id, &brief, &condition, world.now())
            .await
            .unwrap();
        println!("{} contacts counted the {which} time in {:?}", counted.contacts, start.elapsed());
    }
    let start = Instant::now();
    world.launch(&id).await;
    println!("launched in {:?}", start.elapsed());

    let sink = Sink::reliable().await;
    let mut worker = world.worker("w", sink.address);
    worker.server.connections = 4;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let start = Instant::now();
    let running = tokio::spawn(async move { worker.run(stopped).await.unwrap() });
    tokio::time::sleep(SENDING).await;
    stop.send(true).unwrap();
    let tally = running.await.unwrap();
    let rate = tally.sent as f64 / start.elapsed().as_secs_f64();
    println!("{rate:.0} messages/s over 4 connections ({} sent)", tally.sent);
}

//! Figures, not promises: run by hand with `--ignored --nocapture`, best in release.

use std::time::Instant;

use campaign::actions::{self, People};
use guard::RuleSet;

use crate::sink::Sink;
use crate::world::{World, brief};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures"]
async fn messages_a_second_and_the_live_count() {
    let world = World::sqlite(20_000).await;
    let start = Instant::now();
    let people = People::load(world.store().read()).await.unwrap();
    println!("20,000 contacts loaded in {:?}", start.elapsed());
    let id = world.signed(|_| {}).await;
    let (rules, brief) = (RuleSet::built_in(), brief());
    let condition = brief.audience.clone().unwrap();
    let start = Instant::now();
    let split =
        actions::count(&people, &world.pictures, &rules, &id, &brief, &condition, world.now())
            .unwrap();
    println!("{} contacts counted in {:?}", split.contacts, start.elapsed());
    let start = Instant::now();
    world.launch(&id).await;
    println!("launched in {:?}", start.elapsed());

    let sink = Sink::reliable().await;
    measure(&world, "a sink in this process", sink.address, 4).await;
    if let Some(server) = testkit::smtp::server() {
        measure(&world, "aiosmtpd", ([127, 0, 0, 1], server.port()).into(), 4).await;
    }
}

#[allow(clippy::print_stdout, reason = "printing is what it is for")]
async fn measure(world: &World, what: &str, address: std::net::SocketAddr, lanes: u32) {
    let mut worker = world.worker("w", address);
    worker.server.connections = lanes;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let start = Instant::now();
    let running = tokio::spawn(async move { worker.run(stopped).await.unwrap() });
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    stop.send(true).unwrap();
    let tally = running.await.unwrap();
    let rate = tally.sent as f64 / start.elapsed().as_secs_f64();
    println!("{what}: {rate:.0} messages/s over {lanes} connections ({} sent)", tally.sent);
}

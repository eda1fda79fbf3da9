//! At most once, through servers that hang up and senders that die.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use campaign::actions::MessageView;
use campaign::queue::State;
use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use vocab::CampaignId;

use crate::sink::Sink;
use crate::world::{DAY, World, migrations};

/// What must hold whatever happened: nobody got it twice, nothing is lost, and the books agree
/// with the server.
fn check(messages: &[MessageView], taken: &HashMap<String, u32>) {
    for message in messages {
        let times = taken.get(&message.id).copied().unwrap_or_default();
        assert!(times <= 1, "{} was taken {times} times", message.id);
        match State::from_code(&message.state).unwrap() {
            State::Sent => assert_eq!(times, 1, "{message:?}"),
            State::Uncertain => {}
            other => {
                assert_eq!(times, 0, "{message:?}");
                assert!(other.is_final(), "{message:?}");
            }
        }
    }
}

/// Lets whatever waits for a later time become due, until nothing waits any more.
async fn finish(world: &World, id: &CampaignId, sink: &Sink) -> Vec<MessageView> {
    for _ in 0..200 {
        // Leases run out, back-offs pass, but not the window of the campaign.
        world.advance(TimeDelta::minutes(31));
        let _ = world.worker("last", sink.address).drain().await;
        let messages: Vec<_> = world.messages(id).await.into_values().collect();
        let open = |m: &MessageView| !State::from_code(&m.state).unwrap().is_final();
        if !messages.iter().any(open) {
            return messages;
        }
    }
    panic!("messages still wait");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_it_twice_from_a_sender_that_is_dropped() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 24).await;
        let (mut sent, mut uncertain) = (0, 0);
        for seed in 0..12_u64 {
            let id = world.launched().await;
            let sink = Sink::flaky(0.3, seed).await;
            let mut rng = StdRng::seed_from_u64(seed);
            for life in 0..6 {
                // Sometimes the same name, sometimes another; sometimes a second one beside it.
                let name = format!("w{}", rng.random_range(0..2));
                let worker = world.worker(&name, sink.address);
                let other = world.worker("other", sink.address);
                let limit = Duration::from_micros(rng.random_range(0..60_000));
                let both = rng.random_bool(0.5);
                let work = async {
                    if both {
                        let _ = tokio::join!(worker.drain(), other.drain());
                    } else {
                        let _ = worker.drain().await;
                    }
                };
                // The future is dropped in the middle of whatever it does.
                let _ = tokio::time::timeout(limit, work).await;
                if life % 2 == 0 {
                    world.advance(TimeDelta::minutes(2));
                }
            }
            let messages = finish(&world, &id, &sink).await;
            check(&messages, &sink.taken());
            let count = |state: State| messages.iter().filter(|m| m.state == state.code()).count();
            sent += count(State::Sent);
            uncertain += count(State::Uncertain);
            // The next campaign begins on the same morning.
            world.clock.store(crate::world::START, std::sync::atomic::Ordering::Relaxed);
        }
        println!("{}: {sent} sent, {uncertain} uncertain", world.test.name);
        assert!(sent > 100, "the test must get some mails through: {sent}");
        assert!(uncertain > 0, "and must hit the moment nobody knows about");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_senders_share_the_work() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 120).await;
        let id = world.launched().await;
        let sink = Sink::reliable().await;
        let mut workers = Vec::new();
        for n in 0..3 {
            let store = world.test.open_again().await.unwrap();
            workers.push(world.worker_on(store, &format!("w{n}"), sink.address));
        }
        let tallies = futures::future::join_all(workers.iter().map(|w| w.drain())).await;
        let sent: u64 = tallies.iter().map(|tally| tally.as_ref().unwrap().sent).sum();
        assert_eq!(sent, 120, "{}", world.test.name);
        let messages: Vec<_> = world.messages(&id).await.into_values().collect();
        check(&messages, &sink.taken());
    }
}

/// A process of the same name that begins again and again takes a living one for dead, and finds
/// its leases run out too: messages go back and forth below its hands, and nobody waits in a ring.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recoveries_and_a_sender_do_not_block_each_other() {
    const PEOPLE: usize = 200;
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, PEOPLE).await;
        let id = world.launched().await;
        let sink = Sink::reliable().await;
        let sender = world.worker("same", sink.address);
        let mut again =
            world.worker_on(world.test.open_again().await.unwrap(), "same", sink.address);
        again.clock = std::sync::Arc::new(|| crate::world::instant(crate::world::START + 90 * DAY));
        let sending = async {
            while world.count(&id, State::Sent).await < PEOPLE {
                sender.drain().await.unwrap();
            }
        };
        let recovering = async {
            // Asked to stop from the beginning: it recovers and sends nothing.
            let (_stop, stopped) = tokio::sync::watch::channel(true);
            for _ in 0..12 {
                again.run(stopped.clone()).await.unwrap();
                // Time enough to get something begun in between.
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
        };
        tokio::join!(sending, recovering);
        let messages: Vec<_> = world.messages(&id).await.into_values().collect();
        assert_eq!(messages.len(), PEOPLE);
        check(&messages, &sink.taken());
    }
}

const CHILD: &str = "SOG_CAMPAIGN_CHILD";

/// Not a test of its own: what the killed process runs. Does nothing when run by hand.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_child_that_is_killed() {
    let Ok(arguments) = std::env::var(CHILD) else {
        return;
    };
    let [url, folder, address]: [&str; 3] =
        arguments.split('\n').collect::<Vec<_>>().try_into().unwrap();
    let store = store::Store::open(url, migrations()).await.unwrap();
    let folder = std::path::Path::new(folder);
    let log = events::EventLog::open(&store, folder).await.unwrap();
    let pictures = customers::load(&store, folder).await.unwrap();
    let worker = campaign::Worker {
        store,
        log,
        folder: folder.to_owned(),
        rules: guard::RuleSet::built_in(),
        pictures: std::sync::Arc::new(move || pictures.clone()),
        server: campaign::smtp::Server {
            connections: 3,
            ..campaign::smtp::Server::local(address.parse().unwrap())
        },
        clock: std::sync::Arc::new(|| crate::world::instant(crate::world::START)),
        name: "child".into(),
        rest: Duration::from_millis(10),
    };
    println!("ready");
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    worker.run(stopped).await.unwrap();
}

fn child(world: &World, sink: &Sink) -> Child {
    let arguments =
        [world.test.url(), world.test.folder().to_str().unwrap(), &sink.address.to_string()]
            .join("\n");
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::the_child_that_is_killed", "--nocapture"])
        .env(CHILD, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A running campaign is killed at random points, again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_it_twice_from_a_process_that_is_killed() {
    const KILLS: u32 = 50;
    let world = World::sqlite(200).await;
    let sink = Sink::reliable().await;
    let mut rng = StdRng::seed_from_u64(7);
    let mut campaigns = vec![world.launched().await];
    let mut in_the_middle = 0;
    for _ in 0..KILLS {
        // A process that finds nothing to send would be killed at no interesting point.
        if world.count(campaigns.last().unwrap(), State::Queued).await < 40 {
            campaigns.push(world.launched().await);
        }
        let before = sink.taken().len();
        let mut child = child(&world, &sink);
        // Starting takes most of this; then a mail goes out every few milliseconds.
        let some = rng.random_range(0..20);
        while sink.taken().len() < before + some {
            tokio::time::sleep(Duration::from_millis(1)).await;
            assert!(child.try_wait().unwrap().is_none(), "the child ended by itself");
        }
        tokio::time::sleep(Duration::from_micros(rng.random_range(0..4_000))).await;
        child.kill().unwrap();
        child.wait().unwrap();
        in_the_middle += usize::from(sink.taken().len() > before);
    }
    assert!(in_the_middle >= KILLS as usize * 3 / 4, "{in_the_middle}");
    // The last life, in this process, under the same name.
    world.worker("child", sink.address).drain().await.unwrap();
    let (mut sent, mut uncertain) = (0, 0);
    for id in &campaigns {
        let messages: Vec<_> = world.messages(id).await.into_values().collect();
        assert_eq!(messages.len(), 200);
        check(&messages, &sink.taken());
        sent += messages.iter().filter(|m| m.state == State::Sent.code()).count();
        uncertain += messages.iter().filter(|m| m.state == State::Uncertain.code()).count();
    }
    println!("{KILLS} kills: {sent} sent, {uncertain} uncertain");
    // A life has three connections: no more than that can be in doubt when it ends.
    assert!(uncertain <= 3 * KILLS as usize);
    // What was sent stands in the log once each.
    world.log.hand_over(&|_| {}).await.unwrap();
    let snapshot = world.log.snapshot().await.unwrap();
    let mut events = 0;
    for bucket in 0..snapshot.buckets() {
        snapshot
            .scan(bucket, events::Columns::ALL, &mut |event| {
                events += usize::from(event.kind == vocab::EventKind::MessageSent);
            })
            .unwrap();
    }
    assert_eq!(events, sent);
}

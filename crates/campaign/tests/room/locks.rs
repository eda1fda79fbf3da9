//! Who waits for whom at a row that somebody else writes at this moment. Only PostgreSQL has
//! such rows; on SQLite the transaction is the only writer.

use std::time::Duration;

use campaign::queue::State;
use campaign::unsubscribe::{Ended, unsubscribe};
use sea_orm::{ConnectionTrait, DatabaseBackend};
use store::{Store, Tx};

use crate::address::token;
use crate::sink::Sink;
use crate::world::{World, migrations};

/// Longer than any of this takes, and short enough to learn of a wait without an end.
const FOR_EVER: Duration = Duration::from_secs(60);

/// A transaction that writes a message and is not done yet.
async fn writing(store: &Store, message: &str) -> Tx {
    let tx = store.begin().await.unwrap();
    let sql = format!("update message set attempts = attempts where id = '{message}'");
    tx.execute_unprepared(&sql).await.unwrap();
    tx
}

async fn worlds(people: usize) -> Vec<World> {
    let mut worlds = Vec::new();
    for test in testkit::stores(migrations()).await {
        if test.store.read().get_database_backend() == DatabaseBackend::Postgres {
            worlds.push(World::new(test, people).await);
        }
    }
    worlds
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_claims_waits_for_nobody() {
    for world in worlds(4).await {
        let id = world.launched().await;
        let other = world.test.open_again().await.unwrap();
        let held = writing(&other, &world.messages(&id).await["k0"].id).await;
        let sink = Sink::reliable().await;
        let worker = world.worker("w", sink.address);
        let sent = tokio::time::timeout(FOR_EVER, worker.drain()).await.expect("it does not wait");
        assert_eq!(sent.unwrap().sent, 3);
        held.commit().await.unwrap();
        assert_eq!(worker.drain().await.unwrap().sent, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_recovers_waits_for_nobody() {
    for world in worlds(4).await {
        let id = world.launched().await;
        let tx = world.store().begin().await.unwrap();
        let left = "update message set state = 'sending', claim = 'w/before'";
        tx.execute_unprepared(left).await.unwrap();
        tx.commit().await.unwrap();
        let other = world.test.open_again().await.unwrap();
        let held = writing(&other, &world.messages(&id).await["k0"].id).await;
        let sink = Sink::reliable().await;
        let worker = world.worker("w", sink.address);
        let found = tokio::time::timeout(FOR_EVER, worker.drain()).await.expect("it does not wait");
        assert_eq!(found.unwrap().total(), 0);
        assert_eq!(world.count(&id, State::Uncertain).await, 3);
        // Whoever writes it lives; what they leave is found the next time.
        held.commit().await.unwrap();
        worker.drain().await.unwrap();
        assert_eq!(world.count(&id, State::Uncertain).await, 4);
    }
}

/// A message that somebody claims at this moment is stopped as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_passes_over_nothing() {
    for world in worlds(4).await {
        let first = world.launched().await;
        let sink = Sink::reliable().await;
        world.worker("w", sink.address).drain().await.unwrap();
        let token = token(&sink, &world.messages(&first).await["k0"].id);
        let second = world.launched().await;
        let other = world.test.open_again().await.unwrap();
        let held = writing(&other, &world.messages(&second).await["k0"].id).await;
        let (store, log, now) = (world.store().clone(), world.log.clone(), world.now());
        let leaving = tokio::spawn(async move { unsubscribe(&store, &log, &token, now).await });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!leaving.is_finished(), "it waits for the message");
        held.commit().await.unwrap();
        assert_eq!(leaving.await.unwrap().unwrap(), Some(Ended::Now));
        assert_eq!(world.messages(&second).await["k0"].state, State::Denied.code());
    }
}

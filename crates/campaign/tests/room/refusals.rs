//! Refusals: whose problem they are, and what follows from that.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use campaign::actions;
use campaign::faults::Fault;
use campaign::notes::{Halt, Note};
use campaign::queue::State;
use campaign::smtp::Server;
use campaign::{CampaignError, Stage};
use chrono::TimeDelta;
use vocab::EventKind;

use crate::sink::Sink;
use crate::world::World;

async fn bounces(world: &World, people: usize) -> usize {
    let mut all = 0;
    for customer in 0..people.div_ceil(2) {
        let history = world.history(&format!("c{customer}")).await;
        all += history.iter().filter(|event| event.kind == EventKind::MessageBounced).count();
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_sender_is_nobodys_bounce() {
    for answer in [
        "550 Sender verify failed",
        "550 5.1.8 Sender address rejected: Domain not found",
        "501 5.1.7 Bad sender address syntax",
        "503 5.5.1 Error: need EHLO",
        "555 parameters not recognized",
        "550 5.1.1 sender unknown",
    ] {
        let world = World::sqlite(20).await;
        let id = world.launched().await;
        let sink = Sink::answering_senders(answer).await;
        let tally = world.worker("w", sink.address).drain().await.unwrap();
        assert_eq!(tally.bounced, 0, "{answer}");
        assert!((5..=8).contains(&tally.failed), "{answer}: {tally:?}");
        assert_eq!(bounces(&world, 20).await, 0, "{answer}");
        let campaign = actions::campaign(world.store(), &id).await.unwrap();
        assert_eq!(campaign.stage, Stage::Paused, "{answer}");
        let held = campaign.note.unwrap();
        assert_eq!((held.why, held.said.as_str()), (Halt::Unwanted, answer));

        // Set right, everybody gets the mail.
        let sink = Sink::reliable().await;
        let again = actions::retry_failed(world.store(), &id, world.now()).await.unwrap();
        assert_eq!(again, tally.failed);
        actions::resume(world.store(), &id).await.unwrap();
        assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 20);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_of_unexplained_refusals_pauses_too() {
    let world = World::sqlite(40).await;
    let id = world.launched().await;
    let sink = Sink::answering(|_| Some((true, "550 no"))).await;
    let tally = world.worker("w", sink.address).drain().await.unwrap();
    assert!((10..=13).contains(&tally.bounced), "{tally:?}");
    let campaign = actions::campaign(world.store(), &id).await.unwrap();
    assert_eq!(campaign.note.unwrap().why, Halt::Unexplained);
    assert_eq!(world.count(&id, State::Queued).await as u64, 40 - tally.bounced);
}

/// Only refusals in a row speak against us.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_is_taken_ends_a_row_of_refusals() {
    let world = World::sqlite(40).await;
    let id = world.launched().await;
    let asked = std::sync::atomic::AtomicU32::new(1);
    let sink = Sink::answering(move |_| {
        let taken = asked.fetch_add(1, Ordering::SeqCst).is_multiple_of(5);
        (!taken).then_some((true, "550 5.7.1 Blocked"))
    })
    .await;
    let mut worker = world.worker("w", sink.address);
    worker.server.connections = 1;
    let tally = worker.drain().await.unwrap();
    assert_eq!(tally.sent + tally.failed, 40, "{tally:?}");
    assert!(tally.failed >= 30, "{tally:?}");
    let campaign = actions::campaign(world.store(), &id).await.unwrap();
    assert_eq!((campaign.stage, campaign.note), (Stage::Running, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_server_costs_no_attempt_and_is_left_alone() {
    let busy = [
        Sink::answering(|_| Some((true, "421 4.3.2 closing, come again"))).await,
        Sink::answering_senders("450 4.7.1 quota used up, try tomorrow").await,
    ];
    for sink in busy {
        let world = World::sqlite(40).await;
        let id = world.launched().await;
        let worker = world.worker("w", sink.address);
        for _ in 0..8 {
            let tally = worker.drain().await.unwrap();
            // Each of the three lanes finds out once, and the rest is not even tried.
            assert!((1..=3).contains(&tally.put_back), "{tally:?}");
            assert_eq!(tally.put_back, tally.total());
        }
        let messages = world.messages(&id).await;
        assert!(messages.values().all(|m| m.state == State::Queued.code() && m.attempts == 0));
        world.advance(TimeDelta::minutes(2));
        let sink = Sink::reliable().await;
        assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 40);
    }
}

/// A transaction that fails neither loses nor doubles a count of refusals.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_database_changes_no_row_of_refusals() {
    async fn run(world: &World, sql: &str) {
        let tx = world.store().begin().await.unwrap();
        sea_orm::ConnectionTrait::execute_unprepared(&tx, sql).await.unwrap();
        tx.commit().await.unwrap();
    }
    // The fifth refusal pauses; either the pause or the third refusal cannot be written at first.
    // A new life counts anew: three refusals before it and five in it.
    for (table, failed, when) in [
        ("campaign", 5, "new.state = 'paused'"),
        (
            "message",
            8,
            "new.state = 'failed'
             and (select count(*) from message where state = 'failed') = 2",
        ),
    ] {
        let world = World::sqlite(20).await;
        let id = world.launched().await;
        run(
            &world,
            &format!(
                "create trigger trouble before update on {table} when {when}
                 begin select raise(abort, 'trouble'); end"
            ),
        )
        .await;
        let sink = Sink::answering_senders("550 5.7.1 unwanted").await;
        let mut worker = world.worker("w", sink.address);
        worker.server.connections = 1;
        let mended = async {
            while world.count(&id, State::Failed).await < 2 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            // Long enough for a failure, short enough for its repetitions.
            tokio::time::sleep(Duration::from_millis(400)).await;
            run(&world, "drop trigger trouble").await;
        };
        let (_, ()) = tokio::join!(worker.drain(), mended);
        worker.drain().await.unwrap();
        let campaign = actions::campaign(world.store(), &id).await.unwrap();
        assert_eq!(campaign.stage, Stage::Paused, "{table}");
        assert_eq!(world.count(&id, State::Failed).await, failed, "{table}");
    }
}

/// A receiver that greylists everybody: each message is tried, and all arrive.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn greylisting_is_waited_out() {
    let world = World::sqlite(30).await;
    let id = world.launched().await;
    let sink = Sink::answering(|_| Some((true, "450 4.7.1 Greylisted"))).await;
    let worker = world.worker("w", sink.address);
    while world.messages(&id).await.values().any(|message| message.attempts == 0) {
        let tally = worker.drain().await.unwrap();
        assert!(tally.put_back > 0 && tally.put_back == tally.total(), "{tally:?}");
        assert!(tally.put_back < 30, "a row of them slows down");
    }
    world.advance(TimeDelta::minutes(6));
    let sink = Sink::reliable().await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 30);
    assert_eq!(bounces(&world, 30).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_for_now_ends_with_the_window() {
    let world = World::sqlite(1).await;
    world.hold_out(0.0).await;
    let id = world
        .signed(|brief| brief.window.as_mut().unwrap().until = "2026-11-12".parse().unwrap())
        .await;
    world.launch(&id).await;
    let sink = Sink::answering(|_| Some((true, "451 4.3.0 later"))).await;
    let worker = world.worker("w", sink.address);
    for _ in 0..10 {
        worker.drain().await.unwrap();
        let message = world.messages(&id).await.remove("k0").unwrap();
        if message.state == State::Failed.code() {
            assert_eq!(message.note, Some(Note::GaveUp));
            // Midnight in Berlin.
            assert_eq!(world.now().to_rfc3339(), "2026-11-12T22:50:00+00:00");
            return;
        }
        world.advance(message.not_before - world.now());
    }
    panic!("it was never given up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_our_server_cannot_take_is_ours() {
    let world = World::sqlite(2).await;
    let tx = world.store().begin().await.unwrap();
    let row = store::records::contact::ActiveModel {
        id: sea_orm::ActiveValue::Set("k1".to_owned()),
        email: sea_orm::ActiveValue::Set(Some("jörg@laden.example".to_owned())),
        ..Default::default()
    };
    sea_orm::ActiveModelTrait::update(row, &tx).await.unwrap();
    tx.commit().await.unwrap();
    let id = world.launched().await;
    let sink = Sink::reliable().await;
    let tally = world.worker("w", sink.address).drain().await.unwrap();
    assert_eq!((tally.sent, tally.failed, tally.bounced), (1, 1, 0));
    let message = world.messages(&id).await.remove("k1").unwrap();
    assert_eq!((message.state.as_str(), message.note), ("failed", Some(Note::NotUtf8)));
    assert_eq!(bounces(&world, 2).await, 0);
}

/// Lets a server that waits go on, also when the test ends with a failure: its thread would
/// keep the runtime from ending.
struct LetGo(Arc<AtomicBool>);

impl Drop for LetGo {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A worker that another one of the same name took for dead still knows what it knows.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_answer_for_now_after_a_recovery_puts_the_message_back() {
    let world = World::sqlite(1).await;
    let id = world.launched().await;
    let (asked, go) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (seen, wait) = (Arc::clone(&asked), Arc::clone(&go));
    let sink = Sink::answering(move |_| {
        seen.store(true, Ordering::SeqCst);
        tokio::task::block_in_place(|| {
            while !wait.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        Some((true, "451 4.3.0 later"))
    })
    .await;
    let let_go = LetGo(go);
    let mut first = world.worker("same", sink.address);
    // In real time, unlike the leases: a busy machine must not make it give up.
    first.server.timeout_seconds = 600;
    let running = tokio::spawn(async move { first.drain().await });
    let was_asked = async {
        while !asked.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), was_asked).await.expect("the server is asked");
    let second = Sink::reliable().await;
    assert_eq!(world.worker("same", second.address).drain().await.unwrap().total(), 0);
    assert_eq!(world.messages(&id).await["k0"].note, Some(Note::ProcessEnded));
    assert_eq!(world.count(&id, State::Uncertain).await, 1);
    drop(let_go);
    assert_eq!(running.await.unwrap().unwrap().put_back, 1);
    let message = world.messages(&id).await.remove("k0").unwrap();
    assert_eq!((message.state.as_str(), message.done, message.note), ("queued", None, None));
    world.advance(TimeDelta::minutes(2));
    assert_eq!(world.worker("same", second.address).drain().await.unwrap().sent, 1);
}

/// Links that lead to this machine alone go out to nobody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dead_links_are_not_sent() {
    let world = World::sqlite(4).await;
    world.hold_out(0.0).await;
    let id = world.signed(|_| {}).await;
    let here = |company: &mut store::Company| {
        company.public_url = store::Company::default().public_url;
    };
    world.set_company(here).await;
    let real = Server { host: "smtp.provider.example".into(), ..Server::default() };
    let rules = guard::RuleSet::built_in();
    let launch = || {
        actions::launch(world.store(), &world.log, &world.pictures, &rules, &id, "Mia", world.now())
    };
    let dead = |result: Result<actions::Launched, CampaignError>| matches!(&result, Err(CampaignError::Message(faults)) if *faults == [Fault::NotHttps]);
    assert!(dead(launch().await), "no server yet");
    actions::save_server(world.store(), &real).await.unwrap();
    assert!(dead(launch().await), "a real server");
    let sink = Sink::reliable().await;
    actions::save_server(world.store(), &Server::local(sink.address)).await.unwrap();
    launch().await.unwrap();

    // A real server set after the launch gets nothing either, one on this machine included.
    let mut worker = world.worker("w", sink.address);
    worker.server.keeps_mails = false;
    assert_eq!(worker.drain().await.unwrap().total(), 0);
    assert_eq!(sink.taken().len(), 0);
    let held = actions::campaign(world.store(), &id).await.unwrap().note.unwrap();
    assert_eq!(held.why, Halt::Address);
    worker.server.keeps_mails = true;
    actions::resume(world.store(), &id).await.unwrap();
    assert_eq!(worker.drain().await.unwrap().sent, 4);
}

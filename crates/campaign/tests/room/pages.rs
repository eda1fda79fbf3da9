//! What comes back through the links of a mail.

use campaign::CampaignError;
use campaign::actions;
use campaign::answer::{MAX_ANSWERS, answer};
use campaign::queue::State;
use campaign::token::Token;
use campaign::unsubscribe::{Ended, look, unsubscribe};
use chrono::TimeDelta;
use rand::SeedableRng;
use vocab::{Channel, ContactId, EventKind};

use crate::sink::{Sink, header};
use crate::world::{World, migrations};

/// Sends one campaign to everybody and gives the tokens of the mails, by contact.
async fn tokens(world: &World) -> std::collections::BTreeMap<String, Token> {
    let id = world.launched().await;
    let sink = Sink::reliable().await;
    world.worker("w", sink.address).drain().await.unwrap();
    let by_id: std::collections::HashMap<_, _> =
        world.messages(&id).await.into_values().map(|m| (m.id, m.contact)).collect();
    sink.raw()
        .iter()
        .map(|mail| {
            let link = header(mail, "List-Unsubscribe").unwrap();
            let token = link.trim_end_matches('>').rsplit('/').next().unwrap().to_owned();
            let contact = by_id[&header(mail, "X-Sog-Message").unwrap()].clone();
            (contact, Token::parse(&token).unwrap())
        })
        .collect()
}

async fn withdrawals(world: &World, customer: &str) -> usize {
    let events = world.history(customer).await;
    events.iter().filter(|event| event.kind == EventKind::ConsentWithdrawn).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_changes_nothing_and_one_post_ends_it() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 4).await;
        let tokens = tokens(&world).await;
        let token = &tokens["k2"];
        for _ in 0..100 {
            let visitor = look(world.store(), token).await.unwrap().unwrap();
            assert!(!visitor.ended);
            assert_eq!(visitor.company, "Nordlicht");
            assert_eq!(visitor.address, "j…@laden.example");
            assert_eq!(visitor.question, "Wann brauchen Sie die Ware?");
        }
        assert_eq!(withdrawals(&world, "c1").await, 0, "{}", world.test.name);

        // Another campaign waits in the queue.
        let next = world.launched().await;
        let (store, log) = (world.store(), &world.log);
        let end = || unsubscribe(store, log, token, world.now());
        assert_eq!(end().await.unwrap(), Some(Ended::Now));
        for _ in 0..5 {
            assert_eq!(end().await.unwrap(), Some(Ended::Before));
        }
        assert_eq!(withdrawals(&world, "c1").await, 1);
        assert!(look(store, token).await.unwrap().unwrap().ended);

        // At once, for what waits too.
        let waiting = world.messages(&next).await;
        assert_eq!(waiting["k2"].state, State::Denied.code());
        assert_eq!(waiting["k2"].findings[0].rule, guard::RuleId::C5);
        let sink = Sink::reliable().await;
        assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 3);
        assert!(!sink.taken().contains_key(&waiting["k2"].id));
        let id = look(store, token).await.unwrap().unwrap().campaign;
        assert_eq!(actions::figures(store, &id).await.unwrap().unsubscribed, 1);

        // After a new consent the old link works again.
        world.advance(TimeDelta::days(1));
        let contact = ContactId::new("k2").unwrap();
        let said = customers::permission::Declaration::new(
            contact,
            Channel::Email,
            world.now(),
            "web form",
        );
        let tx = store.begin().await.unwrap();
        customers::permission::give(&tx, log, &said).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!look(store, token).await.unwrap().unwrap().ended);
        world.advance(TimeDelta::days(1));
        assert_eq!(unsubscribe(store, log, token, world.now()).await.unwrap(), Some(Ended::Now));
        assert_eq!(withdrawals(&world, "c1").await, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_posts_at_once_are_one() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 2).await;
        let tokens = tokens(&world).await;
        let posts =
            (0..8).map(|_| unsubscribe(world.store(), &world.log, &tokens["k0"], world.now()));
        let ends: Vec<_> =
            futures::future::join_all(posts).await.into_iter().map(|end| end.unwrap()).collect();
        assert_eq!(ends.iter().filter(|end| **end == Some(Ended::Now)).count(), 1, "{ends:?}");
        assert_eq!(withdrawals(&world, "c0").await, 1, "{}", world.test.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_learns_and_changes_nothing() {
    let world = World::sqlite(2).await;
    tokens(&world).await;
    let token = Token::random(&mut rand_chacha::ChaCha20Rng::seed_from_u64(1));
    let (store, log, now) = (world.store(), &world.log, world.now());
    assert_eq!(look(store, &token).await.unwrap(), None);
    assert_eq!(unsubscribe(store, log, &token, now).await.unwrap(), None);
    assert_eq!(answer(store, log, &token, "hello", now).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_come_back_as_events() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 2).await;
        let tokens = tokens(&world).await;
        let (store, log, now) = (world.store(), &world.log, world.now());
        let say = |text: &'static str| answer(store, log, &tokens["k1"], text, now);
        assert_eq!(say("Im März\r\n, bitte").await.unwrap(), Some(true));
        assert_eq!(say("Im März\n, bitte").await.unwrap(), Some(false), "sent twice");
        assert!(matches!(say(" \n").await, Err(CampaignError::EmptyAnswer)));
        for text in ["2", "3", "4", "5"] {
            assert_eq!(say(text).await.unwrap(), Some(true));
        }
        assert!(matches!(say("6").await, Err(CampaignError::TooManyAnswers(MAX_ANSWERS))));
        assert_eq!(say("5").await.unwrap(), Some(false));

        let id = look(store, &tokens["k1"]).await.unwrap().unwrap().campaign;
        let answers = actions::answers(store, &id, 10).await.unwrap();
        assert_eq!(answers.len(), 5);
        assert!(answers.iter().any(|answer| answer.text == "Im März\n, bitte"));
        assert_eq!(actions::figures(store, &id).await.unwrap().answered, 1);
        let events = world.history("c0").await;
        let events: Vec<_> =
            events.iter().filter(|event| event.kind == EventKind::MessageAnswered).collect();
        assert_eq!(events.len(), 5, "{}", world.test.name);
        assert!(events.iter().all(|event| event.direction == Some(vocab::Direction::Inbound)));
    }
}

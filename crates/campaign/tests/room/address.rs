//! One address is one reader, whatever the records say.

use campaign::queue::State;
use campaign::token::Token;
use campaign::unsubscribe::{Ended, look, unsubscribe};
use chrono::TimeDelta;
use customers::permission::{ConsentStatus, Declaration, give, object, withdraw};
use guard::{Group, Reason};
use sea_orm::ActiveValue::Set;
use vocab::{Channel, ContactId, EventKind, Instant};

use crate::sink::{Sink, header};
use crate::world::{World, brief, groups, migrations};

/// Gives a contact another address.
pub(crate) async fn give_address(world: &World, contact: &str, email: &str) {
    let tx = world.store().begin().await.unwrap();
    let row = store::records::contact::ActiveModel {
        id: Set(contact.to_owned()),
        email: Set(Some(email.to_owned())),
        ..Default::default()
    };
    sea_orm::ActiveModelTrait::update(row, &tx).await.unwrap();
    tx.commit().await.unwrap();
}

fn said(contact: &str, at: Instant) -> Declaration {
    Declaration::new(ContactId::new(contact).unwrap(), Channel::Email, at, "letter")
}

/// The token in the only mail a sink got for a message.
pub(crate) fn token(sink: &Sink, message: &str) -> Token {
    let raw = sink.raw();
    let is = |mail: &&String| header(mail, "X-Sog-Message").as_deref() == Some(message);
    let link = header(raw.iter().find(is).unwrap(), "List-Unsubscribe").unwrap();
    Token::parse(link.trim_end_matches('>').rsplit('/').next().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_gets_one_copy_of_a_campaign() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 8).await;
        world.hold_out(0.0).await;
        // Of another customer, in another writing.
        give_address(&world, "k5", " JO0@Laden.example").await;
        let id = world.signed(|_| {}).await;
        let counted = world.counted(&id, &brief().audience.unwrap()).await;
        let launched = world.launch(&id).await;
        assert_eq!(counted, groups(&launched.split), "{}", world.test.name);
        assert_eq!(launched.split.part(Group::Mailable).unwrap().contacts, 7);

        let messages = world.messages(&id).await;
        assert_eq!(messages["k0"].state, State::Queued.code());
        assert_eq!(messages["k5"].state, State::Denied.code());
        let same = Reason::SameAddress { contact: "k0".into() };
        assert_eq!(messages["k5"].findings[0].reason, same);

        // Two more come together after the launch, each with a message that waits.
        give_address(&world, "k6", "jo1@laden.example").await;
        let sink = Sink::reliable().await;
        let (one, two) = (world.worker("one", sink.address), world.worker("two", sink.address));
        let (one, two) = tokio::join!(one.drain(), two.drain());
        assert_eq!(one.unwrap().sent + two.unwrap().sent, 6);
        let messages = world.messages(&id).await;
        let sent = |contact: &str| messages[contact].state == State::Sent.code();
        assert!(sent("k1") != sent("k6"), "{}", world.test.name);
        let late = if sent("k1") { &messages["k6"] } else { &messages["k1"] };
        let reason = &late.findings[0].reason;
        assert!(matches!(reason, Reason::SameAddress { .. }), "{reason:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cap_is_the_readers() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 4).await;
        world.set_company(|company| company.cap_touches = 2).await;
        world.launched().await;
        let sink = Sink::reliable().await;
        assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 4);
        // The records number the contacts anew: what was k0 is k3 now.
        give_address(&world, "k0", "").await;
        give_address(&world, "k3", "jo0@laden.example").await;
        world.advance(TimeDelta::hours(1));
        let second = world.launched().await;
        let messages = world.messages(&second).await;
        let reason = &messages["k3"].findings[0].reason;
        assert!(matches!(reason, Reason::OverCap { touches: 2, .. }), "{reason:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_the_address_has_left() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 8).await;
        let (store, log) = (world.store(), &world.log);
        let first = world.launched().await;
        let sink = Sink::reliable().await;
        world.worker("w", sink.address).drain().await.unwrap();
        let mail = world.messages(&first).await["k0"].id.clone();
        let token = token(&sink, &mail);

        // A message to another contact waits when that contact gets the address.
        let second = world.launched().await;
        give_address(&world, "k5", "Jo0@laden.example").await;
        assert!(!look(store, &token).await.unwrap().unwrap().ended);
        let end = || unsubscribe(store, log, &token, world.now());
        assert_eq!(end().await.unwrap(), Some(Ended::Now), "{}", world.test.name);
        assert_eq!(end().await.unwrap(), Some(Ended::Before));
        assert!(look(store, &token).await.unwrap().unwrap().ended);
        let messages = world.messages(&second).await;
        for contact in ["k0", "k5"] {
            assert_eq!(messages[contact].state, State::Denied.code(), "{contact}");
            assert_eq!(messages[contact].findings[0].rule, guard::RuleId::C5, "{contact}");
        }
        for customer in ["c0", "c2"] {
            let events = world.history(customer).await;
            let left = |event: &&vocab::Event| event.kind == EventKind::ConsentWithdrawn;
            assert_eq!(events.iter().filter(left).count(), 1, "{customer}");
        }

        // And whoever gets it later, although nobody wrote anything down for them.
        give_address(&world, "k7", "jo0@laden.example").await;
        let third = world.launched().await;
        let messages = world.messages(&third).await;
        assert_eq!(messages["k7"].state, State::Denied.code());
        assert_eq!(messages["k7"].findings[0].rule, guard::RuleId::C5);
        // Until the reader says yes again, as that contact.
        world.advance(TimeDelta::hours(1));
        let tx = store.begin().await.unwrap();
        give(&tx, log, &said("k7", world.now())).await.unwrap();
        tx.commit().await.unwrap();
        let fourth = world.launched().await;
        let messages = world.messages(&fourth).await;
        assert_eq!(messages["k7"].state, State::Queued.code());
        assert_eq!(messages["k0"].state, State::Denied.code());
        assert_eq!(messages["k5"].state, State::Denied.code());
    }
}

/// Records with a slip of the zone, or "from the first of next month".
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_click_ends_it_whatever_times_are_on_record() {
    let world = World::sqlite(6).await;
    let (store, log) = (world.store(), &world.log);
    let first = world.launched().await;
    let sink = Sink::reliable().await;
    world.worker("w", sink.address).drain().await.unwrap();
    let messages = world.messages(&first).await;
    let token = |contact: &str| token(&sink, &messages[contact].id);

    let ahead = world.now() + TimeDelta::hours(2);
    let tx = store.begin().await.unwrap();
    withdraw(&tx, log, &said("k0", ahead)).await.unwrap();
    object(&tx, log, &said("k1", ahead)).await.unwrap();
    give(&tx, log, &said("k2", ahead)).await.unwrap();
    withdraw(&tx, log, &said("k3", world.now() - TimeDelta::hours(1))).await.unwrap();
    give(&tx, log, &said("k3", ahead)).await.unwrap();
    tx.commit().await.unwrap();

    let end = |contact: &str| {
        let token = token(contact);
        let now = world.now();
        async move { unsubscribe(store, log, &token, now).await.unwrap() }
    };
    // On record already, and in force.
    assert_eq!(end("k0").await, Some(Ended::Before));
    assert_eq!(end("k1").await, Some(Ended::Before));
    // These would have come back by themselves.
    assert_eq!(end("k2").await, Some(Ended::Now));
    assert_eq!(end("k3").await, Some(Ended::Now));
    for hours in [0, 3] {
        world.advance(TimeDelta::hours(hours));
        let next = world.launched().await;
        let messages = world.messages(&next).await;
        for contact in ["k0", "k1", "k2", "k3"] {
            assert_eq!(messages[contact].state, State::Denied.code(), "{contact} {hours}");
        }
        assert_eq!(messages["k4"].state, State::Queued.code());
    }
    let k2 = ContactId::new("k2").unwrap();
    let card = customers::people::contact(store.read(), &k2).await.unwrap().unwrap();
    // At the moment of the newest consent, and after it in the list.
    let newest = card.consents.last().unwrap();
    assert_eq!((newest.at, newest.status), (ahead, ConsentStatus::Withdrawn));
    assert!(newest.source.contains("received 2026-11-12T"), "{}", newest.source);
}

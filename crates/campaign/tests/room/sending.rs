//! The sending loop with a server that answers.

use campaign::actions::{self, Word};
use campaign::bounce::Blame;
use campaign::notes::{Halt, Note};
use campaign::queue::State;
use campaign::{CampaignError, Stage};
use chrono::TimeDelta;
use customers::permission::{Declaration, give, object, withdraw};
use vocab::{Channel, ContactId, EventKind};

use crate::sink::{Sink, header};
use crate::world::{World, migrations};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_cleared_gets_one_mail_and_one_event() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 60).await;
        world.hold_out(0.2).await;
        let id = world.signed(|_| {}).await;
        let launched = world.launch(&id).await;
        let mailable = launched.split.part(guard::Group::Mailable).unwrap().contacts;
        let sink = Sink::reliable().await;
        let tally = world.worker("w", sink.address).drain().await.unwrap();
        assert_eq!((tally.sent, tally.total()), (mailable, mailable));
        assert!(sink.connections() <= 3, "{} connections", sink.connections());
        assert_eq!(sink.taken().len() as u64, mailable);
        assert!(sink.taken().values().all(|times| *times == 1));

        let messages = world.messages(&id).await;
        let sent: Vec<_> =
            messages.values().filter(|message| message.state == State::Sent.code()).collect();
        assert_eq!(sent.len() as u64, mailable);
        for message in &sent {
            assert_eq!(
                message.address.as_deref(),
                Some(&*format!("jo{}@laden.example", &message.contact[1..]))
            );
            assert_eq!(message.answer.as_deref(), Some("250 2.0.0 taken"));
            assert!(message.findings.iter().any(|finding| finding.rule == guard::RuleId::M1));
        }
        let one = sent[0];
        let events = world.history(&one.customer).await;
        let events: Vec<_> = events
            .iter()
            .filter(|event| event.kind == EventKind::MessageSent)
            .filter(|event| event.reference.as_deref() == Some(&*one.id))
            .collect();
        assert_eq!(events.len(), 1, "{}", world.test.name);
        assert_eq!(events[0].channel, Some(Channel::Email));
        assert_eq!(events[0].direction, Some(vocab::Direction::Outbound));
        assert_eq!(events[0].campaign.as_ref(), Some(&id));
        assert_eq!(events[0].contact.as_ref().map(ContactId::as_str), Some(&*one.contact));
        assert_eq!(Some(events[0].time), one.done);

        // Held out means left alone.
        let held = messages.values().filter(|m| m.state == State::HeldOut.code());
        for message in held {
            assert!(!sink.taken().contains_key(&message.id));
        }
        let campaign = actions::campaign(world.store(), &id).await.unwrap();
        assert!(actions::is_finished(world.store(), &campaign).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_raw_mail_has_its_headers_and_whole_lines() {
    let world = World::sqlite(1).await;
    let id = world.launched().await;
    let sink = Sink::reliable().await;
    world.worker("w", sink.address).drain().await.unwrap();
    let mail = sink.raw().pop().unwrap();
    let message = world.messages(&id).await.remove("k0").unwrap();
    assert_eq!(header(&mail, "Message-ID").unwrap(), format!("<{}@nordlicht.example>", message.id));
    let link = header(&mail, "List-Unsubscribe").unwrap();
    assert!(link.starts_with("<https://sog.nordlicht.example/u/"), "{link}");
    assert_eq!(header(&mail, "List-Unsubscribe-Post").unwrap(), "List-Unsubscribe=One-Click");
    assert!(header(&mail, "DKIM-Signature").is_some());
    assert!(header(&mail, "Subject").is_some());
    assert!(mail.contains("\r\n.Ein Punkt vorn."), "a leading dot arrives as it was\n{mail}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_between_queue_and_sending_counts() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 5).await;
        let id = world.launched().await;
        let said = |n: usize| {
            let contact = ContactId::new(&format!("k{n}")).unwrap();
            Declaration::new(contact, Channel::Email, world.now(), "a call")
        };
        let tx = world.store().begin().await.unwrap();
        withdraw(&tx, &world.log, &said(0)).await.unwrap();
        object(&tx, &world.log, &said(1)).await.unwrap();
        let complaint = store::records::complaint::Model {
            id: "R9".into(),
            customer_id: "c1".into(),
            order_ref: None,
            opened: world.now(),
            closed: None,
            owner: None,
            text: "broken".into(),
            first_reply: None,
        };
        let complaint = sea_orm::IntoActiveModel::into_active_model(complaint);
        store::records::upsert(&tx, vec![complaint]).await.unwrap();
        tx.commit().await.unwrap();

        let sink = Sink::reliable().await;
        let tally = world.worker("w", sink.address).drain().await.unwrap();
        assert_eq!((tally.sent, tally.denied), (1, 4), "{}", world.test.name);
        let messages = world.messages(&id).await;
        let why = |contact: &str| messages[contact].findings[0].rule;
        assert_eq!(why("k0"), guard::RuleId::C5);
        assert_eq!(why("k1"), guard::RuleId::G5);
        assert_eq!(why("k2"), guard::RuleId::A16);
        assert_eq!(messages["k4"].state, State::Sent.code());
        // The groups are counted from the last no, not from the one at the launch.
        let figures = actions::figures(world.store(), &id).await.unwrap();
        let groups = [(guard::Group::NoConsent, 2), (guard::Group::OpenComplaint, 2)];
        assert_eq!(figures.denied_by, groups);
    }
}

/// A promise that came due between queueing and sending stops the mail; one that has time does not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_overdue_promise_stops_what_is_queued() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 5).await;
        let id = world.launched().await;
        let promise = |promise: &str, customer: &str, days: i64| store::records::promise::Model {
            id: promise.into(),
            customer_id: customer.into(),
            contact_id: None,
            made: world.now() - chrono::TimeDelta::days(20),
            owner: None,
            text: "samples".into(),
            due: world.now() + chrono::TimeDelta::days(days),
            settled: None,
            outcome: None,
        };
        let tx = world.store().begin().await.unwrap();
        let promises = [promise("V1", "c1", -2), promise("V2", "c2", 2)];
        let rows = promises.map(sea_orm::IntoActiveModel::into_active_model);
        store::records::upsert(&tx, rows.to_vec()).await.unwrap();
        tx.commit().await.unwrap();

        let sink = Sink::reliable().await;
        let tally = world.worker("w", sink.address).drain().await.unwrap();
        assert_eq!((tally.sent, tally.denied), (3, 2), "{}", world.test.name);
        let messages = world.messages(&id).await;
        assert_eq!(messages["k2"].findings[0].rule, guard::RuleId::A16);
        let figures = actions::figures(world.store(), &id).await.unwrap();
        assert_eq!(figures.denied_by, [(guard::Group::OwedSomething, 2)]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cap_holds_over_campaigns_and_workers() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 10).await;
        world.set_company(|company| company.cap_touches = 2).await;
        for _ in 0..4 {
            world.launched().await;
        }
        let sink = Sink::reliable().await;
        let again = world.test.open_again().await.unwrap();
        let (one, two) =
            (world.worker("one", sink.address), world.worker_on(again, "two", sink.address));
        let (one, two) = tokio::join!(one.drain(), two.drain());
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.sent + two.sent, 20, "{}: {one:?} {two:?}", world.test.name);
        assert_eq!(one.denied + two.denied, 20);
        assert!(sink.taken().values().all(|times| *times == 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refusals_are_told_apart() {
    let world = World::sqlite(8).await;
    let id = world.launched().await;
    let sink = Sink::answering(|to| match to {
        "jo0@laden.example" => Some((true, "550 5.1.1 User unknown")),
        "jo1@laden.example" => Some((true, "451 4.7.1 Greylisted, come again")),
        "jo2@laden.example" => Some((false, "550 5.7.515 Access denied")),
        "jo3@laden.example" => Some((true, "554 Transaction failed")),
        "jo4@laden.example" => Some((false, "452 4.3.1 Disk full")),
        "jo5@laden.example" => Some((true, "552 5.3.4 Too large")),
        _ => None,
    })
    .await;
    let worker = world.worker("w", sink.address);
    let tally = worker.drain().await.unwrap();
    assert_eq!((tally.sent, tally.bounced, tally.failed, tally.put_back), (2, 2, 2, 2));
    let messages = world.messages(&id).await;
    let state = |contact: &str| messages[contact].state.clone();
    assert_eq!(state("k0"), State::Bounced.code());
    assert_eq!(state("k1"), State::Queued.code());
    assert_eq!(state("k2"), State::Failed.code());
    assert_eq!(state("k3"), State::Bounced.code());
    assert_eq!(state("k5"), State::Failed.code());
    assert_eq!(messages["k0"].answer.as_deref(), Some("550 5.1.1 User unknown"));
    // Also what waits says why.
    let why = |contact: &str| (messages[contact].note, messages[contact].blame);
    assert_eq!(why("k1"), (None, Some(Blame::Temporary)));
    assert_eq!(why("k4"), (None, Some(Blame::Temporary)));

    let events = world.history("c0").await;
    let bounces: Vec<_> =
        events.iter().filter(|event| event.kind == EventKind::MessageBounced).collect();
    assert_eq!(bounces.len(), 1, "greylisting is no bounce");
    assert_eq!(bounces[0].text.as_deref(), Some("550 5.1.1 User unknown"));
    // 5.7.515 is our problem: nothing stands against the contact.
    assert!(world.history("c1").await.iter().all(|e| {
        e.kind != EventKind::MessageBounced || e.contact.as_ref().unwrap().as_str() == "k3"
    }));

    // Not before its time, and not for ever.
    assert_eq!(worker.drain().await.unwrap().total(), 0);
    let mut waits = Vec::new();
    while world.count(&id, State::Queued).await > 0 {
        let before = world.now();
        let next = world.messages(&id).await["k1"].not_before;
        waits.push((next - before).num_seconds());
        world.advance(next - before);
        worker.drain().await.unwrap();
    }
    assert_eq!(waits[..4], [60, 300, 1800, 7200]);
    assert!(waits[4..].iter().all(|wait| *wait == 28800));
    assert!(waits.iter().sum::<i64>() >= 4 * 24 * 3600, "for ever begins after four days");
    let given_up = world.messages(&id).await.remove("k1").unwrap();
    assert_eq!(given_up.state, State::Failed.code());
    assert_eq!(given_up.note, Some(Note::GaveUp));
    assert_eq!(given_up.answer.as_deref(), Some("451 4.7.1 Greylisted, come again"));
    assert!(world.history("c0").await.iter().all(
        |e| e.kind != EventKind::MessageBounced || e.contact.as_ref().unwrap().as_str() == "k0"
    ));

    // A dead address is not written to by the next campaign; the others are.
    let next = world.launched().await;
    let messages = world.messages(&next).await;
    assert_eq!(messages["k0"].state, State::Denied.code());
    assert_eq!(messages["k0"].findings[0].rule, guard::RuleId::G4);
    assert_eq!(messages["k3"].state, State::Queued.code());

    // What failed because of us can be tried again by hand.
    assert_eq!(actions::retry_failed(world.store(), &id, world.now()).await.unwrap(), 4);
    // They wait like any other, and nothing of before is said about them.
    for message in world.messages(&id).await.values() {
        if message.state == State::Queued.code() {
            let said = (message.note, message.blame, message.answer.as_deref(), message.attempts);
            assert_eq!(said, (None, None, None, 0), "{}", message.contact);
        }
    }
}

/// Rules that allow a mail to anybody allow it without a word to the reader why: nobody gets it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_cannot_say_why_is_not_sent() {
    let world = World::sqlite(2).await;
    world.hold_out(0.0).await;
    let id = world.signed(|_| {}).await;
    let tx = world.store().begin().await.unwrap();
    let gone = "delete from consent where contact_id = 'k0'";
    sea_orm::ConnectionTrait::execute_unprepared(&tx, gone).await.unwrap();
    tx.commit().await.unwrap();
    let lax = guard::rules::BUILT_IN.replace("consent = \"required\"", "consent = \"not_needed\"");
    let lax = guard::RuleSet::from_toml(&lax).unwrap();
    actions::launch(world.store(), &world.log, &world.pictures, &lax, &id, "Mia", world.now())
        .await
        .unwrap();
    let sink = Sink::reliable().await;
    let mut worker = world.worker("w", sink.address);
    worker.rules = lax;
    let tally = worker.drain().await.unwrap();
    assert_eq!((tally.sent, tally.failed), (1, 1), "{tally:?}");
    let message = world.messages(&id).await.remove("k0").unwrap();
    assert_eq!((message.state.as_str(), message.note), ("failed", Some(Note::NotBuilt)));
    assert!(message.answer.unwrap().contains("a reason that a reader can be told"));
    assert_eq!(sink.taken().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_want_our_mail_pauses_the_campaign() {
    let world = World::sqlite(40).await;
    let id = world.launched().await;
    let sink = Sink::answering(|_| Some((true, "550 5.7.1 Blocked"))).await;
    let tally = world.worker("w", sink.address).drain().await.unwrap();
    assert!((5..=8).contains(&tally.failed), "{tally:?}");
    let campaign = actions::campaign(world.store(), &id).await.unwrap();
    assert_eq!(campaign.stage, Stage::Paused);
    let held = campaign.note.unwrap();
    assert_eq!((held.why, held.said.as_str()), (Halt::Unwanted, "550 5.7.1 Blocked"));
    assert_eq!(world.count(&id, State::Queued).await as u64, 40 - tally.failed);

    let sink = Sink::reliable().await;
    let worker = world.worker("w", sink.address);
    assert_eq!(worker.drain().await.unwrap().total(), 0, "paused means paused");
    actions::retry_failed(world.store(), &id, world.now()).await.unwrap();
    actions::resume(world.store(), &id).await.unwrap();
    assert_eq!(worker.drain().await.unwrap().sent, 40);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down_costs_nothing() {
    let world = World::sqlite(6).await;
    let id = world.launched().await;
    let gone = Sink::reliable().await;
    let address = gone.address;
    drop(gone);
    let worker = world.worker("w", address);
    for _ in 0..10 {
        let down = worker.drain().await;
        assert!(
            matches!(&down, Err(CampaignError::ServerDown(why)) if why.contains("cannot be reached"))
        );
    }
    let messages = world.messages(&id).await;
    assert!(messages.values().all(|m| m.state == State::Queued.code() && m.attempts == 0));
    let sink = Sink::reliable().await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_loop_runs_until_it_is_stopped() {
    let world = World::sqlite(6).await;
    let sink = Sink::reliable().await;
    let worker = world.worker("w", sink.address);
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(async move { worker.run(stopped).await });
    let id = world.launched().await;
    while world.count(&id, State::Sent).await < 6 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    stop.send(true).unwrap();
    assert_eq!(running.await.unwrap().unwrap().sent, 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_settles_what_is_uncertain() {
    let world = World::sqlite(2).await;
    let id = world.launched().await;
    let sink = Sink::answering(|_| Some((false, "gibberish"))).await;
    let tally = world.worker("w", sink.address).drain().await.unwrap();
    assert_eq!(tally.uncertain, 2);
    world.advance(TimeDelta::hours(1));
    let messages = world.messages(&id).await;
    let settle = |contact: &str, word| {
        let message = messages[contact].id.clone();
        let (store, log, now) = (world.store(), &world.log, world.now());
        let id = &id;
        async move { actions::settle(store, log, id, &message, word, "Mia", now).await }
    };
    let other = world.signed(|_| {}).await;
    let (store, message) = (world.store(), &messages["k0"].id);
    let strange =
        actions::settle(store, &world.log, &other, message, Word::WasSent, "Mia", world.now());
    assert!(
        matches!(strange.await, Err(CampaignError::NoMessage(_))),
        "not under another campaign's address"
    );
    settle("k0", Word::WasSent).await.unwrap();
    settle("k1", Word::GiveUp).await.unwrap();
    assert!(matches!(settle("k0", Word::GiveUp).await, Err(CampaignError::NotUncertain(_))));
    let after = world.messages(&id).await;
    assert_eq!(after["k0"].state, State::Sent.code());
    assert_eq!(after["k0"].decided_by.as_deref(), Some("Mia"));
    assert_eq!(after["k1"].state, State::GivenUp.code());
    let sent: Vec<_> = world.history("c0").await;
    let sent: Vec<_> = sent.iter().filter(|e| e.kind == EventKind::MessageSent).collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(Some(sent[0].time), after["k0"].sending, "it counts from when it went out");
    let figures = actions::figures(world.store(), &id).await.unwrap();
    assert_eq!((figures.sent, figures.given_up, figures.uncertain), (1, 1, 0));
}

/// A new consent given while the mail waits does not matter to a mail denied before; a
/// consent given before the launch does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_denied_stays_denied() {
    let world = World::sqlite(2).await;
    let contact = ContactId::new("k0").unwrap();
    let mut said = Declaration::new(contact, Channel::Email, world.now(), "letter");
    let tx = world.store().begin().await.unwrap();
    withdraw(&tx, &world.log, &said).await.unwrap();
    tx.commit().await.unwrap();
    let id = world.launched().await;
    said.at = world.now() + TimeDelta::minutes(1);
    let tx = world.store().begin().await.unwrap();
    give(&tx, &world.log, &said).await.unwrap();
    tx.commit().await.unwrap();
    world.advance(TimeDelta::minutes(2));
    let sink = Sink::reliable().await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 1);
    assert_eq!(world.messages(&id).await["k0"].state, State::Denied.code());
}

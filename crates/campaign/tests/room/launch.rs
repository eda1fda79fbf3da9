//! From a brief to a queue.

use campaign::actions;
use campaign::brief::MeasureKind;
use campaign::queue::State;
use campaign::signing::{CannotSign, NotSigned};
use campaign::{CampaignError, Stage};
use chrono::TimeDelta;
use guard::{Group, RuleSet};
use vocab::{ContactId, Lang, Team};

use crate::world::{World, brief, groups, message, migrations};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_starts_without_brief_signatures_and_words() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 4).await;
        let (store, now) = (world.store(), world.now());
        let rules = RuleSet::built_in();
        let id = actions::create(store, &brief(), Lang::De, "Mia", now).await.unwrap();
        let launch =
            || actions::launch(store, &world.log, &world.pictures, &rules, &id, "Mia", now);

        assert!(matches!(launch().await, Err(CampaignError::NotSigned(NotSigned::Message(_)))));
        assert!(matches!(
            actions::sign(store, &id, 1, Team::Sales, "Sam", now).await,
            Err(CampaignError::CannotSign(CannotSign::Message(_)))
        ));
        actions::save_message(store, &id, 1, &message(), "Mia", now).await.unwrap();
        assert!(matches!(launch().await, Err(CampaignError::NotSigned(NotSigned::Missing(_)))));
        actions::sign(store, &id, 2, Team::Marketing, "Mia", now).await.unwrap();
        assert!(matches!(launch().await, Err(CampaignError::NotSigned(NotSigned::Missing(_)))));
        assert!(matches!(
            actions::sign(store, &id, 2, Team::Sales, "Mia", now).await,
            Err(CampaignError::CannotSign(_))
        ));
        actions::sign(store, &id, 2, Team::Sales, "Sam", now).await.unwrap();

        // An edit voids both signatures.
        let mut other = brief();
        other.message_core = "Order very early".into();
        let draft = actions::save_brief(store, &id, 2, &other, "Mia", now).await.unwrap();
        assert_eq!((draft.version, draft.signatures.len()), (3, 0));
        assert!(matches!(launch().await, Err(CampaignError::NotSigned(_))));
        // Nobody signs or overwrites what they have not read.
        let stale = actions::sign(store, &id, 2, Team::Sales, "Sam", now).await;
        assert!(matches!(stale, Err(CampaignError::Changed { expected: 2, found: 3 })));
        let stale = actions::save_brief(store, &id, 2, &brief(), "Max", now).await;
        assert!(matches!(stale, Err(CampaignError::Changed { .. })));

        actions::sign(store, &id, 3, Team::Marketing, "Mia", now).await.unwrap();
        actions::sign(store, &id, 3, Team::Sales, "Sam", now).await.unwrap();
        assert_eq!(actions::campaign(store, &id).await.unwrap().stage, Stage::Draft);
        launch().await.unwrap();

        // Launched once, and fixed for good.
        assert!(matches!(launch().await, Err(CampaignError::Launched(_))));
        let late = actions::save_brief(store, &id, 3, &brief(), "Mia", now).await;
        assert!(matches!(late, Err(CampaignError::Launched(_))));
        let late = actions::save_message(store, &id, 3, &message(), "Mia", now).await;
        assert!(matches!(late, Err(CampaignError::Launched(_))));
        let campaign = actions::campaign(store, &id).await.unwrap();
        assert_eq!(campaign.stage, Stage::Running);
        assert_eq!(campaign.launch.unwrap().version, 3);
        assert_eq!(actions::campaigns(store).await.unwrap().len(), 1, "{}", world.test.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_launch_gives_what_the_live_count_said() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 200).await;
        world.hold_out(0.2).await;
        let store = world.store();
        // Every tenth contact withdraws; one customer complains.
        let tx = store.begin().await.unwrap();
        for n in (0..200).step_by(10) {
            let said = customers::permission::Declaration::new(
                ContactId::new(&format!("k{n}")).unwrap(),
                vocab::Channel::Email,
                world.now() - TimeDelta::days(1),
                "letter",
            );
            customers::permission::withdraw(&tx, &world.log, &said).await.unwrap();
        }
        let complaint = store::records::complaint::Model {
            id: "R1".into(),
            customer_id: "c3".into(),
            order_ref: None,
            opened: world.now(),
            closed: None,
            owner: None,
            text: "late".into(),
            first_reply: None,
        };
        let complaint = sea_orm::IntoActiveModel::into_active_model(complaint);
        store::records::upsert(&tx, vec![complaint]).await.unwrap();
        tx.commit().await.unwrap();

        let id = world.signed(|_| {}).await;
        let counted = world.counted(&id, &brief().audience.unwrap()).await;
        let launched = world.launch(&id).await;
        assert_eq!(counted, groups(&launched.split));
        let counted = launched.split;

        let of = |group| counted.part(group).unwrap().contacts;
        assert_eq!(counted.contacts, 200);
        assert_eq!(of(Group::NoConsent), 20);
        assert_eq!(of(Group::OpenComplaint), 2);
        let held = of(Group::HeldOut);
        // A fifth of 89 customers with two contacts each, give or take four standard deviations.
        assert!((6..66).contains(&held), "{held}");
        assert_eq!(of(Group::Mailable), 200 - 20 - 2 - held);

        let figures = actions::figures(store, &id).await.unwrap();
        assert_eq!((figures.audience, figures.waiting), (200, of(Group::Mailable)));
        assert_eq!((figures.held_out, figures.denied), (held, 22));
        assert_eq!(figures.denied_by, [(Group::NoConsent, 20), (Group::OpenComplaint, 2)]);

        // Whole customers are held out.
        let messages = world.messages(&id).await;
        for n in 0..100 {
            let states = [2 * n, 2 * n + 1].map(|k| messages[&format!("k{k}")].state.clone());
            let held = states.iter().filter(|state| *state == State::HeldOut.code()).count();
            let refused = states.iter().filter(|state| *state == State::Denied.code()).count();
            assert!(held == 0 || held + refused == 2, "{states:?}");
        }
        assert!(messages.values().all(|message| !message.findings.is_empty()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_window_ahead_waits_and_one_behind_is_refused() {
    let world = World::sqlite(2).await;
    world.hold_out(0.0).await;
    world.advance(TimeDelta::days(-20));
    let id = world.signed(|_| {}).await;
    let launched = world.launch(&id).await;
    // 1 November, midnight in Berlin.
    assert_eq!(launched.start.to_rfc3339(), "2026-10-31T23:00:00+00:00");
    let sink = crate::sink::Sink::reliable().await;
    let worker = world.worker("w", sink.address);
    assert_eq!(worker.drain().await.unwrap().sent, 0);
    world.advance(TimeDelta::days(10));
    assert_eq!(worker.drain().await.unwrap().sent, 2);

    world.advance(TimeDelta::days(30));
    let id = world.signed(|_| {}).await;
    let rules = RuleSet::built_in();
    let late = actions::launch(
        world.store(),
        &world.log,
        &world.pictures,
        &rules,
        &id,
        "Mia",
        world.now(),
    )
    .await;
    assert!(matches!(late, Err(CampaignError::WindowOver(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_shows_one_contact_and_changes_nothing() {
    let world = World::sqlite(2).await;
    let id = world.signed(|_| {}).await;
    let rules = RuleSet::built_in();
    let contact = ContactId::new("k1").unwrap();
    let show =
        || actions::preview(world.store(), &world.pictures, &rules, &id, &contact, world.now());
    let preview = show().await.unwrap();
    assert!(preview.words.text.starts_with("Guten Tag Jo1,"));
    assert!(preview.words.text.contains("https://sog.nordlicht.example/u/preview"));
    assert_eq!(preview.address.as_deref(), Some("jo1@laden.example"));
    assert!(world.messages(&id).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_launch_on_the_last_day_has_no_day_to_look_at() {
    let world = World::sqlite(4).await;
    let until = |day: &str| {
        let day: chrono::NaiveDate = day.parse().unwrap();
        world.signed(move |brief| brief.window.as_mut().unwrap().until = day)
    };
    // It is the 12th.
    let last = until("2026-11-12").await;
    world.launch(&last).await;
    assert_eq!(actions::observed(world.store(), &last).await.unwrap(), None);
    // The share of answers does not rest on what was bought on some day.
    let asked = world
        .signed(|brief| {
            brief.window.as_mut().unwrap().until = "2026-11-12".parse().unwrap();
            brief.measure.as_mut().unwrap().kind = MeasureKind::Answers;
        })
        .await;
    world.launch(&asked).await;
    let window = actions::observed(world.store(), &asked).await.unwrap().unwrap().window;
    assert_eq!((window.from, window.until), ("2026-11-12".parse().unwrap(), window.from));
    let next = until("2026-11-13").await;
    world.launch(&next).await;
    let window = actions::observed(world.store(), &next).await.unwrap().unwrap().window;
    assert_eq!(window.from, window.until, "what was bought on the day of the launch is not its");
}

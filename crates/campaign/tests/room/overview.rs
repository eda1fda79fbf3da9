//! Many campaigns at once: what the list and the first page show is what each campaign says by
//! itself, and launching and writing at the same time ends in one order or the other.

use campaign::actions::{self, Standing};
use campaign::{CampaignError, Stage};
use guard::RuleSet;

use crate::sink::Sink;
use crate::world::{World, brief, migrations};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_says_what_each_campaign_says() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 8).await;
        let store = world.store();
        assert!(actions::campaigns(store).await.unwrap().is_empty());
        assert!(actions::unfinished(store).await.unwrap().is_empty());
        // Finished; with an uncertain one; waiting; signed; changed after it was signed.
        let finished = world.launched().await;
        let sink = Sink::reliable().await;
        world.worker("w", sink.address).drain().await.unwrap();
        let uncertain = world.launched().await;
        let sink = Sink::answering(|to| (to < "jo2").then_some((false, "gibberish"))).await;
        world.worker("w", sink.address).drain().await.unwrap();
        let waiting = world.launched().await;
        world.signed(|_| {}).await;
        let changed = world.signed(|_| {}).await;
        let seen = actions::campaign(store, &changed).await.unwrap().draft.version;
        let other = campaign::brief::Brief { title: "Another".into(), ..brief() };
        actions::save_brief(store, &changed, seen, &other, "Mia", world.now()).await.unwrap();

        let all = actions::campaigns(store).await.unwrap();
        assert_eq!(all.len(), 5, "{}", world.test.name);
        let standings = actions::standings(store).await.unwrap();
        let unfinished = actions::unfinished(store).await.unwrap();
        for one in &all {
            assert_eq!(*one, actions::campaign(store, &one.id).await.unwrap());
            let signed = if one.id == changed { 0 } else { 2 };
            assert_eq!(one.draft.signatures.len(), signed);
            let figures = actions::figures(store, &one.id).await.unwrap();
            let open = figures.waiting + figures.sending;
            let expected = Standing { sent: figures.sent, open, uncertain: figures.uncertain };
            let found = standings.get(one.id.as_str()).copied();
            assert_eq!(found, one.launch.as_ref().map(|_| expected));
            let left = open + figures.uncertain > 0;
            assert_eq!(unfinished.get(one.id.as_str()).copied(), found.filter(|_| left));
        }
        assert_eq!(standings[uncertain.as_str()], Standing { sent: 6, open: 0, uncertain: 2 });
        assert_eq!(standings[waiting.as_str()].open, 8);
        assert!(!unfinished.contains_key(finished.as_str()), "finished ones cost nothing");
    }
}

/// The audience is decided before the transaction that writes: what changes meanwhile is
/// noticed, and the campaign is launched with what was signed or not at all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_launch_and_an_edit_at_once_end_in_one_order() {
    let (mut launched, mut edited) = (0, 0);
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 40).await;
        let (store, rules, now) = (world.store(), RuleSet::built_in(), world.now());
        for wait in 0..12_u64 {
            let id = world.signed(|_| {}).await;
            let seen = actions::campaign(store, &id).await.unwrap().draft.version;
            let other = campaign::brief::Brief { title: format!("Edit {wait}"), ..brief() };
            let edit = async {
                // From at once to 0.2 s: a launch takes longer where the machine is busy.
                tokio::time::sleep(std::time::Duration::from_micros(100 << wait)).await;
                actions::save_brief(store, &id, seen, &other, "Mia", now).await
            };
            let launch =
                || actions::launch(store, &world.log, &world.pictures, &rules, &id, "Mia", now);
            let (one, two, edit) = tokio::join!(launch(), launch(), edit);
            let campaign = actions::campaign(store, &id).await.unwrap();
            let rows = world.messages(&id).await.len();
            if one.is_ok() || two.is_ok() {
                launched += 1;
                assert!(one.is_ok() != two.is_ok(), "launched once");
                assert!(matches!(edit, Err(CampaignError::Launched(_))), "{edit:?}");
                assert_eq!((campaign.stage, rows), (Stage::Running, 40));
                assert_eq!(campaign.draft.brief, brief());
                assert_eq!(campaign.draft.signatures.len(), 2);
            } else {
                edited += 1;
                edit.unwrap();
                assert_eq!((campaign.stage, rows), (Stage::Draft, 0));
                assert_eq!(campaign.draft.brief.title, other.title);
            }
        }
    }
    println!("{launched} launched, {edited} edited first");
    assert!(launched > 0);
}

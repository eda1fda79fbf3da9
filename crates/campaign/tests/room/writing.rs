//! What is signed is what is sent, however many people write at once.

use campaign::brief::{Brief, Claim, ClaimKind};
use campaign::message::Message;
use campaign::signing::{CannotSign, NotSigned};
use campaign::{CampaignError, actions};
use guard::RuleSet;
use vocab::{CampaignId, Lang, Team};

use crate::world::{World, brief, message, migrations};

fn subject(words: &str) -> Message {
    let mut message = message();
    message.words.get_mut(&Lang::De).unwrap().subject = words.into();
    message
}

async fn run(world: &World, sql: &str) {
    let tx = world.store().begin().await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&tx, sql).await.unwrap();
    tx.commit().await.unwrap();
}

async fn launch(world: &World, id: &CampaignId) -> Result<(), CampaignError> {
    let (store, rules, now) = (world.store(), RuleSet::built_in(), world.now());
    actions::launch(store, &world.log, &world.pictures, &rules, id, "Mia", now).await.map(|_| ())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_words_void_the_signatures() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 2).await;
        let id = world.signed(|_| {}).await;
        let (store, now) = (world.store(), world.now());
        // The same words again change nothing.
        let draft = actions::save_message(store, &id, 2, &message(), "Max", now).await.unwrap();
        assert_eq!((draft.version, draft.signatures.len()), (2, 2));
        assert!(draft.signed().is_ok());

        for (seen, words) in [(2, "Anders"), (3, "Noch anders")] {
            let draft =
                actions::save_message(store, &id, seen, &subject(words), "Max", now).await.unwrap();
            assert_eq!((draft.version, draft.signatures.len()), (seen + 1, 0));
            assert!(matches!(
                launch(&world, &id).await,
                Err(CampaignError::NotSigned(NotSigned::Missing(Team::Marketing)))
            ));
        }
        let versions = actions::versions(store, &id).await.unwrap();
        let told: Vec<_> = versions
            .iter()
            .map(|one| (one.draft.version, &*one.saved_by, one.draft.signatures.len()))
            .collect();
        assert_eq!(told, [(4, "Max", 0), (3, "Max", 0), (2, "Mia", 2), (1, "Mia", 0)]);
        assert_eq!(versions[2].draft.message, message(), "{}", world.test.name);
        assert!(versions[2].draft.signed().is_ok());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_at_once_do_not_overwrite_each_other() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 2).await;
        let (store, now) = (world.store(), world.now());
        let id = actions::create(store, &brief(), Lang::De, "Mia", now).await.unwrap();
        let texts: Vec<Message> = (0..6).map(|n| subject(&format!("Angebot {n}"))).collect();
        let saves =
            texts.iter().map(|words| actions::save_message(store, &id, 1, words, "Max", now));
        let saved = futures::future::join_all(saves).await;
        let won: Vec<usize> = (0..6).filter(|n| saved[*n].is_ok()).collect();
        assert_eq!(won.len(), 1, "{saved:?}");
        for lost in saved.iter().filter_map(|one| one.as_ref().err()) {
            assert!(matches!(lost, CampaignError::Changed { expected: 1, found: 2 }), "{lost}");
        }
        let campaign = actions::campaign(store, &id).await.unwrap();
        assert_eq!(campaign.draft.message, texts[won[0]]);
        assert_eq!((campaign.draft.version, &*campaign.saved_by), (2, "Max"));

        // A brief and a message, and a signature and a message, from the same version.
        let mut other = brief();
        other.title = "Other".into();
        let (next, last) = (subject("Ganz anders"), subject("Wieder anders"));
        let (brief_saved, message_saved) = tokio::join!(
            actions::save_brief(store, &id, 2, &other, "Mia", now),
            actions::save_message(store, &id, 2, &next, "Max", now),
        );
        assert!(brief_saved.is_ok() != message_saved.is_ok(), "{}", world.test.name);
        let (signed, written) = tokio::join!(
            actions::sign(store, &id, 3, Team::Sales, "Sam", now),
            actions::save_message(store, &id, 3, &last, "Max", now),
        );
        assert!(written.is_ok(), "a signature makes no new version");
        let draft = actions::campaign(store, &id).await.unwrap().draft;
        assert_eq!((draft.version, draft.signatures.len()), (4, 0));
        assert!(matches!(signed, Ok(_) | Err(CampaignError::Changed { .. })));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_changed_behind_the_signatures_is_not_launched() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 2).await;
        let id = world.signed(|_| {}).await;
        let words = serde_json::to_string(&subject("Etwas ganz anderes")).unwrap();
        run(&world, &format!("update brief set message = '{words}' where version = 2")).await;
        assert!(
            matches!(
                launch(&world, &id).await,
                Err(CampaignError::NotSigned(NotSigned::Altered(Team::Marketing)))
            ),
            "{}",
            world.test.name
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pressing_words_need_a_claim() {
    let world = World::sqlite(2).await;
    let (store, now) = (world.store(), world.now());
    let begun = actions::create(store, &brief(), Lang::De, "Mia", now).await.unwrap();
    let pressing = subject("Nur noch heute: Regale");
    actions::save_message(store, &begun, 1, &pressing, "Mia", now).await.unwrap();
    let signed = actions::sign(store, &begun, 2, Team::Sales, "Sam", now).await;
    let Err(CampaignError::CannotSign(CannotSign::Message(faults))) = signed else {
        panic!("signed: {signed:?}");
    };
    assert_eq!(faults.iter().map(|fault| fault.code()).collect::<Vec<_>>(), ["urgency"]);
    assert!(faults[0].to_string().contains("Nur noch heute"));
    assert!(matches!(
        launch(&world, &begun).await,
        Err(CampaignError::NotSigned(NotSigned::Message(_)))
    ));
    let claim = Claim {
        kind: ClaimKind::Deadline,
        words: "nur noch heute".into(),
        fact: "price decision 14".into(),
        until: brief().window.map(|window| window.until),
    };
    let declared = Brief { claims: vec![claim], ..brief() };
    actions::save_brief(store, &begun, 2, &declared, "Mia", now).await.unwrap();
    actions::sign(store, &begun, 3, Team::Sales, "Sam", now).await.unwrap();
    actions::sign(store, &begun, 3, Team::Marketing, "Mia", now).await.unwrap();
    launch(&world, &begun).await.unwrap();
}

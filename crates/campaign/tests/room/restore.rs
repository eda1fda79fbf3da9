//! Yesterday's database copied back: what was sent since is not sent again.

use campaign::CampaignError;
use campaign::actions;
use campaign::notes::Note;
use campaign::queue::State;
use events::EventLog;
use guard::RuleSet;

use crate::sink::Sink;
use crate::world::World;

/// Closes the database, does something to its files, opens it again.
async fn around(world: &mut World, change: impl FnOnce(&std::path::Path)) {
    world.test.store.clone().close().await.unwrap();
    change(&store::settings::database_file(world.test.folder()));
    world.test.store = world.test.open_again().await.unwrap();
    world.log = EventLog::open(&world.test.store, world.test.folder()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_database_is_noticed_and_its_queue_not_trusted() {
    let mut world = World::sqlite(6).await;
    let waiting = world.launched().await;
    let signed = world.signed(|_| {}).await;
    let kept = tempfile::tempdir().unwrap();
    let copy = kept.path().join("copy.db");
    around(&mut world, |file| {
        std::fs::copy(file, &copy).unwrap();
    })
    .await;

    let sink = Sink::reliable().await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 6);
    world.launch(&signed).await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 6);

    around(&mut world, |file| {
        for ending in ["-wal", "-shm"] {
            let mut beside = file.as_os_str().to_owned();
            beside.push(ending);
            let _ = std::fs::remove_file(beside);
        }
        std::fs::copy(&copy, file).unwrap();
    })
    .await;
    assert_eq!(world.count(&waiting, State::Queued).await, 6, "the copy knows of no mail");
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().total(), 0);
    let messages = world.messages(&waiting).await;
    assert!(
        messages.values().all(|message| message.state == State::Uncertain.code()
            && message.note == Some(Note::Restored))
    );

    // What was launched after the copy was made cannot be launched a second time.
    let rules = RuleSet::built_in();
    let again = actions::launch(
        world.store(),
        &world.log,
        &world.pictures,
        &rules,
        &signed,
        "Mia",
        world.now(),
    )
    .await;
    assert!(matches!(again, Err(CampaignError::SentBefore(_))), "{again:?}");
    assert!(sink.taken().values().all(|times| *times == 1));

    // From here on life goes on, over restarts too.
    for _ in 0..2 {
        let next = world.launched().await;
        around(&mut world, |_| ()).await;
        assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 6);
        assert_eq!(world.count(&next, State::Sent).await, 6);
    }
}

/// A folder that lost the file beside the database, or was moved, just goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_count_the_database_is_trusted() {
    let mut world = World::sqlite(4).await;
    world.launched().await;
    let sink = Sink::reliable().await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 4);
    let folder = world.test.folder().to_owned();
    around(&mut world, |_| std::fs::remove_file(folder.join(campaign::MARKS_FILE)).unwrap()).await;
    world.launched().await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().sent, 4);
    assert!(folder.join(campaign::MARKS_FILE).exists());
}

/// A whole folder copied back cannot be noticed; whoever does it says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_of_a_restore_nothing_is_sent_blindly() {
    let world = World::sqlite(4).await;
    let id = world.launched().await;
    assert_eq!(actions::distrust_queue(world.store(), world.now()).await.unwrap(), 4);
    let sink = Sink::reliable().await;
    assert_eq!(world.worker("w", sink.address).drain().await.unwrap().total(), 0);
    assert_eq!(world.count(&id, State::Uncertain).await, 4);
}

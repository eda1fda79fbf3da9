//! A scheduler and executors as real processes: what they fold together is what one process
//! folds, to the bit, also when executors are killed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::common::{
    LIMIT, arrive, cluster, company, copy, executor, fails, folded, free_port, ok, pictures,
    scheduler,
};
use cli::workspace::Workspace;
use serde_json::Value;
use testkit::process::Process;

const BUCKETS: u64 = 17;

async fn refresh_here(data: &Path) {
    let workspace = Workspace::open(data, None).await.unwrap();
    workspace.refresh(workspace.now()).await.unwrap();
    workspace.close().await.unwrap();
}

async fn version(data: &Path) -> Option<i64> {
    let workspace = Workspace::open(data, None).await.unwrap();
    let version = customers::version(&workspace.store).await.unwrap();
    // They are also there to be loaded.
    assert!(!workspace.pictures().await.unwrap().is_empty());
    workspace.close().await.unwrap();
    version
}

fn refresh(data: &Path, scheduler: &str) -> Value {
    let told = ok(cluster(data).args(["refresh", "--scheduler", scheduler, "--json"]));
    serde_json::from_str(&told).unwrap()
}

/// A data folder whose runs can be opened and never read: whoever folds there stays at it.
fn stuck(data: &Path, folder: &Path) {
    std::fs::create_dir_all(folder.join("events")).unwrap();
    for entry in data.join("events").read_dir().unwrap().map(Result::unwrap) {
        let (name, to) = (entry.file_name(), folder.join("events").join(entry.file_name()));
        if name.to_string_lossy().starts_with("run-") {
            assert!(Command::new("mkfifo").arg(to).status().unwrap().success());
        } else if name == "belongs-to" {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn wait(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < LIMIT, "{what} did not come about");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_executors_make_the_pictures_of_one_process() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), None, None).await;
    arrive(&data, 20_000..20_500).await;
    let alone = copy(&data, &folder.path().join("alone"));
    refresh_here(&alone).await;

    let (scheduler, address) = scheduler();
    let executors = [executor(&data, &address, &[]), executor(&data, &address, &[])];
    let told = refresh(&data, &address);
    assert_eq!(told["buckets_rebuilt"], BUCKETS, "{told}");
    assert_eq!(told["handed_over"], 500, "{told}");
    assert_eq!(told["events_folded"], 20_500, "{told}");
    // Both worked, and together no bucket twice.
    let by: Vec<u64> =
        told["executors"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).collect();
    assert_eq!((by.len(), by.iter().sum::<u64>()), (2, BUCKETS), "{told}");
    let said: Vec<u64> = executors.iter().map(|one| folded(one) as u64).collect();
    assert_eq!(said.iter().sum::<u64>(), BUCKETS, "{said:?}");
    assert!(said.iter().all(|buckets| by.contains(buckets)), "{said:?} {by:?}");

    assert_eq!(pictures(&data), pictures(&alone));
    assert_eq!(version(&data).await, version(&alone).await);
    let told = refresh(&data, &address);
    assert_eq!((&told["buckets_rebuilt"], &told["buckets_updated"]), (&0.into(), &0.into()));

    // New events touch few buckets, and only these are folded: these events come late.
    for folder in [&data, &alone] {
        arrive(folder, 20_500..20_503).await;
    }
    refresh_here(&alone).await;
    let told = refresh(&data, &address);
    let count = |name: &str| told[name].as_u64().unwrap();
    assert!((1..=3).contains(&(count("buckets_rebuilt") + count("buckets_updated"))), "{told}");
    let by = told["executors"].as_object().unwrap().values().map(|n| n.as_u64().unwrap());
    assert_eq!(by.sum::<u64>(), count("buckets_rebuilt"), "{told}");
    assert_eq!(pictures_named(&data).await, pictures_named(&alone).await);
    drop((executors, scheduler));
}

/// What is loaded of the pictures.
async fn pictures_named(data: &Path) -> customers::Pictures {
    let workspace = Workspace::open(data, None).await.unwrap();
    let pictures = workspace.pictures().await.unwrap();
    workspace.close().await.unwrap();
    (*pictures).clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_have_the_answers_of_one_process() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), None, None).await;
    let (_scheduler, address) = scheduler();
    let executors = [executor(&data, &address, &[]), executor(&data, &address, &[])];
    let questions: [&[&str]; 4] = [
        &["funnel", "--step", "visit", "--step", "sale,return", "--days", "45"],
        &["cohorts"],
        &["scopes"],
        &["facts", "--as-of", "2026-09-17"],
    ];
    for question in questions {
        let here = ok(cluster(&data).arg("ask").args(question));
        assert!(here.lines().count() > 2, "{here}");
        let there = ok(cluster(&data).arg("ask").args(question).args(["--scheduler", &address]));
        assert_eq!(here, there, "{question:?}");
    }
    assert!(executors.iter().all(|one| folded(one) > 0));

    let ask = |question: &[&str]| fails(cluster(&data).arg("ask").args(question));
    let said = ask(&["funnel", "--step", "nonsense"]);
    assert!(said.contains("`nonsense` is no kind of event") && said.contains("visit"), "{said}");
    let said = ask(&["funnel", "--step", "sale", "--days", "0"]);
    assert!(said.contains("window"), "{said}");
}

/// A company whose pictures are still to be made.
struct Stuck {
    data: PathBuf,
    /// The same, with pictures made by one process.
    alone: PathBuf,
    /// The same, with a bucket that nobody gets to the end of.
    slow: PathBuf,
}

impl Stuck {
    async fn new(folder: &Path) -> Self {
        let data = company(folder, None, None).await;
        let alone = copy(&data, &folder.join("alone"));
        refresh_here(&alone).await;
        let slow = folder.join("slow");
        stuck(&data, &slow);
        Self { data, alone, slow }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_killed_at_its_work_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let Stuck { data, alone, slow } = Stuck::new(folder.path()).await;
    let (_scheduler, address) = scheduler();
    let doomed = executor(&slow, &address, &[]);
    let other = executor(&data, &address, &[]);
    let mut running =
        Process::start(cluster(&data).args(["refresh", "--json", "--scheduler", &address]))
            .unwrap();
    wait("work on the executor that is killed", || doomed.output().contains(": begun"));
    wait("work on the other one", || folded(&other) > 0);
    let (was_running, _) = doomed.kill();
    assert!(was_running);
    running.wait_for_line("\"customers\"", LIMIT).unwrap();
    let (status, said) = running.wait(LIMIT).unwrap();
    assert!(status.success(), "{said}");
    assert_eq!(folded(&other) as u64, BUCKETS);
    assert_eq!(pictures(&data), pictures(&alone));
    assert_eq!(version(&data).await, version(&alone).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_executors_killed_and_another_one_ends_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let Stuck { data, alone, slow } = Stuck::new(folder.path()).await;
    let (_scheduler, address) = scheduler();
    let doomed = [executor(&slow, &address, &[]), executor(&data, &address, &[])];
    let running =
        Process::start(cluster(&data).args(["refresh", "--json", "--scheduler", &address]))
            .unwrap();
    // One is in the middle of a bucket, the other one has done all others and holds the results.
    wait("work", || {
        doomed[0].output().contains(": begun") && folded(&doomed[1]) as u64 == BUCKETS - 1
    });
    for one in doomed {
        assert!(one.kill().0);
    }
    let last = executor(&data, &address, &[]);
    let (status, said) = running.wait(LIMIT).unwrap();
    assert!(status.success(), "{said}");
    // Results that nobody had fetched are folded again; some twice, where both the scheduler and
    // the client noticed.
    assert!(folded(&last) as u64 >= BUCKETS, "{said}\n{}", last.output());
    assert_eq!(pictures(&data), pictures(&alone));
    assert_eq!(version(&data).await, version(&alone).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduler_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), None, None).await;
    let nobody = format!("127.0.0.1:{}", free_port());
    let expected = format!("no scheduler answers at {nobody}");
    for arguments in [
        &["refresh", "--scheduler", &nobody][..],
        &["ask", "cohorts", "--scheduler", &nobody],
        &["executor", "--scheduler", &nobody],
    ] {
        let said = fails(cluster(&data).args(arguments));
        assert!(said.contains(&expected), "{arguments:?}: {said}");
    }
    let said = fails(cluster(&data).args(["refresh", "--scheduler", "nonsense"]));
    assert!(said.contains("`nonsense` is no address of a scheduler"), "{said}");
    // Something else listens there.
    let other = testkit_listener();
    let said = fails(cluster(&data).args(["refresh", "--scheduler", &other]));
    assert!(said.contains("something else"), "{said}");

    let (process, address) = scheduler();
    let said = fails(cluster(&data).args(["refresh", "--scheduler", &address]));
    assert!(said.contains("knows no executor"), "{said}");
    let nothing = folder.path().join("nothing");
    let said = fails(cluster(&nothing).args(["executor", "--scheduler", &address]));
    assert!(said.contains("there are none; name the data folder"), "{said}");
    let said = fails(cluster(&data).args(["scheduler", "--listen", &address]));
    assert!(said.contains("cannot listen at"), "{said}");

    // A scheduler that dies at work.
    let slow = folder.path().join("slow");
    stuck(&data, &slow);
    let doomed = executor(&slow, &address, &[]);
    let running =
        Process::start(cluster(&data).args(["refresh", "--scheduler", &address])).unwrap();
    wait("work", || doomed.output().contains(": begun"));
    assert!(process.kill().0);
    let (status, said) = running.wait(LIMIT).unwrap();
    assert!(!status.success() && said.contains("no scheduler answers at"), "{said}");
}

/// Something that accepts connections and says nothing of a scheduler.
fn testkit_listener() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            // All of the question: what is not read when it is closed is a reset.
            let _ = std::io::Read::read(&mut stream, &mut [0; 1 << 12]);
            let _ = std::io::Write::write_all(&mut &stream, b"HTTP/1.1 404 Not Found\r\n\r\n");
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_runs_folds_and_nothing_else() {
    use ballista_core::execution_plans::execute_physical_plan;
    use ballista_core::extension::SessionConfigExt;
    use datafusion::physical_plan::common::collect;
    use datafusion::prelude::{SessionConfig, SessionContext};
    use datafusion_proto::protobuf::PhysicalPlanNode;

    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path(), None, None).await;
    let (_scheduler, address) = scheduler();
    let _executor = executor(&data, &address, &[]);
    let secret = folder.path().join("secret.csv");
    std::fs::write(&secret, "word\nswordfish\n").unwrap();
    let context = SessionContext::new();
    context.register_csv("secret", secret.to_str().unwrap(), Default::default()).await.unwrap();
    for statement in ["select 1 as one", "select * from secret"] {
        let frame = context.sql(statement).await.unwrap();
        let plan = frame.create_physical_plan().await.unwrap();
        let config = SessionConfig::new_with_ballista();
        let codec = config.ballista_physical_extension_codec();
        let settings = config.ballista_config();
        let run = execute_physical_plan::<PhysicalPlanNode>(
            format!("http://{address}"),
            &settings,
            plan,
            codec.as_ref(),
            uuid::Uuid::now_v7().to_string(),
            config,
        );
        let ran = match run.await {
            Ok(stream) => collect(stream).await,
            Err(error) => Err(error),
        };
        let said = ran.unwrap_err().to_string();
        assert!(said.contains("runs Sog's folds and no other plan"), "{statement}: {said}");
    }
}

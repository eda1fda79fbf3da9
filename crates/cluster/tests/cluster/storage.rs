//! Event files in object storage: executors and SQL read them there, and leave nothing behind.

use std::path::Path;

use crate::common::{cluster, company, executor, folded, ok, pictures, scheduler};
use cli::workspace::Workspace;
use testkit::s3;

/// Every file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn executors_without_the_data_folder_read_from_the_storage() {
    let Some(storage) = s3::storage() else { return };
    let url = format!("s3://{}/company", s3::BUCKET);
    let endpoint = format!("http://{}", storage.address());
    let settings = [
        ("SOG_EVENTS", url.as_str()),
        ("AWS_ENDPOINT_URL", &endpoint),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_ACCESS_KEY_ID", "anybody"),
        ("AWS_SECRET_ACCESS_KEY", "anything"),
        ("AWS_REGION", "us-east-1"),
    ];
    // The storage's settings are read from the environment: a process of its own has them.
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    if std::env::var("SOG_TEST_FILL").is_ok() {
        let place = std::env::var("SOG_TEST_FILL").unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(company(Path::new(&place), None, Some(&url)));
        return;
    }
    let mut fill = std::process::Command::new(std::env::current_exe().unwrap());
    fill.args(["--exact", "storage::executors_without_the_data_folder_read_from_the_storage"])
        .env("SOG_TEST_FILL", folder.path())
        .envs(settings);
    ok(&mut fill);

    let counted = ok(cluster(&data)
        .args(["sql", "select count(*) as n from events", "--csv"])
        .envs(settings));
    assert_eq!(counted, "n\n20000\n");

    let work = folder.path().join("work");
    let elsewhere = folder.path().join("elsewhere");
    for place in [&work, &elsewhere] {
        std::fs::create_dir(place).unwrap();
    }
    let (_scheduler, address) = scheduler();
    let with_work = [settings.as_slice(), &[("TMPDIR", work.to_str().unwrap())]].concat();
    let executor = executor(&elsewhere, &address, &with_work);
    ok(cluster(&data).args(["refresh", "--scheduler", &address]).envs(settings));
    assert_eq!(folded(&executor), 17);
    let left: Vec<_> = files(&work)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .collect();
    assert!(left.is_empty(), "{left:?}");

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let there = pictures(&data);
    runtime.block_on(async {
        // The files are in the folder too: what one process folds from them.
        let workspace = Workspace::open(&data, None).await.unwrap();
        std::fs::remove_dir_all(data.join("pictures")).unwrap();
        workspace.refresh(workspace.now()).await.unwrap();
        workspace.close().await.unwrap();
    });
    assert_eq!(there, pictures(&data));
}

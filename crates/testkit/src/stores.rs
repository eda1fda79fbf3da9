//! The same test body on every database.

use std::path::Path;

use store::{Migration, Store, StoreError};
use tempfile::TempDir;

use crate::pg;

/// A migrated, empty operational store and a data folder; both go with this value.
#[derive(Debug)]
pub struct TestStore {
    /// `SQLite` or `PostgreSQL`, for messages.
    pub name: &'static str,
    /// The store.
    pub store: Store,
    url: String,
    migrations: Vec<Migration>,
    folder: TempDir,
    _database: Option<pg::Fresh>,
}

impl TestStore {
    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of the database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens the same database a second time, as a second process would.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open_again(&self) -> Result<Store, StoreError> {
        Store::open(&self.url, self.migrations.clone()).await
    }
}

/// A store on SQLite.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite(migrations: Vec<Migration>) -> TestStore {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url =
        format!("sqlite://{}?mode=rwc", store::settings::database_file(folder.path()).display());
    let store = Store::open_folder(folder.path(), migrations.clone())
        .await
        .expect("a new SQLite store opens");
    TestStore { name: "SQLite", store, url, migrations, folder, _database: None }
}

/// A store on PostgreSQL; `None` (after saying so) when there is no server.
///
/// # Panics
/// When it cannot be made, or there is no server although there must be one.
pub async fn postgres(migrations: Vec<Migration>) -> Option<TestStore> {
    let database = pg::fresh().await?;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = database.url();
    let store = Store::open(&url, migrations.clone()).await.expect("a new PostgreSQL store opens");
    Some(TestStore {
        name: "PostgreSQL",
        store,
        url,
        migrations,
        folder,
        _database: Some(database),
    })
}

/// A store on each database there is: SQLite always, PostgreSQL when there is a server.
///
/// Use as `for test in testkit::stores(migrations()).await { … }`.
///
/// # Panics
/// When one cannot be made, or there is no PostgreSQL server although there must be one.
pub async fn stores(migrations: Vec<Migration>) -> Vec<TestStore> {
    let mut all = vec![sqlite(migrations.clone()).await];
    all.extend(postgres(migrations).await);
    all
}

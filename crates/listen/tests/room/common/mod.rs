//! A data folder to import into, and ways to look at what came in.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use events::{Columns, EventLog};
use sog_listen::{self as listen, ImportError, ImportReport, ImportRequest, Quiet};
use store::Store;
use testkit::TestStore;
use vocab::{Amount, Instant};

/// All tables an import touches.
pub(crate) fn migrations() -> Vec<store::Migration> {
    let mut all = store::migrations::migrations();
    all.extend(events::migrations());
    all
}

/// The time of every import in the tests.
pub(crate) fn now() -> Instant {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// A data folder.
pub(crate) struct Home {
    pub(crate) test: TestStore,
    pub(crate) log: EventLog,
}

impl Home {
    pub(crate) async fn new() -> Self {
        Self::over(testkit::stores::sqlite(migrations()).await).await
    }

    pub(crate) async fn over(test: TestStore) -> Self {
        let log = EventLog::open(&test.store, test.folder()).await.unwrap();
        Self { test, log }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.test.store
    }

    pub(crate) fn folder(&self) -> &Path {
        self.test.folder()
    }

    /// Writes a file beside the data folder's own.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let folder = self.folder().join("in");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn request(&self, files: &[&PathBuf]) -> ImportRequest {
        let files = files.iter().map(|path| (*path).clone()).collect();
        ImportRequest::new(files, self.folder().join("rejected"), now())
    }

    pub(crate) async fn run(&self, request: &ImportRequest) -> Result<ImportReport, ImportError> {
        listen::import(self.store(), &self.log, request, &Quiet).await
    }

    pub(crate) async fn import(&self, files: &[&PathBuf]) -> Result<ImportReport, ImportError> {
        self.run(&self.request(files)).await
    }

    /// Imports with a preset.
    pub(crate) async fn preset(&self, name: &str, files: &[&PathBuf]) -> ImportReport {
        let mut request = self.request(files);
        request.preset = Some(name.to_owned());
        self.run(&request).await.unwrap()
    }

    /// Every event by its id, as one line of text.
    pub(crate) async fn events(&self) -> BTreeMap<u128, String> {
        self.log.hand_over(&|_| {}).await.unwrap();
        let snapshot = self.log.snapshot().await.unwrap();
        let mut all = BTreeMap::new();
        for bucket in 0..snapshot.buckets() {
            snapshot
                .scan(bucket, Columns::ALL, &mut |event| {
                    let show = |amount: Option<Amount>| {
                        amount.map_or(String::new(), |amount| amount.to_string())
                    };
                    let line = [
                        event.customer.to_owned(),
                        vocab::Instant::from_timestamp_micros(event.time).unwrap().to_rfc3339(),
                        event.kind.code().to_owned(),
                        event.contact.to_owned(),
                        event.channel.map_or("", |channel| channel.code()).to_owned(),
                        event.direction.map_or("", |direction| direction.code()).to_owned(),
                        event.reference.to_owned(),
                        event.item.to_owned(),
                        event.family.to_owned(),
                        event.region.to_owned(),
                        event.owner.to_owned(),
                        event.campaign.to_owned(),
                        show(event.quantity),
                        show(event.amount),
                        event.barriers.to_owned(),
                        event.text.to_owned(),
                    ]
                    .join("|");
                    assert!(all.insert(event.id, line).is_none(), "an id stands twice");
                })
                .unwrap();
        }
        all
    }

    /// The events as text, in the order of the text.
    pub(crate) async fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.events().await.into_values().collect();
        lines.sort();
        lines
    }

    /// Nothing of an import is left: no event, no record, no note, no file of rejected rows.
    pub(crate) async fn is_untouched(&self) -> bool {
        use sea_orm::{EntityTrait, PaginatorTrait};
        use store::records::{
            complaint, consent, contact, customer, deal, import, promise, survey, target,
        };
        let read = self.store().read();
        let mut rows = 0;
        rows += customer::Entity::find().count(read).await.unwrap();
        rows += contact::Entity::find().count(read).await.unwrap();
        rows += consent::Entity::find().count(read).await.unwrap();
        rows += deal::Entity::find().count(read).await.unwrap();
        rows += complaint::Entity::find().count(read).await.unwrap();
        rows += promise::Entity::find().count(read).await.unwrap();
        rows += survey::Entity::find().count(read).await.unwrap();
        rows += target::Entity::find().count(read).await.unwrap();
        rows += import::Entity::find().count(read).await.unwrap();
        let company = store::company(read).await.unwrap();
        rows == 0
            && company == store::Company::default()
            && self.events().await.is_empty()
            && self.rejected_files().is_empty()
    }

    /// Names of the files of rejected rows.
    pub(crate) fn rejected_files(&self) -> Vec<String> {
        let Ok(folder) = self.folder().join("rejected").read_dir() else {
            return Vec::new();
        };
        let mut names: Vec<String> =
            folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The four counts of a report.
pub(crate) fn counts(report: &ImportReport) -> [u64; 4] {
    assert_eq!(report.rows, report.accepted + report.duplicates + report.rejected);
    [report.rows, report.accepted, report.duplicates, report.rejected]
}

/// Compresses with gzip.
pub(crate) fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(content.as_ref()).unwrap();
    writer.finish().unwrap()
}

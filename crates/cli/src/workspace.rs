//! One data folder, opened: its store, its event log.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;
use customers::{Pictures, RefreshReport};
use events::{EventLog, Remote};
use store::{Migration, Store};
use vocab::Instant;

use crate::config::Config;
use crate::{mark, progress};

/// What went wrong, in words.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An open data folder.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder.
    pub folder: PathBuf,
    /// The operational store.
    pub store: Store,
    /// The event log.
    pub log: EventLog,
    /// How far the folder's clock is behind: a demo stays on its last day.
    behind: TimeDelta,
}

/// Where the settings of a data folder say that its parts lie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The database, where it is not the file in the folder.
    pub database: Option<String>,
    /// The object storage of the event files, if there is one.
    pub events: Option<String>,
}

impl Places {
    /// Reads `sog.toml` of the folder and the variables that overrule it.
    ///
    /// # Errors
    /// An unknown or malformed entry, named with the file or variable it stands in.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let Config { database, events, .. } = Config::read(folder)?;
        Ok(Self { database, events })
    }
}

/// The tables of all rooms.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    [
        store::migrations::migrations(),
        events::migrations(),
        customers::migrations(),
        warn::migrations(),
        diagnose::migrations(),
        campaign::migrations(),
        privacy::migrations(),
        web::migrations(),
    ]
    .concat()
}

impl Workspace {
    /// Opens a data folder, making it if need be; its database is SQLite in the folder unless
    /// another address is given.
    ///
    /// # Errors
    /// When the folder or the database cannot be opened, or they do not belong together.
    pub async fn open(folder: &Path, database: Option<&str>) -> Result<Self, Failure> {
        Self::open_in(folder, database, None).await
    }

    /// The same, with event files kept in object storage if its address is given.
    ///
    /// # Errors
    /// As [`Workspace::open`], and when the storage cannot be reached or is that of another log.
    pub async fn open_in(
        folder: &Path,
        database: Option<&str>,
        events: Option<&str>,
    ) -> Result<Self, Failure> {
        let remote = events.map(Remote::s3).transpose()?;
        let store = match database {
            Some(url) => {
                std::fs::create_dir_all(folder)
                    .map_err(|source| store::StoreError::Folder { path: folder.into(), source })?;
                Store::open(url, migrations()).await?
            }
            None => {
                // An empty database made here would stay behind, beside the one that is meant.
                if !store::settings::database_file(folder).exists() {
                    EventLog::may_be_new(folder)?;
                }
                Store::open_folder(folder, migrations()).await?
            }
        };
        let log = EventLog::open_in(&store, folder, remote).await?;
        let mark = mark::of(&store).await?;
        let behind = mark.map_or(TimeDelta::zero(), |mark| mark.behind(now()));
        Ok(Self { folder: folder.to_owned(), store, log, behind })
    }

    /// Opens a data folder that is there already: who mistypes its name gets told, not an empty
    /// folder of that name.
    ///
    /// # Errors
    /// When there is none, and as [`open`](Self::open).
    pub async fn open_existing(
        folder: &Path,
        database: Option<&str>,
        events: Option<&str>,
    ) -> Result<Self, Failure> {
        let is_there = match database {
            Some(_) => folder.is_dir(),
            None => store::settings::database_file(folder).exists(),
        };
        if !is_there {
            if folder.is_dir() {
                // Says more where the files of another database lie.
                EventLog::may_be_new(folder)?;
            }
            return Err(format!(
                "there is no data in {}; name the folder that is meant (`--data DIR`, or \
                 SOG_DATA), or fill this one with `sog import`. Nothing was made",
                folder.display()
            )
            .into());
        }
        Self::open_in(folder, database, events).await
    }

    /// What time it is for this folder: now, or in a demo the same time of its last day.
    #[must_use]
    pub fn now(&self) -> Instant {
        now() - self.behind
    }

    /// The same as a clock.
    #[must_use]
    pub fn clock(&self) -> web::Clock {
        let behind = self.behind;
        Arc::new(move || now() - behind)
    }

    /// Brings pictures, forecasts and warnings up to date, showing progress.
    ///
    /// # Errors
    /// When the log, a file or the database fails.
    pub async fn refresh(&self, now: Instant) -> Result<RefreshReport, Failure> {
        let bar = progress::steps(0, "pictures");
        let show = |step| match step {
            customers::Progress::HandedOver(_) => {}
            customers::Progress::Folding { buckets } => bar.set_length(u64::from(buckets)),
            customers::Progress::Folded { buckets, .. } => bar.set_position(u64::from(buckets)),
        };
        let done = web::refresh::refresh(&self.store, &self.log, &self.folder, now, &show).await;
        bar.finish_and_clear();
        Ok(done?)
    }

    /// Brings forecasts and warnings up to date with the pictures, which were made elsewhere.
    ///
    /// # Errors
    /// When a file or the database fails.
    pub async fn after_pictures(&self, now: Instant) -> Result<(), Failure> {
        Ok(web::refresh::after_pictures(&self.store, &self.folder, now).await?)
    }

    /// The kept pictures; none before the first refresh.
    ///
    /// # Errors
    /// When a file or the database fails.
    pub async fn pictures(&self) -> Result<Arc<Pictures>, Failure> {
        Ok(customers::load(&self.store, &self.folder).await?)
    }

    /// Closes the database cleanly.
    ///
    /// # Errors
    /// When the database reports a failure on closing.
    pub async fn close(self) -> Result<(), Failure> {
        self.store.close().await?;
        Ok(())
    }
}

/// The one place where the wall clock is read.
#[must_use]
pub fn now() -> Instant {
    vocab::time::to_micros(chrono::Utc::now())
}

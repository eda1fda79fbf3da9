//! One bucket's files by name: what another machine has to know to read a bucket as it is in a
//! snapshot, without asking the database.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::log::blocking;
use crate::remote::Remote;
use crate::run::OpenRun;
use crate::snapshot::Snapshot;
use crate::{EventsError, folder};

/// The files of a bucket in a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketFiles {
    /// Names the log.
    log: String,
    snapshot: i64,
    buckets: u16,
    bucket: u16,
    version: i64,
    runs: Vec<RunFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RunFile {
    name: String,
    rows: u64,
}

impl RunFile {
    /// Its name, if it is one: these come over a network.
    fn name(&self) -> Result<&str, EventsError> {
        if Path::new(&self.name).file_name() == Some(self.name.as_ref()) {
            return Ok(&self.name);
        }
        Err(EventsError::parquet(Path::new(&self.name), "this is no name of an event file"))
    }
}

async fn open_all(folder: PathBuf, runs: Vec<RunFile>) -> Result<Vec<OpenRun>, EventsError> {
    blocking(move || {
        let open = |run: &RunFile| OpenRun::open_whole(&folder.join(run.name()?), run.rows);
        runs.iter().map(open).collect()
    })
    .await
}

impl BucketFiles {
    /// Which bucket.
    #[must_use]
    pub fn bucket(&self) -> u16 {
        self.bucket
    }

    /// How many events it holds.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.runs.iter().map(|run| run.rows).sum()
    }
}

impl Snapshot {
    /// The files of a bucket, for a reader on another machine. They stay as long as the log keeps
    /// what is past (ten minutes), or until somebody in them is erased.
    #[must_use]
    pub fn files(&self, bucket: u16) -> BucketFiles {
        let named = |run: &OpenRun| RunFile {
            name: run.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            rows: run.rows,
        };
        BucketFiles {
            log: self.log().to_owned(),
            snapshot: self.id(),
            buckets: self.buckets(),
            bucket,
            version: self.bucket_version(bucket),
            runs: self.runs(bucket).map(named).collect(),
        }
    }
}

/// The files of a log as a machine sees them that has no database: in a data folder it shares
/// with the server, or in object storage.
#[derive(Debug)]
pub struct Files {
    /// The folder of the event files, or where those from the storage are put for a moment.
    folder: PathBuf,
    remote: Option<Remote>,
}

impl Files {
    /// Those of a data folder.
    ///
    /// # Errors
    /// [`EventsError::Remote`] when it holds none.
    pub fn in_folder(data: &Path) -> Result<Self, EventsError> {
        let this = Self { folder: data.join("events"), remote: None };
        if folder::owner(&this.folder)?.is_none() {
            let why = "there are none; name the data folder that is shared with the server \
                       (`--data DIR`), or the object storage of the events (SOG_EVENTS)";
            return Err(this.refused(why));
        }
        Ok(this)
    }

    /// Those in object storage, where only this process works in `scratch`; what is there goes. What is brought is
    /// unlinked as soon as it is open: nothing an erasure must reach stays on this machine.
    ///
    /// # Errors
    /// When the scratch folder cannot be used.
    pub fn in_storage(remote: Remote, scratch: &Path) -> Result<Self, EventsError> {
        // A killed process leaves what it was about to open.
        match std::fs::remove_dir_all(scratch) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(EventsError::file(scratch)(error));
            }
            _ => {}
        }
        std::fs::create_dir_all(scratch).map_err(EventsError::file(scratch))?;
        Ok(Self { folder: scratch.to_owned(), remote: Some(remote) })
    }

    fn refused(&self, why: &str) -> EventsError {
        let place = match &self.remote {
            Some(remote) => remote.url().to_owned(),
            None => self.folder.display().to_string(),
        };
        EventsError::Remote { place, why: why.to_owned() }
    }

    /// Opens a bucket as it is in its snapshot; the other buckets are empty.
    ///
    /// # Errors
    /// [`EventsError::Remote`] when these are the files of another log; otherwise when a file is
    /// gone, damaged or cannot be brought.
    pub async fn open(&self, bucket: &BucketFiles) -> Result<Snapshot, EventsError> {
        let owner = match &self.remote {
            Some(remote) => remote.owner().await?,
            None => folder::owner(&self.folder)?,
        };
        if owner.as_ref() != Some(&bucket.log) {
            return Err(self.refused("they are of another log than the one that is asked for"));
        }
        let runs = match &self.remote {
            None => open_all(self.folder.clone(), bucket.runs.clone()).await?,
            Some(remote) => {
                let place = self.folder.join(uuid::Uuid::now_v7().to_string());
                std::fs::create_dir(&place).map_err(EventsError::file(&place))?;
                let opened = async {
                    for run in &bucket.runs {
                        remote.bring(run.name()?, &place).await?;
                    }
                    open_all(place.clone(), bucket.runs.clone()).await
                };
                let opened = opened.await;
                std::fs::remove_dir_all(&place).map_err(EventsError::file(&place))?;
                opened?
            }
        };
        let BucketFiles { log, snapshot, buckets, bucket, version, .. } = bucket;
        Ok(Snapshot::of_bucket((log.clone(), *snapshot), (*bucket, *buckets), *version, runs))
    }
}

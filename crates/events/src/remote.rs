//! Object storage in which the files of a log are kept, so that a machine can be lost and other
//! machines can read the events. The data folder then is where files are written first and where
//! those are that were read.
//!
//! A file is in the storage before the transaction that makes it part of the log, and is removed
//! there before it is struck off the list of files to be removed. The storage says whose it is
//! and which change was committed last, as the folder does. One machine writes; the names of new
//! files may not be taken.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use futures::TryStreamExt;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::{
    ClientConfigKey, ObjectStore, ObjectStoreExt, PutMode, RetryConfig, WriteMultipart,
};

use crate::change::{Change, name};
use crate::folder::{self, COMMITTED, Found, MARK};
use crate::log::blocking;
use crate::rows::{Catalogue, FileRow};
use crate::{EventLog, EventsError, rows};

/// Larger files are sent in parts of this size, so that they need not fit into memory.
const PART: usize = 32 << 20;
/// Parts that are under way at a time.
const AT_ONCE: usize = 3;
/// What a file is called while it is being brought.
const BROUGHT: &str = "brought-";

/// A place in object storage.
#[derive(Debug)]
pub struct Remote {
    objects: Arc<dyn ObjectStore>,
    prefix: object_store::path::Path,
    /// How other programs call the place: ends with a slash.
    url: String,
    /// Whether this process has looked for what an earlier one left.
    searched: AtomicBool,
    /// The newest change that the place is known to know of.
    noted: AtomicI64,
}

impl Remote {
    /// A place in an S3-compatible storage, `s3://bucket/path`. Keys, region and, for a storage
    /// that is not Amazon's, its address come from the usual variables: `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`, `AWS_ALLOW_HTTP`.
    ///
    /// # Errors
    /// When the address is of another kind or a setting is missing.
    pub fn s3(url: &str) -> Result<Self, EventsError> {
        Self::with(AmazonS3Builder::from_env(), url)
    }

    /// The same with settings that are given.
    ///
    /// # Errors
    /// When the address is of another kind or a setting is missing.
    pub fn with(settings: AmazonS3Builder, url: &str) -> Result<Self, EventsError> {
        let wrong = |why: &dyn std::fmt::Display| EventsError::Remote {
            place: url.to_owned(),
            why: why.to_string(),
        };
        let place =
            url.strip_prefix("s3://").ok_or_else(|| wrong(&"it should be s3://BUCKET/PATH"))?;
        let (bucket, path) = place.split_once('/').unwrap_or((place, ""));
        let retry = RetryConfig {
            max_retries: 5,
            retry_timeout: std::time::Duration::from_secs(30),
            ..RetryConfig::default()
        };
        // A part of a file takes its time where the way is slow.
        let timeout = AmazonS3ConfigKey::Client(ClientConfigKey::Timeout);
        let settings = settings.with_bucket_name(bucket).with_retry(retry);
        let settings = settings.with_config(timeout, "300 seconds");
        let objects = Arc::new(settings.build().map_err(|why| wrong(&why))?);
        let prefix = object_store::path::Path::from(path);
        let slash = if prefix.as_ref().is_empty() { "" } else { "/" };
        let url = format!("s3://{bucket}/{prefix}{slash}");
        let (searched, noted) = (AtomicBool::new(false), AtomicI64::new(0));
        Ok(Self { objects, prefix, url, searched, noted })
    }

    /// How other programs call the place.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The storage itself, for an engine that reads by the catalogue.
    #[must_use]
    pub fn objects(&self) -> Arc<dyn ObjectStore> {
        self.objects.clone()
    }

    fn at(&self, name: &str) -> object_store::path::Path {
        self.prefix.clone().join(name)
    }

    fn failed(&self, name: &str) -> impl FnOnce(object_store::Error) -> EventsError {
        let place = format!("{}{name}", self.url);
        move |why| match why {
            // As for a file of the folder: whoever reads looks for what took its place.
            object_store::Error::NotFound { .. } => EventsError::File {
                path: PathBuf::from(place),
                source: std::io::ErrorKind::NotFound.into(),
            },
            why => EventsError::Remote { place, why: why.to_string() },
        }
    }

    /// What is there.
    async fn look(&self) -> Result<Found, EventsError> {
        let prefix = (!self.prefix.as_ref().is_empty()).then_some(&self.prefix);
        let listed: Vec<_> =
            self.objects.list(prefix).try_collect().await.map_err(self.failed(""))?;
        let names = listed.iter().filter_map(|object| object.location.filename());
        let names = names.map(str::to_owned).collect();
        let (mark, committed) = (self.said(MARK).await?, self.said(COMMITTED).await?);
        let place = Path::new(&self.url);
        let found = Found::new(place, mark, committed, names)?;
        if found.is_unmarked() {
            let why = "it holds events and does not say whose".to_owned();
            return Err(EventsError::Mismatch { folder: place.to_owned(), why });
        }
        Ok(found)
    }

    /// The log the place belongs to, where it says so.
    pub(crate) async fn owner(&self) -> Result<Option<String>, EventsError> {
        self.said(MARK).await
    }

    /// What a small object says; `None` when it is not there.
    async fn said(&self, name: &str) -> Result<Option<String>, EventsError> {
        let object = match self.objects.get(&self.at(name)).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            other => other.map_err(self.failed(name))?,
        };
        let bytes = object.bytes().await.map_err(self.failed(name))?;
        Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
    }

    /// Says whose the place is, unless somebody has said so.
    async fn mark(&self, log: &str) -> Result<(), EventsError> {
        let place = self.at(MARK);
        let said = self.objects.put_opts(&place, log.to_owned().into(), PutMode::Create.into());
        match said.await {
            // Another process was quicker; whether it is of the same log shows when it is read.
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(why) => Err(self.failed(MARK)(why)),
        }
    }

    /// Notes that a change was committed.
    async fn note(&self, change: i64) -> Result<(), EventsError> {
        if self.noted.load(Ordering::Relaxed) >= change {
            return Ok(());
        }
        let text = change.to_string();
        self.objects.put(&self.at(COMMITTED), text.into()).await.map_err(self.failed(COMMITTED))?;
        self.noted.fetch_max(change, Ordering::Relaxed);
        Ok(())
    }

    /// Puts a new file there.
    async fn put(&self, path: &Path) -> Result<(), EventsError> {
        let name = name(path);
        let (place, failed) = (self.at(&name), || self.failed(&name));
        let len = path.metadata().map_err(EventsError::file(path))?.len();
        if len <= PART as u64 {
            let from = path.to_owned();
            let bytes = blocking(move || std::fs::read(&from).map_err(EventsError::file(&from)));
            let bytes = bytes.await?;
            return match self.objects.put_opts(&place, bytes.into(), PutMode::Create.into()).await {
                Ok(_) => Ok(()),
                Err(object_store::Error::AlreadyExists { .. }) => Err(EventsError::Raced),
                Err(why) => Err(failed()(why)),
            };
        }
        match self.objects.head(&place).await {
            Err(object_store::Error::NotFound { .. }) => {}
            Ok(_) => return Err(EventsError::Raced),
            Err(why) => return Err(failed()(why)),
        }
        let upload = self.objects.put_multipart(&place).await.map_err(failed())?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART);
        let mut offset = 0;
        while offset < len {
            upload.wait_for_capacity(AT_ONCE).await.map_err(failed())?;
            let from = path.to_owned();
            let part = blocking(move || part(&from, offset).map_err(EventsError::file(&from)));
            let part = part.await?;
            offset += part.len() as u64;
            upload.put(part.into());
        }
        upload.finish().await.map_err(failed())?;
        Ok(())
    }

    /// Brings a file into a folder.
    pub(crate) async fn bring(&self, name: &str, folder: &Path) -> Result<(), EventsError> {
        let object = self.objects.get(&self.at(name)).await.map_err(self.failed(name))?;
        let mut stream = object.into_stream();
        let path = folder.join(format!("{BROUGHT}{}-{name}", uuid::Uuid::now_v7()));
        let mut file = std::fs::File::create_new(&path).map_err(EventsError::file(&path))?;
        while let Some(bytes) = stream.try_next().await.map_err(self.failed(name))? {
            let same = path.clone();
            file = blocking(move || {
                std::io::Write::write_all(&mut file, &bytes).map_err(EventsError::file(&same))?;
                Ok(file)
            })
            .await?;
        }
        let to = folder.join(name);
        blocking(move || {
            file.sync_all().map_err(EventsError::file(&path))?;
            std::fs::rename(&path, &to).map_err(EventsError::file(&to))
        })
        .await
    }

    /// Removes files, whether or not they are there.
    async fn remove(&self, names: impl Iterator<Item = &str>) -> Result<(), EventsError> {
        for name in names {
            match self.objects.delete(&self.at(name)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(why) => return Err(self.failed(name)(why)),
            }
        }
        Ok(())
    }
}

/// The next part of a file.
fn part(path: &Path, offset: u64) -> std::io::Result<Vec<u8>> {
    use std::io::{Read, Seek};
    let mut file = std::fs::File::open(path)?;
    file.seek(std::io::SeekFrom::Start(offset))?;
    let mut part = Vec::new();
    file.take(PART as u64).read_to_end(&mut part)?;
    if part.is_empty() { Err(std::io::ErrorKind::UnexpectedEof.into()) } else { Ok(part) }
}

impl EventLog {
    /// Makes sure that the storage is the one the database knows, and says whose it is.
    pub(crate) async fn recognise_remote(&self) -> Result<(), EventsError> {
        let Some(remote) = self.remote() else { return Ok(()) };
        if self.fits(remote, &rows::catalogue(self.store().read()).await?).await.is_ok() {
            return Ok(());
        }
        // A change may have come between the looks at the database and at the storage.
        let tx = self.store().begin().await?;
        self.fits(remote, &rows::settled_catalogue(&tx).await?).await?;
        Ok(tx.commit().await?)
    }

    async fn fits(&self, remote: &Remote, catalogue: &Catalogue) -> Result<(), EventsError> {
        let found = remote.look().await?;
        found.check(Path::new(&remote.url), catalogue)?;
        if found.mark.is_none() {
            remote.mark(&catalogue.log).await?;
        }
        Ok(())
    }

    /// Puts the files of a change into the storage, before the transaction.
    pub(crate) async fn send(&self, change: &Change) -> Result<(), EventsError> {
        let Some(remote) = self.remote() else { return Ok(()) };
        let ids = change.ids.iter().map(|(path, _)| path);
        for path in change.runs.iter().map(|run| &run.path).chain(ids) {
            let put = remote.put(path).await;
            if let Err(EventsError::Raced) = put {
                // A name that is taken: perhaps something was left there after all.
                remote.searched.store(false, Ordering::Relaxed);
            }
            put?;
        }
        Ok(())
    }

    /// Brings those files that the folder does not have.
    pub(crate) async fn bring<'a>(
        &self,
        files: impl Iterator<Item = &'a FileRow>,
    ) -> Result<(), EventsError> {
        let Some(remote) = self.remote() else { return Ok(()) };
        for file in files.filter(|file| !self.folder().join(&file.name).exists()) {
            remote.bring(&file.name, self.folder()).await?;
        }
        Ok(())
    }

    /// Removes what an earlier process left in the storage, and what is on the list of files to
    /// be removed; gives that list. `None` without a storage.
    pub(crate) async fn clear_remote(&self) -> Result<Option<BTreeSet<String>>, EventsError> {
        let Some(remote) = self.remote() else { return Ok(None) };
        if !remote.searched.load(Ordering::Relaxed) {
            // A commit may be under way still: it is waited for.
            let tx = self.store().begin().await?;
            let catalogue = rows::settled_catalogue(&tx).await?;
            let found = remote.look().await?;
            found.check(Path::new(&remote.url), &catalogue)?;
            let unborn = found.unborn(catalogue.snapshot);
            remote.remove(unborn.keys().map(String::as_str)).await?;
            tx.commit().await?;
            let folder = self.folder().to_owned();
            blocking(move || folder::remove_named(&folder, BROUGHT)).await?;
            remote.searched.store(true, Ordering::Relaxed);
        }
        let unwanted = rows::catalogue(self.store().read()).await?.unwanted;
        remote.remove(unwanted.iter().map(String::as_str)).await?;
        Ok(Some(unwanted.into_iter().collect()))
    }

    /// Removes files from the storage that were written for a change that never came about, and
    /// notes the last one that did.
    pub(crate) async fn settle_remote(
        &self,
        unborn: &BTreeSet<String>,
        change: i64,
    ) -> Result<(), EventsError> {
        let Some(remote) = self.remote() else { return Ok(()) };
        let removed = remote.remove(unborn.iter().map(String::as_str)).await;
        if removed.is_err() {
            // The folder does not know of them any more.
            remote.searched.store(false, Ordering::Relaxed);
        }
        removed?;
        remote.note(change).await
    }
}

//! All kept pictures in memory, for pages, audiences and commands.

use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use store::{Store, Tx};
use vocab::{CustomerId, Instant};

use crate::bucket::{Contents, LastMoney};
use crate::local::instant;
use crate::refresh::{blocking, pictures_folder};
use crate::rows::{self, PictureFile};
use crate::series::Series;
use crate::state::PictureState;
use crate::{CustomersError, kept, pass};

/// What is dated further ahead of now than this is taken for a slip of whoever wrote it down.
/// A day, because an export may come from another zone.
pub(crate) const AHEAD_DAYS: i64 = 1;
const AHEAD: TimeDelta = TimeDelta::days(AHEAD_DAYS);

/// The pictures of all customers, and the daily series, as of one refresh.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pictures {
    version: Option<i64>,
    /// Sorted by customer.
    states: Vec<PictureState>,
    series: Series,
    /// Time of the last money event of each local day that has one.
    last_money: LastMoney,
    events: u64,
}

/// Pictures folded by hand, with nothing beside them: for questions about a few customers.
impl FromIterator<PictureState> for Pictures {
    fn from_iter<T: IntoIterator<Item = PictureState>>(states: T) -> Self {
        let mut states: Vec<_> = states.into_iter().collect();
        states.sort_by(|a, b| a.customer().cmp(b.customer()));
        Self { states, ..Self::default() }
    }
}

impl Pictures {
    /// The picture of one customer.
    #[must_use]
    pub fn get(&self, customer: &CustomerId) -> Option<&PictureState> {
        let at = self.states.binary_search_by(|state| state.customer().cmp(customer)).ok()?;
        self.states.get(at)
    }

    /// All pictures, sorted by customer.
    pub fn iter(&self) -> std::slice::Iter<'_, PictureState> {
        self.states.iter()
    }

    /// How many customers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is no picture: nothing was imported, or nothing was refreshed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The time of the last money event as of `now`, anonymous sales included. What is
    /// unfinished at that time (a month, a day) is unfinished in the data.
    ///
    /// Days with sales dated more than a day after `now` are not the end of the data: one line
    /// with a mistyped year would make every month before it look finished and empty.
    #[must_use]
    pub fn data_until(&self, now: Instant) -> Option<Instant> {
        let limit = now.checked_add_signed(AHEAD).unwrap_or(now).timestamp_micros();
        self.last_money.newest_first().find(|time| *time <= limit).map(instant)
    }

    /// Daily money of the company and its parts.
    #[must_use]
    pub fn series(&self) -> &Series {
        &self.series
    }

    /// Events behind the pictures, those of anonymous sales included.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Which contents these are (see [`version`]); `None` before the first refresh.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        self.version
    }

    /// All product families anybody bought, sorted.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = self
            .series
            .scopes()
            .filter(|scope| scope.kind == vocab::ScopeKind::Family && !scope.value.is_empty())
            .map(|scope| scope.value.as_str())
            .collect();
        families.sort_unstable();
        families
    }
}

impl<'a> IntoIterator for &'a Pictures {
    type Item = &'a PictureState;
    type IntoIter = std::slice::Iter<'a, PictureState>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Which contents the kept pictures have: a number made of the files they lie in, so it changes
/// with the events and with the zone whose calendar the series follow. It says nothing about
/// earlier or later. `None` before the first refresh. Whoever holds loaded pictures compares it
/// with [`Pictures::version`].
///
/// # Errors
/// When the database fails.
pub async fn version(store: &Store) -> Result<Option<i64>, CustomersError> {
    Ok(version_of(&rows::live_files(store.read()).await?))
}

/// The same as a transaction sees it: for who writes what was made of loaded pictures.
///
/// # Errors
/// When the database fails.
pub async fn version_within(tx: &Tx) -> Result<Option<i64>, CustomersError> {
    Ok(version_of(&rows::live_files(tx).await?))
}

fn version_of(files: &[PictureFile]) -> Option<i64> {
    let names = files.iter().flat_map(|file| {
        let sums = [file.bucket, file.checksum, file.changes_checksum];
        let paths = file.path.bytes().chain(file.changes.bytes());
        paths.chain(sums.into_iter().flat_map(i64::to_le_bytes))
    });
    (!files.is_empty()).then(|| kept::fnv(names).cast_signed())
}

/// Loads all kept pictures and the series. Empty before the first refresh.
///
/// # Errors
/// When a file is missing, damaged or of another version of Sog, or the database fails.
pub async fn load(store: &Store, folder: &Path) -> Result<Arc<Pictures>, CustomersError> {
    reading(store, folder, |folder, files| read_all(folder, files).map(Arc::new)).await
}

/// Reads the live files.
pub(crate) async fn reading<T: Send + 'static>(
    store: &Store,
    folder: &Path,
    read: impl Fn(&Path, &[PictureFile]) -> Result<T, CustomersError> + Clone + Send + 'static,
) -> Result<T, CustomersError> {
    let folder = pictures_folder(folder);
    let mut missing = None;
    // A refresh may end between reading the rows and opening the files, and the next one may
    // remove the old files. Then the rows name others now.
    for _ in 0..5 {
        let files = rows::live_files(store.read()).await?;
        let (folder, read) = (folder.clone(), read.clone());
        match blocking(move || read(&folder, &files)).await {
            Err(CustomersError::File { path, source })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                missing = Some(CustomersError::damaged(&path, source));
            }
            other => return other,
        }
    }
    Err(missing.unwrap_or_else(|| CustomersError::damaged(&folder, "it keeps changing")))
}

fn read_all(folder: &Path, files: &[PictureFile]) -> Result<Pictures, CustomersError> {
    let places: Vec<u16> = (0..files.len()).filter_map(|place| u16::try_from(place).ok()).collect();
    let read =
        pass::in_parallel(&places, |place| kept::contents(folder, &files[usize::from(place)]))?;
    let mut pictures = Pictures { version: version_of(files), ..Pictures::default() };
    pictures.states.reserve_exact(read.iter().map(|contents| contents.states.len()).sum());
    for Contents { states, figures } in read {
        pictures.states.extend(states);
        pictures.series.add(figures.series);
        pictures.last_money.add(&figures.last_money);
        pictures.events += figures.events;
    }
    pictures.states.sort_unstable_by(|one, other| one.customer().cmp(other.customer()));
    Ok(pictures)
}

//! The folder of a log: what its files are called, which database it belongs to, and what a
//! crash left in it.
//!
//! A file is named after the change of the log it was written for, so what a crash left behind
//! is known by its number: one above the head of the catalogue. Nothing else is ever removed
//! because the catalogue does not name it; a database that does not belong to the folder, or an
//! older copy of it, would name nothing. A copy that is older by exactly one change would take
//! that change for what a crash left: so the folder notes which changes were committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::EventsError;
use crate::lock::WriteLock;
use crate::rows::Catalogue;

/// The file that names the database the folder belongs to.
pub(crate) const MARK: &str = "belongs-to";
/// The file that holds the number of the newest change known to be committed. Written after the
/// commit, so it may lag behind after a crash, but is never ahead.
pub(crate) const COMMITTED: &str = "committed";
const SPILL: &str = "spill-";

/// What the run of a bucket is called.
pub(crate) fn run_name(change: i64, bucket: u16) -> String {
    format!("run-{change:08}-{bucket:03}.parquet")
}

/// What the file of a change's ids is called.
pub(crate) fn ids_name(change: i64) -> String {
    format!("ids-{change:08}.bin")
}

/// What a spilled part of a bulk is called.
pub(crate) fn spill_name(number: usize, bucket: usize) -> String {
    format!("{SPILL}{number:06}-{bucket:03}.parquet")
}

/// The change a run or an id file was written for; `None` for every other file.
fn change(name: &str) -> Option<i64> {
    let rest = name.strip_prefix("run-").or_else(|| name.strip_prefix("ids-"))?;
    rest.split(['-', '.']).next()?.parse().ok()
}

/// What a folder holds.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The database it belongs to.
    pub(crate) mark: Option<String>,
    /// The newest change known to be committed; 0 when none is.
    committed: i64,
    /// Runs and id files with the change they were written for.
    files: BTreeMap<String, i64>,
}

/// Looks into a folder.
pub(crate) fn look(folder: &Path) -> Result<Found, EventsError> {
    Found::new(folder, read(folder, MARK)?, read(folder, COMMITTED)?, names(folder)?)
}

/// The log a folder belongs to, where it says so.
pub(crate) fn owner(folder: &Path) -> Result<Option<String>, EventsError> {
    read(folder, MARK)
}

/// What a small file says; `None` when it is not there.
fn read(folder: &Path, name: &str) -> Result<Option<String>, EventsError> {
    let path = folder.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(EventsError::file(&path)(error)),
    }
}

fn names(folder: &Path) -> Result<Vec<String>, EventsError> {
    let mut names = Vec::new();
    for entry in folder.read_dir().map_err(EventsError::file(folder))? {
        let entry = entry.map_err(EventsError::file(folder))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

impl Found {
    /// What it is that a place says and holds.
    pub(crate) fn new(
        place: &Path,
        mark: Option<String>,
        committed: Option<String>,
        names: Vec<String>,
    ) -> Result<Self, EventsError> {
        let committed = match committed {
            None => 0,
            // Damaged is not the same as missing: it must not switch the protection off.
            Some(text) => text.parse().map_err(|_| {
                let why = "it should hold one number; bring it back from a backup";
                EventsError::file(&place.join(COMMITTED))(Error::new(ErrorKind::InvalidData, why))
            })?,
        };
        let changes = names.into_iter().filter_map(|name| Some((change(&name)?, name)));
        let files = changes.map(|(change, name)| (name, change)).collect();
        Ok(Self { mark, committed, files })
    }

    /// Whether it holds files and does not say whose.
    pub(crate) fn is_unmarked(&self) -> bool {
        self.mark.is_none() && !self.files.is_empty()
    }

    /// Whether it holds no file of a log.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Files written for a change that never came about.
    pub(crate) fn unborn(&self, snapshot: i64) -> BTreeMap<String, i64> {
        let unborn = self.files.iter().filter(|(_, change)| **change > snapshot);
        unborn.map(|(name, change)| (name.clone(), *change)).collect()
    }

    /// Whether there is nothing in it that a database must know of.
    pub(crate) fn is_new(&self) -> bool {
        self.mark.is_none() && self.files.is_empty()
    }

    /// Whether the folder is the one a database knows.
    ///
    /// # Errors
    /// [`EventsError::Mismatch`] with the reason when it is not.
    pub(crate) fn check(&self, folder: &Path, catalogue: &Catalogue) -> Result<(), EventsError> {
        let mismatch = |why: String| Err(EventsError::Mismatch { folder: folder.to_owned(), why });
        let live = &catalogue.files;
        match &self.mark {
            Some(mark) if *mark != catalogue.log => {
                return mismatch("it was filled with another one".to_owned());
            }
            Some(_) => {}
            None if !self.files.is_empty() && live.is_empty() => {
                return mismatch("it holds events and the database knows none".to_owned());
            }
            // Every log has files of these names: without the mark they must be the very files.
            None => {
                for file in live.iter().filter(|file| self.files.contains_key(&file.name)) {
                    let path = folder.join(&file.name);
                    let len = path.metadata().map_err(EventsError::file(&path))?.len();
                    if len != file.bytes {
                        let name = &file.name;
                        return mismatch(format!("{name} is not the one the database knows"));
                    }
                }
            }
        }
        if !live.is_empty() && !live.iter().any(|file| self.files.contains_key(&file.name)) {
            return mismatch("the database knows events and it holds none of them".to_owned());
        }
        let newest = self.files.values().max().copied().unwrap_or(0);
        let known = catalogue.snapshot;
        // One number above may be what a crash left, unless that change is known to be committed.
        if newest > known + 1 || self.committed > known {
            let newest = newest.max(self.committed);
            return mismatch(format!(
                "the database is older: it knows changes up to number {known}, the folder those \
                 up to number {newest}"
            ));
        }
        Ok(())
    }
}

/// Notes which database a folder belongs to.
pub(crate) fn mark(folder: &Path, log: &str, _held: &WriteLock) -> Result<(), EventsError> {
    write(folder, MARK, log)
}

/// Notes that a change was committed.
pub(crate) fn note_committed(
    folder: &Path,
    change: i64,
    _held: &WriteLock,
) -> Result<(), EventsError> {
    write(folder, COMMITTED, &change.to_string())
}

/// Writes a small file whole or not at all: one cut short would shut the folder for ever.
fn write(folder: &Path, name: &str, text: &str) -> Result<(), EventsError> {
    let new = folder.join(format!("{name}.new"));
    let mut file = File::create(&new).map_err(EventsError::file(&new))?;
    writeln!(file, "{text}").map_err(EventsError::file(&new))?;
    file.sync_all().map_err(EventsError::file(&new))?;
    let path = folder.join(name);
    std::fs::rename(&new, &path).map_err(EventsError::file(&path))?;
    sync(folder)
}

/// Removes what a crash left, files written for a change that never happened, and what nobody
/// reads any more. The catalogue's own change is committed; if a
/// crash came before that was noted, it is noted now.
pub(crate) fn remove_leftovers(
    folder: &Path,
    catalogue: &Catalogue,
    held: &WriteLock,
) -> Result<BTreeSet<String>, EventsError> {
    let found = look(folder)?;
    found.check(folder, catalogue)?;
    if found.committed < catalogue.snapshot {
        note_committed(folder, catalogue.snapshot, held)?;
    }
    let unborn: BTreeSet<String> = found.unborn(catalogue.snapshot).into_keys().collect();
    let leftovers: Vec<PathBuf> = unborn
        .iter()
        .chain(catalogue.unwanted.iter().filter(|name| found.files.contains_key(*name)))
        .map(|name| folder.join(name))
        .collect();
    for path in &leftovers {
        std::fs::remove_file(path).map_err(EventsError::file(path))?;
    }
    if !leftovers.is_empty() {
        sync(folder)?;
    }
    Ok(unborn)
}

/// Removes spilled parts. Who holds the lock has none yet: they are those of a process that
/// was killed.
pub(crate) fn remove_spills(folder: &Path, _held: &WriteLock) -> Result<(), EventsError> {
    remove_named(folder, SPILL)
}

/// Removes files whose names begin so.
pub(crate) fn remove_named(folder: &Path, prefix: &str) -> Result<(), EventsError> {
    for name in names(folder)?.iter().filter(|name| name.starts_with(prefix)) {
        let path = folder.join(name);
        std::fs::remove_file(&path).map_err(EventsError::file(&path))?;
    }
    Ok(())
}

/// Makes the names of new files durable.
pub(crate) fn sync(folder: &Path) -> Result<(), EventsError> {
    let file = File::open(folder).map_err(EventsError::file(folder))?;
    file.sync_all().map_err(EventsError::file(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{FileRow, Kind};

    fn catalogue(snapshot: i64, names: &[&str]) -> Catalogue {
        let row = |name: &&str| FileRow {
            name: (*name).to_owned(),
            number: 0,
            kind: Kind::Run,
            bucket: 0,
            rows: 1,
            bytes: 3,
            age: crate::rows::Age::default(),
        };
        Catalogue {
            log: "ours".to_owned(),
            snapshot,
            buckets: 16,
            files: names.iter().map(row).collect(),
            unwanted: Vec::new(),
            versions: vec![0; 16],
            rewritten: vec![0; 16],
            derived: 0,
        }
    }

    /// Mark, committed change, files, snapshot of the database, live files: and whether they fit.
    type Case<'a> = (Option<&'a str>, i64, &'a [&'a str], i64, &'a [&'a str], bool);

    #[test]
    fn a_folder_opens_with_its_own_database_only() {
        let one = "run-00000001-000.parquet";
        let two = "run-00000002-000.parquet";
        let four = "ids-00000004.bin";
        let cases: &[Case<'_>] = &[
            (None, 0, &[], 0, &[], true),
            (Some("ours"), 0, &[], 0, &[], true),
            (Some("theirs"), 0, &[], 0, &[], false),
            (Some("theirs"), 1, &[one], 1, &[one], false),
            (None, 0, &[one], 0, &[], false),
            (None, 1, &[one], 1, &[one], true),
            (None, 0, &[], 1, &[one], false),
            (Some("ours"), 1, &[], 1, &[one], false),
            // One file of several is lost: reading will name it, the rest stays usable.
            (Some("ours"), 2, &[one], 2, &[one, two], true),
            // What a crash leaves, and what an older copy of the database does not know.
            (Some("ours"), 1, &[one, two], 1, &[one], true),
            (Some("ours"), 3, &[one, four], 3, &[one], true),
            (Some("ours"), 2, &[one, four], 2, &[one], false),
            (Some("ours"), 2, &[one, two], 1, &[one], false),
            (Some("ours"), 2, &[one], 1, &[one], false),
            // A crash came between a commit and its note.
            (Some("ours"), 1, &[one, two], 2, &[one, two], true),
        ];
        for (of, committed, files, snapshot, live, fits) in cases {
            let folder = tempfile::tempdir().unwrap();
            let held = WriteLock::take(folder.path()).unwrap();
            if let Some(log) = of {
                mark(folder.path(), log, &held).unwrap();
            }
            note_committed(folder.path(), *committed, &held).unwrap();
            for name in *files {
                std::fs::write(folder.path().join(name), "abc").unwrap();
            }
            let found = look(folder.path()).unwrap();
            let checked = found.check(folder.path(), &catalogue(*snapshot, live));
            let case = format!("{of:?} {committed} {files:?} {snapshot} {live:?}");
            assert_eq!(checked.is_ok(), *fits, "{case}");
        }
    }

    #[test]
    fn without_its_mark_a_folder_must_hold_the_very_files() {
        let folder = tempfile::tempdir().unwrap();
        let name = "run-00000001-000.parquet";
        std::fs::write(folder.path().join(name), "abcd").unwrap();
        let found = look(folder.path()).unwrap();
        assert!(found.check(folder.path(), &catalogue(1, &[name])).is_err());
    }

    #[test]
    fn a_spoilt_note_of_what_was_committed_is_not_taken_for_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(COMMITTED), "").unwrap();
        let refused = look(folder.path()).unwrap_err().to_string();
        assert!(refused.contains(COMMITTED) && refused.contains("backup"), "{refused}");
    }

    #[test]
    fn only_what_a_crash_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let held = WriteLock::take(folder.path()).unwrap();
        let path = |name: &str| folder.path().join(name);
        let all = [
            "run-00000001-000.parquet",
            "run-00000002-000.parquet",
            "run-00000003-000.parquet",
            "ids-00000004.bin",
            "run-00000004-015.parquet",
            "run-of-the-mill.txt",
        ];
        for name in all {
            std::fs::write(path(name), "abc").unwrap();
        }
        let mut known = catalogue(3, &[all[2]]);
        known.unwanted = vec![all[0].to_owned(), "run-00000002-009.parquet".to_owned()];
        mark(folder.path(), "ours", &held).unwrap();
        remove_leftovers(folder.path(), &known, &held).unwrap();
        let left: Vec<&str> = all.into_iter().filter(|name| path(name).exists()).collect();
        // Nobody knows where the second comes from: it stays.
        assert_eq!(left, [all[1], all[2], all[5]]);
        assert_eq!(look(folder.path()).unwrap().committed, 3);

        // Refused before anything is removed.
        std::fs::write(path("run-00000009-000.parquet"), "abc").unwrap();
        std::fs::write(path("ids-00000004.bin"), "abc").unwrap();
        assert!(remove_leftovers(folder.path(), &known, &held).is_err());
        assert!(path("ids-00000004.bin").exists());
    }
}

//! A change of the log, as it is committed: which files come and which go.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::rows::{Age, FileRow};
use crate::run::RunInfo;

/// What one transaction does to the catalogue. The files that come are written and durable.
#[derive(Debug, Default)]
pub(crate) struct Change {
    /// The number of the change before: this one happens only right after it.
    pub(crate) base: i64,
    pub(crate) runs: Vec<RunInfo>,
    /// A file of ids and how many it holds.
    pub(crate) ids: Option<(PathBuf, u64)>,
    /// Files whose place others have taken.
    pub(crate) replaced: Vec<FileRow>,
    /// The buckets that hold something else afterwards.
    pub(crate) touched: Vec<u16>,
    /// Whether events leave those buckets, or come from others, rather than being new.
    pub(crate) rewrites: bool,
    /// Whether what was before may not be read any more, by nobody.
    pub(crate) forgets: bool,
}

impl Change {
    pub(crate) fn number(&self) -> i64 {
        self.base + 1
    }

    /// How old the events of a bucket's new run are.
    pub(crate) fn age_of(&self, bucket: u16) -> Age {
        let here = self.replaced.iter().filter(|file| file.is_run() && file.bucket == bucket);
        let old = here.map(|file| file.age).reduce(Age::and);
        // A merge brings nothing new.
        let new = (old.is_none() || self.touched.contains(&bucket)).then(|| Age::of(self.number()));
        old.into_iter().chain(new).reduce(Age::and).unwrap_or_default()
    }

    /// Whether the log is the same afterwards, and so is what can be read of its past.
    pub(crate) fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.ids.is_none() && self.replaced.is_empty() && !self.forgets
    }

    /// What a change of this kind is called in the catalogue.
    pub(crate) fn words(&self) -> &'static str {
        let adds = !self.runs.is_empty();
        let takes = self.replaced.iter().any(FileRow::is_run);
        match (adds, takes) {
            (true, true) => "inserted_into_table:1,deleted_from_table:1",
            (false, true) => "deleted_from_table:1",
            (true, false) => "inserted_into_table:1",
            (false, false) => "",
        }
    }
}

/// What a file of the log is called in the catalogue.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The oldest snapshot that must stay when none is needed that was past before a moment.
pub(crate) fn oldest_kept(snapshots: &[(i64, DateTime<Utc>)], moment: DateTime<Utc>) -> i64 {
    let then = snapshots.iter().take_while(|(_, time)| *time <= moment).last();
    then.or(snapshots.first()).map_or(0, |(number, _)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_current_since_then_stays() {
        let at = |minute: i64| DateTime::from_timestamp(minute * 60, 0).unwrap();
        let snapshots = [(3, at(0)), (4, at(10)), (5, at(20))];
        for (moment, oldest) in [(-1, 3), (0, 3), (9, 3), (10, 4), (19, 4), (20, 5), (90, 5)] {
            assert_eq!(oldest_kept(&snapshots, at(moment)), oldest, "{moment}");
        }
    }
}

//! Which files are merged, and merging them.
//!
//! A log stays quick to read and to open because its files stay few: a bucket never has many
//! more than [`MANY_FILES`] runs, however often something is imported. And few are open at a
//! time while they are merged, however many there are.

use std::path::{Path, PathBuf};

use crate::bulk::{in_parallel, threads};
use crate::change::Change;
use crate::folder;
use crate::rows::{Catalogue, FileRow, Kind};
use crate::{EventsError, ids, merge};

/// A bucket with more runs than this is merged, those that are new to what is derived for
/// themselves; so are the id files.
const MANY_FILES: usize = 6;
/// A file this many times as large as all smaller ones together is left as it is.
const APART: u64 = 4;
/// Files that are open at a time for one merge.
pub(crate) const AT_ONCE: usize = 32;
/// Merges that run at a time.
const THREADS: usize = 4;

/// Which files are merged next.
#[derive(Debug)]
pub(crate) struct MergePlan {
    base: i64,
    buckets: Vec<Vec<FileRow>>,
    ids: Vec<FileRow>,
}

impl MergePlan {
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        let of = |kind: Kind, bucket: u16, which: &dyn Fn(&FileRow) -> bool| {
            let files = catalogue.files.iter();
            let here = files.filter(|f| f.kind == kind && f.bucket == bucket && which(f));
            chosen(here.cloned().collect())
        };
        // What is derived is brought up to date from new files alone as long as they hold nothing
        // but new events.
        let is_known = |file: &FileRow| file.age.newest <= catalogue.derived;
        Self {
            base: catalogue.snapshot,
            buckets: (0..catalogue.buckets)
                .map(|bucket| {
                    let known = of(Kind::Run, bucket, &is_known);
                    let new = || of(Kind::Run, bucket, &|file| !is_known(file));
                    if known.is_empty() { new() } else { known }
                })
                .filter(|files| !files.is_empty())
                .collect(),
            ids: of(Kind::Ids, 0, &|_| true),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.buckets.is_empty() && self.ids.is_empty()
    }

    /// Runs that this plan merges.
    pub(crate) fn runs(&self) -> u64 {
        self.buckets.iter().map(|files| files.len() as u64).sum()
    }

    /// Writes the files that take the place of the planned ones.
    pub(crate) fn write(self, to: &Path) -> Result<Change, EventsError> {
        let change = self.base + 1;
        let jobs = self.buckets.iter().collect();
        let runs = in_parallel(jobs, threads().min(THREADS), |files: &Vec<FileRow>| {
            let bucket = files.first().map_or(0, |file| file.bucket);
            let sources: Vec<(PathBuf, u64)> = sources(to, files);
            merge::into_run(&sources, &to.join(folder::run_name(change, bucket)), bucket)
        })?;
        let ids = if self.ids.is_empty() {
            None
        } else {
            let path = to.join(folder::ids_name(change));
            let rows = ids::write(&path, ids::merge(&sources(to, &self.ids))?)?;
            Some((path, rows))
        };
        folder::sync(to)?;
        let replaced = self.buckets.into_iter().flatten().chain(self.ids).collect();
        // What a bucket holds stays the same.
        Ok(Change { base: self.base, runs, ids, replaced, ..Change::default() })
    }
}

fn sources(folder: &Path, files: &[FileRow]) -> Vec<(PathBuf, u64)> {
    files.iter().map(|file| (folder.join(&file.name), file.rows)).collect()
}

/// The files worth merging: the smallest ones, without those that are more than [`APART`]
/// times as large as all smaller ones together, so that each event is rewritten a logarithmic
/// number of times. No more than [`AT_ONCE`]; the others have their turn afterwards.
fn chosen(mut files: Vec<FileRow>) -> Vec<FileRow> {
    if files.len() <= MANY_FILES {
        return Vec::new();
    }
    files.sort_by_key(|file| file.rows);
    let mut rest: u64 = files.iter().map(|file| file.rows).sum();
    while let Some(largest) = files.last() {
        rest -= largest.rows;
        if largest.rows <= rest * APART {
            break;
        }
        files.pop();
    }
    files.truncate(AT_ONCE);
    if files.len() < 2 { Vec::new() } else { files }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(rows: u64) -> FileRow {
        let name = format!("{rows}");
        let age = crate::rows::Age::default();
        FileRow { number: 0, name, kind: Kind::Run, bucket: 0, rows, bytes: 0, age }
    }

    fn sizes(of: &[u64]) -> Vec<u64> {
        chosen(of.iter().copied().map(file).collect()).iter().map(|file| file.rows).collect()
    }

    #[test]
    fn small_files_are_merged_whatever_stands_beside_them() {
        assert_eq!(sizes(&[5; 6]), [] as [u64; 0]);
        assert_eq!(sizes(&[5; 7]), [5; 7]);
        // A gap from below does not keep the others apart.
        let mut uneven = vec![1];
        uneven.extend([100; 20]);
        assert_eq!(sizes(&uneven), uneven);
        assert_eq!(sizes(&[1, 100, 100, 100, 100, 100, 100]), [1, 100, 100, 100, 100, 100, 100]);
        // What is much larger than the rest together stays.
        assert_eq!(sizes(&[9_000, 1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(sizes(&[9_000, 90_000, 1, 2, 3, 4, 5]), [1, 2, 3, 4, 5]);
        // 4 times is not more than 4 times.
        assert_eq!(sizes(&[1, 1, 1, 1, 1, 1, 24]).len(), 7);
        assert_eq!(sizes(&[1, 1, 1, 1, 1, 1, 25]).len(), 6);
        // Each is more than four times the smaller ones: nothing is gained.
        assert_eq!(sizes(&[1, 5, 25, 125, 625, 3_125, 15_625]), [] as [u64; 0]);
        assert_eq!(sizes(&[1, 4, 25, 125, 625, 3_125, 15_625]), [1, 4]);
        // The smallest go first when there are too many.
        let many: Vec<u64> = (1..=100).collect();
        assert_eq!(sizes(&many), (1..=32).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn merging_ends_with_few_files(
            mut rows in proptest::collection::vec((0_u32..20).prop_map(|e| 1_u64 << e), 1..300)
        ) {
            let (whole, mut passes) = (rows.iter().sum::<u64>(), 0);
            loop {
                let merged = sizes(&rows);
                if merged.is_empty() {
                    break;
                }
                passes += 1;
                prop_assert!(passes < 300);
                for size in &merged {
                    let place = rows.iter().position(|rows| rows == size).unwrap();
                    rows.swap_remove(place);
                }
                rows.push(merged.iter().sum());
            }
            prop_assert_eq!(rows.iter().sum::<u64>(), whole);
            // Files that stand apart grow fivefold from one to the next: 300 << 20 rows are
            // reached after a dozen.
            prop_assert!(rows.len() <= 15, "{} files are left", rows.len());
        }
    }
}

//! The count of messages begun, kept a second time beside the database.
//!
//! "At most once" holds within one history of the database. Copying yesterday's database back
//! begins another one: what was sent since waits again there. So the database counts every mark
//! `sending`, and this file in the data folder is told the count after the commit and before
//! the first byte. A file that knows of more marks than the database says that the database is
//! an older copy; then nothing that could have been sent is sent (see
//! [`Worker`](crate::Worker)).
//!
//! The file also names the campaigns that have begun, because an older copy may hold one that
//! was not launched yet. It must not be copied back together with the database.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The name of the file in the data folder.
pub const FILE: &str = "sending-marks";

/// The file, and what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marker {
    path: PathBuf,
    /// Messages that were ever begun; never goes back.
    pub(crate) marks: u64,
    /// Campaigns of which a message was ever begun.
    pub(crate) campaigns: BTreeSet<String>,
}

impl Marker {
    /// Reads the file of a data folder; without one nothing was begun.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let mut lines = text.lines();
        let marks = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or_default();
        let campaigns = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Ok(Self { path, marks, campaigns })
    }

    /// Notes a count and the campaigns it came from. The count stands in the first line at a
    /// fixed width and is written in place, campaigns are appended: a process that is killed
    /// leaves no half of a file.
    pub(crate) fn note<'a>(
        &mut self,
        marks: u64,
        campaigns: impl Iterator<Item = &'a str>,
    ) -> io::Result<()> {
        self.marks = self.marks.max(marks);
        let mut file =
            OpenOptions::new().create(true).write(true).truncate(false).open(&self.path)?;
        file.write_all(format!("{:020}\n", self.marks).as_bytes())?;
        for campaign in campaigns {
            if self.campaigns.insert(campaign.to_owned()) {
                let mut end = OpenOptions::new().append(true).open(&self.path)?;
                end.write_all(format!("{campaign}\n").as_bytes())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_never_goes_back_and_campaigns_stand_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut marker = Marker::open(folder.path()).unwrap();
        assert_eq!((marker.marks, marker.campaigns.len()), (0, 0));
        for (marks, campaign, expected) in [(7, "a", 7), (9, "b", 9), (3, "a", 9), (12, "b", 12)] {
            marker.note(marks, [campaign].into_iter()).unwrap();
            assert_eq!(Marker::open(folder.path()).unwrap(), marker);
            assert_eq!(marker.marks, expected);
        }
        assert!(marker.campaigns.iter().eq(["a", "b"]));
    }
}

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
//!
//! A folder without the file is new or was moved; a file that says no count is damaged, and
//! taking it for "nothing was begun" would trust any database. So it is on the disk before a
//! byte goes out, and what cannot be read is an error.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::token::Token;

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
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { path, ..Self::default() });
            }
            Err(error) => return Err(error),
        };
        let text = String::from_utf8(bytes).map_err(|_| spoilt())?;
        let mut lines = text.lines();
        let marks = lines.next().and_then(count).ok_or_else(spoilt)?;
        let campaigns = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Ok(Self { path, marks, campaigns })
    }

    /// Notes a count and the campaigns it came from. The count stands in the first line at a
    /// fixed width and is written in place, campaigns are appended: a process that is killed
    /// leaves no half of a file. A first file gets its name only with its count in it, because
    /// another worker on this folder may read it at any time.
    pub(crate) fn note<'a>(
        &mut self,
        marks: u64,
        campaigns: impl Iterator<Item = &'a str>,
    ) -> io::Result<()> {
        self.marks = self.marks.max(marks);
        let line = format!("{:0DIGITS$}\n", self.marks);
        let mut file = match OpenOptions::new().write(true).open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.begin(&line)?,
            Err(error) => return Err(error),
        };
        file.write_all(line.as_bytes())?;
        for campaign in campaigns {
            if self.campaigns.insert(campaign.to_owned()) {
                let mut end = OpenOptions::new().append(true).open(&self.path)?;
                end.write_all(format!("{campaign}\n").as_bytes())?;
            }
        }
        file.sync_data()
    }

    /// Makes the file; gives it open at its beginning.
    fn begin(&self, line: &str) -> io::Result<File> {
        // A name of its own: two workers may begin at the same time.
        let word = Token::random(&mut rand::rng()).text();
        let new = self.path.with_extension(format!("{word}.new"));
        std::fs::write(&new, line)?;
        std::fs::rename(&new, &self.path)?;
        OpenOptions::new().write(true).open(&self.path)
    }
}

/// How wide the count is written.
const DIGITS: usize = 20;

fn count(line: &str) -> Option<u64> {
    let whole = line.len() == DIGITS && line.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| line.parse().ok()).flatten()
}

fn spoilt() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "its first line is not the count of the mails that were begun, so nobody knows whether \
         the database is newer; stop the server, run `sog restored`, then remove the file",
    )
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
        let files = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(files, 1, "nothing stays behind");
    }

    #[test]
    fn a_spoilt_file_is_no_new_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let spoilt: [&[u8]; 8] = [
            b"",
            b"\n",
            b"7\n",
            b"0000000000000000000",
            b"+0000000000000000007\ncampaign\n",
            b"99999999999999999999\n",
            b"campaign\n00000000000000000007\n",
            b"\xff\xfe00000000000000000007\n",
        ];
        for bytes in spoilt {
            std::fs::write(&file, bytes).unwrap();
            let error = Marker::open(folder.path()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{bytes:?}");
            assert!(error.to_string().contains("sog restored"), "{error}");
        }
        std::fs::write(&file, b"00000000000000000007").unwrap();
        assert_eq!(Marker::open(folder.path()).unwrap().marks, 7);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(Marker::open(folder.path()).unwrap().marks, 0);
    }
}

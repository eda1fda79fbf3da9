//! How the kept pictures of a bucket are written down.
//!
//! A *whole* file holds the pictures of all customers of a bucket. A file of *changes* beside it
//! holds those that are others since then, and what the bucket comes to as a whole: so a refresh
//! after few new events writes little. Both look the same. Numbers are little endian:
//!
//! | Bytes | What |
//! |---|---|
//! | 8 | `SOGPICT` and a line feed |
//! | 4 | version of this format |
//! | 4 | version of the fold ([`FOLD_VERSION`]) |
//! | 8 | hash of the settings the contents depend on (the zone) |
//! | 8 | bucket |
//! | 8 | version of the bucket in the event log that the whole file shows |
//! | 8 | version of the bucket that this file shows: another one in a file of changes |
//! | 8 | where the directory begins |
//! | 8 | its length |
//! | 8 | checksum of all before and of the directory |
//!
//! Then come sections, and the directory at the end says where each lies, how long it is, and its
//! checksum: the pictures in parts of a few customers ([`read`]), so that one is found without
//! reading the others; the names of the customers; their orders by time ([`orders`]), for
//! questions that need nothing else; and the figures of the bucket.
//!
//! A file is written under another name, made durable, and then renamed: under its own name it
//! is always whole. The row that names it holds the checksum too, so a row and a file of two
//! different histories (half a backup brought back) do not pass for each other.

pub(crate) mod orders;
pub(crate) mod read;
pub(crate) mod write;

use std::fs::File;
use std::path::Path;

use serde::{Deserialize, Serialize};
use vocab::Zone;

use crate::CustomersError;
use crate::bucket::Contents;
use crate::rows::PictureFile;
use crate::state::{FOLD_VERSION, PictureState};

pub(crate) use read::Kept;

const MAGIC: &[u8; 8] = b"SOGPICT\n";
const FORMAT: u32 = 2;
const HEADER: usize = 72;
/// Where in the header the checksum stands.
const CHECKSUM: usize = HEADER - 8;

/// Name of a file that is not finished.
pub(crate) const UNFINISHED: &str = "tmp";
/// Extension of a whole file.
pub(crate) const WHOLE: &str = "pictures";
/// Extension of a file of changes.
pub(crate) const CHANGES: &str = "changes";

/// FNV-1a of 64 bits (Fowler, Noll, Vo): finds damage, keeps no secret.
pub(crate) fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(BASIS, |hash, byte| fnv_step(hash, u64::from(byte)))
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv_step(hash: u64, word: u64) -> u64 {
    (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The same eight bytes at a time, for long texts: each step can be undone, so no single change
/// goes unnoticed.
fn checksum(parts: &[&[u8]]) -> u64 {
    let mut hash = BASIS;
    for part in parts {
        let (words, rest) = part.as_chunks::<8>();
        for word in words {
            // Lower bits never hear of higher ones by multiplying alone.
            hash = fnv_step(hash, u64::from_le_bytes(*word)).rotate_left(23);
        }
        hash = rest.iter().fold(hash, |hash, byte| fnv_step(hash, u64::from(*byte)));
        hash = fnv_step(hash, part.len() as u64);
    }
    hash
}

/// Which contents a file must hold to be fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    fold: u32,
    settings: u64,
    bucket: u64,
    base: i64,
    pub(crate) version: i64,
}

impl Stamp {
    /// For all pictures of a bucket at a version of the log, folded by this program in this zone.
    pub(crate) fn new(bucket: u16, version: i64, zone: Zone) -> Self {
        let settings = fnv(zone.to_string().into_bytes());
        Self { fold: FOLD_VERSION, settings, bucket: u64::from(bucket), base: version, version }
    }

    /// For those that are others at a later version.
    pub(crate) fn changes(self, version: i64) -> Self {
        Self { version, ..self }
    }

    pub(crate) fn bucket(&self) -> i64 {
        self.bucket.cast_signed()
    }

    /// The name of the file: the same contents always have the same name.
    pub(crate) fn name(&self) -> String {
        let Self { fold, settings, bucket, base, version } = self;
        if base == version {
            format!("{bucket:03}-{version:08}-{fold}-{settings:016x}.{WHOLE}")
        } else {
            format!("{bucket:03}-{base:08}-{version:08}-{fold}-{settings:016x}.{CHANGES}")
        }
    }

    /// Whether they are pictures of the same bucket, fold and settings.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (self.fold, self.settings, self.bucket) == (other.fold, other.settings, other.bucket)
    }
}

/// Where something lies in the file.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Section {
    at: u64,
    length: u64,
    /// Length before compression; 0 where it is not compressed.
    plain: u64,
    checksum: u64,
}

/// Pictures of customers that follow each other.
#[derive(Debug, Serialize, Deserialize)]
struct Part {
    /// The first of them.
    first: Box<str>,
    section: Section,
}

/// What lies where.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Directory {
    customers: u32,
    parts: Vec<Part>,
    names: Section,
    orders: Vec<orders::Part>,
    figures: Section,
}

/// The open files of a bucket: the whole one, and the changes since if there are some.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) whole: Kept,
    pub(crate) changes: Option<Kept>,
}

impl Files {
    /// Opens the files a row names and reads them to the end, so that damage is noticed.
    pub(crate) fn read(folder: &Path, row: &PictureFile) -> Result<Self, CustomersError> {
        Self::open_by(row, |name, checksum| Kept::read(&folder.join(name), checksum))
    }

    /// Opens the files a row names; what is read of them is checked then.
    pub(crate) fn open(folder: &Path, row: &PictureFile) -> Result<Self, CustomersError> {
        Self::open_by(row, |name, checksum| Kept::open(&folder.join(name), checksum))
    }

    fn open_by(
        row: &PictureFile,
        open: impl Fn(&str, i64) -> Result<Kept, CustomersError>,
    ) -> Result<Self, CustomersError> {
        let whole = open(&row.path, row.checksum)?;
        let changes = (!row.changes.is_empty())
            .then(|| open(&row.changes, row.changes_checksum))
            .transpose()?;
        Ok(Self { whole, changes })
    }

    /// The file with the newest figures.
    pub(crate) fn newest(&self) -> &Kept {
        self.changes.as_ref().unwrap_or(&self.whole)
    }

    /// Everything.
    pub(crate) fn contents(&self) -> Result<Contents, CustomersError> {
        let mut states = self.whole.states()?;
        if let Some(changes) = &self.changes {
            states = overlay(states, changes.states()?);
        }
        Ok(Contents { states, figures: self.newest().figures()? })
    }
}

/// Reads a bucket's contents from the files a row names.
pub(crate) fn contents(folder: &Path, row: &PictureFile) -> Result<Contents, CustomersError> {
    Files::read(folder, row)?.contents()
}

/// The pictures of customers, with others in the place of some; both sorted by customer.
pub(crate) fn overlay(whole: Vec<PictureState>, newer: Vec<PictureState>) -> Vec<PictureState> {
    let mut merged = Vec::with_capacity(whole.len() + newer.len());
    let mut newer = newer.into_iter().peekable();
    for state in whole {
        while let Some(new) = newer.next_if(|new| new.customer() < state.customer()) {
            merged.push(new);
        }
        let same = newer.next_if(|new| new.customer() == state.customer());
        merged.push(same.unwrap_or(state));
    }
    merged.extend(newer);
    merged
}

/// Makes the names of new files durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), CustomersError> {
    let file = File::open(folder).map_err(CustomersError::file(folder))?;
    file.sync_all().map_err(CustomersError::file(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bucket::Figures;
    use crate::fold::Fold;
    use crate::testing::blank;
    use vocab::{Amount, EventKind};

    /// So many customers with two orders each.
    fn contents_of(customers: u32) -> Contents {
        let state = |number: u32| {
            let mut state = PictureState::named(&format!("C{number:05}")).unwrap();
            for order in 0..2 {
                let reference = format!("R{number}-{order}");
                let amount = Some(Amount::from_micros(i128::from(number) + 1));
                let time = i64::from(number * 7 + order);
                state.update(&events::EventRef {
                    reference: &reference,
                    amount,
                    ..blank(time, EventKind::Sale)
                });
            }
            state.rest();
            state
        };
        let figures = Figures { events: u64::from(customers) * 2, ..Figures::default() };
        Contents { states: (0..customers).map(state).collect(), figures }
    }

    #[test]
    fn a_file_gives_back_what_it_got_and_notices_damage() {
        let folder = tempfile::tempdir().unwrap();
        let contents = contents_of(3);
        let stamp = Stamp::new(3, 17, Zone::BERLIN);
        let (len, checksum) = write::write(folder.path(), &stamp, &contents).unwrap();
        let path = folder.path().join(stamp.name());
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(bytes.len() as u64, len);
        let read = |checksum| {
            let whole = Kept::read(&path, checksum)?;
            Files { whole, changes: None }.contents()
        };
        assert_eq!(read(checksum).unwrap(), contents);
        assert!(Kept::read(&path, checksum).unwrap().shows(&stamp));
        assert!(read(checksum ^ 1).is_err());
        let later = Stamp::new(3, 18, Zone::BERLIN);
        let elsewhere = Stamp::new(3, 17, Zone(chrono_tz::UTC));
        for other in [later, elsewhere, stamp.changes(18)] {
            assert!(!Kept::read(&path, checksum).unwrap().shows(&other));
        }
        // No byte may change unnoticed, and no end may be missing.
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x40;
            std::fs::write(&path, &changed).unwrap();
            assert!(read(checksum).is_err(), "byte {at}");
        }
        for len in 0..bytes.len() {
            std::fs::write(&path, &bytes[..len]).unwrap();
            assert!(read(checksum).is_err(), "length {len}");
        }
    }

    #[test]
    fn pictures_and_orders_are_found_among_many() {
        let folder = tempfile::tempdir().unwrap();
        let contents = contents_of(20_000);
        let stamp = Stamp::new(0, 1, Zone::BERLIN);
        let (_, checksum) = write::write(folder.path(), &stamp, &contents).unwrap();
        let kept = Kept::open(&folder.path().join(stamp.name()), checksum).unwrap();
        let mut look = kept.look();
        for (name, known) in
            [("C", false), ("C00000", true), ("C12345", true), ("C12345x", false), ("D", false)]
        {
            let found = look.find(name).unwrap();
            assert_eq!(found.map(|state| state.customer().as_str()), known.then_some(name));
        }
        let names = kept.names().unwrap();
        assert_eq!((names.len(), names.get(19_999)), (20_000, "C19999"));
        assert_eq!(names.find("C00077"), Some(77));
        assert_eq!(names.find("C00077a"), None);
        for since in [i64::MIN, 70_000, 139_990, i64::MAX] {
            let mut found = Vec::new();
            kept.orders_since(since, &mut |time, customer, gross| {
                found.push((time, customer, gross));
            })
            .unwrap();
            let expected: Vec<_> = (0..20_000_u32)
                .flat_map(|customer| (0..2).map(move |order| (customer, customer * 7 + order)))
                .map(|(customer, time)| (i64::from(time), customer, i128::from(customer) + 1))
                .filter(|(time, ..)| *time >= since)
                .collect();
            assert!(found == expected, "{} orders since {since}", found.len());
        }
    }
}

//! How the kept pictures of a bucket are written down.
//!
//! A fixed header, then the contents as postcard, compressed with zstd. Numbers are little
//! endian:
//!
//! | Bytes | What |
//! |---|---|
//! | 8 | `SOGPICT` and a line feed |
//! | 4 | version of this format |
//! | 4 | version of the fold ([`FOLD_VERSION`]) |
//! | 8 | hash of the settings the contents depend on (the zone) |
//! | 8 | bucket |
//! | 8 | version of the bucket in the event log |
//! | 8 | length of the contents before compression |
//! | 8 | checksum of everything else in the file (FNV-1a, 64 bits) |
//!
//! A file is written under another name, made durable, and then renamed: under its own name it
//! is always whole. The row that names it holds the checksum too, so a row and a file of two
//! different histories (half a backup brought back) do not pass for each other.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use vocab::Zone;

use crate::CustomersError;
use crate::bucket::Contents;
use crate::state::FOLD_VERSION;

const MAGIC: &[u8; 8] = b"SOGPICT\n";
const FORMAT: u32 = 1;
const HEADER: usize = 56;
/// Where in the header the checksum stands.
const CHECKSUM: usize = HEADER - 8;

/// Name of a file that is not finished.
pub(crate) const UNFINISHED: &str = "tmp";
/// Extension of a finished file.
pub(crate) const FINISHED: &str = "pictures";

/// FNV-1a of 64 bits (Fowler, Noll, Vo): finds damage, keeps no secret.
pub(crate) fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Which contents a file must hold to be fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    fold: u32,
    settings: u64,
    bucket: u64,
    version: i64,
}

impl Stamp {
    /// For a bucket at a version of the log, folded by this program in this zone.
    pub(crate) fn new(bucket: u16, version: i64, zone: Zone) -> Self {
        let settings = fnv(zone.to_string().into_bytes());
        Self { fold: FOLD_VERSION, settings, bucket: u64::from(bucket), version }
    }

    /// The name of the file: the same contents always have the same name.
    pub(crate) fn name(&self) -> String {
        let Self { fold, settings, bucket, version } = self;
        format!("{bucket:03}-{version:08}-{fold}-{settings:016x}.{FINISHED}")
    }
}

/// Writes a bucket's contents and makes them durable. Gives length and checksum of the file.
pub(crate) fn write(
    folder: &Path,
    stamp: &Stamp,
    contents: &Contents,
) -> Result<(u64, i64), CustomersError> {
    let (bytes, checksum) = pack(stamp, contents)?;
    store(folder, stamp, &bytes)?;
    Ok((bytes.len() as u64, checksum))
}

/// The bytes of a bucket's file, and its checksum.
pub(crate) fn pack(stamp: &Stamp, contents: &Contents) -> Result<(Vec<u8>, i64), CustomersError> {
    let name = PathBuf::from(stamp.name());
    let plain = postcard::to_stdvec(contents).map_err(|why| CustomersError::damaged(&name, why))?;
    let packed = zstd::bulk::compress(&plain, 1).map_err(CustomersError::file(&name))?;
    let mut file = Vec::with_capacity(HEADER + packed.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&FORMAT.to_le_bytes());
    file.extend_from_slice(&stamp.fold.to_le_bytes());
    file.extend_from_slice(&stamp.settings.to_le_bytes());
    file.extend_from_slice(&stamp.bucket.to_le_bytes());
    file.extend_from_slice(&stamp.version.to_le_bytes());
    file.extend_from_slice(&(plain.len() as u64).to_le_bytes());
    let checksum = fnv(file.iter().chain(&packed).copied());
    file.extend_from_slice(&checksum.to_le_bytes());
    file.extend_from_slice(&packed);
    Ok((file, checksum.cast_signed()))
}

/// Puts a file into its place and makes it durable.
pub(crate) fn store(folder: &Path, stamp: &Stamp, bytes: &[u8]) -> Result<(), CustomersError> {
    let path = folder.join(stamp.name());
    let unfinished = path.with_extension(UNFINISHED);
    let mut file = File::create(&unfinished).map_err(CustomersError::file(&unfinished))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(CustomersError::file(&unfinished))?;
    std::fs::rename(&unfinished, &path).map_err(CustomersError::file(&path))
}

/// The parts of a whole, undamaged file.
struct Whole {
    bytes: Vec<u8>,
    stamp: Stamp,
    plain: usize,
    checksum: i64,
}

fn open(path: &Path) -> Result<Whole, CustomersError> {
    examine(path, std::fs::read(path).map_err(CustomersError::file(path))?)
}

/// Looks whether these are the bytes of a whole file.
fn examine(path: &Path, bytes: Vec<u8>) -> Result<Whole, CustomersError> {
    let damaged = |why: &str| CustomersError::damaged(path, why);
    let mut rest = bytes.as_slice();
    let mut take = |len: usize| {
        let (part, after) = rest.split_at_checked(len)?;
        rest = after;
        Some(part)
    };
    let mut fields = || {
        let magic = take(8)?;
        let format = u32::from_le_bytes(take(4)?.try_into().ok()?);
        let fold = u32::from_le_bytes(take(4)?.try_into().ok()?);
        let mut long = || Some(u64::from_le_bytes(take(8)?.try_into().ok()?));
        let (settings, bucket) = (long()?, long()?);
        let version = long()?.cast_signed();
        let plain = usize::try_from(long()?).ok()?;
        let checksum = long()?;
        Some((magic, format, Stamp { fold, settings, bucket, version }, plain, checksum))
    };
    let (magic, format, stamp, plain, checksum) =
        fields().ok_or_else(|| damaged("it is too short"))?;
    if magic != MAGIC {
        return Err(damaged("it is no picture file"));
    }
    if format != FORMAT {
        return Err(damaged("another version of Sog wrote it"));
    }
    if fnv(bytes[..CHECKSUM].iter().chain(&bytes[HEADER..]).copied()) != checksum {
        return Err(damaged("its checksum does not fit"));
    }
    Ok(Whole { stamp, plain, bytes, checksum: checksum.cast_signed() })
}

/// The checksum of bytes that are a whole file with these contents.
pub(crate) fn checked(stamp: &Stamp, bytes: Vec<u8>) -> Result<(Vec<u8>, i64), CustomersError> {
    let name = PathBuf::from(stamp.name());
    let whole = examine(&name, bytes)?;
    if whole.stamp != *stamp {
        return Err(CustomersError::damaged(&name, "it is of another bucket or version"));
    }
    Ok((whole.bytes, whole.checksum))
}

/// Whether the folder holds a whole file with these contents, the one with this checksum.
pub(crate) fn is_whole(folder: &Path, stamp: &Stamp, checksum: i64) -> bool {
    open(&folder.join(stamp.name()))
        .is_ok_and(|whole| whole.stamp == *stamp && whole.checksum == checksum)
}

/// Reads a bucket's contents from the file with this checksum.
pub(crate) fn read(path: &Path, checksum: i64) -> Result<Contents, CustomersError> {
    let whole = open(path)?;
    if whole.checksum != checksum {
        return Err(CustomersError::damaged(path, "it belongs to another history"));
    }
    if whole.stamp.fold != FOLD_VERSION {
        return Err(CustomersError::damaged(path, "another version of Sog made it"));
    }
    let plain = zstd::bulk::decompress(&whole.bytes[HEADER..], whole.plain)
        .map_err(|why| CustomersError::damaged(path, why))?;
    postcard::from_bytes(&plain).map_err(|why| CustomersError::damaged(path, why))
}

/// Makes the names of new files durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), CustomersError> {
    let file = File::open(folder).map_err(CustomersError::file(folder))?;
    file.sync_all().map_err(CustomersError::file(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_back_what_it_got_and_notices_damage() {
        let folder = tempfile::tempdir().unwrap();
        let state = crate::PictureState::named("13085").unwrap();
        let contents = Contents { states: vec![state], events: 3, ..Default::default() };
        let stamp = Stamp::new(3, 17, Zone::BERLIN);
        let (len, checksum) = write(folder.path(), &stamp, &contents).unwrap();
        let path = folder.path().join(stamp.name());
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(bytes.len() as u64, len);
        assert_eq!(read(&path, checksum).unwrap(), contents);
        assert!(is_whole(folder.path(), &stamp, checksum));
        assert!(!is_whole(folder.path(), &stamp, checksum ^ 1));
        assert!(read(&path, checksum ^ 1).is_err());
        let later = Stamp::new(3, 18, Zone::BERLIN);
        let elsewhere = Stamp::new(3, 17, Zone(chrono_tz::UTC));
        for other in [later, elsewhere] {
            assert!(!is_whole(folder.path(), &other, checksum));
        }
        // No byte may change unnoticed, and no end may be missing.
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x40;
            std::fs::write(&path, &changed).unwrap();
            assert!(read(&path, checksum).is_err(), "byte {at}");
        }
        for len in 0..bytes.len() {
            std::fs::write(&path, &bytes[..len]).unwrap();
            assert!(read(&path, checksum).is_err(), "length {len}");
        }
    }
}

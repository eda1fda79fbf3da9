//! Writing a file of kept pictures.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{
    Directory, FORMAT, HEADER, Kept, MAGIC, Part, Section, Stamp, UNFINISHED, checksum, orders,
};
use crate::CustomersError;
use crate::bucket::Contents;
use crate::fold::number;
use crate::state::PictureState;

/// Pictures that are compressed together: finding one means reading all of them.
const TOGETHER: usize = 64;

/// The file in memory.
struct Writer<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
    pack: zstd::bulk::Compressor<'static>,
}

impl Writer<'_> {
    /// Adds a section as it is.
    fn plain(&mut self, bytes: &[u8]) -> Section {
        let at = self.bytes.len() as u64;
        self.bytes.extend_from_slice(bytes);
        Section { at, length: bytes.len() as u64, plain: 0, checksum: checksum(&[bytes]) }
    }

    /// Adds a compressed section.
    fn packed(&mut self, value: &impl serde::Serialize) -> Result<Section, CustomersError> {
        let plain =
            postcard::to_stdvec(value).map_err(|why| CustomersError::damaged(self.path, why))?;
        let packed = self.pack.compress(&plain).map_err(CustomersError::file(self.path))?;
        Ok(Section { plain: plain.len() as u64, ..self.plain(&packed) })
    }
}

/// Writes contents and makes them durable. Gives length and checksum of the file.
pub(crate) fn write(
    folder: &Path,
    stamp: &Stamp,
    contents: &Contents,
) -> Result<(u64, i64), CustomersError> {
    let (bytes, checksum) = pack(stamp, contents)?;
    let unfinished = unfinished(folder, stamp, &bytes)?;
    finished(folder, stamp, &unfinished)?;
    Ok((bytes.len() as u64, checksum))
}

/// The bytes of a file, and its checksum.
pub(crate) fn pack(stamp: &Stamp, contents: &Contents) -> Result<(Vec<u8>, i64), CustomersError> {
    let path = PathBuf::from(stamp.name());
    let pack = zstd::bulk::Compressor::new(1).map_err(CustomersError::file(&path))?;
    let mut writer = Writer { path: &path, bytes: vec![0; HEADER], pack };
    let mut directory =
        Directory { customers: number(contents.states.len()), ..Directory::default() };
    for states in contents.states.chunks(TOGETHER) {
        let first = states.first().map_or("", |state| state.customer().as_str());
        let section = writer.packed(&states)?;
        directory.parts.push(Part { first: first.into(), section });
    }
    directory.names = writer.plain(&names(&contents.states));
    for (part, bytes) in orders::parts(&contents.states) {
        let section = writer.plain(&bytes);
        directory.orders.push(orders::Part { section, ..part });
    }
    directory.figures = writer.packed(&contents.figures)?;
    let checksum = finish(&mut writer, stamp, &directory)?;
    Ok((writer.bytes, checksum))
}

/// Writes bytes under a name that nobody takes for a file of pictures, and makes them durable.
fn unfinished(folder: &Path, stamp: &Stamp, bytes: &[u8]) -> Result<PathBuf, CustomersError> {
    let path = folder.join(stamp.name()).with_extension(UNFINISHED);
    let mut file = File::create(&path).map_err(CustomersError::file(&path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(CustomersError::file(&path))?;
    Ok(path)
}

fn finished(folder: &Path, stamp: &Stamp, unfinished: &Path) -> Result<(), CustomersError> {
    let path = folder.join(stamp.name());
    std::fs::rename(unfinished, &path).map_err(CustomersError::file(&path))
}

/// Stores the bytes of a file that was packed elsewhere, when every one of them is as it was, and
/// makes them durable.
pub(crate) fn store(
    folder: &Path,
    stamp: &Stamp,
    bytes: &[u8],
    checksum: i64,
) -> Result<(), CustomersError> {
    let unfinished = unfinished(folder, stamp, bytes)?;
    if !Kept::read(&unfinished, checksum)?.shows(stamp) {
        return Err(CustomersError::damaged(&unfinished, "it is of another bucket or version"));
    }
    finished(folder, stamp, &unfinished)
}

/// Adds the directory and fills in the header.
fn finish(
    writer: &mut Writer<'_>,
    stamp: &Stamp,
    directory: &Directory,
) -> Result<i64, CustomersError> {
    let at = writer.bytes.len();
    let directory =
        postcard::to_stdvec(directory).map_err(|why| CustomersError::damaged(writer.path, why))?;
    writer.bytes.extend_from_slice(&directory);
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&FORMAT.to_le_bytes());
    header.extend_from_slice(&stamp.fold.to_le_bytes());
    header.extend_from_slice(&stamp.settings.to_le_bytes());
    header.extend_from_slice(&stamp.bucket.to_le_bytes());
    header.extend_from_slice(&stamp.base.to_le_bytes());
    header.extend_from_slice(&stamp.version.to_le_bytes());
    header.extend_from_slice(&(at as u64).to_le_bytes());
    header.extend_from_slice(&(directory.len() as u64).to_le_bytes());
    let checksum = checksum(&[&header, &directory]);
    header.extend_from_slice(&checksum.to_le_bytes());
    writer.bytes[..HEADER].copy_from_slice(&header);
    Ok(checksum.cast_signed())
}

/// Where each name ends, then the names.
fn names(states: &[PictureState]) -> Vec<u8> {
    let mut end = 0;
    let mut bytes = Vec::new();
    for state in states {
        end += number(state.customer().as_str().len());
        bytes.extend_from_slice(&end.to_le_bytes());
    }
    states.iter().for_each(|state| bytes.extend_from_slice(state.customer().as_str().as_bytes()));
    bytes
}

//! Reading a file of kept pictures: all of it, or what is asked for.

use std::borrow::Cow;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::{CHECKSUM, Directory, FORMAT, HEADER, MAGIC, Section, Stamp, checksum, orders};
use crate::CustomersError;
use crate::bucket::Figures;
use crate::state::{FOLD_VERSION, PictureState};

/// An open file.
#[derive(Debug)]
pub(crate) struct Kept {
    path: PathBuf,
    source: Source,
    pub(crate) stamp: Stamp,
    directory: Directory,
    /// How long the file is.
    pub(crate) bytes: u64,
}

#[derive(Debug)]
enum Source {
    Memory(Vec<u8>),
    File(File),
}

impl Source {
    fn bytes(&self, at: u64, length: u64) -> std::io::Result<Cow<'_, [u8]>> {
        let short = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let length = usize::try_from(length).map_err(|_| short())?;
        match self {
            Self::Memory(bytes) => {
                let from = usize::try_from(at).map_err(|_| short())?;
                let rest = bytes.get(from..).and_then(|rest| rest.get(..length));
                rest.map(Cow::Borrowed).ok_or_else(short)
            }
            Self::File(file) => {
                // A damaged length must not ask for all memory there is.
                if at.saturating_add(length as u64) > file.metadata()?.len() {
                    return Err(short());
                }
                let mut bytes = vec![0; length];
                file.read_exact_at(&mut bytes, at)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }
}

impl Kept {
    /// Opens the file with this checksum; what is read of it is checked then.
    pub(crate) fn open(path: &Path, checksum: i64) -> Result<Self, CustomersError> {
        let file = File::open(path).map_err(CustomersError::file(path))?;
        let bytes = file.metadata().map_err(CustomersError::file(path))?.len();
        Self::of(path, Source::File(file), bytes, checksum)
    }

    /// Reads the file with this checksum to its end and checks all of it.
    pub(crate) fn read(path: &Path, checksum: i64) -> Result<Self, CustomersError> {
        let all = std::fs::read(path).map_err(CustomersError::file(path))?;
        let bytes = all.len() as u64;
        let kept = Self::of(path, Source::Memory(all), bytes, checksum)?;
        let Directory { parts, names, orders, figures, .. } = &kept.directory;
        let sections = parts.iter().map(|part| &part.section);
        let sections = sections.chain(orders.iter().map(|part| &part.section));
        for section in sections.chain([names, figures]) {
            kept.section(section)?;
        }
        Ok(kept)
    }

    fn of(path: &Path, source: Source, bytes: u64, expected: i64) -> Result<Self, CustomersError> {
        let damaged = |why: &str| CustomersError::damaged(path, why);
        let part = |at, length| source.bytes(at, length).map_err(|_| damaged("it is too short"));
        let header = part(0, HEADER as u64)?;
        let long = |at: usize| {
            let bytes = header.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u64::from_le_bytes)
        };
        if header[..8] != *MAGIC {
            return Err(damaged("it is no picture file"));
        }
        // Two numbers of 32 bits.
        let (format, fold) = (long(8) & 0xffff_ffff, long(8) >> 32);
        if format != u64::from(FORMAT) {
            return Err(damaged("another version of Sog wrote it"));
        }
        let (at, length) = (long(48), long(56));
        let directory = part(at, length)?;
        if checksum(&[&header[..CHECKSUM], &directory]) != long(CHECKSUM) {
            return Err(damaged("its checksum does not fit"));
        }
        if at + length != bytes {
            return Err(damaged("its length does not fit"));
        }
        if long(CHECKSUM).cast_signed() != expected {
            return Err(damaged("it belongs to another history"));
        }
        if fold != u64::from(FOLD_VERSION) {
            return Err(damaged("another version of Sog made it"));
        }
        let stamp = Stamp {
            fold: FOLD_VERSION,
            settings: long(16),
            bucket: long(24),
            base: long(32).cast_signed(),
            version: long(40).cast_signed(),
        };
        let directory =
            postcard::from_bytes(&directory).map_err(|why| CustomersError::damaged(path, why))?;
        drop(header);
        Ok(Self { path: path.to_owned(), source, stamp, directory, bytes })
    }

    /// Whether it shows this.
    pub(crate) fn shows(&self, stamp: &Stamp) -> bool {
        self.stamp == *stamp
    }

    fn section(&self, section: &Section) -> Result<Cow<'_, [u8]>, CustomersError> {
        let bytes = self
            .source
            .bytes(section.at, section.length)
            .map_err(|_| CustomersError::damaged(&self.path, "it is too short"))?;
        if checksum(&[&bytes]) == section.checksum {
            Ok(bytes)
        } else {
            Err(CustomersError::damaged(&self.path, "a checksum in it does not fit"))
        }
    }

    fn unpacked<T: serde::de::DeserializeOwned>(
        &self,
        section: &Section,
    ) -> Result<T, CustomersError> {
        let damaged = |why: &dyn std::fmt::Display| CustomersError::damaged(&self.path, why);
        let length = usize::try_from(section.plain).map_err(|why| damaged(&why))?;
        let plain =
            zstd::bulk::decompress(&self.section(section)?, length).map_err(|why| damaged(&why))?;
        postcard::from_bytes(&plain).map_err(|why| damaged(&why))
    }

    /// How many pictures there are.
    pub(crate) fn customers(&self) -> usize {
        self.directory.customers as usize
    }

    /// What the bucket comes to as a whole.
    pub(crate) fn figures(&self) -> Result<Figures, CustomersError> {
        self.unpacked(&self.directory.figures)
    }

    /// All pictures, sorted by customer.
    pub(crate) fn states(&self) -> Result<Vec<PictureState>, CustomersError> {
        let mut states = Vec::with_capacity(self.customers());
        for part in &self.directory.parts {
            let some: Vec<PictureState> = self.unpacked(&part.section)?;
            states.extend(some);
        }
        Ok(states)
    }

    /// Looks for pictures.
    pub(crate) fn look(&self) -> Look<'_> {
        Look { kept: self, part: None }
    }

    /// The names of the customers.
    pub(crate) fn names(&self) -> Result<Names, CustomersError> {
        let bytes = self.section(&self.directory.names)?;
        let damaged = || CustomersError::damaged(&self.path, "its names are none");
        let (ends, names) = bytes.split_at_checked(self.customers() * 4).ok_or_else(damaged)?;
        let ends = ends.as_chunks::<4>().0.iter().map(|end| u32::from_le_bytes(*end)).collect();
        let names = str::from_utf8(names).map_err(|_| damaged())?.to_owned();
        Ok(Names { ends, names })
    }

    /// Calls `visit` for each order that is not before a time, in the order of their times: with
    /// its time, the number of the customer among the names, and millionths of money.
    pub(crate) fn orders_since(
        &self,
        since: i64,
        visit: &mut impl FnMut(i64, u32, i128),
    ) -> Result<(), CustomersError> {
        let damaged = || CustomersError::damaged(&self.path, "its orders are none");
        let parts = &self.directory.orders;
        for part in &parts[parts.partition_point(|part| part.until < since)..] {
            let bytes = self.section(&part.section)?;
            orders::visit(part, &bytes, since, visit).ok_or_else(damaged)?;
        }
        Ok(())
    }
}

/// Names one after the other.
#[derive(Debug, Default)]
pub(crate) struct Names {
    ends: Vec<u32>,
    names: String,
}

impl Names {
    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name at a position; empty where there is none.
    pub(crate) fn get(&self, position: usize) -> &str {
        let start = match position.checked_sub(1) {
            Some(before) => self.ends.get(before),
            None => Some(&0),
        };
        let range = start.zip(self.ends.get(position));
        let name = range.and_then(|(start, end)| self.names.get(*start as usize..*end as usize));
        name.unwrap_or("")
    }

    /// Where a name stands; they are sorted.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let (mut from, mut until) = (0, self.len());
        while from < until {
            let middle = from.midpoint(until);
            match self.get(middle).cmp(name) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => until = middle,
            }
        }
        None
    }
}

/// Finds pictures by customer; cheapest in the order of their names.
#[derive(Debug)]
pub(crate) struct Look<'a> {
    kept: &'a Kept,
    /// The part that was read last.
    part: Option<(usize, Vec<PictureState>)>,
}

impl Look<'_> {
    /// The picture of a customer.
    pub(crate) fn find(&mut self, customer: &str) -> Result<Option<&PictureState>, CustomersError> {
        let parts = &self.kept.directory.parts;
        let after = parts.partition_point(|part| *part.first <= *customer);
        let Some(place) = after.checked_sub(1) else { return Ok(None) };
        if self.part.as_ref().is_none_or(|(read, _)| *read != place) {
            self.part = Some((place, self.kept.unpacked(&parts[place].section)?));
        }
        Ok(self.part.as_ref().and_then(|(_, states)| {
            let by_name = |state: &PictureState| state.customer().as_str().cmp(customer);
            states.binary_search_by(by_name).ok().and_then(|at| states.get(at))
        }))
    }
}

//! The ids of all events in runs, so that none is taken twice.
//!
//! A file is nothing but ids: 16 bytes each, big-endian, ascending. Ids are hashes, so they are
//! spread evenly and a position can be guessed (interpolation search; Peterson 1957, as
//! analysed by Perl, Itai and Avni 1978: log log n steps). A few ids are looked up, many are
//! compared in one pass.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::EventsError;

/// Bytes an id takes.
pub(crate) const WIDTH: u64 = 16;
/// What is read or written at a time. Small, since many files are merged at once.
const BUFFER: usize = 64 << 10;
/// Beyond this many file ids per asked id, looking up beats reading the file.
const LOOK_UP: u64 = 64;

/// Writes ascending ids and makes the file durable.
pub(crate) fn write(
    path: &Path,
    ids: impl Iterator<Item = Result<u128, EventsError>>,
) -> Result<u64, EventsError> {
    let file = File::create_new(path).map_err(EventsError::file(path))?;
    let mut out = BufWriter::with_capacity(BUFFER, file);
    let mut count = 0;
    for id in ids {
        out.write_all(&id?.to_be_bytes()).map_err(EventsError::file(path))?;
        count += 1;
    }
    let file = out.into_inner().map_err(|e| e.into_error()).map_err(EventsError::file(path))?;
    file.sync_all().map_err(EventsError::file(path))?;
    Ok(count)
}

/// Opens a file that must hold this many ids. One that was cut short would let events count
/// twice, and nobody would notice.
fn open(path: &Path, count: u64) -> Result<File, EventsError> {
    let file = File::open(path).map_err(EventsError::file(path))?;
    let len = file.metadata().map_err(EventsError::file(path))?.len();
    if len == count * WIDTH { Ok(file) } else { Err(EventsError::lost(path, len / WIDTH, count)) }
}

/// The ids of a file in order.
pub(crate) fn read(
    path: &Path,
    count: u64,
) -> Result<impl Iterator<Item = Result<u128, EventsError>> + use<>, EventsError> {
    let mut input = BufReader::with_capacity(BUFFER, open(path, count)?);
    let path = path.to_owned();
    Ok((0..count).map(move |_| {
        let mut id = [0; 16];
        input.read_exact(&mut id).map_err(EventsError::file(&path))?;
        Ok(u128::from_be_bytes(id))
    }))
}

/// Which of the asked ids (ascending, each once) the file holds, ascending.
pub(crate) fn known(path: &Path, count: u64, asked: &[u128]) -> Result<Vec<u128>, EventsError> {
    if (asked.len() as u64).saturating_mul(LOOK_UP) < count {
        let file = open(path, count)?;
        let mut found = Vec::new();
        for id in asked {
            if look_up(&file, count, *id).map_err(EventsError::file(path))? {
                found.push(*id);
            }
        }
        return Ok(found);
    }
    let mut found = Vec::new();
    let mut asked = asked.iter().copied().peekable();
    for id in read(path, count)? {
        let id = id?;
        while asked.next_if(|wanted| *wanted < id).is_some() {}
        match asked.peek() {
            None => break,
            Some(wanted) if *wanted == id => {
                found.push(id);
                asked.next();
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

fn look_up(file: &File, count: u64, wanted: u128) -> std::io::Result<bool> {
    let at = |index: u64| -> std::io::Result<u128> {
        let mut id = [0; 16];
        file.read_exact_at(&mut id, index * WIDTH)?;
        Ok(u128::from_be_bytes(id))
    };
    // Invariant: ids before `low` are smaller than wanted, ids from `high` on are larger.
    let (mut low, mut high) = (0, count);
    let (mut least, mut most) = (0_u128, u128::MAX);
    let mut guesses = 0;
    while low < high {
        // After a few guesses that shrink the range badly (ids that are not even), halve it.
        let index = if guesses < 16 && most > least {
            let share = ((wanted - least) >> 64) as f64 / (((most - least) >> 64).max(1)) as f64;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a guess; clamped into the range below"
            )]
            let step = (share * (high - low) as f64) as u64;
            (low + step).clamp(low, high - 1)
        } else {
            low + (high - low) / 2
        };
        guesses += 1;
        let id = at(index)?;
        match id.cmp(&wanted) {
            std::cmp::Ordering::Equal => return Ok(true),
            std::cmp::Ordering::Less => {
                low = index + 1;
                least = id;
            }
            std::cmp::Ordering::Greater => {
                high = index;
                most = id;
            }
        }
    }
    Ok(false)
}

/// Merges files of ascending ids, given with the number of their ids, into one ascending sequence.
pub(crate) fn merge(
    files: &[(std::path::PathBuf, u64)],
) -> Result<impl Iterator<Item = Result<u128, EventsError>> + use<>, EventsError> {
    let mut sources = Vec::new();
    for (path, count) in files {
        sources.push(read(path, *count)?.peekable());
    }
    Ok(std::iter::from_fn(move || {
        let next = sources
            .iter_mut()
            .enumerate()
            .filter_map(|(place, source)| match source.peek() {
                None => None,
                Some(Err(_)) => Some((0, place)),
                Some(Ok(id)) => Some((*id, place)),
            })
            .min()?
            .1;
        sources[next].next()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn known_ids_are_found_and_no_others(
            held in proptest::collection::btree_set(any::<u128>(), 0..600),
            others in proptest::collection::btree_set(any::<u128>(), 0..40),
            few in any::<bool>(),
            clustered in any::<bool>(),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("ids");
            // Ids that are not even must be found too.
            let held: std::collections::BTreeSet<u128> =
                if clustered { held.iter().map(|id| id >> 100).collect() } else { held };
            let count = write(&path, held.iter().map(|id| Ok(*id))).unwrap();
            let taken = if few { 3 } else { 200 };
            let asked: std::collections::BTreeSet<u128> =
                held.iter().copied().take(taken).chain(others).collect();
            let asked: Vec<u128> = asked.into_iter().collect();
            let expected: Vec<u128> =
                asked.iter().copied().filter(|id| held.contains(id)).collect();
            prop_assert_eq!(known(&path, count, &asked).unwrap(), expected);
        }
    }
    #[test]
    fn a_file_that_was_cut_short_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ids");
        let ids: Vec<u128> = (0..500).map(|id| id << 100).collect();
        assert_eq!(write(&path, ids.iter().map(|id| Ok(*id))).unwrap(), 500);
        let whole = std::fs::read(&path).unwrap();
        for cut in [0, 16 * 250, 16 * 499 + 5] {
            std::fs::write(&path, &whole[..cut]).unwrap();
            // Looked up, compared, merged.
            assert!(known(&path, 500, &ids[..1]).is_err(), "{cut}");
            assert!(known(&path, 500, &ids).is_err(), "{cut}");
            assert!(merge(&[(path.clone(), 500)]).is_err(), "{cut}");
        }
    }
}

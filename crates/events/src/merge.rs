//! Several sorted runs read as one.

use std::path::{Path, PathBuf};

use crate::EventsError;
use crate::columns::Columns;
use crate::row::EventRef;
use crate::run::{Cursor, OpenRun, Reading, RunInfo, RunWriter};

/// A cursor over all of a run, for merging it with others.
pub(crate) fn open(path: &Path, rows: u64) -> Result<Cursor, EventsError> {
    Cursor::new(&OpenRun::open_whole(path, rows)?, Columns::ALL, Reading::Sparing)
}

/// Writes the events of several runs, given with the number of their events, into a new one.
pub(crate) fn into_run(
    sources: &[(PathBuf, u64)],
    path: &Path,
    bucket: u16,
) -> Result<RunInfo, EventsError> {
    let mut cursors = Vec::with_capacity(sources.len());
    for (source, rows) in sources {
        cursors.push(open(source, *rows)?);
    }
    let mut writer = RunWriter::create(path, bucket)?;
    ordered(cursors, |event| writer.write(event).map(|()| true))?;
    let run = writer.finish()?;
    let expected = sources.iter().map(|(_, rows)| rows).sum();
    if run.rows == expected { Ok(run) } else { Err(EventsError::lost(path, run.rows, expected)) }
}

/// Calls `visit` for every event of the cursors in (customer, time, id) order. `visit` says
/// whether to go on.
pub(crate) fn ordered(
    mut cursors: Vec<Cursor>,
    mut visit: impl FnMut(&EventRef<'_>) -> Result<bool, EventsError>,
) -> Result<(), EventsError> {
    cursors.retain(|cursor| cursor.place().is_some());
    while cursors.len() > 1 {
        let next = smallest(&cursors);
        // Runs overlap little in practice: stay with one as long as it is ahead of the others.
        let bound = cursors
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != next)
            .filter_map(|(_, cursor)| cursor.key())
            .min()
            .map(|(customer, time, id)| (customer.to_owned(), time, id));
        let cursor = &mut cursors[next];
        while let Some(event) = cursor.current() {
            if bound.as_ref().is_some_and(|(c, t, i)| (c.as_str(), *t, *i) < event.key()) {
                break;
            }
            if !visit(&event)? {
                return Ok(());
            }
            cursor.advance()?;
        }
        cursors.retain(|cursor| cursor.place().is_some());
    }
    if let Some(cursor) = cursors.first_mut() {
        while let Some(event) = cursor.current() {
            if !visit(&event)? {
                return Ok(());
            }
            cursor.advance()?;
        }
    }
    Ok(())
}

fn smallest(cursors: &[Cursor]) -> usize {
    let keys = cursors.iter().enumerate();
    keys.filter_map(|(place, cursor)| cursor.key().map(|key| (key, place)))
        .min()
        .map_or(0, |(_, place)| place)
}

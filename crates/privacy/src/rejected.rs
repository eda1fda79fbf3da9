//! Rows that imports rejected stand in files beside the data folder, with the words of their
//! source. Those about a person go too.
//!
//! A file is written anew beside the old one before the erasure is committed, and takes its place
//! afterwards: who is killed between leaves either the old file or the new one.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use events::Traces;
use serde::Serialize;

use crate::PrivacyError;
use crate::subject::Subject;

/// What a file that waits to take another's place is called.
const WAITING: &str = "erasing";

/// A rejected row about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectedRow {
    /// The file it stands in.
    pub file: PathBuf,
    /// Its cells, with line, column and reason first.
    pub cells: Vec<Cell>,
}

/// A cell of a rejected row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The name of its column; empty beyond the named ones.
    pub column: String,
    /// What stands in it.
    pub text: String,
}

fn reader(path: &Path) -> Result<Option<csv::Reader<File>>, PrivacyError> {
    match File::open(path) {
        Ok(file) => {
            let mut read = csv::ReaderBuilder::new();
            Ok(Some(read.flexible(true).has_headers(false).from_reader(file)))
        }
        // Whoever mended the rows may have removed it.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PrivacyError::file(path)(error)),
    }
}

/// What the importer put before the cells of the source: line, column, reason.
const OURS: usize = 3;

/// Looks for a person in the rows of one file.
struct Names<'a> {
    subject: &'a Subject,
    traces: Traces,
    /// The names of the source's columns, once they were read.
    head: Option<Vec<String>>,
}

impl<'a> Names<'a> {
    fn new(subject: &'a Subject) -> Self {
        Self { subject, traces: subject.traces(), head: None }
    }

    /// Whether the next row names the person; the first one is the head of the table.
    fn meets(&mut self, row: &csv::StringRecord) -> bool {
        let cells: Vec<&str> = row.iter().skip(OURS).collect();
        match &self.head {
            Some(head) => self.subject.is_named_by(head, &cells, &self.traces),
            None => {
                self.head = Some(cells.into_iter().map(str::to_owned).collect());
                false
            }
        }
    }
}

/// The rows of these files that name a person. Files that are gone are passed over.
pub(crate) fn rows_of(
    files: &[String],
    subject: &Subject,
) -> Result<Vec<RejectedRow>, PrivacyError> {
    let mut found = Vec::new();
    for path in files.iter().map(Path::new) {
        let Some(mut reader) = reader(path)? else { continue };
        let mut names = Names::new(subject);
        let mut head = None;
        for row in reader.records() {
            let row = row.map_err(|error| PrivacyError::file(path)(error.into()))?;
            if names.meets(&row) {
                found
                    .push(RejectedRow { file: path.to_owned(), cells: cells(&row, head.as_ref()) });
            }
            head.get_or_insert(row);
        }
    }
    Ok(found)
}

fn cells(row: &csv::StringRecord, head: Option<&csv::StringRecord>) -> Vec<Cell> {
    let column = |place| head.and_then(|head| head.get(place)).unwrap_or_default().to_owned();
    let cell = |(place, text): (usize, &str)| Cell { column: column(place), text: text.to_owned() };
    row.iter().enumerate().map(cell).collect()
}

/// Writes those files anew that name a person, beside the old ones. Gives their paths and how many
/// rows go.
pub(crate) fn prepare(
    files: &[String],
    subject: &Subject,
) -> Result<(Vec<PathBuf>, u64), PrivacyError> {
    let mut concerned: Vec<PathBuf> =
        rows_of(files, subject)?.into_iter().map(|row| row.file).collect();
    concerned.dedup();
    let mut gone = 0;
    for path in &concerned {
        let Some(mut reader) = reader(path)? else { continue };
        let new = waiting(path);
        let failed = |error: csv::Error| PrivacyError::file(&new)(error.into());
        let file = File::create(&new).map_err(PrivacyError::file(&new))?;
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file));
        let mut names = Names::new(subject);
        for row in reader.records() {
            let row = row.map_err(|error| PrivacyError::file(path)(error.into()))?;
            if names.meets(&row) {
                gone += 1;
            } else {
                writer.write_record(&row).map_err(failed)?;
            }
        }
        let file = writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
            .and_then(|buffer| buffer.into_inner().map_err(std::io::IntoInnerError::into_error));
        file.and_then(|file| file.sync_all()).map_err(PrivacyError::file(&new))?;
    }
    Ok((concerned, gone))
}

/// Lets the new files take the place of the old ones. Where that has happened already nothing
/// does.
pub(crate) fn replace(files: &[String]) -> Result<(), PrivacyError> {
    for path in files.iter().map(Path::new) {
        let new = waiting(path);
        match std::fs::rename(&new, path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(PrivacyError::file(path)(error)),
        }
        if let Some(folder) = path.parent() {
            let synced = File::open(folder).and_then(|folder| folder.sync_all());
            synced.map_err(PrivacyError::file(folder))?;
        }
    }
    Ok(())
}

/// Removes new files of an erasure that did not come about.
pub(crate) fn give_up(files: &[String]) -> Result<(), PrivacyError> {
    for path in files.iter().map(Path::new) {
        let new = waiting(path);
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(PrivacyError::file(&new)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn waiting(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(WAITING);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking")]
    use super::*;

    #[test]
    fn rows_about_a_person_go_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.rejected-1.csv");
        let text = "line,column,reason,customer_id,note\n2,time,bad,C1,x\n3,time,bad,C10,\"a, b\"\n\
                    4,time,bad,,write to Ann@x.example\n5,time,bad,C2,y\n6,time,bad,7,z\n\
                    7,time,bad,C2,7\n12,12,bad,C2,joAnn@x.example\n8,time,bad,C2,0049 30 123456\n\
                    9,time,bad,C2,ann lee\n10,time,bad,C2,ann lee lamp\n";
        std::fs::write(&path, text).unwrap();
        let files = vec![path.display().to_string(), "not/there.csv".to_owned()];
        let subject = Subject {
            customers: ["C1".to_owned(), "7".to_owned()].into(),
            contacts: ["12".to_owned()].into(),
            emails: ["ann@X.example".to_owned()].into(),
            phones: ["12".to_owned(), "0049 (30) 123456".to_owned()].into(),
            names: ["Ann Lee".to_owned()].into(),
        };
        let first = rows_of(&files, &subject).unwrap().swap_remove(0);
        let named = Cell { column: "customer_id".to_owned(), text: "C1".to_owned() };
        assert_eq!(first.cells[OURS], named);
        let (new, gone) = prepare(&files, &subject).unwrap();
        assert_eq!((new.as_slice(), gone), ([path.clone()].as_slice(), 5));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "not before it is committed");
        for _ in 0..2 {
            replace(&files).unwrap();
            let left = std::fs::read_to_string(&path).unwrap();
            assert_eq!(
                left,
                "line,column,reason,customer_id,note\n3,time,bad,C10,\"a, b\"\n5,time,bad,C2,y\n\
                 7,time,bad,C2,7\n12,12,bad,C2,joAnn@x.example\n10,time,bad,C2,ann lee lamp\n"
            );
        }
        assert!(rows_of(&files, &subject).unwrap().is_empty());
    }
}

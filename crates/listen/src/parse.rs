//! Reading all files of a call: each row is taken, or rejected with a reason.
//!
//! Decides nothing about the store: events go to a [`Sink`], records are gathered, and what the
//! files say about the company (its currency) is reported.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::Company;
use store::blocks::Blocks;
use vocab::{Currency, Event};

use crate::blocked::Blocked;
use crate::error::{ImportError, Problem};
use crate::formats::Taken;
use crate::keys::{Distinct, Names, Said};
use crate::map::bind::{self, Bound};
use crate::map::plan::{Key, Map};
use crate::map::presets;
use crate::map::row::{Reject, Row, World};
use crate::map::times::{DateFormat, Seen};
use crate::pending::Records;
use crate::reading::{self, Meter, ReadOptions, Record, Rows};
use crate::rejects::{Rejects, Written};
use crate::request::{ImportRequest, Progress};

/// How many reasons are told when no row at all can be taken.
const REASONS: usize = 3;

/// Where events go.
pub(crate) trait Sink {
    fn event(&mut self, event: &Event) -> Result<(), ImportError>;
}

/// What all files of a call said.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub(crate) rows: u64,
    pub(crate) rejected: u64,
    /// Rows about people who were erased.
    pub(crate) blocked: u64,
    pub(crate) customers: Distinct,
    /// What the events of this call said.
    pub(crate) said: Said,
    pub(crate) records: Records,
    pub(crate) rejects: Vec<Rejects>,
    /// The currency of the first amount, and where it stood.
    pub(crate) currency: Option<(Currency, String)>,
    /// The maps used, in the order of their first use.
    pub(crate) maps: Vec<Arc<Map>>,
    pub(crate) notes: Vec<String>,
}

/// Reads all files of a request.
pub(crate) fn parse(
    request: &ImportRequest,
    company: &Company,
    blocks: &Blocks,
    progress: &dyn Progress,
    sink: &mut dyn Sink,
) -> Result<Parsed, ImportError> {
    let chosen = chosen_map(request)?;
    let date_format = match &request.date_format {
        None => None,
        Some(raw) => {
            Some(DateFormat::new(raw).ok_or_else(|| ImportError::DateFormat(raw.clone()))?)
        }
    };
    let files: &[PathBuf] = &request.files;
    if files.is_empty() {
        return Err(ImportError::NoFiles);
    }
    // In the order in which they were named, as if each were a call of its own: where a known
    // key counts once its first row counts, where it brings a record up to date its last one.
    let meter = Meter::new(progress, files.iter().map(|path| path.as_path()));
    let mut parsed = Parsed::default();
    let mut blocked = Blocked::new(blocks);
    for path in files {
        let map = match &chosen {
            Some(map) => Some(Arc::clone(map)),
            None => map_by_name(path)?,
        };
        let options = ReadOptions {
            delimiter: request
                .delimiter
                .or(map.as_ref().and_then(|map| map.delimiter))
                .unwrap_or(b','),
            encoding: request.encoding.or(map.as_ref().and_then(|map| map.encoding)),
            sheet: request.sheet.as_deref(),
        };
        let mut file = FileRows {
            path,
            request,
            company,
            date_format: date_format.as_ref(),
            delimiter: options.delimiter,
            map,
            opened: None,
            parsed: &mut parsed,
            blocked: &mut blocked,
            sink,
            rows: 0,
            rejected: 0,
            reasons: Vec::new(),
            rejects: None,
            other_content: 0,
            typed: Vec::new(),
        };
        reading::read_file(path, &options, &meter, &mut file)?;
        file.finish()?;
    }
    parsed.blocked = blocked.finish(&mut parsed.records);
    Ok(parsed)
}

/// The map that was asked for.
fn chosen_map(request: &ImportRequest) -> Result<Option<Arc<Map>>, ImportError> {
    match (&request.preset, &request.map) {
        (Some(_), Some(_)) => Err(ImportError::PresetAndMap),
        (Some(name), None) => presets::named(name).map(Some),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                let problem = match error.kind() {
                    std::io::ErrorKind::NotFound => Problem::Missing,
                    _ => Problem::Unreadable(error),
                };
                ImportError::file(path, problem)
            })?;
            Map::parse(&path.display().to_string(), &text).map(|map| Some(Arc::new(map)))
        }
        (None, None) => Ok(None),
    }
}

/// The format a file's name begins with: `orders-2026.csv.gz` holds orders.
fn map_by_name(path: &Path) -> Result<Option<Arc<Map>>, ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let word: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
    let maps = presets::all()?;
    Ok(maps.iter().find(|map| presets::is_own(map) && map.name == word).cloned())
}

/// The one of Sog's own formats whose columns a header has.
fn map_by_header(header: &Record<'_>) -> Result<Arc<Map>, Problem> {
    let (names, skip) = bind::names(header);
    let maps = presets::all()
        .map_err(|error| Problem::NoFormat { fitting: Vec::new(), presets: error.to_string() })?;
    let fitting = bind::fitting(maps, &names, skip);
    match fitting.as_slice() {
        // A foreign export is only read as what it was said to be.
        [map] if presets::is_own(map) => Ok(Arc::clone(map)),
        _ => Err(Problem::NoFormat {
            fitting: fitting.iter().map(|map| map.name.clone()).collect(),
            presets: presets::names(maps),
        }),
    }
}

/// Takes the rows of one file.
struct FileRows<'a, 'b> {
    path: &'a Path,
    request: &'a ImportRequest,
    company: &'a Company,
    date_format: Option<&'a DateFormat>,
    delimiter: u8,
    map: Option<Arc<Map>>,
    opened: Option<Opened>,
    parsed: &'a mut Parsed,
    blocked: &'a mut Blocked<'b>,
    sink: &'a mut dyn Sink,
    rows: u64,
    rejected: u64,
    reasons: Vec<String>,
    rejects: Option<Rejects>,
    /// Rows with a known key that say something else than the row it is known from.
    other_content: u64,
    /// Room for what a row out of a file of rejected rows says of its cells.
    typed: Vec<bool>,
}

/// What is known once the header was read.
struct Opened {
    map: Arc<Map>,
    bound: Bound,
    world: World,
    names: Names,
    /// The columns of numbers and times, and whether one of their cells is so by its type.
    explained: Vec<(usize, bool)>,
}

impl Rows for FileRows<'_, '_> {
    fn header(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        let fail = |problem| ImportError::file(self.path, problem);
        let map = match self.map.take() {
            Some(map) => map,
            None => map_by_header(record).map_err(fail)?,
        };
        let bound = bind::bind(&map, record, Some(self.delimiter)).map_err(fail)?;
        let explained = bound.explained(&map).map(|column| (column, false)).collect();
        let world = World {
            zone: map.zone.unwrap_or(self.company.zone),
            currency: self.request.currency.or(map.currency).or(self.company.currency),
            books: self.company.currency,
            date_format: self.date_format.cloned(),
            now: self.request.now,
            seen: RefCell::new(vec![Seen::default(); map.fields.len()]),
            last: Cell::new(None),
            memo: RefCell::default(),
        };
        if !bound.unused.is_empty() {
            let note =
                format!("{}: columns not used: {}", self.path.display(), bound.unused.join(", "));
            self.parsed.notes.push(note);
        }
        if !self.parsed.maps.iter().any(|used| used.name == map.name) {
            self.parsed.maps.push(Arc::clone(&map));
        }
        self.opened = Some(Opened { map, bound, world, names: Names::default(), explained });
        Ok(())
    }

    fn row(&mut self, record: &Record<'_>) -> Result<(), ImportError> {
        // A reader hands out the header first.
        let Some(opened) = &mut self.opened else {
            return Ok(());
        };
        self.rows += 1;
        let mut typed = std::mem::take(&mut self.typed);
        let known = opened.bound.typed_in_source(&opened.map, record, &mut typed);
        let record = if known { Record { typed: &typed, ..*record } } else { *record };
        for (column, seen) in &mut opened.explained {
            *seen |= record.is_typed(*column);
        }
        let taken = opened.take(&record);
        let done = self.put(&record, taken);
        self.typed = typed;
        done
    }
}

impl FileRows<'_, '_> {
    /// Hands on what a row became.
    fn put(
        &mut self,
        record: &Record<'_>,
        taken: Result<Taken, Reject>,
    ) -> Result<(), ImportError> {
        match taken {
            Ok(taken) if self.blocked.stops(&taken) => Ok(()),
            Err(_) if self.blocked.stops_cells(record) => Ok(()),
            Ok(Taken::Event(event)) => {
                let by_fields =
                    self.opened.as_ref().is_some_and(|file| file.map.key != Key::Content);
                if by_fields && self.parsed.said.differs(&event) {
                    self.other_content += 1;
                }
                if let Some(currency) = event.currency {
                    self.one_currency(currency, record.line)?;
                }
                if let Some(customer) = &event.customer {
                    self.parsed.customers.add(customer.as_str());
                }
                self.sink.event(&event)
            }
            Ok(taken) => {
                if let Some(customer) = taken.customer() {
                    self.parsed.customers.add(customer);
                }
                let records = &mut self.parsed.records;
                match taken {
                    Taken::Event(_) => {}
                    Taken::Customer(row) => records.customers.add(row),
                    Taken::Contact(row) => records.contacts.add(row),
                    Taken::Consent(row) => records.consents.add(row),
                    Taken::Deal(row) => records.deals.add(row),
                    Taken::Complaint(row) => records.complaints.add(row),
                    Taken::Promise(row) => records.promises.add(row),
                    Taken::Survey(row) => records.surveys.add(row),
                    Taken::Target(row) => records.targets.add(row),
                }
                Ok(())
            }
            Err(reject) => self.reject(record, &reject),
        }
    }
}

impl Opened {
    fn take(&mut self, record: &Record<'_>) -> Result<Taken, Reject> {
        let (found, expected) = (record.len(), self.bound.header.len());
        if found != expected {
            let hint = if found > expected {
                "is a delimiter or a quote in a text that should be quoted?"
            } else {
                "is the row cut off, or a quote not closed?"
            };
            let cells = if found == 1 { "cell" } else { "cells" };
            let reason = format!("has {found} {cells}, the header has {expected}; {hint}");
            return Err(Reject { column: String::new(), reason });
        }
        let row = Row { map: &self.map, bound: &self.bound, record, world: &self.world };
        let names = &mut self.names;
        self.map.format.take(&row, &mut |row| names.name(row))
    }
}

impl FileRows<'_, '_> {
    /// While the company has no currency yet, the first amount of a call decides, and no other
    /// may follow.
    fn one_currency(&mut self, currency: Currency, line: u64) -> Result<(), ImportError> {
        match &self.parsed.currency {
            None => {
                let place = format!("line {line} of {} is in {currency}", self.path.display());
                self.parsed.currency = Some((currency, place));
                Ok(())
            }
            Some((first, _)) if *first == currency => Ok(()),
            Some((_, place)) => Err(ImportError::file(
                self.path,
                Problem::TwoCurrencies { first: place.clone(), second: currency, line },
            )),
        }
    }

    fn reject(&mut self, record: &Record<'_>, reject: &Reject) -> Result<(), ImportError> {
        let Some(opened) = &self.opened else {
            return Ok(());
        };
        self.rejected += 1;
        if self.reasons.len() < REASONS {
            let column = match reject.column.as_str() {
                "" => String::new(),
                column => format!(", column `{column}`"),
            };
            self.reasons.push(format!("line {}{column}: {}", record.line, reject.reason));
        }
        let bound = &opened.bound;
        let rejects = match &mut self.rejects {
            Some(rejects) => rejects,
            none => none.insert(Rejects::create(
                &self.request.rejected_dir,
                self.path,
                self.parsed.rejects.len(),
                &bound.header[bound.skip..],
                !record.typed.is_empty(),
            )?),
        };
        let written = |column: usize| {
            let name = bound.header[column].as_str();
            let mended = record.cell(column).trim().is_empty() || name == reject.column;
            match record.is_typed(column) {
                true => Some((name, Written::Typed)),
                false => mended.then_some((name, Written::AsColumn)),
            }
        };
        let typed: Vec<_> =
            opened.explained.iter().filter_map(|(column, _)| written(*column)).collect();
        rejects.add(record, bound.skip, reject, &typed)
    }

    /// After the last row: is this a file that can be taken?
    fn finish(mut self) -> Result<(), ImportError> {
        let fail = |problem| Err(ImportError::file(self.path, problem));
        let Some(opened) = &self.opened else {
            return fail(Problem::Empty);
        };
        if self.rows == 0 {
            return fail(Problem::HeaderOnly);
        }
        for (seen, column) in opened.world.seen.borrow().iter().zip(&opened.bound.names) {
            if let Some(examples) = seen.mixed() {
                return fail(Problem::MixedDates { column: column.clone(), examples });
            }
        }
        if self.rejected == self.rows {
            let first = std::mem::take(&mut self.reasons);
            return fail(Problem::AllRejected { rows: self.rows, first });
        }
        if let Some(mut rejects) = self.rejects.take() {
            let typed = opened.explained.iter().filter(|(_, seen)| *seen);
            rejects.typed_columns(typed.map(|(column, _)| opened.bound.header[*column].as_str()));
            self.parsed.rejects.push(rejects);
        }
        if self.request.files.len() > 1 {
            self.parsed.notes.push(format!(
                "{}: {} {} as `{}`, {} rejected",
                self.path.display(),
                self.rows,
                if self.rows == 1 { "row" } else { "rows" },
                opened.map.name,
                self.rejected
            ));
        }
        if self.other_content > 0 {
            self.parsed.notes.push(format!(
                "{}: {} something else than an earlier row of this import with the same key; the \
                 earlier one counts",
                self.path.display(),
                match self.other_content {
                    1 => "1 row says".to_owned(),
                    rows => format!("{rows} rows say"),
                }
            ));
        }
        self.parsed.rows += self.rows;
        self.parsed.rejected += self.rejected;
        Ok(())
    }
}

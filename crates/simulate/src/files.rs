//! The files of `docs/import-formats.md`, one function each. The only place that touches a
//! disk.

mod activity;
mod orders;
mod people;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use vocab::Amount;

use crate::calendar::Moment;
use crate::company::Company;
use crate::error::SimulateError;
use crate::targets::Target;
use crate::truth::{Records, Truth};

/// A file being written, row by row.
struct Table {
    path: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
    rows: u64,
}

impl Table {
    fn create(folder: &Path, name: &str, header: &[&str]) -> Result<Self, SimulateError> {
        let path = folder.join(name);
        let file = File::create(&path)
            .map_err(|source| SimulateError::Write { path: path.clone(), source })?;
        let writer = csv::Writer::from_writer(BufWriter::with_capacity(1 << 16, file));
        let mut table = Self { path, writer, rows: 0 };
        table.put(header)?;
        Ok(table)
    }

    fn put(&mut self, cells: &[&str]) -> Result<(), SimulateError> {
        self.writer
            .write_record(cells)
            .map_err(|error| SimulateError::Write { path: self.path.clone(), source: error.into() })
    }

    fn row(&mut self, cells: &[&str]) -> Result<(), SimulateError> {
        self.rows += 1;
        self.put(cells)
    }

    fn finish(mut self) -> Result<u64, SimulateError> {
        self.writer
            .flush()
            .map_err(|source| SimulateError::Write { path: self.path.clone(), source })?;
        Ok(self.rows)
    }
}

fn euros(cents: i64) -> String {
    Amount::from_cents(i128::from(cents)).to_string()
}

/// Writes the files of one company.
pub(crate) struct Files<'a> {
    /// Where to.
    pub folder: &'a Path,
    /// Of whom.
    pub company: &'a Company,
    /// The number of each order, by its place; 0 for orders that are not written.
    numbers: Vec<u32>,
    customers: Vec<String>,
}

impl<'a> Files<'a> {
    /// Makes the folder if need be and numbers orders in order of time.
    pub(crate) fn new(folder: &'a Path, company: &'a Company) -> Result<Self, SimulateError> {
        std::fs::create_dir_all(folder)
            .map_err(|source| SimulateError::Write { path: folder.to_owned(), source })?;
        let orders = &company.books.orders;
        let mut written: Vec<usize> = (0..orders.len())
            .filter(|order| !orders[*order].removed && company.calendar.written(orders[*order].at))
            .collect();
        written.sort_by_key(|order| (orders[*order].at, *order));
        let mut numbers = vec![0; orders.len()];
        for (order, number) in written.into_iter().zip(100_001..) {
            numbers[order] = number;
        }
        let customers =
            (0..company.profiles.len()).map(|place| format!("K{}", 10_001 + place)).collect();
        Ok(Self { folder, company, numbers, customers })
    }

    fn table(&self, name: &str, header: &[&str]) -> Result<Table, SimulateError> {
        Table::create(self.folder, name, header)
    }

    fn customer(&self, customer: usize) -> &str {
        &self.customers[customer]
    }

    fn contact(&self, customer: usize, contact: usize) -> String {
        format!("{}-{}", self.customers[customer], contact + 1)
    }

    fn order(&self, order: usize) -> String {
        format!("SO-{}", self.numbers[order])
    }

    fn time(&self, at: Moment) -> String {
        self.company.calendar.text(at)
    }

    fn region(&self, customer: usize) -> &'static str {
        self.company.profiles[customer].region().name
    }

    fn owner(&self, customer: usize) -> &'static str {
        self.company.profiles[customer].owner_name()
    }

    /// `targets.csv`.
    pub(crate) fn targets(
        &self,
        targets: &[Target],
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table =
            self.table("targets.csv", &["period", "scope_kind", "scope_value", "amount"])?;
        for target in targets {
            table.row(&[
                &target.period.to_string(),
                target.scope.kind.code(),
                &target.scope.value,
                &target.amount.to_string(),
            ])?;
        }
        records.targets = table.finish()?;
        Ok(())
    }

    /// `truth.json`.
    pub(crate) fn truth(&self, truth: &Truth) -> Result<(), SimulateError> {
        let path = self.folder.join("truth.json");
        let failed = |source| SimulateError::Write { path: path.clone(), source };
        let mut text = serde_json::to_string_pretty(truth).map_err(|error| failed(error.into()))?;
        text.push('\n');
        std::fs::write(&path, text).map_err(failed)
    }
}

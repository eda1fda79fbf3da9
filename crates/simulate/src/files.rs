//! The files of `docs/import-formats.md`, one function each. The only place that touches a
//! disk.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use vocab::{Amount, Currency};

use crate::activity::Activity;
use crate::calendar::Moment;
use crate::company::Company;
use crate::error::SimulateError;
use crate::families::FAMILIES;
use crate::permission::Said;
use crate::places::REGIONS;
use crate::profile::Buys;
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
        let file = File::create(&path).map_err(|source| SimulateError::Write {
            path: path.clone(),
            source,
        })?;
        let writer = csv::Writer::from_writer(BufWriter::with_capacity(1 << 16, file));
        let mut table = Self {
            path,
            writer,
            rows: 0,
        };
        table.put(header)?;
        Ok(table)
    }

    fn put(&mut self, cells: &[&str]) -> Result<(), SimulateError> {
        self.writer
            .write_record(cells)
            .map_err(|error| SimulateError::Write {
                path: self.path.clone(),
                source: error.into(),
            })
    }

    fn row(&mut self, cells: &[&str]) -> Result<(), SimulateError> {
        self.rows += 1;
        self.put(cells)
    }

    fn finish(mut self) -> Result<u64, SimulateError> {
        self.writer.flush().map_err(|source| SimulateError::Write {
            path: self.path.clone(),
            source,
        })?;
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
        std::fs::create_dir_all(folder).map_err(|source| SimulateError::Write {
            path: folder.to_owned(),
            source,
        })?;
        let orders = &company.books.orders;
        let mut written: Vec<usize> = (0..orders.len())
            .filter(|order| !orders[*order].removed && company.calendar.written(orders[*order].at))
            .collect();
        written.sort_by_key(|order| (orders[*order].at, *order));
        let mut numbers = vec![0; orders.len()];
        for (order, number) in written.into_iter().zip(100_001..) {
            numbers[order] = number;
        }
        let customers = (0..company.profiles.len())
            .map(|place| format!("K{}", 10_001 + place))
            .collect();
        Ok(Self {
            folder,
            company,
            numbers,
            customers,
        })
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

    /// Everything that is known before anybody did anything.
    pub(crate) fn people(&self, records: &mut Records) -> Result<(), SimulateError> {
        let company = self.company;
        let mut customers = self.table(
            "customers.csv",
            &[
                "customer_id",
                "name",
                "kind",
                "country",
                "region",
                "owner",
                "since",
            ],
        )?;
        let mut contacts = self.table(
            "contacts.csv",
            &[
                "contact_id",
                "customer_id",
                "first_name",
                "last_name",
                "email",
                "phone",
                "language",
                "role",
                "impersonal",
            ],
        )?;
        for (place, (profile, household)) in
            company.profiles.iter().zip(&company.households).enumerate()
        {
            // Known as customers are those who bought; the company was founded in 1998.
            let bought =
                profile.buys != Buys::Never && (profile.joined < 0.0 || self.has_order(place));
            let since = if bought {
                let founded = chrono::NaiveDate::from_ymd_opt(1998, 3, 2).unwrap_or_default();
                company
                    .calendar
                    .date(profile.joined)
                    .max(founded)
                    .to_string()
            } else {
                String::new()
            };
            customers.row(&[
                self.customer(place),
                &household.name,
                profile.kind.code(),
                profile.region().country,
                profile.region().name,
                profile.owner_name(),
                &since,
            ])?;
            for (number, person) in household.contacts.iter().enumerate() {
                contacts.row(&[
                    &self.contact(place, number),
                    self.customer(place),
                    person.first_name,
                    person.last_name,
                    person.email.as_deref().unwrap_or(""),
                    person.phone.as_deref().unwrap_or(""),
                    person.language.code(),
                    person.role.code(),
                    if person.impersonal() { "true" } else { "false" },
                ])?;
            }
        }
        records.customers = customers.finish()?;
        records.contacts = contacts.finish()?;
        Ok(())
    }

    fn has_order(&self, customer: usize) -> bool {
        let company = self.company;
        company.books.orders[company.books.of[customer].clone()]
            .iter()
            .any(|order| !order.removed && order.at.day() <= company.calendar.end)
    }

    /// `orders.csv`: sales and returns in order of time.
    pub(crate) fn orders(&self, records: &mut Records) -> Result<(), SimulateError> {
        let company = self.company;
        let books = &company.books;
        let calendar = &company.calendar;
        // Each row as (time, order, line, whether it is the return).
        let mut rows: Vec<(Moment, usize, usize, bool)> = Vec::with_capacity(books.lines.len());
        for (place, order) in books
            .orders
            .iter()
            .enumerate()
            .filter(|(_, order)| !order.removed)
        {
            for line in order.lines.clone() {
                if self.numbers[place] != 0 {
                    rows.push((order.at, place, line, false));
                }
                if let Some((back, _)) = books.lines[line].back
                    && calendar.written(back)
                {
                    rows.push((back, place, line, true));
                }
            }
        }
        rows.sort_unstable();
        let mut table = self.table(
            "orders.csv",
            &[
                "order_id",
                "line",
                "customer_id",
                "time",
                "kind",
                "item",
                "description",
                "family",
                "quantity",
                "unit_price",
                "currency",
                "region",
                "owner",
                "channel",
            ],
        )?;
        let mut returns = 500_000;
        for (at, place, number, is_return) in rows {
            let order = &books.orders[place];
            let line = &books.lines[number];
            let item = company.catalogue.item(line.family, line.item);
            let (id, position, quantity) = if is_return {
                returns += 1;
                (
                    format!("RT-{returns}"),
                    1,
                    -line.back.map_or(0, |(_, count)| count),
                )
            } else {
                (
                    self.order(place),
                    number - order.lines.start + 1,
                    line.quantity,
                )
            };
            table.row(&[
                &id,
                &position.to_string(),
                order
                    .customer
                    .map_or("", |customer| self.customer(customer)),
                &self.time(at),
                if is_return { "return" } else { "sale" },
                &item.code,
                &item.description,
                FAMILIES[line.family].name,
                &quantity.to_string(),
                &euros(line.price),
                Currency::EUR.code(),
                REGIONS[order.region].name,
                order.customer.map_or("", |customer| self.owner(customer)),
                order.channel.code(),
            ])?;
        }
        records.orders = table.finish()?;
        Ok(())
    }

    /// `consents.csv`.
    pub(crate) fn consents(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "consents.csv",
            &[
                "contact_id",
                "channel",
                "purpose",
                "status",
                "time",
                "source",
                "text_version",
                "sale_ref",
                "family",
                "notice_shown",
            ],
        )?;
        for row in &activity.consents {
            let sale = row.sale.map_or_else(String::new, |order| self.order(order));
            let notice = match row.notice {
                Some(true) => "true",
                Some(false) => "false",
                None => "",
            };
            table.row(&[
                &self.contact(row.customer, row.contact),
                row.channel.code(),
                vocab::Purpose::Marketing.code(),
                row.said.code(),
                &self.time(row.at),
                row.source,
                if row.said == Said::Given {
                    row.text
                } else {
                    ""
                },
                &sale,
                row.family.map_or("", |family| FAMILIES[family].name),
                notice,
            ])?;
        }
        records.consents = table.finish()?;
        Ok(())
    }

    /// `touches.csv` and `events.csv`.
    pub(crate) fn contacts_made(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "touches.csv",
            &[
                "touch_id",
                "customer_id",
                "contact_id",
                "time",
                "channel",
                "direction",
                "owner",
                "campaign",
                "text",
            ],
        )?;
        for (touch, number) in activity.touches.iter().zip(100_001_u32..) {
            let mailing = touch
                .mailing
                .map_or("", |mailing| &activity.mailings[mailing].code);
            table.row(&[
                &format!("T{number}"),
                self.customer(touch.customer),
                &self.contact(touch.customer, touch.contact),
                &self.time(touch.at),
                touch.channel.code(),
                touch.direction.code(),
                if touch.mailing.is_some() {
                    ""
                } else {
                    self.owner(touch.customer)
                },
                mailing,
                &touch.text,
            ])?;
        }
        records.touches = table.finish()?;

        let mut table = self.table(
            "events.csv",
            &[
                "event_id",
                "customer_id",
                "contact_id",
                "time",
                "kind",
                "channel",
                "family",
                "region",
                "owner",
                "text",
            ],
        )?;
        for (signal, number) in activity.signals.iter().zip(100_001_u32..) {
            table.row(&[
                &format!("E{number}"),
                self.customer(signal.customer),
                &self.contact(signal.customer, 0),
                &self.time(signal.at),
                signal.kind.code(),
                signal.channel.code(),
                FAMILIES[signal.family].name,
                self.region(signal.customer),
                self.owner(signal.customer),
                &signal.text,
            ])?;
        }
        records.events = table.finish()?;
        Ok(())
    }

    /// `deals.csv` and `notes.csv`.
    pub(crate) fn sales(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "deals.csv",
            &[
                "deal_id",
                "customer_id",
                "title",
                "opened",
                "closed",
                "outcome",
                "phase",
                "amount",
                "family",
                "region",
                "owner",
            ],
        )?;
        for (deal, number) in activity.deals.iter().zip(10_001_u32..) {
            let closed = if deal.outcome == crate::deals::Outcome::Open {
                String::new()
            } else {
                self.time(deal.decided)
            };
            let year = self.company.calendar.date(deal.decided.days()).format("%Y");
            table.row(&[
                &format!("D{number}"),
                self.customer(deal.customer),
                &format!("{} {year}", FAMILIES[deal.family].name),
                &self.time(deal.opened),
                &closed,
                deal.outcome.code(),
                deal.phase.code(),
                &euros(deal.amount),
                FAMILIES[deal.family].name,
                self.region(deal.customer),
                self.owner(deal.customer),
            ])?;
        }
        records.deals = table.finish()?;

        let mut table = self.table(
            "notes.csv",
            &[
                "note_id",
                "customer_id",
                "contact_id",
                "time",
                "owner",
                "language",
                "text",
                "barriers",
                "family",
                "region",
            ],
        )?;
        for (note, number) in activity.notes.iter().zip(10_001_u32..) {
            let codes: Vec<&str> = note.barriers.iter().map(|barrier| barrier.code()).collect();
            table.row(&[
                &format!("N{number}"),
                self.customer(note.customer),
                &self.contact(note.customer, note.contact),
                &self.time(note.at),
                self.owner(note.customer),
                self.company.seller_language(note.customer).code(),
                &note.text,
                &codes.join(";"),
                FAMILIES[note.family].name,
                self.region(note.customer),
            ])?;
        }
        records.notes = table.finish()?;
        Ok(())
    }

    /// `complaints.csv`.
    pub(crate) fn complaints(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "complaints.csv",
            &[
                "complaint_id",
                "customer_id",
                "order_id",
                "opened",
                "closed",
                "owner",
                "text",
            ],
        )?;
        for (complaint, number) in activity.complaints.iter().zip(10_001_u32..) {
            table.row(&[
                &format!("CP{number}"),
                self.customer(complaint.customer),
                &self.order(complaint.order),
                &self.time(complaint.opened),
                &complaint
                    .closed
                    .map_or_else(String::new, |closed| self.time(closed)),
                self.owner(complaint.customer),
                &complaint.text,
            ])?;
        }
        records.complaints = table.finish()?;
        Ok(())
    }

    /// `targets.csv`.
    pub(crate) fn targets(
        &self,
        targets: &[Target],
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "targets.csv",
            &["period", "scope_kind", "scope_value", "amount"],
        )?;
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
        let failed = |source| SimulateError::Write {
            path: path.clone(),
            source,
        };
        let mut text = serde_json::to_string_pretty(truth).map_err(|error| failed(error.into()))?;
        text.push('\n');
        std::fs::write(&path, text).map_err(failed)
    }
}

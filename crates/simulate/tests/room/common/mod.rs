//! Reads written files back, the way an importer would.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use sog_simulate::{Plan, Scenario, Truth};
use vocab::Amount;

/// The columns of `docs/import-formats.md`; a star marks what must be filled.
pub(crate) const FORMATS: [(&str, &str); 12] = [
    ("customers", "customer_id* name* kind* country* region owner since"),
    (
        "contacts",
        "contact_id* customer_id* first_name last_name* email phone language* role* impersonal",
    ),
    (
        "consents",
        "contact_id* channel* purpose* status* time* source* text_version sale_ref family notice_shown",
    ),
    (
        "orders",
        "order_id* line* customer_id time* kind item* description family quantity* unit_price* \
         currency region owner channel",
    ),
    ("touches", "touch_id* customer_id* contact_id time* channel* direction* owner campaign text"),
    ("events", "event_id* customer_id* contact_id time* kind* channel family region owner text"),
    (
        "deals",
        "deal_id* customer_id* title* opened* closed outcome* phase* amount* family region owner",
    ),
    (
        "notes",
        "note_id* customer_id* contact_id time* owner language* text* barriers family region",
    ),
    ("targets", "period* scope_kind* scope_value amount*"),
    ("complaints", "complaint_id* customer_id* order_id opened* closed owner text* first_reply"),
    ("promises", "promise_id* customer_id* contact_id made* owner text* due* settled outcome"),
    (
        "surveys",
        "survey_id* customer_id* contact_id asked answered competence likeability text followed_up",
    ),
];

/// A row by its column names.
pub(crate) type Row = BTreeMap<String, String>;

/// A company on disk.
pub(crate) struct Company {
    pub(crate) truth: Truth,
    pub(crate) tables: BTreeMap<&'static str, Vec<Row>>,
    _folder: tempfile::TempDir,
}

impl Company {
    pub(crate) fn write(plan: &Plan) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let truth = sog_simulate::write(plan, folder.path(), &|_| {}).unwrap();
        let tables =
            FORMATS.iter().map(|(name, columns)| (*name, read(folder.path(), name, columns)));
        Self { truth, tables: tables.collect(), _folder: folder }
    }

    pub(crate) fn rows(&self, table: &str) -> &[Row] {
        &self.tables[table]
    }
}

/// A plan for tests: small, the end of the demo.
pub(crate) fn plan(customers: usize, seed: u64, scenario: Scenario) -> Plan {
    let end = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    Plan { customers, seed, scenario, ..Plan::demo(end) }
}

/// Reads a file; its header must be exactly the documented one and required cells filled.
fn read(folder: &Path, name: &str, columns: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).unwrap();
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let documented: Vec<&str> =
        columns.split_whitespace().map(|column| column.trim_end_matches('*')).collect();
    assert_eq!(header, documented, "{name}");
    let required: Vec<bool> = columns.split_whitespace().map(|c| c.ends_with('*')).collect();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            for (place, must) in required.iter().enumerate() {
                assert!(!must || !record[place].is_empty(), "{name}.{}: {record:?}", header[place]);
            }
            header.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
        })
        .collect()
}

pub(crate) fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

pub(crate) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// Quantity times price of an order line.
pub(crate) fn value(row: &Row) -> Amount {
    amount(&row["quantity"]).times(amount(&row["unit_price"])).unwrap()
}

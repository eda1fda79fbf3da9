//! The columns of the list of customers.

use vocab::{Amount, Phase};

use super::ahead::{about, likely};
use super::list::Row;
use crate::page::Page;
use crate::parts::SafeHtml;

/// A column beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Where the customer stands.
    Phase,
    /// What is needed now.
    Need,
    /// How many orders.
    Orders,
    /// Net revenue.
    Revenue,
    /// The last order.
    Last,
    /// The probability of being active.
    Active,
    /// Orders to expect within a year.
    Expected,
    /// What they are worth.
    Value,
    /// How much of the contacts we began still weighs.
    Pressure,
    /// The sales region.
    Region,
    /// Who of us is responsible.
    Owner,
}

impl Column {
    /// All, in their order on the page.
    pub const ALL: [Self; 11] = [
        Self::Phase,
        Self::Need,
        Self::Orders,
        Self::Revenue,
        Self::Last,
        Self::Active,
        Self::Expected,
        Self::Value,
        Self::Pressure,
        Self::Region,
        Self::Owner,
    ];
    /// Those that are shown where nobody chose.
    pub const USUAL: [Self; 5] = [Self::Phase, Self::Need, Self::Orders, Self::Revenue, Self::Last];

    /// The stable code, as addresses hold it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phase => "phase",
            Self::Need => "need",
            Self::Orders => "orders",
            Self::Revenue => "revenue",
            Self::Last => "last",
            Self::Active => "active",
            Self::Expected => "expected",
            Self::Value => "value",
            Self::Pressure => "pressure",
            Self::Region => "region",
            Self::Owner => "owner",
        }
    }

    /// The column of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }

    /// Whether it holds numbers.
    #[must_use]
    pub const fn is_number(self) -> bool {
        !matches!(self, Self::Phase | Self::Need | Self::Region | Self::Owner)
    }

    /// Whether the list can be sorted by it.
    #[must_use]
    pub const fn sorts(self) -> bool {
        !matches!(self, Self::Phase | Self::Need)
    }

    pub(super) fn head(self, page: &Page) -> String {
        match self {
            Self::Phase => page.t("customers-phase"),
            Self::Need => page.t("customers-need"),
            Self::Orders => page.t("customers-orders"),
            Self::Revenue => page.t("customers-revenue"),
            Self::Last => page.t("customers-last"),
            Self::Active => page.t("comeback-active"),
            Self::Expected => page.t("comeback-expected"),
            Self::Value => page.t("comeback-value"),
            Self::Pressure => page.t("customer-pressure"),
            Self::Region => page.t("customers-region"),
            Self::Owner => page.t("customers-owner"),
        }
    }

    /// What the column means, where its head alone does not say it.
    pub(super) fn means(self, page: &Page) -> Option<String> {
        match self {
            Self::Active => Some(page.t("comeback-active-means")),
            Self::Expected => Some(page.t("comeback-expected-means")),
            Self::Value => Some(page.t("comeback-value-means")),
            Self::Pressure => {
                let days = page.company.pressure_half_life_days;
                Some(page.t1("customer-pressure-means", "days", days))
            }
            _ => None,
        }
    }

    /// The cell of a customer as people read it. What is not known is a dash.
    pub(super) fn shown(self, page: &Page, row: &Row<'_>) -> Cell {
        let none = || Cell::Text("–".to_owned());
        let text = |text: &str| if text.is_empty() { none() } else { Cell::Text(text.to_owned()) };
        let known = |words: Option<String>| words.map_or_else(none, Cell::Text);
        match self {
            Self::Phase => row.phase.map_or_else(none, Cell::Phase),
            Self::Need => Cell::Needs(row.needs_now(page)),
            Self::Orders => Cell::Text(page.fmt.count(row.orders)),
            Self::Revenue => Cell::Text(page.fmt.money(row.net)),
            Self::Last => known(row.last_order.map(|at| page.fmt.day(at))),
            Self::Active => known(row.brief.map(|brief| likely(page, brief.p_active))),
            Self::Expected => known(row.brief.map(|brief| page.fmt.decimal(brief.expected, 1))),
            Self::Value => {
                let value = row.brief.and_then(|brief| brief.value);
                known(value.map(|value| page.fmt.money_whole(about(value))))
            }
            Self::Pressure => known(row.pressure.map(|value| page.fmt.decimal(value, 1))),
            Self::Region => text(&row.region),
            Self::Owner => text(&row.owner),
        }
    }

    /// The cell as a file holds it: codes, plain numbers, days of ISO 8601, nothing where nothing
    /// is known.
    pub(super) fn plain(self, page: &Page, row: &Row<'_>) -> String {
        let number = |number: Option<f64>| number.map_or(String::new(), |n| format!("{n:.4}"));
        match self {
            Self::Phase => row.phase.map_or(String::new(), |phase| phase.code().to_owned()),
            Self::Need => row.needs_now(page).join("; "),
            Self::Orders => row.orders.to_string(),
            Self::Revenue => row.net.to_string(),
            Self::Last => {
                row.last_order.map_or(String::new(), |at| page.company.zone.day(at).to_string())
            }
            Self::Active => number(row.brief.map(|brief| brief.p_active)),
            Self::Expected => number(row.brief.map(|brief| brief.expected)),
            Self::Value => {
                let value = row.brief.and_then(|brief| brief.value);
                value.map_or(String::new(), |value| about(value).to_string())
            }
            Self::Pressure => number(row.pressure),
            Self::Region => row.region.clone(),
            Self::Owner => row.owner.clone(),
        }
    }
}

/// A cell as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Phase(Phase),
    Needs(Vec<String>),
}

/// The head of a column: words, and a link where one can sort by it.
pub(super) struct Head {
    pub(super) label: String,
    pub(super) link: Option<crate::parts::table::SortLink>,
    pub(super) means: Option<SafeHtml>,
}

/// What rows are compared by; `None` comes last either way.
pub(super) fn key(column: Column, row: &Row<'_>) -> Option<Key> {
    match column {
        Column::Orders => Some(Key::Number(row.orders as f64)),
        Column::Revenue => Some(Key::Amount(row.net)),
        Column::Last => row.last_order.map(|at| Key::Number(at.timestamp_micros() as f64)),
        Column::Active => row.brief.map(|brief| Key::Number(brief.p_active)),
        Column::Expected => row.brief.map(|brief| Key::Number(brief.expected)),
        Column::Value => row.brief.and_then(|brief| brief.value).map(Key::Number),
        Column::Pressure => row.pressure.map(Key::Number),
        Column::Region => (!row.region.is_empty()).then(|| Key::Text(row.region.to_lowercase())),
        Column::Owner => (!row.owner.is_empty()).then(|| Key::Text(row.owner.to_lowercase())),
        Column::Phase | Column::Need => None,
    }
}

/// See [`key`]. Of one column all are of one kind.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub(super) enum Key {
    Number(f64),
    Amount(Amount),
    Text(String),
}

//! What customers gave as reason, as sales noted it.

use std::collections::BTreeMap;

use ::customers::people;
use ::diagnose::barriers::{BarrierRow, Counted, Evidence};
use sea_orm::ConnectionTrait;
use vocab::{CustomerId, Instant};

use super::words;
use crate::error::Error;
use crate::page::Page;

/// Barriers shown before somebody asks for all.
const SHOWN: usize = 4;

/// The barriers of one place.
pub(crate) struct Noted {
    pub(crate) title: String,
    /// Which notes were counted.
    pub(crate) basis: String,
    pub(crate) rows: Vec<Bar>,
}

impl Noted {
    fn split(&self) -> (&[Bar], &[Bar]) {
        self.rows.split_at(self.rows.len().min(SHOWN))
    }

    /// Those named most.
    pub(crate) fn first(&self) -> &[Bar] {
        self.split().0
    }

    /// Those behind a click.
    pub(crate) fn rest(&self) -> &[Bar] {
        self.split().1
    }
}

/// One barrier.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) share: String,
    pub(crate) width: String,
    /// `7 of 21 notes`.
    pub(crate) counted: String,
    pub(crate) interval: String,
    pub(crate) before: String,
    pub(crate) rest: Option<String>,
    pub(crate) stands_out: Option<String>,
    pub(crate) quotes: Vec<Said>,
}

/// What a seller wrote.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) time: Instant,
    pub(crate) owner: Option<String>,
    pub(crate) customer: Option<(String, String)>,
}

/// The names of all customers that are quoted.
pub(crate) async fn names(
    connection: &impl ConnectionTrait,
    evidence: &[&Evidence],
) -> Result<BTreeMap<CustomerId, String>, Error> {
    let mut names = BTreeMap::new();
    let rows = evidence.iter().flat_map(|evidence| &evidence.rows);
    for id in rows.flat_map(|row| &row.quotes).filter_map(|quote| quote.customer.as_ref()) {
        if !names.contains_key(id) {
            let card = people::customer(connection, id).await.map_err(Error::internal)?;
            names.insert(id.clone(), card.name);
        }
    }
    Ok(names)
}

/// The barriers of a place, as shown: those that stand out first. Those that nobody named are
/// left out.
pub(crate) fn noted(
    page: &Page,
    evidence: &Evidence,
    names: &BTreeMap<CustomerId, String>,
    title: String,
) -> Noted {
    let rows = evidence.rows.iter();
    let named = rows.filter(|row| row.now.is_some_and(|now| now.notes > 0));
    let mut rows: Vec<Bar> = named.map(|row| bar(page, row, names)).collect();
    rows.sort_by_key(|bar| bar.stands_out.is_none());
    Noted {
        title,
        basis: page.t3(
            "why-notes-basis",
            "labelled",
            evidence.labelled,
            "notes",
            evidence.notes,
            "window",
            words::window(page, evidence.window),
        ),
        rows,
    }
}

fn bar(page: &Page, row: &BarrierRow, names: &BTreeMap<CustomerId, String>) -> Bar {
    let share = |counted: Option<Counted>| match counted {
        Some(one) => page.t3(
            "why-share-of",
            "share",
            page.fmt.percent(one.share, 0),
            "notes",
            one.notes,
            "of",
            one.of,
        ),
        None => page.t("why-no-notes"),
    };
    let now = row.now;
    let quotes = row.quotes.iter().map(|quote| Said {
        text: quote.text.clone(),
        time: quote.time,
        owner: quote.owner.clone(),
        customer: quote.customer.as_ref().map(|id| {
            let name = names.get(id).cloned().unwrap_or_else(|| id.to_string());
            (crate::customers::href(id.as_str()), name)
        }),
    });
    Bar {
        name: page.word(row.barrier),
        share: now.map_or_else(String::new, |now| page.fmt.percent(now.share, 0)),
        width: now.map_or_else(String::new, |now| format!("{:.1}%", now.share * 100.0)),
        counted: now.map_or_else(String::new, |now| {
            page.t2("why-notes-of", "notes", now.notes, "of", now.of)
        }),
        interval: now.map_or_else(String::new, |now| {
            let ends = (page.fmt.percent(now.low, 0), page.fmt.percent(now.high, 0));
            page.t2("chart-range", "low", ends.0, "high", ends.1)
        }),
        before: share(row.before),
        rest: row.rest.map(|rest| share(Some(rest))),
        stands_out: row.stands_out().map(|against| {
            page.t1("why-stands-out-against", "against", words::against(page, against))
        }),
        quotes: quotes.collect(),
    }
}

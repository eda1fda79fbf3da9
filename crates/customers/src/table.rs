//! `sog customers`: every picture as one row of a table, as csv or as json.
//!
//! The columns, their order and their meaning are a contract ([`COLUMNS`]). An unknown value is
//! an empty cell in csv and `null` in json. Amounts are plain decimals, times RFC 3339 in the
//! company's zone. Rows are written one by one, however many there are.
//!
//! | Column | Meaning |
//! |---|---|
//! | `customer_id`, `name` | who; the name is the id where no record gives one |
//! | `region`, `owner` | as the newest event says; where none does, as the record says |
//! | `currency` | of all amounts |
//! | `orders`, `order_lines` | distinct orders; lines of sales |
//! | `return_lines`, `adjustment_lines` | lines of returns; lines that are neither |
//! | `net_revenue` | exact sum of all lines |
//! | `gross_revenue`, `returned`, `adjusted` | its parts: sales, returns, adjustments |
//! | `first_order`, `last_order` | time of the earliest line of the order |
//! | `days_since_last_order` | local days from the last order to the time of asking |
//! | `gaps`, `median_gap_days`, `mean_gap_days` | gaps between order days: how many, middle, mean |
//! | `top_family` | the product family with the largest net revenue among those one can need |
//! | `phase`, `phase_time` | where the customer stands, and the time of the newest evidence |
//! | `opportunity` | what began anew after the last purchase |
//! | `pressure`, `outbound`, `inbound` | decayed count of contacts we began; contacts we and they began |
//! | `complaints`, `open_complaints` | complaints that arrived; those not settled |
//! | `messages_sent`, `messages_bounced`, `messages_answered` | messages of campaigns |
//! | `last_own_signal` | when the customer last showed interest of their own |
//! | `as_of` | the local day the row is seen from |

use std::io::Write;

use chrono::NaiveDate;
use serde::Serialize;
use vocab::{Amount, Currency, Instant, Phase, Zone};

use crate::CustomersError;
use crate::local::LocalTime;
use crate::picture::Picture;
use crate::rfm::Rfm;

/// One row. The fields are the columns, in their order.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Row<'a> {
    customer_id: &'a str,
    name: &'a str,
    region: Option<&'a str>,
    owner: Option<&'a str>,
    currency: Option<Currency>,
    orders: u64,
    order_lines: u64,
    return_lines: u64,
    adjustment_lines: u64,
    net_revenue: Amount,
    gross_revenue: Amount,
    returned: Amount,
    adjusted: Amount,
    first_order: Option<LocalTime>,
    last_order: Option<LocalTime>,
    days_since_last_order: Option<i64>,
    gaps: u64,
    median_gap_days: Option<f64>,
    mean_gap_days: Option<f64>,
    top_family: Option<&'a str>,
    phase: Option<Phase>,
    phase_time: Option<LocalTime>,
    opportunity: Option<Phase>,
    pressure: Option<f64>,
    outbound: u64,
    inbound: u64,
    complaints: u64,
    open_complaints: u64,
    messages_sent: u32,
    messages_bounced: u32,
    messages_answered: u32,
    last_own_signal: Option<LocalTime>,
    as_of: NaiveDate,
}

/// The header.
pub const COLUMNS: [&str; 33] = [
    "customer_id",
    "name",
    "region",
    "owner",
    "currency",
    "orders",
    "order_lines",
    "return_lines",
    "adjustment_lines",
    "net_revenue",
    "gross_revenue",
    "returned",
    "adjusted",
    "first_order",
    "last_order",
    "days_since_last_order",
    "gaps",
    "median_gap_days",
    "mean_gap_days",
    "top_family",
    "phase",
    "phase_time",
    "opportunity",
    "pressure",
    "outbound",
    "inbound",
    "complaints",
    "open_complaints",
    "messages_sent",
    "messages_bounced",
    "messages_answered",
    "last_own_signal",
    "as_of",
];

impl<'a> Row<'a> {
    fn of(picture: &'a Picture) -> Self {
        let top = picture.families.iter().find(|family| family.is_need && family.orders > 0);
        Self {
            customer_id: picture.customer_id.as_str(),
            name: &picture.name,
            region: picture.region.as_deref(),
            owner: picture.owner.as_deref(),
            currency: picture.currency,
            orders: picture.orders,
            order_lines: picture.order_lines,
            return_lines: picture.return_lines,
            adjustment_lines: picture.adjustment_lines,
            net_revenue: picture.net_revenue,
            gross_revenue: picture.gross_revenue,
            returned: picture.returned,
            adjusted: picture.adjusted,
            first_order: picture.first_order,
            last_order: picture.last_order,
            days_since_last_order: picture.days_since_last_order,
            gaps: picture.gaps.n,
            median_gap_days: picture.gaps.median_days,
            mean_gap_days: picture.gaps.mean_days,
            top_family: top.map(|family| family.family.as_str()),
            phase: picture.phase.as_ref().map(|phase| phase.phase),
            phase_time: picture.phase.as_ref().map(|phase| phase.by.time),
            opportunity: picture.opportunity.as_ref().map(|phase| phase.phase),
            pressure: picture.pressure.value,
            outbound: picture.balance.outbound,
            inbound: picture.balance.inbound,
            complaints: picture.complaints.opened,
            open_complaints: picture.complaints.open,
            messages_sent: picture.messages.sent,
            messages_bounced: picture.messages.bounced,
            messages_answered: picture.messages.answered,
            last_own_signal: picture.last_own_signal.as_ref().map(|signal| signal.time),
            as_of: picture.as_of.day(),
        }
    }
}

/// Writes a header and one line a picture.
///
/// # Errors
/// When `out` refuses.
pub fn write_csv(
    out: impl Write,
    pictures: impl IntoIterator<Item = Picture>,
) -> Result<(), CustomersError> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    table.write_record(COLUMNS)?;
    for picture in pictures {
        table.serialize(Row::of(&picture))?;
    }
    table.flush().map_err(csv::Error::from)?;
    Ok(())
}

/// What a customer ordered in a time, as a line of a table. The keys are the columns.
#[derive(Debug, Serialize)]
pub struct RfmRow<'a> {
    /// Whose orders.
    pub customer_id: &'a str,
    /// What the customer is called.
    pub name: &'a str,
    /// When the last order was.
    pub last_order: LocalTime,
    /// Days of the calendar since then.
    pub days_since_last_order: i64,
    /// How many orders.
    pub orders: u32,
    /// What they brought, returns not taken off.
    pub revenue: Amount,
    /// Where the customer stands among the others.
    pub recency_score: u8,
    /// The same by the number of orders.
    pub frequency_score: u8,
    /// The same by the money.
    pub money_score: u8,
}

/// What customers ordered, as the lines of a table by customer. `name` tells what somebody is
/// called.
pub fn rfm_rows<'a>(
    rfm: &'a Rfm,
    name: impl Fn(&'a str) -> &'a str,
    at: Instant,
    zone: Zone,
) -> Vec<RfmRow<'a>> {
    let today = zone.day(at);
    let lines = rfm.rows().zip(rfm.scores()).map(|((customer_id, row), scores)| RfmRow {
        customer_id,
        name: name(customer_id),
        last_order: LocalTime::of(row.last(), zone),
        days_since_last_order: (today - zone.day(row.last())).num_days(),
        orders: row.orders,
        revenue: row.money,
        recency_score: scores.recency,
        frequency_score: scores.frequency,
        money_score: scores.money,
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort_unstable_by_key(|line| line.customer_id);
    lines
}

/// Writes a header and a line a customer.
///
/// # Errors
/// When `out` refuses.
pub fn write_rfm_csv(out: impl Write, lines: &[RfmRow<'_>]) -> Result<(), CustomersError> {
    let mut table = csv::Writer::from_writer(out);
    lines.iter().try_for_each(|line| table.serialize(line))?;
    table.flush().map_err(csv::Error::from)?;
    Ok(())
}

/// Writes one JSON array with an object a picture, a line each. The keys are the columns.
///
/// # Errors
/// When `out` refuses.
pub fn write_json(
    mut out: impl Write,
    pictures: impl IntoIterator<Item = Picture>,
) -> Result<(), CustomersError> {
    let mut write = |text: &[u8]| out.write_all(text).map_err(csv::Error::from);
    write(b"[")?;
    let mut separator: &[u8] = b"\n";
    for picture in pictures {
        write(separator)?;
        let row = serde_json::to_vec(&Row::of(&picture)).map_err(std::io::Error::from);
        write(&row.map_err(csv::Error::from)?)?;
        separator = b",\n";
    }
    write(b"\n]\n")?;
    out.flush().map_err(csv::Error::from)?;
    Ok(())
}

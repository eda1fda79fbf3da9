//! The picture as it is shown: the shape of `sog customer ID --json` and of the pages.
//!
//! The field names are the keys of the JSON document and never change their meaning. Amounts
//! are decimals in text, times are RFC 3339 in the company's zone, days are `YYYY-MM-DD`. What
//! is not known is `null`, never 0; figures that are statistics carry their sample size as `n`.

use chrono::NaiveDate;
use serde::Serialize;
use vocab::{Amount, Barrier, Currency, CustomerId, EventKind, Phase};

use crate::gaps::Gaps;
use crate::local::LocalTime;
use crate::needs::NeedWindow;
use crate::people::CustomerCard;

/// One customer, as pages and `sog customer ID --json` show them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// Whose picture.
    pub customer_id: CustomerId,
    /// The customer's name; the id where no record gives a name.
    pub name: String,
    /// The sales region the newest event names; `null` when none does.
    pub region: Option<String>,
    /// The person responsible that the newest event names.
    pub owner: Option<String>,
    /// The moment the picture is seen from.
    pub as_of: LocalTime,
    /// How many events are behind it.
    pub events: u64,
    /// Currency of all amounts; `null` until an import said so.
    pub currency: Option<Currency>,
    /// Distinct orders: references of sales. Returns and adjustments make none.
    pub orders: u64,
    /// Lines of sales.
    pub order_lines: u64,
    /// Lines of returns and cancellations.
    pub return_lines: u64,
    /// Lines that are neither.
    pub adjustment_lines: u64,
    /// Exact sum of all lines: sales, returns, adjustments.
    pub net_revenue: Amount,
    /// Exact sum of the sales alone.
    pub gross_revenue: Amount,
    /// Exact sum of the returns; below zero, except where an import's map lets returns have any
    /// sign.
    pub returned: Amount,
    /// Exact sum of the adjustments.
    pub adjusted: Amount,
    /// When the earliest line of the first order was booked; `null` without an order.
    pub first_order: Option<LocalTime>,
    /// When the earliest line of the last order was booked.
    pub last_order: Option<LocalTime>,
    /// Local calendar days from the last order to `as_of`; 0 when it lies after.
    pub days_since_last_order: Option<i64>,
    /// The days between orders.
    pub gaps: Gaps,
    /// What was bought, family by family, largest net revenue first.
    pub families: Vec<FamilyPicture>,
    /// Where the customer stands: the furthest phase with evidence in force; `null` without.
    pub phase: Option<PhasePicture>,
    /// What began anew after the last purchase; `null` when nothing did.
    pub opportunity: Option<PhasePicture>,
    /// The newest evidence of every phase that ever had some.
    pub phase_evidence: Vec<PhasePicture>,
    /// How much of the contacts we began still weighs.
    pub pressure: Pressure,
    /// Who began the contacts.
    pub balance: Balance,
    /// The people contacts were with, in the order they first appeared.
    pub people: Vec<PersonPicture>,
    /// The newest sign of interest of the customer's own: a visit, search, question, stated
    /// need, answer, recommendation, or a touch that came in.
    pub last_own_signal: Option<Citation>,
    /// Complaints.
    pub complaints: ComplaintsPicture,
    /// Barriers that sales noted, in how many notes.
    pub barriers: Barriers,
    /// Messages of our campaigns.
    pub messages: MessagesPicture,
}

impl Picture {
    /// Adds what the customer's record knows: the name, and region and owner where no event has
    /// named one (who never bought has them from the record alone).
    #[must_use]
    pub fn with_record(mut self, card: &CustomerCard) -> Self {
        self.name.clone_from(&card.name);
        self.region = self.region.or_else(|| card.region.clone());
        self.owner = self.owner.or_else(|| card.owner.clone());
        self
    }
}

/// An event that stands for a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The event.
    pub event_id: String,
    /// Its kind.
    pub kind: EventKind,
    /// Its time.
    pub time: LocalTime,
}

/// A phase with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhasePicture {
    /// The phase.
    pub phase: Phase,
    /// The newest event that is evidence of it.
    #[serde(flatten)]
    pub by: Citation,
    /// Whether it still counts: not expired, not answered by a purchase.
    pub in_force: bool,
}

/// What was bought of one product family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FamilyPicture {
    /// The family.
    pub family: String,
    /// Whether customers can need it (`Services` and `Other` are no needs).
    pub is_need: bool,
    /// Orders with at least one line of it.
    pub orders: u64,
    /// Lines of sales.
    pub lines: u32,
    /// Lines of returns.
    pub return_lines: u32,
    /// Exact sum of its sales, returns and adjustments.
    pub net_revenue: Amount,
    /// Time of the first order with it; `null` when there are only returns.
    pub first_order: Option<LocalTime>,
    /// Time of the last order with it.
    pub last_order: Option<LocalTime>,
    /// Orders per local calendar month, January first, all years together.
    pub months: [u32; 12],
    /// The stretches of the year in which it is needed: the months in which it was bought and
    /// the month before each. Empty for what is no need.
    pub windows: Vec<NeedWindow>,
    /// Whether `as_of` lies in a window; `null` when there is no window.
    pub in_window: Option<bool>,
    /// First day of the next window that begins after `as_of`; `null` when there is none or
    /// the window is the whole year.
    pub next_window: Option<NaiveDate>,
}

/// The pressure, and what it is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pressure {
    /// Decayed count of the contacts we began; `null` when none is on record.
    pub value: Option<f64>,
    /// Days after which a contact counts half.
    pub half_life_days: f64,
    /// Contacts counted.
    pub n: u64,
    /// The last of them.
    pub last: Option<LocalTime>,
}

/// Who began the contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Balance {
    /// Contacts we began: touches out and messages sent.
    pub outbound: u64,
    /// Contacts the customer began: touches in.
    pub inbound: u64,
    /// Share the customer began, 0 to 1; `null` without contacts.
    pub inbound_share: Option<f64>,
    /// All of them.
    pub n: u64,
}

/// Contacts with one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonPicture {
    /// The contact; `null` for contacts that name nobody.
    pub contact_id: Option<String>,
    /// Contacts we began.
    pub outbound: u64,
    /// Of these, in the days over which the cap counts, back from `as_of`.
    pub outbound_in_cap_days: u64,
    /// The last one.
    pub last_outbound: Option<LocalTime>,
    /// Contacts the person began.
    pub inbound: u32,
    /// When the person last showed interest of their own.
    pub last_own_signal: Option<LocalTime>,
}

/// Complaints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComplaintsPicture {
    /// How many arrived.
    pub opened: u64,
    /// How many of them are not settled.
    pub open: u64,
    /// When the last one arrived.
    pub last_opened: Option<LocalTime>,
    /// The numbers of those not settled.
    pub open_ids: Vec<String>,
}

/// Barriers that sales noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Barriers {
    /// All notes about the customer, those without a barrier too: the sample size.
    pub n: u32,
    /// Most often noted first.
    pub noted: Vec<BarrierPicture>,
}

/// One barrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarrierPicture {
    /// Which.
    pub barrier: Barrier,
    /// In how many notes.
    pub notes: u32,
    /// In which note last.
    pub last: LocalTime,
}

/// Messages of our campaigns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessagesPicture {
    /// Accepted by a mail server.
    pub sent: u32,
    /// Refused by a mail server.
    pub bounced: u32,
    /// Answered.
    pub answered: u32,
    /// When the last one was accepted.
    pub last_sent: Option<LocalTime>,
    /// When one was last answered.
    pub last_answered: Option<LocalTime>,
}

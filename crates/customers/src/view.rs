//! The picture as it is shown: the kept state seen from one day, in the company's calendar.
//!
//! The field names are the keys of `sog customer ID --json` and never change their meaning.
//! Amounts are decimals in text, times are RFC 3339 in the company's zone, days are
//! `YYYY-MM-DD`. What is not known is `null`, never 0; figures that are statistics carry their
//! sample size as `n`.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use store::Company;
use vocab::{Amount, Barrier, Currency, CustomerId, EventId, EventKind, Instant, Phase, Zone};

use crate::gaps::{Gaps, gaps};
use crate::local::LocalTime;
use crate::needs::{NeedWindow, is_need, windows};
use crate::phase::{Proof, Seen, standing};
use crate::pressure::pressure;
use crate::purchases::Family;
use crate::state::PictureState;

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
    /// Exact sum of the returns; not above zero.
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

impl PictureState {
    /// The picture seen from `as_of`, in the calendar of `zone`, with the company's half-life,
    /// cap and currency.
    ///
    /// Counts and amounts cover every event known. What decays or expires is reckoned at
    /// `as_of`; an event dated later than that counts as fresh evidence, and as no pressure yet.
    #[must_use]
    pub fn view(&self, as_of: Instant, zone: Zone, company: &Company) -> Picture {
        let look = Look {
            as_of: as_of.timestamp_micros(),
            today: zone.day(as_of),
            zone,
        };
        let purchases = &self.purchases;
        let orders = purchases.orders();
        let order_days: Vec<NaiveDate> = orders
            .iter()
            .map(|order| look.time(order.time).day())
            .collect();
        let standing = standing(&self.evidence, look.as_of);
        let since = |day: &NaiveDate| (look.today - *day).num_days().max(0);
        let id = self.customer().as_str();
        Picture {
            customer_id: self.customer().clone(),
            name: id.to_owned(),
            region: known(&self.region),
            owner: known(&self.owner),
            as_of: LocalTime::of(as_of, zone),
            events: self.events,
            currency: company.currency,
            orders: orders.len() as u64,
            order_lines: purchases.order_lines,
            return_lines: purchases.return_lines,
            adjustment_lines: purchases.adjustment_lines,
            net_revenue: purchases.net(),
            gross_revenue: purchases.gross,
            returned: purchases.returned,
            adjusted: purchases.adjusted,
            first_order: orders.first().map(|order| look.time(order.time)),
            last_order: orders.last().map(|order| look.time(order.time)),
            days_since_last_order: order_days.last().map(since),
            gaps: gaps(&order_days),
            families: look.families(self, &order_days),
            phase: standing.phase.map(|proof| look.phase(proof)),
            opportunity: standing.opportunity.map(|proof| look.phase(proof)),
            phase_evidence: standing
                .all
                .into_iter()
                .map(|proof| look.phase(proof))
                .collect(),
            pressure: look.pressure(self, company),
            balance: balance(self),
            people: look.people(self, company),
            last_own_signal: self.contacts.last_signal.map(|seen| look.cite(seen)),
            complaints: look.complaints(self),
            barriers: look.barriers(self),
            messages: MessagesPicture {
                sent: self.messages.sent,
                bounced: self.messages.bounced,
                answered: self.messages.answered,
                last_sent: self.messages.last_sent.map(|time| look.time(time)),
                last_answered: self.messages.last_answered.map(|time| look.time(time)),
            },
        }
    }
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn balance(state: &PictureState) -> Balance {
    let people = state.contacts.people();
    let outbound = people
        .iter()
        .map(|person| person.outbound.len() as u64)
        .sum();
    let inbound = people.iter().map(|person| u64::from(person.inbound)).sum();
    let n = outbound + inbound;
    // Counts far below 2^53.
    let inbound_share = (n > 0).then(|| inbound as f64 / n as f64);
    Balance {
        outbound,
        inbound,
        inbound_share,
        n,
    }
}

/// From when and in which calendar one looks.
struct Look {
    as_of: i64,
    today: NaiveDate,
    zone: Zone,
}

impl Look {
    fn time(&self, micros: i64) -> LocalTime {
        LocalTime::at(micros, self.zone)
    }

    fn cite(&self, seen: Seen) -> Citation {
        let event_id = EventId(seen.id).to_string();
        Citation {
            event_id,
            kind: seen.kind,
            time: self.time(seen.time),
        }
    }

    fn phase(&self, proof: Proof) -> PhasePicture {
        PhasePicture {
            phase: proof.phase,
            by: self.cite(proof.by),
            in_force: proof.in_force,
        }
    }

    fn families(&self, state: &PictureState, order_days: &[NaiveDate]) -> Vec<FamilyPicture> {
        let families = state.purchases.families().iter();
        let mut pictures: Vec<_> = families
            .map(|family| self.family(state, family, order_days))
            .collect();
        // They come sorted by name; a stable sort keeps that among equals.
        pictures.sort_by_key(|picture| std::cmp::Reverse(picture.net_revenue));
        pictures
    }

    fn family(
        &self,
        state: &PictureState,
        family: &Family,
        order_days: &[NaiveDate],
    ) -> FamilyPicture {
        let months = months(family, order_days);
        let is_need = is_need(&family.name);
        let windows = if is_need {
            windows(&months)
        } else {
            Vec::new()
        };
        let time = |order: Option<&u32>| {
            let order = state.purchases.orders().get(*order? as usize)?;
            Some(self.time(order.time))
        };
        FamilyPicture {
            family: family.name.to_string(),
            is_need,
            orders: family.orders.len() as u64,
            lines: family.lines,
            return_lines: family.return_lines,
            net_revenue: family.net,
            first_order: time(family.orders.first()),
            last_order: time(family.orders.last()),
            months,
            in_window: (!windows.is_empty())
                .then(|| windows.iter().any(|window| window.contains(self.today))),
            next_window: windows
                .iter()
                .filter_map(|window| window.next_start(self.today))
                .min(),
            windows,
        }
    }

    fn pressure(&self, state: &PictureState, company: &Company) -> Pressure {
        let people = state.contacts.people();
        let touches = || {
            let all = people
                .iter()
                .flat_map(|person| person.outbound.iter().copied());
            all.filter(|time| *time <= self.as_of)
        };
        let half_life_days = company.pressure_half_life_days;
        Pressure {
            value: pressure(touches(), self.as_of, half_life_days),
            half_life_days,
            n: touches().count() as u64,
            last: touches().max().map(|time| self.time(time)),
        }
    }

    fn people(&self, state: &PictureState, company: &Company) -> Vec<PersonPicture> {
        let cap = i64::from(company.cap_days) * 86_400_000_000;
        let window = self.as_of.saturating_sub(cap);
        let people = state.contacts.people().iter();
        people
            .map(|person| PersonPicture {
                contact_id: known(&person.id),
                outbound: person.outbound.len() as u64,
                outbound_in_cap_days: person
                    .outbound
                    .iter()
                    .filter(|time| **time > window && **time <= self.as_of)
                    .count() as u64,
                last_outbound: person.outbound.last().map(|time| self.time(*time)),
                inbound: person.inbound,
                last_own_signal: person.last_own.map(|time| self.time(time)),
            })
            .collect()
    }

    fn complaints(&self, state: &PictureState) -> ComplaintsPicture {
        let arrived = || {
            state
                .complaints
                .all()
                .iter()
                .filter_map(|complaint| complaint.opened)
        };
        let open = || state.complaints.open();
        ComplaintsPicture {
            opened: arrived().count() as u64,
            open: open().count() as u64,
            last_opened: arrived().max().map(|time| self.time(time)),
            open_ids: open()
                .map(|complaint| complaint.reference.to_string())
                .collect(),
        }
    }

    fn barriers(&self, state: &PictureState) -> Barriers {
        let counts = state.barriers.counts().iter();
        let mut noted: Vec<_> = counts
            .map(|count| BarrierPicture {
                barrier: count.barrier,
                notes: count.notes,
                last: self.time(count.last),
            })
            .collect();
        noted.sort_by_key(|count| std::cmp::Reverse(count.notes));
        Barriers {
            n: state.barriers.notes,
            noted,
        }
    }
}

/// Orders of a family per calendar month. An order counts in the month of its earliest line.
fn months(family: &Family, order_days: &[NaiveDate]) -> [u32; 12] {
    let mut months = [0; 12];
    for order in &family.orders {
        if let Some(day) = order_days.get(*order as usize) {
            months[day.month0() as usize] += 1;
        }
    }
    months
}

/// When a customer needs a family: what an audience and the guard ask for without making the
/// whole picture. Empty when the family was never bought or is no need.
#[must_use]
pub fn need_windows(state: &PictureState, family: &str, zone: Zone) -> Vec<NeedWindow> {
    let Some(family) = state
        .purchases
        .family(family)
        .filter(|family| is_need(&family.name))
    else {
        return Vec::new();
    };
    let days: Vec<NaiveDate> = state
        .purchases
        .orders()
        .iter()
        .map(|order| LocalTime::at(order.time, zone).day())
        .collect();
    windows(&months(family, &days))
}

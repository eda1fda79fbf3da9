//! Looking at a kept state from one day, in the company's calendar: everything that depends on
//! when and where one asks is made here.

use chrono::{Datelike, NaiveDate};
use store::Company;
use vocab::{EventId, Instant, Zone};

use crate::complaints::Complaint;
use crate::gaps::gaps;
use crate::local::LocalTime;
use crate::needs::{NeedWindow, is_need, windows};
use crate::phase::{Proof, Seen, standing};
use crate::picture::{
    Balance, BarrierPicture, Barriers, Citation, ComplaintsPicture, FamilyPicture, MessagesPicture,
    PersonPicture, PhasePicture, Picture, Pressure,
};
use crate::pressure::pressure;
use crate::purchases::Family;
use crate::state::PictureState;

impl PictureState {
    /// The picture seen from `as_of`, in the calendar of `zone`, with the company's half-life,
    /// cap and currency.
    ///
    /// Counts and amounts cover every event known. What decays or expires is reckoned at
    /// `as_of`; an event dated later than that counts as fresh evidence, and as no pressure yet.
    #[must_use]
    pub fn view(&self, as_of: Instant, zone: Zone, company: &Company) -> Picture {
        let look = Look { as_of: as_of.timestamp_micros(), today: zone.day(as_of), zone };
        let purchases = &self.purchases;
        let orders = purchases.orders();
        let order_days: Vec<NaiveDate> =
            orders.iter().map(|order| look.time(order.time).day()).collect();
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
            phase_evidence: standing.all.into_iter().map(|proof| look.phase(proof)).collect(),
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
    let outbound = people.iter().map(|person| person.outbound.len() as u64).sum();
    let inbound = people.iter().map(|person| u64::from(person.inbound)).sum();
    let n = outbound + inbound;
    // Counts far below 2^53.
    let inbound_share = (n > 0).then(|| inbound as f64 / n as f64);
    Balance { outbound, inbound, inbound_share, n }
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
        Citation { event_id, kind: seen.kind, time: self.time(seen.time) }
    }

    fn phase(&self, proof: Proof) -> PhasePicture {
        PhasePicture { phase: proof.phase, by: self.cite(proof.by), in_force: proof.in_force }
    }

    fn families(&self, state: &PictureState, order_days: &[NaiveDate]) -> Vec<FamilyPicture> {
        let families = state.purchases.families().iter();
        let mut pictures: Vec<_> =
            families.map(|family| self.family(state, family, order_days)).collect();
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
        let windows = if is_need { windows(&months) } else { Vec::new() };
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
            next_window: windows.iter().filter_map(|window| window.next_start(self.today)).min(),
            windows,
        }
    }

    fn pressure(&self, state: &PictureState, company: &Company) -> Pressure {
        let people = state.contacts.people();
        let touches = || {
            let all = people.iter().flat_map(|person| person.outbound.iter().copied());
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
        let arrived = || state.complaints.all().filter_map(Complaint::opened);
        let open = || state.complaints.open();
        ComplaintsPicture {
            opened: arrived().count() as u64,
            open: open().count() as u64,
            last_opened: arrived().max().map(|time| self.time(time)),
            open_ids: open().map(|complaint| complaint.reference.to_string()).collect(),
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
        Barriers { n: state.barriers.notes, noted }
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
    let Some(family) = state.purchases.family(family).filter(|family| is_need(&family.name)) else {
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

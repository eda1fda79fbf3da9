//! A small company with two years of trade: three families in two regions.
//!
//! From the 15th of April 2026 on most orders for the garden in the North stay away, and
//! customers there say it is too expensive; or nothing happens at all.

use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use customers::Pictures;
use events::EventLog;
use sog_diagnose::{Asked, Diagnosis, actions};
use testkit::TestStore;
use vocab::{Amount, Barrier, CustomerId, Event, EventId, EventKind, Instant, Scope, Zone};

/// What happens to the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Trade as ever.
    Nothing,
    /// A competitor undercuts the garden in the North, and sales notes it.
    Undercut,
    /// The same, but nobody writes notes.
    Silence,
}

/// Customers of the company.
const CUSTOMERS: u64 = 260;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn now() -> Instant {
    "2026-06-19T22:00:00Z".parse().unwrap()
}

/// The last day of the data.
pub(crate) fn last() -> NaiveDate {
    day("2026-06-19")
}

/// A number between 0 and 1 that depends on the keys and on nothing else.
pub(crate) fn draw(keys: &[u64]) -> f64 {
    let mut x = 0x9e37_79b9_7f4a_7c15_u64;
    for key in keys {
        // A step of splitmix64 (Steele, Lea, Flood 2014).
        x = (x ^ key).wrapping_add(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
    }
    (x >> 11) as f64 / (1_u64 << 53) as f64
}

fn sale(day: NaiveDate, customer: u64, family: &str, region: &str, cents: i128) -> Event {
    let reference = format!("{day} {customer} {family}");
    let id = EventId::from_key(&["sale", &reference]);
    let time = day.and_hms_opt(9, 0, 0).unwrap().and_utc();
    let named = customer < CUSTOMERS;
    let customer = named.then(|| CustomerId::new(&format!("C{customer}")).unwrap());
    let mut event = Event::new(id, customer, time, EventKind::Sale);
    event.reference = Some(reference);
    event.family = Some(family.to_owned());
    event.region = Some(region.to_owned());
    event.amount = Some(Amount::from_cents(cents));
    event
}

fn note(
    day: NaiveDate,
    number: u64,
    family: &str,
    region: &str,
    barrier: Option<Barrier>,
) -> Event {
    let id = EventId::from_key(&["note", &day.to_string(), &number.to_string()]);
    let customer = CustomerId::new(&format!("C{number}")).ok();
    let time = day.and_hms_opt(14, 0, 0).unwrap().and_utc();
    let mut event = Event::new(id, customer, time, EventKind::Note);
    event.family = Some(family.to_owned());
    event.region = Some(region.to_owned());
    event.owner = Some("anna".to_owned());
    event.barriers = barrier.into_iter().collect();
    event.text = Some(format!("what customer {number} said about {family}"));
    event
}

/// Everything that ever happened, from a first day on.
pub(crate) fn history(fate: Fate, first: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let families = ["Garden", "Kitchen", "Toys"];
    let quiet = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let first = day(first);
    for day in first.iter_days().take_while(|day| *day <= last()).filter(|day| !quiet(*day)) {
        let date = u64::from(day.num_days_from_ce().unsigned_abs());
        let struck = fate != Fate::Nothing && day >= self::day("2026-04-15");
        // Two anonymous buyers more than there are customers with a name.
        for customer in 0..CUSTOMERS + 2 {
            // Most are there from the start, one more comes every week.
            let joined = first + Days::new(customer.saturating_sub(150) * 7);
            let region = if customer % 2 == 0 { "North" } else { "South" };
            let draw = self::draw(&[date, customer, 1]);
            if day < joined || draw > 0.18 {
                continue;
            }
            let family = families[usize::from(draw > 0.06) + usize::from(draw > 0.12)];
            let away = struck && region == "North" && family == "Garden";
            if away && self::draw(&[date, customer, 2]) < 0.75 {
                continue;
            }
            let cents = 2_000 + (self::draw(&[date, customer, 3]) * 16_000.0).round() as i128;
            let order = sale(day, customer, family, region, cents);
            if self::draw(&[date, customer, 4]) < 0.05 {
                let id = EventId::from_key(&["return", &order.id.to_string()]);
                let mut back = Event { id, kind: EventKind::Return, ..order.clone() };
                back.amount = Some(Amount::from_cents(-cents / 2));
                events.push(back);
            }
            events.push(order);
        }
        if fate == Fate::Silence {
            continue;
        }
        for number in 0..4 {
            let region = if number % 2 == 0 { "North" } else { "South" };
            let family = families[(date + number / 2) as usize % 3];
            let draw = self::draw(&[date, number, 5]);
            let usual = Barrier::ALL[(draw * 10.0) as usize % 10];
            let barrier = if struck && region == "North" && family == "Garden" && draw < 0.7 {
                Some(Barrier::TooExpensive)
            } else {
                (self::draw(&[date, number, 6]) < 0.7).then_some(usual)
            };
            events.push(note(day, number, family, region, barrier));
        }
    }
    events
}

/// The company in an event log.
pub(crate) struct Company {
    pub(crate) at: TestStore,
    pub(crate) log: EventLog,
    pub(crate) pictures: Arc<Pictures>,
}

impl Company {
    pub(crate) async fn with(events: &[Event]) -> Self {
        let at = testkit::stores::sqlite(migrations()).await;
        Self::put(at, events).await
    }

    pub(crate) async fn put(at: TestStore, events: &[Event]) -> Self {
        let log = EventLog::open(&at.store, at.folder()).await.unwrap();
        import(&at, &log, events).await;
        customers::refresh(&at.store, &log, at.folder(), &|_| {}).await.unwrap();
        let pictures = customers::load(&at.store, at.folder()).await.unwrap();
        Self { at, log, pictures }
    }

    /// A target of June 2026, of which 14 open days have elapsed, with a plain expectation.
    pub(crate) fn asked(&self, scope: Scope, target: &str, rest: &str) -> Asked {
        let period: vocab::Month = "2026-06".parse().unwrap();
        let booked = self.pictures.series().total(&scope, period.first(), last()).net();
        let rest: Amount = rest.parse().unwrap();
        Asked {
            target_id: format!("{period} {scope}"),
            period,
            scope,
            target: target.parse().unwrap(),
            as_of: last(),
            complete_until: last(),
            booked,
            rest,
            rest_low: rest - Amount::from_cents(100_000),
            rest_high: rest + Amount::from_cents(100_000),
        }
    }

    pub(crate) async fn diagnose(&self, asked: Asked) -> Diagnosis {
        let pictures = Arc::clone(&self.pictures);
        actions::diagnose(&self.at.store, &self.log, pictures, asked, now()).await.unwrap()
    }
}

/// As an import does it. What it prepared holds the log's lock and goes away here.
async fn import(at: &TestStore, log: &EventLog, events: &[Event]) {
    let mut bulk = log.bulk().unwrap();
    events.iter().for_each(|event| bulk.push(event).unwrap());
    let prepared = log.prepare(bulk).await.unwrap();
    let tx = at.store.begin().await.unwrap();
    log.commit(&tx, &prepared).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) fn migrations() -> Vec<store::Migration> {
    [
        store::migrations::migrations(),
        events::migrations(),
        customers::migrations(),
        sog_diagnose::migrations(),
    ]
    .concat()
}

/// The company's calendar.
pub(crate) const ZONE: Zone = Zone::BERLIN;

//! A data folder in a temporary place, and events to put into it.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use events::EventLog;
use store::Store;
use vocab::{
    Amount, Barrier, Channel, ContactId, CustomerId, Direction, Event, EventId, EventKind,
};

/// A data folder that goes away with the test.
pub(crate) struct Folder {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) store: Store,
    pub(crate) log: EventLog,
}

impl Folder {
    pub(crate) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let migrations =
            [store::migrations::migrations(), events::migrations(), sog_customers::migrations()];
        let store = Store::open_folder(dir.path(), migrations.concat()).await.unwrap();
        let log = EventLog::open(&store, dir.path()).await.unwrap();
        Self { dir, store, log }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// As an import does it.
    pub(crate) async fn import(&self, events: &[Event]) {
        let mut bulk = self.log.bulk().unwrap();
        events.iter().for_each(|event| bulk.push(event).unwrap());
        let prepared = self.log.prepare(bulk).await.unwrap();
        let tx = self.store.begin().await.unwrap();
        self.log.commit(&tx, &prepared).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// As single news come in.
    pub(crate) async fn receive(&self, events: &[Event]) {
        let tx = self.store.begin().await.unwrap();
        self.log.append(&tx, events).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn refresh(&self) -> sog_customers::RefreshReport {
        sog_customers::refresh(&self.store, &self.log, self.path(), &|_| {}).await.unwrap()
    }

    pub(crate) async fn load(&self) -> std::sync::Arc<sog_customers::Pictures> {
        sog_customers::load(&self.store, self.path()).await.unwrap()
    }
}

pub(crate) fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Event number `number` of a small company: a fixed mixture of everything, money above all.
#[allow(clippy::cast_possible_truncation, reason = "small numbers")]
pub(crate) fn event(number: u64) -> Event {
    // A step of splitmix64 (Steele, Lea, Flood 2014): scattered, and the same everywhere.
    let mut x = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 31;
    let mut pick = move |from: u64| {
        let value = x % from;
        x /= from;
        value
    };
    let customer = match pick(9) {
        0 => None,
        _ => Some(CustomerId::new(&format!("C{}", pick(60))).unwrap()),
    };
    let time = time("2024-01-01T00:00:00Z") + TimeDelta::hours(pick(2000) as i64 * 7);
    let kind = match pick(3) {
        0 => EventKind::ALL[pick(EventKind::ALL.len() as u64) as usize],
        _ => EventKind::Sale,
    };
    let mut event = Event::new(EventId::from_key(&[&number.to_string()]), customer, time, kind);
    event.contact = (pick(2) == 0).then(|| ContactId::new(&format!("K{}", pick(3))).unwrap());
    event.channel = Channel::ALL.get(pick(10) as usize).copied();
    event.direction = Direction::ALL.get(pick(3) as usize).copied();
    event.reference = (pick(10) > 0).then(|| format!("R{}", pick(40)));
    event.family =
        ["Garden", "Kitchen", "Toys", "Services"].get(pick(5) as usize).map(|s| (*s).into());
    event.region = ["North", "South"].get(pick(3) as usize).map(|s| (*s).into());
    event.owner = ["anna", "bert", "carla"].get(pick(4) as usize).map(|s| (*s).into());
    if kind.is_money() {
        let sign = if kind == EventKind::Sale { 1 } else { -1 };
        event.amount = Some(Amount::from_cents(sign * i128::from(pick(20_000))));
    }
    if kind == EventKind::Note {
        event.barriers = vec![Barrier::ALL[pick(10) as usize]];
        event.text = Some(format!("note {number}"));
    }
    event
}

pub(crate) fn events(numbers: std::ops::Range<u64>) -> Vec<Event> {
    numbers.map(event).collect()
}

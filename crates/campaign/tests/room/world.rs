//! A small company with consents, needs and a campaign.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use campaign::audiences::Audiences;
use campaign::brief::{Brief, Cause, Measure, MeasureKind, Window};
use campaign::conditions::Condition;
use campaign::message::{Message, Words};
use campaign::queue::State;
use campaign::smtp::Server;
use campaign::split::Split;
use campaign::{Worker, actions};
use chrono::{NaiveDate, TimeDelta};
use customers::Pictures;
use customers::permission::{Declaration, give};
use events::EventLog;
use guard::RuleSet;
use sea_orm::ActiveValue::Set;
use store::records::{contact, customer, upsert};
use store::{Company, Migration, Store};
use testkit::TestStore;
use vocab::{
    AidaStage, Amount, Barrier, CampaignId, Channel, ContactId, CustomerId, Event, EventId,
    EventKind, Instant, Lang, Team,
};

/// Every table the room needs.
pub(crate) fn migrations() -> Vec<Migration> {
    [
        store::migrations::migrations(),
        events::migrations(),
        customers::migrations(),
        diagnose::migrations(),
        campaign::migrations(),
    ]
    .concat()
}

/// 12 November 2026, nine in the morning (UTC).
pub(crate) const START: i64 = 1_794_474_000_000_000;

/// A store with people in it, and a clock that only the test moves.
pub(crate) struct World {
    pub(crate) test: TestStore,
    pub(crate) log: EventLog,
    pub(crate) pictures: Arc<Pictures>,
    pub(crate) clock: Arc<AtomicI64>,
}

pub(crate) fn company() -> Company {
    Company {
        name: "Nordlicht".into(),
        postal_address: "Hafenstr. 1\n20457 Hamburg".into(),
        sender_email: "post@nordlicht.example".into(),
        public_url: "https://sog.nordlicht.example".into(),
        // Most tests send often to the same few people.
        cap_touches: 1_000_000,
        ..Company::default()
    }
}

/// One signing key for all tests: making one takes a while.
fn put_key(folder: &Path) {
    static PEM: OnceLock<String> = OnceLock::new();
    let pem = PEM.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        campaign::dkim::Signer::open(folder.path(), "sog1", "nordlicht.example").unwrap();
        std::fs::read_to_string(campaign::dkim::key_file(folder.path(), "sog1")).unwrap()
    });
    let file = campaign::dkim::key_file(folder, "sog1");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, pem).unwrap();
}

/// Contacts and customers of each group.
pub(crate) fn groups(split: &Split) -> Vec<(u64, u64)> {
    split.parts.iter().map(|part| (part.contacts, part.customers)).collect()
}

pub(crate) fn instant(micros: i64) -> Instant {
    Instant::from_timestamp_micros(micros).unwrap()
}

impl World {
    /// `people` contacts, two to a customer, all with consent and with a need in November.
    pub(crate) async fn new(test: TestStore, people: usize) -> Self {
        let log = EventLog::open(&test.store, test.folder()).await.unwrap();
        put_key(test.folder());
        let tx = test.store.begin().await.unwrap();
        store::save_company(&tx, &company()).await.unwrap();
        let customers = (0..people.div_ceil(2)).map(|n| customer::ActiveModel {
            id: Set(format!("c{n}")),
            name: Set(format!("Laden {n}")),
            kind: Set("company".into()),
            country: Set("DE".into()),
            region: Set(None),
            owner: Set(None),
            since: Set(None),
        });
        upsert(&tx, customers.collect()).await.unwrap();
        let contacts = (0..people).map(|n| contact::ActiveModel {
            id: Set(format!("k{n}")),
            customer_id: Set(format!("c{}", n / 2)),
            first_name: Set(format!("Jo{n}")),
            last_name: Set("Jansen".into()),
            email: Set(Some(format!("jo{n}@laden.example"))),
            phone: Set(None),
            language: Set("de".into()),
            role: Set("buyer".into()),
            impersonal: Set(false),
        });
        upsert(&tx, contacts.collect()).await.unwrap();
        for n in 0..people {
            consent(&tx, &log, n).await;
        }
        let sales: Vec<Event> =
            (0..people.div_ceil(2)).map(|n| sale(n, START - 330 * DAY)).collect();
        log.append(&tx, &sales).await.unwrap();
        tx.commit().await.unwrap();
        customers::refresh(&test.store, &log, test.folder(), &|_| {}).await.unwrap();
        let pictures = customers::load(&test.store, test.folder()).await.unwrap();
        Self { test, log, pictures, clock: Arc::new(AtomicI64::new(START)) }
    }

    pub(crate) async fn sqlite(people: usize) -> Self {
        Self::new(testkit::stores::sqlite(migrations()).await, people).await
    }

    pub(crate) fn store(&self) -> &Store {
        &self.test.store
    }

    pub(crate) fn now(&self) -> Instant {
        instant(self.clock.load(Ordering::Relaxed))
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.clock.fetch_add(by.num_microseconds().unwrap(), Ordering::Relaxed);
    }

    /// A campaign to everybody, signed, not launched.
    pub(crate) async fn signed(&self, change: impl FnOnce(&mut Brief)) -> CampaignId {
        let mut brief = brief();
        change(&mut brief);
        let (store, now) = (self.store(), self.now());
        let id = actions::create(store, &brief, Lang::De, "Mia", now).await.unwrap();
        actions::save_message(store, &id, 1, &message(), "Mia", now).await.unwrap();
        actions::sign(store, &id, 2, Team::Marketing, "Mia", now).await.unwrap();
        actions::sign(store, &id, 2, Team::Sales, "Sam", now).await.unwrap();
        id
    }

    pub(crate) async fn launch(&self, id: &CampaignId) -> actions::Launched {
        let rules = RuleSet::built_in();
        actions::launch(self.store(), &self.log, &self.pictures, &rules, id, "Mia", self.now())
            .await
            .unwrap()
    }

    /// The count while somebody tries conditions, by group.
    pub(crate) async fn counted(&self, id: &CampaignId, condition: &Condition) -> Vec<(u64, u64)> {
        let (store, log, rules) = (self.store(), &self.log, RuleSet::built_in());
        let (audiences, brief, now) = (Audiences::default(), brief(), self.now());
        let counting =
            audiences.count(store, log, &self.pictures, &rules, id, &brief, condition, now);
        groups(&counting.await.unwrap().split.unwrap())
    }

    /// A campaign to everybody, launched, nobody held out.
    pub(crate) async fn launched(&self) -> CampaignId {
        self.hold_out(0.0).await;
        let id = self.signed(|_| {}).await;
        self.launch(&id).await;
        id
    }

    pub(crate) async fn set_company(&self, change: impl FnOnce(&mut Company)) {
        let mut company = store::company(self.store().read()).await.unwrap();
        change(&mut company);
        let tx = self.store().begin().await.unwrap();
        store::save_company(&tx, &company).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn hold_out(&self, share: f64) {
        self.set_company(|company| company.holdout_share = share).await;
    }

    pub(crate) fn worker(&self, name: &str, address: SocketAddr) -> Worker {
        self.worker_on(self.store().clone(), name, address)
    }

    pub(crate) fn worker_on(&self, store: Store, name: &str, address: SocketAddr) -> Worker {
        let (pictures, clock) = (Arc::clone(&self.pictures), Arc::clone(&self.clock));
        Worker {
            store,
            log: self.log.clone(),
            folder: self.test.folder().to_owned(),
            rules: RuleSet::built_in(),
            pictures: Arc::new(move || Arc::clone(&pictures)),
            server: Server { connections: 3, timeout_seconds: 5, ..Server::local(address) },
            clock: Arc::new(move || instant(clock.load(Ordering::Relaxed))),
            name: name.to_owned(),
            rest: Duration::from_millis(10),
        }
    }

    /// All messages of a campaign by contact.
    pub(crate) async fn messages(&self, id: &CampaignId) -> BTreeMap<String, actions::MessageView> {
        let all = actions::messages(self.store(), id, None, 0, 10_000).await.unwrap();
        all.into_iter().map(|message| (message.contact.clone(), message)).collect()
    }

    /// How many messages stand in a state.
    pub(crate) async fn count(&self, id: &CampaignId, state: State) -> usize {
        actions::messages(self.store(), id, Some(state), 0, 10_000).await.unwrap().len()
    }

    /// The events in the log and its inbox, by kind, of one customer.
    pub(crate) async fn history(&self, customer: &str) -> Vec<Event> {
        self.log.hand_over(&|_| {}).await.unwrap();
        let snapshot = self.log.snapshot().await.unwrap();
        let customer = CustomerId::new(customer).unwrap();
        snapshot.history(&customer, events::Columns::ALL).unwrap()
    }
}

pub(crate) const DAY: i64 = 86_400_000_000;

pub(crate) async fn consent(tx: &store::Tx, log: &EventLog, n: usize) {
    let contact = ContactId::new(&format!("k{n}")).unwrap();
    let said = Declaration::new(contact, Channel::Email, instant(START - 60 * DAY), "web form");
    give(tx, log, &said).await.unwrap();
}

fn sale(n: usize, time: i64) -> Event {
    let customer = CustomerId::new(&format!("c{n}")).unwrap();
    let id = EventId::from_key(&["sale", &n.to_string(), &time.to_string()]);
    let mut event = Event::new(id, Some(customer), instant(time), EventKind::Sale);
    event.reference = Some(format!("A{n}"));
    event.family = Some("Christmas".into());
    event.quantity = Some(Amount::from_cents(100));
    event.amount = Some(Amount::from_cents(5_000));
    event
}

pub(crate) fn brief() -> Brief {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    Brief {
        title: "Advent".into(),
        cause: Cause {
            period: Some("2026-11".parse().unwrap()),
            finding: "They order too late".into(),
            known: true,
            notes: 31,
            ..Cause::default()
        },
        barrier: Some(Barrier::Timing),
        stage: Some(AidaStage::Desire),
        message_core: "Order early".into(),
        audience: Some(Condition::Bought { family: "Christmas".into() }),
        audience_note: "They bought it last year".into(),
        family: "Christmas".into(),
        window: Some(Window { from: day(11, 1), until: day(11, 30) }),
        measure: Some(Measure {
            kind: MeasureKind::RepurchaseShare,
            baseline: Some(Amount::ZERO),
            smallest_effect: "0.05".parse().ok(),
        }),
        question: "Wann brauchen Sie die Ware?".into(),
        ..Brief::default()
    }
}

pub(crate) fn message() -> Message {
    let words = Words {
        subject: "Ihr Regal im Dezember".into(),
        body: "Guten Tag {{ first_name }},\n\nletztes Jahr wurde es **knapp**.\n.Ein Punkt vorn."
            .into(),
        question: "Wann brauchen Sie die Ware?".into(),
    };
    Message { fallback: Lang::De, words: BTreeMap::from([(Lang::De, words)]) }
}

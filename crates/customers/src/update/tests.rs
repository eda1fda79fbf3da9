//! However events come, the kept pictures are to the byte those of a rebuild.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use events::{EventLog, Fate};
use proptest::prelude::*;
use store::Store;
use vocab::{Amount, Channel, CustomerId, Direction, Event, EventId, EventKind};

use super::*;
use crate::bucket::{Figures, fold_bucket};
use crate::kept::{self, Kept, Stamp, write};
use crate::refresh::{RefreshReport, pictures_folder, refresh_by};
use crate::rows;

/// Nothing is too dear, and nothing but a rebuild writes a whole file.
const ALWAYS: Rule = Rule { new_event: 0, look_up: 0, few: 0, share: 0 };
/// The same, and whole files are written now and then.
const NOW_AND_THEN: Rule = Rule { share: 4, ..ALWAYS };

#[derive(Debug, Clone)]
struct One {
    number: u64,
    who: u8,
    day: i64,
    kind: EventKind,
    reference: u8,
    part: u8,
    cents: i64,
}

#[derive(Debug, Clone)]
enum Step {
    /// As an import brings them.
    Import(Vec<One>),
    /// As they come in one by one.
    Receive(Vec<One>),
    /// A visitor turns out to be a customer.
    Link(u8, u8),
    Erase(u8),
    Zone(&'static str),
    /// Nothing is brought up to date yet: several changes come between two refreshes.
    Wait,
}

fn one() -> impl Strategy<Value = One> {
    let kind = prop_oneof![
        5 => Just(EventKind::Sale),
        1 => Just(EventKind::Return),
        3 => prop::sample::select(EventKind::ALL),
    ];
    // Few numbers, so that events come twice; few days, so that many share a moment.
    (0_u64..900, 0_u8..12, 0_i64..220, kind, 0_u8..5, 0_u8..4, -20..5_000_i64).prop_map(
        |(number, who, day, kind, reference, part, cents)| One {
            number,
            who,
            day,
            kind,
            reference,
            part,
            cents,
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::collection::vec(one(), 1..30).prop_map(Step::Import),
        4 => prop::collection::vec(one(), 1..8).prop_map(Step::Receive),
        1 => (0_u8..2, 2_u8..10).prop_map(|(visitor, who)| Step::Link(visitor, who)),
        1 => (0_u8..10).prop_map(Step::Erase),
        1 => prop::sample::select(vec!["UTC", "Pacific/Auckland"]).prop_map(Step::Zone),
        2 => Just(Step::Wait),
    ]
}

/// Visitors, customers who share a bucket, and nobody.
fn customer(who: u8) -> Option<CustomerId> {
    match who {
        0 | 1 => Some(CustomerId::visitor(&format!("v{who}")).unwrap()),
        2..=9 => {
            let names = (0..).map(|number| format!("C{number}"));
            let mut here = names.filter(|name| events::bucket_of(name, events::BUCKETS) == 3);
            Some(CustomerId::new(&here.nth(usize::from(who)).unwrap()).unwrap())
        }
        _ => None,
    }
}

impl One {
    /// Later steps bring mostly later events.
    fn event(&self, step: usize) -> Event {
        let begin: DateTime<Utc> = "2025-01-01T11:30:00Z".parse().unwrap();
        let day = i64::try_from(step).unwrap() * 60 + self.day;
        let mut event = Event::new(
            EventId::from_key(&[&self.number.to_string()]),
            customer(self.who),
            begin + TimeDelta::hours(day * 24 + i64::from(self.part)),
            self.kind,
        );
        event.reference = (self.reference > 0).then(|| format!("R{}", self.reference));
        event.family = ["Garden", "Toys"].get(usize::from(self.part)).map(|s| (*s).to_owned());
        event.region = ["North"].get(usize::from(self.part)).map(|s| (*s).to_owned());
        event.channel = Channel::ALL.get(usize::from(self.part)).copied();
        event.direction = Direction::ALL.get(usize::from(self.part)).copied();
        event.amount = self.kind.is_money().then(|| Amount::from_cents(i128::from(self.cents)));
        event
    }
}

struct Folder {
    dir: tempfile::TempDir,
    store: Store,
    log: EventLog,
}

impl Folder {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let all = [store::migrations::migrations(), events::migrations(), crate::migrations()];
        let store = Store::open_folder(dir.path(), all.concat()).await.unwrap();
        let log = EventLog::open(&store, dir.path()).await.unwrap();
        Self { dir, store, log }
    }

    async fn import(&self, events: &[Event]) {
        let mut bulk = self.log.bulk().unwrap();
        events.iter().for_each(|event| bulk.push(event).unwrap());
        let prepared = self.log.prepare(bulk).await.unwrap();
        let tx = self.store.begin().await.unwrap();
        self.log.commit(&tx, &prepared).await.unwrap();
        tx.commit().await.unwrap();
        self.log.settle(prepared).await;
    }

    async fn refresh(&self, rule: Rule) -> RefreshReport {
        refresh_by(rule, &self.store, &self.log, self.dir.path(), &|_| {}).await.unwrap()
    }

    async fn take(&self, number: usize, step: &Step) {
        let of = |events: &[One]| events.iter().map(|one| one.event(number)).collect::<Vec<_>>();
        match step {
            Step::Import(events) => self.import(&of(events)).await,
            Step::Receive(events) => {
                let tx = self.store.begin().await.unwrap();
                self.log.append(&tx, &of(events)).await.unwrap();
                tx.commit().await.unwrap();
            }
            Step::Link(visitor, who) => {
                let pair = (customer(*visitor).unwrap(), customer(*who).unwrap());
                let tx = self.store.begin().await.unwrap();
                let long_ago = DateTime::<Utc>::UNIX_EPOCH;
                self.log.link(&tx, &[(&pair.0, &pair.1)], long_ago).await.unwrap();
                tx.commit().await.unwrap();
            }
            Step::Erase(who) => {
                self.log.hand_over(&|_| ()).await.unwrap();
                let fates = BTreeMap::from([(customer(*who).unwrap(), Fate::Erase)]);
                let rewrite =
                    self.log.prepare_rewrite(&fates, &events::Traces::default()).await.unwrap();
                let tx = self.store.begin().await.unwrap();
                self.log.commit_rewrite(&tx, &rewrite).await.unwrap();
                tx.commit().await.unwrap();
                self.log.settle_rewrite(rewrite).await;
            }
            Step::Zone(zone) => {
                let company =
                    store::Company { zone: zone.parse().unwrap(), ..store::Company::default() };
                let tx = self.store.begin().await.unwrap();
                store::save_company(&tx, &company).await.unwrap();
                tx.commit().await.unwrap();
            }
            Step::Wait => {}
        }
    }

    /// Every bucket's pictures are to the byte what folding it again gives.
    async fn check(&self) {
        let zone = store::company(self.store.read()).await.unwrap().zone;
        let snapshot = self.log.snapshot().await.unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        for row in rows::live_files(self.store.read()).await.unwrap() {
            let bucket = u16::try_from(row.bucket).unwrap();
            let kept = kept::contents(&pictures_folder(self.dir.path()), &row).unwrap();
            let rebuilt = fold_bucket(&snapshot, bucket, zone, &|_| ()).unwrap();
            assert_eq!(kept, rebuilt, "bucket {bucket}");
            assert_eq!(row.customers, i64::try_from(rebuilt.states.len()).unwrap());
            // As files they are the same too, whatever way they came about.
            let stamp = Stamp::new(bucket, row.bucket_version, zone);
            let mut files = Vec::new();
            for contents in [&kept, &rebuilt] {
                write::write(elsewhere.path(), &stamp, contents).unwrap();
                files.push(std::fs::read(elsewhere.path().join(stamp.name())).unwrap());
            }
            assert!(files[0] == files[1], "the files of bucket {bucket} differ");
            if row.changes.is_empty() {
                let path = pictures_folder(self.dir.path()).join(&row.path);
                let stamp = Kept::read(&path, row.checksum).unwrap().stamp;
                assert!(stamp.version == row.bucket_version);
                assert!(std::fs::read(path).unwrap() == files[0], "the whole file of {bucket}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_changes_give_the_pictures_of_a_rebuild(
        steps in prop::collection::vec(step(), 1..14),
        rule in prop::sample::select(vec![ALWAYS, NOW_AND_THEN, Rule::USUAL]),
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let folder = Folder::new().await;
            for (number, step) in steps.iter().enumerate() {
                folder.take(number, step).await;
                if !matches!(step, Step::Wait) {
                    folder.refresh(rule).await;
                    folder.check().await;
                }
            }
        });
    }
}

fn sale(number: u64, who: u8, day: i64, reference: u8) -> Event {
    let one = One { number, who, day, kind: EventKind::Sale, reference, part: 0, cents: 100 };
    one.event(0)
}

/// The report says which way each customer was brought up to date.
#[tokio::test]
async fn late_events_fold_only_their_customers_again() {
    let folder = Folder::new().await;
    let all: Vec<Event> = (0..80)
        .map(|number| sale(number, 2 + (number % 8) as u8, 10, u8::try_from(number % 251).unwrap()))
        .collect();
    folder.import(&all).await;
    let report = folder.refresh(ALWAYS).await;
    assert_eq!((report.buckets_rebuilt, report.buckets_updated), (17, 0));
    // One in order, one late, one that goes on an order, one twice, and nobody's.
    let news = [
        sale(100, 2, 12, 200),
        sale(101, 3, 2, 201),
        sale(102, 4, 12, 2),
        sale(7, 5, 12, 203),
        sale(104, 11, 12, 204),
    ];
    folder.import(&news).await;
    let report = folder.refresh(ALWAYS).await;
    assert_eq!((report.buckets_rebuilt, report.buckets_updated, report.buckets_kept), (0, 2, 15));
    assert_eq!((report.customers_updated, report.customers_refolded), (2, 1));
    // Four new ones, and the ten of who was folded again.
    assert_eq!(report.events_folded, 14);
    folder.check().await;
    let before = folder.refresh(ALWAYS).await;
    assert_eq!((before.buckets_kept, before.events_folded), (17, 0));
    // Where it is cheaper, the bucket is folded again.
    folder.import(&[sale(105, 6, 2, 205)]).await;
    assert_eq!(folder.refresh(Rule::USUAL).await.buckets_rebuilt, 1);
    folder.check().await;
}

/// Small hand-overs between two refreshes are merged among themselves, not with what was there.
#[tokio::test]
async fn many_hand_overs_leave_what_is_new_apart() {
    let folder = Folder::new().await;
    for number in 0..400 {
        let news: Vec<Event> = (0..2)
            .map(|at| sale(number * 2 + at, 2, number as i64, u8::try_from(number % 251).unwrap()))
            .collect();
        folder.import(&news).await;
        if number % 9 == 0 {
            let report = folder.refresh(ALWAYS).await;
            assert!(number == 0 || report.buckets_rebuilt == 0, "after {number}");
        }
    }
    folder.check_files(3).await;
}

impl Folder {
    /// Files are few all the same.
    async fn check_files(&self, bucket: u16) {
        let files = self.log.snapshot().await.unwrap().runs_of(bucket);
        assert!(files <= 14, "{files} files");
    }
}

#[test]
fn a_kept_bucket_without_customers_is_nothing_strange() {
    let folder = tempfile::tempdir().unwrap();
    let stamp = Stamp::new(16, 1, Zone::BERLIN);
    let contents = Contents { states: Vec::new(), figures: Figures::default() };
    let (_, checksum) = write::write(folder.path(), &stamp, &contents).unwrap();
    let kept = Kept::read(&folder.path().join(stamp.name()), checksum).unwrap();
    assert!(kept.look().find("C1").unwrap().is_none());
    assert_eq!(kept.states().unwrap(), []);
}

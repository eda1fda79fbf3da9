//! How long an audience takes: a tree of three nested conditions over many customers.
//!
//! The folder is filled the first time: customers, contacts and consents in the store, about
//! eight events a customer in the log, pictures of them. Told are the first count, then the best,
//! middle and worst of 20 warm ones, and the memory.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use campaign::audiences::Audiences;
use campaign::brief::Brief;
use campaign::conditions::Condition;
use chrono::{DateTime, TimeDelta};
use events::EventLog;
use guard::RuleSet;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sea_orm::ActiveValue::Set;
use store::Store;
use store::records::{consent, contact, customer, insert_new, upsert};
use vocab::{Amount, CampaignId, CustomerId, Event, EventId, EventKind};

use crate::Outcome;
use crate::measure::Clock;

const KINDS: [EventKind; 8] = [
    EventKind::Sale,
    EventKind::Sale,
    EventKind::Visit,
    EventKind::ProductViewed,
    EventKind::ProductViewed,
    EventKind::ProductAdded,
    EventKind::Touch,
    EventKind::QuoteRequested,
];
const CHUNK: usize = 20_000;

fn now() -> vocab::Instant {
    DateTime::from_timestamp(1_794_475_800, 0).unwrap_or_default()
}

fn migrations() -> Vec<store::Migration> {
    [
        store::migrations::migrations(),
        events::migrations(),
        customers::migrations(),
        diagnose::migrations(),
        campaign::migrations(),
    ]
    .concat()
}

/// Fills the folder where it is empty, and measures.
pub(crate) async fn run(folder: &Path, customers: usize) -> Outcome<()> {
    let fresh = !folder.join("sog.db").exists();
    std::fs::create_dir_all(folder)?;
    let store = Store::open_folder(folder, migrations()).await?;
    let log = EventLog::open(&store, folder).await?;
    if fresh {
        fill(&store, &log, folder, customers).await?;
    }
    let start = Instant::now();
    let pictures = customers::load(&store, folder).await?;
    println!("{} pictures loaded in {:?}; {}", pictures.len(), start.elapsed(), memory());
    measure(&store, &log, &pictures).await
}

async fn fill(store: &Store, log: &EventLog, folder: &Path, customers: usize) -> Outcome<()> {
    let start = Instant::now();
    for from in (0..customers).step_by(CHUNK) {
        let some = || from..customers.min(from + CHUNK);
        let tx = store.begin().await?;
        let rows = some().map(|n| customer::ActiveModel {
            id: Set(format!("C{n:07}")),
            name: Set(format!("Laden {n}")),
            kind: Set(if n % 3 == 0 { "company" } else { "person" }.into()),
            country: Set(["DE", "NL", "ES", "AT", "BE"][n % 5].into()),
            region: Set(Some(format!("Region {}", n % 8))),
            owner: Set(None),
            since: Set(None),
        });
        upsert(&tx, rows.collect()).await?;
        let rows = some().map(|n| contact::ActiveModel {
            id: Set(format!("K{n:07}")),
            customer_id: Set(format!("C{n:07}")),
            first_name: Set(format!("Jo{n}")),
            last_name: Set("Jansen".into()),
            email: Set(Some(format!("jo{n}@laden.example"))),
            phone: Set(None),
            language: Set(["de", "nl", "es", "en"][n % 4].into()),
            role: Set("buyer".into()),
            impersonal: Set(false),
        });
        upsert(&tx, rows.collect()).await?;
        let rows = some().filter(|n| n % 4 != 0).map(|n| consent::ActiveModel {
            id: Set(format!("E{n:07}")),
            contact_id: Set(format!("K{n:07}")),
            channel: Set("email".into()),
            purpose: Set("marketing".into()),
            status: Set("given".into()),
            at: Set(now() - TimeDelta::days(100)),
            source: Set("web form".into()),
            text_version: Set(None),
            sale_ref: Set(None),
            family: Set(None),
            notice_shown: Set(false),
        });
        insert_new(&tx, rows.collect()).await?;
        tx.commit().await?;
    }
    println!("records written in {:?}", start.elapsed());
    let start = Instant::now();
    let mut random = ChaCha8Rng::seed_from_u64(20_261_122);
    let mut bulk = log.bulk()?;
    let mut number = 0_u64;
    for n in 0..customers {
        let id = CustomerId::new(&format!("C{n:07}"))?;
        for _ in 0..random.random_range(1..16) {
            number += 1;
            let time = now() - TimeDelta::minutes(random.random_range(0..730 * 1_440));
            let kind = KINDS[random.random_range(0..KINDS.len())];
            let key = EventId::from_key(&["audience", &number.to_string()]);
            let mut event = Event::new(key, Some(id.clone()), time, kind);
            event.family = Some(format!("Family {}", random.random_range(0..12)));
            if kind == EventKind::Sale {
                event.reference = Some(format!("R{number}"));
                event.amount = Some(Amount::from_cents(random.random_range(100..50_000)));
            }
            if kind == EventKind::Touch {
                event.direction = Some(vocab::Direction::Outbound);
            }
            bulk.push(&event)?;
        }
    }
    let prepared = log.prepare(bulk).await?;
    let tx = store.begin().await?;
    log.commit(&tx, &prepared).await?;
    tx.commit().await?;
    log.settle(prepared).await;
    println!("{number} events written in {:?}", start.elapsed());
    let start = Instant::now();
    customers::refresh(store, log, folder, &|_| {}).await?;
    println!("pictures made in {:?}", start.elapsed());
    Ok(())
}

async fn measure(
    store: &Store,
    log: &EventLog,
    pictures: &Arc<customers::Pictures>,
) -> Outcome<()> {
    let rules = RuleSet::built_in();
    let audiences = Audiences::default();
    let tree = |days: u32| {
        let json = format!(
            r#"{{"if":"all","of":[
                {{"if":"bought","family":"Family 3"}},
                {{"if":"any","of":[
                    {{"if":"country","any_of":["DE","NL"]}},
                    {{"if":"did","what":{{"event":"product_viewed","family":"Family 5"}},
                      "at_least":1,"within":{{"days":{days}}}}}]}},
                {{"if":"not","of":{{"if":"last_order","newer_than_days":30}}}}]}}"#
        );
        Condition::from_json(&json).map_err(|bad| bad.to_string())
    };
    let find = async |condition: &Condition| {
        let start = Instant::now();
        let found = audiences.find(store, log, pictures, &rules, condition, now()).await?;
        let told = (found.chosen.count(), found.customers());
        Ok::<_, campaign::CampaignError>((start.elapsed(), told, found))
    };
    let (took, told, found) = find(&tree(90)?).await?;
    println!("first count {took:?}: {} people at {} customers; {}", told.0, told.1, memory());
    println!("columns: {:.0} MB", found.crowd.bytes() as f64 / 1e6);
    let (took, _, _) = find(&tree(60)?).await?;
    println!("another condition on events, one pass over the log: {took:?}");
    let mut warm = Vec::new();
    let clock = Clock::start()?;
    for _ in 0..20 {
        warm.push(find(&tree(90)?).await?.0);
    }
    let (processor, _) = clock.stop()?;
    report("warm count", warm);
    println!("a warm count takes {:.1} ms of processor time", processor * 50.0);
    let condition = tree(90)?;
    let start = Instant::now();
    let shown = found.sample(&condition, 10)?;
    println!("{} people with why: {:?}", shown.len(), start.elapsed());
    let (campaign, brief) = (CampaignId::new("c")?, Brief::default());
    let mut counts = Vec::new();
    for round in 0..6 {
        let start = Instant::now();
        let counted = audiences
            .count(store, log, pictures, &rules, &campaign, &brief, &condition, now())
            .await?;
        let may = counted.split.and_then(|s| s.part(guard::Group::Mailable).map(|p| p.contacts));
        match round {
            0 => println!("first with the guard's word: {:?}, {may:?} may", start.elapsed()),
            _ => counts.push(start.elapsed()),
        }
    }
    report("warm with the guard's word and people", counts);
    println!("at the end {}", memory());
    Ok(())
}

fn report(name: &str, mut took: Vec<Duration>) {
    took.sort();
    let (middle, worst) = (took[took.len() / 2], took[took.len() - 1]);
    println!("{name}: best {:?}, p50 {middle:?}, worst {worst:?}", took[0]);
}

/// Memory in use, and the most there ever was.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        let kilobytes: f64 =
            line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or_default();
        kilobytes / 1_024.0
    };
    format!("{:.0} MB in use, {:.0} MB at most", of("VmRSS"), of("VmHWM"))
}

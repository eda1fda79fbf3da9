//! Kept pictures: increment is rebuild, changes are seen whole, damage is noticed and mended.
use crate::common::{Folder, event, events, time};
use sog_customers::{Fold, PictureState, Pictures, Progress};
use vocab::{CustomerId, Event, EventId, EventKind, Instant, Scope, Zone};

/// After every event there is.
const LATER: Instant = Instant::MAX_UTC;

/// What two loads must agree on (their versions count the changes of their own logs).
fn same(one: &Pictures, other: &Pictures) {
    assert!(one.iter().eq(other.iter()), "pictures differ");
    assert_eq!(one.series(), other.series());
    assert_eq!(one.data_until(LATER), other.data_until(LATER));
    assert_eq!(one.events(), other.events());
}

/// The pictures folded in memory from a plain list.
fn plain(events: &[Event]) -> Vec<PictureState> {
    let mut events = events.to_vec();
    events.sort_by(|a, b| (&a.customer, a.time, a.id).cmp(&(&b.customer, b.time, b.id)));
    events.dedup_by_key(|event| event.id);
    let mut states: Vec<PictureState> = Vec::new();
    for event in &events {
        let Some(customer) = &event.customer else {
            continue;
        };
        if states.last().is_none_or(|state| state.customer() != customer) {
            states.push(PictureState::new(customer.clone()));
        }
        let barriers: Vec<_> = event.barriers.iter().map(|barrier| barrier.code()).collect();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (reference, family) = (text(&event.reference), text(&event.family));
        let (region, owner) = (text(&event.region), text(&event.owner));
        states.last_mut().unwrap().update(&events::EventRef {
            customer: customer.as_str(),
            time: event.time.timestamp_micros(),
            id: event.id.0,
            kind: event.kind,
            contact: event.contact.as_ref().map_or("", |contact| contact.as_str()),
            channel: event.channel,
            direction: event.direction,
            reference: &reference,
            item: "",
            family: &family,
            region: &region,
            owner: &owner,
            campaign: "",
            quantity: None,
            amount: event.amount,
            currency: "",
            barriers: &barriers.join(";"),
            text: "",
        });
    }
    states.sort_by(|a, b| a.customer().cmp(b.customer()));
    states
}

#[tokio::test]
async fn increment_is_rebuild_to_the_bit() {
    let all = events(0..3000);
    // Bit by bit, overlapping, old events late, over both ways into the log.
    let slow = Folder::new().await;
    slow.import(&all[1500..2300]).await;
    slow.refresh().await;
    slow.receive(&all[..40]).await;
    slow.receive(&all[1490..1510]).await;
    let report = slow.refresh().await;
    assert_eq!(report.handed_over, 50);
    slow.import(&all[..1700]).await;
    slow.refresh().await;
    slow.import(&all[2000..]).await;
    slow.refresh().await;
    // At once.
    let fast = Folder::new().await;
    fast.import(&all).await;
    let report = fast.refresh().await;
    assert_eq!((report.buckets_rebuilt, report.events_folded), (17, 3000));

    let (slow, fast) = (slow.load().await, fast.load().await);
    same(&slow, &fast);
    assert!(fast.iter().eq(plain(&all).iter()), "the pass over the files is the plain fold");
    assert_eq!(fast.len() as u64, report.customers);
    let last = all.iter().filter(|event| event.kind.is_money()).map(|event| event.time).max();
    assert_eq!(fast.data_until(LATER), last);
    let customer = CustomerId::new("C17").unwrap();
    assert_eq!(fast.get(&customer).unwrap().customer(), &customer);
    assert!(fast.get(&CustomerId::new("C1700").unwrap()).is_none());
    assert_eq!(fast.families(), ["Garden", "Kitchen", "Services", "Toys"]);
}

#[tokio::test]
async fn only_what_changed_is_folded_again() {
    let folder = Folder::new().await;
    assert!(folder.load().await.is_empty());
    assert_eq!(sog_customers::version(&folder.store).await.unwrap(), None);
    folder.import(&events(0..800)).await;
    let told = std::sync::Mutex::new(Vec::new());
    let tell = |news| told.lock().unwrap().push(news);
    sog_customers::refresh(&folder.store, &folder.log, folder.path(), &tell).await.unwrap();
    let told = told.into_inner().unwrap();
    assert_eq!(told.first(), Some(&Progress::Folding { buckets: 17 }));
    assert_eq!(told.last(), Some(&Progress::Folded { events: 800, buckets: 17 }));

    let before = sog_customers::version(&folder.store).await.unwrap();
    let report = folder.refresh().await;
    assert_eq!((report.buckets_rebuilt, report.buckets_kept), (0, 17));
    assert_eq!(sog_customers::version(&folder.store).await.unwrap(), before);
    let later = time("2026-06-01T00:00:00Z");
    folder.receive(&[Event { customer: event(1).customer, time: later, ..event(9000) }]).await;
    let report = folder.refresh().await;
    assert_eq!((report.handed_over, report.buckets_updated), (1, 1));
    let version = sog_customers::version(&folder.store).await.unwrap();
    assert!(version.is_some() && version != before, "other pictures have another version");
    assert_eq!(folder.load().await.version(), version);
}

/// Recency, frequency and money are what the pictures say, whichever files they lie in.
#[tokio::test]
async fn the_kept_orders_are_those_of_the_pictures() {
    let folder = Folder::new().await;
    let all = events(0..4_000);
    folder.import(&all[..3_500]).await;
    folder.refresh().await;
    let (from, until) = (time("2024-06-01T00:00:00Z"), time("2025-02-01T00:00:00Z"));
    for news in [&[][..], &all[3_500..3_540], &all[3_540..]] {
        folder.receive(news).await;
        folder.refresh().await;
        let pictures = folder.load().await;
        let mut expected = std::collections::BTreeMap::new();
        for state in pictures.iter() {
            let times = from.timestamp_micros()..until.timestamp_micros();
            let orders = state.purchases.orders().iter();
            let orders: Vec<_> = orders.filter(|order| times.contains(&order.time)).collect();
            if let Some(last) = orders.last() {
                let money: vocab::Amount = orders.iter().map(|order| order.gross).sum();
                let name = state.customer().as_str().to_owned();
                expected.insert(name, (last.time, orders.len(), money));
            }
            let gross: vocab::Amount =
                state.purchases.orders().iter().map(|order| order.gross).sum();
            assert_eq!(gross, state.purchases.gross);
        }
        assert!(!expected.is_empty());
        let rfm = sog_customers::rfm::rfm(&folder.store, folder.path(), from, until).await.unwrap();
        let told: std::collections::BTreeMap<_, _> = rfm
            .rows()
            .map(|(name, row)| {
                let told = (row.last().timestamp_micros(), row.orders as usize, row.money);
                (name.to_owned(), told)
            })
            .collect();
        assert_eq!(told, expected);
        assert_eq!(rfm.scores().len(), rfm.len());
    }
}

/// A pipe in the place of a kept file stops the folding where the file is looked at, until the
/// test closes its end.
#[cfg(unix)]
#[tokio::test]
async fn a_refresh_nobody_waits_for_keeps_its_lock_until_the_folding_ended() {
    let folder = Folder::new().await;
    folder.import(&events(0..100)).await;
    folder.refresh().await;
    let pictures = folder.path().join("pictures");
    let kept = pictures.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let kept = kept.filter(|path| path.file_name().is_some_and(|name| name != "lock")).min();
    let pipe = kept.unwrap();
    std::fs::remove_file(&pipe).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());

    let (store, log, path) = (folder.store.clone(), folder.log.clone(), folder.path().to_owned());
    let asked = tokio::spawn(async move {
        sog_customers::refresh(&store, &log, &path, &|_| {}).await.map(|_| ())
    });
    let end = pipe.clone();
    // Opens once the folding reads at the other end.
    let end = tokio::task::spawn_blocking(move || std::fs::File::options().write(true).open(end));
    let end = end.await.unwrap().unwrap();
    asked.abort();
    assert!(asked.await.unwrap_err().is_cancelled());

    let lock = std::fs::File::open(pictures.join("lock")).unwrap();
    let taken = lock.try_lock();
    assert!(matches!(taken, Err(std::fs::TryLockError::WouldBlock)), "{taken:?}");
    drop(end);
    tokio::task::spawn_blocking(move || lock.lock()).await.unwrap().unwrap();
    assert!(std::fs::symlink_metadata(&pipe).unwrap().is_file(), "what was damaged was made anew");
    assert_eq!(folder.refresh().await.buckets_rebuilt, 0);
}

#[tokio::test]
async fn sales_dated_ahead_are_not_the_end_of_the_data() {
    let folder = Folder::new().await;
    let sale =
        |number: u64, at: &str| Event { time: time(at), kind: EventKind::Sale, ..event(number) };
    folder
        .import(&[
            sale(1, "2026-11-02T09:00:00Z"),
            sale(2, "2026-11-03T10:00:00Z"),
            // Of another zone, or of tomorrow's date.
            sale(3, "2026-11-04T08:00:00Z"),
            // Mistyped.
            sale(4, "2062-11-03T10:00:00Z"),
        ])
        .await;
    folder.refresh().await;
    let pictures = folder.load().await;
    for (now, until) in [
        ("2026-11-03T12:00:00Z", Some("2026-11-04T08:00:00Z")),
        ("2026-11-03T07:00:00Z", Some("2026-11-03T10:00:00Z")),
        ("2026-11-01T12:00:00Z", Some("2026-11-02T09:00:00Z")),
        ("2026-10-01T12:00:00Z", None),
        ("2062-11-03T12:00:00Z", Some("2062-11-03T10:00:00Z")),
    ] {
        assert_eq!(pictures.data_until(time(now)), until.map(time), "seen from {now}");
    }
}

#[tokio::test]
async fn another_zone_is_another_calendar() {
    let folder = Folder::new().await;
    folder.import(&events(0..300)).await;
    folder.refresh().await;
    let before = folder.load().await;
    let tx = folder.store.begin().await.unwrap();
    let company = store::Company {
        zone: "Pacific/Auckland".parse::<Zone>().unwrap(),
        ..store::Company::default()
    };
    store::save_company(&tx, &company).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(folder.refresh().await.buckets_rebuilt, 17);
    let after = folder.load().await;
    assert!(before.iter().eq(after.iter()), "a state knows no calendar");
    assert_ne!(before.series(), after.series());
    assert_ne!(before.version(), after.version(), "who holds the old ones must notice");
    let net = |pictures: &Pictures| {
        let days = pictures.series().days(&Scope::company()).to_vec();
        days.iter().map(sog_customers::Day::net).sum::<vocab::Amount>()
    };
    assert_eq!(net(&before), net(&after));
}

/// The picture files of a folder.
fn files(folder: &Folder) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder.path().join("pictures")).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some());
    files.sort();
    files
}

#[tokio::test]
async fn damage_is_named_and_mended_and_orphans_go() {
    let folder = Folder::new().await;
    folder.import(&events(0..500)).await;
    folder.refresh().await;
    let good = folder.load().await;

    let victim = files(&folder).into_iter().nth(3).unwrap();
    let mut bytes = std::fs::read(&victim).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&victim, bytes).unwrap();
    let error = sog_customers::load(&folder.store, folder.path()).await.unwrap_err().to_string();
    assert!(error.contains("checksum") && error.contains("sog refresh"), "{error}");
    assert_eq!(folder.refresh().await.buckets_rebuilt, 1);
    same(&good, &*folder.load().await);

    std::fs::remove_file(&victim).unwrap();
    let error = sog_customers::load(&folder.store, folder.path()).await.unwrap_err().to_string();
    assert!(error.contains("sog refresh"), "{error}");
    // What a kill leaves behind: an unfinished file, and a finished one nobody names.
    let pictures = folder.path().join("pictures");
    std::fs::write(pictures.join("002-00000099-1-00.tmp"), "half").unwrap();
    std::fs::write(pictures.join("002-00000099-1-00.pictures"), "whole").unwrap();
    assert_eq!(folder.refresh().await.buckets_rebuilt, 1);
    assert_eq!(files(&folder).len(), 17);
    same(&good, &*folder.load().await);
}

/// Every customer gets one more order in each step; whoever loads while refreshes go on, two
/// at a time, must see all customers at the same step.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_one_refresh_never_a_mixture() {
    const CUSTOMERS: usize = 40;
    const STEPS: u64 = 12;
    let folder = std::sync::Arc::new(Folder::new().await);
    let writer = {
        let folder = folder.clone();
        tokio::spawn(async move {
            for step in 0..STEPS {
                let orders: Vec<Event> = (0..CUSTOMERS)
                    .map(|customer| {
                        let id = EventId::from_key(&[&step.to_string(), &customer.to_string()]);
                        let customer = CustomerId::new(&format!("C{customer}")).unwrap();
                        let at =
                            time("2025-05-01T00:00:00Z") + chrono::TimeDelta::days(step as i64);
                        Event::new(id, Some(customer), at, EventKind::Sale)
                    })
                    .collect();
                folder.import(&orders).await;
                tokio::join!(folder.refresh(), folder.refresh());
            }
        })
    };
    let mut seen = std::collections::BTreeSet::new();
    while !writer.is_finished() {
        let pictures = folder.load().await;
        let orders: std::collections::BTreeSet<u64> =
            pictures.iter().map(|state| state.purchases.order_lines).collect();
        assert!(orders.len() <= 1, "a mixture of {orders:?}");
        assert!(pictures.is_empty() || pictures.len() == CUSTOMERS);
        seen.extend(orders);
    }
    writer.await.unwrap();
    let end = folder.load().await;
    assert!(end.iter().all(|state| state.purchases.order_lines == STEPS));
    assert!(seen.len() > 1, "the test saw no change: {seen:?}");
}

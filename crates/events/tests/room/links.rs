//! Who turns out to be whom gets the events of all their ids, whenever that is known.

use std::collections::BTreeMap;

use crate::common::{event, everything, migrations, push};
use proptest::prelude::*;
use sog_events::EventLog;
use vocab::{CustomerId, Event};

#[derive(Debug, Clone)]
enum Step {
    /// Events come, of this person, by the inbox.
    Come(u32, u8),
    /// The first turns out to be the second.
    Link(u8, u8),
    HandOver,
    /// Events are imported under the name they have.
    Import(u32, u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0_u32..500, 0_u8..8).prop_map(|(number, who)| Step::Come(number, who)),
        2 => (0_u8..8, 0_u8..8).prop_map(|(alias, who)| Step::Link(alias, who)),
        2 => Just(Step::HandOver),
        1 => (0_u32..500, 0_u8..8).prop_map(|(number, who)| Step::Import(number, who)),
    ]
}

fn of(number: u32, who: u8) -> Event {
    let mut event = event(number);
    event.customer = Some(name(who));
    event
}

fn name(who: u8) -> CustomerId {
    CustomerId::new(&format!("person {who}")).unwrap()
}

/// At last an event belongs to whom its id leads; the first thing said about an id stays.
fn last(links: &BTreeMap<u8, u8>, who: u8) -> u8 {
    let mut who = who;
    while let Some(next) = links.get(&who) {
        who = *next;
    }
    who
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn every_event_is_at_last_with_whom_it_belongs_to(
        steps in proptest::collection::vec(step(), 1..30)
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            for test in testkit::stores(migrations()).await {
                let store = &test.store;
                let log = EventLog::open(store, test.folder()).await.unwrap();
                let mut links: BTreeMap<u8, u8> = BTreeMap::new();
                // Who an event was said to be of by whoever came first into a run.
                let mut came: Vec<(u32, u8)> = Vec::new();
                let mut model: BTreeMap<u128, u8> = BTreeMap::new();
                let settle = |came: &mut Vec<(u32, u8)>, model: &mut BTreeMap<u128, u8>| {
                    for (number, who) in came.drain(..) {
                        model.entry(event(number).id.0).or_insert(who);
                    }
                };
                for step in steps.iter().chain([&Step::HandOver]) {
                    match step {
                        Step::Come(number, who) => {
                            let tx = store.begin().await.unwrap();
                            log.append(&tx, &[of(*number, *who)]).await.unwrap();
                            tx.commit().await.unwrap();
                            came.push((*number, *who));
                        }
                        Step::Link(alias, who) => {
                            let tx = store.begin().await.unwrap();
                            let now = chrono::Utc::now();
                            log.link(&tx, &[(&name(*alias), &name(*who))], now).await.unwrap();
                            tx.commit().await.unwrap();
                            let root = last(&links, *who);
                            if root != *alias && !links.contains_key(alias) {
                                links.insert(*alias, root);
                            }
                        }
                        Step::HandOver => {
                            log.hand_over(&|_| ()).await.unwrap();
                            settle(&mut came, &mut model);
                        }
                        Step::Import(number, who) => {
                            // An import has the customer's own number: it is linked to nobody.
                            if links.contains_key(who) {
                                continue;
                            }
                            push(store, &log, &[of(*number, *who)], 1 << 20).await;
                            model.entry(event(*number).id.0).or_insert(*who);
                        }
                    }
                }
                let mut found: BTreeMap<u128, CustomerId> = BTreeMap::new();
                for event in everything(&log).await {
                    assert!(found.insert(event.id.0, event.customer.unwrap()).is_none());
                }
                let expected: BTreeMap<u128, CustomerId> =
                    model.iter().map(|(id, who)| (*id, name(last(&links, *who)))).collect();
                assert_eq!(found, expected, "{}", test.name);
            }
        });
    }
}

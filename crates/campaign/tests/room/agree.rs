//! What the page of a customer says is what delivery does.

use std::collections::BTreeMap;

use campaign::actions;
use campaign::queue::State;
use chrono::TimeDelta;
use customers::people;
use guard::{Finding, Reason, RuleSet, Verdict};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use vocab::{Channel, CustomerId, Direction, Event, EventId, EventKind};

use crate::address::give_address;
use crate::random::scramble;
use crate::sink::Sink;
use crate::world::World;

const PEOPLE: usize = 60;

/// Contacts of ours, some of which name no person.
async fn touch(world: &World, rng: &mut StdRng) {
    let tx = world.store().begin().await.unwrap();
    for n in 0..PEOPLE / 2 {
        for m in 0..rng.random_range(0..3) {
            let at = world.now() - TimeDelta::days(rng.random_range(1..40));
            let id = EventId::from_key(&["touch", &n.to_string(), &m.to_string()]);
            let customer = CustomerId::new(&format!("c{n}")).unwrap();
            let mut event = Event::new(id, Some(customer), at, EventKind::Touch);
            event.direction = Some(Direction::Outbound);
            event.channel = Some(Channel::Phone);
            if rng.random_bool(0.5) {
                event.contact = vocab::ContactId::new(&format!("k{}", 2 * n)).ok();
            }
            world.log.append(&tx, &[event]).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// What the page says about mail now, by contact.
async fn page(world: &World) -> BTreeMap<String, (Verdict, Vec<Finding>, u64)> {
    let cards = people::contacts(world.store().read()).await.unwrap();
    let rules = RuleSet::built_in();
    let (store, pictures, now) = (world.store(), &world.pictures, world.now());
    let said = actions::may_write(store, pictures, &rules, &cards, "Christmas", now).await.unwrap();
    let mail = said.into_iter().map(|answers| {
        let answer = answers.into_iter().find(|answer| answer.channel == Channel::Email).unwrap();
        (answer.decision.verdict, answer.decision.findings, answer.in_cap)
    });
    cards.into_iter().map(|card| card.id.to_string()).zip(mail).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_says_what_delivery_does() {
    let (mut mailed, mut over_cap) = (0, 0);
    for seed in 0..4_u64 {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut world = World::sqlite(PEOPLE).await;
        world.set_company(|company| (company.cap_touches, company.cap_days) = (2, 30)).await;
        touch(&world, &mut rng).await;
        let folder = world.test.folder().to_owned();
        customers::refresh(world.store(), &world.log, &folder, &|_| {}).await.unwrap();
        world.pictures = customers::load(world.store(), &folder).await.unwrap();
        scramble(&world, PEOPLE, &mut rng).await;
        for n in 0..4 {
            let one = rng.random_range(0..PEOPLE);
            give_address(&world, &format!("k{one}"), &format!("JO{}@laden.example", 2 * n)).await;
        }
        // Before a campaign, right after one (no refresh between), and after the next.
        for round in 0..3 {
            let said = page(&world).await;
            let id = world.launched().await;
            let sink = Sink::reliable().await;
            world.worker("w", sink.address).drain().await.unwrap();
            for (contact, message) in world.messages(&id).await {
                let (verdict, findings, in_cap) = &said[&contact];
                // A page is about no campaign, so it knows no copies of one.
                let copy =
                    |finding: &&Finding| !matches!(finding.reason, Reason::SameAddress { .. });
                let did: Vec<_> = message.findings.iter().filter(copy).collect();
                assert_eq!(did, findings.iter().collect::<Vec<_>>(), "{seed} {round} {contact}");
                if did.len() == message.findings.len() {
                    let sent = message.state == State::Sent.code();
                    assert_eq!(sent, *verdict == Verdict::Allow, "{seed} {round} {contact}");
                    mailed += usize::from(sent);
                }
                let capped = |finding: &&Finding| matches!(finding.reason, Reason::OverCap { .. });
                assert_eq!(findings.iter().any(|f| capped(&f)), *in_cap >= 2);
                over_cap += usize::from(*in_cap >= 2);
            }
            world.advance(TimeDelta::minutes(1));
        }
    }
    assert!(mailed > 30 && over_cap > 30, "{mailed} mailed, {over_cap} over the cap");
}

//! No permission, no mail: random companies, judged by a second, much simpler reading of the
//! rules than the guard's.

use std::collections::BTreeSet;

use campaign::queue::State;
use campaign::token::Token;
use campaign::unsubscribe::unsubscribe;
use chrono::TimeDelta;
use customers::people::{self, ContactCard};
use customers::permission::{ConsentStatus, Declaration, give, object, withdraw};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::ActiveValue::Set;
use vocab::{Channel, ContactId, Purpose};

use crate::sink::{Sink, header};
use crate::world::{World, migrations};

/// Makes a mess of everybody's permission.
async fn scramble(world: &World, people: usize, rng: &mut StdRng) {
    let tx = world.store().begin().await.unwrap();
    for n in 0..people {
        let contact = ContactId::new(&format!("k{n}")).unwrap();
        for _ in 0..rng.random_range(0..4) {
            let channel = if rng.random_bool(0.7) { Channel::Email } else { Channel::Phone };
            let at = world.now() - TimeDelta::hours(rng.random_range(1..20_000));
            let mut said = Declaration::new(contact.clone(), channel, at, "test");
            if rng.random_bool(0.1) {
                said.purpose = Purpose::Service;
            }
            match rng.random_range(0..4) {
                0 => withdraw(&tx, &world.log, &said).await.unwrap(),
                1 if rng.random_bool(0.4) => object(&tx, &world.log, &said).await.unwrap(),
                _ => give(&tx, &world.log, &said).await.unwrap(),
            };
        }
        if rng.random_bool(0.15) {
            let row = store::records::contact::ActiveModel {
                id: Set(format!("k{n}")),
                email: Set(None),
                ..Default::default()
            };
            sea_orm::ActiveModelTrait::update(row, &tx).await.unwrap();
        }
        if rng.random_bool(0.1) {
            let complaint = store::records::complaint::Model {
                id: format!("R{n}"),
                customer_id: format!("c{}", n / 2),
                order_ref: None,
                opened: world.now(),
                closed: rng.random_bool(0.5).then(|| world.now()),
                owner: None,
                text: "x".into(),
            };
            let complaint = sea_orm::IntoActiveModel::into_active_model(complaint);
            store::records::upsert(&tx, vec![complaint]).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// Whether anybody may write to this contact at all: the last word on marketing mail is a yes
/// of at most two years ago. (Nobody here is an existing customer or an impersonal address.)
fn allowed(card: &ContactCard, now: vocab::Instant) -> bool {
    let said = card
        .consents
        .iter()
        .filter(|entry| match entry.status {
            ConsentStatus::Objected => true,
            _ => entry.channel == Channel::Email && entry.purpose == Purpose::Marketing,
        })
        .max_by_key(|entry| (entry.at, entry.status != ConsentStatus::Given));
    said.is_some_and(|entry| {
        entry.status == ConsentStatus::Given && now - entry.at < TimeDelta::days(732)
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_those_who_said_yes_get_a_mail() {
    let (mut mails, mut refused) = (0, 0);
    for seed in 0..6_u64 {
        let mut rng = StdRng::seed_from_u64(seed);
        let world = World::sqlite(60).await;
        scramble(&world, 60, &mut rng).await;
        let id = world.launched().await;
        // Some change their mind between the launch and the sending.
        scramble(&world, 60, &mut rng).await;
        let sink = Sink::reliable().await;
        world.worker("w", sink.address).drain().await.unwrap();

        let messages = world.messages(&id).await;
        let complaining: BTreeSet<String> = {
            use sea_orm::EntityTrait;
            let rows =
                store::records::complaint::Entity::find().all(world.store().read()).await.unwrap();
            rows.into_iter().filter(|r| r.closed.is_none()).map(|r| r.customer_id).collect()
        };
        for card in people::contacts(world.store().read()).await.unwrap() {
            let message = &messages[card.id.as_str()];
            let got = sink.taken().contains_key(&message.id);
            let may = allowed(&card, world.now())
                && card.email.is_some()
                && !complaining.contains(card.customer.id.as_str());
            assert!(may || !got, "seed {seed}: {card:#?}\n{message:#?}");
            assert_eq!(got, message.state == State::Sent.code());
            mails += usize::from(got);
            refused += usize::from(!got);
        }
    }
    assert!(mails > 50 && refused > 50, "{mails} mails, {refused} refused");
}

/// People leave while mails go out; whoever the books say was stopped got nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_leave_while_mails_go_out() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 80).await;
        world.launched().await;
        let sink = Sink::reliable().await;
        world.worker("w", sink.address).drain().await.unwrap();
        let tokens: Vec<Token> = sink
            .raw()
            .iter()
            .map(|mail| {
                let link = header(mail, "List-Unsubscribe").unwrap();
                Token::parse(link.trim_end_matches('>').rsplit('/').next().unwrap()).unwrap()
            })
            .collect();

        let id = world.launched().await;
        let sink = Sink::reliable().await;
        let (one, two) = (world.worker("one", sink.address), world.worker("two", sink.address));
        let leave = async {
            for token in tokens.iter().step_by(2) {
                unsubscribe(world.store(), &world.log, token, world.now()).await.unwrap();
                tokio::time::sleep(std::time::Duration::from_micros(300)).await;
            }
        };
        let (one, two, ()) = tokio::join!(one.drain(), two.drain(), leave);
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.uncertain + two.uncertain, 0);
        let messages = world.messages(&id).await;
        let taken = sink.taken();
        let mut stopped = 0;
        for message in messages.values() {
            let times = taken.get(&message.id).copied().unwrap_or_default();
            match State::from_code(&message.state).unwrap() {
                State::Sent => assert_eq!(times, 1),
                State::Denied => {
                    stopped += 1;
                    assert_eq!(times, 0, "{}: {message:?}", world.test.name);
                }
                other => panic!("{other:?}"),
            }
        }
        println!("{}: {stopped} of 40 leavers stopped in time", world.test.name);
    }
}

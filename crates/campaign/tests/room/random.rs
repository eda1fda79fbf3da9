//! No permission, no mail: random companies, judged by a second, much simpler reading of the
//! rules than the guard's.

use std::collections::BTreeSet;

use campaign::queue::State;
use campaign::token::Token;
use campaign::unsubscribe::unsubscribe;
use chrono::TimeDelta;
use customers::people::{self, ConsentEntry, ContactCard};
use customers::permission::{ConsentStatus, Declaration, give, object, withdraw};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::ActiveValue::Set;
use vocab::{Channel, ContactId, Purpose};

use crate::address::give_address;
use crate::sink::{Sink, header};
use crate::world::{World, migrations};

/// Makes a mess of everybody's permission.
pub(crate) async fn scramble(world: &World, people: usize, rng: &mut StdRng) {
    let tx = world.store().begin().await.unwrap();
    for n in 0..people {
        let contact = ContactId::new(&format!("k{n}")).unwrap();
        for _ in 0..rng.random_range(0..4) {
            let channel = if rng.random_bool(0.7) { Channel::Email } else { Channel::Phone };
            // Some records are dated ahead.
            let at = world.now() - TimeDelta::hours(rng.random_range(-200..20_000));
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
        let address = match rng.random_range(0..20) {
            0..3 => Some(None),
            // Somebody else's, in another writing: a colleague, or a person known twice.
            3..7 => Some(Some(format!(" Jo{}@LADEN.example", rng.random_range(0..people)))),
            _ => None,
        };
        if let Some(email) = address {
            let row = store::records::contact::ActiveModel {
                id: Set(format!("k{n}")),
                email: Set(email),
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
                first_reply: None,
            };
            let complaint = sea_orm::IntoActiveModel::into_active_model(complaint);
            store::records::upsert(&tx, vec![complaint]).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

fn same_address(a: &ContactCard, b: &ContactCard) -> bool {
    let plain = |card: &ContactCard| card.email.as_deref().map(|e| e.trim().to_lowercase());
    a.id == b.id || plain(a).is_some() && plain(a) == plain(b)
}

/// Whether anybody may write to this contact at all: there is a yes of theirs to marketing mail
/// that has been said, is at most two years old, and is newer than every no that anybody at the
/// same address has on record. (Nobody here is an existing customer or an impersonal address.)
fn allowed(card: &ContactCard, all: &[ContactCard], now: vocab::Instant) -> bool {
    let about_mail = |entry: &ConsentEntry| {
        entry.channel == Channel::Email && entry.purpose == Purpose::Marketing
    };
    let noes: Vec<_> = all
        .iter()
        .filter(|other| same_address(card, other))
        .flat_map(|other| &other.consents)
        .filter(|entry| match entry.status {
            ConsentStatus::Objected => true,
            ConsentStatus::Withdrawn => about_mail(entry),
            _ => false,
        })
        .collect();
    card.consents.iter().any(|yes| {
        yes.status == ConsentStatus::Given
            && about_mail(yes)
            && yes.at <= now
            && now - yes.at < TimeDelta::days(732)
            && noes.iter().all(|no| no.at < yes.at)
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
        let cards = people::contacts(world.store().read()).await.unwrap();
        let mut reached = BTreeSet::new();
        for card in &cards {
            let message = &messages[card.id.as_str()];
            let got = sink.taken().contains_key(&message.id);
            let may = allowed(card, &cards, world.now())
                && card.email.is_some()
                && !complaining.contains(card.customer.id.as_str());
            assert!(may || !got, "seed {seed}: {card:#?}\n{message:#?}");
            assert_eq!(got, message.state == State::Sent.code());
            let address = card.email.as_deref().map(|email| email.trim().to_lowercase());
            assert!(!got || reached.insert(address), "seed {seed}: twice to {card:#?}");
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
        // Some come to share an address while their messages wait.
        for n in (0..80).step_by(8) {
            give_address(&world, &format!("k{}", (n + 41) % 80), &format!("jo{n}@laden.example"))
                .await;
        }
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

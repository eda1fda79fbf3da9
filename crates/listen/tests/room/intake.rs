//! The door to the disk, on both databases: what was answered is there, once, whoever else came
//! at the same moment; who comes when it is full is sent away.

use crate::common::{Home, migrations, now};
use sog_listen::receive::Link;
use sog_listen::{Intake, IntakeError};
use store::Company;
use vocab::{Amount, Currency, CustomerId, Event, EventId, EventKind};

fn event(number: u128, customer: &CustomerId) -> Event {
    Event::new(EventId(number), Some(customer.clone()), now(), EventKind::Visit)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_is_there_once() {
    for test in testkit::stores(migrations()).await {
        let name = test.name;
        let home = Home::over(test).await;
        let intake = Intake::open(home.store().clone(), home.log.clone());
        let (visitor, known) =
            (CustomerId::visitor("7f").unwrap(), CustomerId::known("K1").unwrap());
        let mut senders = Vec::new();
        for sender in 0..30_u128 {
            let (intake, visitor, known) = (intake.clone(), visitor.clone(), known.clone());
            senders.push(tokio::spawn(async move {
                for request in 0..4 {
                    // Each number is sent by two senders.
                    let first = (sender / 2) * 1_000 + request * 20;
                    let events = (first..first + 20).map(|n| event(n, &visitor)).collect();
                    let links = vec![Link { alias: visitor.clone(), customer: known.clone() }];
                    intake.take(events, links, now()).await.unwrap();
                }
            }));
        }
        for sender in senders {
            sender.await.unwrap();
        }
        assert_eq!(home.log.waiting().await.unwrap(), 30 * 4 * 20, "{name}");
        let found = home.events().await;
        assert_eq!(found.len(), 15 * 4 * 20, "{name}");
        assert!(found.values().all(|line| line.starts_with("K1")), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_when_it_is_full_is_sent_away_and_nothing_is_kept_of_it() {
    let home = Home::new().await;
    let intake = Intake::with_room(home.store().clone(), home.log.clone(), 50);
    let known = CustomerId::known("K1").unwrap();
    let events = |from: u128| (from..from + 30).map(|n| event(n, &known)).collect::<Vec<_>>();
    // While somebody else writes, what was let in waits.
    let held = home.store().begin().await.unwrap();
    let mut first = Box::pin(intake.take(events(0), vec![], now()));
    let moment = std::time::Duration::from_millis(1);
    assert!(tokio::time::timeout(moment, &mut first).await.is_err(), "nobody could write it");
    let refused = intake.take(events(100), vec![], now()).await.unwrap_err();
    assert!(matches!(refused, IntakeError::Busy), "{refused}");
    held.rollback().await.unwrap();
    first.await.unwrap();
    intake.take(events(200), vec![], now()).await.unwrap();
    assert_eq!(home.events().await.len(), 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_money_settles_the_currency_of_the_books() {
    let home = Home::new().await;
    let intake = Intake::open(home.store().clone(), home.log.clone());
    let known = CustomerId::known("K1").unwrap();
    let currency = async || -> Option<Currency> {
        let Company { currency, .. } = store::company(home.store().read()).await.unwrap();
        currency
    };
    intake.take(vec![event(1, &known)], vec![], now()).await.unwrap();
    assert_eq!(currency().await, None);
    let sale = |number, currency| {
        let mut sale = event(number, &known);
        sale.kind = EventKind::Sale;
        sale.amount = Some(Amount::from_cents(100));
        sale.currency = Some(currency);
        vec![sale]
    };
    let dollar: Currency = "USD".parse().unwrap();
    // Both were let in while the books had none; they are written at the same moment.
    let (first, second) = tokio::join!(
        intake.take(sale(2, Currency::EUR), vec![], now()),
        intake.take(sale(3, dollar), vec![], now()),
    );
    assert!(first.is_ok(), "{first:?}");
    assert!(matches!(second, Err(IntakeError::Unsettled)), "{second:?}");
    assert_eq!(currency().await, Some(Currency::EUR));
    let late = intake.take(sale(4, dollar), vec![], now()).await;
    assert!(matches!(late, Err(IntakeError::Unsettled)), "{late:?}");
    intake.take(sale(5, Currency::EUR), vec![], now()).await.unwrap();
    assert_eq!(home.events().await.len(), 3);
}

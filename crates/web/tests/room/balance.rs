//! The balance over contacts and orders that can be counted by hand.

use crate::common::{Site, launched, start};
use axum::http::StatusCode;
use sea_orm::ActiveValue::Set;
use store::records::complaint;
use vocab::{Amount, Channel, ContactId, CustomerId, Direction, Event, EventId, EventKind, Team};

fn event(n: u128, customer: &str, days_ago: i64, kind: EventKind) -> Event {
    let time = start() - chrono::TimeDelta::days(days_ago);
    Event::new(EventId(n), Some(CustomerId::new(customer).unwrap()), time, kind)
}

fn touch(n: u128, customer: &str, days_ago: i64, direction: Direction) -> Event {
    let mut touch = event(n, customer, days_ago, EventKind::Touch);
    touch.contact = Some(ContactId::new(&format!("{customer}-1")).unwrap());
    touch.channel = Some(Channel::Phone);
    touch.direction = Some(direction);
    touch.owner = Some("Sem".to_owned());
    touch
}

fn sale(n: u128, customer: &str, days_ago: i64, order: &str) -> Event {
    let mut sale = event(n, customer, days_ago, EventKind::Sale);
    sale.reference = Some(order.to_owned());
    sale.amount = Some(Amount::from_cents(10_000));
    sale.owner = Some("Sem".to_owned());
    sale.region = Some("Nord".to_owned());
    sale
}

#[tokio::test]
async fn an_empty_company_has_a_balance_too() {
    let site = Site::new().await;
    let admin = site.sign_in(Team::Admin).await;
    let answer = site.get("/balance", Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let text = answer.text();
    assert!(text.contains("There were no contacts."), "{text}");
    assert!(text.contains("Too few contacts so far"), "{text}");
    assert!(text.contains("There are no sales yet."), "{text}");
    assert_eq!(site.get("/balance", None).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn contacts_and_sales_are_counted() {
    let site = Site::new().await;
    let mut events = vec![
        sale(1, "K1", 300, "A1"),
        sale(2, "K1", 250, "A2"),
        sale(3, "K2", 1, "A3"),
        touch(4, "K1", 30, Direction::Outbound),
        touch(5, "K1", 28, Direction::Inbound),
        touch(6, "K2", 200, Direction::Outbound),
    ];
    events.extend(
        (7..12).map(|n| touch(n, "K2", 20 - i64::try_from(n).unwrap(), Direction::Outbound)),
    );
    site.happen(&events).await;
    let admin = site.sign_in(Team::Admin).await;
    let answer = site.get("/balance", Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    // Of ninety days: six of ours, one of theirs.
    let text = answer.text();
    assert!(text.contains("We began 6 contacts, customers 1."), "{text}");
    assert!(text.contains("14.3%"), "one of seven: {text}");
    // Five contacts lie on K2 and one, longer ago, on K1.
    let pressed = &answer.body[answer.body.find("id=\"pressed\"").unwrap()..];
    let at = |id: &str| pressed.find(&format!("href=\"/customers/{id}\"")).unwrap();
    assert!(at("K2") < at("K1"));
    // A1 and A2 are old enough for 180 days, none for a year; A1 was followed by A2.
    let sellers = &answer.body[answer.body.find("id=\"sellers\"").unwrap()..];
    assert!(sellers.contains("50.0%"), "{sellers}");
    assert!(sellers.contains("not known yet"), "{sellers}");

    let year = site.get("/balance?days=365", Some(&admin)).await.text();
    assert!(year.contains("We began 7 contacts, customers 1."), "{year}");
    // Sales are not cut by region, and that is said.
    let north = site.get("/balance?region=Nord", Some(&admin)).await.text();
    assert!(north.contains("The sales of all regions"), "{north}");
    assert!(!text.contains("The sales of all regions"), "{text}");
    let nobody = site.get("/balance?owner=Ana&region=Nord", Some(&admin)).await;
    assert!(nobody.text().contains("There were no contacts."));
    // Nonsense asks for what is usual.
    assert_eq!(site.get("/balance?days=ever", Some(&admin)).await.status, StatusCode::OK);
    let list = site.get("/customers", Some(&admin)).await;
    assert!(list.body.contains("href=\"/balance\""));
}

/// A record that names another order leaves the log as it is; what came of sales follows it.
#[tokio::test]
async fn a_corrected_complaint_moves_to_its_order() {
    let site = Site::new().await;
    let mut complained = event(4, "K1", 200, EventKind::ComplaintOpened);
    complained.reference = Some("B7".to_owned());
    let sales = [sale(1, "K1", 300, "A1"), sale(2, "K1", 250, "A2"), sale(3, "K2", 1, "A3")];
    site.happen(&sales).await;
    site.happen(&[complained]).await;
    let admin = site.sign_in(Team::Admin).await;
    let names = async |order: &str| {
        site.write(vec![complaint::ActiveModel {
            id: Set("B7".to_owned()),
            customer_id: Set("K1".to_owned()),
            order_ref: Set(Some(order.to_owned())),
            opened: Set(start() - chrono::TimeDelta::days(200)),
            closed: Set(None),
            owner: Set(None),
            text: Set("Kam zerbrochen an.".to_owned()),
            first_reply: Set(None),
        }])
        .await;
        site.get("/balance", Some(&admin)).await.text()
    };
    // Per 100 orders, after 90 and 180 days: of A1 it came after a hundred days, of A2 after fifty.
    let first = names("A1").await;
    assert!(first.contains("0.0 · 50.0 · –") && !first.contains("50.0 · 50.0 · –"), "{first}");
    let corrected = names("A2").await;
    assert!(corrected.contains("50.0 · 50.0 · –"), "{corrected}");
}

/// When the window of a campaign is over, what came after the sales stands beside its effect.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_campaign_shows_what_came_after() {
    let mut site = Site::simulated().await;
    let base = launched::launch(&mut site, "2026-11-22").await;
    let result = format!("{base}/result");
    let admin = site.sign_in(Team::Admin).await;
    let early = site.get(&result, Some(&admin)).await;
    assert_eq!(early.status, StatusCode::OK, "{}", early.body);
    assert!(!early.text().contains("What came after the sales"), "two figures half way");
    site.wait_minutes(60 * 24 * 60);
    site.happen(&[sale(1, "Z1", -50, "late")]).await;
    let admin = site.sign_in(Team::Admin).await;
    let answer = site.get(&result, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let text = answer.text();
    let after = text.find("What came after the sales").unwrap_or_else(|| panic!("{text}"));
    // Nothing of it is ninety days old.
    assert!(text[after..].contains("90 days 0 not known yet"), "{}", &text[after..]);
}

//! The customers' pages over a small company that was really imported into the log.

use crate::common::{Site, start};
use axum::http::StatusCode;
use sea_orm::ActiveValue::Set;
use store::records::{complaint, consent, contact, customer};
use vocab::{
    Amount, Barrier, Channel, ContactId, CustomerId, Direction, Event, EventId, EventKind, Lang,
    Team,
};

const NBSP: &str = "\u{a0}";

fn event(n: u128, customer: &str, days_ago: i64, kind: EventKind) -> Event {
    let time = start() - chrono::TimeDelta::days(days_ago);
    Event::new(EventId(n), Some(CustomerId::new(customer).unwrap()), time, kind)
}

fn sale(n: u128, customer: &str, days_ago: i64, order: &str, family: &str, cents: i128) -> Event {
    let mut sale = event(n, customer, days_ago, EventKind::Sale);
    sale.reference = Some(order.to_owned());
    sale.family = Some(family.to_owned());
    sale.quantity = Some(Amount::from_cents(100));
    sale.amount = Some(Amount::from_cents(cents));
    sale.region = Some("Nord".to_owned());
    sale.owner = Some("Sem".to_owned());
    sale
}

/// Two customers with events, one on record only.
async fn company() -> Site {
    let site = Site::new().await;
    let person = |id: &str, name: &str| customer::ActiveModel {
        id: Set(id.to_owned()),
        name: Set(name.to_owned()),
        kind: Set("company".to_owned()),
        country: Set("DE".to_owned()),
        region: Set(None),
        owner: Set(None),
        since: Set(None),
    };
    site.write(vec![
        person("K1", "Blumen Öztürk"),
        person("K2", "<b>Licht</b> & Söhne"),
        person("K3", "Noch nie bestellt"),
    ])
    .await;
    let contact_of = |id: &str, customer: &str| contact::ActiveModel {
        id: Set(id.to_owned()),
        customer_id: Set(customer.to_owned()),
        first_name: Set("Ada".to_owned()),
        last_name: Set(format!("Lang {id}")),
        email: Set(Some(format!("{id}@k.example"))),
        phone: Set(None),
        language: Set("de".to_owned()),
        role: Set("buyer".to_owned()),
        impersonal: Set(false),
    };
    site.write(vec![contact_of("P1", "K1"), contact_of("P2", "K2")]).await;
    site.write(vec![consent::ActiveModel {
        id: Set("c1".to_owned()),
        contact_id: Set("P1".to_owned()),
        channel: Set("email".to_owned()),
        purpose: Set("marketing".to_owned()),
        status: Set("given".to_owned()),
        at: Set(start() - chrono::TimeDelta::days(90)),
        source: Set("web form".to_owned()),
        text_version: Set(Some("3".to_owned())),
        sale_ref: Set(None),
        family: Set(None),
        notice_shown: Set(false),
    }])
    .await;
    site.write(vec![complaint::ActiveModel {
        id: Set("B7".to_owned()),
        customer_id: Set("K2".to_owned()),
        order_ref: Set(None),
        opened: Set(start() - chrono::TimeDelta::days(3)),
        closed: Set(None),
        owner: Set(None),
        text: Set("Kam zerbrochen an.".to_owned()),
        first_reply: Set(None),
    }])
    .await;
    let mut back = event(5, "K1", 20, EventKind::Return);
    back.reference = Some("C1".to_owned());
    back.amount = Some(Amount::from_cents(-1_050));
    let mut said = event(6, "K1", 10, EventKind::NeedStated);
    said.text = Some("Wir brauchen Licht bis <Advent>.".to_owned());
    let mut call = event(7, "K1", 5, EventKind::Touch);
    call.channel = Some(Channel::Phone);
    call.direction = Some(Direction::Outbound);
    call.contact = Some(ContactId::new("P1").unwrap());
    let mut note = event(8, "K1", 4, EventKind::Note);
    note.barriers = vec![Barrier::TooExpensive];
    note.text = Some("Findet es teuer.".to_owned());
    let mut complained = event(9, "K2", 3, EventKind::ComplaintOpened);
    complained.reference = Some("B7".to_owned());
    site.happen(&[
        sale(1, "K1", 370, "A1", "Lamps", 120_000),
        sale(2, "K1", 370, "A1", "Gifts", 3_456),
        sale(3, "K1", 30, "A2", "Lamps", 20_000),
        sale(4, "K2", 200, "A3", "Gifts", 5_000),
        back,
        said,
        call,
        note,
        complained,
    ])
    .await;
    site
}

fn order_of(body: &str, names: &[&str]) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = names
        .iter()
        .enumerate()
        .filter_map(|(at, name)| body.find(&format!("href=\"/customers/{name}\"")).map(|p| (p, at)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

#[tokio::test]
async fn an_empty_site_says_what_to_do() {
    let site = Site::new().await;
    let cookie = site.sign_in(Team::Marketing).await;
    let page = site.get("/customers", Some(&cookie)).await;
    assert!(page.body.contains("Noch keine Kunden") && page.body.contains("sog import"));
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_sorted() {
    let site = company().await;
    let cookie = site.sign_in(Team::Marketing).await;
    let all = ["K1", "K2", "K3"];
    for (query, expected) in [
        ("", vec![0, 1, 2]),
        ("?sort=revenue", vec![2, 1, 0]),
        ("?sort=-name", vec![2, 0, 1]),
        ("?q=%C3%96ZT", vec![0]),
        ("?q=k2", vec![1]),
        ("?complaints=open", vec![1]),
        ("?owner=Sem", vec![0, 1]),
        ("?region=S%C3%BCd", vec![]),
        ("?need=Lamps", vec![0]),
        ("?need=Gifts", vec![0]),
        ("?phase=need", vec![]),
    ] {
        let page = site.get(&format!("/customers{query}"), Some(&cookie)).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(order_of(&page.body, &all), expected, "{query}");
    }
    let page = site.get("/customers", Some(&cookie)).await;
    assert!(page.body.contains(&format!("1.424,06{NBSP}€")), "K1: 1234.56 + 200 - 10.50");
    assert!(page.body.contains("&#60;b&#62;Licht"), "names are text, never markup");
    assert!(!page.body.contains("<b>Licht"));
    assert!(page.body.contains(r#"aria-sort="descending""#));
}

#[tokio::test]
async fn the_picture_shows_its_evidence() {
    let site = company().await;
    let cookie = site.sign_in(Team::Marketing).await;
    let page = site.get("/customers/K1", Some(&cookie)).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    for part in [
        "Blumen Öztürk",
        &format!("1.424,06{NBSP}€"),
        &format!("Verkäufe 1.434,56{NBSP}€"),
        "23.10.2026",
        "vor 30 Tagen",
        "alle 340 Tage",
        "1 von höchstens 2 in 30 Tagen",
        "Wir brauchen Licht bis &#60;Advent&#62;.",
        "Zu teuer",
        "web form",
        "Bestellungen je Monat",
    ] {
        assert!(text.contains(part), "`{part}` is not in: {text}");
    }
    // The phase cites an event that stands on the page.
    let start = page.body.find("#e-").unwrap() + 1;
    let anchor = page.body[start..].split('"').next().unwrap().to_owned();
    assert!(page.body.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    // Every figure opens its definition.
    assert_eq!(page.body.matches("class=\"figure-label\"").count(), 11);
    assert!(page.body.matches("Was bedeutet").count() >= 11);
}

/// One order is no need yet, one gap no rhythm; somebody who stays away longer than ever is
/// overdue.
#[tokio::test]
async fn what_rests_on_little_says_so() {
    let site = company().await;
    let mut orders = vec![sale(30, "K3", 3, "C9", "Lamps", 100)];
    orders.extend(
        [500, 460, 430, 400]
            .into_iter()
            .zip(40..)
            .map(|(days_ago, n)| sale(n, "K4", days_ago, &format!("D{n}"), "Lamps", 100)),
    );
    site.happen(&orders).await;
    let cookie = site.sign_in(Team::Admin).await;
    let once = site.get("/customers/K3", Some(&cookie)).await;
    assert!(once.body.contains("framed guess") && !once.body.contains(r#"framed""#));
    assert!(once.text().contains("the need is not certain yet"), "{}", once.text());
    // Lamps a year apart are bought again; Gifts were bought once.
    let again = site.get("/customers/K1", Some(&cookie)).await;
    assert!(again.body.contains(r#" framed""#) && again.body.contains("framed guess"));
    assert!(again.text().contains("Only 1 gap so far: not certain yet."), "{}", again.text());
    let away = site.get("/customers/K4", Some(&cookie)).await.text();
    assert!(away.contains("no order for 400 days, never more than 40 before"), "{away}");
}

/// The history names campaigns, not numbers of messages, and says in the reader's language
/// where a withdrawal came from.
#[tokio::test]
async fn the_history_names_campaigns_and_speaks_the_readers_language() {
    let site = company().await;
    let brief = campaign::brief::Brief { title: "Winter lights".to_owned(), ..Default::default() };
    let made = campaign::actions::create(&site.store, &brief, Lang::De, "Mara", start()).await;
    let id = made.unwrap();
    let message = "01920000-0000-7000-8000-000000000001";
    let mut sent = event(60, "K1", 2, EventKind::MessageSent);
    sent.reference = Some(message.to_owned());
    sent.campaign = Some(id.clone());
    let mut left = event(61, "K1", 1, EventKind::ConsentWithdrawn);
    left.text = Some(format!("one-click unsubscribe, message {message}"));
    let mut later = event(62, "K1", 1, EventKind::ConsentWithdrawn);
    let received = ", received 2026-11-12T08:30:00+00:00";
    later.text = Some(format!("one-click unsubscribe, message {message}{received}"));
    // People may write what they like, also what begins like a text of ours.
    let mut told = event(63, "K1", 1, EventKind::Touch);
    told.text = Some("one-click unsubscribe, message seven: how does it work?".to_owned());
    let mut quoted = event(64, "K1", 1, EventKind::Touch);
    quoted.text = Some("one-click unsubscribe, message 7".to_owned());
    site.happen(&[sent, left, later, told, quoted]).await;
    let record = |id: &str, status: &str, source: &str| consent::ActiveModel {
        id: Set(id.to_owned()),
        contact_id: Set("P1".to_owned()),
        channel: Set("email".to_owned()),
        purpose: Set("marketing".to_owned()),
        status: Set(status.to_owned()),
        at: Set(start() - chrono::TimeDelta::days(1)),
        source: Set(source.to_owned()),
        text_version: Set(None),
        sale_ref: Set(None),
        family: Set(None),
        notice_shown: Set(false),
    };
    let proof = format!("one-click unsubscribe, message M-77{received}");
    let odd = "one-click unsubscribe, message M-78";
    site.write(vec![record("c8", "withdrawn", &proof), record("c9", "given", odd)]).await;
    let cookie = site.sign_in(Team::Marketing).await;
    let page = site.get("/customers/K1", Some(&cookie)).await;
    assert!(!page.body.contains(message), "{}", page.text());
    let text = page.text();
    for kept in ["message seven: how does it work?", "one-click unsubscribe, message 7"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert_eq!(text.matches("Abmeldung aus einer Nachricht").count(), 3, "{text}");
    assert!(text.contains("Abmeldung aus einer Nachricht · eingegangen 12.11.2026"), "{text}");
    // Among the declarations stands all that proves it.
    let whole = "Abmeldung aus einer Nachricht · Nachricht M-77 · eingegangen 12.11.2026, 09:30";
    assert!(text.contains(whole) && text.contains(odd), "{text}");
    assert!(page.body.contains(&format!(r#"<a href="/campaigns/{id}">"#)), "{}", page.body);
    assert!(page.text().contains("Winter lights"));
    assert!(page.text().contains("Abmeldung aus einer Nachricht"));
}

#[tokio::test]
async fn the_guard_says_what_may_be_sent_and_why_not() {
    let site = company().await;
    let cookie = site.sign_in(Team::Marketing).await;
    // Lamps are needed in November (bought then and in October); consent for e-mail stands.
    let page = site.get("/customers/K1?family=Lamps", Some(&cookie)).await.text();
    assert!(page.contains("E-Mail erlaubt"), "{page}");
    assert!(page.contains("Telefon nicht erlaubt"), "{page}");
    // An open complaint stops advertising.
    let page = site.get("/customers/K2", Some(&cookie)).await.text();
    assert!(page.contains("E-Mail nicht erlaubt") && page.contains("A16"), "{page}");
    assert!(page.contains("Kam zerbrochen an."));
    // The same in the reader's language.
    let dutch = site.sign_in(Team::Sales).await;
    let page = site.get("/customers/K2", Some(&dutch)).await.text();
    assert!(page.contains("E-mail niet toegestaan"), "{page}");
}

/// As at the moment of sending: also what the pictures do not know yet, and contacts that name
/// nobody, count against the cap.
#[tokio::test]
async fn the_cap_on_the_page_is_the_cap_of_delivery() {
    let site = company().await;
    let cookie = site.sign_in(Team::Marketing).await;
    let page = site.get("/customers/K1?family=Lamps", Some(&cookie)).await.text();
    assert!(page.contains("1 von 2 Kontakten in 30 Tagen"), "{page}");
    let mut call = event(20, "K1", 2, EventKind::Touch);
    call.direction = Some(Direction::Outbound);
    site.happen(&[call]).await;
    let page = site.get("/customers/K1?family=Lamps", Some(&cookie)).await.text();
    assert!(page.contains("2 von 2 Kontakten in 30 Tagen"), "{page}");
    assert!(page.contains("E-Mail nicht erlaubt") && page.contains("F1"), "{page}");
}

#[tokio::test]
async fn a_customer_without_events_has_a_page() {
    let site = company().await;
    let cookie = site.sign_in(Team::Admin).await;
    let page = site.get("/customers/K3", Some(&cookie)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("No picture yet"));
    for lost in ["/customers/K4", "/customers/%20", "/customers/a%0Ab"] {
        assert_eq!(site.get(lost, Some(&cookie)).await.status, StatusCode::NOT_FOUND, "{lost}");
    }
}

#[tokio::test]
async fn a_refresh_is_seen_without_a_restart() {
    let site = company().await;
    let cookie = site.sign_in(Team::Admin).await;
    assert!(site.get("/customers/K1", Some(&cookie)).await.body.contains("€1,424.06"));
    site.happen(&[sale(50, "K1", 1, "A9", "Lamps", 100)]).await;
    assert!(site.get("/customers/K1", Some(&cookie)).await.body.contains("€1,425.06"));
}
